"""A1, D2: one's own record, one's accounts; roles given and taken by the school."""

from datetime import timedelta

import pytest

from bots.clock import StoppedClock
from storage import accounts, profiles, residents, talks
from storage.refusals import Broken, Denied, Missing, Spent, Unregistered
from storage.residents import Kind, Role, Who
from tests.storage.doorway import Doorway
from tests.storage.school import School


@pytest.fixture
async def door(school: School) -> Doorway:
    """Anna has come in from two messengers, Boris from one."""
    door = Doorway(school)
    await door.uses("5", await door.code("anna"))
    await door.uses("aa", await door.link_code("anna"), messenger="sferum")
    await door.uses("6", await door.code("boris"))
    return door


async def test_a_resident_sees_who_they_are_and_with_what_accounts(
    door: Doorway, clock: StoppedClock
) -> None:
    started = clock.now()
    clock.advance(timedelta(days=3))
    own = await door.school.does("anna", profiles.own)
    assert (own.who.family, own.who.name, own.who.grade) == ("Котова", "Аня", "10А")
    assert own.who.roles == {Role.STUDENT}
    assert own.since == started
    assert [one.messenger for one in own.accounts] == ["vk", "sferum"]


async def test_a_stranger_has_no_record(door: Doorway) -> None:
    with pytest.raises(Unregistered):
        await door.store.run(lambda tx: profiles.own(tx, Who(id=None, account_id=1)))


async def test_an_account_is_parted_with_and_is_nobodys_again(door: Doorway) -> None:
    account = await door.account("aa", "sferum")
    await door.school.does("anna", accounts.unlink, account=account)
    assert (await door.who("aa", "sferum")).id is None
    assert (await door.who("5")).id == door.school.ids["anna"]
    (line,) = await door.journal("account.unlink")
    assert (line.actor_id, line.subject_id) == (door.school.ids["anna"], account)


async def test_an_account_parted_with_can_be_linked_again(door: Doorway) -> None:
    account = await door.account("aa", "sferum")
    await door.school.does("anna", accounts.unlink, account=account)
    await door.uses("aa", await door.link_code("anna"), messenger="sferum")
    assert (await door.who("aa", "sferum")).id == door.school.ids["anna"]


async def test_the_last_account_stays(door: Doorway) -> None:
    with pytest.raises(Broken, match="last-account"):
        await door.school.does("boris", accounts.unlink, account=await door.account("6"))


async def test_nobody_parts_another_from_their_account(door: Doorway) -> None:
    annas = await door.account("5")
    for name in ("boris", "admin"):
        with pytest.raises(Missing, match="account"):
            await door.school.does(name, accounts.unlink, account=annas)
    assert (await door.who("5")).id == door.school.ids["anna"]


async def test_an_account_knows_its_conversations(door: Doorway) -> None:
    account = await door.account("5")
    anna = door.school.ids["anna"]
    await door.store.run(lambda tx: talks.open_talk(tx, "vk-project", "5", account).id)
    (address,) = await door.store.run(lambda tx: talks.addresses_of(tx, anna))
    assert (address.channel, address.peer) == ("vk-project", "5")


# Roles


async def test_the_school_gives_and_takes_a_role(school: School) -> None:
    maria = school.ids["maria"]
    given = await school.does("olga", profiles.grant, resident=maria, role=Role.EXPERT)
    assert given.roles == {Role.TEACHER, Role.SUPERVISOR, Role.EXPERT}
    taken = await school.does("olga", profiles.revoke, resident=maria, role=Role.SUPERVISOR)
    assert taken.roles == {Role.TEACHER, Role.EXPERT}


async def test_giving_and_taking_twice_is_told(school: School) -> None:
    maria = school.ids["maria"]
    with pytest.raises(Spent, match="has-role"):
        await school.does("admin", profiles.grant, resident=maria, role=Role.TEACHER)
    with pytest.raises(Spent, match="no-role"):
        await school.does("admin", profiles.revoke, resident=maria, role=Role.CHAIR)


@pytest.mark.parametrize("by", ["anna", "ivan", "maria", "nina"])
async def test_nobody_else_gives_or_takes_roles(school: School, by: str) -> None:
    own = school.ids[by]
    with pytest.raises(Denied, match="role"):
        await school.does(by, profiles.grant, resident=own, role=Role.COORDINATOR)
    with pytest.raises(Denied, match="role"):
        await school.does(by, profiles.revoke, resident=school.ids["olga"], role=Role.COORDINATOR)
    with pytest.raises(Denied, match="role"):
        await school.does(by, profiles.leave, resident=own)


async def test_a_coordinator_makes_nobody_an_administrator(school: School) -> None:
    ids = school.ids
    for person in ("olga", "maria"):
        with pytest.raises(Denied, match="role"):
            await school.does("olga", profiles.grant, resident=ids[person], role=Role.ADMIN)
    with pytest.raises(Denied, match="role"):
        await school.does("olga", profiles.revoke, resident=ids["admin"], role=Role.ADMIN)
    given = await school.does("admin", profiles.grant, resident=ids["maria"], role=Role.ADMIN)
    assert Role.ADMIN in given.roles


async def test_a_role_for_nobody_is_refused(school: School) -> None:
    with pytest.raises(Missing, match="resident"):
        await school.does("admin", profiles.grant, resident=404, role=Role.EXPERT)


async def test_roles_given_and_taken_are_written_down(school: School) -> None:
    maria, olga = school.ids["maria"], school.ids["olga"]
    await school.does("olga", profiles.grant, resident=maria, role=Role.EXPERT)
    await school.does("olga", profiles.revoke, resident=maria, role=Role.EXPERT)
    door = Doorway(school)
    for act in ("role.grant", "role.revoke"):
        (line,) = await door.journal(act)
        assert (line.actor_id, line.subject_id, line.details) == (olga, maria, {"role": "expert"})


# Coming and leaving


async def test_who_left_is_a_non_resident_from_that_moment(door: Doorway) -> None:
    await door.school.does("olga", profiles.leave, resident=door.school.ids["anna"])
    assert (await door.who("5")).id is None
    (line,) = await door.journal("resident.leave")
    assert line.subject_id == door.school.ids["anna"]


async def test_a_place_that_somebody_left_can_be_taken_by_another(door: Doorway) -> None:
    """A family's one phone: the elder sister left the school, the younger one comes."""
    await door.school.does("olga", profiles.leave, resident=door.school.ids["anna"])
    await door.uses("5", await door.code("dasha"))
    assert (await door.who("5")).id == door.school.ids["dasha"]


async def test_somebody_is_added_by_hand_with_roles(door: Doorway) -> None:
    made = await door.store.run(
        lambda tx: profiles.add(
            tx,
            family="Седов",
            name="Пётр",
            patronymic="Ильич",
            roles=frozenset({Role.EXPERT, Role.PARTNER}),
            kind=Kind.EXTERNAL,
        )
    )
    known = await door.store.run(lambda tx: residents.who(tx, made))
    assert known.kind is Kind.EXTERNAL
    assert known.roles == {Role.EXPERT, Role.PARTNER}
    assert known.short == "Пётр Ильич"
    (line,) = await door.journal("resident.add")
    assert (line.actor_id, line.subject_id) == (None, made)
