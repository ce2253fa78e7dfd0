"""What people type in place of the labels that they see (C1, C2, C3)."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs import typed

LABELS = [
    "Начать",
    "Меню",
    "Помощь",
    "Отмена",
    "Назад",
    "Мои данные",
    "Новый проект",
    "Мои проекты",
    "Сдать этап",
    "Перенести срок",
    "Показать на схеме",
    "Очередь проверки",
    "Связать мессенджер",
    "Найти команду",
]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("МЕНЮ", "меню"),
        ("/menu", "menu"),
        ("!Меню", "меню"),
        ("  Мои   данные ", "мои данные"),
        ("Мои\nданные", "мои данные"),
        ("«Да, это я».", "да это я"),
        ("Ещё раз!", "еще раз"),
        ("✅ Принять", "принять"),
        ("👩🏽‍💻 Принять ✅", "принять"),
        ("нача\u200bть", "начать"),
        ("Мои\u00a0данные", "мои данные"),
        ("й\u0301", "й"),
        ("и\u0306", "й"),
        ("/вынести_на_совет", "вынести на совет"),
        ("2)", "2"),
        ("№2", "2"),
        ("2️⃣", "2"),
        ("+1", "+1"),
        ("Нет — это не я", "нет - это не я"),
        ("😀", ""),
        ("", ""),
    ],
)
def test_typed_words_are_compared_in_one_form(text: str, meant: str) -> None:
    assert typed.normal(text) == meant


@given(st.text())
def test_the_form_of_a_form_is_itself(text: str) -> None:
    once = typed.normal(text)
    assert typed.normal(once) == once


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("мени", "Меню"),
        ("vty.", "Меню"),
        ("jnvtyf", "Отмена"),
        ("отмени", "Отмена"),
        ("сдатьэтап", "Сдать этап"),
        ("сдать этп", "Сдать этап"),
        ("сдтаь этап", "Сдать этап"),
        ("хочу сдать этап пожалуйста", "Сдать этап"),
        ("проекты", "Мои проекты"),
        ("перенсти срок", "Перенести срок"),
        ("схема", "Показать на схеме"),
        ("помоги", "Помощь"),
        ("очередь", "Очередь проверки"),
        ("Vjb ghjtrns", "Мои проекты"),
    ],
)
def test_a_slip_leads_to_the_label_that_was_meant(text: str, label: str) -> None:
    assert typed.nearest(text, LABELS)[0] == label


@pytest.mark.parametrize("text", ["привет", "спасибо", "да", "12", "", "😀", "ну и что теперь"])
def test_nothing_is_suggested_for_words_that_are_like_nothing(text: str) -> None:
    assert typed.nearest(text, LABELS) == []


def test_no_more_is_suggested_than_asked_for() -> None:
    labels = [f"Этап {number}" for number in range(9)]
    assert len(typed.nearest("этап", labels)) == 3
    assert len(typed.nearest("этап", labels, limit=2)) == 2


@given(st.text(), st.lists(st.text(max_size=30), max_size=10))
def test_what_is_suggested_is_one_of_the_labels(text: str, labels: list[str]) -> None:
    found = typed.nearest(text, labels)
    assert set(found) <= set(labels)
    assert len(set(found)) == len(found)


def test_a_pasted_essay_is_compared_at_once() -> None:
    started = time.process_time()
    typed.nearest("хочу сдать " * 10_000, LABELS)
    assert time.process_time() - started < 0.05
