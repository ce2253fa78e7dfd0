"""P1: beginning a project, offers to supervisors, no orphans."""

from datetime import timedelta

import pytest

from bots.clock import StoppedClock
from storage import cards, handover, jobs, offers, overviews, proposals, relevance
from storage.offers import OfferState
from storage.refusals import Broken, Denied, Missing, Spent
from storage.store import Tx
from tests.storage.school import School, propose


async def test_a_project_with_a_wanted_supervisor_is_offered_to_them(school: School) -> None:
    started = await school.does("anna", propose, to=school.ids["maria"])

    assert set(started.tell) == school.named("maria")
    (offer,) = await school.does("maria", offers.waiting)
    assert (offer.project, offer.state) == (started.project, OfferState.WAITING)
    assert [pupil.short for pupil in offer.members] == ["Аня К., 10А"]


async def test_work_on_the_first_stage_begins_before_anybody_answers(school: School) -> None:
    started = await school.does("anna", propose, to=school.ids["maria"])

    stage = await school.stage(started.project)
    assert stage.state == "in_progress"
    assert (await school.stage(started.project, 2)).state == "waiting"


async def test_an_accepted_offer_gives_the_project_its_supervisor(school: School) -> None:
    project = await school.led_project()

    card = await school.does("anna", cards.card, project=project)
    assert card.supervisor is not None and card.supervisor.short == "Мария Ивановна"
    assert card.offer is None


async def test_a_declined_offer_comes_back_with_the_comment(school: School) -> None:
    started = await school.does("anna", propose, to=school.ids["maria"])
    assert started.offer
    declined = await school.does("maria", offers.decline, offer=started.offer.id, comment="Не моё")

    assert declined.comment == "Не моё"
    assert set(declined.tell) == school.named("anna")
    again = await school.does(
        "anna", offers.make, project=started.project, supervisor=school.ids["pavel"]
    )
    assert again.supervisor.short == "Павел Петрович"


async def test_declining_needs_a_comment(school: School) -> None:
    started = await school.does("anna", propose, to=school.ids["maria"])
    assert started.offer
    with pytest.raises(Broken, match="text-empty"):
        await school.does("maria", offers.decline, offer=started.offer.id, comment="  ")
    assert await school.does("maria", offers.waiting)


async def test_an_offer_is_answered_once(school: School) -> None:
    started = await school.does("anna", propose, to=school.ids["maria"])
    assert started.offer
    await school.does("maria", offers.accept, offer=started.offer.id)
    with pytest.raises(Spent, match="offer-answered"):
        await school.does("maria", offers.accept, offer=started.offer.id)
    with pytest.raises(Spent, match="offer-answered"):
        await school.does("maria", offers.decline, offer=started.offer.id, comment="Передумала")


async def test_nobody_else_may_answer_an_offer(school: School) -> None:
    started = await school.does("anna", propose, to=school.ids["maria"])
    assert started.offer
    for stranger in ("pavel", "olga", "anna", "boris"):
        with pytest.raises(Missing, match="offer"):
            await school.does(stranger, offers.accept, offer=started.offer.id)


async def test_one_offer_at_a_time(school: School) -> None:
    started = await school.does("anna", propose, to=school.ids["maria"])
    with pytest.raises(Spent, match="offer-open"):
        await school.does(
            "anna", offers.make, project=started.project, supervisor=school.ids["pavel"]
        )


async def test_an_offer_taken_back_may_go_to_another(school: School) -> None:
    started = await school.does("anna", propose, to=school.ids["maria"])
    assert started.offer
    await school.does("anna", offers.take_back, offer=started.offer.id)
    await school.does("anna", offers.make, project=started.project, supervisor=school.ids["pavel"])
    with pytest.raises(Spent, match="offer-answered"):
        await school.does("maria", offers.accept, offer=started.offer.id)


async def test_an_offer_nobody_answers_in_five_working_days_comes_back(
    school: School, clock: StoppedClock
) -> None:
    started = await school.does("anna", propose, to=school.ids["maria"])
    assert started.offer
    offer = started.offer.id

    clock.advance(timedelta(days=6))
    assert await school.store.run(lambda tx: offers.expire(tx, offer=offer)) is None
    clock.advance(timedelta(days=1))

    def due(tx: Tx) -> list[dict[str, int]]:
        return [job.args for job in jobs.due(tx) if job.name == "offer.expire"]

    assert await school.store.run(due) == [{"offer": offer}]
    expired = await school.store.run(lambda tx: offers.expire(tx, offer=offer))
    assert expired is not None and set(expired.tell) == school.named("anna")
    assert not await school.store.run(lambda tx: relevance.holds(tx, "offer.waits", offer))
    with pytest.raises(Spent):
        await school.does("maria", offers.accept, offer=offer)
    assert await school.store.run(lambda tx: offers.expire(tx, offer=offer)) is None


async def test_a_project_without_a_supervisor_is_on_the_coordinators_list(school: School) -> None:
    started = await school.does("anna", propose)

    assert set(started.tell) == school.named("olga")
    (line,) = await school.does("olga", overviews.without_supervisor)
    assert line.id == started.project


