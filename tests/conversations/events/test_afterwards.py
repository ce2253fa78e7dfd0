"""E4: who was there, the certificate, and opinions that tell of nobody."""

import io
from datetime import timedelta

from storage.residents import Role
from tests.conversations.events.planning import approves, opens, proposes
from tests.conversations.space import Space, Speaker


async def at_the_meeting(space: Space, maria: Speaker, viktor: Speaker, *people: Speaker) -> str:
    """Everybody registered, the meeting has begun; gives the code that Maria says aloud."""
    await proposes(maria)
    await approves(viktor)
    for who in people:
        await opens(who)
        await who.presses("Записаться")
    await space.pass_time(timedelta(days=5, minutes=5))
    await opens(maria)
    await maria.presses("Код встречи")
    await maria.sees("Его называют вслух")
    return maria.last.text.partition(": ")[2][:4]


async def was_there(who: Speaker, code: str) -> None:
    await opens(who)
    await who.presses("Я на встрече")
    await who.says(code)
    await who.presses("Подтвердить")


async def rates(who: Speaker, stars: str, words: str = "Пропустить") -> None:
    await who.presses("Оценить")
    for answer in (stars, "Да", "Отчасти", words, "Подтвердить"):
        await who.says(answer)
    await who.sees("Спасибо!")


async def test_who_says_the_code_was_there_and_gets_a_certificate(
    space: Space, maria: Speaker, viktor: Speaker, anna: Speaker, boris: Speaker
) -> None:
    code = await at_the_meeting(space, maria, viktor, anna, boris)
    wrong = f"{(int(code) + 1) % 10_000:04}"
    await was_there(anna, wrong)
    await anna.sees("Код не тот")
    await was_there(anna, code)
    await anna.sees("Отметил: ты на «Вечер роботов»")
    await space.pass_time(timedelta(hours=3))
    await anna.says("События")
    await anna.presses("Мои прошедшие")
    await anna.says("1")
    await anna.sees("Сертификат участника")
    sent = anna.last.attachments[-1]
    assert sent.name == "Сертификат Вечер роботов.pdf"
    assert sent.content.startswith(b"%PDF") and io.BytesIO(sent.content).getvalue()
    await boris.says("События")
    await boris.presses("Мои прошедшие")
    await boris.sees("Отметок пока нет")


async def test_a_code_is_not_to_be_guessed(
    space: Space, maria: Speaker, viktor: Speaker, anna: Speaker
) -> None:
    code = await at_the_meeting(space, maria, viktor, anna)
    for number in range(1, 6):
        await was_there(anna, f"{(int(code) + number) % 10_000:04}")
    await was_there(anna, code)
    await anna.sees("Слишком много неверных кодов")


async def test_opinions_are_shown_from_five_on_and_nobodys_is_found_by_subtracting(
    space: Space, maria: Speaker, viktor: Speaker, anna: Speaker, boris: Speaker
) -> None:
    others = [
        await space.resident(f"Ученик{number}", "Новый", Role.STUDENT, grade="10Б")
        for number in range(5)
    ]
    people = [anna, boris, *others]
    code = await at_the_meeting(space, maria, viktor, *people)
    for who in people:
        await was_there(who, code)
    await space.pass_time(timedelta(hours=2))
    for who in people[:4]:
        await who.sees("закончилось")
        await rates(who, "5", words=f"Слово {who.name}")
    await opens_past(maria)
    await maria.sees("Отзывов пока мало")
    await maria.does_not_see("Слово")
    await rates(people[4], "1")
    await opens_past(maria)
    await maria.sees("Отзывы: 5", "4,2")
    assert maria.last.attachments[-1].content.startswith(b"\x89PNG")
    await rates(people[5], "1", words="Скучно")
    await opens_past(maria)
    await maria.sees("Отзывы: 5", "4,2")
    await maria.does_not_see("Скучно")


async def opens_past(maria: Speaker) -> None:
    """The event is over: its card is opened from an older message."""
    await maria.presses("Открыть событие")
    await maria.presses("Отзывы")


async def test_who_was_not_there_is_not_asked(
    space: Space, maria: Speaker, viktor: Speaker, anna: Speaker, boris: Speaker
) -> None:
    code = await at_the_meeting(space, maria, viktor, anna, boris)
    await was_there(anna, code)
    boris.looks_up()
    await space.pass_time(timedelta(hours=2))
    await anna.sees("«Вечер роботов» закончилось")
    assert not [one for one in boris.heard if "закончилось" in one.text]
