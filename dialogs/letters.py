"""How a screen becomes letters of the outbox."""

from datetime import datetime

from dialogs.screen import Screen
from storage.outbox import ButtonRow, Letter, Rank

#: A little under the shortest limit of the messengers (MAX: 4,000 characters).
LETTER_LENGTH = 3_800


def of(
    shown: Screen,
    *,
    rank: Rank = Rank.ANSWER,
    due_at: datetime | None = None,
    still: tuple[str, int] | None = None,
) -> list[Letter]:
    """Make letters of a screen: long texts in parts, buttons and files with the last."""
    *before, last = parts(shown.text)
    first = [Letter(text=text, rank=rank, due_at=due_at, still=still) for text in before]
    whole = Letter(
        text=last,
        buttons=tuple(_kept(shown)),
        menu=shown.menu,
        picture=shown.picture,
        files=shown.files,
        rank=rank,
        due_at=due_at,
        still=still,
    )
    return [*first, whole]


def parts(text: str, length: int = LETTER_LENGTH) -> list[str]:
    """Cut a text at paragraphs, lines or words so that each part fits."""
    found: list[str] = []
    while len(text) > length:
        cut = max(
            (
                place
                for separator in ("\n\n", "\n", " ")
                if (place := text.rfind(separator, length // 2, length)) > 0
            ),
            default=length,
        )
        found.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*found, text]


def _kept(shown: Screen) -> list[ButtonRow]:
    numbered = [(None, item) for item in shown.items]
    keyboard = [(number, one) for number, row in enumerate(shown.rows) for one in row]
    return [
        ButtonRow(
            label=one.label,
            action=one.action,
            args=dict(one.args),
            again=one.again,
            style=one.style,
            row=row,
        )
        for row, one in [*numbered, *keyboard]
    ]
