"""The registry of group chats: who may tie one, and what becomes of it."""

from datetime import timedelta

import pytest

from bots.clock import StoppedClock
from storage import chats, handover, refusals, talks
from storage.chats import ChatCodeView, Right
from storage.store import Store, Tx
from tests.storage.school import School

ALL = frozenset(Right)


def group(tx: Tx, peer: str = "2000000001", channel: str = "vk") -> int:
    talk = talks.open_talk(tx, channel, peer, None)
    assert talk.id is not None
    chats.note(tx, talk.id, "added", title="10А")
    return talk.id


async def made(school: School, project: int, name: str = "maria") -> ChatCodeView:
    return await school.does(name, chats.code_for_project, project=project)


async def test_only_who_leads_a_project_gets_a_code_for_its_chat(school: School) -> None:
    project = await school.led_project()
    for name in ("maria", "olga"):
        assert (await made(school, project, name)).title
    with pytest.raises(refusals.Denied):
        await made(school, project, "anna")
    with pytest.raises(refusals.Missing):
        await made(school, project, "pavel")


async def test_a_code_is_of_no_use_when_its_maker_does_not_lead_any_more(school: School) -> None:
    project = await school.led_project()
    code = (await made(school, project)).code
    talk = await school.store.run(group)
    await school.does("olga", handover.hand_over, project=project, to=school.ids["pavel"])
    with pytest.raises(refusals.Refusal):
        await school.does("maria", chats.tie, talk=talk, code=code)
    assert await school.store.run(lambda tx: chats.of_project(tx, project)) == []


async def test_a_project_may_have_several_chats_and_those_that_we_left_get_nothing(
    school: School,
) -> None:
    project = await school.led_project()
    talk = await school.store.run(group)
    other = await school.store.run(lambda tx: group(tx, "chat:7", "sferum"))
    for one in (talk, other):
        code = (await made(school, project)).code
        await school.does("maria", chats.tie, talk=one, code=code)
    assert await school.store.run(lambda tx: chats.of_project(tx, project)) == [talk, other]
    await school.store.run(lambda tx: chats.note(tx, other, "removed"))
    assert await school.store.run(lambda tx: chats.of_project(tx, project)) == [talk]
    lines = await school.does("maria", chats.visible_to)
    assert [(one.id, one.present) for one in lines] == [(talk, True), (other, False)]


async def test_a_code_ends_after_two_hours(school: School, clock: StoppedClock) -> None:
    project = await school.led_project()
    code = (await made(school, project)).code
    talk = await school.store.run(group)
    clock.advance(timedelta(hours=2))
    with pytest.raises(refusals.Missing):
        await school.does("maria", chats.tie, talk=talk, code=code)


async def test_rights_are_news_when_they_change(store: Store) -> None:
    talk = await store.run(group)
    assert await store.run(lambda tx: chats.note_rights(tx, talk, ALL)) == frozenset()
    assert await store.run(lambda tx: chats.note_rights(tx, talk, ALL)) is None
    less = ALL - {Right.PIN}
    assert await store.run(lambda tx: chats.note_rights(tx, talk, less)) == frozenset({Right.PIN})
    await store.run(lambda tx: chats.note(tx, talk, "removed"))
    assert await store.run(lambda tx: chats.note_rights(tx, talk, ALL)) is None


async def test_a_chat_follows_its_group_to_a_new_id(store: Store) -> None:
    talk = await store.run(lambda tx: group(tx, "-77", "telegram"))
    await store.run(lambda tx: talks.move(tx, talk, "-1002000000001"))
    again = await store.run(lambda tx: talks.open_talk(tx, "telegram", "-1002000000001", None).id)
    assert again == talk
    assert (await store.run(lambda tx: chats.found(tx, talk))) is not None
