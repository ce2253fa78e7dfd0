"""Answers to announcements: one of each receiver, of a consent one of each pupil (R5, D1)."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import select

from storage import announcement_outcomes as outcomes
from storage import announcements, consents, refusals, residents
from storage.announcement_outcomes import AnnouncementAnswer, AnnouncementReceiver
from storage.announcements import Announcement, AnnouncementView, Kind, State
from storage.consents import Purpose
from storage.projects import key
from storage.residents import Who
from storage.store import Tx

YES, NO = 1, 0


@dataclass(frozen=True)
class OwnAnswer:
    """What somebody answered, of ``subject`` or, without, as a whole."""

    subject: Who | None
    choice: int
    at: datetime
    withdrawn: bool = False


@dataclass(frozen=True)
class Received:
    """An announcement as one of its receivers has it; ``answers`` are their own."""

    announcement: AnnouncementView
    receiver: Who
    about: tuple[Who, ...]
    answers: tuple[OwnAnswer, ...]
    may_answer: bool


def received(tx: Tx, by: Who, *, announcement: int) -> Received:
    """Read an announcement that one has got; raises `refusals.Missing` for all others."""
    row, receiver = _got(tx, by, announcement)
    return _view(tx, by, row, receiver)


def answer(tx: Tx, by: Who, *, announcement: int, choice: int, subject: int = 0) -> Received:
    """Answer, or answer anew until the term; a consent is kept with its words (D1).

    Raises `refusals.Missing` for who has not got it, `refusals.Broken` after the term.
    """
    tx.lock(f"announcement:{announcement}:{by.id}")
    row, receiver = _got(tx, by, announcement)
    _must_be_in_time(tx, row)
    if not 0 <= choice < _choices(row):
        raise refusals.Missing("announcement-choice")
    consent = None
    if row.kind == Kind.CONSENT:
        if subject not in receiver.about:
            raise refusals.Missing("announcement")
        consent = _sign(tx, by, row, subject, choice)
    else:
        subject = 0
    _keep(tx, by, row, subject, choice, consent)
    return _view(tx, by, row, receiver)


def words_of(row: Announcement) -> str:
    """What is agreed to, word for word: the announcement and the words of the consent."""
    return f"{row.text}\n\n{row.words}"


def _got(tx: Tx, by: Who, announcement: int) -> tuple[Announcement, AnnouncementReceiver]:
    own = by.must_be_resident()
    row = tx.session.get(Announcement, announcement)
    receiver = tx.session.exec(
        select(AnnouncementReceiver).where(
            AnnouncementReceiver.announcement_id == announcement,
            AnnouncementReceiver.resident_id == own,
        )
    ).first()
    if row is None or row.state != State.SENT or receiver is None:
        raise refusals.Missing("announcement")
    if not outcomes.entitled(tx, [receiver]):
        raise refusals.Missing("announcement")
    return row, receiver


def _must_be_in_time(tx: Tx, row: Announcement) -> None:
    if row.kind == Kind.READ or row.answer_until is None or tx.now < row.answer_until:
        return
    raise refusals.Broken("announcement-over", until=row.answer_until)


def _choices(row: Announcement) -> int:
    return {Kind.NONE: 0, Kind.READ: 1, Kind.CHOICE: len(row.choices), Kind.CONSENT: 2}[
        Kind(row.kind)
    ]


def _sign(tx: Tx, by: Who, row: Announcement, subject: int, choice: int) -> int | None:
    purpose, thing = Purpose(row.purpose), announcements.thing_of(row)
    if choice == YES:
        return consents.give(
            tx, by, subject=subject, purpose=purpose, text=words_of(row), thing=thing
        )
    consents.refuse(tx, by, subject=subject, purpose=purpose, thing=thing)
    return None


def _keep(
    tx: Tx, by: Who, row: Announcement, subject: int, choice: int, consent: int | None
) -> None:
    place = (row.id, by.id, subject)
    kept = tx.session.get(AnnouncementAnswer, place, populate_existing=True)
    if kept is None:
        kept = AnnouncementAnswer(
            announcement_id=key(row.id),
            resident_id=key(by.id),
            subject_id=subject,
            choice=choice,
            at=tx.now,
        )
        tx.session.add(kept)
    elif (kept.choice, kept.consent_id) != (choice, consent):
        kept.at = tx.now
    kept.choice, kept.consent_id = choice, consent
    tx.session.flush()


def _view(tx: Tx, by: Who, row: Announcement, receiver: AnnouncementReceiver) -> Received:
    own = tx.session.exec(
        select(AnnouncementAnswer).where(
            AnnouncementAnswer.announcement_id == row.id,
            AnnouncementAnswer.resident_id == by.id,
        )
    ).all()
    taken_back = consents.withdrawn_among(tx, [one.consent_id for one in own])
    people = residents.people(tx, receiver.about)
    in_time = row.answer_until is None or tx.now < row.answer_until
    return Received(
        announcement=announcements.view(tx, row),
        receiver=by,
        about=tuple(people[child] for child in receiver.about),
        answers=tuple(
            OwnAnswer(
                people.get(one.subject_id),
                one.choice,
                one.at,
                withdrawn=one.consent_id in taken_back,
            )
            for one in own
        ),
        may_answer=in_time and row.kind in (Kind.CHOICE, Kind.CONSENT),
    )
