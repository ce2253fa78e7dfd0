"""R4, C4, C11: a teacher answers by one message or several; each arrives once, in its order."""

from datetime import date, timedelta

from storage import profiles, question_routes, residents
from storage.residents import Resident, Role
from storage.store import Tx
from tests.conversations.questions.asking import WORDS, asks
from tests.conversations.space import Space, Speaker

FIRST, SECOND, THIRD = "Автобус в девять.", "Нужен пропуск.", "Обед на месте."


def texts(speaker: Speaker, *wanted: str) -> list[str]:
    """Which of some words a phone shows, in the order of its messages."""
    return [
        word
        for message in speaker.screen
        if not message.mine
        for word in wanted
        if word in message.text
    ]


async def test_several_messages_arrive_once_each_and_in_order_with_their_files(
    space: Space, ivan: Speaker, nina: Speaker
) -> None:
    await asks(ivan)
    await nina.presses("Ответить")
    await nina.sees("Иван Олегович Котов", "Готово")
    await nina.says(FIRST)
    await nina.sends_document("pamyatka.pdf")
    await nina.sends_photo(SECOND)
    await nina.says(THIRD)
    assert texts(ivan, FIRST, SECOND, THIRD) == [FIRST, SECOND, THIRD]
    came = [one for one in ivan.screen if not one.mine and "Ответ на ваш вопрос" in one.text]
    assert [len(one.attachments) for one in came] == [0, 1, 1, 0]
    await nina.says("Готово")
    nina.looks_up()
    await nina.says("Это уже никому")
    await nina.sees("Не понимаю")
    assert texts(ivan, "Это уже никому") == []


async def test_a_parents_file_reaches_the_teacher(
    space: Space, ivan: Speaker, nina: Speaker
) -> None:
    await asks(ivan)
    await nina.presses("Ответить")
    await nina.says(FIRST)
    await nina.says("Готово")
    await ivan.presses("Написать ещё")
    nina.looks_up()
    await ivan.sends_document("spravka.pdf")
    await nina.sees("Иван Олегович Котов пишет ещё")
    assert [len(one.attachments) for one in nina.heard] == [1]


async def test_a_number_is_an_answer_too(space: Space, ivan: Speaker, nina: Speaker) -> None:
    await asks(ivan, "Сколько мест в автобусе?")
    await nina.presses("Ответить")
    ivan.looks_up()
    await nina.says("1")
    await ivan.sees("Отвечает Нина Львовна Фомина:", "1")
    await nina.sees("Отправлено родителю")


async def test_a_restart_in_the_middle_of_an_answer_loses_and_doubles_nothing(
    space: Space, ivan: Speaker, nina: Speaker
) -> None:
    await asks(ivan)
    await nina.presses("Ответить")
    await nina.says(FIRST)
    await space.restart()
    await nina.says(SECOND)
    await space.restart()
    await nina.presses("Готово")
    assert texts(ivan, FIRST, SECOND) == [FIRST, SECOND]


async def test_whoever_does_something_else_has_stopped_answering(
    space: Space, ivan: Speaker, nina: Speaker
) -> None:
    await asks(ivan)
    await nina.presses("Ответить")
    await nina.says("Меню")
    await nina.says("Купить хлеб")
    await nina.sees("Не понимаю")
    assert texts(ivan, "Купить хлеб") == []


async def test_a_day_later_words_are_no_answer_any_more(
    space: Space, ivan: Speaker, nina: Speaker
) -> None:
    await asks(ivan)
    await nina.presses("Ответить")
    await nina.says(FIRST)
    await space.pass_time(timedelta(hours=26))
    await nina.says("Купить хлеб")
    assert texts(ivan, "Купить хлеб") == []


async def test_an_answer_waits_for_the_end_of_the_parents_quiet_hours(
    space: Space, ivan: Speaker, nina: Speaker
) -> None:
    await asks(ivan)
    await space.pass_time(timedelta(hours=5))
    ivan.looks_up()
    await nina.presses("Ответить")
    await nina.says(FIRST)
    await nina.says(SECOND)
    await ivan.hears_nothing()
    await space.pass_time(timedelta(hours=12))
    assert texts(ivan, FIRST, SECOND) == [FIRST, SECOND]


async def test_a_question_handed_over_in_the_middle_of_an_answer(
    space: Space, ivan: Speaker, nina: Speaker, maria: Speaker, olga: Speaker
) -> None:
    await asks(ivan)
    await nina.presses("Ответить")
    await nina.says(FIRST)
    await olga.says("Вопросы родителей")
    await space.pass_time(timedelta(minutes=1))
    await ivan.presses("Написать ещё")
    await ivan.says("А обед?")
    await space.pass_time(timedelta(days=3, hours=1))
    await olga.presses("Взять себе")
    await olga.sees("Теперь на этот вопрос отвечаете вы", "А обед?")
    await nina.sees("теперь отвечает Ольга Юрьевна")
    await ivan.sees("теперь отвечает Ольга Юрьевна")
    await nina.presses("Ответить")
    await nina.sees("теперь отвечает Ольга Юрьевна")
    await nina.does_not_see("каждое сообщение сразу уйдёт")


