"""A2: who may enter which segment of the space."""

from pathlib import Path

import pytest

from storage import access
from storage.access import Segment
from storage.refusals import Denied, Unregistered
from storage.residents import FOR_EVER, Kind, Role, Who

ROOT = Path(__file__).parents[2]

PUPIL = Who(id=1, kind=Kind.INTERNAL, roles=frozenset({Role.STUDENT}))
PARENT = Who(id=2, kind=Kind.INTERNAL, roles=frozenset({Role.PARENT}))
TEACHER = Who(id=3, kind=Kind.INTERNAL, roles=frozenset({Role.TEACHER}))
PARTNER = Who(id=4, kind=Kind.EXTERNAL, roles=frozenset({Role.PARTNER, Role.EXPERT}))
STRANGER = Who(id=None, account_id=5)

#: The regulation's table, word for word in three columns.
REGULATION = {
    Segment.EVENTS: "++o",
    Segment.ROOMS: "++-",
    Segment.STAGES: "+--",
    Segment.GENERATOR: "+++",
    Segment.BANK: "++o",
    Segment.REST: "+--",
    Segment.SUPPORT: "+--",
    Segment.SHARING: "++-",
}


def test_every_segment_of_the_regulation_is_in_the_table() -> None:
    assert set(access.TABLE) == set(Segment) == set(REGULATION)


@pytest.mark.parametrize("segment", Segment)
@pytest.mark.parametrize("person", [PUPIL, PARENT, TEACHER, PARTNER, STRANGER])
def test_one_enters_what_the_regulation_opens(person: Who, segment: Segment) -> None:
    column = 2 if person.id is None else 1 if person.kind is Kind.EXTERNAL else 0
    allowed = REGULATION[segment][column] != "-"
    assert access.may_enter(person, segment) is allowed
    if allowed:
        access.must_enter(person, segment)
        return
    with pytest.raises(Denied) as refusal:
        access.must_enter(person, segment)
    assert isinstance(refusal.value, Unregistered) == (person.id is None)


def test_a_non_resident_enters_only_so_far() -> None:
    for segment, columns in REGULATION.items():
        assert bool(access.entry(STRANGER, segment).only) == (columns[2] == "o")


def test_no_role_opens_a_segment_to_an_external_resident() -> None:
    everything = Who(id=6, kind=Kind.EXTERNAL, roles=frozenset(Role))
    assert not access.may_enter(everything, Segment.STAGES)


@pytest.mark.parametrize("segment", Segment)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", [*Kind, None])
@pytest.mark.parametrize("suspended", [False, True])
@pytest.mark.parametrize("opened", [False, True])
def test_every_cell(
    segment: Segment, role: Role, kind: Kind | None, suspended: bool, opened: bool
) -> None:
    """Every segment x kind x role x suspended or not x opened or not."""
    if kind is None and suspended:
        return  # whom the school does not know it suspends from nothing
    person = Who(
        id=None if kind is None else 1,
        kind=kind,
        roles=frozenset() if kind is None else frozenset({role}),
        suspended_until=FOR_EVER if suspended else None,
        opened=frozenset({segment.value} if opened and kind is not Kind.INTERNAL else ()),
    )
    letter = REGULATION[segment][[Kind.INTERNAL, Kind.EXTERNAL, None].index(kind)]
    expected = letter != "-" or (opened and kind is not Kind.INTERNAL)
    if suspended:
        expected = role is Role.STUDENT and segment in (Segment.STAGES, Segment.REST)
    assert access.may_enter(person, segment) is expected


def test_what_is_opened_is_open_whole() -> None:
    person = Who(id=None, opened=frozenset({"events"}))
    assert access.entry(STRANGER, Segment.EVENTS).only
    assert access.entry(person, Segment.EVENTS) == access.OPENED


def test_the_documentation_holds_the_tables() -> None:
    text = (ROOT / "docs" / "access.md").read_text(encoding="utf-8")
    assert "\n".join(access.markdown()) in text
    assert "\n".join(access.matrix()) in text
