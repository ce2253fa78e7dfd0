"""A talk with the psychologist from inside: what either side may do in it (Q3, Q5)."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, StringConstraints

from dialogs import form, handoff_notices, psych_words, relay, words
from dialogs.asking import Ask
from dialogs.registry import Turn, action, command
from dialogs.screen import Button, Screen, button, link, screen
from storage import drafts, handoff_work, handoffs, refusals
from storage import relay as lines
from storage.handoff_work import Given, TalkLine
from storage.residents import Role, Who
from storage.store import Tx

Place = Annotated[str, StringConstraints(min_length=2, max_length=200)]
Reason = Annotated[str, StringConstraints(min_length=10, max_length=1_000)]
drafts.SEALED.update({"talk.meet", "talk.reveal"})


def is_psychologist(who: Who) -> bool:
    return who.has(Role.PSYCHOLOGIST)


def nobody(who: Who) -> bool:
    """A command that is said during a talk only: suggested to nobody."""
    return False


@command("talk-end", listed=nobody)
def end_here(tx: Tx, turn: Turn) -> Screen:
    """«Завершить», by either side."""
    return _ended(tx, turn, handoff_work.end(tx, turn.who))


@action("talk.end", present="talk.list")
def end(tx: Tx, turn: Turn, handoff: int) -> Screen:
    return _ended(tx, turn, handoff_work.end(tx, turn.who, handoff=handoff))


def _ended(tx: Tx, turn: Turn, given: Given) -> Screen:
    handoff_notices.ended(tx, given, by_pupil=turn.who.is_pupil)
    if turn.who.is_pupil:
        return handoff_notices.ended_for_pupil("talk-ended")
    said = words.say("talk-ended-staff", number=given.card.number)
    return screen(said, [_to_list()])


@command("talk-name", listed=nobody)
def ask_name_here(tx: Tx, turn: Turn) -> Screen:
    """«Назвать себя»: what the psychologist will see, before it is said."""
    turn.who.must_have(Role.STUDENT)
    row = handoffs.hold_own(tx, turn.who)
    if row.named_at is not None:
        raise refusals.Spent("psych-named")
    yes = button(words.label("talk-name-yes"), "talk.name", style="primary")
    no = button(words.label("talk-name-no"), "talk.keep_name")
    return screen(words.say("talk-name-sure", name=turn.who.short), [yes, no])


@action("talk.ask_name")
def ask_name(tx: Tx, turn: Turn) -> Screen:
    return ask_name_here(tx, turn)


@action("talk.keep_name")
def keep_name(tx: Tx, turn: Turn) -> Screen:
    return screen(words.say("talk-name-kept"))


@action("talk.name")
def name(tx: Tx, turn: Turn) -> Screen:
    given, short = handoff_work.name_self(tx, turn.who)
    if given.psychologist is not None and given.psychologist.id is not None:
        said = words.say("talk-named-staff", number=given.card.number, name=short)
        relay.bring(tx, given.psychologist.id, Screen(said, sealed=True))
    return screen(words.say("talk-named"))


@command("talks", listed=is_psychologist)
def talks(tx: Tx, turn: Turn) -> Screen:
    """«Разговоры»: one's own, the current one first, with what is unread."""
    found = handoff_work.talks(tx, turn.who)
    items = [link(_label(one), "talk.open", handoff=one.card.id) for one in found]
    return screen(words.say("talks-head" if items else "talks-none"), items=items)


@action("talk.list")
def listed(tx: Tx, turn: Turn) -> Screen:
    return talks(tx, turn)


def _label(one: TalkLine) -> str:
    return words.label(
        "talks-line",
        line=psych_words.line(one.card),
        unread=one.unread,
        current="yes" if one.current else "no",
    )


@action("talk.open")
def open_(tx: Tx, turn: Turn, handoff: int) -> Screen:
    """Go over to a talk: what was not read yet is shown; what is written goes there."""
    given = handoff_work.switch(tx, turn.who, handoff=handoff)
    return in_talk(tx, turn, given, words.say("talk-here", line=psych_words.line(given.card)))


def in_talk(tx: Tx, turn: Turn, given: Given, said: str) -> Screen:
    """The screen of the current talk, with its unread words."""
    number = given.card.id
    shown = screen(
        said,
        relay.ways(number, is_pupil=False),
        [
            link(words.label("talk-aside-button"), "talk.aside"),
            link(words.label("talk-reveal-button"), "talk.begin_reveal", handoff=number),
        ],
    )
    unread = lines.unread(tx, turn.who, handoff=number)
    name = words.label("talk-number", number=given.card.number)
    return relay.with_words(shown, name, unread)


