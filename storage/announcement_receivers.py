"""Whom an announcement is for: by the sender's rights, as the registers stand now (R5, A5).

A scope is a kind of circle ("class", "project"); a segment that has one of its own registers it
here beside the school's (`register`), as the events do.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import col, select

from storage import consents, families, grades, projects, refusals, residents, talks
from storage.consents import Signed
from storage.families import FamilyLink
from storage.projects import Project, ProjectState, Relation, key
from storage.residents import Kind, Resident, Role, Who
from storage.store import Tx

#: Who speaks to everybody.
FOR_ALL = (Role.COORDINATOR, Role.ADMIN, Role.CHAIR)
SCHOOL = "school"


class Audience(StrEnum):
    """Who of a circle is told."""

    PARENTS = "parents"
    PUPILS = "pupils"
    BOTH = "both"


@dataclass(frozen=True)
class Circle:
    """The pupils whom a scope and its target name; ``office`` is as whom the sender speaks, and
    ``title`` what the circle is called ("" for the whole school)."""

    title: str
    pupils: frozenset[int]
    office: Role


@dataclass(frozen=True)
class Target:
    """One of the circles that a sender may name."""

    target: str
    title: str


@dataclass(frozen=True)
class Scope:
    """``find`` gives a circle or raises `refusals.Denied`; ``targets`` what a sender may name."""

    find: Callable[[Tx, Who, str], Circle]
    targets: Callable[[Tx, Who], Sequence[Target]]


@dataclass(frozen=True)
class Receiver:
    """Somebody to be told: ``about`` are the pupils it concerns (oneself, for a pupil).

    ``known`` is False for a parent whom the school's file names and who never came in: paper.
    """

    who: Who
    about: tuple[int, ...]
    known: bool = True


@dataclass(frozen=True)
class Reach:
    """How many an announcement is for, and how many of them no messenger reaches."""

    parents: int
    pupils: int
    unreachable: int

    @property
    def all(self) -> int:
        return self.parents + self.pupils


_SCOPES: dict[str, Scope] = {}


def register(name: str, scope: Scope) -> None:
    """Add a scope under a stored name."""
    _SCOPES[name] = scope


def may_write(who: Who) -> bool:
    """Whether somebody has anybody to write to at all; which circles is `circle`'s matter."""
    return who.kind is Kind.INTERNAL and who.has(*FOR_ALL, Role.CLASS_TEACHER, Role.SUPERVISOR)


def must_write(by: Who) -> int:
    """Give the id of somebody who may write announcements; raises `refusals.Denied`."""
    own = by.must_be_resident()
    if not may_write(by):
        raise refusals.Denied("role")
    return own


def circle(tx: Tx, by: Who, scope: str, target: str) -> Circle:
    """The circle that a sender names; raises `refusals.Denied` if it is not theirs."""
    must_write(by)
    known = _SCOPES.get(scope)
    if known is None:
        raise refusals.Missing("announcement-scope")
    return known.find(tx, by, target)


def scopes(tx: Tx, by: Who) -> dict[str, Sequence[Target]]:
    """Everything that a sender may name, by scope; without what is empty."""
    must_write(by)
    found = {name: scope.targets(tx, by) for name, scope in _SCOPES.items()}
    return {name: targets for name, targets in found.items() if targets}


def receivers(tx: Tx, of: Circle, audience: Audience, *, signers: bool = False) -> list[Receiver]:
    """Everybody who is to be told, each once, by id; restricted parents are not among them.

    ``signers`` are those who must sign for a pupil, by age: the parents, the pupil, or both.
    """
    pupils = residents.current(tx, of.pupils)
    if signers:
        _read_ages(tx, pupils)
        wanted = {number: consents.wanted(tx, pupil) for number, pupil in pupils.items()}
        by_parents = [number for number, those in wanted.items() if Signed.REPRESENTATIVE in those]
        themselves = [number for number, those in wanted.items() if Signed.SELF in those]
    else:
        by_parents = list(pupils) if audience is not Audience.PUPILS else []
        themselves = list(pupils) if audience is not Audience.PARENTS else []
    found = _parents(tx, by_parents)
    own = {number: Receiver(pupils[number], (number,)) for number in themselves}
    return [one for _, one in sorted({**found, **own}.items())]


