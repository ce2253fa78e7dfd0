"""Remarks of a return: ticked off one by one by the pupils, picked again by who made them (P5)."""

from dataclasses import dataclass

from sqlalchemy import func
from sqlmodel import col, select

from storage import approvals, projects, refusals, residents, revisions, stages
from storage.approvals import Remark
from storage.projects import key
from storage.residents import Who
from storage.store import Tx


@dataclass(frozen=True)
class RemarkTicked:
    """How a remark stands now; ``changed`` is False if it stood so before, then ``done_by`` says
    who did it. ``left`` counts the remarks still open."""

    remark: int
    text: str
    done: bool
    done_by: Who | None
    changed: bool
    stage: int
    project: int
    left: int
    revision: int
    tell: tuple[int, ...]


def tick(tx: Tx, by: Who, *, remark: int, done: bool, seen: int | None = None) -> RemarkTicked:
    """Set a remark mended or not; to say what is so already changes nothing."""
    stage_id = tx.session.exec(select(Remark.stage_id).where(Remark.id == remark)).first()
    if stage_id is None:
        raise refusals.Missing("remark")
    try:
        project, standing = projects.hold(tx, by, stages.project_of(tx, stage_id))
    except refusals.Missing:
        raise refusals.Missing("remark") from None
    actor = projects.must_be_member(by, standing)
    row = tx.session.get(Remark, remark, populate_existing=True)
    assert row is not None
    changed = (row.done_at is not None) != done
    if changed:
        stages.must_be_open(tx, stages.get(tx, stage_id))
        if row.done_by is not None and row.done_by != actor:
            revisions.must_know(tx, project, by, seen)
        row.done_by, row.done_at = (actor, tx.now) if done else (None, None)
        act = "remark.tick" if done else "remark.untick"
        revisions.changed(tx, project, actor, act, stage=stage_id, remark=remark)
    team = projects.member_ids(tx, key(project.id)) if changed else []
    return RemarkTicked(
        remark=remark,
        text=row.text,
        done=done,
        done_by=residents.who(tx, row.done_by) if row.done_by else None,
        changed=changed,
        stage=stage_id,
        project=key(project.id),
        left=len(approvals.open_remarks(tx, stage_id)),
        revision=project.revision,
        tell=projects.tell(by, *team),
    )


def used(tx: Tx, by: Who, *, limit: int = 8) -> list[str]:
    """This person's earlier remarks, the most frequent first, then the latest."""
    own = by.must_be_resident()
    return list(
        tx.session.exec(
            select(Remark.text)
            .where(Remark.author_id == own)
            .group_by(col(Remark.text))
            .order_by(func.count().desc(), func.max(col(Remark.id)).desc())
            .limit(limit)
        )
    )
