"""People with phones: what they do becomes MAX's updates, what they see is their dialog."""

from collections.abc import Sequence
from datetime import datetime

from lab import shown
from lab.sferum import events, messages, talks
from lab.sferum.bot import SferumBot
from lab.sferum.talks import Attachment, Conversation, Dialog, Link, Message
from lab.sferum.world import Account, World
from lab.shown import Button, NoSuchButton, Rows, ShownMessage

DEEP_LINK = 128


class SferumPerson:
    """Somebody with MAX on a phone, in dialogs with bots; groups are in `rooms`."""

    def __init__(self, world: World, account: Account) -> None:
        self._world = world
        self._account = account

    @property
    def id(self) -> int:
        return self._account.id

    @property
    def name(self) -> str:
        return self._account.name

    def chat_id(self, bot: SferumBot) -> int:
        return self._talk(bot).chat_id

    def mid(self, bot: SferumBot, cmid: int) -> str:
        """The API's name of the dialog's message number ``cmid``."""
        return self._talk(bot).messages[cmid - 1].mid

    async def start(self, bot: SferumBot, payload: str | None = None) -> None:
        """Press «Начать», or follow a deep link with a payload; old apps lose the payload."""
        if payload is not None and len(payload) > DEEP_LINK:
            raise ValueError(f"a deep link carries at most {DEEP_LINK} characters")
        talk = self._talk(bot)
        talk.active = True
        more = {} if payload is None else {"payload": payload}
        events.dialog(self._world, talk, "bot_started", **more)

    async def write(
        self,
        bot: SferumBot,
        text: str,
        *,
        attachments: Sequence[Attachment] = (),
        reply_to: int | None = None,
    ) -> int:
        """Write to a bot, after «Начать» where the phone shows nothing else; gives the cmid."""
        talk = await self._opened(bot)
        message = self._world.add_message(talk, self.id, text)
        message.attachments = tuple(attachments)
        if reply_to is not None:
            message.link = Link("reply", talk.messages[reply_to - 1])
        events.created(self._world, talk, message)
        return message.cmid

    async def forward(self, bot: SferumBot, text: str, *, bodiless: bool = False) -> int:
        """Carry on a message of one's own notes: the outer text is empty, with ``bodiless`` there
        is no outer body at all."""
        talk = await self._opened(bot)
        notes = Conversation(self.id)
        carried = self._world.add_message(notes, self.id, text)
        message = self._world.add_message(talk, self.id, "")
        message.link, message.bodiless = Link("forward", carried), bodiless
        events.created(self._world, talk, message)
        return message.cmid

    async def send_photo(self, bot: SferumBot, content: bytes, text: str = "") -> int:
        photo = self._world.keep("image", "photo.webp", content)
        return await self.write(bot, text, attachments=(photo,))

    async def send_document(self, bot: SferumBot, name: str, content: bytes, text: str = "") -> int:
        document = self._world.keep("file", name, content)
        return await self.write(bot, text, attachments=(document,))

    async def send_voice(self, bot: SferumBot, content: bytes = b"OggS") -> int:
        """A voice message: the bot gets an update with no message in it."""
        talk = await self._opened(bot)
        message = self._world.add_message(talk, self.id, "")
        message.attachments = (self._world.keep("audio", "voice.ogg", content),)
        message.unseen = True
        events.created(self._world, talk, message)
        return message.cmid

    async def edit(self, bot: SferumBot, cmid: int, text: str) -> None:
        talk = self._talk(bot)
        message = talk.messages[cmid - 1]
        message.text, message.edited_at = text, self._world.now()
        events.edited(self._world, talk, message)

    async def delete(self, bot: SferumBot, cmid: int) -> None:
        talk = self._talk(bot)
        messages.take_away(self._world, talk, talk.messages[cmid - 1], self.id)

    async def press(self, bot: SferumBot, label: str) -> None:
        """Press the button with this label of the latest message that has it; raises
        `NoSuchButton`."""
        talk = self._talk(bot)
        for message in reversed(talk.messages):
            button = shown.button_labelled(shown_rows(message), label)
            if button is not None:
                await self._press_button(bot, talk, message, button)
                return
        raise NoSuchButton(label)

    async def press_at(self, bot: SferumBot, cmid: int, row: int, place: int) -> None:
        """Press the button that stands there on a message; raises `NoSuchButton`."""
        talk = self._talk(bot)
        message = talk.find(cmid)
        if message is None:
            raise NoSuchButton(f"no message {cmid}")
        await self._press_button(
            bot, talk, message, shown.button_at(shown_rows(message), row, place)
        )

    async def press_on(self, bot: SferumBot, cmid: int, payload: str) -> str:
        """Press a callback button with this payload on a message, be it there or forged; gives
        the press's callback_id. On a deleted message the update carries null for it."""
        talk = self._talk(bot)
        message = talk.messages[cmid - 1]
        return events.pressed(self._world, bot, talk, message, self.id, payload)

    async def _press_button(
        self, bot: SferumBot, talk: Dialog, message: Message, button: Button
    ) -> None:
        if button.type == "callback":
            events.pressed(self._world, bot, talk, message, self.id, button.payload)
        elif button.type == "message":
            await self.write(bot, button.label)
        elif button.type == "request_contact":
            card = f"BEGIN:VCARD\nVERSION:3.0\nFN:{self.name}\nEND:VCARD"
            payload = {"payload": {"vcf_info": card, "hash": self._world.hexes(64)}}
            await self.write(bot, "", attachments=(Attachment("contact", payload=payload),))
        elif button.link:
            talk.opened.append(button.link)
            self._world.changed.ring()

    async def block(self, bot: SferumBot) -> None:
        """Stop the bot: it may not write until «Начать» is pressed again."""
        talk = self._talk(bot)
        talk.active = False
        events.dialog(self._world, talk, "bot_stopped")

    async def clear(self, bot: SferumBot) -> None:
        """Clear the dialog's history on one's phone."""
        events.dialog(self._world, self._talk(bot), "dialog_cleared")

    async def remove(self, bot: SferumBot) -> None:
        """Remove the dialog from one's phone."""
        talk = self._talk(bot)
        talk.active = False
        events.dialog(self._world, talk, "dialog_removed")

    async def mute(self, bot: SferumBot, until: datetime) -> None:
        talk = self._talk(bot)
        events.dialog(self._world, talk, "dialog_muted", muted_until=talks.millis(until))

    async def unmute(self, bot: SferumBot) -> None:
        events.dialog(self._world, self._talk(bot), "dialog_unmuted")

    def shown(self, bot: SferumBot) -> list[ShownMessage]:
        """The dialog as the phone shows it, deleted messages marked."""
        return [show(one, self.id) for one in self._talk(bot).messages]

    def menu(self, bot: SferumBot) -> Rows:
        """MAX has no permanent keyboard."""
        return ()

    def snacks(self, bot: SferumBot) -> list[str]:
        """Notifications that presses were answered with, in groups too; oldest first."""
        return list(self._talk(bot).snacks)

    def opened(self, bot: SferumBot) -> list[str]:
        """Links that presses opened, oldest first."""
        return list(self._talk(bot).opened)

    def spinning(self, bot: SferumBot) -> int:
        """Presses that wait for an answer still."""
        own = (one for one in bot.presses.values() if one.user_id == self.id)
        return sum(not one.answered for one in own)

    def sees_typing(self, bot: SferumBot) -> bool:
        until = self._talk(bot).typing_until
        return until is not None and self._world.now() < until

    def may_write_to(self, bot: SferumBot) -> bool:
        """Whether the dialog is begun and not stopped: the bot may write to this person."""
        return self._talk(bot).active

    def _talk(self, bot: SferumBot) -> Dialog:
        return self._world.dialog(bot.user_id, self.id)

    async def _opened(self, bot: SferumBot) -> Dialog:
        talk = self._talk(bot)
        if not talk.active:
            await self.start(bot)
        return talk


def show(message: Message, owner: int) -> ShownMessage:
    link = message.link
    text = message.text
    if link is not None and link.kind == "forward":
        text = text or link.message.text
    return ShownMessage(
        cmid=message.cmid,
        mine=message.sender == owner,
        from_id=message.sender,
        text="" if message.deleted else text,
        rows=shown_rows(message),
        attachments=() if message.deleted else message.attachments,
        edited=message.edited_at is not None,
        deleted=message.deleted,
        at=message.at,
        reply_to=link.message.cmid if link is not None and link.kind == "reply" else None,
    )


def shown_rows(message: Message) -> Rows:
    return () if message.deleted else message.rows
