"""Q2, Q3, Q5, Q6: the rules of asking for the psychologist, in depth."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from bots.clock import StoppedClock
from storage import (
    consents,
    handoff_chain,
    handoff_erasing,
    handoff_work,
    handoffs,
    journal,
    presence,
    profiles,
    psych_marks,
    refusals,
    relay,
    residents,
)
from storage.consents import Purpose, Signed, Way
from storage.handoff_work import Given
from storage.handoffs import Handoff, State, Urgency
from storage.relay import Passed
from storage.relay_lines import RelayLine
from storage.residents import Role, Who
from storage.store import Store, Tx
from tests.storage.school import School

STAFF = ("irina", "tamara")


@pytest.fixture
async def psychologists(school: School) -> School:
    """Two psychologists, and Anna's mother has signed."""

    def add(tx: Tx) -> None:
        for name in STAFF:
            school.ids[name] = profiles.add(
                tx, family=name, name=name, roles=frozenset({Role.PSYCHOLOGIST})
            )
        sign(tx, school.ids["anna"], residents.who(tx, school.ids["irina"]))

    await school.store.run(add)
    return school


def sign(tx: Tx, pupil: int, clerk: Who) -> int:
    return consents.enter(
        tx,
        clerk,
        subject=pupil,
        purpose=Purpose.PSYCHOLOGIST,
        signed_as=Signed.REPRESENTATIVE,
        way=Way.PAPER,
        reference="1",
        text="text",
    )


async def asked(school: School, by: str = "anna", urgency: Urgency = Urgency.TODAY) -> int:
    row = await school.does(by, handoffs.ask, topic="family", urgency=urgency)
    return handoffs.key(row)


async def taken(school: School, by: str = "irina") -> int:
    number = await asked(school)
    await school.does(by, handoff_work.take, handoff=number)
    return number


async def row_of(school: School, number: int) -> Handoff:
    return await school.store.run(lambda tx: tx.session.get_one(Handoff, number))


# Who may ask


async def test_without_a_signature_only_danger_opens_the_way(psychologists: School) -> None:
    school = psychologists
    with pytest.raises(refusals.Broken, match="psych-consent"):
        await asked(school, "boris")
    assert await asked(school, "boris", Urgency.NOW)


async def test_a_signature_that_was_taken_back_is_none(psychologists: School) -> None:
    school = psychologists

    def take_back(tx: Tx) -> None:
        who = residents.who(tx, school.ids["anna"])
        (one,) = consents.about(tx, school.ids["anna"])
        consents.withdraw(tx, who, consent=one.id)

    await school.store.run(take_back)
    assert await school.does("anna", handoffs.way) is handoffs.Way.DANGER_ONLY


@pytest.mark.parametrize(
    ("name", "age", "expected"),
    [
        ("boris", 14, handoffs.Way.OPEN),  # of the tenth form
        ("boris", 18, handoffs.Way.DANGER_ONLY),
        ("dasha", 14, handoffs.Way.DANGER_ONLY),  # of the eighth
    ],
)
async def test_the_school_may_let_pupils_of_an_age_decide(
    psychologists: School, name: str, age: int, expected: handoffs.Way
) -> None:
    school = psychologists

    def way(tx: Tx) -> handoffs.Way:
        object.__setattr__(tx.rules, "psych_consent_age", age)
        return handoffs.way(tx, residents.who(tx, school.ids[name]))

    assert await school.store.run(way) is expected


async def test_a_school_may_shut_the_way_of_danger_too(psychologists: School) -> None:
    school = psychologists

    def way(tx: Tx) -> handoffs.Way:
        object.__setattr__(tx.rules, "psych_emergency_without_consent", False)
        return handoffs.way(tx, residents.who(tx, school.ids["boris"]))

    assert await school.store.run(way) is handoffs.Way.SHUT


@pytest.mark.parametrize("name", ["maria", "ivan", "olga", "irina"])
async def test_only_pupils_ask(psychologists: School, name: str) -> None:
    with pytest.raises(refusals.Denied):
        await asked(psychologists, name)


