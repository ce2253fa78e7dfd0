"""R4: the school edits what is asked often from the bot."""

from tests.conversations.space import Space, Speaker

QUESTION = "Где сушить обувь после бассейна?"


async def adds(olga: Speaker) -> None:
    await olga.says("Частые вопросы")
    await olga.presses("Добавить")
    await olga.says(QUESTION)
    await olga.says("В раздевалке у входа.")
    await olga.presses("Подтвердить")


async def test_the_coordinator_adds_says_anew_hides_and_shows(
    space: Space, olga: Speaker, ivan: Speaker
) -> None:
    await adds(olga)
    await olga.sees("Добавлено", QUESTION, "В раздевалке у входа.")
    await ivan.says("Частые вопросы")
    await ivan.presses("Найти по словам")
    await ivan.says("обуви бассейнов")
    await ivan.presses(QUESTION)
    await ivan.sees("В раздевалке у входа.")
    await ivan.does_not_see("Изменить ответ", "Скрыть")
    await olga.presses("Изменить ответ")
    await olga.says("На скамейке у бассейна.")
    await olga.presses("Подтвердить")
    await olga.sees("На скамейке у бассейна.")
    await olga.presses("Скрыть")
    await olga.sees("Этот ответ скрыт")
    await ivan.says("Задать вопрос")
    await ivan.says("Где сушить обувь?")
    await ivan.does_not_see("На скамейке")
    await olga.presses("Показать всем")
    await ivan.says("Задать вопрос")
    await ivan.says("Где сушить обувь?")
    await ivan.sees("На скамейке у бассейна.")
    acts = [await space.journal(f"faq.{act}") for act in ("add", "edit", "hide", "unhide")]
    assert [[line.actor_id for line in lines] for lines in acts] == [[olga.resident]] * 4


async def test_edits_outlive_a_restart(space: Space, olga: Speaker, ivan: Speaker) -> None:
    await olga.says("Частые вопросы")
    await olga.says("1")
    await olga.presses("Изменить ответ")
    await olga.says("Спросите у классного руководителя.")
    await olga.presses("Подтвердить")
    await space.restart()
    await ivan.says("Частые вопросы")
    await ivan.says("1")
    await ivan.sees("Спросите у классного руководителя.")


async def test_pupils_and_teachers_read_them_too(
    space: Space, anna: Speaker, nina: Speaker
) -> None:
    for speaker in (anna, nina):
        await speaker.says("Частые вопросы")
        await speaker.sees("15 вопросов с ответами")
        await speaker.does_not_see("Добавить")
