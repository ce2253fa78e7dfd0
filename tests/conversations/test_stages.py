"""P4-P6: work on a stage, sending in, the verdict, more time."""

from datetime import timedelta

from lab.troubles import Trouble
from storage import proposals, residents
from storage.store import Tx
from tests.conversations import projects
from tests.conversations.space import PNG, Space, Speaker


async def test_items_are_ticked_by_number_and_kept(anna: Speaker, maria: Speaker) -> None:
    await projects.with_supervisor(anna, maria)
    await anna.says("Мои проекты")
    await anna.presses("Этап 1")
    await anna.says("1")
    await anna.sees("✅ Записал три темы")
    await anna.presses("1")
    await anna.sees("⬜ Записал три темы")


async def test_sending_in_needs_all_required_items(anna: Speaker, maria: Speaker) -> None:
    await projects.with_supervisor(anna, maria)
    await anna.says("Мои проекты")
    await anna.presses("Этап 1")
    await anna.says("1")
    await anna.says("Сдать этап")
    await anna.sees("Сдать пока нельзя", "Выбрал тип проекта")
    await anna.does_not_see("Посмотрел в банке решений")


async def test_a_photo_is_attached_and_reaches_the_supervisor(
    space: Space, anna: Speaker, maria: Speaker
) -> None:
    await projects.with_supervisor(anna, maria)
    await anna.says("Мои проекты")
    await anna.presses("Этап 1")
    await anna.presses("Приложить файл")
    await anna.sends_photo()
    await anna.says("Паспорт проекта")
    await anna.presses("Подтвердить")
    await anna.sees("Приложен 1 файл", "Паспорт проекта")
    await projects.submits(anna)
    await maria.sees("ждёт проверки", "Паспорт проекта")
    (photo,) = maria.last.attachments
    assert photo.content == PNG


async def test_a_file_out_of_the_blue_is_offered_a_place(anna: Speaker, maria: Speaker) -> None:
    await projects.with_supervisor(anna, maria)
    await anna.sends_document("plan.docx")
    await anna.sees("К какому этапу приложить?")
    await anna.says("1")
    await anna.sees("Приложен 1 файл", "plan.docx")


async def test_a_link_is_checked_and_attached(anna: Speaker, maria: Speaker) -> None:
    await projects.with_supervisor(anna, maria)
    await anna.says("Мои проекты")
    await anna.presses("Этап 1")
    await anna.presses("Ещё")
    await anna.presses("Ссылка")
    await anna.says("javascript:alert(1)")
    await anna.says("Таблица с данными")
    await anna.presses("Подтвердить")
    await anna.sees("не похоже на ссылку")


async def test_the_diary_is_written_in_one_message(anna: Speaker, maria: Speaker) -> None:
    await projects.with_supervisor(anna, maria)
    await anna.says("дневник: опросил десять человек")
    await anna.sees("Записано в дневник")
    await anna.presses("Открыть дневник")
    await anna.sees("опросил десять человек", "Аня К.")
    await maria.says("Мои проекты")
    await maria.presses("Дневник")
    await maria.sees("опросил десять человек")


async def test_the_supervisor_returns_with_remarks_that_are_ticked_off(
    anna: Speaker, maria: Speaker
) -> None:
    await projects.with_supervisor(anna, maria)
    await projects.submits(anna)
    await anna.sees("отправлен")
    await maria.presses("Вернуть")
    await maria.sees("Без замечаний вернуть нельзя")
    await maria.says("назови место\nназови год")
    await maria.sees("Возврат на доработку — проверьте", "• назови место")
    await maria.presses("Подтвердить")
    await anna.sees("возвращает этап 1", "назови место", "назови год")
    await anna.presses("Этап 1")
    await anna.sees("🔧 Замечание: назови место")
    await anna.says("1")
    await anna.says("Сдать этап")
    await anna.sees("Сдать пока нельзя", "назови год")
    await anna.presses("Этап 1")
    await anna.says("2")
    await anna.says("Сдать этап")
    await maria.sees("попытка 2", "Прежние замечания")


async def test_what_was_sent_in_is_kept_as_it_was(
    space: Space, anna: Speaker, maria: Speaker
) -> None:
    await projects.with_supervisor(anna, maria)
    await projects.submits(anna)
    await anna.says("Мои проекты")
    await anna.presses("Этап 1")
    await anna.does_not_see("Приложить файл")
    await maria.says("Очередь проверки")
    await maria.says("1")
    await maria.sees("✅ Записал три темы")


async def test_both_approvals_accept_the_stage_and_the_next_begins(
    anna: Speaker, maria: Speaker, olga: Speaker
) -> None:
    await projects.with_supervisor(anna, maria)
    await projects.submits(anna)
    await maria.presses("Принять")
    await anna.sees("одобрен", "координатор")
    await olga.presses("Принять")
    await anna.sees("этап 1 принят", "Следующий — «Планирование»")
    await anna.presses("Этап 2")
    await anna.sees("Этап 2 из 8")


