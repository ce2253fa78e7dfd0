"""What adults are told of a child in danger: a code, a level, and who took it (Q4).

No name, no class, no word. To every messenger of each, now, whatever hours are quiet.
"""

from dialogs import letters, words
from dialogs.screen import Screen, button, link, screen
from storage import journal, outbox, residents, talks
from storage.crisis_events import Alert, EventView
from storage.outbox import Rank
from storage.store import Tx
from storage.talks import Address


def alert(tx: Tx, made: Alert) -> None:
    """Queue an alert for all whom it is for; it is dropped when somebody has taken it."""
    event = made.event
    text = "crisis-alert-again" if made.again else "crisis-alert"
    said = words.say(text, code=event.code, at=event.opened_at, level=level_of(event))
    if made.nobody_on_duty:
        said = "\n".join([said, words.say("crisis-alert-off-duty")])
    take = button(words.label("crisis-take"), "crisis.take", style="good", event=event.id)
    for person in made.to:
        _tell(tx, person, screen(said, [take]), still=("crisis.waits", event.id))


def said_again(tx: Tx, event: EventView, taker: int) -> None:
    """Tell the adult who took it that the child writes so again."""
    show = link(words.label("crisis-to-signals"), "crisis.show", event=event.id)
    _tell(tx, taker, screen(words.say("crisis-again-adult", code=event.code), [show]))


def taken(tx: Tx, event: EventView, others: tuple[int, ...]) -> None:
    """Tell the others that somebody took it."""
    name = event.taken_by.short if event.taken_by else "—"
    said = words.say("crisis-other-took", code=event.code, name=name)
    for person in others:
        _tell(tx, person, screen(said))


def _tell(tx: Tx, person: int, shown: Screen, still: tuple[str, int] | None = None) -> None:
    addresses = talks.addresses_of(tx, person) if residents.is_here(tx, person) else []
    if not addresses:
        journal.unreached(tx, person)
    for address in addresses:
        for letter in letters.of(shown, rank=Rank.CRISIS, still=still):
            outbox.put(tx, address, letter, for_resident=person)


def to_child(tx: Tx, to: Address | None, shown: Screen) -> None:
    """Tell a child how their event stands, where they wrote."""
    if to is not None:
        for letter in letters.of(shown, rank=Rank.CRISIS):
            outbox.put(tx, to, letter)


def level_of(event: EventView) -> str:
    return words.label(f"crisis-level-{event.level}")
