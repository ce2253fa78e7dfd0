"""E5: the times of a conference, whatever its sections are."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from storage import conference_schedule
from storage.conference_schedule import CHAIRING, Entry, Frame, Plan, Session


@st.composite
def conferences(draw: st.DrawFn) -> tuple[Frame, tuple[Session, ...]]:
    """A day with its sections; people are few, so that they often clash."""
    frame = Frame(
        length=draw(st.integers(60, 300)),
        opening=draw(st.integers(0, 30)),
        closing=draw(st.integers(0, 30)),
        most=draw(st.integers(10, 45)),
        pause=draw(st.integers(1, 15)),
    )
    number = 0
    sessions: list[Session] = []
    for section in range(1, draw(st.integers(0, 5)) + 1):
        screen = draw(st.booleans())
        talks: list[Entry] = []
        for _ in range(draw(st.integers(0, 10))):
            number += 1
            talks.append(Entry(number, draw(st.frozensets(st.integers(1, 8), min_size=1))))
        each = draw(st.integers(1, frame.most if screen else 60))
        starts, chair = draw(st.integers(0, 320)), draw(st.integers(1, 8))
        sessions.append(Session(section, starts, each, screen, chair, tuple(talks)))
    return frame, tuple(sessions)


def planned(made: tuple[Frame, tuple[Session, ...]]) -> Plan:
    return conference_schedule.plan(*made)


@settings(deadline=None)
@given(conferences())
def test_every_talk_has_one_time_in_its_section_or_is_told_not_to_fit(
    made: tuple[Frame, tuple[Session, ...]],
) -> None:
    plan = planned(made)
    wanted = [one.id for session in made[1] for one in session.talks]
    assert sorted([*(slot.talk for slot in plan.slots), *plan.beyond]) == sorted(wanted)
    for session in made[1]:
        own = [slot for slot in plan.slots if slot.section == session.id]
        assert [slot.talk for slot in own] == [one.id for one in session.talks[: len(own)]]
        assert all(slot.ends - slot.starts == session.each for slot in own)


@settings(deadline=None)
@given(conferences())
def test_nothing_in_a_section_overlaps_and_all_is_inside_the_event(
    made: tuple[Frame, tuple[Session, ...]],
) -> None:
    frame, sessions = made
    plan = planned(made)
    for session in sessions:
        own = [one for one in (*plan.slots, *plan.pauses) if one.section == session.id]
        own.sort(key=lambda one: one.starts)
        for one, following in pairwise(own):
            assert one.ends == following.starts
        for one in own:
            assert one.starts >= max(session.starts, frame.opening)
            assert one.ends <= frame.length - frame.closing


@settings(deadline=None)
@given(conferences())
def test_nobody_sits_before_a_screen_longer_than_is_good(
    made: tuple[Frame, tuple[Session, ...]],
) -> None:
    frame, sessions = made
    plan = planned(made)
    for session in sessions:
        pauses = [one for one in plan.pauses if one.section == session.id]
        if not session.screen:
            assert pauses == []
            continue
        assert all(one.ends - one.starts == frame.pause for one in pauses)
        ends_of_rest = {one.ends for one in pauses}
        together = 0
        for slot in (one for one in plan.slots if one.section == session.id):
            together = 0 if slot.starts in ends_of_rest else together
            together += slot.ends - slot.starts
            assert together <= frame.most


@settings(deadline=None)
@given(conferences())
def test_who_is_wanted_in_two_sections_at_one_minute_is_named_and_nobody_else(
    made: tuple[Frame, tuple[Session, ...]],
) -> None:
    plan = planned(made)
    found: set[tuple[int, int]] = set()
    for minute in range(made[0].length):
        where: dict[int, set[int]] = {}
        for session in made[1]:
            own = [one for one in plan.slots if one.section == session.id]
            if own and own[0].starts <= minute < own[-1].ends:
                where.setdefault(session.chair, set()).add(session.id)
            for slot in own:
                if slot.starts <= minute < slot.ends:
                    talk = next(one for one in session.talks if one.id == slot.talk)
                    for person in talk.speakers:
                        where.setdefault(person, set()).add(session.id)
        found |= {(person, minute) for person, sections in where.items() if len(sections) > 1}
    people = {person for person, _ in found}
    assert {one.person for one in plan.clashes} == people
    assert all((one.person, one.at) in found for one in plan.clashes)


def test_a_chair_who_speaks_in_the_own_section_is_in_nobodys_way() -> None:
    session = Session(1, 0, 10, screen=False, chair=7, talks=(Entry(1, frozenset({7})),))
    other = Session(2, 0, 10, screen=False, chair=8, talks=(Entry(2, frozenset({7})),))
    frame = Frame(length=60)
    assert conference_schedule.plan(frame, [session]).clashes == ()
    (clash,) = conference_schedule.plan(frame, [session, other]).clashes
    assert (clash.person, clash.talk, clash.other) == (7, CHAIRING, 2)
