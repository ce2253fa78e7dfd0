"""K1-K3: the rules of a consultation's queue, its card, its questions, its end."""

import contextlib
import itertools
import random
from datetime import timedelta

import pytest
from sqlmodel import col, select

from bots.clock import StoppedClock
from storage import (
    chats,
    consultation_cards,
    consultation_ends,
    consultation_questions,
    consultation_queue,
    consultations,
    refusals,
    relevance,
    talks,
)
from storage.chats import Chat
from storage.consultation_cards import CardEdit
from storage.consultation_questions import Question
from storage.consultation_queue import Visit, VisitState
from storage.outbox import Letter, Message
from storage.residents import Kind, Resident, Who
from storage.store import Tx
from tests.storage.school import School

PUPILS = ("anna", "boris", "vera", "gleb", "dasha", "egor")


class Chatroom:
    """Maria's consultation in a chat."""

    def __init__(self, school: School, talk: int, number: int) -> None:
        self.school, self.talk, self.number = school, talk, number

    async def joins(self, name: str) -> consultation_queue.Place:
        return await self.school.does(
            name, consultation_queue.join, consultation=self.number, talk=self.talk
        )

    async def calls(self, name: str = "maria") -> consultation_queue.Moved:
        return await self.school.does(
            name, consultation_queue.go_on, consultation=self.number, after=await self.current()
        )

    async def skips(self) -> consultation_queue.Moved:
        return await self.school.does(
            "maria", consultation_queue.skip, consultation=self.number, after=await self.current()
        )

    async def board(self) -> consultation_queue.Board:
        number = self.number
        return await self.school.store.run(
            lambda tx: consultation_queue.shown(tx, consultation=number)
        )

    async def current(self) -> int:
        now = (await self.board()).current
        return now.visit if now is not None else 0


@pytest.fixture
async def room(school: School) -> Chatroom:
    def chat(tx: Tx) -> int:
        talk = talks.open_talk(tx, "vk", "2000000005", None).id or 0
        chats.note(tx, talk, "added", title="Физика")
        return talk

    talk = await school.store.run(chat)
    made = await school.does("maria", consultations.open, talk=talk, topic="Законы Ньютона")
    return Chatroom(school, talk, made.id)


@pytest.mark.parametrize("name", ["anna", "ivan"])
async def test_pupils_and_parents_open_no_queue(school: School, room: Chatroom, name: str) -> None:
    with pytest.raises(refusals.Denied):
        await school.does(name, consultations.open, talk=room.talk, topic="x")


async def test_two_teachers_have_a_queue_each_in_a_chat_and_one_has_one(
    school: School, room: Chatroom
) -> None:
    await school.does("pavel", consultations.open, talk=room.talk, topic="Химия")
    with pytest.raises(refusals.Spent):
        await school.does("maria", consultations.open, talk=room.talk, topic="Ещё")


async def test_only_who_opened_it_leads_it(school: School, room: Chatroom) -> None:
    await room.joins("anna")
    for name in ("pavel", "olga", "anna", "ivan"):
        for act in (consultation_queue.go_on, consultation_queue.skip):
            with pytest.raises(refusals.Denied):
                await school.does(name, act, consultation=room.number, after=0)
        with pytest.raises(refusals.Denied):
            await school.does(name, consultation_queue.pause, consultation=room.number)
        with pytest.raises(refusals.Denied):
            await school.does(name, consultation_queue.lead, consultation=room.number)
    for name in ("pavel", "anna"):
        with pytest.raises(refusals.Denied):
            await school.does(name, consultation_ends.close, consultation=room.number)
    await school.does("olga", consultation_ends.close, consultation=room.number)


async def test_one_stands_in_the_queue_from_its_own_chat_alone(
    school: School, room: Chatroom
) -> None:
    with pytest.raises(refusals.Missing):
        await school.does(
            "anna", consultation_queue.join, consultation=room.number, talk=room.talk + 1
        )
    with pytest.raises(refusals.Unregistered):
        await school.store.run(
            lambda tx: consultation_queue.join(
                tx, Who(None), consultation=room.number, talk=room.talk
            )
        )