async def test_remarks_used_before_can_be_picked(
    space: Space, anna: Speaker, boris: Speaker, maria: Speaker
) -> None:
    await projects.with_supervisor(anna, maria)
    await projects.submits(anna)
    await maria.presses("Вернуть")
    await maria.says("Назови место и год")
    await maria.presses("Подтвердить")
    await projects.with_supervisor(boris, maria, place="Мария Ивановна Соколова")
    await projects.submits(boris)
    await maria.presses("Вернуть")
    await maria.presses("Назови место и год")
    await maria.presses("Подтвердить")
    await boris.sees("возвращает этап 1", "Назови место и год")


async def test_late_reviews_are_reminded_of_and_then_told_the_coordinator(
    space: Space, anna: Speaker, maria: Speaker, olga: Speaker
) -> None:
    await projects.with_supervisor(anna, maria)
    await projects.submits(anna)
    maria.looks_up()
    olga.looks_up()
    await space.pass_time(timedelta(days=3, minutes=1))
    await maria.sees("Напоминание", "3 рабочих дня")
    await olga.hears_nothing()
    await space.pass_time(timedelta(days=4))
    await olga.sees("ждёт проверки 5 рабочих дней", "Руководитель: Мария Ивановна")


async def test_a_due_date_is_reminded_of(space: Space, anna: Speaker, maria: Speaker) -> None:
    await projects.with_supervisor(anna, maria)
    anna.looks_up()
    await space.pass_time(timedelta(days=35))
    await anna.sees("срок этапа «Замысел и тема»", "Осталось обязательное")


async def test_more_time_is_asked_for_and_granted(anna: Speaker, maria: Speaker) -> None:
    await projects.with_supervisor(anna, maria)
    await anna.says("Перенести срок")
    await anna.says("сколько-нибудь")
    await anna.sees("Не понимаю срок", "На сколько перенести?")
    await anna.says("на неделю")
    await anna.sees("Записано: 7 дней")
    await anna.says("болел две недели")
    await anna.presses("Подтвердить")
    await anna.sees("Просьба отправлена")
    await maria.sees("просит перенести срок", "болел две недели")
    await maria.presses("Перенести")
    await anna.sees("перенесён на 22 октября")


async def test_overdue_is_shown_and_goes_when_the_date_moves(
    space: Space, anna: Speaker, maria: Speaker
) -> None:
    await projects.with_supervisor(anna, maria)
    await space.pass_time(timedelta(days=40))
    await anna.says("Мои проекты")
    await anna.sees("просрочен", "прошёл 2 дня назад")
    await anna.says("Перенести срок")
    await anna.says("3 дня")
    await anna.says("не хватило времени")
    await anna.presses("Подтвердить")
    await maria.presses("Перенести")
    await anna.says("Мои проекты")
    await anna.does_not_see("просрочен")


async def test_a_restart_in_the_middle_of_a_review_loses_nothing(
    space: Space, anna: Speaker, maria: Speaker
) -> None:
    await projects.with_supervisor(anna, maria)
    await projects.submits(anna)
    await maria.presses("Вернуть")
    await space.restart()
    await maria.says("Назови место")
    await space.restart()
    await maria.presses("Подтвердить")
    await anna.sees("возвращает этап 1", "Назови место")


async def test_a_restart_in_the_middle_of_a_send_loses_nothing(
    space: Space, anna: Speaker, maria: Speaker
) -> None:
    await projects.with_supervisor(anna, maria)
    await projects.ticks_all(anna)
    for method in (space.messenger.send, "execute"):
        space.messenger.troubles.order(Trouble("bad_gateway", method=method, times=None))
    anna.looks_up()
    maria.looks_up()
    await anna.presses("Сдать этап")
    await maria.hears_nothing()
    await space.restart()
    space.messenger.troubles.clear()
    await space.pass_time(timedelta(minutes=1))
    await anna.sees("отправлен")
    await maria.sees("ждёт проверки")


async def test_a_stage_with_many_files_can_be_reviewed(
    space: Space, anna: Speaker, maria: Speaker
) -> None:
    await projects.with_supervisor(anna, maria)
    for number in range(11):
        await anna.says("Мои проекты")
        await anna.presses("Этап 1")
        await anna.presses("Приложить файл")
        await anna.sends_photo()
        await anna.says(f"Фото {number}")
        await anna.presses("Подтвердить")
    maria.looks_up()
    await projects.submits(anna)
    assert sum(len(one.attachments) for one in maria.heard) == 11
    await maria.presses("Принять")
    await maria.sees("одобрен вами")


async def test_a_long_list_of_projects_is_answered(space: Space, anna: Speaker) -> None:
    def many(tx: Tx) -> None:
        who = residents.who(tx, anna.resident)
        for number in range(60):
            proposals.create(
                tx,
                who,
                kind="individual",
                type="research",
                title=f"Как вода в реке меняет здоровье жителей нашего района, часть {number}",
                subject="Экология",
                purpose="Чтобы стало лучше",
            )

    await space.run(many)
    await anna.says("Мои проекты")
    await anna.sees("1. ", "часть")
