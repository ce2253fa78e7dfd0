"""People with phones: what they do becomes VK's events, what they see is their conversation."""

from collections.abc import Sequence

from lab import shown
from lab.shown import Button, NoSuchButton, Rows, ShownMessage
from lab.vk import events, keyboards, shapes
from lab.vk.community import Community
from lab.vk.talks import Attachment, Conversation, Json, Message
from lab.vk.world import Account, World


class VkPerson:
    """Somebody with VK on a phone, in private conversations; chats are in `rooms`."""

    def __init__(self, world: World, account: Account) -> None:
        self._world = world
        self._account = account

    @property
    def id(self) -> int:
        return self._account.id

    @property
    def name(self) -> str:
        return self._account.name

    async def write(
        self,
        community: Community,
        text: str,
        *,
        payload: Json | None = None,
        attachments: Sequence[Attachment] = (),
        ref: str | None = None,
        reply_to: int | None = None,
    ) -> int:
        """Write to a community in private; gives the message's cmid."""
        talk = community.talk(self.id)
        self._consent(community, talk)
        message = self._world.add_message(talk, self.id, text)
        message.payload = keyboards.dumps(payload) if payload is not None else ""
        message.attachments, message.ref = tuple(attachments), ref or ""
        message.reply_to = reply_to
        events.new_message(self._world, community, talk, message)
        return message.cmid

    async def send_photo(self, community: Community, content: bytes, text: str = "") -> int:
        photo = self._world.keep("photo", self.id, "photo.jpg", content)
        return await self.write(community, text, attachments=(photo,))

    async def send_document(
        self, community: Community, name: str, content: bytes, text: str = ""
    ) -> int:
        document = self._world.keep("doc", self.id, name, content)
        return await self.write(community, text, attachments=(document,))

    async def send_voice(self, community: Community, content: bytes = b"OggS") -> int:
        voice = self._world.keep("audio_message", self.id, "voice.ogg", content)
        return await self.write(community, "", attachments=(voice,))

    async def press(self, community: Community, label: str) -> None:
        """Press the button that the phone shows with this label: of the latest message that has
        it, or of the permanent keyboard; raises `NoSuchButton`."""
        talk = community.talk(self.id)
        for message in reversed(talk.messages):
            button = shown.button_labelled(_shown_rows(message), label)
            if button is not None:
                await self._press_button(community, talk, message.cmid, button)
                return
        button = shown.button_labelled(talk.menu.rows if talk.menu else (), label)
        if button is None:
            raise NoSuchButton(label)
        if talk.menu is not None and talk.menu.one_time:
            talk.menu = None
        await self._press_button(community, talk, 0, button)

    async def press_at(self, community: Community, cmid: int, row: int, place: int) -> None:
        """Press the button that stands there on a message, or with cmid 0 on the permanent
        keyboard; raises `NoSuchButton`."""
        talk = community.talk(self.id)
        button = button_of(talk, cmid, row, place)
        if cmid == 0 and talk.menu is not None and talk.menu.one_time:
            talk.menu = None
        await self._press_button(community, talk, cmid, button)

    async def press_on(self, community: Community, cmid: int, payload: Json) -> str:
        """Press a callback button with this payload on a message, be it there or forged;
        gives the press's event_id."""
        talk = community.talk(self.id)
        return events.press(self._world, community, talk, self.id, cmid, payload)

    async def _press_button(
        self, community: Community, talk: Conversation, cmid: int, button: Button
    ) -> None:
        if button.type == "callback":
            payload = shapes.pressed_payload(button.payload)
            events.press(self._world, community, talk, self.id, cmid, payload)
        elif button.type == "text":
            self._consent(community, talk)
            message = self._world.add_message(talk, self.id, button.label)
            message.payload = button.payload
            events.new_message(self._world, community, talk, message)
        elif button.type == "open_link":
            talk.opened.append(button.link)
            self._world.changed.ring()

    def _consent(self, community: Community, talk: Conversation) -> None:
        """A message of one's own lets the community write (facts/vk.md, 5)."""
        if talk.allowed:
            return
        talk.allowed = True
        if self._world.settings.allow_on_first_message:
            self._world.event(community, "message_allow", {"user_id": self.id, "key": ""})

    async def types(self, community: Community) -> None:
        """Write something without sending it."""
        body = {"state": "typing", "from_id": self.id, "to_id": -community.group_id}
        self._world.event(community, "message_typing_state", body)

    async def allow(self, community: Community, key: str = "") -> None:
        """Let a community write, with the key that the permission's link carried."""
        community.talk(self.id).allowed = True
        self._world.event(community, "message_allow", {"user_id": self.id, "key": key})

    async def deny(self, community: Community) -> None:
        community.talk(self.id).allowed = False
        self._world.event(community, "message_deny", {"user_id": self.id})

    async def join(self, community: Community) -> None:
        community.members.add(self.id)
        body = {"user_id": self.id, "join_type": "join"}
        self._world.event(community, "group_join", body)

    async def leave(self, community: Community) -> None:
        community.members.discard(self.id)
        self._world.event(community, "group_leave", {"user_id": self.id, "self": 1})

    def shown(self, community: Community) -> list[ShownMessage]:
        """The private conversation as the phone shows it, deleted messages marked."""
        return [show(one, self.id) for one in community.talk(self.id).messages]

    def menu(self, community: Community) -> Rows:
        """The permanent keyboard."""
        menu = community.talk(self.id).menu
        return menu.rows if menu else ()

    def snacks(self, community: Community) -> list[str]:
        """Short notices that presses were answered with, oldest first."""
        return list(community.talk(self.id).snacks)

    def opened(self, community: Community) -> list[str]:
        """Links that presses opened, oldest first."""
        return list(community.talk(self.id).opened)

    def spinning(self, community: Community) -> int:
        """Presses that wait for an answer still."""
        return len(community.talk(self.id).presses)

    def sees_typing(self, community: Community) -> bool:
        until = community.talk(self.id).typing_until
        return until is not None and self._world.now() < until


def show(message: Message, owner: int) -> ShownMessage:
    return ShownMessage(
        cmid=message.cmid,
        mine=message.from_id == owner,
        from_id=message.from_id,
        text="" if message.deleted else message.text,
        rows=_shown_rows(message),
        attachments=() if message.deleted else message.attachments,
        edited=message.edited_at is not None,
        deleted=message.deleted,
        at=message.at,
        reply_to=message.reply_to,
    )


def _shown_rows(message: Message) -> Rows:
    return message.keyboard.rows if message.keyboard and not message.deleted else ()


def button_of(talk: Conversation, cmid: int, row: int, place: int) -> Button:
    """The button of a message, or with cmid 0 of the permanent keyboard; raises `NoSuchButton`."""
    if cmid:
        message = talk.find(cmid)
        rows = _shown_rows(message) if message else ()
    else:
        rows = talk.menu.rows if talk.menu else ()
    return shown.button_at(rows, row, place)
