"""What people write, brought into a form that can be kept."""

from urllib.parse import urlsplit

from storage import refusals

TITLE_MAX = 150
NOTE_MAX = 1_000
DIARY_MAX = 3_000
URL_MAX = 1_000


def line(text: str, field: str, limit: int = TITLE_MAX) -> str:
    """Give ``text`` as one line without spare blanks; raises `refusals.Broken`."""
    return _bounded(" ".join(text.split()), field, limit)


def passage(text: str, field: str, limit: int = NOTE_MAX) -> str:
    """Give ``text`` with its lines kept; raises `refusals.Broken`."""
    return _bounded("\n".join(part.rstrip() for part in text.strip().splitlines()), field, limit)


def _bounded(text: str, field: str, limit: int) -> str:
    text = "".join(letter for letter in text if letter.isprintable() or letter == "\n")
    if not text:
        raise refusals.Broken("text-empty", field=field)
    if len(text) > limit:
        raise refusals.Broken("text-long", field=field, limit=limit, length=len(text))
    return text


def web_address(text: str) -> str:
    """Give the address of a web page; raises `refusals.Broken` for anything else (P4)."""
    address = text.strip()
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        host = ""
    if (
        not address.isprintable()
        or any(letter.isspace() for letter in address)
        or len(address) > URL_MAX
        or not host
        or parts.scheme.lower() not in ("http", "https")
        or parts.username is not None
    ):
        raise refusals.Broken("url-bad")
    return address
