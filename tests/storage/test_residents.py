"""A1, A3, D4: one record a person; who is a resident today; how people are called."""

from datetime import date, timedelta

import pytest

from bots.clock import StoppedClock
from storage import residents
from storage.refusals import Denied, Missing, Unregistered
from storage.residents import Kind, Resident, Role, Who
from storage.store import Tx
from tests.storage.doorway import Doorway
from tests.storage.school import School

ANNA = Who(id=1, family="Котова", name="Аня", grade="10А", roles=frozenset({Role.STUDENT}))
MARIA = Who(
    id=2,
    family="Соколова",
    name="Мария",
    patronymic="Ивановна",
    roles=frozenset({Role.TEACHER, Role.PARENT, Role.COUNCIL}),
)
PARTNER = Who(id=3, family="Седов", name="Пётр", roles=frozenset({Role.PARTNER}))
NOBODY = Who(id=None, account_id=4)


def test_a_pupil_is_called_by_name_and_an_adult_by_name_and_patronymic() -> None:
    assert ANNA.address == "Аня"
    assert MARIA.address == "Мария Ивановна"
    assert PARTNER.address == "Пётр"


def test_others_see_no_pupils_family_name() -> None:
    assert ANNA.short == "Аня К., 10А"
    assert "Котова" not in ANNA.short
    assert MARIA.short == "Мария Ивановна"
    assert PARTNER.short == "Пётр Седов"


def test_roles_add_up() -> None:
    assert MARIA.has(Role.TEACHER)
    assert MARIA.has(Role.CHAIR, Role.COUNCIL)
    assert not MARIA.has(Role.CHAIR, Role.ADMIN)
    assert not MARIA.has()


def test_the_first_line_of_an_act_refuses_who_may_not() -> None:
    assert MARIA.must_have(Role.TEACHER, Role.ADMIN) == 2
    assert ANNA.must_be_resident() == 1
    with pytest.raises(Denied, match="role"):
        ANNA.must_have(Role.TEACHER)
    for act in (NOBODY.must_be_resident, lambda: NOBODY.must_have(Role.TEACHER)):
        with pytest.raises(Unregistered):
            act()


@pytest.mark.parametrize(
    ("person", "audience"),
    [
        (ANNA, "pupil"),
        (MARIA, "teacher"),
        (Who(id=5, roles=frozenset({Role.PARENT})), "parent"),
        (PARTNER, "anybody"),
        (NOBODY, "anybody"),
    ],
)
def test_quiet_hours_follow_the_strictest_role(person: Who, audience: str) -> None:
    assert residents.audience(person) == audience


async def add_partner(school: School, until: date | None) -> int:
    def step(tx: Tx) -> int:
        row = Resident(
            kind=Kind.EXTERNAL,
            family="Седов",
            name="Пётр",
            organisation="Музей",
            contract_number="7",
            contract_until=until,
            created_at=tx.now,
        )
        tx.session.add(row)
        tx.session.flush()
        assert row.id is not None
        tx.session.add(residents.ResidentRole(resident_id=row.id, role=Role.PARTNER))
        return row.id

    return await school.store.run(step)


async def test_an_external_resident_is_one_until_the_contracts_last_day_in_moscow(
    school: School, clock: StoppedClock
) -> None:
    door = Doorway(school)
    school.ids["partner"] = await add_partner(school, date(2026, 9, 10))
    await door.uses("9", await door.code("partner"))
    assert (await door.who("9")).kind is Kind.EXTERNAL
    clock.set(clock.now().replace(day=10, hour=20, minute=59))
    assert (await door.who("9")).id == school.ids["partner"]
    clock.advance(timedelta(minutes=1))
    assert await door.who("9") == Who(id=None, account_id=await door.account("9"))


async def test_a_contract_without_an_end_does_not_end(school: School, clock: StoppedClock) -> None:
    partner = await add_partner(school, None)
    clock.advance(timedelta(days=3650))
    found = await school.store.run(lambda tx: residents.with_role(tx, Role.PARTNER))
    assert [one.id for one in found] == [partner]


async def test_nobody_is_found_by_an_unknown_id(school: School) -> None:
    with pytest.raises(Missing, match="resident"):
        await school.store.run(lambda tx: residents.who(tx, 404))


async def test_many_are_read_like_one(school: School) -> None:
    def step(tx: Tx) -> tuple[dict[int, Who], dict[int, Who]]:
        ids = list(school.ids.values())
        return residents.people(tx, [*ids, 404]), {one: residents.who(tx, one) for one in ids}

    together, apart = await school.store.run(step)
    assert together == apart


async def test_people_of_a_role_are_listed_by_name_without_who_left(
    school: School, clock: StoppedClock
) -> None:
    def leave(tx: Tx) -> None:
        tx.session.get_one(Resident, school.ids["pavel"]).left_at = tx.now

    before = await school.store.run(lambda tx: residents.with_role(tx, Role.TEACHER))
    assert [one.family for one in before] == ["Зуев", "Соколова", "Фомина"]
    await school.store.run(leave)
    after = await school.store.run(lambda tx: residents.with_role(tx, Role.TEACHER, Role.ADMIN))
    assert [one.family for one in after] == ["Соколова", "Сомов", "Фомина"]


async def test_a_class_holds_its_pupils_and_not_its_teacher(school: School) -> None:
    found = await school.store.run(lambda tx: residents.pupils_of_grade(tx, "10А"))
    assert [one.name for one in found] == ["Боря", "Аня"]


async def test_an_unknown_account_is_a_non_resident(school: School) -> None:
    who = await Doorway(school).who("5")
    assert (who.id, who.kind, who.roles) == (None, None, frozenset())
