"""An exhibition of Maria's with works of teams, for the tests of its rules."""

from datetime import timedelta

from storage import (
    consents,
    exhibition_desk,
    exhibition_entries,
    exhibition_pictures,
    exhibition_walks,
    files,
    invitations,
    profiles,
    residents,
)
from storage.consents import Purpose
from storage.events import Audience, Event, EventHost, EventState
from storage.families import FamilyLink
from storage.residents import Kind, Role
from storage.store import Tx
from tests.storage.school import School

OPENS_IN = timedelta(days=3)
LASTS = timedelta(days=10)
WORDS = "I agree that it is shown"


async def holds(school: School, audience: Audience = Audience.OPEN) -> int:
    """Maria's exhibition that opens in three days; Viktor is of the working group, Pyotr of a
    partner, Ivan Anna's confirmed father."""

    def step(tx: Tx) -> int:
        school.ids["viktor"] = profiles.add(
            tx, family="Дорохов", name="Виктор", roles=frozenset({Role.WORKING_GROUP})
        )
        school.ids["pyotr"] = profiles.add(
            tx,
            family="Лунин",
            name="Пётр",
            roles=frozenset({Role.PARTNER}),
            kind=Kind.EXTERNAL,
        )
        family = FamilyLink(parent_id=school.ids["ivan"], child_id=school.ids["anna"])
        family.confirmed_at = tx.now
        tx.session.add(family)
        starts = tx.now + OPENS_IN
        row = Event(
            uid="exhibition",
            format="virtual_exhibition",
            title="Проекты года",
            purpose="Покажем всем",
            starts_at=starts,
            ends_at=starts + timedelta(minutes=40),
            place="online",
            audience=audience,
            state=EventState.APPROVED,
            proposed_by=school.ids["maria"],
            made_at=tx.now,
            changed_at=tx.now,
        )
        tx.session.add(row)
        tx.session.flush()
        assert row.id is not None
        tx.session.add(EventHost(event_id=row.id, resident_id=school.ids["maria"]))
        return row.id

    return await school.store.run(step)


async def team(school: School, *others: str) -> int:
    """A project of Anna's with others in its team."""
    if not others:
        return await school.led_project()
    project = await school.led_project(kind="collective")
    code = await school.does("anna", invitations.make_code, project=project)
    for name in others:
        await school.does(name, invitations.join, code=code.code)
    return project


async def photo(school: School, kind: files.FileKind = "photo") -> int:
    """A file that came in."""
    sent = files.Attachment(kind, "photo1_1")
    return await school.store.run(lambda tx: files.keep(tx, sent, channel="vk", account_id=None))


async def begins(school: School, event: int, project: int, by: str = "anna") -> int:
    made = await school.does(
        by,
        exhibition_entries.begin,
        event=event,
        project=project,
        title="Три ведра",
        annotation="Как мы делили мусор",
    )
    return made.id


async def sends(school: School, event: int, project: int, by: str = "anna") -> int:
    """A work with a picture that waits for the hosts."""
    exhibit = await begins(school, event, project, by)
    sent = (await photo(school),)
    await school.does(by, exhibition_pictures.put, exhibit=exhibit, sent=sent)
    await school.does(by, exhibition_entries.send, exhibit=exhibit, words=WORDS)
    return exhibit


async def agrees(school: School, *names: str) -> None:
    """Everybody who must sign for these pupils' publications has signed, on whatever thing."""

    def step(tx: Tx) -> None:
        clerk = residents.who(tx, school.ids["olga"])
        for name in names:
            subject = school.ids[name]
            for signed in consents.wanted(tx, residents.who(tx, subject)):
                consents.enter(
                    tx,
                    clerk,
                    subject=subject,
                    purpose=Purpose.PUBLICATION,
                    signed_as=signed,
                    way=consents.Way.PAPER,
                    reference="7",
                    text=WORDS,
                )

    await school.store.run(step)


async def hangs(school: School, event: int, project: int, by: str = "anna") -> int:
    """A work that is approved, and agreed to by all."""
    exhibit = await sends(school, event, project, by)
    names = {number: name for name, number in school.ids.items()}
    seen = await school.does(by, exhibition_entries.show, exhibit=exhibit)
    await agrees(school, *(names[one.id or 0] for one in seen.authors))
    await school.does("maria", exhibition_desk.approve, exhibit=exhibit)
    return exhibit


async def seen_by(school: School, name: str, event: int) -> list[int]:
    told = await school.does(name, exhibition_walks.look_round, event=event)
    return [one.exhibit for one in told.lines]
