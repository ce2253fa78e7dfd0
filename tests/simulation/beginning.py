"""How every seed begins: a school whose people are known, with work under way, in a file."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bots import wiring
from lab.vk.people import VkPerson
from lab.vk.server import VkStandIn
from storage import codes, offers, proposals, residents, stages, talks, templates, work
from storage.rules import Rules
from storage.sealing import Sealer
from storage.store import Tx
from tests import databases
from tests.simulation.program import CHANNEL, Disk
from tests.simulation.virtual import OneThreadStore, VirtualLoop
from tests.storage import school

#: A Monday in September, 16:00 in Moscow: nobody's hours are quiet.
START = datetime(2026, 9, 7, 13, 0, tzinfo=UTC)
SEALER = Sealer("secret")
#: They have a code and have not come in yet; and somebody whom the school does not know.
NOT_IN_YET, STRANGER = "gleb", "stranger"
WITNESS = "CREATE TABLE witness (key TEXT PRIMARY KEY, outcome TEXT, before INT, after INT)"


def short_rules() -> Rules:
    """Stages of one item, three to a project, so that a short walk gets far."""
    whole = templates.load(wiring.STAGES_FILE)
    short = tuple(
        one.model_copy(
            update={
                "stages": tuple(
                    stage.model_copy(update={"checklist": stage.checklist[:1]})
                    for stage in one.stages[:3]
                )
            }
        )
        for one in whole.templates
    )
    catalogue = whole.model_copy(update={"templates": short})
    return Rules(max_projects_per_supervisor=3, catalogue=catalogue)


@dataclass(frozen=True)
class Beginning:
    """What each seed's file holds at first; ``code`` lets in the one who has not come in yet."""

    disk: Disk
    content: bytes
    rules: Rules
    code: str

    def lay_out(self) -> Disk:
        """The disk as it is at the beginning."""
        self.disk.write(self.content)
        return self.disk


def names() -> list[str]:
    """Everybody, in the order of their numbers at VK."""
    return [*school.PEOPLE, STRANGER]


def meet(vk: VkStandIn) -> dict[str, VkPerson]:
    """Everybody with a phone; their numbers are the same each time."""
    return {name: vk.person(name) for name in names()}


def make(folder: Path) -> Beginning:
    """Make what all seeds begin with; they are played in ``folder``."""
    path, rules = folder / "beginning.db", short_rules()
    databases.make_sqlite(path)
    loop = VirtualLoop()
    try:
        code = loop.run_until_complete(_fill(path, rules))
    finally:
        loop.close()
    with sqlite3.connect(path) as connection:
        connection.execute(WITNESS)
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return Beginning(Disk(folder / "store.db"), path.read_bytes(), rules, code)


async def _fill(path: Path, rules: Rules) -> str:
    numbers = iter(range(1, 1_000))
    store = OneThreadStore(
        f"sqlite:///{path}",
        now=lambda: START,
        sealer=SEALER,
        rules=rules,
        new_key=lambda: f"first-{next(numbers):06x}",
    )
    store.start()
    people = await store.run(school.settle_people)
    phones = {name: one.id for name, one in meet(VkStandIn(lambda: START)).items()}

    def come_in(tx: Tx) -> None:
        for name, number in people.items():
            if name != NOT_IN_YET:
                user = str(phones[name])
                _, account = talks.private_talk(tx, CHANNEL, user, user)
                account.resident_id = number

    def begin_work(tx: Tx) -> None:
        def who(name: str) -> residents.Who:
            return residents.who(tx, people[name])

        maria = people["maria"]
        begun = _propose(tx, who("anna"), "individual", maria)
        assert begun.offer is not None
        offers.accept(tx, who("maria"), offer=begun.offer.id)
        work.attach(
            tx,
            who("anna"),
            stage=begun.stage,
            kind="link",
            title="Опрос",
            url="https://example.org",
        )
        for item in stages.checklist(tx, begun.stage):
            work.tick(tx, who("anna"), item=item.id or 0, done=True)
        _propose(tx, who("boris"), "collective", people["pavel"])

    await store.run(come_in)
    await store.run(begin_work)
    code = await store.run(lambda tx: codes.make(tx, resident=people[NOT_IN_YET]))
    store.kill()
    return code


def _propose(tx: Tx, by: residents.Who, kind: str, supervisor: int) -> proposals.Started:
    return proposals.create(
        tx,
        by,
        kind=kind,
        type="research",
        title=f"Раздельный сбор в лицее, {by.name}",
        subject="экология",
        purpose="чтобы в лицее стало меньше мусора",
        wanted_supervisor=supervisor,
    )
