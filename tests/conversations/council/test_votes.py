"""M3-M6 in conversation: ballots, results by themselves, protocols, appeals, openings, partners."""

import io
from datetime import timedelta

import docx

from storage.residents import Role
from tests.conversations.space import Chat, Space, Speaker


async def bring(gleb: Speaker) -> None:
    await gleb.says("/вынести_на_совет Котова Аня угрозы однокласснику")
    await gleb.sees("передано Совету")


async def put(members: list[Speaker], *, measure: str, length: str = "14д") -> None:
    """A member puts a motion on the last case."""
    who = members[1]
    await who.presses("Открыть дело")
    await who.presses("На голосование")
    await who.presses(measure)
    if "срок" in measure:
        await who.says(length)
    else:
        await who.presses("Нет")
    await who.says("За угрозы однокласснику в чате")
    await who.presses("Нет")
    await who.presses("Подтвердить")
    await who.sees("Голосование началось")


async def votes(members: list[Speaker], answer: str) -> None:
    for one in members:
        if answer in [label for message in one.screen[-3:] for label in message.labels]:
            await one.presses(answer)


async def test_a_vote_takes_effect_by_itself_and_has_its_protocol(
    space: Space, chat: Chat, anna: Speaker, gleb: Speaker, members: list[Speaker]
) -> None:
    await bring(gleb)
    await put(members, measure="Отстранить на срок до 30 дней")
    anna.looks_up()
    for one in members[2:4]:
        await one.sees("Отстранить на срок", "Аня К., 10А", "За угрозы")
        await one.presses("За")
        await one.sees("Голос «за» принят")
    assert anna.phone.id in chat.people()
    await members[1].presses("За")
    await anna.sees("приостановлен", "За угрозы однокласснику в чате")
    assert anna.phone.id not in chat.people()
    chair = members[0]
    await chair.sees("Решение № 1", "Принято", "за 3")
    await chair.presses("Протокол")
    await chair.presses("DOCX")
    (sent,) = chair.last.attachments
    text = "\n".join(one.text for one in docx.Document(io.BytesIO(sent.content)).paragraphs)
    for part in ("Протокол № 1", "Кворум", "Котова Аня", "отстранить", "Мирный Олег", "поимённое"):
        assert part in text, text
    await chair.presses("PDF")
    assert chair.last.attachments[0].content.startswith(b"%PDF")


async def test_the_chairs_suspension_is_voted_on_and_lapses_without_a_quorum(
    space: Space, chat: Chat, anna: Speaker, members: list[Speaker]
) -> None:
    chair = members[0]
    await chair.says("/отстранить Котова Аня 7д угрозы другим")
    await members[1].sees("Подтвердить отстранение", "угрозы другим")
    await members[1].presses("За")
    members[2].looks_up()
    await space.pass_time(timedelta(hours=25))
    await members[2].sees("ваш голос ещё не отдан")
    anna.looks_up()
    await space.pass_time(timedelta(hours=24))
    await chair.sees("Нет кворума")
    await anna.sees("не подтвердил")
    assert chat.stands(anna, (await writes_again(chat, anna)))


async def writes_again(chat: Chat, anna: Speaker) -> int:
    """Whom the bot took out of a chat somebody else lets in."""
    chat.lets_in(anna)
    return await chat.says(anna, "я вернулась")


async def test_a_stop_across_the_end_of_the_term_loses_nothing(
    space: Space, chat: Chat, anna: Speaker, gleb: Speaker, members: list[Speaker]
) -> None:
    await bring(gleb)
    await put(members, measure="Отстранить на срок до 30 дней")
    await members[2].presses("За")
    await members[3].presses("За")
    await members[4].presses("Против")
    await space.suite.stop()
    space.clock.advance(timedelta(hours=66))
    await space.start()
    await members[1].presses("За")
    await members[1].sees("уже закончилось")
    await space.settle()
    await members[0].sees("за 2, против 1")


async def test_a_former_member_and_a_forged_button_vote_in_vain(
    space: Space, anna: Speaker, gleb: Speaker, members: list[Speaker], olga: Speaker
) -> None:
    await bring(gleb)
    await put(members, measure="Отстранить на срок до 30 дней")
    await olga.says("Состав Совета")
    await olga.presses("Тимур Олеговна: вывести из Совета")
    await olga.presses("Да, вывести")
    denied = len(await space.journal("denied"))
    await members[3].presses("За")
    await members[3].sees("члены Совета")
    ballot = next(one for one in reversed(members[2].screen) if "За" in one.labels)
    await anna.says("Меню")
    await anna.phone.forge(anna.screen[-1].cmid, space.payload_of(ballot, "За"))
    await space.settle()
    assert len(await space.journal("denied")) == denied + 2


