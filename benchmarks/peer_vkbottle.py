"""The peer: the same dialog as a vkbottle bot would be written, its state in SQL by SQLModel.

A state dispenser over aiosqlite with SQLAlchemy's own pool, WAL and ``synchronous=NORMAL``; the
Callback is answered when the handler is through. It keeps no key against repeats and no outbox.
"""

import enum
import json
import sys
from typing import Any

from aiohttp import web
from sqlalchemy import JSON, Column, event
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import Field, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession
from vkbottle import ABCStateDispenser, BaseStateGroup, Bot, Keyboard, StatePeer, Text
from vkbottle.api import API
from vkbottle.bot import Message

from benchmarks import dialog


class Step(BaseStateGroup, enum.Enum):
    PROJECT = "project"
    CONFIRM = "confirm"


class StateRow(SQLModel, table=True):
    peer_id: int = Field(primary_key=True)
    state: str
    payload: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class DiaryRow(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    peer_id: int
    project: str
    text: str


class SqlStates(ABCStateDispenser):
    """vkbottle's states, in SQL."""

    def __init__(self, database: str) -> None:
        self.engine = create_async_engine(f"sqlite+aiosqlite:///{database}")
        event.listen(self.engine.sync_engine, "connect", _prepare)

    async def get(self, peer_id: int) -> StatePeer | None:
        async with AsyncSession(self.engine) as session:
            row = await session.get(StateRow, peer_id)
        if row is None:
            return None
        return StatePeer(peer_id=peer_id, state=row.state, payload=row.payload)

    async def set(self, peer_id: int, state: BaseStateGroup, **payload: Any) -> None:
        async with AsyncSession(self.engine) as session:
            shown = StatePeer(peer_id=peer_id, state=state)
            await session.merge(StateRow(peer_id=peer_id, state=shown.state, payload=payload))
            await session.commit()

    async def delete(self, peer_id: int) -> None:
        async with AsyncSession(self.engine) as session:
            row = await session.get(StateRow, peer_id)
            if row is not None:
                await session.delete(row)
                await session.commit()


def _prepare(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")


def make(states: SqlStates) -> Bot:
    bot = Bot(token=dialog.TOKEN, state_dispenser=states)

    def keys(*labels: str) -> str:
        keyboard = Keyboard(inline=True)
        for label in labels:
            keyboard.add(Text(label, payload={"say": label}))
        return keyboard.get_json()

    @bot.on.private_message(text="Начать")
    async def start(message: Message) -> None:
        await states.delete(message.peer_id)
        menu = keys("Мои проекты", "Новый проект", "Дневник", "Помощь")
        await message.answer("Привет! Это проектный помощник.", keyboard=menu)

    @bot.on.private_message(text="дневник: <text>")
    async def write(message: Message, text: str) -> None:
        await states.set(message.peer_id, Step.PROJECT, text=text)
        choices = keys(*dialog.PROJECTS, "Назад", "Отмена")
        await message.answer("В дневник какого проекта записать?", keyboard=choices)

    @bot.on.private_message(state=Step.PROJECT)
    async def project(message: Message) -> None:
        known = message.state_peer.payload["text"] if message.state_peer else ""
        await states.set(message.peer_id, Step.CONFIRM, text=known, project=message.text)
        said = f"Запись в дневник — проверь:\n\nЗапись: {known}\nПроект: {message.text}"
        await message.answer(said, keyboard=keys("Подтвердить", "Изменить", "Отмена"))

    @bot.on.private_message(state=Step.CONFIRM, text="Подтвердить")
    async def confirm(message: Message) -> None:
        payload = message.state_peer.payload if message.state_peer else {}
        async with AsyncSession(states.engine) as session:
            session.add(DiaryRow(peer_id=message.peer_id, **payload))
            await session.commit()
        await states.delete(message.peer_id)
        await message.answer("Записано в дневник проекта.", keyboard=keys("Открыть дневник"))

    return bot


def main() -> None:
    """``python -m benchmarks.peer_vkbottle <database> <api> <port>``"""
    database, api, port = sys.argv[1:]
    API.API_URL = f"{api}/method/"
    states = SqlStates(database)
    bot = make(states)

    async def hook(request: web.Request) -> web.Response:
        await bot.process_event(json.loads(await request.read()))
        return web.Response(text="ok")

    async def prepare(app: web.Application) -> None:
        async with states.engine.begin() as connection:
            tables = [StateRow.__table__, DiaryRow.__table__]  # type: ignore[attr-defined]  # set on tables
            await connection.run_sync(SQLModel.metadata.create_all, tables=tables)

    app = web.Application()
    app.on_startup.append(prepare)
    app.router.add_post("/vk", hook)
    web.run_app(app, host="127.0.0.1", port=int(port), access_log=None, print=None)


if __name__ == "__main__":
    main()
