"""Sending what waits: in order, the urgent first, each thing once, whatever goes wrong."""

from collections.abc import AsyncIterator, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from bots.channel import Outcome, Outgoing
from bots.clock import StoppedClock
from lab.troubles import Trouble as Fault
from lab.vk.people import VkPerson
from storage import files, outbox, profiles, talks
from storage.files import Attachment
from storage.outbox import Letter, Message, PictureRow, Rank, State
from storage.residents import Role
from storage.store import Store, StoreUnavailable, Tx
from tests.bots.post import Post, talk_of
from tests.bots.refusing import Refusing


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


async def test_messages_of_a_conversation_go_in_order(
    post: Post, anna: VkPerson, boris: VkPerson
) -> None:
    for number in range(30):
        await post.write(anna, f"Ане {number}")
        await post.write(boris, f"Боре {number}")
    await post.send()
    assert post.texts(anna) == [f"Ане {n}" for n in range(30)]
    assert post.texts(boris) == [f"Боре {n}" for n in range(30)]


async def test_an_answer_goes_before_a_mailing(post: Post, anna: VkPerson) -> None:
    mailing = Letter("", rank=Rank.MAILING)
    others = [await post.person(f"Ученик {n}") for n in range(40)]
    for one in others:
        await post.write(one, "Новости", like=mailing)
    await post.write(anna, "Ответ")
    await post.send()
    assert all(post.times(anna) < post.times(one) for one in others)


async def test_a_long_queue_of_one_does_not_keep_another_waiting(
    post: Post, anna: VkPerson, boris: VkPerson
) -> None:
    await post.write(anna, *(str(n) for n in range(200)))
    await post.write(boris, "Одно")
    await post.send()
    assert sum(one < post.times(boris)[0] for one in post.times(anna)) <= 1
    assert post.texts(anna) == [str(n) for n in range(200)]


async def test_after_trouble_it_tries_again_with_growing_pauses(post: Post, anna: VkPerson) -> None:
    number = await post.write(anna, "Письмо", "Второе") - 1
    post.vk.troubles.order(Fault("bad_gateway", "messages.send", times=None))
    pauses: list[float] = []
    for _ in range(12):
        await post.send()
        pauses.append(((await post.row(number)).due_at - post.clock.now()).total_seconds())
        post.clock.advance(timedelta(seconds=pauses[-1]))
    assert pauses == sorted(pauses)
    assert pauses[0] <= 2 and pauses[-1] == 300
    post.vk.troubles.clear()
    await post.send()
    assert post.texts(anna) == ["Письмо", "Второе"]


async def test_what_could_not_be_sent_for_a_day_is_given_up(post: Post, anna: VkPerson) -> None:
    number = await post.write(anna, "Письмо")
    post.vk.troubles.outage = True
    for _ in range(10):
        await post.send()
        post.clock.advance(timedelta(minutes=5))
    assert (await post.row(number)).state == State.WAITING
    post.clock.advance(timedelta(hours=24))
    await post.send()
    assert (await post.row(number)).state == State.FAILED


async def test_after_a_sleep_of_a_day_the_first_trouble_gives_nothing_up(
    post: Post, anna: VkPerson
) -> None:
    await post.write(anna, "Письмо")
    post.clock.advance(timedelta(hours=25))
    post.vk.troubles.order(Fault("reset_before"))
    await post.send()
    post.clock.advance(timedelta(seconds=10))
    await post.send()
    assert post.texts(anna) == ["Письмо"]


async def test_who_cannot_be_reached_is_written_to_elsewhere(post: Post, anna: VkPerson) -> None:
    await post.meet(anna, "vk-parent")

    def register(tx: Tx) -> None:
        number = profiles.add(
            tx, family="Петрова", name="Анна", grade="9А", roles=frozenset({Role.STUDENT})
        )
        talks.account(tx, "vk", str(anna.id)).resident_id = number

    await post.store.run(register)
    await anna.deny(post.community)
    number = await post.write(anna, "Важное")
    await post.send()
    await post.send("vk-parent")
    assert post.texts(anna) == []
    assert post.texts(anna, "vk-parent") == ["Важное"]
    assert (await post.row(number)).state == State.FAILED
    talk = await post.store.run(lambda tx: talk_of(tx, anna, "vk-project"))
    assert not talk.reachable


async def test_an_edit_that_comes_too_late_is_sent_anew(post: Post, anna: VkPerson) -> None:
    number = await post.write(anna, "Было")
    await post.send()
    post.clock.advance(timedelta(days=3))

    def edit(tx: Tx) -> None:
        original = tx.session.get(Message, number)
        assert original is not None
        outbox.put_edit(tx, original, Letter("Стало"))

    await post.store.run(edit)
    await post.send()
    assert post.texts(anna) == ["Было", "Стало"]


