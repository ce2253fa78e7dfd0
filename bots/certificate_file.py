"""A certificate as PDF, in letters that every reader has with it (E4)."""

from importlib.util import find_spec
from pathlib import Path

from fpdf import FPDF

from dialogs.certificates import Certificate

FONT = "DejaVu"
MARGIN = 25.0
INK, SOFT, EDGE = (20, 32, 46), (74, 87, 104), (0, 88, 168)


def pdf(certificate: Certificate) -> bytes:
    """Write a certificate down: one page, lying."""
    page = FPDF(orientation="landscape", format="A4")
    page.set_title(certificate.event)
    for style, name in (("", "DejaVuSans.ttf"), ("B", "DejaVuSans-Bold.ttf")):
        page.add_font(FONT, style, str(_fonts() / name))
    page.set_margin(MARGIN)
    page.set_auto_page_break(auto=False)
    page.add_page()
    page.set_draw_color(*EDGE)
    page.set_line_width(1.2)
    page.rect(10, 10, page.w - 20, page.h - 20)
    page.set_y(35)
    for text, size, style, colour, after in (
        (certificate.heading, 30, "B", EDGE, 14),
        (certificate.name, 24, "B", INK, 8),
        (certificate.said, 14, "", SOFT, 8),
        (certificate.event, 20, "B", INK, 8),
        (certificate.when, 14, "", INK, 16),
        (certificate.school, 14, "", SOFT, 0),
    ):
        page.set_font(FONT, style, size)
        page.set_text_color(*colour)
        page.multi_cell(0, size * 0.5, text, align="C", new_x="LMARGIN", new_y="NEXT")
        page.ln(after)
    return bytes(page.output())


def _fonts() -> Path:
    """Matplotlib brings DejaVu along; the library itself is not needed for it."""
    found = find_spec("matplotlib")
    assert found is not None and found.origin is not None
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"
