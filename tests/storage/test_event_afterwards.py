"""E4: attendance and opinions, in depth."""

from datetime import timedelta
from functools import partial

import pytest

from bots.clock import StoppedClock
from storage import (
    event_attendance,
    event_feedback,
    event_lists,
    refusals,
    registrations,
    residents,
)
from storage.event_feedback import Answer, Summary
from storage.event_lists import Seat
from storage.store import Tx
from tests.storage.school import School
from tests.storage.test_events import SATURDAY, approved, joins, pupils


async def held(school: School, clock: StoppedClock, number: int) -> tuple[int, list[int]]:
    """An event to which ``number`` pupils are registered, and which has begun."""
    event = await approved(school)
    people = await pupils(school, number)
    for pupil in people:
        await school.store.run(joins(pupil, event))
    clock.advance(SATURDAY + timedelta(minutes=5) - clock.now())
    return event, people


def thinks(tx: Tx, pupil: int, event: int, stars: int = 5, words: str = "") -> None:
    event_feedback.give(
        tx,
        residents.who(tx, pupil),
        event=event,
        stars=stars,
        useful=Answer.YES,
        again=Answer.NO,
        words=words,
    )


async def told(school: School, event: int) -> Summary:
    return await school.does("maria", event_feedback.summary, event=event)


async def test_no_two_summaries_differ_by_fewer_than_five_answers(
    school: School, clock: StoppedClock
) -> None:
    event, people = await held(school, clock, 23)
    clock.advance(timedelta(hours=2))
    seen: set[int] = {(await told(school, event)).answers}
    for number, pupil in enumerate(people):
        await school.store.run(partial(thinks, pupil=pupil, event=event, words=f"о {number}"))
        now = await told(school, event)
        assert len(now.words) == now.answers and sum(now.stars) == now.answers
        seen.add(now.answers)
    assert sorted(seen) == [0, 5, 10, 15, 20]


async def test_an_opinion_is_given_once_and_only_by_who_was_there(
    school: School, clock: StoppedClock
) -> None:
    event, (one, other) = await held(school, clock, 2)
    code = await school.does("maria", event_attendance.code, event=event)
    assert code == await school.does("maria", event_attendance.code, event=event)
    await school.store.run(
        lambda tx: event_attendance.attend(tx, residents.who(tx, one), event=event, code=code)
    )
    await school.store.run(partial(thinks, pupil=one, event=event))
    with pytest.raises(refusals.Spent):
        await school.store.run(partial(thinks, pupil=one, event=event))
    with pytest.raises(refusals.Denied):
        await school.store.run(partial(thinks, pupil=other, event=event))
    clock.advance(timedelta(days=20))
    assert (await told(school, event)).answers == 0


async def test_the_code_is_for_the_time_of_the_meeting_and_for_its_hosts(
    school: School, clock: StoppedClock
) -> None:
    event, (one,) = await held(school, clock, 1)
    with pytest.raises(refusals.Denied):
        await school.does("pavel", event_attendance.code, event=event)
    code = await school.does("maria", event_attendance.code, event=event)
    clock.advance(timedelta(hours=2))
    with pytest.raises(refusals.Broken, match="event-not-on"):
        await school.does("maria", event_attendance.code, event=event)

    def late(tx: Tx) -> None:
        event_attendance.attend(tx, residents.who(tx, one), event=event, code=code)

    with pytest.raises(refusals.Broken, match="event-not-on"):
        await school.store.run(late)
    with pytest.raises(refusals.Denied):
        await school.store.run(
            lambda tx: event_attendance.certificate(tx, residents.who(tx, one), event=event)
        )


async def test_who_gave_the_place_back_says_no_code(school: School, clock: StoppedClock) -> None:
    event, (one,) = await held(school, clock, 1)
    code = await school.does("maria", event_attendance.code, event=event)

    def leave(tx: Tx) -> None:
        registrations.leave(tx, residents.who(tx, one), event=event)
        assert event_lists.of_event(tx, event, Seat.REGISTERED) == []

    await school.store.run(leave)
    with pytest.raises(refusals.Denied):
        await school.store.run(
            lambda tx: event_attendance.attend(tx, residents.who(tx, one), event=event, code=code)
        )
