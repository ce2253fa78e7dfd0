"""MAX's webhook: whose request it is (dev.max.ru/docs-api/methods/POST/subscriptions)."""

import hmac
from collections.abc import Callable, Mapping

from bots import vk_json
from bots.channel import Decision, Incoming

HEADER = "X-Max-Bot-Api-Secret"
TAKEN = Decision(200, "ok")
BAD = Decision(400, "bad request")
FORBIDDEN = Decision(403, "forbidden")


def decide(
    body: bytes, headers: Mapping[str, str], secret: str, read: Callable[[object], Incoming]
) -> Decision:
    """Check a request and read its update; never raises.

    Without a ``secret`` an update cannot be told from a forged one, so none is taken.
    """
    told = headers.get(HEADER, "")
    if not secret or not hmac.compare_digest(told.encode(errors="replace"), secret.encode()):
        return FORBIDDEN
    update = vk_json.load(body)
    if not isinstance(update, dict) or not isinstance(update.get("update_type"), str):
        return BAD
    return Decision(TAKEN.status, TAKEN.body, read(update))