@command("talk-aside", listed=nobody)
def aside_here(tx: Tx, turn: Turn) -> Screen:
    """«Отложить»: the talk stays one's own; what is written is for the bot again."""
    handoff_work.put_by(tx, turn.who)
    return screen(words.say("talk-put-by"), [_to_list()])


@action("talk.aside")
def aside(tx: Tx, turn: Turn) -> Screen:
    return aside_here(tx, turn)


@action("talk.settled", present="talk.list")
def settled(tx: Tx, turn: Turn, handoff: int) -> Screen:
    """«Ответ не нужен»."""
    handoff_work.settled(tx, turn.who, handoff=handoff)
    return screen(words.say("talk-is-settled"), [_to_list()])


@command("talk-transfer", listed=nobody)
def transfer_here(tx: Tx, turn: Turn) -> Screen:
    """«Передать»: to whom."""
    return transfer(tx, turn, handoffs.key(handoff_work.current(tx, turn.who)))


@action("talk.transfer", present="talk.list")
def transfer(tx: Tx, turn: Turn, handoff: int) -> Screen:
    handoff_work.mine(tx, turn.who, handoff)
    items = [
        button(
            words.label("talk-colleague", name=who.address, here="yes" if here else "no"),
            "talk.give",
            handoff=handoff,
            to=who.id or 0,
        )
        for who, here in handoff_work.colleagues(tx, turn.who)
    ]
    return screen(words.say("talk-to-whom" if items else "talk-no-colleagues"), items=items)


@action("talk.give", present="talk.list")
def give(tx: Tx, turn: Turn, handoff: int, to: int) -> Screen:
    given = handoff_work.transfer(tx, turn.who, handoff=handoff, to=to)
    handoff_notices.passed_over(tx, given)
    name = given.psychologist.address if given.psychologist else ""
    return screen(words.say("talk-passed", number=given.card.number, name=name), [_to_list()])


class Meeting(BaseModel):
    at: Annotated[datetime, Ask(reads="moment")]
    place: Place


@command("talk-meet", listed=nobody)
def meet_here(tx: Tx, turn: Turn) -> Screen:
    """«Назначить встречу»."""
    return begin_meet(tx, turn, handoffs.key(handoff_work.current(tx, turn.who)))


@action("talk.begin_meet")
def begin_meet(tx: Tx, turn: Turn, handoff: int) -> Screen:
    handoff_work.mine(tx, turn.who, handoff)
    return form.begin(tx, turn, "talk.meet", handoff=handoff)


@action("talk.meet", present="talk.list", form=Meeting)
def meet(tx: Tx, turn: Turn, handoff: int, form: Meeting) -> Screen:
    given = handoff_work.meet(tx, turn.who, handoff=handoff, at=form.at, place=form.place)
    handoff_notices.meeting_set(tx, given, form.place)
    return screen(words.say("talk-meeting-set", number=given.card.number, at=form.at))


@command("talk-reveal", listed=nobody)
def reveal_here(tx: Tx, turn: Turn) -> Screen:
    """«Раскрыть личность»: for danger to life only (Q5)."""
    return begin_reveal(tx, turn, handoffs.key(handoff_work.current(tx, turn.who)))


@action("talk.begin_reveal")
def begin_reveal(tx: Tx, turn: Turn, handoff: int) -> Screen:
    handoff_work.mine(tx, turn.who, handoff)
    return form.begin(tx, turn, "talk.reveal", handoff=handoff)


class Revealing(BaseModel):
    reason: Reason


@action("talk.reveal", present="talk.list", form=Revealing)
def reveal(tx: Tx, turn: Turn, handoff: int, form: Revealing) -> Screen:
    told = handoff_work.reveal(tx, turn.who, handoff=handoff, reason=form.reason)
    handoff_notices.revealed(tx, told)
    said = words.say(
        "talk-revealed-staff",
        number=told.card.number,
        name=f"{told.pupil.family} {told.pupil.name}",
        grade=told.pupil.grade,
    )
    return Screen(said, sealed=True)


def _to_list() -> Button:
    return link(words.label("talks-open"), "talk.list")
