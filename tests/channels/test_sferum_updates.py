"""What MAX may send is read as the suite understands it, or survived."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots import sferum_updates
from bots.channel import Incoming
from bots.sferum_updates import Self
from tests.schema import max_schema

OWN = Self(277_000_001, "id277_bot")
ANNA = {"user_id": 5, "first_name": "Аня", "is_bot": False}
EVENTS = sorted(max_schema.EVENTS.rglob("*.json"))


def read(update: object) -> Incoming:
    return sferum_updates.read(update, "sferum", OWN)


def created(text: str | None = "Привет", **message: object) -> dict[str, object]:
    whole = {
        "sender": ANNA,
        "recipient": {"chat_id": 77, "chat_type": "dialog", "user_id": OWN.user_id},
        "timestamp": 1,
        "body": {"mid": "mid.1", "seq": 1, "text": text, "attachments": None},
    }
    return {"update_type": "message_created", "timestamp": 1, "message": whole | message}


def pressed(**more: object) -> dict[str, object]:
    callback = {"timestamp": 1, "callback_id": "c1", "payload": '{"k":"abc.0"}', "user": ANNA}
    return {"update_type": "message_callback", "timestamp": 1, "callback": callback, **more}


@pytest.mark.skipif(not EVENTS, reason="recorded events are not here")
@pytest.mark.parametrize("path", EVENTS, ids=lambda path: path.stem)
def test_every_recorded_event_is_survived(path: Path) -> None:
    update = json.loads(path.read_text(encoding="utf-8"))
    assert read(update).channel == "sferum"
    sferum_updates.dialog(update)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(["dialog", "chat"]),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_anything_in_any_field_is_survived(value: object) -> None:
    for kind in ("message_created", "message_callback", "bot_started", "user_added", "unknown"):
        for field in ("message", "callback", "user", "chat_id", "payload"):
            read({"update_type": kind, field: value})
    read(value)
    read(created(recipient=value, body=value, link=value))
    read(pressed(message=value))


def test_a_message_is_read_by_its_author() -> None:
    found = read(created())
    assert (found.happening, found.peer, found.user, found.text) == ("message", "5", "5", "Привет")
    assert not found.in_chat


def test_a_repeat_has_the_same_key_and_another_message_another() -> None:
    other = {"mid": "mid.2", "text": "Привет"}
    assert read(created()).key == read(created()).key != read(created(body=other)).key


def test_a_voice_message_comes_without_anything_and_is_let_go() -> None:
    assert read({"update_type": "message_created", "timestamp": 1}).happening == "none"


def test_a_forwarded_text_is_what_was_said() -> None:
    link = {"type": "forward", "message": {"mid": "m", "text": "ABCD-EFGH"}}
    assert read(created(body=None, link=link)).text == "ABCD-EFGH"


def test_the_start_button_brings_the_links_code() -> None:
    found = read({"update_type": "bot_started", "chat_id": 77, "user": ANNA, "payload": "CODE"})
    assert (found.happening, found.command, found.invite) == ("message", "start", "CODE")


def test_start_may_be_typed() -> None:
    found = read(created("/start CODE"))
    assert (found.command, found.invite, found.text) == ("start", "CODE", "")


@pytest.mark.parametrize("message", [{}, {"message": None}])
def test_a_press_without_its_message_is_the_persons_own(message: dict[str, object]) -> None:
    found = read(pressed(**message))
    assert (found.happening, found.peer, found.press, found.callback) == (
        "press",
        "5",
        "abc.0",
        "c1",
    )


def test_a_press_in_a_group_names_the_group() -> None:
    recipient = {"chat_id": -70, "chat_type": "chat"}
    found = read(pressed(message={"recipient": recipient}))
    assert (found.peer, found.user, found.in_chat) == ("chat:-70", "5", True)


def test_a_stop_forbids_and_who_wrote_a_bot_is_not_heard() -> None:
    assert read({"update_type": "bot_stopped", "chat_id": 77, "user": ANNA}).happening == "denied"
    assert read(created(sender={**ANNA, "is_bot": True})).happening == "none"


@pytest.mark.parametrize("text", ["@id277_bot, /меню", "@ID277_bot /меню"])
def test_a_mention_at_the_beginning_is_taken_off(text: str) -> None:
    recipient = {"chat_id": -70, "chat_type": "chat"}
    found = read(created(text, recipient=recipient))
    assert (found.text, found.mentioned, found.peer) == ("/меню", True, "chat:-70")


@pytest.mark.parametrize(
    "kind", ["bot_added", "bot_removed", "user_added", "user_removed", "chat_title_changed"]
)
def test_what_happens_to_a_group_is_told_but_not_of_channels(kind: str) -> None:
    update = {"update_type": kind, "chat_id": -70, "user": ANNA, "is_channel": False}
    assert (read(update).happening, read(update).peer) == ("chat", "chat:-70")
    assert read(update | {"is_channel": True}).happening == "none"
