"""Updates that are proved to be the messenger's, and odd all the same: never an error of ours."""

import copy
import json
import logging
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bots.channel import Incoming, Overloaded
from storage.store import StoreUnavailable
from tests.webhooks.conftest import Knocker

HIDDEN = "тайна-373"


async def test_every_kind_of_update_is_taken(knocker: Knocker) -> None:
    for kind in knocker.door.kinds:
        assert await knocker.brings(knocker.fresh(kind)) == (200, "ok")
    assert knocker.refused() == {}
    assert sum(knocker.taken().values()) == len(knocker.door.kinds)


async def test_an_old_body_that_comes_again_is_a_repeat(knocker: Knocker) -> None:
    body, headers = knocker.door.sealed(knocker.fresh())
    for _ in range(3):
        assert await knocker.post(body, headers) == (200, "ok")
    assert knocker.taken() == {"answered": 1, "repeat": 2}


async def test_a_body_older_than_the_memory_of_its_key_is_ignored(knocker: Knocker) -> None:
    old = knocker.door.aged(knocker.fresh(), days=8)
    young = knocker.door.aged(knocker.fresh(), days=0)
    if old is None or young is None:
        pytest.skip("its updates are known by their numbers")
    assert await knocker.brings(old) == (200, "ok")
    assert (knocker.refused(), knocker.taken()) == ({"old": 1}, {})
    assert await knocker.brings(young) == (200, "ok")
    assert knocker.taken() == {"answered": 1}


@pytest.mark.parametrize("named", ["like_add", "comment_created", "", "new in 2030", "я" * 9_000])
async def test_a_kind_that_nobody_knows_is_taken_and_ignored(knocker: Knocker, named: str) -> None:
    update = knocker.fresh()
    for field in ("type", "update_type"):
        if field in update:
            update[field] = named
    if "update_id" in update:
        update[named] = update.pop("message")
    assert await knocker.brings(update) == (200, "ok")
    assert knocker.taken() == {"ignored": 1}


IDS: tuple[object, ...] = ("900000", "x", 2**31, 2**53, 2**63 - 1, 2**63, 2**200, -1, -(2**63), 0)
ODD: tuple[object, ...] = (*IDS, 1.5, 1e300, float("nan"), True, None, "", [], {}, [[1]])
NAMES = frozenset(
    {
        "user_id",
        "from_id",
        "peer_id",
        "chat_id",
        "message_id",
        "migrate_to_chat_id",
        "update_id",
        "event_id",
        "callback_id",
        "id",
        "mid",
        "seq",
        "type",
        "chat_type",
        "status",
    }
)


@pytest.mark.parametrize("value", ODD, ids=repr)
async def test_ids_and_kinds_may_be_anything(knocker: Knocker, value: object) -> None:
    for kind in knocker.door.kinds:
        update = knocker.fresh(kind)
        _everywhere(update, lambda name, old: value if name in NAMES else old)
        assert (await knocker.brings(update))[0] in (200, 400, 403)


async def test_there_may_be_nothing_anywhere(knocker: Knocker) -> None:
    for kind in knocker.door.kinds:
        whole = knocker.fresh(kind)
        for name in _names(whole):
            update = copy.deepcopy(whole)
            _everywhere(update, partial(_without, name))
            assert (await knocker.brings(update))[0] in (200, 400, 403)


_WORDS = ("dialog", "chat", "channel", "forward", "reply", "start", "CODE", "\x00", "\ud83d", "0")
_LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.sampled_from(IDS)
    | st.sampled_from(_WORDS)
    | st.text(max_size=20)
)
ANYTHING = st.recursive(
    _LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
async def test_an_update_with_anything_in_any_field_is_answered(
    knocker: Knocker, data: st.DataObject
) -> None:
    update = knocker.fresh(data.draw(st.sampled_from(knocker.door.kinds)))
    for _ in range(data.draw(st.integers(1, 4))):
        holder, name = data.draw(st.sampled_from(list(_places(update))))
        if data.draw(st.booleans()):
            holder[name] = data.draw(ANYTHING)
        else:
            holder.pop(name)
        if not update:
            break
    assert (await knocker.brings(update))[0] in (200, 400, 403)


@pytest.mark.parametrize("error", [Overloaded(), StoreUnavailable()])
async def test_more_than_can_be_taken_is_to_be_brought_again(
    knocker: Knocker, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(incoming: Incoming) -> None:
        raise error

    update = knocker.fresh()
    with monkeypatch.context() as busy:
        busy.setattr(knocker.space.suite.receiver, "take", refuse)
        assert await knocker.brings(update) == (503, "busy")
    assert knocker.refused() == {"busy": 1}
    assert await knocker.brings(update) == (200, "ok")
    assert knocker.taken() == {"answered": 1}


async def test_a_fault_of_ours_is_no_page_and_nothing_of_the_update_is_logged(
    knocker: Knocker,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def break_down(incoming: Incoming) -> None:
        raise ValueError(incoming.raw)

    update = {**knocker.fresh(), "note": HIDDEN}
    caplog.set_level(logging.DEBUG)
    capsys.readouterr()
    with monkeypatch.context() as broken:
        broken.setattr(knocker.space.suite.receiver, "take", break_down)
        assert await knocker.brings(update) == (503, "busy")
    assert knocker.refused() == {"failed": 1}
    logged = capsys.readouterr().out
    assert "callback_failed" in logged and "ValueError" in logged
    for text in (logged, caplog.text):
        assert HIDDEN not in text and json.dumps(HIDDEN) not in text and "Меню" not in text


def _everywhere(value: object, change: Callable[[str, object], object]) -> None:
    """Change every named field within, outer ones first."""
    for holder, name in list(_places(value)):
        if isinstance(holder, dict) and isinstance(name, str):
            holder[name] = change(name, holder[name])


def _without(name: str, field: str, old: object) -> object:
    return None if field == name else old


def _names(value: object) -> set[str]:
    return {name for _, name in _places(value) if isinstance(name, str)}


def _places(value: object) -> Iterator[tuple[Any, str | int]]:
    """Every field and item within: what holds it, and its name or number there."""
    inside: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, list):
        inside = enumerate(value)
    for name, one in inside:
        yield value, name
        yield from _places(one)
