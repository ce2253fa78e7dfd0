"""How old a pupil is for the law: only the group is known, never a date of birth (domain, 4.2)."""

import re
from enum import StrEnum

from storage import residents
from storage.residents import Resident, Role, Who
from storage.rules import Rules
from storage.store import Tx

_FORM = re.compile(r"\d+")


class Age(StrEnum):
    """Who signs: under 14 the representative, from 14 both, an adult alone (domain, 4.1)."""

    CHILD = "child"
    TEENAGER = "teenager"
    ADULT = "adult"


def of(tx: Tx, who: Who) -> Age:
    """A resident's age group: what the school wrote down, else by the class.

    In a class from ``rules.teenagers_from_grade`` on all are taken for 14 and more; a pupil of 18
    is known as such only when the school says so.
    """
    row = tx.session.get(Resident, who.must_be_resident())
    noted = row.age_group if row is not None else ""
    if not noted and Role.STUDENT not in who.roles:
        return Age.ADULT
    return group(noted, who.grade, tx.rules)


def group(noted: str, grade: str, rules: Rules) -> Age:
    """A pupil's age group: ``noted`` by the school, or "" and then by the class."""
    if noted:
        return Age(noted)
    found = _FORM.match(grade)
    grown = found is not None and int(found[0]) >= rules.teenagers_from_grade
    return Age.TEENAGER if grown else Age.CHILD


def note(tx: Tx, by: Who, *, pupil: int, age: Age) -> None:
    """Write down a pupil's age group; raises Denied, Missing."""
    by.must_have(Role.COORDINATOR, Role.ADMIN)
    residents.who(tx, pupil)
    tx.session.get_one(Resident, pupil).age_group = age.value
