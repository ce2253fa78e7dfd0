"""Messages to Telegram: files first, then the words with their keyboard.

Telegram has neither a key of idempotency nor a history that a bot could read: a message whose
answer was lost goes again, rather twice than never. The files that went before it do not, while
this process lives.
"""

import asyncio
from collections.abc import Sequence

import structlog
from aiogram import exceptions
from aiogram.methods import (
    DeleteMessage,
    EditMessageCaption,
    EditMessageMedia,
    EditMessageText,
    SendDocument,
    SendMessage,
    SendPhoto,
    TelegramMethod,
)
from aiogram.types import (
    BufferedInputFile,
    InputMediaDocument,
    InputMediaPhoto,
    LinkPreviewOptions,
    Message,
)

from bots import telegram_acts, telegram_keyboard
from bots.channel import ChannelError, Halted, Outcome, Outgoing, Rejected, Sent, Trouble, Upload
from bots.telegram_api import UPLOAD_SECONDS, Line
from bots.telegram_limits import CAPTION, LIMITS
from dialogs import words

log = structlog.get_logger()

HTML = "HTML"
#: How the id of a message ends whose words stand under a file: they are edited by another method.
UNDER_FILE = "c"
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Sending:
    """Sends for one bot."""

    def __init__(self, line: Line) -> None:
        self._line = line
        #: By a row's id: the places of its files that went alone, while it is not done.
        self._gone: dict[int, dict[int, str | None]] = {}

    async def deliver(self, batch: Sequence[Outgoing], *, urgent: bool) -> list[Outcome]:
        """Send; an outcome for each in order."""
        if len(batch) == 1:
            return [await self._one(batch[0], urgent)]
        return list(await asyncio.gather(*(self._one(one, urgent) for one in batch)))

    async def _one(self, outgoing: Outgoing, urgent: bool, peer: str | None = None) -> Outcome:
        to = peer or outgoing.peer
        try:
            match outgoing.kind:
                case "delete":
                    await self._delete(outgoing, to, urgent)
                    return Sent(outgoing.target)
                case "edit":
                    return await self._edit(outgoing, to, urgent)
                case "send":
                    return await self._send(outgoing, to, urgent)
                case _:
                    method = telegram_acts.method(outgoing, _chat(to), _pinned(outgoing))
                    await self._line.call(method, urgent=urgent)
                    return Sent(outgoing.target)
        except exceptions.TelegramMigrateToChat as moved:
            if peer is not None:
                return Trouble("moved again")
            # The conversation follows when the group's own update tells of it.
            return await self._one(outgoing, urgent, str(moved.migrate_to_chat_id))
        except exceptions.TelegramBadRequest:
            return Sent(outgoing.target)
        except ChannelError as error:
            if not isinstance(error, Trouble | Halted):
                self._gone.pop(outgoing.id, None)
            return error

    async def _delete(self, outgoing: Outgoing, peer: str, urgent: bool) -> None:
        number, _ = _target(outgoing)
        await self._line.call(DeleteMessage(chat_id=_chat(peer), message_id=number), urgent=urgent)

    async def _edit(self, outgoing: Outgoing, peer: str, urgent: bool) -> Outcome:
        """Change a message; what stands under a file stays under one. Else it goes anew."""
        number, under_file = _target(outgoing)
        if under_file != bool(outgoing.uploads) or len(outgoing.uploads) > 1:
            raise Rejected("other shape")
        chat, keys = _chat(peer), telegram_keyboard.under_message(outgoing.inline)
        if not under_file:
            text, mode = _text(outgoing, LIMITS.text)
            method: TelegramMethod[Message | bool] = EditMessageText(
                chat_id=chat,
                message_id=number,
                text=text,
                parse_mode=mode,
                reply_markup=keys,
                link_preview_options=NO_PREVIEW,
            )
            await self._line.call(method, urgent=urgent)
            return Sent(outgoing.target)
        if len(outgoing.text) > CAPTION:
            raise Rejected("other shape")
        (upload,) = outgoing.uploads
        if upload.content is None and upload.reference is None:
            method = EditMessageCaption(
                chat_id=chat,
                message_id=number,
                caption=outgoing.text,
                parse_mode=HTML,
                reply_markup=keys,
            )
            await self._line.call(method, urgent=urgent)
            return Sent(outgoing.target, (None,))
        kind = InputMediaPhoto if upload.kind == "photo" else InputMediaDocument
        media = kind(media=_file(upload), caption=outgoing.text, parse_mode=HTML)
        method = EditMessageMedia(chat_id=chat, message_id=number, media=media, reply_markup=keys)
        told = await self._line.call(method, urgent=urgent, seconds=UPLOAD_SECONDS)
        return Sent(outgoing.target, (_new(upload, told),))

    async def _send(self, outgoing: Outgoing, peer: str, urgent: bool) -> Outcome:
        """One file carries the words if they are short; several go before them, each alone."""
        there = [n for n, one in enumerate(outgoing.uploads) if one.content or one.reference]
        together = len(there) == 1 and len(outgoing.text) <= CAPTION
        gone = self._gone.setdefault(outgoing.id, {})
        for place in [] if together else there:
            if place in gone:
                log.info("found_sent", count=1)
                continue
            upload = outgoing.uploads[place]
            told = await self._put(_alone(peer, upload), peer, urgent, upload)
            gone[place] = _new(upload, told)
        if together:
            upload = outgoing.uploads[there[0]]
            last = await self._put(_under(outgoing, peer, upload), peer, urgent, upload)
            gone[there[0]] = _new(upload, last)
        else:
            last = await self._put(_words(outgoing, peer), peer, urgent, first=outgoing.first)
        references = tuple(gone.get(place) for place in range(len(outgoing.uploads)))
        del self._gone[outgoing.id]
        return Sent(f"{last.message_id}{UNDER_FILE if together else ''}", references)

    async def _put(
        self,
        method: TelegramMethod[Message],
        peer: str,
        urgent: bool,
        upload: Upload | None = None,
        *,
        first: bool = False,
    ) -> Message:
        await self._line.place(peer, first=first)
        if upload is None or upload.reference is not None:
            return await self._line.call(method, urgent=urgent, first=first)
        return await self._line.call(method, urgent=urgent, seconds=UPLOAD_SECONDS)


