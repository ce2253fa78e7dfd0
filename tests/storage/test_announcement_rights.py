"""R5, A5: who may write to whom."""

from collections.abc import Sequence

import pytest

from storage import announcement_cards as cards
from storage import announcement_mailing as mailing
from storage import announcement_receivers as circles
from storage import announcements, profiles, residents
from storage.announcement_receivers import Audience, Circle, Scope, Target
from storage.announcements import Kind, Wanted
from storage.consents import Purpose
from storage.projects import Project
from storage.refusals import Denied, Missing, Refusal, Unregistered
from storage.residents import Kind as Sort
from storage.residents import Resident, Role, Who
from storage.store import Tx
from tests.storage import posting
from tests.storage.school import School

TEXT = "Завтра уроки начинаются в 10 часов."

#: sender: own class, another class, its parallel, own project, another's, the school, for safety
MATRIX: dict[str, str] = {
    "nina": "+------",  # the class teacher of 10А
    "maria": "---+---",  # a supervisor
    "pavel": "-------",  # a supervisor without projects
    "olga": "+++++++",  # the coordinator
    "admin": "+++++++",
    "chair": "+++--+-",
    "anna": "-------",
    "ivan": "-------",
    "partner": "-------",
}


async def settled(school: School) -> list[Wanted]:
    """Everybody in place; gives what the columns of the matrix want."""
    mine = await school.led_project()
    ids = school.ids

    def step(tx: Tx) -> None:
        posting.link(tx, ids["ivan"], ids["anna"])
        dasha = profiles.add(tx, family="Дымов", name="Илья", roles=frozenset({Role.PARENT}))
        posting.link(tx, dasha, ids["dasha"])
        ids["chair"] = profiles.add(tx, family="Лесков", name="Юрий", roles=frozenset({Role.CHAIR}))
        ids["partner"] = profiles.add(
            tx,
            family="Седов",
            name="Пётр",
            roles=frozenset({Role.PARTNER, Role.SUPERVISOR, Role.COORDINATOR}),
            kind=Sort.EXTERNAL,
        )
        for name in ("vera", "gleb"):
            posting.link(tx, dasha, ids[name])

    await school.store.run(step)
    started = await school.led_project(by="dasha")
    await school.store.run(lambda tx: _give_away(tx, started))
    return [
        Wanted("class", "10А", TEXT),
        Wanted("class", "8А", TEXT),
        Wanted("parallel", "10", TEXT),
        Wanted("project", str(mine), TEXT),
        Wanted("project", str(started), TEXT),
        Wanted("school", "", TEXT),
        Wanted("class", "10А", TEXT, kind=Kind.READ, safety=True),
    ]


def _give_away(tx: Tx, project: int) -> None:
    tx.session.get_one(Project, project).supervisor_id = None


async def may(school: School, name: str, wanted: Wanted) -> bool:
    try:
        await school.does(name, announcements.compose, wanted=wanted)
    except (Denied, Missing):
        return False
    return True


async def test_who_may_write_to_whom(school: School) -> None:
    columns = await settled(school)
    found = {
        name: "".join(["+" if await may(school, name, one) else "-" for one in columns])
        for name in MATRIX
    }
    assert found == MATRIX


async def test_what_is_offered_is_what_is_allowed(school: School) -> None:
    await settled(school)
    for name in MATRIX:
        try:
            offered = await school.does(name, circles.scopes)
        except Denied:
            continue
        for scope, targets in offered.items():
            for one in targets:
                await school.does(name, circles.circle, scope, one.target)


async def test_a_stranger_writes_to_nobody(school: School) -> None:
    def step(tx: Tx) -> None:
        announcements.compose(tx, Who(id=None), wanted=Wanted("school", "", TEXT))

    with pytest.raises(Unregistered):
        await school.store.run(step)


