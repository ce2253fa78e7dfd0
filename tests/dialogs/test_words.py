"""What a person reads: texts with their values, dates, plurals and markup (C8)."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs import proofreading, words

FRIDAY = datetime(2026, 10, 16, 12, 30, tzinfo=UTC)

TEXTS = """
hello = Привет!
card = Проект <b>{ $title }</b>
stages = { $count ->
    [one] Остался { $count } этап
    [few] Осталось { $count } этапа
   *[many] Осталось { $count } этапов
}
state = { $state ->
    [accepted] принят
   *[other] в работе
}
number = № { $number }
bare = { $when }
date = { DATE($when) }; { DATE($when, style: "full") }; { DATE($when, style: "digits") }
day = { DAY($when) }; { DAY($when, style: "plain") }; { DAY($when, style: "short") }
moment = { MOMENT($at) }; { MOMENT($at, style: "plain") }; { MOMENT($at, style: "short") }
time = { TIME($at) }
span = { SPAN($length) }; через { SPAN($length, case: "accusative") }
spans-gen = { SPAN($length, case: "genitive") }
odd-style = { DATE($when, style: "rococo") }
quoted = Набери «Q&A» или нажми <i>сюда</i>
taken-in = { card } — { state }
"""


def scratch(folder: Path, content: str) -> Path:
    (folder / "scratch.ftl").write_text(content, encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def texts(tmp_path: Path) -> Iterator[None]:
    words.load(scratch(tmp_path, TEXTS))
    yield
    words.load()


def test_a_message_without_values_is_said_as_it_stands() -> None:
    assert words.say("hello") == "Привет!"


def test_values_stand_in_the_text_without_isolation_marks() -> None:
    assert words.say("card", title="Сортировка") == "Проект <b>Сортировка</b>"


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "Осталось 0 этапов"),
        (1, "Остался 1 этап"),
        (2, "Осталось 2 этапа"),
        (5, "Осталось 5 этапов"),
        (11, "Осталось 11 этапов"),
        (21, "Остался 21 этап"),
        (102, "Осталось 102 этапа"),
    ],
)
def test_plurals_are_russian(count: int, said: str) -> None:
    assert words.say("stages", count=count) == said


def test_a_text_may_choose_by_a_word() -> None:
    assert words.say("state", state="accepted") == "принят"
    assert words.say("state", state="returned") == "в работе"


def test_numbers_are_neither_grouped_nor_rounded_to_nothing() -> None:
    assert words.say("number", number=2026) == "№ 2026"
    assert words.say("number", number=4.5) == "№ 4,5"
    assert words.say("number", number=4.0) == "№ 4"


@given(st.text())
def test_a_value_never_makes_markup(value: str) -> None:
    said = words.say("card", title=value)
    assert said.count("<") == 2
    assert words.plain(said) == f"Проект {value.replace(chr(0xE000), '')}"


def test_a_value_may_be_longer_than_fluent_allows() -> None:
    essay = "Мы были в музее & сняли <видео>. " * 500
    assert words.label("card", title=essay) == f"Проект {essay}"


def test_dates_are_said_in_three_ways() -> None:
    assert (
        words.say("date", when=date(2026, 10, 15)) == "15 октября; 15 октября 2026 г.; 15.10.2026"
    )


def test_a_weekday_stands_in_its_case() -> None:
    said = words.say("day", when=date(2026, 10, 13))
    assert said == "во вторник, 13 октября; вторник, 13 октября; вт 13.10"


def test_moments_are_said_on_the_clock_of_the_school() -> None:
    said = words.say("moment", at=FRIDAY)
    assert said == "в пятницу, 16 октября, в 15:30; пятница, 16 октября, 15:30; пт 16.10 15:30"
    assert words.say("time", at=FRIDAY) == "15:30"
    assert words.local(FRIDAY).hour == 15


def test_a_school_may_live_in_another_zone(tmp_path: Path) -> None:
    words.load(scratch(tmp_path, TEXTS), ZoneInfo("Asia/Kamchatka"))
    assert words.say("time", at=FRIDAY) == "00:30"
    assert words.say("day", when=FRIDAY).startswith("в субботу, 17 октября")


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        words.say("time", at=datetime(2026, 10, 16, 12))  # noqa: DTZ001 - the point of the test


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(hours=2, minutes=30), "2 часа 30 минут; через 2 часа 30 минут"),
        (timedelta(minutes=1), "1 минута; через 1 минуту"),
        (timedelta(minutes=21), "21 минута; через 21 минуту"),
        (timedelta(days=7), "7 дней; через 7 дней"),
        (timedelta(days=1, hours=1), "1 день 1 час; через 1 день 1 час"),
        (timedelta(seconds=41), "41 секунда; через 41 секунду"),
        (timedelta(hours=1, seconds=5), "1 час; через 1 час"),
        (timedelta(), "0 минут; через 0 минут"),
        (timedelta(days=-3), "0 минут; через 0 минут"),
    ],
)
def test_spans_are_said_with_plurals_and_cases(length: timedelta, said: str) -> None:
    assert words.say("span", length=length) == said


def test_spans_have_a_genitive() -> None:
    length = timedelta(days=1, hours=1, minutes=21)
    assert words.say("spans-gen", length=length) == "1 дня 1 часа 21 минуты"


def test_a_value_without_a_function_is_said_in_the_usual_way() -> None:
    assert words.say("bare", when=date(2026, 10, 15)) == "15 октября"
    assert words.say("bare", when=FRIDAY) == "в пятницу, 16 октября, в 15:30"
    assert words.say("bare", when=timedelta(hours=1)) == "1 час"


def test_a_button_shows_no_markup() -> None:
    assert words.label("quoted") == "Набери «Q&A» или нажми сюда"
    assert words.label("card", title="<b>&amp;") == "Проект <b>&amp;"


def test_names_are_listed_with_and() -> None:
    assert words.listing(["Аня", "Борис", "Вера"]) == "Аня, Борис и Вера"
    assert words.listing(["Аня", "Борис"]) == "Аня и Борис"
    assert words.listing(["Аня"]) == "Аня"
    assert words.listing([]) == ""


def test_a_message_that_is_not_there_is_named() -> None:
    with pytest.raises(words.MissingText, match="no-such-thing"):
        words.say("no-such-thing")


def test_a_value_that_was_not_given_is_named() -> None:
    with pytest.raises(words.MissingText, match=r"card.*title"):
        words.say("card")


def test_an_unknown_style_is_named() -> None:
    with pytest.raises(words.MissingText, match="rococo"):
        words.say("odd-style", when=FRIDAY)


def test_a_value_of_another_kind_is_not_guessed_at() -> None:
    with pytest.raises(words.MissingText, match="date"):
        words.say("date", when="15 октября")


def test_it_is_known_what_every_message_wants() -> None:
    wants = words.wants()
    assert wants["hello"] == frozenset()
    assert wants["stages"] == {"count"}
    assert wants["taken-in"] == {"title", "state"}


def test_the_school_says_a_thing_in_its_own_words(tmp_path: Path) -> None:
    words.load(scratch(tmp_path, "span-days = { $count } суток { $case }"))
    assert words.wants()["span-days"] == {"count", "case"}
    assert words.say("span-days", count=3, case="") == "3 суток "
    assert words.say("span-hours", count=3, case="") == "3 часа"


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("good = да\nbad = { $x", "scratch.ftl:2"),
        ("open = <b>раз", "<b>"),
        ("link = <a>раз</a>", "<a>"),
        ("crossed = <b><i>раз</b></i>", "</b>"),
        ("one = раз\none = два", "one is in scratch.ftl too"),
        ("lost = { other }", "there is no other"),
        ("lost = { -term }", "there is no -term"),
        ("lost = { WEEK($x) }", "there is no function WEEK"),
        ("day-on = { $weekday }, { $dete }", r"day-on: there is no \$dete"),
    ],
)
def test_a_mistake_of_the_school_is_named_at_the_start(
    tmp_path: Path, content: str, problem: str
) -> None:
    with pytest.raises(proofreading.BadTexts, match=problem):
        words.load(scratch(tmp_path, content))
    assert words.say("hello") == "Привет!"


def test_a_folder_without_texts_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(proofreading.BadTexts, match=r"no \.ftl files"):
        words.load(tmp_path / "absent")
