"""The methods of the Bot API that bots of the suite may call, and the parameters of each."""

from collections.abc import Callable
from dataclasses import dataclass

from lab.telegram import chats, messages, receiving
from lab.telegram.bot import TelegramBot
from lab.telegram.params import Asked
from lab.telegram.talks import Json
from lab.telegram.world import World

Run = Callable[[World, TelegramBot, Asked], Json | bool]


@dataclass(frozen=True)
class Method:
    """A method; ``takes`` are the parameters that it knows, files among them."""

    run: Run
    takes: frozenset[str]


def _method(run: Run, takes: str = "") -> Method:
    return Method(run, frozenset(takes.split()))


_SENT = (
    "business_connection_id message_thread_id disable_notification protect_content "
    "allow_paid_broadcast message_effect_id reply_parameters reply_markup chat_id parse_mode "
)
_EDITED = "business_connection_id chat_id message_id inline_message_id reply_markup parse_mode "
_CAPTION = "caption caption_entities show_caption_above_media "

METHODS: dict[str, Method] = {
    "getMe": _method(chats.get_me),
    "setWebhook": _method(
        receiving.set_webhook,
        "url certificate ip_address max_connections allowed_updates drop_pending_updates "
        "secret_token",
    ),
    "deleteWebhook": _method(receiving.delete_webhook, "drop_pending_updates"),
    "getWebhookInfo": _method(receiving.webhook_info),
    "sendMessage": _method(messages.send_message, _SENT + "text entities link_preview_options"),
    "sendPhoto": _method(messages.send_photo, _SENT + _CAPTION + "photo has_spoiler"),
    "sendDocument": _method(
        messages.send_document,
        _SENT + "caption caption_entities document thumbnail disable_content_type_detection",
    ),
    "sendChatAction": _method(chats.act, "business_connection_id chat_id message_thread_id action"),
    "editMessageText": _method(messages.edit_text, _EDITED + "text entities link_preview_options"),
    "editMessageCaption": _method(messages.edit_caption, _EDITED + _CAPTION),
    "editMessageMedia": _method(messages.edit_media, _EDITED + "media"),
    "editMessageReplyMarkup": _method(messages.edit_markup, _EDITED),
    "deleteMessage": _method(messages.delete, "chat_id message_id"),
    "answerCallbackQuery": _method(
        messages.answer, "callback_query_id text show_alert url cache_time"
    ),
    "getFile": _method(chats.get_file, "file_id"),
    "getChat": _method(chats.get_chat, "chat_id"),
    "getChatMember": _method(chats.get_member, "chat_id user_id"),
    "pinChatMessage": _method(
        chats.pin, "business_connection_id chat_id message_id disable_notification"
    ),
    "unpinChatMessage": _method(chats.unpin, "business_connection_id chat_id message_id"),
    "banChatMember": _method(chats.ban, "chat_id user_id until_date revoke_messages"),
    "unbanChatMember": _method(chats.unban, "chat_id user_id only_if_banned"),
    "restrictChatMember": _method(
        chats.restrict,
        "chat_id user_id permissions use_independent_chat_permissions until_date",
    ),
    "leaveChat": _method(chats.leave, "chat_id"),
    "setMyCommands": _method(chats.set_commands, "commands scope language_code"),
}
POLL_TAKES = frozenset({"offset", "limit", "timeout", "allowed_updates"})
