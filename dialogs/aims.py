"""Whom a command of order is about: by reply, a message carried on, mention, link or name (M1)."""

import re
from dataclasses import dataclass
from datetime import timedelta

from dialogs import durations
from dialogs.registry import Turn
from storage import council, moderation, refusals
from storage.store import Tx

NAME_WORDS = 4
LENGTH_WORDS = 3
#: A mention or a link to a profile, as messengers write them into the text.
_POINTER = re.compile(
    r"\[id\d+\|[^\[\]]*\]|(?:https?://)?(?:m\.)?vk\.(?:com|ru)/id\d+|max://user/\d+"
    r"|tg://user\?id=\d+|@\S+"
)


@dataclass(frozen=True)
class Aim:
    """A resident, and what else was written."""

    resident: int
    rest: str


def find(tx: Tx, turn: Turn, rest: str) -> Aim:
    """Whom a command is about; raises Denied, Missing, Broken (several of that name)."""
    if turn.pointed is not None:
        resident = moderation.whose(tx, turn.pointed.account)
        return Aim(resident, " ".join(_POINTER.sub(" ", rest).split()))
    said = rest.split()
    for count in range(min(NAME_WORDS, len(said)), 0, -1):
        found = council.named(tx, turn.who, " ".join(said[:count]))
        if len(found) > 1:
            raise refusals.Broken("moderation-several")
        if found:
            return Aim(found[0].id or 0, " ".join(said[count:]))
    raise refusals.Missing("moderation-person")


def length(rest: str) -> tuple[timedelta | None, str]:
    """The length of time at the beginning of a text, and what follows: «1д не по делу»."""
    said = rest.split()
    for count in range(min(LENGTH_WORDS, len(said)), 0, -1):
        found = durations.read_duration(" ".join(said[:count]))
        if isinstance(found, timedelta):
            return found, " ".join(said[count:])
    return None, rest
