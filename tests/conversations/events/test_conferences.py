"""E5: a conference from its sections to the speaker's certificate."""

from datetime import timedelta

from tests.conversations import projects
from tests.conversations.events.planning import approves, opens, proposes
from tests.conversations.space import Space, Speaker
from tests.conversations.test_teams import in_a_team

TITLE = "Чтения"


async def planned(space: Space, maria: Speaker, viktor: Speaker, *people: Speaker) -> None:
    """A conference in the lyceum to which everybody is registered, with one section of Maria's."""
    await proposes(maria, format="Научно-практическая конференция", title=TITLE, length="2 часа")
    await approves(viktor, TITLE)
    for who in people:
        await opens(who, title=TITLE)
        await who.presses("Записаться")
    await opens(maria, title=TITLE)
    await maria.presses("Программа")
    await maria.presses("Управлять")
    await maria.presses("Добавить секцию")
    for answer in ("Наука", "Соколова", "Кабинет 301", "Пропустить", "Пропустить", "Пропустить"):
        await maria.says(answer)
    await maria.presses("Подтвердить")
    await maria.sees("Секция «Наука» добавлена")


async def applies(who: Speaker, title: str) -> None:
    await opens(who, title=TITLE)
    await who.presses("Программа")
    await who.presses("Подать заявку на доклад")
    for answer in (title, "Что сделано и что получилось", "Пропустить", "Наука"):
        await who.says(answer)
    await who.presses("Подтвердить")
    await who.sees("Заявка отправлена")


async def accepts(maria: Speaker, title: str) -> None:
    await opens(maria, title=TITLE)
    await maria.presses("Программа")
    await maria.presses("Управлять")
    await maria.presses("Заявки: 1")
    await maria.says("1")
    await maria.presses("Принять")
    await maria.presses("Наука")
    await maria.sees(f"Доклад «{title}» принят")


async def programme(who: Speaker) -> None:
    await opens(who, title=TITLE)
    await who.presses("Программа")


async def test_a_talk_goes_from_the_application_to_the_certificate(
    space: Space, maria: Speaker, viktor: Speaker, anna: Speaker, boris: Speaker
) -> None:
    await planned(space, maria, viktor, anna, boris)
    await applies(anna, "Вода в пруду")
    await maria.sees("Заявка на доклад «Вода в пруду»", "Аня К., 10А")
    await maria.presses("Открыть доклад")
    await maria.presses("Вернуть с замечанием")
    await maria.says("Назови яснее")
    await maria.presses("Подтвердить")
    await anna.sees("вернули", "Назови яснее")
    await anna.presses("Открыть доклад")
    await anna.presses("Исправить и отправить")
    for answer in ("Пруд", "Пробы воды за осень, что в них нашли"):
        await anna.says(answer)
    await anna.presses("Подтвердить")
    await accepts(maria, "Пруд")
    await anna.sees("Доклад «Пруд» принят")
    await applies(boris, "Робот")
    await accepts(maria, "Робот")

    await programme(boris)
    await boris.sees("Программа ещё готовится")
    await boris.does_not_see("Пруд")
    await programme(maria)
    await maria.presses("Управлять")
    await maria.presses("Опубликовать программу")
    await maria.sees("Программа опубликована", "16:00 — Пруд. Аня К., 10А", "16:10 — Робот")
    await maria.presses("Программа картинкой")
    assert maria.last.attachments[-1].content.startswith(b"\x89PNG")
    await boris.sees("Доклад «Робот» — ", "16:10")

    await programme(maria)
    await maria.says("1")
    await maria.says("2")
    await maria.presses("Раньше")
    await maria.sees("16:00 — Робот", "через несколько минут")
    await space.pass_time(timedelta(minutes=6))
    await anna.sees("Время доклада «Пруд» изменилось", "16:00", "16:10")
    await boris.sees("Время доклада «Робот» изменилось")
    await boris.presses("Открыть доклад")
    await boris.sees("Кабинет 301")
    await boris.presses("В календарь")
    assert b"BEGIN:VEVENT" in boris.last.attachments[-1].content

    await space.pass_time(timedelta(days=5) - timedelta(minutes=20))
    await boris.sees("Через полчаса доклад «Робот»")
    await space.pass_time(timedelta(minutes=40))
    await programme(anna)
    await anna.presses("Сейчас и дальше")
    await anna.sees("Сейчас: Робот")
    await programme(maria)
    await maria.says("1")
    await maria.presses("Следующий доклад")
    await maria.sees("Доклад «Робот» отмечен")
    await boris.presses("Сертификат докладчика")
    await boris.sees("Сертификат за доклад «Робот»")
    assert boris.last.attachments[-1].content.startswith(b"%PDF")


