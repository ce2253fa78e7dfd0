"""The settings as the rules of the house: what the store's acts ask (O1)."""

from collections.abc import Callable
from datetime import time
from zoneinfo import ZoneInfo

from bots import setting_values
from bots.settings import Settings
from storage.formats import Formats
from storage.rules import Lessons, Quiet, Rules
from storage.school_calendar import SchoolCalendar
from storage.templates import Catalogue


def of(
    settings: Settings,
    catalogue: Catalogue | None = None,
    calendar: SchoolCalendar | None = None,
    read_formats: Callable[[], Formats] = Formats,
) -> Rules:
    """The numbers that the store's acts ask, with the catalogues of stages and of formats, and
    the calendar.

    ``HOLIDAYS`` are added to the calendar's; ``LESSONS``, where set, stand in place of its own.
    """
    calendar = calendar or SchoolCalendar()
    return Rules(
        catalogue=catalogue or Catalogue(),
        read_formats=read_formats,
        events_until=setting_values.hour(settings.events_until),
        events_until_senior=setting_values.hour(settings.events_until_senior),
        place_offer_hours=settings.place_offer_hours,
        event_consent_hours=settings.event_consent_hours,
        room_hours=settings.room_hours,
        room_providers=settings.room_providers,
        reads_forms=settings.reads_forms,
        zone=ZoneInfo(settings.timezone),
        school=settings.school_name,
        privacy_url=settings.privacy_url,
        code_days=settings.code_days,
        code_tries_per_hour=settings.code_tries_per_hour,
        link_minutes=settings.link_minutes,
        max_projects_per_supervisor=settings.max_projects_per_supervisor,
        offer_working_days=settings.offer_working_days,
        review_remind_days=settings.review_remind_days,
        review_escalate_days=settings.review_escalate_days,
        extension_max_days=settings.extension_max_days,
        teenagers_from_grade=settings.teenagers_from_grade,
        announcement_remind_hours=settings.announcement_remind_hours,
        silence_max_days=settings.silence_max_days,
        chair_max_days=settings.chair_max_days,
        chair_lapse_days=settings.chair_lapse_days,
        council_max_days=settings.council_max_days,
        record_days=settings.record_days,
        appeal_days=settings.appeal_days,
        vote_hours=settings.vote_hours,
        quorum=setting_values.part(settings.council_quorum),
        qualified=setting_values.part(settings.council_qualified),
        contract_notice_days=settings.contract_notice_days,
        draft_hours=settings.draft_hours,
        draft_days=settings.draft_days,
        codes_kept_days=settings.codes_kept_days,
        journal_kept_days=settings.journal_kept_days,
        accounts_kept_days=settings.accounts_kept_days,
        question_answer_days=settings.question_answer_days,
        question_escalate_days=settings.question_escalate_days,
        question_deputy_role=settings.question_deputy_role,
        question_keep_days=settings.question_keep_days,
        quiet_pupils=setting_values.quiet(settings.quiet_pupils),
        quiet_parents=setting_values.quiet(settings.quiet_parents),
        quiet_teachers=setting_values.quiet(settings.quiet_teachers),
        lessons=_lessons_by(settings, calendar),
        holidays=calendar.spans() + settings.holidays,
        working_saturdays=calendar.working_saturdays,
        psych_hours=setting_values.working(settings.psych_hours),
        psych_consent_age=settings.psych_consent_age,
        psych_emergency_without_consent=settings.psych_emergency_without_consent,
        psych_next_minutes=settings.psych_next_minutes,
        psych_silence_minutes=settings.psych_silence_minutes,
        psych_presence_minutes=settings.psych_presence_minutes,
        psych_talk_days=settings.psych_talk_days,
        mood_days=settings.mood_days,
    )


def _lessons_by(settings: Settings, calendar: SchoolCalendar) -> Lessons | None:
    hours = calendar.lesson_hours()
    if "lessons" in settings.model_fields_set or not hours:
        return setting_values.lessons(settings.lessons)
    return Lessons(time(), time(), frozenset(), {day: Quiet(*span) for day, span in hours.items()})
