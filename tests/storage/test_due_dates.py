"""P2: the templates of the data file, and due dates off the days without school."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bots.wiring import STAGES_FILE
from storage import deadlines, templates, workdays
from storage.rules import Rules
from storage.templates import Catalogue, Template

CATALOGUE = templates.load(STAGES_FILE)
days = st.dates(date(2024, 1, 1), date(2032, 12, 31))
spans = st.tuples(days, st.integers(0, 20)).map(
    lambda pair: (pair[0].isoformat(), (pair[0] + timedelta(days=pair[1])).isoformat())
)
rules_of_a_school = st.lists(spans, max_size=8).map(
    lambda holidays: Rules(catalogue=CATALOGUE, holidays=tuple(holidays))
)


def template(key: str) -> Template:
    found = CATALOGUE.template(key)
    assert found is not None
    return found


@given(start=days, rules=rules_of_a_school, which=st.sampled_from(CATALOGUE.templates))
def test_no_stage_is_due_on_a_day_without_school(
    start: date, rules: Rules, which: Template
) -> None:
    dates = deadlines.spread(which, start, rules)
    assert all(workdays.is_working(due, rules) for due in dates)
    assert dates == sorted(dates)
    assert all(due > start for due in dates)


@given(day=days, rules=rules_of_a_school)
def test_a_date_moves_forward_to_the_first_working_day(day: date, rules: Rules) -> None:
    moved = workdays.on_or_after(day, rules)
    between = [day + timedelta(days=n) for n in range((moved - day).days)]
    assert workdays.is_working(moved, rules)
    assert not any(workdays.is_working(one, rules) for one in between)


@given(day=days, hour=st.integers(0, 23), number=st.integers(1, 30), rules=rules_of_a_school)
def test_working_days_passed_are_the_inverse_of_working_days_later(
    day: date, hour: int, number: int, rules: Rules
) -> None:
    moment = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
    assert workdays.passed(moment, workdays.later(moment, number, rules), rules) == number


def test_a_project_begun_in_september_has_the_dates_of_the_template() -> None:
    dates = deadlines.spread(template("individual_school_year"), date(2025, 9, 8), Rules())
    assert dates == [
        date(2025, 10, 15),
        date(2025, 10, 31),
        date(2025, 12, 22),
        date(2026, 3, 2),
        date(2026, 3, 31),
        date(2026, 4, 10),
        date(2026, 4, 27),
        date(2026, 5, 15),
    ]


def test_a_deadline_leaves_the_holidays() -> None:
    rules = Rules(holidays=(("2025-10-27", "2025-11-04"),))
    dates = deadlines.spread(template("individual_school_year"), date(2025, 9, 8), rules)
    assert dates[1] == date(2025, 11, 5)


def test_a_project_begun_late_is_not_late_at_once() -> None:
    dates = deadlines.spread(template("individual_school_year"), date(2026, 1, 12), Rules())
    assert dates[:3] == [date(2026, 1, 19), date(2026, 1, 26), date(2026, 2, 2)]
    assert dates[3] == date(2026, 3, 2)


def test_a_project_begun_in_summer_is_for_the_coming_year() -> None:
    dates = deadlines.spread(template("individual_school_year"), date(2026, 6, 20), Rules())
    assert dates[0] == date(2026, 10, 15)


def test_a_short_project_counts_weeks_from_its_start() -> None:
    dates = deadlines.spread(template("short_eight_weeks"), date(2026, 2, 2), Rules())
    assert [(due - date(2026, 2, 2)).days // 7 for due in dates] == [2, 5, 7, 8, 8]


def test_the_short_template_asks_for_all_that_its_parts_ask_for() -> None:
    long, short = template("individual_school_year"), template("short_eight_weeks")
    assert [one.title for one in short.stages[:2]] == [
        "Замысел и тема, планирование",
        "Поиск и изучение, практика",
    ]
    texts = [item.text for stage in short.stages for item in stage.checklist]
    assert texts == [item.text for stage in long.stages for item in stage.checklist]
    assert [(one.gate.who, one.gate.then) for one in short.stages] == [
        ("supervisor", "coordinator"),
        ("supervisor", None),
        ("supervisor", "coordinator"),
        ("commission", None),
        ("tutor", None),
    ]


@pytest.mark.parametrize(
    ("grade", "first"),
    [
        ("8А", "short_eight_weeks"),
        ("5", "short_eight_weeks"),
        ("9Б", "individual_school_year"),
        ("10А", "individual_school_year"),
        ("11В", "individual_school_year"),
        ("", "individual_school_year"),
    ],
)
def test_the_class_decides_which_template_comes_first(grade: str, first: str) -> None:
    found = CATALOGUE.template_for(grade)
    assert found is not None and found.key == first
    assert len(CATALOGUE.choices(grade)) == 2


def changed(path: tuple[str | int, ...], value: object) -> object:
    """The data file with one value changed."""
    raw = yaml.safe_load(STAGES_FILE.read_text(encoding="utf-8"))
    place = raw
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return raw


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("templates", 0, "stages", 0, "due"), "15.10"),
        (("templates", 0, "stages", 0, "gate", "who"), "director"),
        (("templates", 0, "stages", 0, "checklist", 0, "key"), "problem"),
        (("templates", 0, "stages"), []),
        (("templates", 1, "base"), "nothing"),
        (("templates", 1, "merge"), {"topic": ["unknown"]}),
        (("templates", 1, "due_weeks_from_start"), {"topic": 2}),
        (("default_template",), "nothing"),
    ],
)
def test_a_mistake_in_the_data_file_is_found_when_it_is_read(
    path: tuple[str | int, ...], value: object
) -> None:
    with pytest.raises(ValidationError):
        Catalogue.model_validate(changed(path, value))


def test_the_data_file_is_read_from_where_it_lies(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        templates.load(tmp_path / "nothing.yaml")
