"""Pictures of the outbox, drawn when they leave: by kind."""

from collections.abc import Callable

from dialogs import charts
from storage.outbox import PictureRow


def draw(picture: PictureRow) -> bytes:
    """Draw a picture as PNG; raises `KeyError` for a kind that nobody knows."""
    return MAKERS[picture["kind"]](picture["data"])


# Imported where they are used: matplotlib costs a second and 60 MB, and most messages have no
# picture.


def _stages(data: str) -> bytes:
    from bots import drawing

    return drawing.draw_stages(charts.read(data))


def _qr(data: str) -> bytes:
    from bots import qr

    return qr.png(data)


MAKERS: dict[str, Callable[[str], bytes]] = {"stages": _stages, "qr": _qr}
