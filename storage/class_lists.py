"""The classes as the people file has them: pupils, and their parents a row a child (A4, P12)."""

from storage import families, grades, residents
from storage.people import ChildName, PersonRow
from storage.projects import key
from storage.residents import Role, Who
from storage.store import Tx


def people(tx: Tx) -> list[PersonRow]:
    """Every pupil of today, class by class, each followed by the parents."""
    pupils = sorted(
        residents.with_role(tx, Role.STUDENT), key=lambda one: grades.by_year(one.grade)
    )
    parents: dict[int, list[int]] = {}
    for link in families.links_of(tx, [key(one.id) for one in pupils]):
        parents.setdefault(link.child_id, []).append(link.parent_id)
    known = residents.current(tx, {one for those in parents.values() for one in those})
    found: list[PersonRow] = []
    for pupil in pupils:
        found.append(_row(len(found), pupil, "student", grade=pupil.grade))
        name = f"{pupil.name} {pupil.patronymic}".strip()
        child = ChildName(pupil.family, name, pupil.grade)
        for one in parents.get(key(pupil.id), ()):
            if one in known:
                found.append(_row(len(found), known[one], "parent", child=child))
    return found


def _row(
    before: int, who: Who, role: str, *, grade: str = "", child: ChildName | None = None
) -> PersonRow:
    # The header stands in the first line.
    return PersonRow(
        before + 2,
        who.family,
        who.name,
        who.patronymic,
        roles=frozenset({role}),
        grade=grade,
        child=child,
    )