async def test_whose_matter_it_is(school: School, room: Chatroom) -> None:
    await room.joins("anna")

    async def sees(name: str) -> bool:
        try:
            await school.does(name, consultations.see, room.number)
        except refusals.Missing:
            return False
        return True

    assert [name for name in (*PUPILS, "maria", "pavel", "olga") if await sees(name)] == [
        "anna",
        "maria",
    ]

    def tie(tx: Tx) -> None:
        row = tx.session.get_one(Chat, room.talk)
        row.tied_to, row.grade = "class", "10Б"

    await school.store.run(tie)
    assert await sees("vera") and not await sees("dasha")


async def test_an_external_teacher_may_hold_one_as_the_table_of_access_says(
    school: School,
) -> None:
    def part_with(tx: Tx) -> int:
        tx.session.get_one(Resident, school.ids["pavel"]).kind = Kind.EXTERNAL
        return talks.open_talk(tx, "vk", "2000000006", None).id or 0

    talk = await school.store.run(part_with)
    await school.does("pavel", consultations.open, talk=talk, topic="Химия")


async def test_the_wait_is_unknown_until_somebody_was_served(
    room: Chatroom, clock: StoppedClock
) -> None:
    await room.joins("anna")
    await room.joins("boris")
    assert (await room.joins("vera")).wait is None
    await room.calls()
    clock.advance(timedelta(minutes=8))
    await room.calls()
    clock.advance(timedelta(minutes=3))
    board = await room.board()
    assert board.wait == timedelta(minutes=8 + 5) and board.served == 1
    assert (await room.joins("vera")).wait == timedelta(minutes=5)


async def test_whatever_is_pressed_one_is_called_at_a_time_and_numbers_are_ones_own(
    school: School, room: Chatroom, clock: StoppedClock
) -> None:
    chance = random.Random(373)
    for _ in range(150):
        name = chance.choice(PUPILS)
        match chance.randrange(5):
            case 0 | 1:
                await room.joins(name)
            case 2:
                await room.calls()
            case 3 if await room.current():
                await room.skips()
            case _:
                with contextlib.suppress(refusals.Spent, refusals.Missing):
                    await school.does(name, consultation_queue.leave, consultation=room.number)
        clock.advance(timedelta(seconds=chance.randrange(200)))
        await school.store.run(_holds)


def _holds(tx: Tx) -> None:
    rows = tx.session.exec(select(Visit)).all()
    standing = [one for one in rows if one.state in consultation_queue.STANDING]
    assert sum(one.state == VisitState.CALLED for one in rows) <= 1
    assert len({one.resident_id for one in standing}) == len(standing)
    assert len({one.number for one in rows}) == len(rows)
    assert len({one.turn for one in standing}) == len(standing)


async def show(room: Chatroom, text: str) -> None:
    await room.school.store.run(
        lambda tx: consultation_cards.show(tx, consultation=room.number, letter=Letter(text))
    )


async def edits(room: Chatroom) -> list[tuple[str, float]]:
    """The texts of all edits, and their moments in seconds since the first."""

    def read(tx: Tx) -> list[tuple[str, float]]:
        rows = tx.session.exec(
            select(Message).where(Message.kind == "edit").order_by(col(Message.id))
        ).all()
        return [(one.text, (one.due_at - rows[0].due_at).total_seconds()) for one in rows]

    return await room.school.store.run(read)


