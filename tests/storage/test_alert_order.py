"""Q4: in which order adults are alerted: duty first, and who is there before who is not."""

import pytest

from storage import crisis, crisis_events, duty, presence, profiles, residents, talks
from storage.crisis_events import CrisisEvent
from storage.residents import Role
from storage.store import Tx
from tests.storage.school import School

PEOPLE = {
    "first": Role.PSYCHOLOGIST,
    "second": Role.PSYCHOLOGIST,
    "third": Role.PSYCHOLOGIST,
    "leader": Role.COORDINATOR,
    "admin": Role.ADMIN,
}


@pytest.fixture
async def staff(school: School) -> dict[str, int]:
    def make(tx: Tx) -> dict[str, int]:
        return {
            name: profiles.add(tx, family=name, name="Кто", roles=frozenset({role}))
            for name, role in PEOPLE.items()
        }

    return await school.store.run(make)


def called(tx: Tx, school: School) -> CrisisEvent:
    """Anna calls."""
    anna = residents.who(tx, school.ids["anna"])
    talk = talks.open_talk(tx, "vk", "anna", None).id or 0
    seen = crisis.call(tx, anna, talk=talk)
    return tx.session.get_one(CrisisEvent, seen.event.id)


def on_duty(tx: Tx, staff: dict[str, int], *names: str) -> None:
    for name in names:
        duty.add(
            tx,
            residents.who(tx, staff["admin"]),
            person=staff[name],
            since_minute=0,
            until_minute=duty.DAY_ENDS,
            weekdays=tuple(range(7)),
        )


def come(tx: Tx, staff: dict[str, int], *names: str) -> None:
    for name in names:
        presence.come(tx, residents.who(tx, staff[name]))


async def test_those_on_duty_are_first_and_of_them_those_who_are_there(
    school: School, staff: dict[str, int]
) -> None:
    def look(tx: Tx) -> list[int]:
        on_duty(tx, staff, "leader", "first", "second")
        come(tx, staff, "second", "third")
        return crisis_events.chain(tx, called(tx, school))

    found = await school.store.run(look)
    assert found[:3] == [staff["second"], staff["leader"], staff["first"]]
    # Whoever is there without being on duty is not called at once.
    assert staff["third"] not in found


async def test_next_are_the_psychologists_and_those_who_are_there_before_the_others(
    school: School, staff: dict[str, int]
) -> None:
    def look(tx: Tx) -> list[int]:
        on_duty(tx, staff, "leader")
        come(tx, staff, "third")
        row = called(tx, school)
        row.stage = 1
        return crisis_events.chain(tx, row)

    found = await school.store.run(look)
    own = [one for one in found if one in staff.values()]
    assert own == [staff[name] for name in ("leader", "third", "first", "second")]


async def test_without_duty_everybody_is_called_and_who_is_there_first(
    school: School, staff: dict[str, int]
) -> None:
    def look(tx: Tx) -> list[int]:
        come(tx, staff, "second")
        return crisis_events.chain(tx, called(tx, school))

    found = await school.store.run(look)
    assert found[0] == staff["second"]
    assert set(staff.values()) <= set(found)


async def test_who_went_away_is_behind_again(school: School, staff: dict[str, int]) -> None:
    def look(tx: Tx) -> list[int]:
        come(tx, staff, "second")
        presence.go(tx, residents.who(tx, staff["second"]))
        come(tx, staff, "first")
        return crisis_events.chain(tx, called(tx, school))

    found = await school.store.run(look)
    assert found[0] == staff["first"]
