"""The picture of a programme: everything has its room, whatever the titles are (E5)."""

from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bots import drawing, programme_picture
from bots.drawing import WIDTH, Box, Words
from dialogs.programme_pictures import Block, Column, ProgrammeChart

TEXTS = st.text(st.sampled_from("абв гдеЖЗ"), max_size=120)


@st.composite
def charts(draw: st.DrawFn) -> ProgrammeChart:
    columns: list[Column] = []
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, 60))
        blocks: list[Block] = []
        for _ in range(draw(st.integers(1, 4))):
            ends = at + draw(st.integers(1, 30))
            title, who = draw(TEXTS), draw(TEXTS)
            blocks.append(Block(starts=at, ends=ends, time="10:00–10:10", title=title, who=who))
            at = ends
        name = draw(TEXTS)
        columns.append(Column(title=name, place=name, chair=name, blocks=tuple(blocks)))
    title = draw(TEXTS)
    return ProgrammeChart(
        title=title, when="12 декабря", opening=title, closing=title, columns=tuple(columns)
    )


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(charts())
def test_boxes_do_not_overlap_and_words_stay_inside_the_picture(chart: ProgrammeChart) -> None:
    sheet = programme_picture.plan(chart)
    boxes = [one for one in sheet.marks if isinstance(one, Box)]
    for one, other in combinations(boxes, 2):
        beside = one.left + one.width <= other.left or other.left + other.width <= one.left
        below = one.top + one.height <= other.top or other.top + other.height <= one.top
        assert beside or below
    for word in (one for one in sheet.marks if isinstance(one, Words)):
        assert word.left >= 0 and word.left + word.width <= WIDTH
        assert 0 <= word.y <= sheet.height


@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
@given(charts())
def test_words_stay_inside_their_boxes(chart: ProgrammeChart) -> None:
    boxed: Box | None = None
    for mark in programme_picture.plan(chart).marks:
        if isinstance(mark, Box):
            boxed = mark
        elif boxed is not None:
            assert boxed.top <= mark.y - mark.size / 2
            assert mark.y + mark.size / 2 <= boxed.top + boxed.height + 1


def test_the_same_programme_gives_the_same_bytes() -> None:
    block = Block(starts=0, ends=10, time="10:00–10:10", title="Пруд", who="Аня К., 10А")
    column = Column(title="Наука", place="каб. 5", chair="Мария Ивановна", blocks=(block,))
    chart = ProgrammeChart(title="Чтения", when="", opening="", closing="", columns=(column,))
    assert programme_picture.draw(chart) == programme_picture.draw(chart)
    assert programme_picture.draw(chart).startswith(b"\x89PNG")
    assert drawing.wrapped("", 20, 100, most=3) == []
