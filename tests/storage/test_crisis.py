"""Q4 in depth: who is alerted when, who may take what, one wins, whose it was is forgotten."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlmodel import select

from bots.clock import StoppedClock
from storage import crisis, crisis_events, crisis_work, duty, profiles, refusals, residents, talks
from storage.crisis_events import CrisisEvent
from storage.jobs import Job
from storage.residents import Role, Who
from storage.store import Failure, Store, Tx

ALL_DAY = {"since_minute": 0, "until_minute": duty.DAY_ENDS}


class People:
    """A pupil and some adults, by name."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.ids: dict[str, int] = {}
        self.talks: dict[str, int] = {}
        self.accounts: dict[str, int] = {}

    async def come(self, name: str, *roles: Role) -> None:
        def write(tx: Tx) -> None:
            if roles:
                self.ids[name] = profiles.add(tx, family=name, name=name, roles=frozenset(roles))
            talk, account = talks.private_talk(tx, "vk", name, name)
            account.resident_id = self.ids.get(name)
            self.talks[name], self.accounts[name] = talk.id or 0, account.id or 0

        await self.store.run(write)

    def who(self, tx: Tx, name: str) -> Who:
        return residents.who_has(tx, self.accounts[name])

    async def says(self, name: str, level: crisis_events.Level = "red") -> crisis.Heard:
        return await self.store.run(
            lambda tx: crisis.heard(tx, self.who(tx, name), talk=self.talks[name], level=level)
        )

    async def on_duty(self, name: str) -> None:
        await self.store.run(
            lambda tx: duty.add(
                tx,
                self.who(tx, "elena"),
                person=self.ids[name],
                weekdays=tuple(range(7)),
                since_minute=0,
                until_minute=duty.DAY_ENDS,
            )
        )

    def named(self, ids: tuple[int, ...]) -> set[str]:
        return {name for name, number in self.ids.items() if number in ids}


@pytest.fixture
async def people(store: Store) -> People:
    made = People(store)
    await made.come("anna", Role.STUDENT)
    await made.come("elena", Role.PSYCHOLOGIST)
    await made.come("nina", Role.PSYCHOLOGIST)
    await made.come("olga", Role.COORDINATOR)
    await made.come("maria", Role.TEACHER)
    await made.come("stranger")
    return made


async def repeated(store: Store, event: int) -> crisis_events.Alert | None:
    return await store.run(lambda tx: crisis_work.repeat(tx, event=event))


async def test_those_on_duty_are_alerted_then_psychologists_then_everybody(
    store: Store, clock: StoppedClock, people: People
) -> None:
    await people.on_duty("elena")
    heard = await people.says("anna")
    assert heard.alert is not None
    assert people.named(heard.alert.to) == {"elena"}
    called = []
    for _ in range(6):
        clock.advance(timedelta(minutes=5))
        made = await repeated(store, heard.event.id)
        assert made is not None
        called.append(people.named(made.to))
    first, second = {"elena"}, {"elena", "nina"}
    assert called == [first, first, second, second, second, {"elena", "nina", "olga"}]


async def test_without_anybody_on_duty_all_are_alerted_at_once(people: People) -> None:
    heard = await people.says("anna")
    assert heard.alert is not None
    assert heard.alert.nobody_on_duty
    assert people.named(heard.alert.to) == {"elena", "nina", "olga"}


async def test_each_round_plans_the_next_until_it_is_taken(
    store: Store, clock: StoppedClock, people: People
) -> None:
    heard = await people.says("anna")
    for rounds in range(1, 4):
        planned = await store.run(lambda tx: len(tx.session.exec(select(Job)).all()))
        assert planned == rounds
        clock.advance(timedelta(minutes=5))
        await repeated(store, heard.event.id)
    event = heard.event.id
    await store.run(lambda tx: crisis_work.take(tx, people.who(tx, "elena"), event=event))
    clock.advance(timedelta(minutes=5))
    assert await repeated(store, event) is None


async def test_two_take_it_at_once_and_one_wins(store: Store, people: People) -> None:
    event = (await people.says("anna")).event.id

    def taking(name: str) -> Callable[[Tx], crisis_work.Taken]:
        return lambda tx: crisis_work.take(tx, people.who(tx, name), event=event)

    ended = await store.run_together([taking("elena"), taking("nina")])
    assert isinstance(ended[0], crisis_work.Taken)
    assert isinstance(ended[1], Failure)
    assert isinstance(ended[1].error, refusals.Spent)
    assert people.named(ended[0].others) == {"nina", "olga"}


@pytest.mark.parametrize("name", ["anna", "maria", "stranger"])
async def test_nobody_else_takes_sees_or_closes_it(store: Store, people: People, name: str) -> None:
    event = (await people.says("anna")).event.id
    for act in (crisis_work.take, crisis_work.show, crisis_work.close, crisis_work.wanted):
        with pytest.raises((refusals.Denied, refusals.Missing)):
            await store.run(lambda tx, act=act: act(tx, people.who(tx, name), event=event))  # type: ignore[misc]  # a default is no type
    with pytest.raises(refusals.Denied):
        await store.run(lambda tx: crisis_work.waiting(tx, people.who(tx, name)))


