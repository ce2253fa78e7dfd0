"""How an announcement reads on its receivers' phones, and its parts on their way (R5)."""

from collections.abc import Sequence
from dataclasses import replace

from dialogs import letters, tell, words
from dialogs.screen import Button, Screen, button, link
from storage import announcement_mailing as mailing
from storage import outbox
from storage.announcement_answers import NO, YES
from storage.announcement_mailing import Letter, Part
from storage.announcements import AnnouncementView, Kind
from storage.outbox import Rank, Style
from storage.residents import Who
from storage.store import Tx


def where(scope: str, title: str) -> str:
    """What a circle is called, plain."""
    return words.label("announcement-where", scope=scope, title=title)


def letter(
    said: AnnouncementView, receiver: Who, about: Sequence[Who], *before: str, of: int = 0
) -> Screen:
    """An announcement as one receiver sees it; ``of`` is the one pupil whom a consent is for."""
    pupils = [one for one in about if one.id != receiver.id]
    own = [one for one in about if of in (0, one.id)]
    head = "announcement-head-safety" if said.safety else "announcement-head"
    lines = [words.say(head, where=where(said.scope, said.title))]
    if said.corrected:
        lines.append(words.say("announcement-corrected"))
    lines += ["", words.say("form-value", value=said.text)]
    if said.words:
        lines += ["", words.say("announcement-words", value=said.words)]
    if pupils:
        names = words.listing([one.short for one in pupils if of in (0, one.id)])
        lines += ["", words.say("announcement-about", names=names)]
    if said.answer_until is not None:
        lines += ["", words.say("announcement-until", until=said.answer_until)]
    office = said.office.value
    lines += ["", words.say("announcement-from", name=said.author.short, office=office)]
    shown = Screen("\n".join(lines), files=said.files).after(*before)
    if said.kind is Kind.CHOICE:
        return replace(shown, items=tuple(_answers(said)))
    if said.kind is Kind.CONSENT:
        return shown.plus(*_consents(said.id, own))
    return shown.plus((_read(said.id),)) if said.kind is Kind.READ else shown


def _read(number: int) -> Button:
    return _answer(words.label("announcement-read"), number, 0, style="good")


def _answers(said: AnnouncementView) -> list[Button]:
    return [_answer(one, said.id, choice) for choice, one in enumerate(said.choices)]


def _answer(
    label: str, number: int, choice: int, *, subject: int = 0, style: Style = "plain"
) -> Button:
    return button(
        label,
        "announcement.answer",
        style=style,
        announcement=number,
        choice=choice,
        subject=subject,
    )


def _consents(number: int, own: Sequence[Who]) -> list[tuple[Button, ...]]:
    """For one pupil the two answers; for more, a way to each: each is asked for apart."""
    if len(own) != 1:
        return [(_for(one, number),) for one in own]
    subject = own[0].id or 0
    yes, no = words.label("announcement-agree"), words.label("announcement-disagree")
    return [
        (
            _answer(yes, number, YES, subject=subject, style="good"),
            _answer(no, number, NO, subject=subject, style="bad"),
        )
    ]


def _for(pupil: Who, number: int) -> Button:
    label = words.label("announcement-answer-for", name=pupil.short)
    return link(label, "announcement.open", announcement=number, subject=pupil.id or 0)


def leave(tx: Tx, announcement: int) -> None:
    """Write to the next receivers of an announcement; nothing if it was taken back."""
    part = mailing.leave(tx, announcement=announcement)
    for one in part.letters if part else ():
        assert part is not None and one.who.id is not None
        shown = letter(part.announcement, one.who, one.about)
        still, safety = ("announcement.stands", one.id), part.announcement.safety
        mailing.queued(tx, one, tell.mail(tx, one.who.id, shown, still=still, safety=safety))


def remind(tx: Tx, announcement: int, after: int) -> None:
    """Remind the next of those who were reached and are silent."""
    part = mailing.reminders(tx, announcement=announcement, after=after)
    for one in part.letters if part else ():
        assert part is not None and one.who.id is not None
        reminder = words.say("announcement-reminder")
        shown = replace(letter(part.announcement, one.who, one.about, reminder), files=())
        tell.mail(tx, one.who.id, shown, still=("announcement.silent", one.id))


def correct(tx: Tx, announcement: int, after: int) -> None:
    """Mend the messages of the next receivers where they stand."""
    part = mailing.corrections(tx, announcement=announcement, after=after)
    for one in part.letters if part else ():
        assert part is not None
        _mend(tx, part, one)


def _mend(tx: Tx, part: Part, one: Letter) -> None:
    """What sleeps until the morning is written anew before it leaves; the rest is edited."""
    message = None if one.message is None else outbox.shown(tx, one.message)
    if message is None:
        return
    rank = Rank.NOTICE if part.announcement.safety else Rank.MAILING
    still = ("announcement.stands", one.id)
    *_, made = letters.of(letter(part.announcement, one.who, one.about), rank=rank, still=still)
    if one.sleeps:
        outbox.rewrite(tx, message.id, made.text)
    else:
        outbox.put_edit(tx, message, made)
