"""VK refuses (T6): what each of its errors does to a message, a conversation and the account.

The codes and what they ask for: dev.vk.com/reference/errors and the methods' own pages.
"""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bots import vk_errors
from bots.channel import ChannelError, Halted, Rejected, Trouble, Unreachable
from bots.clock import StoppedClock
from lab.troubles import Trouble as Fault
from lab.vk.people import VkPerson
from storage import outbox, talks
from storage.outbox import Letter, State
from storage.store import Store, Tx
from tests.bots.post import Post, talk_of

SECRET_WORDS = "совершенно секретные слова"

#: The person cannot be written to; nothing is tried before they write themselves.
PERSON = [18, 30, 37, 39, 900, 901, 902, 932, 936, 985, 987, 988, 1021]
#: The group chat is gone or closed to us.
CHAT = [917, 922, 925, 927, 945, 946, 983, 1012]
#: What we sent is wrong and will be wrong for ever.
OURS = [3, 8, 12, 13, 100, 104, 113, 909, 910, 911, 913, 914, 920, 921, 924, 940, 949, 950, 969]
#: It passes: what is told to wait at least, in seconds.
PASSING = {1: 1, 6: 1, 9: 3_600, 10: 1, 29: 7_200, 36: 1, 990: 1}
#: The account is refused: the token, its rights, the community, a captcha.
ACCOUNT = [4, 5, 7, 14, 15, 17, 20, 24, 25, 27, 28, 912, 984]


@pytest.fixture
async def post(store: Store, clock: StoppedClock, tmp_path: Path) -> AsyncIterator[Post]:
    made = Post(store, clock, tmp_path / "files")
    await made.open()
    yield made
    await made.close()


@pytest.fixture
async def anna(post: Post) -> VkPerson:
    return await post.person("Анна")


@pytest.fixture
async def boris(post: Post) -> VkPerson:
    return await post.person("Борис")


def refuse(post: Post, code: int, times: int | None = None) -> None:
    post.vk.troubles.order(Fault("error", "messages.send", times=times, code=code))


def tries(post: Post) -> int:
    return sum(one.method == "messages.send" for one in post.vk.calls)


async def pass_time(post: Post, span: timedelta, step: timedelta) -> None:
    """Let time pass, looking at the outbox after each step."""
    until = post.clock.now() + span
    while post.clock.now() < until:
        post.clock.advance(step)
        await post.send()


async def is_reachable(post: Post, person: VkPerson) -> bool:
    return await post.store.run(lambda tx: talk_of(tx, person, "vk-project").reachable)


def test_what_is_not_named_here_passes() -> None:
    """A code that nobody knows: better a late message than a lost one."""
    kinds: dict[int, type[ChannelError]] = {}
    kinds |= dict.fromkeys((*PERSON, *CHAT), Unreachable)
    kinds |= dict.fromkeys(OURS, Rejected)
    kinds |= dict.fromkeys(ACCOUNT, Halted)
    for code in range(2_000):
        met = type(vk_errors.of_call(code, "messages.send"))
        assert met is kinds.get(code, Trouble), code


@pytest.mark.parametrize("code", PERSON)
async def test_who_cannot_be_written_to_is_marked_and_not_tried_again(
    post: Post, anna: VkPerson, boris: VkPerson, code: int
) -> None:
    refuse(post, code)
    number = await post.write(anna, SECRET_WORDS)
    await post.send()
    await pass_time(post, timedelta(days=2), timedelta(hours=3))
    row = await post.row(number)
    assert (row.state, row.error) == (State.FAILED, f"vk {code}")
    assert not await is_reachable(post, anna)
    assert await is_reachable(post, boris)
    assert tries(post) == 1


@pytest.mark.parametrize("code", CHAT)
async def test_a_chat_that_is_closed_is_marked_and_not_tried_again(
    post: Post, anna: VkPerson, code: int
) -> None:
    room = post.vk.chat("10А", anna)
    room.invite(post.community, anna)
    peer = str(room.peer(post.community))

    def write(tx: Tx) -> int:
        talk = talks.open_talk(tx, "vk-project", peer, None)
        return outbox.put(tx, talks.address(talk), Letter("Объявление")).id

    number = await post.store.run(write)
    refuse(post, code)
    await post.send()
    await pass_time(post, timedelta(days=2), timedelta(hours=3))
    row = await post.row(number)
    assert (row.state, row.error) == (State.FAILED, "chat")
    talk = await post.store.run(lambda tx: talks.open_talk(tx, "vk-project", peer, None))
    assert not talk.reachable
    assert tries(post) == 1


