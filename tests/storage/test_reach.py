"""R5: who can be told nowhere, why and since when; and who can be again."""

from datetime import timedelta

import pytest

from bots.clock import StoppedClock
from storage import accounts, codes, fallback, journal, reach, talks
from storage.reach import PaperList, Unreached
from storage.refusals import Denied
from storage.store import Tx
from tests.storage.doorway import Doorway
from tests.storage.school import School


@pytest.fixture
async def door(school: School) -> Doorway:
    """Anna has come in from two messengers, Boris from one."""
    door = Doorway(school)
    for user, name, messenger in (("5", "anna", "vk"), ("6", "boris", "vk")):
        await door.uses(user, await door.code(name), messenger=messenger)
    await door.uses("aa", await door.link_code("anna"), messenger="sferum")

    def talk(tx: Tx) -> None:
        for user, messenger in (("5", "vk"), ("6", "vk"), ("aa", "sferum")):
            talks.private_talk(tx, messenger, user, user)

    await school.store.run(talk)
    return door


async def shut(door: Doorway, user: str, messenger: str = "vk", reason: str = "denied") -> int:
    def step(tx: Tx) -> int:
        talk, _ = talks.private_talk(tx, messenger, user, user)
        assert talk.id is not None
        talks.forbid(tx, talk.id, reason)
        return talk.id

    return await door.store.run(step)


async def listed(door: Doorway, by: str = "olga") -> dict[str, Unreached]:
    told: PaperList = await door.school.does(by, reach.on_paper)
    return {one.who.name: one for one in told.people}


async def test_who_has_one_messenger_that_takes_messages_is_not_on_the_list(door: Doorway) -> None:
    await shut(door, "5")
    assert "Аня" not in await listed(door)


async def test_who_has_none_left_is_on_it_with_the_reasons_and_since_when(
    door: Doorway, clock: StoppedClock
) -> None:
    await shut(door, "5", reason="vk 901")
    clock.advance(timedelta(days=2))
    since = clock.now()
    await shut(door, "aa", "sferum", reason="max 403")
    clock.advance(timedelta(days=1))
    await shut(door, "aa", "sferum", reason="max 403")
    anna = door.school.ids["anna"]
    await door.store.run(lambda tx: journal.unreached(tx, anna))
    one = (await listed(door))["Аня"]
    assert (one.why, one.since, one.missed) == ("shut", since, 1)
    assert [(each.messenger, each.reason) for each in one.shut] == [
        ("vk", "vk 901"),
        ("sferum", "max 403"),
    ]


async def test_who_never_came_in_is_on_it_with_the_code_that_still_works(
    door: Doorway, clock: StoppedClock
) -> None:
    assert (await listed(door))["Даша"].code_until is None
    await door.code("dasha")
    one = (await listed(door))["Даша"]
    assert one.why == "never"
    assert one.code_until == clock.now() + timedelta(days=14)
    clock.advance(timedelta(days=15))
    assert (await listed(door))["Даша"].code_until is None


async def test_who_unlinked_the_last_messenger_is_on_it(door: Doorway, clock: StoppedClock) -> None:
    clock.advance(timedelta(days=1))
    account = await door.account("6")
    await door.school.does("boris", accounts.unlink, account=account, last=True)
    one = (await listed(door))["Боря"]
    assert (one.why, one.since) == ("unlinked", clock.now())


async def test_who_writes_again_is_off_it_and_told_to_be_back(
    door: Doorway, clock: StoppedClock
) -> None:
    talk = await shut(door, "6")
    assert "Боря" in await listed(door)
    clock.advance(timedelta(days=1))

    def writes(tx: Tx) -> None:
        talks.heard(tx, talk)
        fallback.opened(tx, talk)

    await door.store.run(writes)
    told: PaperList = await door.school.does("olga", reach.on_paper)
    assert "Боря" not in {one.who.name for one in told.people}
    assert [(one.who.name, one.at) for one in told.back] == [("Боря", clock.now())]
    clock.advance(timedelta(days=15))
    assert (await door.school.does("olga", reach.on_paper)).back == ()


async def test_a_class_teacher_sees_the_class_and_its_parents(door: Doorway) -> None:
    school = door.school

    def parent(tx: Tx) -> str:
        return codes.make(tx, resident=school.ids["ivan"], child=school.ids["anna"])

    await door.uses("9", await door.store.run(parent))
    await shut(door, "6")
    found = await listed(door, by="nina")
    assert set(found) == {"Боря", "Иван"}
    assert found["Иван"].why == "unlinked"


@pytest.mark.parametrize("by", ["anna", "ivan", "maria"])
async def test_nobody_else_sees_the_list(door: Doorway, by: str) -> None:
    with pytest.raises(Denied, match="role"):
        await door.school.does(by, reach.on_paper)
