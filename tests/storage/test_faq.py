"""R4: frequent questions: shipped ones, the school's own, answers that are useful for all."""

import pytest

from bots import wiring
from storage import faq, faq_starter, journal, question_thread, refusals
from storage.faq import FaqView
from storage.questions import Route
from tests.storage.families import asks, families_of
from tests.storage.school import School

SHIPPED = faq_starter.read(wiring.FAQ_FILE)


@pytest.fixture
async def school(school: School) -> School:
    await families_of(school)
    await school.store.run(lambda tx: faq.start_with(tx, SHIPPED))
    return school


async def finds(school: School, words: str, by: str = "ivan") -> list[str]:
    found: list[FaqView] = await school.does(by, faq.answers, words=words)
    return [one.question for one in found]


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ("Когда будет защита?", "проходит защита"),
        ("Когда день защиты у Ани", "проходит защита"),
        ("Готовимся к защите, что с собой?", "проходит защита"),
        ("Вопрос перед защитой", "проходит защита"),
        ("сроки проектных этапов", "этапов состоит"),
        ("Какие нужны согласия", "согласия нужны"),
        ("подписать согласие", "согласия нужны"),
        ("не подходит код", "код для входа"),
        ("потеряли коды", "код для входа"),
        ("можно ли в двух мессенджерах", "мессенджере"),
        ("хотим к психологу", "психологу"),
        ("встреча с психологом лицея", "психологу"),
        ("ребёнок не успел сдать этап", "не успел сдать"),
        ("поменять тему проекта", "сменить тему"),
        ("второму ребенку нужен вход", "двое детей"),
    ],
)
async def test_what_parents_ask_finds_the_shipped_answer(
    school: School, words: str, part: str
) -> None:
    found = await finds(school, words)
    assert 1 <= len(found) <= 3 and any(part in one for one in found), found


async def test_what_has_nothing_to_do_with_it_finds_nothing(school: School) -> None:
    assert await finds(school, "Во сколько автобус на экскурсию в Пулково?") == []
    assert await finds(school, "как что когда") == []


async def test_the_shipped_ones_are_put_once_and_edits_win(school: School) -> None:
    entries = (await school.does("olga", faq.listed)).lines
    assert len(entries) == len(SHIPPED) >= 10
    await school.does("olga", faq.edit, entry=entries[0].id, answer="Ответ лицея, и другого нет.")
    await school.does("admin", faq.hide, entry=entries[1].id, hidden=True)
    assert await school.store.run(lambda tx: faq.start_with(tx, SHIPPED)) == 0
    now = (await school.does("olga", faq.listed)).lines
    assert now[0].answer == "Ответ лицея, и другого нет." and now[1].hidden


async def test_a_hidden_one_is_seen_and_found_by_nobody_but_editors(school: School) -> None:
    made = await school.does(
        "olga", faq.add, question="Где раздевалка бассейна?", answer="На первом этаже."
    )
    assert await finds(school, "раздевалки бассейнов") == ["Где раздевалка бассейна?"]
    await school.does("olga", faq.hide, entry=made.id, hidden=True)
    assert await finds(school, "раздевалка бассейна") == []
    for name in ("ivan", "nina", "anna"):
        with pytest.raises(refusals.Missing):
            await school.does(name, faq.show, entry=made.id)
        assert made.id not in [one.id for one in (await school.does(name, faq.listed)).lines]
    assert (await school.does("olga", faq.show, entry=made.id)).hidden
    with pytest.raises(refusals.Spent):
        await school.does("olga", faq.hide, entry=made.id, hidden=True)
    await school.does("olga", faq.hide, entry=made.id, hidden=False)
    assert await finds(school, "раздевалка") == ["Где раздевалка бассейна?"]


async def test_only_coordinators_and_administrators_edit_and_it_is_written_down(
    school: School,
) -> None:
    entry = (await school.does("olga", faq.listed)).lines[0].id
    for name in ("ivan", "nina", "anna", "maria"):
        with pytest.raises(refusals.Denied):
            await school.does(name, faq.add, question="Что это такое?", answer="Это ответ.")
        with pytest.raises(refusals.Denied):
            await school.does(name, faq.edit, entry=entry, answer="Другой ответ.")
        with pytest.raises(refusals.Denied):
            await school.does(name, faq.hide, entry=entry, hidden=True)
    await school.does("olga", faq.edit, entry=entry, question="Что такое проект?")
    lines = await school.store.run(lambda tx: journal.lines(tx, "faq", entry))
    assert [(one.act, one.actor_id) for one in lines] == [("faq.edit", school.ids["olga"])]


async def test_an_answer_for_all_names_nobody(school: School) -> None:
    number = (await asks(school)).view.id
    shared = {"asked": "Что взять на экскурсию?", "answer": "Воду, шапку и пропуск."}
    with pytest.raises(refusals.Broken) as refused:
        await school.does("nina", faq.share, question=number, **shared)
    assert refused.value.reason == "question-unanswered"
    await school.does("nina", question_thread.write, question=number, text="Воду.")
    for named in ("Пусть Аня возьмёт воду", "Ответ для Котовых", "Ивану Олеговичу: воду"):
        with pytest.raises(refusals.Broken) as refused:
            await school.does(
                "nina", faq.share, question=number, asked=shared["asked"], answer=named
            )
        assert refused.value.reason == "faq-names"
    made = await school.does("nina", faq.share, question=number, **shared)
    assert await finds(school, "экскурсии", by="darya") == [made.question]
    for name in ("ivan", "pavel", "anna"):
        with pytest.raises(refusals.Refusal):
            await school.does(name, faq.share, question=number, **shared)


async def test_an_answer_to_a_complaint_is_shown_to_nobody(school: School) -> None:
    number = (await asks(school, route=Route.COMPLAINT, about="nina")).view.id
    await school.does("admin", question_thread.write, question=number, text="Разберёмся.")
    with pytest.raises(refusals.Denied):
        await school.does(
            "admin", faq.share, question=number, asked="Что делать?", answer="Ждать ответа."
        )
