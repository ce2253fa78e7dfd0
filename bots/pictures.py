"""Pictures of the outbox, drawn when they leave: by kind."""

from collections.abc import Callable

from dialogs import charts
from storage.outbox import PictureRow


def draw(picture: PictureRow) -> bytes:
    """Draw a picture as PNG; raises `KeyError` for a kind that nobody knows."""
    # Imported here: matplotlib costs a second and 60 MB, and most messages have no picture.
    from bots import drawing

    makers: dict[str, Callable[[str], bytes]] = {
        "stages": lambda data: drawing.draw_stages(charts.read(data)),
    }
    return makers[picture["kind"]](picture["data"])
