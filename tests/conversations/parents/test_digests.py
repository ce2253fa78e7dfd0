"""Digests in parents' words (R1, R2)."""

from datetime import UTC, datetime, timedelta

import pytest

from bots.clock import StoppedClock
from storage import families, residents
from storage.residents import Role
from storage.store import Tx
from tests.conversations.parents.conftest import comes_in
from tests.conversations.projects import TITLE, submits, with_supervisor
from tests.conversations.space import Space, Speaker

#: 18:00 in Moscow.
THURSDAY = datetime(2026, 10, 8, 15, tzinfo=UTC)
RESTRICTED = "Доступ к сведениям о ребёнке ограничен. Обратитесь в лицей."
REMARK = "Уточни цель: непонятно, чего именно станет меньше"


async def until(space: Space, moment: datetime) -> None:
    await space.pass_time(moment - space.clock.now())


async def returns(anna: Speaker, maria: Speaker) -> None:
    """Anna has sent in her first stage, and got it back with a remark."""
    await with_supervisor(anna, maria)
    await submits(anna)
    await maria.presses("Вернуть")
    await maria.says(REMARK)
    await maria.presses("Подтвердить")


async def restricts(space: Space, olga: Speaker, parent: Speaker, child: Speaker) -> None:
    """The school has seen a paper of the court's."""

    def restrict(tx: Tx) -> None:
        by = residents.who(tx, olga.resident)
        families.restrict(tx, by, parent=parent.resident, child=child.resident, restricted=True)

    await space.run(restrict)


async def test_on_thursday_at_six_a_parent_gets_what_was_decided_and_never_twice(
    space: Space, anna: Speaker, maria: Speaker, ivan: Speaker
) -> None:
    await returns(anna, maria)
    ivan.looks_up()
    await until(space, THURSDAY - timedelta(minutes=5))
    await ivan.hears_nothing()
    await until(space, THURSDAY)
    await ivan.sees("Иван Олегович", "Аня К., 10А", TITLE, "Возвращён на доработку", "Замысел")
    ivan.looks_up()
    await space.restart()
    await until(space, THURSDAY + timedelta(minutes=30))
    await until(space, THURSDAY + timedelta(days=5))
    await ivan.hears_nothing()


async def test_two_parents_of_one_child_get_the_same_facts(
    space: Space, anna: Speaker, maria: Speaker, ivan: Speaker, elena: Speaker
) -> None:
    await returns(anna, maria)
    await until(space, THURSDAY)
    his, hers = ivan.last.text.split("\n\n", 1), elena.last.text.split("\n\n", 1)
    assert his[1] == hers[1]
    assert "Елена Петровна" in hers[0]


async def test_nothing_of_others_and_nobodys_words_are_in_a_digest(
    space: Space, anna: Speaker, boris: Speaker, maria: Speaker, ivan: Speaker
) -> None:
    await with_supervisor(anna, maria, kind="Коллективный проект")
    await anna.says("Мои проекты")
    await anna.says("дневник: Сегодня было грустно, но мы справились")
    await with_supervisor(boris, maria)
    await until(space, THURSDAY)
    await ivan.sees("Аня К., 10А", TITLE)
    await ivan.does_not_see("Боря", "Белов", "грустно", REMARK, "Мария Ивановна")


async def test_several_children_are_one_message_by_child(
    space: Space, anna: Speaker, boris: Speaker, maria: Speaker, ivan: Speaker
) -> None:
    await comes_in(space, ivan, boris)
    await with_supervisor(anna, maria)
    await with_supervisor(boris, maria)
    ivan.looks_up()
    await until(space, THURSDAY)
    (message,) = ivan.heard
    assert message.text.index("Аня К.") < message.text.index("Боря Б.")


async def test_nothing_new_is_no_digest_or_one_line_for_who_asked(
    space: Space, anna: Speaker, ivan: Speaker, elena: Speaker
) -> None:
    await elena.says("Дайджест")
    await elena.presses("Сообщать, что новостей нет")
    await elena.sees("Если новостей нет, приходит одна строка")
    ivan.looks_up()
    elena.looks_up()
    await until(space, THURSDAY)
    await ivan.hears_nothing()
    await elena.sees("Новостей с прошлого дайджеста нет")


async def test_a_parent_chooses_day_and_hour(
    space: Space, anna: Speaker, maria: Speaker, ivan: Speaker
) -> None:
    await ivan.says("Дайджест")
    await ivan.sees("раз в неделю: в четверг в 18:00")
    await ivan.presses("Выбрать день и час")
    await ivan.says("Среда")
    await ivan.says("9:00")
    await ivan.sees("в среду в 9:00")
    await returns(anna, maria)
    ivan.looks_up()
    await until(space, THURSDAY - timedelta(days=1, hours=9))
    await ivan.sees("Возвращён на доработку")
    ivan.looks_up()
    await until(space, THURSDAY)
    await ivan.hears_nothing()


async def test_a_parent_may_have_it_daily_or_not_at_all(
    space: Space, anna: Speaker, maria: Speaker, ivan: Speaker, elena: Speaker
) -> None:
    await ivan.says("Дайджест")
    await ivan.presses("Каждый день")
    await ivan.sees("каждый день в 18:00")
    await elena.says("дайджест")
    await elena.presses("Не присылать")
    await elena.sees("не приходит")
    await returns(anna, maria)
    ivan.looks_up()
    elena.looks_up()
    await until(space, THURSDAY - timedelta(days=2))
    await ivan.sees("за день", "Возвращён на доработку")
    ivan.looks_up()
    await until(space, THURSDAY)
    await ivan.hears_nothing()
    await elena.hears_nothing()
    await elena.says("Дайджест")
    await elena.presses("Показать сейчас")
    await elena.sees("Возвращён на доработку")


