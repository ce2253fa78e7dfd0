"""E3: what another program reads in our .ics: an update is the same event, not a second."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import vobject  # type: ignore[import-untyped]  # it has no types
from icalendar import Calendar

from bots import pictures
from dialogs import calendar_entries
from storage.events import Audience, EventState, EventView, Pupils
from storage.generator import Place

START = datetime(2026, 9, 12, 13, 0, tzinfo=UTC)
EVENT = EventView(
    id=1,
    uid="abc",
    sequence=0,
    format="",
    title="Вечер роботов; часть 1, «Мы»\nи ещё",
    purpose="Покажем",
    starts_at=START,
    ends_at=START + timedelta(hours=1),
    place=Place.OFFLINE,
    room="Кабинет 305",
    places=None,
    audience=Audience.INTERNAL,
    pupils=Pupils.ALL,
    consent=False,
    state=EventState.APPROVED,
    comment="",
    hosts=(),
    changed_at=START - timedelta(days=5),
)


def written(event: EventView) -> bytes:
    return pictures.draw(calendar_entries.row(event)).content or b""


class Phone:
    """A calendar that imports files as the standard says: by UID, the greatest SEQUENCE wins."""

    def __init__(self) -> None:
        self.events: dict[str, tuple[int, str, datetime]] = {}

    def imports(self, content: bytes) -> None:
        read = vobject.readOne(content.decode())
        event = read.vevent
        uid, sequence = event.uid.value, int(event.sequence.value)
        if uid in self.events and self.events[uid][0] >= sequence:
            return
        self.events[uid] = (sequence, event.status.value, event.dtstart.value)


def test_a_move_takes_the_place_of_the_first_and_a_cancellation_of_both() -> None:
    phone = Phone()
    phone.imports(written(EVENT))
    moved = replace(EVENT, sequence=1, starts_at=START + timedelta(days=1))
    phone.imports(written(moved))
    ((sequence, status, at),) = phone.events.values()
    assert (sequence, status, at) == (1, "CONFIRMED", START + timedelta(days=1))
    gone = replace(moved, sequence=2, state=EventState.CANCELLED)
    phone.imports(written(gone))
    ((sequence, status, _),) = phone.events.values()
    assert (sequence, status) == (2, "CANCELLED")
    phone.imports(written(EVENT))
    assert next(iter(phone.events.values()))[0] == 2


def test_every_word_arrives_whole_and_no_link_is_in_it() -> None:
    read = vobject.readOne(written(replace(EVENT, place=Place.ONLINE)).decode())
    assert "часть 1, «Мы»" in read.vevent.summary.value
    assert read.vevent.dtend.value == EVENT.ends_at
    assert b"http" not in written(EVENT)


def test_lines_are_as_long_as_the_standard_allows() -> None:
    content = written(replace(EVENT, title="Очень длинное название события " * 5))
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert Calendar.from_ical(content).walk("VEVENT")


def test_it_is_sent_as_a_document_under_its_own_name() -> None:
    picture = calendar_entries.row(EVENT)
    upload = pictures.draw(picture)
    assert (upload.kind, upload.name) == ("document", "Вечер роботов; часть 1, «Мы» и ещё.ics")
