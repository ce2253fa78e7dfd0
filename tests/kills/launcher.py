"""`coworking` that dies at a point: the arguments are the moment, the function, the number, and
then the command as usual. A file to be run, not imported."""

import functools
import importlib
import inspect
import os
import signal
import sys
from collections.abc import Callable
from itertools import count


def die_at(moment: str, function: str, number: int) -> None:
    """Wrap ``function`` so that the process is gone at its call ``number``, as by kill -9."""
    module, _, path = function.partition(":")
    *outer, name = path.split(".")
    owner: object = importlib.import_module(module)
    for one in outer:
        owner = getattr(owner, one)
    setattr(owner, name, _fatal(getattr(owner, name), moment, number))


def _fatal(original: Callable[..., object], moment: str, number: int) -> Callable[..., object]:
    calls = count(1)

    def strike(now: str, call: int) -> None:
        if now == moment and call == number:
            os.kill(os.getpid(), signal.SIGKILL)

    @functools.wraps(original)
    def wrapped(*args: object, **named: object) -> object:
        call = next(calls)
        strike("before", call)
        result = original(*args, **named)
        if inspect.isawaitable(result):
            return finished(result, call)
        strike("after", call)
        return result

    async def finished(result: "object", call: int) -> object:
        value = await result  # type: ignore[misc]  # it was found awaitable
        strike("after", call)
        return value

    return wrapped


if __name__ == "__main__":
    from bots.start import main

    die_at(sys.argv[1], sys.argv[2], int(sys.argv[3]))
    del sys.argv[1:4]
    main()
