"""A town of families in a store: parents in a messenger, children with projects and news."""

import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

#: Of what a parent is told; half of the families have two children.
STAGES = ("Замысел и тема", "Планирование", "Исследование")
#: Parents' conversations are numbered from here.
FIRST_PARENT = 1_000_000


def fill(database: Path, parents: int, *, now: datetime) -> None:
    """Write ``parents`` who have come in, each with one child or two, whose projects have a stage
    accepted this week, one that was returned, and one that is worked on."""
    at = f"{now.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"
    lately = f"{now.astimezone(UTC) - timedelta(days=2):%Y-%m-%d %H:%M:%S.%f}"
    with sqlite3.connect(database) as store:
        store.execute("PRAGMA synchronous=OFF")
        # Parents have ids of their own, children those after them.
        first = (store.execute("SELECT coalesce(max(id), 0) FROM resident").fetchone())[0] + 1
        pairs = list(_pairs(first, parents))
        children = sorted({child for _, child in pairs})
        own = range(first, first + parents)
        store.executemany(
            "INSERT INTO resident (id, kind, family, name, patronymic, grade, age_group, subjects,"
            " organisation, contract_number, created_at)"
            " VALUES (?, 'internal', ?, ?, ?, ?, '', '', '', '', ?)",
            [
                *((one, f"Фамилия{one}", "Мария", "Ивановна", "", at) for one in own),
                *((one, f"Фамилия{one}", "Аня", "", f"{5 + one % 7}А", at) for one in children),
            ],
        )
        store.executemany(
            "INSERT INTO resident_role VALUES (?, ?)",
            [
                *((one, "parent") for one in own),
                *((one, "student") for one in children),
            ],
        )
        store.executemany(
            "INSERT INTO family_link VALUES (?, ?, 0, ?)",
            ((parent, child, at) for parent, child in pairs),
        )
        _messengers(store, own, at)
        _projects(store, children, at, lately)
    store.close()


def _pairs(first: int, parents: int) -> Iterator[tuple[int, int]]:
    """Two parents of one child, then two of two."""
    child = first + parents
    for number in range(0, parents, 4):
        for own, count in ((range(number, number + 2), 1), (range(number + 2, number + 4), 2)):
            for one in range(count):
                yield from ((first + parent, child + one) for parent in own if parent < parents)
            child += count


def _messengers(store: sqlite3.Connection, own: range, at: str) -> None:
    store.executemany(
        "INSERT INTO account (id, messenger, user, resident_id, first_seen_at, linked_at, chosen)"
        " VALUES (?, 'vk', ?, ?, ?, ?, 0)",
        ((FIRST_PARENT + one, str(FIRST_PARENT + one), one, at, at) for one in own),
    )
    store.executemany(
        "INSERT INTO talk (id, channel, peer, account_id, reachable, heard_at)"
        " VALUES (?, 'vk', ?, ?, 1, ?)",
        ((FIRST_PARENT + one, str(FIRST_PARENT + one), FIRST_PARENT + one, at) for one in own),
    )


def _projects(store: sqlite3.Connection, children: list[int], at: str, lately: str) -> None:
    store.executemany(
        "INSERT INTO project (id, kind, type, title, subject, purpose, template, author_id, state,"
        " revision, created_at) VALUES (?, 'individual', 'research', ?, 'физика', 'узнать', 'x',"
        " ?, 'active', 1, ?)",
        ((one, f"Раздельный сбор в нашем лицее, часть {one}", one, at) for one in children),
    )
    store.executemany(
        "INSERT INTO member (project_id, resident_id, role, contribution, joined_at)"
        " VALUES (?, ?, '', '', ?)",
        ((one, one, at) for one in children),
    )
    states = ("accepted", "returned", "waiting")
    store.executemany(
        "INSERT INTO stage (id, project_id, number, key, title, goal, due, gate, basis,"
        " artefact_names, remind_days, state, accepted_at)"
        " VALUES (?, ?, ?, ?, ?, 'понять', ?, 'supervisor', '', '[]', '[]', ?, ?)",
        (
            (
                one * 3 + number, one, number + 1, title, title,
                f"{2026 + number}-12-{1 + one % 28:02}", states[number],
                lately if number == 0 else None,
            )
            for one in children
            for number, title in enumerate(STAGES)
        ),
    )  # fmt: skip
    empty = json.dumps({})
    store.executemany(
        "INSERT INTO submission (id, stage_id, attempt, sent_by, sent_at, snapshot)"
        " VALUES (?, ?, 1, ?, ?, ?)",
        ((one, one * 3 + 1, one, at, empty) for one in children),
    )
    store.executemany(
        "INSERT INTO review (submission_id, stage_id, role, asked_at, verdict, decided_by,"
        " decided_at) VALUES (?, ?, 'supervisor', ?, 'returned', ?, ?)",
        ((one, one * 3 + 1, at, one, lately) for one in children),
    )