@pytest.mark.parametrize(("hours", "comes"), [(2, True), (4, False)])
async def test_a_digest_that_the_program_slept_through_is_sent_for_three_hours(
    space: Space,
    clock: StoppedClock,
    anna: Speaker,
    maria: Speaker,
    ivan: Speaker,
    hours: int,
    comes: bool,
) -> None:
    await ivan.says("Дайджест")
    await ivan.presses("Выбрать день и час")
    await ivan.says("Четверг")
    await ivan.says("9:00")
    await returns(anna, maria)
    ivan.looks_up()
    await until(space, THURSDAY - timedelta(hours=10))
    await space.suite.stop()
    clock.advance(timedelta(hours=1 + hours))
    await space.start()
    await space.settle()
    if comes:
        await ivan.sees("Возвращён на доработку")
    else:
        await ivan.hears_nothing()
    ivan.looks_up()
    await until(space, THURSDAY + timedelta(days=6))
    await ivan.hears_nothing()


async def test_after_eight_in_the_evening_a_late_digest_waits_for_the_morning_and_says_what_is_then(
    space: Space, clock: StoppedClock, anna: Speaker, maria: Speaker, ivan: Speaker
) -> None:
    await with_supervisor(anna, maria)
    await submits(anna)
    ivan.looks_up()
    await until(space, THURSDAY - timedelta(minutes=1))
    await space.suite.stop()
    clock.advance(timedelta(hours=2, minutes=30))
    await space.start()
    await space.settle()
    await ivan.hears_nothing()
    await maria.presses("Вернуть")
    await maria.says(REMARK)
    await maria.presses("Подтвердить")
    await until(space, THURSDAY + timedelta(hours=13, minutes=59))
    await ivan.hears_nothing()
    await until(space, THURSDAY + timedelta(hours=14))
    await ivan.sees("Возвращён на доработку")


async def test_a_restricted_parent_gets_one_neutral_sentence_once(
    space: Space, anna: Speaker, maria: Speaker, olga: Speaker, ivan: Speaker, elena: Speaker
) -> None:
    await returns(anna, maria)
    await restricts(space, olga, ivan, anna)
    ivan.looks_up()
    await until(space, THURSDAY)
    (message,) = ivan.heard
    assert message.text == RESTRICTED
    assert message.labels == []
    await elena.sees("Аня К., 10А")
    ivan.looks_up()
    await until(space, THURSDAY + timedelta(days=7))
    await ivan.hears_nothing()
    for words in ("Мои дети", "Дайджест", "Мои проекты", "Мои данные", "Уведомления"):
        await ivan.says(words)
        await ivan.does_not_see("Аня", "10А", TITLE)
    await ivan.says("Мои дети")
    await ivan.sees(RESTRICTED)


async def test_a_parent_who_is_restricted_before_the_digest_leaves_does_not_get_it(
    space: Space, anna: Speaker, maria: Speaker, olga: Speaker, ivan: Speaker
) -> None:
    await returns(anna, maria)
    ivan.looks_up()
    space.clock.advance(THURSDAY - space.clock.now())
    await space.suite.ticker.run_due()
    await restricts(space, olga, ivan, anna)
    await space.settle()
    await ivan.hears_nothing()


async def test_the_coordinator_sees_what_would_go_and_nobody_else(
    space: Space, anna: Speaker, maria: Speaker, olga: Speaker, ivan: Speaker, elena: Speaker
) -> None:
    await returns(anna, maria)
    await restricts(space, olga, ivan, anna)
    await olga.says("Предпросмотр дайджеста: Котова")
    await olga.sees("Иван Олегович", RESTRICTED, "Елена Петровна", "Возвращён на доработку")
    await olga.says("Предпросмотр дайджеста")
    await olga.sees("Котова Аня")
    await olga.says("Предпросмотр дайджеста: Неизвестный")
    await olga.sees("Такого ученика нет")
    await maria.says("Предпросмотр дайджеста: Котова")
    await maria.does_not_see("Возвращён", "Елена")
    assert len(await space.journal("digest.preview")) == 1


async def test_my_children_shows_each_with_stage_and_date(
    space: Space, anna: Speaker, boris: Speaker, maria: Speaker, ivan: Speaker
) -> None:
    await ivan.says("Мои дети")
    await ivan.sees("Аня К., 10А", "Проектов пока нет")
    await comes_in(space, ivan, boris)
    await with_supervisor(anna, maria)
    await ivan.says("Мои дети")
    await ivan.sees("Аня К., 10А", TITLE, "этап 1", "Боря Б., 10А")
    await ivan.presses("Аня К., 10А")
    await ivan.presses(TITLE)
    await ivan.sees("Этап 1")


async def test_a_parent_without_children_is_told_how_to_come_to_them(space: Space) -> None:
    new = await space.resident("Олег", "Новиков", Role.PARENT, patronymic="Львович")
    await new.says("Мои дети")
    await new.sees("Пришлите код")
    await new.says("Дайджест")
    await new.presses("Показать сейчас")
    await new.sees("Пришлите код")
