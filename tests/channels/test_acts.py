"""Acts in groups (M2): done, or not done and why, in each messenger."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from bots.channel import Channel, NotDone, Outgoing, Sent
from bots.sferum import SferumChannel
from bots.sferum_updates import CHAT
from bots.telegram import TelegramChannel
from bots.vk import VkChannel
from lab.sferum.server import SferumStandIn
from lab.telegram.server import TelegramStandIn
from lab.vk.server import VkStandIn
from storage.outbox import Act
from tests.channels.conftest import TOKEN, Clock
from tests.schema import max_schema, vk_schema

Stuff = Any  # each messenger's own chat and people, with the same verbs


@dataclass
class Scene:
    """A group with a member, its owner and us, in one messenger."""

    channel: Channel
    chat: Stuff
    peer: str
    owner: Stuff
    member: Stuff
    clock: Clock
    rights: Stuff

    async def does(
        self, act: Act, aim: str | None = None, *, hours: int | None = None, target: str = ""
    ) -> str:
        until = self.clock.now() + timedelta(hours=hours) if hours else None
        seconds = hours * 3600 if hours else None
        outgoing = Outgoing(
            1, act, self.peer, "", aim=aim, until=until, seconds=seconds, target=target or None
        )
        (outcome,) = await self.channel.deliver([outgoing], urgent=True)
        if isinstance(outcome, Sent):
            return "done"
        assert isinstance(outcome, NotDone), outcome
        return outcome.why

    async def says(self, text: str = "слова") -> tuple[int, str]:
        """What the member writes: its number, and the messenger's id of it."""
        number: int = await self.chat.write(self.member, text)
        return number, self.chat.mid(number) if hasattr(self.chat, "mid") else str(number)

    @property
    def own(self) -> str:
        return str(self.member.id)


@pytest.fixture(params=["vk", "sferum", "telegram"])
async def scene(request: pytest.FixtureRequest, clock: Clock) -> AsyncIterator[Scene]:
    made = {"vk": in_vk, "sferum": in_max, "telegram": in_telegram}[request.param]
    async for one in made(clock):
        yield one


async def in_vk(clock: Clock) -> AsyncIterator[Scene]:
    stand = VkStandIn(clock.now, clock.monotonic)
    await stand.start()
    community = stand.community("Коворкинг", token=TOKEN)
    owner, member = stand.person("Ольга Юрьевна"), stand.person("Аня Котова")
    chat = stand.chat("10А", owner, member)
    peer = chat.invite(community, owner, all_messages=True, admin=True)
    channel = VkChannel("vk", TOKEN, api_url=stand.url, monotonic=clock.monotonic)
    await channel.open()

    def rights(admin: bool) -> None:
        chat.give(community, all_messages=True, admin=admin)

    yield Scene(channel, chat, str(peer), owner, member, clock, rights)
    await channel.close()
    await stand.stop()
    assert not vk_schema.present() or vk_schema.problems(stand.calls) == []


async def in_max(clock: Clock) -> AsyncIterator[Scene]:
    stand = SferumStandIn(clock.now, clock.monotonic)
    await stand.start()
    bot = stand.bot("Коворкинг", token="a-token")
    owner, member = stand.person("Ольга Юрьевна"), stand.person("Аня Котова")
    chat = stand.chat("10А", owner, member)
    given = ("read_all_messages", "write", "add_remove_members", "pin_message")
    chat.invite(bot, owner, given)
    channel = SferumChannel(
        "sferum", "a-token", api_url=stand.url, monotonic=clock.monotonic, now=clock.now
    )
    await channel.open()

    def rights(admin: bool) -> None:
        chat.give(bot, given if admin else None)

    yield Scene(channel, chat, f"{CHAT}{chat.chat_id}", owner, member, clock, rights)
    await channel.close()
    await stand.stop()
    assert not max_schema.present() or max_schema.problems(stand.calls) == []


async def in_telegram(clock: Clock) -> AsyncIterator[Scene]:
    stand = TelegramStandIn(clock.now, clock.monotonic)
    await stand.start()
    bot = stand.bot("Коворкинг")
    owner, member = stand.person("Ольга Юрьевна"), stand.person("Аня Котова")
    chat = stand.chat("10А", owner, member)
    given = ("can_delete_messages", "can_restrict_members", "can_pin_messages")
    chat.invite(bot, owner, given)
    channel = TelegramChannel("telegram", bot.token, api_url=stand.url, monotonic=clock.monotonic)
    await channel.open()

    def rights(admin: bool) -> None:
        chat.give(bot, given if admin else None, owner)

    yield Scene(channel, chat, str(chat.chat_id), owner, member, clock, rights)
    await channel.close()
    await stand.stop()
    assert stand.problems() == []


async def test_a_message_is_erased_once(scene: Scene) -> None:
    number, mid = await scene.says()
    assert await scene.does("erase", mid) == "done"
    assert scene.chat.shown(scene.member)[number - 1].deleted
    again = await scene.does("erase", mid)
    assert again == ("done" if scene.channel.name == "telegram" else "absent")


async def test_a_member_is_removed_once(scene: Scene) -> None:
    assert await scene.does("remove", scene.own, hours=2) == "done"
    assert scene.member.id not in scene.chat.people
    again = await scene.does("remove", scene.own)
    assert again == ("done" if scene.channel.name == "telegram" else "absent")


async def test_an_owner_is_not_removed(scene: Scene) -> None:
    assert await scene.does("remove", str(scene.owner.id)) == "protected"
    assert scene.owner.id in scene.chat.people


async def test_without_rights_nothing_is_done(scene: Scene) -> None:
    _, mid = await scene.says()
    scene.rights(False)
    assert await scene.does("erase", mid) == "no-right"
    assert await scene.does("remove", scene.own) == "no-right"
    assert scene.member.id in scene.chat.people


async def test_writing_is_restricted_where_the_messenger_knows_how(scene: Scene) -> None:
    ending = await scene.does("restrict", scene.own, hours=24)
    if scene.channel.name == "sferum":
        assert ending == "cannot"
        return
    assert ending == "done"
    silent = scene.chat.muted if scene.channel.name == "vk" else scene.chat.silent
    assert silent == {scene.member.id}
    assert await scene.does("unrestrict", scene.own) == "done"


async def test_who_was_never_there_is_absent(scene: Scene) -> None:
    assert await scene.does("remove", "12345") == "absent"


async def test_nothing_is_done_to_what_is_no_number(scene: Scene) -> None:
    outgoing = Outgoing(1, "remove", scene.peer, "", aim="чужой")
    (outcome,) = await scene.channel.deliver([outgoing], urgent=True)
    assert not isinstance(outcome, Sent)