def reach(tx: Tx, those: Sequence[Receiver]) -> Reach:
    """Count receivers, and those whom nothing reaches."""
    met = talks.reachable_of(tx, [key(one.who.id) for one in those if one.known])
    pupils = sum(one.about == (one.who.id,) for one in those)
    lost = sum(not one.known or one.who.id not in met for one in those)
    return Reach(len(those) - pupils, pupils, lost)


def _parents(tx: Tx, children: Iterable[int]) -> Mapping[int, Receiver]:
    links: dict[int, list[FamilyLink]] = {}
    for link in families.links_of(tx, children):
        links.setdefault(link.parent_id, []).append(link)
    found: dict[int, Receiver] = {}
    for number, who in residents.current(tx, links).items():
        own = links[number]
        confirmed = tuple(link.child_id for link in own if link.confirmed_at is not None)
        about = confirmed or tuple(link.child_id for link in own)
        found[number] = Receiver(who, about, known=bool(confirmed))
    return found


def _read_ages(tx: Tx, pupils: Iterable[int]) -> None:
    """Have the session know the rows that `ages.of` asks for, in one question."""
    tx.session.exec(select(Resident).where(col(Resident.id).in_(set(pupils)))).all()


def _pupils(tx: Tx) -> list[Who]:
    return residents.with_role(tx, Role.STUDENT)


def _ids(pupils: Iterable[Who]) -> frozenset[int]:
    return frozenset(key(one.id) for one in pupils)


def _office(by: Who) -> Role:
    for role in FOR_ALL:
        if by.has(role):
            return role
    raise refusals.Denied("announcement-circle")


def _class(tx: Tx, by: Who, target: str) -> Circle:
    own = by.has(Role.CLASS_TEACHER) and bool(by.grade) and by.grade == target
    office = Role.CLASS_TEACHER if own else _office(by)
    return Circle(target, _ids(one for one in _pupils(tx) if one.grade == target), office)


def _classes(tx: Tx, by: Who) -> list[Target]:
    if by.has(*FOR_ALL):
        return [Target(one, one) for one in grades.of_pupils(tx)]
    return [Target(by.grade, by.grade)] if by.has(Role.CLASS_TEACHER) and by.grade else []


def _parallel(tx: Tx, by: Who, target: str) -> Circle:
    office = _office(by)
    those = [one for one in _pupils(tx) if target and grades.parallel_of(one.grade) == target]
    return Circle(target, _ids(those), office)


def _parallels(tx: Tx, by: Who) -> list[Target]:
    if not by.has(*FOR_ALL):
        return []
    years = dict.fromkeys(grades.parallel_of(one) for one in grades.of_pupils(tx))
    return [Target(year, year) for year in years if year]


def _project(tx: Tx, by: Who, target: str) -> Circle:
    if not target.isdecimal():
        raise refusals.Missing("project")
    row, standing = projects.see(tx, by, int(target))
    office = Role.SUPERVISOR if Relation.SUPERVISOR in standing else _office(by)
    return Circle(row.title, frozenset(projects.member_ids(tx, int(target))), office)


def _projects(tx: Tx, by: Who) -> list[Target]:
    wanted = select(Project).where(Project.state == ProjectState.ACTIVE, projects.seen_by(tx, by))
    if not by.has(*FOR_ALL):
        wanted = wanted.where(Project.supervisor_id == by.id)
    rows = tx.session.exec(wanted.order_by(col(Project.title), col(Project.id)))
    return [Target(str(row.id), row.title) for row in rows]


def _school(tx: Tx, by: Who, target: str) -> Circle:
    return Circle("", _ids(_pupils(tx)), _office(by))


def _whole_school(tx: Tx, by: Who) -> list[Target]:
    return [Target("", "")] if by.has(*FOR_ALL) else []


register("class", Scope(_class, _classes))
register("parallel", Scope(_parallel, _parallels))
register("project", Scope(_project, _projects))
register(SCHOOL, Scope(_school, _whole_school))
