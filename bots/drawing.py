"""The picture of a project's stages on a time line, made to be read on a phone (P3).

First it is planned as words and boxes, then painted. All lengths are pixels of the picture,
counted from its top left corner.
"""

# Matplotlib's renderer is not annotated.
# mypy: allow-untyped-calls

import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING, Literal

from bots.time_line import TimeLine
from dialogs.charts import StageBar, StageChart

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

DPI = 72  # so that a point of type is a pixel
WIDTH = 1080
MARGIN = 40
PADDING = 36  # from a card's edge to what is on it
GAP = 22
LEFT, RIGHT = MARGIN + PADDING, WIDTH - MARGIN - PADDING
TITLE, STAGE, LABEL, SMALL = 52, 40, 34, 30
LEADING = 1.28
BADGE = 66
STAGE_LEFT = LEFT + BADGE + 24
PILL = 56
AXIS = 122  # the days' numbers and the label of today under them
RAIL = 16
RAIL_ROOM = 66
KNOB = 32
HAND = 4  # the line of today
LONGEST = 300  # characters of a title that are looked at
# Of the size of the type: from the middle of capital letters down to their foot.
HALF_CAPITAL = 0.365

PAPER, CARD, EDGE, EMPTY = "#EEF1F5", "#FFFFFF", "#D5DBE3", "#DDE3EA"
INK, SOFT = "#14202E", "#4A5768"


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


@dataclass(frozen=True)
class Words:
    """A line of type; ``x`` is its edge or its middle, ``y`` the middle of its capitals."""

    x: float
    y: float
    text: str
    size: int
    colour: str
    bold: bool = False
    across: Literal["left", "middle", "right"] = "left"

    @property
    def left(self) -> float:
        return self.x - {"left": 0, "middle": 0.5, "right": 1}[self.across] * self.width

    @property
    def width(self) -> float:
        return _width(self.text, self.size, self.bold)


@dataclass(frozen=True)
class Box:
    """A filled rectangle, its corners round by ``radius``; a square of two radii is a circle."""

    left: float
    top: float
    width: float
    height: float
    colour: str
    radius: float = 0
    edge: str | None = None


@dataclass
class Plan:
    """What to paint, the lowest first."""

    height: int
    marks: list[Words | Box] = field(default_factory=list)


# Matplotlib does not promise to work in several threads at once.
_one_at_a_time = Lock()


def draw_stages(chart: StageChart) -> bytes:
    """A PNG 1080 pixels wide; the same chart gives the same bytes. For any thread.

    Raises `KeyError` for a state that nobody knows.
    """
    with _one_at_a_time:
        return _painted(plan(chart))


def paint(sheet: Plan) -> bytes:
    """A PNG of what was planned elsewhere. For any thread."""
    with _one_at_a_time:
        return _painted(sheet)


def draw(made: Callable[[], Plan]) -> bytes:
    """As `paint`, for a plan that measures its words while it is made. For any thread."""
    with _one_at_a_time:
        return _painted(made())


def plan(chart: StageChart) -> Plan:
    """What is where on the picture."""
    title = _wrapped(chart.title, TITLE, WIDTH - 2 * MARGIN)
    names = [_wrapped(bar.title, STAGE, RIGHT - STAGE_LEFT) for bar in chart.bars]
    heights = [_card_height(name) for name in names]
    axis = MARGIN + round(len(title) * TITLE * LEADING) + GAP
    cards = axis + AXIS + GAP
    sheet = Plan(height=cards + sum(heights) + GAP * len(heights) + MARGIN - GAP)
    line = TimeLine.of(chart, LEFT + RAIL, RIGHT - KNOB / 2)
    today = line.x(chart.today)

    sheet.marks += _lines(MARGIN, MARGIN, title, TITLE)
    for day in line.ticks:
        sheet.marks.append(
            Words(line.x(day), axis + SMALL / 2, f"{day:%d.%m}", SMALL, SOFT, across="middle")
        )
    sheet.marks += _today(today, chart.today_label, axis + AXIS - PILL, sheet.height - MARGIN)
    top = cards
    for bar, name, height, span in zip(chart.bars, names, heights, line.spans(chart), strict=True):
        sheet.marks += _card(bar, name, top, height)
        sheet.marks += _rail(line, today, LOOKS[bar.state], span, top + height)
        top += height + GAP
    return sheet


def _card_height(name: list[str]) -> int:
    return round(PADDING + len(name) * STAGE * LEADING + 10 + PILL + RAIL_ROOM)


def _lines(x: float, top: float, lines: list[str], size: int) -> list[Words]:
    middle = top + size * LEADING / 2
    return [
        Words(x, middle + row * size * LEADING, line, size, INK, bold=True)
        for row, line in enumerate(lines)
    ]


def _today(today: float, label: str, top: float, bottom: float) -> list[Words | Box]:
    words = Words(0, 0, drawable(label, bold=True), SMALL, CARD, bold=True, across="middle")
    half = words.width / 2 + 24
    middle = min(max(today, MARGIN + half), WIDTH - MARGIN - half)
    return [
        Box(today - HAND / 2, top + PILL / 2, HAND, bottom - top - PILL / 2, INK),
        Box(middle - half, top, 2 * half, PILL, INK, PILL / 2),
        Words(middle, top + PILL / 2, words.text, SMALL, CARD, bold=True, across="middle"),
    ]


