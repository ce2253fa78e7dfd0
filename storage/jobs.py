"""What is due later: a row per (name, key), run once, also after a stop."""

from datetime import datetime, timedelta

from sqlalchemy import JSON, Column, UniqueConstraint, delete
from sqlmodel import Field, SQLModel, col, select

from storage.columns import Instant
from storage.store import Tx

Args = dict[str, int]

DONE_KEPT = timedelta(days=400)


class Job(SQLModel, table=True):
    """A thing to do at ``due_at``; ``name`` says which function of `scheduler` does it."""

    __tablename__ = "job"
    __table_args__ = (UniqueConstraint("name", "key"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    name: str
    key: str
    args: Args = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    due_at: datetime = Field(sa_type=Instant, index=True)
    attempts: int = 0
    done_at: datetime | None = Field(default=None, sa_type=Instant)


def plan(tx: Tx, name: str, key: str, due_at: datetime, **args: int) -> None:
    """Have ``name`` done at ``due_at``; planned once per ``key`` however often it is asked."""
    known = tx.session.exec(select(Job.id).where(Job.name == name, Job.key == key)).first()
    if known is None:
        tx.session.add(Job(name=name, key=key, due_at=due_at, args=args))
        tx.session.flush()
        tx.signals.add("jobs")


def due(tx: Tx, limit: int = 50) -> list[Job]:
    """What is to be done now, oldest first."""
    return list(
        tx.session.exec(
            select(Job)
            .where(col(Job.done_at).is_(None), col(Job.due_at) <= tx.now)
            .order_by(col(Job.due_at), col(Job.id))
            .limit(limit)
        )
    )


def next_due(tx: Tx) -> datetime | None:
    """When the next job falls due, if any waits."""
    return tx.session.exec(
        select(Job.due_at).where(col(Job.done_at).is_(None)).order_by(col(Job.due_at)).limit(1)
    ).first()


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


def forget_old(tx: Tx) -> None:
    """Let jobs go that were done long ago."""
    tx.session.execute(delete(Job).where(col(Job.done_at) < tx.now - DONE_KEPT))
