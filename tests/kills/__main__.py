"""``python -m tests.kills --kills 300 --seed 7 --way sferum``: kill the program, say how it stood
it."""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from tests.kills import driver
from tests.kills.sides import SIDES


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--way", choices=SIDES, action="append", help="all of them by default")
    asked = parser.parse_args()
    for way in asked.way or SIDES:
        with tempfile.TemporaryDirectory() as folder:
            killing = driver.kill_at_random(Path(folder), way, asked.kills, asked.seed)
            sys.stdout.write(f"{asyncio.run(killing)}\n")


if __name__ == "__main__":
    main()
