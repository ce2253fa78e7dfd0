"""Why an act was not done.

Refusal                 the act was understood and not done; nothing has changed
├── Denied              this person may not do this (written to the audit journal)
│   └── Unregistered    nobody we know; a code from the school is needed
├── Missing             there is no such thing, or not for this person
├── Spent               it has been done already; show the present state
├── Changed             somebody else changed it meanwhile; show what changed
└── Broken              a rule is not kept; the person can mend the input

Each carries a ``reason`` (the id of a text is ``refusal-<reason>``) and values for that text:
acts speak no Russian, `dialogs/apologies.py` turns all of them into words.
"""

from dataclasses import dataclass
from datetime import date, datetime

Value = str | int | date | datetime


class Refusal(Exception):
    """The act was understood and not done; the transaction's changes by it are undone."""

    def __init__(self, reason: str, **values: Value) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


class Denied(Refusal):
    """This person may not do this; the attempt goes into the audit journal (A5)."""


class Unregistered(Denied):
    """Only residents may do this, and this account is nobody's yet (A2)."""

    def __init__(self) -> None:
        super().__init__("unregistered")


class Missing(Refusal):
    """There is no such thing, or this person may not know that there is."""


class Spent(Refusal):
    """It has been done already (C5)."""


@dataclass(frozen=True)
class Change:
    """What somebody did meanwhile: ``act`` as "item.tick", ``by`` a short name, ``thing`` what
    it was done to, as people call it (may be empty)."""

    act: str
    by: str
    thing: str
    at: datetime


class Changed(Refusal):
    """Somebody else changed it since the person saw it; ``changes`` says what (P7)."""

    def __init__(self, reason: str, changes: tuple[Change, ...] = (), **values: Value) -> None:
        super().__init__(reason, **values)
        self.changes = changes


class Broken(Refusal):
    """A rule is not kept by what was given; ``details`` names what, a line each."""

    def __init__(self, reason: str, details: tuple[str, ...] = (), **values: Value) -> None:
        super().__init__(reason, **values)
        self.details = details
