"""What the rest room is filled with: techniques, pauses, leisure, moods, topics (Q1).

From ``content/restroom.yaml``, read once.
"""

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from storage import content_files
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


@lru_cache
def room() -> RestRoom:
    return RestRoom.model_validate(_read("restroom.yaml"))


def _read(name: str) -> object:
    return content_files.read((CONTENT / name).read_text(encoding="utf-8"))
