"""What the rest room is filled with: techniques, pauses, leisure, moods, topics, helplines (Q1).

From ``content/restroom.yaml`` and ``content/helplines.yaml``, read once.
"""

from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from storage.helpline_checks import Called
from storage.leisure import Leisure

CONTENT = Path(__file__).with_name("content")


class _Content(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Step(_Content):
    """A step of a technique; ``seconds`` 0 waits for «Дальше»."""

    text: str
    seconds: int


class Technique(_Content):
    key: str
    title: str
    group: Literal["breathe", "stretch", "distract"]
    minutes: int
    rounds: int = 1
    caution: str = ""
    steps: tuple[Step, ...]

    @property
    def beats(self) -> int:
        """How many steps there are in all rounds together."""
        return len(self.steps) * self.rounds


class Break(_Content):
    key: str
    minutes: int
    text: str


class LeisureContent(_Content):
    key: str
    title: str
    text: str
    link: str = ""


class Mood(_Content):
    """A mood to choose; ``suggest`` are keys of techniques."""

    key: str
    text: str
    reply: str
    suggest: tuple[str, ...]


class Topic(_Content):
    key: str
    text: str


class RestRoom(_Content):
    version: int
    reviewed_on: str
    moods: tuple[Mood, ...]
    topics: tuple[Topic, ...]
    techniques: tuple[Technique, ...]
    breaks: tuple[Break, ...]
    leisure: tuple[LeisureContent, ...]

    def technique(self, key: str) -> Technique | None:
        return next((one for one in self.techniques if one.key == key), None)

    def topic(self, key: str) -> str:
        """A topic in words."""
        return next((one.text for one in self.topics if one.key == key), key)

    @property
    def shipped(self) -> tuple[Leisure, ...]:
        """The leisure that is there before the school writes its own."""
        return tuple(Leisure(0, one.key, one.title, one.text, one.link) for one in self.leisure)


class Helpline(_Content):
    """A line to call: ``crisis`` ones come first; how sure the number is, is ``confidence``."""

    id: str
    name: str
    phone: str = ""
    link: str = ""
    hours: str = ""
    cost: str = ""
    audience: str = ""
    anonymous: bool = False
    confidence: Literal["high", "medium", "low"]
    crisis: bool = False
    enabled: bool = True

    def is_shown(self, call: Called | None) -> bool:
        """Whether pupils see it: a doubtful one only after a call, one that was dead never."""
        if not self.enabled or (call is not None and not call.works):
            return False
        return self.confidence != "low" or call is not None


class Helplines(_Content):
    version: int
    helplines: tuple[Helpline, ...]


@lru_cache
def room() -> RestRoom:
    return RestRoom.model_validate(_read("restroom.yaml"))


@lru_cache
def helplines() -> tuple[Helpline, ...]:
    return Helplines.model_validate(_read("helplines.yaml")).helplines


def _read(name: str) -> object:
    return yaml.safe_load((CONTENT / name).read_text(encoding="utf-8"))
