"""A4: the school's people file goes into the store once, however often it is read."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest

from bots.clock import StoppedClock
from storage import codes, families, journal, people_import, residents, talks
from storage.people import ChildName, PersonRow
from storage.people_import import Imported
from storage.residents import Kind, Role, Who
from storage.store import Store, Tx
from tests.storage.contents import contents

ANNA = PersonRow(2, "Котова", "Аня", roles=frozenset({"student"}), grade="10А")
DASHA = PersonRow(3, "Котова", "Даша", roles=frozenset({"student"}), grade="8Б")
MARIA = PersonRow(
    4,
    "Соколова",
    "Мария",
    "Ивановна",
    roles=frozenset({"teacher", "supervisor"}),
    subjects="Химия",
)
FATHER = PersonRow(5, "Котов", "Иван", "Олегович", roles=frozenset({"parent"}))
OF_ANNA = replace(FATHER, number=5, child=ChildName("Котова", "Аня", "10А"))
OF_DASHA = replace(FATHER, number=6, child=ChildName("Котова", "Даша", "8Б"))
PARTNER = PersonRow(
    7,
    "Седов",
    "Пётр",
    roles=frozenset({"partner", "expert"}),
    organisation="Музей",
    contract_number="7",
    contract_until=date(2027, 5, 31),
)
FILE = (ANNA, DASHA, MARIA, OF_ANNA, OF_DASHA, PARTNER)


async def take(store: Store, *rows: PersonRow, to_a_step: int = 200) -> list[Imported]:
    """Import rows as the command does; gives what became of them in the file's order."""
    plan = people_import.plan(rows)
    taken: list[Imported] = []
    for at in range(0, len(rows), to_a_step):
        part = plan.rows[at : at + to_a_step]
        taken += await store.run(partial(people_import.take, plan=plan, rows=part))
    return sorted(taken, key=lambda one: one.row.number)


async def use(store: Store, code: str | None, user: str = "1") -> None:
    """Come in with a code."""

    def step(tx: Tx) -> None:
        account = talks.account(tx, "vk", user).id
        assert account is not None
        seen = codes.look(tx, account=account, text=code or "")
        assert seen.code is not None
        codes.use(tx, account=account, code=seen.code)

    await store.run(step)


def outcomes(taken: Sequence[Imported]) -> list[str]:
    return [one.outcome for one in taken]


async def people(store: Store) -> list[Who]:
    return await store.run(lambda tx: residents.with_role(tx, *Role))


async def named(store: Store, family: str, name: str) -> Who:
    (found,) = [one for one in await people(store) if (one.family, one.name) == (family, name)]
    return found


async def test_everybody_comes_in_with_a_code_of_their_own(store: Store) -> None:
    taken = await take(store, *FILE)
    assert outcomes(taken) == ["added", "added", "added", "added", "changed", "added"]
    assert len({one.code for one in taken} - {None}) == len(FILE)
    assert len(await people(store)) == 5
    maria = await named(store, "Соколова", "Мария")
    assert maria.roles == {Role.TEACHER, Role.SUPERVISOR}
    assert maria.address == "Мария Ивановна"
    partner = await named(store, "Седов", "Пётр")
    assert partner.kind is Kind.EXTERNAL
    assert (await named(store, "Котова", "Аня")).short == "Аня К., 10А"


async def test_a_second_import_changes_nothing_and_prints_the_same_codes(store: Store) -> None:
    first = await take(store, *FILE)
    before = contents(store)
    again = await take(store, *FILE)
    assert outcomes(again) == ["same"] * len(FILE)
    assert [one.code for one in again] == [one.code for one in first]
    assert contents(store) == before


async def test_rows_in_any_order_and_in_small_steps_give_the_same_people(store: Store) -> None:
    turned = [replace(row, number=20 - row.number) for row in FILE]
    taken = await take(store, *turned, to_a_step=1)
    assert not any(one.is_wrong for one in taken)
    assert outcomes(await take(store, *FILE)) == ["same"] * len(FILE)


async def test_a_used_code_is_not_printed_and_not_made_again(store: Store) -> None:
    first = await take(store, *FILE)

    await use(store, first[0].code)
    before = contents(store)
    again = await take(store, *FILE)
    assert again[0].code is None
    assert [one.code for one in again[1:]] == [one.code for one in first[1:]]
    assert contents(store) == before


async def test_a_code_whose_days_are_over_is_made_anew(store: Store, clock: StoppedClock) -> None:
    (first,) = await take(store, ANNA)
    clock.advance(timedelta(days=14))
    (again,) = await take(store, ANNA)
    assert again.outcome == "same"
    assert again.code not in (None, first.code)


