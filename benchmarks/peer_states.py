"""Where the peers keep their states and the diary: SQL by SQLModel, as their users would.

aiosqlite with SQLAlchemy's own pool, WAL and ``synchronous=NORMAL``; each read and each write is
a session of its own.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import JSON, Column, event
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import Field, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession


class StateRow(SQLModel, table=True):
    peer_id: int = Field(primary_key=True)
    state: str | None = None
    payload: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class DiaryRow(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    peer_id: int
    project: str
    text: str


class States:
    """The states of a bot's people, in a file."""

    def __init__(self, database: str) -> None:
        self._engine = create_async_engine(f"sqlite+aiosqlite:///{database}")
        event.listen(self._engine.sync_engine, "connect", _prepare)

    async def make(self) -> None:
        async with self._engine.begin() as connection:
            tables = [StateRow.__table__, DiaryRow.__table__]  # type: ignore[attr-defined]  # set on tables
            await connection.run_sync(SQLModel.metadata.create_all, tables=tables)

    async def read(self, peer_id: int) -> StateRow | None:
        async with AsyncSession(self._engine) as session:
            return await session.get(StateRow, peer_id)

    async def write(self, peer_id: int, **fields: object) -> None:
        """Set the state or the payload, or both, and leave the other as it is."""
        async with AsyncSession(self._engine) as session:
            row = await session.get(StateRow, peer_id) or StateRow(peer_id=peer_id)
            for name, value in fields.items():
                setattr(row, name, value)
            session.add(row)
            await session.commit()

    async def forget(self, peer_id: int) -> None:
        async with AsyncSession(self._engine) as session:
            row = await session.get(StateRow, peer_id)
            if row is not None:
                await session.delete(row)
                await session.commit()

    async def note(self, peer_id: int, payload: Mapping[str, Any]) -> None:
        """Write into the diary; ``payload`` has the text and the project."""
        async with AsyncSession(self._engine) as session:
            session.add(DiaryRow(peer_id=peer_id, **payload))
            await session.commit()


def _prepare(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
