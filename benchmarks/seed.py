"""A school for the suite to be measured with: pupils who have come in and lead two projects."""

from functools import partial
from pathlib import Path

from sqlmodel import col, select

from benchmarks import dialog
from bots import wiring
from bots.clock import Clock
from bots.settings import Settings
from storage import outbox, profiles, proposals, residents, talks
from storage.outbox import Letter, Rank
from storage.residents import Role
from storage.store import Store, Tx
from storage.talks import Talk

CHANNEL = "vk"
FIRST_READER = 100_000
LETTER = "Добрый день, {}! " + "Этап сдан, замечаний нет, следующий срок через неделю. " * 7


def settings(database: Path) -> Settings:
    return Settings(
        _env_file=None,
        database_url=f"sqlite:///{database}",
        secret_key="a key for measurements",
        vk_rate=1_000_000,
    )


def open_store(database: Path) -> Store:
    store = wiring.open_store(settings(database), Clock())
    store.start()
    return store


async def make(database: Path, pupils: int, readers: int, channel: str = CHANNEL) -> None:
    """Write ``pupils`` who talk in a messenger and ``readers`` who only get letters."""
    store = open_store(database)
    for number in range(pupils):
        await store.run(partial(_pupil, channel=channel, user=dialog.FIRST_USER + number))
    for first in range(0, readers, 500):
        users = range(FIRST_READER + first, FIRST_READER + min(first + 500, readers))
        await store.run(partial(_readers, channel=channel, users=users))
    await store.close()


def _pupil(tx: Tx, channel: str, user: int) -> None:
    number = profiles.add(
        tx, family=f"Фамилия{user}", name="Аня", grade="8А", roles=frozenset({Role.STUDENT})
    )
    _, account = talks.private_talk(tx, channel, str(user), str(user))
    account.resident_id = number
    who, catalogue = residents.who(tx, number), tx.rules.catalogue
    for title in dialog.PROJECTS:
        proposals.create(
            tx,
            who,
            kind=catalogue.kinds[0].key,
            type=catalogue.project_types[0].key,
            title=title,
            subject="физика",
            purpose="узнать, как работает схема",
        )


def _readers(tx: Tx, channel: str, users: range) -> None:
    for user in users:
        talks.private_talk(tx, channel, str(user), str(user))


def readers(tx: Tx) -> list[Talk]:
    """The conversations of those who only get letters."""
    found = tx.session.exec(select(Talk).order_by(col(Talk.id)))
    return [talk for talk in found if int(talk.peer) >= FIRST_READER]


async def queue_letters(database: Path, count: int) -> None:
    """Put a letter to each of the readers into the outbox, in one commit, beside the program."""

    def put(tx: Tx) -> None:
        for talk in readers(tx)[:count]:
            letter = Letter(LETTER.format(talk.peer), rank=Rank.MAILING)
            outbox.put(tx, talks.address(talk), letter)

    store = open_store(database)
    await store.run(put)
    await store.close()
