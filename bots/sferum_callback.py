"""MAX's webhook: whose request it is (dev.max.ru/docs-api/methods/POST/subscriptions)."""

import hmac
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from bots import vk_json
from bots.channel import Decision, Incoming

HEADER = "X-Max-Bot-Api-Secret"
#: MAX brings an update again for 8 hours. Our keys live longer than this; what is older may be
#: older than its key.
OLDEST = timedelta(days=1)
TAKEN = Decision(200, "ok")
OLD = Decision(200, "ok", refusal="old")
NO_JSON = Decision(400, "bad request", refusal="json")
NO_UPDATE = Decision(400, "bad request", refusal="update")
STRANGER = Decision(403, "forbidden", refusal="secret")


def decide(
    body: bytes,
    headers: Mapping[str, str],
    secret: str,
    read: Callable[[object], Incoming],
    now: datetime,
) -> Decision:
    """Check a request and read its update; never raises.

    Without a ``secret`` an update cannot be told from a forged one, so none is taken.
    """
    told = headers.get(HEADER, "")
    if not secret or not hmac.compare_digest(told.encode(errors="replace"), secret.encode()):
        return STRANGER
    update = vk_json.load(body)
    if update is None:
        return NO_JSON
    if not isinstance(update, dict) or not isinstance(update.get("update_type"), str):
        return NO_UPDATE
    if _is_old(update.get("timestamp"), now):
        return OLD
    return Decision(TAKEN.status, TAKEN.body, read(update))


def _is_old(told: object, now: datetime) -> bool:
    """Whether an update's moment, in milliseconds, is long past; one without a moment is not."""
    milliseconds = vk_json.number(told)
    oldest = (now - OLDEST).astimezone(UTC).timestamp() * 1_000
    return milliseconds is not None and milliseconds < oldest
