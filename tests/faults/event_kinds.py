"""Events with a flow of their own (E5), as forged buttons find them."""

from datetime import timedelta

from storage import (
    conference_sections,
    contest_cases,
    contest_joining,
    contest_jury,
    contest_works,
    registrations,
    residents,
)
from storage.conferences import Talk
from storage.events import Event, EventHost, EventState
from storage.store import Tx
from tests.storage.test_acts_table import WORDS


def _approved(
    tx: Tx, host: int, format: str, title: str, ahead: timedelta, length: timedelta
) -> int:
    """An approved event of a format, that begins so far ahead."""
    row = Event(
        uid=format,
        format=format,
        title=title,
        purpose=WORDS,
        starts_at=tx.now + ahead,
        ends_at=tx.now + ahead + length,
        place="online",
        state=EventState.APPROVED,
        proposed_by=host,
        made_at=tx.now,
        changed_at=tx.now,
    )
    tx.session.add(row)
    tx.session.flush()
    assert row.id is not None
    tx.session.add(EventHost(event_id=row.id, resident_id=host))
    tx.session.flush()
    return row.id


def an_exhibition(tx: Tx, host: int) -> int:
    """Maria's, open to the school, in three days."""
    return _approved(
        tx, host, "virtual_exhibition", "Вернисаж", timedelta(days=3), timedelta(minutes=40)
    )


def a_talk_that_waits(tx: Tx, ids: dict[str, int]) -> tuple[int, int, int]:
    """Anna's application to a section that Maria chairs, at a conference of Maria's."""
    made = _approved(
        tx, ids["maria"], "conference", "Чтения", timedelta(days=4), timedelta(hours=3)
    )
    maria = residents.who(tx, ids["maria"])
    wanted = conference_sections.Wanted("Наука", ids["maria"], place="1")
    section = conference_sections.add(tx, maria, event=made, wanted=wanted)
    talk = Talk(
        event_id=made,
        section_id=section,
        author_id=ids["anna"],
        title="words that are long enough",
        thesis="words that are long enough",
        applied_at=tx.now,
    )
    tx.session.add(talk)
    tx.session.flush()
    return made, section, talk.id or 0


def a_contest(tx: Tx, ids: dict[str, int]) -> tuple[int, int]:
    """Maria's tournament has begun: Anna's team has handed a work in, a case was dealt."""
    event = _approved(
        tx, ids["maria"], "case_tournament", "Турнир", timedelta(), timedelta(hours=1)
    )
    anna = residents.who(tx, ids["anna"])
    maria = residents.who(tx, ids["maria"])
    registrations.join(tx, anna, event=event)
    team = contest_joining.make(tx, anna, event=event, title=WORDS).id
    contest_cases.add(tx, maria, event=event, title=WORDS, text=WORDS)
    contest_cases.deal(tx, maria, event=event)
    url = "https://example.org/"
    contest_works.hand_in(tx, anna, team=team, title=WORDS, text=WORDS, url=url)
    contest_jury.name(tx, maria, event=event, juror=ids["olga"])
    return event, team
