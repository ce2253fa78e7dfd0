"""The picture of a project's stages on a time line, made to be read on a phone (P3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Literal

from dialogs.charts import StageBar, StageChart

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.text import Text

# All lengths are pixels of the picture; at 72 dots an inch a point of type is one, too.
DPI = 72
WIDTH = 1080
MARGIN = 40
INNER = 36  # from a card's edge to what is on it
GAP = 22
TITLE, STAGE, LABEL, SMALL = 52, 40, 34, 30
LEADING = 1.28
BADGE = 66
PILL = 56
TRACK = 16
TRACK_ROOM = 62

LEFT, RIGHT = MARGIN + INNER, WIDTH - MARGIN - INNER
STAGE_LEFT = LEFT + BADGE + 24

PAPER, CARD, EDGE = "#EEF1F5", "#FFFFFF", "#D5DBE3"
INK, SOFT, RAIL, TODAY = "#14202E", "#4A5768", "#DDE3EA", "#14202E"

Weight = Literal["regular", "bold"]
Across = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Look:
    """How a state is shown: colours that the colour-blind tell apart, and a sign."""

    colour: str
    tint: str
    sign: str


LOOKS = {
    "waiting": Look("#5B6675", "#E9ECF0", "○"),
    "in_progress": Look("#0058A8", "#DDEBFA", "▶"),
    "submitted": Look("#7A3E9D", "#F0E4F7", "▲"),
    "returned": Look("#9A5200", "#FCE9CF", "↩"),
    "accepted": Look("#00705A", "#D6F1E8", "✔"),
    "overdue": Look("#B3202A", "#FBDFE0", "!"),
}

# Matplotlib does not promise to draw in several threads at once.
_one_at_a_time = Lock()


def draw_stages(chart: StageChart) -> bytes:
    """A PNG 1080 pixels wide; the same chart gives the same bytes. For any thread.

    Raises `KeyError` for a state that nobody knows.
    """
    with _one_at_a_time:
        file = BytesIO()
        lay_out(chart).savefig(file, format="png", metadata={"Software": None})
        return file.getvalue()


def lay_out(chart: StageChart) -> "Figure":
    """The picture before it becomes pixels."""
    title = _wrapped(chart.title, TITLE, "bold", WIDTH - 2 * MARGIN, lines=2)
    names = [_wrapped(bar.title, STAGE, "bold", RIGHT - STAGE_LEFT, lines=2) for bar in chart.bars]
    heights = [_card_height(len(name)) for name in names]
    head = MARGIN + round(len(title) * TITLE * LEADING) + GAP
    axis = 58 + PILL
    height = head + axis + sum(heights) + GAP * len(heights) + MARGIN
    sheet = _Sheet(height)
    line = _TimeLine.of(chart)

    sheet.lines(MARGIN, MARGIN, title, TITLE, "bold", INK)
    for day in line.ticks():
        sheet.text(line.x(day), head + 20, f"{day:%d.%m}", SMALL, "regular", SOFT, "center")
    top = head + axis
    sheet.line(line.today, top - PILL, line.today, height - MARGIN, TODAY, 4)
    sheet.label(line.today, top - PILL / 2, chart.today_label, CARD, TODAY)
    top += GAP
    for bar, name, tall in zip(chart.bars, names, heights, strict=True):
        _card(sheet, line, bar, name, top, tall)
        top += tall + GAP
    return sheet.figure


def _card_height(lines: int) -> int:
    return round(INNER * 0.8 + lines * STAGE * LEADING + 14 + PILL + TRACK_ROOM)


def _card(
    sheet: "_Sheet", line: "_TimeLine", bar: StageBar, name: list[str], top: float, tall: float
) -> None:
    look = LOOKS[bar.state]
    sheet.box(MARGIN, top, WIDTH - 2 * MARGIN, tall, CARD, 24, EDGE)
    y = top + INNER * 0.8
    sheet.box(LEFT, y, BADGE, BADGE, look.colour, BADGE / 2)
    sheet.text(
        LEFT + BADGE / 2, y + BADGE / 2, str(bar.number), STAGE, "bold", CARD, "center"
    )
    y = sheet.lines(STAGE_LEFT, y, name, STAGE, "bold", INK) + 14 + PILL / 2
    sheet.sign(STAGE_LEFT, y, f"{look.sign} {bar.state_label}", look)
    sheet.text(RIGHT, y, bar.due_label, LABEL, "regular", INK, "right")
    y = top + tall - TRACK_ROOM / 2 - 4
    sheet.box(LEFT, y - TRACK / 2, RIGHT - LEFT, TRACK, RAIL, TRACK / 2)
    begin, end = line.spans[bar.number]
    sheet.box(begin, y - TRACK / 2, end - begin, TRACK, look.colour, TRACK / 2)
    sheet.line(line.today, y - TRACK_ROOM / 2, line.today, top + tall, TODAY, 4)
    sheet.box(end - 15, y - 15, 30, 30, look.colour, 15, CARD)
