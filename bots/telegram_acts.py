"""Acts in Telegram's groups: a message erased, a member removed, readmitted or restricted, a
message pinned. A restriction and a ban end in Telegram by themselves at ``until_date``.
"""

from aiogram.methods import (
    BanChatMember,
    DeleteMessage,
    PinChatMessage,
    RestrictChatMember,
    TelegramMethod,
    UnbanChatMember,
    UnpinChatMessage,
)
from aiogram.types import ChatPermissions

from bots.channel import NotDone, Outgoing, Rejected

_NOTHING = ChatPermissions(
    can_send_messages=False,
    can_send_audios=False,
    can_send_documents=False,
    can_send_photos=False,
    can_send_videos=False,
    can_send_video_notes=False,
    can_send_voice_notes=False,
    can_send_polls=False,
    can_send_other_messages=False,
)
_AGAIN = ChatPermissions(
    can_send_messages=True,
    can_send_audios=True,
    can_send_documents=True,
    can_send_photos=True,
    can_send_videos=True,
    can_send_video_notes=True,
    can_send_voice_notes=True,
    can_send_polls=True,
    can_send_other_messages=True,
)


def method(act: Outgoing, chat: int, pinned: int | None) -> TelegramMethod[bool]:
    """The call that does an act; ``pinned`` is the message to pin. Raises `ChannelError`."""
    match act.kind:
        case "erase":
            return DeleteMessage(chat_id=chat, message_id=_number(act))
        case "remove":
            return BanChatMember(chat_id=chat, user_id=_number(act), until_date=act.until)
        case "readmit":
            return UnbanChatMember(chat_id=chat, user_id=_number(act), only_if_banned=True)
        case "restrict":
            return RestrictChatMember(
                chat_id=chat, user_id=_number(act), permissions=_NOTHING, until_date=act.until
            )
        case "unrestrict":
            return RestrictChatMember(chat_id=chat, user_id=_number(act), permissions=_AGAIN)
        case "pin" if pinned is not None:
            return PinChatMessage(chat_id=chat, message_id=pinned, disable_notification=True)
        case "unpin":
            return UnpinChatMessage(chat_id=chat)
        case _:
            raise NotDone("cannot")


def _number(act: Outgoing) -> int:
    if act.aim is None or not act.aim.isdecimal():
        raise Rejected("no aim")
    return int(act.aim)
