"""A4: a code made by hand is for exactly whom the administrator named, or for nobody."""

from dataclasses import replace
from functools import partial

import pytest

from storage import families, people_by_hand, people_import, residents
from storage.people import ChildName, PersonRow
from storage.people_by_hand import ByHand
from storage.residents import Role, Who
from storage.store import Store
from tests.storage.contents import contents
from tests.storage.test_people_import import take, use

PUPIL = PersonRow(0, "Иванов", "Иван", roles=frozenset({"student"}), grade="9А")
NAMESAKES = (
    replace(PUPIL, number=2, patronymic="Иванович"),
    replace(PUPIL, number=3, patronymic="Петрович"),
    replace(PUPIL, number=4, grade="8В"),
)
TEACHER = PersonRow(0, "Соколова", "Мария", "Ивановна", roles=frozenset({"teacher"}))
FATHER = PersonRow(0, "Иванов", "Пётр", "Ильич", roles=frozenset({"parent"}))
OF_PUPIL = replace(FATHER, number=5, child=ChildName("Иванов", "Иван", "8В"))
PARTNER = PersonRow(
    6, "Седов", "Пётр", roles=frozenset({"partner", "expert"}), organisation="Музей"
)


async def give(store: Store, row: PersonRow, *, new: bool = False) -> ByHand:
    return await store.run(partial(people_by_hand.give, row=row, new=new))


async def everybody(store: Store) -> list[Who]:
    return await store.run(lambda tx: residents.with_role(tx, *Role))


@pytest.mark.parametrize("grade", ["9А", "10А"])
async def test_no_namesake_is_moved_to_another_class_by_hand(store: Store, grade: str) -> None:
    await take(store, *NAMESAKES)
    before = contents(store)
    made = await give(store, replace(PUPIL, grade=grade))
    assert (made.outcome, made.code) == ("namesakes", None)
    told = {(one.patronymic, one.grade) for one in made.others}
    assert told == {("Иванович", "9А"), ("Петрович", "9А"), ("", "8В")}
    assert contents(store) == before


async def test_a_code_by_hand_is_for_the_one_who_is_named_exactly(store: Store) -> None:
    first = await take(store, *NAMESAKES)
    for row, imported in zip(NAMESAKES, first, strict=True):
        made = await give(store, row)
        assert (made.outcome, made.code) == ("same", imported.code)


async def test_nobody_is_written_down_by_a_slip(store: Store) -> None:
    await take(store, replace(TEACHER, number=2))
    before = contents(store)
    assert (await give(store, PUPIL)).outcome == "unknown"
    made = await give(store, replace(TEACHER, patronymic=""))
    assert made.outcome == "namesakes"
    assert [one.patronymic for one in made.others] == ["Ивановна"]
    assert contents(store) == before


async def test_another_spelling_makes_no_second_person(store: Store) -> None:
    await give(store, replace(PUPIL, family="Ёлкин"), new=True)
    made = await give(store, replace(PUPIL, family="Елкин"), new=True)
    assert made.outcome == "same"
    assert len(await everybody(store)) == 1


async def test_who_is_said_to_be_new_is_written_down_once(store: Store) -> None:
    made = await give(store, TEACHER, new=True)
    assert made.outcome == "added"
    assert made.person is not None
    assert made.person.address == "Мария Ивановна"
    again = await give(store, TEACHER, new=True)
    assert (again.outcome, again.code) == ("same", made.code)


async def test_a_new_namesake_leaves_the_others_alone(store: Store) -> None:
    await take(store, *NAMESAKES)
    made = await give(store, PUPIL, new=True)
    assert made.outcome == "added"
    assert sorted(one.grade for one in await everybody(store)) == ["8В", "9А", "9А", "9А"]


async def test_a_role_that_is_new_to_somebody_is_told(store: Store) -> None:
    await take(store, replace(TEACHER, number=2))
    made = await give(store, replace(TEACHER, roles=frozenset({"coordinator"})))
    assert made.outcome == "changed"
    assert made.person is not None
    assert made.person.roles == {Role.TEACHER, Role.COORDINATOR}


async def test_who_lost_their_account_comes_in_again(store: Store) -> None:
    first = await give(store, PUPIL, new=True)
    await use(store, first.code)
    again = await give(store, PUPIL)
    assert again.code not in (None, first.code)
    await use(store, again.code, user="2")
    assert len(await everybody(store)) == 1


async def test_a_parent_comes_in_again_with_the_children(store: Store) -> None:
    first = await take(store, NAMESAKES[2], OF_PUPIL)
    await use(store, first[1].code)
    made = await give(store, FATHER)
    await use(store, made.code, user="2")
    assert made.person is not None
    person = made.person
    children = await store.run(lambda tx: families.children_of(tx, person))
    assert [one.grade for one in children] == ["8В"]
    assert person.roles == {Role.PARENT}


@pytest.mark.parametrize("row", [FATHER, replace(PARTNER, organisation="")])
async def test_nobody_becomes_a_parent_or_a_partner_by_hand(store: Store, row: PersonRow) -> None:
    made = await give(store, row, new=True)
    assert (made.outcome, made.code) == ("by-file", None)
    assert await everybody(store) == []


async def test_a_partner_who_is_known_gets_a_code_by_hand(store: Store) -> None:
    (first,) = await take(store, PARTNER)
    for roles in (frozenset({"partner"}), frozenset({"expert"})):
        made = await give(store, replace(PARTNER, roles=roles, organisation=""))
        assert (made.outcome, made.code) == ("same", first.code)


async def test_of_two_partners_of_one_name_none_is_chosen(store: Store) -> None:
    await take(store, PARTNER, replace(PARTNER, number=7, organisation="Театр"))
    made = await give(store, replace(PARTNER, organisation=""))
    assert made.outcome == "namesakes"
    assert len(made.others) == 2


async def test_an_import_afterwards_knows_who_came_by_hand(store: Store) -> None:
    made = await give(store, PUPIL, new=True)
    plan = people_import.plan([replace(PUPIL, number=2)])
    (taken,) = await store.run(partial(people_import.take, plan=plan, rows=plan.rows))
    assert (taken.outcome, taken.code) == ("same", made.code)
