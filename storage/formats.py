"""Formats of events, kept in a data file the school may edit (E7): purpose, size, agenda, rules.

The file is checked when it is read: an agenda lasts as long as its format's usual length, and what
the generator asks leads to formats that are there.
"""

from datetime import time
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from storage import content_files


class Flow(StrEnum):
    """What events of a format have besides a meeting (E5)."""

    CONTEST = "contest"
    EXHIBITION = "exhibition"
    CONFERENCE = "conference"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Length(_Part):
    """Minutes that a format may last."""

    min: int = Field(ge=1)
    default: int = Field(ge=1)
    max: int = Field(ge=1)


class Days(_Part):
    """Days that a format stays open for after its beginning."""

    min: int = Field(ge=1)
    default: int = Field(ge=1)
    max: int = Field(ge=1)


class Size(_Part):
    min: int = Field(ge=1)
    best: int = Field(ge=1)
    max: int = Field(ge=1)


class TeamSize(_Part):
    """How many make a team of a contest."""

    min: int = Field(ge=1, le=20)
    max: int = Field(ge=1, le=20)

    @model_validator(mode="after")
    def _is_a_span(self) -> Self:
        if self.min > self.max:
            raise ValueError("team_size: min is more than max")
        return self


class Scoring(_Part):
    """What a jury gives marks for, each from 0 to ``max_each``."""

    criteria: tuple[str, ...] = Field(min_length=1, max_length=8)
    max_each: int = Field(ge=1, le=8)

    @model_validator(mode="after")
    def _no_criterion_twice(self) -> Self:
        if len(set(self.criteria)) != len(self.criteria) or not all(self.criteria):
            raise ValueError("scoring: criteria are empty or stand twice")
        return self


class RoleSpec(_Part):
    title: str
    duty: str


class Point(_Part):
    """A point of an agenda; a ``pause`` is time away from the screen."""

    minutes: int = Field(ge=1)
    title: str
    detail: str = ""
    pause: bool = False


class Task(_Part):
    days_before: int = Field(ge=0)
    task: str


class Online(_Part):
    how: str
    steps: tuple[str, ...] = ()


class Format(_Part):
    """A format as the file has it; ``announce`` has places like ``{topic}``, ``flow`` is what its
    events have of their own, ``days`` how long it goes on without a meeting; ``team_size`` and
    ``scoring`` are a contest's."""

    key: str
    flow: Flow | None = None
    title: str
    purpose: str
    when: str
    stages: tuple[str, ...]
    audience: tuple[str, ...]
    duration: Length = Field(alias="duration_min")
    days: Days | None = Field(default=None, alias="async_days")
    size: Size = Field(alias="group_size")
    team_size: TeamSize | None = None
    scoring: Scoring | None = None
    roles: tuple[RoleSpec, ...]
    agenda: tuple[Point, ...] = Field(min_length=1)
    equipment: tuple[str, ...] = ()
    preparation: tuple[Task, ...] = ()
    online: Online
    result: str
    feedback: tuple[str, ...] = ()
    announce: str
    risks: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _agenda_lasts_as_long(self) -> Self:
        if sum(point.minutes for point in self.agenda) != self.duration.default:
            raise ValueError(f"format {self.key}: its agenda does not last duration_min.default")
        return self

    @model_validator(mode="after")
    def _a_contest_knows_its_rules(self) -> Self:
        if self.flow is Flow.CONTEST and (self.team_size is None or self.scoring is None):
            raise ValueError(f"format {self.key}: a contest needs team_size and scoring")
        return self


class Defaults(_Part):
    """What every plan keeps to; hours are told by the settings (`storage.rules`)."""

    screen_most: int = Field(default=30, alias="max_screen_block_min", ge=5)
    screen_break: int = Field(default=5, alias="screen_break_min", ge=1)
    earliest_start: time = time(8, 30)


class Question(_Part):
    key: str
    text: str
    options: dict[str, str]


class Span(_Part):
    """Least and most minutes, or people, that an answer means."""

    min: int
    max: int


class Generator(_Part):
    """What is asked, and what the answers mean."""

    questions: tuple[Question, ...] = ()
    stages: dict[str, str] = {}
    times: dict[str, Span] = {}
    people: dict[str, Span] = {}
    goals: dict[str, tuple[str, ...]] = Field(default={}, alias="goal_map")

    def options(self, key: str) -> dict[str, str]:
        """The answers that a question takes, by their keys."""
        return next((one.options for one in self.questions if one.key == key), {})


class Formats(_Part):
    """Everything that events are made from."""

    defaults: Defaults = Defaults()
    online_rules: tuple[str, ...] = Field(default=(), alias="common_online_rules")
    formats: tuple[Format, ...] = ()
    generator: Generator = Generator()

    @model_validator(mode="after")
    def _answers_lead_somewhere(self) -> Self:
        known = {one.key for one in self.formats}
        if len(known) != len(self.formats):
            raise ValueError("two formats have one key")
        wrong = {key for keys in self.generator.goals.values() for key in keys} - known
        if wrong:
            raise ValueError(f"goal_map names unknown formats: {', '.join(sorted(wrong))}")
        for question, meaning in (
            ("goal", self.generator.goals),
            ("people", self.generator.people),
            ("time", self.generator.times),
        ):
            if set(self.generator.options(question)) != set(meaning):
                raise ValueError(f"generator: the answers to {question} have no meaning")
        return self

    def get(self, key: str) -> Format | None:
        return next((one for one in self.formats if one.key == key), None)

    def flow(self, key: str) -> Flow | None:
        """What an event of a format has of its own; None for most, and for one that is gone."""
        found = self.get(key)
        return None if found is None else found.flow


def load(path: Path) -> Formats:
    """Read the data file; raises `OSError`, `yaml.YAMLError` or `pydantic.ValidationError`."""
    return _read(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=8)
def _read(content: str) -> Formats:
    return Formats.model_validate(content_files.read(content))
