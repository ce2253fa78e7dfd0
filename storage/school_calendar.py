"""The school's calendar: holidays, working Saturdays, lessons by weekday (P2, C9).

It is a data file of the school's, so everything in it is checked when it is read.
"""

from datetime import date, time
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from storage import content_files

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Holidays(_Part):
    """Days without school, the first and the last among them."""

    title: str
    first: date = Field(alias="from")
    last: date = Field(alias="to")

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> Self:
        if self.first > self.last:
            raise ValueError(f"{self.title}: it ends before it begins")
        return self


class LessonHours(_Part):
    """When the lessons of a day begin and end."""

    since: time = Field(alias="from")
    until: time = Field(alias="to")

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> Self:
        if self.since >= self.until:
            raise ValueError("lessons end before they begin")
        return self


class SchoolCalendar(_Part):
    """A school year's calendar; ``checked`` says that the school has compared it with its own.

    ``lessons`` are by weekday; those of Saturday are for working Saturdays.
    """

    year: str = ""
    checked: bool = False
    holidays: tuple[Holidays, ...] = ()
    working_saturdays: frozenset[date] = frozenset()
    lessons: dict[str, LessonHours] = Field(default_factory=dict)

    @field_validator("working_saturdays")
    @classmethod
    def _are_saturdays(cls, days: frozenset[date]) -> frozenset[date]:
        wrong = sorted(day.isoformat() for day in days if day.weekday() != 5)
        if wrong:
            raise ValueError(f"no Saturday: {', '.join(wrong)}")
        return days

    @field_validator("lessons")
    @classmethod
    def _are_weekdays(cls, lessons: dict[str, LessonHours]) -> dict[str, LessonHours]:
        wrong = sorted(set(lessons) - set(WEEKDAYS))
        if wrong:
            raise ValueError(f"no weekday: {', '.join(wrong)}")
        return lessons

    def spans(self) -> tuple[tuple[str, str], ...]:
        """The holidays as first and last day, as the rules take them."""
        return tuple((one.first.isoformat(), one.last.isoformat()) for one in self.holidays)

    def lesson_hours(self) -> dict[int, tuple[time, time]]:
        """The lessons by the weekday's number, Monday is 0."""
        return {
            WEEKDAYS.index(name): (hours.since, hours.until) for name, hours in self.lessons.items()
        }


def load(path: Path) -> SchoolCalendar:
    """Read the data file; raises `OSError`, `yaml.YAMLError` or `pydantic.ValidationError`."""
    told = content_files.read(path.read_text(encoding="utf-8"))
    return SchoolCalendar.model_validate(told or {})
