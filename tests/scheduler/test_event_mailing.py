"""E3: a thousand who are registered get their reminder once, within VK's limits, in small steps."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from bots import pictures
from bots.clock import StoppedClock
from bots.deliver import Deliverer
from bots.vk import VkChannel
from lab.vk.server import VkStandIn
from scheduler.tick import Ticker
from storage import (
    event_changes,
    event_lists,
    event_proposals,
    profiles,
    registrations,
    residents,
    talks,
)
from storage.event_lists import Seat
from storage.event_proposals import Draft
from storage.event_reminders import AT_ONCE, EventReminder
from storage.generator import Place
from storage.jobs import Job
from storage.outbox import Message, Rank
from storage.residents import Role
from storage.store import Store, Tx
from tests.channels.conftest import Clock

MANY = 1_000
#: VK takes 20 calls a second and 25 messages in one: a thousand could go in two seconds and a bit.
WITHIN = 5.0
START = datetime(2026, 9, 12, 13, 0, tzinfo=UTC)


def settle(tx: Tx) -> int:
    """A school of a thousand pupils, all of them registered; gives the event."""
    maria = profiles.add(tx, family="Соколова", name="Мария", roles=frozenset({Role.TEACHER}))
    viktor = profiles.add(tx, family="Дорохов", name="В", roles=frozenset({Role.WORKING_GROUP}))
    made = event_proposals.propose(
        tx,
        residents.who(tx, maria),
        Draft("День науки", "Для всех", START, timedelta(hours=1), Place.OFFLINE, room="Зал"),
    )
    event_proposals.approve(tx, residents.who(tx, viktor), event=made.event.id)
    for number in range(MANY):
        pupil = profiles.add(
            tx, family="У", name=f"{number}", grade="10А", roles=frozenset({Role.STUDENT})
        )
        account = talks.account(tx, "vk", f"{900_001 + number}")
        account.resident_id = pupil
        talks.open_talk(tx, "vk", f"{900_001 + number}", account.id)
        registrations.join(tx, residents.who(tx, pupil), event=made.event.id)
    return made.event.id


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime(2026, 9, 7, 13, 0, tzinfo=UTC))


async def queued(store: Store, part: str) -> list[Message]:
    rows = await store.run(lambda tx: list(tx.session.exec(select(Message))))
    return [row for row in rows if part in row.text]


async def test_a_thousand_are_reminded_once_each_in_small_steps(
    store: Store, clock: StoppedClock
) -> None:
    await store.run(settle)
    clock.advance(START - timedelta(hours=24) - clock.now())
    ticker = Ticker(store, {})
    while await ticker.run_due():
        pass
    rows = await queued(store, "День науки")
    assert Counter(row.talk_id for row in rows).most_common(1)[0][1] == 1
    assert len(rows) == MANY and {row.rank for row in rows[: MANY - AT_ONCE]} == {Rank.MAILING}
    steps = await store.run(
        lambda tx: tx.session.exec(select(Job).where(Job.name == "event.remind")).all()
    )
    assert sum(step.args["minutes"] == 1440 for step in steps) == MANY // AT_ONCE + 1


async def test_who_leaves_and_what_moves_while_a_mailing_waits_is_left_out(
    store: Store, clock: StoppedClock
) -> None:
    event = await store.run(settle)
    clock.advance(START - timedelta(hours=24) - clock.now())
    ticker = Ticker(store, {})
    while await ticker.run_due():
        pass

    def leave(tx: Tx) -> None:
        for line in event_lists.of_event(tx, event, Seat.REGISTERED)[:300]:
            assert line.resident_id is not None
            registrations.leave(tx, residents.who(tx, line.resident_id), event=event)

    await store.run(leave)
    assert await _holding(store) == MANY - 300
    maria = await store.run(lambda tx: residents.with_role(tx, Role.TEACHER)[0])
    later = START + timedelta(days=7)
    await store.run(lambda tx: event_changes.change(tx, maria, event=event, starts=later))
    assert await _holding(store) == 0


async def _holding(store: Store) -> int:
    """How many of the reminders that wait would still leave."""
    from storage import relevance

    def count(tx: Tx) -> int:
        rows = tx.session.exec(select(EventReminder)).all()
        return sum(relevance.holds(tx, "event.reminder", row.id) for row in rows)

    return await store.run(count)


async def test_the_mailing_keeps_within_the_limits_of_vk(
    store: Store, clock: StoppedClock, tmp_path: Path
) -> None:
    await store.run(settle)
    clock.advance(START - timedelta(hours=24) - clock.now())
    wire = Clock()
    vk = VkStandIn(clock.now, wire.monotonic, rate=20, sleep=wire.sleep)
    community = vk.community("Коворкинг", token="a-token")
    for number in range(MANY):
        await vk.person(f"Ученик {number}", 900_001 + number).allow(community)
    await vk.start()
    channel = VkChannel("vk", "a-token", api_url=vk.url, monotonic=wire.monotonic, sleep=wire.sleep)
    await channel.open()
    ticker = Ticker(store, {})
    while await ticker.run_due():
        pass
    sender = Deliverer(channel, store, draw=pictures.draw, files_dir=tmp_path)
    begun = wire.monotonic()
    await sender.drain()
    took = wire.monotonic() - begun
    await channel.close()
    await vk.stop()
    rows = await queued(store, "День науки")
    assert {row.state for row in rows} == {"sent"} and len(rows) == MANY
    assert took <= WITHIN
    assert all(call.ok for call in vk.calls)
