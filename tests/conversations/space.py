"""A space with people, for conversations: what they say and see is on their phones."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from bots.app import Suite
from bots.clock import StoppedClock
from bots.settings import Settings
from lab.shown import ShownMessage
from lab.vk.community import Community
from lab.vk.server import VkStandIn
from storage import access, codes, families, journal, opened, profiles, residents, talks
from storage.journal import JournalLine
from storage.residents import Role
from storage.store import Tx
from tests.conversations import phones
from tests.conversations.group_chat import Chat as Chat
from tests.conversations.phones import Json, Messenger, Phone, VkPhone

T = TypeVar("T")
PNG = b"\x89PNG\r\n\x1a\n-a small picture-"


class Speaker:
    """One of the space's people, with a messenger on the phone."""

    def __init__(self, space: "Space", name: str, phone: Phone) -> None:
        self.space = space
        self.name = name
        self.phone = phone
        self.resident = 0
        self._mark = 0

    @property
    def screen(self) -> list[ShownMessage]:
        """Everything that the phone shows."""
        return self.phone.shown()

    @property
    def heard(self) -> list[ShownMessage]:
        """What came, or was changed in place, since this person did something."""
        new = [one for one in self.screen[self._mark :] if not one.mine]
        return new or [one for one in self.screen if not one.mine][-1:]

    @property
    def last(self) -> ShownMessage:
        """The latest message of the bot."""
        return [one for one in self.screen if not one.mine][-1]

    @property
    def menu(self) -> list[str]:
        """The permanent keyboard's labels."""
        return self.phone.menu()

    async def says(self, text: str) -> None:
        self._mark = len(self.screen)
        await self.phone.write(text)
        await self.space.settle()

    async def presses(self, label: str) -> None:
        """Press a button by its label, with or without its number in a list."""
        self._mark = len(self.screen)
        await self.phone.press(self._shown_label(label))
        await self.space.settle()

    def _shown_label(self, label: str) -> str:
        for message in reversed(self.screen):
            for shown in message.labels:
                if shown == label or shown.partition(". ")[2] == label:
                    return shown
        return label

    async def sends_photo(self, text: str = "", content: bytes = PNG) -> None:
        self._mark = len(self.screen)
        await self.phone.send_photo(content, text)
        await self.space.settle()

    async def sends_document(self, name: str, content: bytes = b"a document") -> None:
        self._mark = len(self.screen)
        await self.phone.send_document(name, content)
        await self.space.settle()

    async def sees(self, *parts: str) -> None:
        """Check that each part stands in something that came since the last own act."""
        said = "\n".join("\n".join([one.text, *one.labels]) for one in self.heard)
        for part in parts:
            assert part.casefold() in said.casefold(), f"no «{part}»:\n{self.space.transcript()}"

    async def does_not_see(self, *parts: str) -> None:
        said = "\n".join("\n".join([one.text, *one.labels]) for one in self.heard)
        for part in parts:
            assert part.casefold() not in said.casefold(), f"«{part}»:\n{self.space.transcript()}"

    async def hears_nothing(self) -> None:
        """Check that nothing came since the last own act."""
        new = [one for one in self.screen[self._mark :] if not one.mine]
        assert not new, self.space.transcript()

    def looks_up(self) -> None:
        """Forget what came before: what is seen from now on is new."""
        self._mark = len(self.screen)


