"""A small school: people by short names, their acts, and the way through a stage."""

from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from storage import cards, journal, offers, proposals, residents, reviews, submissions, work
from storage.cards import StageView
from storage.journal import JournalLine
from storage.proposals import Started
from storage.residents import Resident, ResidentRole, Role, Who
from storage.reviews import Accepted
from storage.store import Store, Tx
from storage.submissions import Submitted

P = ParamSpec("P")
T = TypeVar("T")

#: short name: family, name, patronymic, class, roles
PEOPLE: dict[str, tuple[str, str, str, str, tuple[Role, ...]]] = {
    "anna": ("Котова", "Аня", "", "10А", (Role.STUDENT,)),
    "boris": ("Белов", "Боря", "", "10А", (Role.STUDENT,)),
    "vera": ("Орлова", "Вера", "", "10Б", (Role.STUDENT,)),
    "gleb": ("Гусев", "Глеб", "", "10Б", (Role.STUDENT,)),
    "dasha": ("Дымова", "Даша", "", "8А", (Role.STUDENT,)),
    "egor": ("Ежов", "Егор", "", "8А", (Role.STUDENT,)),
    "maria": ("Соколова", "Мария", "Ивановна", "", (Role.TEACHER, Role.SUPERVISOR)),
    "pavel": ("Зуев", "Павел", "Петрович", "", (Role.TEACHER, Role.SUPERVISOR)),
    "olga": ("Лебедева", "Ольга", "Юрьевна", "", (Role.COORDINATOR,)),
    "nina": ("Фомина", "Нина", "Львовна", "10А", (Role.TEACHER, Role.CLASS_TEACHER)),
    "ivan": ("Котов", "Иван", "Олегович", "", (Role.PARENT,)),
    "admin": ("Сомов", "Олег", "Ильич", "", (Role.ADMIN,)),
}


def settle_people(tx: Tx) -> dict[str, int]:
    """Write everybody into the store; gives ids by short names."""
    ids: dict[str, int] = {}
    for short, (family, name, patronymic, grade, roles) in PEOPLE.items():
        row = Resident(
            family=family, name=name, patronymic=patronymic, grade=grade, created_at=tx.now
        )
        tx.session.add(row)
        tx.session.flush()
        assert row.id is not None
        ids[short] = row.id
        tx.session.add_all(ResidentRole(resident_id=row.id, role=role) for role in roles)
    tx.session.flush()
    return ids


def propose(tx: Tx, by: Who, *, kind: str = "individual", to: int | None = None) -> Started:
    return proposals.create(
        tx,
        by,
        kind=kind,
        type="research",
        title="Раздельный сбор в нашем лицее",
        subject="Экология",
        purpose="Чтобы мусора стало меньше",
        wanted_supervisor=to,
    )


class School:
    """The school and its store; acts are done by short names."""

    def __init__(self, store: Store, ids: dict[str, int]) -> None:
        self.store = store
        self.ids = ids

    @classmethod
    async def open(cls, store: Store) -> "School":
        return cls(store, await store.run(settle_people))

    async def does(
        self,
        name: str,
        act: Callable[Concatenate[Tx, Who, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Have somebody do one act, in a step of its own."""
        return await self.store.run(
            lambda tx: act(tx, residents.who(tx, self.ids[name]), *args, **kwargs)
        )

    def named(self, *names: str) -> set[int]:
        return {self.ids[name] for name in names}

    async def led_project(self, *, kind: str = "individual", by: str = "anna") -> int:
        """A project that Maria supervises; gives its id."""
        started = await self.does(by, propose, kind=kind, to=self.ids["maria"])
        assert started.offer is not None
        await self.does("maria", offers.accept, offer=started.offer.id)
        return started.project

    async def stage(self, project: int, number: int = 1, *, by: str = "anna") -> StageView:
        lines = await self.does(by, cards.stage_lines, project=project)
        return await self.does(by, cards.stage, stage=lines[number - 1].id)

    async def tick_all(self, project: int, number: int = 1, *, by: str = "anna") -> None:
        """Tick what is required of a stage, each item by who may."""
        for item in (await self.stage(project, number, by=by)).items:
            if item.required:
                who = "olga" if item.by_staff else by
                await self.does(who, work.tick, item=item.id, done=True)

    async def send_in(self, project: int, number: int = 1, *, by: str = "anna") -> Submitted:
        await self.tick_all(project, number, by=by)
        stage = await self.stage(project, number, by=by)
        return await self.does(by, submissions.submit, stage=stage.id, seen=stage.revision)

    async def pass_stage(self, project: int, number: int = 1, *, by: str = "anna") -> Accepted:
        """Send a stage in and have it accepted by all who must."""
        sent = await self.send_in(project, number, by=by)
        first = "olga" if sent.waits_for in ("coordinator", "commission") else "maria"
        accepted = await self.does(first, reviews.accept, review=sent.review)
        while accepted.second is not None:
            accepted = await self.does("olga", reviews.accept, review=accepted.second.review)
        return accepted

    async def journal(self, project: int) -> list[JournalLine]:
        return await self.store.run(lambda tx: journal.lines(tx, "project", project))