async def test_only_who_took_it_is_told_with_whom_to_talk(store: Store, people: People) -> None:
    event = (await people.says("anna")).event.id
    with pytest.raises(refusals.Missing):
        await store.run(lambda tx: crisis_work.wanted(tx, people.who(tx, "elena"), event=event))
    await store.run(lambda tx: crisis_work.take(tx, people.who(tx, "elena"), event=event))
    wanted = await store.run(
        lambda tx: crisis_work.wanted(tx, people.who(tx, "elena"), event=event)
    )
    assert (wanted.resident, wanted.talk) == (people.ids["anna"], people.talks["anna"])
    with pytest.raises(refusals.Missing):
        await store.run(lambda tx: crisis_work.wanted(tx, people.who(tx, "nina"), event=event))


async def test_what_a_child_says_within_two_hours_is_one_event(
    clock: StoppedClock, people: People
) -> None:
    first = await people.says("anna", "abuse")
    clock.advance(timedelta(hours=1))
    again = await people.says("anna", "red")
    assert (again.event.id, again.event.level, again.event.times) == (first.event.id, "red", 2)
    assert again.alert is None and again.called
    clock.advance(timedelta(hours=2, minutes=1))
    assert (await people.says("anna")).event.id != first.event.id


async def test_anothers_event_is_not_joined(people: People) -> None:
    first = await people.says("anna")
    assert (await people.says("stranger")).event.id != first.event.id


async def test_a_strangers_words_alert_nobody_and_their_call_does(
    store: Store, people: People
) -> None:
    heard = await people.says("stranger")
    assert (heard.alert, heard.called) == (None, False)
    called = await store.run(
        lambda tx: crisis.call(tx, people.who(tx, "stranger"), talk=people.talks["stranger"])
    )
    assert called.alert is not None and called.event.id == heard.event.id


async def test_amber_is_asked_once_in_half_an_hour_and_becomes_red_with_red_words(
    clock: StoppedClock, people: People
) -> None:
    first = await people.says("anna", "amber")
    assert (first.before, first.alert) == (None, None)
    assert (await people.says("anna", "amber")).before is not None
    clock.advance(timedelta(minutes=31))
    assert (await people.says("anna", "amber")).before is None
    red = await people.says("anna", "red")
    assert red.alert is not None and red.event.level == "red"


async def test_whose_it_was_is_forgotten_and_the_numbers_stay(
    store: Store, clock: StoppedClock, people: People
) -> None:
    event = (await people.says("anna")).event.id
    clock.advance(timedelta(days=29))
    await store.run(crisis_events.forget_old)
    row = await store.run(lambda tx: tx.session.get_one(CrisisEvent, event))
    assert row.resident_id == people.ids["anna"]
    clock.advance(timedelta(days=2))
    await store.run(crisis_events.forget_old)
    row = await store.run(lambda tx: tx.session.get_one(CrisisEvent, event))
    assert (row.resident_id, row.account_id, row.talk_id, row.level) == (None, None, None, "red")


async def test_the_roster_knows_weekdays_hours_days_and_who_stands_in(
    store: Store, clock: StoppedClock, people: People
) -> None:
    """It is Monday, noon."""

    async def now() -> set[str]:
        return people.named(tuple(await store.run(duty.on_duty)))

    def add(
        person: str,
        weekdays: tuple[int, ...] = (),
        day: date | None = None,
        instead_of: int | None = None,
    ) -> Callable[[Tx], object]:
        return lambda tx: duty.add(
            tx,
            people.who(tx, "olga"),
            person=people.ids[person],
            since_minute=9 * 60,
            until_minute=18 * 60,
            weekdays=weekdays,
            day=day,
            instead_of=instead_of,
        )

    assert await store.run(duty.is_empty)
    await store.run(add("elena", weekdays=(0, 2)))
    assert not await store.run(duty.is_empty)
    assert await now() == {"elena"}
    clock.advance(timedelta(hours=6))
    assert await now() == set()
    clock.advance(timedelta(days=1, hours=18))
    assert await now() == {"elena"}
    day = date(2026, 9, 9)
    await store.run(add("nina", day=day, instead_of=people.ids["elena"]))
    assert await now() == {"nina"}
    await store.run(
        lambda tx: profiles.leave(tx, people.who(tx, "olga"), resident=people.ids["nina"])
    )
    assert await now() == set()


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"since_minute": 600, "until_minute": 600, "weekdays": (0,)}, "duty-hours"),
        ({"since_minute": -1, "until_minute": 600, "weekdays": (0,)}, "duty-hours"),
        ({**ALL_DAY}, "duty-day"),
        ({**ALL_DAY, "weekdays": (7,)}, "duty-day"),
        ({**ALL_DAY, "weekdays": (0,), "day": date(2026, 11, 25)}, "duty-day"),
        ({**ALL_DAY, "weekdays": (0,), "instead_of": 1}, "duty-day"),
    ],
)
async def test_a_line_that_makes_no_sense_is_refused(
    store: Store, people: People, wrong: dict[str, object], reason: str
) -> None:
    with pytest.raises(refusals.Broken) as refused:
        await store.run(
            lambda tx: duty.add(
                tx,
                people.who(tx, "elena"),
                person=people.ids["nina"],
                **wrong,  # type: ignore[arg-type]  # wrong on purpose
            )
        )
    assert refused.value.reason == reason


async def test_a_teacher_is_put_on_no_duty_and_edits_no_roster(
    store: Store, people: People
) -> None:
    with pytest.raises(refusals.Broken):
        await people.on_duty("maria")
    for name in ("anna", "maria", "stranger"):
        with pytest.raises(refusals.Denied):
            await store.run(lambda tx, name=name: duty.lines(tx, people.who(tx, name)))  # type: ignore[misc]  # a default is no type
