"""R5, C10: an announcement from its writing to its leaving, and what may happen between."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bots.clock import StoppedClock
from storage import announcement_cards as cards
from storage import announcements, families, outbox
from storage.announcement_receivers import Audience
from storage.announcements import GRACE, Kind, State, Wanted
from storage.consents import Purpose
from storage.outbox import Message
from storage.refusals import Broken, Spent
from storage.residents import Resident
from storage.store import Tx
from tests.storage import posting
from tests.storage.school import School

TEXT = "Завтра уроки начинаются в 10 часов."
SECOND = timedelta(seconds=1)


async def settled(school: School) -> None:
    """Ivan is the father of Anna (10А), reached in VK."""
    ids = school.ids

    def step(tx: Tx) -> None:
        posting.link(tx, ids["ivan"], ids["anna"])
        for name in ("ivan", "anna", "boris"):
            posting.come_in(tx, ids[name])

    await school.store.run(step)


async def sent(school: School, wanted: Wanted, by: str = "nina") -> int:
    made = await school.does(by, announcements.compose, wanted=wanted)
    await school.does(by, announcements.send, announcement=made.announcement.id)
    return made.announcement.id


async def texts(school: School) -> list[str]:
    return await school.store.run(lambda tx: list(tx.session.exec(select(Message.text))))


async def test_at_second_59_it_is_taken_back_and_seen_by_nobody(
    school: School, clock: StoppedClock
) -> None:
    await settled(school)
    number = await sent(school, Wanted("class", "10А", TEXT))
    clock.advance(GRACE - SECOND)
    assert await posting.settles(school) == 0
    gone = await school.does("nina", announcements.withdraw, announcement=number)
    assert gone.state is State.WITHDRAWN
    clock.advance(timedelta(days=30))
    assert await posting.settles(school) == 0
    assert await texts(school) == []
    with pytest.raises(Spent, match="withdrawn"):
        await school.does("nina", announcements.withdraw, announcement=number)


@pytest.mark.parametrize("seconds", [60, 61])
async def test_at_second_61_it_cannot_be_taken_back_though_the_clock_has_not_ticked(
    school: School, clock: StoppedClock, seconds: int
) -> None:
    await settled(school)
    number = await sent(school, Wanted("class", "10А", TEXT))
    clock.advance(timedelta(seconds=seconds))
    with pytest.raises(Spent, match="left"):
        await school.does("nina", announcements.withdraw, announcement=number)
    assert await posting.settles(school) == 1


async def test_what_is_sent_twice_leaves_once(school: School, clock: StoppedClock) -> None:
    await settled(school)
    number = await sent(school, Wanted("class", "10А", TEXT))
    with pytest.raises(Spent, match="sent"):
        await school.does("nina", announcements.send, announcement=number)
    clock.advance(GRACE)
    assert await posting.settles(school) == 1


async def test_who_is_moved_out_of_the_class_between_preview_and_leaving_gets_nothing(
    school: School, clock: StoppedClock
) -> None:
    await settled(school)
    wanted = Wanted("class", "10А", TEXT, Audience.BOTH)
    made = await school.does("nina", announcements.compose, wanted=wanted)
    assert (made.reach.parents, made.reach.pupils) == (1, 2)
    await school.does("nina", announcements.send, announcement=made.announcement.id)

    def move(tx: Tx) -> None:
        tx.session.get_one(Resident, school.ids["anna"]).grade = "10Б"

    await school.store.run(move)
    clock.advance(GRACE)
    await posting.settles(school)
    seen = await school.does("nina", cards.card, announcement=made.announcement.id)
    assert {one.who.id for one in seen.lines} == school.named("boris")


async def test_a_parent_of_two_gets_one_in_which_both_are_named(
    school: School, clock: StoppedClock
) -> None:
    await settled(school)
    ids = school.ids
    await school.store.run(lambda tx: posting.link(tx, ids["ivan"], ids["boris"]))
    number = await sent(school, Wanted("class", "10А", TEXT))
    clock.advance(GRACE)
    assert await posting.settles(school) == 1
    (said,) = await texts(school)
    assert "Аня К., 10А и Боря Б., 10А" in said
    seen = await school.does("nina", cards.card, announcement=number)
    assert [{child.id for child in one.about} for one in seen.lines] == [
        school.named("anna", "boris")
    ]


async def test_a_restricted_parent_is_no_receiver_also_if_restricted_in_the_last_minute(
    school: School, clock: StoppedClock
) -> None:
    await settled(school)
    ids = school.ids
    wanted = Wanted("class", "10А", TEXT, Audience.BOTH)
    number = await sent(school, wanted)
    await school.does(
        "olga", families.restrict, parent=ids["ivan"], child=ids["anna"], restricted=True
    )
    made = await school.does("nina", announcements.compose, wanted=wanted)
    assert made.reach.parents == 0
    clock.advance(GRACE)
    await posting.settles(school)
    seen = await school.does("nina", cards.card, announcement=number)
    assert {one.who.id for one in seen.lines} == school.named("anna", "boris")


async def test_who_never_came_in_is_for_paper_and_hears_of_no_other_child(
    school: School, clock: StoppedClock
) -> None:
    ids = school.ids
    await school.store.run(lambda tx: families.announce(tx, ids["ivan"], ids["anna"]))
    made = await school.does("nina", announcements.compose, wanted=Wanted("class", "10А", TEXT))
    assert (made.reach.parents, made.reach.unreachable) == (1, 1)
    await school.does("nina", announcements.send, announcement=made.announcement.id)
    clock.advance(GRACE)
    assert await posting.settles(school) == 0
    seen = await school.does("nina", cards.card, announcement=made.announcement.id)
    assert [(one.who.id, one.known) for one in seen.lost] == [(ids["ivan"], False)]


async def test_quiet_hours_hold_a_notice_and_not_what_is_about_safety(
    school: School, clock: StoppedClock
) -> None:
    await settled(school)
    clock.advance(timedelta(hours=10))  # 22:00 in Moscow
    await sent(school, Wanted("class", "10А", TEXT))
    clock.advance(GRACE)
    assert await posting.settles(school) == 0
    await sent(school, Wanted("class", "10А", TEXT, kind=Kind.READ, safety=True), by="olga")
    assert await posting.settles(school) == 1
    clock.advance(timedelta(hours=10))
    assert await posting.settles(school) == 1


async def test_what_sleeps_is_corrected_before_it_leaves_what_has_left_is_edited(
    school: School, clock: StoppedClock
) -> None:
    await settled(school)
    clock.advance(timedelta(hours=10))
    number = await sent(school, Wanted("class", "10А", TEXT, Audience.BOTH))
    clock.advance(GRACE)
    await posting.settles(school)
    mended = "Завтра уроки начинаются в 11 часов."
    await school.does("nina", announcements.correct, announcement=number, text=mended)
    await posting.settles(school)
    assert all(mended in one for one in await texts(school))
    clock.advance(timedelta(hours=10))
    await posting.settles(school)
    await school.does("nina", announcements.correct, announcement=number, text=TEXT)
    await posting.settles(school)

    def edits(tx: Tx) -> int:
        rows = tx.session.exec(select(Message).where(Message.kind == "edit")).all()
        return sum(TEXT in row.text and row.state == outbox.State.SENT for row in rows)

    assert await school.store.run(edits) == 3


async def test_what_people_agree_to_is_not_changed_under_them(
    school: School, clock: StoppedClock
) -> None:
    await settled(school)
    wanted = Wanted(
        "class", "10А", TEXT, kind=Kind.CONSENT, purpose=Purpose.EVENTS, words="Согласен на всё."
    )
    number = await sent(school, wanted)
    with pytest.raises(Broken, match="not-left"):
        await school.does("nina", announcements.correct, announcement=number, text=TEXT)
    clock.advance(GRACE)
    await posting.settles(school)
    with pytest.raises(Broken, match="agreed"):
        await school.does("nina", announcements.correct, announcement=number, text=TEXT)


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        (Wanted("class", "10А", TEXT, kind=Kind.CHOICE, choices=("Да",)), "choices"),
        (Wanted("class", "10А", TEXT, kind=Kind.CHOICE, choices=("Да", "Да")), "choices"),
        (Wanted("class", "10А", TEXT, kind=Kind.CHOICE, choices=tuple("абвгдеж")), "choices"),
        (Wanted("class", "10А", TEXT, kind=Kind.CONSENT), "purpose"),
        (Wanted("class", "10А", " \n "), "text-empty"),
        (Wanted("class", "10А", "а" * 3_000), "text-long"),
    ],
)
async def test_what_cannot_be_is_refused(school: School, wanted: Wanted, why: str) -> None:
    await settled(school)
    with pytest.raises(Broken, match=why):
        await school.does("nina", announcements.compose, wanted=wanted)


async def test_a_term_in_the_past_and_a_class_of_nobody_are_refused(
    school: School, clock: StoppedClock
) -> None:
    await settled(school)
    past = Wanted("class", "10А", TEXT, kind=Kind.READ, answer_until=clock.now() - SECOND)
    with pytest.raises(Broken, match="past"):
        await school.does("nina", announcements.compose, wanted=past)
    with pytest.raises(Broken, match="nobody"):
        await school.does("olga", announcements.compose, wanted=Wanted("class", "8А", TEXT))


async def test_what_nobody_got_is_forgotten_after_a_week_what_was_sent_is_kept(
    school: School, clock: StoppedClock
) -> None:
    await settled(school)
    wanted = Wanted("class", "10А", TEXT)
    await school.does("nina", announcements.compose, wanted=wanted)
    number = await sent(school, wanted)
    clock.advance(GRACE)
    await posting.settles(school)
    for days, left in ((6, 2), (8, 1)):
        clock.advance(timedelta(days=days))
        await school.store.run(announcements.forget_old)
        assert len(await school.does("nina", announcements.sent_by)) == left
    assert (await school.does("nina", cards.card, announcement=number)).reached == 1


async def test_a_refused_one_leaves_nothing_behind(school: School) -> None:
    with pytest.raises(Broken, match="nobody"):
        await school.does("olga", announcements.compose, wanted=Wanted("class", "8А", TEXT))
    assert await school.does("olga", announcements.sent_by) == []
