"""What a resident wants to be told of (R2, R6)."""

import pytest

from storage import preferences, refusals
from storage.preferences import DEFAULT, Every, Kind
from storage.store import Tx
from tests.storage.school import School


async def wanted(school: School) -> list[Kind]:
    """What Ivan is told of."""

    def read(tx: Tx) -> list[Kind]:
        return [kind for kind in Kind if preferences.wants(tx, school.ids["ivan"], kind)]

    return await school.store.run(read)


async def test_who_chose_nothing_is_told_of_everything_on_thursday_at_six(
    school: School,
) -> None:
    assert await school.does("ivan", preferences.of) == DEFAULT
    assert (DEFAULT.every, DEFAULT.weekday, DEFAULT.hour) == (Every.WEEK, 3, 18)
    assert await wanted(school) == list(Kind)


@pytest.mark.parametrize("hour", [-1, 0, 7, 20, 23])
async def test_no_digest_comes_by_night(school: School, hour: int) -> None:
    with pytest.raises(refusals.Broken):
        await school.does("ivan", preferences.set_digest, hour=hour)


async def test_safety_can_neither_be_switched_off_nor_muted(school: School) -> None:
    with pytest.raises(refusals.Denied):
        await school.does("ivan", preferences.switch, kind=Kind.SAFETY, wanted=False)
    await school.does("ivan", preferences.mute, muted=True)
    assert await wanted(school) == [Kind.SAFETY]


@pytest.mark.parametrize("name", ["anna", "maria", "olga", "admin"])
async def test_only_parents_choose(school: School, name: str) -> None:
    for act in (preferences.of, preferences.set_digest):
        with pytest.raises(refusals.Denied):
            await school.does(name, act)


async def test_what_is_switched_off_comes_back_as_it_was_after_muting(school: School) -> None:
    await school.does("ivan", preferences.switch, kind=Kind.EVENTS, wanted=False)
    await school.does("ivan", preferences.switch, kind=Kind.EVENTS, wanted=False)
    await school.does("ivan", preferences.mute, muted=True)
    chosen = await school.does("ivan", preferences.mute, muted=False)
    assert (chosen.off, chosen.muted) == (frozenset({Kind.EVENTS}), False)
    chosen = await school.does("ivan", preferences.switch, kind=Kind.EVENTS, wanted=True)
    assert chosen.off == frozenset()


async def test_choices_are_ones_own(school: School) -> None:
    await school.does("ivan", preferences.set_digest, every=Every.NEVER)

    assert not await school.store.run(
        lambda tx: preferences.wants(tx, school.ids["ivan"], Kind.DIGEST)
    )
    assert await school.store.run(lambda tx: preferences.wants(tx, school.ids["nina"], Kind.DIGEST))
