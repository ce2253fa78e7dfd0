"""Somebody always hears of what waits: without a coordinator the administrators are told."""

from storage import profiles, residents
from storage.residents import Resident, Role
from storage.store import Tx
from tests.storage.school import School


async def test_administrators_are_told_where_nobody_is_coordinator(school: School) -> None:
    def look(tx: Tx) -> tuple[tuple[int, ...], tuple[int, ...], int]:
        admin = profiles.add(tx, family="Громов", name="Павел", roles=frozenset({Role.ADMIN}))
        before = residents.coordinators(tx)
        for one in before:
            tx.session.get_one(Resident, one).left_at = tx.now
        tx.session.flush()
        return before, residents.coordinators(tx), admin

    before, after, admin = await school.store.run(look)
    assert before == (school.ids["olga"],)
    assert admin in after
    assert school.ids["olga"] not in after
