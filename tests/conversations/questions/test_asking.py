"""R4: a parent asks; what is answered already is shown first; the question goes where it should."""

from datetime import timedelta

from storage import families, residents
from storage.residents import Role
from tests.conversations import projects
from tests.conversations.questions.asking import WORDS, asks
from tests.conversations.questions.conftest import parent
from tests.conversations.space import Space, Speaker


async def test_a_parent_asks_and_the_class_teacher_answers(
    space: Space, ivan: Speaker, nina: Speaker
) -> None:
    nina.looks_up()
    await ivan.says("Задать вопрос")
    await ivan.sees("Напишите вопрос одним сообщением")
    await ivan.says(WORDS)
    await ivan.sees("Кому задать вопрос?", "Классный руководитель: Нина Львовна")
    await ivan.presses("Классный руководитель: Нина Львовна")
    await ivan.sees(WORDS, "Аня К., 10А", "Подтвердить")
    await ivan.presses("Подтвердить")
    await ivan.sees("Вопрос принят, ответ до 9 сентября, 16:00")
    await ivan.does_not_see("рабочее время")
    await nina.sees("Вопрос родителя", "Иван Олегович Котов", "Аня К., 10А", WORDS, "9 сентября")
    await nina.presses("Ответить")
    ivan.looks_up()
    await nina.says("Автобус отходит в девять утра.")
    await ivan.sees("Нина Львовна Фомина", "Автобус отходит в девять утра.")
    await nina.says("Нужен тёплый шарф.")
    await nina.presses("Готово")
    await nina.sees("на этом всё", "Ответ дан")
    await ivan.presses("Написать ещё")
    nina.looks_up()
    await ivan.says("А обед с собой?")
    await ivan.sees("ответ до 9 сентября")
    await nina.sees("пишет ещё", "А обед с собой?")
    await ivan.says("Готово")
    await nina.presses("Закрыть вопрос")
    await ivan.sees("Ваш вопрос закрыт", "Помогло")
    await ivan.presses("Помогло")
    await ivan.sees("помогло")
    await ivan.says("Мои вопросы")
    await ivan.sees("Закрыт: Когда начинается экскурсия")


async def test_an_answer_that_is_there_already_is_shown_first_and_may_be_enough(
    space: Space, ivan: Speaker, nina: Speaker
) -> None:
    await ivan.says("Задать вопрос")
    await ivan.says("Как проходит защита проектов и когда она?")
    await ivan.sees("Возможно", "Когда и как проходит защита проекта?", "в конце апреля")
    nina.looks_up()
    await ivan.presses("Это помогло")
    await ivan.sees("Хорошо, что ответ нашёлся")
    await nina.hears_nothing()
    assert await space.journal("question.ask") == []
    await ivan.says("Мои вопросы")
    await ivan.sees("Вопросов пока не было")


async def test_every_form_of_a_word_finds_the_answer(space: Space, ivan: Speaker) -> None:
    for said in ("защита", "Про защиты хочу узнать", "перед защитой", "проектные защиты"):
        await ivan.says("Задать вопрос")
        await ivan.says(said)
        await ivan.sees("Когда и как проходит защита проекта?")


async def test_whoever_still_wants_to_ask_says_nothing_twice(
    space: Space, ivan: Speaker, nina: Speaker
) -> None:
    await ivan.says("Задать вопрос")
    await ivan.says("Когда защита у Ани?")
    await space.restart()
    await ivan.presses("Всё равно спросить")
    await ivan.says("1")
    await ivan.sees("Когда защита у Ани?", "Нина Львовна")
    nina.looks_up()
    await ivan.presses("Подтвердить")
    await nina.sees("Когда защита у Ани?")


async def test_an_answer_useful_for_all_is_offered_to_the_next_parent_without_names(
    space: Space, ivan: Speaker, darya: Speaker, nina: Speaker
) -> None:
    await asks(ivan)
    await nina.presses("Ответить")
    await nina.says("Аня пусть приходит к девяти.")
    await nina.says("Готово")
    await nina.presses("Полезно всем")
    await nina.says("Во сколько экскурсия в Пулково?")
    await nina.says("Аня и все остальные — к девяти.")
    await nina.presses("Подтвердить")
    await nina.sees("есть имя или фамилия")
    await nina.presses("Изменить")
    await nina.presses("Ответ")
    await nina.says("Сбор в девять у входа.")
    await nina.presses("Подтвердить")
    await nina.sees("увидят все")
    await darya.says("Задать вопрос")
    await darya.says("Экскурсии в Пулково когда?")
    await darya.sees("Сбор в девять у входа.")
    await darya.does_not_see("Аня", "Нина Львовна", "Иван")


