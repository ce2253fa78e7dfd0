"""«Поговорить с психологом»: the pupil's side until somebody takes the request (Q2).

Everything that tells a topic or a word goes out sealed. What is promised is reckoned from the
psychologists' hours: that nobody is there is the usual case, and said plainly.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated

from pydantic import BaseModel, StringConstraints

from dialogs import crisis_talks as told_of_crisis
from dialogs import form, handoff_notices, helplines, registry, relay, rest, rest_content, words
from dialogs.asking import Ask, Choice
from dialogs.registry import Turn, action, command
from dialogs.screen import Screen, button, link, screen
from storage import crisis_talks, drafts, handoff_chain, handoffs, psych_marks
from storage import relay as lines
from storage.drafts import Answers, Args
from storage.handoffs import Handoff, Own, State, Urgency, Way
from storage.psych_hours import Promise
from storage.residents import Role, Who
from storage.store import Tx

Words = Annotated[str, StringConstraints(min_length=1, max_length=3_000)]
drafts.SEALED.update({"psych.ask", "psych.add"})


@command("psychologist", listed=lambda who: who.is_pupil)
def psychologist(tx: Tx, turn: Turn) -> Screen:
    """How things stand with the request, or the way to one."""
    if turn.who.has(Role.PSYCHOLOGIST) and not turn.who.is_pupil:
        return registry.run_command(tx, turn, "psych-queue")
    turn.who.must_have(Role.STUDENT)
    own = handoffs.own(tx, turn.who)
    if own is not None:
        return _state(tx, own)
    found = handoffs.way(tx, turn.who)
    if found is Way.OPEN:
        return form.begin(tx, turn, "psych.ask")
    return _without_consent(tx, in_danger=found is Way.DANGER_ONLY)


@action("psych.show")
def show(tx: Tx, turn: Turn) -> Screen:
    return psychologist(tx, turn)


def _without_consent(tx: Tx, *, in_danger: bool) -> Screen:
    """No word of the representative is there: what to do, and what is open all the same."""
    rows = rest.help_rows()
    if in_danger:
        danger = button(words.label("psych-danger"), "psych.danger", style="primary")
        rows.insert(0, [danger])
    said = [words.say("psych-no-consent"), helplines.numbers(tx)]
    return screen("\n\n".join(said), *rows)


def _topics(tx: Tx, who: Who, answers: Answers, args: Args) -> Sequence[Choice]:
    return [Choice(one.key, one.text) for one in rest_content.room().topics]


def _urgencies(tx: Tx, who: Who, answers: Answers, args: Args) -> Sequence[Choice]:
    return [Choice(one.value, urgency(one)) for one in Urgency]


def urgency(one: Urgency) -> str:
    """How urgent it is, in words."""
    return words.label("psych-urgency", urgency=one.value)


class Request(BaseModel):
    topic: Annotated[str, Ask(choices=_topics)]
    urgency: Annotated[Urgency, Ask(choices=_urgencies)]
    words: Annotated[Words | None, Ask()] = None


@action("psych.ask", present="psych.show", form=Request)
def ask(tx: Tx, turn: Turn, form: Request) -> Screen:
    return _asked(tx, turn, form.topic, form.urgency, form.words or "")


@action("psych.danger", present="psych.show")
def danger(tx: Tx, turn: Turn) -> Screen:
    """«Мне опасно ждать»: nothing more is asked."""
    return _asked(tx, turn, "unsaid", Urgency.NOW, "")


def _asked(tx: Tx, turn: Turn, topic: str, urgent: Urgency, said: str) -> Screen:
    row = handoffs.ask(tx, turn.who, topic=topic, urgency=urgent)
    if said:
        lines.say(tx, turn.who, handoff=handoffs.key(row), text=said)
    begun = crisis_talks.asked(tx, turn.who, row)
    if begun is not None:
        return told_of_crisis.begun(tx, turn, begun)
    _call(tx, row)
    own = handoffs.own(tx, turn.who)
    assert own is not None
    return _state(tx, own).after(words.say("psych-asked"))


def _call(tx: Tx, row: Handoff) -> None:
    call = handoff_chain.begin(tx, row)
    if call is not None:
        handoff_notices.call(tx, call)


def _state(tx: Tx, own: Own) -> Screen:
    """What a pupil sees of an open request."""
    head = words.say(
        "psych-state",
        topic=rest_content.room().topic(own.topic),
        urgency=urgency(own.urgency),
    )
    if own.state is State.TAKEN and own.psychologist is not None:
        said = [head, words.say("psych-state-taken", name=own.psychologist.address)]
        if own.meeting_at is not None:
            said.append(words.say("psych-state-meeting", at=own.meeting_at))
        shown = screen("\n\n".join(said), relay.ways(own.id, is_pupil=True))
        return replace(shown, sealed=True)
    said = [head, promised(own.promise)]
    if own.wish_at is not None:
        said.append(words.say("psych-state-wish", at=own.wish_at))
    if own.urgency is Urgency.NOW or own.promise.kind == "later":
        said += [words.say("psych-meanwhile"), helplines.numbers(tx)]
    rows = [
        [
            link(words.label("psych-time"), "psych.times"),
            link(words.label("psych-add"), "psych.add"),
        ],
        [button(words.label("psych-off"), "psych.off", style="bad")],
        *rest.help_rows(),
    ]
    return replace(screen("\n\n".join(said), *rows), sealed=True)


def promised(promise: Promise) -> str:
    """When an answer will come, honestly."""
    if promise.kind == "here":
        return words.say("psych-promise-here")
    if promise.kind == "today":
        return words.say("psych-promise-today", at=promise.at)
    return words.say("psych-promise-later", at=promise.at)


class Added(BaseModel):
    words: Words


@action("psych.add", present="psych.show", form=Added)
def add(tx: Tx, turn: Turn, form: Added) -> Screen:
    """«Добавить слова» to a request."""
    row = handoffs.hold_own(tx, turn.who)
    relay.send(tx, lines.say(tx, turn.who, handoff=handoffs.key(row), text=form.words))
    return psychologist(tx, turn).after(words.say("psych-added"))


@action("psych.take_back", present="psych.show")
def take_back(tx: Tx, turn: Turn, line: int) -> Screen:
    """«Убрать»: words that were not meant for the psychologist."""
    lines.take_back(tx, turn.who, line=line)
    return screen(words.say("psych-taken-back"))


@action("psych.times")
def times(tx: Tx, turn: Turn) -> Screen:
    """The times that one may choose."""
    handoffs.hold_own(tx, turn.who)
    items = [
        button(words.label("psych-time-line", at=one), "psych.wish", at=int(one.timestamp()))
        for one in handoffs.free_times(tx)
    ]
    return screen(words.say("psych-times" if items else "psych-no-times"), items=items)


@action("psych.wish", present="psych.show")
def wish(tx: Tx, turn: Turn, at: int) -> Screen:
    """A time was chosen: until then nobody is late."""
    chosen = datetime.fromtimestamp(at, UTC)
    row = handoffs.wish(tx, turn.who, at=chosen)
    call = handoff_chain.wished(tx, row)
    handoff_notices.wished(tx, call)
    return psychologist(tx, turn).after(words.say("psych-wished", at=chosen))


@action("psych.off", present="psych.show")
def call_off(tx: Tx, turn: Turn) -> Screen:
    """«Передумал»."""
    handoffs.call_off(tx, turn.who)
    return screen(words.say("psych-called-off"))


@action("talk.mark", present="psych.show")
def mark(tx: Tx, turn: Turn, mark: str) -> Screen:
    """How the talk was, for whoever likes to say; the answer is tied to nobody."""
    psych_marks.give(tx, turn.who, mark=mark)
    rows = rest.help_rows() if mark == "worse" else []
    return screen(words.say("talk-marked-worse" if rows else "talk-marked"), *rows)
