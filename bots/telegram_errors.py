"""What Telegram's refusals mean for a message of ours (core.telegram.org/bots/api#making-requests).

What is not here is taken as passing trouble: better a late message than a lost one.
"""

from aiogram import exceptions

from bots.channel import ChannelError, Halted, NotDone, Rejected, Trouble, Unreachable
from storage.chat_acts import Ending

#: A mailing that met the limit goes on after that many seconds even if Telegram names no time.
REST = 1.0
_NOT_MODIFIED = "message is not modified"
_ALREADY_GONE = "message to delete not found"
_NOBODY = ("chat not found", "user not found", "peer_id_invalid", "have no rights to send")
_WHY = (
    ("blocked", "blocked"),
    ("deactivated", "deactivated"),
    ("initiate conversation", "never-started"),
    ("kicked", "kicked"),
    ("not a member", "kicked"),
)


#: Why an act in a group is not done; no message of ours is refused with these words.
_NOT_DONE: tuple[tuple[str, Ending], ...] = (
    ("not enough rights to restrict", "no-right"),
    ("not enough rights to manage pinned", "no-right"),
    ("message can't be deleted", "no-right"),
    ("participant_id_invalid", "absent"),
    ("can't remove chat owner", "protected"),
    ("user is an administrator of the chat", "protected"),
    ("available for supergroup", "cannot"),
)


def is_done_already(error: exceptions.TelegramAPIError) -> bool:
    """Whether what was asked for is so already: the message looks so, or is gone."""
    told = error.message.lower()
    return isinstance(error, exceptions.TelegramBadRequest) and (
        _NOT_MODIFIED in told or _ALREADY_GONE in told
    )


def of(error: exceptions.AiogramError) -> ChannelError:
    """What an error of a call means; no text of Telegram's goes into it."""
    match error:
        case exceptions.TelegramRetryAfter():
            return Trouble("telegram 429", max(REST, float(error.retry_after)))
        case exceptions.TelegramUnauthorizedError() | exceptions.TelegramNotFound():
            # A token that was never one is answered by 404.
            return Halted("telegram 401")
        case exceptions.TelegramForbiddenError():
            return Unreachable(f"telegram {_why(error.message)}")
        case exceptions.TelegramEntityTooLarge():
            return Rejected("telegram 413")
        case exceptions.TelegramBadRequest() if (ending := _not_done(error.message)) is not None:
            return NotDone(ending)
        case exceptions.TelegramBadRequest() if _is_nobody(error.message):
            return Unreachable("telegram no-chat")
        case exceptions.TelegramBadRequest():
            return Rejected("telegram 400")
        case exceptions.TelegramNetworkError():
            return Trouble("network")
        case exceptions.ClientDecodeError():
            return Trouble("odd answer")
        case _:
            return Trouble("telegram trouble")


def _not_done(told: str) -> Ending | None:
    return next((ending for words, ending in _NOT_DONE if words in told.lower()), None)


def _is_nobody(told: str) -> bool:
    return any(words in told.lower() for words in _NOBODY)


def _why(told: str) -> str:
    return next((why for words, why in _WHY if words in told.lower()), "forbidden")
