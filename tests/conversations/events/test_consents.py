"""E3, D1: a pupil's part waits for the parent's word where it is wanted."""

from datetime import timedelta

import pytest

from storage import consents
from storage.residents import Role
from tests.conversations.events.planning import approves, opens, proposes
from tests.conversations.space import Space, Speaker


@pytest.fixture
async def ivan(space: Space, anna: Speaker) -> Speaker:
    """Anna's father."""
    speaker = await space.resident("Иван", "Котов", Role.PARENT, patronymic="Олегович")
    await speaker.says(await space.child_code(speaker, anna))
    await speaker.presses("Да, это я")
    return speaker


async def joins(maria: Speaker, viktor: Speaker, anna: Speaker) -> None:
    await proposes(maria, consent="Нужно")
    await approves(viktor)
    await opens(anna)
    await anna.sees("Нужно согласие родителя")
    await anna.presses("Записаться")
    await anna.sees("ты соглашаешься")
    await anna.presses("Согласен, записаться")


async def test_the_parent_agrees_and_the_pupil_is_registered(
    space: Space, maria: Speaker, viktor: Speaker, anna: Speaker, ivan: Speaker
) -> None:
    await joins(maria, viktor, anna)
    await anna.sees("Спросил согласия у родителей")
    await ivan.sees("хочет участвовать", "Вечер роботов", "Нужно ваше согласие")
    await ivan.presses("Ответить")
    await ivan.sees("Текст согласия", "Кабинет 305")
    await ivan.presses("Разрешить")
    await ivan.sees("Согласие записано")
    await anna.sees("Родитель разрешил участие")
    await opens(anna)
    await anna.sees("Твоё место записано")
    kept = await space.run(lambda tx: consents.about(tx, anna.resident))
    assert {(one.thing, one.signed_as.value) for one in kept} == {
        ("event:1", "self"),
        ("event:1", "representative"),
    }


async def test_the_parent_does_not_agree_and_the_place_is_free(
    maria: Speaker, viktor: Speaker, anna: Speaker, ivan: Speaker
) -> None:
    await joins(maria, viktor, anna)
    await ivan.presses("Ответить")
    await ivan.presses("Не разрешать")
    await anna.sees("не разрешил участие")
    await opens(anna)
    await anna.sees("Записаться")


async def test_a_parent_who_thinks_again_takes_the_word_back(
    maria: Speaker, viktor: Speaker, anna: Speaker, ivan: Speaker
) -> None:
    await joins(maria, viktor, anna)
    await ivan.presses("Ответить")
    await ivan.presses("Разрешить")
    await ivan.presses("Отозвать согласие")
    await ivan.sees("Согласие отозвано")
    await anna.sees("отозвал согласие")
    await opens(anna)
    await anna.sees("Записаться")


async def test_no_answer_frees_the_place_in_time(
    space: Space, maria: Speaker, viktor: Speaker, anna: Speaker, ivan: Speaker
) -> None:
    await joins(maria, viktor, anna)
    await space.pass_time(timedelta(hours=49))
    await anna.sees("согласия родителя не было")
    await ivan.presses("Ответить")
    await ivan.sees("место уже освобождено")


async def test_a_pupil_whose_parents_are_unknown_brings_paper(
    space: Space, maria: Speaker, viktor: Speaker, anna: Speaker
) -> None:
    await joins(maria, viktor, anna)
    await anna.sees("Принеси согласие на бумаге")

    def enter(tx: "object") -> None:
        from storage import residents
        from storage.consents import Purpose, Signed, Way
        from storage.store import Tx

        assert isinstance(tx, Tx)
        clerk = residents.Who(id=viktor.resident, roles=frozenset({Role.COORDINATOR}))
        consents.enter(
            tx,
            clerk,
            subject=anna.resident,
            signed_as=Signed.REPRESENTATIVE,
            purpose=Purpose.EVENTS,
            thing="event:1",
            text="На бумаге",
            way=Way.PAPER,
            reference="12",
        )

    await space.run(enter)
    await opens(anna)
    await anna.presses("Проверить согласие")
    await anna.sees("Твоё место записано")


async def test_a_word_that_is_taken_back_stops_reminders_and_the_link(
    space: Space, maria: Speaker, viktor: Speaker, anna: Speaker, ivan: Speaker
) -> None:
    await joins(maria, viktor, anna)
    await ivan.presses("Ответить")
    await ivan.presses("Разрешить")

    def take_back(tx: "object") -> None:
        from storage import residents
        from storage.store import Tx

        assert isinstance(tx, Tx)
        for one in consents.about(tx, anna.resident):
            consents.withdraw(tx, residents.who(tx, ivan.resident), consent=one.id)

    await space.run(take_back)
    anna.looks_up()
    await space.pass_time(timedelta(days=4))
    assert not [one for one in anna.heard if "Завтра" in one.text]
