"""K4: no time is booked twice, whatever comes at once; who may do what with times."""

import asyncio
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from storage import consultation_slots, profiles, refusals, residents, slot_bookings
from storage.consultation_slots import SlotView, Window
from storage.events import Event, EventHost, EventState
from storage.residents import Role, Who
from storage.slot_bookings import SlotBooking
from storage.store import Tx
from tests.storage.school import School

AT = datetime(2026, 9, 9, 15, 0, tzinfo=ZoneInfo("Europe/Moscow"))
HALF = timedelta(minutes=30)


def window(**changed: object) -> Window:
    values: dict[str, object] = {
        "starts_at": AT,
        "ends_at": AT + 4 * HALF,
        "length": HALF,
        "place": "кабинет 210",
    }
    return Window(**(values | changed))  # type: ignore[arg-type]  # what each test changes


async def offers(school: School, *, name: str = "maria", **changed: object) -> list[SlotView]:
    made = await school.does(name, consultation_slots.offer, window=window(**changed))
    return list(made)


async def test_a_window_is_cut_into_times_on_each_week_by_the_wall_clock(school: School) -> None:
    made = await offers(school, weeks=2)
    assert len(made) == 8
    assert made[4].starts_at - made[0].starts_at == timedelta(weeks=1)
    assert made[-1].ends_at == AT + timedelta(weeks=1) + 4 * HALF


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"starts_at": AT - timedelta(days=7)}, "slot-past"),
        ({"ends_at": AT + timedelta(minutes=10)}, "slot-window"),
        ({"ends_at": AT + timedelta(days=1)}, "slot-window"),
        ({"ends_at": AT + timedelta(hours=6)}, "slot-late"),
        ({"length": timedelta(minutes=1)}, "slot-length"),
        ({"places": 0}, "slot-places"),
        ({"weeks": 99}, "slot-weeks"),
    ],
)
async def test_what_is_no_window_is_refused(
    school: School, changed: dict[str, object], reason: str
) -> None:
    with pytest.raises(refusals.Broken) as refused:
        await school.does("maria", consultation_slots.offer, window=window(**changed))
    assert refused.value.reason == reason


async def test_ones_own_times_do_not_lie_over_each_other(school: School) -> None:
    await offers(school)
    with pytest.raises(refusals.Broken):
        await offers(school, starts_at=AT + timedelta(minutes=15))
    await offers(school, name="pavel")


@pytest.mark.parametrize("name", ["anna", "ivan"])
async def test_pupils_and_parents_offer_no_times(school: School, name: str) -> None:
    with pytest.raises(refusals.Denied):
        await offers(school, name=name)


async def test_two_hundred_at_once_get_three_places_and_no_more(school: School) -> None:
    (slot, *_) = await offers(school, places=3)

    def people(tx: Tx) -> list[int]:
        return [
            profiles.add(tx, family="У", name=f"{n}", roles=frozenset({Role.STUDENT}), grade="8А")
            for n in range(100)
        ]

    pupils = await school.store.run(people)

    async def tries(pupil: int) -> bool:
        try:
            await school.store.run(
                lambda tx: slot_bookings.book(tx, residents.who(tx, pupil), slot=slot.id)
            )
        except (refusals.Broken, refusals.Spent):
            return False
        return True

    # Each presses twice.
    done = await asyncio.gather(*(tries(one) for one in pupils + pupils))
    assert sum(done) == 3

    def seats(tx: Tx) -> list[int]:
        return list(tx.session.exec(select(SlotBooking.seat).where(SlotBooking.state == "booked")))

    assert sorted(await school.store.run(seats)) == [1, 2, 3]


async def test_one_person_at_once_is_in_one_place(school: School) -> None:
    hers = (await offers(school))[0]
    his = (await offers(school, name="pavel"))[0]

    async def tries(slot: int) -> bool:
        try:
            await school.does("anna", slot_bookings.book, slot=slot)
        except refusals.Broken:
            return False
        return True

    assert sorted(await asyncio.gather(tries(hers.id), tries(his.id))) == [False, True]


async def test_a_place_that_is_given_back_is_anothers(school: School) -> None:
    (slot, *_) = await offers(school)
    made = await school.does("anna", slot_bookings.book, slot=slot.id)
    with pytest.raises(refusals.Broken):
        await school.does("boris", slot_bookings.book, slot=slot.id)
    await school.does("anna", slot_bookings.cancel, booking=made.id)
    await school.does("boris", slot_bookings.book, slot=slot.id)
    with pytest.raises(refusals.Spent):
        await school.does("anna", slot_bookings.cancel, booking=made.id)


async def test_a_move_to_what_is_full_leaves_the_old_place(school: School) -> None:
    first, second, *_ = await offers(school)
    mine = await school.does("anna", slot_bookings.book, slot=first.id)
    await school.does("boris", slot_bookings.book, slot=second.id)

    def step(tx: Tx) -> str:
        who = residents.who(tx, school.ids["anna"])
        try:
            with tx.attempt():
                slot_bookings.move(tx, who, booking=mine.id, slot=second.id)
        except refusals.Broken as refusal:
            return refusal.reason
        return ""

    assert await school.store.run(step) == "slot-full"
    assert [one.id for one in await school.does("anna", slot_bookings.mine)] == [mine.id]


async def test_nobody_moves_or_cancels_anothers_booking(school: School) -> None:
    first, second, *_ = await offers(school)
    mine = await school.does("anna", slot_bookings.book, slot=first.id)
    for name in ("boris", "pavel", "maria", "olga"):
        with pytest.raises(refusals.Missing):
            await school.does(name, slot_bookings.cancel, booking=mine.id)
        with pytest.raises(refusals.Missing):
            await school.does(name, slot_bookings.move, booking=mine.id, slot=second.id)
    for name in ("pavel", "olga"):
        with pytest.raises(refusals.Missing):
            await school.does(name, slot_bookings.take_back, slot=first.id)
        with pytest.raises(refusals.Missing):
            await school.does(name, slot_bookings.people, slot=first.id)


async def test_an_event_at_that_time_is_warned_of(school: School) -> None:
    (slot, *_) = await offers(school)

    def holds(tx: Tx) -> None:
        row = Event(
            uid="x",
            title="Дебаты",
            purpose="x",
            starts_at=AT,
            ends_at=AT + HALF,
            state=EventState.APPROVED,
            proposed_by=school.ids["olga"],
            made_at=tx.now,
            changed_at=tx.now,
        )
        tx.session.add(row)
        tx.session.flush()
        tx.session.add(EventHost(event_id=row.id or 0, resident_id=school.ids["anna"]))

    await school.store.run(holds)
    (clash,) = await school.does("anna", slot_bookings.clashes, slot=slot.id)
    assert clash.title == "Дебаты"
    with pytest.raises(refusals.Broken):
        await school.does("anna", slot_bookings.book, slot=slot.id)
    await school.does("anna", slot_bookings.book, slot=slot.id, anyway=True)


async def test_the_link_is_for_those_who_booked(school: School) -> None:
    url = "https://telemost.yandex.ru/j/1"
    (slot, *_) = await offers(school, place="", url=url)
    assert slot.url == ""
    assert (await school.does("boris", slot_bookings.see, slot=slot.id)).slot.url == ""
    made = await school.does("anna", slot_bookings.book, slot=slot.id)
    assert made.slot.url == url


async def test_nobody_books_who_is_no_resident(school: School) -> None:
    (slot, *_) = await offers(school)
    with pytest.raises(refusals.Unregistered):
        await school.store.run(lambda tx: slot_bookings.book(tx, Who(None), slot=slot.id))
