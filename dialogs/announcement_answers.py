"""What a receiver does with an announcement: reads, answers, answers anew (R5)."""

from dialogs import announcement_letters, words
from dialogs.registry import Turn, action
from dialogs.screen import Button, Screen, link, screen
from storage import announcement_answers as answers
from storage.announcement_answers import YES, OwnAnswer, Received
from storage.announcements import Kind
from storage.store import Tx


@action("announcement.answer", present="announcement.mine")
def answer(tx: Tx, turn: Turn, announcement: int, choice: int, subject: int = 0) -> Screen:
    """«Прочитал(а)», a choice, «Согласен(на)»."""
    got = answers.answer(tx, turn.who, announcement=announcement, choice=choice, subject=subject)
    return _mine(turn, got)


@action("announcement.mine")
def mine(tx: Tx, turn: Turn, announcement: int) -> Screen:
    """What one has answered, and what one may still."""
    return _mine(turn, answers.received(tx, turn.who, announcement=announcement))


@action("announcement.open")
def open_(tx: Tx, turn: Turn, announcement: int, subject: int = 0) -> Screen:
    """The announcement again, with its answers: of one child, or anew."""
    got = answers.received(tx, turn.who, announcement=announcement)
    said = got.announcement
    about = [one for one in got.about if subject in (0, one.id)]
    if not about or (said.kind in (Kind.CHOICE, Kind.CONSENT) and not got.may_answer):
        return _mine(turn, got)
    return announcement_letters.letter(said, turn.who, about)


def _mine(turn: Turn, got: Received) -> Screen:
    said = got.announcement
    where = announcement_letters.where(said.scope, said.title)
    if said.kind is Kind.NONE or not got.answers:
        lines = [words.say("announcement-not-answered", where=where, you=turn.you)]
    elif said.kind is Kind.READ:
        lines = [words.say("announcement-noted", where=where, you=turn.you)]
    else:
        lines = [words.say("announcement-answered", where=where, you=turn.you)]
        lines += [_line(got, one) for one in got.answers]
    if got.may_answer and said.answer_until is not None:
        lines.append(words.say("announcement-may-change", until=said.answer_until))
    return screen("\n".join(lines), *([one] for one in _ways(got)))


def _line(got: Received, one: OwnAnswer) -> str:
    said = got.announcement
    if said.kind is Kind.CHOICE:
        return words.say("form-line", value=said.choices[one.choice])
    name = one.subject.short if one.subject is not None else ""
    verdict = "withdrawn" if one.withdrawn else "yes" if one.choice == YES else "no"
    return words.say("announcement-consent-line", name=name, verdict=verdict, at=one.at)


def _ways(got: Received) -> list[Button]:
    """To what is not answered yet, and to what may be answered otherwise."""
    said = got.announcement
    if said.kind is Kind.READ and not got.answers:
        return [link(words.label("announcement-show"), "announcement.open", announcement=said.id)]
    if not got.may_answer:
        return []
    if said.kind is Kind.CHOICE:
        label = words.label("announcement-change" if got.answers else "announcement-show")
        return [link(label, "announcement.open", announcement=said.id)]
    given = {one.subject.id for one in got.answers if one.subject is not None}
    return [
        link(
            words.label(
                "announcement-change-for" if one.id in given else "announcement-answer-for",
                name=one.short,
            ),
            "announcement.open",
            announcement=said.id,
            subject=one.id or 0,
        )
        for one in got.about
    ]
