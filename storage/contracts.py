"""Contracts of external residents that end: the coordinator is told before (A3).

That they become non-residents on the day after is computed when they write
(`residents.is_current`); nothing has to run for it.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import col, select

from storage import projects, refusals, residents
from storage.residents import Kind, Resident, Who
from storage.store import Tx

TOLD_BEFORE = timedelta(days=14)


@dataclass(frozen=True)
class Ending:
    """A contract that ends; ``tell`` are the coordinators."""

    who: Who
    organisation: str
    number: str
    until: date
    tell: tuple[int, ...]


def ending(tx: Tx) -> list[tuple[int, date]]:
    """Whose contracts end in the coming two weeks, and when."""
    today = tx.now.astimezone(tx.rules.zone).date()
    rows = tx.session.exec(
        select(Resident)
        .where(
            Resident.kind == Kind.EXTERNAL.value,
            col(Resident.left_at).is_(None),
            col(Resident.contract_until) >= today,
            col(Resident.contract_until) <= today + TOLD_BEFORE,
        )
        .order_by(col(Resident.id))
    )
    return [(row.id or 0, row.contract_until) for row in rows if row.contract_until is not None]


def notice(tx: Tx, *, resident: int, until: int) -> Ending | None:
    """What the job "contract.tell" has to say; None if the contract was made anew or is over."""
    row = tx.session.get(Resident, resident)
    if row is None:
        raise refusals.Missing("resident")
    today = tx.now.astimezone(tx.rules.zone).date()
    ends = row.contract_until
    if row.left_at is not None or ends is None or ends.toordinal() != until or ends < today:
        return None
    return Ending(
        who=residents.who(tx, resident),
        organisation=row.organisation,
        number=row.contract_number,
        until=ends,
        tell=tuple(projects.coordinators(tx)),
    )
