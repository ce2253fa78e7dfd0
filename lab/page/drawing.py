"""Conversations and calls as JSON for the page, moments in the school's words."""

from dataclasses import asdict
from datetime import datetime, tzinfo
from typing import Any
from urllib.parse import quote

from babel.dates import format_date, format_datetime

from lab.page.messenger import Call, File, Line, Look, Rows

Json = dict[str, Any]  # what JavaScript reads
LOCALE = "ru"


def moment(at: datetime) -> str:
    """«понедельник, 5 октября, 16:05»."""
    return format_datetime(at, "EEEE, d MMMM, HH:mm", locale=LOCALE)


def look(shown: Look, messenger: str, zone: tzinfo | None) -> Json:
    """A conversation; times in ``zone``."""
    return {
        "lines": [_line(one, messenger, zone) for one in shown.lines],
        "menu": _rows(shown.menu),
        "typing": shown.typing,
        "notices": list(shown.notices),
        "waiting": shown.waiting,
        "shut": shown.shut,
    }


def _rows(rows: Rows) -> list[list[Json]]:
    return [[asdict(key) for key in row] for row in rows]


def _line(line: Line, messenger: str, zone: tzinfo | None) -> Json:
    at = line.at.astimezone(zone)
    return {
        "number": line.number,
        "mine": line.mine,
        "author": line.author,
        "text": line.text,
        "iso": at.isoformat(timespec="minutes"),
        "time": f"{at:%H:%M}",
        "day": format_date(at, "d MMMM", locale=LOCALE),
        "edited": line.edited,
        "deleted": line.deleted,
        "rows": _rows(line.rows),
        "files": [_file(one, messenger) for one in line.files],
        "reply": line.reply,
    }


def _file(file: File, messenger: str) -> Json:
    reference, name = quote(file.reference, safe=""), quote(file.name, safe="")
    return {
        "name": file.name,
        "picture": file.picture,
        "size": file.size,
        "url": f"/files/{messenger}/{reference}/{name}",
    }


def call(one: Call, zone: tzinfo | None) -> Json:
    """A call as the drawer lists it."""
    return {
        "name": one.name,
        "time": f"{one.at.astimezone(zone):%H:%M:%S}",
        "ok": one.ok,
        "inward": one.inward,
        "fault": one.fault,
        "inside": one.inside,
        "asked": dict(one.asked),
        "answered": one.answered,
    }
