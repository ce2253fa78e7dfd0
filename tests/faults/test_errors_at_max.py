"""MAX refuses (T6): what each of its answers does to a message, a conversation and the account.

The table is in `bots.sferum_errors`; a 200 with ``success: false`` is ordered as code 200.
"""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bots import sferum_errors
from bots.channel import ChannelError, Halted, Rejected, Trouble, Unreachable
from bots.clock import StoppedClock
from bots.sferum_errors import NotReady
from lab.sferum.people import SferumPerson
from lab.troubles import Trouble as Order
from storage import outbox
from storage.outbox import Letter, Message, State
from storage.store import Store, Tx
from tests.bots.max_post import MaxPost

SECRET_WORDS = "совершенно секретные слова"
SEND, EDIT = "POST /messages", "PUT /messages"
#: What we sent is wrong and will be wrong for ever.
OURS = [200, 400, 404, 405]
#: It passes.
PASSING = [429, 500, 503]


@pytest.fixture
async def post(store: Store, clock: StoppedClock, tmp_path: Path) -> AsyncIterator[MaxPost]:
    made = MaxPost(store, clock, tmp_path / "files")
    await made.open()
    yield made
    await made.close()


@pytest.fixture
async def anna(post: MaxPost) -> SferumPerson:
    return await post.person("Анна")


def refuse(post: MaxPost, code: int, times: int | None = None, method: str = SEND) -> None:
    post.troubles.order(Order("error", method, times=times, code=code))


def tries(post: MaxPost) -> int:
    return sum(call.operation == SEND for call in post.max.calls)


async def pass_time(post: MaxPost, span: timedelta, step: timedelta) -> None:
    """Let time pass, looking at the outbox after each step."""
    until = post.clock.now() + span
    while post.clock.now() < until:
        post.clock.advance(step)
        await post.send()


@pytest.mark.parametrize(
    ("status", "code", "means"),
    [
        (400, "proto.payload", Rejected),
        (400, "attachment.not.ready", NotReady),
        (400, None, Rejected),
        (401, "verify.token", Halted),
        (401, None, Halted),
        (403, "verify.token", Halted),
        (403, "chat.denied", Unreachable),
        (403, "access.denied", Unreachable),
        (403, None, Unreachable),
        (404, "not.found", Rejected),
        (405, None, Rejected),
        (413, None, Rejected),
        (429, "too.many.requests", Trouble),
        (500, "internal.error", Trouble),
        (502, None, Trouble),
        (503, "service.unavailable", Trouble),
        (418, "what.nobody.knows", Trouble),
        (302, None, Trouble),
        (500, {"code": "odd"}, Trouble),
    ],
)
def test_each_answer_has_its_rule(status: int, code: object, means: type[ChannelError]) -> None:
    assert type(sferum_errors.of_status(status, code)) is means


async def test_who_cannot_be_written_to_is_marked_and_not_tried_again(
    post: MaxPost, anna: SferumPerson
) -> None:
    boris = await post.person("Борис")
    refuse(post, 403)
    number = await post.write(anna, SECRET_WORDS)
    await post.send()
    await pass_time(post, timedelta(days=2), timedelta(hours=3))
    row = await post.row(number)
    assert (row.state, row.error) == (State.FAILED, "max 403")
    assert not await post.is_reachable(anna)
    assert await post.is_reachable(boris)
    assert tries(post) == 1


@pytest.mark.parametrize("code", OURS)
async def test_our_mistake_is_recorded_and_not_repeated_and_the_next_message_goes(
    post: MaxPost, anna: SferumPerson, code: int
) -> None:
    refuse(post, code, times=1)
    number = await post.write(anna, SECRET_WORDS)
    await post.write(anna, "Дальше")
    await post.send()
    await pass_time(post, timedelta(days=2), timedelta(hours=3))
    assert (await post.row(number)).state == State.FAILED
    assert await post.is_reachable(anna)
    assert post.texts(anna) == ["Дальше"]
    assert tries(post) == 2


@pytest.mark.parametrize("code", PASSING)
async def test_what_passes_is_tried_again_after_a_pause_that_grows_to_a_limit(
    post: MaxPost, anna: SferumPerson, code: int
) -> None:
    refuse(post, code)
    number = await post.write(anna, SECRET_WORDS)
    pauses = []
    for _ in range(12):
        await post.send()
        row = await post.row(number)
        assert row.state == State.WAITING
        pauses.append((row.due_at - post.clock.now()).total_seconds())
        post.clock.advance(timedelta(seconds=pauses[-1]))
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (1, 300)
    post.troubles.clear()
    await post.send()
    assert post.texts(anna) == [SECRET_WORDS]


async def test_a_refused_token_waits_for_its_administrator_and_loses_nothing(
    post: MaxPost, anna: SferumPerson
) -> None:
    refuse(post, 401)
    number = await post.write(anna, "Раз")
    await pass_time(post, timedelta(hours=1), timedelta(seconds=30))
    assert (await post.row(number)).state == State.WAITING
    assert await post.is_reachable(anna)
    assert tries(post) <= 7
    post.troubles.clear()
    post.clock.advance(timedelta(minutes=10))
    await post.send()
    assert post.texts(anna) == ["Раз"]


@pytest.mark.parametrize("code", [200, 403, 404])
async def test_an_edit_that_cannot_be_done_goes_out_as_a_new_message(
    post: MaxPost, anna: SferumPerson, code: int
) -> None:
    """A message may be too old, deleted or another's: the person can be reached all the same."""
    number = await post.write(anna, "Было")
    await post.send()
    refuse(post, code, times=1, method=EDIT)

    def edit(tx: Tx) -> None:
        original = tx.session.get(Message, number)
        assert original is not None
        outbox.put_edit(tx, original, Letter("Стало"))

    await post.store.run(edit)
    await post.send()
    assert post.texts(anna) == ["Было", "Стало"]
    assert await post.is_reachable(anna)


async def test_logs_hold_neither_the_token_nor_the_words(
    post: MaxPost, anna: SferumPerson, capsys: pytest.CaptureFixture[str]
) -> None:
    for code in (*OURS, *PASSING, 401, 403):
        refuse(post, code, times=1)
        await post.write(anna, SECRET_WORDS)
        await post.send()
        post.clock.advance(timedelta(hours=3))
    said = "".join(capsys.readouterr())
    assert "max 403" in said
    for secret in ("a-token", SECRET_WORDS, str(anna.id)):
        assert secret not in said


@pytest.mark.parametrize(("told", "rests"), [(7, 7), (None, 1), (99_999, 1)])
async def test_after_a_refusal_for_haste_nothing_goes_for_as_long_as_max_says(
    post: MaxPost, anna: SferumPerson, told: int | None, rests: int
) -> None:
    post.max.world.settings = replace(post.max.world.settings, retry_after=told)
    refuse(post, 429, times=1)
    number = await post.write(anna, "Раз")
    await post.send()
    row = await post.row(number)
    assert (row.due_at - post.clock.now()).total_seconds() == rests
    post.clock.advance(timedelta(seconds=rests))
    await post.send()
    assert post.texts(anna) == ["Раз"]
