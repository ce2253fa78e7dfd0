"""QR codes: a link as a picture for a message, or as a drawing for a printed sheet."""

import io

import segno

#: So large that a camera reads it from another screen; a photo that is scaled down stays readable.
SCALE = 10
QUIET_ZONE = 4


def png(link: str) -> bytes:
    """A picture of a link."""
    drawn = io.BytesIO()
    _made(link).save(drawn, kind="png", scale=SCALE, border=QUIET_ZONE)
    return drawn.getvalue()


def svg(link: str) -> str:
    """A drawing of a link to stand in a page."""
    return _made(link).svg_inline(scale=3, border=QUIET_ZONE, omitsize=True)


def _made(link: str) -> segno.QRCode:
    # With a quarter of it unreadable it still is read: paper gets dirty, screens have cracks.
    return segno.make(link, error="q", micro=False)
