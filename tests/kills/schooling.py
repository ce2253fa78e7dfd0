"""A school whose sixteen pupils have a project each, so that they can keep diaries."""

from dataclasses import dataclass

from storage import offers, people_import, proposals, residents, talks
from storage.people import PersonRow
from storage.residents import Role
from storage.store import Tx

PUPILS = 16


@dataclass(frozen=True)
class School:
    """``pupils`` are residents' ids; ``asked`` is the one project that no supervisor took yet."""

    pupils: tuple[int, ...]
    supervisor: int
    asked: str


def found(tx: Tx, channel: str, users: list[str]) -> School:
    """Write the school down; ``users`` are the pupils' numbers there, the supervisor's last."""
    rows = [
        PersonRow(n, f"Фамилия{n}", "Ученик", roles=frozenset({Role.STUDENT}), grade="10А")
        for n in range(PUPILS)
    ]
    roles = frozenset({Role.TEACHER, Role.SUPERVISOR})
    rows.append(PersonRow(PUPILS, "Соколова", "Мария", "Ивановна", roles=roles))
    people_import.take(tx, people_import.plan(rows), rows)
    everybody = residents.with_role(tx, Role.STUDENT, Role.SUPERVISOR)
    ids = {person.family: person.must_be_resident() for person in everybody}
    for row, user in zip(rows, users, strict=True):
        _, account = talks.private_talk(tx, channel, user, user)
        account.resident_id = ids[row.family]
    school = School(tuple(ids[row.family] for row in rows[:-1]), ids["Соколова"], "Никем не взят")
    for pupil in school.pupils:
        _begin(tx, pupil, school.supervisor)
    return school


def _begin(tx: Tx, pupil: int, supervisor: int) -> None:
    begun = _propose(tx, pupil, "Раздельный сбор", supervisor)
    assert begun.offer is not None
    offers.accept(tx, residents.who(tx, supervisor), offer=begun.offer.id)


def ask(tx: Tx, school: School) -> None:
    """One more project, whose offer will come back by a job when nobody answers it."""
    _propose(tx, school.pupils[0], school.asked, school.supervisor)


def _propose(tx: Tx, pupil: int, title: str, supervisor: int) -> proposals.Started:
    return proposals.create(
        tx,
        residents.who(tx, pupil),
        kind="individual",
        type="research",
        title=title,
        subject="экология",
        purpose="чтобы в лицее стало меньше мусора",
        wanted_supervisor=supervisor,
    )
