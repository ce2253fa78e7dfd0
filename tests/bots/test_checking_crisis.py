"""`coworking check`: the crisis file's phrases, the helplines, the roster, the keys (Q4, Q6)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bots import checking, keys, wiring
from bots.clock import StoppedClock
from bots.settings import Settings, SettingsError
from dialogs import crisis_lexicon
from storage import helpline_checks, profiles, residents
from storage.residents import Role
from storage.store import Store, Tx
from storage.updates import park


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime(2026, 11, 28, 12, 0, tzinfo=UTC))


@pytest.fixture(autouse=True)
def shipped() -> Iterator[None]:
    yield
    crisis_lexicon.load()


def settings(folder: Path, **told: object) -> Settings:
    return Settings(
        _env_file=None,
        database_url=f"sqlite:///{folder / 'store.db'}",
        files_dir=folder / "files",
        **{"secret_key": "old", **told},  # type: ignore[arg-type]  # as the environment gives them
    )


async def said(read: Settings, clock: StoppedClock) -> dict[str, tuple[str, str]]:
    return {one.what: (one.level, one.said) for one in await checking.check(read, clock)}


def call_all(tx: Tx) -> None:
    """A psychologist tries every number."""
    caller = profiles.add(tx, family="Громова", name="Елена", roles=frozenset({Role.PSYCHOLOGIST}))
    for line in crisis_lexicon.loaded().content.helplines:
        helpline_checks.note(tx, residents.who(tx, caller), line=line.id, works=True)


def opened(read: Settings, clock: StoppedClock) -> Store:
    return wiring.open_store(read, clock)


async def test_an_empty_roster_is_warned_of_and_good_phrases_are_not(
    tmp_path: Path, clock: StoppedClock
) -> None:
    read = settings(tmp_path)
    opened(read, clock).engine.dispose()
    found = await said(read, clock)
    assert found["crisis phrases"][0] == "ok"
    assert found["duty"][0] == "warn"
    assert "keys" not in found


async def test_numbers_that_nobody_ever_called_are_warned_of(
    tmp_path: Path, clock: StoppedClock
) -> None:
    read = settings(tmp_path)
    opened(read, clock).engine.dispose()
    assert (await said(read, clock))["helplines"][0] == "warn"


async def test_numbers_that_were_not_called_for_a_hundred_days_are_warned_of(
    tmp_path: Path, clock: StoppedClock
) -> None:
    read = settings(tmp_path)
    store = opened(read, clock)
    store.start()
    await store.run(call_all)
    await store.close()
    assert "helplines" not in await said(read, clock)
    called = clock.now().date().isoformat()
    clock.advance(timedelta(days=101))
    level, words = (await said(read, clock))["helplines"]
    assert (level, called in words) == ("warn", True)


async def test_a_file_whose_phrases_are_not_found_is_bad_and_says_which(
    tmp_path: Path, clock: StoppedClock
) -> None:
    own = tmp_path / "crisis.yaml"
    text = crisis_lexicon.PACKAGE_FILE.read_text(encoding="utf-8")
    own.write_text(text.replace('  - "прощайте все"', '  - "у нас хороший макет"'), "utf-8")
    read = settings(tmp_path, crisis_file=own)
    opened(read, clock).engine.dispose()
    level, words = (await said(read, clock))["crisis phrases"]
    assert (level, "у нас хороший макет" in words) == ("bad", True)


def test_a_file_that_cannot_be_read_stops_the_start_and_is_named(
    tmp_path: Path, clock: StoppedClock
) -> None:
    own = tmp_path / "crisis.yaml"
    own.write_text("card: [", "utf-8")
    with pytest.raises(SettingsError, match="CRISIS_FILE"):
        opened(settings(tmp_path, crisis_file=own), clock)


async def test_it_says_when_an_old_key_is_needed_and_when_it_is_not(
    tmp_path: Path, clock: StoppedClock
) -> None:
    store = opened(settings(tmp_path), clock)
    store.start()
    await store.run(lambda tx: park(tx, "vk", "a key", "{}", ValueError()))
    await store.close()
    both = settings(tmp_path, secret_keys="new,old")
    assert "rotate-keys" in (await said(both, clock))["keys"][1]
    assert (await keys.rotate(opened(both, clock), both.files_dir)) == (2, 0)
    assert "take them out" in (await said(both, clock))["keys"][1]
    assert "keys" not in await said(settings(tmp_path, secret_key="new"), clock)
    assert (await said(settings(tmp_path), clock))["keys"][0] == "bad"
