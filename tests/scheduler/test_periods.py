"""Jobs by period: each once or skipped by its rule, whatever the clock and the program do (T8)."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from bots.clock import StoppedClock
from scheduler import outside, periods, plans
from scheduler.digests import Digests
from scheduler.periods import Period
from scheduler.tick import Ticker
from storage import families, jobs, preferences, talks
from storage.digest_turns import Digest, Slot
from storage.jobs import Job
from storage.outbox import Message, Rank
from storage.store import Store, Tx
from tests.storage.school import School

MOSCOW = ZoneInfo("Europe/Moscow")
#: Thursday, 18:00 in Moscow.
THURSDAY = datetime(2026, 10, 8, 15, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime(2026, 10, 5, 9, tzinfo=UTC))


@pytest.fixture
async def school(store: Store) -> School:
    """Anna has a project with a date that is near; her father has a messenger."""
    made = await School.open(store)
    await made.led_project()

    def comes_in(tx: Tx) -> None:
        ids = made.ids
        families.announce(tx, ids["ivan"], ids["anna"])
        families.confirm(tx, ids["ivan"], ids["anna"])
        _, account = talks.private_talk(tx, "vk", "700", "700")
        account.resident_id = ids["ivan"]

    await store.run(comes_in)
    return made


def ticker(store: Store) -> Ticker:
    return Ticker(store, outside.jobs_of(store), periods.ALL)


async def goes_on(*tickers: Ticker) -> None:
    """All that is due is done, by all processes at once."""
    while any(await asyncio.gather(*(one.run_due() for one in tickers))):
        pass


async def digests(store: Store) -> list[date]:
    """The days on which a digest went, and one message for each."""

    def read(tx: Tx) -> list[date]:
        days = [row.day for row in tx.session.exec(select(Digest).order_by(Digest.id))]  # type: ignore[arg-type]  # a column
        mails = tx.session.exec(select(Message).where(Message.rank == Rank.MAILING)).all()
        assert len(mails) == len(days)
        return days

    return await store.run(read)


async def at(clock: StoppedClock, moment: datetime, *tickers: Ticker) -> None:
    clock.advance(moment - clock.now())
    await goes_on(*tickers)


async def test_a_digest_goes_at_its_hour_once(
    store: Store, clock: StoppedClock, school: School
) -> None:
    one = ticker(store)
    await at(clock, THURSDAY - timedelta(seconds=1), one)
    assert await digests(store) == []
    for seconds in range(5):
        await at(clock, THURSDAY + timedelta(seconds=seconds), one)
    await at(clock, THURSDAY + HOUR, ticker(store))
    assert await digests(store) == [date(2026, 10, 8)]


@pytest.mark.parametrize("leap", [HOUR, DAY, -HOUR, -DAY, 7 * DAY])
@pytest.mark.parametrize("before", [timedelta(minutes=-1), timedelta(0), timedelta(minutes=1)])
async def test_a_clock_that_leaps_and_comes_back_sends_no_digest_twice(
    store: Store,
    clock: StoppedClock,
    school: School,
    leap: timedelta,
    before: timedelta,
    capsys: pytest.CaptureFixture[str],
) -> None:
    one = ticker(store)
    await at(clock, THURSDAY - 2 * HOUR, one)
    await at(clock, THURSDAY + before, one)
    await at(clock, THURSDAY + before + leap, one)
    await at(clock, THURSDAY + before + timedelta(minutes=2), one)
    for hours in range(30):
        await at(clock, THURSDAY + hours * HOUR + timedelta(minutes=3), one)
    sent = await digests(store)
    assert len(sent) == len(set(sent))
    # A clock that says that it is a day later lets the hour go by its rule, and the log says so.
    skipped = before < timedelta(0) and leap >= DAY
    assert (date(2026, 10, 8) in sent) != skipped
    assert ("2026-10-08 18:00" in capsys.readouterr().out) == skipped


async def test_a_clock_of_1970_at_the_start_is_no_harm(
    store: Store, clock: StoppedClock, school: School
) -> None:
    now = clock.now()
    one = ticker(store)
    await at(clock, datetime(1970, 1, 1, tzinfo=UTC), one)
    await at(clock, now, one)
    await at(clock, THURSDAY, one)
    assert await digests(store) == [date(2026, 10, 8)]


@pytest.mark.parametrize(
    ("stopped", "sent"),
    [
        (timedelta(minutes=1), [date(2026, 10, 8)]),
        (timedelta(hours=2, minutes=59), [date(2026, 10, 8)]),
        (timedelta(hours=3, minutes=1), []),
        (timedelta(days=3), []),
    ],
)
async def test_a_stop_across_the_hour_is_caught_up_for_three_hours(
    store: Store,
    clock: StoppedClock,
    school: School,
    stopped: timedelta,
    sent: list[date],
    capsys: pytest.CaptureFixture[str],
) -> None:
    await at(clock, THURSDAY - HOUR / 2, ticker(store))
    anew = ticker(store)
    await at(clock, THURSDAY + stopped, anew)
    # What came late in the evening goes in the morning, by what is true then.
    await at(clock, datetime(2026, 10, 9, 5, 1, tzinfo=UTC) + timedelta(days=stopped.days), anew)
    assert await digests(store) == sent
    assert ("2026-10-08 18:00" in capsys.readouterr().out) == (not sent)


async def test_two_processes_on_one_store_send_each_digest_once(
    store: Store, clock: StoppedClock, school: School
) -> None:
    both = ticker(store), ticker(store)
    await at(clock, THURSDAY - HOUR, *both)
    await at(clock, THURSDAY, *both)
    await at(clock, THURSDAY + HOUR, *both)
    assert await digests(store) == [date(2026, 10, 8)]


async def test_two_processes_do_a_step_once(
    store: Store, clock: StoppedClock, school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[int] = []
    monkeypatch.setitem(plans.PLANS, "review.remind", lambda tx, review: done.append(review))

    def plan(tx: Tx) -> None:
        for number in range(20):
            jobs.plan(tx, "review.remind", str(number), tx.now, review=number)

    await store.run(plan)
    await goes_on(ticker(store), ticker(store), ticker(store))
    assert sorted(done) == list(range(20))


async def test_a_run_that_was_cut_off_goes_on_where_it_was(
    store: Store, clock: StoppedClock, school: School
) -> None:
    clock.advance(THURSDAY - clock.now())
    slot = Slot(date(2026, 10, 8), 18)
    assert await Digests(store).send(slot) == 1
    assert await Digests(store).send(slot) == 0
    assert await asyncio.gather(*(Digests(store).send(slot) for _ in range(3))) == [0, 0, 0]
    assert await digests(store) == [date(2026, 10, 8)]


async def test_after_months_asleep_what_is_due_this_hour_is_caught_up(
    store: Store, clock: StoppedClock, school: School, capsys: pytest.CaptureFixture[str]
) -> None:
    await school.does("ivan", preferences.set_digest, empty=True)
    await at(clock, THURSDAY - HOUR, ticker(store))
    await at(clock, THURSDAY + 15 * 7 * DAY + HOUR / 4, ticker(store))
    assert await digests(store) == [date(2027, 1, 21)]
    assert "periods_skipped" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("zone", "day", "times"),
    [
        ("Europe/Moscow", date(2028, 2, 29), 1),
        ("Europe/Berlin", date(2026, 10, 25), 1),
        ("Europe/Berlin", date(2027, 3, 28), 1),
        ("Europe/Moscow", date(2026, 12, 31), 1),
    ],
)
async def test_each_hour_of_a_day_is_planned_once_by_the_schools_clock(
    store: Store, clock: StoppedClock, zone: str, day: date, times: int
) -> None:
    here = ZoneInfo(zone)
    every = Period("hour.test", "0-23", "30", timedelta(hours=3))

    def plan(tx: Tx) -> None:
        tx.rules = type(tx.rules)(zone=here)
        periods.plan(tx, [every])

    begin = datetime(day.year, day.month, day.day, tzinfo=here).astimezone(UTC)
    clock.advance(begin - HOUR - clock.now())
    await store.run(plan)
    for minutes in range(0, 27 * 60, 10):
        clock.advance(begin + timedelta(minutes=minutes) - clock.now())
        await store.run(plan)

    def keys(tx: Tx) -> list[str]:
        rows = tx.session.exec(select(Job).where(Job.name == "hour.test")).all()
        return [row.key for row in rows if row.key.startswith(day.isoformat())]

    found = await store.run(keys)
    assert len(found) == len(set(found))
    # In spring an hour is not there; in autumn one is there twice, and is one.
    gone = zone == "Europe/Berlin" and day.month == 3
    assert len(found) == 24 - gone


moments = st.timedeltas(timedelta(0), timedelta(days=1_000)).map(lambda span: THURSDAY + span)


@given(after=moments, period=st.sampled_from(periods.ALL))
def test_the_next_moment_is_later_and_on_the_schools_clock(after: datetime, period: Period) -> None:
    found = periods.following(period, after, MOSCOW)
    assert after < found <= after + timedelta(days=1, hours=1)
    local = found.astimezone(MOSCOW)
    if period.name == "digest.send":
        assert 8 <= local.hour < 20 and local.minute == 0
