"""The peer in Telegram: the same dialog as an aiogram bot would be written, its FSM in SQL.

aiogram's own webhook and dispatcher; Telegram is answered when the handler is through.
"""

import logging
import sys
from collections.abc import Mapping
from typing import Any

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage, StateType, StorageKey
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from benchmarks import dialog
from benchmarks.peer_states import States

SAID = "дневник: "


class Step(StatesGroup):
    project = State()
    confirm = State()


class SqlStorage(BaseStorage):
    """aiogram's states, in SQL."""

    def __init__(self, states: States) -> None:
        self._states = states

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        told = state.state if isinstance(state, State) else state
        await self._states.write(key.user_id, state=told)

    async def get_state(self, key: StorageKey) -> str | None:
        row = await self._states.read(key.user_id)
        return row.state if row is not None else None

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        await self._states.write(key.user_id, payload=dict(data))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        row = await self._states.read(key.user_id)
        return dict(row.payload) if row is not None else {}

    async def close(self) -> None:
        """Nothing is kept open."""


def make(states: States) -> Dispatcher:
    dispatcher = Dispatcher(storage=SqlStorage(states))

    def keys(*labels: str) -> InlineKeyboardMarkup:
        rows = [[InlineKeyboardButton(text=label, callback_data=label[:30])] for label in labels]
        return InlineKeyboardMarkup(inline_keyboard=rows)

    @dispatcher.message(F.text == dialog.DIALOG[0].said)
    async def start(message: Message, state: FSMContext) -> None:
        await state.clear()
        menu = keys("Мои проекты", "Новый проект", "Дневник", "Помощь")
        await message.answer("Привет! Это проектный помощник.", reply_markup=menu)

    @dispatcher.message(F.text.startswith(SAID))
    async def write(message: Message, state: FSMContext) -> None:
        await state.set_data({"text": (message.text or "").removeprefix(SAID)})
        await state.set_state(Step.project)
        choices = keys(*dialog.PROJECTS, "Назад", "Отмена")
        await message.answer("В дневник какого проекта записать?", reply_markup=choices)

    @dispatcher.message(Step.project)
    async def project(message: Message, state: FSMContext) -> None:
        known = await state.update_data(project=message.text or "")
        await state.set_state(Step.confirm)
        told = f"Запись в дневник — проверь:\n\nЗапись: {known['text']}\nПроект: {message.text}"
        await message.answer(told, reply_markup=keys("Подтвердить", "Изменить", "Отмена"))

    @dispatcher.message(Step.confirm, F.text == dialog.DIALOG[3].said)
    async def confirm(message: Message, state: FSMContext) -> None:
        await states.note(message.chat.id, await state.get_data())
        await state.clear()
        await message.answer("Записано в дневник проекта.", reply_markup=keys("Открыть дневник"))

    return dispatcher


def main() -> None:
    """``python -m benchmarks.peer_aiogram <database> <api> <port>``"""
    database, api, port = sys.argv[1:]
    logging.disable(logging.INFO)
    states = States(database)
    session = AiohttpSession(api=TelegramAPIServer.from_base(api))
    bot = Bot(dialog.TELEGRAM_TOKEN, session=session)
    handler = SimpleRequestHandler(
        make(states), bot, handle_in_background=False, secret_token=dialog.SECRET
    )

    async def prepare(app: web.Application) -> None:
        await states.make()

    app = web.Application()
    app.on_startup.append(prepare)
    handler.register(app, "/telegram")
    web.run_app(app, host="127.0.0.1", port=int(port), access_log=None, print=None)


if __name__ == "__main__":
    main()
