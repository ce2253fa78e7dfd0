"""Answers to a form in numbers that tell of nobody (E4).

Every question is counted by itself: of its answers, in the order of answering, the first five, ten,
fifteen. So no question is shown with fewer than five answers, and two summaries of the same form
differ in no question by fewer than five.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from storage.event_feedback import LEAST

#: OTHER is not shown: names, telephones, files, whatever the service may add.
Kind = Literal["choice", "number", "text", "other"]
LINE_MAX = 300
NUMBER_MAX = 12


@dataclass(frozen=True)
class Question:
    """A question of the form; ``id`` is the service's."""

    id: int
    text: str
    kind: Kind


@dataclass(frozen=True)
class Sheet:
    """What one person answered: for each question in turn the values, none where it was skipped."""

    id: int
    said: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Told:
    """A question in numbers: how often each value was chosen and, of numbers, their mean; or the
    lines that were written, by the alphabet."""

    text: str
    answers: int
    counts: tuple[tuple[str, int], ...] = ()
    mean: float | None = None
    lines: tuple[str, ...] = ()


def whole(number: int) -> int:
    """How many of so many answers may be told of."""
    return number // LEAST * LEAST


def tell(questions: Sequence[Question], sheets: Sequence[Sheet]) -> tuple[Told, ...]:
    """The first answers in numbers; ``sheets`` come in the order of answering."""
    told = sheets[: whole(len(sheets))]
    found: list[Told] = []
    for place, question in enumerate(questions):
        said = [one.said[place] for one in told if one.said[place]]
        said = said[: whole(len(said))]
        if said and question.kind != "other":
            found.append(_told(question, said))
    return tuple(found)


def mark(questions: Sequence[Question], sheets: Sequence[Sheet]) -> str:
    """A fingerprint of answers: another one when any of them was taken away or changed.

    A question that nobody of them answered, as one that was added later, changes nothing.
    """
    told = [
        [sheet.id, sorted([question.id, *said] for question, said in _pairs(questions, sheet))]
        for sheet in sheets
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _pairs(questions: Sequence[Question], sheet: Sheet) -> list[tuple[Question, tuple[str, ...]]]:
    return [(one, said) for one, said in zip(questions, sheet.said, strict=True) if said]


def _told(question: Question, said: list[tuple[str, ...]]) -> Told:
    if question.kind == "text":
        # By the alphabet: the order of answering would tell whose they are.
        lines = sorted(" ".join(" ".join(one).split())[:LINE_MAX] for one in said)
        return Told(question.text, len(said), lines=tuple(lines))
    counts = Counter(value for one in said for value in one)
    numbers = {value: _number(value) for value in counts}
    ordered = sorted(counts.items(), key=lambda one: (numbers[one[0]] or 0.0, one[0]))
    mean = None
    if all(one is not None for one in numbers.values()):
        mean = sum((numbers[value] or 0.0) * n for value, n in ordered) / counts.total()
    return Told(question.text, len(said), counts=tuple(ordered), mean=mean)


def _number(value: str) -> float | None:
    told = value.strip().replace(",", ".")
    short = len(told) <= NUMBER_MAX and told.replace(".", "", 1).isdecimal()
    return float(told) if short else None
