"""The numbers a school may set: terms, limits, quiet hours (O1, C9)."""

from dataclasses import dataclass, field
from datetime import time
from zoneinfo import ZoneInfo

from storage.formats import Formats
from storage.templates import Catalogue


@dataclass(frozen=True)
class Quiet:
    """Hours without messages that can wait; ``since`` later than ``until`` spans midnight."""

    since: time
    until: time


@dataclass(frozen=True)
class Lessons:
    """When pupils have lessons and phones are put away (273-FZ, art. 43, 1, 4.1)."""

    since: time
    until: time
    weekdays: frozenset[int] = frozenset(range(5))


@dataclass(frozen=True)
class Rules:
    """What the store's acts ask; made from the settings once, at the start."""

    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Moscow"))
    school: str = ""
    privacy_url: str = ""
    code_days: int = 14
    link_minutes: int = 60
    code_tries_per_hour: int = 5
    max_projects_per_supervisor: int = 10
    offer_working_days: int = 5
    review_remind_days: int = 3
    review_escalate_days: int = 5
    extension_max_days: int = 14
    team_max: int = 5
    teenagers_from_grade: int = 9
    draft_hours: int = 24
    draft_days: int = 90
    quiet_pupils: Quiet = Quiet(time(21), time(7, 30))
    quiet_parents: Quiet = Quiet(time(20), time(8))
    quiet_teachers: Quiet = Quiet(time(19), time(8))
    lessons: Lessons | None = Lessons(time(9), time(15))
    events_until: time = time(20)
    events_until_senior: time = time(21)
    senior_from_grade: int = 10
    place_offer_hours: int = 24
    event_consent_hours: int = 48
    room_hours: int = 3
    room_providers: tuple[str, ...] = ()
    holidays: tuple[tuple[str, str], ...] = ()
    catalogue: Catalogue = field(default_factory=Catalogue)
    formats: Formats = field(default_factory=Formats)
