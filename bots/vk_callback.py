"""VK's Callback API: whose request it is, and what to answer (dev.vk.com/api/callback).

VK takes the body for an order (``remove`` takes the server away): it is one of our own words.
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass

from bots import vk_json
from bots.channel import Decision, Incoming

SECRET_LENGTH = 1_000
TAKEN = Decision(200, "ok")
BAD = Decision(400, "bad request")
FORBIDDEN = Decision(403, "forbidden")


@dataclass(frozen=True)
class Expected:
    """What a community's requests must carry; ``group_id`` None is not checked.

    Without a ``secret`` an update cannot be told from a forged one, so none is taken.
    ``confirmation`` is the string that VK asks for to prove the address.
    """

    group_id: int | None
    secret: str
    confirmation: str


def decide(body: bytes, expected: Expected, read: Callable[[object], Incoming]) -> Decision:
    """Check a request's body and read its update; never raises."""
    update = vk_json.load(body)
    if not isinstance(update, dict) or not isinstance(update.get("type"), str):
        return BAD
    if expected.group_id is not None and update.get("group_id") != expected.group_id:
        return FORBIDDEN
    is_confirmation = update["type"] == "confirmation"
    if not (is_confirmation and "secret" not in update) and not _knows(update, expected.secret):
        return FORBIDDEN
    if is_confirmation:
        return Decision(200, expected.confirmation) if expected.confirmation else FORBIDDEN
    return Decision(TAKEN.status, TAKEN.body, read(update))


def _knows(update: dict[str, object], secret: str) -> bool:
    told = vk_json.text(update.get("secret"), SECRET_LENGTH)
    return bool(secret) and hmac.compare_digest(told.encode(), secret.encode())
