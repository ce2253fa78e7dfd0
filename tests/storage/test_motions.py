"""M3-M5: motions, votes, what they bring about, appeals."""

import asyncio
from datetime import date, timedelta

import pytest
from sqlmodel import select

from bots.clock import StoppedClock
from storage import (
    cases,
    council,
    families,
    jobs,
    journal,
    moderation,
    motions,
    profiles,
    protocols,
    sanctions,
)
from storage.counting import Choice, Result
from storage.ladder import Step
from storage.motion_rows import Ballot, Motion, MotionKind
from storage.motions import Closed
from storage.refusals import Broken, Denied, Spent
from storage.residents import Role, Who
from storage.store import Tx
from tests.storage import council_people
from tests.storage.council_people import NINE, TEXT, bring, give, put, suspended, votes
from tests.storage.school import School


@pytest.fixture
async def school(school: School) -> School:
    return await council_people.seat(school)


async def at_the_end(school: School, clock: StoppedClock, motion: int) -> Closed | None:
    clock.advance(timedelta(hours=48))
    return await school.store.run(lambda tx: motions.end(tx, motion=motion))


async def test_the_adviser_and_the_secretary_have_no_vote(school: School) -> None:
    motion = await put(school)
    assert motion.size == 9
    for name in ("adviser", "secretary", "worker", "maria"):
        with pytest.raises(Denied):
            await votes(school, motion.id, Choice.YES, name)


async def test_a_result_comes_at_once_when_nothing_changes_it(school: School) -> None:
    motion = await put(school, MotionKind.SUSPEND)
    assert await votes(school, motion.id, Choice.YES, *NINE[:4]) is None
    closed = await votes(school, motion.id, Choice.YES, NINE[4])
    assert closed is not None and closed.result is Result.PASSED and closed.number == 1
    assert await suspended(school, "anna")
    with pytest.raises(Spent):
        await votes(school, motion.id, Choice.NO, NINE[5])


async def test_nobody_votes_twice(school: School) -> None:
    motion = await put(school)
    await votes(school, motion.id, Choice.YES, "m1")
    with pytest.raises(Spent):
        await votes(school, motion.id, Choice.NO, "m1")


async def test_at_the_end_the_votes_that_are_there_count(
    school: School, clock: StoppedClock
) -> None:
    motion = await put(school)
    await votes(school, motion.id, Choice.YES, "m1", "m2", "m3")
    await votes(school, motion.id, Choice.NO, "m4", "m5")
    closed = await at_the_end(school, clock, motion.id)
    assert closed is not None and closed.result is Result.PASSED


async def test_without_a_quorum_nothing_is_decided(school: School, clock: StoppedClock) -> None:
    motion = await put(school, MotionKind.SUSPEND)
    await votes(school, motion.id, Choice.YES, *NINE[:4])
    closed = await at_the_end(school, clock, motion.id)
    assert closed is not None and closed.result is Result.NO_QUORUM
    assert not await suspended(school, "anna")


async def test_a_vote_after_the_end_is_refused_though_nobody_has_closed_it(
    school: School, clock: StoppedClock
) -> None:
    motion = await put(school)
    clock.advance(timedelta(hours=48))
    with pytest.raises(Spent):
        await votes(school, motion.id, Choice.YES, "m1")
    due = await school.store.run(lambda tx: [one.name for one in jobs.due(tx)])
    assert "motion.end" in due


async def test_the_end_comes_once(school: School, clock: StoppedClock) -> None:
    motion = await put(school)
    assert await at_the_end(school, clock, motion.id) is not None
    assert await school.store.run(lambda tx: motions.end(tx, motion=motion.id)) is None


async def test_nine_members_vote_in_the_same_second(school: School) -> None:
    motion = await put(school)

    async def says(name: str, choice: Choice) -> Closed | None:
        try:
            return await votes(school, motion.id, choice, name)
        except Spent:
            return None

    said = [Choice.YES] * 6 + [Choice.NO] * 3
    ends = await asyncio.gather(*(says(*one) for one in zip(NINE, said, strict=True)))
    closed = [one for one in ends if one is not None]
    assert len(closed) == 1
    row = await school.store.run(lambda tx: tx.session.get_one(Motion, motion.id))
    ballots = await school.store.run(
        lambda tx: [one for one in tx.session.exec(select(Ballot)) if one.voted_at is not None]
    )
    assert row.yes + row.no + row.abstained == len(ballots)
    assert row.closed_at is not None


async def test_who_has_an_interest_does_not_vote(school: School) -> None:
    ids = school.ids

    def family(tx: Tx) -> None:
        families.announce(tx, ids["m3"], ids["anna"])
        families.confirm(tx, ids["m3"], ids["anna"])

    await school.store.run(family)
    motion = await put(school, MotionKind.SUSPEND)
    with pytest.raises(Denied) as refusal:
        await votes(school, motion.id, Choice.NO, "m3")
    assert refusal.value.reason == "motion-interest"


async def test_a_member_votes_on_no_case_of_their_own(school: School) -> None:
    motion = await put(school, MotionKind.SUSPEND, about="m2")
    with pytest.raises(Denied):
        await votes(school, motion.id, Choice.NO, "m2")


async def test_an_interest_that_came_later_counts_too(school: School) -> None:
    motion = await put(school, MotionKind.SUSPEND)
    ids = school.ids

    def family(tx: Tx) -> None:
        families.announce(tx, ids["m4"], ids["anna"])
        families.confirm(tx, ids["m4"], ids["anna"])

    await school.store.run(family)
    with pytest.raises(Denied):
        await votes(school, motion.id, Choice.NO, "m4")


