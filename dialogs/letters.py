"""How a screen becomes letters of the outbox."""

from dataclasses import replace
from datetime import datetime

from dialogs.screen import Screen
from storage.outbox import ButtonRow, Letter, Rank

#: A little under the shortest limit of the messengers (MAX: 4,000 characters).
LETTER_LENGTH = 3_800
#: What of it a list of items to choose from may need.
LIST_LENGTH = 1_400
#: VK shows at most ten attachments of a message.
FILES_AT_ONCE = 10


def of(
    shown: Screen,
    *,
    rank: Rank = Rank.ANSWER,
    due_at: datetime | None = None,
    still: tuple[str, int] | None = None,
) -> list[Letter]:
    """Make letters of a screen: long texts in parts, many files in portions; what is pressed comes
    with the last."""
    rank = Rank.CRISIS if shown.first else rank
    *before, last = parts(shown.text, LETTER_LENGTH - (LIST_LENGTH if shown.items else 0))
    *more, files = portions(shown.files, with_picture=shown.picture is not None)
    same = Letter("", rank=rank, due_at=due_at, still=still, sealed=shown.sealed)
    first = [replace(same, text=text) for text in before]
    first += [replace(same, files=few) for few in more]
    whole = replace(
        same,
        text=last,
        buttons=tuple(_kept(shown)),
        menu=shown.menu,
        picture=shown.picture,
        files=files,
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


def portions(files: tuple[int, ...], *, with_picture: bool) -> list[tuple[int, ...]]:
    """Cut files into messages' worth; the last shares its message with the screen's picture."""
    last = FILES_AT_ONCE - with_picture
    before, rest = files[: max(0, len(files) - last)], files[max(0, len(files) - last) :]
    cut = range(0, len(before), FILES_AT_ONCE)
    return [*(before[at : at + FILES_AT_ONCE] for at in cut), rest]


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
