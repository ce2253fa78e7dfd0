"""What an open page is told, by server-sent events: only what has changed since the last time."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field

from lab.host import Lab
from lab.page import drawing
from lab.page.messenger import Messenger, NotPossible, Talk

#: Without any change the clock and «печатает» still have to move on.
LOOKS_EVERY = 1.0
CALLS_SHOWN = 100


@dataclass(frozen=True)
class Column:
    """A conversation that the page has open, on the phone of ``who`` (a resident's id)."""

    talk: str
    who: int


@dataclass
class Reading:
    """How many of the bots' messages have been read, by conversation; all phones share it."""

    seen: dict[str, int] = field(default_factory=dict)

    def read(self, talk: Talk) -> None:
        self.seen[talk.key] = talk.received

    def unread(self, talk: Talk) -> int:
        return talk.received - self.seen.get(talk.key, 0)


class Stream:
    """One page's stream; ``columns`` are open in it, ``calls`` tells whether its drawer is."""

    def __init__(
        self, lab: Lab, reading: Reading, columns: Sequence[Column], *, calls: bool
    ) -> None:
        self._lab = lab
        self._reading = reading
        self._columns = columns
        self._calls = calls
        self._told: dict[str, str] = {}
        self._counted: dict[str, int] = {}

    async def events(self) -> AsyncIterator[str]:
        """Events in the format of EventSource, for ever."""
        while True:
            pulses = [(one, one.pulse) for one in self._lab.messengers]
            strangers = await self._lab.strangers()
            for name, said in (*self._looks(), ("space", self._space(strangers))):
                data = _json(said)
                if self._told.get(name) != data:
                    self._told[name] = data
                    yield _event(name.partition(" ")[0], data)
            for calls in self._new_calls():
                yield _event("calls", _json(calls))
            await _change(pulses)

    def _looks(self) -> Iterator[tuple[str, drawing.Json]]:
        for column in self._columns:
            for messenger in self._lab.messengers:
                talk = next((one for one in messenger.talks() if one.key == column.talk), None)
                if talk is None:
                    continue
                try:
                    look = messenger.look(column.talk, column.who)
                except NotPossible:
                    continue
                self._reading.read(talk)
                shown = drawing.look(look, messenger.name, self._lab.now.tzinfo)
                yield f"talk {column.talk}", {"talk": column.talk, "who": column.who, **shown}

    def _space(self, strangers: frozenset[int]) -> drawing.Json:
        unread = {
            talk.key: self._reading.unread(talk)
            for messenger in self._lab.messengers
            for talk in messenger.talks()
        }
        return {
            "clock": drawing.moment(self._lab.now),
            "iso": self._lab.now.isoformat(timespec="minutes"),
            "trouble": self._lab.trouble.value,
            "unread": unread,
            "strangers": sorted(strangers),
        }

    def _new_calls(self) -> Iterator[drawing.Json]:
        if not self._calls:
            return
        for messenger in self._lab.messengers:
            since = self._counted.get(messenger.name, 0)
            calls = messenger.calls(since)
            self._counted[messenger.name] = since + len(calls)
            drawn = [drawing.call(one, self._lab.now.tzinfo) for one in calls[-CALLS_SHOWN:]]
            if drawn:
                yield {"messenger": messenger.title, "calls": drawn}


async def _change(pulses: Sequence[tuple[Messenger, int]]) -> None:
    """Wait until a messenger has changed since its pulse was felt, a second at most."""
    waiting = [asyncio.ensure_future(one.changed(since)) for one, since in pulses]
    try:
        await asyncio.wait(waiting, timeout=LOOKS_EVERY, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for one in waiting:
            one.cancel()


def _json(said: drawing.Json) -> str:
    return json.dumps(said, ensure_ascii=False)


def _event(name: str, data: str) -> str:
    return f"event: {name}\ndata: {data}\n\n"
