"""How a call of an outside service may fail.

ServiceError    a call did not end well; ``reason`` is a word of ours, never the service's text
├── Refused     nothing was done, and it will not be: the token, the plan, what was asked
│   └── UnknownPeople   the service knows some addresses not
├── Busy        nothing was done; the same may be asked again later
└── Lost        nobody knows whether it was done: the answer did not come, or made no sense
"""

from collections.abc import Iterable
from typing import Literal

#: Why a service refuses: who we are, what we may, what was asked.
Why = Literal["token", "scope", "organisation", "payment", "request", "missing", "people", "client"]


class ServiceError(Exception):
    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Refused(ServiceError):
    """Nothing was done, and asking again changes nothing."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


class UnknownPeople(Refused):
    """The service does not know these addresses; nothing was done."""

    def __init__(self, addresses: Iterable[str]) -> None:
        super().__init__("people")
        self.addresses = frozenset(addresses)


class Busy(ServiceError):
    """Nothing was done; later it may be."""


class Lost(ServiceError):
    """It may have been done, or not."""
