"""What is told of a request and of a talk: to psychologists in turn, to coordinators, to the pupil.

Staff are told topic, urgency and how long it waits; no text here has a name, a class or an id of
the pupil (Q2). To the pupil every change is said.
"""

from datetime import timedelta

from dialogs import letters, psych_words, relay, words
from dialogs.screen import Screen, button, link, screen
from dialogs.tell import tell
from storage import handoff_chain, handoff_work, outbox, residents, talks
from storage import relay as lines
from storage.handoff_chain import Call
from storage.handoff_work import Given
from storage.handoffs import Card
from storage.outbox import Rank
from storage.store import Tx


def call(tx: Tx, made: Call) -> None:
    """A request waits: whose turn it is is told, with «Взять»; the coordinators at last."""
    card = made.card
    still = ("handoff.waits", card.id)
    take = button(words.label("talk-take"), "psych.take", style="good", handoff=card.id)
    queue = link(words.label("psych-queue-button"), "psych.queue")
    waits = screen(psych_words.waits(card), [take, queue])
    tell(tx, made.psychologists, waits, still=still, urgent=made.urgent)
    late = screen(psych_words.waits_for_coordinator(card))
    tell(tx, made.coordinators, late, still=still, urgent=made.urgent)


def wished(tx: Tx, made: Call) -> None:
    """A pupil chose a time: the psychologists know before it comes."""
    card = made.card
    if card.wish_at is None:
        return
    said = words.say("psych-wish-for-staff", number=card.number, at=card.wish_at)
    take = button(words.label("talk-take"), "psych.take", style="good", handoff=card.id)
    tell(tx, made.psychologists, screen(said, [take]), still=("handoff.waits", card.id))


def go_on(tx: Tx, handoff: int, round: int, step: int) -> None:
    """The next in turn (job "handoff.chain")."""
    made = handoff_chain.go_on(tx, handoff=handoff, round=round, step=step)
    if made is not None:
        call(tx, made)


def taken(tx: Tx, given: Given) -> None:
    """To the pupil: somebody is there now, and how one speaks with them."""
    if given.pupil is None or given.psychologist is None:
        return
    said = words.say("talk-taken", name=given.psychologist.address)
    shown = screen(said, relay.ways(given.card.id, is_pupil=True))
    relay.bring(tx, given.pupil, shown, still=("handoff.taken", given.card.id))


def passed_over(tx: Tx, given: Given) -> None:
    """The talk is a colleague's now: to the colleague and to the pupil."""
    if given.psychologist is None or given.psychologist.id is None:
        return
    open_ = link(words.label("talk-open"), "talk.open", style="primary", handoff=given.card.id)
    said = words.say("talk-given-to-you", card=psych_words.line(given.card))
    relay.bring(tx, given.psychologist.id, screen(said, [open_]))
    if given.pupil is not None:
        name = given.psychologist.address
        relay.bring(tx, given.pupil, screen(words.say("talk-given", name=name)))


def silence(tx: Tx, handoff: int, line: int, step: int, since: int) -> None:
    """A psychologist has not answered: reminded first, then the request goes on to the next (job
    "handoff.silence")."""
    late = handoff_work.silent(tx, handoff=handoff, line=line, since=since)
    if late is None or late.psychologist is None or late.psychologist.id is None:
        return
    if step == 1:
        _remind(tx, late, said_nothing=line == 0)
        return
    gone = handoff_work.gone(tx, handoff=handoff, why="silent")
    if gone is not None:
        went_away(tx, gone)


def _remind(tx: Tx, late: Given, *, said_nothing: bool) -> None:
    assert late.psychologist is not None and late.psychologist.id is not None
    card = late.card
    ways = [link(words.label("talk-open"), "talk.open", style="primary", handoff=card.id)]
    if not said_nothing:
        ways.append(button(words.label("talk-settled"), "talk.settled", handoff=card.id))
    said = words.say("talk-waits-for-you", number=card.number)
    shown = screen(said, ways)
    relay.bring(tx, late.psychologist.id, shown, still=("handoff.taken", card.id))


def went_away(tx: Tx, given: Given, *, undelivered: bool = False) -> None:
    """A talk came back into the queue: the pupil, who had it, and the next are told."""
    if given.pupil is not None:
        text = "talk-back-undelivered" if undelivered else "talk-back"
        relay.bring(tx, given.pupil, screen(words.say(text)))
    if given.psychologist is not None and given.psychologist.id is not None:
        said = words.say("talk-back-for-staff", number=given.card.number)
        tell(tx, [given.psychologist.id], screen(said))
    made = handoff_chain.again(tx, handoff=given.card.id)
    if made is not None:
        call(tx, made)


