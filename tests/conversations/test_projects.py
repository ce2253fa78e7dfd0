"""P1-P3: beginning a project, its supervisor, its card and picture."""

from datetime import timedelta

from storage.residents import Role
from tests.conversations import projects
from tests.conversations.space import Space, Speaker


async def test_a_pupil_begins_a_project_and_the_supervisor_accepts_it(
    anna: Speaker, maria: Speaker
) -> None:
    await projects.starts_project(anna, "Мария Ивановна Соколова")
    await anna.sees("Проект «Раздельный сбор в лицее» создан", "Замысел и тема")
    await maria.sees("Просят руководить проектом: Аня К., 10А", "Исследовательский", "Зачем")
    await maria.presses("Беру")
    await maria.sees("Вы руководите проектом")
    await anna.sees("Мария Ивановна — теперь руководитель")


async def test_a_supervisor_declines_with_a_comment_and_another_is_asked(
    space: Space, anna: Speaker, maria: Speaker
) -> None:
    pavel = await space.resident(
        "Павел", "Зуев", Role.TEACHER, Role.SUPERVISOR, patronymic="Петрович"
    )
    await projects.starts_project(anna, "Мария Ивановна Соколова")
    await maria.presses("Отказаться")
    await maria.says("Это ближе к химии, спроси Павла Петровича")
    await maria.presses("Подтвердить")
    await anna.sees("не сможет руководить", "спроси Павла Петровича")
    await anna.presses("Найти руководителя")
    await anna.says("павел петрович")
    await anna.presses("Подтвердить")
    await pavel.sees("Просят руководить проектом")


async def test_an_offer_that_nobody_answers_comes_back_after_five_working_days(
    space: Space, anna: Speaker, maria: Speaker
) -> None:
    await projects.starts_project(anna, "Мария Ивановна Соколова")
    anna.looks_up()
    await space.pass_time(timedelta(days=6, hours=23))
    await anna.hears_nothing()
    await space.pass_time(timedelta(hours=2))
    await anna.sees("вернулось", "Найти руководителя")
    await maria.presses("Беру")
    await maria.sees("уже ответили", "вернулось без ответа")


async def test_a_supervisor_leads_at_most_so_many_projects(
    space: Space, anna: Speaker, boris: Speaker, maria: Speaker
) -> None:
    await space.limit_projects(1)
    await projects.with_supervisor(anna, maria, place="Мария Ивановна Соколова")
    await boris.says("Новый проект")
    await boris.presses("Индивидуальный проект")
    for said in ("1", "Птицы нашего двора", "биология", "чтобы их узнавали", "1"):
        await boris.says(said)
    await boris.does_not_see("Мария Ивановна")


async def test_a_supervisor_who_leaves_makes_no_orphan(
    anna: Speaker, maria: Speaker, olga: Speaker, space: Space
) -> None:
    pavel = await space.resident(
        "Павел", "Зуев", Role.TEACHER, Role.SUPERVISOR, patronymic="Петрович"
    )
    await projects.with_supervisor(anna, maria)
    await olga.says("Все проекты")
    await olga.presses("Руководитель уходит")
    await olga.says("Мария Ивановна Соколова, есть 9 мест")
    await olga.presses("Подтвердить")
    await olga.sees("больше не руководит 1 проектом")
    await anna.sees("Координатор найдёт нового руководителя")
    await olga.says(projects.TITLE)
    await olga.says("Павел Петрович Зуев, есть 10 мест")
    await olga.presses("Подтвердить")
    await anna.sees("теперь Павел Петрович")
    await pavel.says("Мои проекты")
    await pavel.sees(projects.TITLE)


async def test_stages_come_from_the_template_with_due_dates_on_working_days(
    anna: Speaker, maria: Speaker
) -> None:
    await projects.with_supervisor(anna, maria)
    await anna.says("Мои проекты")
    await anna.presses("Все этапы")
    await anna.sees("Замысел и тема — в работе, 15 октября", "Планирование", "Защита", "Рефлексия")


async def test_younger_pupils_get_the_shorter_plan_first(space: Space) -> None:
    vera = await space.resident("Вера", "Орлова", Role.STUDENT, grade="7Б")
    await vera.says("Новый проект")
    for said in ("1", "1", "Птицы нашего двора", "биология", "чтобы их узнавали"):
        await vera.says(said)
    await vera.sees("1. Короткий проект, восемь недель")


async def test_the_card_tells_stage_dates_and_people(anna: Speaker, maria: Speaker) -> None:
    await projects.with_supervisor(anna, maria)
    await anna.says("Мои проекты")
    await anna.sees(
        projects.TITLE,
        "Этап 1 «Замысел и тема»: в работе",
        "Срок — 15 октября",
        "Обязательных пунктов: 0 из 5",
        "Руководитель: Мария Ивановна",
    )


async def test_the_stages_are_shown_as_a_picture(
    space: Space, anna: Speaker, maria: Speaker
) -> None:
    await projects.with_supervisor(anna, maria)
    await anna.says("Мои проекты")
    await anna.presses("Показать на схеме")
    await anna.sees("Схема проекта")
    (picture,) = anna.last.attachments
    assert picture.kind == ("image" if space.messenger.name == "sferum" else "photo")
    assert picture.content.startswith(b"\x89PNG")


async def test_others_do_not_learn_that_a_project_is_there(
    space: Space, anna: Speaker, boris: Speaker, maria: Speaker
) -> None:
    await projects.with_supervisor(anna, maria)
    await boris.says("Мои проекты")
    await boris.sees("Проектов у тебя пока нет")


async def test_a_parent_and_the_class_teacher_read_but_do_not_act(
    space: Space, anna: Speaker, maria: Speaker
) -> None:
    nina = await space.resident(
        "Нина", "Фомина", Role.TEACHER, Role.CLASS_TEACHER, patronymic="Львовна", grade="10А"
    )
    father = await space.resident("Иван", "Котов", Role.PARENT, patronymic="Олегович")
    await father.says(await space.child_code(father, anna))
    await father.presses("Да, это я")
    await projects.with_supervisor(anna, maria)
    for reader in (nina, father):
        await reader.says("Мои проекты")
        await reader.sees(projects.TITLE)
        await reader.presses("Этап 1")
        await reader.does_not_see("Сдать этап", "Приложить файл")


async def test_the_coordinator_sees_all_by_stage(
    anna: Speaker, maria: Speaker, olga: Speaker
) -> None:
    await projects.with_supervisor(anna, maria)
    await olga.says("Все проекты")
    await olga.sees("Проекты: 1", "Этап 1 «Замысел и тема»: 1", "Просрочены: 0")