class Space:
    """The suite on a store and a stand-in of a messenger, and everybody in it."""

    def __init__(self, url: str, folder: Path, clock: StoppedClock, messenger: str = "vk") -> None:
        self.clock = clock
        self.url = url
        self.folder = folder
        self.messenger = phones.MESSENGERS[messenger](clock.now)
        self.people: dict[str, Speaker] = {}
        self.port = 0
        self.projects_limit = 10
        self.a_minute_most = 0
        self.texts: Path | None = None
        self.second = False
        self.more_settings: dict[str, Any] = {}
        self.beside: list[Messenger] = []
        self.suite: Suite

    @property
    def vk(self) -> VkStandIn:
        """The stand-in, where the conversation is in VK."""
        assert isinstance(self.messenger, phones.Vk)
        return self.messenger.stand_in

    @property
    def community(self) -> Community:
        """Our account, where the conversation is in VK."""
        assert isinstance(self.messenger, phones.Vk)
        return self.messenger.community

    def settings(self) -> Settings:
        own: dict[str, Any] = {}  # as the settings' checks take them
        for messenger in self.messengers:
            own |= messenger.settings()
        return Settings(
            _env_file=None,
            **own,
            database_url=self.url,
            secret_key="a key for tests",
            school_name="Лицей № 373",
            messages_per_minute=self.a_minute_most,
            files_dir=self.folder / "files",
            http_port=self.port,
            max_projects_per_supervisor=self.projects_limit,
            texts_dir=self.texts,
            vk_token_parent="another-token" if self.second else None,
            **self.more_settings,
        )

    async def open(self) -> None:
        await self.messenger.start()
        await self.start()

    async def start(self) -> None:
        """Start the program: at first, and after a stop."""
        self.suite = Suite(self.settings(), self.clock)
        await self.suite.open()
        await self.suite.serve()
        if self.port == 0:
            self.port = int(self.suite.address.rpartition(":")[2])
            await self.messenger.call_at(self.suite.address)

    @property
    def messengers(self) -> list[Messenger]:
        """The one that conversations are held in, and those beside it."""
        return [self.messenger, *self.beside]

    async def open_beside(self, name: str) -> Messenger:
        """Start anew with an account of ours in another messenger, too."""
        other = phones.MESSENGERS[name](self.clock.now)
        await other.start()
        self.beside.append(other)
        await self.restart()
        await other.call_at(self.suite.address)
        return other

    async def has_also(self, speaker: Speaker, other: Messenger) -> Speaker:
        """The same person's phone with another messenger, in which nobody knows them yet."""
        name = f"{speaker.name}, {other.title}"
        made = Speaker(self, name, other.phone(speaker.name))
        made.resident = speaker.resident
        self.people[name] = made
        return made

    async def restart(self) -> None:
        """Stop the program and start it anew on the same store."""
        await self.suite.stop()
        await self.start()

    async def second_community(self) -> Community:
        """Start anew with another community that has an account of its own."""
        made = self.vk.community("Родители", token="another-token", secret="a-secret")
        self.second = True
        await self.restart()
        made.callback(f"{self.suite.address}/vk-parent")
        return made

    async def elsewhere(self, speaker: Speaker, community: Community) -> Speaker:
        """The same person's phone, in a conversation with another community."""
        assert isinstance(speaker.phone, VkPhone)
        name = f"{speaker.name}, {community.name}"
        self.people[name] = Speaker(self, name, VkPhone(speaker.phone.person, community))
        return self.people[name]

    async def limit_projects(self, limit: int) -> None:
        """Start anew with another number of projects for a supervisor."""
        self.projects_limit = limit
        await self.restart()

    async def close(self) -> None:
        """Stop everything; every call that was made must fit the published schema."""
        await self.suite.stop()
        for messenger in self.messengers:
            await messenger.stop()
            assert messenger.problems() == []

    async def settle(self) -> None:
        """Wait until everything is taken and sent that is due."""
        for messenger in self.messengers:
            await messenger.wait_taken()
        await self.suite.settle()
        for messenger in self.messengers:
            await messenger.wait_taken()

    async def pass_time(self, span: timedelta) -> None:
        """Move the clock and let happen what falls due."""
        self.clock.advance(span)
        await self.settle()

    async def run(self, step: Callable[[Tx], T]) -> T:
        return await self.suite.store.run(step)

    async def stranger(self, name: str) -> Speaker:
        """Somebody whom the school has not registered."""
        speaker = Speaker(self, name, self.messenger.phone(name))
        self.people[name] = speaker
        return speaker

    async def resident(
        self, name: str, family: str, *roles: Role, patronymic: str = "", grade: str = ""
    ) -> Speaker:
        """Somebody registered, who came in with a code."""
        speaker = await self.stranger(f"{name} {family}")
        code = await self.code_for(
            speaker, name, family, *roles, patronymic=patronymic, grade=grade
        )
        await speaker.says(code)
        await speaker.presses("Да, это я")
        return speaker

    async def code_for(
        self,
        speaker: Speaker,
        name: str,
        family: str,
        *roles: Role,
        patronymic: str = "",
        grade: str = "",
    ) -> str:
        """The school writes somebody down and gives a code."""

        def write_down(tx: Tx) -> tuple[int, str]:
            number = profiles.add(
                tx,
                family=family,
                name=name,
                patronymic=patronymic,
                grade=grade,
                roles=frozenset(roles),
            )
            return number, codes.make(tx, resident=number)

        speaker.resident, code = await self.run(write_down)
        return code

    async def child_code(self, parent: Speaker, child: Speaker) -> str:
        """A code that makes somebody known to the school the parent of a child."""

        def write_down(tx: Tx) -> str:
            families.announce(tx, parent.resident, child.resident)
            return codes.make(tx, resident=parent.resident, child=child.resident)

        return await self.run(write_down)

    async def chat(self, title: str, owner: Speaker, *members: Speaker) -> Chat:
        """A group chat that the bot was invited to; it hears mentions only."""
        room = self.messenger.room(title, owner.phone, *(one.phone for one in members))
        await self.settle()
        chat = Chat(self, room)
        chat.begins(owner)
        return chat

    def payload_of(self, message: ShownMessage, label: str) -> Json:
        """What a button carries, for forging it elsewhere."""
        found = next(key for row in message.rows for key in row if key.label == label)
        return phones.payload(found.payload)

    async def makes_external(self, speaker: Speaker) -> None:
        """The school's file says that somebody is of a partner."""

        def step(tx: Tx) -> None:
            tx.session.get_one(residents.Resident, speaker.resident).kind = residents.Kind.EXTERNAL

        await self.run(step)

    async def opens_everything(self, to: str) -> None:
        """The Council has opened every segment to a circle, for a week."""

        def step(tx: Tx) -> None:
            until = tx.now + timedelta(days=7)
            tx.session.add_all(
                opened.Opening(segment=one.value, to=to, since=tx.now, until=until)
                for one in access.Segment
            )

        await self.run(step)

    async def may_enter(self, speaker: Speaker, segment: str) -> bool:
        """Whether somebody may enter a segment now, as their account is known."""

        def step(tx: Tx) -> bool:
            account = talks.known_account(tx, self.messenger.name, str(speaker.phone.id))
            return access.may_enter(residents.who_has(tx, account), access.Segment(segment))

        return await self.run(step)

    async def journal(self, act: str) -> list[JournalLine]:
        """The audit journal's lines of one kind."""
        return await self.run(lambda tx: journal.of_act(tx, act))

    def transcript(self) -> str:
        """All that was said, for a failure's message."""
        lines: list[str] = []
        for speaker in self.people.values():
            lines.append(f"--- {speaker.name}")
            for one in speaker.screen[-12:]:
                who = ">" if one.mine else "<"
                lines.append(
                    f"{who} {one.text}" + (f"  [{' | '.join(one.labels)}]" if one.labels else "")
                )
        return "\n".join(lines)
