"""T2: the program dies at each point that has a name, and goes on as if it had not."""

import asyncio
import pkgutil
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from lab.sferum.talks import Conversation, Message
from lab.vk.world import Call
from tests.kills import points, scene, schooling
from tests.kills.points import Point
from tests.kills.scene import Scene
from tests.kills.sides import SferumSide, VkSide

KILLED = -9
WEEK = timedelta(days=7, hours=1)


@pytest.fixture
def seed(pytestconfig: pytest.Config) -> int:
    number: int = pytestconfig.getoption("--seed")
    return number


def nth(point: Point, seed: int) -> int:
    return Random(f"{seed} {point.name}").randint(*point.counted)


def test_every_point_is_in_a_function_that_is_there() -> None:
    groups = [one for one in vars(points).values() if isinstance(one, tuple)]
    named = {one for group in groups for one in group if isinstance(one, Point)}
    assert len(named) > 30
    for point in named:
        assert callable(pkgutil.resolve_name(point.function)), point.name


async def dies(opened: Scene, point: Point, seed: int, *words: str) -> None:
    await opened.program.spawn(point, nth(point, seed), *words)
    assert await opened.program.ended() == KILLED, opened.program.log()[-2000:]


@pytest.mark.parametrize(("way", "point"), points.TALKS, ids=str)
async def test_it_dies_while_people_talk(tmp_path: Path, seed: int, way: str, point: Point) -> None:
    async with scene.opened(tmp_path, seed, way) as opened:
        await opened.found_school()
        await opened.program.spawn(point, nth(point, seed))
        await opened.program.listening()
        talking = opened.talking(1)
        assert await opened.program.ended() == KILLED, opened.program.log()[-2000:]
        await opened.program.spawn()
        await opened.program.listening()
        await talking
        await opened.end()
        # What is on its way at the death, one message a conversation, is all that may double.
        in_doubt = 0 if opened.side.keyed or opened.side.looked_up else schooling.PUPILS
        assert opened.doubled <= in_doubt


@pytest.mark.parametrize("item", points.ITEMS)
async def test_it_dies_when_max_has_a_message_of_which_it_knows_nothing(
    tmp_path: Path, seed: int, item: int
) -> None:
    async with scene.opened(tmp_path, seed, "sferum-webhook") as opened:
        assert isinstance(opened.side, SferumSide)
        world, there = opened.side.stand_in.world, 0
        add = world.add_message

        def watched(talk: Conversation, sender: int, text: str) -> Message:
            nonlocal there
            there += sender == opened.side.number
            if there == item and sender == opened.side.number:
                opened.program.strike()
            return add(talk, sender, text)

        await opened.found_school()
        await opened.program.spawn()
        await opened.program.listening()
        world.add_message = watched  # type: ignore[method-assign]  # MAX sees it dying
        talking = opened.talking(1)
        assert await opened.program.ended() == KILLED
        await opened.program.spawn()
        await opened.program.listening()
        await talking
        await opened.end()
        assert opened.doubled == 0
        assert opened.program.log().count("found_sent") >= 1


@pytest.mark.parametrize("item", points.ITEMS)
async def test_it_dies_in_the_middle_of_a_batch_at_vk(tmp_path: Path, seed: int, item: int) -> None:
    async with scene.opened(tmp_path, seed) as opened:
        done = 0
        assert isinstance(opened.side, VkSide)
        world = opened.side.stand_in.world
        record = world.record

        def watched(call: Call) -> None:
            nonlocal done
            record(call)
            done += call.inside
            if done == item and call.inside:
                opened.program.strike()

        await opened.found_school()
        await opened.program.spawn()
        await opened.program.listening()
        world.record = watched  # type: ignore[method-assign]  # VK sees it dying
        talking = opened.talking(1)
        assert await opened.program.ended() == KILLED
        await opened.program.spawn()
        await opened.program.listening()
        await talking
        await opened.end()


@pytest.mark.parametrize("point", points.MIGRATING, ids=str)
async def test_it_dies_while_it_makes_its_database(tmp_path: Path, seed: int, point: Point) -> None:
    async with scene.opened(tmp_path, seed) as opened:
        await dies(opened, point, seed)
        await opened.found_school()
        await opened.program.spawn()
        await opened.program.listening()
        await opened.talking(1)
        await opened.end()


@pytest.mark.parametrize("point", points.FIRING, ids=str)
async def test_it_dies_while_a_job_falls_due(tmp_path: Path, seed: int, point: Point) -> None:
    async with scene.opened(tmp_path, seed) as opened:
        await opened.found_school(with_request=True)
        opened.program.pass_time(WEEK)
        await dies(opened, point, seed)
        await opened.program.spawn()
        await opened.program.listening()
        # The first pupil has two diaries now, and would be asked which.
        await asyncio.gather(*(pupil.talk(1) for pupil in opened.pupils[1:]))
        await opened.settled()
        told = [text for text in opened.pupils[0].heard if "вернулось" in text]
        assert len(told) == 1
        await opened.end()


@pytest.mark.parametrize("point", points.COPYING, ids=str)
async def test_it_dies_while_it_copies_files(tmp_path: Path, seed: int, point: Point) -> None:
    async with scene.opened(tmp_path, seed) as opened:
        await opened.found_school()
        await opened.program.spawn(point, nth(point, seed))
        await opened.program.listening()
        for pupil in opened.pupils[:4]:
            await pupil.send_photo()
        assert await opened.program.ended() == KILLED, opened.program.log()[-2000:]
        await opened.program.spawn()
        await opened.program.listening()
        await opened.settled()
        kept = opened.program.ask("SELECT path, size FROM stored_file")
        assert len(kept) == 4
        for path, size in kept:
            assert (tmp_path / "files" / str(path)).stat().st_size == size
        await opened.end()


@pytest.mark.parametrize("point", points.STOPPING, ids=str)
async def test_it_dies_while_it_stops(tmp_path: Path, seed: int, point: Point) -> None:
    async with scene.opened(tmp_path, seed) as opened:
        await opened.found_school()
        await opened.program.spawn(point, nth(point, seed))
        await opened.program.listening()
        talking = opened.talking_on()
        assert not await scene.ended(talking, 0.3)
        opened.program.ask_to_stop()
        assert await opened.program.ended() == KILLED, opened.program.log()[-2000:]
        await opened.program.spawn()
        await opened.program.listening()
        opened.tire()
        await talking
        await opened.end()


@pytest.mark.parametrize("point", points.BACKING_UP, ids=str)
async def test_it_dies_while_it_makes_a_copy(tmp_path: Path, seed: int, point: Point) -> None:
    async with scene.opened(tmp_path, seed) as opened:
        await opened.found_school()
        copy = tmp_path / "copy.db"
        await dies(opened, point, seed, "backup", str(copy))
        assert not copy.exists()
        assert (await opened.program.command("backup", str(copy)))[0] == 0
        assert copy.exists()
        await opened.program.spawn()
        await opened.program.listening()
        await opened.talking(1)
        await opened.end()