async def test_an_edit_takes_the_place_of_its_message(post: Post, anna: VkPerson) -> None:
    number = await post.write(anna, "Было")
    await post.send()

    def edit(tx: Tx) -> None:
        original = tx.session.get(Message, number)
        assert original is not None
        outbox.put_edit(tx, original, Letter("Стало"))

    await post.store.run(edit)
    await post.send()
    assert post.texts(anna) == ["Стало"]


async def test_what_is_no_longer_true_is_not_sent(post: Post, anna: VkPerson) -> None:
    number = await post.write(anna, "Проверьте", like=Letter("", still=("review.waits", 373)))
    await post.write(anna, "Дальше")
    await post.send()
    assert post.texts(anna) == ["Дальше"]
    assert (await post.row(number)).state == State.VOID


@pytest.mark.parametrize(
    "broken",
    [Letter("", still=("nobody.knows", 1)), Letter("", menu=(("a-command-of-old",),))],
)
async def test_a_message_that_cannot_be_made_does_not_stop_the_others(
    post: Post, anna: VkPerson, boris: VkPerson, broken: Letter
) -> None:
    number = await post.write(anna, "Сломанное", like=broken)
    await post.write(anna, "Дальше")
    await post.write(boris, "Другое")
    await post.send()
    await post.send()
    assert post.texts(anna) == ["Дальше"]
    assert post.texts(boris) == ["Другое"]
    assert (await post.row(number)).state == State.FAILED


async def test_stopped_before_it_was_marked_it_goes_again_and_is_shown_once(
    post: Post, anna: VkPerson
) -> None:
    number = await post.write(anna, "Письмо")
    with Refusing(post.store, first=1), pytest.raises(StoreUnavailable):
        await post.send()
    assert (await post.row(number)).state == State.WAITING
    post.start()
    await post.send()
    sent = [one.params["random_id"] for one in post.vk.calls if one.method == "messages.send"]
    assert len(sent) > 1 and set(sent) == {str(number)}
    assert post.texts(anna) == ["Письмо"]
    assert (await post.row(number)).state == State.SENT


async def test_words_go_without_a_picture_that_cannot_be_drawn(post: Post, anna: VkPerson) -> None:
    await post.write(anna, "Этапы", like=Letter("", picture=PictureRow(kind="odd", data="")))
    await post.send()
    assert post.texts(anna) == ["Этапы"]


async def test_a_photo_goes_up_once_and_is_known_by_its_name(
    post: Post, anna: VkPerson, boris: VkPerson
) -> None:
    post.folder.mkdir()
    (post.folder / "photo").write_bytes(b"\x89PNG\r\n\x1a\n-a picture-")

    def keep(tx: Tx) -> int:
        number = files.keep(tx, Attachment("photo", "tg-1"), channel="tg", account_id=None)
        files.copied(tx, number, digest="d", path="photo", size=20)
        return number

    photo = await post.store.run(keep)
    await post.write(anna, "Фото", like=Letter("", files=(photo,)))
    await post.send()
    await post.write(boris, "Фото", like=Letter("", files=(photo,)))
    await post.send()
    calls = [one.method for one in post.vk.calls]
    assert calls.count("photos.saveMessagesPhoto") == 1
    shown = [one.shown(post.community)[-1].attachments for one in (anna, boris)]
    assert shown[0] == shown[1] != ()


async def test_everything_sent_is_written_down(post: Post, anna: VkPerson) -> None:
    await post.write(anna, "Раз", "Два")
    await post.send()

    def states(tx: Tx) -> list[str]:
        return list(tx.session.exec(select(Message.state).order_by(col(Message.id))))

    assert await post.store.run(states) == [State.SENT, State.SENT]


@pytest.mark.parametrize("outcomes", [[], [None]])
async def test_what_cannot_be_marked_is_not_sent_again_at_once(
    post: Post,
    anna: VkPerson,
    boris: VkPerson,
    monkeypatch: pytest.MonkeyPatch,
    outcomes: list[Outcome],
) -> None:
    number = await post.write(anna, "Письмо")
    channel = post.channels["vk-project"]
    calls: list[Sequence[Outgoing]] = []

    async def odd(batch: Sequence[Outgoing], *, urgent: bool = True) -> list[Outcome]:
        calls.append(batch)
        return outcomes

    with monkeypatch.context() as patched:
        patched.setattr(channel, "deliver", odd)
        for _ in range(3):
            await post.send()
            assert (await post.row(number)).due_at > post.clock.now()
            post.clock.advance(timedelta(minutes=5))
    assert len(calls) == 3
    await post.write(boris, "Другое")
    await post.send()
    assert (post.texts(anna), post.texts(boris)) == (["Письмо"], ["Другое"])
