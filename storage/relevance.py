"""Whether a message is still true at the moment it leaves (C10).

A letter names a check and a thing; the sender asks here before sending. Each subject registers
its checks beside its rules.
"""

from collections.abc import Callable

from storage.store import Tx

Check = Callable[[Tx, int], bool]
_CHECKS: dict[str, Check] = {}


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
