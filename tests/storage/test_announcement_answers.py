"""R5, D1: answers, one of each receiver, and consents with the words that were agreed to."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from bots.clock import StoppedClock
from storage import ages, announcements, consents, families, profiles
from storage import announcement_answers as answers
from storage import announcement_cards as cards
from storage import announcement_mailing as mailing
from storage.ages import Age
from storage.announcement_answers import NO, YES, Received
from storage.announcement_cards import Card
from storage.announcements import GRACE, Kind, Wanted
from storage.consents import Consent, ConsentText, Purpose, Signed
from storage.refusals import Broken, Missing
from storage.residents import Role
from storage.store import Tx
from tests.storage import posting
from tests.storage.school import School

TEXT = "В пятницу едем в музей, сбор в 9 у входа."
WORDS = "Согласен на поездку моего ребёнка в музей."
TRIP = Wanted("class", "10А", TEXT, kind=Kind.CONSENT, purpose=Purpose.EVENTS, words=WORDS)
ASK = Wanted("class", "10А", TEXT, kind=Kind.CHOICE, choices=("Едет", "Не едет"))


async def settled(school: School) -> None:
    """Anna (14 and more) has two parents, Ivan and Irina; Boris is under 14 and Ivan's too."""
    ids = school.ids

    def step(tx: Tx) -> None:
        ids["irina"] = profiles.add(
            tx, family="Котова", name="Ирина", patronymic="Львовна", roles=frozenset({Role.PARENT})
        )
        posting.link(tx, ids["ivan"], ids["anna"], ids["boris"])
        posting.link(tx, ids["irina"], ids["anna"])
        for name in ("ivan", "irina", "anna", "boris"):
            posting.come_in(tx, ids[name])

    await school.store.run(step)
    await school.does("olga", ages.note, pupil=ids["boris"], age=Age.CHILD)


async def left(school: School, clock: StoppedClock, wanted: Wanted) -> int:
    """An announcement on everybody's phones."""
    made = await school.does("nina", announcements.compose, wanted=wanted)
    await school.does("nina", announcements.send, announcement=made.announcement.id)
    clock.advance(GRACE)
    await posting.settles(school)
    return made.announcement.id


async def says(school: School, name: str, number: int, choice: int, of: str = "") -> Received:
    subject = school.ids[of] if of else 0
    return await school.does(
        name, answers.answer, announcement=number, choice=choice, subject=subject
    )


async def card(school: School, number: int) -> Card:
    return await school.does("nina", cards.card, announcement=number)


async def in_force(school: School, of: str, number: int) -> bool:
    return await school.store.run(
        lambda tx: consents.in_force(tx, school.ids[of], Purpose.EVENTS, f"announcement:{number}")
    )


async def test_from_14_the_pupil_is_asked_as_well_and_under_14_is_not(
    school: School, clock: StoppedClock
) -> None:
    await settled(school)
    number = await left(school, clock, TRIP)
    seen = await card(school, number)
    assert {one.who.id for one in seen.lines} == school.named("ivan", "irina", "anna")


async def test_one_representatives_word_and_the_pupils_own_make_a_consent(
    school: School, clock: StoppedClock
) -> None:
    await settled(school)
    number = await left(school, clock, TRIP)
    await says(school, "ivan", number, YES, "anna")
    assert not await in_force(school, "anna", number)
    await says(school, "anna", number, YES, "anna")
    assert await in_force(school, "anna", number)
    assert not await in_force(school, "boris", number)
    seen = await card(school, number)
    # Ivan's word about Boris is wanted still; Irina's is not, whatever she may say.
    assert (len(seen.answered), seen.covered, len(seen.silent)) == (1, 1, 1)
    assert await school.does("nina", mailing.remind, announcement=number) == 1
    await says(school, "irina", number, NO, "anna")
    seen = await card(school, number)
    of_anna = next(one for one in seen.families if one.pupil.id == school.ids["anna"])
    assert of_anna.complete and of_anna.refused and of_anna.differ
    assert await in_force(school, "anna", number)


async def test_the_words_are_kept_by_their_version_with_the_time(
    school: School, clock: StoppedClock
) -> None:
    await settled(school)
    number = await left(school, clock, TRIP)
    await says(school, "ivan", number, YES, "boris")

    def kept(tx: Tx) -> tuple[str, str, bool]:
        row = tx.session.exec(select(Consent)).one()
        text = tx.session.get_one(ConsentText, row.version).text
        return text, row.signed_as, row.at == clock.now()

    assert await school.store.run(kept) == (f"{TEXT}\n\n{WORDS}", Signed.REPRESENTATIVE, True)
    assert await in_force(school, "boris", number)


async def test_a_changed_mind_withdraws_and_gives_anew_until_the_term(
    school: School, clock: StoppedClock
) -> None:
    await settled(school)
    until = clock.now() + timedelta(days=2)
    number = await left(school, clock, replace(TRIP, answer_until=until))
    for choice, holds in ((YES, True), (NO, False), (NO, False), (YES, True)):
        await says(school, "ivan", number, choice, "boris")
        assert await in_force(school, "boris", number) is holds
    clock.advance(timedelta(days=2))
    with pytest.raises(Broken, match="over"):
        await says(school, "ivan", number, NO, "boris")
    assert await in_force(school, "boris", number)


