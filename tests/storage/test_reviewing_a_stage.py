"""P5: the queue, the verdicts, remarks, reminders, the way back."""

from datetime import timedelta

import pytest

from bots.clock import StoppedClock
from storage import (
    cards,
    handover,
    jobs,
    proposals,
    relevance,
    remarks,
    review_queue,
    reviews,
    submissions,
    work,
)
from storage.refusals import Broken, Denied, Missing, Spent
from storage.store import Tx
from tests.storage.school import School


async def test_the_topic_is_approved_twice(school: School) -> None:
    project = await school.led_project()
    sent = await school.send_in(project)

    approved = await school.does("maria", reviews.accept, review=sent.review)
    assert approved.second is not None and approved.next is None
    assert set(approved.second.tell) == school.named("olga")
    assert (await school.stage(project)).state == "submitted"

    accepted = await school.does("olga", reviews.accept, review=approved.second.review)
    assert accepted.next is not None and accepted.next.title == "Планирование"
    assert set(accepted.tell) == school.named("anna", "maria")
    assert (await school.stage(project)).state == "accepted"
    assert (await school.stage(project, 2)).state == "in_progress"


async def test_the_coordinators_own_acceptance_stands_for_both(school: School) -> None:
    project = await school.led_project()
    sent = await school.send_in(project)
    accepted = await school.does("olga", reviews.accept, review=sent.review)
    assert accepted.second is None and accepted.next is not None


async def test_a_verdict_is_given_once(school: School) -> None:
    project = await school.led_project()
    sent = await school.send_in(project)
    await school.does("maria", reviews.accept, review=sent.review)

    with pytest.raises(Spent, match="review-done"):
        await school.does("maria", reviews.accept, review=sent.review)
    with pytest.raises(Spent, match="review-done"):
        await school.does("maria", reviews.send_back, review=sent.review, remarks=["Поздно"])


async def test_only_who_is_asked_gives_a_verdict(school: School) -> None:
    project = await school.led_project()
    sent = await school.send_in(project)
    for reader in ("anna", "nina", "admin"):
        with pytest.raises(Denied, match="not-reviewer"):
            await school.does(reader, reviews.accept, review=sent.review)
    for stranger in ("pavel", "vera", "ivan"):
        with pytest.raises(Missing, match="review"):
            await school.does(stranger, reviews.accept, review=sent.review)

    approved = await school.does("maria", reviews.accept, review=sent.review)
    assert approved.second is not None
    with pytest.raises(Denied, match="not-reviewer"):
        await school.does("maria", reviews.accept, review=approved.second.review)


async def test_the_supervisor_sees_what_was_sent_in(school: School) -> None:
    project = await school.led_project()
    stage = (await school.stage(project)).id
    await school.does(
        "anna", work.attach, stage=stage, kind="link", title="План", url="https://example.org/p"
    )
    sent = await school.send_in(project)
    view = await school.does("maria", reviews.open, review=sent.review)

    assert view.verdict is None and view.sent.by.name == "Аня"
    assert [one.url for one in view.sent.artefacts] == ["https://example.org/p"]


async def test_returning_needs_remarks(school: School) -> None:
    project = await school.led_project()
    sent = await school.send_in(project)
    for nothing in ([], ["  "]):
        with pytest.raises(Broken, match="remarks-needed"):
            await school.does("maria", reviews.send_back, review=sent.review, remarks=nothing)
    assert (await school.stage(project)).state == "submitted"


async def test_all_remarks_are_ticked_before_sending_in_again(school: School) -> None:
    project = await school.led_project()
    sent = await school.send_in(project)
    returned = await school.does(
        "maria", reviews.send_back, review=sent.review, remarks=["Сузь тему", "Назови место"]
    )
    assert set(returned.tell) == school.named("anna")
    stage = await school.stage(project)
    assert stage.state == "returned"
    first, second = stage.remarks

    done = await school.does("anna", remarks.tick, remark=first.id, done=True)
    assert done.left == 1
    with pytest.raises(Broken, match="items-missing") as refusal:
        await school.does("anna", submissions.submit, stage=stage.id)
    assert refusal.value.details == ("Назови место",)

    await school.does("anna", remarks.tick, remark=second.id, done=True)
    again = await school.does("anna", submissions.submit, stage=stage.id)
    assert again.attempt == 2
    view = await school.does("maria", reviews.open, review=again.review)
    assert view.remarks_before == ("Сузь тему", "Назови место")


