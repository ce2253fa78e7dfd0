"""What residents are told by the clock: late verdicts, due dates, offers that came back."""

from dialogs import words
from dialogs.screen import link, screen
from dialogs.tell import tell
from storage.offers import OfferView
from storage.review_queue import Reminder
from storage.store import Tx
from storage.work import DueReminder


def offer_expired(tx: Tx, made: OfferView) -> None:
    """An offer that nobody answered came back (P1)."""
    said = words.say("offer-expired", title=made.title, name=made.supervisor.short)
    again = link(words.label("project-find-supervisor"), "project.offer", project=made.project)
    tell(tx, made.tell, screen(said, [again]))


def review_late(tx: Tx, late: Reminder, *, escalated: bool) -> None:
    """A verdict is late: the supervisor is reminded, then the coordinator told (P5)."""
    waiting = late.waiting
    said = words.say(
        "review-late-coordinator" if escalated else "review-late",
        name=waiting.by.short,
        title=waiting.stage_title,
        project=waiting.project_title,
        supervisor=waiting.supervisor.short if waiting.supervisor else "—",
        days=waiting.working_days,
    )
    seen = link(words.label("review-open"), "review.show", style="primary", review=waiting.review)
    tell(tx, late.tell, screen(said, [seen]), still=("review.waits", waiting.review))


def stage_due(tx: Tx, reminder: DueReminder) -> None:
    """A stage's due date comes; what is still open is named."""
    said = words.say(
        "stage-due",
        title=reminder.title,
        project=reminder.project_title,
        due=reminder.due,
        days=reminder.days,
    )
    left = [words.say("form-line", value=text) for text in reminder.left]
    if left:
        left.insert(0, words.say("stage-due-left"))
    open_ = link(words.label("stage-back"), "stage.show", style="primary", stage=reminder.stage)
    tell(
        tx,
        reminder.tell,
        screen("\n".join([said, *left]), [open_]),
        still=("stage.open", reminder.stage),
    )
