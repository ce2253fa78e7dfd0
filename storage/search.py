"""Finding things by words in any form: one index, by subject, for both databases (R4, P11).

The stems of a thing (`storage.stems`) are kept as words of ours. SQLite finds them through FTS5,
PostgreSQL through a ``tsvector`` made of exactly these words; neither has a dictionary of its own
to disagree with. What is found is weighed here, in whole numbers, so that the order is the same.
"""

import math
import re
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection, UniqueConstraint, event, text
from sqlmodel import Field, SQLModel, col, delete, select

from storage import stems
from storage.store import Tx

#: Words of a query that are looked up: the rest of a long letter says the same again.
ASKED = 12
#: A word of a thing's head weighs so much more than one of its body.
HEAD = 2
#: What part of the query, by weight, a thing must have to be worth showing.
ENOUGH = 0.34
_SUBJECT = re.compile(r"[a-z]+")


class SearchEntry(SQLModel, table=True):
    """A thing that can be found: ``head`` and ``body`` are stems with blanks between them,
    each marked with its subject."""

    __tablename__ = "search_entry"
    __table_args__ = (UniqueConstraint("subject", "thing_id"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    subject: str
    thing_id: int
    head: str
    body: str


#: What the two databases keep beside the table; SQLite's follows it by triggers.
SQLITE_INDEX = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_text USING fts5(head, body,"
    " content='search_entry', content_rowid='id', tokenize=\"unicode61 remove_diacritics 0\")",
    "CREATE TRIGGER IF NOT EXISTS search_text_insert AFTER INSERT ON search_entry BEGIN"
    " INSERT INTO search_text(rowid, head, body) VALUES (new.id, new.head, new.body); END",
    "CREATE TRIGGER IF NOT EXISTS search_text_delete AFTER DELETE ON search_entry BEGIN"
    " INSERT INTO search_text(search_text, rowid, head, body)"
    " VALUES ('delete', old.id, old.head, old.body); END",
    "CREATE TRIGGER IF NOT EXISTS search_text_update AFTER UPDATE ON search_entry BEGIN"
    " INSERT INTO search_text(search_text, rowid, head, body)"
    " VALUES ('delete', old.id, old.head, old.body);"
    " INSERT INTO search_text(rowid, head, body) VALUES (new.id, new.head, new.body); END",
)
POSTGRES_INDEX = (
    "CREATE INDEX IF NOT EXISTS search_text_head ON search_entry"
    " USING gin (array_to_tsvector(string_to_array(head, ' ')))",
    "CREATE INDEX IF NOT EXISTS search_text_body ON search_entry"
    " USING gin (array_to_tsvector(string_to_array(body, ' ')))",
)
_TABLE = SearchEntry.__table__  # type: ignore[attr-defined]  # SQLModel does not declare it


@event.listens_for(_TABLE, "after_create")
def _make_index(_table: object, connection: Connection, **_: object) -> None:
    """What the migration does, for tables that are made from the models."""
    sqlite = connection.dialect.name == "sqlite"
    for statement in SQLITE_INDEX if sqlite else POSTGRES_INDEX:
        connection.exec_driver_sql(statement)


@event.listens_for(_TABLE, "before_drop")
def _drop_index(_table: object, connection: Connection, **_: object) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("DROP TABLE IF EXISTS search_text")


def is_declared(name: str | None, kind: str, _parents: object) -> bool:
    """Whether a table or an index is one that the models declare; for Alembic's comparison."""
    return kind not in ("table", "index") or not (name or "").startswith("search_text")


def put(tx: Tx, subject: str, thing: int, *, head: str, body: str = "") -> None:
    """Have a thing found by its words; a second time the new words take the old ones' place."""
    row = tx.session.exec(
        select(SearchEntry).where(SearchEntry.subject == subject, SearchEntry.thing_id == thing)
    ).first()
    if row is None:
        row = SearchEntry(subject=subject, thing_id=thing, head="", body="")
        tx.session.add(row)
    row.head = " ".join(_marked(subject, stems.of(head)))
    row.body = " ".join(_marked(subject, stems.of(f"{head} {body}")))
    tx.session.flush()


def _marked(subject: str, found: Iterable[str]) -> list[str]:
    """Stems as words of one subject, so that the index itself keeps subjects apart.

    A subject is Latin letters, so that nothing but the mark's digit can end it.
    """
    if not _SUBJECT.fullmatch(subject):
        raise ValueError("a subject is lower Latin letters")
    return [f"{subject}0{stem}" for stem in found]


def drop(tx: Tx, subject: str, things: Collection[int]) -> None:
    """Have things found no more."""
    tx.session.execute(
        delete(SearchEntry).where(
            col(SearchEntry.subject) == subject, col(SearchEntry.thing_id).in_(things)
        )
    )


def find(tx: Tx, subject: str, words: str, *, limit: int = 3) -> list[int]:
    """The things of a subject that fit some words best, the best first; of equals the newest.

    A word that many things have weighs little. What has too little of the query is not given: one
    word that a long sentence has in common with a thing says nothing.
    """
    asked = _marked(subject, stems.of(words)[:ASKED])
    if not asked:
        return []
    counts, total = _counts(tx, asked), _total(tx, subject)
    if not any(counts):
        return []
    # A word that nothing has is perhaps what it is all about, perhaps a name.
    unknown = _weight(total, 1) // 2
    weights = [_weight(total, count) if count else unknown for count in counts]
    values: dict[str, object] = {"enough": math.ceil(ENOUGH * sum(weights)), "limit": limit}
    hits = []
    for number, (word, weight) in enumerate(zip(asked, weights, strict=True)):
        if not counts[number]:
            continue
        for side, times, covers in (("body", 1, weight), ("head", HEAD, 0)):
            name = f"{side}{number}"
            values[name] = _sought(tx, side, word)
            columns = f"{_entry(tx)} AS entry, {weight * times} AS weight, {covers} AS covers"
            hits.append(f"SELECT {columns} {_having(tx, side, name)}")
    best = (
        f"SELECT entry, sum(weight) AS weight FROM ({' UNION ALL '.join(hits)}) h GROUP BY entry"
        " HAVING sum(covers) >= :enough ORDER BY sum(weight) DESC, entry DESC LIMIT :limit"
    )
    query = (
        f"SELECT e.thing_id FROM ({best}) b JOIN search_entry e ON e.id = b.entry"
        " ORDER BY b.weight DESC, b.entry DESC"
    )
    return list(tx.session.execute(text(query), values).scalars())


def _counts(tx: Tx, asked: Sequence[str]) -> list[int]:
    """How many things have each word."""
    values = {f"body{number}": _sought(tx, "body", word) for number, word in enumerate(asked)}
    parts = [
        f"SELECT {number} AS number, count(*) {_having(tx, 'body', f'body{number}')}"
        for number in range(len(asked))
    ]
    rows = tx.session.execute(text(f"{' UNION ALL '.join(parts)} ORDER BY number"), values)
    return [count for _, count in rows]


def _entry(tx: Tx) -> str:
    return "rowid" if tx.connection.dialect.name == "sqlite" else "id"


def _having(tx: Tx, side: str, name: str) -> str:
    """Where the entries are that have one word; ``name`` is the parameter that holds it."""
    if tx.connection.dialect.name == "sqlite":
        return f"FROM search_text WHERE search_text MATCH :{name}"
    return (
        "FROM search_entry"
        f" WHERE array_to_tsvector(string_to_array({side}, ' ')) @@ CAST(:{name} AS tsquery)"
    )


def _sought(tx: Tx, side: str, word: str) -> str:
    """One word as each database is asked for it; ours are letters and digits only."""
    return f'{side} : "{word}"' if tx.connection.dialect.name == "sqlite" else f"'{word}'"


def _total(tx: Tx, subject: str) -> int:
    query = text("SELECT count(*) FROM search_entry WHERE subject = :subject")
    return int(tx.session.execute(query, {"subject": subject}).scalar_one())


def _weight(total: int, having: int) -> int:
    return round(100 * math.log(1 + total / having))
