"""P7: teams: coming in, roles, contributions, leaving."""

from datetime import timedelta

import pytest

from bots.clock import StoppedClock
from storage import (
    cards,
    invitations,
    leaving,
    proposals,
    relevance,
    submissions,
    teams,
)
from storage.refusals import Broken, Changed, Denied, Missing, Spent
from tests.storage.school import School, propose


async def with_code(school: School, project: int, *names: str) -> None:
    code = await school.does("anna", invitations.make_code, project=project)
    for name in names:
        await school.does(name, invitations.join, code=code.code)


async def test_a_pupil_joins_by_a_code_however_it_is_typed(school: School) -> None:
    project = await school.led_project(kind="collective")
    code = await school.does("anna", invitations.make_code, project=project)
    typed = f" {code.code.lower().replace('-', ' ')} "
    joined = await school.does("boris", invitations.join, code=typed)

    assert set(joined.tell) == school.named("anna", "maria")
    card = await school.does("boris", cards.card, project=project)
    assert [one.who.name for one in card.members] == ["Аня", "Боря"]
    with pytest.raises(Spent, match="already-member"):
        await school.does("boris", invitations.join, code=code.code)


async def test_a_code_lasts_two_days_and_a_new_one_replaces_it(
    school: School, clock: StoppedClock
) -> None:
    project = await school.led_project(kind="collective")
    old = await school.does("anna", invitations.make_code, project=project)
    new = await school.does("anna", invitations.make_code, project=project)
    with pytest.raises(Missing, match="code"):
        await school.does("boris", invitations.join, code=old.code)
    clock.advance(timedelta(hours=48))
    for dead in (new.code, "AAAA-AAAA", "привет"):
        with pytest.raises(Missing, match="code"):
            await school.does("boris", invitations.join, code=dead)


async def test_the_code_itself_is_not_kept(school: School) -> None:
    project = await school.led_project(kind="collective")
    code = await school.does("anna", invitations.make_code, project=project)
    kept = await school.store.run(lambda tx: tx.session.get(invitations.TeamCode, project))
    assert kept is not None and code.code not in str(kept.model_dump())


async def test_only_pupils_join(school: School) -> None:
    project = await school.led_project(kind="collective")
    code = await school.does("anna", invitations.make_code, project=project)
    for adult in ("pavel", "ivan"):
        with pytest.raises(Denied, match="role"):
            await school.does(adult, invitations.join, code=code.code)


async def test_an_invited_pupil_agrees_or_not(school: School) -> None:
    project = await school.led_project(kind="collective")
    to_boris = await school.does(
        "anna", invitations.invite, project=project, pupil=school.ids["boris"]
    )
    to_vera = await school.does(
        "anna", invitations.invite, project=project, pupil=school.ids["vera"]
    )
    assert set(to_boris.tell) == school.named("boris")
    with pytest.raises(Spent, match="already-invited"):
        await school.does("anna", invitations.invite, project=project, pupil=school.ids["vera"])
    for other in ("anna", "vera", "maria"):
        with pytest.raises(Missing, match="invitation"):
            await school.does(other, invitations.answer, invitation=to_boris.id, agreed=True)

    agreed = await school.does("boris", invitations.answer, invitation=to_boris.id, agreed=True)
    assert agreed.agreed and set(agreed.tell) == school.named("anna", "maria")
    refused = await school.does("vera", invitations.answer, invitation=to_vera.id, agreed=False)
    assert set(refused.tell) == school.named("anna")
    with pytest.raises(Spent, match="invitation-answered"):
        await school.does("vera", invitations.answer, invitation=to_vera.id, agreed=True)
    assert not await school.store.run(
        lambda tx: relevance.holds(tx, "invitation.waits", to_vera.id)
    )
    card = await school.does("anna", cards.card, project=project)
    assert {one.who.id for one in card.members} == school.named("anna", "boris")


async def test_joining_by_code_answers_the_invitation(school: School) -> None:
    project = await school.led_project(kind="collective")
    await school.does("anna", invitations.invite, project=project, pupil=school.ids["boris"])
    await with_code(school, project, "boris")
    assert await school.does("boris", invitations.waiting) == []


async def test_a_team_has_at_most_five(school: School) -> None:
    project = await school.led_project(kind="collective")
    late = await school.does("anna", invitations.invite, project=project, pupil=school.ids["egor"])
    await with_code(school, project, "boris", "vera", "gleb")
    code = await school.does("anna", invitations.make_code, project=project)
    await school.does("dasha", invitations.join, code=code.code)

    with pytest.raises(Broken, match="team-full"):
        await school.does("egor", invitations.join, code=code.code)
    with pytest.raises(Broken, match="team-full"):
        await school.does("egor", invitations.answer, invitation=late.id, agreed=True)
    with pytest.raises(Broken, match="team-full"):
        await school.does("anna", invitations.make_code, project=project)


async def test_one_alone_is_no_team(school: School) -> None:
    project = await school.led_project(kind="collective")
    with pytest.raises(Broken, match="team-small"):
        await school.send_in(project)


async def test_an_individual_project_has_no_team(school: School) -> None:
    project = await school.led_project()
    with pytest.raises(Broken, match="not-collective"):
        await school.does("anna", invitations.make_code, project=project)
    with pytest.raises(Broken, match="not-collective"):
        await school.does("anna", leaving.ask, project=project, reason="Устала")


