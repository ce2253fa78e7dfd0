"""Groups with people and bots in them: who hears what."""

from collections.abc import Iterable, Sequence

from lab import shown
from lab.shown import NoSuchButton, Rows, ShownMessage
from lab.telegram import events, people
from lab.telegram.bot import TelegramBot
from lab.telegram.people import TelegramPerson
from lab.telegram.talks import Group, Member
from lab.telegram.world import World

FIRST, SUPER = -4_000_000_000, -1_002_000_000_000


class NotAllowed(Exception):
    """Telegram does not let this person do it: not in the group, or silenced."""


class TelegramChat:
    """A group as those in it use it."""

    def __init__(self, world: World, group: Group) -> None:
        self._world = world
        self._group = group

    @property
    def chat_id(self) -> int:
        return self._group.chat_id

    @property
    def title(self) -> str:
        return self._group.title

    @property
    def pinned(self) -> int | None:
        return self._group.pinned.message_id if self._group.pinned else None

    @property
    def people(self) -> set[int]:
        return {one for one in self._group.members if one in self._world.people and self._in(one)}

    @property
    def silent(self) -> set[int]:
        """Who may read and not write."""
        return {one for one in self._group.members if self._is_silent(one)}

    def invite(
        self, bot: TelegramBot, by: TelegramPerson, rights: Iterable[str] | None = None
    ) -> int:
        """Add a bot; as no administrator it hears commands and answers to it only."""
        self._set(bot, by, Member("member"))
        self._service(by, {"new_chat_members": [{"id": bot.user_id, "is_bot": True}]}, bot)
        if rights is not None:
            self.give(bot, rights, by)
        return self.chat_id

    def give(self, bot: TelegramBot, rights: Iterable[str] | None, by: TelegramPerson) -> None:
        """Make a bot an administrator with these rights, or with None no administrator."""
        given = Member("member") if rights is None else Member("administrator", frozenset(rights))
        self._set(bot, by, given)

    def expel(self, bot: TelegramBot, by: TelegramPerson) -> None:
        self._set(bot, by, Member("kicked"))

    def add(self, person: TelegramPerson) -> None:
        self._group.members[person.id] = Member()
        user = {"id": person.id, "is_bot": False, "first_name": person.name}
        events.service(self._world, self._group, person.id, {"new_chat_members": [user]})

    def leave(self, person: TelegramPerson) -> None:
        self._group.members[person.id].status = "left"
        user = {"id": person.id, "is_bot": False, "first_name": person.name}
        events.service(self._world, self._group, person.id, {"left_chat_member": user})

    def rename(self, title: str, by: TelegramPerson) -> None:
        self._group.title = title
        events.service(self._world, self._group, by.id, {"new_chat_title": title})

    def upgrade(self) -> int:
        """Make a supergroup of it, as Telegram does by itself; gives the new id."""
        old = self._group
        new = Group(
            SUPER - self._world.next_number(),
            title=old.title,
            owner=old.owner,
            is_super=True,
            members=dict(old.members),
        )
        events.service(self._world, old, old.owner, {"migrate_to_chat_id": new.chat_id})
        old.moved_to = new.chat_id
        self._world.groups[new.chat_id] = self._group = new
        events.service(self._world, new, old.owner, {"migrate_from_chat_id": old.chat_id})
        return new.chat_id

    async def write(
        self,
        person: TelegramPerson,
        text: str,
        *,
        to: TelegramBot | None = None,
        reply_to: int | None = None,
    ) -> int:
        """Write in the group, with a mention of ``to`` in front; gives the message's number."""
        self._must_speak(person)
        mention = f"@{to.username} " if to else ""
        message = self._world.add_message(self._group, person.id, mention + text)
        message.entities = people.marks(message.text)
        if reply_to is not None:
            message.reply_to = self._group.messages[reply_to - 1]
        events.created(self._world, self._group, message)
        return message.message_id

    async def press(self, person: TelegramPerson, bot: TelegramBot, label: str) -> None:
        """Press a bot's button of the latest message that has it; raises `NoSuchButton`."""
        for message in reversed(self._group.messages):
            button = shown.button_labelled(people.shown_rows(message), label)
            if button is not None and message.sender == bot.user_id:
                events.pressed(self._world, bot, self._group, message, person.id, button.payload)
                return
        raise NoSuchButton(label)

    async def press_on(
        self, person: TelegramPerson, bot: TelegramBot, number: int, data: str
    ) -> str:
        """Press a button with this data, be it there or forged."""
        message = self._group.messages[number - 1]
        return events.pressed(self._world, bot, self._group, message, person.id, data)

    def shown(self, person: TelegramPerson) -> list[ShownMessage]:
        """The group as a member's phone shows it."""
        return [people.show(one, person.id) for one in self._group.messages]

    def menu(self) -> Rows:
        return self._group.menu

    def _set(self, bot: TelegramBot, by: TelegramPerson, new: Member) -> None:
        old = self._group.members.get(bot.user_id, Member("left"))
        self._group.members[bot.user_id] = new
        events.membership(self._world, self._group, bot, by.id, old, new)

    def _service(self, by: TelegramPerson, told: dict[str, object], bot: TelegramBot) -> None:
        users = [{"id": bot.user_id, "is_bot": True, "first_name": bot.name}]
        events.service(self._world, self._group, by.id, told | {"new_chat_members": users})

    def _in(self, user_id: int) -> bool:
        return self._group.has(user_id)

    def _must_speak(self, person: TelegramPerson) -> None:
        member = self._group.members.get(person.id)
        if member is None or not self._in(person.id) or self._is_silent(person.id):
            raise NotAllowed(f"{person.name} may not write here")

    def _is_silent(self, user_id: int) -> bool:
        """Restricted, and not until a moment that has passed."""
        member = self._group.members[user_id]
        until = member.silenced_until
        over = until and self._world.now().timestamp() >= until
        return member.status == "restricted" and not over


def make(
    world: World, title: str, owner: TelegramPerson, members: Sequence[TelegramPerson]
) -> TelegramChat:
    """A group with its first members; the owner is one of them."""
    group = Group(FIRST - world.next_number(), title=title, owner=owner.id)
    group.members = {one.id: Member() for one in members} | {owner.id: Member("creator")}
    world.groups[group.chat_id] = group
    return TelegramChat(world, group)
