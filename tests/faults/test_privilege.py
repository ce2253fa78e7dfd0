"""Who may do what (T14), from every action and command that there is: by default, nothing.

A button's arguments never leave the store; here they are put there, as if a button of somebody
else's project had come to the wrong person: the act itself must refuse.
"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bots.clock import StoppedClock
from dialogs import registry
from dialogs.registry import Action
from storage.residents import Resident
from storage.store import Tx

#: Importing the bots registers everything.
from tests.faults.doors import Doors
from tests.faults.outsiders import (
    BY_CODE,
    CHAT,
    COMMANDS,
    COUNCILS,
    DECIDES,
    EVERYBODY,
    KNOWN_INSIDE,
    OF_CLERKS,
    OWN_AFFAIRS,
    OWN_CALL,
    OWN_CHOICE,
    OWN_CODE,
)
from tests.storage.conftest import school
from tests.storage.school import School
from tests.storage.test_acts_table import things

__all__ = ["school"]


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(datetime(2026, 9, 7, 9, 0, tzinfo=UTC))


@pytest.fixture
async def doors(school: School) -> AsyncIterator[Doors]:
    made = Doors(school, await things(school))
    await made.open()
    yield made


def test_every_command_is_in_the_table() -> None:
    assert set(COMMANDS) == set(registry.COMMANDS)


def test_every_argument_of_an_action_can_be_forged_here(doors: Doors) -> None:
    given = {"tx", "turn", "form", "before", "asked", "code"}
    wanted = {name for action in registry.ACTIONS.values() for name in parameters(action)}
    assert wanted - given <= set(doors.args("", 0))


def parameters(action: Action) -> tuple[str, ...]:
    code = action.run.__code__
    return code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]


@pytest.mark.parametrize("chat", [False, True], ids=["in private", "in a chat"])
async def test_a_button_of_anothers_project_does_and_shows_nothing(
    doors: Doors, chat: bool, store_url: str
) -> None:
    wrong = []
    before = doors.world()
    own = BY_CODE | OWN_CODE | OWN_CALL | OWN_CHOICE | OWN_AFFAIRS
    for number, action in enumerate(sorted(set(registry.ACTIONS) - own)):
        for name in pressing(number, everybody=not chat and store_url.startswith("sqlite")):
            if name == "council" and action.startswith((*COUNCILS, *DECIDES)):
                continue
            press = await doors.button(name, action, chat=chat)
            since = await doors.last()
            outcome = await doors.does(name, chat=chat, press=press)
            said = "\n".join(await doors.said(since))
            told = [known for known in KNOWN_INSIDE if known in said]
            if outcome != "answered" or (told and (name, action) not in OF_CLERKS):
                wrong.append(f"{action} by {name}: {outcome}, told {told}")
        if doors.world() != before:
            wrong.append(f"{action} has changed something")
            before = doors.world()
    assert wrong == [], "\n".join(wrong)


def pressing(number: int, *, everybody: bool) -> tuple[str, ...]:
    """Who presses: everybody once, in private on SQLite. An act's rights are no matter of the place
    or the database: for a chat, and on another database, people take turns from act to act."""
    return tuple(EVERYBODY) if everybody else (tuple(EVERYBODY)[number % len(EVERYBODY)],)


@pytest.mark.parametrize("name", EVERYBODY)
async def test_a_button_of_what_one_is_told_is_refused_to_who_is_no_parent(
    doors: Doors, name: str
) -> None:
    before = doors.world()
    for action in sorted(OWN_CHOICE):
        denied = await doors.denials()
        press = await doors.button(name, action)
        assert await doors.does(name, press=press) == "answered"
        assert (await doors.denials() > denied) == (name != "parent"), action
    changed = {table for table, rows in doors.world().items() if rows != before[table]}
    assert changed == ({"preference"} if name == "parent" else set())


@pytest.mark.parametrize("name", EVERYBODY)
async def test_a_command_answers_those_it_is_for_and_refuses_the_others(
    doors: Doors, name: str
) -> None:
    wrong = []
    for command, those in COMMANDS.items():
        before = await doors.denials()
        outcome = await doors.does(name, text=registry.COMMANDS[command].label)
        refused = await doors.denials() > before
        if outcome != "answered" or refused == (name in those):
            wrong.append(f"{command}: {outcome}, {'refused' if refused else 'not refused'}")
    assert wrong == [], "\n".join(wrong)


@pytest.mark.parametrize("name", ["anna", *EVERYBODY])
async def test_in_a_chat_nothing_personal_is_said(doors: Doors, name: str) -> None:
    for command in registry.COMMANDS.values():
        since = await doors.last()
        await doors.does(name, chat=True, text=command.label)
        await doors.does(name, chat=True, command=command.name)
        in_chat = "\n".join(await doors.said(since, peer=CHAT))
        for known in (*KNOWN_INSIDE, "Чужой", "Ушедшая", "Соколова"):
            assert known not in in_chat, command.name


FORGED = [
    "",
    ".",
    "0",
    "x.0",
    "{key}",
    "{key}.",
    "{key}.-1",
    "{key}.1",
    "{key}.99999999999999999999",
    "{key}.p0",
    "{key}.p99999999",
    "{key}.p-1",
    "{key}.0.0",
    "{key}.٣",
    "{key}.0' OR 1=1 --",
    "{key}" * 300,
]


async def test_anothers_button_is_refused_and_written_down_whatever_is_edited_in_it(
    doors: Doors,
) -> None:
    key, _, _ = (await doors.button("anna", "project.card")).partition(".")
    before = doors.world()
    for name in EVERYBODY:
        for forged in (f"{key}.0", *(one.replace("{key}", key) for one in FORGED)):
            denied, since = await doors.denials(), await doors.last()
            assert await doors.does(name, press=forged or None, text="?") == "answered"
            said = "\n".join(await doors.said(since))
            assert not any(known in said for known in KNOWN_INSIDE), forged
            whole, _, _ = forged.partition(".")
            assert (await doors.denials() > denied) == (whole == key), forged
    assert doors.world() == before


async def test_anothers_button_in_a_chat_is_refused(doors: Doors) -> None:
    press = await doors.button("anna", "project.card")
    denied = await doors.denials()
    await doors.does("pupil", chat=True, press=press)
    assert await doors.denials() == denied + 1


async def test_a_right_that_was_taken_away_is_asked_again_at_the_press(doors: Doors) -> None:
    press = await doors.button("anna", "project.card")
    since = await doors.last()
    await doors.does("anna", press=press)
    assert "Раздельный сбор" in "\n".join(await doors.said(since))

    def leave(tx: Tx) -> None:
        tx.session.get_one(Resident, doors.ids["anna"]).left_at = tx.now

    await doors.store.run(leave)
    since = await doors.last()
    await doors.does("anna", press=press)
    assert "Раздельный сбор" not in "\n".join(await doors.said(since))
