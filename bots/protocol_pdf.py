"""A protocol as PDF, from what `dialogs.protocol_text` says of it.

The letters are DejaVu's, which come with matplotlib: the fonts that every PDF reader has know no
Cyrillic. The font's folder is found without importing the package.
"""

import json
import logging
from importlib.util import find_spec
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import XPos, YPos

FAMILY = "DejaVu"
MARGIN = 20
LINE = 6

# It reports each part of the font that it leaves out.
logging.getLogger("fontTools").setLevel(logging.WARNING)


def make(data: str) -> bytes:
    """The document's bytes."""
    told = json.loads(data)
    sheet = FPDF(format="A4")
    fonts = _fonts()
    sheet.add_font(FAMILY, "", fonts / "DejaVuSans.ttf")
    sheet.add_font(FAMILY, "B", fonts / "DejaVuSans-Bold.ttf")
    sheet.set_margin(MARGIN)
    sheet.add_page()
    for number, line in enumerate(told["title"]):
        sheet.set_font(FAMILY, "B" if number == 1 else "", 12)
        _put(sheet, line, "C")
    sheet.ln(LINE)
    for heading, said in told["parts"]:
        sheet.set_font(FAMILY, "B", 10)
        _put(sheet, heading, "L")
        sheet.set_font(FAMILY, "", 10)
        _put(sheet, said, "L")
        sheet.ln(LINE / 2)
    return bytes(sheet.output())


def _put(sheet: FPDF, text: str, align: str) -> None:
    sheet.multi_cell(0, LINE, text, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def _fonts() -> Path:
    library = find_spec("matplotlib")
    if library is None or library.origin is None:
        raise RuntimeError("matplotlib is not installed")
    return Path(library.origin).with_name("mpl-data") / "fonts" / "ttf"
