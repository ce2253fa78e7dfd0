"""How `coworking` says what is wrong: in a line to stderr, and by its exit code (O2)."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from rich.console import Console

from bots.settings import SettingsError
from storage.sealing import Unsealable
from storage.store import StoreUnavailable

err = Console(stderr=True, soft_wrap=True)


def end(error: Exception | str) -> NoReturn:
    """Say what is wrong and end with 1."""
    lines = error.lines if isinstance(error, SettingsError) else [str(error)]
    for line in lines:
        err.print(f"coworking: {line}", style="red", highlight=False, markup=False)
    sys.exit(1)


@contextmanager
def in_one_line() -> Iterator[None]:
    """What keeps any command from its work is said in a line; all else is a fault and falls."""
    try:
        yield
    except SettingsError as error:
        end(error)
    except StoreUnavailable as error:
        end(f"the database cannot be used: {error} (docs/operations.md, Damage)")
    except Unsealable:
        end("SECRET_KEY (or secret.key) is not the one by which the codes were sealed")
