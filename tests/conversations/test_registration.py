"""A1, A4, A5: who one is, and who nobody is."""

from datetime import timedelta

from storage.residents import Role
from tests.conversations.space import Space, Speaker


async def test_a_stranger_is_greeted_and_asked_for_a_code(space: Space) -> None:
    stranger = await space.stranger("Некто")
    await stranger.says("Начать")
    await stranger.sees("Лицей № 373", "код вида XXXX-XXXX")


async def test_a_pupil_registers_with_a_code_and_is_called_ty(space: Space) -> None:
    anna = await space.stranger("Аня")
    code = await space.code_for(anna, "Аня", "Котова", Role.STUDENT, grade="10А")
    await anna.says(code)
    await anna.sees("Котова Аня", "10А", "Это ты?")
    await anna.presses("Да, это я")
    await anna.sees("теперь я знаю тебя: ученик")
    assert "Новый проект" in anna.menu


async def test_a_code_is_read_as_people_type_it(space: Space) -> None:
    anna = await space.stranger("Аня")
    code = await space.code_for(anna, "Аня", "Котова", Role.STUDENT, grade="10А")
    await anna.says(f" {code.lower().replace('-', ' ')} ")
    await anna.sees("Это ты?")


async def test_a_link_that_carries_the_code_registers(space: Space) -> None:
    anna = await space.stranger("Аня")
    code = await space.code_for(anna, "Аня", "Котова", Role.STUDENT, grade="10А")
    await anna.phone.follow(code)
    await space.settle()
    await anna.sees("Это ты?")


async def test_a_code_works_once(space: Space) -> None:
    anna, eve = await space.stranger("Аня"), await space.stranger("Ева")
    code = await space.code_for(anna, "Аня", "Котова", Role.STUDENT, grade="10А")
    await anna.says(code)
    await anna.presses("Да, это я")
    await eve.says(code)
    await eve.sees("уже использован")


async def test_a_code_seen_by_two_registers_the_first_who_confirms(space: Space) -> None:
    anna, eve = await space.stranger("Аня"), await space.stranger("Ева")
    code = await space.code_for(anna, "Аня", "Котова", Role.STUDENT, grade="10А")
    await eve.says(code)
    await anna.says(code)
    await anna.presses("Да, это я")
    await eve.presses("Да, это я")
    await eve.sees("уже использован")
    await eve.says("Мои проекты")
    await eve.sees("только жители")


async def test_somebody_else_refuses_the_code(space: Space) -> None:
    eve = await space.stranger("Ева")
    code = await space.code_for(eve, "Аня", "Котова", Role.STUDENT)
    await eve.says(code)
    await eve.presses("Нет, это не я")
    await eve.sees("ничего не изменилось")
    await eve.says("Мои данные")
    await eve.sees("только жители")


async def test_a_code_is_over_after_14_days(space: Space) -> None:
    anna = await space.stranger("Аня")
    code = await space.code_for(anna, "Аня", "Котова", Role.STUDENT)
    await space.pass_time(timedelta(days=14, minutes=1))
    await anna.says(code)
    await anna.sees("Срок этого кода прошёл")


async def test_five_wrong_codes_make_a_pause_of_an_hour(space: Space) -> None:
    eve = await space.stranger("Ева")
    for number in range(2, 7):
        await eve.says(f"AAAA-AAA{number}")
    await eve.sees("Попытки кончились")
    code = await space.code_for(eve, "Аня", "Котова", Role.STUDENT)
    await eve.says(code)
    await eve.sees("Слишком много неверных кодов")
    await space.pass_time(timedelta(hours=1, minutes=1))
    await eve.says(code)
    await eve.sees("Котова Аня")


async def test_a_second_child_comes_with_a_second_code(space: Space) -> None:
    anna = await space.resident("Аня", "Котова", Role.STUDENT, grade="10А")
    vera = await space.resident("Вера", "Котова", Role.STUDENT, grade="7Б")
    father = await space.resident("Иван", "Котов", Role.PARENT, patronymic="Олегович")
    for child in (anna, vera):
        await father.says(await space.child_code(father, child))
        await father.presses("Да, это я")
    await father.says("Мои данные")
    await father.sees("Аня К., 10А", "Вера К., 7Б")


async def test_nobody_becomes_a_parent_without_the_schools_code(
    space: Space, anna: Speaker
) -> None:
    father = await space.resident("Иван", "Котов", Role.PARENT, patronymic="Олегович")
    await father.says("Мои проекты")
    await father.sees("Проектов пока нет")


async def test_my_data_tells_what_is_kept(space: Space, anna: Speaker) -> None:
    await anna.says("мои данные")
    await anna.sees("Котова Аня", "ученик", "10А", space.messenger.title)


async def test_a_code_for_another_messenger_is_given(anna: Speaker) -> None:
    await anna.says("Связать мессенджер")
    await anna.sees("Пришли этот код боту в другом мессенджере", "60 минут")


async def test_a_pupil_who_types_the_supervisors_command_is_refused(anna: Speaker) -> None:
    await anna.says("Все проекты")
    await anna.sees("другие роли")


async def test_a_forged_button_of_another_conversation_is_refused_and_written_down(
    space: Space, anna: Speaker, boris: Speaker
) -> None:
    await anna.says("Новый проект")
    payload = space.payload_of(anna.last, "Отмена")
    await boris.phone.forge(1, payload)
    await space.settle()
    await boris.sees("не из нашего разговора")
    denied = await space.journal("denied")
    assert [line.actor_id for line in denied] == [boris.resident]


async def test_a_press_with_an_invented_reference_gets_the_menu(
    space: Space, anna: Speaker
) -> None:
    await anna.phone.forge(1, {"k": "nothing.0"})
    await space.settle()
    await anna.sees("Выбери, что нужно")


async def test_a_namesake_of_a_parent_does_not_come_in_to_anothers_children(
    space: Space, anna: Speaker
) -> None:
    father = await space.resident("Иван", "Котов", Role.PARENT, patronymic="Олегович")
    stranger = await space.stranger("Однофамилец")
    code = await space.child_code(father, anna)
    await stranger.says(code)
    await stranger.sees("уже зарегистрирован в другом аккаунте")
    await stranger.does_not_see("Аня")
    await father.says(code)
    await father.sees("Ребёнок: Аня К., 10А")
