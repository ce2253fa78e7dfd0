"""What people are told about events when they have not just written (E1-E3, C9, C10)."""

from collections.abc import Iterable
from dataclasses import replace

from dialogs import calendar_entries, contest_notices, event_rooms, event_words, words
from dialogs.screen import Screen, button, link, screen
from dialogs.tell import tell, tell_there
from storage import event_consents, event_reminders, residents, rooms, talks
from storage.contest_teams import TeamView
from storage.event_feedback import Asking
from storage.event_proposals import Proposed
from storage.event_reminders import Reminder, Round
from storage.events import EventState, EventView
from storage.outbox import Rank
from storage.registrations import Moved, Taken
from storage.residents import Who
from storage.store import Tx

#: More than so many at once are a mailing: other notices go before it.
MANY = 50


def told(
    tx: Tx,
    resident: int | None,
    account: int | None,
    shown: Screen,
    *,
    still: tuple[str, int] | None = None,
    urgent: bool = False,
    rank: Rank = Rank.NOTICE,
) -> list[int]:
    """Tell somebody of the lists: a resident, or an account of nobody where it wrote."""
    if resident is not None:
        return tell(tx, (resident,), shown, still=still, urgent=urgent, rank=rank)
    if account is None:
        return []
    return tell_there(tx, talks.of_account(tx, account)[:1], shown, still=still, rank=rank)


def proposed(tx: Tx, made: Proposed) -> None:
    """An event waits for approval."""
    said = words.say(
        "event-proposed-notice",
        title=made.event.title,
        name=made.event.hosts[0].short if made.event.hosts else "",
        starts=made.event.starts_at,
    )
    lines = [said, *event_words.warnings(made.clashes)]
    seen = link(words.label("event-open"), "event.show", style="primary", event=made.event.id)
    tell(
        tx, made.event.tell, screen("\n".join(lines), [seen]), still=("event.waits", made.event.id)
    )


def asked_again(tx: Tx, event: EventView) -> None:
    """Whoever may approve an event is told that it is soon."""
    said = words.say("event-ask-again", title=event.title, starts=event.starts_at)
    seen = link(words.label("event-open"), "event.show", style="primary", event=event.id)
    tell(tx, event.tell, screen(said, [seen]), still=("event.waits", event.id))


def undecided(tx: Tx, event: EventView) -> None:
    """Those who hold an event know that it was not approved in time, and what they may do."""
    said = words.say("event-undecided", title=event.title)
    tell(tx, event.tell, event_words.shown_as(event, said), still=("event.waits", event.id))


def decided(tx: Tx, event: EventView, to: Iterable[int]) -> None:
    """An event was approved or declined: those who hold it are told."""
    approved = event.state is EventState.APPROVED
    text = "event-approved-notice" if approved else "event-declined-notice"
    said = words.say(text, title=event.title, starts=event.starts_at, comment=event.comment)
    tell(tx, to, event_words.shown_as(event, said))


def changed_for_staff(tx: Tx, event: EventView, to: Iterable[int], by: str) -> None:
    """A host changed or cancelled an event: the other hosts and the working group know."""
    text = "event-cancelled-staff" if event.state is EventState.CANCELLED else "event-moved-staff"
    said = words.say(text, title=event.title, name=by, starts=event.starts_at)
    tell(tx, to, event_words.shown_as(event, said))


def changed(tx: Tx, due: Round, *, soon: bool) -> None:
    """Everybody in the lists is told that an event was moved or cancelled, with its new file."""
    event = due.event
    cancelled = event.state is EventState.CANCELLED
    if cancelled:
        said = words.say("event-cancelled", title=event.title, starts=event.starts_at)
        if event.comment:
            said += "\n" + words.say("event-comment", comment=event.comment)
    else:
        said = words.say("event-moved", title=event.title)
        said += "\n" + event_words.when_and_where(event)
    rows = [[link(words.label("event-open"), "event.show", event=event.id)]]
    if not cancelled:
        rows.append([button(words.label("event-leave"), "event.leave", event=event.id)])
    shown = replace(screen(said, *rows), picture=calendar_entries.row(event))
    for one in due.people:
        told(
            tx,
            one.resident,
            one.account,
            shown,
            still=("event.told", one.id),
            urgent=soon,
            rank=_rank(due),
        )


