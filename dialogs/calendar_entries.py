"""An event for somebody's own calendar, as plain data; written as .ics when it leaves (E3)."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from dialogs import documents, words
from storage.events import EventState, EventView
from storage.generator import Place
from storage.outbox import PictureRow


class Entry(BaseModel):
    """An entry; the same ``uid`` with a greater ``sequence`` takes the earlier one's place."""

    model_config = ConfigDict(frozen=True)

    file: str
    uid: str
    sequence: int
    stamp: datetime
    starts: datetime
    ends: datetime
    title: str
    description: str
    location: str
    cancelled: bool


def row(event: EventView) -> PictureRow:
    """An event for the outbox. The link does not stand in it: files are passed on."""
    online = event.place is Place.ONLINE
    entry = Entry(
        file=documents.file_name(event.title, "ics"),
        uid=f"event-{event.uid}@coworking",
        sequence=event.sequence,
        stamp=event.changed_at,
        starts=event.starts_at,
        ends=event.ends_at,
        title=event.title,
        description=words.label("event-calendar-online" if online else "event-calendar-here"),
        location=words.label("event-online") if online else event.room,
        cancelled=event.state is EventState.CANCELLED,
    )
    return PictureRow(kind="ics", data=entry.model_dump_json())


def of_talk(
    event: EventView,
    *,
    talk: int,
    revision: int,
    title: str,
    starts: datetime,
    ends: datetime,
    place: str,
) -> PictureRow:
    """One's own talk at a conference (E5): its uid is not the event's, so that both stand."""
    entry = Entry(
        file=documents.file_name(title, "ics"),
        uid=f"event-{event.uid}-talk-{talk}@coworking",
        # Times of a talk change without the event's: the later file must win in a calendar.
        sequence=revision,
        stamp=event.changed_at,
        starts=starts,
        ends=ends,
        title=words.label("conference-calendar-title", title=title),
        description=event.title,
        location=place,
        cancelled=False,
    )
    return PictureRow(kind="ics", data=entry.model_dump_json())


def read(data: str) -> Entry:
    """An entry as it was kept."""
    return Entry.model_validate_json(data)
