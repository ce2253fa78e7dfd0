"""The suite in virtual time without trouble: for many short conversations."""

import asyncio
import json
import sqlite3
from collections.abc import Awaitable
from dataclasses import dataclass, replace
from datetime import datetime
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

from lab.shown import ShownMessage
from lab.vk.people import VkPerson
from lab.vk.server import VkStandIn
from tests.simulation import beginning, wire
from tests.simulation.beginning import Beginning
from tests.simulation.invariants import Invariants
from tests.simulation.play import KINDS
from tests.simulation.program import OUTSIDE, Program
from tests.simulation.virtual import VirtualClock, VirtualLoop
from tests.simulation.wire import Way

T = TypeVar("T")
MOSCOW = ZoneInfo("Europe/Moscow")


@dataclass(frozen=True)
class Facts:
    """What the store says of projects: stages' states, items ticked, who belongs to what."""

    stages: dict[int, str]
    ticks: dict[int, bool]
    projects: dict[int, str]
    project_of_stage: dict[int, int]
    stage_of_item: dict[int, int]
    members: dict[int, frozenset[int]]
    supervisors: dict[int, int | None]
    #: Individual projects.
    alone: frozenset[int]


@dataclass(frozen=True)
class Pressed:
    """What a button is, by its row; ``is_fresh`` unless something has changed since, or it was
    pressed before."""

    action: str
    args: dict[str, int]
    is_fresh: bool


Place = tuple[int, int, int]


class Calm:
    """Everybody with a phone, and the suite."""

    def __init__(
        self, base: Beginning, start: datetime = beginning.START, zone: ZoneInfo = MOSCOW
    ) -> None:
        self._loop = VirtualLoop()
        disk = base.lay_out()
        self.clock = VirtualClock(self._loop, start)
        # VK's clock is its own: putting ours does not move it.
        self.vk = VkStandIn(VirtualClock(self._loop, start).now, rate=None, sleep=_at_once)
        self.community = self.vk.community("Коворкинг", token="a-token", secret="a-secret")
        self._server = self.community.callback(wire.URL)
        self._server.kinds = set(KINDS)
        self.people: dict[str, VkPerson] = beginning.meet(self.vk)
        self.program = Program(
            disk,
            self.clock,
            replace(base.rules, zone=zone),
            beginning.SEALER,
            self.community,
            Way(self.vk, self.community, Random(0), _at_once),
            polls=False,
        )
        self.invariants = Invariants(disk.path, self.community)
        self._book = sqlite3.connect(disk.path, isolation_level=None)
        self.program.start()
        for person in self.people.values():
            self._do(person.allow(self.community))
        self.settle()

    def close(self) -> None:
        self._do(self.program.kill())
        self._book.close()
        self.invariants.close()
        self._loop.close()

    def write(self, name: str, text: str) -> None:
        """Somebody writes; what it brings comes with `settle`."""
        self._do(self.people[name].write(self.community, text))

    def press(self, name: str, place: Place) -> None:
        """Somebody presses the button at a place; the menu's have 0 for a message."""
        self._do(self.people[name].press_at(self.community, *place))

    def lets_pass(self, minutes: float) -> None:
        """Time goes by, and what falls due is done."""
        self._loop.sleep_over(minutes * 60)
        self.settle()

    def settle(self) -> dict[str, int]:
        """Take in all that was done, in order, and send all that is due; gives how many messages
        came to whom, or were changed."""
        before = self._versions()
        self._do(self._settle())
        after = self._versions()
        return {name: len(after[name] - before[name]) for name in self.people}

    def _versions(self) -> dict[str, set[int]]:
        own = -self.community.group_id
        return {
            name: {
                one.version for one in self.community.talk(person.id).messages if one.from_id == own
            }
            for name, person in self.people.items()
        }

    def buttons(self, name: str, last: int) -> list[Place]:
        """Where the buttons are of the last messages that have any, and of the menu."""
        with_keys = [one for one in self.shown(name) if one.rows][-last:]
        return [
            (one.cmid, row, place)
            for one in with_keys
            for row, keys in enumerate(one.rows)
            for place in range(len(keys))
        ]

    def pressed(self, name: str, place: Place) -> Pressed:
        """What the button at a place is."""
        talk = self.community.talk(self.people[name].id)
        message = talk.find(place[0])
        assert message is not None and message.keyboard is not None
        told = json.loads(message.keyboard.rows[place[1]][place[2]].payload)
        key, _, index = next(iter(told.values())).partition(".")
        buttons, answered = self._book.execute(
            "SELECT buttons, answered_at FROM outbox WHERE key = ?", (key,)
        ).fetchone()
        if not index.isdecimal():
            return Pressed("page", {}, False)
        row = json.loads(buttons)[int(index)]
        seen = row["args"].get("seen", 0)
        revision = self._book.execute(
            "SELECT 1 FROM project WHERE revision = ?", (seen,)
        ).fetchone()
        fresh = (row["again"] or answered is None) and (not seen or revision is not None)
        return Pressed(row["action"], row["args"], fresh)

    def shown(self, name: str) -> list[ShownMessage]:
        """What the bot said to somebody."""
        return [one for one in self.people[name].shown(self.community) if not one.mine]

    def menu(self, name: str) -> list[str]:
        return [key.label for row in self.people[name].menu(self.community) for key in row]

    def residents(self) -> dict[str, int]:
        """Who is who at the school, by the phone's owner."""
        known = dict(self._book.execute("SELECT user, coalesce(resident_id, 0) FROM account"))
        return {name: known.get(str(person.id), 0) for name, person in self.people.items()}

    def facts(self) -> Facts:
        ask = self._book.execute
        members: dict[int, frozenset[int]] = {}
        for project, resident in ask(
            "SELECT project_id, resident_id FROM member WHERE left_at IS NULL"
        ):
            members[project] = members.get(project, frozenset()) | {resident}
        return Facts(
            stages=dict(ask("SELECT id, state FROM stage")),
            ticks={
                item: done is not None
                for item, done in ask("SELECT id, done_at FROM checklist_item")
            },
            projects=dict(ask("SELECT id, state FROM project")),
            project_of_stage=dict(ask("SELECT id, project_id FROM stage")),
            stage_of_item=dict(ask("SELECT id, stage_id FROM checklist_item")),
            members=members,
            supervisors=dict(ask("SELECT id, supervisor_id FROM project")),
            alone=frozenset(
                one for (one,) in ask("SELECT id FROM project WHERE kind = 'individual'")
            ),
        )

    def on_the_way(self) -> list[bytes]:
        """Take what was done out of VK's hands, to bring it by oneself with `bring`."""
        events = [wire.event_body(one.event, self.community.secret) for one in self._server.waiting]
        self._server.waiting.clear()
        return events

    def bring(self, body: bytes) -> None:
        """Post an event; it must be taken."""
        assert self._do(self.program.post(body)) == 200

    def restart(self) -> None:
        """Kill the program and start it on the same file."""
        self._do(self.program.kill())
        self._do(_started(self.program))

    def count(self, query: str) -> int:
        """A number from the store's file."""
        ((number,),) = self._book.execute(query).fetchall()
        return int(number)

    async def _settle(self) -> None:
        for body in self.on_the_way():
            assert await self.program.post(body) == 200
        await self.program.settle()

    def _do(self, act: Awaitable[T]) -> T:
        async def whole() -> T:
            return await act

        return self._loop.run_until_complete(
            self._loop.create_task(whole(), name=f"{OUTSIDE} world")
        )


async def _at_once(seconds: float) -> None:
    await asyncio.sleep(0)


async def _started(program: Program) -> None:
    program.start()
