"""P1, P4, P5, P7: two people act at the same moment; one wins, the other learns it."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from storage import cards, invitations, offers, reviews, submissions, work
from storage.refusals import Broken, Refusal, Spent
from tests.storage.school import School, propose

T = TypeVar("T")


async def at_once(*acts: Awaitable[T]) -> tuple[list[T], list[Refusal]]:
    """Do all acts at the same moment: what was done, and what was refused."""
    results = await asyncio.gather(*acts, return_exceptions=True)
    refused = [one for one in results if isinstance(one, Refusal)]
    done = [one for one in results if not isinstance(one, BaseException)]
    assert len(done) + len(refused) == len(results), results
    return done, refused


async def team_of_two(school: School) -> int:
    project = await school.led_project(kind="collective")
    code = await school.does("anna", invitations.make_code, project=project)
    await school.does("boris", invitations.join, code=code.code)
    return project


async def test_the_last_place_with_a_supervisor_is_taken_once(school: School) -> None:
    limit = school.store.rules.max_projects_per_supervisor
    for _ in range(limit - 1):
        await school.led_project()
    waiting = [
        (await school.does(name, propose, to=school.ids["maria"])).offer
        for name in ("boris", "vera", "gleb", "dasha")
    ]
    done, refused = await at_once(
        *(school.does("maria", offers.accept, offer=one.id) for one in waiting if one)
    )
    assert len(done) == 1
    assert [type(one) for one in refused] == [Broken] * 3


async def test_two_members_send_in_once(school: School) -> None:
    project = await team_of_two(school)
    await school.tick_all(project)
    stage = (await school.stage(project)).id
    done, refused = await at_once(
        school.does("anna", submissions.submit, stage=stage),
        school.does("boris", submissions.submit, stage=stage),
    )
    assert len(done) == 1
    assert [(type(one), one.reason) for one in refused] == [(Spent, "stage-submitted")]


async def test_two_members_tick_the_same_item_and_one_is_named(school: School) -> None:
    project = await team_of_two(school)
    item = (await school.stage(project)).items[0].id
    done, _ = await at_once(
        school.does("anna", work.tick, item=item, done=True),
        school.does("boris", work.tick, item=item, done=True),
    )
    assert sorted(one.changed for one in done) == [False, True]
    assert len({one.done_by.id for one in done if one.done_by}) == 1


async def test_many_ticks_at_once_are_all_kept_and_counted(school: School) -> None:
    project = await team_of_two(school)
    stage = await school.stage(project)
    done, _ = await at_once(
        *(
            school.does(name, work.tick, item=item.id, done=True)
            for name, item in zip(["anna", "boris"] * 3, stage.items, strict=True)
        )
    )
    after = await school.stage(project)
    assert all(item.done for item in after.items)
    assert {one.revision for one in done} == set(range(stage.revision + 1, after.revision + 1))


async def test_a_stage_is_accepted_or_returned_not_both(school: School) -> None:
    project = await school.led_project()
    sent = await school.send_in(project)
    accept = school.does("maria", reviews.accept, review=sent.review)
    give_back = school.does("maria", reviews.send_back, review=sent.review, remarks=["Нет"])
    done, refused = await at_once(accept, give_back)
    assert len(done) == 1
    assert [one.reason for one in refused] == ["review-done"]


async def test_the_last_place_in_a_team_is_taken_once(school: School) -> None:
    project = await team_of_two(school)
    code = (await school.does("anna", invitations.make_code, project=project)).code
    done, refused = await at_once(
        *(
            school.does(name, invitations.join, code=code)
            for name in ("vera", "gleb", "dasha", "egor")
        )
    )
    assert len(done) == 3
    assert [one.reason for one in refused] == ["team-full"]
    assert len((await school.does("anna", cards.card, project=project)).members) == 5
