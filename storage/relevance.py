"""Whether a message is still true at the moment it leaves (C10).

A letter names a check and a thing; the sender asks here before sending. Each subject registers
its checks beside its rules.
"""

from collections.abc import Callable

from storage.store import Tx

Check = Callable[[Tx, int], bool]
#: Told of a thing whether its message has arrived.
Ending = Callable[[Tx, int, bool], None]
_CHECKS: dict[str, Check] = {}
_ENDINGS: dict[str, Ending] = {}


def check(name: str) -> Callable[[Check], Check]:
    """Register a check under a stored name ("review.waits"); names are a stored format."""

    def register(function: Check) -> Check:
        _CHECKS[name] = function
        return function

    return register


def holds(tx: Tx, name: str | None, thing_id: int | None) -> bool:
    """Whether a message with this check may still leave; one without a check always may."""
    if name is None or thing_id is None:
        return True
    return _CHECKS[name](tx, thing_id)


def ending(name: str) -> Callable[[Ending], Ending]:
    """Register who wants to hear how the messages with this check ended, for good."""

    def register(function: Ending) -> Ending:
        _ENDINGS[name] = function
        return function

    return register


def is_awaited(name: str | None) -> bool:
    """Whether somebody wants to hear how a message with this check ended."""
    return name in _ENDINGS


def ended(tx: Tx, name: str | None, thing_id: int | None, *, arrived: bool) -> None:
    """Tell how a message ended: taken by the messenger, or given up."""
    if name in _ENDINGS and thing_id is not None:
        _ENDINGS[name](tx, thing_id, arrived)
