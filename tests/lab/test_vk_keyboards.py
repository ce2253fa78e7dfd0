"""VK's rules of keyboards: what is taken, and each fault."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lab.vk import keyboards
from lab.vk.errors import ApiError

Json = dict[str, Any]  # VK's own JSON


def key(label: str = "Да", kind: str = "callback", **action: object) -> Json:
    return {"action": {"type": kind, "label": label, **action}}


def board(rows: list[list[Json]], **flags: object) -> str:
    return json.dumps({"buttons": rows, **flags})


@given(
    inline=some.booleans(),
    rows=some.lists(some.lists(some.text(min_size=1, max_size=40), min_size=1, max_size=5)),
)
def test_a_keyboard_within_the_limits_is_taken_and_any_larger_refused(
    inline: bool, rows: list[list[str]]
) -> None:
    most_rows, most = (6, 10) if inline else (10, 40)
    text = board([[key(one) for one in row] for row in rows], inline=inline)
    fits = len(rows) <= most_rows and sum(map(len, rows)) <= most and (bool(rows) or not inline)
    if fits:
        found = keyboards.read(text)
        assert [[one.label for one in row] for row in found.rows] == rows
    else:
        with pytest.raises(ApiError) as refused:
            keyboards.read(text)
        assert refused.value.code == 911


@pytest.mark.parametrize(
    "text",
    [
        "no JSON",
        "[]",
        "{}",
        board([[]]),
        board([[key()] * 6]),
        board([[key()]], inline=True, one_time=True),
        board([[key()]], inline="yes"),
        board([[key()]], title="?"),
        board([["button"]]),  # type: ignore[list-item]  # a fault on purpose
        board([[key("я" * 41)]]),
        board([[key("")]]),
        board([[key(kind="shout")]]),
        board([[key() | {"color": "red"}]]),
        board([[key(kind="open_link")]]),
        board([[key(kind="open_link", link="javascript:1")]]),
        board([[key(kind="open_link", link="https://a.example") | {"color": "primary"}]]),
        board([[key(payload="text")]]),
        board([[key(payload='{"a":}')]]),
        board([[key(payload=[1])]]),
        board([[key(payload={"a": "я" * 250})]]),
    ],
)
def test_a_faulty_keyboard_is_refused(text: str) -> None:
    with pytest.raises(ApiError) as refused:
        keyboards.read(text)
    assert refused.value.code == 911


def test_a_payload_may_be_an_object_or_its_text() -> None:
    for payload in ({"a": 1}, '{"a":1}'):
        found = keyboards.read(board([[key(payload=payload)]]))
        assert found.rows[0][0].payload == '{"a":1}'


def test_an_empty_keyboard_takes_the_permanent_one_away() -> None:
    assert keyboards.read(board([])).rows == ()
