"""A conference's programme as a picture: columns are sections, rows are time (E5).

Beside one another stand at most three columns, or nobody could read them on a phone: more sections
go into a band of their own below. A row is as high as what stands in it needs, so hours without a
talk take no room.
"""

from collections.abc import Sequence
from itertools import pairwise

from bots import drawing
from bots.drawing import CARD, EDGE, INK, LEADING, MARGIN, SOFT, WIDTH, Box, Plan, Words
from dialogs.programme_pictures import Block, Column, ProgrammeChart

TITLE, HEAD, LINE, SMALL = 46, 30, 26, 24
BESIDE = 3
GAP = 14
PADDING = 14
LEAST_ROW = 26
HEAD_TINT, TALK, PAUSE, OVER = "#DDEBFA", CARD, "#E9ECF0", "#D6F1E8"
ACCENT = "#0058A8"


def draw(chart: ProgrammeChart) -> bytes:
    """A PNG 1080 pixels wide; the same programme gives the same bytes."""
    return drawing.draw(lambda: plan(chart))


def plan(chart: ProgrammeChart) -> Plan:
    """What is where on the picture."""
    sheet = Plan(height=0)
    y = float(MARGIN)
    for line in drawing.wrapped(chart.title, TITLE, WIDTH - 2 * MARGIN, most=3):
        y = _line(sheet, MARGIN, y, line, TITLE, INK, bold=True)
    y = _line(sheet, MARGIN, y, drawing.drawable(chart.when), LINE, SOFT) + GAP
    if chart.opening:
        y = _plenary(sheet, y, chart.opening)
    for band in _bands(chart.columns):
        y = _band(sheet, y, band) + GAP
    if chart.closing:
        y = _plenary(sheet, y, chart.closing)
    sheet.height = round(y) + MARGIN - GAP
    return sheet


def _bands(columns: Sequence[Column]) -> list[Sequence[Column]]:
    """The columns in bands of about the same number."""
    if not columns:
        return []
    bands = -(-len(columns) // BESIDE)
    beside = -(-len(columns) // bands)
    return [columns[at : at + beside] for at in range(0, len(columns), beside)]


def _plenary(sheet: Plan, y: float, text: str) -> float:
    lines = drawing.wrapped(text, LINE, WIDTH - 2 * MARGIN - 2 * PADDING, most=2)
    height = _height(lines, LINE) + 2 * PADDING
    sheet.marks.append(Box(MARGIN, y, WIDTH - 2 * MARGIN, height, HEAD_TINT, 12))
    at = y + PADDING
    for line in lines:
        at = _line(sheet, MARGIN + PADDING, at, line, LINE, ACCENT, bold=True)
    return y + height + GAP


def _band(sheet: Plan, y: float, columns: Sequence[Column]) -> float:
    width = (WIDTH - 2 * MARGIN - GAP * (len(columns) - 1)) / len(columns)
    lefts = [MARGIN + number * (width + GAP) for number in range(len(columns))]
    heads = [_head(one, width) for one in columns]
    head = max(_heights(lines) for lines in heads) + 2 * PADDING
    for left, lines in zip(lefts, heads, strict=True):
        sheet.marks.append(Box(left, y, width, head, HEAD_TINT, 12))
        _write(sheet, left + PADDING, y + PADDING, lines)
    y += head + GAP
    rows = _rows(columns, width)
    for left, column in zip(lefts, columns, strict=True):
        for block in column.blocks:
            top, bottom = y + rows[block.starts], y + rows[block.ends]
            colour = PAUSE if block.pause else OVER if block.over else TALK
            box = Box(left, top, width, bottom - top - GAP / 2, colour, 10, EDGE)
            sheet.marks.append(box)
            _write(sheet, left + PADDING, top + PADDING / 2, _words(block, width))
    return y + max([0.0, *rows.values()])


def _rows(columns: Sequence[Column], width: float) -> dict[int, float]:
    """How far below the band's head each minute is at which something begins or ends."""
    blocks = [block for column in columns for block in column.blocks]
    minutes = sorted({at for one in blocks for at in (one.starts, one.ends)})
    heights = {row: float(LEAST_ROW) for row in pairwise(minutes)}
    for block in sorted(blocks, key=lambda one: (one.ends - one.starts, one.starts)):
        own = [row for row in heights if block.starts <= row[0] and row[1] <= block.ends]
        needs = _heights(_words(block, width)) + PADDING + GAP / 2
        wanting = needs - sum(heights[row] for row in own)
        for row in own:
            heights[row] += max(0.0, wanting) / len(own)
    places, at = {minutes[0]: 0.0} if minutes else {}, 0.0
    for row, height in heights.items():
        at += height
        places[row[1]] = at
    return places


Lines = list[tuple[str, int, str, bool]]


def _head(column: Column, width: float) -> Lines:
    room = width - 2 * PADDING
    lines: Lines = [
        (line, HEAD, INK, True) for line in drawing.wrapped(column.title, HEAD, room, most=3)
    ]
    for text in (column.place, column.chair):
        found = drawing.wrapped(text, SMALL, room, most=2, bold=False)
        lines += [(line, SMALL, SOFT, False) for line in found]
    return lines


def _words(block: Block, width: float) -> Lines:
    room = width - 2 * PADDING
    if block.pause:
        return [(drawing.drawable(f"{block.time} {block.title}"), SMALL, SOFT, False)]
    title = drawing.wrapped(block.title, LINE, room, most=6, bold=False)
    who = drawing.wrapped(block.who, SMALL, room, most=2, bold=False)
    return [
        (drawing.drawable(block.time, bold=True), SMALL, ACCENT, True),
        *((line, LINE, INK, False) for line in title),
        *((line, SMALL, SOFT, False) for line in who),
    ]


def _write(sheet: Plan, left: float, top: float, lines: Lines) -> None:
    for text, size, colour, bold in lines:
        top = _line(sheet, left, top, text, size, colour, bold=bold)


def _line(
    sheet: Plan, left: float, top: float, text: str, size: int, colour: str, *, bold: bool = False
) -> float:
    """Write a line; gives where the next one begins."""
    height = size * LEADING
    sheet.marks.append(Words(left, top + height / 2, text, size, colour, bold=bold))
    return top + height


def _height(lines: Sequence[str], size: int) -> float:
    return len(lines) * size * LEADING


def _heights(lines: Lines) -> float:
    return sum(size * LEADING for _, size, _, _ in lines)
