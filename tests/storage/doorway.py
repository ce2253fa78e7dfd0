"""People at the door: accounts of messengers that come with the school's codes."""

from sqlmodel import select

from storage import accounts, codes, journal, residents, talks
from storage.codes import Code, Look
from storage.journal import JournalLine
from storage.residents import Who
from storage.store import Tx
from tests.storage.school import School


class Doorway:
    """Accounts by a user's name, in steps of their own; a code is shown, then used."""

    def __init__(self, school: School) -> None:
        self.school = school
        self.store = school.store

    async def account(self, user: str, messenger: str = "vk") -> int:
        """The id of an account, which is opened at the first word."""

        def step(tx: Tx) -> int:
            opened = talks.account(tx, messenger, user).id
            assert opened is not None
            return opened

        return await self.store.run(step)

    async def code(self, name: str, child: str | None = None) -> str:
        """Have the school make a code for somebody of the school."""
        ids = self.school.ids
        return await self.store.run(
            lambda tx: codes.make(tx, resident=ids[name], child=ids[child] if child else None)
        )

    async def link_code(self, name: str) -> str:
        return (await self.school.does(name, accounts.link_code)).code

    async def shows(self, user: str, text: str, messenger: str = "vk") -> Look:
        account = await self.account(user, messenger)
        return await self.store.run(lambda tx: codes.look(tx, account=account, text=text))

    async def uses(self, user: str, text: str, messenger: str = "vk") -> Look:
        """Show a code and say «Да, это я» whatever was answered."""
        account = await self.account(user, messenger)
        code = await self.id_of(text)
        return await self.store.run(lambda tx: codes.use(tx, account=account, code=code))

    async def id_of(self, text: str) -> int:
        return (await self.row_of(text)).id or 0

    async def row_of(self, text: str) -> Code:
        def step(tx: Tx) -> Code:
            plain = codes.normalise(text)
            assert plain is not None
            mark = tx.sealer.fingerprint(plain)
            return tx.session.exec(select(Code).where(Code.fingerprint == mark)).one()

        return await self.store.run(step)

    async def who(self, user: str, messenger: str = "vk") -> Who:
        """Who the suite takes an account for."""
        account = await self.account(user, messenger)
        return await self.store.run(lambda tx: residents.who_has(tx, account))

    async def journal(self, act: str) -> list[JournalLine]:
        return await self.store.run(lambda tx: journal.of_act(tx, act))