async def test_one_code_for_each_child_of_each_parent(store: Store) -> None:
    mother = PersonRow(8, "Котова", "Анна", "Львовна", roles=frozenset({"parent"}))
    rows = (*FILE, replace(mother, child=OF_ANNA.child))
    taken = await take(store, *rows)
    assert len({one.code for one in taken}) == len(rows)
    father = await named(store, "Котов", "Иван")
    assert father.id is not None
    assert await store.run(lambda tx: families.children_ids(tx, father.id or 0)) == []


async def test_a_parents_row_must_find_one_pupil(store: Store) -> None:
    nobody = replace(FATHER, number=6, child=ChildName("Котова", "Яна", "1А"))
    taken = await take(store, ANNA, FATHER, nobody, MARIA)
    assert outcomes(taken) == ["added", "added", "child-wanted", "child-missing"]
    assert [one.is_wrong for one in taken] == [False, False, True, True]
    assert [one.code is None for one in taken] == [False, False, True, True]
    assert len(await people(store)) == 2


async def test_a_child_that_two_pupils_could_be_is_asked_about(store: Store) -> None:
    first = replace(ANNA, patronymic="Ивановна")
    second = replace(ANNA, number=3, patronymic="Львовна")
    taken = await take(store, first, second, OF_ANNA)
    assert outcomes(taken) == ["added", "added", "child-many"]


async def test_a_teacher_is_not_a_child(store: Store) -> None:
    row = replace(FATHER, child=ChildName("Соколова", "Мария", ""))
    assert outcomes(await take(store, MARIA, row)) == ["added", "child-missing"]


async def test_next_year_a_pupil_goes_up_with_all_they_have(store: Store) -> None:
    await take(store, *FILE)
    anna = await named(store, "Котова", "Аня")
    up = replace(ANNA, grade="11А")
    of_up = replace(OF_ANNA, child=ChildName("Котова", "Аня", "11А"))
    taken = await take(store, up, of_up)
    assert outcomes(taken) == ["changed", "same"]
    assert [one.moved_from for one in taken] == ["10А", ""]
    assert await named(store, "Котова", "Аня") == replace(anna, grade="11А")


async def test_roles_are_added_and_never_taken(store: Store) -> None:
    await take(store, ANNA, MARIA)
    expert = replace(MARIA, roles=frozenset({"expert"}))
    mother = replace(MARIA, number=6, roles=frozenset({"parent"}), child=OF_ANNA.child)
    assert outcomes(await take(store, expert, mother)) == ["changed", "changed"]
    assert (await named(store, "Соколова", "Мария")).roles == {
        Role.TEACHER,
        Role.SUPERVISOR,
        Role.EXPERT,
        Role.PARENT,
    }


async def test_a_pupil_and_a_teacher_of_one_name_are_two_people(store: Store) -> None:
    teacher = replace(ANNA, number=3, roles=frozenset({"teacher"}), grade="")
    assert outcomes(await take(store, ANNA, teacher)) == ["added", "added"]


async def test_two_pupils_of_one_name_are_two_people_with_two_codes(store: Store) -> None:
    other = replace(ANNA, number=3, grade="7В")
    first = await take(store, ANNA, other)
    assert outcomes(first) == ["added", "added"]
    assert first[0].code != first[1].code
    again = await take(store, ANNA, other)
    assert outcomes(again) == ["same", "same"]
    assert [one.code for one in again] == [one.code for one in first]


async def test_a_newcomer_of_a_pupils_name_leaves_the_pupil_alone(store: Store) -> None:
    await take(store, ANNA)
    newcomer = replace(ANNA, number=3, grade="7В")
    assert outcomes(await take(store, newcomer, replace(ANNA, number=4))) == ["added", "same"]


async def test_one_of_two_namesakes_goes_up(store: Store) -> None:
    other = replace(ANNA, number=3, grade="7В")
    await take(store, ANNA, other)
    assert outcomes(await take(store, replace(ANNA, grade="11А"), other)) == ["changed", "same"]


async def test_which_namesake_went_up_is_not_guessed(store: Store) -> None:
    other = replace(ANNA, number=3, grade="7В")
    await take(store, ANNA, other)
    before = contents(store)
    up = (replace(ANNA, grade="11А"), replace(other, grade="8В"))
    assert outcomes(await take(store, *up)) == ["pupil-many", "pupil-many"]
    assert contents(store) == before


async def test_two_rows_that_differ_about_one_person_are_told(store: Store) -> None:
    other = replace(MARIA, number=8, subjects="Физика")
    bare = replace(MARIA, number=9, subjects="")
    taken = await take(store, MARIA, other, bare)
    assert outcomes(taken) == ["added", "row-differs", "same"]
    assert outcomes(await take(store, MARIA, other, bare)) == ["same", "row-differs", "same"]


