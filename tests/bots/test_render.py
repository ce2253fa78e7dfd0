"""Long lists on a small keyboard: every item has a number and comes on some page."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots import render
from bots.vk_keyboard import LIMITS
from storage.outbox import ButtonRow, Message

LABELS = st.lists(st.text("абвгд <&", min_size=1, max_size=200), min_size=1, max_size=70)
NUMBERED = re.compile(r"^(\d+)\. ", re.MULTILINE)


def message(labels: list[str], text: str = "Выбери", rows: int = 2) -> Message:
    items = [
        ButtonRow(label=one, action="a", args={}, again=True, style="plain", row=None)
        for one in labels
    ]
    keys = [
        ButtonRow(label=f"Кнопка {n}", action="b", args={}, again=True, style="plain", row=n)
        for n in range(rows)
    ]
    at = datetime(2026, 9, 7, tzinfo=UTC)
    return Message(
        id=1,
        talk_id=1,
        channel="vk",
        peer="1",
        key="k",
        text=text,
        buttons=[*items, *keys],
        created_at=at,
        due_at=at,
    )


def numbers(laid: render.Rendered) -> list[int]:
    return [int(found) for found in NUMBERED.findall(laid.text)]


@given(LABELS)
def test_every_item_of_a_list_comes_once(labels: list[str]) -> None:
    row = message(labels)
    seen: list[int] = []
    for page in range(len(labels)):
        row.page = page
        laid = render.render(row, LIMITS)
        assert len(laid.text) <= LIMITS.text
        assert len(laid.inline) <= LIMITS.inline_rows
        assert sum(map(len, laid.inline)) <= LIMITS.inline_keys
        shown = numbers(laid)
        if not shown:
            assert len(laid.inline) == len(labels) + 2
            return
        if shown[0] <= max(seen, default=0):
            break
        seen += shown
    assert seen == list(range(1, len(labels) + 1))


@pytest.mark.parametrize("longest", [1, 60, 200])
def test_a_list_never_makes_a_message_too_long(longest: int) -> None:
    row = message(["&" * longest] * 70, text="т" * 2400)
    roomy = replace(LIMITS, inline_rows=30, inline_in_row=7, inline_keys=210)
    assert len(render.render(row, roomy).text) <= roomy.text
