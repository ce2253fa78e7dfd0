"""Partner organisations: a contract with a number and a term, and its people (M6, A1-A3).

Whose contract has ended is a non-resident from the next day on, reckoned when they write
(`residents.is_current`); the coordinators are told two weeks before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel import Field, SQLModel, col, select

from storage import codes, jobs, moderation_journal, refusals, residents, wording
from storage.columns import Instant
from storage.residents import Kind, Resident, ResidentRole, Role, Who
from storage.store import Tx

MAY_SIGN = (Role.CHAIR, Role.SECRETARY, Role.COORDINATOR, Role.ADMIN)
PEOPLE_MOST = 50
#: The hour at which the coordinators are told.
TOLD_AT = time(9)


class Contract(SQLModel, table=True):
    """A contract of partnership; its people carry its number and term as well."""

    __tablename__ = "contract"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    organisation: str
    number: str
    until: date
    made_by: int | None = Field(default=None, foreign_key="resident.id")
    made_at: datetime = Field(sa_type=Instant)
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


@dataclass(frozen=True)
class ContractView:
    id: int
    organisation: str
    number: str
    until: date
    people: tuple[Who, ...]
    is_over: bool
    tell: tuple[int, ...]


@dataclass(frozen=True)
class Signed:
    """A new contract, and the codes by which its people come in."""

    contract: ContractView
    codes: tuple[tuple[Who, str], ...]


def sign(
    tx: Tx, by: Who, *, organisation: str, number: str, until: date, people: Sequence[str]
) -> Signed:
    """«/договор»: write a contract down with its people, each «Фамилия Имя Отчество»; raises
    Denied, Broken."""
    own = by.must_have(*MAY_SIGN)
    if until < _today(tx):
        raise refusals.Broken("date-past")
    names = [_name(line) for line in people]
    if not names or len(names) > PEOPLE_MOST:
        raise refusals.Broken("contract-people", max=PEOPLE_MOST)
    row = Contract(
        organisation=wording.line(organisation, "organisation"),
        number=wording.line(number, "number", 50),
        until=until,
        made_by=own,
        made_at=tx.now,
    )
    tx.session.add(row)
    tx.session.flush()
    made = [_person(tx, row, name) for name in names]
    for before in (timedelta(days=tx.rules.contract_notice_days), timedelta(0)):
        _plan(tx, row, before)
    moderation_journal.write(tx, "contract.sign", by=own, contract=row.id)
    given = [(one, codes.make(tx, resident=one.id or 0, by=own)) for one in made]
    return Signed(_view(tx, row), tuple(given))


def note(tx: Tx, person: Resident) -> None:
    """Write a contract down that the school's file tells of, so that its end is told of too."""
    is_told = person.organisation or person.contract_number
    if person.kind != Kind.EXTERNAL or person.contract_until is None or not is_told:
        return
    row = tx.session.exec(
        select(Contract).where(
            Contract.organisation == person.organisation,
            Contract.number == person.contract_number,
        )
    ).first()
    if row is None:
        row = Contract(
            organisation=person.organisation,
            number=person.contract_number,
            until=person.contract_until,
            made_at=tx.now,
        )
        tx.session.add(row)
    elif row.until >= person.contract_until:
        return
    row.until, row.ended_at = person.contract_until, None
    tx.session.flush()
    if row.until >= _today(tx):
        for before in (timedelta(days=tx.rules.contract_notice_days), timedelta(0)):
            _plan(tx, row, before)


def _plan(tx: Tx, row: Contract, before: timedelta) -> None:
    """On the day itself, the first on which it is over, and some days before."""
    day = row.until - before if before else row.until + timedelta(days=1)
    at = datetime.combine(day, TOLD_AT, tx.rules.zone).astimezone(tx.now.tzinfo)
    key = f"{row.id}:{row.until}:{before.days}"
    jobs.plan(tx, "contract.ends", key, max(at, tx.now), contract=row.id or 0)


