"""E4: a Yandex Form in the place of the bot's questions, from the host's link to the summary."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bots import room_checks
from lab.yandex.forms import FormsStandIn, Survey
from tests.conversations.events.planning import opens
from tests.conversations.events.test_afterwards import at_the_meeting, opens_past, was_there
from tests.conversations.space import Space, Speaker

SURVEY, TOKEN = "65f0c1a2b3d4e5f6a7b8c9d0", "forms-token"
LINK = f"https://forms.yandex.ru/cloud/{SURVEY}/"


@pytest.fixture
async def forms(space: Space) -> AsyncIterator[FormsStandIn]:
    """Yandex Forms of the school, which reads them with a token."""
    made = FormsStandIn("7")
    made.give_token(TOKEN)
    await made.start()
    space.more_settings |= {
        "yandex_forms_org_id": "7",
        "yandex_forms_token": TOKEN,
        "yandex_forms_api_url": made.url,
    }
    await space.restart()
    yield made
    await space.suite.forms.close()
    await made.stop()


def feedback(forms: FormsStandIn) -> Survey:
    return forms.survey(
        SURVEY, ("answer_number", "Сколько звёзд?"), ("answer_short_text", "Что добавить?")
    )


async def sets(maria: Speaker, link: str = LINK) -> None:
    await opens(maria)
    await maria.presses("Отзывы")
    await maria.presses("Отзывы через Яндекс Форму")
    await maria.says(link)
    await maria.presses("Подтвердить")


async def test_people_get_the_form_and_the_host_a_summary_from_five_answers_on(
    space: Space,
    forms: FormsStandIn,
    maria: Speaker,
    viktor: Speaker,
    anna: Speaker,
) -> None:
    form = feedback(forms)
    code = await at_the_meeting(space, maria, viktor, anna)
    await sets(maria)
    await maria.sees("после встречи участники получат ссылку", LINK)
    await was_there(anna, code)
    await opens(anna)
    await anna.presses("Оценить")
    await anna.sees(LINK)
    anna.looks_up()
    await space.pass_time(timedelta(hours=2))
    await anna.sees("«Вечер роботов» закончилось", LINK)
    assert not any("Четыре коротких вопроса" in one.text for one in anna.heard)
    for number in range(4):
        form.answer(5, f"Опыты {number}")
    await opens_past(maria)
    await maria.presses("Получить сводку")
    await maria.sees("ответов пока мало")
    await maria.does_not_see("Опыты")
    form.answer(1, "Чай")
    await space.pass_time(timedelta(days=1))
    await maria.sees("ответов в форме: 5", "Сколько звёзд?", "В среднем 4,2", "• Чай")
    maria.looks_up()
    form.answer(1, "Скучно")
    await space.pass_time(timedelta(days=7))
    await maria.hears_nothing()


async def test_a_host_is_told_what_to_do_when_the_answers_cannot_be_read(
    space: Space,
    forms: FormsStandIn,
    maria: Speaker,
    viktor: Speaker,
) -> None:
    form = feedback(forms)
    await at_the_meeting(space, maria, viktor)
    await sets(maria, "https://docs.example/form")
    await maria.sees("Нужна ссылка на форму")
    await maria.presses("Отмена")
    await sets(maria)
    form.open_to = set()
    await maria.presses("Получить сводку")
    await maria.sees("У аккаунта лицея нет доступа", "forms:read")
    form.open_to, forms.world.busy = None, 3
    await space.pass_time(timedelta(minutes=1))
    await maria.presses("Попробовать ещё раз")
    for _ in range(10):
        await space.pass_time(timedelta(minutes=1))
    await maria.sees("Яндекс Формы не отвечают")
    await opens(maria)
    await maria.presses("Отзывы")
    await maria.presses("Вернуть вопросы бота")
    await maria.sees("вопросы задам сам")


async def test_check_says_whether_the_token_is_taken(space: Space, forms: FormsStandIn) -> None:
    async def said() -> str:
        found = await room_checks.check(space.settings(), space.clock)
        return next(f"{one.level} {one.said}" for one in found if one.what == "forms")

    await space.suite.stop()
    try:
        assert (await said()).startswith("ok")
        forms.world.tokens[TOKEN] = frozenset()
        assert "forms:read" in await said()
        forms.world.tokens.clear()
        assert "YANDEX_FORMS_TOKEN" in await said()
    finally:
        await space.start()
