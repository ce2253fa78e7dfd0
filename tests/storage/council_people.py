"""A Council of nine for the tests of rules: teachers, parents, pupils, an external adviser."""

from storage import profiles
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
