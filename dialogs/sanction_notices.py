"""What people are told of sanctions: whom they are given to, parents, teachers, who gave them.

The person is told what, why, until when and how to appeal, always in private (M1).
"""

from dialogs import accounts, words
from dialogs.screen import Button, Screen, button, link, screen
from dialogs.tell import tell
from storage import chat_acts, ladder
from storage.chat_acts import Report
from storage.ladder import Step
from storage.sanctions import SanctionView
from storage.store import Tx


def given(tx: Tx, one: SanctionView) -> None:
    """Tell everybody of a step that was given."""
    still = ("sanction.holds", one.id)
    # What somebody has just done is felt at once and told at once; a vote may end by night.
    at_once = one.step in ladder.LASTING and one.motion is None
    tell(tx, [one.who.id or 0], to_person(one), still=still, urgent=at_once)
    tell(tx, one.parents, screen(_to_others("mod-parents", one)), still=still)
    tell(tx, one.class_teachers, screen(_to_others("mod-class-teacher", one)), still=still)


def to_person(one: SanctionView) -> Screen:
    """The notice that the person gets."""
    you = _you(one)
    lines = [words.say(f"mod-told-{one.step.value}", you=you)]
    if one.reason:
        lines.append(words.say("mod-told-reason", reason=one.reason))
    if one.step in ladder.LASTING:
        lines.append(_term(one))
    if one.lapses_at is not None:
        lines.append(words.say("mod-told-lapses", at=one.lapses_at))
    if one.step in (Step.SUSPENSION, Step.REMOVAL):
        lines.append(words.say("mod-told-kept", pupil="yes" if one.who.is_pupil else "no"))
    rows: list[list[Button]] = []
    if one.step is not Step.REMINDER:
        lines.append(words.say("mod-told-appeal", until=one.appeal_until, you=you))
        appeal = link(words.label("mod-appeal"), "appeal.begin", sanction=one.id)
        if one.step in ladder.LASTING:
            explain = link(words.label("mod-explain"), "sanction.explain", sanction=one.id)
            rows.append([explain])
        rows.append([appeal, link(words.label("mod-records"), "command.run", word="my-records")])
    return screen("\n".join(lines), *rows)


def _term(one: SanctionView) -> str:
    if one.until is None:
        return words.say("mod-told-for-ever")
    return words.say("mod-told-until", until=one.until)


def _to_others(text: str, one: SanctionView) -> str:
    lines = [words.say(text, name=one.who.short, step=one.step.value)]
    if one.reason:
        lines.append(words.say("mod-told-reason", reason=one.reason))
    if one.step in ladder.LASTING:
        lines.append(_term(one))
    return "\n".join(lines)


def reminded(tx: Tx, one: SanctionView, report: int) -> None:
    """The filter's first word, in private; a mistake of its can be said at once."""
    said = words.say("etiquette-reminder", reason=one.reason, you=_you(one))
    rows = [
        [button(words.label("etiquette-mistake"), "report.dispute", report=report)],
        [link(words.label("etiquette-read"), "command.run", word="etiquette")],
    ]
    tell(tx, [one.who.id or 0], screen(said, *rows), still=("sanction.holds", one.id))


def ended(tx: Tx, one: SanctionView) -> None:
    """A sanction has ended, by its term or by somebody's word; whom it took out of chats is told
    which, as no bot can bring them back."""
    how = one.ended_how if one.ended_how in ENDINGS else "lifted"
    lines = [words.say(f"mod-ended-{how}", step=one.step.value, you=_you(one))]
    out_of = chat_acts.was_taken_out_of(tx, one.id)
    if out_of:
        lines.append(words.say("mod-ended-chats", chats=words.listing(f"«{c}»" for c in out_of)))
    tell(tx, [one.who.id or 0], screen("\n".join(lines)))
    if one.by is not None and one.ended_how in ("over", "lapsed", "not-confirmed", "appeal"):
        note = words.say("mod-ended-giver", name=one.who.short, step=one.step.value, how=how)
        tell(tx, [one.by.id or 0], screen(note))
    if one.parents and one.ended_how != "over":
        note = words.say("mod-ended-parents", name=one.who.short, step=one.step.value)
        tell(tx, one.parents, screen(note))


ENDINGS = ("over", "lifted", "lapsed", "not-confirmed", "appeal", "false-alarm")


def chats_done(tx: Tx, report: Report) -> None:
    """What became of a decision in the chats, for who took it: where it could not be done, and
    why."""
    done = sum(1 for one in report.acts if one.ending == "done")
    lines = [words.say("mod-chats", count=done)] if done else []
    failed = [one for one in report.acts if one.ending != "done"]
    lines += [
        words.say(
            f"mod-chat-{one.ending}",
            act=one.act,
            title=one.title or words.label("chats-untitled"),
            messenger=accounts.messenger_name(one.messenger),
        )
        for one in failed
    ]
    tell(tx, [report.tell], screen("\n".join(lines)), urgent=True)


def line(one: SanctionView) -> str:
    """A line of a register."""
    state = "holds" if one.holds else (one.ended_how or "said")
    said = words.say(
        "mod-line", at=one.at, step=one.step.value, reason=one.reason or "—", state=state
    )
    if one.holds and one.until is not None:
        said = f"{said} {words.say('mod-line-until', until=one.until)}"
    return said


def _you(one: SanctionView) -> str:
    return "ty" if one.who.is_pupil else "vy"
