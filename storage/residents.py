"""Residents and their roles (A1): one record a person, whatever messengers they use."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, NamedTuple, Self

from sqlalchemy import Index, SQLColumnExpression, bindparam
from sqlalchemy import select as select_columns
from sqlmodel import Field, SQLModel, col, select

from storage import opened, refusals, talks
from storage.columns import Instant
from storage.quiet import Audience
from storage.ready import Question
from storage.store import Tx
from storage.talks import Account, Conversation, Talk


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
PUPIL = frozenset({Role.STUDENT})
#: When a suspension ends that has no end.
FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)
#: What one is, and not what one does for the school.
OF_THE_FAMILY = frozenset({Role.STUDENT, Role.PARENT})


class Resident(SQLModel, table=True):
    """A person of the space. ``grade`` is a pupil's class ("8А") or a class teacher's own;
    ``age_group`` what the school wrote down of the age (`storage.ages`), "" by the class;
    ``suspended_until`` and ``silenced_until`` what `storage.sanctions` reckons of a person's
    sanctions, so that they end by any clock and whoever acts is known in one question."""

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
    age_group: str = ""
    subjects: str = ""
    organisation: str = ""
    contract_number: str = ""
    contract_until: date | None = None
    created_at: datetime = Field(sa_type=Instant)
    left_at: datetime | None = Field(default=None, sa_type=Instant)
    suspended_until: datetime | None = Field(default=None, sa_type=Instant)
    silenced_until: datetime | None = Field(default=None, sa_type=Instant)


class ResidentRole(SQLModel, table=True):
    __tablename__ = "resident_role"

    resident_id: int = Field(foreign_key="resident.id", primary_key=True)
    role: str = Field(primary_key=True)


@dataclass(frozen=True)
class Who:
    """Who acts: the first argument of every act.

    ``id`` is None for a person whom the school has not registered (a non-resident).
    ``suspended_until`` is set only while the Council's or the chair's word holds, and
    ``silenced`` says the same of writing in chats (M2); ``opened`` are segments that the Council
    has opened to who is not of the school (M6).
    """

    id: int | None
    account_id: int | None = None
    family: str = ""
    name: str = ""
    patronymic: str = ""
    grade: str = ""
    kind: Kind | None = None
    roles: frozenset[Role] = frozenset()
    suspended_until: datetime | None = None
    silenced: bool = False
    opened: frozenset[str] = frozenset()

    @property
    def suspended(self) -> bool:
        return self.suspended_until is not None

    def has(self, *roles: Role) -> bool:
        """Whether the person may act in any of ``roles``; who is suspended acts in none that
        the school has given for its work (A3)."""
        held = self.roles & OF_THE_FAMILY if self.suspended else self.roles
        return not held.isdisjoint(roles)

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


class _Person(NamedTuple):
    """What makes a `Who`: a row for each role, or one without."""

    id: int
    kind: str
    family: str
    name: str
    patronymic: str
    grade: str
    contract_until: date | None
    left_at: datetime | None
    suspended_until: datetime | None
    silenced_until: datetime | None
    role: str | None


class _Caller(NamedTuple):
    """A person's conversation and account, and what follows of `_Person`."""

    talk_id: int
    reachable: bool
    screen_id: int | None
    account_id: int
    person: _Person

    @classmethod
    def made(cls, talk: int, reachable: bool, screen: int | None, account: int, *of: Any) -> Self:
        return cls(talk, reachable, screen, account, _Person(*of))


_PERSON: tuple[SQLColumnExpression[Any], ...] = (
    col(Resident.id),
    col(Resident.kind),
    col(Resident.family),
    col(Resident.name),
    col(Resident.patronymic),
    col(Resident.grade),
    col(Resident.contract_until),
    col(Resident.left_at),
    col(Resident.suspended_until),
    col(Resident.silenced_until),
    col(ResidentRole.role),
)
_ROLES = (ResidentRole, col(ResidentRole.resident_id) == col(Resident.id))
_PEOPLE = select_columns(*_PERSON).outerjoin_from(Resident, *_ROLES)
_ONE = Question(_PEOPLE.where(col(Resident.id) == bindparam("resident")), _Person)
_HOLDER = Question(
    _PEOPLE.join(Account, col(Account.resident_id) == col(Resident.id)).where(
        col(Account.id) == bindparam("account")
    ),
    _Person,
)
_IN_PRIVATE = Question(
    select_columns(
        col(Talk.id), col(Talk.reachable), col(Talk.screen_id), col(Account.id), *_PERSON
    )
    .join_from(Talk, Account, col(Account.id) == col(Talk.account_id))
    .outerjoin(Resident, col(Resident.id) == col(Account.resident_id))
    .outerjoin(*_ROLES)
    .where(col(Talk.channel) == bindparam("channel"), col(Talk.peer) == bindparam("peer")),
    _Caller.made,
)


def who(tx: Tx, resident_id: int) -> Who:
    """Read a resident for acting or showing; raises `refusals.Missing`."""
    rows = _ONE.all(tx, resident=resident_id)
    if not rows:
        raise refusals.Missing("resident")
    return _person(tx, rows, None)


def people(tx: Tx, ids: Iterable[int]) -> dict[int, Who]:
    """Read many residents for showing, by id, in one question to the database."""
    rows = tx.session.execute(_PEOPLE.where(col(Resident.id).in_(set(ids))))
    return {number: _person(tx, those, None) for number, those in _by_person(rows).items()}


