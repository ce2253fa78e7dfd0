"""M7: the filter of chats: what it catches, what it lets be, what it costs."""

import random
import tracemalloc
from datetime import UTC, datetime, timedelta
from time import thread_time

import pytest

from dialogs import etiquette
from dialogs.etiquette import Watch
from storage.reports import Kind

NOW = datetime(2026, 9, 7, 13, 0, tzinfo=UTC)


@pytest.fixture
def watch() -> Watch:
    return Watch(etiquette.load())


def look(watch: Watch, text: str, at: datetime = NOW, account: int = 1) -> Kind | None:
    return watch.look(1, account, text, at)


@pytest.mark.parametrize(
    "text",
    [
        "Ты дурак!",
        "ДЕБИЛ",
        "какой же ты идиот",
        "сволочь",
        "д у р а к",
        "дурaк латинской а",
        "дуррррак",
        "Сам ты у р о д",
    ],
)
def test_an_insult_is_caught_however_it_is_spelt(watch: Watch, text: str) -> None:
    assert look(watch, text) is Kind.INSULT


@pytest.mark.parametrize(
    "text",
    [
        "Я и ты идём в лес",
        "На уроке был тупик",
        "у меня лохматый пёс",
        "страховка и колебания",
        "суккулент на окне",
        "тупоугольный треугольник",
        "Лохнесское чудовище",
        "употребление воды",
        "Стебель и корень",
        "Проект сдан, спасибо! 😀",
        "",
    ],
)
def test_what_only_looks_like_one_is_let_be(watch: Watch, text: str) -> None:
    assert look(watch, text) is None


@pytest.mark.parametrize(
    ("text", "caught"),
    [
        ("смотри https://1xbet.com/bonus", True),
        ("www.Vavada.com", True),
        ("зеркало ru.vavada.com тут", True),
        ("https://ru.wikipedia.org/wiki/Эконометрика", False),
        ("пишите на pochta.ru", False),
    ],
)
def test_links_are_forbidden_by_list(watch: Watch, text: str, caught: bool) -> None:
    assert (look(watch, text) is Kind.LINK) is caught


def test_eight_messages_in_twenty_seconds_are_a_flood_once(watch: Watch) -> None:
    found = [look(watch, f"раз {n}", NOW + timedelta(seconds=n)) for n in range(10)]
    assert found == [None] * 7 + [Kind.FLOOD] + [None] * 2


def test_four_equal_messages_are_one_too(watch: Watch) -> None:
    assert [look(watch, "ау") for _ in range(4)] == [None, None, None, Kind.FLOOD]


def test_who_writes_slowly_and_who_writes_elsewhere_floods_nothing(watch: Watch) -> None:
    slow = [look(watch, f"раз {n}", NOW + timedelta(seconds=10 * n)) for n in range(20)]
    many = [look(watch, "привет", account=n) for n in range(2, 30)]
    assert set(slow) | set(many) == {None}


@pytest.mark.parametrize("text", ["a." * 2_000, "a-" * 2_000 + ".", "д " * 2_000, "слово " * 700])
def test_no_text_is_made_to_cost_much(watch: Watch, text: str) -> None:
    began = thread_time()
    look(watch, text)
    assert thread_time() - began < 0.02


def test_ten_thousand_messages_cost_little_and_keep_nothing(watch: Watch) -> None:
    chance = random.Random(9)
    words = ["проект", "завтра", "сдаём", "https://edu.ru/a", "ок", "сколько", "этап", "лес"]
    texts = [" ".join(chance.choices(words, k=chance.randint(1, 120))) for _ in range(10_000)]

    def pass_all(begin: datetime) -> None:
        for number, text in enumerate(texts):
            watch.look(number % 50, number % 7_000, text, begin + timedelta(seconds=number))

    began = thread_time()
    pass_all(NOW)
    mean = (thread_time() - began) / len(texts)
    assert mean < 0.002, f"{mean * 1000:.3f} ms each"
    tracemalloc.start()
    pass_all(NOW + timedelta(days=1))
    first, _ = tracemalloc.get_traced_memory()
    pass_all(NOW + timedelta(days=2))
    second, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert second < first * 1.1 + 50_000
