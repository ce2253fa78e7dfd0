"""E4: a form in the place of the bot's questions, and what is told of its answers."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots.clock import StoppedClock
from storage import event_forms, form_answers, form_summaries, refusals, residents
from storage.form_answers import Desk, Fetched
from storage.form_summaries import Question, Sheet
from tests.storage.school import School
from tests.storage.test_event_afterwards import held, thinks
from tests.storage.test_events import approved

SURVEY = "65f0c1a2b3d4e5f6a7b8c9d0"
LINK = f"https://forms.yandex.ru/cloud/{SURVEY}/"
STARS = Question(11, "Сколько звёзд?", "number")
WORDS = Question(12, "Что добавить?", "text")
PHONE = Question(13, "Телефон", "other")


def sheets(count: int) -> list[Sheet]:
    """So many people answered; every other one wrote something."""
    return [
        Sheet(one, ((str(one % 5 + 1),), (f"слово {one}",) if one % 2 else (), ("+7",)))
        for one in range(1, count + 1)
    ]


async def uses(school: School, event: int, url: str = LINK) -> None:
    await school.does("maria", form_answers.use, event=event, url=url)


async def fetched(school: School, event: int, found: list[Sheet]) -> Fetched:
    done = await school.store.run(
        partial(
            form_answers.fetched,
            event=event,
            survey=SURVEY,
            questions=[STARS, WORDS, PHONE],
            sheets=found,
        )
    )
    assert done is not None
    return done


@pytest.mark.parametrize(
    "url",
    [
        f"http://forms.yandex.ru/u/{SURVEY}/",
        f"https://forms.yandex.ru.evil.example/u/{SURVEY}/",
        f"https://forms.yandex.ru:8443/u/{SURVEY}/",
        "https://forms.yandex.ru/",
        f"https://forms.yandex.ru/cloud/admin/{SURVEY}/edit",
        "https://docs.example/forms/d/1",
    ],
)
def test_only_a_form_that_people_can_answer_is_taken(url: str) -> None:
    with pytest.raises(refusals.Broken, match="event-form"):
        event_forms.read_link(url)


def test_what_a_link_would_fill_in_is_dropped() -> None:
    assert event_forms.read_link(f" {LINK}?answer_1=Anna#x ") == (LINK, SURVEY)
    short = "https://forms.yandex.ru/surveys/1.abc/"
    assert event_forms.read_link(short) == (short, "")


async def test_a_host_sets_the_form_and_takes_it_back_while_nobody_answered(
    school: School,
) -> None:
    event = await approved(school)
    with pytest.raises(refusals.Denied):
        await school.does("pavel", form_answers.use, event=event, url=LINK)
    await uses(school, event)
    desk: Desk = await school.does("maria", form_answers.desk, event=event)
    assert (desk.url, desk.reads, desk.may_change) == (LINK, False, True)
    with pytest.raises(refusals.Broken, match="event-form-unread"):
        await school.does("maria", form_answers.ask, event=event)
    await school.does("maria", form_answers.drop, event=event)
    await uses(school, event)
    assert (await fetched(school, event, sheets(1))).end == "few"
    with pytest.raises(refusals.Spent):
        await school.does("maria", form_answers.drop, event=event)
    with pytest.raises(refusals.Spent):
        await uses(school, event)


async def test_the_bot_and_the_form_never_ask_both(school: School, clock: StoppedClock) -> None:
    event, (one, other) = await held(school, clock, 2)
    await uses(school, event)
    with pytest.raises(refusals.Broken, match="event-feedback-by-form"):
        await school.store.run(partial(thinks, pupil=one, event=event))
    link = await school.store.run(
        lambda tx: form_answers.follow(tx, residents.who(tx, one), event=event)
    )
    assert link == LINK
    with pytest.raises(refusals.Denied):
        await school.does("pavel", form_answers.follow, event=event)
    await school.does("maria", form_answers.drop, event=event)
    await school.store.run(partial(thinks, pupil=other, event=event))
    with pytest.raises(refusals.Spent):
        await uses(school, event)
    clock.advance(timedelta(days=15))
    with pytest.raises(refusals.Broken, match="event-over"):
        await uses(school, event)


async def test_five_answers_are_told_of_and_none_by_subtracting(school: School) -> None:
    event = await approved(school)
    await uses(school, event)
    assert (await fetched(school, event, sheets(4))).end == "few"
    first = await fetched(school, event, sheets(5)[::-1])
    assert (first.end, first.answers, first.new) == ("told", 5, True)
    # Three of the five wrote words, too few to show; a telephone is never shown.
    assert [one.text for one in first.told] == [STARS.text]
    assert first.told[0].mean == 3.0 and first.told[0].answers == 5
    again = await fetched(school, event, sheets(9))
    assert again == replace(first, new=False)
    more = await fetched(school, event, sheets(11))
    assert (more.answers, more.new) == (10, True)
    assert more.told[1].lines == tuple(f"слово {one}" for one in (1, 3, 5, 7, 9))


async def test_after_answers_were_deleted_or_changed_nothing_more_is_shown(school: School) -> None:
    event = await approved(school)
    await uses(school, event)
    await fetched(school, event, sheets(6))
    assert (await fetched(school, event, sheets(12)[1:])).end == "altered"
    changed = [replace(sheets(1)[0], said=(("5",), (), ())), *sheets(12)[1:]]
    assert (await fetched(school, event, changed)).end == "altered"
    assert (await fetched(school, event, [])).end == "altered"
    assert (await fetched(school, event, sheets(7))).end == "told"


async def test_answers_to_a_form_that_is_another_by_now_are_let_go(school: School) -> None:
    event = await approved(school)
    await uses(school, event, f"https://forms.yandex.ru/u/{'1' * 24}")
    done = await school.store.run(
        partial(form_answers.fetched, event=event, survey=SURVEY, questions=[], sheets=[])
    )
    assert done is None


async def test_a_form_serves_one_event(school: School) -> None:
    event = await approved(school)
    other = await approved(school, title="Вечер опытов")
    await uses(school, event)
    await uses(school, event)
    with pytest.raises(refusals.Broken, match="event-form-elsewhere"):
        await uses(school, other, f"{LINK}?x=1")


async def test_a_busy_service_is_asked_three_times(school: School) -> None:
    event = await approved(school)
    await uses(school, event)
    tries = [
        await school.store.run(partial(form_answers.put_off, event=event, to=0, round=one))
        for one in (1, 2, 3)
    ]
    assert tries == [True, True, False]


@given(st.lists(st.lists(st.booleans(), min_size=3, max_size=3), max_size=40))
def test_no_question_is_told_with_fewer_than_five_nor_by_subtracting(
    skips: list[list[bool]],
) -> None:
    questions = [STARS, replace(STARS, id=12, text="Ещё раз?", kind="choice"), WORDS]
    people = [
        Sheet(number, tuple((str(number),) if said else () for said in one))
        for number, one in enumerate(skips, start=1)
    ]
    was: dict[str, set[str]] = {}
    for count in range(len(people) + 1):
        for told in form_summaries.tell(questions, people[:count]):
            now = set(told.lines) | {value for value, _ in told.counts}
            before = was.get(told.text, set())
            assert told.answers == len(now) >= 5
            assert before <= now and len(now - before) % 5 == 0
            was[told.text] = now