async def test_a_mended_remark_is_set_not_turned_over(school: School) -> None:
    project = await school.led_project()
    sent = await school.send_in(project)
    await school.does("maria", reviews.send_back, review=sent.review, remarks=["Сузь тему"])
    (remark,) = (await school.stage(project)).remarks

    await school.does("anna", remarks.tick, remark=remark.id, done=True)
    again = await school.does("anna", remarks.tick, remark=remark.id, done=True)
    assert not again.changed and again.done
    with pytest.raises(Denied, match="not-member"):
        await school.does("maria", remarks.tick, remark=remark.id, done=False)


async def test_earlier_remarks_are_offered_by_how_often_they_were_used(school: School) -> None:
    for made in (["Нет вывода", "Сузь тему"], ["Сузь тему"], ["Оформи список"]):
        project = await school.led_project()
        sent = await school.send_in(project)
        await school.does("maria", reviews.send_back, review=sent.review, remarks=made)

    assert await school.does("maria", remarks.used) == ["Сузь тему", "Оформи список", "Нет вывода"]
    assert await school.does("maria", remarks.used, limit=1) == ["Сузь тему"]
    assert await school.does("pavel", remarks.used) == []


async def test_all_verdicts_are_dated_and_kept(school: School, clock: StoppedClock) -> None:
    project = await school.led_project()
    sent = await school.send_in(project)
    await school.does("maria", reviews.send_back, review=sent.review, remarks=["Сузь тему"])
    (remark,) = (await school.stage(project)).remarks
    await school.does("anna", remarks.tick, remark=remark.id, done=True)
    clock.advance(timedelta(days=1))
    await school.pass_stage(project)

    past = await school.does("anna", review_queue.past, stage=sent.stage)
    assert [(one.verdict, one.attempt) for one in past] == [
        ("returned", 1),
        ("accepted", 2),
        ("accepted", 2),
    ]
    assert past[0].remarks == ("Сузь тему",)
    assert past[2].at - past[0].at == timedelta(days=1)


async def test_the_queue_lists_the_oldest_first(school: School, clock: StoppedClock) -> None:
    first = await school.led_project()
    second = await school.led_project(by="boris")
    await school.send_in(second, by="boris")
    clock.advance(timedelta(days=3))
    await school.send_in(first)

    queue = await school.does("maria", review_queue.waiting)
    assert [(one.project, one.working_days) for one in queue] == [(second, 3), (first, 0)]
    assert await school.does("pavel", review_queue.waiting) == []
    assert await school.does("olga", review_queue.waiting) == []
    assert await school.does("olga", review_queue.late) == []


async def test_who_forgets_a_stage_is_reminded_and_then_the_coordinator_is(
    school: School, clock: StoppedClock
) -> None:
    project = await school.led_project()
    sent = await school.send_in(project)

    def due(tx: Tx) -> list[str]:
        return [job.name for job in jobs.due(tx) if job.args == {"review": sent.review}]

    assert await school.store.run(due) == []
    clock.advance(timedelta(days=3))
    assert await school.store.run(due) == ["review.remind"]
    said = await school.store.run(
        lambda tx: review_queue.reminder(tx, review=sent.review, escalate=False)
    )
    assert said is not None and set(said.tell) == school.named("maria")

    clock.advance(timedelta(days=4))
    assert await school.store.run(due) == ["review.remind", "review.escalate"]
    said = await school.store.run(
        lambda tx: review_queue.reminder(tx, review=sent.review, escalate=True)
    )
    assert said is not None and set(said.tell) == school.named("olga")
    assert said.waiting.working_days == 5
    assert [one.review for one in await school.does("olga", review_queue.late)] == [sent.review]


