"""C1-C6, C9-C10: how every bot talks."""

from datetime import UTC, datetime, timedelta

import pytest

from storage import messages, updates
from storage.residents import Role
from tests.conversations import projects
from tests.conversations.space import Space, Speaker


@pytest.mark.parametrize("said", ["Меню", "меню", "/меню", "!МЕНЮ", "menu", "/menu", "Меню."])
async def test_a_command_is_understood_however_it_is_written(anna: Speaker, said: str) -> None:
    await anna.says(said)
    await anna.sees("Выбери, что нужно")


@pytest.mark.parametrize("said", ["Начать", "/start", "start", "начать!"])
async def test_beginning_works_in_every_spelling(anna: Speaker, said: str) -> None:
    await anna.says(said)
    await anna.sees("Привет, Аня!")


async def test_help_names_what_can_be_said(anna: Speaker) -> None:
    await anna.says("Помощь")
    await anna.sees("Мои проекты", "Новый проект", "Дневник", "Сдать этап")


async def test_a_typed_label_does_what_the_button_does(anna: Speaker) -> None:
    await anna.says("Новый проект")
    await anna.says("индивидуальный проект")
    await anna.sees("Какого типа твой проект?")


async def test_a_list_is_answered_by_number(anna: Speaker) -> None:
    await anna.says("Новый проект")
    await anna.says("1")
    await anna.sees("Какого типа твой проект?", "1. Исследовательский")


async def test_every_message_is_answered(space: Space, anna: Speaker) -> None:
    stranger = await space.stranger("Некто")
    for text in ("ъъъ", "🙂", "?", "а" * 4000, "<b>жирно</b>", "завтра в 15"):
        await stranger.says(text)
        await stranger.sees("Не понимаю")


async def test_a_voice_message_is_answered_where_the_messenger_tells_whose_it_is(
    space: Space, anna: Speaker
) -> None:
    """MAX tells bots that something was said, and neither by whom nor what: whoever speaks there
    sees no answer, which is why no text of ours asks for a voice message. It holds nobody up."""
    await anna.says("Меню")
    before = len(anna.phone.shown())
    await anna.phone.send_voice()
    await space.settle()
    if space.messenger.name == "sferum":
        (own,) = anna.phone.shown()[before:]
        assert own.mine
    else:
        await anna.sees("сейчас он мне не нужен")
    assert await space.suite.store.run(updates.parked) == []
    await anna.says("Меню")
    await anna.sees("Выбери, что нужно")


async def test_a_slip_gets_the_nearest_commands(anna: Speaker) -> None:
    await anna.says("мои праекты")
    await anna.sees("Может быть, ты об этом?", "Мои проекты")
    await anna.presses("Мои проекты")
    await anna.sees("Проектов у тебя пока нет")


async def test_a_form_says_what_is_wrong_and_asks_again(anna: Speaker) -> None:
    await anna.says("Новый проект")
    await anna.says("а какой лучше?")
    await anna.sees("Выбери один из вариантов", "индивидуальным или коллективным")
    await anna.says("1")
    await anna.says("1")
    await anna.says("Эко")
    await anna.sees("Слишком коротко: нужно хотя бы 5 знаков", "Как называется проект?")


async def test_a_form_steps_back_and_lets_any_answer_be_changed(anna: Speaker) -> None:
    await anna.says("Новый проект")
    await anna.says("1")
    await anna.says("Назад")
    await anna.sees("индивидуальным или коллективным")
    await anna.says("2")
    await anna.says("Творческий")
    await anna.says("Повесть о лицее")
    await anna.says("литература")
    await anna.says("чтобы новичкам было что прочесть")
    await anna.says("1")
    await anna.says("Пропустить")
    await anna.sees("Новый проект — проверь", "Вид: Коллективный проект", "Повесть о лицее")
    await anna.presses("Изменить")
    await anna.says("Название")
    await anna.says("Роман о лицее")
    await anna.sees("Роман о лицее", "Подтвердить")


async def test_cancel_lets_a_form_go(anna: Speaker) -> None:
    await anna.says("Новый проект")
    await anna.says("отмена")
    await anna.sees("отменил")
    await anna.says("Продолжить")
    await anna.does_not_see("Какого типа")


async def test_a_command_in_the_middle_keeps_the_form_as_a_draft(anna: Speaker) -> None:
    await anna.says("Новый проект")
    await anna.says("1")
    await anna.says("Мои данные")
    await anna.sees("Котова Аня", "Черновик «Новый проект» сохранён (1 ответ)")
    await anna.says("какие-то слова")
    await anna.sees("Не понимаю", "Продолжить")
    await anna.presses("Продолжить")
    await anna.sees("Какого типа твой проект?")


async def test_a_form_survives_a_restart(space: Space, anna: Speaker) -> None:
    await anna.says("Новый проект")
    await anna.says("1")
    await space.restart()
    await anna.says("Исследовательский")
    await anna.sees("Как называется проект?")