async def test_a_former_member_votes_no_more(school: School, clock: StoppedClock) -> None:
    until = date(2026, 9, 8)
    await school.does("chair", council.elect, resident=school.ids["m6"], until=until)
    motion = await put(school)
    await school.does("chair", council.dismiss, resident=school.ids["m5"])
    clock.advance(timedelta(days=1, hours=20))
    for name in ("m5", "m6"):
        with pytest.raises(Denied):
            await votes(school, motion.id, Choice.YES, name)


async def test_in_a_secret_ballot_nobodys_choice_is_kept(
    school: School, clock: StoppedClock
) -> None:
    motion = await put(school, secret=True)
    await votes(school, motion.id, Choice.YES, "chair", "m1", "m2")
    await votes(school, motion.id, Choice.NO, "m3", "m4", "m5")
    closed = await at_the_end(school, clock, motion.id)
    # An even split: the chair's word.
    assert closed is not None and closed.result is Result.PASSED

    def kept(tx: Tx) -> tuple[str, set[str]]:
        row = tx.session.get_one(Motion, motion.id)
        return row.casting, {one.choice for one in tx.session.exec(select(Ballot))}

    assert await school.store.run(kept) == ("", {""})


async def test_pupils_of_the_council_see_the_summary_of_a_minors_file_only(
    school: School,
) -> None:
    case = await bring(school, "dasha")
    seen = await school.does("p1", cases.see, case=case)
    assert seen.hidden and seen.messages == () and seen.summary == "угрозы"
    whole = await school.does("m1", cases.see, case=case)
    assert [one.text for one in whole.messages] == ["слова как есть"]
    with pytest.raises(Denied):
        await put(school, MotionKind.SUSPEND, by="p1", about="dasha")


async def test_messages_of_a_file_are_sealed(school: School) -> None:
    await bring(school)
    rows = await school.store.run(
        lambda tx: [one.sealed for one in tx.session.exec(select(cases.Evidence))]
    )
    assert rows and "слова" not in "".join(rows)


async def test_the_chairs_suspension_lapses_after_three_working_days(
    school: School, clock: StoppedClock
) -> None:
    given = await give(school)
    assert await suspended(school, "anna")
    clock.advance(timedelta(days=3) - timedelta(seconds=1))
    assert await suspended(school, "anna")
    clock.advance(timedelta(seconds=1))
    # By the clock alone, whether or not the job has run.
    assert not await suspended(school, "anna")
    lapsed = await school.store.run(lambda tx: sanctions.lapse(tx, sanction=given.sanction.id))
    assert lapsed is not None and lapsed.ended_how == "lapsed"


async def test_the_council_confirms_it_and_it_holds_to_its_end(
    school: School, clock: StoppedClock
) -> None:
    given = await give(school)
    assert given.motion is not None
    await votes(school, given.motion, Choice.YES, *NINE[:5])
    clock.advance(timedelta(days=7) - timedelta(seconds=1))
    assert await suspended(school, "anna")
    clock.advance(timedelta(seconds=1))
    assert not await suspended(school, "anna")


async def test_what_the_council_does_not_confirm_ends_at_once(school: School) -> None:
    given = await give(school)
    assert given.motion is not None
    await votes(school, given.motion, Choice.NO, *NINE[:5])
    assert not await suspended(school, "anna")


async def test_the_chair_suspends_for_a_week_at_most_and_nobody_else_does(
    school: School,
) -> None:
    with pytest.raises(Broken):
        await give(school, days=8)
    for name in ("m1", "worker", "maria", "anna"):
        with pytest.raises(Denied):
            await school.does(
                name,
                moderation.give,
                to=school.ids["boris"],
                step=Step.SUSPENSION,
                reason="угрозы",
                length=timedelta(days=1),
            )


async def test_a_protocol_is_kept_as_it_was(school: School) -> None:
    motion = await put(school, MotionKind.SUSPEND)
    await votes(school, motion.id, Choice.YES, *NINE[:5])

    def read(tx: Tx, by: Who) -> protocols.Protocol:
        return protocols.read(tx, by, motions.row_of(tx, motion.id))

    kept = await school.does("secretary", read)
    assert (kept.number, kept.size, kept.needed, kept.yes, kept.result) == (1, 9, 5, 5, "passed")
    assert len(kept.voters) == 9 and kept.text == TEXT and kept.appeal_until is not None
    await school.does("admin", profiles.revoke, resident=school.ids["m1"], role=Role.COUNCIL)
    assert (await school.does("secretary", read)) == kept


async def test_whoever_reads_a_file_is_written_down(school: School) -> None:
    """D5."""
    case = await bring(school)
    await school.does("m1", cases.see, case=case)
    await school.does("worker", moderation.register, of=school.ids["anna"])
    lines = await school.store.run(lambda tx: journal.lines(tx, "resident", school.ids["anna"]))
    read = [(one.act, one.actor_id) for one in lines if one.act.endswith(".read")]
    assert read == [("case.read", school.ids["m1"]), ("register.read", school.ids["worker"])]


async def test_a_suspension_that_was_taken_back_is_not_voted_on(school: School) -> None:
    given = await give(school)
    await school.does("chair", moderation.lift, sanction=given.sanction.id)
    assert given.motion is not None
    with pytest.raises(Spent):
        await votes(school, given.motion, Choice.YES, "m1")
    (seen,) = await school.does("m1", motions.decided)
    assert seen.result is Result.WITHDRAWN and seen.number is None
