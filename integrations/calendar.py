"""Yandex Calendar by CalDAV: a timed entry that gets a lasting Telemost link (integrations, 3).

An entry is put under a name of ours, so a repeat is the same entry: nothing is made twice.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from integrations.errors import Busy, Lost, Refused, Why
from integrations.line import Answer, Line

PRODUCT = "-//coworking-bots//events//RU"
LINK = "X-TELEMOST-CONFERENCE"
_REFUSED: dict[int, Why] = {401: "token", 403: "scope", 404: "missing", 412: "request"}


@dataclass(frozen=True)
class Booking:
    """What stands in the calendar."""

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    stamp: datetime


class Calendar:
    """A client of one person's calendar; ``login`` is the full address. ``authorization`` is the
    header's value of each call: «OAuth …» or «Basic …», never «Bearer …»."""

    def __init__(self, url: str, login: str) -> None:
        self._line = Line(url)
        self._folder = f"/calendars/{quote(login)}/events-default"

    async def close(self) -> None:
        await self._line.close()

    async def put(self, authorization: str, booking: Booking) -> None:
        """Write an entry that asks for a room; raises `ServiceError`.

        Without If-Match: after a lost answer that would refuse our own change.
        """
        headers = {"Content-Type": "text/calendar; charset=utf-8"}
        answer = await self._ask("PUT", booking.uid, authorization, headers, _entry(booking))
        if answer.status not in (200, 201, 204):
            raise Lost(f"http {answer.status}")

    async def link(self, authorization: str, uid: str) -> str | None:
        """The link that an entry was given, None while it has none; raises `ServiceError`."""
        from icalendar import Calendar as Entries

        answer = await self._ask("GET", uid, authorization)
        try:
            read = Entries.from_ical(answer.body)
        except ValueError:
            raise Lost("odd answer") from None
        for event in read.walk("VEVENT"):
            url = str(event.get(LINK, ""))
            if url.startswith("https://"):
                return url
        return None

    async def delete(self, authorization: str, uid: str) -> None:
        """Take an entry out; one that is gone already is no fault."""
        try:
            await self._ask("DELETE", uid, authorization)
        except Refused as error:
            if error.why != "missing":
                raise

    async def probe(self, authorization: str) -> None:
        """Ask for an entry that is not there; raises `Refused`, `Busy`, `Lost`."""
        try:
            await self._ask("GET", "probe", authorization)
        except Refused as error:
            if error.why != "missing":
                raise

    async def _ask(
        self,
        method: str,
        uid: str,
        authorization: str,
        headers: dict[str, str] | None = None,
        data: bytes | None = None,
    ) -> Answer:
        told = {"Authorization": authorization, **(headers or {})}
        path = f"{self._folder}/{quote(uid)}.ics"
        answer = await self._line.ask(method, path, headers=told, data=data)
        if (why := _REFUSED.get(answer.status)) is not None:
            raise Refused(why)
        if answer.status == 429:
            raise Busy("too many")
        if answer.status >= 500:
            raise Lost(f"http {answer.status}")
        return answer


def _entry(booking: Booking) -> bytes:
    # Most schools have no calendar: the library is not theirs to load.
    from icalendar import Calendar as Entries
    from icalendar import Event

    entries, event = Entries(), Event()
    entries.add("prodid", PRODUCT)
    entries.add("version", "2.0")
    entries.add("calscale", "GREGORIAN")
    event.add("uid", booking.uid)
    event.add("dtstamp", booking.stamp.astimezone(UTC))
    event.add("dtstart", booking.starts_at.astimezone(UTC))
    event.add("dtend", booking.ends_at.astimezone(UTC))
    event.add("summary", booking.title)
    event.add("x-telemost-required", "TRUE")
    entries.add_component(event)
    written: bytes = entries.to_ical()
    return written
