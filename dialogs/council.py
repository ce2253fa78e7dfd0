"""The Council's own page: what goes on, who sits on it and for how long (M4)."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, StringConstraints

from dialogs import cases, doors, registry, words
from dialogs.asking import Ask
from dialogs.registry import Turn, action, command
from dialogs.screen import Screen, button, link, screen
from storage import council, motions, opened, refusals
from storage.council import Seat
from storage.residents import Who
from storage.store import Tx


def _elects(who: Who) -> bool:
    return who.has(*council.MAY_ELECT)


@command("council", listed=registry.residents_only)
def home(tx: Tx, turn: Turn) -> Screen:
    """«Совет»: votes under way, what is open to whom, and the ways on; to who has no seat, what
    the Council's bot does for everybody."""
    turn.who.must_be_resident()
    ways = doors.ways("council", turn.who, "council")
    if not cases.sits(turn.who):
        return screen(words.say("door-council", you=turn.you), *ways)
    going = motions.under_way(tx, turn.who)
    waiting = [one for one in going if one.may_vote]
    lines = [words.say("council-head", count=len(going), waiting=len(waiting))]
    lines += [
        words.say(
            "council-opened",
            segment=words.label("segment", segment=one.segment),
            to=one.to,
            until=one.until,
        )
        for one in opened.open_now(tx)
    ]
    return screen("\n".join(lines), *ways)


@command("council-list", listed=lambda who: cases.sits(who) or _elects(who))
def listed(tx: Tx, turn: Turn) -> Screen:
    """«Состав Совета»: who votes, who advises, until when."""
    if not turn.who.has(*council.MAY_ELECT):
        council.must_sit(tx, turn.who)
    seats = council.seats(tx)
    lines = [words.say("council-list", count=sum(1 for one in seats if one.votes))]
    lines += [_line(one) for one in seats]
    if not turn.who.has(*council.MAY_ELECT):
        return screen("\n".join(lines))
    items = [
        link(
            words.label("council-dismiss", name=one.who.short),
            "council.ask",
            resident=one.who.id or 0,
        )
        for one in seats
        if not one.chair
    ]
    add = link(words.label("council-elect"), "council.elect", style="primary")
    return screen("\n".join(lines), [add], items=items)


def _line(one: Seat) -> str:
    said = words.say(
        "council-seat",
        name=one.who.short,
        part="chair" if one.chair else "member" if one.votes else "adviser",
    )
    if one.until is None:
        return said
    until = words.say("council-seat-until", until=one.until)
    return f"{said} {until}"


class Elected(BaseModel):
    """Who was elected, by name and class, and until when."""

    name: Annotated[str, StringConstraints(min_length=2, max_length=100)]
    until: Annotated[date, Ask(reads="date")]


@action("council.elect", present="council.list", form=Elected)
def elect(tx: Tx, turn: Turn, form: Elected) -> Screen:
    found = council.named(tx, turn.who, form.name)
    if len(found) > 1:
        raise refusals.Broken("moderation-several")
    if not found:
        raise refusals.Missing("moderation-person")
    council.elect(tx, turn.who, resident=found[0].id or 0, until=form.until)
    return listed(tx, turn)


@action("council.list")
def show_list(tx: Tx, turn: Turn) -> Screen:
    return listed(tx, turn)


@action("council.ask")
def ask_dismiss(tx: Tx, turn: Turn, resident: int) -> Screen:
    turn.who.must_have(*council.MAY_ELECT)
    seat = next((one for one in council.seats(tx) if one.who.id == resident), None)
    if seat is None:
        return listed(tx, turn)
    said = words.say("council-dismiss-sure", name=seat.who.short)
    sure = button(
        words.label("council-dismiss-yes"), "council.dismiss", style="bad", resident=resident
    )
    return screen(said, [sure, doors.way("council-list")])


@action("council.dismiss", present="council.list")
def dismiss(tx: Tx, turn: Turn, resident: int) -> Screen:
    council.dismiss(tx, turn.who, resident=resident)
    return listed(tx, turn)