async def test_a_consent_that_is_withdrawn_elsewhere_is_shown_to_the_sender(
    school: School, clock: StoppedClock
) -> None:
    await settled(school)
    number = await left(school, clock, TRIP)
    await says(school, "ivan", number, YES, "boris")
    (consent,) = await school.store.run(lambda tx: consents.about(tx, school.ids["boris"]))
    await school.does("ivan", consents.withdraw, consent=consent.id)
    seen = await card(school, number)
    of_boris = next(one for one in seen.families if one.pupil.id == school.ids["boris"])
    assert not of_boris.complete and of_boris.refused
    (line,) = [one for one in seen.lines if one.said]
    assert [one.withdrawn for one in line.said] == [True]


async def test_one_answer_of_each_parent_whatever_they_press_and_how_often(
    school: School, clock: StoppedClock
) -> None:
    await settled(school)
    number = await left(school, clock, ASK)
    for choice in (0, 1, 1, 0):
        await says(school, "ivan", number, choice)
    await says(school, "irina", number, 1)
    seen = await card(school, number)
    assert seen.picked == (1, 1) and len(seen.answered) == 2


async def test_the_time_of_an_answer_is_that_of_its_last_change(
    school: School, clock: StoppedClock
) -> None:
    await settled(school)
    number = await left(school, clock, ASK)
    first = (await says(school, "ivan", number, 0)).answers[0].at
    clock.advance(timedelta(hours=1))
    assert (await says(school, "ivan", number, 0)).answers[0].at == first
    assert (await says(school, "ivan", number, 1)).answers[0].at == clock.now()


@pytest.mark.parametrize("choice", [-1, 2, 99])
async def test_an_answer_that_was_not_offered_is_refused(
    school: School, clock: StoppedClock, choice: int
) -> None:
    await settled(school)
    number = await left(school, clock, ASK)
    with pytest.raises(Missing):
        await says(school, "ivan", number, choice)


async def test_who_did_not_get_it_answers_and_reads_nothing(
    school: School, clock: StoppedClock
) -> None:
    await settled(school)
    number = await left(school, clock, TRIP)
    for name in ("vera", "boris", "maria", "olga", "nina"):
        with pytest.raises(Missing):
            await says(school, name, number, YES, "anna")
        with pytest.raises(Missing):
            await school.does(name, answers.received, announcement=number)
    for other in ("boris", "vera", ""):
        with pytest.raises(Missing):
            await says(school, "irina", number, YES, other)


async def test_before_it_leaves_nobody_can_answer(school: School) -> None:
    await settled(school)
    made = await school.does("nina", announcements.compose, wanted=ASK)
    with pytest.raises(Missing):
        await says(school, "ivan", made.announcement.id, 0)


async def test_who_is_shut_out_since_answers_no_more_and_what_they_said_counts_no_more(
    school: School, clock: StoppedClock
) -> None:
    await settled(school)
    number = await left(school, clock, TRIP)
    ids = school.ids
    await says(school, "irina", number, YES, "anna")
    await school.does(
        "olga", families.restrict, parent=ids["irina"], child=ids["anna"], restricted=True
    )
    with pytest.raises(Missing):
        await says(school, "irina", number, NO, "anna")
    seen = await card(school, number)
    assert ids["irina"] not in {one.who.id for one in seen.lines}


async def test_only_silent_ones_are_reminded_and_once_a_day(
    school: School, clock: StoppedClock
) -> None:
    await settled(school)
    number = await left(school, clock, ASK)
    await says(school, "ivan", number, 0)
    assert await school.does("nina", mailing.remind, announcement=number) == 1
    assert await posting.settles(school) == 1
    with pytest.raises(Broken, match="reminded"):
        await school.does("nina", mailing.remind, announcement=number)
    clock.advance(timedelta(hours=24))
    await says(school, "irina", number, 0)
    with pytest.raises(Broken, match="all-answered"):
        await school.does("nina", mailing.remind, announcement=number)


async def test_a_reminder_that_sleeps_is_dropped_when_the_answer_comes_first(
    school: School, clock: StoppedClock
) -> None:
    await settled(school)
    number = await left(school, clock, ASK)
    clock.advance(timedelta(hours=10))  # 22:00 in Moscow
    await school.does("nina", mailing.remind, announcement=number)
    assert await posting.settles(school) == 0
    await says(school, "ivan", number, 0)
    clock.advance(timedelta(hours=11))
    assert await posting.settles(school) == 1


async def test_after_the_term_nobody_is_reminded(school: School, clock: StoppedClock) -> None:
    await settled(school)
    until = clock.now() + timedelta(hours=12)
    number = await left(school, clock, replace(ASK, answer_until=until))
    clock.advance(timedelta(hours=10))
    await school.does("nina", mailing.remind, announcement=number)
    await posting.settles(school)
    clock.advance(timedelta(hours=11))
    assert await posting.settles(school) == 0
    with pytest.raises(Broken, match="over"):
        await school.does("nina", mailing.remind, announcement=number)


async def test_what_wants_no_answer_reminds_nobody(school: School, clock: StoppedClock) -> None:
    await settled(school)
    number = await left(school, clock, Wanted("class", "10А", TEXT))
    with pytest.raises(Broken):
        await school.does("nina", mailing.remind, announcement=number)
    with pytest.raises(Missing):
        await says(school, "ivan", number, 0)
