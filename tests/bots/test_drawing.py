"""The picture of a project's stages, as a phone shows it (P3)."""

import asyncio
import itertools
import struct
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bots import drawing, pictures
from bots.drawing import Box, Plan, Words
from dialogs import charts, words
from dialogs.charts import StageBar, StageChart

TODAY = date(2026, 11, 23)
STATES = ["accepted", "overdue", "submitted", "returned", "in_progress", "waiting"]
LONG = "Исследование влияния микропластика на пресноводных моллюсков Ленинградской области " * 3


def chart(
    *,
    title: str = "Умная теплица",
    stages: tuple[str, ...] = ("Тема и план", "Обзор", "Опыт", "Выводы", "Текст", "Защита"),
    first_due: date = TODAY,
    days: int = 20,
) -> StageChart:
    """A project whose stages are in all states, one after another."""
    bars = []
    for index, stage in enumerate(stages):
        state = STATES[index % len(STATES)]
        due = first_due + timedelta(days=index * days)
        bars.append(
            StageBar(
                number=index + 1,
                title=stage,
                due=due,
                due_label=words.label("chart-due", due=due),
                state=state,
                state_label=words.label("chart-state", state=state),
            )
        )
    return StageChart(
        title=title,
        started=first_due - timedelta(days=days),
        today=TODAY,
        today_label=words.label("chart-today", today=TODAY),
        bars=tuple(bars),
    )


CHARTS: dict[str, Callable[[], StageChart]] = {
    "all states": chart,
    "five stages": lambda: chart(stages=("Идея", "Сбор", "Сборка", "Показ", "Архив")),
    "eight long stages": lambda: chart(title=LONG, stages=(LONG,) * 8),
    "words without spaces": lambda: chart(title="ы" * 200, stages=("Щ" * 90,) * 5),
    "today before the beginning": lambda: chart(first_due=TODAY + timedelta(days=90)),
    "today after the end": lambda: chart(first_due=TODAY - timedelta(days=700), days=30),
    "all on one day": lambda: chart(days=0),
    "emoji, formulas and lines": lambda: chart(
        title="🌱 $x^2$\n{$}", stages=("🤖", "$", "a\tb", "й", "_")
    ),
    "nothing to say": lambda: chart(title="", stages=("",)),
    "no stages": lambda: chart(stages=()),
    "years": lambda: chart(days=400),
}


def texts(plan: Plan) -> list[Words]:
    return [mark for mark in plan.marks if isinstance(mark, Words)]


def said(plan: Plan) -> str:
    return " ".join(mark.text for mark in texts(plan))


def size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("name", CHARTS)
def test_everything_written_is_on_the_picture_and_large_enough_for_a_phone(name: str) -> None:
    plan = drawing.plan(CHARTS[name]())

    for mark in texts(plan):
        assert mark.left >= 0
        assert mark.left + mark.width <= drawing.WIDTH
        assert mark.y - mark.size / 2 >= 0
        assert mark.y + mark.size / 2 <= plan.height
        assert mark.size >= 28


@pytest.mark.parametrize("name", CHARTS)
def test_no_two_texts_lie_on_one_another(name: str) -> None:
    marks = texts(drawing.plan(CHARTS[name]()))
    spaces = [(one, one.left, one.left + one.width) for one in marks if one.text]

    for (one, left, right), (other, begin, end) in itertools.combinations(spaces, 2):
        apart = abs(one.y - other.y) >= (one.size + other.size) / 2
        assert apart or left >= end or begin >= right, (one.text, other.text)


@pytest.mark.parametrize("name", CHARTS)
def test_a_picture_is_1080_wide_and_as_tall_as_planned(name: str) -> None:
    png = drawing.draw_stages(CHARTS[name]())

    assert size(png) == (1080, drawing.plan(CHARTS[name]()).height)


def test_five_to_eight_stages_make_an_upright_picture() -> None:
    for count in range(5, 9):
        width, height = size(drawing.draw_stages(chart(stages=("Опыт",) * count)))
        assert 1.2 < height / width < 2.4


