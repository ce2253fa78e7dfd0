"""Where `coworking` begins: the modules are imported without the garbage collector in between.

What they make stays for as long as the program runs; looking through it again and again took a
fifth of the start (docs/performance.md).
"""

import gc
import sys


def main() -> None:
    """The entry point of `coworking`."""
    gc.disable()
    from bots import cli

    if sys.argv[1:2] == ["run"]:
        from bots import app  # noqa: F401 - what `run` needs, while the collector rests
    gc.freeze()
    gc.enable()
    cli.main()
