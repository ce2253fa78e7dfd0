"""The measurements as tables, with the machine that they were made on."""

import os
import platform
import sqlite3
import statistics
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
LIBRARIES = (
    "aiohttp",
    "sqlalchemy",
    "sqlmodel",
    "pydantic",
    "vkbottle",
    "maxapi",
    "aiogram",
    "aiosqlite",
)
Rows = Sequence[Mapping[str, Any]]


def machine() -> dict[str, object]:
    """What it was measured on, and how busy that was before."""
    told = Path("/proc/cpuinfo").read_text().splitlines()
    models = [line.partition(":")[2].strip() for line in told if line.startswith("model name")]
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "processor": f"{len(models)} × {models[0] if models else platform.processor()}",
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "libraries": {name: version(name) for name in LIBRARIES},
        "load_before": round(os.getloadavg()[0], 2),
    }


def tables(found: Mapping[str, Any]) -> str:
    """Markdown; of several rounds the median, and in brackets the least and the most."""
    parts = [_machine(found["machine"]), _dialog(found["dialog"]), _mailing(found["mailing"])]
    if found.get("growth"):
        parts.append(_growth(found["growth"]))
    if found.get("digests"):
        parts.append(_digests(found["digests"]))
    return "\n\n".join(parts)


def write_into(document: Path, found: Mapping[str, Any]) -> None:
    """Put the tables between the marks of a document."""
    text = document.read_text(encoding="utf-8")
    before, after = text.partition(BEGIN)[0], text.partition(END)[2]
    document.write_text(f"{before}{BEGIN}\n\n{tables(found)}\n\n{END}{after}", encoding="utf-8")


def _machine(told: Mapping[str, Any]) -> str:
    libraries = ", ".join(f"{name} {number}" for name, number in told["libraries"].items())
    return (
        f"{told['date']}; {told['processor']}; {told['system']}; Python {told['python']}, "
        f"SQLite {told['sqlite']}; {libraries}. Load before: {told['load_before']}."
    )


def _dialog(rounds: Rows) -> str:
    columns = (
        ("updates/s", "per_second", 0),
        ("CPU s / 1,000", "cpu_per_thousand", 2),
        ("p50 ms, full", "p50_full", 0),
        ("p99 ms, full", "p99_full", 0),
        ("p50 ms at 40/s", "p50_open", 1),
        ("p99 ms at 40/s", "p99_open", 1),
        ("start s", "start", 2),
        ("MB", "rss_end", 0),
        ("calls / update", "calls_per_update", 2),
        ("wrong", "wrong", 0),
    )
    lines = [[name, *_cells(same, columns)] for name, same in _grouped(rounds, "system")]
    return _table(["system", *(title for title, _, _ in columns)], lines)


def _mailing(rounds: Rows) -> str:
    columns = (
        ("seconds", "seconds", 2),
        ("calls", "calls", 0),
        ("refused", "refused", 0),
        ("lost", "lost", 0),
        ("doubled", "doubled", 0),
        ("answer p50 ms", "ask_p50", 0),
        ("answer worst ms", "ask_worst", 0),
    )
    told = [{**row, "way": _way(row)} for row in rounds]
    lines = [[way, *_cells(same, columns)] for way, same in _grouped(told, "way")]
    return _table(["mailing", *(title for title, _, _ in columns)], lines)


def _way(row: Mapping[str, Any]) -> str:
    messenger = {"vk": "VK", "sferum": "MAX"}[row["channel"]]
    meanwhile = "" if row["asking"] else ", nobody asks"
    return f"{messenger}, {row['latency'] * 1_000:.0f} ms{meanwhile}"


def _growth(rows: Rows) -> str:
    columns = (
        ("MB", "megabytes", 0),
        ("update p50 ms", "update_p50", 2),
        ("update p99 ms", "update_p99", 2),
        ("due, none", "due_idle", 2),
        ("due, 1,000 wait", "due_mailing", 2),
    )
    lines = [
        [f"{row['rows']:,}", *(f"{row[key]:.{digits}f}" for _, key, digits in columns)]
        for row in rows
    ]
    return _table(["rows of each", *(title for title, _, _ in columns)], lines)


def _digests(rows: Rows) -> str:
    columns = (
        ("seconds", "seconds", 1),
        ("CPU s", "cpu", 1),
        ("MB more", "grown", 0),
        ("answers", "asked", 0),
        ("answer p50 ms", "ask_p50", 0),
        ("answer p99 ms", "ask_p99", 0),
        ("answer worst ms", "ask_worst", 0),
        ("loop held, p99 ms", "loop_p99", 0),
        ("loop held, worst ms", "loop_worst", 0),
    )
    lines = [
        [f"{row['parents']:,}", *(f"{row[key]:.{digits}f}" for _, key, digits in columns)]
        for row in rows
    ]
    return _table(["parents", *(title for title, _, _ in columns)], lines)


def _grouped(rounds: Rows, key: str) -> list[tuple[Any, Rows]]:
    values = dict.fromkeys(row[key] for row in rounds)
    return [(value, [row for row in rounds if row[key] == value]) for value in values]


def _cells(rounds: Rows, columns: Iterable[tuple[str, str, int]]) -> list[str]:
    return [_spread([row[key] for row in rounds], digits) for _, key, digits in columns]


def _spread(values: Sequence[float], digits: int) -> str:
    middle = f"{statistics.median(values):.{digits}f}"
    least, most = f"{min(values):.{digits}f}", f"{max(values):.{digits}f}"
    return middle if least == most else f"{middle} [{least}–{most}]"


def _table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)
