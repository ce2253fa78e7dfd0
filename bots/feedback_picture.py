"""What people thought of an event, as bars (E4)."""

from bots import drawing
from bots.drawing import CARD, INK, MARGIN, SOFT, WIDTH, Box, Plan, Words
from dialogs.charts import FeedbackChart

TITLE, LINE, ROW, BAR = 44, 36, 74, 40
LEFT, RIGHT = 330, WIDTH - 130
COLOUR = "#0058A8"


def draw(chart: FeedbackChart) -> bytes:
    """A PNG; the same answers give the same bytes."""
    return drawing.paint(plan(chart))


def plan(chart: FeedbackChart) -> Plan:
    """What is where on the picture."""
    sheet = Plan(height=MARGIN * 2 + ROW + sum(ROW * (1 + len(g.bars)) for g in chart.groups))
    y = float(MARGIN)
    sheet.marks.append(Words(MARGIN, y + TITLE / 2, chart.title, TITLE, INK, bold=True))
    y += ROW
    most = max([1, *(bar.count for group in chart.groups for bar in group.bars)])
    for group in chart.groups:
        sheet.marks.append(Words(MARGIN, y + LINE / 2, group.title, LINE, SOFT, bold=True))
        y += ROW
        for bar in group.bars:
            middle = y + BAR / 2
            sheet.marks.append(Words(LEFT - 20, middle, bar.label, LINE, INK, across="right"))
            sheet.marks.append(Box(LEFT, y, RIGHT - LEFT, BAR, CARD, radius=8))
            if bar.count:
                length = max(16.0, (RIGHT - LEFT) * bar.count / most)
                sheet.marks.append(Box(LEFT, y, length, BAR, COLOUR, radius=8))
            sheet.marks.append(Words(RIGHT + 20, middle, str(bar.count), LINE, INK))
            y += ROW
    return sheet
