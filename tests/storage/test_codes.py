"""A4: the school's one-time codes; what they do, once, and for whom."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from bots.clock import StoppedClock
from storage import accounts, codes, drafts, families, profiles
from storage.codes import Purpose, Verdict
from storage.journal import JournalLine
from storage.refusals import Broken, Missing, Refusal, Spent, Unregistered
from storage.residents import Role, Who
from storage.store import Tx
from tests.storage.doorway import Doorway
from tests.storage.school import School


@pytest.fixture
def door(school: School) -> Doorway:
    return Doorway(school)


async def test_a_code_says_whom_it_is_for_and_waits_for_yes(door: Doorway) -> None:
    code = await door.code("anna")
    seen = await door.shows("5", code)
    assert seen.verdict is Verdict.GOOD
    assert seen.person is not None
    assert seen.person.short == "Аня К., 10А"
    assert seen.child is None
    assert (await door.who("5")).id is None


async def test_yes_makes_the_account_the_residents(door: Doorway) -> None:
    code = await door.code("anna")
    used = await door.uses("5", code)
    assert used.person is not None
    assert used.person.roles == {Role.STUDENT}
    who = await door.who("5")
    assert who.id == door.school.ids["anna"]
    assert who.is_pupil


async def test_a_code_works_once(door: Doorway) -> None:
    code = await door.code("anna")
    await door.uses("5", code)
    assert (await door.shows("6", code)).verdict is Verdict.USED
    for user in ("5", "6"):
        with pytest.raises(Spent, match="code-used"):
            await door.uses(user, code)
    assert (await door.who("6")).id is None


async def test_of_many_accounts_at_once_one_gets_the_code(door: Doorway) -> None:
    code = await door.code("anna")
    users = [str(number) for number in range(8)]
    for user in users:
        await door.shows(user, code)
    results = await asyncio.gather(
        *(door.uses(user, code) for user in users), return_exceptions=True
    )
    assert [type(one) for one in results if isinstance(one, BaseException)] == [Spent] * 7
    known = [(await door.who(user)).id for user in users]
    assert sorted(one for one in known if one) == [door.school.ids["anna"]]


async def test_a_code_is_over_after_its_days(door: Doorway, clock: StoppedClock) -> None:
    code = await door.code("anna")
    clock.advance(timedelta(days=14, seconds=-1))
    assert (await door.shows("5", code)).verdict is Verdict.GOOD
    clock.advance(timedelta(seconds=1))
    assert (await door.shows("5", code)).verdict is Verdict.EXPIRED
    with pytest.raises(Broken, match="code-expired"):
        await door.uses("5", code)
    assert (await door.who("5")).id is None


async def test_a_code_that_ends_between_showing_and_yes_is_over(
    door: Doorway, clock: StoppedClock
) -> None:
    code = await door.code("anna")
    clock.advance(timedelta(days=13, hours=23))
    assert (await door.shows("5", code)).verdict is Verdict.GOOD
    clock.advance(timedelta(hours=2))
    with pytest.raises(Broken, match="code-expired"):
        await door.uses("5", code)


async def test_the_code_of_who_left_is_over(door: Doorway) -> None:
    code = await door.code("anna")
    await door.school.does("olga", profiles.leave, resident=door.school.ids["anna"])
    assert (await door.shows("5", code)).verdict is Verdict.EXPIRED
    with pytest.raises(Broken, match="code-expired"):
        await door.uses("5", code)


async def test_the_codes_that_wait_are_counted(door: Doorway, clock: StoppedClock) -> None:
    async def waiting() -> int:
        return await door.store.run(codes.count_waiting)

    assert await waiting() == 0
    await door.code("boris")
    await door.uses("5", await door.code("anna"))
    await door.link_code("anna")
    assert await waiting() == 1
    clock.advance(timedelta(days=14))
    assert await waiting() == 0


async def test_a_code_that_nobody_made_cannot_be_used(door: Doorway) -> None:
    account = await door.account("5")
    with pytest.raises(Missing, match="code"):
        await door.store.run(lambda tx: codes.use(tx, account=account, code=404))
    with pytest.raises(Missing, match="code"):
        await door.store.run(lambda tx: codes.reject(tx, account=account, code=404))


async def test_no_this_is_not_me_leaves_the_code_and_a_line(door: Doorway) -> None:
    code = await door.code("anna")
    account = await door.account("6")
    number = await door.id_of(code)
    meant = await door.store.run(lambda tx: codes.reject(tx, account=account, code=number))
    assert meant.id == door.school.ids["anna"]
    (line,) = await door.journal("code.reject")
    assert (line.actor_id, line.subject_id, line.details) == (None, meant.id, {"account": account})
    assert (await door.uses("5", code)).verdict is Verdict.GOOD


async def test_the_account_of_another_resident_cannot_take_a_code(door: Doorway) -> None:
    await door.uses("5", await door.code("anna"))
    code = await door.code("boris")
    assert (await door.shows("5", code)).verdict is Verdict.TAKEN
    with pytest.raises(Broken, match="code-taken"):
        await door.uses("5", code)
    assert (await door.who("5")).id == door.school.ids["anna"]
    assert (await door.uses("6", code)).verdict is Verdict.GOOD


async def test_the_store_never_holds_a_code_that_can_be_read(door: Doorway) -> None:
    code = await door.code("anna")
    row = await door.row_of(code)
    kept = row.model_dump_json()
    assert code not in kept
    assert code.replace("-", "") not in kept
    lines = await door.store.run(lambda tx: tx.session.exec(select(JournalLine)).all())
    assert not any(code in one.model_dump_json() for one in lines)


async def test_making_and_using_are_written_down(door: Doorway) -> None:
    anna = door.school.ids["anna"]
    await door.uses("5", await door.code("anna"))
    (made,) = await door.journal("code.make")
    (used,) = await door.journal("code.use")
    assert (made.actor_id, made.subject_id, made.details) == (None, anna, {"purpose": "register"})
    assert (used.actor_id, used.subject_id, used.details) == (anna, anna, {"purpose": "register"})


async def test_a_code_can_be_printed_again_until_it_is_used(
    door: Doorway, clock: StoppedClock
) -> None:
    anna = door.school.ids["anna"]

    async def printed() -> str | None:
        return await door.store.run(lambda tx: codes.printable(tx, anna))

    assert await printed() is None
    code = await door.code("anna")
    assert await printed() == code
    clock.advance(timedelta(days=14))
    assert await printed() is None
    again = await door.code("anna")
    assert await printed() == again != code
    await door.uses("5", again)
    assert await printed() is None
    assert await door.store.run(lambda tx: codes.was_used(tx, anna))


# Wrong codes


async def test_five_wrong_codes_make_a_pause_of_an_hour(door: Doorway, clock: StoppedClock) -> None:
    code = await door.code("anna")
    started = clock.now()
    for left in (4, 3, 2, 1, 0):
        seen = await door.shows("5", "AAAA-2222")
        assert (seen.verdict, seen.left) == (Verdict.WRONG, left)
        clock.advance(timedelta(minutes=1))
    paused = await door.shows("5", code)
    assert paused.verdict is Verdict.PAUSE
    assert paused.until == started + timedelta(hours=1)
    assert paused.person is None
    clock.set(paused.until)
    assert (await door.shows("5", code)).verdict is Verdict.GOOD


async def test_a_pause_is_one_accounts_own(door: Doorway) -> None:
    code = await door.code("anna")
    for _ in range(5):
        await door.shows("5", "AAAA-2222")
    assert (await door.shows("5", code)).verdict is Verdict.PAUSE
    assert (await door.shows("6", code)).verdict is Verdict.GOOD
    assert (await door.shows("5", code, messenger="sferum")).verdict is Verdict.GOOD


async def test_tries_during_a_pause_do_not_make_it_longer(
    door: Doorway, clock: StoppedClock
) -> None:
    for _ in range(5):
        await door.shows("5", "AAAA-2222")
    clock.advance(timedelta(minutes=30))
    for _ in range(5):
        assert (await door.shows("5", "AAAA-2222")).verdict is Verdict.PAUSE
    clock.advance(timedelta(minutes=30))
    assert (await door.shows("5", "AAAA-2222")).verdict is Verdict.WRONG


async def test_a_wrong_code_is_written_down_without_what_was_typed(door: Doorway) -> None:
    await door.shows("5", "AAAA-2222")
    (line,) = await door.journal("code.wrong")
    assert (line.actor_id, line.subject) == (None, "account")
    assert line.subject_id == await door.account("5")
    assert line.details == {}


async def test_a_good_code_takes_no_try(door: Doorway) -> None:
    code = await door.code("anna")
    for _ in range(10):
        assert (await door.shows("5", code)).verdict is Verdict.GOOD


# Parents


async def test_a_parents_code_names_the_child_and_opens_it(door: Doorway) -> None:
    code = await door.code("ivan", child="anna")
    seen = await door.shows("7", code)
    assert seen.child is not None
    assert seen.child.id == door.school.ids["anna"]
    assert await door.school.does("ivan", families.children_of) == []
    await door.uses("7", code)
    children = await door.school.does("ivan", families.children_of)
    assert [one.id for one in children] == [door.school.ids["anna"]]


async def test_a_second_childs_code_adds_the_child_to_the_same_account(door: Doorway) -> None:
    await door.uses("7", await door.code("ivan", child="anna"))
    second = await door.code("ivan", child="dasha")
    assert (await door.shows("7", second)).verdict is Verdict.GOOD
    await door.uses("7", second)
    children = await door.school.does("ivan", families.children_of)
    assert {one.id for one in children} == door.school.named("anna", "dasha")


async def test_each_childs_code_is_printed_and_used_apart(door: Doorway) -> None:
    ids = door.school.ids
    first = await door.code("ivan", child="anna")
    second = await door.code("ivan", child="dasha")
    await door.uses("7", first)

    def step(tx: Tx) -> tuple[str | None, str | None, bool, bool]:
        return (
            codes.printable(tx, ids["ivan"], ids["anna"]),
            codes.printable(tx, ids["ivan"], ids["dasha"]),
            codes.was_used(tx, ids["ivan"], ids["anna"]),
            codes.was_used(tx, ids["ivan"], ids["dasha"]),
        )

    assert await door.store.run(step) == (None, second, True, False)


# «Связать мессенджер»


async def test_a_link_code_adds_an_account_in_another_messenger(door: Doorway) -> None:
    await door.uses("5", await door.code("anna"))
    code = await door.link_code("anna")
    assert (await door.row_of(code)).purpose == Purpose.LINK
    await door.uses("aa", code, messenger="sferum")
    assert (await door.who("aa", "sferum")).id == door.school.ids["anna"]
    assert (await door.who("5")).id == door.school.ids["anna"]


async def test_a_link_code_lasts_an_hour(door: Doorway, clock: StoppedClock) -> None:
    code = await door.link_code("anna")
    clock.advance(timedelta(minutes=59, seconds=59))
    assert (await door.shows("aa", code, "sferum")).verdict is Verdict.GOOD
    clock.advance(timedelta(seconds=1))
    assert (await door.shows("aa", code, "sferum")).verdict is Verdict.EXPIRED


async def test_a_link_code_is_not_printed_for_the_school(door: Doorway) -> None:
    await door.link_code("anna")
    anna = door.school.ids["anna"]
    assert await door.store.run(lambda tx: codes.printable(tx, anna)) is None


async def test_a_non_resident_gets_no_link_code(door: Doorway) -> None:
    nobody = Who(id=None, account_id=await door.account("5"))
    with pytest.raises(Unregistered):
        await door.store.run(lambda tx: accounts.link_code(tx, nobody))


async def test_half_filled_forms_go_with_the_account_to_the_resident(door: Doorway) -> None:
    account = await door.account("5")
    anna = door.school.ids["anna"]

    def begin(tx: Tx) -> None:
        drafts.begin(tx, f"a{account}", "idea.send", {})

    await door.store.run(begin)
    await door.uses("5", await door.code("anna"))
    found = await door.store.run(lambda tx: drafts.find(tx, f"r{anna}", "idea.send"))
    assert found is not None


async def test_a_refused_use_changes_nothing(door: Doorway) -> None:
    await door.uses("5", await door.code("anna"))
    code = await door.code("boris")
    before = await door.store.run(lambda tx: len(tx.session.exec(select(JournalLine)).all()))
    with pytest.raises(Refusal):
        await door.uses("5", code)
    after = await door.store.run(lambda tx: len(tx.session.exec(select(JournalLine)).all()))
    assert after == before
    assert (await door.row_of(code)).used_at is None
