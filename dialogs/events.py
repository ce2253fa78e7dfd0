"""«События»: the list, a card, taking part, the waiting list, the file for a calendar (E3)."""

from dialogs import (
    calendar_entries,
    contest_notices,
    doors,
    event_flows,
    event_notices,
    event_words,
    registry,
    words,
)
from dialogs.registry import Turn, action, command
from dialogs.screen import Button, Screen, button, link, screen
from storage import contest_cards, contest_teams, event_cards, events, refusals, registrations
from storage.event_cards import Card, Filter
from storage.event_lists import Seat
from storage.events import EventState
from storage.generator import Place
from storage.store import Tx


@command("events", listed=registry.everybody)
def coming(tx: Tx, turn: Turn) -> Screen:
    return listed(tx, turn, Filter.ALL.value)


@action("event.list")
def listed(tx: Tx, turn: Turn, which: str) -> Screen:
    """The events to come, all or some of them."""
    known = [one.value for one in Filter]
    chosen = Filter(which) if which in known else Filter.ALL
    found = event_cards.coming(tx, turn.who, chosen)
    items = [link(event_words.line(one), "event.show", event=one.id) for one in found]
    others = [
        link(words.label("event-filter", which=one), "event.list", which=one)
        for one in known
        if one != chosen and (one != Filter.MINE or turn.who.id is not None)
    ]
    # Beside a list all that the section has would be more than a keyboard takes (VK: ten keys).
    rest = link(words.label("event-more"), "event.more")
    rows = [others, [rest]] if items else [others, *_rest(tx, turn)]
    said = words.say("event-list", which=chosen.value, count=len(items), you=turn.you)
    return screen(said, *rows, items=items)


def _rest(tx: Tx, turn: Turn) -> list[list[Button]]:
    rows = doors.ways("event", turn.who, "events", "register")
    if turn.who.id is not None:
        rows.append([link(words.label("event-past-button"), "event.past")])
    if contest_cards.judged(tx, turn.who):
        rows.append([link(words.label("contest-judged-button"), "contest.judged")])
    return rows


@action("event.more")
def more(tx: Tx, turn: Turn) -> Screen:
    """What the section has besides the list."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    return screen(words.say("event-more-head"), *_rest(tx, turn), _ways())


@action("event.show")
def show(tx: Tx, turn: Turn, event: int) -> Screen:
    """An event's card, with what the person who looks may do."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = event_cards.card(tx, turn.who, event=event)
    flow = event_flows.ways(tx, seen)
    rows = [*_own(turn, seen), *flow, *_for_deciding(seen), *_for_hosts(seen), _ways()]
    return screen("\n".join(event_words.card(tx, turn, seen)), *rows)


def _ways() -> list[Button]:
    return [link(registry.COMMANDS["events"].label, "command.run", word="events")]


def _own(turn: Turn, seen: Card) -> list[list[Button]]:
    event = seen.event.id
    if seen.open:
        if seen.event.consent and turn.who.is_pupil:
            return [[link(words.label("event-join"), "event.agree", style="good", event=event)]]
        join = button(
            words.label("event-join"),
            "event.join",
            style="good",
            event=event,
            seen=seen.busy_seen,
        )
        return [[join]]
    if seen.seat is None or seen.event.state is not EventState.APPROVED:
        return []
    leave = button(words.label("event-leave"), "event.leave", style="bad", event=event)
    if seen.seat.state is Seat.OFFERED:
        take = button(words.label("event-take"), "event.take", style="good", event=event)
        return [[take, leave]]
    if seen.seat.state is Seat.WAITING:
        return [[leave]]
    if seen.seat.state is Seat.CONSENT:
        return [[link(words.label("event-recheck"), "event.recheck", event=event), leave]]
    after = _afterwards(seen)
    if after:
        return after
    first = [link(words.label("event-calendar"), "event.calendar", event=event)]
    if seen.event.place.has_screen:
        first.insert(0, link(words.label("event-enter"), "event.enter", style="good", event=event))
    return [first, [leave]]


def _afterwards(seen: Card) -> list[list[Button]]:
    """At the meeting and after it: being there, the opinion, the certificate."""
    event = seen.event.id
    row: list[Button] = []
    if seen.may_attend:
        row.append(link(words.label("event-attend"), "event.attend", style="good", event=event))
        if seen.event.place.has_screen:
            row.append(link(words.label("event-enter"), "event.enter", event=event))
    if seen.may_rate:
        way = "event.form" if seen.by_form else "event.feedback"
        row.append(link(words.label("event-rate"), way, event=event))
    if seen.attended:
        row.append(link(words.label("event-certificate"), "event.certificate", event=event))
    return [row] if row else []


def _for_deciding(seen: Card) -> list[list[Button]]:
    if not seen.decides or seen.event.state is not EventState.WAITING:
        return []
    known = ",".join(sorted({f"{one.kind[0]}{one.event}" for one in seen.clashes}))
    event = seen.event.id
    return [
        [
            button(
                words.label("event-approve"), "event.approve", style="good", event=event, seen=known
            ),
            link(words.label("event-decline"), "event.decline", style="bad", event=event),
        ]
    ]


