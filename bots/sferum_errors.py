"""What MAX's refusals mean for a message of ours (dev.max.ru/docs-api).

| answer                       | is          | what becomes of the message                       |
|------------------------------|-------------|---------------------------------------------------|
| 200, ``success: false``      | Rejected    | not repeated; an edit goes out as a new message   |
| 400 ``attachment.not.ready`` | NotReady    | again for 7.5 s, then as Trouble; what is up is   |
|                              |             | not brought up anew                               |
| 400, 404, 405, 413           | Rejected    | as above                                          |
| 401, ``verify.token``        | Halted      | all wait ten minutes for the administrator        |
| 403                          | Unreachable | the person's next account; of an edit: Rejected   |
| 429                          | Trouble     | nothing goes for a second, or for as long as a    |
|                              |             | ``Retry-After`` says, which is not documented     |
| 5xx, any other, no answer,   | Trouble     | looked for; if it is not there, sent again with a |
| nonsense                     |             | growing pause, for a day                          |
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
