"""Classes: which there are, in what order, of which year."""

import re

from storage import residents
from storage.residents import Role
from storage.store import Tx

_YEAR = re.compile(r"[0-9]+")


def of_pupils(tx: Tx) -> list[str]:
    """The classes that have pupils, 5А before 10А."""
    pupils = residents.with_role(tx, Role.STUDENT)
    return sorted({one.grade for one in pupils if one.grade}, key=by_year)


def by_year(grade: str) -> tuple[int, str]:
    """How classes are sorted: 5А before 10А."""
    year = parallel_of(grade)
    return (int(year) if year else 0, grade)


def parallel_of(grade: str) -> str:
    """The year of a class: "10" of "10А"."""
    found = _YEAR.match(grade)
    return found[0] if found else ""
