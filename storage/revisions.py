"""Revisions of a project: each change has a number, so that nobody overwrites what they have not
seen (P7)."""

from sqlmodel import col, select

from storage import journal, refusals, residents
from storage.journal import JournalLine
from storage.projects import Project, key
from storage.residents import Who
from storage.stages import Artefact, ChecklistItem, Stage
from storage.store import Tx

CHANGES_SHOWN = 10
#: Refused attempts stand in the journal beside the changes.
OTHER_LINES = 20
#: These add something beside the work and stand in nobody's way.
HARMLESS = frozenset({"diary.write", "team.code", "team.invite", "team.answer", "leave.ask"})


def changed(
    tx: Tx, project: Project, by: int | None, act: str, **details: str | int | None
) -> None:
    """Count a change and write it down; ``details`` are ids and words of ours."""
    project.revision += 1
    journal.write(
        tx,
        act,
        by=by,
        subject="project",
        subject_id=key(project.id),
        revision=project.revision,
        **details,
    )
    tx.session.flush()


def must_know(tx: Tx, project: Project, by: Who, seen: int | None) -> None:
    """Raise `refusals.Changed`, naming the changes, if others changed the project after ``seen``.

    Without ``seen`` (a typed command) the person acts on the present state.
    """
    if seen is None or seen == project.revision:
        return
    lines = [
        line
        for line in _latest(tx, key(project.id), project.revision - seen)
        if line.actor_id != by.id
        and line.act not in HARMLESS
        and int(line.details.get("revision") or 0) > seen
    ]
    if lines:
        changes = tuple(_change(tx, line) for line in lines[-CHANGES_SHOWN:])
        raise refusals.Changed("project-changed", changes, revision=project.revision)


def _latest(tx: Tx, project_id: int, number: int) -> list[JournalLine]:
    rows = tx.session.exec(
        select(JournalLine)
        .where(JournalLine.subject == "project", JournalLine.subject_id == project_id)
        .order_by(col(JournalLine.id).desc())
        .limit(max(number, 0) + OTHER_LINES)
    )
    return list(rows)[::-1]


def _change(tx: Tx, line: JournalLine) -> refusals.Change:
    return refusals.Change(line.act, _name(tx, line.actor_id), _thing(tx, line), line.at)


def _name(tx: Tx, resident_id: int | None) -> str:
    return residents.who(tx, resident_id).short if resident_id else ""


def _thing(tx: Tx, line: JournalLine) -> str:
    """What was changed, as people call it."""
    details = line.details
    if isinstance(item_id := details.get("item"), int):
        item = tx.session.get(ChecklistItem, item_id)
        return item.text if item else ""
    if isinstance(artefact_id := details.get("artefact"), int):
        artefact = tx.session.get(Artefact, artefact_id)
        return artefact.title if artefact else ""
    if isinstance(member_id := details.get("member"), int):
        return _name(tx, member_id)
    if isinstance(stage_id := details.get("stage"), int):
        stage = tx.session.get(Stage, stage_id)
        return stage.title if stage else ""
    return ""
