"""A4, R1: who is whose parent, and what a parent may know of."""

from datetime import timedelta

import pytest

from bots.clock import StoppedClock
from storage import families, journal
from storage.families import FamilyLink
from storage.refusals import Denied, Missing, Unregistered
from storage.residents import Who
from storage.store import Tx
from tests.storage.school import School


async def announce(school: School, parent: str, child: str) -> bool:
    ids = school.ids
    return await school.store.run(lambda tx: families.announce(tx, ids[parent], ids[child]))


async def confirm(school: School, parent: str, child: str) -> None:
    ids = school.ids
    await school.store.run(lambda tx: families.confirm(tx, ids[parent], ids[child]))


async def link(school: School, parent: str, *children: str) -> None:
    for child in children:
        await announce(school, parent, child)
        await confirm(school, parent, child)


async def children(school: School, parent: str) -> set[int]:
    ids = school.ids
    return set(await school.store.run(lambda tx: families.children_ids(tx, ids[parent])))


async def parents(school: School, child: str) -> set[int | None]:
    ids = school.ids
    return {
        one.id for one in await school.store.run(lambda tx: families.parents_of(tx, ids[child]))
    }


async def restrict(school: School, by: str, restricted: bool = True) -> None:
    ids = school.ids
    await school.does(
        by, families.restrict, parent=ids["ivan"], child=ids["anna"], restricted=restricted
    )


async def test_the_schools_word_alone_opens_nothing(school: School) -> None:
    assert await announce(school, "ivan", "anna")
    assert await children(school, "ivan") == set()
    assert await parents(school, "anna") == set()


async def test_a_shown_code_opens_the_child(school: School) -> None:
    await link(school, "ivan", "anna")
    assert await children(school, "ivan") == school.named("anna")
    assert await parents(school, "anna") == school.named("ivan")


async def test_nobody_becomes_a_parent_without_the_schools_word(school: School) -> None:
    await confirm(school, "ivan", "anna")
    assert await children(school, "ivan") == set()


async def test_a_link_is_announced_once_and_keeps_its_day(
    school: School, clock: StoppedClock
) -> None:
    await link(school, "ivan", "anna")
    confirmed = clock.now()
    clock.advance(timedelta(days=1))
    assert not await announce(school, "ivan", "anna")
    await confirm(school, "ivan", "anna")

    def kept(tx: Tx) -> FamilyLink:
        return tx.session.get_one(FamilyLink, (school.ids["ivan"], school.ids["anna"]))

    assert (await school.store.run(kept)).confirmed_at == confirmed


async def test_both_parents_are_equal_and_each_sees_their_own_children(school: School) -> None:
    await link(school, "ivan", "anna", "dasha")
    await link(school, "nina", "anna")
    assert await children(school, "ivan") == school.named("anna", "dasha")
    assert await children(school, "nina") == school.named("anna")
    assert await parents(school, "anna") == school.named("ivan", "nina")
    assert await parents(school, "dasha") == school.named("ivan")
    assert await parents(school, "boris") == set()


@pytest.mark.parametrize("by", ["olga", "admin"])
async def test_the_school_shuts_a_parent_out_and_lets_them_in_again(
    school: School, by: str
) -> None:
    await link(school, "ivan", "anna", "dasha")
    await link(school, "nina", "anna")
    await restrict(school, by)
    assert await children(school, "ivan") == school.named("dasha")
    assert await parents(school, "anna") == school.named("nina")
    await restrict(school, by, restricted=False)
    assert await children(school, "ivan") == school.named("anna", "dasha")


async def test_a_code_does_not_open_what_the_school_has_shut(school: School) -> None:
    await announce(school, "ivan", "anna")
    await restrict(school, "olga")
    await confirm(school, "ivan", "anna")
    assert await children(school, "ivan") == set()
    assert await parents(school, "anna") == set()


@pytest.mark.parametrize("by", ["anna", "ivan", "maria", "nina"])
async def test_others_may_not_shut_a_parent_out(school: School, by: str) -> None:
    await link(school, "ivan", "anna")
    with pytest.raises(Denied, match="role"):
        await restrict(school, by)
    assert await children(school, "ivan") == school.named("anna")


async def test_only_a_known_link_can_be_shut(school: School) -> None:
    with pytest.raises(Missing):
        await restrict(school, "olga")


async def test_a_stranger_has_no_children(school: School) -> None:
    with pytest.raises(Unregistered):
        await school.store.run(lambda tx: families.children_of(tx, Who(id=None, account_id=1)))


async def test_shutting_out_and_letting_in_are_written_down(school: School) -> None:
    await link(school, "ivan", "anna")
    await restrict(school, "olga")
    await restrict(school, "olga", restricted=False)
    ids = school.ids
    lines = await school.store.run(lambda tx: journal.lines(tx, "resident", ids["anna"]))
    assert [(one.act, one.actor_id) for one in lines] == [
        ("family.confirm", ids["ivan"]),
        ("family.restrict", ids["olga"]),
        ("family.admit", ids["olga"]),
    ]
    assert lines[1].details == {"parent": ids["ivan"]}
