"""A1: a messenger is parted with: it loses access at once, and what is the resident's stays."""

from datetime import timedelta

from storage import residents, talks
from tests.conversations.phones import Messenger
from tests.conversations.space import Space, Speaker
from tests.conversations.test_two_messengers import linked, messenger, other, pair, told

__all__ = ["messenger", "other", "pair"]


async def unlinks(who: Speaker, messenger: Messenger) -> None:
    await who.says("Мои данные")
    await who.presses(f"Отвязать {messenger.title}")
    await who.sees("Отвязать", "Проекты и черновики останутся с тобой")
    await who.presses("Да, отвязать")


async def test_an_unlinked_messenger_loses_access_at_once_and_both_are_told(
    space: Space, anna: Speaker, other: Messenger
) -> None:
    there = await linked(space, anna, other)
    await there.says("Мои проекты")
    there.looks_up()
    await unlinks(anna, other)
    await anna.sees("больше не связан с твоим коворкингом")
    await there.sees("Этот мессенджер отвязан")
    await there.says("Мои проекты")
    await there.sees("Это могут только жители коворкинга")


async def test_drafts_stay_with_the_resident(space: Space, anna: Speaker, other: Messenger) -> None:
    there = await linked(space, anna, other)
    await there.says("Новый проект")
    await there.says("1")
    await unlinks(anna, other)
    await anna.presses("Мои данные")
    await anna.says("хм")
    await anna.sees("не закончено: «Новый проект» (1 ответ)")
    await there.says("Исследовательский")
    await there.does_not_see("Как называется")


async def test_the_messenger_one_writes_in_can_be_unlinked_too(
    space: Space, anna: Speaker, other: Messenger
) -> None:
    there = await linked(space, anna, other)
    anna.looks_up()
    await unlinks(there, other)
    await there.sees("Этот мессенджер отвязан")
    await anna.sees("больше не связан с твоим коворкингом")


async def test_the_last_messenger_is_unlinked_only_after_a_warning(
    space: Space, anna: Speaker
) -> None:
    await anna.says("Мои данные")
    await anna.presses(f"Отвязать {space.messenger.title}")
    await anna.sees("единственный мессенджер", "не дойдут до тебя нигде")
    await anna.presses("Нет, оставить")
    await anna.sees("Котова Аня")
    await anna.presses(f"Отвязать {space.messenger.title}")
    await anna.presses("Да, отвязать")
    await anna.sees("Этот мессенджер отвязан")
    await anna.says("Мои данные")
    await anna.sees("Это могут только жители коворкинга")


async def test_a_button_of_before_does_not_unlink_the_last_without_a_warning(
    space: Space, anna: Speaker, other: Messenger
) -> None:
    there = await linked(space, anna, other)
    await anna.says("Мои данные")
    await anna.presses(f"Отвязать {space.messenger.title}")
    await unlinks(there, other)
    await anna.presses("Да, отвязать")
    await anna.sees("Это единственный мессенджер")
    who = await space.run(lambda tx: residents.who(tx, anna.resident))
    assert await space.run(lambda tx: talks.addresses_of(tx, who.id or 0))


async def test_a_notice_that_waited_there_goes_to_the_one_that_stays(
    space: Space, anna: Speaker, other: Messenger
) -> None:
    there = await linked(space, anna, other)
    await space.pass_time(timedelta(hours=6))
    await told(space, anna, "Утром")
    await unlinks(anna, other)
    there.looks_up()
    anna.looks_up()
    await space.pass_time(timedelta(hours=12))
    await anna.sees("Утром")
    await there.hears_nothing()
