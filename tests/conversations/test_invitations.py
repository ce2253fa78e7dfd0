"""A4: links that carry a code lead to our accounts, in every messenger, also while one is down."""

from sqlmodel import select

from bots import invitations
from storage import our_accounts
from storage.our_accounts import Door, OurAccount
from storage.residents import Role
from storage.store import Tx
from tests.conversations.space import Space


async def known(space: Space) -> list[Door]:
    return await space.run(our_accounts.doors)


async def test_the_link_with_the_schools_code_registers(space: Space) -> None:
    (door,) = await known(space)
    assert door.messenger == space.messenger.name
    anna = await space.stranger("Аня")
    code = await space.code_for(anna, "Аня", "Котова", Role.STUDENT, grade="10А")
    link = door.with_code(code)
    assert link.startswith(door.bare) and link.endswith(code)
    await anna.phone.follow(link.rpartition("=")[2])
    await space.settle()
    await anna.sees("Код выдан на имя: Котова Аня")
    await anna.presses("Да, это я")
    await anna.sees("Готово, Аня!")


async def test_the_address_is_known_while_the_messenger_is_down(space: Space) -> None:
    before = await known(space)
    space.messenger.troubles.outage = True
    await space.restart()
    space.messenger.troubles.outage = False
    assert await known(space) == before != []


async def test_an_address_that_was_not_told_at_the_start_is_noted_later(space: Space) -> None:
    def forget(tx: Tx) -> None:
        our_accounts.keep_only(tx, ())

    before = await known(space)
    await space.run(forget)
    space.messenger.troubles.outage = True
    await space.restart()
    assert await known(space) == []
    space.messenger.troubles.outage = False
    await space.suite.channels[space.messenger.name].open()
    await space.suite.invitations.note()
    assert await known(space) == before


async def test_a_command_asks_the_messenger_where_the_store_knows_nothing(space: Space) -> None:
    before = await known(space)
    await space.run(lambda tx: our_accounts.keep_only(tx, ()))
    asked = await invitations.doors(space.suite.store, space.settings(), space.clock)
    assert asked == before == await known(space)
    space.messenger.troubles.outage = True
    await space.run(lambda tx: our_accounts.keep_only(tx, ()))
    assert await invitations.doors(space.suite.store, space.settings(), space.clock) == []
    space.messenger.troubles.outage = False


async def test_an_account_without_a_token_is_forgotten(space: Space) -> None:
    await space.run(lambda tx: our_accounts.note(tx, "icq-project", "https://icq/?c={code}", 9))
    assert len(await known(space)) == 2
    await space.restart()
    assert [door.messenger for door in await known(space)] == [space.messenger.name]


async def test_the_way_to_another_messenger_is_by_the_same_bot(space: Space) -> None:
    def note(tx: Tx) -> list[Door]:
        for row in tx.session.exec(select(OurAccount)):
            tx.session.delete(row)
        names = ("aa-project", "aa-parent", "bb-project", "bb-parent", "cc")
        for place, name in enumerate(names):
            our_accounts.note(tx, name, f"https://{name}?c={{code}}", place)
        return our_accounts.doors(tx, "aa-parent")

    found = await space.run(note)
    assert [door.bare for door in found] == ["https://bb-parent", "https://cc"]