def _name(line: str) -> tuple[str, str, str]:
    parts = wording.line(line, "people").split()
    if len(parts) < 2:
        raise refusals.Broken("contract-person", name=line.strip())
    return parts[0], parts[1], " ".join(parts[2:])


def _person(tx: Tx, contract: Contract, name: tuple[str, str, str]) -> Who:
    row = Resident(
        kind=Kind.EXTERNAL,
        family=name[0],
        name=name[1],
        patronymic=name[2],
        organisation=contract.organisation,
        contract_number=contract.number,
        contract_until=contract.until,
        created_at=tx.now,
    )
    tx.session.add(row)
    tx.session.flush()
    tx.session.add(ResidentRole(resident_id=row.id or 0, role=Role.PARTNER))
    tx.session.flush()
    return residents.who(tx, row.id or 0)


def end(tx: Tx, by: Who, *, contract: int) -> ContractView:
    """End a contract today: its people are non-residents from now on."""
    own = by.must_have(*MAY_SIGN)
    row = _find(tx, contract)
    if row.ended_at is not None or row.until < _today(tx):
        raise refusals.Spent("contract-over")
    row.ended_at, row.until = tx.now, _today(tx) - timedelta(days=1)
    for person in _people(tx, row):
        person.contract_until = row.until
    tx.session.flush()
    moderation_journal.write(tx, "contract.end", by=own, contract=contract)
    return _view(tx, row)


def prolong(tx: Tx, by: Who, *, contract: int, until: date) -> ContractView:
    """Give a contract another term."""
    own = by.must_have(*MAY_SIGN)
    row = _find(tx, contract)
    if until < _today(tx):
        raise refusals.Broken("date-past")
    people = _people(tx, row)
    row.until, row.ended_at = until, None
    for person in people:
        person.contract_until = until
    tx.session.flush()
    for before in (timedelta(days=tx.rules.contract_notice_days), timedelta(0)):
        _plan(tx, row, before)
    moderation_journal.write(tx, "contract.prolong", by=own, contract=contract, until=str(until))
    return _view(tx, row)


def listed(tx: Tx, by: Who) -> list[ContractView]:
    """All contracts, what ends first before, those that are over last."""
    by.must_have(*MAY_SIGN)
    rows = [_view(tx, row) for row in tx.session.exec(select(Contract))]
    return sorted(rows, key=lambda one: (one.is_over, one.until, one.id))


def see(tx: Tx, by: Who, *, contract: int) -> ContractView:
    by.must_have(*MAY_SIGN)
    return _view(tx, _find(tx, contract))


def ending(tx: Tx, *, contract: int) -> ContractView | None:
    """A contract whose end the coordinators are told of (job "contract.ends"); None if it was
    prolonged or ended by hand meanwhile."""
    row = tx.session.get(Contract, contract)
    if row is None or row.ended_at is not None:
        return None
    notice = timedelta(days=tx.rules.contract_notice_days)
    return _view(tx, row) if row.until - notice <= _today(tx) else None


def _people(tx: Tx, row: Contract) -> list[Resident]:
    rows = tx.session.exec(
        select(Resident)
        .where(Resident.organisation == row.organisation, Resident.contract_number == row.number)
        .order_by(col(Resident.id))
    )
    return list(rows)


def _view(tx: Tx, row: Contract) -> ContractView:
    people = [residents.who(tx, one.id or 0) for one in _people(tx, row)]
    return ContractView(
        id=row.id or 0,
        organisation=row.organisation,
        number=row.number,
        until=row.until,
        people=tuple(people),
        is_over=row.until < _today(tx),
        tell=residents.coordinators(tx),
    )


def _find(tx: Tx, contract: int) -> Contract:
    row = tx.session.get(Contract, contract)
    if row is None:
        raise refusals.Missing("contract")
    return row


def _today(tx: Tx) -> date:
    return tx.now.astimezone(tx.rules.zone).date()