async def test_nobody_is_reminded_of_what_is_decided(school: School) -> None:
    project = await school.led_project()
    sent = await school.send_in(project)
    assert await school.store.run(lambda tx: relevance.holds(tx, "review.waits", sent.review))
    await school.does("maria", reviews.accept, review=sent.review)

    assert not await school.store.run(lambda tx: relevance.holds(tx, "review.waits", sent.review))

    def reminders(tx: Tx) -> list[review_queue.Reminder | None]:
        return [
            review_queue.reminder(tx, review=sent.review, escalate=escalate)
            for escalate in (False, True)
        ]

    assert await school.store.run(reminders) == [None, None]


async def test_a_new_supervisor_takes_the_queue_over(school: School) -> None:
    project = await school.led_project()
    sent = await school.send_in(project)
    await school.does("olga", handover.hand_over, project=project, to=school.ids["pavel"])

    assert [one.review for one in await school.does("pavel", review_queue.waiting)] == [sent.review]
    with pytest.raises(Missing):
        await school.does("maria", reviews.accept, review=sent.review)
    assert await school.does("pavel", reviews.accept, review=sent.review)


async def test_what_an_orphan_sent_in_waits_for_the_coordinator(school: School) -> None:
    project = await school.led_project()
    sent = await school.send_in(project)
    await school.does("olga", handover.supervisor_left, supervisor=school.ids["maria"])
    assert [one.review for one in await school.does("olga", review_queue.waiting)] == [sent.review]


async def test_the_coordinator_returns_an_accepted_stage_with_a_reason(school: School) -> None:
    project = await school.led_project()
    await school.pass_stage(project, 1)
    sent = await school.send_in(project, 2)
    stage = (await school.stage(project)).id

    with pytest.raises(Denied, match="role"):
        await school.does("maria", reviews.reopen, stage=stage, reason="Передумала")
    with pytest.raises(Broken, match="remarks-needed"):
        await school.does("olga", reviews.reopen, stage=stage, reason="")
    returned = await school.does("olga", reviews.reopen, stage=stage, reason="Тему не утвердили")

    assert set(returned.tell) == school.named("anna", "maria")
    first = await school.stage(project)
    assert [one.text for one in first.remarks] == ["Тему не утвердили"]
    assert (first.state, (await school.stage(project, 2)).state) == ("returned", "waiting")
    with pytest.raises(Spent, match="review-done"):
        await school.does("maria", reviews.accept, review=sent.review)
    edited = await school.does("anna", proposals.edit, project=project, title="Другая тема")
    assert edited.title == "Другая тема"


async def test_only_the_last_accepted_stage_comes_back(school: School) -> None:
    project = await school.led_project()
    stage = await school.stage(project)
    with pytest.raises(Broken, match="not-last-accepted"):
        await school.does("olga", reviews.reopen, stage=stage.id, reason="Рано")
    await school.pass_stage(project, 1)
    await school.pass_stage(project, 2)
    with pytest.raises(Broken, match="not-last-accepted") as refusal:
        await school.does("olga", reviews.reopen, stage=stage.id, reason="Не то")
    assert refusal.value.values["title"] == "Планирование"


async def test_a_project_is_finished_with_its_last_stage(school: School) -> None:
    project = await school.led_project()
    for number in range(1, 8):
        assert not (await school.pass_stage(project, number)).finished
    last = await school.pass_stage(project, 8)

    assert last.finished and last.next is None
    card = await school.does("anna", cards.card, project=project)
    assert (card.state, card.stage, card.accepted) == ("finished", None, 8)
    with pytest.raises(Broken, match="project-closed"):
        await school.does("anna", proposals.edit, project=project, title="Ещё")

    await school.does("olga", reviews.reopen, stage=last.stage, reason="Нет листа рефлексии")
    card = await school.does("anna", cards.card, project=project)
    assert (card.state, card.accepted) == ("active", 7)
