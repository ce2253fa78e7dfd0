"""Keyboards fit VK's limits, or do not leave."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots import vk_keyboard
from bots.channel import Key, Rejected


def key(label: str = "Да", payload: str = "abc.0") -> Key:
    return Key(label, payload)


def test_an_inline_button_calls_back_with_its_reference() -> None:
    told = json.loads(vk_keyboard.of([[Key("Принять", "abc.1", "good")]], None) or "")
    action = {"type": "callback", "label": "Принять", "payload": '{"k":"abc.1"}'}
    assert told == {
        "one_time": False,
        "inline": True,
        "buttons": [[{"action": action, "color": "positive"}]],
    }


def test_a_menu_button_sends_its_command() -> None:
    told = json.loads(vk_keyboard.of([], [[Key("Мои проекты", "projects")]]) or "")
    assert not told["inline"]
    assert told["buttons"][0][0]["action"] == {
        "type": "text",
        "label": "Мои проекты",
        "payload": '{"c":"projects"}',
    }


def test_an_empty_menu_takes_the_keyboard_away() -> None:
    assert json.loads(vk_keyboard.of([], []) or "")["buttons"] == []


def test_no_keys_leave_the_keyboard_as_it_is() -> None:
    assert vk_keyboard.of([], None) is None


def test_a_messages_own_buttons_go_before_the_menu() -> None:
    assert json.loads(vk_keyboard.of([[key()]], [[key("Меню", "menu")]]) or "")["inline"]


@pytest.mark.parametrize(
    "inline",
    [
        [[key()]] * 7,
        [[key()] * 6],
        [[key()] * 4] * 3,
        [[]],
        [[key("")]],
        [[key("д" * 41)]],
        [[key(payload="a" * 250)]],
    ],
    ids=["rows", "in a row", "keys", "empty row", "no label", "long label", "long payload"],
)
def test_a_keyboard_beyond_the_limits_does_not_leave(inline: list[list[Key]]) -> None:
    with pytest.raises(Rejected):
        vk_keyboard.of(inline, None)


@pytest.mark.parametrize("menu", [[[key()]] * 11, [[key()] * 6], [[]]])
def test_a_menu_beyond_the_limits_does_not_leave(menu: list[list[Key]]) -> None:
    with pytest.raises(Rejected):
        vk_keyboard.of([], menu)


@given(st.lists(st.lists(st.text(max_size=45), max_size=6), max_size=8))
def test_what_leaves_is_always_within_the_limits(labels: list[list[str]]) -> None:
    try:
        told = vk_keyboard.of([[key(label) for label in row] for row in labels], None)
    except Rejected:
        return
    rows = json.loads(told)["buttons"] if told else []
    assert len(rows) <= 6
    assert sum(map(len, rows)) <= 10
    assert all(1 <= len(row) <= 5 for row in rows)
    assert all(1 <= len(one["action"]["label"]) <= 40 for row in rows for one in row)