async def test_a_removed_pupil_appeals_and_comes_back(
    space: Space, chat: Chat, anna: Speaker, gleb: Speaker, members: list[Speaker]
) -> None:
    await bring(gleb)
    await put(members, measure="Удалить навсегда")
    await votes(members, "За")
    await anna.sees("закрыт", "навсегда")
    await anna.says("Мои проекты")
    await anna.says("/апелляция")
    await anna.says("Это была шутка, я извинилась перед ним.")
    for one in members:
        one.looks_up()
    await anna.presses("Подтвердить")
    await anna.sees("Апелляция подана", "приостановлено")
    rapporteurs = [one for one in members if "Вы докладчик" in "\n".join(m.text for m in one.heard)]
    assert len(rapporteurs) == 1 and rapporteurs[0] is not members[1]
    anna.looks_up()
    await votes([one for one in members if one not in rapporteurs], "За")
    await anna.sees("Апелляция удовлетворена")


async def test_a_segment_is_opened_by_vote_until_a_day(
    space: Space, chair: Speaker, members: list[Speaker]
) -> None:
    zoya = await space.resident("Зоя", "Партнёрова", Role.PARTNER, patronymic="Ивановна")
    await space.makes_external(zoya)
    await zoya.says("Все проекты")
    await chair.says("/открыть S3 до 01.10")
    await chair.presses("Внешним резидентам")
    await chair.says("Для совместной экспертизы проектов")
    await chair.presses("Подтвердить")
    await chair.sees("Открыть сегмент «Этапы проектов»")
    await votes(members, "За")
    await chair.says("Совет")
    await chair.sees("Открыто внешним резидентам: «Этапы проектов», до 2 октября")
    assert await space.may_enter(zoya, "stages")
    await space.pass_time(timedelta(days=25))
    assert not await space.may_enter(zoya, "stages")


async def test_a_segment_is_closed_by_vote(
    space: Space, chair: Speaker, members: list[Speaker]
) -> None:
    stranger = await space.stranger("Кто-то")
    await stranger.says("Начать")
    await chair.says("/открыть S8 до 01.10")
    await chair.presses("Всем")
    await chair.says("Для общей экспертизы проектов")
    await chair.presses("Подтвердить")
    await votes(members, "За")
    assert await space.may_enter(stranger, "sharing")
    await chair.says("/закрыть S8")
    await chair.says("Экспертиза закончилась")
    await chair.presses("Подтвердить")
    await votes(members, "За")
    assert not await space.may_enter(stranger, "sharing")


async def test_a_contract_brings_people_in_and_ends_by_itself(space: Space, olga: Speaker) -> None:
    await olga.says("/договор")
    await olga.says("Музей науки")
    await olga.says("12/26")
    await olga.says("01.10")
    await olga.says("Зорина Зоя Ивановна\nМузеев Пётр")
    await olga.presses("Подтвердить")
    await olga.sees("Музей науки", "Зорина Зоя")
    code = next(
        line.rpartition(": ")[2] for line in olga.last.text.splitlines() if "Зорина" in line
    )
    zoya = await space.stranger("Зоя Зорина")
    await zoya.says(code)
    await zoya.presses("Да, это я")
    assert await space.may_enter(zoya, "events")
    assert not await space.may_enter(zoya, "stages")
    olga.looks_up()
    await space.pass_time(timedelta(days=11))
    await olga.sees("скоро закончится", "Музей науки")
    await space.pass_time(timedelta(days=14))
    assert not await space.may_enter(zoya, "rooms")
    await olga.sees("Договор закончился")


async def test_a_stranger_sees_nothing_of_the_council(space: Space, anna: Speaker) -> None:
    stranger = await space.stranger("Кто-то")
    for who in (anna, stranger):
        denied = len(await space.journal("denied"))
        for command in ("Голосования", "Протоколы", "Дела Совета", "/открыть S3"):
            await who.says(command)
        assert len(await space.journal("denied")) == denied + 4


async def test_of_a_secret_choice_not_a_word_is_kept(space: Space, members: list[Speaker]) -> None:
    await members[1].says("Голосования")
    await members[1].presses("Новое голосование")
    await members[1].says("Проводить ли весенний хакатон")
    await members[1].presses("Да")
    await members[1].presses("Подтвердить")
    await members[2].sees("Голосование тайное")
    await members[2].presses("Против")
    await members[2].sees("Голос принят")
    for one in (members[0], members[1], members[3], members[4]):
        await one.presses("За")
    await members[0].presses("Протокол")
    await members[0].presses("DOCX")
    (sent,) = members[0].last.attachments
    text = "\n".join(one.text for one in docx.Document(io.BytesIO(sent.content)).paragraphs)
    assert "тайное" in text and "Поимённо" not in text


async def test_a_member_with_an_interest_gets_no_ballot(
    space: Space, gleb: Speaker, anna: Speaker, members: list[Speaker]
) -> None:
    await members[3].says(await space.child_code(members[3], anna))
    await members[3].presses("Да, это я")
    await bring(gleb)
    members[3].looks_up()
    await put(members, measure="Отстранить на срок до 30 дней")
    await members[3].hears_nothing()
    await members[3].says("Голосования")
    await members[3].says("1")
    await members[3].sees("Вы не голосуете", "родственнике")
    await members[3].does_not_see("Воздержаться")
