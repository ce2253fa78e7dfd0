"""P4: ticks, artefacts, the diary, sending in; P7: two members at once."""

from datetime import timedelta

import pytest

from bots.clock import StoppedClock
from storage import cards, diary, files, invitations, reviews, submissions, work
from storage.files import Attachment
from storage.refusals import Broken, Changed, Denied, Missing, Spent
from storage.store import Tx
from tests.storage.school import School


async def item(school: School, project: int, text: str) -> int:
    items = (await school.stage(project)).items
    return next(one.id for one in items if text in one.text)


async def team(school: School) -> int:
    """A collective project of Anna and Boris."""
    project = await school.led_project(kind="collective")
    code = await school.does("anna", invitations.make_code, project=project)
    await school.does("boris", invitations.join, code=code.code)
    return project


async def test_a_tick_says_who_and_when(school: School, clock: StoppedClock) -> None:
    project = await school.led_project()
    wanted = await item(school, project, "три темы")
    ticked = await school.does("anna", work.tick, item=wanted, done=True)

    assert ticked.changed and ticked.left == 4
    (done,) = [one for one in (await school.stage(project)).items if one.done]
    assert done.done_by is not None and done.done_by.name == "Аня"
    assert done.done_at == clock.now()


async def test_a_tick_is_set_not_turned_over(school: School) -> None:
    project = await school.led_project()
    wanted = await item(school, project, "три темы")
    first = await school.does("anna", work.tick, item=wanted, done=True)
    second = await school.does("anna", work.tick, item=wanted, done=True)

    assert second.done and not second.changed
    assert second.revision == first.revision


async def test_the_second_member_learns_who_ticked_first(school: School) -> None:
    project = await team(school)
    wanted = await item(school, project, "три темы")
    await school.does("anna", work.tick, item=wanted, done=True)
    second = await school.does("boris", work.tick, item=wanted, done=True)

    assert not second.changed
    assert second.done_by is not None and second.done_by.short == "Аня К., 10А"


async def test_nobody_takes_back_a_tick_they_have_not_seen(school: School) -> None:
    project = await team(school)
    wanted = await item(school, project, "три темы")
    before = (await school.stage(project)).revision
    ticked = await school.does("anna", work.tick, item=wanted, done=True)

    with pytest.raises(Changed) as refusal:
        await school.does("boris", work.tick, item=wanted, done=False, seen=before)
    (change,) = refusal.value.changes
    assert (change.act, change.by) == ("item.tick", "Аня К., 10А")
    assert "три темы" in change.thing
    taken = await school.does("boris", work.tick, item=wanted, done=False, seen=ticked.revision)
    assert taken.changed and not taken.done


async def test_only_the_current_stage_is_worked_on(school: School) -> None:
    project = await school.led_project()
    later = (await school.stage(project, 2)).items[0]
    with pytest.raises(Broken, match="stage-not-current") as refusal:
        await school.does("anna", work.tick, item=later.id, done=True)
    assert refusal.value.values["title"] == "Замысел и тема"


async def test_only_members_tick(school: School) -> None:
    project = await school.led_project()
    wanted = await item(school, project, "три темы")
    for reader in ("maria", "olga", "nina"):
        with pytest.raises(Denied, match="not-member"):
            await school.does(reader, work.tick, item=wanted, done=True)
    for stranger in ("vera", "pavel"):
        with pytest.raises(Missing, match="stage"):
            await school.does(stranger, work.tick, item=wanted, done=True)


async def test_what_the_commission_confirms_a_pupil_does_not(school: School) -> None:
    project = await school.led_project()
    for number in range(1, 7):
        await school.pass_stage(project, number)
    held = next(one for one in (await school.stage(project, 7)).items if one.by_staff)

    with pytest.raises(Denied, match="staff-item"):
        await school.does("anna", work.tick, item=held.id, done=True)
    await school.does("maria", work.tick, item=held.id, done=True)


async def test_items_for_other_types_are_not_asked(school: School) -> None:
    project = await school.led_project()
    texts = [one.text for one in (await school.stage(project, 3)).items]
    planned = [one for one in (await school.stage(project, 2)).items if "Гипотеза" in one.text]
    assert not any("похожих решения" in text for text in texts)
    assert planned[0].required


async def test_links_and_files_are_attached_and_taken_away(school: School) -> None:
    project = await school.led_project()
    stage = (await school.stage(project)).id

    def photo(tx: Tx) -> int:
        return files.keep(tx, Attachment("photo", "photo1_2"), channel="vk", account_id=None)

    file = await school.store.run(photo)
    await school.does("anna", work.attach, stage=stage, kind="photo", title="Двор", file=file)
    link = await school.does(
        "anna", work.attach, stage=stage, kind="link", title="План", url="https://example.org/a"
    )
    assert [one.title for one in (await school.stage(project)).artefacts] == ["Двор", "План"]

    await school.does("anna", work.detach, artefact=link.artefact)
    with pytest.raises(Spent, match="artefact-removed"):
        await school.does("anna", work.detach, artefact=link.artefact)
    assert [one.title for one in (await school.stage(project)).artefacts] == ["Двор"]


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/a",
        "javascript:alert(1)",
        "example.org",
        "https://",
        "https://user:secret@example.org",
        "https://example.org/a b",
        "https://[",
        "https://example.org/" + "a" * 1000,
        "",
    ],
)
async def test_only_addresses_of_web_pages_are_links(school: School, url: str) -> None:
    project = await school.led_project()
    stage = (await school.stage(project)).id
    with pytest.raises(Broken, match="url-bad"):
        await school.does("anna", work.attach, stage=stage, kind="link", title="План", url=url)


