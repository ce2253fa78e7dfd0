"""People who press and write at random, from what they see on their phones."""

from collections.abc import Callable, Sequence
from random import Random

from dialogs import registry
from lab.shown import ShownMessage
from lab.vk.community import Community
from lab.vk.people import VkPerson
from tests.simulation.beginning import NOT_IN_YET

SEEN = 6
COMMANDS = (
    "Мои проекты", "Сдать этап", "Дневник", "Новый проект", "Очередь проверки", "Предложения",
    "Перенести срок", "Объявления", "Новое объявление", "Согласия", "Мои согласия",
    "Начать", "Помощь", "Меню", "Мои данные", "Вступить в команду",
    "Задать вопрос", "Мои вопросы", "Вопросы родителей", "Частые вопросы", "Готово",
)  # fmt: skip
ANSWERS = (
    "1", "2", "3", "Пропустить", "Назад", "Отмена", "Продолжить", "Подтвердить", "Изменить",
    "Исследовательский", "Индивидуальный проект", "Раздельный сбор в лицее", "экология",
    "чтобы мусора стало меньше", "нужно больше времени: болел", "завтра", "5 дней", "12.12",
    "https://example.org/опрос",
)  # fmt: skip
NOISE = (
    "ъъъ", "🙂", "?", "а" * 3000, "<b>жирно</b> & \"кавычки\"", "null", "', drop table--",
    "\u202eтекст", "мои праекты", "дневник", "7777", "-1", "2222-2222", "позвоните мне",
)  # fmt: skip


class Walker:
    """One person; what they do comes from ``random`` alone."""

    def __init__(self, phone: VkPerson, community: Community, random: Random, code: str) -> None:
        self.phone = phone
        self._community = community
        self._random = random
        self._code = code
        self._written = 0

    async def act(self) -> str:
        """Do something; says what."""
        ways: Sequence[tuple[int, Callable[[], object]]] = (
            (25, self._press_new),
            (25, self._go_forward),
            (6, self._press_old),
            (6, self._press_twice),
            (12, self._use_menu),
            (14, self._answer),
            (6, self._say_label),
            (5, self._write_diary),
            (4, self._make_noise),
            (1, self._toggle_consent),
        )
        chosen = self._random.choices([way for _, way in ways], [weight for weight, _ in ways])[0]
        return await chosen()  # type: ignore[misc,no-any-return]  # each way is a coroutine

    @property
    def screen(self) -> list[ShownMessage]:
        return [one for one in self.phone.shown(self._community) if not one.mine]

    async def _press_new(self) -> str:
        return await self._press([one for one in self.screen[-2:] if one.rows])

    async def _go_forward(self) -> str:
        """Press what stands out: the way that most people take."""
        ways = [
            (message.cmid, row, place)
            for message in self.screen[-3:]
            for row, keys in enumerate(message.rows)
            for place, key in enumerate(keys)
            if key.color in ("positive", "primary") or key.label[:2] in ("1.", "2.")
        ]
        if not ways:
            return await self._use_menu()
        place = self._random.choice(ways)
        await self.phone.press_at(self._community, *place)
        return f"goes forward {place}"

    async def _press_old(self) -> str:
        return await self._press([one for one in self.screen if one.rows])

    async def _press_twice(self) -> str:
        shown = [one for one in self.screen[-SEEN:] if one.rows]
        if not shown:
            return await self._use_menu()
        place = self._place(shown)
        await self.phone.press_at(self._community, *place)
        await self.phone.press_at(self._community, *place)
        return f"presses twice {place}"

    async def _press(self, shown: Sequence[ShownMessage]) -> str:
        if not shown:
            return await self._use_menu()
        place = self._place(shown)
        await self.phone.press_at(self._community, *place)
        return f"presses {place}"

    def _place(self, shown: Sequence[ShownMessage]) -> tuple[int, int, int]:
        message = self._random.choice(shown)
        row = self._random.randrange(len(message.rows))
        return message.cmid, row, self._random.randrange(len(message.rows[row]))

    async def _use_menu(self) -> str:
        labels = [key.label for row in self.phone.menu(self._community) for key in row]
        if labels and self._random.random() < 0.5:
            menu = self.phone.menu(self._community)
            row = self._random.randrange(len(menu))
            place = self._random.randrange(len(menu[row]))
            await self.phone.press_at(self._community, 0, row, place)
            return f"presses the menu {row}, {place}"
        # Sorted: they stand in the order in which somebody imported them.
        every = sorted(one.label for one in registry.COMMANDS.values())
        known = self._random.choice((labels or COMMANDS, COMMANDS, COMMANDS, every))
        return await self._write(self._random.choice(known))

    async def _answer(self) -> str:
        if self.phone.name == NOT_IN_YET and self._random.random() < 0.5:
            return await self._write(self._code)
        return await self._write(self._random.choice(ANSWERS))

    async def _say_label(self) -> str:
        labels = [label for one in self.screen[-SEEN:] for label in one.labels]
        return await self._write(self._random.choice(labels or ["Меню"]))

    async def _write_diary(self) -> str:
        self._written += 1
        return await self._write(f"дневник: запись {self.phone.id}-{self._written}")

    async def _make_noise(self) -> str:
        return await self._write(self._random.choice(NOISE))

    async def _toggle_consent(self) -> str:
        if self._community.talk(self.phone.id).allowed:
            await self.phone.deny(self._community)
            return "denies"
        await self.phone.allow(self._community)
        return "allows"

    async def _write(self, text: str) -> str:
        await self.phone.write(self._community, text)
        return f"writes {text[:40]!r}"
