"""A4: any file at all: read twice it is read once, and nobody gets another's code."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection
from sqlmodel import Session, select

from storage import enrolment, people_import, schema, spelling
from storage.codes import Code
from storage.families import FamilyLink
from storage.people import ChildName, PersonRow
from storage.people_import import Imported
from storage.residents import Resident
from storage.rules import Rules
from storage.sealing import Sealer
from storage.store import Store, Tx
from tests.storage.contents import rows_of

NOW = datetime(2026, 9, 7, 9, tzinfo=UTC)
SEALER = Sealer("secret")

#: Two people, one of them in three spellings.
few_families = st.sampled_from(["Котова", "Ёлкина-Бель", "Елкина-Бель", "елкина бель"])
few_names = st.sampled_from(["Аня", "Вера"])
few_classes = st.sampled_from(["8А", "8Б", "9А"])
few_patronymics = st.sampled_from(["", "Ивановна"])
children = st.builds(ChildName, few_families, few_names, few_classes)
staff = st.sets(
    st.sampled_from(["teacher", "class_teacher", "supervisor", "council"]), min_size=1
).map(frozenset)

pupil_rows = st.builds(
    PersonRow,
    number=st.just(0),
    family=few_families,
    name=few_names,
    patronymic=few_patronymics,
    roles=st.just(frozenset({"student"})),
    grade=few_classes,
)
parent_rows = st.builds(
    PersonRow,
    number=st.just(0),
    family=few_families,
    name=few_names,
    patronymic=few_patronymics,
    roles=st.sampled_from([frozenset({"parent"}), frozenset({"parent", "teacher"})]),
    grade=st.just("") | few_classes,
    child=st.none() | children,
)
staff_rows = st.builds(
    PersonRow,
    number=st.just(0),
    family=few_families,
    name=few_names,
    patronymic=few_patronymics,
    roles=staff,
    grade=st.just("") | few_classes,
    subjects=st.sampled_from(["", "Химия", "Физика"]),
)
partner_rows = st.builds(
    PersonRow,
    number=st.just(0),
    family=few_families,
    name=few_names,
    roles=st.just(frozenset({"partner"})),
    organisation=st.sampled_from(["Музей", "Театр"]),
    contract_number=st.sampled_from(["", "7", "8"]),
)


def numbered(rows: list[PersonRow]) -> list[PersonRow]:
    return [replace(row, number=number) for number, row in enumerate(rows, 2)]


files = st.lists(pupil_rows | parent_rows | staff_rows | partner_rows, max_size=12).map(numbered)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An empty store; each file is undone afterwards."""
    path: Path = tmp_path_factory.mktemp("files") / "store.db"
    store = Store(f"sqlite:///{path}", now=lambda: NOW, sealer=SEALER)
    schema.metadata.create_all(store.engine)
    yield store
    store.engine.dispose()


keys = count()


def read(connection: Connection, rows: list[PersonRow], now: datetime = NOW) -> list[Imported]:
    plan = people_import.plan(rows)
    with Session(bind=connection, join_transaction_mode="create_savepoint") as session:
        tx = Tx(session, now, Rules(), SEALER, lambda: str(next(keys)))
        taken = people_import.take(tx, plan, plan.rows)
        session.commit()
    return taken


any_file = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@any_file
@given(rows=files)
def test_a_file_read_twice_is_a_file_read_once(base: Store, rows: list[PersonRow]) -> None:
    with base.engine.connect() as connection, connection.begin() as reading:
        first = read(connection, rows)
        before = rows_of(connection)
        again = read(connection, rows, NOW + timedelta(days=13))
        assert rows_of(connection) == before
        assert [one.code for one in again] == [one.code for one in first]
        assert all(one.outcome == "same" for one in again if not one.is_wrong)
        assert [one.is_wrong for one in again] == [one.is_wrong for one in first]
        reading.rollback()


@any_file
@given(rows=files)
def test_every_row_is_taken_or_told(base: Store, rows: list[PersonRow]) -> None:
    with base.engine.connect() as connection, connection.begin() as reading:
        taken = read(connection, rows)
        assert sorted(one.row.number for one in taken) == [row.number for row in rows]
        for one in taken:
            assert (one.code is None) == one.is_wrong
        reading.rollback()


@any_file
@given(rows=files, later=files)
def test_a_code_is_for_the_person_of_its_row_and_the_child(
    base: Store, rows: list[PersonRow], later: list[PersonRow]
) -> None:
    with base.engine.connect() as connection, connection.begin() as reading:
        read(connection, rows)
        taken = read(connection, later)
        with Session(bind=connection, join_transaction_mode="create_savepoint") as session:
            for one in taken:
                if one.code is not None:
                    _check_code(session, one)
        reading.rollback()


def _check_code(session: Session, one: Imported) -> None:
    mark = SEALER.fingerprint(one.code or "")
    code = session.exec(select(Code).where(Code.fingerprint == mark)).one()
    person = session.get_one(Resident, code.resident_id)
    assert enrolment.name_of(person) == enrolment.name_of(one.row)
    if "student" in one.row.roles:
        assert person.grade == one.row.grade
    if one.row.child is None:
        assert code.child_id is None
        return
    child = session.get_one(Resident, code.child_id)
    wanted = one.row.child
    assert spelling.key(f"{child.family} {child.name}") == spelling.key(
        f"{wanted.family} {wanted.name}"
    )
    assert child.grade == wanted.grade
    link = session.get(FamilyLink, (person.id, child.id))
    assert link is not None
    assert link.confirmed_at is None
