"""What goes wrong inside: set aside, apologised for, taken again after the fix."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bots.clock import StoppedClock
from dialogs import registry, words
from dialogs.registry import Turn
from dialogs.screen import Screen, screen
from storage.store import Tx
from tests.conversations.space import Space, Speaker


class Fragile:
    """A command that breaks until it is mended."""

    broken = True

    def answer(self, tx: Tx, turn: Turn) -> Screen:
        if self.broken:
            raise ZeroDivisionError("сломалось на тайных словах")
        return screen("Всё работает")


@pytest.fixture
def fragile(tmp_path: Path) -> Iterator[Fragile]:
    made = Fragile()
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "own.ftl").write_text("command-fragile = Хрупкое\n", encoding="utf-8")
    words.load(folder)
    registry.command("fragile")(made.answer)
    yield made
    del registry.COMMANDS["fragile"]
    registry.forget_words()
    words.load()


@pytest.fixture
async def space(
    fragile: Fragile, store_url: str, tmp_path: Path, clock: StoppedClock, messenger: str
) -> AsyncIterator[Space]:
    space = Space(store_url, tmp_path, clock, messenger)
    space.texts = tmp_path / "texts"
    await space.open()
    yield space
    await space.close()


async def test_a_poisoned_update_is_apologised_for_once_and_blocks_nobody(
    space: Space, anna: Speaker, boris: Speaker
) -> None:
    anna.looks_up()
    space.messenger.troubles.repeat_updates(copies=3)
    await anna.phone.write("Хрупкое")
    await space.settle()
    apologies = [one for one in anna.heard if "сломалось на этом месте" in one.text]
    assert len(apologies) == 1
    await anna.says("Меню")
    await anna.sees("Выбери, что нужно")
    await boris.says("Меню")
    await boris.sees("Выбери, что нужно")


async def test_what_was_set_aside_is_taken_again_after_the_fix(
    space: Space, anna: Speaker, fragile: Fragile
) -> None:
    await anna.says("Хрупкое")
    fragile.broken = False
    anna.looks_up()
    assert await space.suite.replay() == 1
    await space.settle()
    await anna.sees("Всё работает")
    assert await space.suite.replay() == 0


async def test_the_words_that_were_set_aside_are_sealed(space: Space, anna: Speaker) -> None:
    await anna.says("Хрупкое")
    if space.url.startswith("sqlite"):
        folder = Path(space.url.removeprefix("sqlite:///")).parent
        kept = b"".join(one.read_bytes() for one in folder.glob("store.db*"))
        assert "Хрупкое".encode() not in kept
