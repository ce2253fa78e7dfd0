"""Play seeds from a shell: ``python -m tests.simulation --seed 7 --verbose``."""

import argparse
import sys
import tempfile
import time
from pathlib import Path

from dialogs import words
from tests.simulation import beginning
from tests.simulation.play import EVENTS, play
from tests.simulation.quiet import without_logs


def main() -> int:
    """Play one seed or many; gives the number of those that went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seed", type=int, default=0, help="the seed, or the first of many")
    parser.add_argument("--seeds", type=int, default=1, help="how many")
    parser.add_argument("--events", type=int, default=EVENTS, help="how much happens in each")
    parser.add_argument("--verbose", action="store_true", help="tell everything that happens")
    asked = parser.parse_args()
    words.load()
    with tempfile.TemporaryDirectory() as folder, without_logs():
        base = beginning.make(Path(folder))
        began, wrong = time.process_time(), 0
        tell = print_line if asked.verbose else quiet
        for seed in range(asked.seed, asked.seed + asked.seeds):
            played = play(seed, base, events=asked.events, tell=tell)
            if played.wrong:
                wrong += 1
                print_line(f"seed {seed}: {played.wrong}\n  {again(seed, asked.events)}")
            elif asked.seeds == 1:
                print_line(f"{played} {played.trace}")
    spent = time.process_time() - began
    print_line(f"{asked.seeds} seeds, {wrong} wrong, {spent:.1f} s of CPU")
    return wrong


def again(seed: int, events: int) -> str:
    """The command that plays a seed again."""
    return f"python -m tests.simulation --seed {seed} --events {events} --verbose"


def print_line(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def quiet(line: str) -> None:
    return None


if __name__ == "__main__":
    sys.exit(min(main(), 1))
