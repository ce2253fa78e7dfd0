"""VK's JSON read without trust: whatever stands in a field, the right type comes out or nothing."""

import hashlib
import json
import re
from collections.abc import Mapping

Json = Mapping[str, object]

CHATS = 2_000_000_000
_LARGEST = 2**63
_UNHOLDABLE = re.compile("[\x00\ud800-\udfff]")


def number(value: object) -> int | None:
    """A whole number that fits a database, or None."""
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if -_LARGEST <= value < _LARGEST else None


def text(value: object, length: int) -> str:
    """A text, cut, without what stores cannot hold (NUL, lone surrogates); "" for anything else."""
    return _UNHOLDABLE.sub("", value[: 2 * length])[:length] if isinstance(value, str) else ""


def mapping(value: object) -> Json:
    """An object; empty for anything else."""
    return value if isinstance(value, dict) else {}


def is_chat(peer: int) -> bool:
    """Whether a peer is a group chat: 2000000000 and its number."""
    return peer > CHATS


def dump(value: object) -> str:
    """The text of what was read, always in the same order; "" if it is too deep for that."""
    try:
        return json.dumps(value, sort_keys=True)
    except (ValueError, RecursionError):
        return ""


def digest(value: object) -> str:
    """What tells one thing that was read from another."""
    return f"h{hashlib.sha256(dump(value).encode()).hexdigest()[:32]}"


def load(value: str | bytes) -> object:
    """What a text says; None if it is no JSON."""
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return None
