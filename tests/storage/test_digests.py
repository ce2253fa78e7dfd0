"""What a digest says and to whom (R1, R2): in depth, from the store."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import select

from bots.clock import StoppedClock
from dialogs import digests as texts
from dialogs.digests import Asked, Line
from storage import diary, digest_turns, digests, families, parent_told, reviews, talks
from storage.digest_turns import Reader, Slot
from storage.outbox import Message, Rank
from storage.preferences import Every
from storage.store import Store, Tx
from storage.talks import Account, Talk
from tests.storage.school import School

THURSDAY = date(2026, 9, 10)
SLOT = Slot(THURSDAY, 18)
REMARK = "непонятно, чего именно станет меньше"


@pytest.fixture
async def families_of(school: School) -> School:
    """Anna and Boris have projects; Ivan is Anna's father, with a messenger."""
    await school.led_project()
    await school.led_project(by="boris")

    def come_in(tx: Tx) -> None:
        ids = school.ids
        families.announce(tx, ids["ivan"], ids["anna"])
        families.confirm(tx, ids["ivan"], ids["anna"])
        _, account = talks.private_talk(tx, "vk", "700", "700")
        account.resident_id = ids["ivan"]

    await school.store.run(come_in)
    return school


async def said(school: School, *, whatever: bool = True) -> str:
    def read(tx: Tx) -> str:
        reader = digest_turns.reader(tx, school.ids["ivan"])
        assert reader is not None
        made = texts.compose(tx, [reader], whatever=whatever)
        return "\n".join(letter.text for one in made for letter in one.letters)

    return await school.store.run(read)


async def test_titles_and_dates_are_said_and_never_a_remark_a_diary_or_another_pupil(
    families_of: School,
) -> None:
    school = families_of
    (project,) = await school.store.run(
        lambda tx: [one.id for one in _projects(tx, school.ids["anna"])]
    )
    await school.pass_stage(project, 1)
    sent = await school.send_in(project, 2)
    await school.does("maria", reviews.send_back, review=sent.review, remarks=[REMARK])
    await school.does("anna", diary.write, project=project, text="Было грустно, но вышло")
    text = await said(school)
    assert "Принят этап «Замысел и тема»" in text
    assert "Возвращён на доработку этап «Планирование»" in text
    for never in (REMARK, "грустно", "Боря", "Белов", "10Б", "Мария", "балл"):
        assert never not in text


def _projects(tx: Tx, child: int) -> list[digest_turns.Child]:
    from storage import family_news

    found = family_news.of_children(tx, [child], tx.now - timedelta(days=7))
    return [digest_turns.Child(one.id, one.title, False) for one in found[child]]


async def test_what_was_told_is_not_told_again(families_of: School, clock: StoppedClock) -> None:
    school = families_of
    (project,) = await school.store.run(
        lambda tx: [one.id for one in _projects(tx, school.ids["anna"])]
    )
    await school.pass_stage(project, 1)

    def put(tx: Tx) -> int:
        readers = digest_turns.readers(tx, Slot(THURSDAY, 18), after=0, limit=10)
        return digests.keep(tx, Slot(THURSDAY, 18), texts.compose(tx, readers))

    clock.advance(datetime(2026, 9, 10, 15, tzinfo=UTC) - clock.now())
    assert await school.store.run(put) == 1
    assert await school.store.run(put) == 0
    clock.advance(timedelta(days=7))
    assert await said(school, whatever=False) == ""
    assert "Принят" not in await said(school)


async def test_a_digest_is_a_mailing_of_the_parents_conversation_with_a_check(
    families_of: School, clock: StoppedClock
) -> None:
    school = families_of
    await school.pass_stage(
        (await school.store.run(lambda tx: _projects(tx, school.ids["anna"])))[0].id
    )

    def put(tx: Tx) -> tuple[Message, Talk]:
        readers = digest_turns.readers(tx, SLOT, after=0, limit=10)
        digests.keep(tx, SLOT, texts.compose(tx, readers))
        message = tx.session.exec(select(Message).where(Message.rank == Rank.MAILING)).one()
        return message, tx.session.get_one(Talk, message.talk_id)

    message, talk = await school.store.run(put)
    assert message.still == "digest.holds"
    assert message.for_resident == school.ids["ivan"]
    assert talk.last_id == message.id
    told = await school.does("anna", parent_told.about_me)
    assert "Принят этап" in told[0].text


async def test_a_part_of_another_segment_is_one_line_and_sees_own_children_only(
    families_of: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    school = families_of
    seen: list[frozenset[int]] = []

    def lines(tx: Tx, asked: Asked) -> dict[int, list[Line]]:
        seen.append(asked.children)
        return {
            school.ids["anna"]: [Line("Встреча в среду", at=tx.now)],
            school.ids["boris"]: [Line("Чужое", at=tx.now)],
        }

    monkeypatch.setitem(texts.PARTS, "events.test", lines)
    text = await said(school, whatever=False)
    assert "Встреча в среду" in text and "Чужое" not in text
    assert seen == [frozenset({school.ids["anna"]})]


def reader(since: datetime, until: date) -> Reader:
    return Reader(1, "Иван", None, Every.WEEK, since, until, False, (), False, False)


days = st.integers(0, 60).map(lambda number: THURSDAY + timedelta(days=number))


@given(due=days, first=st.integers(0, 6))
def test_every_due_date_is_told_before_it_comes_by_one_of_weekly_digests(
    due: date, first: int
) -> None:
    line = Line("срок", on=due)
    told = []
    for week in range(-3, 15):
        day = THURSDAY + timedelta(days=7 * week + first)
        since = day - timedelta(days=7)
        at = datetime(since.year, since.month, since.day, 15, tzinfo=UTC)
        if line.is_new(reader(at, day + timedelta(days=7)), since):
            told.append(day)
    assert any(day <= due for day in told)
    assert 1 <= len(told) <= 3


places = st.lists(
    st.tuples(st.booleans(), st.integers(0, 5) | st.none(), st.booleans()),
    min_size=0,
    max_size=5,
)


@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(own=st.lists(places, min_size=1, max_size=3))
async def test_many_are_reached_where_each_would_be(
    store: Store, own: list[list[tuple[bool, int | None, bool]]]
) -> None:
    class Undone(Exception):
        pass

    def compare(tx: Tx) -> None:
        from storage import profiles

        ids = []
        for person, many in enumerate(own):
            number = profiles.add(tx, family="Ф", name="И", roles=frozenset())
            ids.append(number)
            for turn, (chosen, heard, reachable) in enumerate(many):
                peer = f"{person}-{turn}"
                talk, account = talks.private_talk(tx, "vk", peer, peer)
                row = tx.session.get_one(Account, account.id)
                row.resident_id, row.chosen = number, chosen
                talk.reachable = reachable
                talk.heard_at = None if heard is None else tx.now - timedelta(hours=heard)
        tx.session.flush()
        found = talks.first_addresses(tx, ids)
        for number in ids:
            wanted = talks.addresses_of(tx, number)[:1]
            assert [found[number]] == wanted if wanted else number not in found
        raise Undone

    with pytest.raises(Undone):
        await store.run(compare)


async def test_who_unlinked_or_never_came_in_is_passed_over(families_of: School) -> None:
    school = families_of

    def unlink(tx: Tx) -> list[Reader]:
        for row in tx.session.exec(select(Account)):
            row.resident_id = None
        tx.session.flush()
        return digest_turns.readers(tx, SLOT, after=0, limit=10)

    found = await school.store.run(unlink)
    assert [one.place for one in found] == [None]
