"""R5: an announcement from its first question to the receivers' answers."""

from tests.conversations.announcements import writing
from tests.conversations.space import Space, Speaker


async def test_a_class_teacher_writes_to_the_parents_and_sees_who_has_read(
    space: Space, nina: Speaker, ivan: Speaker
) -> None:
    await writing.writes(nina, "Прочитал(а)", "Пропустить")
    await nina.sees("Так объявление увидят получатели", writing.TEXT, "Касается: Аня К., 10А")
    await nina.sees("Получит 1 человек: 1 родитель, 0 учеников", "На связи все", "[Прочитал(а)]")
    ivan.looks_up()
    await nina.presses("Отправить")
    await nina.sees("уйдёт через 60 секунд")
    await ivan.hears_nothing()
    await space.pass_time(writing.MINUTE)
    await ivan.sees("Объявление: 10А класс", writing.TEXT, "Нина Львовна, классный руководитель")
    await ivan.presses("Прочитал(а)")
    await ivan.sees("Спасибо, отмечено")
    await nina.presses("К объявлению")
    await nina.sees("Получателей: 1. Доставлено: 1", "Прочитали: 1", "Не ответили: 0")
    await nina.presses("Ответили: 1")
    await nina.sees("Котов Иван Олегович (Аня К., 10А): прочитано")