async def test_whoever_writes_on_after_a_hand_over_learns_who_answers_and_nothing_is_sent(
    space: Space, ivan: Speaker, nina: Speaker, olga: Speaker
) -> None:
    await asks(ivan)
    await nina.presses("Ответить")
    await olga.says("Вопросы родителей")
    number = (await space.journal("question.ask"))[0].subject_id
    assert number is not None
    await space.run(
        lambda tx: question_routes.take(tx, residents.who(tx, olga.resident), question=number)
    )
    await nina.says(FIRST)
    await nina.sees("Это сообщение не отправлено", "теперь отвечает Ольга Юрьевна")
    assert texts(ivan, FIRST) == []
    await nina.says(SECOND)
    assert texts(ivan, SECOND) == []


async def test_a_teacher_hands_a_question_to_a_colleague(
    space: Space, ivan: Speaker, nina: Speaker, maria: Speaker
) -> None:
    await asks(ivan)
    maria.looks_up()
    ivan.looks_up()
    await nina.presses("Передать")
    await nina.says("Соколова")
    await nina.sees("Передано: Мария Ивановна")
    await maria.sees("Вам передан вопрос родителя", "Нина Львовна Фомина", WORDS)
    await ivan.sees("теперь отвечает Мария Ивановна")
    await nina.says("Вопросы родителей")
    await nina.sees("Вопросов, которые ждут вас, нет")
    await maria.presses("Ответить")
    await maria.says(FIRST)
    await ivan.sees("Мария Ивановна Соколова", FIRST)


async def test_two_coordinators_answer_at_once_and_the_parent_has_one_answer(
    space: Space, ivan: Speaker, olga: Speaker, nina: Speaker
) -> None:
    rita = await space.resident("Рита", "Ланина", Role.COORDINATOR, patronymic="Павловна")
    await asks(ivan, to="Координатор проектов")
    await olga.presses("Ответить")
    await rita.presses("Ответить")
    rita.looks_up()
    await olga.says(FIRST)
    await rita.sees("теперь отвечает Ольга Юрьевна")
    await rita.says(SECOND)
    await rita.sees("Это сообщение не отправлено", "Ольга Юрьевна")
    assert texts(ivan, FIRST, SECOND) == [FIRST]


async def test_the_questions_of_a_teacher_who_leaves_go_on_to_the_coordinator(
    space: Space, ivan: Speaker, nina: Speaker, olga: Speaker
) -> None:
    await asks(ivan)
    olga.looks_up()
    ivan.looks_up()
    await space.run(
        lambda tx: profiles.leave(tx, residents.who(tx, olga.resident), resident=nina.resident)
    )
    await space.settle()
    await olga.sees("Вопрос родителя перешёл к вам", WORDS)
    await ivan.sees("теперь отвечает Ольга Юрьевна")
    nina.looks_up()
    await nina.presses("Ответить")
    await nina.does_not_see("Пулково", "Иван Олегович")


async def test_a_further_question_to_who_is_not_here_any_more_reaches_the_coordinator_once(
    space: Space, ivan: Speaker, nina: Speaker, olga: Speaker
) -> None:
    await asks(ivan)
    await nina.presses("Ответить")
    await nina.says(FIRST)

    def contract_ends(tx: Tx) -> None:
        tx.session.get_one(Resident, nina.resident).contract_until = date(2026, 9, 1)

    await space.run(contract_ends)
    await ivan.presses("Написать ещё")
    olga.looks_up()
    await ivan.says("А обед?")
    await olga.sees("Вопрос родителя перешёл к вам", "А обед?")
    assert texts(olga, "А обед?") == ["А обед?"]


async def test_a_parent_closes_and_says_how_it_was(
    space: Space, ivan: Speaker, nina: Speaker
) -> None:
    await asks(ivan)
    await nina.presses("Ответить")
    await nina.says(FIRST)
    await nina.says("Готово")
    await ivan.presses("Закрыть вопрос")
    await ivan.sees("Ответ помог?")
    await nina.sees("Родитель закрыл вопрос")
    await ivan.presses("Не помогло")
    await ivan.presses("Добавить пару слов")
    await ivan.says("Не сказали, где сбор")
    await ivan.sees("Спасибо, записано")
    await nina.presses("Открыть вопрос")
    await nina.sees("не помогло", "Не сказали, где сбор")
    await ivan.presses("Написать ещё")
    nina.looks_up()
    await ivan.says("Где сбор?")
    await nina.sees("снова открыт", "Где сбор?")


async def test_the_queue_has_the_oldest_first_with_its_date(
    space: Space, ivan: Speaker, darya: Speaker, nina: Speaker
) -> None:
    await asks(ivan)
    await space.pass_time(timedelta(days=1))
    await asks(darya, "Во сколько кончается продлёнка?")
    await nina.says("Вопросы родителей")
    shown = [*nina.last.text.splitlines(), *nina.last.labels]
    first, second = [one for one in shown if "сентября" in one]
    assert "9 сентября" in first and "Котов" in first
    assert "10 сентября" in second and "Белова" in second


async def test_a_parent_finds_the_thread_among_their_own(
    space: Space, ivan: Speaker, nina: Speaker
) -> None:
    await asks(ivan)
    await ivan.says("Мои вопросы")
    await ivan.says("1")
    await ivan.sees("Отвечает: Нина Львовна", WORDS, "Написать ещё")


async def test_what_is_too_long_is_not_sent_and_the_answer_goes_on(
    space: Space, ivan: Speaker, nina: Speaker
) -> None:
    await asks(ivan)
    await nina.presses("Ответить")
    ivan.looks_up()
    await nina.says("очень длинно " * 300)
    await ivan.hears_nothing()
    await nina.says(FIRST)
    await ivan.sees(FIRST)
