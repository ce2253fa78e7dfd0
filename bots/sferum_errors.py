"""What MAX's refusals mean for a message of ours (dev.max.ru/docs-api).

What is not here is taken as passing trouble: better a late message than a lost one.
"""

from bots.channel import ChannelError, Halted, Rejected, Trouble, Unreachable

NOT_READY = "attachment.not.ready"
_TOKEN_REFUSED = "verify.token"
_OURS = frozenset({400, 404, 405, 413})


class NotReady(Trouble):
    """MAX has not yet worked through a file that was brought up."""


def of_status(status: int, code: object) -> ChannelError:
    """What an answer other than 200 means; ``code`` is the body's."""
    if status == 401 or code == _TOKEN_REFUSED:
        return Halted(f"max {status}")
    if status == 403:
        return Unreachable(f"max {status}")
    if code == NOT_READY:
        return NotReady(f"max {status}")
    if status in _OURS:
        return Rejected(f"max {status}")
    return Trouble(f"max {status}")
