"""Q6: keys are changed without losing what they seal, stopped at any point and begun again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from bots import keys
from bots.clock import StoppedClock
from bots.settings import Settings
from storage import codes, files, profiles, rotation, talks, updates
from storage.codes import Code, Verdict
from storage.files import Attachment, StoredFile
from storage.residents import Role
from storage.rotation import Ages
from storage.sealing import Sealer, Unsealable
from storage.store import Store, Tx
from storage.updates import ParkedUpdate

OLD, NEW, OTHER = "the old key", "the new key", "another school's key"
NO_FILES = Path("there-are-none")


@pytest.fixture
def opened(store_url: str, clock: StoppedClock) -> Iterator["Opened"]:
    yield Opened(store_url, clock)


class Opened:
    """The same store with one ring of keys after another."""

    def __init__(self, url: str, clock: StoppedClock) -> None:
        self.url = url
        self.clock = clock

    def store(self, *ring: str) -> Store:
        sealer = Sealer(ring)
        made = Store(self.url, now=self.clock.now, sealer=sealer)
        try:
            rotation.adopt(made.engine, sealer)
        except Unsealable:
            made.engine.dispose()
            raise
        made.start()
        return made

    async def rotate(self) -> tuple[int, int]:
        """As the command does it: with the new key before the old one."""
        sealer = Sealer((NEW, OLD))
        return await keys.rotate(Store(self.url, now=self.clock.now, sealer=sealer), NO_FILES)


def _written(tx: Tx) -> str:
    """A code, a parked update and a lent file, all sealed."""
    who = profiles.add(tx, family="Котова", name="Аня", roles=frozenset({Role.STUDENT}))
    updates.park(tx, "vk", "a key", '{"text": "слова"}', ValueError())
    files.keep(
        tx,
        Attachment("photo", "a reference", url="https://example.ru/lent"),
        channel="vk",
        account_id=None,
    )
    return codes.make(tx, resident=who)


def _read(tx: Tx) -> tuple[str, str, str]:
    code = tx.session.exec(select(Code.sealed)).one()
    parked = tx.session.exec(select(ParkedUpdate.sealed)).one()
    lent = tx.session.exec(select(StoredFile.sealed_url)).one()
    return tx.sealer.open(code), tx.sealer.open(parked), tx.sealer.open(lent or "")


async def test_what_an_old_key_sealed_is_read_and_after_the_rotation_without_it(
    opened: Opened,
) -> None:
    store = opened.store(OLD)
    code = await store.run(_written)
    await store.close()

    store = opened.store(NEW, OLD)
    assert (await store.run(_read))[0] == code
    ages = await store.run(rotation.ages)
    assert (ages.newest, ages.older, ages.unreadable) == (0, 4, 0)
    await store.close()

    assert await opened.rotate() == (4, 0)

    store = opened.store(NEW)
    assert await store.run(rotation.ages) == Ages(newest=4)
    assert await store.run(_read) == (code, '{"text": "слова"}', "https://example.ru/lent")
    await store.close()


async def test_fingerprints_are_found_before_in_and_after_a_rotation(opened: Opened) -> None:
    store = opened.store(OLD)
    code = await store.run(_written)
    await store.close()
    for ring in ((OLD,), (NEW, OLD), (NEW,)):
        if ring == (NEW,):
            await opened.rotate()
        store = opened.store(*ring)
        seen = await store.run(lambda tx: codes.look(tx, account=_account(tx), text=code))
        assert seen.verdict is Verdict.GOOD, ring
        await store.close()


def _account(tx: Tx) -> int:
    number = talks.account(tx, "vk", "1").id
    assert number is not None
    return number


async def test_a_rotation_goes_on_where_it_was_stopped_and_a_second_one_changes_nothing(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "CHUNK", 3)
    store = opened.store(OLD)

    def many(tx: Tx) -> None:
        for number in range(10):
            updates.park(tx, "vk", f"key {number}", "{}", ValueError())

    await store.run(many)
    await store.close()
    store = opened.store(NEW, OLD)
    column = next(one for one in rotation.COLUMNS if one.table is ParkedUpdate)
    first = await store.run(lambda tx: rotation.reseal(tx, column, None))
    assert (first.resealed, first.last is not None) == (3, True)
    await store.close()
    assert await opened.rotate() == (8, 0)
    assert await opened.rotate() == (0, 0)


async def test_what_no_key_opens_is_counted_and_left(opened: Opened) -> None:
    store = opened.store(OLD)

    def write(tx: Tx) -> None:
        updates.park(tx, "vk", "a key", "{}", ValueError())
        tx.session.flush()
        tx.session.exec(select(ParkedUpdate)).one().sealed = Sealer(OTHER).seal("{}")

    await store.run(write)
    await store.close()
    assert await opened.rotate() == (1, 1)
    store = opened.store(NEW)
    assert await store.run(rotation.ages) == Ages(newest=1, unreadable=1)
    await store.close()


def test_a_store_of_another_key_says_so(opened: Opened) -> None:
    opened.store(OLD).engine.dispose()
    with pytest.raises(Unsealable):
        opened.store(OTHER)


def test_what_was_changed_in_the_database_is_not_opened() -> None:
    sealer = Sealer(OLD)
    sealed = sealer.seal("слова")
    for place in (10, len(sealed) // 2, len(sealed) - 10):
        other = "A" if sealed[place] != "A" else "B"
        with pytest.raises(Unsealable):
            sealer.open(f"{sealed[:place]}{other}{sealed[place + 1 :]}")


def test_a_ring_opens_with_any_key_and_seals_with_the_newest() -> None:
    ring = Sealer([NEW, OLD])
    assert ring.open(Sealer(OLD).seal("слова")) == "слова"
    assert Sealer(NEW).open(ring.seal("слова")) == "слова"
    assert not ring.is_newest(Sealer(OLD).seal("слова"))
    with pytest.raises(Unsealable):
        ring.open(Sealer(OTHER).seal("слова"))
    with pytest.raises(ValueError, match="without keys"):
        Sealer([])


def test_the_ring_of_the_settings_is_newest_first(tmp_path: Path) -> None:
    def ring(**told: str) -> list[str]:
        return Settings(_env_file=None, files_dir=tmp_path / "files", **told).secrets()  # type: ignore[arg-type]  # as the environment gives them

    assert ring(secret_keys="c, b", secret_key="a") == ["c", "b", "a"]
    assert ring(secret_keys="b,a", secret_key="a") == ["b", "a"]
    assert ring(secret_key="a") == ["a"]
    (tmp_path / "secret.key").write_text("new\nold\n")
    assert ring() == ["new", "old"]


async def test_the_fingerprint_key_is_not_in_clear(opened: Opened) -> None:
    store = opened.store(OLD)
    with Session(store.engine) as session:
        (kept,) = session.exec(select(col(rotation.SealedKey.sealed))).all()
    assert Sealer(OLD).print_key not in kept
    await store.close()
