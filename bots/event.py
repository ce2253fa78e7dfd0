"""The event bot: its greeting, its permanent keyboard, the dialogs it needs (E1-E7)."""

from dialogs import (
    accounts,
    conference_day,
    conference_desk,
    conference_talks,
    conferences,
    consultation_questions,
    consultation_rooms,
    consultations,
    contest_cases,
    contest_jury,
    contest_removals,
    contest_results,
    contest_teams,
    contest_works,
    contests,
    doors,
    event_afterwards,
    event_forms,
    event_parents,
    event_plans,
    event_rooms,
    events,
    exhibition_consents,
    exhibition_desk,
    exhibition_entries,
    exhibition_questions,
    exhibitions,
    generator,
    home,
    own_slots,
    slots,
)
from dialogs.registry import Bot, Menu
from storage import consultations as consulting
from storage import events as stored
from storage.residents import Who

#: Imported so that their commands and actions are registered.
DIALOGS = (
    accounts,
    conference_day,
    conference_desk,
    conference_talks,
    conferences,
    doors,
    event_afterwards,
    event_forms,
    consultation_questions,
    consultation_rooms,
    consultations,
    contest_cases,
    contest_jury,
    contest_removals,
    contest_results,
    contest_teams,
    contest_works,
    contests,
    event_parents,
    event_plans,
    event_rooms,
    events,
    exhibition_consents,
    exhibition_desk,
    exhibition_entries,
    exhibition_questions,
    exhibitions,
    generator,
    home,
    own_slots,
    slots,
)


def menu(who: Who) -> Menu:
    """The permanent keyboard; to everybody who is not registered the way in, too."""
    if who.id is None:
        return (("events", "exhibitions", "generator"), ("register", "help"))
    rows: list[tuple[str, ...]] = [("events", "event-new"), ("exhibitions", "generator")]
    if stored.decides(who):
        rows[-1] = ("exhibitions", "generator", "event-approvals")
    last = ("my-slots",) if consulting.holds_some(who) else ("book-consultation",)
    rows.append(("consultations", *last))
    return (*rows, ("mydata", "help"))


def entry(who: Who) -> Menu:
    """What leads here from a keyboard of several bots; the rest is on the screen of «События»."""
    return (("events", "event-approvals" if stored.decides(who) else "generator"),)


BOT = doors.led_to(Bot("event", "event-greeting", menu, entry, "events"))
