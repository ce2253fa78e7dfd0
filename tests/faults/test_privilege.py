"""Who may do what (T14), from every action and command that there is: by default, nothing.

A button's arguments never leave the store; here they are put there, as if a button of somebody
else's project had come to the wrong person: the act itself must refuse.
"""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from itertools import count

import pytest
from sqlmodel import col, select

from bots import project
from bots.channel import Incoming
from bots.clock import StoppedClock
from bots.receive import Receiver
from dialogs import registry
from dialogs.registry import Action
from storage import drafts, journal, outbox, profiles, talks
from storage.outbox import ButtonRow, Letter, Message
from storage.residents import Kind, Resident, Role
from storage.store import Tx
from tests.storage.conftest import school
from tests.storage.contents import contents
from tests.storage.school import School
from tests.storage.test_acts_table import Things, things

__all__ = ["school"]

CHANNEL = "vk"
CHAT = "2000000007"
#: People who have no part in the project, by short name: kind, class, roles.
OUTSIDERS: dict[str, tuple[Kind, str, tuple[Role, ...]]] = {
    "pupil": (Kind.INTERNAL, "8А", (Role.STUDENT,)),
    "parent": (Kind.INTERNAL, "", (Role.PARENT,)),
    "supervisor": (Kind.INTERNAL, "", (Role.TEACHER, Role.SUPERVISOR)),
    "tutor": (Kind.INTERNAL, "", (Role.TUTOR,)),
    "class teacher": (Kind.INTERNAL, "8А", (Role.CLASS_TEACHER,)),
    "psychologist": (Kind.INTERNAL, "", (Role.PSYCHOLOGIST,)),
    "council": (Kind.INTERNAL, "", (Role.COUNCIL, Role.CHAIR, Role.SECRETARY)),
    "partner": (Kind.EXTERNAL, "", (Role.PARTNER, Role.SUPERVISOR)),
}
STRANGERS = ("nobody", "who left")
EVERYBODY = (*OUTSIDERS, *STRANGERS)
#: What only people of the project may know; «words …» is what was written in it.
KNOWN_INSIDE = ("Раздельный сбор", "Котова", "Белов", "words that are long")
#: These need a code that was typed, and their button is made from it (test_codes).
BY_CODE = {"code.use", "code.reject"}
#: Makes a code of whoever presses it, for another messenger or their class's chat.
OWN_CODE = {"link.qr", "chat.code-class"}
#: A call for help: anybody may make it, and it is written down and goes to adults.
OWN_CALL = {"crisis.call", "crisis.danger"}
#: Tables that every word of anybody changes.
TALK = {"account", "code_try", "draft", "journal", "outbox", "taken_update", "talk"}

#: Who is answered by a command with more than a refusal; all others may say it in vain.
COMMANDS: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        ("start", "menu", "help", "cancel", "back", "register", "code", "link", "known"),
        frozenset(EVERYBODY),
    ),
    **dict.fromkeys(("mydata", "projects", "diary", "offers"), frozenset(OUTSIDERS)),
    **dict.fromkeys(("new-project", "join-team", "submit", "more-time"), frozenset({"pupil"})),
    "queue": frozenset({"supervisor", "tutor", "partner"}),
    **dict.fromkeys(("desk", "paper"), frozenset({"class teacher"})),
    **dict.fromkeys(("feel-bad", "call-adult", "helplines"), frozenset(EVERYBODY)),
    **dict.fromkeys(("duty", "signals"), frozenset({"psychologist"})),
    **dict.fromkeys(
        ("chats", "tie", "untie"), frozenset({"supervisor", "class teacher", "partner"})
    ),
}


