"""What parents are told at once, what they may switch off, and what a pupil sees of it (R3, R6)."""

from datetime import timedelta

from dialogs import screen
from dialogs.tell import tell
from storage import ages, residents
from storage.ages import Age
from storage.preferences import Kind
from storage.store import Tx
from tests.conversations.parents.test_digests import THURSDAY, restricts, returns, until
from tests.conversations.projects import TITLE, with_supervisor
from tests.conversations.space import Space, Speaker

#: From a Tuesday in October to the first morning on which the first stage is overdue too long.
TOO_LATE = timedelta(days=25)


async def tells(space: Space, to: Speaker, kind: Kind, text: str) -> None:
    await space.run(lambda tx: tell(tx, [to.resident], screen.screen(text), kind=kind))
    await space.settle()


async def test_a_stage_that_is_a_week_overdue_is_told_at_once_to_both_parents_and_once(
    space: Space, anna: Speaker, maria: Speaker, ivan: Speaker, elena: Speaker
) -> None:
    for parent in (ivan, elena):
        await parent.says("Дайджест")
        await parent.presses("Не присылать")
        parent.looks_up()
    await with_supervisor(anna, maria)
    for _ in range(TOO_LATE.days):
        await space.pass_time(timedelta(days=1))
    for parent in (ivan, elena):
        late = [one.text for one in parent.heard if "прошёл" in one.text]
        assert len(late) == 1, space.transcript()
        assert TITLE in late[0] and "Аня К., 10А" in late[0]
    await anna.says("Родителям отправлено")
    await anna.sees("о просроченном этапе", "прошёл", TITLE)


async def test_nothing_is_told_of_a_stage_that_is_sent_in_or_to_who_is_restricted(
    space: Space, anna: Speaker, maria: Speaker, olga: Speaker, ivan: Speaker, elena: Speaker
) -> None:
    await returns(anna, maria)
    await restricts(space, olga, ivan, anna)
    await elena.says("Уведомления")
    await elena.presses("Просроченные этапы: выключить")
    for parent in (ivan, elena):
        parent.looks_up()
    for _ in range(TOO_LATE.days):
        await space.pass_time(timedelta(days=1))
    await ivan.hears_nothing()
    assert not [one for one in elena.heard if "о новом сроке" in one.text.casefold()]


async def test_a_pupil_of_14_sees_the_digest_in_the_words_that_the_parents_got(
    space: Space, anna: Speaker, maria: Speaker, ivan: Speaker, elena: Speaker
) -> None:
    await returns(anna, maria)
    await anna.says("Родителям отправлено")
    await anna.sees("пока ничего не отправлено")
    await until(space, THURSDAY)
    await anna.says("Родителям отправлено")
    await anna.sees("дайджест", "Возвращён на доработку")
    assert "".join(one.text for one in anna.heard).count("Возвращён на доработку") == 1
    await anna.does_not_see("Иван Олегович", "Елена Петровна")


async def test_a_younger_pupil_does_not(space: Space, anna: Speaker, olga: Speaker) -> None:
    def young(tx: Tx) -> None:
        by = residents.who(tx, olga.resident)
        ages.note(tx, by, pupil=anna.resident, age=Age.CHILD)

    await space.run(young)
    await anna.says("Родителям отправлено")
    await anna.sees("с 14 лет")


async def test_each_kind_can_be_switched_off_and_on_and_safety_never(
    space: Space, anna: Speaker, ivan: Speaker
) -> None:
    await ivan.says("Уведомления")
    await ivan.presses("Объявления: выключить")
    await ivan.sees("объявления лицея: нет")
    ivan.looks_up()
    await tells(space, ivan, Kind.NOTICES, "Собрание в среду")
    await ivan.hears_nothing()
    await tells(space, ivan, Kind.EVENTS, "Встреча перенесена")
    await ivan.sees("Встреча перенесена")
    await ivan.says("Уведомления")
    await ivan.presses("Объявления: включить")
    await tells(space, ivan, Kind.NOTICES, "Собрание в среду")
    await ivan.sees("Собрание в среду")


async def test_do_not_disturb_leaves_safety_only(
    space: Space, anna: Speaker, maria: Speaker, ivan: Speaker
) -> None:
    await ivan.says("Не беспокоить")
    await ivan.sees("Сейчас включено «Не беспокоить»")
    await returns(anna, maria)
    ivan.looks_up()
    await tells(space, ivan, Kind.EVENTS, "Встреча перенесена")
    await until(space, THURSDAY)
    await ivan.hears_nothing()
    await tells(space, ivan, Kind.SAFETY, "Лицей закрыт из-за аварии")
    await ivan.sees("Лицей закрыт")
    await ivan.says("Уведомления")
    await ivan.presses("Снова сообщать")
    await ivan.does_not_see("Сейчас включено")
    await tells(space, ivan, Kind.EVENTS, "Встреча перенесена")
    await ivan.sees("Встреча перенесена")


async def test_a_pressed_choice_that_is_pressed_again_shows_how_things_stand(
    space: Space, anna: Speaker, ivan: Speaker
) -> None:
    await ivan.says("Дайджест")
    await ivan.presses("Каждый день")
    await ivan.says("Дайджест")
    await ivan.presses("Раз в неделю")
    await ivan.sees("раз в неделю")
    await ivan.presses("Раз в неделю")
    await ivan.sees("раз в неделю")