def test_the_same_chart_gives_the_same_bytes() -> None:
    assert drawing.draw_stages(chart()) == drawing.draw_stages(chart())


def test_a_state_is_told_by_colour_and_by_sign_and_by_word() -> None:
    plan = drawing.plan(chart())
    shown = [mark for mark in texts(plan) if mark.text[0] in "✔!▲↩▶○"]

    assert [mark.text for mark in shown] == [
        "✔ принят",
        "! просрочен",
        "▲ на проверке",
        "↩ на доработке",
        "▶ в работе",
        "○ впереди",
    ]
    assert len({mark.colour for mark in shown}) == len(STATES)
    assert len({mark.text[0] for mark in shown}) == len(STATES)


def test_each_stage_says_its_number_its_title_and_its_due_date() -> None:
    told = said(drawing.plan(chart()))

    assert "Умная теплица" in told
    assert "сегодня, 23 ноября" in told
    assert "1 Тема и план" in told
    assert "до 13 декабря" in told


def test_colours_of_type_stand_out_from_what_is_behind_them() -> None:
    for look in drawing.LOOKS.values():
        assert contrast(look.colour, look.tint) >= 4.5
        assert contrast(look.colour, drawing.CARD) >= 4.5
    assert contrast(drawing.INK, drawing.CARD) >= 7
    assert contrast(drawing.SOFT, drawing.PAPER) >= 4.5


def contrast(one: str, other: str) -> float:
    """How much two colours differ in brightness (WCAG 2.2, 1.4.3)."""
    darker, lighter = sorted((brightness(one), brightness(other)))
    return (lighter + 0.05) / (darker + 0.05)


def brightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_long_title_takes_two_lines_and_an_ellipsis() -> None:
    title = [mark for mark in texts(drawing.plan(chart(title=LONG))) if mark.size == drawing.TITLE]

    assert len(title) == 2
    assert title[0].text == "Исследование влияния"
    assert title[1].text.endswith("…")


def test_what_the_font_cannot_write_is_left_out() -> None:
    told = said(drawing.plan(CHARTS["emoji, formulas and lines"]()))

    assert "🌱" not in told
    assert "$x^2$ {$}" in told
    assert "a b" in told
    assert "й" in told


@pytest.mark.parametrize(
    ("first_due", "place"),
    [(TODAY + timedelta(days=90), "left"), (TODAY - timedelta(days=900), "right")],
)
def test_today_is_marked_even_outside_the_project(first_due: date, place: str) -> None:
    plan = drawing.plan(chart(first_due=first_due, days=30))
    hand = next(mark for mark in plan.marks if isinstance(mark, Box) and mark.width == drawing.HAND)

    assert (hand.left < 200) == (place == "left")
    assert drawing.LEFT <= hand.left <= drawing.RIGHT


def test_a_chart_survives_the_outbox_and_is_drawn_from_it() -> None:
    drawn = pictures.draw({"kind": "stages", "data": charts.dump(chart())})

    assert drawn.content == drawing.draw_stages(chart())


async def test_pictures_may_be_drawn_in_several_threads() -> None:
    drawn = [chart(), chart(title=LONG), chart(days=90), chart(stages=("Опыт",) * 8)]
    alone = [drawing.draw_stages(one) for one in drawn]
    together = await asyncio.gather(*(asyncio.to_thread(drawing.draw_stages, one) for one in drawn))

    assert together == alone


def test_matplotlib_is_not_loaded_before_the_first_picture() -> None:
    code = "import sys; from bots import drawing; sys.exit('matplotlib' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@settings(max_examples=25, deadline=None)
@given(title=st.text(max_size=150), stage=st.text(max_size=80), days=st.integers(-30, 300))
def test_any_title_and_any_dates_fit(title: str, stage: str, days: int) -> None:
    drawn = chart(title=title, stages=(stage,) * 5, days=days)
    plan = drawing.plan(drawn)

    for mark in texts(plan):
        assert mark.left >= 0
        assert mark.left + mark.width <= drawing.WIDTH
