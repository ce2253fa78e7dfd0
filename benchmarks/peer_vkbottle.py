"""The peer in VK: the same dialog as a vkbottle bot would be written, its state in SQL.

The Callback is answered when the handler is through. It keeps no key against repeats and no
outbox.
"""

import enum
import json
import sys
from typing import Any

from aiohttp import web
from vkbottle import ABCStateDispenser, BaseStateGroup, Bot, Keyboard, StatePeer, Text
from vkbottle.api import API
from vkbottle.bot import Message

from benchmarks import dialog
from benchmarks.peer_states import States


class Step(BaseStateGroup, enum.Enum):
    PROJECT = "project"
    CONFIRM = "confirm"


class SqlStates(ABCStateDispenser):
    """vkbottle's states, in SQL."""

    def __init__(self, states: States) -> None:
        self._states = states

    async def get(self, peer_id: int) -> StatePeer | None:
        row = await self._states.read(peer_id)
        if row is None or row.state is None:
            return None
        return StatePeer(peer_id=peer_id, state=row.state, payload=row.payload)

    async def set(self, peer_id: int, state: BaseStateGroup, **payload: Any) -> None:
        shown = StatePeer(peer_id=peer_id, state=state)
        await self._states.write(peer_id, state=shown.state, payload=payload)

    async def delete(self, peer_id: int) -> None:
        await self._states.forget(peer_id)


def make(rows: States) -> Bot:
    states = SqlStates(rows)
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
        await rows.note(message.peer_id, payload)
        await states.delete(message.peer_id)
        await message.answer("Записано в дневник проекта.", keyboard=keys("Открыть дневник"))

    return bot


def main() -> None:
    """``python -m benchmarks.peer_vkbottle <database> <api> <port>``"""
    database, api, port = sys.argv[1:]
    API.API_URL = f"{api}/method/"
    states = States(database)
    bot = make(states)

    async def hook(request: web.Request) -> web.Response:
        await bot.process_event(json.loads(await request.read()))
        return web.Response(text="ok")

    async def prepare(app: web.Application) -> None:
        await states.make()

    app = web.Application()
    app.on_startup.append(prepare)
    app.router.add_post("/vk", hook)
    web.run_app(app, host="127.0.0.1", port=int(port), access_log=None, print=None)


if __name__ == "__main__":
    main()
