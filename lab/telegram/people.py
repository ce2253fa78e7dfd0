"""People with phones: what they do becomes Telegram's updates, what they see is their dialog."""

from lab import shown
from lab.shown import NoSuchButton, Rows, ShownMessage
from lab.telegram import events
from lab.telegram.bot import TelegramBot
from lab.telegram.talks import Attachment, Dialog, Json, Member, Message
from lab.telegram.world import Account, World

DEEP_LINK = 64


class TelegramPerson:
    """Somebody with Telegram on a phone, in dialogs with bots; groups are in `rooms`."""

    def __init__(self, world: World, account: Account) -> None:
        self._world = world
        self._account = account

    @property
    def id(self) -> int:
        return self._account.id

    @property
    def name(self) -> str:
        return self._account.name

    async def start(self, bot: TelegramBot, payload: str | None = None) -> None:
        """Press «Начать», or follow a deep link with a payload."""
        if payload is not None and len(payload) > DEEP_LINK:
            raise ValueError(f"a deep link carries at most {DEEP_LINK} characters")
        talk = self._talk(bot)
        if talk.begun and not talk.active:
            await self.unblock(bot)
        await self.write(bot, f"/start {payload}" if payload else "/start")

    async def write(
        self,
        bot: TelegramBot,
        text: str,
        *,
        attachments: tuple[Attachment, ...] = (),
        reply_to: int | None = None,
    ) -> int:
        """Write to a bot; gives the message's number. The first words press «Начать» before."""
        talk = self._talk(bot)
        if talk.begun and not talk.active:
            await self.unblock(bot)
        if not talk.begun:
            talk.begun = talk.active = True
            if not text.startswith("/start"):
                await self.write(bot, "/start")
        message = self._world.add_message(talk, self.id, text)
        message.attachments = attachments
        message.entities = marks(text)
        message.reply_to = talk.find(reply_to) if reply_to is not None else None
        events.created(self._world, talk, message)
        return message.message_id

    async def forward(self, bot: TelegramBot, text: str) -> int:
        """Carry on somebody's message."""
        talk = self._talk(bot)
        talk.begun = talk.active = True
        message = self._world.add_message(talk, self.id, text)
        message.forwarded = True
        events.created(self._world, talk, message)
        return message.message_id

    async def send_photo(self, bot: TelegramBot, content: bytes, text: str = "") -> int:
        photo = self._world.keep("photo", "photo.jpg", content)
        return await self.write(bot, text, attachments=(photo,))

    async def send_document(
        self, bot: TelegramBot, name: str, content: bytes, text: str = ""
    ) -> int:
        return await self.write(
            bot, text, attachments=(self._world.keep("document", name, content),)
        )

    async def send_voice(self, bot: TelegramBot, content: bytes = b"OggS") -> int:
        return await self.write(
            bot, "", attachments=(self._world.keep("voice", "voice.ogg", content),)
        )

    async def edit(self, bot: TelegramBot, number: int, text: str) -> None:
        talk = self._talk(bot)
        message = talk.messages[number - 1]
        message.text, message.edited_at = text, self._world.now()
        events.created(self._world, talk, message, "edited_message")

    async def press(self, bot: TelegramBot, label: str) -> None:
        """Press the button with this label of the latest message that has it, or of the keyboard
        below; raises `NoSuchButton`."""
        talk = self._talk(bot)
        for message in reversed(talk.messages):
            button = shown.button_labelled(shown_rows(message), label)
            if button is not None:
                events.pressed(self._world, bot, talk, message, self.id, button.payload)
                return
        if shown.button_labelled(talk.menu, label) is None:
            raise NoSuchButton(label)
        await self.write(bot, label)

    async def press_at(self, bot: TelegramBot, number: int, row: int, place: int) -> None:
        """Press the button that stands there on a message; raises `NoSuchButton`."""
        talk = self._talk(bot)
        message = talk.find(number)
        if message is None:
            raise NoSuchButton(f"no message {number}")
        button = shown.button_at(shown_rows(message), row, place)
        events.pressed(self._world, bot, talk, message, self.id, button.payload)

    async def press_on(self, bot: TelegramBot, number: int, data: str) -> str:
        """Press a button with this data on a message, be it there or forged; gives the press's
        id."""
        talk = self._talk(bot)
        return events.pressed(self._world, bot, talk, talk.messages[number - 1], self.id, data)

    async def block(self, bot: TelegramBot) -> None:
        """Stop the bot: it may not write until it is let in again."""
        self._change(bot, Member("member"), Member("kicked"))
        self._talk(bot).active = False

    async def unblock(self, bot: TelegramBot) -> None:
        self._talk(bot).active = True
        self._change(bot, Member("kicked"), Member("member"))

    def shown(self, bot: TelegramBot) -> list[ShownMessage]:
        """The dialog as the phone shows it, deleted messages marked."""
        return [show(one, self.id) for one in self._talk(bot).messages]

    def menu(self, bot: TelegramBot) -> Rows:
        """The keyboard below the dialog."""
        return self._talk(bot).menu

    def snacks(self, bot: TelegramBot) -> list[str]:
        """Notes that presses were answered with; oldest first."""
        return list(self._talk(bot).snacks)

    def spinning(self, bot: TelegramBot) -> int:
        """Presses that wait for an answer still."""
        own = (one for one in bot.presses.values() if one.user_id == self.id)
        return sum(not one.answered for one in own)

    def sees_typing(self, bot: TelegramBot) -> bool:
        until = self._talk(bot).typing_until
        return until is not None and self._world.now() < until

    def may_write_to(self, bot: TelegramBot) -> bool:
        """Whether the dialog is begun and not blocked: the bot may write to this person."""
        return self._talk(bot).active

    def _change(self, bot: TelegramBot, old: Member, new: Member) -> None:
        events.membership(self._world, self._talk(bot), bot, self.id, old, new)

    def _talk(self, bot: TelegramBot) -> Dialog:
        return self._world.dialog(bot, self.id)


def marks(text: str) -> tuple[Json, ...]:
    """How Telegram marks a command at a text's beginning."""
    word = text.partition(" ")[0]
    if not (word.startswith("/") and word[1:2].isascii() and len(word) > 1):
        return ()
    return ({"type": "bot_command", "offset": 0, "length": len(word)},)


def show(message: Message, owner: int) -> ShownMessage:
    return ShownMessage(
        cmid=message.message_id,
        mine=message.sender == owner,
        from_id=message.sender,
        text="" if message.deleted else message.text,
        rows=shown_rows(message),
        attachments=() if message.deleted else message.attachments,
        edited=message.edited_at is not None,
        deleted=message.deleted,
        at=message.at,
        reply_to=message.reply_to.message_id if message.reply_to else None,
    )


def shown_rows(message: Message) -> Rows:
    return () if message.deleted else message.rows
