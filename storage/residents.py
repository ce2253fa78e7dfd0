"""Residents and their roles (A1): one record a person, whatever messengers they use."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index
from sqlmodel import Field, SQLModel, col, select

from storage import refusals
from storage.columns import Instant
from storage.quiet import Audience
from storage.store import Tx
from storage.talks import Account


class Kind(StrEnum):
    INTERNAL = "internal"
    EXTERNAL = "external"


class Role(StrEnum):
    STUDENT = "student"
    PARENT = "parent"
    TEACHER = "teacher"
    CLASS_TEACHER = "class_teacher"
    SUPERVISOR = "supervisor"
    TUTOR = "tutor"
    CONSULTANT = "consultant"
    EXPERT = "expert"
    PSYCHOLOGIST = "psychologist"
    COORDINATOR = "coordinator"
    COUNCIL = "council"
    CHAIR = "chair"
    SECRETARY = "secretary"
    WORKING_GROUP = "working_group"
    ADMIN = "admin"
    PARTNER = "partner"


STAFF = frozenset(Role) - {Role.STUDENT, Role.PARENT, Role.PARTNER}


class Resident(SQLModel, table=True):
    """A person of the space. ``grade`` is a pupil's class ("8А") or a class teacher's own."""

    __tablename__ = "resident"
    __table_args__ = (
        Index("ix_resident_name", "family", "name"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: str = Kind.INTERNAL
    family: str
    name: str
    patronymic: str = ""
    grade: str = ""
    subjects: str = ""
    organisation: str = ""
    contract_number: str = ""
    contract_until: date | None = None
    created_at: datetime = Field(sa_type=Instant)
    left_at: datetime | None = Field(default=None, sa_type=Instant)


class ResidentRole(SQLModel, table=True):
    __tablename__ = "resident_role"

    resident_id: int = Field(foreign_key="resident.id", primary_key=True)
    role: str = Field(primary_key=True)


@dataclass(frozen=True)
class Who:
    """Who acts: the first argument of every act.

    ``id`` is None for a person whom the school has not registered (a non-resident).
    """

    id: int | None
    account_id: int | None = None
    family: str = ""
    name: str = ""
    patronymic: str = ""
    grade: str = ""
    kind: Kind | None = None
    roles: frozenset[Role] = frozenset()

    def has(self, *roles: Role) -> bool:
        """Whether the person has any of ``roles``."""
        return not self.roles.isdisjoint(roles)

    @property
    def is_pupil(self) -> bool:
        return Role.STUDENT in self.roles

    @property
    def address(self) -> str:
        """How the bot speaks to them: a pupil by name, an adult by name and patronymic (C8)."""
        if self.is_pupil or not self.patronymic:
            return self.name
        return f"{self.name} {self.patronymic}"

    @property
    def short(self) -> str:
        """How others see them: «Аня К., 8А» for a pupil, «Мария Ивановна» for an adult (D4)."""
        if self.is_pupil:
            initial = f" {self.family[0]}." if self.family else ""
            return f"{self.name}{initial}, {self.grade}" if self.grade else self.name + initial
        return self.address if self.patronymic else f"{self.name} {self.family}".strip()

    def must_be_resident(self) -> int:
        """Give the resident's id; raises `refusals.Unregistered` for everybody else."""
        if self.id is None:
            raise refusals.Unregistered
        return self.id

    def must_have(self, *roles: Role) -> int:
        """Give the resident's id; raises `refusals.Denied` without one of ``roles``."""
        own = self.must_be_resident()
        if not self.has(*roles):
            raise refusals.Denied("role")
        return own


def who(tx: Tx, resident_id: int) -> Who:
    """Read a resident for acting or showing; raises `refusals.Missing`."""
    row = tx.session.get(Resident, resident_id)
    if row is None:
        raise refusals.Missing("resident")
    return _who(tx, row, None)


def people(tx: Tx, ids: Iterable[int]) -> dict[int, Who]:
    """Read many residents for showing, by id, in two questions to the database."""
    wanted = set(ids)
    roles: dict[int, set[Role]] = {}
    for found in tx.session.exec(
        select(ResidentRole).where(col(ResidentRole.resident_id).in_(wanted))
    ):
        roles.setdefault(found.resident_id, set()).add(Role(found.role))
    rows = tx.session.exec(select(Resident).where(col(Resident.id).in_(wanted)))
    return {
        row.id: _person(row, None, frozenset(roles.get(row.id, ())))
        for row in rows
        if row.id is not None
    }


def who_has(tx: Tx, account: Account) -> Who:
    """Read whose a messenger's account is; nobody's gives a `Who` without an id.

    An external resident whose contract has ended, and one who left, is a non-resident (A3).
    """
    row = tx.session.get(Resident, account.resident_id) if account.resident_id else None
    if row is None or not is_current(tx, row):
        return Who(id=None, account_id=account.id)
    return _who(tx, row, account.id)


def is_here(tx: Tx, resident_id: int) -> bool:
    """Whether there is such a resident today; who is not, is told nothing."""
    row = tx.session.get(Resident, resident_id)
    return row is not None and is_current(tx, row)


def is_current(tx: Tx, row: Resident) -> bool:
    """Whether the person is a resident today (contract's end: A3)."""
    if row.left_at is not None:
        return False
    today = tx.now.astimezone(tx.rules.zone).date()
    return row.contract_until is None or row.contract_until >= today


def _who(tx: Tx, row: Resident, account_id: int | None) -> Who:
    roles = tx.session.exec(select(ResidentRole.role).where(ResidentRole.resident_id == row.id))
    return _person(row, account_id, frozenset(Role(role) for role in roles))


def _person(row: Resident, account_id: int | None, roles: frozenset[Role]) -> Who:
    return Who(
        id=row.id,
        account_id=account_id,
        family=row.family,
        name=row.name,
        patronymic=row.patronymic,
        grade=row.grade,
        kind=Kind(row.kind),
        roles=roles,
    )


def with_role(tx: Tx, *roles: Role) -> list[Who]:
    """Everybody who has one of ``roles`` and is a resident today, by family and name."""
    rows = tx.session.exec(
        select(Resident)
        .where(
            col(Resident.id).in_(
                select(ResidentRole.resident_id).where(
                    col(ResidentRole.role).in_([role.value for role in roles])
                )
            )
        )
        .order_by(col(Resident.family), col(Resident.name), col(Resident.id))
    )
    return [_who(tx, row, None) for row in rows if is_current(tx, row)]


def pupils_of_grade(tx: Tx, grade: str) -> list[Who]:
    """The pupils of a class, by family and name."""
    return [person for person in with_role(tx, Role.STUDENT) if person.grade == grade]


def audience(person: Who) -> Audience:
    """Whose quiet hours apply to a person (C9); staff go before parents."""
    if person.is_pupil:
        return "pupil"
    if person.has(*STAFF):
        return "teacher"
    return "parent" if Role.PARENT in person.roles else "anybody"
