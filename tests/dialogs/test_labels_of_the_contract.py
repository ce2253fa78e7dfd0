"""The labels of the requirements stand in the texts to the letter: instructions are printed."""

import re
from pathlib import Path

import pytest

from bots import roster
from dialogs import registry, typed, words

TEXTS = Path(words.__file__).parent / "texts"
#: Importing the bots registers everything.
BOTS = roster.ALL

#: What is typed or pressed, by the requirement that names it; a command in the first place.
COMMANDS: dict[str, tuple[str, ...]] = {
    "C1": ("Начать", "Меню", "Помощь", "Отмена", "Назад", "Мои данные", "start", "/start"),
    "A4": ("Связать мессенджер",),
    "P1": ("Новый проект",),
    "P3": ("Мои проекты",),
    "P4": ("Сдать этап", "дневник"),
    "P5": ("Очередь проверки",),
    "P6": ("Перенести срок",),
    "R4": ("Задать вопрос",),
    "R6": ("Не беспокоить",),
    "Q1": ("Выдохнуть", "Размяться", "Отвлечься", "Как моё настроение"),
    "Q2": ("Поговорить с психологом",),
    "Q3": ("На связи", "Не на связи", "Назначить встречу", "Завершить"),
    "Q4": ("Мне плохо прямо сейчас", "Позвать взрослого лицея"),
    "Q5": ("Раскрыть личность",),
    "E1": ("Предложить событие",),
    "E3": ("События",),
    "E7": ("Генератор событий",),
    "M1": (
        "/напомнить",
        "/замечание",
        "/предупредить",
        "/тишина",
        "/отстранить",
        "/снять",
        "/реестр",
        "/вынести_на_совет",
    ),
    "M5": ("/апелляция",),
    "M6": ("/открыть", "/закрыть", "/договор"),
    "M7": ("Сообщить",),
}
#: Labels of buttons that are no commands.
BUTTONS: dict[str, tuple[str, ...]] = {
    "A4": ("Да, это я", "Нет, это не я"),
    "C4": ("Подтвердить",),
    "P3": ("Показать на схеме",),
    "P5": ("Принять", "Вернуть"),
    "R5": ("Прочитал(а)",),
    "Q3": ("Взять",),
    "E2": ("Войти",),
    "E3": ("Записаться",),
}
#: Words that texts must have, with what is put in left out.
SAID: dict[str, tuple[str, ...]] = {
    "Q2": ("Собеседник",),
    "R4": ("Ответ до",),
    "M4": ("Кворум", "За", "Против", "Воздержаться"),
}


def each(table: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(number, label) for number, labels in table.items() for label in labels]


def texts() -> list[str]:
    return [path.read_text(encoding="utf-8") for path in sorted(TEXTS.glob("*.ftl"))]


@pytest.mark.parametrize(("number", "label"), each(COMMANDS))
def test_a_command_is_understood_by_its_word(number: str, label: str) -> None:
    found = registry.find_command(label)
    assert found is not None
    assert typed.normal(label) in {typed.normal(word) for word in found[0].said()}


@pytest.mark.parametrize(
    ("number", "label"),
    [(number, label) for number, label in each(COMMANDS) if label[0].isupper()],
)
def test_a_label_with_a_capital_is_what_the_button_says(number: str, label: str) -> None:
    found = registry.find_command(label)
    assert found is not None and found[0].label == label


@pytest.mark.parametrize(("number", "label"), each(BUTTONS))
def test_a_button_has_its_label_to_the_letter(number: str, label: str) -> None:
    whole = re.compile(rf"(?:= |^ +\*?\[\w+\] ){re.escape(label)}$", re.MULTILINE)
    assert any(whole.search(text) for text in texts())


@pytest.mark.parametrize(("number", "said"), each(SAID))
def test_a_text_has_the_words_of_the_requirement(number: str, said: str) -> None:
    assert any(said.casefold() in text.casefold() for text in texts())
