"""R4: the parent writes in one messenger, the teacher answers in another."""

import pytest

from storage.residents import Role
from tests.conversations.questions.asking import WORDS, asks
from tests.conversations.space import PNG, Space, Speaker


@pytest.fixture
async def nina(space: Space, messenger: str) -> Speaker:
    """The class teacher, whose messenger is the other one."""
    other = await space.open_beside("vk" if messenger == "sferum" else "sferum")
    speaker = Speaker(space, "Нина Фомина", other.phone("Нина Фомина"))
    space.people[speaker.name] = speaker
    code = await space.code_for(
        speaker,
        "Нина",
        "Фомина",
        Role.TEACHER,
        Role.CLASS_TEACHER,
        patronymic="Львовна",
        grade="10А",
    )
    await speaker.says(code)
    await speaker.presses("Да, это я")
    return speaker


async def test_a_question_its_answer_and_their_files_go_between_messengers(
    space: Space, ivan: Speaker, nina: Speaker
) -> None:
    nina.looks_up()
    await asks(ivan)
    await nina.sees("Вопрос родителя", WORDS, "Иван Олегович Котов")
    await nina.presses("Ответить")
    ivan.looks_up()
    await nina.says("Автобус в девять.")
    await nina.sends_document("pamyatka.pdf", b"what to take along")
    await nina.sends_photo("Вот схема.")
    came = [one for one in ivan.heard if "Ответ на ваш вопрос" in one.text]
    assert [part in one.text for one, part in zip(came, ("девять", "", "схема"), strict=True)] == [
        True
    ] * 3
    contents = [[file.content for file in one.attachments] for one in ivan.heard]
    assert [file for files in contents for file in files] == [b"what to take along", PNG]
    await nina.says("Готово")
    await ivan.presses("Написать ещё")
    nina.looks_up()
    await ivan.sends_photo("Такой пропуск подойдёт?")
    await nina.sees("Такой пропуск подойдёт?")
    assert [file.content for one in nina.heard for file in one.attachments] == [PNG]
    await nina.presses("Закрыть вопрос")
    await ivan.presses("Помогло")
    await ivan.sees("помогло")


async def test_answering_begun_in_one_messenger_stays_there(
    space: Space, ivan: Speaker, nina: Speaker
) -> None:
    await asks(ivan)
    await nina.presses("Ответить")
    await space.restart()
    ivan.looks_up()
    await nina.says("Автобус в девять.")
    await ivan.sees("Автобус в девять.")
