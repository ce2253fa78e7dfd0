"""What a field of a form asks, and how a typed answer is read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from pydantic import BaseModel, JsonValue

from dialogs import durations, moments, typed, words
from storage.drafts import Answers, Args
from storage.residents import Who
from storage.store import Tx

Reads = Literal["text", "lines", "date", "moment", "duration", "files", "code", "message"]
#: Answers that the bot repeats as it understood them (C7).
RELATIVE: frozenset[Reads] = frozenset(("date", "moment", "duration"))


@dataclass(frozen=True)
class Choice:
    """One of several answers: ``value`` is kept, ``label`` is said."""

    value: int | str
    label: str


Choices = Callable[[Tx, Who, Answers, Args], Sequence[Choice]]


@dataclass(frozen=True)
class Ask:
    """How a field is asked: put into its annotation.

    ``choices`` makes a list to pick from (with ``free``, words of one's own will do too);
    ``when`` leaves the question out unless the answers so far call for it.
    """

    reads: Reads = "text"
    choices: Choices | None = None
    free: bool = False
    when: Callable[[Answers], bool] | None = None


class Unreadable(Exception):
    """A typed answer makes no sense for its question; ``reason`` is a text's id."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def ask_of(model: type[BaseModel], field: str) -> Ask:
    """How a field is asked; plain text unless its annotation says otherwise."""
    found = (one for one in model.model_fields[field].metadata if isinstance(one, Ask))
    return next(found, Ask())


def is_optional(model: type[BaseModel], field: str) -> bool:
    return not model.model_fields[field].is_required()


def read(
    ask: Ask, text: str, files: tuple[int, ...], now: datetime, choices: Sequence[Choice]
) -> JsonValue:
    """Read a typed answer; what is relative is resolved here, at ``now`` (local time).

    Raises `Unreadable`.
    """
    if ask.reads == "files":
        if not files:
            raise Unreadable("form-error-file-wanted")
        return list(files)
    if ask.reads == "message" and (files or text.strip()):
        return {"text": text.strip(), "files": list(files)}
    if not text.strip():
        raise Unreadable("form-error-text-wanted")
    if ask.choices is not None:
        chosen = _chosen(text, choices) or (None if ask.free else _named(text, choices))
        if chosen is not None:
            return chosen.value
        if not ask.free:
            raise Unreadable("form-error-choice")
    return _read_words(ask.reads, text, now)


def _chosen(text: str, choices: Sequence[Choice]) -> Choice | None:
    """The choice that was typed: whole, or its beginning where no other begins so."""
    wanted = typed.normal(text)
    labels = [(typed.normal(one.label), one) for one in choices]
    same = [one for label, one in labels if label == wanted]
    begun = [one for label, one in labels if wanted and label.startswith(wanted)]
    if same:
        return same[0]
    return begun[0] if len(begun) == 1 else None


def _named(text: str, choices: Sequence[Choice]) -> Choice | None:
    """The only choice in which all the typed words stand: a teacher is told by the surname."""
    wanted = set(typed.normal(text).split())
    named = [one for one in choices if wanted and wanted <= set(typed.normal(one.label).split())]
    return named[0] if len(named) == 1 else None


def _read_words(reads: Reads, text: str, now: datetime) -> JsonValue:
    if reads == "lines":
        return [line.strip(" -–—•\t") for line in text.splitlines() if line.strip(" -–—•\t")]
    if reads == "date":
        day = moments.read_date(text, now)
        if isinstance(day, moments.Unclear):
            raise Unreadable(f"form-error-date-{day.reason.value.replace('_', '-')}")
        return day.isoformat()
    if reads == "moment":
        moment = moments.read_moment(text, now)
        if isinstance(moment, moments.Unclear):
            raise Unreadable(f"form-error-date-{moment.reason.value.replace('_', '-')}")
        if not moment.has_time:
            raise Unreadable("form-error-time-wanted")
        return moment.at.isoformat()
    if reads == "duration":
        span = durations.read_duration(text)
        if isinstance(span, moments.Unclear):
            raise Unreadable("form-error-duration")
        return span.total_seconds()
    return text.strip()


def said(ask: Ask, value: JsonValue, choices: Sequence[Choice]) -> str:
    """An answer in words, as neutral markup, for the summary and for repeating it (C4, C7)."""
    if value is None:
        return words.say("form-skipped")
    for one in choices:
        if one.value == value:
            return words.say("form-value", value=one.label)
    if isinstance(value, dict):
        return _said_message(value)
    if isinstance(value, list):
        if ask.reads == "files":
            return words.say("form-files", count=len(value))
        return "\n".join(words.say("form-line", value=str(one)) for one in value)
    if ask.reads == "date":
        return words.say("form-value-date", value=date.fromisoformat(str(value)))
    if ask.reads == "moment":
        return words.say("form-value-moment", value=datetime.fromisoformat(str(value)))
    if ask.reads == "duration":
        return words.say("form-value-duration", value=timedelta(seconds=float(str(value))))
    return words.say("form-value", value=str(value))


def _said_message(value: Mapping[str, JsonValue]) -> str:
    """A message that is to be sent: its words, and how many files go with it."""
    text, files = str(value.get("text") or ""), value.get("files")
    lines = [words.say("form-value", value=text)] if text else []
    if isinstance(files, list) and files:
        lines.append(words.say("form-files", count=len(files)))
    return "\n".join(lines)
