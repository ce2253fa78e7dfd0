"""The numbers a school may set: terms, limits, quiet hours (O1, C9)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from fractions import Fraction
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
    """When pupils have lessons and phones are put away (273-FZ, art. 43, 1, 4.1); only on days
    when the school works. ``by_weekday`` has the hours of days that differ, Monday is 0."""

    since: time
    until: time
    weekdays: frozenset[int] = frozenset(range(5))
    by_weekday: Mapping[int, Quiet] = field(default_factory=dict)

    def on(self, weekday: int) -> Quiet | None:
        """The hours of a weekday's lessons."""
        own = self.by_weekday.get(weekday)
        if own is not None or weekday not in self.weekdays:
            return own
        return Quiet(self.since, self.until)


@dataclass(frozen=True)
class Hours:
    """When psychologists work, on working days (Q3)."""

    since: time
    until: time


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
    announcement_remind_hours: int = 24
    silence_max_days: int = 3
    chair_max_days: int = 7
    chair_lapse_days: int = 3
    council_max_days: int = 30
    record_days: int = 90
    appeal_days: int = 10
    vote_hours: int = 48
    quorum: Fraction = Fraction(1, 2)
    qualified: Fraction = Fraction(2, 3)
    contract_notice_days: int = 14
    draft_hours: int = 24
    draft_days: int = 90
    codes_kept_days: int = 30
    journal_kept_days: int = 365
    accounts_kept_days: int = 30
    question_answer_days: int = 2
    question_escalate_days: int = 3
    question_deputy_role: str = "coordinator"
    question_keep_days: int = 365
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
    reads_forms: bool = False
    holidays: tuple[tuple[str, str], ...] = ()
    working_saturdays: frozenset[date] = frozenset()
    psych_hours: Hours = Hours(time(9), time(18))
    psych_consent_age: int = 18
    psych_emergency_without_consent: bool = True
    psych_next_minutes: int = 15
    psych_silence_minutes: int = 20
    psych_presence_minutes: int = 60
    psych_talk_days: int = 30
    mood_days: int = 14
    catalogue: Catalogue = field(default_factory=Catalogue)
    read_formats: Callable[[], Formats] = Formats

    @property
    def formats(self) -> Formats:
        """The formats of events, read when somebody first asks for them."""
        return self.read_formats()
