"""The Council: who sits on it, for how long, and who may keep order (M3, M4; domain, 6.2-6.3)."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Field, SQLModel, col, select

from storage import moderation_journal, refusals, residents, spelling
from storage.columns import Instant
from storage.residents import Kind, ResidentRole, Role, Who
from storage.store import Tx

#: Who may be asked to keep order besides the Council.
MODERATORS = (Role.WORKING_GROUP, Role.COUNCIL, Role.CHAIR, Role.SECRETARY)
MAY_ELECT = (Role.CHAIR, Role.SECRETARY, Role.COORDINATOR, Role.ADMIN)


class CouncilTerm(SQLModel, table=True):
    """For how long a member was elected; without a row as long as the school's list says so."""

    __tablename__ = "council_term"

    resident_id: int = Field(foreign_key="resident.id", primary_key=True)
    elected_at: datetime = Field(sa_type=Instant)
    until: date


@dataclass(frozen=True)
class Seat:
    """A member as the list shows them; an external one advises and does not vote."""

    who: Who
    chair: bool
    votes: bool
    until: date | None


def seats(tx: Tx) -> list[Seat]:
    """Who sits on the Council today, the chair first."""
    terms = {one.resident_id: one.until for one in tx.session.exec(select(CouncilTerm))}
    today = tx.now.astimezone(tx.rules.zone).date()
    found = [
        Seat(
            person,
            Role.CHAIR in person.roles,
            person.kind is not Kind.EXTERNAL,
            terms.get(person.id or 0),
        )
        for person in residents.with_role(tx, Role.COUNCIL, Role.CHAIR)
    ]
    now = [one for one in found if one.until is None or one.until >= today]
    return sorted(now, key=lambda one: not one.chair)


def members(tx: Tx) -> list[Who]:
    """Those whose votes count."""
    return [one.who for one in seats(tx) if one.votes]


def chair(tx: Tx) -> Who | None:
    return next((one.who for one in seats(tx) if one.chair), None)


def sits(tx: Tx, who: Who) -> bool:
    """Whether somebody is of the Council at this moment: terms end by themselves."""
    if who.id is None or not who.has(Role.COUNCIL, Role.CHAIR):
        return False
    term = tx.session.get(CouncilTerm, who.id)
    return term is None or term.until >= tx.now.astimezone(tx.rules.zone).date()


def must_sit(tx: Tx, by: Who) -> int:
    """Give the id of a member, or of the secretary; raises `refusals.Denied` for all others."""
    own = by.must_be_resident()
    if not sits(tx, by) and not by.has(Role.SECRETARY):
        raise refusals.Denied("not-council")
    return own


def moderates(tx: Tx, who: Who) -> bool:
    """Whether somebody may keep order in chats."""
    return sits(tx, who) or who.has(Role.WORKING_GROUP, Role.SECRETARY)


def must_moderate(tx: Tx, by: Who) -> int:
    """Give the id of who keeps order; raises `refusals.Denied` for all others."""
    own = by.must_be_resident()
    if not moderates(tx, by):
        raise refusals.Denied("not-moderator")
    return own


def moderators(tx: Tx) -> list[Who]:
    """Everybody who keeps order today."""
    return [one for one in residents.with_role(tx, *MODERATORS) if moderates(tx, one)]


def rank(tx: Tx, who: Who) -> int:
    """Who may overrule whom: chair, Council, working group, everybody else."""
    if sits(tx, who) and Role.CHAIR in who.roles:
        return 3
    if sits(tx, who) or who.has(Role.SECRETARY):
        return 2
    return 1 if who.has(Role.WORKING_GROUP) else 0


def elect(tx: Tx, by: Who, *, resident: int, until: date) -> Seat:
    """Write down that somebody was elected, until a day; raises Denied, Missing, Broken."""
    actor = by.must_have(*MAY_ELECT)
    person = residents.who(tx, resident)
    if until < tx.now.astimezone(tx.rules.zone).date():
        raise refusals.Broken("date-past")
    if not residents.is_here(tx, resident):
        raise refusals.Missing("resident")
    if Role.COUNCIL not in person.roles:
        tx.session.add(ResidentRole(resident_id=resident, role=Role.COUNCIL))
    term = tx.session.get(CouncilTerm, resident)
    if term is None:
        tx.session.add(CouncilTerm(resident_id=resident, elected_at=tx.now, until=until))
    else:
        term.elected_at, term.until = tx.now, until
    tx.session.flush()
    moderation_journal.write(tx, "council.elect", by=actor, about=resident, until=str(until))
    return next(one for one in seats(tx) if one.who.id == resident)


def dismiss(tx: Tx, by: Who, *, resident: int) -> Who:
    """Take somebody off the list; the chair's seat is the school's to give."""
    actor = by.must_have(*MAY_ELECT)
    person = residents.who(tx, resident)
    row = tx.session.get(ResidentRole, (resident, Role.COUNCIL.value))
    if row is None:
        raise refusals.Spent("no-role")
    tx.session.delete(row)
    term = tx.session.get(CouncilTerm, resident)
    if term is not None:
        tx.session.delete(term)
    tx.session.flush()
    moderation_journal.write(tx, "council.dismiss", by=actor, about=resident)
    return person


def named(tx: Tx, by: Who, text: str) -> list[Who]:
    """The residents whose family name, with first name or class, a text gives: for those who
    keep order or elect. Raises `refusals.Denied`."""
    if not moderates(tx, by):
        by.must_have(*MAY_ELECT)
    return _named(tx, text)


def _named(tx: Tx, text: str) -> list[Who]:
    wanted = set(spelling.key(text.replace(",", " ")).split())
    if not wanted:
        return []
    rows = tx.session.exec(
        select(residents.Resident.id).where(col(residents.Resident.left_at).is_(None))
    )
    everybody = residents.people(tx, [one for one in rows if one is not None])
    return [person for person in everybody.values() if _is_meant(person, wanted)]


def _is_meant(person: Who, wanted: set[str]) -> bool:
    family = set(spelling.key(person.family).split())
    rest = (person.name, person.patronymic, person.grade)
    known = family | {word for one in rest for word in spelling.key(one).split()}
    return family <= wanted <= known
