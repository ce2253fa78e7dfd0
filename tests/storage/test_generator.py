"""E7: no answer leads to a plan that is too long or breaks a rule of the data file."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from pydantic import ValidationError

from bots import wiring
from storage import formats, generator, refusals
from storage.formats import Formats
from storage.generator import Place, Step, Wish

KNOWN = formats.load(wiring.FORMATS_FILE)
ASKED = KNOWN.generator


def wishes() -> Iterator[Wish]:
    for goal, people, time, place, stage in product(
        ASKED.goals, ASKED.people, ASKED.times, Place, ["", *ASKED.stages]
    ):
        yield Wish(goal, people, time, place, stage)


def longest_at_the_screen(steps: tuple[Step, ...]) -> int:
    longest = now = 0
    for step in steps:
        now = 0 if step.pause else now + step.minutes
        longest = max(longest, now)
    return longest


def problems(wish: Wish) -> Iterator[str]:
    found = generator.choose(KNOWN, wish)
    if not 2 <= len(found) <= 3 or len({one.format.key for one in found}) != len(found):
        yield f"{len(found)} formats"
    people, most = ASKED.people[wish.people], ASKED.times[wish.time].max
    for one in found:
        steps = generator.steps(KNOWN, one.format, one.minutes, wish.place)
        lasts = sum(step.minutes for step in steps)
        length, size = one.format.duration, one.format.size
        if lasts > most or lasts > one.minutes or not length.min <= lasts <= length.max:
            yield f"{one.format.key} lasts {lasts}"
        if size.min > people.max or size.max < people.min:
            yield f"{one.format.key} is for {size.min}-{size.max}"
        if [step.at for step in steps] != [
            sum(step.minutes for step in steps[:number]) for number in range(len(steps))
        ]:
            yield f"{one.format.key} has gaps"
        if wish.place.has_screen:
            if longest_at_the_screen(steps) > KNOWN.defaults.screen_most:
                yield f"{one.format.key} keeps people at the screen"
            if any(s.pause and s.minutes < KNOWN.defaults.screen_break for s in steps):
                yield f"{one.format.key} has too short a pause"
        missing = {point.title for point in one.format.agenda} - {step.title for step in steps}
        if missing:
            yield f"{one.format.key} leaves out {missing}"


def test_every_combination_of_answers_gives_plans_that_keep_every_rule() -> None:
    wrong = [f"{wish}: {problem}" for wish in wishes() for problem in problems(wish)]
    assert wrong == []


def test_every_format_can_be_planned_for_every_length_that_it_allows() -> None:
    for one, place in product(KNOWN.formats, Place):
        for minutes in range(one.duration.min, one.duration.max + 1):
            steps = generator.steps(KNOWN, one, minutes, place)
            assert steps and sum(step.minutes for step in steps) <= minutes, (one.key, minutes)


def test_what_is_meant_for_the_goal_comes_first() -> None:
    wish = Wish("learn", "m", "hour", Place.OFFLINE, "research")
    first = generator.choose(KNOWN, wish)[0]
    assert first.by_goal and first.format.key in ASKED.goals["learn"]


def test_an_answer_that_is_none_is_refused() -> None:
    with pytest.raises(refusals.Missing):
        generator.choose(KNOWN, Wish("riches", "m", "hour", Place.OFFLINE, ""))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda told: told["formats"][0]["agenda"].pop(), "does not last"),
        (lambda told: told["formats"].append(told["formats"][0]), "one key"),
        (lambda told: told["generator"]["goal_map"]["learn"].append("picnic"), "picnic"),
        (lambda told: told["generator"]["times"].pop("day"), "time"),
    ],
)
def test_a_data_file_that_contradicts_itself_is_not_taken(
    tmp_path: Path, change: "object", why: str
) -> None:
    import yaml

    told = yaml.safe_load(wiring.FORMATS_FILE.read_text(encoding="utf-8"))
    assert callable(change)
    change(told)
    with pytest.raises(ValidationError, match=why):
        Formats.model_validate(told)
