"""A Council of nine for the tests of rules: teachers, parents, pupils, an external adviser."""

from datetime import timedelta

from storage import cases, moderation, motions, profiles, residents
from storage.counting import Choice
from storage.ladder import Step
from storage.moderation import Given
from storage.motion_rows import MotionKind
from storage.motions import Closed, MotionView
from storage.residents import Kind, Role
from storage.store import Tx
from tests.storage.school import School

#: short name: family, class, kind, roles
SEATS: dict[str, tuple[str, str, Kind, tuple[Role, ...]]] = {
    "chair": ("Председова", "", Kind.INTERNAL, (Role.TEACHER, Role.CHAIR)),
    "m1": ("Первая", "", Kind.INTERNAL, (Role.TEACHER, Role.COUNCIL)),
    "m2": ("Вторая", "", Kind.INTERNAL, (Role.TEACHER, Role.COUNCIL)),
    "m3": ("Третья", "", Kind.INTERNAL, (Role.PARENT, Role.COUNCIL)),
    "m4": ("Четвёртая", "", Kind.INTERNAL, (Role.PARENT, Role.COUNCIL)),
    "m5": ("Пятая", "", Kind.INTERNAL, (Role.PSYCHOLOGIST, Role.COUNCIL)),
    "m6": ("Шестая", "", Kind.INTERNAL, (Role.TUTOR, Role.COUNCIL)),
    "p1": ("Учащаяся", "10А", Kind.INTERNAL, (Role.STUDENT, Role.COUNCIL)),
    "p2": ("Учащийся", "11Б", Kind.INTERNAL, (Role.STUDENT, Role.COUNCIL)),
    "adviser": ("Внешний", "", Kind.EXTERNAL, (Role.PARTNER, Role.COUNCIL)),
    "secretary": ("Секретарёва", "", Kind.INTERNAL, (Role.TEACHER, Role.SECRETARY)),
    "worker": ("Рабочев", "", Kind.INTERNAL, (Role.TEACHER, Role.WORKING_GROUP)),
}
TEXT = "Отстранить за угрозы в чате"
NINE = ("chair", "m1", "m2", "m3", "m4", "m5", "m6", "p1", "p2")


async def seat(school: School) -> School:
    """Put the Council beside the school's people."""

    def step(tx: Tx) -> None:
        for short, (family, grade, kind, roles) in SEATS.items():
            school.ids[short] = profiles.add(
                tx, family=family, name="Имя", grade=grade, kind=kind, roles=frozenset(roles)
            )

    await school.store.run(step)
    return school


async def bring(school: School, about: str = "anna") -> int:
    made = await school.does(
        "worker", cases.bring, to=school.ids[about], summary="угрозы", said="слова как есть"
    )
    return made.id


async def put(
    school: School,
    kind: MotionKind = MotionKind.GENERAL,
    *,
    by: str = "m1",
    about: str = "anna",
    secret: bool = False,
    days: int = 14,
    for_safety: bool = False,
) -> MotionView:
    case = await bring(school, about) if kind is not MotionKind.GENERAL else None

    def step(tx: Tx) -> MotionView:
        return motions.put(
            tx,
            residents.who(tx, school.ids[by]),
            kind=kind,
            text=TEXT,
            case=case,
            until=tx.now + timedelta(days=days) if kind is MotionKind.SUSPEND else None,
            secret=secret,
            for_safety=for_safety,
        )

    return await school.store.run(step)


async def votes(school: School, motion: int, choice: Choice, *names: str) -> Closed | None:
    closed = None
    for name in names:
        _, closed = await school.does(name, motions.vote, motion=motion, choice=choice)
    return closed


async def suspended(school: School, name: str) -> bool:
    return (await school.store.run(lambda tx: residents.who(tx, school.ids[name]))).suspended


async def give(school: School, days: int = 7) -> Given:
    return await school.does(
        "chair",
        moderation.give,
        to=school.ids["anna"],
        step=Step.SUSPENSION,
        reason="угрозы",
        length=timedelta(days=days),
    )


async def removed(school: School, *, for_safety: bool = False) -> int:
    motion = await put(school, MotionKind.REMOVE, for_safety=for_safety)
    closed = await votes(school, motion.id, Choice.YES, *NINE[:6])
    if closed is None:
        closed = await votes(school, motion.id, Choice.YES, *NINE[6:7])
    assert closed is not None and closed.effect.given is not None
    return closed.effect.given.id
