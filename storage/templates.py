"""Templates of projects: stages, checklists, gates, kept in a data file (P2).

The file is the school's to edit, so everything in it is checked when it is read.
"""

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from storage import content_files

GateKeeper = Literal["supervisor", "tutor", "coordinator", "commission"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class ProjectType(_Part):
    key: str
    title: str
    product: str = ""
    marker: str = ""


class TeamSize(_Part):
    min: int = Field(ge=1)
    max: int = Field(ge=1)


class KindSpec(_Part):
    key: Literal["individual", "collective"]
    title: str
    members: TeamSize


class ItemSpec(_Part):
    """A checklist item: required, optional, or required and shown only for some types."""

    key: str
    text: str
    required: bool = False
    required_for: tuple[str, ...] = ()
    who: Literal["student", "commission"] = "student"

    def concerns(self, project_type: str) -> bool:
        return not self.required_for or project_type in self.required_for

    def is_required(self, project_type: str) -> bool:
        return self.required or project_type in self.required_for


class Gate(_Part):
    """Who accepts a stage; ``then`` asks for a second approval."""

    who: GateKeeper
    then: GateKeeper | None = None
    basis: str = ""


class Problem(_Part):
    """A difficulty that is typical of a stage, and a hint against it."""

    problem: str = Field(alias="p")
    hint: str


class StageSpec(_Part):
    """A stage as the template has it. ``due`` is "MM-DD" of a school year, or None where the
    template counts ``weeks_from_start``; ``weeks`` is how long the work takes."""

    key: str
    title: str
    goal: str
    due: str | None = Field(default=None, pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")
    weeks: int = Field(default=1, ge=0)
    weeks_from_start: int | None = None
    reminders: tuple[int, ...] = Field(default=(), alias="reminders_days_before")
    checklist: tuple[ItemSpec, ...]
    artefacts: tuple[str, ...] = Field(default=(), alias="artifacts")
    gate: Gate
    questions: tuple[str, ...] = Field(default=(), alias="bot_questions")
    problems: tuple[Problem, ...] = Field(default=(), alias="typical_problems")

    @model_validator(mode="after")
    def _item_keys_differ(self) -> Self:
        if len({item.key for item in self.checklist}) != len(self.checklist):
            raise ValueError(f"stage {self.key}: two checklist items have one key")
        return self


class Template(_Part):
    key: str
    title: str
    grades: tuple[int, ...] = ()
    also_for: tuple[int, ...] = ()
    stages: tuple[StageSpec, ...] = Field(min_length=1)


class _Derived(_Part):
    """A template made of another's stages, some joined into one."""

    key: str
    title: str
    grades: tuple[int, ...] = ()
    also_for: tuple[int, ...] = ()
    base: str
    merge: dict[str, tuple[str, ...]]
    due_weeks_from_start: dict[str, int]

    def derive(self, base: Template) -> Template:
        stages = {stage.key: stage for stage in base.stages}
        unknown = {part for parts in self.merge.values() for part in parts} - stages.keys()
        if unknown or self.merge.keys() != self.due_weeks_from_start.keys():
            raise ValueError(f"template {self.key}: merge and due_weeks_from_start do not fit")
        return Template(
            key=self.key,
            title=self.title,
            grades=self.grades,
            also_for=self.also_for,
            stages=tuple(
                _joined(key, [stages[part] for part in parts], self.due_weeks_from_start[key])
                for key, parts in self.merge.items()
            ),
        )


def _joined(key: str, parts: list[StageSpec], weeks_from_start: int) -> StageSpec:
    """Join stages into one that asks for everything its parts ask for."""
    first, last = parts[0], parts[-1]
    later_titles = [part.title[0].lower() + part.title[1:] for part in parts[1:]]
    then = [part.gate.then for part in parts if part.gate.then]
    return last.model_copy(
        update={
            "key": key,
            "title": ", ".join([first.title, *later_titles]),
            "goal": " ".join(part.goal for part in parts),
            "due": None,
            "weeks": sum(part.weeks for part in parts),
            "weeks_from_start": weeks_from_start,
            "checklist": tuple(
                item.model_copy(update={"key": f"{part.key}.{item.key}"})
                for part in parts
                for item in part.checklist
            ),
            "artefacts": tuple(name for part in parts for name in part.artefacts),
            "gate": last.gate.model_copy(update={"then": then[0] if then else None}),
            "questions": tuple(line for part in parts for line in part.questions),
            "problems": tuple(problem for part in parts for problem in part.problems),
        }
    )


def _resolved(raw: object) -> object:
    """Put in the place of each derived template what it stands for."""
    if not isinstance(raw, list):
        return raw
    known: dict[str, Template] = {}
    for entry in raw:
        if isinstance(entry, Template):
            template = entry
        elif isinstance(entry, dict) and "base" in entry:
            derived = _Derived.model_validate(entry)
            if derived.base not in known:
                raise ValueError(f"template {derived.key}: its base {derived.base} is not above it")
            template = derived.derive(known[derived.base])
        else:
            template = Template.model_validate(entry)
        known[template.key] = template
    return tuple(known.values())


class Catalogue(_Part):
    """Everything that a new project is made from."""

    project_types: tuple[ProjectType, ...] = ()
    kinds: tuple[KindSpec, ...] = ()
    templates: Annotated[tuple[Template, ...], BeforeValidator(_resolved)] = ()
    default_template: str = ""

    @model_validator(mode="after")
    def _default_is_there(self) -> Self:
        if self.templates and self.template(self.default_template) is None:
            raise ValueError(f"no template {self.default_template!r}, which is the default")
        return self

    def type(self, key: str) -> ProjectType | None:
        return next((item for item in self.project_types if item.key == key), None)

    def kind(self, key: str) -> KindSpec | None:
        return next((item for item in self.kinds if item.key == key), None)

    def template(self, key: str) -> Template | None:
        return next((item for item in self.templates if item.key == key), None)

    def choices(self, grade: str) -> list[Template]:
        """All templates, those meant for the class («8А») first, then the default one."""
        form = form_of(grade)

        def place(template: Template) -> int:
            if form in template.grades:
                return 0
            if form in template.also_for:
                return 1
            return 2 if template.key == self.default_template else 3

        return sorted(self.templates, key=place)

    def template_for(self, grade: str) -> Template | None:
        """The template that a class uses unless the pupil picks another (P1)."""
        return next(iter(self.choices(grade)), None)

    def stage(self, template_key: str, stage_key: str) -> StageSpec | None:
        template = self.template(template_key)
        stages = template.stages if template else ()
        return next((stage for stage in stages if stage.key == stage_key), None)


def form_of(grade: str) -> int | None:
    """The form of a class: 8 of «8А»."""
    digits = "".join(letter for letter in grade if letter.isdigit())
    return int(digits) if digits else None


def load(path: Path) -> Catalogue:
    """Read the data file; raises `OSError`, `yaml.YAMLError` or `pydantic.ValidationError`."""
    return _read(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=8)
def _read(content: str) -> Catalogue:
    """A catalogue changes no more, so one of the same words is the same."""
    return Catalogue.model_validate(content_files.read(content))
