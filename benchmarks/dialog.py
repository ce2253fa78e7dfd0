"""The dialog that everybody is measured with: hello → a text → which project → confirm.

Four messages, four answers; the state between them is kept in a database, the last message
writes a row into a diary.
"""

from dataclasses import dataclass

GROUP = 373
SECRET = "a-secret"
TOKEN = "a-token"
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


def update(user: int, number: int, text: str) -> dict[str, object]:
    """What VK's Callback API posts when a person writes; ``number`` is unique for the user."""
    return {
        "group_id": GROUP,
        "type": "message_new",
        "event_id": f"{user:x}-{number:x}",
        "v": "5.199",
        "secret": SECRET,
        "object": {
            "message": {
                "date": 1_788_000_000,
                "from_id": user,
                "id": number,
                "version": 10_000_000 + number,
                "out": 0,
                "important": False,
                "is_hidden": False,
                "attachments": [],
                "conversation_message_id": number,
                "fwd_messages": [],
                "text": text,
                "peer_id": user,
                "random_id": 0,
            },
            "client_info": {
                "button_actions": ["text", "callback"],
                "keyboard": True,
                "inline_keyboard": True,
                "carousel": False,
                "lang_id": 0,
            },
        },
    }
