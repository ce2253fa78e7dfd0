"""R4: a parent asks, the class teacher answers in the bot, the thread goes on and is closed."""

from tests.conversations.space import Space, Speaker

WORDS = "Когда начинается экскурсия в Пулково?"


async def asks(parent: Speaker, text: str = WORDS, *, to: str = "Классный руководитель") -> None:
    await parent.says("Задать вопрос")
    await parent.says(text)
    await parent.says(to)
    await parent.presses("Подтвердить")


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
