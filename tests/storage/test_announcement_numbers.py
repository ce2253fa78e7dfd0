"""R5: the sender's numbers are right to one, whoever cannot be reached and answers twice."""

from bots.clock import StoppedClock
from storage import announcement_answers as answers
from storage import announcement_cards as cards
from storage import announcement_mailing as mailing
from storage import announcements, delivery, families, jobs, residents
from storage.announcement_cards import Card
from storage.announcements import GRACE, Kind, Wanted
from storage.residents import Resident, ResidentRole, Role
from storage.store import Tx
from tests.storage import posting
from tests.storage.school import School

FAMILIES = 480
TEXT = "Завтра уроки начинаются в 10 часов."


def settle(tx: Tx) -> list[int]:
    """500 parents of 480 pupils: 460 have one child here, 20 have two, and 20 pupils of them have
    both parents. Gives the parents' ids."""
    pupils = [
        person(tx, "Ученик", number, Role.STUDENT, f"{7 + number % 4}А")
        for number in range(FAMILIES)
    ]
    parents = [person(tx, "Родитель", number, Role.PARENT, "") for number in range(500)]
    for number, parent in enumerate(parents):
        posting.link(tx, parent, pupils[number % FAMILIES])
    for number in range(20):
        posting.link(tx, parents[number], pupils[100 + number])
    return parents


def person(tx: Tx, family: str, number: int, role: Role, grade: str) -> int:
    row = Resident(family=family, name=f"Имя{number}", grade=grade, created_at=tx.now)
    tx.session.add(row)
    tx.session.flush()
    assert row.id is not None
    tx.session.add(ResidentRole(resident_id=row.id, role=role))
    return row.id


async def card(school: School, announcement: int) -> Card:
    return await school.does("olga", cards.card, announcement=announcement)


async def answers_of(school: School, announcement: int, parent: int, choice: int) -> None:
    def step(tx: Tx) -> None:
        who = residents.who(tx, parent)
        answers.answer(tx, who, announcement=announcement, choice=choice)

    await school.store.run(step)


async def test_500_parents_of_whom_30_are_unreachable_and_20_answer_twice(
    school: School, clock: StoppedClock
) -> None:
    parents = await school.store.run(settle)
    nowhere, blocking = parents[:20], parents[20:30]

    def enter(tx: Tx) -> None:
        for parent in parents[20:]:
            posting.come_in(tx, parent)

    await school.store.run(enter)
    wanted = Wanted("school", "", TEXT, kind=Kind.CHOICE, choices=("Да", "Нет"))
    made = await school.does("olga", announcements.compose, wanted=wanted)
    assert (made.reach.parents, made.reach.pupils, made.reach.unreachable) == (500, 0, 20)
    number = made.announcement.id
    await school.does("olga", announcements.send, announcement=number)
    assert await posting.settles(school) == 0
    clock.advance(GRACE)
    assert await posting.settles(school, blocking) == 470
    seen = await card(school, number)
    assert (len(seen.lines), seen.reached, seen.waiting, len(seen.lost)) == (500, 470, 0, 30)
    assert {one.who.id for one in seen.lost} == {*nowhere, *blocking}
    for parent in parents[100:120]:
        await answers_of(school, number, parent, 0)
        await answers_of(school, number, parent, 1)
    for parent in parents[120:150]:
        await answers_of(school, number, parent, 0)
    seen = await card(school, number)
    assert (len(seen.answered), len(seen.silent), len(seen.lost)) == (50, 420, 30)
    assert seen.picked == (30, 20)
    assert await school.does("olga", mailing.remind, announcement=number) == 420
    for parent in parents[150:160]:
        await answers_of(school, number, parent, 0)
    assert await posting.settles(school) == 410


async def test_each_part_is_a_step_and_none_is_written_to_twice(
    school: School, clock: StoppedClock
) -> None:
    parents = await school.store.run(settle)

    def enter(tx: Tx) -> None:
        for parent in parents:
            posting.come_in(tx, parent)

    await school.store.run(enter)
    made = await school.does("olga", announcements.compose, wanted=Wanted("school", "", TEXT))
    await school.does("olga", announcements.send, announcement=made.announcement.id)
    clock.advance(GRACE)
    steps = 0
    while await school.store.run(posting.due):
        steps += 1
    assert steps == 500 // mailing.PART + 1
    sent = await school.store.run(posting.goes)
    assert sorted(one.for_resident or 0 for one in sent) == sorted(parents)


async def test_what_the_outbox_forgets_is_kept(school: School, clock: StoppedClock) -> None:
    ids = school.ids

    def enter(tx: Tx) -> None:
        posting.link(tx, ids["ivan"], ids["anna"])
        posting.come_in(tx, ids["ivan"])

    await school.store.run(enter)
    made = await school.does("nina", announcements.compose, wanted=Wanted("class", "10А", TEXT))
    number = made.announcement.id
    await school.does("nina", announcements.send, announcement=number)
    clock.advance(GRACE)
    await posting.settles(school, [ids["ivan"]])
    clock.advance(mailing.SETTLED_AFTER)
    await posting.settles(school)

    clock.advance(delivery.ROWS_KEPT)
    await school.store.run(delivery.forget_old)
    seen = await school.does("nina", cards.card, announcement=number)
    assert (seen.reached, len(seen.lost)) == (0, 1)
    assert await school.store.run(jobs.failed) == 0


async def test_who_is_shut_out_after_the_sending_is_in_no_number(
    school: School, clock: StoppedClock
) -> None:
    ids = school.ids

    def enter(tx: Tx) -> None:
        posting.link(tx, ids["ivan"], ids["anna"])
        posting.come_in(tx, ids["ivan"])

    await school.store.run(enter)
    wanted = Wanted("class", "10А", TEXT, kind=Kind.READ)
    made = await school.does("nina", announcements.compose, wanted=wanted)
    number = made.announcement.id
    await school.does("nina", announcements.send, announcement=number)
    clock.advance(GRACE)
    await school.store.run(posting.due)
    await school.does(
        "olga", families.restrict, parent=ids["ivan"], child=ids["anna"], restricted=True
    )
    assert await school.store.run(posting.goes) == []
    seen = await school.does("nina", cards.card, announcement=number)
    assert seen.lines == ()
