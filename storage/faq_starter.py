"""The shipped questions and answers, from a data file (R4)."""

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from storage import content_files
from storage.faq import ANSWER_MAX, QUESTION_MAX, Starter


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    key: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    question: str = Field(min_length=5, max_length=QUESTION_MAX)
    answer: str = Field(min_length=5, max_length=ANSWER_MAX)


_ENTRIES = TypeAdapter(list[_Entry])


def read(path: Path) -> tuple[Starter, ...]:
    """Read the file; raises `OSError`, or `ValueError` for one that is not right."""
    try:
        entries = _ENTRIES.validate_python(content_files.read(path.read_text(encoding="utf-8")))
    except yaml.YAMLError as error:
        raise ValueError(" ".join(str(error).split())) from error
    if len({one.key for one in entries}) != len(entries):
        raise ValueError("two entries have one key")
    return tuple(Starter(one.key, one.question, one.answer.strip()) for one in entries)