async def test_a_supervisor_has_at_most_ten_projects(school: School) -> None:
    waiting = [
        await school.does("anna", propose, to=school.ids["maria"])
        for _ in range(school.store.rules.max_projects_per_supervisor + 1)
    ]
    *first, last = [started.offer for started in waiting if started.offer]
    for offer in first:
        await school.does("maria", offers.accept, offer=offer.id)

    with pytest.raises(Broken, match="supervisor-full") as refusal:
        await school.does("maria", offers.accept, offer=last.id)
    assert refusal.value.values == {"limit": 10, "name": "Мария Ивановна"}
    with pytest.raises(Broken, match="supervisor-full"):
        await school.does("boris", propose, to=school.ids["maria"])
    with pytest.raises(Broken, match="supervisor-full"):
        await school.does("olga", handover.hand_over, project=last.project, to=school.ids["maria"])
    lines = {line.who.short: line.free for line in await school.does("anna", offers.supervisors)}
    assert lines == {"Мария Ивановна": 0, "Павел Петрович": 10}


async def test_only_pupils_begin_projects(school: School) -> None:
    for adult in ("maria", "olga", "ivan"):
        with pytest.raises(Denied, match="role"):
            await school.does(adult, propose)


async def test_only_supervisors_are_asked(school: School) -> None:
    for wrong in (school.ids["nina"], school.ids["boris"], 999):
        with pytest.raises(Missing, match="supervisor"):
            await school.does("anna", propose, to=wrong)
    assert await school.does("anna", cards.visible_to) == []


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"kind": "pair"}, "kind-unknown"),
        ({"type": "magic"}, "type-unknown"),
        ({"template": "none"}, "template-unknown"),
        ({"title": " \n "}, "text-empty"),
        ({"title": "я" * 151}, "text-long"),
    ],
)
async def test_what_cannot_be_a_project_is_refused(
    school: School, wrong: dict[str, str], reason: str
) -> None:
    fields = {
        "kind": "individual",
        "type": "research",
        "title": "Т",
        "subject": "С",
        "purpose": "Ц",
    }
    with pytest.raises(Broken, match=reason):
        await school.does("anna", proposals.create, **(fields | wrong))  # type: ignore[arg-type]


async def test_the_class_decides_on_the_template(school: School) -> None:
    older = await school.does("anna", propose)
    younger = await school.does("dasha", propose)

    assert len(await school.does("anna", cards.stage_lines, project=older.project)) == 8
    assert len(await school.does("dasha", cards.stage_lines, project=younger.project)) == 5


async def test_title_and_purpose_are_the_pupils_until_the_first_stage_is_accepted(
    school: School,
) -> None:
    project = await school.led_project()
    edited = await school.does("anna", proposals.edit, project=project, title="Новое название")
    assert edited.title == "Новое название"
    with pytest.raises(Spent, match="nothing-changed"):
        await school.does("anna", proposals.edit, project=project, title="Новое  название")

    await school.pass_stage(project)
    with pytest.raises(Broken, match="title-fixed"):
        await school.does("anna", proposals.edit, project=project, title="Другое")
    with pytest.raises(Denied):
        await school.does("maria", proposals.edit, project=project, title="Другое")
    fixed = await school.does("olga", proposals.edit, project=project, title="По приказу")
    assert set(fixed.tell) == school.named("anna", "maria")


async def test_a_supervisor_who_leaves_makes_no_orphan(school: School) -> None:
    led = await school.led_project()
    offered = await school.does("boris", propose, to=school.ids["maria"])

    orphans = await school.does("olga", handover.supervisor_left, supervisor=school.ids["maria"])
    assert [one.project for one in orphans.projects] == [led, offered.project]
    assert set(orphans.tell) == school.named("anna", "boris")
    listed = await school.does("olga", overviews.without_supervisor)
    assert [one.id for one in listed] == [led, offered.project]
    assert await school.store.run(lambda tx: relevance.holds(tx, "project.orphan", led))

    handed = await school.does("olga", handover.hand_over, project=led, to=school.ids["pavel"])
    assert set(handed.tell) == school.named("anna", "pavel")
    assert not await school.store.run(lambda tx: relevance.holds(tx, "project.orphan", led))


async def test_handing_over_tells_the_former_supervisor_too(school: School) -> None:
    project = await school.led_project()
    handed = await school.does("olga", handover.hand_over, project=project, to=school.ids["pavel"])

    assert handed.former is not None and handed.former.short == "Мария Ивановна"
    assert set(handed.tell) == school.named("anna", "pavel", "maria")
    with pytest.raises(Missing):
        await school.does("maria", cards.card, project=project)
    with pytest.raises(Spent, match="same-supervisor"):
        await school.does("olga", handover.hand_over, project=project, to=school.ids["pavel"])


async def test_only_the_coordinator_hands_projects_over(school: School) -> None:
    project = await school.led_project()
    for name in ("anna", "maria", "nina", "ivan"):
        with pytest.raises(Denied):
            await school.does(name, handover.hand_over, project=project, to=school.ids["pavel"])
        with pytest.raises(Denied):
            await school.does(name, handover.supervisor_left, supervisor=school.ids["maria"])


async def test_an_archived_project_rests(school: School) -> None:
    project = await school.led_project()
    await school.send_in(project)
    await school.does("olga", handover.archive, project=project)

    with pytest.raises(Broken, match="project-closed"):
        await school.does("anna", proposals.edit, project=project, title="Ещё")
    with pytest.raises(Spent, match="project-archived"):
        await school.does("olga", handover.archive, project=project)
    assert await school.does("anna", cards.visible_to) == []