def current(tx: Tx, ids: Iterable[int]) -> dict[int, Who]:
    """Those of many who are residents today, by id, in one question to the database."""
    rows = tx.session.execute(_PEOPLE.where(col(Resident.id).in_(set(ids))))
    return {
        number: _person(tx, those, None)
        for number, those in _by_person(rows).items()
        if is_current(tx, those[0])
    }


def in_private(tx: Tx, channel: str, peer: str, user: str) -> tuple[Conversation, Who]:
    """A person's private conversation and who they are, in one question; begun at the first word.

    ``user`` is the messenger's id of the person; `who_has` says who counts as a resident.
    """
    rows = _IN_PRIVATE.all(tx, channel=channel, peer=peer)
    if not rows:
        begun, owner = talks.private_talk(tx, channel, peer, user)
        return talks.found(begun), who_has(tx, owner.id)
    first = rows[0]
    place = Conversation(first.talk_id, channel, peer, first.reachable, first.screen_id)
    return place, _holder(tx, [row.person for row in rows], first.account_id)


def who_has(tx: Tx, account: int | None) -> Who:
    """Read whose a messenger's account is; nobody's gives a `Who` without an id.

    An external resident whose contract has ended, and one who left, is a non-resident (A3).
    """
    return _holder(tx, _HOLDER.all(tx, account=account), account)


def _holder(tx: Tx, rows: Sequence[_Person], account_id: int | None) -> Who:
    # An account of nobody comes with a person of nothing.
    if not rows or rows[0].id is None or not is_current(tx, rows[0]):
        return Who(id=None, account_id=account_id, opened=opened.to(tx, opened.NON_RESIDENT))
    return _person(tx, rows, account_id)


def is_here(tx: Tx, resident_id: int) -> bool:
    """Whether there is such a resident today; who is not, is told nothing."""
    row = tx.session.get(Resident, resident_id)
    return row is not None and is_current(tx, row)


def is_reached_at(tx: Tx, resident_id: int, talk_id: int) -> bool:
    """Whether a conversation is this resident's today: accounts are unlinked, people leave."""
    owner = tx.session.exec(
        select(Account.resident_id)
        .join(Talk, col(Talk.account_id) == col(Account.id))
        .where(Talk.id == talk_id)
    ).first()
    return owner == resident_id and is_here(tx, resident_id)


def is_current(tx: Tx, row: Resident | _Person) -> bool:
    """Whether the person is a resident today (contract's end: A3)."""
    if row.left_at is not None:
        return False
    today = tx.now.astimezone(tx.rules.zone).date()
    return row.contract_until is None or row.contract_until >= today


def _by_person(rows: Iterable[Iterable[Any]]) -> dict[int, list[_Person]]:
    found: dict[int, list[_Person]] = {}
    for row in map(_Person._make, rows):
        found.setdefault(row.id, []).append(row)
    return found


def _person(tx: Tx, rows: Sequence[_Person], account_id: int | None) -> Who:
    row = rows[0]
    kind = Kind(row.kind)
    silenced = row.silenced_until is not None and row.silenced_until > tx.now
    barred = row.suspended_until is not None and row.suspended_until > tx.now
    return Who(
        id=row.id,
        account_id=account_id,
        family=row.family,
        name=row.name,
        patronymic=row.patronymic,
        grade=row.grade,
        kind=kind,
        roles=frozenset(Role(one.role) for one in rows if one.role is not None),
        suspended_until=row.suspended_until if barred else None,
        silenced=silenced,
        opened=opened.to(tx, opened.EXTERNAL) if kind is Kind.EXTERNAL else frozenset(),
    )


def with_role(tx: Tx, *roles: Role) -> list[Who]:
    """Everybody who acts in one of ``roles`` and is a resident today, by family and name."""
    wanted = select(ResidentRole.resident_id).where(
        col(ResidentRole.role).in_([role.value for role in roles])
    )
    rows = tx.session.execute(
        _PEOPLE.where(col(Resident.id).in_(wanted)).order_by(
            col(Resident.family), col(Resident.name), col(Resident.id)
        )
    )
    found = [
        _person(tx, those, None) for those in _by_person(rows).values() if is_current(tx, those[0])
    ]
    return [person for person in found if person.has(*roles)]


def ids_with_role(tx: Tx, *roles: Role) -> tuple[int, ...]:
    """As `with_role`, whom to address."""
    return tuple(person.id for person in with_role(tx, *roles) if person.id is not None)


def coordinators(tx: Tx) -> tuple[int, ...]:
    """Who is told of what waits for the school; without a coordinator the administrators."""
    return ids_with_role(tx, Role.COORDINATOR) or ids_with_role(tx, Role.ADMIN)


def pupils_of_grade(tx: Tx, grade: str) -> list[Who]:
    """The pupils of a class, by family and name."""
    return [person for person in with_role(tx, Role.STUDENT) if person.grade == grade]


def audience(person: Who) -> Audience:
    """Whose quiet hours apply to a person (C9); staff go before parents."""
    if person.is_pupil:
        return "pupil"
    if not person.roles.isdisjoint(STAFF):
        return "teacher"
    return "parent" if Role.PARENT in person.roles else "anybody"