async def test_after_a_day_of_silence_a_text_is_no_answer(space: Space, anna: Speaker) -> None:
    await anna.says("Новый проект")
    await anna.says("1")
    await space.pass_time(timedelta(hours=25))
    await anna.says("Исследовательский")
    await anna.sees("Черновик «Новый проект» сохранён")
    await anna.presses("Продолжить")
    await anna.sees("Какого типа твой проект?")


async def test_a_button_pressed_twice_acts_once(
    space: Space, anna: Speaker, maria: Speaker
) -> None:
    await projects.with_supervisor(anna, maria)
    await projects.ticks_all(anna)
    await anna.presses("Сдать этап")
    await anna.presses("Сдать этап")
    await anna.sees("Уже сделано")
    await maria.says("Очередь проверки")
    await maria.sees("1 работа ждёт")


async def test_an_old_messages_button_shows_how_things_stand(anna: Speaker, maria: Speaker) -> None:
    await projects.with_supervisor(anna, maria)
    await projects.submits(anna)
    await maria.presses("Принять")
    await maria.presses("Принять")
    await maria.sees("Уже сделано", "Принято: Мария Ивановна")


async def test_navigation_is_edited_in_place(space: Space, anna: Speaker, maria: Speaker) -> None:
    await projects.with_supervisor(anna, maria)
    await anna.says("Мои проекты")
    before = len(anna.screen)
    await anna.presses("Все этапы")
    assert len(anna.screen) == before
    assert anna.last.edited
    await anna.sees("Этапы проекта")


async def test_the_pressed_button_stops_spinning(space: Space, anna: Speaker) -> None:
    await anna.says("Новый проект")
    await anna.presses("Индивидуальный проект")
    assert anna.phone.spinning() == 0


async def test_notices_wait_until_quiet_hours_end(
    space: Space, anna: Speaker, maria: Speaker
) -> None:
    await projects.with_supervisor(anna, maria)
    await projects.ticks_all(anna)
    space.clock.set(datetime(2026, 9, 7, 17, 30, tzinfo=UTC))
    maria.looks_up()
    await anna.presses("Сдать этап")
    await anna.sees("отправлен")
    await maria.hears_nothing()
    space.clock.set(datetime(2026, 9, 8, 5, 1, tzinfo=UTC))
    await space.settle()
    await maria.sees("ждёт проверки")


async def test_answers_come_at_once_at_any_hour(space: Space, anna: Speaker) -> None:
    space.clock.set(datetime(2026, 9, 8, 1, 0, tzinfo=UTC))
    await anna.says("Мои проекты")
    await anna.sees("Проектов у тебя пока нет")


async def test_a_notice_about_what_is_over_never_leaves(
    space: Space, anna: Speaker, maria: Speaker, olga: Speaker
) -> None:
    await projects.with_supervisor(anna, maria)
    await projects.ticks_all(anna)
    space.clock.set(datetime(2026, 9, 7, 17, 30, tzinfo=UTC))
    maria.looks_up()
    await anna.presses("Сдать этап")
    await maria.says("Очередь проверки")
    await maria.says("1")
    await maria.presses("Принять")
    maria.looks_up()
    space.clock.set(datetime(2026, 9, 8, 6, 0, tzinfo=UTC))
    await space.settle()
    await maria.hears_nothing()
    rows = await space.run(lambda tx: messages.recent(tx, 1, 100))
    assert rows


async def test_an_update_repeated_five_times_acts_once(space: Space, anna: Speaker) -> None:
    anna.looks_up()
    space.messenger.troubles.repeat_updates(copies=5)
    await anna.phone.write("Мои данные")
    await space.settle()
    answers = [one for one in anna.heard if "Котова Аня" in one.text]
    assert len(answers) == 1


async def test_two_messages_of_one_person_are_answered_in_order(
    space: Space, anna: Speaker
) -> None:
    anna.looks_up()
    await anna.phone.write("Мои данные")
    await anna.phone.write("Помощь")
    await anna.phone.write("Мои проекты")
    await space.settle()
    said = [one.text.splitlines()[0] for one in anna.heard if not one.mine]
    assert said[0].startswith("Котова")
    assert said[1].startswith("Пиши словами")
    assert said[2].startswith("Проектов у тебя пока нет")


async def test_a_title_that_begins_with_a_commands_word_is_a_title(anna: Speaker) -> None:
    await anna.says("Новый проект")
    await anna.says("1")
    await anna.says("1")
    await anna.says("Дневник наблюдений за птицами")
    await anna.sees("К какой области он относится?")


async def test_an_old_questions_button_changes_no_answer(anna: Speaker) -> None:
    await anna.says("Новый проект")
    await anna.says("индивидуальный проект")
    await anna.says("Творческий")
    await anna.presses("Коллективный проект")
    await anna.sees("Уже сделано")
    await anna.says("Роман о лицее")
    await anna.sees("К какой области он относится?")


