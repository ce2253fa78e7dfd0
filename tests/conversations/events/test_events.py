"""E1, E3: an event is proposed, approved, joined, moved and called off, in residents' words."""

from datetime import timedelta

from storage.events import Event, EventState
from storage.residents import Role
from storage.store import Tx
from tests.conversations.events.planning import approves, opens, proposes
from tests.conversations.space import Space, Speaker


async def test_an_event_is_proposed_approved_and_joined(
    maria: Speaker, viktor: Speaker, anna: Speaker
) -> None:
    await proposes(maria)
    await maria.sees("на одобрении у рабочей группы")
    await viktor.sees("Новое событие на одобрение", "Вечер роботов", "Мария Ивановна")
    await approves(viktor)
    await maria.sees("«Вечер роботов» одобрено")
    await opens(anna)
    await anna.sees("Кабинет 305", "Мария Ивановна", "Мест хватит всем", "Записаться")
    await anna.presses("Записаться")
    await anna.sees("Записал! «Вечер роботов»", "12 сентября")
    await opens(anna)
    await anna.sees("Твоё место записано", "В календарь", "Отказаться от места")


async def test_a_declined_event_is_told_of_with_the_reason(
    maria: Speaker, viktor: Speaker, anna: Speaker
) -> None:
    await proposes(maria)
    await opens(viktor, "События на одобрении")
    await viktor.presses("Отклонить")
    await viktor.says("В этот день городская олимпиада")
    await viktor.presses("Подтвердить")
    await maria.sees("отклонено", "городская олимпиада")
    await anna.says("События")
    await anna.does_not_see("Вечер роботов")


async def test_what_breaks_a_rule_is_said_before_it_is_sent(maria: Speaker) -> None:
    await proposes(maria, starts="12.09 19:30")
    await maria.sees("должно закончиться до 20:00")
    await maria.presses("Изменить")
    await maria.says("Начало")
    await maria.says("12.09 18:30")
    await maria.presses("Подтвердить")
    await maria.sees("«Вечер роботов» записано")


async def test_an_event_with_guests_needs_somebody_of_the_staff(
    anna: Speaker, maria: Speaker
) -> None:
    await proposes(anna, audience="Все желающие")
    await anna.sees("среди ведущих должен быть сотрудник лицея")
    await anna.presses("Изменить")
    await anna.says("Второй ведущий")
    await anna.says("Мария Ивановна Соколова")
    await anna.presses("Подтвердить")
    await anna.sees("«Вечер роботов» записано")


async def test_a_room_that_is_taken_is_warned_of_and_not_forbidden(
    maria: Speaker, viktor: Speaker, olga: Speaker
) -> None:
    await proposes(maria)
    await approves(viktor)
    await proposes(olga, title="Встреча кружка", room="кабинет 305")
    await olga.sees("Обратите внимание", ": там «Вечер роботов»")
    await viktor.sees(": там «Вечер роботов»")
    await approves(viktor, "Встреча кружка")


async def test_a_full_event_has_a_waiting_list_that_moves_by_itself(
    space: Space, maria: Speaker, viktor: Speaker, anna: Speaker, boris: Speaker
) -> None:
    await proposes(maria, places="1")
    await approves(viktor)
    await opens(anna)
    await anna.presses("Записаться")
    await opens(boris)
    await boris.sees("Все места заняты")
    await boris.presses("Записаться")
    await boris.sees("в листе ожидания под номером 1")
    boris.looks_up()
    await opens(anna)
    await anna.presses("Отказаться от места")
    await boris.sees("Освободилось место", "Занять место")
    await boris.presses("Занять место")
    await boris.sees("Записал!")


async def test_an_offer_that_nobody_takes_goes_to_the_next(
    space: Space, maria: Speaker, viktor: Speaker, anna: Speaker, boris: Speaker
) -> None:
    dasha = await space.resident("Даша", "Дымова", Role.STUDENT, grade="10Б")
    await proposes(maria, places="1")
    await approves(viktor)
    for who in (anna, boris, dasha):
        await opens(who)
        await who.presses("Записаться")
    await opens(anna)
    await anna.presses("Отказаться от места")
    await boris.sees("Освободилось место")
    boris.looks_up()
    await dasha.does_not_see("Освободилось место")
    await space.pass_time(timedelta(hours=25))
    await boris.sees("перешло следующему")
    await dasha.sees("Освободилось место")
    await opens(boris)
    await boris.sees("Записаться")


async def test_a_move_is_told_to_everybody_with_a_new_file(
    maria: Speaker, viktor: Speaker, anna: Speaker
) -> None:
    await proposes(maria)
    await approves(viktor)
    await opens(anna)
    await anna.presses("Записаться")
    await opens(maria)
    await maria.presses("Изменить")
    for answer in ("13.09 17:00", "Пропустить", "Пропустить", "Пропустить"):
        await maria.says(answer)
    await maria.presses("Подтвердить")
    await anna.sees("изменилось время или место", "13 сентября")
    assert anna.last.attachments[-1].name.endswith(".ics")


