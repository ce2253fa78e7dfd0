"""D1: consents by purpose, who signs for whom, and what a withdrawn word does."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from bots.clock import StoppedClock
from storage import ages, consents, families, residents
from storage.ages import Age
from storage.consents import ConsentText, Purpose, Signed, Way
from storage.refusals import Denied, Missing, Spent
from storage.store import Step, Tx
from tests.storage.school import School

WORDS = "Согласен на участие в мероприятии."


async def announce(school: School) -> None:
    ids = school.ids

    def link(tx: Tx) -> None:
        families.announce(tx, ids["ivan"], ids["anna"])
        families.confirm(tx, ids["ivan"], ids["anna"])

    await school.store.run(link)


async def give(school: School, by: str, *, of: str = "anna", text: str = WORDS) -> int:
    return await school.does(
        by, consents.give, subject=school.ids[of], purpose=Purpose.EVENTS, text=text
    )


async def in_force(school: School, thing: str = "") -> bool:
    return await school.store.run(
        lambda tx: consents.in_force(tx, school.ids["anna"], Purpose.EVENTS, thing)
    )


async def is_of(school: School, age: Age) -> None:
    await school.does("olga", ages.note, pupil=school.ids["anna"], age=age)


async def test_for_a_child_the_parent_signs_alone(school: School) -> None:
    await announce(school)
    await is_of(school, Age.CHILD)
    await give(school, "anna")
    assert not await in_force(school)
    await give(school, "ivan")
    assert await in_force(school)


async def test_from_14_the_parent_and_the_pupil_sign(school: School) -> None:
    await announce(school)
    await is_of(school, Age.TEENAGER)
    await give(school, "ivan")
    assert not await in_force(school)
    await give(school, "anna")
    assert await in_force(school)


async def test_an_adult_pupil_signs_alone(school: School) -> None:
    await is_of(school, Age.ADULT)
    await give(school, "anna")
    assert await in_force(school)


async def test_the_class_tells_the_age_where_the_school_did_not(school: School) -> None:
    ids = school.ids

    def age(name: str) -> Step[Age]:
        return lambda tx: ages.of(tx, residents.who(tx, ids[name]))

    assert await school.store.run(age("anna")) is Age.TEENAGER
    assert await school.store.run(age("dasha")) is Age.CHILD
    assert await school.store.run(age("maria")) is Age.ADULT


async def test_nobody_signs_for_somebody_elses_child(school: School) -> None:
    with pytest.raises(Denied):
        await give(school, "ivan")


async def test_a_parent_who_was_shut_out_has_no_word_any_more(school: School) -> None:
    await announce(school)
    await is_of(school, Age.CHILD)
    await give(school, "ivan")
    ids = school.ids
    await school.does(
        "olga", families.restrict, parent=ids["ivan"], child=ids["anna"], restricted=True
    )
    assert not await in_force(school)


async def test_a_withdrawn_word_holds_no_more_and_is_kept(school: School) -> None:
    await announce(school)
    await is_of(school, Age.CHILD)
    word = await give(school, "ivan")
    await school.does("ivan", consents.withdraw, consent=word)
    assert not await in_force(school)
    (kept,) = await school.store.run(lambda tx: consents.about(tx, school.ids["anna"]))
    assert kept.withdrawn_at is not None
    with pytest.raises(Spent):
        await school.does("ivan", consents.withdraw, consent=word)
    with pytest.raises(Missing):
        await school.does("maria", consents.withdraw, consent=word)


async def test_under_14_the_representatives_word_is_the_representatives_to_take_back(
    school: School,
) -> None:
    await announce(school)
    await is_of(school, Age.CHILD)
    word = await give(school, "ivan")
    with pytest.raises(Denied, match="parent"):
        await school.does("anna", consents.withdraw, consent=word)
    await is_of(school, Age.TEENAGER)
    await school.does("anna", consents.withdraw, consent=word)
    assert not await in_force(school)


async def test_the_same_words_twice_are_one_consent_other_words_another(school: School) -> None:
    await announce(school)
    first = await give(school, "ivan")
    assert await give(school, "ivan") == first
    assert await give(school, "ivan", text=WORDS + " Съёмка разрешена.") != first
    texts = await school.store.run(lambda tx: tx.session.exec(select(ConsentText)).all())
    assert len(texts) == 2


async def test_the_psychologist_needs_more_than_a_button(
    school: School, clock: StoppedClock
) -> None:
    await announce(school)
    await is_of(school, Age.CHILD)
    ids = school.ids
    with pytest.raises(Denied):
        await school.does(
            "ivan", consents.give, subject=ids["anna"], purpose=Purpose.PSYCHOLOGIST, text=WORDS
        )
    until = date(2026, 10, 31)
    await school.does(
        "olga",
        consents.enter,
        subject=ids["anna"],
        purpose=Purpose.PSYCHOLOGIST,
        signed_as=Signed.REPRESENTATIVE,
        way=Way.PAPER,
        reference="12/26",
        text=WORDS,
        valid_until=until,
    )

    def holds(tx: Tx) -> bool:
        return consents.in_force(tx, ids["anna"], Purpose.PSYCHOLOGIST)

    assert await school.store.run(holds)
    clock.advance(timedelta(days=60))
    assert not await school.store.run(holds)


async def test_a_class_teacher_enters_papers_of_the_own_class_only(school: School) -> None:
    with pytest.raises(Denied):
        await school.does(
            "maria",
            consents.enter,
            subject=school.ids["anna"],
            purpose=Purpose.EVENTS,
            signed_as=Signed.REPRESENTATIVE,
            way=Way.PAPER,
            reference="1",
            text=WORDS,
        )
