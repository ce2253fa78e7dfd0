"""Where `coworking` begins: the modules are imported without the garbage collector in between.

What they make stays for as long as the program runs; looking through it again and again took a
fifth of the start (docs/performance.md). The bots themselves need none of the other commands.
"""

import gc
import os
import sys

RUN = ["run"]


def main() -> None:
    """The entry point of `coworking`."""
    # What it writes is about children: nobody else of this machine reads it.
    os.umask(0o077)
    gc.disable()
    if sys.argv[1:] == RUN:
        _run()
    from bots import cli

    _settle()
    cli.main()


def _run() -> None:
    from bots import complaints, running

    _settle()
    with complaints.in_one_line():
        running.run()
    sys.exit()


def _settle() -> None:
    gc.freeze()
    gc.enable()
