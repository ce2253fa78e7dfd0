"""Who is no resident any more is told nothing; somebody else is (A3, P5)."""

from datetime import timedelta

from dialogs.screen import screen
from dialogs.tell import tell
from lab.troubles import Trouble
from storage import profiles, residents, talks
from storage.store import Tx
from tests.conversations import projects
from tests.conversations.space import Space, Speaker


async def leaves(space: Space, who: Speaker, by: Speaker) -> None:
    def leave(tx: Tx) -> None:
        profiles.leave(tx, residents.who(tx, by.resident), resident=who.resident)

    await space.run(leave)


async def test_a_supervisor_who_left_is_not_told_of_a_stage_and_the_coordinator_is(
    space: Space, anna: Speaker, maria: Speaker, olga: Speaker
) -> None:
    await projects.with_supervisor(anna, maria)
    await leaves(space, maria, by=olga)
    maria.looks_up()
    olga.looks_up()
    await projects.submits(anna)
    await maria.hears_nothing()
    await olga.sees("Аня", "ждёт проверки")


async def test_what_waited_for_the_morning_is_not_sent_to_who_left_meanwhile(
    space: Space, anna: Speaker, maria: Speaker, olga: Speaker
) -> None:
    await projects.with_supervisor(anna, maria)
    await space.pass_time(timedelta(hours=4))
    await projects.submits(anna)
    await leaves(space, maria, by=olga)
    maria.looks_up()
    await space.pass_time(timedelta(hours=13))
    await maria.hears_nothing()


async def test_what_waited_for_the_morning_is_not_sent_to_an_account_unlinked_meanwhile(
    space: Space, anna: Speaker, maria: Speaker
) -> None:
    await projects.with_supervisor(anna, maria)
    await space.pass_time(timedelta(hours=4))
    await projects.submits(anna)

    def unlink(tx: Tx) -> None:
        account = talks.account(tx, space.messenger.name, str(maria.phone.id))
        account.resident_id = None

    await space.run(unlink)
    maria.looks_up()
    await space.pass_time(timedelta(hours=13))
    await maria.hears_nothing()


async def test_who_turns_out_unreachable_is_on_the_list_for_paper(
    space: Space, anna: Speaker, maria: Speaker
) -> None:
    await projects.with_supervisor(anna, maria)
    space.messenger.troubles.order(
        Trouble(
            "error",
            space.messenger.send,
            times=None,
            code=901 if space.messenger.name == "vk" else 403,
        )
    )
    await space.run(lambda tx: tell(tx, [maria.resident], screen("Этап ждёт проверки")))
    await space.settle()
    lines = await space.journal("notice.unreached")
    assert [one.subject_id for one in lines] == [maria.resident]
