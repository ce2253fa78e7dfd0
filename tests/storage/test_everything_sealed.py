"""Q6: whatever is sealed, in a column or on the disk, is sealed anew; nothing may be forgotten."""

import ast
import json
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import Text, cast, select

from bots import copying, keys, sealed_files
from bots.clock import StoppedClock
from storage import files, moderation_journal, outbox, rotation, schema
from storage.cases import Evidence
from storage.files import Attachment, StoredFile
from storage.outbox import Message
from storage.rotation import Ages, SealedColumn, SealedKey
from storage.sealing import Sealer
from storage.store import Store, Tx
from tests.storage import rows

OLD, NEW = "the old key", "the new key"
#: How everything begins that is sealed (Fernet's version and the highest bytes of its time).
BEGINNING = "gAAAAA"
ROOT = Path(__file__).parents[2]

#: Which calls of the sealer there are, and where what they give is kept: a column of the registry,
#: or a file. Whoever seals something else adds a line here, and registers the column beside its
#: table (``rotation.sealed``).
SEALING: dict[str, list[str]] = {
    "storage/cases.py": ["evidence.sealed"],
    "storage/codes.py": ["code.sealed"],
    "storage/conference_sections.py": ["conference_section.place"],
    "storage/consultation_rooms.py": ["consultation.link"],
    "storage/consultation_slots.py": ["consultation_slot.link"],
    "storage/consultations.py": ["consultation.link", "consultation.link"],
    "storage/drafts.py": ["draft.answers"],
    "storage/files.py": ["stored_file.sealed_url", "stored_file.name"],
    "storage/handoff_work.py": ["handoff.sealed_place", "handoff.sealed_reason"],
    "storage/moods.py": ["mood_mark.sealed"],
    "storage/motions.py": ["motion.casting"],
    "storage/outbox.py": ["outbox.text"],
    "storage/relay.py": ["relay_line.sealed"],
    "storage/reports.py": ["moderation_report.sealed"],
    "storage/room_ladder.py": ["event_room.link"],
    "storage/rooms.py": ["event_room.link"],
    "storage/rotation.py": ["sealed_key.sealed", "every column, anew"],
    "storage/service_tokens.py": ["service_token.access", "service_token.refresh"],
    "storage/updates.py": ["parked_update.sealed"],
    "bots/copying.py": ["a secret file's copy"],
    "bots/sealed_files.py": ["a secret file's copy, anew"],
}


def name(column: SealedColumn) -> str:
    return f"{column.table.__tablename__}.{column.name}"


def test_every_call_of_the_sealer_is_known_and_its_column_registered() -> None:
    found: Counter[str] = Counter()
    for folder in ("storage", "dialogs", "scheduler", "bots"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Attribute) and node.attr in ("seal", "seal_bytes"):
                    found[str(path.relative_to(ROOT))] += 1
    assert found == {path: len(kept) for path, kept in SEALING.items()}
    told = {one for kept in SEALING.values() for one in kept if "." in one}
    assert {name(column) for column in rotation.COLUMNS} == told


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "files"


class School:
    """One store, opened with one ring after another."""

    def __init__(self, url: str, clock: StoppedClock) -> None:
        self.url = url
        self.clock = clock

    def opened(self, *ring: str) -> Store:
        sealer = Sealer(ring)
        store = Store(self.url, now=self.clock.now, sealer=sealer)
        rotation.adopt(store.engine, sealer)
        return store


def fill(tx: Tx, folder: Path) -> None:
    """A row for every sealed column, and a file on the disk."""
    for column in rotation.COLUMNS:
        if column.table is SealedKey:
            continue
        table = column.table.__table__  # type: ignore[attr-defined]  # SQLModel does not tell of it
        told: dict[str, object] = {column.name: column.holding(tx.sealer.seal(name(column)))}
        if column.table is Message:
            told["sealed"] = True
        if column.table is StoredFile:
            told["secret"] = True
        for other in rotation.COLUMNS:
            if other.table is column.table and other.name != column.name:
                told[other.name] = column.holding(tx.sealer.seal(name(other)))
        rows.add(tx, table, **told)
    number = files.keep(tx, Attachment("photo", "r", name="a.jpg"), channel="vk", account_id=None)
    files.conceal(tx, number)
    place = sealed_files.place_of(number)
    sealed_files.write(folder / place, tx.sealer.seal_bytes(b"a picture"))
    files.copied(tx, number, digest=None, path=str(place), size=9)
    for act in ("sanction.give", "sanction.end"):
        moderation_journal.write(tx, act, by=1, about=2)


def walk(tx: Tx) -> list[tuple[str, str]]:
    """Every sealed text that stands anywhere in the store, with its column."""
    found = []
    for table in schema.metadata.tables.values():
        for column in table.columns:
            for value in tx.session.execute(select(cast(column, Text))).scalars():
                parts = json.dumps(value).replace("\\", "").split('"')
                where = f"{table.name}.{column.name}"
                found += [(where, part) for part in parts if part.startswith(BEGINNING)]
    return found


