"""M1, M2, A3: sanctions end by themselves, and what follows for the person is always right."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from bots.clock import StoppedClock
from storage import (
    access,
    accounts,
    cards,
    diary,
    invitations,
    ladder,
    moderation,
    offers,
    profiles,
    projects,
    residents,
    review_queue,
    sanctions,
    work,
)
from storage.access import Segment
from storage.ladder import Step
from storage.refusals import Broken, Denied, Missing, Spent
from storage.residents import FOR_EVER, Resident, Who
from storage.sanctions import Sanction, SanctionView
from storage.store import Tx
from tests.storage import council_people
from tests.storage.school import School, propose


@pytest.fixture
async def school(school: School) -> School:
    return await council_people.seat(school)


async def impose(
    school: School, name: str, step: Step, span: timedelta | None = None
) -> SanctionView:
    def act(tx: Tx) -> SanctionView:
        until = tx.now + span if span else None
        return sanctions.impose(tx, to=school.ids[name], step=step, reason="так", until=until)

    return await school.store.run(act)


async def who(school: School, name: str) -> Who:
    return await school.store.run(lambda tx: residents.who(tx, school.ids[name]))


#: What may happen to one person: a step of a length in hours, or an end of an earlier one.
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["silence", "suspension", "removal", "warning", "end", "pause", "wait"]),
        st.integers(1, 200),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
async def test_whoever_is_asked_and_whenever_the_person_is_as_the_rows_say(
    school: School, clock: StoppedClock, deeds: list[tuple[str, int]]
) -> None:
    given_ids: list[int] = []
    for deed, number in deeds:
        if deed == "wait":
            clock.advance(timedelta(hours=number))
        elif deed in ("end", "pause"):
            await _change(school, given_ids, deed, number)
        else:
            span = None if deed in ("removal", "warning") else timedelta(hours=number)
            given_ids.append((await impose(school, "gleb", Step(deed), span)).id)
        await _agrees(school)
    clock.advance(timedelta(hours=77))
    await _agrees(school)
    # What is for ever would go on into the next example.
    for one in given_ids:
        await _end(school, one)


async def _change(school: School, those: list[int], deed: str, number: int) -> None:
    if not those:
        return
    one = those[number % len(those)]
    if deed == "end":
        await _end(school, one)
        return
    row = await school.store.run(lambda tx: sanctions.row_of(tx, one))
    await school.store.run(
        lambda tx: sanctions.pause(tx, sanction=one, paused=row.paused_at is None)
    )


async def _end(school: School, one: int) -> None:
    try:
        await school.store.run(lambda tx: sanctions.end(tx, sanction=one, how="lifted"))
    except Spent:
        return


async def _agrees(school: School) -> None:
    def look(tx: Tx) -> tuple[Who, list[Sanction]]:
        ids = [one.id for one in sanctions.of(tx, school.ids["gleb"])]
        rows = [sanctions.row_of(tx, one) for one in ids]
        now = [row for row in rows if sanctions.holds(row, tx.now)]
        return residents.who(tx, school.ids["gleb"]), now

    person, holding = await school.store.run(look)
    barring = [row for row in holding if row.step != Step.SILENCE]
    assert person.suspended == bool(barring)
    assert person.silenced == bool(holding)
    if barring:
        assert person.suspended_until == max(row.until or FOR_EVER for row in barring)


async def test_light_records_are_forgotten_after_ninety_days(
    school: School, clock: StoppedClock
) -> None:
    await impose(school, "anna", Step.WARNING)
    await impose(school, "anna", Step.SUSPENSION, timedelta(days=1))

    async def steps() -> list[Step]:
        found = await school.store.run(lambda tx: sanctions.of(tx, school.ids["anna"]))
        return [one.step for one in found]

    assert await steps() == [Step.SUSPENSION, Step.WARNING]
    clock.advance(timedelta(days=90, seconds=1))
    assert await steps() == [Step.SUSPENSION]


async def test_a_junior_does_not_act_on_a_senior(school: School) -> None:
    for by, about in (("worker", "m1"), ("m1", "chair"), ("m1", "m2"), ("p1", "maria")):
        with pytest.raises(Denied):
            await school.does(
                by, moderation.give, to=school.ids[about], step=Step.REMARK, reason="так"
            )
    await school.does(
        "chair", moderation.give, to=school.ids["m1"], step=Step.REMARK, reason="так вышло"
    )


async def test_a_senior_overrules_a_junior_and_not_the_reverse(school: School) -> None:
    await school.does(
        "m1",
        moderation.give,
        to=school.ids["anna"],
        step=Step.SILENCE,
        reason="мешает",
        length=timedelta(days=1),
    )
    found = await school.store.run(lambda tx: sanctions.of(tx, school.ids["anna"]))
    with pytest.raises(Denied):
        await school.does("worker", moderation.lift, sanction=found[0].id)
    await school.does("chair", moderation.lift, sanction=found[0].id)
    with pytest.raises(Spent):
        await school.does("chair", moderation.lift, sanction=found[0].id)


@pytest.mark.parametrize("hours", [0, 73])
async def test_a_silence_lasts_up_to_three_days(school: School, hours: int) -> None:
    with pytest.raises(Broken):
        await school.does(
            "worker",
            moderation.give,
            to=school.ids["anna"],
            step=Step.SILENCE,
            reason="мешает",
            length=timedelta(hours=hours),
        )


async def test_who_is_not_here_gets_no_sanction(school: School) -> None:
    def leave(tx: Tx) -> None:
        tx.session.get_one(Resident, school.ids["anna"]).left_at = tx.now

    await school.store.run(leave)
    with pytest.raises(Missing):
        await school.does(
            "worker", moderation.give, to=school.ids["anna"], step=Step.REMARK, reason="так"
        )


async def test_a_suspended_pupil_keeps_the_compulsory_project_and_nothing_of_teams(
    school: School,
) -> None:
    own = await school.led_project()
    team = await school.led_project(kind="collective")
    code = (await school.does("anna", invitations.make_code, project=team)).code
    offered = await school.does("boris", propose, kind="collective", to=school.ids["maria"])
    other = (await school.does("boris", invitations.make_code, project=offered.project)).code
    item = (await school.stage(own)).items[0].id
    await impose(school, "anna", Step.SUSPENSION, timedelta(days=7))
    assert (await school.does("anna", cards.card, project=own)).id == own
    await school.does("anna", work.tick, item=item, done=True)
    await school.does("anna", diary.write, project=own, text="Работаю дальше одна.")
    await school.does("anna", profiles.own)
    await school.does("anna", accounts.link_code)
    for shut in (
        school.does("anna", cards.card, project=team),
        school.does("anna", diary.write, project=team, text="И здесь тоже пишу."),
        school.does("anna", invitations.join, code=other),
        school.does("anna", propose, kind="collective"),
    ):
        with pytest.raises((Denied, Missing)):
            await shut
    mine = await school.does("anna", lambda tx, by: _seen(tx, by))
    assert mine == [own]
    assert code


def _seen(tx: Tx, by: Who) -> list[int]:
    rows = tx.session.exec(select(projects.Project.id).where(projects.seen_by(tx, by)))
    return sorted(one for one in rows if one is not None)


async def test_a_suspended_teacher_leads_and_sees_nothing(school: School) -> None:
    project = await school.led_project()
    await school.send_in(project)
    await impose(school, "maria", Step.SUSPENSION, timedelta(days=7))
    with pytest.raises((Denied, Missing)):
        await school.does("maria", cards.card, project=project)
    names = await school.does("boris", offers.supervisors)
    assert school.ids["maria"] not in {one.who.id for one in names}
    await impose(school, "olga", Step.SUSPENSION, timedelta(days=7))
    with pytest.raises(Denied):
        await school.does("olga", review_queue.late)


@pytest.mark.parametrize("segment", Segment)
async def test_every_door_is_shut_to_the_suspended_but_for_what_is_kept(
    school: School, clock: StoppedClock, segment: Segment
) -> None:
    for name in ("anna", "maria", "ivan", "adviser"):
        await impose(school, name, Step.SUSPENSION, timedelta(days=7))
        person = await who(school, name)
        kept = person.is_pupil and segment in access.KEPT
        assert access.may_enter(person, segment) is kept
        with pytest.raises(Denied):
            access.must_enter_freely(person, segment)
    clock.advance(timedelta(days=7))
    assert access.may_enter(await who(school, "anna"), segment)


def test_what_lasts_and_what_is_grave_is_as_in_the_ladder() -> None:
    assert [ladder.is_grave(step) for step in Step] == [False, False, True, True, True, True]
    assert {step for step in Step if step in ladder.LASTING} == set(list(Step)[3:])
