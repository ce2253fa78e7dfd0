"""Many calls in one request: the code for VK's ``execute``, and what it answers to each call.

An API call that fails gives ``false`` in its place, and its error is told apart from the response
(dev.vk.com/method/execute), so one recipient who forbids messages does not stop the others.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bots import vk_errors
from bots.channel import Rejected

CALLS_MOST = 25


@dataclass(frozen=True)
class Call:
    """A method of VK's API with its parameters."""

    method: str
    params: Mapping[str, str | int]


@dataclass(frozen=True)
class Answer:
    """What a call gave: a value, or the code of an error."""

    value: object = None
    error: int | None = None


def cut(calls: Sequence[Call], size: int) -> Iterator[list[Call]]:
    """Cut calls into runs of at most 25 and about ``size`` characters of code."""
    run: list[Call] = []
    length = 0
    for call in calls:
        more = len(_call(call))
        if run and (len(run) == CALLS_MOST or length + more > size):
            yield run
            run, length = [], 0
        run.append(call)
        length += more
    if run:
        yield run


def code(calls: Sequence[Call]) -> str:
    """VKScript that makes the calls and gives the list of what they answer."""
    return f"return [{','.join(map(_call, calls))}];"


def answers(envelope: Mapping[str, object], calls: Sequence[Call]) -> list[Answer]:
    """What VK answered to each call; raises `Rejected` if that cannot be told."""
    values = envelope.get("response")
    if not isinstance(values, list) or len(values) != len(calls):
        raise Rejected("execute")
    errors = _errors(envelope.get("execute_errors"))
    return [
        Answer(error=_next(errors, call.method)) if value is False else Answer(value)
        for call, value in zip(calls, values, strict=True)
    ]


def _call(call: Call) -> str:
    # JSON is also VKScript's notation; the two line separators end a line in scripts.
    params = json.dumps(dict(call.params), ensure_ascii=False, separators=(",", ":"))
    params = params.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"API.{call.method}({params})"


def _errors(told: object) -> list[tuple[str, int]]:
    if not isinstance(told, list):
        return []
    return [
        (str(one.get("method")), one["error_code"])
        for one in told
        if isinstance(one, dict) and isinstance(one.get("error_code"), int)
    ]


def _next(errors: list[tuple[str, int]], method: str) -> int:
    """The first error not yet taken of a method; they are told in the order of the calls."""
    for place, (of_method, error) in enumerate(errors):
        if of_method == method:
            del errors[place]
            return error
    return vk_errors.UNKNOWN