async def test_after_a_rotation_everything_opens_without_the_old_key(
    store_url: str, clock: StoppedClock, folder: Path
) -> None:
    school = School(store_url, clock)
    store = school.opened(OLD)
    store.start()
    await store.run(lambda tx: fill(tx, folder))
    before = await store.run(walk)
    await store.close()
    assert {where for where, _ in before} == {name(column) for column in rotation.COLUMNS}

    assert await keys.rotate(school.opened(NEW, OLD), folder) == (len(before) + 1, 0)

    store = school.opened(NEW)
    store.start()
    after = await store.run(walk)
    assert [where for where, _ in after] == [where for where, _ in before]
    new, old = Sealer(NEW), Sealer(OLD)
    for where, text in after:
        opened = new.open(text)
        assert opened == where or where in ("sealed_key.sealed", "stored_file.name"), where
        assert not old.is_newest(text), where
    assert await store.run(rotation.ages) == Ages(newest=len(before))
    assert await store.run(lambda tx: sealed_files.ages(tx, folder)) == Ages(newest=1)
    assert await store.run(moderation_journal.broken) is None
    await store.close()
    assert await keys.rotate(school.opened(NEW, OLD), folder) == (0, 0)


async def test_what_is_not_sealed_is_left_as_it_is(
    store_url: str, clock: StoppedClock, folder: Path
) -> None:
    school = School(store_url, clock)
    store = school.opened(OLD)
    store.start()

    def write(tx: Tx) -> None:
        table = schema.metadata.tables
        rows.add(tx, table["outbox"], text="в открытую")
        rows.add(tx, table["stored_file"], name="отчёт.pdf")
        rows.add(tx, table["draft"], answers={"title": "Сад"})
        rows.add(tx, table["code"], sealed="")

    await store.run(write)
    await store.close()
    assert await keys.rotate(school.opened(NEW, OLD), folder) == (1, 0)
    store = school.opened(NEW)
    store.start()

    def read(tx: Tx) -> list[object]:
        table = schema.metadata.tables
        asked = [table["outbox"].c.text, table["stored_file"].c.name, table["draft"].c.answers]
        return [tx.session.execute(select(one)).scalar_one() for one in asked]

    assert await store.run(read) == ["в открытую", "отчёт.pdf", {"title": "Сад"}]
    # The code whose words were erased is no trouble of any key.
    assert await store.run(rotation.ages) == Ages(newest=1)
    await store.close()


async def test_evidence_is_whole_after_a_rotation_and_a_sealed_letter_still_goes_out(
    store_url: str, clock: StoppedClock, folder: Path
) -> None:
    school = School(store_url, clock)
    store = school.opened(OLD)
    store.start()

    def write(tx: Tx) -> None:
        table = schema.metadata.tables
        rows.add(
            tx,
            table["evidence"],
            sealed=tx.sealer.seal("слова"),
            mark=tx.sealer.fingerprint("слова"),
        )
        rows.add(tx, table["outbox"], text=tx.sealer.seal("письмо"), sealed=True)

    await store.run(write)
    await store.close()
    await keys.rotate(school.opened(NEW, OLD), folder)
    store = school.opened(NEW)
    store.start()

    def read(tx: Tx) -> tuple[bool, str]:
        kept = tx.session.execute(select(Evidence)).scalar_one()
        whole = tx.sealer.fingerprint(tx.sealer.open(kept.sealed)) == kept.mark
        return whole, outbox.words_of(tx, tx.session.execute(select(Message)).scalar_one())

    assert await store.run(read) == (True, "письмо")
    await store.close()


async def test_a_file_that_no_key_opens_is_counted_and_one_that_is_gone_is_not(
    store_url: str, clock: StoppedClock, folder: Path
) -> None:
    school = School(store_url, clock)
    store = school.opened(OLD)
    store.start()

    def write(tx: Tx) -> None:
        for number, content in enumerate((b"damaged", None), start=1):
            place = sealed_files.place_of(number)
            table = schema.metadata.tables["stored_file"]
            told = {"secret": True, "path": str(place), "name": tx.sealer.seal("a")}
            rows.add(tx, table, **told)
            if content is not None:
                sealed_files.write(folder / place, content)

    await store.run(write)
    await store.close()
    assert await keys.rotate(school.opened(NEW, OLD), folder) == (3, 1)
    assert (folder / "sealed" / "1").read_bytes() == b"damaged"
    assert not (folder / "sealed" / "2").exists()


async def test_a_file_is_not_written_again_once_it_is_erased(
    store_url: str, clock: StoppedClock, folder: Path
) -> None:
    store = School(store_url, clock).opened(OLD)
    store.start()
    await store.run(lambda tx: fill(tx, folder))
    number = (await store.run(lambda tx: files.secret_copies(tx, 0)))[0]
    copier = copying.Copier(store, {}, folder, 1)
    assert await copier.erase({"file": number})
    assert await copier.erase({"file": number})
    assert not await store.run(lambda tx: sealed_files.reseal(tx, folder, number))
    assert not (folder / sealed_files.place_of(number)).exists()
    assert await store.run(lambda tx: tx.session.get(StoredFile, number)) is None
    await store.close()
