"""E5: the rules of a conference: whose word counts, times that change, the day."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import col, select

from bots.clock import StoppedClock
from storage import (
    conference_day,
    conference_programme,
    conference_sections,
    conference_talks,
    event_changes,
    refusals,
    registrations,
)
from storage.conference_programme import News, Programme
from storage.conference_sections import Wanted
from storage.conferences import Conference, TalkState
from storage.events import Audience
from storage.generator import Place
from storage.jobs import Job
from storage.residents import Kind, Who
from storage.store import Tx
from tests.storage.school import School
from tests.storage.test_events import SATURDAY, approved

THESIS = "Что сделано и что получилось"


async def conference(school: School, **other: object) -> int:
    """A conference of Maria's to which Anna, Boris and Vera are registered."""
    hours = timedelta(hours=2)
    told: dict[str, object] = {"format": "conference", "length": hours}
    event = await approved(school, "maria", **(told | other))
    for pupil in ("anna", "boris", "vera"):
        await school.does(pupil, registrations.join, event=event)
    return event


async def section(school: School, event: int, title: str = "Наука", **other: object) -> int:
    told: dict[str, object] = {"chair": school.ids["pavel"], "place": "каб. 5"}
    wanted = Wanted(title, **(told | other))  # type: ignore[arg-type]  # a test's own words
    return await school.does("maria", conference_sections.add, event=event, wanted=wanted)


async def talk(school: School, event: int, into: int, by: str = "anna", **other: int) -> int:
    """A talk that was applied for and accepted."""
    made = await school.does(
        by, conference_talks.apply, event=event, title=f"Доклад {by}", thesis=THESIS, **other
    )
    await school.does("pavel", conference_talks.accept, talk=made.id, section=into)
    return made.id


async def shown(school: School, event: int, by: str = "maria") -> Programme:
    return await school.does(by, conference_programme.show, event=event)


def changed(event: int) -> Callable[[Tx], tuple[News, ...]]:
    """What the last planned job of telling would tell."""

    def run(tx: Tx) -> tuple[News, ...]:
        revision = tx.session.get_one(Conference, event).revision
        assert conference_programme.changed(tx, event=event, revision=revision - 1) == ()
        return conference_programme.changed(tx, event=event, revision=revision)

    return run


async def test_only_hosts_make_sections_and_only_with_what_a_section_can_be(
    school: School,
) -> None:
    event = await conference(school)
    wanted = Wanted("Наука", school.ids["pavel"])
    for name in ("pavel", "anna", "olga"):
        with pytest.raises(refusals.Denied, match="event-not-host"):
            await school.does(name, conference_sections.add, event=event, wanted=wanted)
    for wrong, reason in (
        ({"chair": school.ids["anna"]}, "conference-chair"),
        ({"starts": 120}, "conference-start"),
        ({"talk": 55, "questions": 6}, "conference-talk-length"),
        (
            {"place": "https://telemost.example/j/1", "talk": 30, "questions": 1},
            "conference-screen",
        ),
        ({"place": "http://:@"}, "url-bad"),
    ):
        with pytest.raises(refusals.Broken, match=reason):
            await section(school, event, **wrong)
    plain = await approved(school)
    with pytest.raises(refusals.Missing):
        await school.does("maria", conference_sections.add, event=plain, wanted=wanted)


async def test_an_application_is_of_who_is_registered_about_a_project_of_ones_own(
    school: School,
) -> None:
    event = await conference(school)
    project = await school.led_project()

    async def applies(name: str, about: int | None = None) -> conference_talks.TalkView:
        return await school.does(
            name, conference_talks.apply, event=event, title="Доклад", thesis=THESIS, project=about
        )

    with pytest.raises(refusals.Denied, match="conference-not-registered"):
        await applies("gleb")
    with pytest.raises(refusals.Refusal):
        await applies("boris", project)
    made = await applies("anna", project)
    assert made.supervisor is not None and made.supervisor.id == school.ids["maria"]
    with pytest.raises(refusals.Broken, match="conference-project-twice"):
        await applies("anna", project)
    for name in ("boris", "pavel", "gleb", "nina"):
        with pytest.raises(refusals.Missing):
            await school.does(name, conference_talks.see, talk=made.id)


