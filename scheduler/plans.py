"""Which function does which job: the names are stored."""

from collections.abc import Callable

from dialogs import handoff_notices, slots
from dialogs import rest as techniques
from scheduler import (
    announcements,
    contests,
    council,
    crisis,
    events,
    exhibitions,
    found,
    offers,
    questions,
    reminders,
    rest,
)
from storage.store import Tx

PLANS: dict[str, Callable[..., None]] = {
    "announcement.correct": announcements.correct,
    "announcement.leave": announcements.leave,
    "announcement.remind": announcements.remind,
    "announcement.settle": announcements.settle,
    "chat-act.told": council.acts_told,
    "code.tell": found.codes,
    "conference.fell-out": events.talk_fell_out,
    "conference.remind": events.remind_speakers,
    "conference.tell": events.tell_speakers,
    "contest.deal": contests.deal,
    "contest.over": contests.over,
    "contest.remind": contests.remind,
    "contract.ends": council.contract_ends,
    "crisis.repeat": crisis.repeat,
    "event.ask-again": events.ask_again,
    "event.feedback": events.feedback,
    "event.hold-end": events.end_of_hold,
    "event.remind": events.remind,
    "event.tell": events.tell,
    "event.undecided": events.undecided,
    "exhibition.close": exhibitions.end,
    "exhibition.open": exhibitions.begin,
    "handoff.chain": handoff_notices.go_on,
    "handoff.erase": rest.erase,
    "handoff.lapse": rest.lapse,
    "handoff.meet": handoff_notices.meeting,
    "handoff.silence": handoff_notices.silence,
    "motion.end": council.end_vote,
    "motion.remind": council.remind,
    "offer.expire": offers.expire,
    "overdue.tell": found.overdue,
    "presence.ask": rest.ask_presence,
    "presence.lapse": rest.lapse_presence,
    "question.escalate": questions.escalate,
    "question.left": questions.left,
    "question.remind": questions.remind,
    "relay.mark": handoff_notices.mark,
    "rest.beat": techniques.beat,
    "review.escalate": reminders.escalate,
    "review.remind": reminders.review,
    "sanction.lapse": council.lapse,
    "sanction.over": council.over,
    "slot.remind": slots.remind,
    "stage.remind": reminders.stage_due,
    "token.tell": events.tell_of_token,
    "token.warn": events.warn_of_token,
}


def knows(name: str) -> bool:
    return name in PLANS


def run(tx: Tx, name: str, args: dict[str, int]) -> None:
    """Do a job inside a step."""
    PLANS[name](tx, **args)
