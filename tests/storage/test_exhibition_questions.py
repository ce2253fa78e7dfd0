"""E5: questions to the authors of a work: who may ask, through whom they go, who may answer."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from bots.clock import StoppedClock
from storage import (
    exhibition_entries,
    exhibition_questions,
    refusals,
    relevance,
    residents,
    talks,
)
from storage.events import EventHost
from storage.exhibition_questions import QuestionState, QuestionView
from storage.reports import ModerationReport
from storage.residents import Who
from storage.store import Tx
from tests.storage.exhibiting import LASTS, OPENS_IN, hangs, holds, team
from tests.storage.school import School
from tests.storage.test_two_at_once import at_once


class Hung:
    """An open exhibition with a work of Anna and Boris."""

    def __init__(self, school: School, event: int, exhibit: int) -> None:
        self.school, self.event, self.exhibit = school, event, exhibit

    async def asks(self, name: str, text: str = "Сколько собрали?") -> QuestionView:
        return await self.school.does(
            name, exhibition_questions.ask, exhibit=self.exhibit, text=text
        )

    async def answers(self, name: str, question: int, text: str = "Сорок") -> QuestionView:
        return await self.school.does(
            name, exhibition_questions.answer, question=question, text=text
        )

    async def shown(self) -> list[tuple[str, tuple[str, ...]]]:
        told = await self.school.store.run(
            lambda tx: exhibition_questions.answered(tx, self.exhibit)
        )
        return [(one.text, one.answers) for one in told]


@pytest.fixture
async def hung(school: School, clock: StoppedClock) -> Hung:
    event = await holds(school)
    exhibit = await hangs(school, event, await team(school, "boris"))
    clock.advance(OPENS_IN)
    return Hung(school, event, exhibit)


async def test_a_pupils_question_goes_to_all_authors_and_the_first_answer_counts(
    school: School, hung: Hung
) -> None:
    asked = await hung.asks("vera")
    assert set(asked.tell) == school.named("anna", "boris")
    first = await hung.answers("anna", asked.id, "Сорок килограммов")
    assert set(first.tell) == school.named("vera", "boris")
    assert first.watch == ()
    with pytest.raises(refusals.Spent, match="exhibit-answered"):
        await hung.answers("anna", asked.id, "Ещё раз")
    more = await hung.answers("boris", asked.id, "И ещё два")
    assert set(more.tell) == school.named("vera")
    assert await hung.shown() == [("Сколько собрали?", ("Сорок килограммов", "И ещё два"))]


async def test_two_authors_answer_at_the_same_moment_and_one_of_them_is_first(
    school: School, hung: Hung
) -> None:
    asked = await hung.asks("vera")
    done, refused = await at_once(
        hung.answers("anna", asked.id),
        hung.answers("boris", asked.id),
        hung.answers("anna", asked.id),
    )
    assert (len(done), [one.reason for one in refused]) == (2, ["exhibit-answered"])
    assert sorted(len(one.tell) for one in done) == [1, 2]


@pytest.mark.parametrize("name", ["pyotr", "ivan"])
async def test_what_an_adult_asks_who_is_no_teacher_goes_through_the_schools_adults(
    school: School, hung: Hung, name: str
) -> None:
    asked = await hung.asks(name)
    assert asked.state is QuestionState.HELD
    assert set(asked.tell) == school.named("maria")
    with pytest.raises(refusals.Missing):
        await hung.answers("anna", asked.id)
    with pytest.raises(refusals.Missing):
        await school.does("anna", exhibition_questions.show, question=asked.id)
    for other in (name, "anna", "vera", "pavel", "olga"):
        for act in (exhibition_questions.pass_on, exhibition_questions.drop):
            with pytest.raises(refusals.Missing):
                await school.does(other, act, question=asked.id)
    passed = await school.does("maria", exhibition_questions.pass_on, question=asked.id)
    assert set(passed.tell) == school.named("anna", "boris")
    said = await hung.answers("anna", asked.id)
    assert set(said.watch) == school.named("maria")


async def test_a_pupil_who_holds_the_exhibition_passes_no_strangers_words_on(
    school: School, hung: Hung
) -> None:
    def make_host(tx: Tx) -> None:
        tx.session.add(EventHost(event_id=hung.event, resident_id=school.ids["gleb"]))

    await school.store.run(make_host)
    asked = await hung.asks("pyotr")
    assert set(asked.tell) == school.named("maria")
    with pytest.raises(refusals.Missing):
        await school.does("gleb", exhibition_questions.pass_on, question=asked.id)


async def test_a_host_does_not_pass_the_own_question_on(school: School, hung: Hung) -> None:
    def make_host(tx: Tx) -> None:
        tx.session.add(EventHost(event_id=hung.event, resident_id=school.ids["pyotr"]))

    await school.store.run(make_host)
    asked = await hung.asks("pyotr")
    assert asked.state is QuestionState.HELD
    assert set(asked.tell) == school.named("maria")
    with pytest.raises(refusals.Missing):
        await school.does("pyotr", exhibition_questions.pass_on, question=asked.id)


async def test_a_question_that_was_dropped_is_answered_no_more_and_stands_nowhere(
    school: School, hung: Hung
) -> None:
    asked = await hung.asks("vera")
    await hung.answers("anna", asked.id)
    await school.does("maria", exhibition_questions.drop, question=asked.id)
    assert await hung.shown() == []
    with pytest.raises(refusals.Spent):
        await hung.answers("boris", asked.id)
    with pytest.raises(refusals.Spent):
        await school.does("maria", exhibition_questions.drop, question=asked.id)
    still = await school.store.run(
        lambda tx: relevance.holds(tx, "exhibit-question.stands", asked.id)
    )
    assert not still


async def test_a_complaint_takes_the_question_away_and_brings_it_to_the_moderators(
    school: School, hung: Hung
) -> None:
    asked = await hung.asks("vera", "Слова, на которые жалуются")
    talk = await school.store.run(lambda tx: talks.open_talk(tx, "vk", "anna", None).id or 0)
    for name in ("gleb", "maria", "vera"):
        with pytest.raises(refusals.Missing):
            await school.does(name, exhibition_questions.complain, question=asked.id, talk=talk)
    await school.does("boris", exhibition_questions.complain, question=asked.id, talk=talk)

    def kept(tx: Tx) -> list[tuple[int, int | None, str]]:
        rows = tx.session.exec(select(ModerationReport))
        return [(one.about_id, one.reported_by, tx.sealer.open(one.sealed)) for one in rows]

    assert await school.store.run(kept) == [
        (school.ids["vera"], school.ids["boris"], "Слова, на которые жалуются")
    ]
    with pytest.raises(refusals.Spent):
        await hung.answers("anna", asked.id)


async def test_who_may_not_ask(school: School, hung: Hung, clock: StoppedClock) -> None:
    guest = Who(None, 77)
    with pytest.raises(refusals.Unregistered):
        await school.store.run(
            lambda tx: exhibition_questions.ask(tx, guest, exhibit=hung.exhibit, text="Зачем?")
        )
    with pytest.raises(refusals.Denied, match="exhibit-own-question"):
        await hung.asks("boris")
    for _ in range(exhibition_questions.MOST):
        last = await hung.asks("vera")
    with pytest.raises(refusals.Broken, match="exhibit-questions-many"):
        await hung.asks("vera")
    clock.advance(LASTS)
    with pytest.raises(refusals.Broken, match="exhibition-over"):
        await hung.asks("gleb")
    await hung.answers("anna", last.id)


@pytest.mark.parametrize("name", ["gleb", "pavel", "olga", "nina", "ivan", "pyotr"])
async def test_others_neither_read_nor_answer_what_was_asked(
    school: School, hung: Hung, name: str
) -> None:
    asked = await hung.asks("vera")
    acts: tuple[Callable[[Tx, Who], object], ...] = (
        lambda tx, by: exhibition_questions.show(tx, by, question=asked.id),
        lambda tx, by: exhibition_questions.answer(tx, by, question=asked.id, text="Я знаю"),
        lambda tx, by: exhibition_questions.drop(tx, by, question=asked.id),
        lambda tx, by: exhibition_questions.complain(tx, by, question=asked.id, talk=1),
    )
    for act in acts:
        with pytest.raises(refusals.Missing):
            await school.does(name, act)
    waiting = await school.does(name, exhibition_questions.waiting, event=hung.event)
    assert waiting == []


async def test_with_the_work_its_questions_go(school: School, hung: Hung) -> None:
    asked = await hung.asks("vera")
    waiting = await school.does("anna", exhibition_questions.waiting, event=hung.event)
    assert [one.id for one in waiting] == [asked.id]
    await school.does("boris", exhibition_entries.withdraw, exhibit=hung.exhibit)
    with pytest.raises(refusals.Missing):
        await hung.answers("anna", asked.id)
    with pytest.raises(refusals.Missing):
        await school.does("vera", exhibition_questions.show, question=asked.id)
    assert await school.does("anna", exhibition_questions.waiting, event=hung.event) == []
    who = await school.store.run(lambda tx: residents.who(tx, school.ids["anna"]))
    assert exhibition_questions.is_trusted(who)
