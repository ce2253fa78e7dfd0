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
NO_JSON = Decision(400, "bad request", refusal="json")
NO_UPDATE = Decision(400, "bad request", refusal="update")
STRANGER = Decision(403, "forbidden", refusal="secret")
OTHERS = Decision(403, "forbidden", refusal="account")


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
    if update is None:
        return NO_JSON
    if not isinstance(update, dict) or not isinstance(update.get("type"), str):
        return NO_UPDATE
    if expected.group_id is not None and update.get("group_id") != expected.group_id:
        return OTHERS
    is_confirmation = update["type"] == "confirmation"
    if not (is_confirmation and "secret" not in update) and not _knows(update, expected.secret):
        return STRANGER
    if is_confirmation:
        return Decision(200, expected.confirmation) if expected.confirmation else STRANGER
    return Decision(TAKEN.status, TAKEN.body, read(update))


def _knows(update: dict[str, object], secret: str) -> bool:
    told = vk_json.text(update.get("secret"), SECRET_LENGTH)
    return bool(secret) and hmac.compare_digest(told.encode(), secret.encode())