async def test_one_request_is_open_at_a_time(psychologists: School) -> None:
    await asked(psychologists)
    with pytest.raises(refusals.Spent):
        await asked(psychologists)


# Taking


async def test_of_two_psychologists_at_once_always_one_wins(psychologists: School) -> None:
    """Two hundred times, and whoever lost has nothing of it."""
    school = psychologists
    for _ in range(200):
        number = await asked(school)
        tries = await asyncio.gather(
            *(school.does(name, handoff_work.take, handoff=number) for name in STAFF),
            return_exceptions=True,
        )
        won = [one for one in tries if isinstance(one, Given)]
        lost = [one for one in tries if isinstance(one, refusals.Spent)]
        assert (len(won), len(lost)) == (1, 1)
        await school.does("anna", handoff_work.end)


async def test_nobody_else_acts_in_a_talk(psychologists: School) -> None:
    school = psychologists
    number = await taken(school)
    for name in ("tamara", "olga", "admin", "maria", "ivan"):
        for act in (
            handoff_work.switch,
            handoff_work.settled,
            handoff_work.end,
            relay.unread,
        ):
            with pytest.raises((refusals.Missing, refusals.Denied)):
                await school.does(name, act, handoff=number)
        with pytest.raises((refusals.Missing, refusals.Denied)):
            await school.does(name, relay.say, handoff=number, text="x")
        with pytest.raises((refusals.Missing, refusals.Denied)):
            await school.does(
                name, handoff_work.reveal, handoff=number, reason="long enough to be one"
            )
        with pytest.raises((refusals.Missing, refusals.Denied)):
            await school.does(name, handoff_work.transfer, handoff=number, to=school.ids["tamara"])


async def test_another_pupil_says_nothing_in_it(psychologists: School) -> None:
    number = await taken(psychologists)
    with pytest.raises(refusals.Missing):
        await psychologists.does("boris", relay.say, handoff=number, text="x")


async def test_after_the_end_neither_side_says_anything_in_it(psychologists: School) -> None:
    number = await taken(psychologists)
    await psychologists.does("irina", handoff_work.end, handoff=number)
    for name in ("anna", "irina"):
        with pytest.raises(refusals.Missing):
            await psychologists.does(name, relay.say, handoff=number, text="x")


async def test_a_pupil_cannot_be_given_a_talk(psychologists: School) -> None:
    school = psychologists
    number = await taken(school)
    for name in ("boris", "olga", "irina"):
        with pytest.raises(refusals.Missing):
            await school.does("irina", handoff_work.transfer, handoff=number, to=school.ids[name])


async def test_who_gave_a_talk_on_reads_no_more_of_it(psychologists: School) -> None:
    school = psychologists
    number = await taken(school)
    await school.does("irina", handoff_work.transfer, handoff=number, to=school.ids["tamara"])
    with pytest.raises(refusals.Missing):
        await school.does("irina", relay.unread, handoff=number)


# The next in turn


async def test_the_chain_goes_from_who_is_there_to_the_coordinators(
    psychologists: School, clock: StoppedClock
) -> None:
    school = psychologists
    await school.does("tamara", presence.come)
    number = await asked(school)

    def begin(tx: Tx) -> handoff_chain.Call | None:
        return handoff_chain.begin(tx, handoffs.hold(tx, number))

    first = await school.store.run(begin)
    assert first is not None and first.psychologists == (school.ids["tamara"],)
    second = await school.store.run(
        lambda tx: handoff_chain.go_on(tx, handoff=number, round=1, step=1)
    )
    assert second is not None and second.psychologists == (school.ids["irina"],)
    third = await school.store.run(
        lambda tx: handoff_chain.go_on(tx, handoff=number, round=1, step=2)
    )
    assert third is not None
    assert (third.psychologists, third.coordinators) == ((), (school.ids["olga"],))
    stale = await school.store.run(
        lambda tx: handoff_chain.go_on(tx, handoff=number, round=0, step=1)
    )
    assert stale is None