def mark(tx: Tx, line: int) -> None:
    """Tell the sender of a line what became of it (job "relay.mark"): what arrived is counted in
    one message, what did not is said anew."""
    told = lines.fate(tx, line=line)
    if told is None or not residents.is_here(tx, told.sender):
        return
    if not told.arrived:
        _not_delivered(tx, told)
        return
    (letter,) = letters.of(screen(words.say("talk-arrived", count=told.count)), rank=Rank.ANSWER)
    before = outbox.shown(tx, told.mark) if told.mark is not None else None
    addresses = talks.addresses_of(tx, told.sender)
    if before is not None:
        outbox.put_edit(tx, before, letter)
    elif addresses:
        queued = outbox.put(tx, addresses[0], letter, for_resident=told.sender)
        lines.note_mark(tx, line=line, message=queued.id)


def _not_delivered(tx: Tx, told: lines.Fate) -> None:
    if not told.from_pupil:
        said = words.say("talk-not-arrived", number=told.number)
        relay.bring(tx, told.sender, screen(said))
        return
    given = handoff_work.gone(tx, handoff=told.handoff, why="unreached")
    if given is not None:
        went_away(tx, given, undelivered=True)
    else:
        relay.bring(tx, told.sender, screen(words.say("talk-not-arrived-pupil")))


def meeting_set(tx: Tx, given: Given, place: str) -> None:
    """To the pupil: when and where."""
    if given.pupil is not None:
        relay.bring(tx, given.pupil, _meeting("talk-meeting", given.card, place))


def meeting(tx: Tx, handoff: int, at: int) -> None:
    """Both are reminded of a meeting (job "handoff.meet")."""
    found = handoff_work.meeting(tx, handoff=handoff, at=at)
    if found is None:
        return
    given, place = found
    if given.pupil is not None:
        relay.bring(tx, given.pupil, _meeting("talk-meeting-soon", given.card, place))
    if given.psychologist is not None and given.psychologist.id is not None:
        shown = _meeting("talk-meeting-soon-staff", given.card, place)
        relay.bring(tx, given.psychologist.id, shown)


def _meeting(text: str, card: Card, place: str) -> Screen:
    assert card.meeting_at is not None
    said = words.say(text, at=card.meeting_at, place=place, number=card.number)
    return Screen(said, sealed=True)


def ended(tx: Tx, given: Given, *, by_pupil: bool) -> None:
    """The talk has ended: to the other side."""
    if by_pupil:
        if given.psychologist is not None and given.psychologist.id is not None:
            said = words.say("talk-ended-by-pupil", number=given.card.number)
            relay.bring(tx, given.psychologist.id, screen(said))
    elif given.pupil is not None:
        relay.bring(tx, given.pupil, ended_for_pupil("talk-ended-by-psychologist"))


def ended_for_pupil(text: str) -> Screen:
    """The end, and a short question that nobody must answer."""
    marks = [
        button(words.label("talk-mark", mark=mark), "talk.mark", mark=mark)
        for mark in ("better", "same", "worse")
    ]
    return screen("\n\n".join([words.say(text), words.say("talk-how-was-it")]), marks)


def lapsed(tx: Tx, given: Given, *, was_taken: bool) -> None:
    """A talk in which nobody says anything any more has ended by itself."""
    if given.pupil is not None:
        said = words.say("talk-lapsed" if was_taken else "psych-lapsed")
        tell(tx, [given.pupil], screen(said))
    if given.psychologist is not None and given.psychologist.id is not None:
        number = given.card.number
        tell(tx, [given.psychologist.id], screen(words.say("talk-lapsed-staff", number=number)))


def still_here(tx: Tx, resident: int) -> None:
    """Ask a psychologist whether they are still there."""
    minutes = timedelta(minutes=10)
    yes = button(words.label("psych-still-here"), "psych.here", style="good")
    no = button(words.label("psych-not-here"), "psych.away")
    relay.bring(tx, resident, screen(words.say("psych-still-asked", within=minutes), [yes, no]))


def not_here(tx: Tx, resident: int) -> None:
    """A psychologist did not answer and counts as away."""
    tell(tx, [resident], screen(words.say("psych-lapsed-presence")))


def revealed(tx: Tx, told: handoff_work.Revealed) -> None:
    """To the pupil that it was done and why it may be; to the chairs only that it happened (Q5)."""
    assert told.pupil.id is not None
    relay.bring(tx, told.pupil.id, screen(words.say("talk-revealed")))
    tell(tx, told.chairs, screen(words.say("talk-revealed-chair", at=tx.now)), urgent=True)