@pytest.mark.parametrize("code", OURS)
async def test_our_mistake_is_recorded_and_not_repeated_and_the_next_message_goes(
    post: Post, anna: VkPerson, code: int
) -> None:
    refuse(post, code, times=1)
    number = await post.write(anna, SECRET_WORDS)
    await post.write(anna, "Дальше")
    await post.send()
    await pass_time(post, timedelta(days=2), timedelta(hours=3))
    row = await post.row(number)
    assert (row.state, row.error) == (State.FAILED, f"vk {code}")
    assert await is_reachable(post, anna)
    assert post.texts(anna) == ["Дальше"]
    assert tries(post) == 2


@pytest.mark.parametrize(("code", "pause"), PASSING.items())
async def test_what_passes_is_tried_again_after_a_pause_that_grows_to_a_limit(
    post: Post, anna: VkPerson, code: int, pause: int
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
    assert pauses[0] == pause
    assert pauses[-1] == max(300, pause)
    post.vk.troubles.clear()
    await post.send()
    assert post.texts(anna) == [SECRET_WORDS]


@pytest.mark.parametrize("code", PASSING)
async def test_an_hour_of_it_is_no_storm(post: Post, anna: VkPerson, code: int) -> None:
    refuse(post, code)
    await post.write(anna, "Раз", "Два", "Три")
    await pass_time(post, timedelta(hours=1), timedelta(seconds=20))
    assert tries(post) <= 25


@pytest.mark.parametrize("code", ACCOUNT)
async def test_a_refused_account_waits_for_its_administrator_and_loses_nothing(
    post: Post, anna: VkPerson, boris: VkPerson, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    refuse(post, code)
    post.vk.troubles.order(Fault("error", "execute", times=None, code=code))
    first = await post.write(anna, "Раз")
    await post.write(boris, "Два")
    await pass_time(post, timedelta(hours=1), timedelta(seconds=30))
    assert (await post.row(first)).state == State.WAITING
    assert await is_reachable(post, anna)
    requests = [one for one in post.vk.calls if one.method in ("messages.send", "execute")]
    assert len(requests) <= 7
    assert "halted" in capsys.readouterr().out
    post.vk.troubles.clear()
    post.clock.advance(timedelta(minutes=10))
    await post.send()
    assert (post.texts(anna), post.texts(boris)) == (["Раз"], ["Два"])


@pytest.mark.parametrize("code", [15, 901, 914, 6, 10, 29, 5])
async def test_what_one_is_refused_does_not_keep_another_waiting(
    post: Post, anna: VkPerson, boris: VkPerson, code: int
) -> None:
    refuse(post, code, times=1)
    await post.write(anna, "Раз")
    await post.write(boris, "Два")
    await post.send()
    assert post.texts(boris) == ["Два"]


async def test_logs_hold_neither_the_token_nor_the_words(
    post: Post, anna: VkPerson, capsys: pytest.CaptureFixture[str]
) -> None:
    for code in (*PERSON, *OURS, *PASSING, *ACCOUNT):
        refuse(post, code, times=1)
        await post.write(anna, SECRET_WORDS)
        await post.send()
        post.clock.advance(timedelta(hours=3))
    said = "".join(capsys.readouterr())
    assert "vk 901" in said
    for secret in ("vk1.a", SECRET_WORDS, str(anna.id)):
        assert secret not in said


async def test_whoever_writes_again_may_be_written_to(post: Post, anna: VkPerson) -> None:
    refuse(post, 901, times=1)
    await post.write(anna, "Раз")
    await post.send()

    def heard(tx: Tx) -> None:
        talks.heard(tx, talk_of(tx, anna, "vk-project").id or 0)

    await post.store.run(heard)
    assert await is_reachable(post, anna)
    await post.write(anna, "Два")
    await post.send()
    assert post.texts(anna) == ["Два"]
