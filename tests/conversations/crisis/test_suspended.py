"""A3, Q4: what a suspended pupil, and one removed for ever, keeps, door by door."""

from datetime import timedelta

import pytest

from storage import sanctions
from storage.ladder import Step
from storage.residents import FOR_EVER, Role
from storage.store import Tx
from tests.conversations import projects
from tests.conversations.space import Space, Speaker

RED = "я больше не хочу жить"


@pytest.fixture(params=[Step.SUSPENSION, Step.REMOVAL])
def step(request: pytest.FixtureRequest) -> Step:
    """How far the pupil is shut out."""
    given: Step = request.param
    return given


async def shut_out(space: Space, who: Speaker, step: Step) -> None:
    def impose(tx: Tx) -> None:
        until = FOR_EVER if step is Step.REMOVAL else tx.now + timedelta(days=7)
        sanctions.impose(tx, to=who.resident, step=step, reason="так", motion=None, until=until)

    await space.run(impose)
    who.looks_up()


async def test_the_card_comes_and_adults_are_alerted_and_answer(
    space: Space, anna: Speaker, on_duty: list[Speaker], step: Step
) -> None:
    await shut_out(space, anna, step)
    elena = on_duty[0]
    await anna.says(RED)
    await anna.sees("112", "8-800-2000-122", "Я сообщил дежурным взрослым")
    await elena.sees("Сигнал К-1")
    await elena.presses("Взял в работу")
    await elena.presses("Поговорить через бота")
    await anna.presses("Поговорить")
    await elena.presses("Открыть разговор")
    await elena.says("Я рядом")
    await anna.sees("Я рядом")
    await anna.says("спасибо")
    await elena.sees("спасибо")


@pytest.mark.parametrize("said", ["Мне плохо прямо сейчас", "Позвать взрослого лицея"])
async def test_an_adult_may_be_called(
    space: Space, anna: Speaker, on_duty: list[Speaker], step: Step, said: str
) -> None:
    await shut_out(space, anna, step)
    await anna.says(said)
    await anna.sees("112", "К-1")
    await on_duty[1].sees("Сигнал К-1")


async def test_the_numbers_and_the_amber_question_are_there(
    space: Space, anna: Speaker, step: Step
) -> None:
    await shut_out(space, anna, step)
    await anna.says("Куда позвонить")
    await anna.sees("112", "8-800-2000-122")
    await anna.says("я никому не нужен")
    await anna.sees("нет опасности?")
    await anna.presses("Мысли есть, делать ничего не буду")
    await anna.presses("Поговорить с психологом")
    await anna.does_not_see("приостановлен", "закрыт")


async def test_the_psychologist_may_be_asked_for_to_the_end(
    space: Space, anna: Speaker, elena: Speaker, step: Step
) -> None:
    await shut_out(space, anna, step)
    await elena.says("На связи")
    await anna.says("Поговорить с психологом")
    await anna.presses("Мне опасно ждать")
    await elena.presses("Взять")
    await elena.says("Здравствуй")
    await anna.sees("Здравствуй")
    await anna.says("Завершить")
    await anna.presses("Стало легче")
    await anna.sees("Спасибо")


async def test_own_data_and_the_compulsory_project_stay_open(
    space: Space, anna: Speaker, maria: Speaker, step: Step
) -> None:
    await projects.starts_project(anna, "Мария Ивановна Соколова")
    await maria.presses("Беру")
    await shut_out(space, anna, step)
    await anna.says("Мои данные")
    await anna.sees("Котова")
    await anna.says("Мои проекты")
    await anna.does_not_see("приостановлен", "закрыт")
    await anna.says("дневник: работаю дальше, всё по плану")
    await anna.does_not_see("приостановлен", "закрыт")
    await anna.says("Мне плохо прямо сейчас")
    await anna.sees("112")


async def test_what_is_not_kept_stays_shut(space: Space, anna: Speaker, step: Step) -> None:
    await shut_out(space, anna, step)
    await anna.says("События")
    await anna.does_not_see("Записаться")
    teacher = await space.resident("Юлия", "Гай", Role.TEACHER, patronymic="Ильинична")
    await shut_out(space, teacher, step)
    await teacher.says("Куда позвонить")
    await teacher.sees("112")
