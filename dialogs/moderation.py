"""Commands of order, said in chats or in private (M1): short in the chat, the rest in private."""

from dialogs import aims, ballots, cases, registry, sanction_notices, words
from dialogs.registry import Turn, action, command
from dialogs.screen import Button, Screen, button, link, screen
from dialogs.tell import tell
from storage import cases as case_files
from storage import council, ladder, moderation, moderation_journal, residents, sanctions
from storage.ladder import Step
from storage.moderation import Given
from storage.residents import Role, Who
from storage.sanctions import SanctionView
from storage.store import Tx


def keeps_order(who: Who) -> bool:
    """Whether commands of order are suggested; the right is asked in the store."""
    return who.has(*council.MODERATORS)


@command("remind", argument=True, in_chats=True, listed=keeps_order)
def remind(tx: Tx, turn: Turn, rest: str) -> Screen:
    """«/напомнить»."""
    return _give(tx, turn, rest, Step.REMINDER)


@command("remark", argument=True, in_chats=True, listed=keeps_order)
def remark(tx: Tx, turn: Turn, rest: str) -> Screen:
    """«/замечание»."""
    return _give(tx, turn, rest, Step.REMARK)


@command("warn", argument=True, in_chats=True, listed=keeps_order)
def warn(tx: Tx, turn: Turn, rest: str) -> Screen:
    """«/предупредить ПРИЧИНА»."""
    return _give(tx, turn, rest, Step.WARNING)


@command("silence", argument=True, in_chats=True, listed=keeps_order)
def silence(tx: Tx, turn: Turn, rest: str) -> Screen:
    """«/тишина 1д ПРИЧИНА»."""
    return _give(tx, turn, rest, Step.SILENCE)


@command("suspend", argument=True, in_chats=True, listed=lambda who: who.has(Role.CHAIR))
def suspend(tx: Tx, turn: Turn, rest: str) -> Screen:
    """«/отстранить 7д ПРИЧИНА»."""
    return _give(tx, turn, rest, Step.SUSPENSION)


def _give(tx: Tx, turn: Turn, rest: str, step: Step) -> Screen:
    if turn.pointed is None and not rest:
        turn.who.must_be_resident()
        return screen(words.say("mod-how", step=step.value))
    aim = aims.find(tx, turn, rest)
    lasts, reason = aims.length(aim.rest) if step in ladder.LASTING else (None, aim.rest)
    made = moderation.give(
        tx,
        turn.who,
        to=aim.resident,
        step=step,
        reason=reason,
        length=lasts,
        talk=turn.talk.id if turn.in_chat else None,
        said=turn.pointed.text if turn.pointed else "",
    )
    return told(tx, turn, made)


def told(tx: Tx, turn: Turn, made: Given) -> Screen:
    """Tell everybody of a step; who gave it sees the whole of it in private."""
    given = made.sanction
    sanction_notices.given(tx, given)
    if made.motion is not None:
        ballots.ask(tx, made.motion, made.tell_voters)
    whole = _card(given)
    if not turn.in_chat:
        return whole
    tell(tx, [turn.who.id or 0], whole, urgent=True)
    return screen(words.say("mod-in-chat", step=given.step.value))


def _card(given: SanctionView) -> Screen:
    lines = [words.say("mod-given", step=given.step.value, name=given.who.short)]
    if given.reason:
        lines.append(words.say("mod-told-reason", reason=given.reason))
    if given.until is not None:
        lines.append(words.say("mod-told-until", until=given.until))
    if given.lapses_at is not None:
        lines.append(words.say("mod-given-lapses", at=given.lapses_at))
    if given.parents:
        lines.append(words.say("mod-given-parents"))
    take_back = button(words.label("mod-lift"), "sanction.lift", style="bad", sanction=given.id)
    return screen("\n".join(lines), [take_back])


