"""The measurements still run: tiny sizes, nothing is said of speed."""

from pathlib import Path

from benchmarks import __main__ as benchmarks
from benchmarks import report, systems


async def test_everything_is_measured_and_written_down(tmp_path: Path) -> None:
    found = await benchmarks.measure(benchmarks.QUICK)
    document = tmp_path / "performance.md"
    document.write_text(f"before\n{report.BEGIN}\nearlier\n{report.END}\nafter\n", encoding="utf-8")
    report.write_into(document, found)
    written = document.read_text(encoding="utf-8")
    assert written.startswith("before\n") and written.endswith("\nafter\n")
    assert "earlier" not in written
    rounds, mailings = found["dialog"], found["mailing"]
    assert isinstance(rounds, list) and isinstance(mailings, list)
    names = [name for of_one in systems.NAMES.values() for name in of_one]
    assert [(one["system"], one["wrong"]) for one in rounds] == [(name, 0) for name in names]
    towns = found["digests"]
    assert isinstance(towns, list)
    assert [(one["parents"], one["digests"]) for one in towns] == [(200, 200)]
    assert [(one["lost"], one["doubled"]) for one in mailings] == [(0, 0)] * 3
