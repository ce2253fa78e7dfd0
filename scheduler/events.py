"""Events by the clock: reminders, changes told to many, offers that are over (E3)."""

from dialogs import conference_notices, event_notices, event_rooms
from storage import (
    conference_programme,
    conference_talks,
    event_feedback,
    event_reminders,
    event_waiting,
    form_answers,
    registrations,
    service_tokens,
)
from storage.store import Tx


def remind(tx: Tx, event: int, sequence: int, minutes: int, after: int = 0) -> None:
    """Remind those who are registered; nothing if the event was moved or cancelled."""
    due = event_reminders.due(tx, event=event, sequence=sequence, minutes=minutes, after=after)
    if due is not None:
        event_notices.remind(tx, due)


def tell(tx: Tx, event: int, sequence: int, soon: int, after: int = 0) -> None:
    """Tell everybody in the lists that an event was changed; nothing if it was again."""
    due = event_reminders.changed(tx, event=event, sequence=sequence, soon=soon, after=after)
    if due is not None:
        event_notices.changed(tx, due, soon=bool(soon))


def feedback(tx: Tx, event: int, sequence: int, after: int = 0) -> None:
    """Ask those who were there what they thought; nothing if the event was moved or cancelled."""
    asking = event_feedback.to_ask(tx, event=event, sequence=sequence, after=after)
    if asking is not None:
        event_notices.ask_feedback(tx, asking)
        if not after:
            form_answers.plan(tx, event=event, sequence=sequence)


def ask_again(tx: Tx, event: int, at: int) -> None:
    """Tomorrow is the day of an event that nobody has decided about."""
    waits = event_waiting.still(tx, event=event, at=at)
    if waits is not None:
        event_notices.asked_again(tx, waits)


def undecided(tx: Tx, event: int, at: int) -> None:
    """The time of a proposal has come, and nobody has decided about it."""
    waits = event_waiting.undecided(tx, event=event, at=at)
    if waits is not None:
        event_notices.undecided(tx, waits)


def end_of_hold(tx: Tx, line: int, turn: int) -> None:
    """An offer or a wait for a parent's word is over: the place goes on to the next."""
    moved = registrations.end_of_hold(tx, line=line, turn=turn)
    if moved is not None:
        event_notices.hold_over(tx, moved.own, wanted_consent=moved.wanted_consent)
        event_notices.offered(tx, moved.offered)


def warn_of_token(tx: Tx, version: int, days: int) -> None:
    """Yandex's permission ends in some days."""
    event_rooms.token_ends(tx, version=version, days=days)


def tell_of_token(tx: Tx) -> None:
    """Telemost does not take the token of the settings."""
    event_rooms.token_refused(tx, service_tokens.administrators(tx))


def tell_speakers(tx: Tx, event: int, revision: int) -> None:
    """The programme of a conference was changed: those whose time is another now are told."""
    conference_notices.news(tx, conference_programme.changed(tx, event=event, revision=revision))


def talk_fell_out(tx: Tx, talk: int) -> None:
    """An author left a conference whose programme is out: the hosts and the chair know."""
    fallen = conference_talks.fallen_out(tx, talk=talk)
    if fallen is not None:
        conference_notices.fell_out(tx, fallen)


def remind_speakers(tx: Tx, talk: int, at: int, minutes: int) -> None:
    """A talk comes; nothing if it is at another time now."""
    due = conference_programme.due(tx, talk=talk, at=at)
    if due is not None:
        conference_notices.remind(tx, due, minutes)
