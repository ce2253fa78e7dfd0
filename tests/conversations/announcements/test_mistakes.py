"""R5, C9: mistakes are taken back within a minute; what is about safety is mended where it is."""

from datetime import timedelta

from storage.residents import Role
from tests.conversations.announcements import writing
from tests.conversations.space import Space, Speaker

ALARM = "Лицей закрыт: авария отопления. Детей забирать у главного входа."


async def test_taken_back_within_a_minute_it_was_seen_by_nobody(
    space: Space, nina: Speaker, ivan: Speaker
) -> None:
    await writing.writes(nina, "Без ответа")
    ivan.looks_up()
    await nina.presses("Отправить")
    await space.pass_time(timedelta(seconds=59))
    await nina.presses("Отозвать")
    await nina.sees("никто не увидел")
    await space.pass_time(timedelta(minutes=5))
    await ivan.hears_nothing()


async def test_a_second_too_late_it_has_left(space: Space, nina: Speaker, ivan: Speaker) -> None:
    await writing.writes(nina, "Без ответа")
    await nina.presses("Отправить")
    await space.pass_time(timedelta(seconds=61))
    await ivan.sees(writing.TEXT)
    await nina.presses("Отозвать")
    await nina.sees("Объявление уже ушло", "Доставлено: 1")


async def test_what_was_looked_over_need_not_be_sent(
    space: Space, nina: Speaker, ivan: Speaker
) -> None:
    await writing.writes(nina, "Без ответа")
    ivan.looks_up()
    await nina.presses("Не отправлять")
    await nina.sees("Объявление не отправлено")
    await space.pass_time(timedelta(minutes=5))
    await ivan.hears_nothing()


async def test_a_draft_waits_in_the_list(space: Space, nina: Speaker, ivan: Speaker) -> None:
    await writing.writes(nina, "Без ответа")
    await nina.says("Объявления")
    await nina.sees("Не отправлено — 10А класс: " + writing.TEXT)
    await nina.says("1")
    await nina.presses("Посмотреть и отправить")
    await nina.sees("Получит 1 человек")
    await writing.sends(space, nina)
    await ivan.sees(writing.TEXT)


async def test_what_is_about_safety_leaves_at_night_at_once_and_is_mended(
    space: Space, olga: Speaker, ivan: Speaker
) -> None:
    await space.pass_time(timedelta(hours=6))
    await olga.says("Объявления")
    await olga.presses("Важно для безопасности")
    await olga.presses("весь лицей")
    await olga.presses("Родителям")
    await olga.says(ALARM)
    await olga.says("Пропустить")
    await olga.presses("Подтвердить")
    await olga.sees("Уйдёт сразу, в любое время суток")
    ivan.looks_up()
    await olga.presses("Отправить")
    await ivan.sees("Важно для безопасности: весь лицей", ALARM)
    await olga.presses("К объявлению")
    await olga.presses("Исправить")
    await olga.says(ALARM.replace("главного входа", "входа со двора"))
    await olga.presses("Подтвердить")
    await space.pass_time(timedelta(seconds=2))
    said = [one.text for one in ivan.screen if "отопления" in one.text]
    assert len(said) == 1 and "входа со двора" in said[0] and "(исправлено)" in said[0]
    await ivan.presses("Прочитал(а)")
    await olga.presses("К объявлению")
    await olga.sees("Прочитали: 1")


async def test_a_class_teacher_has_no_button_for_safety(space: Space, nina: Speaker) -> None:
    chair = await space.resident("Юрий", "Лесков", Role.CHAIR, patronymic="Ильич")
    for one in (nina, chair):
        await one.says("Объявления")
        await one.does_not_see("Важно для безопасности")


async def test_the_card_is_shown_anew_where_it_stands(
    space: Space, nina: Speaker, ivan: Speaker
) -> None:
    await writing.writes(nina, "Прочитал(а)", "Пропустить")
    await writing.sends(space, nina)
    await nina.presses("К объявлению")
    await ivan.presses("Прочитал(а)")
    before = len(nina.screen)
    await nina.presses("Обновить")
    await nina.presses("Обновить")
    assert len(nina.screen) == before
    await nina.sees("Прочитали: 1")
