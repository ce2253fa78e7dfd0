"""A message that one messenger does not take goes to the next: once, in order, to nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from bots.clock import StoppedClock
from storage import accounts, delivery, drafts, fallback, journal, outbox, talks
from storage.delivery import Result
from storage.outbox import ButtonRow, Letter, Message, Rank, State
from storage.store import Store, Tx
from tests.storage.school import School

NAMES = ("sferum", "vk", "telegram")


@dataclass(frozen=True)
class Place:
    """One of a person's messengers: it takes so many messages and then no more, None for all;
    the person wrote there ``heard`` minutes ago, None for never."""

    takes: int | None = None
    heard: int | None = None
    chosen: bool = False


def settle(tx: Tx, owner: int, places: Sequence[Place]) -> list[int]:
    """Give a person messengers; gives the conversations, in order."""
    made: list[int] = []
    for number, place in enumerate(places):
        name = NAMES[number % len(NAMES)]
        user = f"{owner}-{len(tx.session.exec(select(talks.Account.id)).all())}"
        talk, account = talks.private_talk(tx, name, user, user)
        account.resident_id, account.chosen = owner, place.chosen
        if place.heard is not None:
            talk.heard_at = tx.now - timedelta(minutes=place.heard)
        tx.session.flush()
        assert talk.id is not None
        made.append(talk.id)
    return made


def waiting(tx: Tx, owner: int) -> list[Message]:
    return list(
        tx.session.exec(
            select(Message)
            .where(Message.for_resident == owner, Message.state == State.WAITING)
            .order_by(col(Message.id))
            .execution_options(populate_existing=True)
        )
    )


def send_all(tx: Tx, owner: int, takes: dict[int, int]) -> list[tuple[int, str]]:
    """What a sender would do, until nothing waits; gives what was shown where."""
    shown: list[tuple[int, str]] = []
    for _ in range(100):
        rows = waiting(tx, owner)
        if not rows:
            return shown
        row = rows[0]
        assert row.id is not None
        if takes[row.talk_id]:
            takes[row.talk_id] -= 1
            shown.append((row.talk_id, row.text))
            delivery.record(tx, [Result(row.id, State.SENT, external_id=f"m{row.id}")])
        else:
            fallback.closed(tx, row, "shut")
            delivery.record(tx, [Result(row.id, State.FAILED, error="shut")])
    raise AssertionError("it never ends")


def expected_order(places: Sequence[Place]) -> list[int]:
    """The chosen one, then the latest used, those never used last, the first linked first."""
    return sorted(
        range(len(places)),
        key=lambda n: (
            not places[n].chosen,
            places[n].heard is None,
            places[n].heard or 0,
            n,
        ),
    )


one_place = st.builds(
    Place,
    takes=st.none() | st.integers(0, 3),
    heard=st.none() | st.integers(0, 10_000),
    chosen=st.just(False),
)


@st.composite
def some_places(draw: st.DrawFn) -> list[Place]:
    places = draw(st.lists(one_place, min_size=1, max_size=4))
    chosen = draw(st.none() | st.integers(0, len(places) - 1))
    return [Place(one.takes, one.heard, number == chosen) for number, one in enumerate(places)]


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(places=some_places(), count=st.integers(1, 6))
async def test_each_goes_to_the_first_that_takes_it_in_order_and_once(
    school: School, places: list[Place], count: int
) -> None:
    anna = school.ids["anna"]

    def step(tx: Tx) -> None:
        for row in tx.session.exec(select(talks.Account)):
            row.resident_id = None
        made = settle(tx, anna, places)
        order = [made[number] for number in expected_order(places)]
        assert [one.talk_id for one in talks.addresses_of(tx, anna)] == order
        texts = [f"{number}" for number in range(count)]
        for text in texts:
            outbox.put(
                tx,
                talks.addresses_of(tx, anna)[0],
                Letter(text, rank=Rank.NOTICE),
                for_resident=anna,
            )
        before = len(journal.of_act(tx, "notice.unreached"))
        room = {
            talk: count if place.takes is None else place.takes
            for talk, place in zip(made, places, strict=True)
        }
        taken = [talk for talk in order for _ in range(room[talk])]
        assert send_all(tx, anna, dict(room)) == list(zip(taken, texts, strict=False))
        missed = len(journal.of_act(tx, "notice.unreached")) - before
        assert missed == max(0, count - len(taken))

    await school.store.run(step)


async def put(school: School, name: str, letter: Letter, talk: int | None = None) -> int:
    """Queue a notice for somebody where they are reached first, or in ``talk``."""
    owner = school.ids[name]

    def step(tx: Tx) -> int:
        to = talks.addresses_of(tx, owner)
        place = to[0] if talk is None else next(one for one in to if one.talk_id == talk)
        return outbox.put(tx, place, letter, for_resident=owner).id

    return await school.store.run(step)


async def row_of(store: Store, number: int) -> Message:
    return await store.run(lambda tx: tx.session.get_one(Message, number))


async def shut(store: Store, number: int) -> None:
    """The messenger does not take a message."""

    def step(tx: Tx) -> None:
        fallback.closed(tx, tx.session.get_one(Message, number), "shut")
        delivery.record(tx, [Result(number, State.FAILED, error="shut")])

    await store.run(step)


@pytest.fixture
async def two(school: School) -> list[int]:
    """Anna uses Sferum, and VK before."""
    return await school.store.run(
        lambda tx: settle(tx, school.ids["anna"], [Place(heard=1), Place(heard=2)])
    )


async def test_what_sleeps_till_morning_goes_along_and_sleeps_on(
    school: School, two: list[int], clock: StoppedClock
) -> None:
    morning = clock.now() + timedelta(hours=9)
    first = await put(school, "anna", Letter("Сейчас", rank=Rank.NOTICE))
    later = await put(school, "anna", Letter("Утром", rank=Rank.NOTICE, due_at=morning))
    await shut(school.store, first)
    moved = await row_of(school.store, (await row_of(school.store, later)).moved_to_id or 0)
    assert (moved.talk_id, moved.text, moved.due_at) == (two[1], "Утром", morning)
    assert (await row_of(school.store, later)).state == State.FAILED


async def test_what_sleeps_goes_along_when_the_person_forbids_messages(
    school: School, two: list[int], clock: StoppedClock
) -> None:
    morning = clock.now() + timedelta(hours=9)
    due = await put(school, "anna", Letter("Сейчас", rank=Rank.NOTICE))
    later = await put(school, "anna", Letter("Утром", rank=Rank.NOTICE, due_at=morning))
    await school.store.run(lambda tx: fallback.denied(tx, two[0], "denied"))
    moved = await row_of(school.store, (await row_of(school.store, later)).moved_to_id or 0)
    assert (moved.talk_id, moved.due_at) == (two[1], morning)
    row = await row_of(school.store, due)
    assert (row.state, row.moved_to_id) == (State.WAITING, None), "its sender may be at it"


async def test_with_nowhere_to_go_what_sleeps_waits_for_its_time(
    school: School, clock: StoppedClock
) -> None:
    await school.store.run(lambda tx: settle(tx, school.ids["anna"], [Place(heard=1)]))
    first = await put(school, "anna", Letter("Сейчас", rank=Rank.NOTICE))
    morning = clock.now() + timedelta(hours=9)
    later = await put(school, "anna", Letter("Утром", rank=Rank.NOTICE, due_at=morning))
    await shut(school.store, first)
    assert (await row_of(school.store, later)).state == State.WAITING


async def test_it_is_moved_once_whoever_asks(school: School, two: list[int]) -> None:
    number = await put(school, "anna", Letter("Раз", rank=Rank.NOTICE))
    for _ in range(3):
        await shut(school.store, number)
    rows = await school.store.run(lambda tx: waiting(tx, school.ids["anna"]))
    assert [row.text for row in rows] == ["Раз"]


async def test_an_edit_of_a_message_that_moved_edits_it_where_it_is(
    school: School, two: list[int]
) -> None:
    number = await put(school, "anna", Letter("Было", rank=Rank.NOTICE))
    await shut(school.store, number)

    def edit(tx: Tx) -> Message:
        original = outbox.shown(tx, number)
        assert original is not None
        queued = outbox.put_edit(tx, original, Letter("Стало"))
        return tx.session.get_one(Message, queued.id)

    made = await school.store.run(edit)
    moved = (await row_of(school.store, number)).moved_to_id
    assert (made.talk_id, made.kind, made.target_id) == (two[1], "edit", moved)


async def test_an_edit_that_waited_with_its_message_goes_along_as_an_edit(
    school: School, two: list[int]
) -> None:
    number = await put(school, "anna", Letter("Было", rank=Rank.NOTICE))

    def edit(tx: Tx) -> None:
        original = outbox.shown(tx, number)
        assert original is not None
        outbox.put_edit(tx, original, Letter("Стало", rank=Rank.NOTICE))

    await school.store.run(edit)
    await shut(school.store, number)

    def there(tx: Tx) -> list[tuple[str, str, int | None]]:
        rows = tx.session.exec(
            select(Message).where(Message.talk_id == two[1]).order_by(col(Message.id))
        )
        return [(row.kind, row.text, row.target_id) for row in rows]

    moved = (await row_of(school.store, number)).moved_to_id
    assert await school.store.run(there) == [("send", "Было", None), ("edit", "Стало", moved)]


async def test_the_message_whose_edit_moved_is_edited_there_from_then_on(
    school: School, two: list[int]
) -> None:
    number = await put(school, "anna", Letter("Было", rank=Rank.NOTICE))

    def sent_and_edited(tx: Tx) -> int:
        delivery.record(tx, [Result(number, State.SENT, external_id="m1")])
        original = outbox.shown(tx, number)
        assert original is not None
        return outbox.put_edit(tx, original, Letter("Стало")).id

    edit = await school.store.run(sent_and_edited)
    await shut(school.store, edit)
    moved = (await row_of(school.store, edit)).moved_to_id

    def again(tx: Tx) -> Message:
        original = outbox.shown(tx, number)
        assert original is not None
        return tx.session.get_one(Message, outbox.put_edit(tx, original, Letter("Ещё")).id)

    made = await school.store.run(again)
    assert (made.talk_id, made.kind, made.target_id) == (two[1], "edit", moved)


async def test_the_buttons_belong_to_the_same_person_there(school: School, two: list[int]) -> None:
    def answer(tx: Tx) -> int:
        to = talks.addresses_of(tx, school.ids["anna"])[0]
        talk = tx.session.get_one(talks.Talk, to.talk_id)
        return outbox.put(tx, to, Letter("Вопрос"), for_account=talk.account_id).id

    number = await school.store.run(answer)
    await shut(school.store, number)
    moved = await row_of(school.store, (await row_of(school.store, number)).moved_to_id or 0)
    there = await school.store.run(lambda tx: tx.session.get_one(talks.Talk, two[1]).account_id)
    assert moved.for_account == there
    assert moved.key != (await row_of(school.store, number)).key


async def test_a_form_goes_on_where_its_question_went(school: School, two: list[int]) -> None:
    def ask(tx: Tx) -> tuple[int, int]:
        owner = f"r{school.ids['anna']}"
        draft = drafts.begin(tx, owner, "project.new", {})
        draft.talk_id = two[0]
        drafts.keep(tx, draft)
        asked = ButtonRow(
            label="Отмена",
            action="form.cancel",
            args={"draft": draft.id},
            again=True,
            style="plain",
            row=0,
        )
        to = talks.addresses_of(tx, school.ids["anna"])[0]
        return draft.id, outbox.put(tx, to, Letter("Какой?", buttons=(asked,))).id

    draft, number = await school.store.run(ask)
    await shut(school.store, number)
    owner = f"r{school.ids['anna']}"
    kept = await school.store.run(lambda tx: drafts.owned(tx, owner, draft))
    assert kept is not None
    assert kept.talk_id == two[1]


async def test_a_notice_that_waits_in_an_unlinked_messenger_goes_to_the_other(
    school: School, two: list[int]
) -> None:
    number = await put(school, "anna", Letter("Новость", rank=Rank.NOTICE))
    account = await school.store.run(
        lambda tx: tx.session.get_one(talks.Talk, two[0]).account_id or 0
    )
    await school.does("anna", accounts.unlink, account=account)
    (row,) = await school.store.run(lambda tx: waiting(tx, school.ids["anna"]))
    assert (row.talk_id, row.text) == (two[1], "Новость")
    assert (await row_of(school.store, number)).error == "unlinked"


async def test_what_was_for_the_accounts_former_owner_goes_to_nobody(
    school: School, two: list[int]
) -> None:
    """The account has another owner by now: the notice for the former one is not theirs."""
    number = await put(school, "anna", Letter("Ане", rank=Rank.NOTICE))
    other = await put(school, "anna", Letter("И ещё", rank=Rank.NOTICE))

    def change(tx: Tx) -> None:
        talk = tx.session.get_one(talks.Talk, two[0])
        tx.session.get_one(talks.Account, talk.account_id).resident_id = school.ids["boris"]
        settle(tx, school.ids["boris"], [Place(heard=0)])
        tx.session.get_one(Message, number).for_resident = None

    await school.store.run(change)
    await shut(school.store, number)
    assert (await row_of(school.store, other)).moved_to_id is None


async def test_a_person_who_writes_again_is_reached_there_again(
    school: School, two: list[int]
) -> None:
    number = await put(school, "anna", Letter("Раз", rank=Rank.NOTICE))
    await shut(school.store, number)
    anna = school.ids["anna"]

    def reached(tx: Tx) -> list[int]:
        return [one.talk_id for one in talks.addresses_of(tx, anna)]

    assert await school.store.run(reached) == [two[1]]
    await school.store.run(lambda tx: talks.used(tx, two[0]))
    assert await school.store.run(reached) == [two[0], two[1]]