async def test_the_chair_decides_about_the_own_section_alone(school: School) -> None:
    event = await conference(school)
    own = await section(school, event)
    other = await section(school, event, "Техника", chair=school.ids["nina"])
    made = await school.does(
        "anna", conference_talks.apply, event=event, title="Доклад", thesis=THESIS, section=own
    )
    with pytest.raises(refusals.Denied, match="conference-not-chair"):
        await school.does("pavel", conference_talks.accept, talk=made.id, section=other)
    with pytest.raises(refusals.Denied):
        await school.does("anna", conference_talks.accept, talk=made.id, section=own)
    back = await school.does(
        "pavel", conference_talks.answer, talk=made.id, remark="Короче", declined=False
    )
    assert back.state is TalkState.RETURNED and back.tell == (school.ids["anna"],)
    with pytest.raises(refusals.Missing):
        await school.does(
            "boris", conference_talks.amend, talk=made.id, title="Чужой", thesis=THESIS
        )
    await school.does("anna", conference_talks.amend, talk=made.id, title="Другой", thesis=THESIS)
    taken = await school.does("pavel", conference_talks.accept, talk=made.id, section=own)
    assert (taken.state, taken.title, taken.remark) == (TalkState.ACCEPTED, "Другой", "")
    with pytest.raises(refusals.Spent):
        await school.does("pavel", conference_talks.accept, talk=made.id, section=own)
    with pytest.raises(refusals.Denied):
        await school.does("pavel", conference_talks.put, talk=made.id, section=other)


async def test_before_it_is_published_others_see_no_talks_and_guests_never_see_names(
    school: School,
) -> None:
    event = await conference(school, audience=Audience.OPEN)
    own = await section(school, event, place="https://telemost.example/j/1")
    await talk(school, event, own)
    assert (await shown(school, event, "gleb")).parts[0].lines == ()
    with pytest.raises(refusals.Denied):
        await school.does("pavel", conference_programme.publish, event=event)
    await school.does("maria", conference_programme.publish, event=event)
    (part,) = (await shown(school, event, "gleb")).parts
    assert [one.short for one in part.lines[0].speakers] == ["Аня К., 10А"] and part.place == ""
    (part,) = (await shown(school, event, "anna")).parts
    assert part.place.startswith("https://")
    (part,) = (
        await school.store.run(
            lambda tx: conference_programme.show(tx, Who(None, account_id=1), event=event)
        )
    ).parts
    assert [one.speakers for one in part.lines] == [()] and part.place == ""
    # A partner is told given names alone, as in an exhibition (D4).
    partner = Who(school.ids["ivan"], kind=Kind.EXTERNAL)
    (part,) = (
        await school.store.run(lambda tx: conference_programme.show(tx, partner, event=event))
    ).parts
    assert [one.short for one in part.lines[0].speakers] == ["Аня"]


async def test_those_whose_time_has_changed_are_told_once_with_both_times(
    school: School,
) -> None:
    event = await conference(school)
    own = await section(school, event)
    first = await talk(school, event, own)
    second = await talk(school, event, own, "boris")
    third = await talk(school, event, own, "vera")
    told = await school.does("maria", conference_programme.publish, event=event)
    assert [one.now for one in told] == [SATURDAY + timedelta(minutes=m) for m in (0, 10, 20)]
    with pytest.raises(refusals.Spent):
        await school.does("maria", conference_programme.publish, event=event)
    await school.does("pavel", conference_talks.move, talk=third, up=True)
    await school.does("pavel", conference_talks.move, talk=third, up=True)
    await school.does("pavel", conference_talks.move, talk=third, up=False)
    news = await school.store.run(changed(event))
    assert {(one.talk, one.was, one.now) for one in news} == {
        (third, SATURDAY + timedelta(minutes=20), SATURDAY + timedelta(minutes=10)),
        (second, SATURDAY + timedelta(minutes=10), SATURDAY + timedelta(minutes=20)),
    }
    assert await school.store.run(changed(event)) == ()
    await school.does("anna", conference_talks.withdraw, talk=first)
    news = await school.store.run(changed(event))
    assert [(one.talk, one.now) for one in news] == [
        (third, SATURDAY),
        (second, SATURDAY + timedelta(minutes=10)),
    ]
    hour = timedelta(hours=1)
    await school.does("maria", event_changes.change, event=event, starts=SATURDAY - hour)
    news = await school.store.run(changed(event))
    assert {one.now for one in news} == {SATURDAY - hour, SATURDAY - hour + timedelta(minutes=10)}


async def test_an_old_reminder_leads_to_nothing(school: School) -> None:
    event = await conference(school)
    own = await section(school, event)
    await talk(school, event, own)
    other = await talk(school, event, own, "boris")
    await school.does("maria", conference_programme.publish, event=event)

    def reminders(tx: Tx) -> list[dict[str, int]]:
        query = select(Job).where(Job.name == "conference.remind").order_by(col(Job.due_at))
        return [one.args for one in tx.session.exec(query) if one.args["talk"] == other]

    planned = await school.store.run(reminders)
    assert [one["minutes"] for one in planned] == [1440, 30]
    at = planned[0]["at"]
    due = await school.store.run(lambda tx: conference_programme.due(tx, talk=other, at=at))
    assert due is not None and due.tell == (school.ids["boris"],)
    await school.does("pavel", conference_talks.move, talk=other, up=True)
    await school.store.run(changed(event))
    assert (
        await school.store.run(lambda tx: conference_programme.due(tx, talk=other, at=at)) is None
    )


