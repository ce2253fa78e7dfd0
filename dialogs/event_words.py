"""How events are said: a line, a card, when and where, who may come."""

from dialogs import words
from dialogs.registry import Turn
from dialogs.screen import Button, Screen, link, screen
from storage.event_cards import Card, Line
from storage.event_lists import Seat
from storage.event_rules import Clash
from storage.events import Audience, EventState, EventView, Pupils
from storage.generator import Place
from storage.registrations import Taken
from storage.residents import Who
from storage.store import Tx


def line(one: Line) -> str:
    """An event in a list: when, what, and whether there is room."""
    if one.seat is not None:
        return words.label(
            "event-line-mine", at=one.starts_at, title=one.title, state=one.seat.value
        )
    if one.free == 0:
        return words.label("event-line-full", at=one.starts_at, title=one.title)
    return words.label("event-line", at=one.starts_at, title=one.title)


def card(tx: Tx, turn: Turn, seen: Card) -> list[str]:
    """The lines of a card."""
    event = seen.event
    lines = [words.say("event-title", title=event.title)]
    if event.state is not EventState.APPROVED:
        lines.append(words.say("event-state", state=event.state.value))
    if event.state in (EventState.CANCELLED, EventState.DECLINED) and event.comment:
        lines.append(words.say("event-comment", comment=event.comment))
    lines += facts(tx, event)
    lines.append(_places(seen))
    if event.consent and turn.who.is_pupil:
        lines.append(words.say("event-needs-consent"))
    lines += ["", words.say("event-purpose", purpose=event.purpose)]
    if seen.seat is not None:
        lines += ["", standing(turn, seen.seat)]
    lines += warnings(seen.clashes)
    if seen.open:
        lines += [
            words.say("event-busy", title=one.title, at=one.at, you=turn.you) for one in seen.busy
        ]
    return lines


def facts(tx: Tx, event: EventView) -> list[str]:
    """What, when, where, by whom, for whom."""
    lines: list[str] = []
    kind = tx.rules.formats.get(event.format)
    if kind is not None:
        lines.append(words.say("event-format", title=kind.title))
    lines.append(when_and_where(event))
    lines.append(words.say("event-hosts", names=words.listing(one.short for one in event.hosts)))
    lines.append(_audience(event.audience, event.pupils))
    return lines


def when_and_where(event: EventView) -> str:
    said = words.say("event-when", starts=event.starts_at, ends=event.ends_at)
    if event.place is Place.ONLINE:
        return "\n".join([said, words.say("event-where-online")])
    text = "event-where-mixed" if event.place is Place.MIXED else "event-where"
    return f"{said}\n{words.say(text, room=event.room)}"


def _audience(audience: Audience, pupils: Pupils) -> str:
    return words.say("event-audience", audience=audience.value, pupils=pupils.value)


def _places(seen: Card) -> str:
    if seen.event.places is None:
        return words.say("event-places-any")
    if seen.free:
        return words.say("event-places", free=seen.free, places=seen.event.places)
    return words.say("event-places-none", places=seen.event.places, waiting=seen.waiting)


def standing(turn: Turn, seat: Taken) -> str:
    """How the person who looks stands to it."""
    if seat.state is Seat.WAITING:
        return words.say("event-seat-waiting", position=seat.position, you=turn.you)
    if seat.state is Seat.OFFERED and seat.until is not None:
        return words.say("event-seat-offered", until=seat.until, you=turn.you)
    if seat.state is Seat.CONSENT and seat.until is not None:
        return words.say("event-seat-consent", until=seat.until, you=turn.you)
    return words.say("event-seat-registered", you=turn.you)


def warnings(clashes: tuple[Clash, ...]) -> list[str]:
    """What an event gets in the way of, a line each (E6)."""
    if not clashes:
        return []
    lines = [
        words.say("event-clash", kind=one.kind, title=one.title, name=one.name, at=one.at)
        for one in clashes
    ]
    return ["", words.say("event-clashes"), *lines]


def back(event: int) -> Button:
    return link(words.label("event-back"), "event.show", event=event)


def shown_as(event: EventView, said: str) -> Screen:
    """A notice with the way to the event."""
    return screen(said, [link(words.label("event-open"), "event.show", event=event.id)])


def you(who: Who) -> str:
    return "ty" if who.is_pupil else "vy"
