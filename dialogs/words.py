"""The texts: everything that a person reads is said here, from the .ftl files (C8).

Markup is neutral: ``<b>`` and ``<i>`` of the files and nothing else; a value can never make any.
Call ``load`` once at the start, before anything is said.

    proofreading.TextError
    ├── proofreading.BadTexts   the files are broken; found by ``load``
    └── MissingText             no such message, or a value that it needs was not given
"""

import html
import re
from collections.abc import Callable, Container, Iterable
from datetime import datetime, tzinfo
from functools import cached_property
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

from babel.lists import format_list
from fluent.runtime import FluentBundle
from fluent.runtime.resolver import CurrentEnvironment, ResolverEnvironment
from fluent.runtime.types import FluentType
from fluent.syntax import ast

from dialogs import proofreading
from dialogs.speech import RUSSIAN, Speech, Value

PACKAGE_TEXTS = Path(__file__).with_name("texts")
MOSCOW = ZoneInfo("Europe/Moscow")

# fluent.runtime refuses parts of over 2,500 characters, but a diary entry may well be longer:
# long values are put in after the rest is said.
LONG = 200
_PLACE = re.compile("\ue000([0-9]+)\ue000")
_TAG = re.compile(r"</?[bi]>")


class MissingText(proofreading.TextError):
    """A message cannot be said: there is none, or it lacks a value."""

    def __init__(self, message_id: str, why: str) -> None:
        super().__init__(f"{message_id}: {why}")
        self.message_id = message_id


class Texts:
    """All messages, understood and compiled when first said, and kept.

    A start does not wait for two thousand texts: the package's own are proofread by the tests.
    Where the school has some of its own, all are proofread at once.
    """

    def __init__(self, own: Path | None, zone: tzinfo) -> None:
        self.zone = zone
        self._speech = Speech(zone, self._render)
        functions = self._speech.functions()
        self._functions = frozenset({"NUMBER", *functions})
        self._own = own
        # The bundle's types want a FluentType of a function; its code takes a str as well.
        typed = cast(dict[str, Callable[[object], FluentType]], functions)
        self._bundle = FluentBundle(["ru"], functions=typed, use_isolating=False)
        self._names: Container[str] = proofreading.unread(PACKAGE_TEXTS)
        self._ahead = dict(proofreading.unread(PACKAGE_TEXTS))
        if own is not None:
            self._ahead = {}
            self._names = self._proofread
            self._bundle.add_resource(
                ast.Resource([text.entry for text in self._proofread.values()])
            )
        self._constants: dict[str, str] = {}

    @cached_property
    def _proofread(self) -> dict[str, proofreading.Text]:
        return proofreading.read(PACKAGE_TEXTS, self._own, self._functions)

    def wants(self) -> dict[str, frozenset[str]]:
        texts = self._proofread
        return {
            name: proofreading.wanted(name, texts) for name in texts if not name.startswith("-")
        }

    def knows(self, message_id: str) -> bool:
        return message_id in self._names

    def _learn(self, name: str, within: tuple[str, ...] = ()) -> None:
        """Understand a text the first time it is said, what it takes in before it: another thread
        may be saying it at this moment."""
        source = self._ahead.get(name)
        if source is None:
            return
        text = proofreading.understood(source)
        for taken_in in text.references - {name, *within}:
            self._learn(taken_in, (*within, name))
        self._bundle.add_resource(ast.Resource([text.entry]))
        self._ahead.pop(name, None)

    def say(self, message_id: str, values: dict[str, Value]) -> str:
        if not values:
            return self._constants.get(message_id) or self._constant(message_id)
        long: list[str] = []
        ready: dict[str, str | FluentType] = {}
        for name, value in values.items():
            if not isinstance(value, str):
                ready[name] = self._speech.value(value)
                continue
            ready[name] = escaped = html.escape(value, quote=False).replace("\ue000", "")
            if len(escaped) > LONG:
                ready[name] = f"\ue000{len(long)}\ue000"
                long.append(escaped)
        said = self._render(message_id, ready)
        return _PLACE.sub(lambda place: long[int(place[1])], said) if long else said

    def _constant(self, message_id: str) -> str:
        return self._constants.setdefault(message_id, self._render(message_id, {}))

    def _render(self, message_id: str, values: dict[str, str | FluentType]) -> str:
        self._learn(message_id)
        try:
            pattern = self._bundle.get_message(message_id).value
        except LookupError:
            raise MissingText(message_id, "there is no such message") from None
        if pattern is None:
            raise MissingText(message_id, "the message is empty")
        errors: list[Exception] = []
        env = ResolverEnvironment(self._bundle, errors, current=CurrentEnvironment(values))
        try:
            said = pattern(env)
        except ValueError as error:
            raise MissingText(message_id, str(error)) from error
        if errors or not isinstance(said, str):
            raise MissingText(message_id, "; ".join(map(str, errors)))
        return said


_loaded: Texts | None = None


def load(folder: Path | None = None, zone: tzinfo = MOSCOW) -> None:
    """Read all texts; those in ``folder`` (``TEXTS_DIR``) win. Moments are said in ``zone``.

    Raises ``proofreading.BadTexts``; what was loaded before then stays.
    """
    global _loaded
    _loaded = Texts(folder, zone)


def say(message_id: str, **values: Value) -> str:
    """A message as neutral markup; raises ``MissingText``."""
    return _texts().say(message_id, values)


def label(message_id: str, **values: Value) -> str:
    """A message as plain text: for buttons, and to compare with what was typed."""
    return plain(say(message_id, **values))


def plain(markup: str) -> str:
    """Markup as a messenger without markup shows it."""
    return html.unescape(_TAG.sub("", markup)) if "<" in markup or "&" in markup else markup


def listing(items: Iterable[str]) -> str:
    """«a, b и c»."""
    return format_list(list(items), locale=RUSSIAN)


def local(moment: datetime) -> datetime:
    """The same moment on the school's clock, as ``moments.read_moment`` wants its ``now``."""
    return moment.astimezone(_texts().zone)


def knows(message_id: str) -> bool:
    """Whether there is such a message."""
    return _texts().knows(message_id)


def wants() -> dict[str, frozenset[str]]:
    """The names of all messages, each with the values that it needs."""
    return _texts().wants()


def _texts() -> Texts:
    if _loaded is None:
        raise proofreading.TextError("words.load() was not called")
    return _loaded
