"""M1, M2: commands of order in chats, what follows for the person, and what a bot cannot do."""

from datetime import timedelta

from storage.residents import Role
from tests.conversations.space import Chat, Space, Speaker


async def test_a_remark_is_short_in_the_chat_and_whole_in_private(
    chat: Chat, anna: Speaker, gleb: Speaker
) -> None:
    said = await chat.says(anna, "Ну вы даёте")
    anna.looks_up()
    gleb.looks_up()
    await chat.says(gleb, "/замечание спорим о мысли, не о человеке", to=said)
    assert chat.heard(gleb) == ["Замечание записано. Подробности — в личных сообщениях."]
    await anna.sees("записано замечание", "спорим о мысли", "апелляцию")
    await gleb.sees("Замечание", "Аня К., 10А", "Снять")


async def test_a_warning_wants_a_reason(chat: Chat, anna: Speaker, gleb: Speaker) -> None:
    said = await chat.says(anna, "Ну вы даёте")
    anna.looks_up()
    await chat.says(gleb, "/предупредить", to=said)
    assert "Нужна причина" in chat.heard(gleb)[-1]
    await anna.hears_nothing()


async def test_parents_and_the_class_teacher_hear_of_a_warning(
    space: Space, chat: Chat, anna: Speaker, gleb: Speaker
) -> None:
    ivan = await space.resident("Иван", "Котов", Role.PARENT, patronymic="Олегович")
    await ivan.says(await space.child_code(ivan, anna))
    await ivan.presses("Да, это я")
    nina = await space.resident(
        "Нина", "Фомина", Role.TEACHER, Role.CLASS_TEACHER, grade="10А", patronymic="Львовна"
    )
    said = await chat.says(anna, "Ну вы даёте")
    for one in (ivan, nina):
        one.looks_up()
    await chat.says(gleb, "/замечание грубо", to=said)
    await ivan.hears_nothing()
    await chat.says(gleb, "/предупредить опять грубо", to=said)
    await ivan.sees("Аня К., 10А", "Предупреждение", "опять грубо")
    await nina.sees("Для сведения", "опять грубо")


async def test_who_is_silenced_cannot_write_and_writes_again_when_it_is_over(
    space: Space, chat: Chat, anna: Speaker, gleb: Speaker
) -> None:
    said = await chat.says(anna, "Ну вы даёте")
    anna.looks_up()
    gleb.looks_up()
    await chat.says(gleb, "/тишина 1д мешает уроку", to=said)
    await anna.sees("режим чтения", "мешает уроку", "До ")
    if space.messenger.name == "sferum":
        await gleb.sees("мессенджер не умеет")
        kept = await chat.says(anna, "а я всё равно пишу")
        assert not chat.stands(anna, kept)
    else:
        await gleb.sees("В чатах сделано")
        assert chat.is_silent(anna)
    anna.looks_up()
    await space.pass_time(timedelta(days=1, minutes=1))
    assert chat.stands(anna, await chat.says(anna, "спасибо, я всё понял"))
    await anna.sees("Срок закончился")


async def test_a_silence_ends_on_time_though_the_program_was_down(
    space: Space, chat: Chat, anna: Speaker, gleb: Speaker
) -> None:
    said = await chat.says(anna, "Ну вы даёте")
    await chat.says(gleb, "/тишина 2ч мешает", to=said)
    await space.suite.stop()
    space.clock.advance(timedelta(hours=5))
    await space.start()
    anna.looks_up()
    await space.settle()
    assert chat.stands(anna, await chat.says(anna, "можно?"))


async def test_the_chair_suspends_in_every_chat_and_a_member_only_by_vote(
    space: Space, chat: Chat, anna: Speaker, gleb: Speaker, chair: Speaker, maria: Speaker
) -> None:
    other = await space.chat("Проект", maria, anna)
    await other.allows_all(True)
    said = await chat.says(anna, "угроза")
    await chat.says(gleb, "/отстранить 7д угрозы", to=said)
    assert "не дана" in chat.heard(gleb)[-1]
    assert anna.phone.id in chat.people()
    anna.looks_up()
    await chair.says("/отстранить Котова Аня 7д угрозы другим")
    await chair.sees("Временное отстранение", "Аня К., 10А")
    assert anna.phone.id not in chat.people() | other.people()
    await anna.sees("приостановлен", "угрозы другим", "телефоны помощи", "обязательный проект")
    await anna.says("Мои записи")
    await anna.sees("Временное отстранение", "действует")


