"""A messenger on the page, made of its stand-in's conversations: what all messengers share."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from lab import troubles
from lab.bell import Bell
from lab.page.messenger import Call, File, Key, Line, Look, NotPossible, Rows, Talk, Trouble, Upload
from lab.shown import NoSuchButton, ShownFile, ShownMessage
from lab.shown import Rows as ShownRows

SLOW_SECONDS = 2.0
COLOURS = {"primary": "primary", "positive": "positive", "negative": "negative"}
PICTURES = frozenset({"photo", "image"})


@dataclass(frozen=True)
class State:
    """What a phone shows beside the messages; see `lab.page.messenger.Look`."""

    menu: ShownRows = ()
    typing: bool = False
    notices: tuple[str, ...] = ()
    waiting: int = 0
    shut: bool = False


class Place(Protocol):
    """A conversation on the phones of those in it; ``who`` is a resident's id."""

    @property
    def title(self) -> str: ...
    @property
    def group(self) -> bool: ...
    def people(self) -> tuple[int, ...]: ...
    def shown(self, who: int) -> list[ShownMessage]: ...
    def state(self, who: int) -> State: ...
    async def write(self, who: int, text: str, files: Sequence[Upload]) -> None: ...
    async def press(self, who: int, number: int, row: int, place: int) -> None: ...


@dataclass(frozen=True)
class Insides:
    """What of a stand-in the page has to know. ``own`` is the author's number of the account's
    messages, ``passing`` the code of a refusal that passes; ``refusals`` are its ways to say that
    somebody may not do this."""

    changed: Bell
    troubles: troubles.Troubles
    own: int
    passing: int
    refusals: tuple[type[Exception], ...]
    author: Callable[[int], str]
    file: Callable[[str], bytes | None]
    calls: Callable[[int], Sequence[Call]]
    cleaned: Callable[[str], str] = field(default=str)


class PlacesMessenger:
    """A messenger with the phones of the school's people. Keys of ``places`` begin with ``name``
    and a dash."""

    def __init__(
        self, name: str, title: str, places: Mapping[str, Place], insides: Insides
    ) -> None:
        self.name = name
        self.title = title
        self._places = places
        self._insides = insides

    @property
    def pulse(self) -> int:
        return self._insides.changed.count

    def talks(self) -> Sequence[Talk]:
        return [self._talk(key, one) for key, one in self._places.items()]

    def look(self, talk: str, who: int) -> Look:
        place = self._place(talk, who)
        state = place.state(who)
        return Look(
            lines=self._lines(place.shown(who)),
            menu=_rows(state.menu),
            typing=state.typing,
            notices=state.notices,
            waiting=state.waiting,
            shut=state.shut,
        )

    async def write(self, talk: str, who: int, text: str, files: Sequence[Upload]) -> None:
        place = self._place(talk, who)
        try:
            await place.write(who, text, files)
        except self._insides.refusals as error:
            raise NotPossible(str(error)) from error

    async def press(self, talk: str, who: int, number: int, row: int, place: int) -> None:
        found = self._place(talk, who)
        impossible: tuple[type[Exception], ...] = (NoSuchButton, *self._insides.refusals)
        try:
            await found.press(who, number, row, place)
        except impossible as error:
            raise NotPossible(str(error)) from error

    def file(self, reference: str) -> bytes | None:
        return self._insides.file(reference)

    def calls(self, since: int) -> Sequence[Call]:
        return self._insides.calls(since)

    def behave(self, trouble: Trouble) -> None:
        ordered = self._insides.troubles
        ordered.clear()
        for order in _orders(trouble, self._insides.passing):
            ordered.order(replace(order))
        ordered.repeating = 2 if trouble is Trouble.TWICE else 1
        ordered.outage = trouble is Trouble.SILENT

    async def changed(self, since: int) -> None:
        await self._insides.changed.wait(since)

    def _talk(self, key: str, place: Place) -> Talk:
        people = place.people()
        said = place.shown(people[0])
        received = sum(one.from_id == self._insides.own for one in said)
        return Talk(key, place.title, place.group, people, received)

    def _place(self, talk: str, who: int) -> Place:
        place = self._places.get(talk)
        if place is None or (not place.group and who not in place.people()):
            raise NotPossible(talk)
        return place

    def _lines(self, messages: Sequence[ShownMessage]) -> tuple[Line, ...]:
        texts = {one.cmid: one.text for one in messages}
        return tuple(self._line(one, texts) for one in messages)

    def _line(self, one: ShownMessage, texts: Mapping[int, str]) -> Line:
        return Line(
            number=one.cmid,
            mine=one.mine,
            author="" if one.mine else self._insides.author(one.from_id),
            text=self._insides.cleaned(one.text),
            at=one.at,
            edited=one.edited,
            deleted=one.deleted,
            rows=_rows(one.rows),
            files=tuple(_file(attached) for attached in one.attachments),
            reply=texts.get(one.reply_to, "") if one.reply_to is not None else "",
        )


def _orders(trouble: Trouble, passing: int) -> tuple[troubles.Trouble, ...]:
    match trouble:
        case Trouble.SLOW:
            return (troubles.Trouble("delay", times=None, seconds=SLOW_SECONDS),)
        case Trouble.FAILING:
            return (
                troubles.Trouble("reset_after", times=None, chance=0.3),
                troubles.Trouble("bad_gateway", times=None, chance=0.3),
                troubles.Trouble("truncated", times=None, chance=0.3),
                troubles.Trouble("error", times=None, chance=0.3, code=passing),
            )
        case Trouble.TWICE:
            # The first call of two is done and its answer lost: the suite has to call again.
            return (troubles.Trouble("reset_after", times=None, chance=0.5),)
        case _:
            return ()


def _rows(rows: ShownRows) -> Rows:
    return tuple(
        tuple(Key(one.label, COLOURS.get(one.color, ""), one.link) for one in row) for row in rows
    )


def _file(attached: ShownFile) -> File:
    return File(
        name=attached.name or attached.kind,
        reference=attached.reference,
        picture=attached.kind in PICTURES,
        size=len(attached.content),
    )
