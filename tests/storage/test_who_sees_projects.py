"""A5, P3, P12: who sees which projects, cards, charts and lists."""

from datetime import timedelta

import pytest

from bots.clock import StoppedClock
from storage import cards, families, overviews, residents
from storage.refusals import Denied, Missing, Unregistered
from storage.residents import Who
from storage.store import Tx
from tests.storage.school import School, propose


async def test_each_sees_their_own(school: School) -> None:
    annas = await school.led_project()
    veras = (await school.does("vera", propose, to=school.ids["pavel"])).project

    def link(tx: Tx) -> None:
        families.announce(tx, school.ids["ivan"], school.ids["anna"])
        families.confirm(tx, school.ids["ivan"], school.ids["anna"])

    await school.store.run(link)
    expected = {
        "anna": [annas],
        "vera": [veras],
        "boris": [],
        "maria": [annas],
        "pavel": [veras],
        "nina": [annas],
        "ivan": [annas],
        "olga": [annas, veras],
        "admin": [annas, veras],
    }
    for name, ids in expected.items():
        assert [one.id for one in await school.does(name, cards.visible_to)] == ids, name
        for project in (annas, veras):
            if project in ids:
                assert (await school.does(name, cards.card, project=project)).id == project
            else:
                with pytest.raises(Missing, match="project"):
                    await school.does(name, cards.card, project=project)


async def test_a_stranger_sees_nothing(school: School) -> None:
    project = await school.led_project()
    nobody = Who(id=None, account_id=1)
    assert await school.store.run(lambda tx: cards.visible_to(tx, nobody)) == []
    with pytest.raises(Unregistered):
        await school.store.run(lambda tx: cards.card(tx, nobody, project=project))


async def test_rights_come_from_the_store_not_from_the_caller(school: School) -> None:
    project = await school.led_project()
    with pytest.raises(Missing):
        await school.does("vera", cards.chart, project=project)
    with pytest.raises(Missing):
        await school.does("vera", cards.stage_lines, project=project)


async def test_the_card_says_what_is_due_and_how_far_it_is(
    school: School, clock: StoppedClock
) -> None:
    project = await school.led_project()
    await school.pass_stage(project, 1)
    await school.tick_all(project, 2)
    clock.advance(timedelta(days=60))

    card = await school.does("anna", cards.card, project=project)
    assert (card.accepted, card.total) == (1, 8)
    assert card.stage is not None
    assert (card.stage.number, card.stage.required_done, card.stage.required) == (2, 6, 6)
    assert card.stage.overdue_days == 4
    assert card.kind_title == "Индивидуальный проект"
    assert not card.may_edit


async def test_the_chart_shows_all_stages_and_today(school: School, clock: StoppedClock) -> None:
    project = await school.led_project()
    await school.pass_stage(project, 1)
    chart = await school.does("maria", cards.chart, project=project)

    assert chart.today == chart.started == clock.now().date()
    assert [one.number for one in chart.stages] == list(range(1, 9))
    assert chart.stages[0].accepted_on == chart.today
    assert chart.stages[1].state == "in_progress"


async def test_the_coordinators_lists(school: School, clock: StoppedClock) -> None:
    annas = await school.led_project()
    dashas = (await school.does("dasha", propose)).project
    await school.pass_stage(annas, 1)

    groups = await school.does("olga", overviews.by_stage)
    assert [(one.number, [line.id for line in one.projects]) for one in groups] == [
        (1, [dashas]),
        (2, [annas]),
    ]
    assert await school.does("olga", overviews.overdue) == []
    clock.advance(timedelta(days=60))
    assert [one.id for one in await school.does("olga", overviews.overdue)] == [dashas, annas]


async def test_the_class_teacher_looks_over_their_class_only(school: School) -> None:
    annas = await school.led_project()
    await school.does("dasha", propose)
    (group,) = await school.does("nina", overviews.by_stage)
    assert [one.id for one in group.projects] == [annas]
    assert await school.does("nina", overviews.without_supervisor) == []
    for name in ("anna", "maria", "ivan"):
        with pytest.raises(Denied, match="role"):
            await school.does(name, overviews.by_stage)


async def test_a_restricted_parent_sees_nothing(school: School) -> None:
    await school.led_project()
    ivan, anna = school.ids["ivan"], school.ids["anna"]

    def restrict(tx: Tx) -> None:
        families.announce(tx, ivan, anna)
        families.confirm(tx, ivan, anna)
        admin = residents.who(tx, school.ids["admin"])
        families.restrict(tx, admin, parent=ivan, child=anna, restricted=True)

    await school.store.run(restrict)
    assert await school.does("ivan", cards.visible_to) == []