async def test_a_cancelled_event_is_told_of_and_reminds_nobody(
    space: Space, maria: Speaker, viktor: Speaker, anna: Speaker
) -> None:
    await proposes(maria)
    await approves(viktor)
    await opens(anna)
    await anna.presses("Записаться")
    await opens(maria)
    await maria.presses("Отменить событие")
    await maria.says("Заболел ведущий")
    await maria.presses("Подтвердить")
    await anna.sees("отменено", "Заболел ведущий")
    anna.looks_up()
    await space.pass_time(timedelta(days=6))
    assert not [one for one in anna.heard if "Завтра" in one.text or "Через" in one.text]


async def test_reminders_come_a_day_an_hour_and_ten_minutes_before(
    space: Space, maria: Speaker, viktor: Speaker, anna: Speaker, boris: Speaker
) -> None:
    await proposes(maria)
    await approves(viktor)
    for who in (anna, boris):
        await opens(who)
        await who.presses("Записаться")
    await space.pass_time(timedelta(days=4))
    await anna.sees("Завтра — «Вечер роботов»")
    await opens(boris)
    await boris.presses("Отказаться от места")
    boris.looks_up()
    await space.pass_time(timedelta(hours=23))
    await anna.sees("Через час")
    anna.looks_up()
    await space.pass_time(timedelta(minutes=50))
    await anna.sees("Через 10 минут")
    await boris.hears_nothing()


async def test_a_guest_sees_and_joins_open_events_only(
    space: Space, maria: Speaker, viktor: Speaker
) -> None:
    await proposes(maria)
    await approves(viktor)
    await proposes(
        maria, title="День открытых дверей", audience="Все желающие", starts="14.09 16:00"
    )
    await approves(viktor, "День открытых дверей")
    guest = await space.stranger("Кирилл Маслов")
    await guest.says("События")
    await guest.does_not_see("Вечер роботов")
    await opens(guest, title="День открытых дверей")
    await guest.presses("Записаться")
    await guest.sees("Записано: «День открытых дверей»")
    await guest.says("Предложить событие")
    await guest.sees("код")
    await space.pass_time(timedelta(days=6))
    await guest.sees("Завтра — «День открытых дверей»")


async def test_the_same_time_twice_is_warned_of(
    maria: Speaker, viktor: Speaker, olga: Speaker, anna: Speaker
) -> None:
    await proposes(maria)
    await approves(viktor)
    await proposes(olga, title="Встреча кружка", room="Актовый зал")
    await approves(viktor, "Встреча кружка")
    await opens(anna)
    await anna.presses("Записаться")
    await opens(anna, title="Встреча кружка")
    await anna.sees("в это же время у тебя «Вечер роботов»")
    await anna.presses("Записаться")
    await anna.sees("Записал! «Встреча кружка»")


async def test_a_host_sees_who_comes(
    maria: Speaker, viktor: Speaker, anna: Speaker, boris: Speaker
) -> None:
    await proposes(maria)
    await approves(viktor)
    await opens(anna)
    await anna.presses("Записаться")
    await opens(maria)
    await maria.presses("Участники")
    await maria.sees("Участники: 1", "Аня К., 10А")
    await boris.says("События")


async def test_the_generators_plan_becomes_a_draft_with_one_button(
    maria: Speaker, viktor: Speaker
) -> None:
    await maria.says("Генератор событий")
    for answer in ("Найти идею", "до 10", "около часа", "В лицее", "Пропустить", "Подтвердить"):
        await maria.says(answer)
    await maria.says("1")
    await maria.presses("Предложить это событие")
    for answer in (
        "Штурм идей",
        "Ищем темы проектов",
        "12.09 16:00",
        "Кабинет 12",
        "10",
        "Только лицей",
        "Ученики всех классов",
        "Не нужно",
        "Пропустить",
    ):
        await maria.says(answer)
    await maria.presses("Подтвердить")
    await maria.sees("«Штурм идей» — на одобрении")


async def test_a_long_list_of_events_fits_the_keyboard_of_who_may_do_most(
    space: Space, maria: Speaker, viktor: Speaker
) -> None:
    def hold(tx: Tx) -> None:
        for number in range(6):
            starts = tx.now + timedelta(days=1, hours=number)
            tx.session.add(
                Event(
                    uid=f"{number}",
                    title=f"Вечер {number}",
                    purpose="Покажем",
                    starts_at=starts,
                    ends_at=starts + timedelta(hours=1),
                    state=EventState.APPROVED,
                    proposed_by=maria.resident,
                    made_at=tx.now,
                    changed_at=tx.now,
                )
            )

    await space.run(hold)
    await viktor.says("События")
    await viktor.sees("Вечер 0", "Ещё в этом разделе")
    await viktor.presses("Ещё в этом разделе")
    await viktor.sees("Выставки", "События на одобрении", "Мои прошедшие")


async def test_of_a_proposal_that_nobody_decides_about_all_are_told_in_time(
    space: Space, maria: Speaker, viktor: Speaker
) -> None:
    await proposes(maria)
    await space.pass_time(timedelta(days=4, hours=2))
    await viktor.sees("«Вечер роботов» ещё ждёт решения")
    await space.pass_time(timedelta(days=1))
    await maria.sees("«Вечер роботов» не успели одобрить до начала")


async def test_of_a_proposal_that_was_decided_nobody_is_told_again(
    space: Space, maria: Speaker, viktor: Speaker
) -> None:
    await proposes(maria)
    await approves(viktor)
    viktor.looks_up()
    await space.pass_time(timedelta(days=5))
    await viktor.does_not_see("ждёт решения")
    await maria.does_not_see("не успели")