@action("sanction.lift", present="sanction.show")
def lift_one(tx: Tx, turn: Turn, sanction: int) -> Screen:
    """«Снять» under a step that was given."""
    lifted = moderation.lift(tx, turn.who, sanction=sanction)
    sanction_notices.ended(tx, lifted)
    return screen(words.say("mod-lifted", step=lifted.step.value, name=lifted.who.short))


@action("sanction.show")
def show_one(tx: Tx, turn: Turn, sanction: int) -> Screen:
    council.must_moderate(tx, turn.who)
    return screen(sanction_notices.line(sanctions.show(tx, sanction)))


@command("lift", argument=True, in_chats=True, listed=keeps_order)
def lift(tx: Tx, turn: Turn, rest: str) -> Screen:
    """«/снять»: what holds of somebody, or was said last."""
    if turn.pointed is None and not rest:
        turn.who.must_be_resident()
        return screen(words.say("mod-how-lift"))
    aim = aims.find(tx, turn, rest)
    lifted = moderation.lift_latest(tx, turn.who, of=aim.resident)
    sanction_notices.ended(tx, lifted)
    said = words.say("mod-lifted", step=lifted.step.value, name=lifted.who.short)
    if not turn.in_chat:
        return screen(said)
    tell(tx, [turn.who.id or 0], screen(said), urgent=True)
    return screen(words.say("mod-in-chat-lifted"))


@command("register-of", argument=True, listed=keeps_order)
def register(tx: Tx, turn: Turn, rest: str) -> Screen:
    """«/реестр ИМЯ»: always in private."""
    if turn.pointed is None and not rest:
        council.must_moderate(tx, turn.who)
        return screen(words.say("mod-how-register"))
    aim = aims.find(tx, turn, rest)
    found = moderation.register(tx, turn.who, of=aim.resident)
    if not found:
        return screen(words.say("mod-register-none"))
    head = words.say("mod-register", name=found[0].who.short)
    rows: list[list[Button]] = [
        [
            button(
                words.label("mod-lift-this", step=one.step.value),
                "sanction.lift",
                sanction=one.id,
            )
        ]
        for one in found
        if one.holds and one.motion is None
    ]
    return screen("\n".join([head, *map(sanction_notices.line, found)]), *rows[:4])


@command("to-council", argument=True, in_chats=True, listed=keeps_order)
def to_council(tx: Tx, turn: Turn, rest: str) -> Screen:
    """«/вынести_на_совет»: a case file with the message as it was."""
    if turn.pointed is None and not rest:
        turn.who.must_be_resident()
        return screen(words.say("mod-how-council"))
    aim = aims.find(tx, turn, rest)
    made = case_files.bring(
        tx,
        turn.who,
        to=aim.resident,
        summary=aim.rest,
        said=turn.pointed.text if turn.pointed else "",
        talk=turn.talk.id if turn.in_chat else None,
    )
    cases.announce(tx, made)
    if turn.in_chat:
        return screen(words.say("mod-in-chat-council"))
    return screen(words.say("case-brought", name=made.who.short, number=made.id))


@command("my-records")
def my_records(tx: Tx, turn: Turn) -> Screen:
    """«Мои записи»: what stands in one's own register, and in the journal (M8)."""
    own = turn.who.must_be_resident()
    found = sanctions.of(tx, own)
    lines = [words.say("mod-own" if found else "mod-own-none", you=turn.you)]
    lines += map(sanction_notices.line, found)
    told = moderation_journal.about(tx, own)[-JOURNAL_SHOWN:]
    if told:
        lines += ["", words.say("mod-journal")]
        lines += [
            words.say(
                "mod-journal-line",
                at=one.at,
                act=_act(one.act),
                name=residents.who(tx, one.by).short if one.by else "—",
            )
            for one in told
        ]
    appeal = link(registry.COMMANDS["appeal"].label, "command.run", word="appeal")
    return screen("\n".join(lines), [appeal] if found else [])


JOURNAL_SHOWN = 15


def _act(name: str) -> str:
    return words.label(f"journal-{name.replace('.', '-')}")
