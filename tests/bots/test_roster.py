"""O1: one account may carry one bot or all; the keyboard of all has the entry of each."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots import project, restroom, roster, sferum_keyboard, telegram_keyboard, vk_keyboard
from bots.channel import Key
from bots.clock import StoppedClock
from dialogs import doors, registry
from dialogs.registry import Bot, Menu, Turn
from storage import families, profiles, residents
from storage.residents import STAFF, Kind, Role, Who
from storage.store import Store, Tx

PUPIL = Who(id=1, name="Аня", grade="10А", kind=Kind.INTERNAL, roles=frozenset({Role.STUDENT}))
WHOLE = tuple(roster.ALL)
SHORT_ROW = 36

ROLES = st.frozensets(st.sampled_from(Role), min_size=1)
#: Whom a school really has, and people of many parts.
PEOPLE: dict[str, frozenset[Role]] = {
    "pupil": frozenset({Role.STUDENT}),
    "parent": frozenset({Role.PARENT}),
    "supervisor": frozenset({Role.TEACHER, Role.SUPERVISOR}),
    "class teacher": frozenset({Role.TEACHER, Role.CLASS_TEACHER}),
    "coordinator": frozenset({Role.COORDINATOR}),
    "psychologist": frozenset({Role.PSYCHOLOGIST}),
    "council member": frozenset({Role.COUNCIL}),
    "chair": frozenset({Role.COUNCIL, Role.CHAIR}),
    "secretary": frozenset({Role.COUNCIL, Role.SECRETARY}),
    "working group": frozenset({Role.TEACHER, Role.WORKING_GROUP}),
    "administrator": frozenset({Role.ADMIN}),
    "tutor": frozenset({Role.TUTOR}),
    "expert": frozenset({Role.EXPERT}),
    "consultant": frozenset({Role.CONSULTANT}),
    "partner": frozenset({Role.PARTNER}),
    "of four parts": frozenset({Role.TEACHER, Role.PARENT, Role.SUPERVISOR, Role.COUNCIL}),
    "pupil of the Council": frozenset({Role.STUDENT, Role.COUNCIL}),
    "everything": STAFF | {Role.PARENT},
}


def entry(who: Who) -> Menu:
    return (("projects", "chats"),)


OTHER = Bot("other", "project-greeting", lambda who: (("queue",),), entry)


def person(roles: frozenset[Role]) -> Who:
    kind = Kind.EXTERNAL if roles == {Role.PARTNER} else Kind.INTERNAL
    return Who(id=1, name="Кто", kind=kind, roles=roles)


def words(menu: Menu) -> list[str]:
    return [word for row in menu for word in row]


def labels(menu: Menu) -> list[list[Key]]:
    return [[Key(registry.COMMANDS[word].label, word) for word in row] for row in menu]


def test_an_account_of_one_bot_is_that_bot() -> None:
    assert roster.of(("project",)) is project.BOT


def test_a_keyboard_of_several_has_each_entry_once_and_ends_as_all_do() -> None:
    shown = roster.joined((project.BOT, OTHER), PUPIL)
    assert len(words(shown)) == len(set(words(shown)))
    assert "chats" in words(shown) and "queue" not in words(shown)
    assert shown[-1] == roster.LAST


def test_a_stranger_is_led_to_registration() -> None:
    shown = roster.joined((project.BOT, OTHER), Who(id=None))
    assert "register" in shown[0] and shown[-1] == ("help",)


def fits_a_phone(menu: Menu) -> None:
    """Short, each word once, within the limits of every messenger."""
    assert len(menu) <= roster.MOST_ROWS
    assert len(words(menu)) == len(set(words(menu)))
    keys = labels(menu)
    for row in keys:
        assert len(row) <= 2 or (len(row) == 3 and sum(len(key.label) for key in row) <= SHORT_ROW)
    assert vk_keyboard.of((), keys)
    assert sferum_keyboard.of((), keys)
    assert telegram_keyboard.of((), keys)
    assert all(len(key.label) <= sferum_keyboard.LIMITS.label for row in keys for key in row)


@given(ROLES)
def test_any_roles_together_have_a_keyboard_that_fits_a_phone(roles: frozenset[Role]) -> None:
    who = person(roles)
    menu = roster.joined(WHOLE, who)
    fits_a_phone(menu)
    assert {"mydata", "help"} <= set(menu[-1])
    assert [word for word in words(menu) if not registry.COMMANDS[word].listed(who)] == []


@given(ROLES.map(lambda roles: roles | {Role.STUDENT}))
def test_help_is_one_press_away_from_every_pupil(roles: frozenset[Role]) -> None:
    assert {restroom.FEEL_BAD, "rest"} <= set(words(roster.joined(WHOLE, person(roles))))


@given(st.sets(st.sampled_from(WHOLE), min_size=2), ROLES)
def test_some_of_the_bots_in_an_account_fit_too(bots: set[Bot], roles: frozenset[Role]) -> None:
    there = [bot for bot in WHOLE if bot in bots]
    fits_a_phone(roster.joined(there, person(roles)))
    fits_a_phone(roster.joined(there, Who(id=None)))


@given(ROLES)
def test_a_menu_of_one_bot_is_within_the_limits_of_messengers(roles: frozenset[Role]) -> None:
    for bot in WHOLE:
        keys = labels(bot.menu(person(roles)))
        assert vk_keyboard.of((), keys) and sferum_keyboard.of((), keys)


def test_who_is_not_registered_sees_help_and_the_way_in() -> None:
    menu = roster.joined(WHOLE, Who(id=None))
    fits_a_phone(menu)
    assert {"register", "known", restroom.FEEL_BAD, "events"} <= set(words(menu))


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime(2026, 9, 7, 9, 0, tzinfo=UTC))


def _turn(tx: Tx, name: str, roles: frozenset[Role]) -> Turn:
    kind = Kind.EXTERNAL if roles == {Role.PARTNER} else Kind.INTERNAL
    grade = "10А" if roles & {Role.STUDENT, Role.CLASS_TEACHER} else ""
    own = profiles.add(tx, family="Кто", name=name, grade=grade, roles=roles, kind=kind)
    if Role.PARENT in roles:
        child = profiles.add(tx, family="Кто", name="Аня", grade="10А", roles=PUPIL.roles)
        families.announce(tx, own, child)
        families.confirm(tx, own, child)
    talk, _ = residents.in_private(tx, "vk", name, name)
    return Turn(residents.who(tx, own), roster.of([bot.name for bot in WHOLE]), talk)


def _reached(tx: Tx, turn: Turn) -> set[str]:
    """Words of the keyboard and of the buttons behind it, all of which were answered."""
    shown = words(turn.bot.menu(turn.who))
    reached = set(shown)
    for word in shown:
        found = registry.run_command(tx, turn, word)
        there = [*found.items, *(one for row in found.rows for one in row)]
        reached |= {str(one.args["word"]) for one in there if one.action == "command.run"}
    for word in reached - set(shown):
        registry.run_command(tx, turn, word)
    return reached


@pytest.mark.parametrize("store_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("name", PEOPLE)
async def test_every_word_answers_and_all_of_every_bot_is_two_presses_away(
    store: Store, name: str
) -> None:
    def walk(tx: Tx) -> tuple[set[str], Sequence[set[str]]]:
        turn = _turn(tx, name, PEOPLE[name])
        return _reached(tx, turn), [set(words(bot.menu(turn.who))) for bot in WHOLE]

    reached, whole = await store.run(walk)
    assert [sorted(menu - reached) for menu in whole] == [[] for _ in WHOLE]


async def test_behind_a_door_is_all_of_a_bot(store: Store) -> None:
    def behind(tx: Tx) -> set[str]:
        turn = _turn(tx, "coordinator", PEOPLE["coordinator"])
        shown = registry.run_command(tx, turn, "door-projects")
        return {str(one.args["word"]) for row in shown.rows for one in row}

    wanted = set(words(project.BOT.menu(person(PEOPLE["coordinator"]))))
    assert await store.run(behind) == wanted - doors.EVERYWHERE