async def test_a_class_in_a_parents_row_is_the_childs(store: Store) -> None:
    rows = (replace(OF_ANNA, grade="10А"), replace(OF_DASHA, grade="8Б"))
    assert outcomes(await take(store, ANNA, DASHA, *rows))[2:] == ["added", "changed"]
    assert (await named(store, "Котов", "Иван")).grade == ""
    assert outcomes(await take(store, ANNA, DASHA, *rows)) == ["same"] * 4


async def test_who_came_in_by_a_childs_code_needs_no_other(store: Store) -> None:
    teacher = replace(FATHER, number=7, roles=frozenset({"teacher"}))
    first = await take(store, ANNA, OF_ANNA, teacher)
    await use(store, first[1].code)
    again = await take(store, ANNA, OF_ANNA, teacher)
    assert [one.code for one in again] == [first[0].code, None, None]


async def test_partners_of_two_organisations_are_two_people(store: Store) -> None:
    other = replace(PARTNER, number=8, organisation="Театр")
    assert outcomes(await take(store, PARTNER, other)) == ["added", "added"]


async def test_a_new_contract_is_taken_over(store: Store) -> None:
    await take(store, PARTNER)
    longer = replace(PARTNER, contract_number="8", contract_until=date(2028, 5, 31))
    assert outcomes(await take(store, longer)) == ["changed"]
    assert outcomes(await take(store, longer)) == ["same"]


async def test_an_empty_cell_erases_nothing(store: Store) -> None:
    await take(store, MARIA, PARTNER)
    bare = replace(PARTNER, contract_number="", contract_until=None)
    assert outcomes(await take(store, replace(MARIA, subjects=""), bare)) == ["same", "same"]


async def test_who_comes_and_who_changes_is_written_down(store: Store) -> None:
    await take(store, ANNA)
    await take(store, replace(ANNA, grade="11А"))
    anna = await named(store, "Котова", "Аня")
    lines = await store.run(lambda tx: journal.lines(tx, "resident", anna.id or 0))
    assert [one.act for one in lines] == ["resident.add", "code.make", "resident.change"]


@pytest.mark.parametrize(
    "named",
    [
        ChildName("Ёлкина", "Анна-Мария", "8Б"),
        ChildName("Елкина", "Анна Мария", "8Б"),
        ChildName("ЁЛКИНА", "анна мария", "8Б"),
        ChildName("Елкина", "Анна Мария Петровна", "8Б"),
    ],
)
async def test_a_parent_finds_the_child_however_the_name_is_spelt(
    store: Store, named: ChildName
) -> None:
    child = replace(ANNA, family="Ёлкина", name="Анна-Мария", patronymic="Петровна", grade="8Б")
    taken = await take(store, child, replace(FATHER, child=named))
    assert outcomes(taken) == ["added", "added"]


async def test_another_spelling_of_a_name_is_no_other_person(store: Store) -> None:
    pupil = replace(ANNA, family="Ёлкина")
    (first,) = await take(store, pupil)
    (again,) = await take(store, replace(pupil, family="Елкина", name="АНЯ"))
    assert (again.outcome, again.code) == ("same", first.code)
    assert (await named(store, "Ёлкина", "Аня")).grade == "10А"


async def test_a_patronymic_tells_namesakes_of_one_class_apart(store: Store) -> None:
    first = replace(ANNA, patronymic="Ивановна")
    second = replace(ANNA, number=3, patronymic="Львовна")
    of_second = replace(FATHER, child=ChildName("Котова", "Аня Львовна", "10А"))
    taken = await take(store, first, second, of_second)
    assert outcomes(taken) == ["added", "added", "added"]
    await use(store, taken[2].code)
    father = await named(store, "Котов", "Иван")
    (child,) = await store.run(lambda tx: families.children_of(tx, father))
    assert child.patronymic == "Львовна"


async def test_a_contract_that_has_ended_is_told(store: Store) -> None:
    over = replace(PARTNER, contract_until=date(2026, 9, 6))
    assert [one.is_over for one in await take(store, over, ANNA)] == [False, True]


async def test_two_imports_at_once_are_one(store: Store) -> None:
    both = await asyncio.gather(take(store, *FILE), take(store, *FILE))
    assert [one.code for one in both[0]] == [one.code for one in both[1]]
    assert len(await people(store)) == 5


async def test_a_school_goes_in_by_steps(store: Store) -> None:
    size = 120
    pupils = [replace(ANNA, number=number, name=f"Аня-{number}") for number in range(size)]
    parents = [
        replace(
            FATHER,
            number=size + one.number,
            name=f"Иван-{one.number}",
            child=ChildName(one.family, one.name, one.grade),
        )
        for one in pupils
    ]
    taken = await take(store, *parents, *pupils, to_a_step=50)
    assert outcomes(taken) == ["added"] * 2 * size
    assert len({one.code for one in taken}) == 2 * size