async def test_what_does_not_fit_and_who_is_wanted_twice_is_said_before_publishing(
    school: School,
) -> None:
    event = await conference(school)
    own = await section(school, event)
    late = await section(school, event, "Техника", starts=115, chair=school.ids["nina"])
    await talk(school, event, own)
    made = await school.does(
        "boris", conference_talks.apply, event=event, title="Поздний", thesis=THESIS
    )
    await school.does("nina", conference_talks.accept, talk=made.id, section=late)
    assert (await shown(school, event)).beyond == ("Поздний",)
    with pytest.raises(refusals.Broken, match="conference-unfit") as told:
        await school.does("maria", conference_programme.publish, event=event)
    assert told.value.details == ("Поздний",)
    again = Wanted("Техника", school.ids["pavel"], place="каб. 6")
    await school.does("maria", conference_sections.change, section=late, wanted=again)
    (clash,) = (await shown(school, event)).clashes
    assert clash.who.id == school.ids["pavel"] and clash.at == SATURDAY
    with pytest.raises(refusals.Broken, match="conference-clash"):
        await school.does("maria", conference_programme.publish, event=event)
    await school.does("maria", conference_programme.publish, event=event, anyway=True)


async def test_a_section_goes_only_empty_or_with_its_talks_moved(school: School) -> None:
    event = await conference(school)
    own, other = await section(school, event), await section(school, event, "Техника", starts=60)
    made = await talk(school, event, own)
    with pytest.raises(refusals.Broken, match="conference-section-full"):
        await school.does("maria", conference_sections.delete, section=own)
    await school.does("maria", conference_sections.delete, section=own, to=other)
    (part,) = (await shown(school, event)).parts
    assert part.section == other and [one.talk for one in part.lines] == [made]


async def test_online_a_pause_comes_after_half_an_hour(school: School) -> None:
    event = await conference(school, place=Place.ONLINE, room="")
    own = await section(school, event, place="", talk=13, questions=2)
    for name in ("anna", "boris", "vera"):
        await talk(school, event, own, name)
    (part,) = (await shown(school, event)).parts
    assert [(one.starts - SATURDAY).seconds // 60 for one in part.breaks] == [30]
    assert [(one.starts - SATURDAY).seconds // 60 for one in part.lines if one.starts] == [
        0,
        15,
        35,
    ]


async def test_on_the_day_the_delay_is_reckoned_and_the_next_but_one_is_told(
    school: School, clock: StoppedClock
) -> None:
    event = await conference(school)
    own = await section(school, event)
    project = await school.led_project()
    first = await talk(school, event, own, project=project)
    second = await talk(school, event, own, "boris")
    third = await talk(school, event, own, "vera")
    await school.does("maria", conference_programme.publish, event=event)
    with pytest.raises(refusals.Broken, match="conference-not-on"):
        await school.does("pavel", conference_day.end, talk=first, given=True)
    with pytest.raises(refusals.Broken, match="conference-not-given"):
        await school.does("anna", conference_day.certificate, talk=first)
    clock.advance(SATURDAY + timedelta(minutes=17) - clock.now())
    with pytest.raises(refusals.Denied):
        await school.does("nina", conference_day.end, talk=first, given=True)
    done = await school.does("pavel", conference_day.end, talk=first, given=True)
    assert done.late == timedelta(minutes=7) and done.project == project
    assert done.after_next is not None and done.after_next.talk == third
    assert done.after_next.at == SATURDAY + timedelta(minutes=27)
    with pytest.raises(refusals.Spent):
        await school.does("pavel", conference_day.end, talk=first, given=True)
    gone = await school.does("pavel", conference_day.end, talk=second, given=False)
    assert gone.project is None and gone.after_next is None
    (part,) = await school.does("anna", conference_day.now_on, event=event)
    assert part.current is not None and part.current.talk == third
    spoken = await school.does("anna", conference_day.certificate, talk=first)
    assert spoken.title == "Доклад anna"
    with pytest.raises(refusals.Broken):
        await school.does("boris", conference_day.certificate, talk=second)
    with pytest.raises(refusals.Missing):
        await school.does("boris", conference_day.certificate, talk=first)


async def test_who_left_the_event_speaks_no_more(school: School) -> None:
    event = await conference(school)
    own = await section(school, event)
    made = await talk(school, event, own)
    await school.does("anna", registrations.leave, event=event)
    assert (await shown(school, event)).parts[0].lines == ()
    seen = await school.does("maria", conference_talks.see, talk=made)
    assert seen.state is TalkState.WITHDRAWN


async def test_a_talk_taken_back_says_what_its_time_was_for_who_must_hear_of_it_soon(
    school: School,
) -> None:
    event = await conference(school)
    made = await talk(school, event, await section(school, event))
    await school.does("maria", conference_programme.publish, event=event)
    gone = await school.does("anna", conference_talks.withdraw, talk=made)
    assert gone.told_at == SATURDAY
    assert (await school.does("anna", conference_talks.see, talk=made)).told_at is None
