"""Q1: a mood is its owner's; the school has numbers in which nobody can be found."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from bots.clock import StoppedClock
from storage import moods, profiles, refusals, residents
from storage.moods import MOODS, MoodMark
from storage.residents import Role
from storage.store import Tx
from tests.storage.school import School

WEEK = timedelta(days=7)


async def marked(school: School, answers: list[str]) -> None:
    """That many pupils answer, one each."""

    def mark(tx: Tx) -> None:
        for answer in answers:
            number = profiles.add(tx, family="П", name="У", roles=frozenset({Role.STUDENT}))
            moods.mark(tx, residents.who(tx, number), mood=answer)

    await school.store.run(mark)


async def test_nine_are_told_to_nobody(school: School, clock: StoppedClock) -> None:
    await marked(school, ["m1"] * 9)
    clock.advance(WEEK)
    assert await school.does("olga", moods.week) is None


async def test_ten_are_told_in_tens(school: School, clock: StoppedClock) -> None:
    await marked(school, ["m1"] * 3 + ["m4"] * 8)
    clock.advance(WEEK)
    numbers = await school.does("olga", moods.week)
    assert numbers is not None
    assert numbers.shares == {"m1": 30, "m2": 0, "m3": 0, "m4": 70, "m5": 0}


async def test_the_week_that_runs_is_not_told(school: School, clock: StoppedClock) -> None:
    await marked(school, ["m5"] * 20)
    assert await school.does("olga", moods.week) is None


async def test_who_answers_often_has_one_voice(school: School, clock: StoppedClock) -> None:
    for _ in range(20):
        await school.does("anna", moods.mark, mood="m1")
    clock.advance(WEEK)
    assert await school.does("olga", moods.week) is None


@pytest.mark.parametrize("name", ["anna", "maria", "ivan", "nina"])
async def test_numbers_are_for_the_psychologist_and_the_coordinator(
    school: School, name: str
) -> None:
    with pytest.raises(refusals.Denied):
        await school.does(name, moods.week)


async def test_no_answer_can_be_read_in_the_store(school: School) -> None:
    await school.does("anna", moods.mark, mood="m1")
    rows = await school.store.run(lambda tx: tx.session.exec(select(MoodMark)).all())
    assert not any(mood in row.sealed for row in rows for mood in MOODS)


async def test_three_low_ones_within_a_week_are_noticed(
    school: School, clock: StoppedClock
) -> None:
    noticed = []
    for _ in range(3):
        noticed.append(await school.does("anna", moods.mark, mood="m1"))
        clock.advance(timedelta(days=2))
    assert noticed == [False, False, True]
    clock.advance(timedelta(days=10))
    assert not await school.does("anna", moods.mark, mood="m1")


@given(st.lists(st.sampled_from(MOODS), min_size=10, max_size=60))
def test_shares_are_in_tens_and_near_the_truth(answers: list[str]) -> None:
    for mood in MOODS:
        share = moods.in_tens(answers.count(mood), len(answers))
        assert share % 10 == 0
        assert abs(share - 100 * answers.count(mood) / len(answers)) <= 5
