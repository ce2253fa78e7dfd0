"""A family and its school, for the rules of parents' questions."""

from storage import families, profiles, question_thread
from storage.question_thread import Said
from storage.questions import Route
from storage.residents import Role
from storage.store import Tx
from tests.storage.school import School

WORDS = "Когда начинается экскурсия?"


async def families_of(school: School) -> None:
    """Иван is Аня's father, Дарья Боря's mother; with a second coordinator and administrator."""

    def link(tx: Tx) -> None:
        ids = school.ids
        ids["darya"] = profiles.add(
            tx, family="Белова", name="Дарья", patronymic="Петровна", roles=frozenset({Role.PARENT})
        )
        ids["lena"] = profiles.add(
            tx, family="Котова", name="Елена", patronymic="Юрьевна", roles=frozenset({Role.PARENT})
        )
        ids["rita"] = profiles.add(
            tx, family="Ланина", name="Рита", roles=frozenset({Role.COORDINATOR})
        )
        ids["oleg"] = profiles.add(tx, family="Новак", name="Пётр", roles=frozenset({Role.ADMIN}))
        for parent, child in (("ivan", "anna"), ("lena", "anna"), ("darya", "boris")):
            families.announce(tx, ids[parent], ids[child])
            families.confirm(tx, ids[parent], ids[child])

    await school.store.run(link)


async def asks(
    school: School,
    by: str = "ivan",
    *,
    child: str = "anna",
    route: Route = Route.CLASS_TEACHER,
    text: str = WORDS,
    project: int | None = None,
    about: str | None = None,
) -> Said:
    return await school.does(
        by,
        question_thread.ask,
        child=school.ids[child],
        route=route,
        text=text,
        project=project,
        about=school.ids[about] if about else None,
    )


def answering(school: School, said: Said) -> set[str]:
    """Short names of who is to answer."""
    ids = {one.who.id for one in said.view.responsible}
    return {name for name, number in school.ids.items() if number in ids}
