"""M5: appeals, their rapporteur, and what rests meanwhile."""

from datetime import timedelta

import pytest

from bots.clock import StoppedClock
from storage import appeals
from storage.counting import Choice
from storage.refusals import Broken, Missing, Spent
from tests.storage import council_people
from tests.storage.council_people import NINE, give, removed, suspended, votes
from tests.storage.school import School


@pytest.fixture
async def school(school: School) -> School:
    return await council_people.seat(school)


async def test_an_appeal_lets_a_removal_rest_and_another_rapporteur_has_it(
    school: School,
) -> None:
    sanction = await removed(school)
    assert await suspended(school, "anna")
    appeal = await school.does("anna", appeals.file, sanction=sanction, text="Это была шутка.")
    assert appeal.paused and not await suspended(school, "anna")
    assert appeal.rapporteur is not None
    assert appeal.rapporteur.id != school.ids["m1"]
    assert appeal.rapporteur.id not in appeal.voters
    with pytest.raises(Spent):
        await school.does("anna", appeals.file, sanction=sanction, text="И ещё раз о том же.")


async def test_a_removal_for_safety_does_not_rest(school: School) -> None:
    sanction = await removed(school, for_safety=True)
    appeal = await school.does("anna", appeals.file, sanction=sanction, text="Это была шутка.")
    assert not appeal.paused and await suspended(school, "anna")


@pytest.mark.parametrize("granted", [True, False])
async def test_an_appeal_is_decided_by_a_vote(school: School, granted: bool) -> None:
    sanction = await removed(school)
    appeal = await school.does("anna", appeals.file, sanction=sanction, text="Это была шутка.")
    voters = [name for name in NINE if school.ids[name] in appeal.voters]
    choice = Choice.YES if granted else Choice.NO
    closed = None
    for name in voters:
        if closed is None:
            closed = await votes(school, appeal.motion, choice, name)
    assert closed is not None
    assert await suspended(school, "anna") is not granted


async def test_an_appeal_has_a_term_and_is_ones_own(school: School, clock: StoppedClock) -> None:
    given = await give(school)
    with pytest.raises(Missing):
        await school.does(
            "boris", appeals.file, sanction=given.sanction.id, text="Заступаюсь за неё."
        )
    clock.advance(timedelta(days=15))
    with pytest.raises((Broken, Spent)):
        await school.does(
            "anna", appeals.file, sanction=given.sanction.id, text="Слишком поздно уже."
        )


async def test_the_author_of_a_sanction_neither_reports_on_it_nor_votes(school: School) -> None:
    given = await give(school)
    appeal = await school.does(
        "anna", appeals.file, sanction=given.sanction.id, text="Это была шутка."
    )
    assert school.ids["chair"] not in appeal.voters
    assert appeal.rapporteur is not None and appeal.rapporteur.id != school.ids["chair"]