async def test_candidates_are_pupils_outside_the_team_classmates_first(school: School) -> None:
    project = await school.led_project(kind="collective")
    found = await school.does("anna", invitations.candidates, project=project)
    assert [one.name for one in found] == ["Боря", "Глеб", "Даша", "Егор", "Вера"]
    found = await school.does("anna", invitations.candidates, project=project, starts="ор")
    assert [one.name for one in found] == ["Вера"]
    with pytest.raises(Missing, match="pupil"):
        await school.does("anna", invitations.invite, project=project, pupil=school.ids["maria"])


async def test_each_writes_their_own_contribution(school: School) -> None:
    project = await school.led_project(kind="collective")
    await with_code(school, project, "boris")
    await school.does("anna", teams.write_contribution, project=project, text="Опрос")
    await school.does("boris", teams.write_contribution, project=project, text="Расчёты")

    card = await school.does("maria", cards.card, project=project)
    assert [one.contribution for one in card.members] == ["Опрос", "Расчёты"]
    with pytest.raises(Denied, match="not-member"):
        await school.does("maria", teams.write_contribution, project=project, text="Совет")


async def test_a_role_is_not_overwritten_unseen(school: School) -> None:
    project = await school.led_project(kind="collective")
    await with_code(school, project, "boris")
    seen = (await school.does("boris", cards.card, project=project)).revision
    boris = school.ids["boris"]
    told = await school.does("anna", teams.set_role, project=project, member=boris, role="Редактор")
    assert set(told.tell) == school.named("boris")

    with pytest.raises(Changed) as refusal:
        await school.does(
            "boris", teams.set_role, project=project, member=boris, role="Капитан", seen=seen
        )
    (change,) = refusal.value.changes
    assert (change.act, change.by, change.thing) == ("team.role", "Аня К., 10А", "Боря Б., 10А")


async def test_a_title_is_not_overwritten_unseen(school: School) -> None:
    project = await school.led_project(kind="collective")
    await with_code(school, project, "boris")
    seen = (await school.does("boris", cards.card, project=project)).revision
    await school.does("anna", proposals.edit, project=project, title="Первое", seen=seen)
    with pytest.raises(Changed):
        await school.does("boris", proposals.edit, project=project, title="Второе", seen=seen)
    assert (await school.does("boris", cards.card, project=project)).title == "Первое"


async def test_a_member_leaves_only_with_the_supervisors_word(school: School) -> None:
    project = await school.led_project(kind="collective")
    await with_code(school, project, "boris", "vera")
    asked = await school.does("boris", leaving.ask, project=project, reason="Нет времени")
    assert set(asked.tell) == school.named("maria")
    assert await school.does("boris", cards.card, project=project)
    with pytest.raises(Spent, match="leave-open"):
        await school.does("boris", leaving.ask, project=project, reason="Правда нет")
    for reader in ("anna", "boris"):
        with pytest.raises(Denied, match="not-supervisor"):
            await school.does(reader, leaving.decide, request=asked.id, granted=True)

    granted = await school.does("maria", leaving.decide, request=asked.id, granted=True)
    assert set(granted.tell) == school.named("anna", "boris", "vera")
    with pytest.raises(Missing):
        await school.does("boris", cards.card, project=project)
    with pytest.raises(Spent, match="leave-decided"):
        await school.does("maria", leaving.decide, request=asked.id, granted=False)


async def test_who_left_may_come_back(school: School) -> None:
    project = await school.led_project(kind="collective")
    await with_code(school, project, "boris")
    asked = await school.does("boris", leaving.ask, project=project, reason="Нет времени")
    await school.does("maria", leaving.decide, request=asked.id, granted=True)
    await with_code(school, project, "boris")
    assert await school.does("boris", cards.card, project=project)


async def test_the_last_member_stays(school: School) -> None:
    project = await school.led_project(kind="collective")
    await with_code(school, project, "boris")
    first = await school.does("boris", leaving.ask, project=project, reason="Нет времени")
    second = await school.does("anna", leaving.ask, project=project, reason="Тоже")
    await school.does("maria", leaving.decide, request=first.id, granted=True)
    with pytest.raises(Broken, match="last-member"):
        await school.does("maria", leaving.decide, request=second.id, granted=True)


async def test_without_a_supervisor_the_coordinator_lets_go(school: School) -> None:
    project = (await school.does("anna", propose, kind="collective")).project
    await with_code(school, project, "boris")
    asked = await school.does("boris", leaving.ask, project=project, reason="Нет времени")
    assert set(asked.tell) == school.named("olga")
    assert [one.id for one in await school.does("olga", leaving.waiting)] == [asked.id]
    await school.does("olga", leaving.decide, request=asked.id, granted=True)


async def test_the_work_of_a_team_is_sent_in_once_for_all(school: School) -> None:
    project = await school.led_project(kind="collective")
    await with_code(school, project, "boris")
    await school.tick_all(project)
    stage = await school.stage(project)
    await school.does("boris", submissions.submit, stage=stage.id, seen=stage.revision)
    with pytest.raises(Spent, match="stage-submitted"):
        await school.does("anna", submissions.submit, stage=stage.id, seen=stage.revision)
