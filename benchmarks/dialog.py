"""The dialog that everybody is measured with: hello → a text → which project → confirm.

Four messages, four answers; the state between them is kept in a database, the last message
writes a row into a diary.
"""

from dataclasses import dataclass

GROUP = 373
SECRET = "a-secret"
TOKEN = "a-token"
TELEGRAM_TOKEN = "277:a-token"
FIRST_USER = 1_000
PROJECTS = ("Первый проект", "Второй проект")


@dataclass(frozen=True)
class Line:
    """What a person says, and what must stand in the answer."""

    said: str
    answer: str


DIALOG = (
    Line("Начать", "Привет"),
    Line("дневник: сегодня мы собрали схему, и она заработала", "проекта"),
    Line("Первый проект", "проверь"),
    Line("Подтвердить", "Записано"),
)
