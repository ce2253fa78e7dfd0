"""P6: more time for a stage; overdue is computed."""

from datetime import date, timedelta

import pytest

from bots.clock import StoppedClock
from storage import cards, relevance, reviews, terms
from storage.refusals import Broken, Denied, Missing, Spent
from tests.storage.school import School, propose


async def test_granted_time_moves_this_due_date_only(school: School) -> None:
    project = await school.led_project()
    stage, following = await school.stage(project), await school.stage(project, 2)
    asked = await school.does("anna", terms.ask, stage=stage.id, days=7, reason="Болела")
    assert set(asked.tell) == school.named("maria")
    assert (asked.due, asked.until) == (date(2026, 10, 15), date(2026, 10, 22))
    assert (await school.stage(project)).due == stage.due

    decided = await school.does("maria", terms.decide, request=asked.id, granted=True)
    assert set(decided.tell) == school.named("anna")
    assert (await school.stage(project)).due == date(2026, 10, 22)
    assert (await school.stage(project, 2)).due == following.due


async def test_refused_time_moves_nothing(school: School) -> None:
    project = await school.led_project()
    stage = await school.stage(project)
    asked = await school.does("anna", terms.ask, stage=stage.id, days=7, reason="Болела")
    await school.does("maria", terms.decide, request=asked.id, granted=False)
    assert (await school.stage(project)).due == stage.due
    assert await school.does("anna", terms.ask, stage=stage.id, days=3, reason="Очень нужно")


async def test_the_new_date_is_a_working_day(school: School) -> None:
    project = await school.led_project()
    stage = await school.stage(project)
    asked = await school.does("anna", terms.ask, stage=stage.id, days=2, reason="Болела")
    assert asked.until == date(2026, 10, 19)


async def test_time_after_the_due_date_is_counted_from_today(
    school: School, clock: StoppedClock
) -> None:
    project = await school.led_project()
    clock.advance(timedelta(days=45))
    stage = await school.stage(project)
    assert stage.overdue_days == 7
    asked = await school.does("anna", terms.ask, stage=stage.id, days=5, reason="Болела")
    assert asked.until == date(2026, 10, 27)
    await school.does("maria", terms.decide, request=asked.id, granted=True)
    assert (await school.stage(project)).overdue_days == 0


async def test_one_request_waits_at_a_time(school: School) -> None:
    project = await school.led_project()
    stage = (await school.stage(project)).id
    asked = await school.does("anna", terms.ask, stage=stage, days=7, reason="Болела")
    with pytest.raises(Spent, match="extension-open"):
        await school.does("anna", terms.ask, stage=stage, days=3, reason="Ещё")
    assert (await school.stage(project)).extension == asked.id
    assert [one.id for one in await school.does("maria", terms.waiting)] == [asked.id]


@pytest.mark.parametrize("days", [-1, 0, 15, 100])
async def test_more_than_two_weeks_are_not_given(school: School, days: int) -> None:
    project = await school.led_project()
    stage = (await school.stage(project)).id
    with pytest.raises(Broken, match="days-range"):
        await school.does("anna", terms.ask, stage=stage, days=days, reason="Болела")


async def test_a_request_needs_a_reason_and_a_supervisor(school: School) -> None:
    project = await school.led_project()
    with pytest.raises(Broken, match="text-empty"):
        stage = (await school.stage(project)).id
        await school.does("anna", terms.ask, stage=stage, days=3, reason=" ")
    orphan = (await school.does("boris", propose)).stage
    with pytest.raises(Broken, match="no-supervisor"):
        await school.does("boris", terms.ask, stage=orphan, days=3, reason="Болел")


async def test_a_decision_is_taken_once_and_by_the_supervisor(school: School) -> None:
    project = await school.led_project()
    stage = (await school.stage(project)).id
    asked = await school.does("anna", terms.ask, stage=stage, days=7, reason="Болела")
    for reader in ("anna", "nina"):
        with pytest.raises(Denied, match="not-supervisor"):
            await school.does(reader, terms.decide, request=asked.id, granted=True)
    with pytest.raises(Missing, match="request"):
        await school.does("pavel", terms.decide, request=asked.id, granted=True)

    await school.does("maria", terms.decide, request=asked.id, granted=True)
    with pytest.raises(Spent, match="extension-decided"):
        await school.does("maria", terms.decide, request=asked.id, granted=False)
    assert not await school.store.run(lambda tx: relevance.holds(tx, "extension.waits", asked.id))


async def test_a_request_is_void_once_the_stage_is_accepted(school: School) -> None:
    project = await school.led_project()
    stage = (await school.stage(project)).id
    asked = await school.does("anna", terms.ask, stage=stage, days=7, reason="Болела")
    sent = await school.send_in(project)
    await school.does("olga", reviews.accept, review=sent.review)

    with pytest.raises(Spent, match="stage-accepted"):
        await school.does("maria", terms.decide, request=asked.id, granted=True)
    assert await school.does("maria", terms.waiting) == []
    assert not await school.store.run(lambda tx: relevance.holds(tx, "extension.waits", asked.id))


async def test_a_stage_sent_in_is_not_overdue(school: School, clock: StoppedClock) -> None:
    project = await school.led_project()
    await school.send_in(project)
    clock.advance(timedelta(days=60))
    assert (await school.stage(project)).overdue_days == 0
    chart = await school.does("anna", cards.chart, project=project)
    assert [one.overdue for one in chart.stages[:3]] == [False, True, False]
