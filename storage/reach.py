"""Who can be told nowhere, why and since when: the list for notices on paper (R5, P12)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, Self

from sqlmodel import col, func, select

from storage import families, refusals, residents, talks
from storage.codes import Code, Purpose
from storage.journal import JournalLine
from storage.residents import Resident, Role, Who
from storage.store import Tx
from storage.talks import Account, Talk

#: Never came in; came in and has no messenger any more; has some, and they take nothing.
Why = Literal["never", "unlinked", "shut"]
#: For how long it is told that somebody is back: paper may still be on its way.
BACK_TOLD = timedelta(days=14)


@dataclass(frozen=True)
class Shut:
    """A messenger that takes nothing for a person; ``reason`` is a word of the channel's."""

    messenger: str
    reason: str


@dataclass(frozen=True)
class Unreached:
    """Somebody who can be told nowhere since ``since``; ``missed`` notices did not reach them.

    ``code_until`` is the end of the code that a person who never came in may still use.
    """

    who: Who
    why: Why
    since: datetime
    shut: tuple[Shut, ...] = ()
    missed: int = 0
    code_until: datetime | None = None


@dataclass(frozen=True)
class Back:
    """Somebody who could be told nowhere and can be again."""

    who: Who
    at: datetime


@dataclass(frozen=True)
class PaperList:
    """Whom a notice reaches on paper only, and who needs no paper any more."""

    people: tuple[Unreached, ...]
    back: tuple[Back, ...]


def on_paper(tx: Tx, by: Who) -> PaperList:
    """Read the list: all residents for coordinators and administrators, for a class teacher the
    pupils of the class and their parents. Raises `refusals.Denied`."""
    wanted, places, known = _whom(tx, by), _places(tx), _Known.read(tx)
    found = [
        _unreached(known, who, number, places.get(number, []))
        for number, who in wanted.items()
        if not any(talk.reachable for talk in places.get(number, []))
    ]
    gone = {one.who.id for one in found}
    return PaperList(tuple(found), tuple(_back(tx, wanted, gone)))


@dataclass(frozen=True)
class _Known:
    """What tells why and since when, of everybody, by the resident's id."""

    begun: Mapping[int, datetime]
    came_in: frozenset[int]
    unlinked: Mapping[int, datetime]
    missed: Mapping[int, list[datetime]]
    codes: Mapping[int, datetime]

    @classmethod
    def read(cls, tx: Tx) -> Self:
        used = select(Code.resident_id).where(col(Code.used_at).is_not(None))
        return cls(
            {number: at for number, at in tx.session.execute(_BEGUN)},
            frozenset(tx.session.exec(used)),
            _last(tx, "account.unlink"),
            _missed(tx),
            _codes(tx),
        )


_BEGUN = select(Resident.id, Resident.created_at)


def _unreached(known: _Known, who: Who, number: int, own: Sequence[Talk]) -> Unreached:
    since = known.begun[number]
    why: Why = "never"
    if own:
        ended = [talk.unreachable_at for talk in own if talk.unreachable_at is not None]
        since, why = max(ended, default=since), "shut"
    elif number in known.unlinked or number in known.came_in:
        since, why = known.unlinked.get(number, since), "unlinked"
    return Unreached(
        who,
        why,
        since,
        shut=tuple(
            Shut(talks.messenger_of(one.channel), one.unreachable_reason or "") for one in own
        ),
        missed=sum(at >= since for at in known.missed.get(number, ())),
        code_until=known.codes.get(number) if why == "never" else None,
    )


def _whom(tx: Tx, by: Who) -> dict[int, Who]:
    by.must_be_resident()
    everybody = {who.id: who for who in residents.with_role(tx, *Role) if who.id is not None}
    if by.has(Role.COORDINATOR, Role.ADMIN):
        return everybody
    by.must_have(Role.CLASS_TEACHER)
    if not by.grade:
        raise refusals.Denied("role")
    pupils = {who.id for who in everybody.values() if who.is_pupil and who.grade == by.grade}
    parents = {parent.id for pupil in pupils if pupil for parent in families.parents_of(tx, pupil)}
    return {number: who for number, who in everybody.items() if number in pupils | parents}


def _places(tx: Tx) -> Mapping[int, list[Talk]]:
    """The private conversations of each resident."""
    found: dict[int, list[Talk]] = {}
    rows = tx.session.execute(
        select(Account.resident_id, Talk)
        .join(Talk, col(Talk.account_id) == col(Account.id))
        .where(col(Account.resident_id).is_not(None))
        .order_by(col(Talk.id))
    )
    for number, talk in rows:
        found.setdefault(number, []).append(talk)
    return found


def _codes(tx: Tx) -> Mapping[int, datetime]:
    """When the last code of each that can still be used ends."""
    rows = tx.session.execute(
        select(Code.resident_id, func.max(Code.expires_at))
        .where(
            Code.purpose == Purpose.REGISTER,
            col(Code.used_at).is_(None),
            col(Code.expires_at) > tx.now,
        )
        .group_by(col(Code.resident_id))
    )
    return {number: until for number, until in rows}


def _missed(tx: Tx) -> Mapping[int, list[datetime]]:
    """When a notice reached each person nowhere."""
    found: dict[int, list[datetime]] = {}
    rows = tx.session.execute(
        select(JournalLine.subject_id, JournalLine.at).where(JournalLine.act == "notice.unreached")
    )
    for number, at in rows:
        found.setdefault(number, []).append(at)
    return found


def _last(tx: Tx, act: str) -> Mapping[int, datetime]:
    """When each person last did something."""
    rows = tx.session.execute(
        select(JournalLine.actor_id, func.max(JournalLine.at))
        .where(JournalLine.act == act, col(JournalLine.actor_id).is_not(None))
        .group_by(col(JournalLine.actor_id))
    )
    return {number: at for number, at in rows}


def _back(tx: Tx, wanted: Mapping[int, Who], gone: set[int | None]) -> list[Back]:
    """Who came back of late, and of whom a notice was missed before."""
    rows = tx.session.execute(
        select(JournalLine.subject_id, func.max(JournalLine.at))
        .where(JournalLine.act == "reach.back", col(JournalLine.at) > tx.now - BACK_TOLD)
        .group_by(col(JournalLine.subject_id))
        .order_by(func.max(JournalLine.at).desc())
    )
    return [
        Back(wanted[number], at) for number, at in rows if number in wanted and number not in gone
    ]
