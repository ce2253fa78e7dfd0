"""The stand-in of Telegram: its words and shapes are those of the real one, its limits too."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiogram.types import Message, Update

from lab.telegram.bot import TelegramBot
from lab.telegram.people import TelegramPerson
from lab.telegram.server import TelegramStandIn
from lab.telegram.world import Settings
from tests.lab.conftest import Clock

Json = dict[str, Any]  # Telegram's own JSON
PARSE = "can't parse entities"


@pytest.fixture
async def telegram(clock: Clock) -> AsyncIterator[TelegramStandIn]:
    made = TelegramStandIn(clock.now, clock.monotonic, settings=Settings(chat_burst=2))
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
def bot(telegram: TelegramStandIn) -> TelegramBot:
    return telegram.bot("Коворкинг")


@pytest.fixture
async def anna(telegram: TelegramStandIn, bot: TelegramBot) -> TelegramPerson:
    person = telegram.person("Аня Котова")
    await person.start(bot, "ABCD-2345")
    return person


class Client:
    """A bot that speaks plain JSON."""

    def __init__(self, telegram: TelegramStandIn, bot: TelegramBot) -> None:
        self._url = f"{telegram.url}/bot{bot.token}"

    async def ask(self, method: str, **asked: object) -> Json:
        async with (
            aiohttp.ClientSession() as http,
            http.post(f"{self._url}/{method}", json=asked) as answer,
        ):
            told: Json = await answer.json()
            assert answer.status == told.get("error_code", 200)
            return told


@pytest.fixture
def client(telegram: TelegramStandIn, bot: TelegramBot) -> Client:
    return Client(telegram, bot)


async def test_everything_that_happens_is_told_as_the_library_reads_it(
    telegram: TelegramStandIn, bot: TelegramBot, anna: TelegramPerson, client: Client
) -> None:
    await anna.write(bot, "привет")
    await anna.send_photo(bot, b"photo", "вот")
    await anna.send_document(bot, "план.txt", b"plan")
    await anna.send_voice(bot)
    await anna.forward(bot, "чужое")
    await anna.edit(bot, 2, "поправила")
    keys = {"inline_keyboard": [[{"text": "Да", "callback_data": "k:abc.0"}]]}
    sent = await client.ask("sendMessage", chat_id=anna.id, text="Готово?", reply_markup=keys)
    Message.model_validate(sent["result"])
    await anna.press(bot, "Да")
    await client.ask("deleteMessage", chat_id=anna.id, message_id=sent["result"]["message_id"])
    await anna.press_on(bot, sent["result"]["message_id"], "k:abc.0")
    group = telegram.chat("10А", anna)
    group.invite(bot, anna, ("can_delete_messages",))
    await group.write(anna, "проекты", to=bot)
    group.rename("10Б", anna)
    group.upgrade()
    await anna.block(bot)
    updates = [update for _, update in bot.waiting]
    kinds = {name for one in updates for name in one if name != "update_id"}
    assert kinds == {"message", "edited_message", "callback_query", "my_chat_member"}
    for one in updates:
        Update.model_validate(one)


async def test_a_poll_confirms_what_is_before_its_offset(
    bot: TelegramBot, anna: TelegramPerson, client: Client
) -> None:
    first = (await client.ask("getUpdates", timeout=0))["result"]
    assert [one["message"]["text"] for one in first] == ["/start ABCD-2345"]
    assert (await client.ask("getUpdates", timeout=0))["result"] == first
    after = first[-1]["update_id"] + 1
    assert (await client.ask("getUpdates", timeout=0, offset=after))["result"] == []
    assert bot.pending == 0


@pytest.mark.parametrize(
    ("method", "asked", "code", "words"),
    [
        ("sendMessage", {"text": ""}, 400, "message text is empty"),
        ("sendMessage", {"text": "я" * 4097}, 400, "message is too long"),
        ("sendMessage", {"text": "<b>", "parse_mode": "HTML"}, 400, PARSE),
        ("sendMessage", {"text": "</b>", "parse_mode": "HTML"}, 400, PARSE),
        ("sendMessage", {"text": "<h1>a</h1>", "parse_mode": "HTML"}, 400, PARSE),
        ("sendMessage", {"text": "a", "chat_id": 99}, 400, "chat not found"),
        ("sendMessage", {"text": "a", "chat_id": -99}, 400, "chat not found"),
        ("editMessageText", {"text": "a", "message_id": 99}, 400, "message to edit not found"),
        ("editMessageText", {"text": "a", "message_id": 1}, 400, "message can't be edited"),
        ("deleteMessage", {"message_id": 99}, 400, "message to delete not found"),
        ("answerCallbackQuery", {"callback_query_id": "1"}, 400, "query is too old"),
        ("sendPhoto", {"photo": "gone"}, 400, "wrong file identifier"),
        ("getFile", {"file_id": "gone"}, 400, "invalid file_id"),
        ("setWebhook", {"url": "http://school.ru/telegram"}, 400, "An HTTPS URL must be provided"),
        ("noSuchMethod", {}, 404, "Not Found"),
    ],
)
async def test_what_the_real_one_refuses_is_refused_in_its_words(
    anna: TelegramPerson, client: Client, method: str, asked: Json, code: int, words: str
) -> None:
    told = await client.ask(method, **({"chat_id": anna.id} | asked))
    assert (told["ok"], told["error_code"]) == (False, code)
    assert words in told["description"]


@pytest.mark.parametrize(
    ("data", "is_good"), [("x" * 64, True), ("x" * 65, False), ("я" * 33, False), ("", False)]
)
async def test_a_buttons_data_is_at_most_64_bytes(
    anna: TelegramPerson, client: Client, data: str, is_good: bool
) -> None:
    keys = {"inline_keyboard": [[{"text": "Да", "callback_data": data}]]}
    told = await client.ask("sendMessage", chat_id=anna.id, text="а", reply_markup=keys)
    assert told["ok"] is is_good


async def test_a_stranger_cannot_be_written_to_and_who_blocked_neither(
    telegram: TelegramStandIn, bot: TelegramBot, anna: TelegramPerson, client: Client
) -> None:
    stranger = telegram.person("Боря Белов")
    told = await client.ask("sendMessage", chat_id=stranger.id, text="а")
    assert told["description"] == "Forbidden: bot can't initiate conversation with a user"
    await anna.block(bot)
    told = await client.ask("sendMessage", chat_id=anna.id, text="а")
    assert told["description"] == "Forbidden: bot was blocked by the user"


async def test_over_the_limit_is_told_how_long_to_rest(
    anna: TelegramPerson, client: Client, clock: Clock
) -> None:
    told = [await client.ask("sendMessage", chat_id=anna.id, text="а") for _ in range(3)]
    assert [one["ok"] for one in told] == [True, True, False]
    assert told[-1]["parameters"] == {"retry_after": 3}
    clock.move(seconds=3)
    assert (await client.ask("sendMessage", chat_id=anna.id, text="а"))["ok"]


async def test_in_privacy_mode_a_bot_hears_commands_and_answers_to_it(
    telegram: TelegramStandIn, bot: TelegramBot, anna: TelegramPerson, client: Client
) -> None:
    group = telegram.chat("10А", anna)
    group.invite(bot, anna)
    sent = await client.ask("sendMessage", chat_id=group.chat_id, text="Привет")
    bot.waiting.clear()
    await group.write(anna, "кто завтра дежурит?")
    await group.write(anna, f"/проекты@{bot.username}")
    await group.write(anna, "/проекты@another_bot")
    await group.write(anna, "понятно", reply_to=sent["result"]["message_id"])
    heard = [update["message"]["text"] for _, update in bot.waiting]
    assert heard == [f"/проекты@{bot.username}", "понятно"]
    group.give(bot, ("can_delete_messages",), anna)
    await group.write(anna, "теперь слышно всё")
    assert bot.waiting[-1][1]["message"]["text"] == "теперь слышно всё"


async def test_a_webhook_keeps_polls_away(
    telegram: TelegramStandIn, bot: TelegramBot, client: Client
) -> None:
    await telegram.set_webhook(bot, f"{telegram.url}/nowhere", "secret")
    told = await client.ask("getUpdates", timeout=0)
    assert told["error_code"] == 409 and "webhook is active" in told["description"]
    assert (await client.ask("deleteWebhook"))["ok"]
    assert (await client.ask("getUpdates", timeout=0))["ok"]


async def test_a_parameter_that_telegram_does_not_know_is_a_problem(
    telegram: TelegramStandIn, anna: TelegramPerson, client: Client
) -> None:
    await client.ask("sendMessage", chat_id=anna.id, text="а", disable_web_page_preview=True)
    assert telegram.problems() == ["sendMessage: unknown disable_web_page_preview"]
