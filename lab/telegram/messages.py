"""Methods that send, change and delete messages, and answer presses."""

from lab.telegram import entities, errors, keyboards, limits, shapes
from lab.telegram.bot import TelegramBot
from lab.telegram.params import Asked, Sent
from lab.telegram.talks import DELETE, Attachment, Conversation, Dialog, Group, Json, Message
from lab.telegram.world import World

TEXT, CAPTION = 4096, 1024
LARGEST = {"photo": 10 * 2**20, "document": 50 * 2**20}


def send_message(world: World, bot: TelegramBot, asked: Asked) -> Json:
    text, marks = entities.read(asked.text("text"), asked.text("parse_mode"))
    if not text:
        raise errors.bad("message text is empty")
    if entities.units(text) > TEXT:
        raise errors.bad("message is too long")
    return _put(world, bot, asked, text, marks)


def send_photo(world: World, bot: TelegramBot, asked: Asked) -> Json:
    return _send_file(world, bot, asked, "photo")


def send_document(world: World, bot: TelegramBot, asked: Asked) -> Json:
    return _send_file(world, bot, asked, "document")


def _send_file(world: World, bot: TelegramBot, asked: Asked, kind: str) -> Json:
    text, marks = entities.read(asked.text("caption"), asked.text("parse_mode"))
    if entities.units(text) > CAPTION:
        raise errors.bad("message caption is too long")
    file = _file(world, asked, asked.text(kind), kind)
    return _put(world, bot, asked, text, marks, (file,))


def _file(world: World, asked: Asked, told: str, kind: str) -> Attachment:
    """A file that is known by its id already, or comes with the call."""
    if told.startswith("attach://"):
        sent = asked.files.get(told.removeprefix("attach://"))
    elif told:
        known = world.files.get(told)
        if known is None or known.kind != kind:
            raise errors.bad("wrong file identifier/HTTP URL specified")
        return known
    else:
        sent = asked.files.get(kind)
    return _kept(world, sent, kind)


def _kept(world: World, sent: Sent | None, kind: str) -> Attachment:
    if sent is None:
        raise errors.bad(f"there is no {kind} in the request")
    if not sent.content:
        raise errors.bad("file must be non-empty")
    if len(sent.content) > LARGEST[kind]:
        raise errors.Refusal(413, "Request Entity Too Large")
    return world.keep(kind, sent.name, sent.content)


def _put(
    world: World,
    bot: TelegramBot,
    asked: Asked,
    text: str,
    marks: tuple[Json, ...],
    files: tuple[Attachment, ...] = (),
) -> Json:
    keyboard = keyboards.read(asked.json("reply_markup"))
    talk = world.talk_of(bot, asked.needed("chat_id"))
    limits.count_message(world, bot, talk)
    talk.typing_until = None
    message = world.add_message(talk, bot.user_id, text)
    message.entities, message.attachments, message.rows = marks, files, keyboard.rows
    if keyboard.menu is not None:
        talk.menu = keyboard.menu
    return shapes.message(world, talk, message)


def edit_text(world: World, bot: TelegramBot, asked: Asked) -> Json:
    text, marks = entities.read(asked.text("text"), asked.text("parse_mode"))
    if not text:
        raise errors.bad("message text is empty")
    if entities.units(text) > TEXT:
        raise errors.bad("message is too long")
    talk, message = _own(world, bot, asked, "edit")
    if message.attachments:
        raise errors.bad("there is no text in the message to edit")
    return _change(world, talk, message, asked, text, marks, message.attachments)


def edit_caption(world: World, bot: TelegramBot, asked: Asked) -> Json:
    text, marks = entities.read(asked.text("caption"), asked.text("parse_mode"))
    if entities.units(text) > CAPTION:
        raise errors.bad("message caption is too long")
    talk, message = _own(world, bot, asked, "edit")
    if not message.attachments:
        raise errors.bad("there is no caption in the message to edit")
    return _change(world, talk, message, asked, text, marks, message.attachments)


def edit_media(world: World, bot: TelegramBot, asked: Asked) -> Json:
    media = asked.json("media")
    kind = media.get("type") if isinstance(media, dict) else None
    if not isinstance(media, dict) or kind not in LARGEST:
        raise errors.bad("can't parse InputMedia")
    text, marks = entities.read(str(media.get("caption") or ""), media.get("parse_mode"))
    talk, message = _own(world, bot, asked, "edit")
    file = _file(world, asked, str(media.get("media") or ""), str(kind))
    return _change(world, talk, message, asked, text, marks, (file,))


def edit_markup(world: World, bot: TelegramBot, asked: Asked) -> Json:
    talk, message = _own(world, bot, asked, "edit")
    return _change(world, talk, message, asked, message.text, message.entities, message.attachments)


def _change(
    world: World,
    talk: Conversation,
    message: Message,
    asked: Asked,
    text: str,
    marks: tuple[Json, ...],
    files: tuple[Attachment, ...],
) -> Json:
    keyboard = keyboards.read(asked.json("reply_markup"))
    if keyboard.menu is not None:
        raise errors.bad("inline keyboard expected")
    now = (message.text, message.entities, message.attachments, message.rows)
    if now == (text, marks, files, keyboard.rows):
        raise errors.bad(
            "message is not modified: specified new message content and reply markup are exactly "
            "the same as a current content and reply markup of the message"
        )
    message.text, message.entities, message.rows = text, marks, keyboard.rows
    message.attachments, message.edited_at = files, world.now()
    world.changed.ring()
    return shapes.message(world, talk, message)


def delete(world: World, bot: TelegramBot, asked: Asked) -> bool:
    talk = world.talk_of(bot, asked.needed("chat_id"))
    message = talk.find(asked.needed("message_id"))
    if message is None or message.deleted:
        raise errors.bad("message to delete not found")
    own = message.sender == bot.user_id or isinstance(talk, Dialog)
    if not own and not (isinstance(talk, Group) and talk.may(bot.user_id, DELETE)):
        raise errors.bad("message can't be deleted")
    if world.now() - message.at > world.settings.edit_window and isinstance(talk, Dialog):
        raise errors.bad("message can't be deleted")
    message.deleted = True
    world.changed.ring()
    return True


def _own(world: World, bot: TelegramBot, asked: Asked, what: str) -> tuple[Conversation, Message]:
    talk = world.talk_of(bot, asked.needed("chat_id"))
    message = talk.find(asked.needed("message_id"))
    if message is None or message.deleted:
        raise errors.bad(f"message to {what} not found")
    if message.sender != bot.user_id:
        raise errors.bad(f"message can't be {what}ed")
    return talk, message


def answer(world: World, bot: TelegramBot, asked: Asked) -> bool:
    press = bot.presses.get(asked.text("callback_query_id"))
    if press is None or world.now() - press.at > world.settings.press_life:
        raise errors.bad("query is too old and response timeout expired or query ID is invalid")
    if entities.units(asked.text("text")) > 200:
        raise errors.bad("MESSAGE_TOO_LONG")
    press.answered = True
    if told := asked.text("text"):
        world.dialog(bot, press.user_id).snacks.append(told)
    world.changed.ring()
    return True


def forget(world: World, talk: Conversation, message: Message) -> None:
    """A person takes a message of theirs away."""
    message.deleted = True
    world.changed.ring()
