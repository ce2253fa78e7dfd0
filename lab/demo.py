"""`coworking demo`: a small school and a conversation in the terminal, on the stand-in of VK.

Everything is real but the messenger: the store is a file, the channel speaks HTTP.
"""

import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from bots.app import Suite
from bots.clock import Clock
from bots.settings import Settings
from lab import school
from lab.school import Person
from lab.vk.community import Community
from lab.vk.people import VkPerson
from lab.vk.server import VkStandIn

#: A Monday in autumn, 16:00 in Moscow: lessons are over and nobody's hours are quiet.
BEGINNING = datetime(2026, 9, 7, 13, 0, tzinfo=UTC)


class Stage:
    """Where the conversation is played: the suite, VK, and everybody's phones."""

    def __init__(self, out: Console, suite: Suite, vk: VkStandIn, community: Community) -> None:
        self._out = out
        self._suite = suite
        self._vk = vk
        self._community = community
        self._seen: dict[str, int] = {}
        self._phones: dict[str, VkPerson] = {}

    def enter(self, name: str) -> None:
        """Give somebody a phone."""
        self._phones[name] = self._vk.person(name)
        self._seen[name] = 0

    async def says(self, name: str, text: str) -> None:
        await self._phones[name].write(self._community, text)
        await self._show()

    async def presses(self, name: str, label: str) -> None:
        phone = self._phones[name]
        shown = next(
            one
            for message in reversed(phone.shown(self._community))
            for one in message.labels
            if label in one
        )
        self._out.print(f"[bold cyan]{name}[/] нажимает [reverse] {escape(shown)} [/]")
        await phone.press(self._community, shown)
        await self._show()

    async def _show(self) -> None:
        await self._vk.wait_taken()
        await self._suite.settle()
        for name, phone in self._phones.items():
            messages = phone.shown(self._community)
            for message in messages[self._seen[name] :]:
                who = f"[bold cyan]{name}[/]" if message.mine else f"[bold green]бот → {name}[/]"
                self._out.print(f"{who}: {escape(message.text)}", highlight=False)
                for row in message.rows:
                    keys = "  ".join(f"[reverse] {escape(key.label)} [/]" for key in row)
                    self._out.print(f"    {keys}", highlight=False)
                for attached in message.attachments:
                    self._out.print(f"    📎 {attached.kind}, {len(attached.content)} байт")
            self._seen[name] = len(messages)


async def show(out: Console) -> None:
    """Play the conversation in a scratch folder and leave nothing behind."""
    with tempfile.TemporaryDirectory() as folder:
        clock = Clock(BEGINNING)
        vk = VkStandIn(clock.now)
        community = vk.community("Коворкинг", token="demo", secret="demo")
        await vk.start()
        suite = Suite(_settings(Path(folder), vk.url), clock)
        await suite.open()
        await suite.serve()
        community.callback(f"{suite.address}/vk")
        people = await suite.store.run(school.settle)
        try:
            await _play(Stage(out, suite, vk, community), people, ("Аня", "Мария", "Ольга"))
        finally:
            await suite.stop()
            await vk.stop()


def _settings(folder: Path, url: str) -> Settings:
    return Settings(
        _env_file=None,
        database_url=f"sqlite:///{folder / 'demo.db'}",
        secret_key="demo",
        school_name="Лицей № 373",
        vk_token="demo",
        vk_api_url=url,
        vk_updates="callback",
        vk_callback_secret="demo",
        files_dir=folder / "files",
        http_port=0,
    )


async def _play(stage: Stage, people: dict[str, Person], cast: Sequence[str]) -> None:
    pupil, teacher, coordinator = cast
    for name in cast:
        stage.enter(name)
        await stage.says(name, people[name].code)
        await stage.presses(name, "Да, это я")
    await stage.says(pupil, "Новый проект")
    for said in ("Индивидуальный проект", "1", "Раздельный сбор в лицее", "экология"):
        await stage.says(pupil, said)
    await stage.says(pupil, "чтобы в лицее стало меньше мусора")
    await stage.says(pupil, "1")
    await stage.presses(pupil, "Мария Ивановна")
    await stage.presses(pupil, "Подтвердить")
    await stage.presses(teacher, "Беру")
    await stage.presses(pupil, "Этап 1")
    for number in range(1, 7):
        await stage.says(pupil, str(number))
    await stage.presses(pupil, "Сдать этап")
    await stage.presses(teacher, "Вернуть")
    await stage.presses(teacher, "Написать замечания")
    await stage.says(teacher, "Назови место и год в теме")
    await stage.presses(teacher, "Подтвердить")
    await stage.says(pupil, "дневник: уточнил тему вместе с руководителем")
    await stage.presses(pupil, "Этап 1")
    await stage.says(pupil, "1")
    await stage.says(pupil, "Сдать этап")
    await stage.presses(teacher, "Принять")
    await stage.presses(coordinator, "Принять")
    await stage.says(pupil, "Мои проекты")
    await stage.presses(pupil, "Показать на схеме")
