"""Announcements carried out without a messenger: jobs are done, rows of the outbox go or fail."""

from collections.abc import Collection

from sqlmodel import col, select

from scheduler import plans
from storage import delivery, fallback, families, jobs, relevance, talks
from storage.delivery import Result
from storage.outbox import Message, State
from storage.store import Tx
from tests.storage.school import School


def link(tx: Tx, parent: int, *children: int) -> None:
    """The school names somebody a parent, and the code is used."""
    for child in children:
        families.announce(tx, parent, child)
        families.confirm(tx, parent, child)


def come_in(tx: Tx, resident: int) -> None:
    """Somebody has a messenger."""
    owner = talks.account(tx, "vk", f"u{resident}")
    owner.resident_id = resident
    talks.open_talk(tx, "vk", f"u{resident}", owner.id)


def due(tx: Tx) -> int:
    """Do what is due; gives how many jobs that were."""
    found = jobs.due(tx)
    for job in found:
        plans.run(tx, job.name, job.args)
        jobs.finish(tx, job.id or 0)
    return len(found)


def goes(tx: Tx, blocked: Collection[int] = ()) -> list[Message]:
    """Send what may leave now, as the sender does; who has blocked us is reached nowhere."""
    rows = tx.session.exec(
        select(Message)
        .where(Message.state == State.WAITING, col(Message.due_at) <= tx.now)
        .order_by(col(Message.id))
    ).all()
    for row in rows:
        _go(tx, row, blocked)
    tx.session.expire_all()
    return [row for row in rows if row.state == State.SENT]


def _go(tx: Tx, row: Message, blocked: Collection[int]) -> None:
    assert row.id is not None
    if not relevance.holds(tx, row.still, row.still_id):
        delivery.record(tx, [Result(row.id, State.VOID, error="no longer true")])
    elif row.for_resident in blocked:
        fallback.closed(tx, row, "blocked")
        delivery.record(tx, [Result(row.id, State.FAILED, error="blocked")])
    else:
        delivery.record(tx, [Result(row.id, State.SENT, external_id=str(row.id))])


async def settles(school: School, blocked: Collection[int] = ()) -> int:
    """Let happen what is due, until nothing is; gives how many messages were sent."""
    sent = 0
    while True:
        done = await school.store.run(due)
        went = await school.store.run(lambda tx: len(goes(tx, blocked)))
        sent += went
        if not done and not went:
            return sent