class Doors:
    """Everybody's accounts, and what came of what they did."""

    def __init__(self, school: School, it: Things) -> None:
        self.store = school.store
        self.it = it
        self.ids = dict(school.ids)
        self._receiver = Receiver(self.store, lambda channel: project.BOT)
        self._numbers = count(1)

    async def open(self) -> None:
        await self.store.run(self._let_in)

    def _let_in(self, tx: Tx) -> None:
        for name, (kind, grade, roles) in OUTSIDERS.items():
            self.ids[name] = profiles.add(
                tx,
                family="Чужой",
                name="Кто",
                grade=grade,
                roles=frozenset(roles),
                kind=kind,
            )
        gone = profiles.add(tx, family="Ушедшая", name="Кто", roles=frozenset({Role.STUDENT}))
        self.ids["who left"] = gone
        for name in (*EVERYBODY, "anna"):
            owner = talks.account(tx, CHANNEL, name)
            owner.resident_id = self.ids.get(name)
            talks.open_talk(tx, CHANNEL, name, owner.id)
        talks.open_talk(tx, CHANNEL, CHAT, None)
        tx.session.get_one(Resident, gone).left_at = tx.now
        drafts.begin(tx, f"r{self.ids['anna']}", "project.new", {}).answers = {"title": "Котова"}

    async def does(
        self,
        name: str,
        *,
        chat: bool = False,
        text: str = "",
        press: str | None = None,
        command: str | None = None,
    ) -> str:
        """Somebody's act; gives how it ended."""
        number = next(self._numbers)
        incoming = Incoming(
            CHANNEL,
            f"key-{number}",
            "press" if press else "message",
            peer=CHAT if chat else name,
            user=name,
            in_chat=chat,
            text=text,
            press=press,
            command=command,
            mentioned=chat,
            raw="{}",
        )
        return (await self._receiver.take(incoming)).outcome

    async def button(self, name: str, action: str, *, chat: bool = False) -> str:
        """A button in somebody's own conversation that says the ids of the project's things."""

        def put(tx: Tx) -> str:
            owner = talks.account(tx, CHANNEL, name)
            talk = talks.open_talk(tx, CHANNEL, CHAT if chat else name, owner.id)
            args = self.args(action, talks.account(tx, CHANNEL, "anna").id or 0)
            row = ButtonRow(label="x", action=action, args=args, again=True, style="plain", row=0)
            mine = None if chat else owner.id
            queued = outbox.put(tx, talks.address(talk), Letter("x", (row,)), for_account=mine)
            return tx.session.get_one(Message, queued.id).key

        return f"{await self.store.run(put)}.0"

    def args(self, action: str, anna: int) -> dict[str, int | str]:
        """The ids of everything in the project, under every name that an action may take;
        ``anna`` is her account's."""
        it = self.it
        return {
            "project": it.project,
            "stage": it.stage,
            "item": it.item,
            "remark": it.remark,
            "artefact": it.artefact,
            "review": it.review,
            "offer": it.offer,
            "request": it.leave if action.startswith("leave.") else it.extension,
            "invitation": 1,
            "account": anna,
            "draft": 1,
            "field": "title",
            "value": "x",
            "number": 2,
            "word": "menu",
            "files": "1",
            "done": 1,
            "seen": 0,
            "messenger": "sferum",
            "last": 1,
            "chat": 1,
            "event": 1,
            "line": 1,
        }

    async def said(self, since: int, peer: str | None = None) -> list[str]:
        """All texts, labels and pictures that were queued after a message."""

        def read(tx: Tx) -> list[str]:
            rows = tx.session.exec(select(Message).where(col(Message.id) > since))
            return [
                " | ".join([row.text, *(one["label"] for one in row.buttons), str(row.picture)])
                for row in rows
                if peer in (None, row.peer)
            ]

        return await self.store.run(read)

    async def last(self) -> int:
        return await self.store.run(
            lambda tx: (
                tx.session.exec(select(Message.id).order_by(col(Message.id).desc())).first() or 0
            )
        )

    async def denials(self) -> int:
        return len(await self.store.run(lambda tx: journal.of_act(tx, "denied")))

    def world(self) -> dict[str, list[tuple[object, ...]]]:
        """Everything but the talk about it."""
        return {name: rows for name, rows in contents(self.store).items() if name not in TALK}


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
    doors: Doors, chat: bool
) -> None:
    wrong = []
    before = doors.world()
    for action in sorted(set(registry.ACTIONS) - BY_CODE - OWN_CODE - OWN_CALL):
        for name in EVERYBODY:
            press = await doors.button(name, action, chat=chat)
            since = await doors.last()
            outcome = await doors.does(name, chat=chat, press=press)
            said = "\n".join(await doors.said(since))
            told = [known for known in KNOWN_INSIDE if known in said]
            if outcome != "answered" or told:
                wrong.append(f"{action} by {name}: {outcome}, told {told}")
        if doors.world() != before:
            wrong.append(f"{action} has changed something")
            before = doors.world()
    assert wrong == [], "\n".join(wrong)


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
