"""``python -m tests.kills --kills 300 --seed 7``: kill the program, say how it stood it."""

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from tests.kills import driver


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.kills", description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        killed = asyncio.run(driver.kill_at_random(Path(folder), asked.kills, asked.seed))
    sys.stdout.write(f"{killed}\n")


if __name__ == "__main__":
    main()