def _card(bar: StageBar, name: list[str], top: float, height: float) -> list[Words | Box]:
    look = LOOKS[bar.state]
    head = top + PADDING * 0.75
    badge = head + BADGE / 2
    labels = head + len(name) * STAGE * LEADING + 10 + PILL / 2
    told = drawable(f"{look.sign} {bar.state_label}", bold=True)
    state = Words(STAGE_LEFT + 24, labels, told, LABEL, look.colour, bold=True)
    return [
        Box(MARGIN, top, WIDTH - 2 * MARGIN, height, CARD, 24, EDGE),
        Box(LEFT, head, BADGE, BADGE, look.colour, BADGE / 2),
        Words(LEFT + BADGE / 2, badge, str(bar.number), STAGE, CARD, bold=True, across="middle"),
        *_lines(STAGE_LEFT, head, name, STAGE),
        Box(STAGE_LEFT, labels - PILL / 2, state.width + 48, PILL, look.tint, PILL / 2),
        state,
        Words(RIGHT, labels, drawable(bar.due_label), LABEL, INK, across="right"),
    ]


def _rail(
    line: TimeLine, today: float, look: Look, span: tuple[float, float], bottom: float
) -> list[Words | Box]:
    """The stage on the time line, at the bottom of its card."""
    middle = bottom - RAIL_ROOM / 2
    top = middle - RAIL / 2
    begin, end = span
    return [
        Box(LEFT, top, RIGHT - LEFT, RAIL, EMPTY, RAIL / 2),
        *(Box(line.x(day) - 1.5, top, 3, RAIL, CARD) for day in line.ticks),
        Box(begin, top, end - begin, RAIL, look.colour, RAIL / 2),
        Box(today - HAND / 2, bottom - RAIL_ROOM, HAND, RAIL_ROOM, INK),
        Box(end - KNOB / 2, middle - KNOB / 2, KNOB, KNOB, look.colour, KNOB / 2, CARD),
    ]


def _wrapped(text: str, size: int, width: float) -> list[str]:
    return wrapped(text, size, width, most=2)


def wrapped(text: str, size: int, width: float, *, most: int, bold: bool = True) -> list[str]:
    """A text in at most so many lines; what has no room becomes an ellipsis."""
    rest = drawable(text[:LONGEST], bold=bold)
    lines: list[str] = []
    while rest and len(lines) < most:
        line, rest = _split(rest, size, width, bold)
        lines.append(line)
    if rest:
        last = _split(f"{lines[-1]} {rest}", size, width, bold, room_for="…")[0]
        lines[-1] = last.rstrip(" .,:;-—") + "…"
    return lines


def _split(text: str, size: int, width: float, bold: bool, room_for: str = "") -> tuple[str, str]:
    """A line that fits, and the rest; between words, or within one that is too long."""
    fits = bisect_right(
        range(1, len(text) + 1), width, key=lambda n: _width(text[:n] + room_for, size, bold)
    )
    if fits == len(text):
        return text, ""
    space = text.rfind(" ", 0, fits + 1)
    cut = space if space > 0 and not room_for else fits
    return text[:cut].rstrip(), text[cut:].lstrip()


def drawable(text: str, *, bold: bool = False) -> str:
    """What the font has letters for: no emoji and no line breaks."""
    font = _font(bold)
    letters = unicodedata.normalize("NFC", " ".join(text.split()))
    return " ".join("".join(one for one in letters if font.get_char_index(ord(one))).split())


def _width(text: str, size: int, bold: bool) -> float:
    font = _font(bold)
    font.set_size(size, DPI)
    font.set_text(text)
    return font.get_width_height()[0] / 64


def _font(bold: bool) -> "FT2Font":
    from matplotlib import font_manager

    return font_manager.get_font(_font_file(bold))


def _font_file(bold: bool) -> str:
    """Matplotlib's own DejaVu Sans, whatever else is installed."""
    import matplotlib

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return f"{matplotlib.get_data_path()}/fonts/ttf/{name}"


def _painted(sheet: Plan) -> bytes:
    from matplotlib import colors, image, patches, path, transforms
    from matplotlib.backends.backend_agg import RendererAgg
    from matplotlib.font_manager import FontProperties

    renderer = RendererAgg(WIDTH, sheet.height, DPI)
    upside_down = transforms.Affine2D().scale(1, -1).translate(0, sheet.height)
    for mark in [Box(0, 0, WIDTH, sheet.height, PAPER), *sheet.marks]:
        pen = renderer.new_gc()
        if isinstance(mark, Words):
            pen.set_foreground(mark.colour)
            font = FontProperties(fname=_font_file(mark.bold), size=mark.size)
            foot = mark.y + HALF_CAPITAL * mark.size
            renderer.draw_text(pen, mark.left, foot, mark.text, font, 0)
            continue
        pen.set_foreground(mark.edge or mark.colour)
        pen.set_linewidth(3 if mark.edge else 0)
        if mark.width == mark.height == 2 * mark.radius:
            outline = path.Path.circle(
                (mark.left + mark.radius, mark.top + mark.radius), mark.radius
            )
        else:
            outline = patches.BoxStyle.Round(pad=0, rounding_size=mark.radius)(
                mark.left, mark.top, mark.width, mark.height, 1
            )
        renderer.draw_path(pen, outline, upside_down, colors.to_rgb(mark.colour))
    file = BytesIO()
    image.imsave(file, renderer.buffer_rgba(), format="png")
    return file.getvalue()
