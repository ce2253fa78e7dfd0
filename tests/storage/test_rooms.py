"""E2: whatever the calls do and whenever the program stops, at most one link of an event lives."""

from datetime import timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from bots.clock import StoppedClock
from storage import event_changes, jobs, room_ladder, rooms
from storage.generator import Place
from storage.jobs import Job
from storage.rooms import Room, RoomState
from storage.rules import Rules
from storage.store import Store, Tx
from tests.storage.school import School
from tests.storage.test_events import SATURDAY, approved


@pytest.fixture(autouse=True)
def providers(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both services are set up."""
    from dataclasses import replace

    rules: Rules = replace(store.rules, room_providers=("telemost", "calendar"))
    monkeypatch.setattr(store, "_rules", rules)


async def rows(school: School) -> list[Room]:
    return await school.store.run(
        lambda tx: list(tx.session.exec(select(Room).order_by(Room.id)))  # type: ignore[arg-type]  # a column
    )


async def begins(school: School, event: int, sequence: int = 0) -> room_ladder.Ladder:
    return await school.store.run(
        partial(room_ladder.begin, event=event, sequence=sequence, round=1)
    )


async def test_a_try_that_a_stop_cut_off_is_taken_for_lost_and_told_of(
    school: School, clock: StoppedClock
) -> None:
    event = await approved(school, place=Place.ONLINE)
    first = await begins(school, event)
    second = await begins(school, event)
    assert first.attempt is not None and second.attempt is not None
    assert [one.state for one in await rows(school)] == [RoomState.UNKNOWN, RoomState.TRYING]
    assert len(await school.store.run(room_ladder.orphans)) == 1


async def test_a_room_that_comes_after_a_move_is_shut_and_never_shown(school: School) -> None:
    event = await approved(school, place=Place.ONLINE)
    ladder = await begins(school, event)
    assert ladder.attempt is not None
    later = SATURDAY + timedelta(days=1)
    await school.does("maria", event_changes.change, event=event, starts=later)
    made = await school.store.run(
        partial(room_ladder.made, room=ladder.attempt.room, reference="1", url="https://a.ru/1")
    )
    assert made is None
    assert await school.store.run(lambda tx: rooms.live(tx, event)) is None
    planned = await school.store.run(
        lambda tx: tx.session.exec(select(Job.args).where(Job.name == "room.withdraw")).all()
    )
    assert planned == [{"room": ladder.attempt.room}]


async def test_a_pasted_link_wins_over_one_that_comes_later(school: School) -> None:
    event = await approved(school, place=Place.ONLINE)
    ladder = await begins(school, event)
    assert ladder.attempt is not None
    await school.does("maria", rooms.paste, event=event, url="https://b.ru/2")
    await school.store.run(
        partial(room_ladder.made, room=ladder.attempt.room, reference="1", url="https://a.ru/1")
    )
    live = await school.store.run(lambda tx: rooms.live(tx, event))
    assert live is not None and live.url == "https://b.ru/2"


async def test_a_link_is_not_kept_in_clear(school: School) -> None:
    event = await approved(school, place=Place.ONLINE)
    await school.does("maria", rooms.paste, event=event, url="https://b.ru/secret")
    (row,) = await rows(school)
    assert "secret" not in row.link


steps = st.lists(
    st.sampled_from(("begin", "made", "temporary", "unknown", "closed", "paste", "move", "stop")),
    max_size=25,
)


@given(acts=steps)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_at_most_one_link_lives_and_no_provider_is_asked_too_often(
    school: School, acts: list[str]
) -> None:
    event = await approved(school, place=Place.ONLINE)
    sequence, open_ = 0, 0
    for number, act in enumerate(acts):
        if act == "begin":
            ladder = await begins(school, event, sequence)
            open_ = ladder.attempt.room if ladder.attempt is not None else open_
        elif act == "made" and open_:
            url = f"https://a.ru/{number}"
            await school.store.run(
                partial(room_ladder.made, room=open_, reference=str(number), url=url)
            )
            open_ = 0
        elif act in ("temporary", "unknown", "closed") and open_:
            await school.store.run(
                partial(room_ladder.failed, room=open_, end=act, reason="x")  # type: ignore[arg-type]  # one of the ends
            )
            open_ = 0
        elif act == "paste":
            url = f"https://b.ru/{number}"
            await school.does("maria", rooms.paste, event=event, url=url)
        elif act == "move":
            later = SATURDAY + timedelta(hours=sequence % 2, minutes=1 + sequence)
            await school.does("maria", event_changes.change, event=event, starts=later)
            sequence += 1
        elif act == "stop":
            open_ = 0
        await school.store.run(lambda tx: _must_hold(tx, event))


def _must_hold(tx: Tx, event: int) -> None:
    mine = tx.session.exec(select(Room).where(Room.event_id == event)).all()
    assert sum(one.state == RoomState.LIVE for one in mine) <= 1
    for provider in ("telemost", "calendar"):
        for sequence in {one.sequence for one in mine}:
            tries = [one for one in mine if (one.provider, one.sequence) == (provider, sequence)]
            assert len([one for one in tries if one.round == 1]) <= room_ladder.TRIES
    assert jobs.failed(tx) == 0
