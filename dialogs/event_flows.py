"""The way from an event's card into what its kind has of its own (E5)."""

from dialogs import words
from dialogs.screen import Button, link
from storage.event_cards import Card
from storage.events import EventState
from storage.formats import Flow
from storage.store import Tx

#: Where each flow begins; its button is called by the text ``event-flow``.
BEGINNINGS: dict[Flow, str] = {
    Flow.CONTEST: "contest.show",
    Flow.EXHIBITION: "exhibition.show",
    Flow.CONFERENCE: "conference.show",
}


def ways(tx: Tx, seen: Card) -> list[list[Button]]:
    """A row with the button into the event's own flow, for all who see its card; else none."""
    flow = tx.rules.formats.flow(seen.event.format)
    if flow not in BEGINNINGS or seen.event.state is not EventState.APPROVED:
        return []
    said = words.label("event-flow", flow=flow.value)
    return [[link(said, BEGINNINGS[flow], style="primary", event=seen.event.id)]]
