"""Chats with people and communities in them: who hears what (facts/vk.md, 5)."""

import re
from collections.abc import Sequence

from lab import shown
from lab.shown import Button, NoSuchButton, Rows, ShownMessage
from lab.vk import events, keyboards, people, shapes
from lab.vk.community import Community
from lab.vk.people import VkPerson
from lab.vk.talks import CHAT, Attachment, Chat, Conversation, Json, Message, Seat
from lab.vk.world import World


class NotAllowed(Exception):
    """VK does not let this person write here: not in the chat, or muted in it."""


class VkChat:
    """A group chat as those in it use it."""

    def __init__(self, world: World, chat: Chat) -> None:
        self._world = world
        self._chat = chat

    @property
    def link(self) -> str:
        return self._chat.link

    @property
    def pinned(self) -> int | None:
        """The pinned message's cmid."""
        return self._chat.pinned

    @property
    def people(self) -> set[int]:
        return set(self._chat.people)

    @property
    def muted(self) -> set[int]:
        return {who for who in self._chat.muted if self._is_muted(who)}

    def peer(self, community: Community) -> int:
        """The chat's peer_id for this community: every community numbers chats by itself."""
        return self._chat.seats[community.group_id].peer

    def invite(
        self,
        community: Community,
        by: VkPerson,
        *,
        all_messages: bool = False,
        admin: bool = False,
    ) -> int:
        """Add a community; it hears mentions only unless ``all_messages``. Gives its peer_id."""
        peer = CHAT + 1 + len(community.chat_peers)
        self._chat.seats[community.group_id] = Seat(peer, all_messages, admin)
        community.conversations[peer] = Conversation(peer, self._chat.messages)
        action: Json = {"type": "chat_invite_user", "member_id": -community.group_id}
        events.chat_action(self._world, self._chat, by.id, action)
        return peer

    def give(self, community: Community, *, all_messages: bool, admin: bool) -> None:
        """Change what a community may do here."""
        seat = self._chat.seats[community.group_id]
        seat.all_messages, seat.admin = all_messages, admin

    def expel(self, community: Community, by: VkPerson) -> None:
        """Take a community out of the chat."""
        events.community_goes(self._world, self._chat, community, by.id)

    def add(self, person: VkPerson, *, by_link: bool = False) -> None:
        self._chat.people[person.id] = self._world.now()
        kind = "chat_invite_user_by_link" if by_link else "chat_invite_user"
        from_id = person.id if by_link else self._chat.owner
        action: Json = {"type": kind, "member_id": person.id}
        events.chat_action(self._world, self._chat, from_id, action)

    def leave(self, person: VkPerson) -> None:
        del self._chat.people[person.id]
        action: Json = {"type": "chat_kick_user", "member_id": person.id}
        events.chat_action(self._world, self._chat, person.id, action)

    def kick(self, person: VkPerson, by: VkPerson) -> None:
        """Take a person out; raises `NotAllowed` unless ``by`` is the owner or an admin."""
        if by.id not in self._chat.admins | {self._chat.owner}:
            raise NotAllowed(f"{by.name} is not an admin")
        del self._chat.people[person.id]
        action: Json = {"type": "chat_kick_user", "member_id": person.id}
        events.chat_action(self._world, self._chat, by.id, action)

    def rename(self, title: str, by: VkPerson) -> None:
        self._chat.title = title
        events.chat_action(
            self._world, self._chat, by.id, {"type": "chat_title_update", "text": title}
        )

    def make_admin(self, person: VkPerson) -> None:
        self._chat.admins.add(person.id)

    async def write(
        self,
        person: VkPerson,
        text: str,
        *,
        to: Community | None = None,
        payload: Json | None = None,
        attachments: Sequence[Attachment] = (),
        reply_to: int | None = None,
    ) -> int:
        """Write in the chat, with a mention of ``to`` in front; gives the message's cmid."""
        self._must_write(person)
        mention = f"[club{to.group_id}|{to.name}] " if to else ""
        message = events.chat_message(self._world, self._chat, person.id, mention + text)
        message.payload = keyboards.dumps(payload) if payload is not None else ""
        message.attachments, message.reply_to = tuple(attachments), reply_to
        self._tell(message, to)
        return message.cmid

    async def press(self, person: VkPerson, community: Community, label: str) -> None:
        """Press a community's button: of the latest message that has it, or of its permanent
        keyboard; raises `NoSuchButton`."""
        self._must_write(person)
        talk = community.talk(self.peer(community))
        own = (one for one in reversed(talk.messages) if one.from_id == -community.group_id)
        boards = [(one.cmid, people.show(one, person.id).rows) for one in own]
        boards.append((0, self.menu(community)))
        for cmid, rows in boards:
            button = shown.button_labelled(rows, label)
            if button is None:
                continue
            self._press_button(person, community, cmid, button)
            return
        raise NoSuchButton(label)

    async def press_at(
        self, person: VkPerson, community: Community, cmid: int, row: int, place: int
    ) -> None:
        """Press the button that stands there on a message, or with cmid 0 on the permanent
        keyboard; raises `NoSuchButton`."""
        self._must_write(person)
        talk = community.talk(self.peer(community))
        button = people.button_of(talk, cmid, row, place)
        self._press_button(person, community, cmid, button)

    def _press_button(
        self, person: VkPerson, community: Community, cmid: int, button: Button
    ) -> None:
        if button.type == "callback":
            talk = community.talk(self.peer(community))
            payload = shapes.pressed_payload(button.payload)
            events.press(self._world, community, talk, person.id, cmid, payload)
            return
        mention = f"[club{community.group_id}|{community.name}] "
        message = events.chat_message(self._world, self._chat, person.id, mention + button.label)
        message.payload = button.payload
        self._tell(message, community)

    async def press_on(
        self, person: VkPerson, community: Community, cmid: int, payload: Json
    ) -> str:
        """Press a callback button with this payload, be it there or forged."""
        talk = community.talk(self.peer(community))
        return events.press(self._world, community, talk, person.id, cmid, payload)

    def shown(self, person: VkPerson) -> list[ShownMessage]:
        """The chat as a member's phone shows it."""
        return [people.show(one, person.id) for one in self._chat.messages]

    def menu(self, community: Community) -> Rows:
        """The permanent keyboard that a community put here."""
        menu = community.talk(self.peer(community)).menu
        return menu.rows if menu else ()

    def _tell(self, message: Message, addressed: Community | None) -> None:
        for community, talk in events.seated(self._world, self._chat):
            heard = self._chat.seats[community.group_id].all_messages
            if heard or community is addressed or _mentions(message.text, community):
                events.new_message(self._world, community, talk, message)

    def _must_write(self, person: VkPerson) -> None:
        if person.id not in self._chat.people:
            raise NotAllowed(f"{person.name} is not in the chat")
        if self._is_muted(person.id):
            raise NotAllowed(f"{person.name} is muted")

    def _is_muted(self, who: int) -> bool:
        if who not in self._chat.muted:
            return False
        until = self._chat.muted[who]
        return until is None or self._world.now() < until


def _mentions(text: str, community: Community) -> bool:
    return re.search(rf"(\[|@)club{community.group_id}\b", text) is not None


def make(world: World, title: str, owner: VkPerson, members: Sequence[VkPerson]) -> VkChat:
    """A chat with its first members; the owner is one of them."""
    present = {one.id: world.now() for one in (owner, *members)}
    chat = Chat(title, owner.id, world.next_number(), present)
    world.chats.append(chat)
    return VkChat(world, chat)
