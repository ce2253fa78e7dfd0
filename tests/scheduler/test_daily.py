"""The daily look: contracts and codes that end, late stages, what was kept long enough (A3, D3)."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

import pytest
from sqlmodel import select

from bots.clock import StoppedClock
from scheduler import outside, periods
from scheduler.tick import Ticker
from storage import codes, families, journal, partners, profiles, residents, talks
from storage.codes import Code
from storage.outbox import Message
from storage.residents import Kind, Resident, Role
from storage.store import Store, Tx
from storage.talks import Account, Talk
from tests.storage.school import School

T = TypeVar("T")
DAY = timedelta(days=1)


@pytest.fixture
def clock() -> StoppedClock:
    """Monday, 12:00 in Moscow."""
    return StoppedClock(datetime(2026, 10, 5, 9, tzinfo=UTC))


@pytest.fixture
async def school(store: Store) -> School:
    """Olga and Nina have a messenger."""
    made = await School.open(store)

    def come_in(tx: Tx) -> None:
        for number, name in enumerate(("olga", "nina", "ivan"), start=700):
            _, account = talks.private_talk(tx, "vk", str(number), str(number))
            account.resident_id = made.ids[name]

    await store.run(come_in)
    return made


async def days_pass(store: Store, clock: StoppedClock, days: int) -> None:
    one = Ticker(store, outside.jobs_of(store), periods.ALL)
    for _ in range(days * 2):
        while await one.run_due():
            pass
        clock.advance(DAY / 2)
    while await one.run_due():
        pass


async def texts(store: Store, to: int) -> list[str]:
    def read(tx: Tx) -> list[str]:
        rows = tx.session.exec(select(Message).where(Message.for_resident == to))
        return [row.text for row in rows]

    return await store.run(read)


async def count(store: Store, read: Callable[[Tx], T]) -> T:
    return await store.run(read)


async def test_the_coordinator_is_told_once_two_weeks_before_a_contract_ends(
    store: Store, clock: StoppedClock, school: School
) -> None:
    def sign(tx: Tx) -> int | None:
        made = partners.sign(
            tx,
            residents.who(tx, school.ids["olga"]),
            organisation="Музей воды",
            number="17",
            until=date(2026, 10, 21),
            people=["Гость Лев", "Гостев Илья"],
        )
        number = made.codes[0][0].id
        talks.account(tx, "vk", "900").resident_id = number
        return number

    async def of_contracts() -> list[str]:
        found = await texts(store, school.ids["olga"])
        return [one for one in found if one.startswith("Договор")]

    partner = await store.run(sign)
    await days_pass(store, clock, 1)
    assert await of_contracts() == []
    await days_pass(store, clock, 6)
    (told,) = await of_contracts()
    assert "скоро закончится: Музей воды, № 17" in told and "21 октября" in told
    await days_pass(store, clock, 9)
    assert len(await of_contracts()) == 1
    await days_pass(store, clock, 3)
    (_, over) = await of_contracts()
    assert "Договор закончился: Музей воды" in over

    def is_known(tx: Tx) -> bool:
        account = talks.account(tx, "vk", "900")
        assert account.resident_id == partner
        return residents.who_has(tx, account.id).id is not None

    assert not await store.run(is_known)


async def test_a_contract_that_was_made_anew_is_not_told_of(
    store: Store, clock: StoppedClock, school: School
) -> None:
    def sign(tx: Tx, until: date) -> None:
        number = profiles.add(
            tx, family="Гость", name="Лев", roles=frozenset({Role.PARTNER}), kind=Kind.EXTERNAL
        )
        tx.session.get_one(Resident, number).contract_until = until

    await store.run(lambda tx: sign(tx, date(2027, 10, 1)))
    await days_pass(store, clock, 20)
    assert await texts(store, school.ids["olga"]) == []


async def test_the_class_teacher_is_told_of_codes_that_end_unused_and_else_the_coordinator(
    store: Store, clock: StoppedClock, school: School
) -> None:
    def give(tx: Tx) -> str:
        ids = school.ids
        codes.make(tx, resident=ids["boris"])
        codes.make(tx, resident=ids["ivan"], child=ids["anna"])
        codes.make(tx, resident=ids["dasha"])
        return codes.make(tx, resident=ids["anna"])

    await store.run(give)

    def use(tx: Tx) -> None:
        code = tx.session.exec(select(Code).where(Code.resident_id == school.ids["anna"])).one()
        codes.use(tx, account=talks.account(tx, "vk", "5").id or 0, code=code.id or 0)

    await store.run(use)
    await days_pass(store, clock, 10)
    assert await texts(store, school.ids["nina"]) == []
    await days_pass(store, clock, 3)
    (to_nina,) = await texts(store, school.ids["nina"])
    (to_olga,) = await texts(store, school.ids["olga"])
    assert "Осталось 2 неиспользованных кода" in to_nina and "10А" in to_nina
    assert "Остался 1 неиспользованный код" in to_olga and "8А" in to_olga
    await days_pass(store, clock, 5)
    assert len(await texts(store, school.ids["nina"])) == 1


async def test_unused_codes_go_a_month_after_they_ended_and_used_ones_lose_their_letters(
    store: Store, clock: StoppedClock, school: School
) -> None:
    def give(tx: Tx) -> None:
        ids = school.ids
        codes.make(tx, resident=ids["boris"])
        codes.make(tx, resident=ids["anna"])
        code = tx.session.exec(select(Code).where(Code.resident_id == ids["anna"])).one()
        codes.use(tx, account=talks.account(tx, "vk", "5").id or 0, code=code.id or 0)

    await store.run(give)

    def kept(tx: Tx) -> list[tuple[int, bool]]:
        rows = tx.session.exec(select(Code).order_by(Code.id))  # type: ignore[arg-type]  # a column
        return [(row.resident_id, bool(row.sealed)) for row in rows]

    anna, boris = school.ids["anna"], school.ids["boris"]
    await days_pass(store, clock, 29)
    assert await store.run(kept) == [(boris, True), (anna, True)]
    await days_pass(store, clock, 3)
    assert await store.run(kept) == [(boris, True), (anna, False)]
    await days_pass(store, clock, 14)
    assert await store.run(kept) == [(anna, False)]
    assert await store.run(lambda tx: codes.was_used(tx, anna))
    lines = await store.run(lambda tx: journal.of_act(tx, "retention.run"))
    assert sum(int(line.details["codes_used"] or 0) for line in lines) == 1
    assert sum(int(line.details["codes_unused"] or 0) for line in lines) == 1


async def test_journal_lines_go_after_a_year(
    store: Store, clock: StoppedClock, school: School
) -> None:
    await store.run(lambda tx: journal.write(tx, "old.act", by=None))
    clock.advance(DAY * 200)
    await store.run(lambda tx: journal.write(tx, "young.act", by=None))
    await days_pass(store, clock, 1)
    clock.advance(DAY * 165)
    await days_pass(store, clock, 1)
    assert await store.run(lambda tx: journal.of_act(tx, "old.act")) == []
    assert len(await store.run(lambda tx: journal.of_act(tx, "young.act"))) == 1


async def test_who_left_has_no_number_here_a_month_later(
    store: Store, clock: StoppedClock, school: School
) -> None:
    ivan = school.ids["ivan"]

    def leave(tx: Tx) -> None:
        profiles.leave(tx, residents.who(tx, school.ids["admin"]), resident=ivan)

    await store.run(leave)

    def numbers(tx: Tx) -> list[str]:
        users = [row.user for row in tx.session.exec(select(Account))]
        return users + [row.peer for row in tx.session.exec(select(Talk))]

    await days_pass(store, clock, 29)
    assert "702" in await store.run(numbers)
    await days_pass(store, clock, 3)
    kept = await store.run(numbers)
    assert "702" not in kept and "700" in kept

    def comes_back(tx: Tx) -> int | None:
        _, who = residents.in_private(tx, "vk", "702", "702")
        return who.id

    assert await store.run(comes_back) is None


async def test_the_parents_of_a_team_are_told_of_their_own_child_only(
    store: Store, clock: StoppedClock, school: School
) -> None:
    project = await school.led_project(kind="individual")

    def link(tx: Tx) -> None:
        families.announce(tx, school.ids["ivan"], school.ids["anna"])
        families.confirm(tx, school.ids["ivan"], school.ids["anna"])

    await store.run(link)
    await days_pass(store, clock, 30)
    late = [text for text in await texts(store, school.ids["ivan"]) if "новом сроке" in text]
    assert project and len(late) == 1
    assert "Аня К." in late[0] and "Боря" not in late[0]
