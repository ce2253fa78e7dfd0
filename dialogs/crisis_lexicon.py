"""What is dangerous in a child's words: the school psychologist's file and the check (Q4).

The file (``content/crisis.yaml``, or ``CRISIS_FILE``) holds the phrases, what lowers them, the
card's words and the helplines; everything in it is checked when it is read. A finding is a hint
for an adult, never a diagnosis.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from dialogs import crisis_phrases
from dialogs.crisis_phrases import Automaton, Match, Slot
from dialogs.crisis_words import Words
from storage import content_files

PACKAGE_FILE = Path(__file__).with_name("content") / "crisis.yaml"
#: More dangerous places than this are not looked at one by one: nothing lowers so many.
LOWERED_MOST = 64
#: The number that every card shows, whatever calls to it came to.
EMERGENCY = "112"


class Level(StrEnum):
    """How bad it sounds; the first three bring the card and call an adult."""

    RED = "red"
    THREAT = "threat"
    ABUSE = "abuse"
    AMBER = "amber"


#: The worst first.
SEVERITY = tuple(Level)


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Card(_Part):
    """What a child in danger is told at once; each is a whole paragraph."""

    text: str = Field(min_length=20)
    abuse: str = Field(min_length=20)
    threat: str = Field(min_length=20)
    numbers: str = Field(min_length=3)


class SafetyQuestion(_Part):
    """The one question of the amber level, and what is said to each answer."""

    text: str = Field(min_length=20)
    safe: str = Field(min_length=3)
    thoughts: str = Field(min_length=3)
    danger: str = Field(min_length=3)
    answer_safe: str = Field(min_length=10)
    answer_thoughts: str = Field(min_length=10)


class Helpline(_Part):
    """A number or a chat: how sure it is, is ``confidence``; ``called_on`` is when somebody tried
    it last, where the bots were not told of it."""

    id: str = Field(pattern=r"^[a-z0-9_]{1,40}$")
    name: str
    phone: str = ""
    link: str = ""
    hours: str = ""
    cost: str = ""
    audience: str = ""
    anonymous: bool = False
    confidence: Literal["high", "medium", "low"] = "medium"
    enabled: bool = True
    show_in_crisis: bool = False
    called_on: date | None = None

    @property
    def where(self) -> str:
        """What to dial or to open."""
        return self.phone or self.link


class Lexicon(_Part):
    """Phrases by level, phrases that lower what they touch to amber, words that are no slips."""

    red: tuple[str, ...] = Field(min_length=1)
    threat: tuple[str, ...] = Field(min_length=1)
    abuse: tuple[str, ...] = Field(min_length=1)
    amber: tuple[str, ...] = Field(min_length=1)
    lowering: tuple[str, ...] = ()
    ordinary: tuple[str, ...] = ()


class Trials(_Part):
    """What the file itself says must be found, and what must not."""

    red: tuple[str, ...] = Field(min_length=1)
    threat: tuple[str, ...] = Field(min_length=1)
    abuse: tuple[str, ...] = Field(min_length=1)
    amber: tuple[str, ...] = Field(min_length=1)
    none: tuple[str, ...] = Field(min_length=1)


class Content(_Part):
    """The whole file."""

    version: int
    card: Card
    safety_question: SafetyQuestion
    helplines: tuple[Helpline, ...] = Field(min_length=1)
    lexicon: Lexicon
    test_phrases: Trials

    @model_validator(mode="after")
    def _has_numbers(self) -> Self:
        shown = [one for one in self.helplines if one.show_in_crisis and one.enabled]
        if not any(one.phone == EMERGENCY for one in shown):
            raise ValueError("helplines: 112 must be shown in a crisis")
        if len({one.id for one in self.helplines}) < len(self.helplines):
            raise ValueError("helplines: an id stands there twice")
        return self


class Crisis:
    """A file's content, made ready to check texts."""

    def __init__(self, content: Content) -> None:
        self.content = content
        by_level: Mapping[Level | None, Iterable[str]] = {
            **{level: getattr(content.lexicon, level.value) for level in Level},
            None: content.lexicon.lowering,
        }
        phrases: list[tuple[Slot, ...]] = []
        self._levels: list[Level | None] = []
        for level, written in by_level.items():
            for phrase in written:
                phrases.append(crisis_phrases.parse(phrase))
                self._levels.append(level)
        words = [word for phrase in phrases for slot in phrase for word in slot.words]
        lexicon = Words(words, content.lexicon.ordinary)
        self._reader = lexicon.reader
        self._automaton = Automaton(phrases, lexicon.numbers)

    def level(self, text: str) -> Level | None:
        """How bad a text sounds; None for ordinary words.

        What a lowering phrase touches is amber at most; the rest of the text counts as it is.
        """
        words = self._reader.read(text)
        found: dict[Level, list[tuple[int, int]]] = {}
        lowering: list[tuple[int, int]] = []
        for place in self._automaton.ends(words):
            level = self._levels[place[1]]
            (lowering if level is None else found.setdefault(level, [])).append(place)
        if not found:
            return None
        if not lowering:
            return next(level for level in SEVERITY if level in found)
        spans = [self._automaton.match(words, number, at) for at, number in lowering]
        for level in SEVERITY[:-1]:
            places = found.get(level, [])
            if len(places) > LOWERED_MOST or len(spans) > LOWERED_MOST:
                return level
            matches = (self._automaton.match(words, number, at) for at, number in places)
            if not all(_touched(match, spans) for match in matches):
                return level
        return Level.AMBER

    def failing(self) -> list[str]:
        """The file's own test phrases that are not found as they should be."""
        trials = self.content.test_phrases
        return [
            phrase
            for wanted in (*Level, None)
            for phrase in getattr(trials, wanted.value if wanted else "none")
            if self.level(phrase) is not wanted
        ]


def _touched(match: Match, spans: Iterable[Match]) -> bool:
    return any(one.first <= match.last and match.first <= one.last for one in spans)


_loaded: Crisis | None = None


def read(path: Path = PACKAGE_FILE) -> Crisis:
    """Read a file; raises `OSError`, or `ValueError` that says what is wrong and where."""
    try:
        return _read(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ValueError(f"{path.name}: {' '.join(str(error).split())}") from None


@lru_cache(maxsize=8)
def _read(content: str) -> Crisis:
    return Crisis(Content.model_validate(content_files.read(content)))


def load(path: Path | None = None) -> None:
    """Use a file from now on; what was loaded before stays if it cannot be used."""
    global _loaded
    _loaded = read(path or PACKAGE_FILE)


def loaded() -> Crisis:
    """What is in use; the shipped file, where nothing was loaded."""
    if _loaded is None:
        load()
    assert _loaded is not None
    return _loaded