def _words(outgoing: Outgoing, peer: str) -> SendMessage:
    text, mode = _text(outgoing, LIMITS.text)
    return SendMessage(
        chat_id=_chat(peer),
        text=text,
        parse_mode=mode,
        reply_markup=telegram_keyboard.of(outgoing.inline, outgoing.menu),
        link_preview_options=NO_PREVIEW,
    )


def _alone(peer: str, upload: Upload) -> TelegramMethod[Message]:
    if upload.kind == "photo":
        return SendPhoto(chat_id=_chat(peer), photo=_file(upload))
    return SendDocument(chat_id=_chat(peer), document=_file(upload))


def _under(outgoing: Outgoing, peer: str, upload: Upload) -> TelegramMethod[Message]:
    keys = telegram_keyboard.of(outgoing.inline, outgoing.menu)
    chat, caption = _chat(peer), outgoing.text
    if upload.kind == "photo":
        return SendPhoto(
            chat_id=chat, photo=_file(upload), caption=caption, parse_mode=HTML, reply_markup=keys
        )
    return SendDocument(
        chat_id=chat, document=_file(upload), caption=caption, parse_mode=HTML, reply_markup=keys
    )


def _file(upload: Upload) -> str | BufferedInputFile:
    if upload.reference is not None:
        return upload.reference
    return BufferedInputFile(upload.content or b"", upload.name or "file")


def _new(upload: Upload, told: Message | bool) -> str | None:
    """Telegram's id of a file that went up now."""
    if upload.reference is not None or not isinstance(told, Message):
        return None
    if told.photo:
        return told.photo[-1].file_id
    return told.document.file_id if told.document is not None else None


def _text(outgoing: Outgoing, most: int) -> tuple[str, str | None]:
    """The words, without their markup where that would be cut through."""
    if len(outgoing.text) <= most:
        return outgoing.text, HTML
    return words.plain(outgoing.text)[:most], None


def _target(outgoing: Outgoing) -> tuple[int, bool]:
    """The message to change, and whether its words stand under a file; raises `Rejected`."""
    told = outgoing.target or ""
    number = told.removesuffix(UNDER_FILE)
    if not number.isdecimal():
        raise Rejected("no target")
    return int(number), told.endswith(UNDER_FILE)


def _pinned(act: Outgoing) -> int | None:
    return _target(act)[0] if act.kind == "pin" else None


def _chat(peer: str) -> int:
    try:
        return int(peer)
    except ValueError:
        raise Rejected("no peer") from None
