"""The rest room: techniques whose steps come by the clock, into one message (Q1).

A step comes only while nothing else was said in the conversation: whoever wrote or went elsewhere
is left alone (C10). «Хватит» stops at once.
"""

from typing import Literal

from dialogs import doors, helplines, letters, registry, rest_content, words
from dialogs.registry import Turn, action, command
from dialogs.rest_content import Technique
from dialogs.screen import Button, Screen, link, screen
from storage import access, outbox, refusals, residents, rest_runs
from storage.access import Segment
from storage.residents import Role, Who
from storage.store import Tx

Group = Literal["breathe", "stretch", "distract"]
#: In the order in which the room shows them.
ROOM = (
    "breathe",
    "stretch",
    "distract",
    "mood",
    "leisure",
    "psychologist",
    "helplines",
    "feel-bad",
)
#: Shown to everybody who is here.
HELP = frozenset({"helplines", "feel-bad"})
#: A psychologist's own, below the room.
AT_WORK = (("psych-queue", "talks"), ("psych-here", "psych-away"))


def may_rest(who: Who) -> bool:
    return access.may_enter(who, Segment.REST)


@command("rest", listed=may_rest)
def rest(tx: Tx, turn: Turn) -> Screen:
    """«Комната отдыха»: what is here, who reads what, and where help is."""
    access.must_enter(turn.who, Segment.REST)
    known = [registry.COMMANDS[name] for name in ROOM if name in registry.COMMANDS]
    items = [
        link(one.label, "command.run", word=one.name)
        for one in known
        if one.name in HELP or one.listed(turn.who)
    ]
    at_work = [
        [doors.way(word) for word in row if word in registry.COMMANDS]
        for row in AT_WORK
        if turn.who.has(Role.PSYCHOLOGIST)
    ]
    said = [words.say("rest-welcome"), words.say("rest-honest", you=turn.you)]
    said.append(words.say("rest-privacy", you=turn.you))
    return screen("\n\n".join(said), *at_work, items=items)


@command("breathe", listed=may_rest)
def breathe(tx: Tx, turn: Turn) -> Screen:
    """«Выдохнуть»."""
    return _group(turn, "breathe", words.say("rest-breathe", you=turn.you))


@command("stretch", listed=may_rest)
def stretch(tx: Tx, turn: Turn) -> Screen:
    """«Размяться»."""
    pauses = "\n".join(words.say("form-line", value=one.text) for one in rest_content.room().breaks)
    return _group(turn, "stretch", "\n".join([words.say("rest-stretch", you=turn.you), pauses]))


@command("distract", listed=may_rest)
def distract(tx: Tx, turn: Turn) -> Screen:
    """«Отвлечься»."""
    shown = _group(turn, "distract", words.say("rest-distract", you=turn.you))
    return shown.plus((link(registry.COMMANDS["leisure"].label, "command.run", word="leisure"),))


def _group(turn: Turn, group: Group, said: str) -> Screen:
    access.must_enter(turn.who, Segment.REST)
    return screen(
        said,
        items=[_way_to(one) for one in rest_content.room().techniques if one.group == group],
    )


def _way_to(one: Technique) -> Button:
    label = words.label("rest-technique", title=one.title, minutes=one.minutes)
    return link(label, "rest.technique", technique=one.key)


def suggested(keys: tuple[str, ...]) -> list[Button]:
    """Buttons to techniques by their keys."""
    return [_way_to(one) for key in keys if (one := rest_content.room().technique(key))]


@action("rest.technique")
def technique(tx: Tx, turn: Turn, technique: str) -> Screen:
    """What a technique is, and its caution, before it begins."""
    access.must_enter(turn.who, Segment.REST)
    known = _known(technique)
    lines = [words.say("rest-card", title=known.title, minutes=known.minutes)]
    if known.caution:
        lines.append(words.say("rest-caution", caution=known.caution))
    lines.append(words.say("rest-how", you=turn.you))
    back = link(registry.COMMANDS[known.group].label, "command.run", word=known.group)
    begin_ = link(words.label("rest-begin"), "rest.begin", style="good", technique=known.key)
    return screen("\n\n".join(lines), [begin_, back])


@action("rest.begin")
def begin(tx: Tx, turn: Turn, technique: str) -> Screen:
    known = _known(technique)
    seconds = known.steps[0].seconds
    run = rest_runs.begin(tx, turn.who, technique=known.key, talk=turn.talk.id, seconds=seconds)
    return _step(known, 0, run)


@action("rest.next")
def next_(tx: Tx, turn: Turn, run: int, beat: int) -> Screen:
    """«Дальше», where a step has no time of its own."""
    came = rest_runs.next_(tx, turn.who, run=run, beat=beat)
    if came is None:
        return rest(tx, turn)
    return _after(tx, turn.who.must_be_resident(), _known(came.technique), beat, run)


@action("rest.stop")
def stop(tx: Tx, turn: Turn, run: int) -> Screen:
    """«Хватит»."""
    rest_runs.stop(tx, turn.who, run=run)
    return screen(words.say("rest-stopped", you=turn.you), _afterwards())


def beat(tx: Tx, resident: int, run: int, beat: int) -> None:
    """The next step, in place of the one before (job "rest.beat")."""
    came = rest_runs.due(tx, resident=resident, run=run, beat=beat)
    message = outbox.shown(tx, came.message) if came is not None else None
    if came is None or message is None or not residents.is_here(tx, resident):
        return
    shown = _after(tx, resident, _known(came.technique), beat, run)
    (letter,) = letters.of(shown)
    outbox.put_edit(tx, message, letter, for_account=message.for_account, screen=True)


def _after(tx: Tx, resident: int, known: Technique, beat: int, run: int) -> Screen:
    """Step ``beat``, having planned what follows it; or the end."""
    if beat >= known.beats:
        rest_runs.over(tx, resident=resident)
        said = words.say("rest-done", you=_you(tx, resident))
        again = link(words.label("rest-again"), "rest.technique", technique=known.key)
        return screen(said, [again], _afterwards())
    seconds = known.steps[beat % len(known.steps)].seconds
    if seconds:
        rest_runs.go_on(tx, resident=resident, seconds=seconds)
    return _step(known, beat, run)


def _step(known: Technique, beat: int, run: int) -> Screen:
    step = known.steps[beat % len(known.steps)]
    lines = [words.say("rest-title", title=known.title)]
    if known.rounds > 1:
        number = beat // len(known.steps) + 1
        lines.append(words.say("rest-round", number=number, of=known.rounds))
    lines += ["", words.say("rest-step", text=step.text)]
    ways = [link(words.label("rest-stop"), rest_runs.STOP, run=run)]
    if not step.seconds:
        ways.insert(0, link(words.label("rest-next"), "rest.next", run=run, beat=beat + 1))
    return screen("\n".join(lines), ways)


def _afterwards() -> list[Button]:
    known = registry.COMMANDS["mood"]
    return [
        link(known.label, "command.run", word=known.name),
        link(registry.COMMANDS["rest"].label, "command.run", word="rest"),
    ]


def _known(key: str) -> Technique:
    found = rest_content.room().technique(key)
    if found is None:
        raise refusals.Missing("technique")
    return found


def _you(tx: Tx, resident: int) -> str:
    return "ty" if residents.who(tx, resident).is_pupil else "vy"


def help_rows() -> list[list[Button]]:
    """What is there at once while somebody waits: the numbers, and a pause."""
    return [
        list(helplines.way_here()),
        [link(registry.COMMANDS["breathe"].label, "command.run", word="breathe")],
    ]
