"""Taking updates in: in order, fairly, once, in one commit with their position."""

import asyncio
import threading
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import event, text
from sqlmodel import col, select

from bots import project
from bots.channel import Incoming, Overloaded
from bots.receive import Receiver
from dialogs.registry import Bot, Menu
from storage import accounts, profiles, residents, sanctions, talks, updates
from storage.files import Attachment, StoredFile
from storage.ladder import Step
from storage.outbox import Message
from storage.residents import Role, Who
from storage.store import Store, StoreUnavailable, Tx
from tests.bots.refusing import Refusing

CHANNEL = "vk"
POISONED = "13"
#: Whether somebody waits for a lock of ours (PostgreSQL).
WAITS = text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")


class Broken(Exception):
    """What a bot with a mistake in it raises."""


def _menu(who: Who) -> Menu:
    if who.account_id == 1:
        raise Broken
    return project.BOT.menu(who)


#: A bot that cannot answer its first account.
BOT = Bot("project", "project-greeting", _menu)


@pytest.fixture
async def receiver(store: Store) -> Receiver:
    await store.run(lambda tx: talks.account(tx, "vk", POISONED))
    return Receiver(store, lambda channel: BOT)


_numbers = count(1)


def photo(user: str, reference: str = "photo", text: str = "") -> Incoming:
    """A person's message with a picture, whose name tells it from others."""
    return Incoming(
        CHANNEL,
        f"key-{next(_numbers)}",
        "message",
        user,
        user,
        text=text,
        attachments=(Attachment("photo", reference),),
        raw="{}",
    )


async def kept(store: Store, user: str) -> list[str]:
    """What a person sent, in the order in which it was taken."""

    def read(tx: Tx) -> list[str]:
        number = talks.account(tx, "vk", user).id
        query = select(StoredFile.reference).where(StoredFile.owner_account_id == number)
        return list(tx.session.exec(query.order_by(col(StoredFile.id))))

    return await store.run(read)


async def answers(store: Store) -> int:
    return await store.run(lambda tx: len(tx.session.exec(select(Message)).all()))


async def test_updates_of_a_conversation_are_taken_in_order_among_many(
    store: Store, receiver: Receiver
) -> None:
    users = [str(100 + n) for n in range(10)]
    sent = [photo(user, f"{user}-{n}") for n in range(20) for user in users]
    taken = await asyncio.gather(*(receiver.take(one) for one in sent))
    assert {one.outcome for one in taken} == {"answered"}
    for user in users:
        assert await kept(store, user) == [f"{user}-{n}" for n in range(20)]
    assert receiver.is_idle


async def test_a_flood_of_one_person_does_not_keep_another_waiting(
    store: Store, receiver: Receiver
) -> None:
    ended: list[str] = []

    async def take(one: Incoming) -> None:
        await receiver.take(one)
        ended.append(one.user)

    # The store's connections stand and its statements are compiled before anybody is timed.
    await asyncio.gather(*(receiver.take(photo(str(100 + n))) for n in range(8)))
    flood = [asyncio.create_task(take(photo("100", str(n)))) for n in range(500)]
    await asyncio.sleep(0)
    await take(photo("101"))
    assert len(ended) < 20
    await asyncio.gather(*flood)


async def test_too_many_that_wait_are_refused_and_later_taken(
    store: Store, receiver: Receiver
) -> None:
    narrow = Receiver(store, lambda channel: BOT, waiting_most=3)
    sent = [photo("100", str(n)) for n in range(5)]
    ended = await asyncio.gather(*(narrow.take(one) for one in sent), return_exceptions=True)
    assert [isinstance(one, Overloaded) for one in ended] == [False, False, False, True, True]
    for one in sent:
        await narrow.take(one)
    assert await kept(store, "100") == ["0", "1", "2", "3", "4"]


async def test_a_repeat_acts_once(store: Store, receiver: Receiver) -> None:
    once = photo("100")
    taken = await asyncio.gather(*(receiver.take(once) for _ in range(5)))
    assert sorted(one.outcome for one in taken) == ["answered"] + ["repeat"] * 4
    assert await kept(store, "100") == ["photo"]


async def test_a_batch_is_taken_with_its_position(store: Store, receiver: Receiver) -> None:
    taken = await receiver.take_batch([photo("100"), photo("101")], CHANNEL, "77")
    assert [one.outcome for one in taken] == ["answered", "answered"]
    assert await store.run(lambda tx: updates.position(tx, CHANNEL)) == "77"


async def test_a_poisoned_update_is_set_aside_and_the_rest_of_its_batch_taken(
    store: Store, receiver: Receiver
) -> None:
    poisoned = Incoming(CHANNEL, "bad", "message", POISONED, POISONED, text="а", raw="{}")
    batch = [photo("100"), poisoned, photo("101")]
    taken = await receiver.take_batch(batch, CHANNEL, "77")
    assert [one.outcome for one in taken] == ["answered", "parked", "answered"]
    assert await store.run(lambda tx: updates.position(tx, CHANNEL)) == "77"
    (parked,) = await store.run(updates.parked)
    assert (parked.key, parked.error) == ("bad", "Broken")
    assert await answers(store) >= 3


