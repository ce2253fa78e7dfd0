"""The pupils' work on a stage: ticks and artefacts (P4)."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from sqlmodel import select

from storage import files, projects, refusals, residents, revisions, stages, wording, workdays
from storage.projects import Project, Relation, key
from storage.residents import Who
from storage.stages import Artefact, ChecklistItem, Stage
from storage.store import Tx
from storage.talks import Account

ArtefactKind = Literal["photo", "document", "link"]
ARTEFACTS_MAX = 30


@dataclass(frozen=True)
class Ticked:
    """How an item stands now. ``changed`` is False if it stood so before: then ``done_by`` says
    who did it. ``left`` counts the required items still open."""

    item: int
    text: str
    done: bool
    done_by: Who | None
    changed: bool
    stage: int
    project: int
    left: int
    revision: int
    tell: tuple[int, ...]


@dataclass(frozen=True)
class Attached:
    """An artefact that was added or taken away."""

    artefact: int
    kind: str
    title: str
    stage: int
    project: int
    revision: int
    tell: tuple[int, ...]


@dataclass(frozen=True)
class DueReminder:
    """What a reminder of a due date says; ``left`` are the required items still open."""

    stage: int
    title: str
    project: int
    project_title: str
    due: date
    days: int
    left: tuple[str, ...]
    tell: tuple[int, ...]


def tick(tx: Tx, by: Who, *, item: int, done: bool, seen: int | None = None) -> Ticked:
    """Set an item done or not done; to say what is so already changes nothing.

    Taking back another's tick asks for knowledge of what happened after ``seen`` (P7).
    """
    stage_id = _stage_of_item(tx, item)
    project, standing = stages.hold(tx, by, stage_id)
    row = tx.session.get(ChecklistItem, item, populate_existing=True)
    assert row is not None
    stage = stages.get(tx, stage_id)
    actor = _who_ticks(by, standing, row)
    changed = (row.done_at is not None) != done
    if changed:
        stages.must_be_open(tx, stage)
        if row.done_by is not None and row.done_by != actor:
            revisions.must_know(tx, project, by, seen)
        row.done_by, row.done_at = (actor, tx.now) if done else (None, None)
        act = "item.tick" if done else "item.untick"
        revisions.changed(tx, project, actor, act, stage=stage_id, item=item)
    return Ticked(
        item=item,
        text=row.text,
        done=done,
        done_by=residents.who(tx, row.done_by) if row.done_by else None,
        changed=changed,
        stage=stage_id,
        project=key(project.id),
        left=len(stages.missing(stages.checklist(tx, stage_id))),
        revision=project.revision,
        tell=_team(tx, by, project) if changed else (),
    )


def _stage_of_item(tx: Tx, item_id: int) -> int:
    found = tx.session.exec(
        select(ChecklistItem.stage_id).where(ChecklistItem.id == item_id)
    ).first()
    if found is None:
        raise refusals.Missing("item")
    return found


def _who_ticks(by: Who, standing: frozenset[Relation], item: ChecklistItem) -> int:
    if not item.by_staff:
        return projects.must_be_member(by, standing)
    if standing.isdisjoint({Relation.SUPERVISOR, Relation.COORDINATOR}):
        raise refusals.Denied("staff-item")
    return by.must_be_resident()


def attach(
    tx: Tx,
    by: Who,
    *,
    stage: int,
    kind: ArtefactKind,
    title: str,
    file: int | None = None,
    url: str | None = None,
) -> Attached:
    """Attach a file that came in (``file`` is its id) or the address of a page to a stage."""
    project, standing = stages.hold(tx, by, stage)
    actor = projects.must_be_member(by, standing)
    stages.must_be_open(tx, stages.get(tx, stage))
    if len(stages.artefacts(tx, stage)) >= ARTEFACTS_MAX:
        raise refusals.Broken("artefacts-many", limit=ARTEFACTS_MAX)
    row = Artefact(
        stage_id=stage,
        kind=kind,
        title=wording.line(title, "title"),
        file_id=own_file(tx, by, file) if kind != "link" else None,
        url=wording.web_address(url or "") if kind == "link" else None,
        added_by=actor,
        added_at=tx.now,
    )
    tx.session.add(row)
    tx.session.flush()
    revisions.changed(tx, project, actor, "artefact.attach", stage=stage, artefact=row.id)
    return _attached(tx, by, project, row)


def own_file(tx: Tx, by: Who, file_id: int | None) -> int:
    """Check that the file came from the account that attaches it now; raises `refusals.Broken`."""
    row = files.get(tx, file_id) if file_id is not None else None
    if row is None or (row.owner_account_id is not None and not _owns(tx, by, row)):
        raise refusals.Broken("file-missing")
    return key(row.id)


def _owns(tx: Tx, by: Who, row: files.StoredFile) -> bool:
    if row.owner_account_id == by.account_id:
        return True
    owner = tx.session.get(Account, row.owner_account_id)
    return owner is not None and owner.resident_id == by.id


def detach(tx: Tx, by: Who, *, artefact: int) -> Attached:
    """Take an artefact away; what was sent in with it keeps it (P4)."""
    stage_id = tx.session.exec(select(Artefact.stage_id).where(Artefact.id == artefact)).first()
    if stage_id is None:
        raise refusals.Missing("artefact")
    project, standing = stages.hold(tx, by, stage_id)
    actor = projects.must_be_member(by, standing)
    row = tx.session.get(Artefact, artefact, populate_existing=True)
    assert row is not None
    if row.removed_at is not None:
        raise refusals.Spent("artefact-removed", title=row.title)
    stages.must_be_open(tx, stages.get(tx, stage_id))
    row.removed_at = tx.now
    revisions.changed(tx, project, actor, "artefact.detach", stage=stage_id, artefact=artefact)
    return _attached(tx, by, project, row)


def due_reminder(tx: Tx, *, stage: int, due: int, days: int) -> DueReminder | None:
    """What the job "stage.remind" has to say; None if the stage is done, its date moved, or pupils
    have holidays: the job was planned by another calendar, or was late."""
    row = tx.session.get(Stage, stage)
    project = tx.session.get(Project, row.project_id) if row else None
    if row is None or project is None or project.state != projects.ProjectState.ACTIVE:
        return None
    if row.state not in stages.OPEN or row.due.toordinal() != due:
        return None
    if workdays.is_holiday(tx.now.astimezone(tx.rules.zone).date(), tx.rules):
        return None
    return DueReminder(
        stage=stage,
        title=row.title,
        project=row.project_id,
        project_title=project.title,
        due=row.due,
        days=days,
        left=stages.missing(stages.checklist(tx, stage)),
        tell=tuple(projects.member_ids(tx, row.project_id)),
    )


def _team(tx: Tx, by: Who, project: Project) -> tuple[int, ...]:
    return projects.tell(by, *projects.member_ids(tx, key(project.id)))


def _attached(tx: Tx, by: Who, project: Project, row: Artefact) -> Attached:
    return Attached(
        artefact=key(row.id),
        kind=row.kind,
        title=row.title,
        stage=row.stage_id,
        project=key(project.id),
        revision=project.revision,
        tell=_team(tx, by, project),
    )
