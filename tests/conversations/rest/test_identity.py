"""Q2, Q5: who the pupil is, the psychologist learns from the pupil, or by an act that is written
down; nothing that reaches the staff tells it before."""

import json
import re
from datetime import timedelta

from sqlmodel import select

from storage.handoffs import Handoff
from storage.residents import Role
from storage.store import Tx
from tests.conversations import phones
from tests.conversations.phones import Messenger
from tests.conversations.rest.conftest import asks, come_in
from tests.conversations.rest.test_talk import heard
from tests.conversations.space import Space, Speaker


async def take(pupil: Speaker, irina: Speaker) -> None:
    await irina.says("На связи")
    await asks(pupil, "слова из просьбы")
    await irina.presses("Взять")


async def test_a_pupil_may_say_who_they_are(pupil: Speaker, irina: Speaker) -> None:
    await take(pupil, irina)
    await pupil.says("Назвать себя")
    await pupil.sees("Психолог увидит: Аня К., 10А", "Да, назвать")
    assert heard(irina, "Аня") == 0
    irina.looks_up()
    await pupil.presses("Да, назвать")
    await pupil.sees("теперь знает, кто ты")
    await irina.sees("Аня К., 10А")


async def test_or_think_better_of_it(pupil: Speaker, irina: Speaker) -> None:
    await take(pupil, irina)
    await pupil.presses("Назвать себя")
    await pupil.presses("Не сейчас")
    await pupil.sees("по-прежнему не знает")
    assert heard(irina, "Аня") == 0


async def test_revealing_needs_a_reason_and_is_told_to_the_pupil_and_the_chair(
    space: Space, pupil: Speaker, irina: Speaker, other: Messenger
) -> None:
    chair = await come_in(space, other, "Пётр", "Громов", "Ильич", Role.CHAIR)
    await take(pupil, irina)
    number = irina.last.text.partition("Собеседник ")[2].partition(":")[0]
    chair.looks_up()
    await irina.says("Раскрыть личность")
    await irina.sees("только при угрозе жизни")
    await irina.says("страшно")
    await irina.sees("Слишком коротко")
    await irina.says("говорит о намерении навредить себе")
    pupil.looks_up()
    await irina.presses("Подтвердить")
    await irina.sees("Котова Аня, 10А")
    await pupil.sees("узнал, кто ты, чтобы помочь", "112")
    await chair.sees("раскрыл личность", "угрозы жизни")
    told = "\n".join(one.text for one in chair.screen)
    for hidden in ("Аня", "Котова", "10А", "намерении", number, "Семья"):
        assert hidden not in told, hidden
    (line,) = await space.journal("handoff.reveal")
    assert line.actor_id == irina.resident
    assert "намерении" not in json.dumps(line.details)
    # And it is done once.
    await irina.says("Раскрыть личность")
    await irina.says("ещё раз, чтобы не забыть")
    await irina.presses("Подтвердить")
    await irina.sees("уже знает, кто это")


async def test_the_reason_is_sealed(space: Space, pupil: Speaker, irina: Speaker) -> None:
    await take(pupil, irina)
    await irina.says("Раскрыть личность")
    await irina.says("говорит о намерении навредить себе")
    await irina.presses("Подтвердить")

    def read(tx: Tx) -> str:
        return tx.session.exec(select(Handoff.sealed_reason)).one()

    sealed = await space.run(read)
    assert sealed
    assert "намерении" not in sealed


async def test_nobody_but_the_taking_psychologist_reveals(
    space: Space, pupil: Speaker, irina: Speaker, tamara: Speaker, olga: Speaker
) -> None:
    await take(pupil, irina)
    for one in (tamara, olga, pupil):
        await one.says("Раскрыть личность")
        if one is not pupil:
            assert heard(one, "Аня К.") == 0
            assert heard(one, "только при угрозе жизни") == 0
    assert await space.journal("handoff.reveal") == []


async def test_nothing_that_reaches_the_staff_ties_the_pseudonym_to_the_pupil(
    space: Space, pupil: Speaker, irina: Speaker, tamara: Speaker, olga: Speaker, other: Messenger
) -> None:
    """A whole life of a talk; then everything that the staff's messenger was sent is searched."""
    await asks(pupil, "слова")
    await space.pass_time(timedelta(minutes=31))
    await irina.says("Очередь")
    await irina.says("1")
    await irina.presses("Взять")
    await irina.says("здравствуйте")
    await pupil.sends_document("Аня Котова.txt", b"text")
    await irina.says("Передать")
    await irina.says("1")
    await tamara.presses("Открыть разговор")
    await pupil.says("вот и я")
    await space.pass_time(timedelta(minutes=21))
    await irina.presses("Взять")
    await irina.says("Назначить встречу")
    await irina.says("завтра в 12")
    await irina.says("кабинет")
    await irina.presses("Подтвердить")
    await space.pass_time(timedelta(hours=20))
    await pupil.says("Завершить")
    assert not re.search(_hidden(pupil), _sent(irina, tamara))
    # And all that went over the wire to their messenger, whatever the phones make of it.
    assert isinstance(other, phones.Vk | phones.Sferum)
    called = repr(other.stand_in.calls)
    assert "Собеседник" in called
    assert not re.search("Аня|Котов|10А", called)
    assert not re.search(_hidden(pupil), "\n".join(one.text for one in olga.screen[4:]))


async def test_the_journal_and_the_numbers_of_the_program_do_not_either(
    space: Space, pupil: Speaker, irina: Speaker, messenger: str
) -> None:
    await take(pupil, irina)
    await pupil.says("слова")
    for act in ("handoff.ask", "handoff.take", "handoff.read", "handoff.end"):
        for line in await space.journal(act):
            assert line.actor_id in (None, irina.resident)
            assert line.subject == "handoff"
    metrics = space.suite.metrics.render().decode()
    assert "Собеседник" not in metrics
    assert "Аня" not in metrics


def _hidden(pupil: Speaker) -> str:
    return rf"Аня|Котов|10А|\b{pupil.phone.id}\b"


def _sent(*staff: Speaker) -> str:
    """All that the staff's phones were sent, with what their messages are made of."""
    return "\n".join(repr(one) for who in staff for one in who.screen if not one.mine)


async def test_a_yes_to_the_psychologist_is_no_yes_to_being_named(
    pupil: Speaker, irina: Speaker
) -> None:
    await take(pupil, irina)
    await pupil.says("Назвать себя")
    for said in ("да", "Да", "1", "не сейчас, потом", "не сейчас."):
        await irina.says("тебе сейчас плохо?")
        await pupil.says(said)
        assert f": {said}" in irina.last.text or heard(irina, f": {said}") == 1
    await pupil.says("Назвать себя")
    await pupil.says("да")
    assert heard(irina, "Аня") == 0
