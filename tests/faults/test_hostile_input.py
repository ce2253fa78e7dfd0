"""What people may send (T12): nothing breaks a step, takes long or shows anything of the inside."""

import json
import re
import resource
import time
from collections.abc import AsyncIterator, Callable

import aiohttp
import pytest

from bots import vk_json
from bots.channel import Incoming
from bots.intake import Taken
from dialogs import letters, registry, typed, words
from lab.vk.talks import Json
from storage import codes, drafts, updates
from storage.drafts import Answers
from storage.store import Tx
from tests.conversations import projects
from tests.conversations.space import Space, Speaker
from tests.faults import hostile

#: CPU seconds for one input, with a store's step and its commit.
LONGEST = 0.05
TEXTS = hostile.texts()
CUT = 20_000


class Door:
    """Texts brought in as VK brings them, past the wire; it counts what a text took of the CPU."""

    def __init__(self, space: Space) -> None:
        self._space = space
        self._number = 0
        self.slow: list[tuple[float, str]] = []

    async def bring(self, update: Json) -> Taken:
        """Take an update in; what it took is in ``slow`` if that was too long."""
        began = time.process_time()
        taken = await self._space.suite.receiver.take(self.read(update))
        took = time.process_time() - began
        if took > LONGEST:
            self.slow.append((took, repr(update)[:80]))
        return taken

    def read(self, update: Json) -> Incoming:
        return self._space.suite.channels["vk"].read(update)

    async def says(self, user: int, text: str, peer: int | None = None) -> Taken:
        return await self.bring(self.message(user, text, peer))

    def message(self, user: int, text: str, peer: int | None = None) -> Json:
        self._number += 1
        message = {
            "date": 1_795_417_200,
            "from_id": user,
            "peer_id": peer or user,
            "id": 0 if peer else self._number,
            "conversation_message_id": self._number,
            "text": text,
            "attachments": [],
            "out": 0,
            "version": self._number,
        }
        return {
            "type": "message_new",
            "event_id": f"hostile-{self._number}",
            "group_id": self._space.community.group_id,
            "object": {"message": message, "client_info": {}},
            "v": "5.199",
            "secret": "a-secret",
        }


#: A mention of the bot in front of the words is no part of them.
MENTION = re.compile(r"^\[club373001\|[^\]]*\][\s,]*")


@pytest.fixture
async def door(space: Space) -> AsyncIterator[Door]:
    yield Door(space)
    assert await space.run(lambda tx: _parked(tx)) == 0
    said = [one.text for speaker in space.people.values() for one in speaker.screen]
    for inside in ("Traceback", "Error", "sqlite", "storage/"):
        assert not any(inside in text for text in said)


def _parked(tx: Tx) -> int:
    return len(updates.parked(tx))


def quick(door: Door) -> bool:
    """One in a hundred may be slow: the machine does other things too."""
    return len(door.slow) <= len(TEXTS) // 100


def test_there_are_enough_of_them() -> None:
    assert len(TEXTS) >= 200


async def test_any_text_is_answered_in_private(space: Space, anna: Speaker, door: Door) -> None:
    outcomes = [(await door.says(anna.phone.id, text)).outcome for text in TEXTS]
    assert set(outcomes) <= {"answered", "silent"}
    assert quick(door), door.slow
    await space.settle()


async def test_any_text_of_a_stranger_is_answered(space: Space, door: Door) -> None:
    stranger = await space.stranger("Кто Угодно")
    await stranger.says("Начать")
    outcomes = [(await door.says(stranger.phone.id, text)).outcome for text in TEXTS]
    assert set(outcomes) <= {"answered", "silent"}
    assert quick(door), door.slow


async def test_any_text_in_a_chat_is_survived(space: Space, anna: Speaker, door: Door) -> None:
    peer = 2_000_000_001
    mention = f"{space.messenger.mention} "
    outcomes = [(await door.says(anna.phone.id, mention + text, peer)).outcome for text in TEXTS]
    assert set(outcomes) <= {"answered", "silent"}
    assert quick(door), door.slow


ANSWERS = {
    "kind": "individual",
    "type": "research",
    "title": "Раздельный сбор",
    "subject": "экология",
    "purpose": "чтобы стало меньше мусора",
}


@pytest.mark.parametrize("field", ["kind", "title", "subject", "purpose", "supervisor"])
async def test_any_text_is_an_answer_or_asked_for_again(
    space: Space, anna: Speaker, door: Door, field: str
) -> None:
    await anna.says("Новый проект")
    asked = list(ANSWERS).index(field) if field in ANSWERS else len(ANSWERS)

    owner = f"r{anna.resident}"
    first = await space.run(lambda tx: drafts.latest(tx, owner))
    assert first is not None

    def begin(tx: Tx) -> None:
        answers: Answers = dict(list(ANSWERS.items())[:asked])
        draft = drafts.begin(tx, owner, first.action, {}, answers)
        draft.asked, draft.talk_id = field, first.talk_id
        drafts.keep(tx, draft)

    def kept_answers(tx: Tx) -> Answers:
        found = drafts.find(tx, owner, first.action)
        return found.answers if found is not None else {}

    for text in TEXTS:
        await space.run(begin)
        taken = await door.says(anna.phone.id, text)
        assert taken.outcome in ("answered", "silent")
        kept = await space.run(kept_answers)
        if field in ("title", "subject", "purpose") and field in kept:
            assert kept[field] == MENTION.sub("", vk_json.text(text, CUT).strip())
    assert quick(door), door.slow


