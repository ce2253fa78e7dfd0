"""The peer in MAX: the same dialog as a maxapi bot would be written, its context in SQL.

maxapi's own webhook and dispatcher; MAX is answered when the handler is through. ``auto_requests``
is off, which spares it a call for the chat at each update.
"""

import sys
from typing import Any

from aiohttp import web
from maxapi import Bot, Dispatcher, F
from maxapi.context.base import BaseContext
from maxapi.context.state_machine import State, StatesGroup
from maxapi.types import CallbackButton, MessageCreated
from maxapi.utils.inline_keyboard import InlineKeyboardBuilder
from maxapi.webhook.aiohttp import AiohttpMaxWebhook

from benchmarks import dialog
from benchmarks.peer_states import States

SAID = "дневник: "


class Step(StatesGroup):
    project = State()
    confirm = State()


class SqlContext(BaseContext):
    """maxapi's context of one person, in SQL."""

    def __init__(self, chat_id: int | None, user_id: int | None, states: States) -> None:
        super().__init__(chat_id, user_id)
        self._states = states
        self._peer = user_id or 0

    async def get_data(self) -> dict[str, Any]:
        row = await self._states.read(self._peer)
        return dict(row.payload) if row is not None else {}

    async def set_data(self, data: dict[str, Any]) -> None:
        await self._states.write(self._peer, payload=data)

    async def update_data(self, **kwargs: Any) -> dict[str, Any]:
        data = {**await self.get_data(), **kwargs}
        await self.set_data(data)
        return data

    async def set_state(self, state: State | str | None = None) -> None:
        await self._states.write(self._peer, state=str(state) if state is not None else None)

    async def get_state(self) -> State | str | None:
        row = await self._states.read(self._peer)
        return row.state if row is not None else None

    async def clear(self) -> None:
        await self._states.forget(self._peer)


def make(states: States) -> Dispatcher:
    dispatcher = Dispatcher(storage=SqlContext, states=states)
    text = F.message.body.text

    def keys(*labels: str) -> list[Any]:
        keyboard = InlineKeyboardBuilder()  # type: ignore[no-untyped-call]  # maxapi's own
        for label in labels:
            keyboard.row(CallbackButton(text=label, payload=label))
        return [keyboard.as_markup()]

    @dispatcher.message_created(text == dialog.DIALOG[0].said)
    async def start(event: MessageCreated, context: BaseContext) -> None:
        await context.clear()
        menu = keys("Мои проекты", "Новый проект", "Дневник", "Помощь")
        await event.message.answer("Привет! Это проектный помощник.", menu)

    @dispatcher.message_created(text.startswith(SAID))
    async def write(event: MessageCreated, context: BaseContext) -> None:
        said = event.message.body.text if event.message.body else None
        await context.set_data({"text": (said or "").removeprefix(SAID)})
        await context.set_state(Step.project)
        choices = keys(*dialog.PROJECTS, "Назад", "Отмена")
        await event.message.answer("В дневник какого проекта записать?", choices)

    @dispatcher.message_created(Step.project)
    async def project(event: MessageCreated, context: BaseContext) -> None:
        said = event.message.body.text if event.message.body else None
        known = await context.update_data(project=said or "")
        await context.set_state(Step.confirm)
        told = f"Запись в дневник — проверь:\n\nЗапись: {known['text']}\nПроект: {said}"
        await event.message.answer(told, keys("Подтвердить", "Изменить", "Отмена"))

    @dispatcher.message_created(Step.confirm, text == dialog.DIALOG[3].said)
    async def confirm(event: MessageCreated, context: BaseContext) -> None:
        sender = event.message.sender
        await states.note(sender.user_id if sender else 0, await context.get_data())
        await context.clear()
        await event.message.answer("Записано в дневник проекта.", keys("Открыть дневник"))

    return dispatcher


def main() -> None:
    """``python -m benchmarks.peer_maxapi <database> <api> <port>``"""
    database, api, port = sys.argv[1:]
    states = States(database)
    bot = Bot(dialog.TOKEN, auto_requests=False)
    bot.set_api_url(api)
    hook = AiohttpMaxWebhook(make(states), bot, secret=dialog.SECRET)

    async def prepare(app: web.Application) -> None:
        await states.make()

    app = web.Application()
    app.on_startup.extend([prepare, hook.on_startup])
    app.on_cleanup.append(hook.on_cleanup)
    hook.setup(app, "/sferum")
    web.run_app(app, host="127.0.0.1", port=int(port), access_log=None, print=None)


if __name__ == "__main__":
    main()