async def test_who_went_away_is_asked_last(psychologists: School) -> None:
    school = psychologists
    await school.does("irina", presence.come)
    number = await taken(school)
    given = await school.store.run(lambda tx: handoff_work.gone(tx, handoff=number, why="silent"))
    assert given is not None
    call = await school.store.run(lambda tx: handoff_chain.again(tx, handoff=number))
    assert call is not None and call.psychologists == (school.ids["tamara"],)


# Words


async def test_words_come_in_order_and_are_sealed(psychologists: School) -> None:
    school = psychologists
    number = await taken(school)
    for text in ("раз", "два", "три"):
        await school.does("anna", relay.say, handoff=number, text=text)
    rows = await school.store.run(lambda tx: tx.session.exec(select(RelayLine)).all())
    assert len(rows) == 3
    assert not any(word in row.sealed for row in rows for word in ("раз", "два", "три"))


async def test_what_waits_is_unread_until_the_talk_is_current(psychologists: School) -> None:
    school = psychologists
    number = await taken(school)
    await school.does("irina", handoff_work.put_by)
    said = await school.does("anna", relay.say, handoff=number, text="раз")
    assert isinstance(said, Passed) and said.unread == 1
    await school.does("irina", handoff_work.switch, handoff=number)
    lines = await school.does("irina", relay.unread, handoff=number)
    assert [one.text for one in lines] == ["раз"]
    assert await school.does("irina", relay.unread, handoff=number) == []


async def test_control_signs_are_left_out_and_nothing_else(psychologists: School) -> None:
    school = psychologists
    number = await taken(school)
    said = await school.does("anna", relay.say, handoff=number, text="да\x00\x1b[2J 👨‍👩‍👧\nнет ")
    assert said.text == "да[2J 👨‍👩‍👧\nнет"


# The end and the erasing


async def test_erasing_leaves_topic_urgency_and_times_only(
    psychologists: School, clock: StoppedClock
) -> None:
    school = psychologists
    number = await taken(school)
    await school.does("anna", relay.say, handoff=number, text="слово")
    erase = await school.store.run(lambda tx: handoff_erasing.erase(tx, handoff=number))
    assert erase is None
    await school.does("irina", handoff_work.end, handoff=number)
    clock.advance(timedelta(days=30))
    act = await school.store.run(lambda tx: handoff_erasing.erase(tx, handoff=number))
    assert act is not None and act.lines == 1
    row = await row_of(school, number)
    assert (row.pupil_id, row.number) == (None, None)
    assert (row.topic, row.urgency, row.state) == ("family", "today", State.ENDED)
    again = await school.store.run(lambda tx: handoff_erasing.erase(tx, handoff=number))
    assert again is None
    (line,) = await school.store.run(lambda tx: journal.of_act(tx, "handoff.erase"))
    assert line.details == {"lines": 1, "files": 0, "messages": 0}


async def test_numbers_are_not_used_twice_while_they_are_known(
    psychologists: School, store: Store
) -> None:
    numbers = []
    for _ in range(30):
        number = await asked(psychologists)
        numbers.append((await row_of(psychologists, number)).number)
        await psychologists.does("anna", handoffs.call_off)
    assert len(set(numbers)) == 30
    assert numbers != sorted(numbers, key=lambda one: one or 0)


async def test_marks_are_told_from_ten_answers_and_past_months_only(
    psychologists: School, clock: StoppedClock
) -> None:
    school = psychologists
    for _ in range(10):
        await school.does("anna", psych_marks.give, mark="better")
    assert await school.does("irina", psych_marks.counts) is None
    clock.advance(timedelta(days=31))
    assert await school.does("irina", psych_marks.counts) == {"better": 10, "same": 0, "worse": 0}
    with pytest.raises(refusals.Denied):
        await school.does("maria", psych_marks.counts)