async def test_for_a_whole_purpose_only_coordinators_ask(school: School) -> None:
    columns = await settled(school)
    wide = Wanted(
        "class", "10А", TEXT, kind=Kind.CONSENT, purpose=Purpose.PUBLICATION, words="Согласен."
    )
    with pytest.raises(Denied, match="purpose-wide"):
        await school.does("nina", announcements.compose, wanted=wide)
    assert (await school.does("olga", announcements.compose, wanted=wide)).reach.all
    assert columns


async def test_no_button_asks_for_what_is_signed_on_paper(school: School) -> None:
    await settled(school)
    paper = Wanted(
        "class", "10А", TEXT, kind=Kind.CONSENT, purpose=Purpose.PSYCHOLOGIST, words="Согласен."
    )
    with pytest.raises(Denied, match="paper"):
        await school.does("olga", announcements.compose, wanted=paper)


async def test_anothers_announcement_is_seen_by_coordinators_only_and_changed_by_nobody(
    school: School,
) -> None:
    await settled(school)
    made = await school.does("nina", announcements.compose, wanted=Wanted("class", "10А", TEXT))
    number = made.announcement.id
    assert (await school.does("olga", cards.card, announcement=number)).announcement.id == number
    assert await school.does("olga", announcements.sent_by) == []
    assert [one.id for one in await school.does("nina", announcements.sent_by)] == [number]
    with pytest.raises(Denied, match="others"):
        await school.does("olga", announcements.send, announcement=number)
    for name in ("maria", "chair"):
        for act in (cards.card, announcements.send, announcements.withdraw, mailing.remind):
            with pytest.raises(Missing):
                await school.does(name, act, announcement=number)
    for name in ("anna", "ivan", "partner"):
        with pytest.raises(Denied):
            await school.does(name, cards.card, announcement=number)


async def test_a_right_that_is_lost_before_it_leaves_is_asked_again(school: School) -> None:
    await settled(school)
    made = await school.does("nina", announcements.compose, wanted=Wanted("class", "10А", TEXT))
    await school.does("nina", announcements.send, announcement=made.announcement.id)

    def moved(tx: Tx) -> None:
        tx.session.get_one(Resident, school.ids["nina"]).grade = "5Б"
        tx.session.get_one(announcements.Announcement, made.announcement.id).leaves_at = tx.now

    await school.store.run(moved)
    part = await school.store.run(lambda tx: mailing.leave(tx, announcement=made.announcement.id))
    assert part is None


@pytest.mark.parametrize(
    ("audience", "names"),
    [
        (Audience.PARENTS, {"ivan"}),
        (Audience.PUPILS, {"anna", "boris"}),
        (Audience.BOTH, {"ivan", "anna", "boris"}),
    ],
)
async def test_an_audience_is_the_parents_the_pupils_or_both(
    school: School, audience: Audience, names: set[str]
) -> None:
    await settled(school)

    def found(tx: Tx) -> set[int | None]:
        nina = residents.who(tx, school.ids["nina"])
        circle = circles.circle(tx, nina, "class", "10А")
        return {one.who.id for one in circles.receivers(tx, circle, audience)}

    assert await school.store.run(found) == school.named(*names)


async def test_a_segment_may_add_a_circle_of_its_own(school: School) -> None:
    def find(tx: Tx, by: Who, target: str) -> Circle:
        return Circle("Хакатон", frozenset({school.ids["dasha"]}), Role.COORDINATOR)

    def targets(tx: Tx, by: Who) -> Sequence[Target]:
        return [Target("7", "Хакатон")]

    circles.register("event", Scope(find, targets))
    try:
        wanted = Wanted("event", "7", TEXT, Audience.PUPILS)
        made = await school.does("olga", announcements.compose, wanted=wanted)
        assert (made.reach.pupils, made.announcement.title) == (1, "Хакатон")
        with pytest.raises(Refusal):
            await school.does("ivan", announcements.compose, wanted=wanted)
    finally:
        circles._SCOPES.pop("event")
