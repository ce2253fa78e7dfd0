"""What a digest says, by child, put together from parts that the segments add (R2).

A segment adds its part with one line, over a function that reads for many children at once:

    @digests.part("events")
    def lines(tx: Tx, asked: Asked) -> Mapping[int, Sequence[Line]]: ...

Never in any part: mood, the psychologist, the Council's cases, other pupils, marks.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from dialogs import letters, words
from dialogs.screen import Screen, link, screen
from storage import family_news
from storage.digest_turns import Child, Reader
from storage.digests import Ready
from storage.family_news import ProjectNews
from storage.outbox import Rank
from storage.preferences import Every
from storage.stages import StageState
from storage.store import Tx


@dataclass(frozen=True)
class Asked:
    """Of which children is asked, and since when something is news to the first of the readers."""

    children: frozenset[int]
    since: datetime


@dataclass(frozen=True)
class Line:
    """A line about one child, as neutral markup.

    It is new to a parent if it came about (``at``) after their last digest, or if its day (``on``)
    falls between that digest and the next. What is not new is said only if it is ``standing``:
    beside news, it tells where things are.
    """

    text: str
    at: datetime | None = None
    on: date | None = None
    standing: bool = False

    def is_new(self, reader: Reader, since: date) -> bool:
        """Whether it is news to this parent; ``since`` is the day of their last digest."""
        if self.at is not None and self.at > reader.since:
            return True
        return self.on is not None and since <= self.on <= reader.until


Reads = Callable[[Tx, Asked], Mapping[int, Sequence[Line]]]
#: By name, in the order in which they are said.
PARTS: dict[str, Reads] = {}


def part(name: str) -> Callable[[Reads], Reads]:
    """Register a part of every digest: what it says of each child, by the child's id."""

    def register(reads: Reads) -> Reads:
        PARTS[name] = reads
        return reads

    return register


@part("stages")
def _stages(tx: Tx, asked: Asked) -> Mapping[int, Sequence[Line]]:
    found = family_news.of_children(tx, asked.children, asked.since)
    # Many children have the same stages: each title is said once for all of them.
    decided = cache(_decided)

    def lines(one: ProjectNews) -> list[Line]:
        return [
            _where(one),
            *(Line(decided(each.title, each.returned), at=each.at) for each in one.decided),
        ]

    return {
        child: [line for project in projects for line in lines(project)]
        for child, projects in found.items()
    }


def _where(one: ProjectNews) -> Line:
    if one.stage is None or one.due is None:
        return Line(words.say("digest-project-finished", project=one.title), standing=True)
    text = "digest-project-overdue" if one.overdue_days else "digest-project"
    waits = one.state is StageState.SUBMITTED
    said = words.say(
        "digest-project-waits" if waits else text,
        project=one.title,
        number=one.number,
        title=one.stage,
        due=one.due,
    )
    return Line(said, on=None if waits else one.due, standing=True)


def _decided(title: str, returned: bool) -> str:
    return words.say("digest-returned" if returned else "digest-accepted", title=title)


def compose(tx: Tx, readers: Sequence[Reader], *, whatever: bool = False) -> list[Ready]:
    """Put together the digests of many; who has nothing new is left out, unless they asked for a
    line, or with ``whatever``."""
    asked = Asked(
        frozenset(child.id for reader in readers for child in reader.children),
        min((reader.since for reader in readers), default=tx.now),
    )
    parts = [reads(tx, asked) for reads in PARTS.values()] if asked.children else []
    made = (_made(tx, reader, parts, whatever=whatever) for reader in readers)
    return [one for one in made if one is not None]


def _made(
    tx: Tx, reader: Reader, parts: Sequence[Mapping[int, Sequence[Line]]], *, whatever: bool
) -> Ready | None:
    blocks, is_new = _blocks(tx, reader, parts)
    shut_first = reader.shut and not reader.children and not reader.shut_said
    if not (is_new or whatever or shut_first or (reader.empty and reader.children)):
        return None
    shown = _said(reader, blocks if is_new or whatever else {})
    said = letters.of(shown, rank=Rank.MAILING)
    return Ready(reader, tuple(said), blocks if is_new else {})


def said_now(made: Ready) -> Screen:
    """A digest as an answer to who asked for it."""
    text = "\n\n".join(letter.text for letter in made.letters)
    return screen(text, [link(words.label("digest-settings"), "digest.settings")])


def _blocks(
    tx: Tx, reader: Reader, parts: Sequence[Mapping[int, Sequence[Line]]]
) -> tuple[dict[int, str], bool]:
    """What is said of each child that there is something to say of, and whether any is new."""
    since = reader.since.astimezone(tx.rules.zone).date()
    blocks: dict[int, str] = {}
    any_new = False
    for child in reader.children:
        said: list[str] = []
        for lines in parts:
            for line in lines.get(child.id, ()):
                is_new = line.is_new(reader, since)
                any_new = any_new or is_new
                if is_new or line.standing:
                    said.append(line.text)
        if said:
            blocks[child.id] = "\n".join([_head(child), *said])
    return blocks, any_new


def _head(child: Child) -> str:
    return words.say("digest-child", name=child.short)


def _said(reader: Reader, blocks: Mapping[int, str]) -> Screen:
    """The digest as a screen; a parent who may know of no child gets the one sentence."""
    if not reader.children:
        return screen(words.say("child-restricted"))
    head = "digest-head-day" if reader.every is Every.DAY else "digest-head"
    text = [words.say(head if blocks else "digest-nothing", name=reader.address), *blocks.values()]
    if reader.shut:
        text.append(words.say("child-restricted"))
    row = [
        link(words.label("digest-children"), "children.list"),
        link(words.label("digest-settings"), "digest.settings"),
    ]
    return screen("\n\n".join(text), row)
