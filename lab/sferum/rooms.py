"""Groups with people and bots in them: who hears what (facts/sferum-max.md, 4)."""

from collections.abc import Iterable, Sequence

from lab import shown
from lab.sferum import events, messages, people
from lab.sferum.bot import SferumBot
from lab.sferum.people import SferumPerson
from lab.sferum.talks import Attachment, Group, Link, Member, Message
from lab.sferum.world import World
from lab.shown import Button, NoSuchButton, ShownMessage

FIRST = -70_000_000


class NotAllowed(Exception):
    """MAX does not let this person do it: not in the group, or no administrator."""


class SferumChat:
    """A group chat as those in it use it."""

    def __init__(self, world: World, group: Group) -> None:
        self._world = world
        self._group = group

    @property
    def chat_id(self) -> int:
        """The group's id, the same for all bots; negative."""
        return self._group.chat_id

    @property
    def title(self) -> str:
        return self._group.title

    @property
    def pinned(self) -> int | None:
        """The pinned message's cmid."""
        return self._group.pinned.cmid if self._group.pinned else None

    @property
    def people(self) -> set[int]:
        return {one for one in self._group.members if one in self._world.people}

    @property
    def blocked(self) -> set[int]:
        return set(self._group.blocked)

    def mid(self, cmid: int) -> str:
        return self._group.messages[cmid - 1].mid

    def invite(
        self, bot: SferumBot, by: SferumPerson, permissions: Iterable[str] | None = None
    ) -> int:
        """Add a bot; it hears nothing without "read_all_messages". Gives the chat_id."""
        self._must_lead(by)
        self._group.members[bot.user_id] = Member(self._world.now())
        events.bot_moved(self._world, self._group, bot, "bot_added", by.id)
        if permissions is not None:
            self.give(bot, permissions, by)
        return self.chat_id

    def give(
        self, bot: SferumBot, permissions: Iterable[str] | None, by: SferumPerson | None = None
    ) -> None:
        """Make a bot an administrator with these rights, or with None no administrator."""
        rights = None if permissions is None else frozenset(permissions)
        self._group.members[bot.user_id].permissions = rights
        who = by.id if by else self._group.owner
        events.permissions_changed(self._world, self._group, bot, who)

    def expel(self, bot: SferumBot, by: SferumPerson) -> None:
        """Take a bot out of the group."""
        self._must_lead(by)
        del self._group.members[bot.user_id]
        events.bot_moved(self._world, self._group, bot, "bot_removed", by.id)

    def add(self, person: SferumPerson, *, by_link: bool = False) -> None:
        self._group.members[person.id] = Member(self._world.now())
        inviter = None if by_link else self._group.owner
        events.user_added(self._world, self._group, person.id, inviter)

    def leave(self, person: SferumPerson) -> None:
        del self._group.members[person.id]
        events.user_removed(self._world, self._group, person.id, None)

    def kick(self, person: SferumPerson, by: SferumPerson) -> None:
        """Take a person out; raises `NotAllowed` unless ``by`` leads the group."""
        self._must_lead(by)
        del self._group.members[person.id]
        events.user_removed(self._world, self._group, person.id, by.id)

    def make_admin(self, person: SferumPerson, permissions: Iterable[str] = ()) -> None:
        self._group.members[person.id].permissions = frozenset(permissions)

    def rename(self, title: str, by: SferumPerson) -> None:
        self._must_lead(by)
        self._group.title = title
        events.title_changed(self._world, self._group, by.id)

    def open_by_link(self) -> str:
        """Give the group a link; only groups with one can block whom they remove."""
        self._group.link = f"https://max.ru/join/lab{-self.chat_id}"
        return self._group.link

    async def write(
        self,
        person: SferumPerson,
        text: str,
        *,
        to: SferumBot | None = None,
        attachments: Sequence[Attachment] = (),
        reply_to: int | None = None,
    ) -> int:
        """Write in the group, with a mention of ``to`` in front; gives the message's cmid."""
        self._must_be_in(person)
        mention = f"@{to.username} " if to else ""
        message = self._world.add_message(self._group, person.id, mention + text)
        message.attachments = tuple(attachments)
        if to is not None:
            length = len(mention) - 1
            user = {"user_link": f"@{to.username}", "user_id": to.user_id}
            message.markup = ({"type": "user_mention", "from": 0, "length": length, **user},)
        if reply_to is not None:
            message.link = Link("reply", self._group.messages[reply_to - 1])
        events.created(self._world, self._group, message)
        return message.cmid

    async def send_voice(self, person: SferumPerson, content: bytes = b"OggS") -> int:
        self._must_be_in(person)
        message = self._world.add_message(self._group, person.id, "")
        message.attachments = (self._world.keep("audio", "voice.ogg", content),)
        message.unseen = True
        events.created(self._world, self._group, message)
        return message.cmid

    async def edit(self, person: SferumPerson, cmid: int, text: str) -> None:
        message = self._own(person, cmid)
        message.text, message.edited_at = text, self._world.now()
        events.edited(self._world, self._group, message)

    async def delete(self, person: SferumPerson, cmid: int) -> None:
        messages.take_away(self._world, self._group, self._own(person, cmid), person.id)

    async def press(self, person: SferumPerson, bot: SferumBot, label: str) -> None:
        """Press a bot's button of the latest message that has it; raises `NoSuchButton`."""
        self._must_be_in(person)
        for message in reversed(self._group.messages):
            button = shown.button_labelled(people.shown_rows(message), label)
            if button is not None and message.sender == bot.user_id:
                await self._press_button(person, bot, message, button)
                return
        raise NoSuchButton(label)

    async def press_at(
        self, person: SferumPerson, bot: SferumBot, cmid: int, row: int, place: int
    ) -> None:
        """Press the button that stands there on a message; raises `NoSuchButton`."""
        self._must_be_in(person)
        message = self._group.find(cmid)
        if message is None:
            raise NoSuchButton(f"no message {cmid}")
        button = shown.button_at(people.shown_rows(message), row, place)
        await self._press_button(person, bot, message, button)

    async def press_on(self, person: SferumPerson, bot: SferumBot, cmid: int, payload: str) -> str:
        """Press a callback button with this payload, be it there or forged."""
        message = self._group.messages[cmid - 1]
        return events.pressed(self._world, bot, self._group, message, person.id, payload)

    async def _press_button(
        self, person: SferumPerson, bot: SferumBot, message: Message, button: Button
    ) -> None:
        if button.type == "callback":
            group = self._group
            events.pressed(self._world, bot, group, message, person.id, button.payload)
        elif button.type == "message":
            await self.write(person, button.label)
        elif button.link:
            self._world.dialog(bot.user_id, person.id).opened.append(button.link)
            self._world.changed.ring()

    def shown(self, person: SferumPerson) -> list[ShownMessage]:
        """The group as a member's phone shows it."""
        return [people.show(one, person.id) for one in self._group.messages]

    def sees_typing(self) -> bool:
        until = self._group.typing_until
        return until is not None and self._world.now() < until

    def _own(self, person: SferumPerson, cmid: int) -> Message:
        message = self._group.messages[cmid - 1]
        if message.sender != person.id:
            raise NotAllowed(f"{person.name} did not write it")
        return message

    def _must_be_in(self, person: SferumPerson) -> None:
        if person.id not in self._group.members:
            raise NotAllowed(f"{person.name} is not in the group")

    def _must_lead(self, person: SferumPerson) -> None:
        if not self._group.leads(person.id):
            raise NotAllowed(f"{person.name} is no administrator")


def make(
    world: World, title: str, owner: SferumPerson, members: Sequence[SferumPerson]
) -> SferumChat:
    """A group with its first members; the owner is one of them."""
    group = Group(FIRST - world.next_number(), title=title, owner=owner.id)
    group.members = {one.id: Member(world.now()) for one in (owner, *members)}
    world.talks[group.chat_id] = group
    return SferumChat(world, group)
