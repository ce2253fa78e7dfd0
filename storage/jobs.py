"""What is due later: a row per (name, key), run once, also after a stop."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import (
    JSON,
    BindParameter,
    Column,
    UniqueConstraint,
    and_,
    bindparam,
    delete,
    update,
)
from sqlmodel import Field, SQLModel, col, func, select

from storage.columns import Instant
from storage.ready import Question
from storage.store import Tx

Args = dict[str, int]

DONE_KEPT = timedelta(days=400)


class Job(SQLModel, table=True):
    """A thing to do at ``due_at``; ``name`` says which function of `scheduler` does it.

    One that failed too often has ``failed_at`` and rests until `take_again`.
    """

    __tablename__ = "job"
    __table_args__ = (UniqueConstraint("name", "key"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    name: str
    key: str
    args: Args = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    due_at: datetime = Field(sa_type=Instant, index=True)
    attempts: int = 0
    done_at: datetime | None = Field(default=None, sa_type=Instant, index=True)
    failed_at: datetime | None = Field(default=None, sa_type=Instant)


_OPEN = and_(col(Job.done_at).is_(None), col(Job.failed_at).is_(None))


def plan(tx: Tx, name: str, key: str, due_at: datetime, **args: int) -> None:
    """Have ``name`` done at ``due_at``; planned once per ``key`` however often it is asked."""
    known = tx.session.exec(select(Job.id).where(Job.name == name, Job.key == key)).first()
    if known is None:
        tx.session.add(Job(name=name, key=key, due_at=due_at, args=args))
        tx.session.flush()
        tx.signals.add("jobs")


def is_open(tx: Tx, name: str, key: str) -> bool:
    """Whether a job that was planned is still to be done."""
    query = select(Job.id).where(Job.name == name, Job.key == key, _OPEN)
    return tx.session.exec(query).first() is not None


_NAMES: BindParameter[Collection[str]] = bindparam("names", expanding=True)
_DUE = (
    select(Job)
    .where(_OPEN, col(Job.due_at) <= bindparam("now"))
    .order_by(col(Job.due_at), col(Job.id))
    .limit(bindparam("most"))
)
_DUE_ONLY = _DUE.where(col(Job.name).in_(_NAMES))
_DUE_BUT = _DUE.where(col(Job.name).not_in(_NAMES))


def due(
    tx: Tx, limit: int = 50, *, only: Collection[str] | None = None, but: Collection[str] = ()
) -> list[Job]:
    """What is to be done now, oldest first; of these names ``only``, else all ``but`` these."""
    if (soonest := next_due(tx)) is None or soonest > tx.now:
        return []
    values = {"now": tx.now, "most": limit, "names": list(but if only is None else only)}
    return list(tx.session.exec(_DUE_BUT if only is None else _DUE_ONLY, params=values))


_NEXT = Question[datetime](
    select(Job.due_at).where(_OPEN).order_by(col(Job.due_at)).limit(1), lambda at: at
)


def next_due(tx: Tx) -> datetime | None:
    """When the next job falls due, if any waits."""
    return _NEXT.first(tx)


def last_due(tx: Tx, name: str) -> datetime | None:
    """The latest moment until now for which a job of this name was planned."""
    latest = select(func.max(Job.due_at)).where(Job.name == name, col(Job.due_at) <= tx.now)
    return tx.session.exec(latest).one()


def is_mine(tx: Tx, job_id: int) -> bool:
    """Take a job for this step: no other process does it, and it is still to be done now."""
    tx.lock(f"job:{job_id}")
    row = tx.session.get(Job, job_id, populate_existing=True)
    return (
        row is not None and row.done_at is None and row.failed_at is None and row.due_at <= tx.now
    )


def finish(tx: Tx, job_id: int) -> None:
    """Note that a job was done; it will not run again."""
    job = tx.session.get(Job, job_id)
    if job is not None:
        job.done_at = tx.now


def put_off(tx: Tx, job_id: int, until: datetime) -> None:
    """Try a job again at ``until``."""
    job = tx.session.get(Job, job_id)
    if job is not None:
        job.attempts += 1
        job.due_at = until


def fail(tx: Tx, job_id: int) -> None:
    """Note that a job was tried often enough: it waits for whoever mends its cause."""
    job = tx.session.get(Job, job_id)
    if job is not None:
        job.failed_at = tx.now


def failed(tx: Tx) -> int:
    """How many jobs failed for good."""
    query = select(func.count()).select_from(Job).where(col(Job.failed_at).is_not(None))
    return tx.session.exec(query).one()


def take_again(tx: Tx) -> int:
    """Have the failed jobs tried anew, now; gives how many they are."""
    count = failed(tx)
    tx.session.execute(
        update(Job)
        .where(col(Job.failed_at).is_not(None))
        .values(failed_at=None, attempts=0, due_at=tx.now)
    )
    return count


def forget_old(tx: Tx) -> None:
    """Let jobs go that were done long ago."""
    tx.session.execute(delete(Job).where(col(Job.done_at) < tx.now - DONE_KEPT))
