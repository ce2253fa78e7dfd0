"""What the coordinator and the class teacher look over: their lists of projects (P12)."""

from dataclasses import dataclass

from sqlalchemy.sql.elements import ColumnElement
from sqlmodel import col, select

from storage import cards, grades, projects, refusals, residents
from storage.cards import ProjectLine
from storage.projects import Project, ProjectState
from storage.residents import Role, Who
from storage.store import Tx


@dataclass(frozen=True)
class StageGroup:
    """The projects that are at one stage; ``number`` is None for those that have finished."""

    number: int | None
    title: str
    projects: tuple[ProjectLine, ...]


def by_stage(tx: Tx, by: Who) -> list[StageGroup]:
    """The projects under way and finished, grouped by where they are."""
    groups: dict[tuple[int, str], list[ProjectLine]] = {}
    finished: list[ProjectLine] = []
    for line in _lines(tx, by, col(Project.state) != ProjectState.ARCHIVED):
        if line.stage is None:
            finished.append(line)
        else:
            groups.setdefault((line.stage.number, line.stage.title), []).append(line)
    found = [
        StageGroup(number, title, tuple(lines)) for (number, title), lines in sorted(groups.items())
    ]
    return [*found, StageGroup(None, "", tuple(finished))] if finished else found


def overdue(tx: Tx, by: Who) -> list[ProjectLine]:
    """The projects whose current stage is overdue, the most overdue first."""
    late = [
        line
        for line in _lines(tx, by, col(Project.state) == ProjectState.ACTIVE)
        if line.stage is not None and line.stage.overdue_days > 0
    ]
    return sorted(late, key=lambda line: -(line.stage.overdue_days if line.stage else 0))


def without_supervisor(tx: Tx, by: Who) -> list[ProjectLine]:
    """The projects under way that nobody supervises, the oldest first; an offer may wait."""
    return _lines(
        tx, by, col(Project.supervisor_id).is_(None) & (col(Project.state) == ProjectState.ACTIVE)
    )


def _lines(tx: Tx, by: Who, condition: ColumnElement[bool]) -> list[ProjectLine]:
    by.must_be_resident()
    wanted = select(Project).where(condition).order_by(col(Project.id))
    if not by.has(Role.COORDINATOR, Role.ADMIN):
        by.must_have(Role.CLASS_TEACHER)
        if not by.grade:
            raise refusals.Denied("role")
        wanted = wanted.where(projects.has_member_of_grade(by.grade))
    return cards.lines(tx, list(tx.session.exec(wanted)))


@dataclass(frozen=True)
class PupilLine:
    """A pupil and a project of theirs, None for who has none."""

    pupil: Who
    project: ProjectLine | None


def by_pupil(tx: Tx, by: Who) -> list[PupilLine]:
    """Every pupil of a class teacher's class, of all classes for coordinators and administrators,
    with each of their projects (P10, P12). Raises `refusals.Denied`."""
    of: dict[int | None, list[ProjectLine]] = {}
    for line in _lines(tx, by, col(Project.state) != ProjectState.ARCHIVED):
        for member in line.members:
            of.setdefault(member.id, []).append(line)
    found: list[PupilLine] = []
    for pupil in _pupils(tx, by):
        found += [PupilLine(pupil, line) for line in of.get(pupil.id, ())]
        if pupil.id not in of:
            found.append(PupilLine(pupil, None))
    return found


def _pupils(tx: Tx, by: Who) -> list[Who]:
    if by.has(Role.COORDINATOR, Role.ADMIN):
        everybody = residents.with_role(tx, Role.STUDENT)
        return sorted(everybody, key=lambda one: grades.by_year(one.grade))
    return residents.pupils_of_grade(tx, by.grade)
