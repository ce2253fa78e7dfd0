"""M8: `coworking check` reads the moderators' journal through."""

from pathlib import Path

from sqlalchemy import text

from bots import checking, keys, wiring
from bots.clock import StoppedClock
from bots.settings import Settings
from storage import moderation_journal
from storage.store import Tx


def settings_of(folder: Path, ring: str = "a key for tests") -> Settings:
    return Settings(
        _env_file=None,
        database_url=f"sqlite:///{folder}/store.db",
        secret_keys=ring,
        files_dir=folder / "files",
    )


def write(tx: Tx) -> None:
    for number in range(4):
        moderation_journal.write(tx, "sanction.give", by=1, about=2, sanction=number)


def tamper(tx: Tx) -> None:
    tx.session.execute(text("UPDATE moderation_line SET actor_id = 9 WHERE number = 2"))


async def told(settings: Settings, clock: StoppedClock) -> list[str]:
    results = await checking.check(settings, clock)
    return [f"{one.level} {one.said}" for one in results if one.what == "journal of moderation"]


async def test_a_whole_journal_is_not_spoken_of_and_a_tampered_one_is(
    tmp_path: Path, clock: StoppedClock
) -> None:
    settings = settings_of(tmp_path)
    for step, said in (
        (write, []),
        (tamper, ["bad line 2 has been changed, or lines are missing before it"]),
    ):
        store = wiring.open_store(settings, clock)
        store.start()
        await store.run(step)
        await store.close()
        assert await told(settings, clock) == said


async def test_a_journal_is_whole_after_the_key_was_changed(
    tmp_path: Path, clock: StoppedClock
) -> None:
    settings = settings_of(tmp_path)
    store = wiring.open_store(settings, clock)
    store.start()
    await store.run(write)
    await store.close()

    both = settings_of(tmp_path, "a new key,a key for tests")
    await keys.rotate(wiring.open_store(both, clock), both.files_dir)

    alone = settings_of(tmp_path, "a new key")
    assert await told(alone, clock) == []
    store = wiring.open_store(alone, clock)
    store.start()
    await store.run(write)
    assert await told(alone, clock) == []
    await store.run(tamper)
    await store.close()
    assert len(await told(alone, clock)) == 1
