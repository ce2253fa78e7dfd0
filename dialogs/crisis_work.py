"""The adult's side of a child in danger: taking it, talking, closing (Q4).

How the two are brought together to talk is in `dialogs.crisis_talks`.
"""

from dialogs import crisis_alerts, registry, words
from dialogs.registry import Turn, action, command
from dialogs.screen import Button, Screen, button, link, screen
from storage import crisis_work, duty
from storage.crisis_events import EventView
from storage.residents import Role, Who
from storage.store import Tx


def answers(who: Who) -> bool:
    return who.has(*duty.ROLES)


@action("crisis.take", present="crisis.show")
def take(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Взял в работу»: the child and the others are told."""
    done = crisis_work.take(tx, turn.who, event=event)
    said = words.say("crisis-taken-child", code=done.event.code)
    crisis_alerts.to_child(tx, done.child, screen(said))
    crisis_alerts.taken(tx, done.event, done.others)
    took = [words.say("crisis-took", code=done.event.code), words.say("crisis-took-what-now")]
    return screen("\n\n".join(took), *rows(done.event, turn.who))


@action("crisis.show")
def show(tx: Tx, turn: Turn, event: int) -> Screen:
    """How an event stands."""
    seen = crisis_work.show(tx, turn.who, event=event)
    level = crisis_alerts.level_of(seen)
    lines = [words.say("crisis-card-adult", code=seen.code, at=seen.opened_at, level=level)]
    if seen.times > 1:
        lines.append(words.say("crisis-card-times", times=seen.times))
    if seen.taken_by is not None and seen.taken_at is not None:
        name = seen.taken_by.short
        lines.append(words.say("crisis-card-taken", name=name, at=seen.taken_at))
    else:
        lines.append(words.say("crisis-card-free"))
    return screen("\n".join(lines), *rows(seen, turn.who))


def rows(seen: EventView, who: Who) -> list[list[Button]]:
    """What an adult may do with an event."""
    if seen.taken_by is None:
        return [[button(words.label("crisis-take"), "crisis.take", style="good", event=seen.id)]]
    found: list[list[Button]] = []
    if seen.taken_by.id == who.id and not seen.closed:
        talk = "crisis-open-talk" if who.has(Role.PSYCHOLOGIST) else "crisis-offer-talk"
        found.append([link(words.label(talk), "crisis.talk", event=seen.id)])
        found.append([button(words.label("crisis-close"), "crisis.close", event=seen.id)])
    if answers(who):
        found.append([link(words.label("crisis-to-signals"), "command.run", word="signals")])
    return found


@action("crisis.close", present="crisis.show")
def close(tx: Tx, turn: Turn, event: int) -> Screen:
    done = crisis_work.close(tx, turn.who, event=event)
    to_all = [[link(words.label("crisis-to-signals"), "command.run", word="signals")]]
    return screen(
        words.say("crisis-was-closed", code=done.code), *(to_all if answers(turn.who) else [])
    )


@command("signals", listed=answers)
def signals(tx: Tx, turn: Turn) -> Screen:
    """«Сигналы»: what is open, by code."""
    seen = crisis_work.waiting(tx, turn.who)
    to_duty = link(registry.COMMANDS["duty"].label, "command.run", word="duty")
    items = [link(_line(one), "crisis.show", event=one.id) for one in seen]
    return screen(
        words.say("crisis-signals" if seen else "crisis-no-signals"), [to_duty], items=items
    )


def _line(one: EventView) -> str:
    level = crisis_alerts.level_of(one)
    if one.taken_by is None:
        return words.label("crisis-signal", code=one.code, level=level)
    name = one.taken_by.short
    return words.label("crisis-signal-taken", code=one.code, level=level, name=name)