async def test_a_number_never_presses_what_has_scrolled_away(anna: Speaker, maria: Speaker) -> None:
    await projects.starts_project(anna, "Мария Ивановна Соколова")
    await maria.sees("Беру")
    await maria.says("Помощь")
    await maria.says("1")
    await maria.sees("Не понимаю")
    await maria.says("Предложения")
    await maria.sees("1 предложение ждёт ответа")


async def test_a_typed_label_means_what_is_on_the_phone_not_what_waits_for_the_morning(
    space: Space, anna: Speaker, boris: Speaker, maria: Speaker
) -> None:
    await projects.with_supervisor(anna, maria)
    await projects.with_supervisor(boris, maria)
    await projects.submits(anna)
    await space.pass_time(timedelta(hours=4))
    await projects.submits(boris)
    await maria.says("Принять")
    await maria.sees("одобрен вами")
    boris.looks_up()
    await space.pass_time(timedelta(hours=13))
    await maria.sees("Боря", "ждёт проверки")
    await boris.does_not_see("одобрен")


async def test_a_label_that_may_mean_two_acts_is_asked_about(
    space: Space, anna: Speaker, boris: Speaker, maria: Speaker
) -> None:
    await projects.with_supervisor(anna, maria)
    await projects.with_supervisor(boris, maria)
    await projects.submits(anna)
    await projects.submits(boris)
    anna.looks_up()
    boris.looks_up()
    await maria.says("Принять")
    await maria.sees("Нажмите ту, которую имеете в виду")
    await anna.hears_nothing()
    await boris.hears_nothing()


async def test_a_form_that_was_cancelled_leaves_the_buttons_beside_it(
    space: Space, anna: Speaker, maria: Speaker
) -> None:
    await projects.starts_project(anna, "Мария Ивановна Соколова")
    offered = maria.last
    await maria.presses("Отказаться")
    await maria.says("Отмена")
    await maria.phone.forge(offered.cmid, space.payload_of(offered, "Беру"))
    await space.settle()
    await maria.does_not_see("Уже сделано")
    await anna.sees("Мария Ивановна")


async def test_a_button_that_opens_a_form_pressed_twice_asks_once_more_and_keeps_the_form(
    space: Space, anna: Speaker, maria: Speaker
) -> None:
    await projects.starts_project(anna, "Мария Ивановна Соколова")
    offered = maria.last
    for _ in range(2):
        pressed = space.payload_of(offered, "Отказаться")
        await maria.phone.forge(offered.cmid, pressed)
    await space.settle()
    await maria.does_not_see("черновик", "Уже сделано")
    await maria.says("В этом году уже много проектов")
    await maria.sees("Подтвердить")


async def test_a_label_of_an_advertisement_does_not_replace_what_one_says(
    space: Space, anna: Speaker
) -> None:
    await anna.phone.follow("poster-3", "Новый проект")
    await space.settle()
    await anna.sees("Индивидуальный проект")


async def test_a_number_is_no_way_back_out_of_a_form(anna: Speaker) -> None:
    await anna.says("Новый проект")
    await anna.says("1")
    await anna.says("1")
    await anna.says("2")
    await anna.does_not_see("отменил")
    await anna.sees("Название")


@pytest.mark.parametrize("said", ["да", "Да!", "да, это"])
async def test_the_first_words_of_the_only_such_label_are_enough(space: Space, said: str) -> None:
    denis = await space.stranger("Денис")
    await denis.says(await space.code_for(denis, "Денис", "Новиков", Role.STUDENT, grade="9А"))
    await denis.says(said)
    await denis.sees("Готово, Денис!")


async def test_a_form_with_no_answers_is_not_kept(anna: Speaker) -> None:
    await anna.says("Новый проект")
    await anna.says("Мои проекты")
    await anna.does_not_see("черновик")


async def test_a_minus_is_no_choice(anna: Speaker) -> None:
    await anna.says("Новый проект")
    await anna.says("-1")
    await anna.does_not_see("Какого типа")


async def test_the_word_code_alone_costs_no_try(space: Space) -> None:
    stranger = await space.stranger("Некто")
    await stranger.says("код")
    await stranger.sees("XXXX-XXXX")
    await stranger.does_not_see("Осталось")


async def test_a_wrong_team_code_is_an_answer_to_the_form_that_asks_for_it(anna: Speaker) -> None:
    await anna.says("Вступить в команду")
    await anna.says("AB2D-EFGH")
    await anna.does_not_see("Осталось", "черновик")


async def test_the_diary_takes_a_picture_of_words(
    space: Space, anna: Speaker, maria: Speaker
) -> None:
    await projects.with_supervisor(anna, maria)
    await anna.says("дневник: 👍")
    await anna.sees("Записано")


async def test_who_may_read_a_diary_reads_it_by_the_word(
    space: Space, anna: Speaker, maria: Speaker
) -> None:
    await projects.with_supervisor(anna, maria)
    await maria.says("Дневник")
    await maria.sees("Дневник какого проекта открыть?")


async def test_a_queue_is_for_who_reviews(anna: Speaker) -> None:
    await anna.says("Очередь проверки")
    await anna.does_not_see("пуста")