async def test_edits_wait_for_each_other_and_the_last_says_it_all(
    room: Chatroom, clock: StoppedClock
) -> None:
    await room.school.store.run(
        lambda tx: consultation_cards.post(tx, consultation=room.number, letter=Letter("card"))
    )
    clock.advance(timedelta(minutes=1))
    for number in range(60):
        await show(room, str(number))
        clock.advance(timedelta(milliseconds=50))
    found = await edits(room)
    assert found[-1][0] == "59"
    moments = [at for _, at in found]
    for at in moments:
        assert sum(at <= other < at + 2.0 for other in moments) <= 3
    assert all(later - earlier >= 0.699 for earlier, later in itertools.pairwise(moments))


async def test_after_a_trouble_only_the_last_edit_leaves(
    room: Chatroom, clock: StoppedClock
) -> None:
    await room.school.store.run(
        lambda tx: consultation_cards.post(tx, consultation=room.number, letter=Letter("card"))
    )
    for number in range(4):
        clock.advance(timedelta(seconds=5))
        await show(room, str(number))

    def still(tx: Tx) -> list[bool]:
        rows = tx.session.exec(select(CardEdit.id).order_by(col(CardEdit.id))).all()
        return [relevance.holds(tx, "consultation.edit", one) for one in rows]

    clock.advance(timedelta(seconds=5))
    assert await room.school.store.run(still) == [False, False, False, True]


async def test_in_a_chat_that_we_were_taken_out_of_nothing_is_changed(room: Chatroom) -> None:
    def post_and_go(tx: Tx) -> None:
        consultation_cards.post(tx, consultation=room.number, letter=Letter("card"))
        chats.note(tx, room.talk, "removed")

    await room.school.store.run(post_and_go)
    await show(room, "x")
    assert await edits(room) == []


async def test_nobody_counts_twice_for_a_question(school: School, room: Chatroom) -> None:
    for name in ("anna", "boris"):
        await room.joins(name)
    number = room.number
    first = await school.does(
        "anna", consultation_questions.ask, consultation=number, text="Что такое инерция?"
    )
    same = await school.does(
        "boris", consultation_questions.ask, consultation=number, text="что такое инерция"
    )
    assert same.joined and same.alike is not None and same.alike.votes == 2
    with pytest.raises(refusals.Spent):
        await school.does("boris", consultation_questions.join, question=first.question)
    with pytest.raises(refusals.Denied):
        await school.does("anna", consultation_questions.answered, question=first.question)
    with pytest.raises(refusals.Missing):
        await school.does("vera", consultation_questions.join, question=first.question)


async def test_questions_are_let_go_a_month_after_the_end(
    school: School, room: Chatroom, clock: StoppedClock
) -> None:
    await room.joins("anna")
    await school.does(
        "anna", consultation_questions.ask, consultation=room.number, text="Что такое инерция?"
    )
    await school.does("maria", consultation_ends.close, consultation=room.number)
    for days, left in ((29, 1), (2, 0)):
        clock.advance(timedelta(days=days))
        await school.store.run(consultation_ends.forget_old)
        kept = await school.store.run(lambda tx: len(tx.session.exec(select(Question)).all()))
        assert kept == left


async def test_the_end_counts_whoever_was_called_last_and_tells_who_was_not(
    school: School, room: Chatroom, clock: StoppedClock
) -> None:
    for name in ("anna", "boris", "vera"):
        await room.joins(name)
    await room.calls()
    clock.advance(timedelta(minutes=4))
    await room.calls()
    clock.advance(timedelta(minutes=6))
    closed = await school.does("maria", consultation_ends.close, consultation=room.number)
    assert [(one.who.name, one.lasted) for one in closed.attended] == [
        ("Аня", timedelta(minutes=4)),
        ("Боря", timedelta(minutes=6)),
    ]
    assert [one.who.name for one in closed.unheard] == ["Вера"]
    with pytest.raises(refusals.Spent):
        await room.joins("anna")
    seen = await school.store.run(
        lambda tx: consultation_ends.of_children(
            tx, [school.ids["anna"], school.ids["vera"]], tx.now - timedelta(days=1)
        )
    )
    assert list(seen) == [school.ids["anna"]]
