"""What is made at the first word is made once, also where two first words come at once."""

import asyncio

from sqlmodel import select

from bots import project
from bots.channel import Incoming
from bots.receive import Receiver
from storage import drafts, files, talks, updates
from storage.files import FileUpload
from storage.store import Store, Tx
from storage.talks import Account, Talk


def first_word(channel: str, user: int) -> Incoming:
    key = f"{channel}:{user}"
    return Incoming(channel, key, "message", str(user), str(user), text="Начать", raw="{}")


def in_chat(user: int) -> Incoming:
    peer = str(2_000_000_000 + user)
    return Incoming(
        "vk", f"chat:{user}", "message", peer, str(user), in_chat=True, text="/помощь", raw="{}"
    )


async def test_first_words_to_two_bots_and_a_chat_at_once_are_all_answered(store: Store) -> None:
    receiver = Receiver(store, lambda channel: project.BOT)
    words = [
        word
        for user in range(100, 130)
        for word in (first_word("vk-project", user), first_word("vk-parent", user), in_chat(user))
    ]
    await asyncio.gather(*map(receiver.take, words))
    assert await store.run(updates.parked) == []
    accounts = await store.run(lambda tx: len(tx.session.exec(select(Account)).all()))
    conversations = await store.run(lambda tx: len(tx.session.exec(select(Talk)).all()))
    assert (accounts, conversations) == (30, 90)


async def test_a_form_begun_twice_at_once_is_one(store: Store) -> None:
    def begin(tx: Tx) -> int:
        return drafts.begin(tx, "r1", "idea.send", {}).id

    begun = await asyncio.gather(*(store.run(begin) for _ in range(8)))
    latest = await store.run(lambda tx: drafts.latest(tx, "r1"))
    assert latest is not None and latest.id == max(begun)


async def test_an_upload_noted_twice_at_once_is_one(store: Store) -> None:
    def note(tx: Tx) -> None:
        files.remember_upload(tx, "digest", "vk", "photo", "photo1_2")

    await asyncio.gather(*(store.run(note) for _ in range(8)))
    names = await store.run(lambda tx: list(tx.session.exec(select(FileUpload.reference))))
    assert names == ["photo1_2"]


async def test_an_account_is_the_same_at_every_word(store: Store) -> None:
    first = await store.run(lambda tx: talks.account(tx, "vk", "5").id)
    assert await store.run(lambda tx: talks.account(tx, "vk", "5").id) == first