async def test_a_talk_that_is_taken_back_frees_its_time(
    space: Space, maria: Speaker, viktor: Speaker, anna: Speaker, boris: Speaker
) -> None:
    await planned(space, maria, viktor, anna, boris)
    for who, title in ((anna, "Пруд"), (boris, "Робот")):
        await applies(who, title)
        await accepts(maria, title)
    await programme(maria)
    await maria.presses("Управлять")
    await maria.presses("Опубликовать программу")
    await programme(anna)
    await anna.presses("Мой доклад")
    await anna.presses("Снять доклад")
    await anna.presses("Да, снять доклад")
    await anna.sees("Доклад «Пруд» снят")
    await maria.sees("Доклад «Пруд»", "Снимает: Аня К., 10А")
    await space.pass_time(timedelta(minutes=6))
    await boris.sees("Время доклада «Робот» изменилось", "16:10", "16:00")
    await programme(boris)
    await boris.sees("16:00 — Робот")
    await boris.does_not_see("Пруд")


async def test_an_old_time_that_sleeps_till_the_morning_does_not_leave_and_hosts_hear_who_left(
    space: Space, maria: Speaker, viktor: Speaker, anna: Speaker, boris: Speaker
) -> None:
    await planned(space, maria, viktor, anna, boris)
    for who, title in ((anna, "Пруд"), (boris, "Робот")):
        await applies(who, title)
        await accepts(maria, title)
    await programme(maria)
    await maria.presses("Управлять")
    await maria.presses("Опубликовать программу")
    await boris.sees("Доклад «Робот»", "16:10")
    # Late in the evening the talk moves, and moves again.
    await space.pass_time(timedelta(hours=5, minutes=30))
    for number, label in (("2", "Раньше"), ("1", "Позже"), ("2", "Раньше")):
        await programme(maria)
        await maria.says("1")
        await maria.says(number)
        await maria.presses(label)
        await space.pass_time(timedelta(minutes=6))
    await opens(anna, title=TITLE)
    await anna.presses("Отказаться от места")
    await space.pass_time(timedelta(hours=11))
    said = [one.text for one in boris.screen if "Доклад «Робот» — " in one.text]
    assert len(said) == 2 and "16:00" in said[-1]
    assert not [one for one in boris.screen if "изменилось" in one.text]
    gone = [one for one in maria.screen if "больше нет в программе: Аня К., 10А" in one.text]
    assert len(gone) == 1


async def test_co_authors_hear_what_becomes_of_the_talk(
    space: Space, maria: Speaker, viktor: Speaker, anna: Speaker, boris: Speaker
) -> None:
    await in_a_team(anna, boris, maria)
    await planned(space, maria, viktor, anna)
    await opens(anna, title=TITLE)
    await anna.presses("Программа")
    await anna.presses("Подать заявку на доклад")
    for answer in ("Пруд", "Что сделано и что получилось", projects.TITLE, "Наука"):
        await anna.says(answer)
    await anna.presses("Подтвердить")
    boris.looks_up()
    await accepts(maria, "Пруд")
    await boris.sees("Доклад «Пруд» принят")
    await programme(maria)
    await maria.presses("Управлять")
    await maria.presses("Опубликовать программу")
    await boris.sees("Доклад «Пруд» — ", "Кабинет 301")
    await boris.presses("Открыть доклад")
    await boris.does_not_see("Снять доклад")
    boris.looks_up()
    await opens(anna, title=TITLE)
    await anna.presses("Отказаться от места")
    await space.pass_time(timedelta(minutes=1))
    await boris.sees("Доклада «Пруд»", "больше нет в программе: Аня К., 10А не участвует")
