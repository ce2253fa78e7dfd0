"""P1-P7: whatever people do in whatever order, the rules of projects hold."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection
from sqlmodel import Session, col, func, select

from bots.wiring import STAGES_FILE
from storage import approvals, proposals, residents, schema, stages, templates
from storage.offers import Offer, OfferState
from storage.projects import Member, Project, ProjectKind, ProjectState
from storage.refusals import Refusal
from storage.rules import Rules
from storage.sealing import Sealer
from storage.stages import StageState
from storage.store import Store, Tx
from tests.storage import walks
from tests.storage.school import PEOPLE, settle_people
from tests.storage.walks import Choice

SMALL = templates.load(STAGES_FILE)
#: Stages of one or two items and few places, so that a short walk gets far and meets the limits.
RULES = Rules(
    max_projects_per_supervisor=2,
    catalogue=SMALL.model_copy(
        update={
            "templates": tuple(
                one.model_copy(
                    update={
                        "stages": tuple(
                            stage.model_copy(update={"checklist": stage.checklist[:1]})
                            for stage in one.stages[:3]
                        )
                    }
                )
                for one in SMALL.templates
            )
        }
    ),
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with people in it; each walk is undone afterwards."""
    path: Path = tmp_path_factory.mktemp("walks") / "store.db"
    now = datetime(2026, 9, 7, 9, tzinfo=UTC)
    store = Store(f"sqlite:///{path}", now=lambda: now, sealer=Sealer("secret"), rules=RULES)
    schema.metadata.create_all(store.engine)
    with store.engine.connect() as connection, connection.begin(), step(connection, now) as tx:
        ids = settle_people(tx)
        assert list(ids.values()) == list(range(1, len(PEOPLE) + 1))
        proposals.create(
            tx,
            residents.who(tx, ids["anna"]),
            kind="collective",
            type="research",
            title="Т",
            subject="С",
            purpose="Ц",
            wanted_supervisor=ids["maria"],
        )
    yield store
    store.engine.dispose()


@contextmanager
def step(connection: Connection, now: datetime) -> Iterator[Tx]:
    """One step in a savepoint of its own, as the store runs it."""
    with Session(bind=connection, join_transaction_mode="create_savepoint") as session:
        yield Tx(session, now, RULES, Sealer("secret"), lambda: now.isoformat())
        session.commit()


def contents(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    """Everything but what is to be done later: that changes no project."""
    return {
        table.name: [tuple(row) for row in connection.execute(table.select())]
        for table in schema.metadata.sorted_tables
        if table.name != "job"
    }


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(walk=st.lists(walks.forward | walks.choices, min_size=20, max_size=80))
def test_no_order_of_acts_breaks_the_rules(base: Store, walk: list[Choice]) -> None:
    now = datetime(2026, 9, 7, 9, tzinfo=UTC)
    with base.engine.connect() as connection, connection.begin() as walked:
        before: dict[int, int] = {}
        for choice in walk:
            now += timedelta(hours=choice.hours)
            kept = contents(connection)
            try:
                with step(connection, now) as tx:
                    walks.walk_on(tx, choice)
            except Refusal:
                assert contents(connection) == kept, f"{choice} was refused and left a trace"
            with step(connection, now) as tx:
                before = _check(tx, before, changed=contents(connection) != kept)
        walked.rollback()


def _check(tx: Tx, before: dict[int, int], *, changed: bool) -> dict[int, int]:
    """Check what must hold at any moment; gives the revisions of all projects."""
    rows = list(tx.session.exec(select(Project)))
    for project in rows:
        assert project.id is not None
        _check_stages(tx, project.id, ProjectState(project.state))
        _check_team(tx, project)
        _check_offer(tx, project)
    _check_supervisors(tx)
    revisions = {project.id: project.revision for project in rows if project.id}
    assert all(revisions[one] >= before[one] for one in before)
    if changed:
        assert revisions != before, "a change that no revision counts"
    return revisions


def _check_stages(tx: Tx, project_id: int, state: ProjectState) -> None:
    states = [StageState(one.state) for one in stages.of(tx, project_id)]
    accepted = states.count(StageState.ACCEPTED)
    assert states[:accepted] == [StageState.ACCEPTED] * accepted
    assert set(states[accepted + 1 :]) <= {StageState.WAITING}
    assert (accepted == len(states)) == (state == ProjectState.FINISHED) or (
        state == ProjectState.ARCHIVED
    )
    for stage in stages.of(tx, project_id):
        assert stage.id is not None
        waits = approvals.waiting_review(tx, stage.id)
        assert (waits is not None) == (stage.state == StageState.SUBMITTED) or (
            state == ProjectState.ARCHIVED
        )
        if stage.state in (StageState.SUBMITTED, StageState.ACCEPTED):
            assert not stages.missing(stages.checklist(tx, stage.id))
            assert not approvals.open_remarks(tx, stage.id)


def _check_team(tx: Tx, project: Project) -> None:
    team = tx.session.exec(
        select(Member).where(Member.project_id == project.id, col(Member.left_at).is_(None))
    ).all()
    most = 5 if project.kind == ProjectKind.COLLECTIVE else 1
    assert 1 <= len(team) <= most


def _check_offer(tx: Tx, project: Project) -> None:
    waiting = tx.session.exec(
        select(Offer).where(Offer.project_id == project.id, Offer.state == OfferState.WAITING)
    ).all()
    assert [one.supervisor_id for one in waiting] == (
        [project.offered_to] if project.offered_to else []
    )
    assert not (project.offered_to and project.supervisor_id)


def _check_supervisors(tx: Tx) -> None:
    counts = tx.session.exec(
        select(func.count())
        .select_from(Project)
        .where(Project.state == ProjectState.ACTIVE, col(Project.supervisor_id).is_not(None))
        .group_by(col(Project.supervisor_id))
    )
    assert all(count <= RULES.max_projects_per_supervisor for count in counts)