async def test_a_parent_asks_the_supervisor_from_the_card_of_the_project(
    space: Space, anna: Speaker, maria: Speaker, ivan: Speaker
) -> None:
    await projects.with_supervisor(anna, maria)
    maria.looks_up()
    await ivan.says("Мои проекты")
    await ivan.presses("Спросить руководителя")
    await ivan.says("Хватит ли времени на опыты с водой?")
    await ivan.sees("Руководитель проекта", "Мария Ивановна", "Подтвердить")
    await ivan.presses("Подтвердить")
    await maria.sees("Вопрос родителя о проекте «Раздельный сбор", "Хватит ли времени")


async def test_a_parent_of_two_says_whom_it_is_about(
    space: Space, ivan: Speaker, boris: Speaker, nina: Speaker
) -> None:
    await ivan.says(await space.child_code(ivan, boris))
    await ivan.presses("Да, это я")
    await ivan.says("Задать вопрос")
    await ivan.says(WORDS)
    await ivan.sees("О ком вопрос?", "Аня К., 10А", "Боря Б., 10А")
    await ivan.presses("Боря Б., 10А")
    await ivan.presses("Классный руководитель: Нина Львовна")
    nina.looks_up()
    await ivan.presses("Подтвердить")
    await nina.sees("о ком: Боря Б., 10А")


async def test_questions_to_the_coordinator_and_the_administration_reach_them(
    space: Space, ivan: Speaker, olga: Speaker, oleg: Speaker, nina: Speaker
) -> None:
    for speaker in (olga, oleg, nina):
        speaker.looks_up()
    await asks(ivan, to="Координатор проектов")
    await olga.sees("Вопрос родителя координатору", WORDS)
    await asks(ivan, "Где взять справку для бассейна?", to="Администрация лицея")
    await oleg.sees("Вопрос родителя администрации", "справку для бассейна")
    await nina.hears_nothing()


async def test_out_of_hours_it_is_said_when_an_answer_may_come(
    space: Space, ivan: Speaker, nina: Speaker
) -> None:
    await space.pass_time(timedelta(days=5, hours=6))  # a Saturday's evening
    nina.looks_up()
    await asks(ivan)
    await ivan.sees("ответ до 15 сентября, 19:00", "Классный руководитель ответит в рабочее время")
    await nina.hears_nothing()
    await space.pass_time(timedelta(hours=10))
    await nina.sees("Вопрос родителя", WORDS)


async def test_a_parent_shut_out_hears_the_neutral_sentence(
    space: Space, ivan: Speaker, anna: Speaker, nina: Speaker, olga: Speaker
) -> None:
    await asks(ivan)
    await nina.presses("Ответить")

    await space.run(
        lambda tx: families.restrict(
            tx,
            residents.who(tx, olga.resident),
            parent=ivan.resident,
            child=anna.resident,
            restricted=True,
        )
    )
    ivan.looks_up()
    await nina.says("Автобус в девять.")
    await nina.sees("родителю не отправлено")
    await ivan.hears_nothing()
    for said in ("Задать вопрос", "Мои вопросы"):
        await ivan.says(said)
        await ivan.does_not_see("Пулково", "Аня", "Автобус")
    await ivan.says("Задать вопрос")
    await ivan.sees("Доступ к сведениям о ребёнке ограничен. Обратитесь в лицей.")
    await ivan.presses("Открыть вопрос")
    await ivan.sees("Доступ к сведениям о ребёнке ограничен. Обратитесь в лицей.")


async def test_both_parents_have_their_own_threads(
    space: Space, ivan: Speaker, anna: Speaker, nina: Speaker
) -> None:
    lena = await parent(space, "Елена", "Котова", "Юрьевна", anna)
    await asks(ivan)
    await lena.says("Мои вопросы")
    await lena.sees("Вопросов пока не было")


async def test_who_is_no_parent_is_told_so(space: Space, anna: Speaker, nina: Speaker) -> None:
    alone = await space.resident("Пётр", "Орлов", Role.PARENT, patronymic="Ильич")
    await alone.says("Задать вопрос")
    await alone.sees("пока нет ребёнка")
    for speaker in (anna, nina):
        await speaker.says("Задать вопрос")
        await speaker.does_not_see("Напишите вопрос")


async def test_files_without_words_are_a_question_too(
    space: Space, ivan: Speaker, nina: Speaker
) -> None:
    nina.looks_up()
    await ivan.says("Задать вопрос")
    await ivan.sends_photo()
    await ivan.says("1")
    await ivan.sees("1 файл", "Подтвердить")
    await ivan.presses("Подтвердить")
    await nina.sees("Вопрос родителя")
    assert [len(one.attachments) for one in nina.heard] == [1]
