"""E2: what we ask of Telemost, and what its stand-in answers, fit the rebuilt description."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from integrations.errors import Busy, Lost, Refused, UnknownPeople
from integrations.telemost import Telemost
from lab.telemost.server import TelemostStandIn
from lab.telemost.world import CREATE
from lab.troubles import Trouble
from tests.schema import openapi

NOW = datetime(2026, 9, 7, tzinfo=UTC)


class Clock:
    now = NOW


@pytest.fixture
async def stand_in() -> AsyncIterator[TelemostStandIn]:
    Clock.now = NOW
    made = TelemostStandIn(lambda: Clock.now)
    await made.start()
    made.give_token("good")
    yield made
    await made.stop()
    if openapi.present():
        assert openapi.problems(made.world.calls) == []


@pytest.fixture
async def telemost(stand_in: TelemostStandIn) -> AsyncIterator[Telemost]:
    client = Telemost(stand_in.url)
    yield client
    await client.close()


async def test_a_room_is_made_read_changed_and_led(
    stand_in: TelemostStandIn, telemost: Telemost
) -> None:
    made = await telemost.create("good", waiting_room="ORGANIZATION", cohosts=["a@lyceum.example"])
    assert len(made.id) == 14 and made.join_url.endswith(made.id)
    assert await telemost.read("good", made.id) == made
    await telemost.update("good", made.id, waiting_room="ADMINS")
    await telemost.add_cohosts("good", made.id, ["b@lyceum.example"])
    kept = stand_in.world.conferences[made.id]
    assert (kept.waiting_room, kept.cohosts) == (
        "ADMINS",
        ["a@lyceum.example", "b@lyceum.example"],
    )


async def test_every_documented_error_means_something(
    stand_in: TelemostStandIn, telemost: Telemost
) -> None:
    stand_in.give_token("create only", frozenset({CREATE}))
    stand_in.world.strangers |= {"x@y.example", "z@y.example"}
    with pytest.raises(Refused, match="token"):
        await telemost.create("expired", waiting_room="PUBLIC")
    with pytest.raises(Refused, match="scope"):
        await telemost.read("create only", "0")
    with pytest.raises(Refused, match="missing"):
        await telemost.read("good", "0")
    with pytest.raises(UnknownPeople) as unknown:
        await telemost.create("good", waiting_room="PUBLIC", cohosts=["x@y.example", "z@y.example"])
    assert unknown.value.addresses == {"x@y.example", "z@y.example"}
    stand_in.world.refusals = 1
    with pytest.raises(Busy):
        await telemost.create("good", waiting_room="PUBLIC")
    stand_in.world.personal = True
    with pytest.raises(Refused, match="organisation"):
        await telemost.create("good", waiting_room="PUBLIC")
    assert stand_in.world.conferences == {}


async def test_a_broadcast_without_the_plan_is_refused_as_documented(
    stand_in: TelemostStandIn, telemost: Telemost
) -> None:
    stand_in.world.broadcasts = False
    with pytest.raises(Refused, match="payment"):
        await telemost._ask(
            "POST", "/conferences", "good", {"live_stream": {"access_level": "PUBLIC"}}
        )


@pytest.mark.parametrize("fault", ["bad_gateway", "server_error", "reset_before", "reset_after"])
async def test_after_a_broken_call_nobody_knows_what_was_done(
    stand_in: TelemostStandIn, telemost: Telemost, fault: str
) -> None:
    stand_in.troubles.order(Trouble(fault, "POST"))  # type: ignore[arg-type]  # one of its faults
    with pytest.raises(Lost):
        await telemost.create("good", waiting_room="PUBLIC")
    assert len(stand_in.world.conferences) == (fault == "reset_after")


async def test_a_service_that_is_not_there_did_nothing(telemost: Telemost) -> None:
    nowhere = Telemost("http://127.0.0.1:9/v1")
    with pytest.raises(Busy):
        await nowhere.create("good", waiting_room="PUBLIC")
    await nowhere.close()


async def test_a_link_may_die_after_a_day(stand_in: TelemostStandIn, telemost: Telemost) -> None:
    made = await telemost.create("good", waiting_room="PUBLIC")
    stand_in.world.dies_after_a_day = True
    Clock.now = NOW + timedelta(hours=25)
    with pytest.raises(Refused, match="missing"):
        await telemost.read("good", made.id)


async def test_a_token_is_tried_without_making_anything(
    stand_in: TelemostStandIn, telemost: Telemost
) -> None:
    await telemost.probe("good")
    with pytest.raises(Refused, match="token"):
        await telemost.probe("expired")
    assert stand_in.world.conferences == {}
