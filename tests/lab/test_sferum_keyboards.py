"""Keyboards of the MAX stand-in: what fits, what is refused, what buttons do."""

from typing import Any

import pytest

from lab.sferum.people import SferumPerson
from tests.lab.sferum_client import Client, button, keyboard

Json = dict[str, Any]  # MAX's own JSON
LINK: Json = {"type": "link", "text": "Сайт", "url": "https://school.example"}
CONTACT: Json = {"type": "request_contact", "text": "Телефон"}


@pytest.mark.parametrize(
    "rows",
    [
        [[button("а")] * 7] * 30,
        [[LINK] * 3, [CONTACT]],
        [[button("а" * 128, "п" * 1024)]],
        [[{"type": "message", "text": "Меню"}, {"type": "clipboard", "text": "к", "payload": "5"}]],
        [[{"type": "open_app", "text": "Дневник", "web_app": "diary_app"}]],
    ],
)
async def test_what_fits_is_shown(
    client: Client, anna: SferumPerson, rows: list[list[Json]]
) -> None:
    await client.send(anna, "Выбор", attachments=keyboard(*rows))
    shown = anna.shown(client.bot)[-1]
    assert [len(row) for row in shown.rows] == [len(row) for row in rows]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [[]],
        [[button("а")]] * 31,
        [[button("а")] * 8],
        [[LINK, button("а"), button("б"), button("в")]],
        [[button("")]],
        [[button("а" * 129)]],
        [[button("а", "п" * 1025)]],
        [[{"type": "callback", "text": "а"}]],
        [[{"type": "link", "text": "а", "url": "h" * 2049}]],
        [[{"type": "open_app", "text": "а"}]],
        [[{"type": "chat", "text": "а"}]],
    ],
)
async def test_what_does_not_fit_is_refused(
    client: Client, anna: SferumPerson, rows: list[list[Json]]
) -> None:
    body = {"text": "Выбор", "attachments": keyboard(*rows)}
    refused = await client.refusal("POST", "/messages", body, user_id=anna.id)
    assert refused == (400, "proto.payload")


async def test_a_message_button_writes_and_a_link_opens(client: Client, anna: SferumPerson) -> None:
    rows = [{"type": "message", "text": "Меню"}, LINK, CONTACT]
    await client.send(anna, "Выбор", attachments=keyboard(rows))
    for label in ("Меню", "Сайт", "Телефон"):
        await anna.press(client.bot, label)
    assert anna.opened(client.bot) == ["https://school.example"]
    said, contact = (one["message"]["body"] for one in await client.updates(2))
    assert said["text"] == "Меню"
    assert contact["attachments"][0]["type"] == "contact"


async def test_a_keyboard_without_words_is_a_message(client: Client, anna: SferumPerson) -> None:
    await client.send(anna, "", attachments=keyboard([button("Да")]))
    assert anna.shown(client.bot)[-1].labels == ["Да"]
