"""A case tournament in the small school: teams, works and marks in a line each."""

from bots.clock import StoppedClock
from storage import (
    contest_cases,
    contest_joining,
    contest_jury,
    contest_works,
    registrations,
)
from tests.storage.school import School
from tests.storage.test_events import HOUR, SATURDAY, approved

#: The tournament's pupils, by short names of the small school.
PUPILS = ("anna", "boris", "vera", "gleb", "dasha", "egor")


async def prepared(school: School) -> int:
    """A tournament of Maria's, 16:00 to 19:00, with six pupils registered."""
    made = await approved(
        school, format="case_tournament", length=3 * HOUR, starts_at=SATURDAY - 2 * HOUR
    )
    for name in PUPILS:
        await school.does(name, registrations.join, event=made)
    return made


async def team(school: School, event: int, title: str, captain: str, *others: str) -> int:
    made = await school.does(captain, contest_joining.make, event=event, title=title)
    code = await school.does(captain, contest_joining.make_code, team=made.id)
    for name in others:
        await school.does(name, contest_joining.join, code=code.code)
    return made.id


async def begins(clock: StoppedClock, school: School, event: int) -> None:
    clock.advance(SATURDAY - 2 * HOUR - clock.now())
    at = int((SATURDAY - 2 * HOUR).timestamp())
    await school.store.run(lambda tx: contest_cases.deal_due(tx, event=event, at=at))


async def hands_in(school: School, who: str, team: int, title: str = "Работа") -> None:
    await school.does(
        who, contest_works.hand_in, team=team, title=title, text="x", url="https://example.org/a"
    )


async def judges(school: School, who: str, team: int, *marks: int) -> None:
    for number, points in enumerate(marks):
        await school.does(who, contest_jury.mark, team=team, criterion=number, points=points)


async def jury(school: School, event: int, *names: str) -> None:
    for name in names:
        await school.does("maria", contest_jury.name, event=event, juror=school.ids[name])