def remind(tx: Tx, due: Round) -> None:
    """A day, an hour, ten minutes before; with the last comes the link."""
    link_comes = due.minutes == event_reminders.LAST and due.event.place.has_screen
    room = rooms.live(tx, due.event.id) if link_comes else None
    for one in due.people:
        shown = _reminder(tx, due, one)
        told(
            tx,
            one.resident,
            one.account,
            shown,
            still=("event.reminder", one.id),
            urgent=due.minutes < event_reminders.BEFORE[0],
            rank=_rank(due),
        )
        if room is not None:
            sent = told(
                tx,
                one.resident,
                one.account,
                event_rooms.link_screen(due.event.title, room),
                still=("room.live", room.id),
                urgent=True,
                rank=_rank(due),
            )
            for message in sent:
                rooms.hand(tx, room=room.id, message=message)


def _reminder(tx: Tx, due: Round, one: Reminder) -> Screen:
    who = residents.who(tx, one.resident) if one.resident is not None else None
    you = event_words.you(who) if who is not None else "vy"
    said = words.say("event-reminder", minutes=due.minutes, title=due.event.title, you=you)
    said += "\n" + event_words.when_and_where(due.event)
    row = [link(words.label("event-open"), "event.show", event=due.event.id)]
    if due.minutes == event_reminders.LAST:
        if due.event.place.has_screen:
            row.insert(
                0, link(words.label("event-enter"), "event.enter", style="good", event=due.event.id)
            )
    else:
        row.append(button(words.label("event-leave"), "event.leave", event=due.event.id))
    return screen(said, row)


def _rank(due: Round) -> Rank:
    return Rank.MAILING if len(due.people) > MANY else Rank.NOTICE


def offered(tx: Tx, those: Iterable[Taken]) -> None:
    """A place became free for somebody who waited."""
    for one in those:
        assert one.until is not None
        who = residents.who(tx, one.resident) if one.resident is not None else None
        said = words.say(
            "event-offer",
            title=one.title,
            starts=one.starts_at,
            until=one.until,
            you=event_words.you(who) if who is not None else "vy",
        )
        shown = screen(
            said,
            [
                button(words.label("event-take"), "event.take", style="good", event=one.event),
                button(words.label("event-leave"), "event.leave", style="bad", event=one.event),
            ],
        )
        still = ("event.offered", one.id)
        told(tx, one.resident, one.account, shown, still=still, urgent=one.soon)


def ask_feedback(tx: Tx, asking: Asking) -> None:
    """After the end those who were there are asked what they thought."""
    event = asking.event
    for one in asking.people:
        who = residents.who(tx, one.resident_id) if one.resident_id is not None else None
        you = event_words.you(who) if who is not None else "vy"
        if asking.form:
            said = words.say("event-form-question", title=event.title, url=asking.form, you=you)
            shown = screen(said)
        else:
            rate = words.label("event-rate")
            shown = screen(
                words.say("event-feedback-question", title=event.title, you=you),
                [link(rate, "event.feedback", style="primary", event=event.id)],
            )
        still = ("event.feedback-wanted", one.id or 0)
        rank = Rank.MAILING if len(asking.people) > MANY else Rank.NOTICE
        told(tx, one.resident_id, one.account_id, shown, still=still, rank=rank)


def hold_over(tx: Tx, one: Taken, *, wanted_consent: bool) -> None:
    """An offer, or a wait for the parent's word, is over."""
    text = "event-consent-over" if wanted_consent else "event-offer-over"
    shown = screen(
        words.say(text, title=one.title),
        [link(words.label("event-open"), "event.show", event=one.event)],
    )
    told(tx, one.resident, one.account, shown, urgent=one.soon)


def ask_parents(tx: Tx, one: Taken) -> int:
    """Ask every parent whether the child may take part; gives how many were asked."""
    question, parents = event_consents.parents(tx, line=one.id)
    said = words.say(
        "event-consent-question",
        name=question.child.short,
        title=question.title,
        purpose=question.purpose,
        starts=question.starts_at,
        until=question.until or question.starts_at,
    )
    open_ = link(words.label("event-consent-open"), "event.asked", style="primary", line=one.id)
    shown = screen(said, [open_])
    tell(tx, parents, shown, still=("event.wants-consent", one.id), urgent=one.soon)
    return len(parents)


def word_gone(tx: Tx, by: Who, subject: Who, done: Moved | None, team: TeamView | None) -> None:
    """A word for somebody's part was taken back: they, their team of a contest and who comes next
    learn what came of it."""
    if done is None:
        return
    if by.id != subject.id:
        parent_answered(tx, done.own, allowed=False)
    if team is not None:
        contest_notices.went(tx, subject, team)
    offered(tx, done.offered)


def parent_answered(tx: Tx, one: Taken, *, allowed: bool) -> None:
    """The child learns what the parent said."""
    text = "event-consent-given" if allowed else "event-consent-refused"
    shown = screen(
        words.say(text, title=one.title),
        [link(words.label("event-open"), "event.show", event=one.event)],
    )
    told(tx, one.resident, one.account, shown)