@pytest.mark.parametrize(
    "odd",
    [
        pytest.param('{"text": "\ud83d"}', id="half of an emoji"),
        pytest.param('{"text": "\x00"}', id="a zero"),
    ],
)
async def test_a_poisoned_update_of_odd_characters_is_set_aside_too(
    store: Store, receiver: Receiver, odd: str
) -> None:
    poisoned = Incoming(CHANNEL, "odd", "message", POISONED, POISONED, text="а", raw=odd)
    (taken,) = await receiver.take_batch([poisoned], CHANNEL, "77")
    assert taken.outcome == "parked"
    (parked,) = await store.run(updates.parked)
    assert await store.run(lambda tx: updates.take_back(tx, parked.id or 0)) is not None


@pytest.mark.parametrize("text", ["\ud83d", "а\x00б", "\ufffe", "\u202e" * 50, "а" * 20_000])
async def test_odd_texts_are_taken(store: Store, receiver: Receiver, text: str) -> None:
    taken = await receiver.take(photo("100", text=text))
    assert taken.outcome == "answered"


async def test_trouble_of_the_store_reaches_the_caller_and_nothing_is_taken(
    store: Store, receiver: Receiver
) -> None:
    with Refusing(store):
        with pytest.raises(StoreUnavailable):
            await receiver.take_batch([photo("100"), photo("101")], CHANNEL, "77")
        with pytest.raises(StoreUnavailable):
            await receiver.take(photo("102"))
    assert await store.run(lambda tx: updates.position(tx, CHANNEL)) is None
    assert await answers(store) == 0
    assert receiver.is_idle
    assert (await receiver.take(photo("102"))).outcome == "answered"


async def test_a_caller_that_went_away_does_not_stop_the_conversation(
    store: Store, receiver: Receiver
) -> None:
    sent = [asyncio.create_task(receiver.take(photo("100", str(n)))) for n in range(4)]
    await asyncio.sleep(0)
    sent[0].cancel()
    sent[2].cancel()
    await asyncio.gather(*sent, return_exceptions=True)
    assert (await asyncio.wait_for(receiver.take(photo("100", "4")), 5)).outcome == "answered"
    assert await kept(store, "100") == ["0", "1", "2", "3", "4"]
    assert receiver.is_idle


async def test_what_the_store_refused_is_not_overtaken_by_the_next(
    store: Store, receiver: Receiver
) -> None:
    def refuse_once(connection: object) -> None:
        event.remove(store.engine, "commit", refuse_once)
        raise StoreUnavailable("full")

    sent = [photo("100", str(n)) for n in range(3)]
    event.listen(store.engine, "commit", refuse_once)
    refused = await asyncio.gather(*map(receiver.take, sent), return_exceptions=True)
    assert [type(one) for one in refused] == [StoreUnavailable] * 3
    assert receiver.is_idle
    for one in sent:
        await receiver.take(one)
    assert await kept(store, "100") == ["0", "1", "2"]


async def test_a_phone_unlinked_while_its_words_waited_is_nobodys(store: Store) -> None:
    heard: list[int | None] = []

    def menu(who: Who) -> Menu:
        heard.append(who.id)
        return project.BOT.menu(who)

    def register(tx: Tx) -> tuple[int, int]:
        person = profiles.add(tx, family="Котова", name="Анна", roles=frozenset({Role.TEACHER}))
        account = talks.account(tx, CHANNEL, "100")
        account.resident_id = person
        talks.account(tx, CHANNEL, "101").resident_id = person
        return person, account.id or 0

    person, account = await store.run(register)
    held = threading.Event()

    def unlink(tx: Tx) -> None:
        is_shared = tx.lock(f"resident:{person}")
        held.set()
        accounts.unlink(tx, residents.who(tx, person), account=account)
        tx.session.flush()
        while is_shared and not tx.session.execute(WAITS).scalar():
            continue

    unlinking = store.submit([unlink])
    await asyncio.to_thread(held.wait)
    bot = Bot("project", "project-greeting", menu)
    await Receiver(store, lambda channel: bot).take(photo("100"))
    assert await unlinking == [None]
    assert set(heard) == {None}


async def test_who_may_not_write_floods_in_vain(store: Store) -> None:
    """What is beyond the limit of a minute is erased too."""
    receiver = Receiver(store, lambda channel: project.BOT, a_minute_most=2)

    def silence(tx: Tx) -> None:
        account = talks.account(tx, "vk", "7")
        account.resident_id = profiles.add(
            tx, family="Котова", name="Аня", roles=frozenset({Role.STUDENT})
        )
        until = tx.now + timedelta(days=1)
        sanctions.impose(tx, to=account.resident_id, step=Step.SILENCE, reason="так", until=until)

    await store.run(silence)
    outcomes = []
    for number in range(5):
        incoming = Incoming(
            "vk",
            f"k{number}",
            "message",
            "2000000001",
            "7",
            True,
            "ау",
            message=str(number + 1),
            raw="{}",
        )
        outcomes.append((await receiver.take(incoming)).outcome)
    assert outcomes == ["erased"] * 5

    def erased(tx: Tx) -> list[str | None]:
        rows = tx.session.exec(select(Message).where(Message.kind == "erase"))
        return [row.aim for row in rows]

    assert await store.run(erased) == ["1", "2", "3", "4", "5"]
