"""Nothing that VK may send is fatal: any JSON, and every event of the collection."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bots import vk_updates
from bots.channel import Incoming
from tests.channels.conftest import SHARED

ANNA, GROUP, CHAT = 700_001, 373_001, 2_000_000_004
Json = dict[str, Any]


def read(told: object) -> Incoming:
    return vk_updates.read(told, "vk-project", GROUP)


def message(fields: Json) -> Json:
    whole = {"from_id": ANNA, "peer_id": ANNA, "out": 0} | fields
    return {"type": "message_new", "group_id": GROUP, "object": {"message": whole}}


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.sampled_from([ANNA, CHAT, -GROUP, "message_new", "[club373001|x] a", '{"k":"a.1"}']),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=10,
)
FIELDS = ["from_id", "peer_id", "text", "payload", "attachments", "action", "reply_message", "ref"]
KINDS = ["message_new", "message_event", "message_allow", "message_deny", "message_reply", "?"]


@given(JSON)
@example(10**400)
def test_reading_never_fails(told: object) -> None:
    assert read(told).happening == "none" or isinstance(told, dict)


@given(st.sampled_from(KINDS), st.dictionaries(st.sampled_from(FIELDS), JSON), JSON)
def test_reading_never_fails_on_odd_fields(kind: str, fields: Json, event: object) -> None:
    for content in (fields, {"message": fields}, {"user_id": ANNA} | fields):
        incoming = read({"type": kind, "event_id": event, "object": content})
        incoming.text.encode()
        incoming.key.encode()
        assert incoming.happening in ("message", "press", "allowed", "denied", "chat", "none")


def updates_in(told: Json) -> list[Json]:
    """The updates in a file of the collection: one, a poll's, or a message without its event."""
    if "updates" in told:
        return list(told["updates"])
    return [told] if "object" in told else [message(told | {"out": 0})]


FILES = sorted((SHARED / "vk-events").glob("*.json"))


@pytest.mark.skipif(not FILES, reason="the collection of events is not here")
def test_every_event_of_the_collection_is_survived() -> None:
    for path in FILES:
        told = json.loads(path.read_text())
        for one in updates_in(told) if isinstance(told, dict) else told:
            incoming = read(one)
            is_message = one.get("type") == "message_new"
            assert not is_message or incoming.happening in ("message", "chat"), path.name
