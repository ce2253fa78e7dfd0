"""R4, A5: a complaint goes to the administration; whom it is about sees it nowhere."""

from datetime import timedelta

from dialogs import registry
from tests.conversations.questions.asking import asks, complains
from tests.conversations.space import Space, Speaker

TEXT = "Ставит оценки за поведение и кричит на детей"
SIGNS = ("кричит", "Жалоба", "жалоб", "поведение")


async def walks(speaker: Speaker) -> None:
    """Say every command and press every button that comes of it; the complaint is nowhere."""
    for known in registry.COMMANDS.values():
        await speaker.says(known.label)
        await speaker.does_not_see(*SIGNS)
        for label in list(speaker.last.labels):
            if label in speaker.last.labels and label not in ("Отмена", "Готово"):
                await speaker.presses(label)
                await speaker.does_not_see(*SIGNS)


async def test_a_complaint_reaches_the_administration_and_never_the_teacher(
    space: Space, ivan: Speaker, nina: Speaker, oleg: Speaker, olga: Speaker
) -> None:
    await asks(ivan)
    for speaker in (nina, oleg, olga):
        speaker.looks_up()
    await complains(ivan, TEXT, "Фомина")
    await ivan.sees("Вопрос принят")
    await oleg.sees("Жалоба родителя на работу сотрудника: Нина Львовна Фомина", TEXT)
    await nina.hears_nothing()
    await olga.hears_nothing()
    await space.pass_time(timedelta(days=9))
    assert not any(sign in one.text for one in nina.screen for sign in SIGNS)
    assert not any(sign in one.text for one in olga.screen for sign in SIGNS)
    await oleg.presses("Ответить")
    await oleg.says("Мы поговорим с учителем.")
    await oleg.says("Готово")
    await walks(nina)
    await nina.says("Частые вопросы")
    await nina.presses("Найти по словам")
    await nina.says(TEXT)
    await nina.does_not_see(*SIGNS)
    await oleg.presses("Передать")
    await oleg.says("Фомина")
    await oleg.does_not_see("Передано")


async def test_a_complaint_about_the_only_administrator_goes_to_the_coordinator(
    space: Space, ivan: Speaker, nina: Speaker, oleg: Speaker, olga: Speaker
) -> None:
    for speaker in (oleg, olga):
        speaker.looks_up()
    await complains(ivan, TEXT, "Сомов")
    await olga.sees("Жалоба родителя", TEXT)
    await oleg.hears_nothing()
    await oleg.says("Вопросы родителей")
    await oleg.presses("Просрочены: 0")
    await oleg.does_not_see(*SIGNS)


async def test_a_forged_button_opens_nothing(
    space: Space, ivan: Speaker, darya: Speaker, nina: Speaker, oleg: Speaker
) -> None:
    await complains(ivan, TEXT, "Фомина")
    carried = [
        space.payload_of(speaker.last, label)
        for speaker, label in ((ivan, "Открыть вопрос"), (oleg, "Ответить"), (oleg, "Передать"))
    ]
    for payload in carried:
        for speaker in (darya, nina):
            speaker.looks_up()
            await speaker.phone.forge(speaker.last.cmid, payload)
            await space.settle()
            await speaker.does_not_see(*SIGNS, "Иван", "Аня")
    assert len(await space.journal("denied")) >= len(carried)


async def test_nobody_sees_a_number_of_an_account_or_a_phone(
    space: Space, ivan: Speaker, nina: Speaker, oleg: Speaker
) -> None:
    await asks(ivan)
    await nina.presses("Ответить")
    await nina.says("Автобус в девять.")
    for one, other in ((ivan, nina), (nina, ivan)):
        said = "\n".join(message.text for message in one.screen)
        assert str(other.phone.id) not in said


async def test_a_complaint_about_nobody_in_particular_goes_to_the_administration_too(
    space: Space, ivan: Speaker, nina: Speaker, oleg: Speaker
) -> None:
    nina.looks_up()
    await complains(ivan, TEXT, "Пропустить")
    await oleg.sees("Жалоба родителя", TEXT)
    await nina.hears_nothing()