async def test_without_rights_the_moderator_is_told_where_it_could_not_be_done(
    space: Space, chat: Chat, anna: Speaker, chair: Speaker, maria: Speaker
) -> None:
    bare = await space.chat("Без прав", maria, anna)
    await bare.allows_all(False)
    chair.looks_up()
    await chair.says("/отстранить Котова Аня 7д угрозы другим")
    await chair.sees("нет прав")
    assert anna.phone.id in bare.people()
    assert anna.phone.id not in chat.people()


async def test_a_bot_that_was_taken_out_of_a_chat_goes_on_in_the_others(
    space: Space, chat: Chat, anna: Speaker, chair: Speaker, maria: Speaker
) -> None:
    gone = await space.chat("Чужой", maria, anna)
    await gone.allows_all(True)
    await gone.expels()
    await chair.says("/отстранить Котова Аня 7д угрозы другим")
    assert anna.phone.id in gone.people()
    assert anna.phone.id not in chat.people()


async def test_a_stranger_and_a_pupil_command_in_vain_and_it_is_written_down(
    space: Space, chat: Chat, anna: Speaker, boris: Speaker, gleb: Speaker
) -> None:
    said = await chat.says(anna, "Ну вы даёте")
    anna.looks_up()
    before = len(await space.journal("denied"))
    for command in ("/замечание", "/тишина 1д просто так", "/снять", "/вынести_на_совет дело"):
        await chat.says(boris, command, to=said)
    await anna.hears_nothing()
    assert len(await space.journal("denied")) == before + 4
    for command in ("/отстранить Котова Аня 7д так", "/реестр Котова", "Очередь модератора"):
        await boris.says(command)
    assert len(await space.journal("denied")) == before + 7


async def test_a_step_is_taken_back_by_its_giver_and_not_by_the_person(
    space: Space, chat: Chat, anna: Speaker, gleb: Speaker
) -> None:
    said = await chat.says(anna, "Ну вы даёте")
    await chat.says(gleb, "/тишина 1д мешает", to=said)
    anna.looks_up()
    await chat.says(gleb, "/снять", to=said)
    await anna.sees("С тебя снято")
    assert chat.stands(anna, await chat.says(anna, "спасибо"))
    await gleb.says("/реестр Котова Аня")
    await gleb.sees("Режим чтения", "снято")


async def test_a_message_is_kept_for_the_council_as_it_was(
    space: Space, chat: Chat, anna: Speaker, gleb: Speaker, members: list[Speaker]
) -> None:
    said = await chat.says(anna, "вот эти самые слова")
    for one in members:
        one.looks_up()
    await chat.says(gleb, "/вынести_на_совет грубость на уроке", to=said)
    assert chat.heard(gleb)[-1] == "Передано Совету."
    await members[1].sees("Новое дело Совета")
    await members[1].presses("Открыть дело")
    await members[1].sees("вот эти самые слова", "грубость на уроке", "Аня К., 10А")


async def test_a_name_may_be_given_instead_of_a_reply(
    chat: Chat, anna: Speaker, gleb: Speaker
) -> None:
    anna.looks_up()
    await gleb.says("/предупредить Котова Аня 10А пишет не по делу")
    await gleb.sees("Предупреждение", "пишет не по делу")
    await anna.sees("предупреждение", "пишет не по делу")
    await gleb.says("/предупредить Никого Нет просто так")
    await gleb.sees("Такого резидента не нахожу")


async def test_the_person_explains_and_the_council_reads_it(
    chat: Chat, anna: Speaker, members: list[Speaker]
) -> None:
    chair = members[0]
    await chair.says("/отстранить Котова Аня 7д угрозы другим")
    await anna.presses("Дать объяснение")
    await anna.says("Я не хотела никого пугать")
    await anna.presses("Подтвердить")
    await anna.sees("твоё объяснение в деле")
    await members[1].sees("есть объяснение")
    await members[1].presses("Открыть дело")
    await members[1].sees("Объяснение: «Я не хотела никого пугать»")
