"""``python -m benchmarks``: measure everything, write the results and the document's tables."""

import argparse
import asyncio
import json
import sys
import tempfile
from dataclasses import asdict, replace
from pathlib import Path

from benchmarks import digests, growth, report, rounds, seed, systems
from benchmarks.rounds import Sizes

RESULTS = Path(__file__).parent / "results.json"
DOCUMENT = Path(__file__).parents[1] / "docs" / "performance.md"
QUICK = Sizes(
    rounds=1,
    users=4,
    warm=0.2,
    closed=0.5,
    opened=0.5,
    letters=50,
    latencies=(0.015,),
    grown=(500,),
    towns=(200,),
)


async def measure(size: Sizes) -> dict[str, object]:
    """Everything: about eight minutes at full size."""
    found: dict[str, object] = {"machine": report.machine(), "sizes": asdict(size)}
    with tempfile.TemporaryDirectory() as folder:
        found |= await rounds.run(size, Path(folder))
        grown = Path(folder) / "grown.db"
        await seed.make(grown, size.users, growth.WAITING)
        found["growth"] = [
            asdict(await growth.measure(grown, rows, size.users)) for rows in size.grown
        ]
        found["digests"] = [await digests.apart(Path(folder), town) for town in size.towns]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="tiny sizes: does it work at all?")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--keep", action="store_true", help="write the results and the document")
    asked = parser.parse_args()
    size = QUICK if asked.quick else replace(Sizes(), rounds=asked.rounds)
    systems.stay_aside()
    found = asyncio.run(measure(size))
    sys.stdout.write(report.tables(found) + "\n")
    if asked.keep:
        RESULTS.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        report.write_into(DOCUMENT, found)


if __name__ == "__main__":
    main()