def _for_hosts(seen: Card) -> list[list[Button]]:
    event, state = seen.event.id, seen.event.state
    rows: list[list[Button]] = []
    if state is EventState.APPROVED and (seen.manages or seen.decides):
        rows.append([link(words.label("event-people"), "event.people", event=event)])
    if state is EventState.APPROVED and seen.manages:
        rows[-1].append(link(words.label("event-code-button"), "event.code", event=event))
        rows[-1].append(link(words.label("event-summary-button"), "event.summary", event=event))
    if not seen.manages:
        if seen.decides and state is EventState.APPROVED:
            rows.append([link(words.label("event-cancel"), "event.cancel", event=event)])
        return rows
    if state is EventState.APPROVED and seen.event.place is not Place.OFFLINE:
        if seen.has_room:
            rows.append([link(words.label("event-enter"), "event.enter", event=event)])
        rows.append([link(words.label("event-paste"), "room.paste", event=event)])
    if state in (EventState.APPROVED, EventState.WAITING):
        rows.append(
            [
                link(words.label("event-change"), "event.change", event=event),
                link(words.label("event-cancel"), "event.cancel", event=event),
            ]
        )
    return rows


@action("event.agree")
def agree(tx: Tx, turn: Turn, event: int) -> Screen:
    """What a pupil agrees to, before joining an event that needs a parent's word."""
    seen = event_cards.card(tx, turn.who, event=event)
    said = words.say("event-agree", words=consent_words(seen), you=turn.you)
    yes = button(
        words.label("event-agree-yes"),
        "event.join",
        style="good",
        event=event,
        seen=seen.busy_seen,
        agreed=1,
    )
    return screen(said, [yes], [event_words.back(event)])


def consent_words(seen: Card) -> str:
    """The words that are agreed to, and kept with the consent (D1)."""
    return words.label("event-consent-words", title=seen.event.title, starts=seen.event.starts_at)


@action("event.join", present="event.show")
def join(tx: Tx, turn: Turn, event: int, seen: str = "", agreed: int = 0) -> Screen:
    """«Записаться»."""
    said = consent_words(event_cards.card(tx, turn.who, event=event)) if agreed else ""
    own = registrations.join(tx, turn.who, event=event, seen=str(seen), words=said)
    if own.state is Seat.CONSENT:
        asked = event_notices.ask_parents(tx, own)
        text = "event-joined-consent" if asked else "event-joined-no-parent"
        told = words.say(text, until=own.until or own.starts_at, you=turn.you)
    elif own.state is Seat.WAITING:
        told = words.say("event-joined-waiting", position=own.position, you=turn.you)
    else:
        told = words.say("event-joined", title=own.title, starts=own.starts_at, you=turn.you)
    return show(tx, turn, event).after(told)


@action("event.leave", present="event.show")
def leave(tx: Tx, turn: Turn, event: int) -> Screen:
    """A place, an offer or a turn in the waiting list is given back."""
    team = contest_teams.seen_by_member(tx, turn.who, event)
    moved = registrations.leave(tx, turn.who, event=event)
    if team is not None:
        contest_notices.went(tx, turn.who, team)
    event_notices.offered(tx, moved.offered)
    return _card_or_list(tx, turn, event, words.say("event-has-left", title=moved.own.title))


@action("event.take", present="event.show")
def take(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Занять место»: the offer is accepted."""
    own = registrations.accept(tx, turn.who, event=event)
    if own.state is Seat.CONSENT:
        event_notices.ask_parents(tx, own)
        told = words.say("event-joined-consent", until=own.until or own.starts_at, you=turn.you)
    else:
        told = words.say("event-joined", title=own.title, starts=own.starts_at, you=turn.you)
    return show(tx, turn, event).after(told)


@action("event.recheck", present="event.show")
def recheck(tx: Tx, turn: Turn, event: int) -> Screen:
    """Look again whether the parent's word is there: it may have come on paper."""
    registrations.check_consent(tx, turn.who, event=event)
    return show(tx, turn, event)


@action("event.calendar")
def calendar(tx: Tx, turn: Turn, event: int) -> Screen:
    """«В календарь»: the event as a file."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = event_cards.card(tx, turn.who, event=event)
    said = words.say("event-calendar-file", you=turn.you)
    return Screen(said, ((event_words.back(event),),), picture=calendar_entries.row(seen.event))


@action("event.people")
def people(tx: Tx, turn: Turn, event: int) -> Screen:
    """Who takes part, for hosts."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    found = event_cards.people(tx, turn.who, event=event)
    head = words.say("event-people-head", count=sum(one.state is not Seat.WAITING for one in found))
    lines = [
        words.say(
            "event-person",
            number=number,
            name=one.who.short if one.who is not None else words.label("event-guest"),
            state=one.state.value,
        )
        for number, one in enumerate(found, start=1)
    ]
    return screen("\n".join([head, *lines]), [event_words.back(event)])


def _card_or_list(tx: Tx, turn: Turn, event: int, said: str) -> Screen:
    """A card may be nobody's business any more once one has left."""
    try:
        events.see(tx, turn.who, event)
    except refusals.Refusal:
        return coming(tx, turn).after(said)
    return show(tx, turn, event).after(said)
