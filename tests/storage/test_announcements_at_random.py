"""R5: whoever is whose parent, can be reached and answers what: the sender's numbers add up."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection
from sqlmodel import Session, col, select

from dialogs import announcement_letters
from storage import announcement_answers as answers
from storage import announcement_cards as cards
from storage import announcement_mailing as mailing
from storage import announcements, families, residents, schema
from storage.ages import Age
from storage.announcement_answers import YES
from storage.announcement_cards import Card
from storage.announcement_receivers import Audience
from storage.announcements import Kind, Wanted
from storage.consents import Purpose
from storage.families import FamilyLink
from storage.outbox import Message, State
from storage.refusals import Refusal
from storage.residents import Resident
from storage.rules import Rules
from storage.sealing import Sealer
from storage.store import Store, Tx
from tests.storage import posting
from tests.storage.school import PEOPLE, settle_people

#: A Sunday at noon in Moscow: nobody's hours are quiet.
NOW = datetime(2026, 9, 6, 9, tzinfo=UTC)
TEXT = "В пятницу едем в музей."
IDS = {name: number for number, name in enumerate(PEOPLE, 1)}
PUPILS = [IDS["anna"], IDS["boris"]]
PARENTS = [IDS["ivan"], IDS["maria"], IDS["pavel"]]
NINA = IDS["nina"]

keys = count()


@dataclass(frozen=True)
class Link:
    parent: int
    child: int
    confirmed: bool
    restricted: bool


links = st.lists(
    st.builds(
        Link,
        st.sampled_from(PARENTS),
        st.sampled_from(PUPILS),
        st.booleans(),
        st.sampled_from([False, False, True]),
    ),
    unique_by=lambda one: (one.parent, one.child),
    max_size=6,
)
people = st.sets(st.sampled_from([*PUPILS, *PARENTS]))
wanted = st.sampled_from(
    [
        *(
            Wanted("class", "10А", TEXT, audience, kind, choices=choices)
            for audience in Audience
            for kind, choices in (
                (Kind.NONE, ()),
                (Kind.READ, ()),
                (Kind.CHOICE, ("Да", "Нет")),
            )
        ),
        Wanted(
            "class",
            "10А",
            TEXT,
            kind=Kind.CONSENT,
            purpose=Purpose.EVENTS,
            words="Поездка в музей.",
        ),
    ]
)
said = st.lists(
    st.tuples(
        st.sampled_from([*PUPILS, *PARENTS]), st.integers(0, 1), st.sampled_from([0, *PUPILS])
    ),
    max_size=8,
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with people in it; each example is undone afterwards."""
    path: Path = tmp_path_factory.mktemp("announcements") / "store.db"
    store = Store(f"sqlite:///{path}", now=lambda: NOW, sealer=Sealer("secret"))
    schema.metadata.create_all(store.engine)
    with store.engine.connect() as connection, connection.begin(), step(connection) as tx:
        assert settle_people(tx) == IDS
    yield store
    store.engine.dispose()


@contextmanager
def step(connection: Connection) -> Iterator[Tx]:
    with Session(bind=connection, join_transaction_mode="create_savepoint") as session:
        yield Tx(session, NOW, Rules(), Sealer("secret"), lambda: str(next(keys)))
        session.commit()


def settle(tx: Tx, made: list[Link], here: set[int], children: set[int]) -> None:
    for link in made:
        families.announce(tx, link.parent, link.child)
        if link.confirmed:
            families.confirm(tx, link.parent, link.child)
        tx.session.get_one(FamilyLink, (link.parent, link.child)).restricted = link.restricted
    for one in here:
        posting.come_in(tx, one)
    for one in children & set(PUPILS):
        tx.session.get_one(Resident, one).age_group = Age.CHILD


def send(tx: Tx, what: Wanted, blocked: set[int]) -> int | None:
    """Send, all of it; None where there is nobody to write to."""
    nina = residents.who(tx, NINA)
    try:
        made = announcements.compose(tx, nina, wanted=what)
    except Refusal:
        return None
    number = made.announcement.id
    announcements.send(tx, nina, announcement=number)
    tx.session.get_one(announcements.Announcement, number).leaves_at = tx.now
    announcement_letters.leave(tx, number)
    posting.goes(tx, blocked)
    seen = cards.card(tx, nina, announcement=number)
    assert made.reach.all == len(seen.lines)
    return number


def check(card: Card, made: list[Link], here: set[int], blocked: set[int]) -> None:
    ids = [one.who.id for one in card.lines]
    assert len(ids) == len(set(ids))
    for one in card.lines:
        for pupil in one.about:
            if pupil.id != one.who.id:
                assert any(
                    (link.parent, link.child, link.restricted) == (one.who.id, pupil.id, False)
                    and (link.confirmed or not one.known)
                    for link in made
                )
        expected = one.who.id in here - blocked and one.known
        assert (one.outcome == "reached") == expected
    parts = (len(card.answered), card.covered, len(card.silent), len(card.lost))
    assert sum(parts) == len(card.lines)
    assert sum(card.picked) == len(card.answered if card.picked else ())


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(made=links, here=people, blocked=people, children=people, what=wanted, answered=said)
def test_the_numbers_add_up(
    base: Store,
    made: list[Link],
    here: set[int],
    blocked: set[int],
    children: set[int],
    what: Wanted,
    answered: list[tuple[int, int, int]],
) -> None:
    with base.engine.connect() as connection, connection.begin() as reading:
        with step(connection) as tx:
            settle(tx, made, here, children)
            number = send(tx, what, blocked)
            if number is not None:
                last = _answer(tx, number, answered)
                card = cards.card(tx, residents.who(tx, NINA), announcement=number)
                check(card, made, here, blocked)
                _check_consents(card, last, children)
                _check_messages(tx, card)
        reading.rollback()


Last = dict[tuple[int, int], int]


def _answer(tx: Tx, number: int, answered: list[tuple[int, int, int]]) -> Last:
    """Everybody's last word that was taken, by person and pupil."""
    last: Last = {}
    for who, choice, subject in answered:
        try:
            with tx.attempt():
                answers.answer(
                    tx, residents.who(tx, who), announcement=number, choice=choice, subject=subject
                )
        except Refusal:
            continue
        last[who, subject] = choice
    return last


def _check_consents(card: Card, last: Last, children: set[int]) -> None:
    for family in card.families:
        number = family.pupil.id
        by_parent = any(choice == YES for (who, of), choice in last.items() if of == number != who)
        by_self = last.get((number or 0, number or 0)) == YES
        assert family.complete == (by_parent and (number in children or by_self))


def _check_messages(tx: Tx, card: Card) -> None:
    """One message each; and of those who are silent only, one reminder each."""
    rows = tx.session.exec(select(Message.for_resident).where(col(Message.id).is_not(None))).all()
    assert len(rows) == len(set(rows))
    silent = {one.who.id for one in card.silent if one.outcome == "reached"}
    try:
        with tx.attempt():
            count_ = mailing.remind(tx, residents.who(tx, NINA), announcement=card.announcement.id)
    except Refusal:
        assert not silent or card.announcement.kind is Kind.NONE
        return
    assert count_ == len(silent)
    announcement_letters.remind(tx, card.announcement.id, 0)
    posting.goes(tx)
    after = tx.session.exec(select(Message.for_resident).where(Message.state == State.SENT)).all()
    assert set(after[-count_:]) == silent and len(silent) == count_
