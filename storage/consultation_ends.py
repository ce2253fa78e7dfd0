"""The end of a consultation: what it came to, who was there, whom that is told (K3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import col, select

from storage import (
    access,
    chats,
    consultation_cards,
    consultation_questions,
    consultation_queue,
    consultation_rooms,
    consultations,
    diary,
    journal,
    refusals,
    residents,
)
from storage.access import Segment
from storage.consultation_cards import CardEdit
from storage.consultation_questions import Question, QuestionVoice
from storage.consultation_queue import Board, Standing, Visit, VisitState
from storage.consultations import Consultation, ConsultationGuest
from storage.projects import Member, Project, ProjectState, key
from storage.residents import Role, Who
from storage.store import Tx

KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Attended:
    """Somebody who was there, and for how long."""

    who: Who
    lasted: timedelta


@dataclass(frozen=True)
class ProjectThere:
    """A project whose pupils were there."""

    project: int
    pupils: tuple[Who, ...]


@dataclass(frozen=True)
class Closed:
    """What a consultation came to. ``answered`` are the questions' words without names; ``unheard``
    whom the end came before; ``left_open`` how many questions nobody answered."""

    board: Board
    lasted: timedelta
    attended: tuple[Attended, ...]
    answered: tuple[str, ...]
    left_open: int
    unheard: tuple[Standing, ...]
    projects: tuple[ProjectThere, ...]
    card: int | None


@dataclass(frozen=True)
class BeenThere:
    """A consultation at which a child was, for the parents' digest."""

    topic: str
    at: datetime


def close(tx: Tx, by: Who, *, consultation: int) -> Closed:
    """«Завершить»: by who opened it; a coordinator or administrator may as well."""
    access.must_enter(by, Segment.ROOMS)
    by.must_be_resident()
    row = consultations.hold(tx, consultation)
    if not by.has(Role.COORDINATOR, Role.ADMIN):
        consultations.must_lead(row, by)
    consultations.must_go_on(row)
    unheard = consultation_queue.end(tx, row)
    row.closed_at, row.paused_at = tx.now, None
    consultation_cards.take_down(tx, row)
    consultation_rooms.plan_shutting(tx, row)
    tx.session.flush()
    journal.write(tx, "consultation.close", by=by.id, subject="consultation", subject_id=row.id)
    there = _attended(tx, consultation)
    return Closed(
        board=consultation_queue.board(tx, row),
        lasted=tx.now - row.opened_at,
        attended=there,
        answered=tuple(consultation_questions.answered_texts(tx, consultation)),
        left_open=consultation_questions.open_count(tx, consultation),
        unheard=tuple(unheard),
        projects=_projects(tx, row, [one.who for one in there]),
        card=row.card_id,
    )


def write_diaries(tx: Tx, by: Who, *, consultation: int, lines: Mapping[int, str]) -> None:
    """Put a line into the diary of each project whose pupils were there; for who closed it."""
    row = consultations.hold(tx, consultation)
    if row.closed_at is None:
        raise refusals.Broken("consultation-open")
    if not by.has(Role.COORDINATOR, Role.ADMIN):
        consultations.must_lead(row, by)
    there = _projects(tx, row, [one.who for one in _attended(tx, consultation)])
    allowed = {one.project for one in there}
    for project, text in lines.items():
        if project in allowed:
            diary.note(tx, project=project, author=row.teacher_id, text=text)


def of_children(
    tx: Tx, children: Iterable[int], since: datetime
) -> dict[int, tuple[BeenThere, ...]]:
    """At what consultations each child was after ``since``. Whose children these are is asked
    before."""
    rows = tx.session.exec(
        select(Visit.resident_id, Consultation.topic, Consultation.closed_at)
        .join(Consultation, col(Consultation.id) == col(Visit.consultation_id))
        .where(
            col(Visit.resident_id).in_(list(children)),
            Visit.state == VisitState.SERVED,
            col(Consultation.closed_at) > since,
        )
        .order_by(col(Consultation.closed_at), col(Visit.id))
    ).all()
    found: dict[int, dict[BeenThere, None]] = {}
    for child, topic, at in rows:
        if at is not None:
            found.setdefault(child, {})[BeenThere(topic, at)] = None
    return {child: tuple(those) for child, those in found.items()}


def forget_old(tx: Tx) -> None:
    """Let go what was only for the consultation itself: questions with their authors, who pressed,
    the edits of the card."""
    over = select(Consultation.id).where(col(Consultation.closed_at) < tx.now - KEPT)
    asked = select(Question.id).where(col(Question.consultation_id).in_(over))
    tx.session.execute(delete(QuestionVoice).where(col(QuestionVoice.question_id).in_(asked)))
    for table in (Question, ConsultationGuest, CardEdit):
        tx.session.execute(delete(table).where(col(table.consultation_id).in_(over)))


def _attended(tx: Tx, consultation: int) -> tuple[Attended, ...]:
    rows = tx.session.exec(
        select(Visit)
        .where(Visit.consultation_id == consultation, Visit.state == VisitState.SERVED)
        .order_by(col(Visit.id))
    )
    lasted: dict[int, timedelta] = {}
    for one in rows:
        took = one.ended_at - one.called_at if one.ended_at and one.called_at else timedelta()
        lasted[one.resident_id] = lasted.get(one.resident_id, timedelta()) + took
    people = residents.people(tx, lasted)
    return tuple(Attended(people[number], took) for number, took in lasted.items())


def _projects(tx: Tx, row: Consultation, there: list[Who]) -> tuple[ProjectThere, ...]:
    """Which projects it was about: the one that the chat belongs to, else those that the teacher
    supervises; of a pupil who is in none of these, the only one they have."""
    chat = tx.session.get(chats.Chat, row.talk_id)
    tied = chat.project_id if chat is not None else None
    found: dict[int, list[Who]] = {}
    for who in there:
        for project in _of_pupil(tx, who, tied, row.teacher_id):
            found.setdefault(project, []).append(who)
    return tuple(ProjectThere(number, tuple(those)) for number, those in sorted(found.items()))


def _of_pupil(tx: Tx, who: Who, tied: int | None, teacher: int) -> list[int]:
    own = tx.session.exec(
        select(Project)
        .join(Member, col(Member.project_id) == col(Project.id))
        .where(
            Member.resident_id == who.id,
            col(Member.left_at).is_(None),
            Project.state == ProjectState.ACTIVE.value,
        )
        .order_by(col(Project.id))
    ).all()
    if tied is not None:
        return [tied] if any(one.id == tied for one in own) else []
    led = [one for one in own if one.supervisor_id == teacher]
    return [key(one.id) for one in (led or (own if len(own) == 1 else []))]
