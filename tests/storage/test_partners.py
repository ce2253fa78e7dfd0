"""M6, A3: partners' contracts, written by hand or by the school's file, and their end."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from bots.clock import StoppedClock
from storage import jobs, partners, people_import, residents
from storage.partners import Contract, ContractView, Signed
from storage.people import PersonRow
from storage.refusals import Broken, Denied, Spent
from storage.store import Tx
from tests.storage.school import School

END = date(2026, 10, 1)


async def sign(school: School, by: str = "olga") -> Signed:
    return await school.does(
        by,
        partners.sign,
        organisation="Музей науки",
        number="12/26",
        until=END,
        people=["Зорина Зоя Ивановна", "Музеев Пётр"],
    )


async def is_here(school: School, resident: int) -> bool:
    return await school.store.run(lambda tx: residents.is_here(tx, resident))


async def told_of(school: School, contract: int) -> ContractView | None:
    return await school.store.run(lambda tx: partners.ending(tx, contract=contract))


async def due(school: School) -> list[str]:
    return await school.store.run(lambda tx: [one.name for one in jobs.due(tx)])


async def test_people_of_a_contract_come_and_go_with_it(
    school: School, clock: StoppedClock
) -> None:
    made = await sign(school)
    zoya = made.codes[0][0].id or 0
    assert [who.family for who, _ in made.codes] == ["Зорина", "Музеев"]
    assert await is_here(school, zoya)
    clock.advance(timedelta(days=25))
    assert not await is_here(school, zoya)


async def test_the_coordinators_are_told_two_weeks_before_and_at_the_end(
    school: School, clock: StoppedClock
) -> None:
    made = await sign(school)
    assert await due(school) == []
    clock.advance(timedelta(days=10, hours=1))
    assert await due(school) == ["contract.ends"]
    seen = await told_of(school, made.contract.id)
    assert seen is not None and seen.tell == (school.ids["olga"],) and not seen.is_over


async def test_a_prolonged_contract_is_not_told_of(school: School, clock: StoppedClock) -> None:
    made = await sign(school)
    until = END + timedelta(days=100)
    await school.does("olga", partners.prolong, contract=made.contract.id, until=until)
    clock.advance(timedelta(days=20))
    assert await told_of(school, made.contract.id) is None
    assert await is_here(school, made.codes[0][0].id or 0)


async def test_a_contract_is_ended_by_hand_at_once(school: School) -> None:
    made = await sign(school)
    await school.does("olga", partners.end, contract=made.contract.id)
    assert not await is_here(school, made.codes[0][0].id or 0)
    with pytest.raises(Spent):
        await school.does("olga", partners.end, contract=made.contract.id)


@pytest.mark.parametrize("name", ["anna", "maria", "ivan", "nina"])
async def test_not_everybody_signs(school: School, name: str) -> None:
    with pytest.raises(Denied):
        await sign(school, name)


async def test_what_cannot_be_a_contract_is_refused(school: School) -> None:
    for until, people in ((date(2026, 1, 1), ["Зорина Зоя"]), (END, []), (END, ["Зорина"])):
        with pytest.raises(Broken):
            await school.does(
                "olga",
                partners.sign,
                organisation="Музей",
                number="1",
                until=until,
                people=people,
            )


async def test_the_schools_file_makes_a_contract_once(school: School, clock: StoppedClock) -> None:
    row = PersonRow(
        number=2,
        family="Зорина",
        name="Зоя",
        roles=frozenset({"partner"}),
        organisation="Музей науки",
        contract_number="12/26",
        contract_until=END,
    )
    plan = people_import.plan([row])
    for _ in range(2):
        await school.store.run(lambda tx: people_import.take(tx, plan, [row]))

    def kept(tx: Tx) -> list[Contract]:
        return list(tx.session.exec(select(Contract)))

    (contract,) = await school.store.run(kept)
    assert contract.until == END
    clock.advance(timedelta(days=11))
    assert await due(school) == ["contract.ends"]
