"""Whose turn it is for a digest, and what is new to each (R2).

Many parents are read at a time, in a few questions to the database.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import JSON, Column, UniqueConstraint, and_, bindparam, exists, or_
from sqlalchemy import select as select_columns
from sqlmodel import Field, SQLModel, col, func, select

from storage import ages, preferences, residents, talks
from storage.ages import Age
from storage.columns import Instant
from storage.families import FamilyLink
from storage.preferences import Every, Preference
from storage.ready import Question
from storage.residents import Resident, Who
from storage.store import Tx
from storage.talks import Address

#: What is older is no news, however long no digest came.
NEWS_KEPT = timedelta(days=30)
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)


class Digest(SQLModel, table=True):
    """A digest that went to a parent, at most one a day; ``children`` are those that it names.

    ``shut``: it was the neutral sentence for a parent who may not know of any child.
    """

    __tablename__ = "digest"
    __table_args__ = (UniqueConstraint("parent_id", "day"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    parent_id: int = Field(foreign_key="resident.id")
    day: date
    at: datetime = Field(sa_type=Instant, index=True)
    children: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    shut: bool = False


@dataclass(frozen=True)
class Slot:
    """An hour of the school's clock for which digests are put together."""

    day: date
    hour: int

    @property
    def is_default(self) -> bool:
        """Whether it is the hour of all who chose none."""
        return (self.day.weekday(), self.hour) == (preferences.WEEKDAY, preferences.HOUR)


@dataclass(frozen=True)
class Child:
    """A child in a digest; of one who is ``grown`` (14 and more) it is kept what was said."""

    id: int
    short: str
    grown: bool


@dataclass(frozen=True)
class Reader:
    """A parent whose digest is put together: what came about after ``since`` is new to them, and
    what falls due by ``until``. ``shut`` says that some child is kept from them, and
    ``shut_said`` that this was the last thing said. ``place`` is None where no messenger has them.
    """

    id: int
    address: str
    place: Address | None
    every: Every
    since: datetime
    until: date
    empty: bool
    children: tuple[Child, ...]
    shut: bool
    shut_said: bool


def _turns(*, is_default: bool) -> Question[int]:
    """Whose turn it is at an hour; at the default one also of who chose none."""
    # Asked of each parent by an index: a list of all would be made anew for each handful.
    own = col(Resident.id)
    had = exists().where(col(Digest.parent_id) == own, col(Digest.day) == bindparam("day"))
    is_parent = exists().where(
        col(FamilyLink.parent_id) == own, col(FamilyLink.confirmed_at).is_not(None)
    )
    turn = and_(
        col(Preference.muted).is_(False),
        col(Preference.hour) == bindparam("hour"),
        or_(
            col(Preference.every) == Every.DAY.value,
            and_(
                col(Preference.every) == Every.WEEK.value,
                col(Preference.weekday) == bindparam("weekday"),
            ),
        ),
    )
    if is_default:
        turn = or_(turn, col(Preference.resident_id).is_(None))
    query = select_columns(own).join(
        Preference, col(Preference.resident_id) == own, isouter=is_default
    )
    return Question(
        query.where(turn, own > bindparam("after"), is_parent, ~had)
        .order_by(own)
        .limit(bindparam("most")),
        int,
    )


#: Asked each hour, most often of nobody.
_TURNS = {one: _turns(is_default=one) for one in (False, True)}


def readers(tx: Tx, slot: Slot, *, after: int, limit: int) -> list[Reader]:
    """The parents whose turn it is at ``slot``, by id, those after one, without who had a digest
    that day."""
    found = _TURNS[slot.is_default].all(
        tx,
        day=slot.day,
        hour=slot.hour,
        weekday=slot.day.weekday(),
        after=after,
        most=limit,
    )
    return _readers(tx, found)


def reader(tx: Tx, parent: int) -> Reader | None:
    """One parent, as if it were their turn now; None for who is nobody's parent."""
    return next(iter(_readers(tx, [parent])), None)


def _readers(tx: Tx, ids: Sequence[int]) -> list[Reader]:
    if not ids:
        # Most hours are nobody's.
        return []
    today = tx.now.astimezone(tx.rules.zone).date()
    links = _links(tx, ids)
    chosen = preferences.of_many(tx, ids)
    last = _last(tx, ids)
    places = talks.first_addresses(tx, ids)
    made: list[Reader] = []
    for number, address in _here(tx, ids, today):
        own, wish = links.get(number), chosen.get(number, preferences.DEFAULT)
        if own is None:
            continue
        before = last.get(number)
        earliest = tx.now - (NEWS_KEPT if before else _WEEK)
        made.append(
            Reader(
                id=number,
                address=address,
                place=places.get(number),
                every=wish.every,
                since=max(before.at, earliest) if before else earliest,
                until=today + (_DAY if wish.every is Every.DAY else _WEEK),
                empty=wish.empty,
                children=tuple(own.children),
                shut=own.shut,
                shut_said=before is not None and before.shut,
            )
        )
    return made


@dataclass
class _Own:
    children: list[Child] = field(default_factory=list)
    shut: bool = False


def _links(tx: Tx, ids: Sequence[int]) -> dict[int, _Own]:
    """Whom each parent has, and who is kept from them."""
    rows = tx.session.execute(
        select_columns(
            col(FamilyLink.parent_id),
            col(FamilyLink.restricted),
            col(Resident.id),
            col(Resident.family),
            col(Resident.name),
            col(Resident.grade),
            col(Resident.age_group),
        )
        .join(Resident, col(Resident.id) == col(FamilyLink.child_id))
        .where(
            col(FamilyLink.parent_id).in_(ids),
            col(FamilyLink.confirmed_at).is_not(None),
            col(Resident.left_at).is_(None),
        )
        .order_by(col(Resident.id))
    )
    found: dict[int, _Own] = {}
    for parent, restricted, number, family, name, grade, age_group in rows:
        own = found.setdefault(parent, _Own())
        if restricted:
            own.shut = True
            continue
        who = Who(number, None, family, name, "", grade, roles=residents.PUPIL)
        grown = ages.group(age_group, grade, tx.rules) is not Age.CHILD
        own.children.append(Child(number, who.short, grown))
    return found


def _here(tx: Tx, ids: Sequence[int], today: date) -> list[tuple[int, str]]:
    """Who of them is a resident today, and how they are spoken to."""
    rows = tx.session.execute(
        select_columns(
            col(Resident.id), col(Resident.family), col(Resident.name), col(Resident.patronymic)
        )
        .where(
            col(Resident.id).in_(ids),
            col(Resident.left_at).is_(None),
            or_(col(Resident.contract_until).is_(None), col(Resident.contract_until) >= today),
        )
        .order_by(col(Resident.id))
    )
    return [
        (number, Who(number, None, family, name, patronymic).address)
        for number, family, name, patronymic in rows
    ]


@dataclass(frozen=True)
class _Before:
    at: datetime
    shut: bool


def _last(tx: Tx, ids: Sequence[int]) -> dict[int, _Before]:
    """The last digest of each."""
    newest = (
        select(func.max(Digest.id))
        .where(col(Digest.parent_id).in_(ids))
        .group_by(col(Digest.parent_id))
    )
    rows = tx.session.execute(
        select_columns(col(Digest.parent_id), col(Digest.at), col(Digest.shut)).where(
            col(Digest.id).in_(newest)
        )
    )
    return {parent: _Before(at, shut) for parent, at, shut in rows}