async def test_any_text_is_kept_in_the_diary_or_said_to_be_wrong(
    space: Space, anna: Speaker, maria: Speaker, door: Door
) -> None:
    await projects.with_supervisor(anna, maria)
    for text in TEXTS:
        taken = await door.says(anna.phone.id, f"Дневник: {text}")
        assert taken.outcome == "answered"
    assert quick(door), door.slow
    await anna.says("Мои проекты")


@pytest.mark.parametrize(
    "title",
    [
        "<b>жирно</b> & <a href='x'>ссылка</a>",
        "{ $name } {{ 7*7 }} %s",
        "**жирно** __курсив__ `код`",
        '"}); return API.users.get({});',
        "'; DROP TABLE resident; --",
    ],
)
async def test_what_was_typed_is_shown_as_it_was_typed(
    space: Space, anna: Speaker, title: str
) -> None:
    await anna.says("Новый проект")
    for answer in ("Индивидуальный проект", "Исследовательский", title, "экология"):
        await anna.says(answer)
    await anna.says("чтобы в лицее стало меньше мусора")
    await anna.says("1")
    await anna.says("Пропустить")
    await anna.sees(title)


async def test_anything_in_any_field_is_survived(space: Space, anna: Speaker, door: Door) -> None:
    message = door.message(anna.phone.id, "Меню")
    message["object"]["message"]["payload"] = json.dumps({"k": "key.0"})
    message["object"]["message"]["action"] = {"type": "chat_invite_user", "member_id": 5}
    press = message | {
        "type": "message_event",
        "object": {
            "user_id": anna.phone.id,
            "peer_id": anna.phone.id,
            "event_id": "e",
            "payload": {"k": "key.0"},
            "conversation_message_id": 1,
        },
    }
    for update in (message, press):
        for number, spoilt in enumerate(hostile.updates(update, 500)):
            spoilt["event_id"] = spoilt.get("event_id") or f"spoilt-{number}"
            taken = await door.bring(spoilt)
            assert taken.outcome != "parked", spoilt
    assert quick(door), door.slow


async def test_any_body_is_decided_on(space: Space, anna: Speaker, door: Door) -> None:
    decide = space.suite.channels["vk"].decide  # type: ignore[attr-defined]  # VK's channel has it
    update = door.message(anna.phone.id, "Меню")
    for body in hostile.bodies(update, 4_000):
        decision = decide(body)
        assert decision.status in (200, 400, 403)
        assert decision.body in ("ok", "bad request", "forbidden")


DEEP = 10_000
BODIES: dict[str, Callable[[], bytes]] = {
    "deep lists": lambda: b"[" * DEEP + b"]" * DEEP,
    "deep objects": lambda: b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    "deep in a field": lambda: (
        b'{"type":"message_new","object":' + b"[" * DEEP + b"]" * DEEP + b"}"
    ),
    "nothing": lambda: b"",
    "no text": lambda: bytes(range(256)) * 10,
    "a large number": lambda: b'{"type":' + b"9" * 100_000 + b"}",
    "another coding": lambda: '{"type":"message_new"}'.encode("utf-16"),
}


@pytest.mark.parametrize("kind", BODIES)
async def test_a_body_that_is_no_update_is_refused_quickly(space: Space, kind: str) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{space.suite.address}/vk", data=BODIES[kind]()) as answer,
    ):
        assert answer.status in (400, 403)
        assert await answer.text() in ("bad request", "forbidden")


async def test_fifty_megabytes_are_refused_and_not_kept(space: Space) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(50):
            yield b" " * 2**20

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    async with aiohttp.ClientSession() as session:
        try:
            async with session.post(f"{space.suite.address}/vk", data=endless()) as answer:
                assert answer.status in (400, 413)
        except aiohttp.ClientConnectionError:
            pass  # the rest of the body was not read
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 20 * 2**10


HUGE = 100_000
PIECES = ["а", "1", "AB2C-", " ", "-", "через ", "<b>", "&", "\u0301", ":", "/", "я\n", "a1 "]
READERS: dict[str, Callable[[str], object]] = {
    "a code": codes.spot,
    "a code in one form": codes.normalise,
    "a command": registry.find_command,
    "one form": typed.normal,
    "letters": letters.parts,
    "plain words": words.plain,
}


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("reader", READERS)
def test_a_hundred_thousand_characters_are_read_in_no_time(reader: str, piece: str) -> None:
    text = (piece * HUGE)[:HUGE]
    began = time.process_time()
    READERS[reader](text)
    assert time.process_time() - began < LONGEST
