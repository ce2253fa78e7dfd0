"""From an alert to a talk: the adult who took an event offers one, the child takes it up (Q4).

It is a hand-off like any other (`storage.handoffs`): pseudonym, sealed words, terms. Being in
danger needs no consent on paper, unless the school has switched that off. What the adult learns is
that the child of К-27 is «Собеседник 17».
"""

from dataclasses import dataclass

from storage import (
    crisis_events,
    crisis_work,
    handoff_chain,
    handoff_work,
    handoffs,
    refusals,
    residents,
)
from storage.crisis_events import CrisisEvent, EventView
from storage.handoff_chain import Call
from storage.handoff_work import Given
from storage.handoffs import Handoff, State, Urgency
from storage.residents import Role, Who
from storage.store import Tx
from storage.talks import Address

#: The topic of a talk that begins with an alert: the adults know no more than that.
TOPIC = "unsaid"


@dataclass(frozen=True)
class Offer:
    """An offer to talk, for the child where they wrote; ``themselves`` is whether the adult who
    offers is the psychologist to talk with."""

    event: EventView
    child: Address | None
    themselves: bool


@dataclass(frozen=True)
class Begun:
    """A talk that begins: it is ``given`` to the psychologist of the event, or ``call`` says whom
    to tell that it waits."""

    event: EventView
    given: Given | None
    call: Call | None


def offer(tx: Tx, by: Who, *, event: int) -> Offer:
    """«Поговорить через бота», of the adult who took an event.

    Raises Missing for everybody else, Spent when it is closed, Broken where the child is nobody
    that the school knows: only a resident can be talked with.
    """
    wanted = crisis_work.wanted(tx, by, event=event)
    row = tx.session.get_one(CrisisEvent, event)
    if row.closed_at is not None:
        raise refusals.Spent("crisis-closed")
    if wanted.resident is None:
        raise refusals.Broken("crisis-stranger")
    themselves = by.has(Role.PSYCHOLOGIST)
    return Offer(crisis_events.view(tx, row), crisis_events.place(tx, row), themselves)


def accept(tx: Tx, by: Who, *, event: int) -> Begun:
    """The child wants to talk. Raises Missing, Spent ("psych-taken") if they do already."""
    row = tx.session.get(CrisisEvent, event)
    if row is None or row.taken_by is None or by.id is None or row.resident_id != by.id:
        raise refusals.Missing("crisis")
    found = handoffs.open_of(tx, by)
    if found is not None and found.state == State.TAKEN:
        raise refusals.Spent("psych-taken")
    if found is None:
        found = handoffs.ask(tx, by, topic=TOPIC, urgency=Urgency.NOW)
    return _begin(tx, row, found)


def asked(tx: Tx, by: Who, request: Handoff) -> Begun | None:
    """A child asks for the psychologist themselves: whose event was taken a while ago is given to
    the psychologist who took it. None for everybody else."""
    row = crisis_events.recent(tx, by, crisis_events.SAME_EVENT)
    return None if row is None or _psychologist(tx, row) is None else _begin(tx, row, request)


def _begin(tx: Tx, row: CrisisEvent, request: Handoff) -> Begun:
    held = handoffs.hold(tx, handoffs.key(request))
    psychologist = _psychologist(tx, row)
    seen = crisis_events.view(tx, row)
    if psychologist is not None:
        return Begun(seen, handoff_work.give_to(tx, held, psychologist), None)
    return Begun(seen, None, handoff_chain.begin(tx, held))


def _psychologist(tx: Tx, row: CrisisEvent) -> Who | None:
    """Who answers for an open event, if they may lead a talk; the child itself never does."""
    if row.taken_by is None or row.closed_at is not None or row.taken_by == row.resident_id:
        return None
    taker = residents.who(tx, row.taken_by)
    here = taker.has(Role.PSYCHOLOGIST) and residents.is_here(tx, row.taken_by)
    return taker if here else None