async def test_a_file_must_have_come_in(school: School) -> None:
    project = await school.led_project()
    stage = (await school.stage(project)).id
    for file in (None, 77):
        with pytest.raises(Broken, match="file-missing"):
            await school.does(
                "anna", work.attach, stage=stage, kind="photo", title="Двор", file=file
            )


async def test_sending_in_says_what_is_missing(school: School) -> None:
    project = await school.led_project()
    stage = await school.stage(project)
    required = [one for one in stage.items if one.required]
    for one in required[:-2]:
        await school.does("anna", work.tick, item=one.id, done=True)

    with pytest.raises(Broken, match="items-missing") as refusal:
        await school.does("anna", submissions.submit, stage=stage.id)
    assert refusal.value.details == tuple(one.text for one in required[-2:])
    assert (await school.stage(project)).state == "in_progress"


async def test_sending_in_tells_the_supervisor_and_closes_the_stage(school: School) -> None:
    project = await school.led_project()
    sent = await school.send_in(project)

    assert set(sent.tell) == school.named("maria")
    stage = await school.stage(project)
    assert (stage.state, stage.review) == ("submitted", sent.review)
    with pytest.raises(Spent, match="stage-submitted"):
        await school.does("anna", work.tick, item=stage.items[0].id, done=False)
    with pytest.raises(Spent, match="stage-submitted"):
        await school.does("anna", submissions.submit, stage=stage.id)


async def test_a_stage_needs_a_supervisor_to_be_sent_to(school: School) -> None:
    from tests.storage.school import propose

    started = await school.does("anna", propose)
    with pytest.raises(Broken, match="no-supervisor"):
        await school.send_in(started.project)


async def test_what_was_sent_in_stays_as_it_was(school: School) -> None:
    project = await school.led_project()
    stage = await school.stage(project)
    link = await school.does(
        "anna", work.attach, stage=stage.id, kind="link", title="План", url="https://example.org"
    )
    sent = await school.send_in(project)
    await school.does("maria", reviews.send_back, review=sent.review, remarks=["Сузь тему"])
    await school.does("anna", work.detach, artefact=link.artefact)
    await school.does("anna", work.tick, item=stage.items[0].id, done=False)

    kept = await school.does("anna", submissions.sent, submission=sent.submission)
    assert [one.title for one in kept.artefacts] == ["План"]
    assert all(one.done for one in kept.items if one.required)


async def test_one_of_two_members_sends_in(school: School) -> None:
    project = await team(school)
    sent = await school.send_in(project, by="boris")

    assert set(sent.team) == school.named("anna")
    with pytest.raises(Spent, match="stage-submitted"):
        await school.does("anna", submissions.submit, stage=sent.stage)


async def test_sending_in_waits_for_the_sight_of_what_changed(school: School) -> None:
    project = await team(school)
    await school.tick_all(project)
    stage = await school.stage(project)
    optional = next(one for one in stage.items if not one.required)
    await school.does("boris", work.tick, item=optional.id, done=True)

    with pytest.raises(Changed) as refusal:
        await school.does("anna", submissions.submit, stage=stage.id, seen=stage.revision)
    assert [change.act for change in refusal.value.changes] == ["item.tick"]
    again = await school.stage(project)
    await school.does("anna", submissions.submit, stage=stage.id, seen=again.revision)


async def test_ones_own_changes_do_not_stand_in_the_way(school: School) -> None:
    project = await team(school)
    before = (await school.stage(project)).revision
    await school.tick_all(project)
    await school.does("boris", diary.write, project=project, text="Искали темы")
    stage = (await school.stage(project)).id
    assert await school.does("anna", submissions.submit, stage=stage, seen=before)


async def test_the_diary_is_written_by_members_and_read_by_who_sees_the_project(
    school: School, clock: StoppedClock
) -> None:
    project = await school.led_project()
    await school.does("anna", diary.write, project=project, text="Опросила класс\n\nМного ответов")
    clock.advance(timedelta(days=1))
    await school.does("anna", diary.write, project=project, text="Посчитала")

    found = await school.does("maria", diary.entries, project=project)
    assert [one.text for one in found] == ["Посчитала", "Опросила класс\n\nМного ответов"]
    older = await school.does("maria", diary.entries, project=project, before=found[0].id)
    assert [one.id for one in older] == [found[1].id]
    with pytest.raises(Denied, match="not-member"):
        await school.does("maria", diary.write, project=project, text="Хорошо")
    with pytest.raises(Missing):
        await school.does("vera", diary.entries, project=project)
    assert [one.project for one in await school.does("anna", diary.writable)] == [project]


async def test_a_reminder_of_the_due_date_is_said_only_while_it_is_true(school: School) -> None:
    project = await school.led_project()
    stage = await school.stage(project)
    due = stage.due.toordinal()

    said = await school.store.run(lambda tx: work.due_reminder(tx, stage=stage.id, due=due, days=7))
    assert said is not None and len(said.left) == 5
    await school.send_in(project)
    assert not await school.store.run(
        lambda tx: work.due_reminder(tx, stage=stage.id, due=due, days=7)
    )


async def test_no_words_of_people_stand_in_the_journal(school: School) -> None:
    project = await school.led_project()
    await school.does("anna", diary.write, project=project, text="Тайна")
    sent = await school.send_in(project)
    await school.does("maria", reviews.send_back, review=sent.review, remarks=["Секрет"])

    details = str([line.details for line in await school.journal(project)])
    assert "Тайна" not in details and "Секрет" not in details and "сбор" not in details
    card = await school.does("anna", cards.card, project=project)
    assert card.revision == max(
        int(line.details["revision"] or 0) for line in await school.journal(project)
    )
