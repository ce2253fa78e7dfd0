"""Updates that come again, late, out of order, with odd dates: each acts once (P7, C5)."""

import json
from collections.abc import Iterator
from random import Random

import pytest

from tests.simulation.beginning import Beginning
from tests.simulation.calm import Calm

PEOPLE = ("anna", "boris", "maria", "vera", "stranger")
WRITTEN = 500
WINDOW = 10


@pytest.fixture
def calm(base: Beginning) -> Iterator[Calm]:
    made = Calm(base)
    yield made
    made.close()


def changed(body: bytes, **fields: object) -> bytes:
    """An event whose message says otherwise."""
    event = json.loads(body)
    event["object"]["message"].update(fields)
    return json.dumps(event).encode()


def test_repeats_at_any_time_and_in_any_order_within_ten_act_once(calm: Calm) -> None:
    random = Random(373)
    for number in range(WRITTEN):
        who = random.choice(PEOPLE)
        calm.write(who, f"дневник: запись {number}" if number % 2 else f"слова {number}")
    came = calm.on_the_way()
    again: list[bytes] = []
    for first in range(0, WRITTEN, WINDOW):
        window = came[first : first + WINDOW]
        random.shuffle(window)
        for body in window:
            calm.bring(body)
            for _ in range(random.randrange(3)):
                calm.bring(body)
            again += [body] * random.randrange(3)
    answered = "SELECT count(*) FROM outbox"
    said = calm.count(answered)
    assert calm.count("SELECT count(*) FROM witness WHERE outcome = 'answered'") == WRITTEN
    for minutes in (0.3, 60, 23 * 60):
        calm.lets_pass(minutes)
        calm.restart()
        random.shuffle(again)
        for body in again[: WRITTEN // 2]:
            calm.bring(body)
        calm.settle()
    assert calm.count(answered) == said
    twice = "SELECT count(*) - count(DISTINCT text) FROM diary_entry"
    assert calm.count(twice) == 0
    calm.invariants.check()


@pytest.mark.parametrize("date", [0, 1, 1_000_000_000, 4_000_000_000, -1, "вчера", None])
def test_the_date_that_an_event_tells_is_not_asked(calm: Calm, date: object) -> None:
    calm.write("anna", "Мои данные")
    (body,) = calm.on_the_way()
    calm.bring(changed(body, date=date))
    calm.settle()
    assert "Котова" in calm.shown("anna")[-1].text


def test_an_edit_that_comes_before_its_message_is_let_go(calm: Calm) -> None:
    calm.write("anna", "Мои данные")
    (body,) = calm.on_the_way()
    event = json.loads(body)
    edit = {**event, "type": "message_edit", "event_id": "e1", "object": event["object"]["message"]}
    calm.bring(json.dumps(edit).encode())
    assert calm.settle()["anna"] == 0
    calm.bring(body)
    assert calm.settle()["anna"] == 1
    calm.bring(json.dumps(edit).encode())
    assert calm.settle()["anna"] == 0


@pytest.mark.parametrize("minutes", [0, 18 / 60, 60, 25 * 60])
@pytest.mark.parametrize("restarted", [False, True])
def test_a_late_confirmation_of_what_is_done_changes_nothing(
    calm: Calm, minutes: float, restarted: bool
) -> None:
    for text in ("Новый проект", "1", "1", "Чистый двор", "экология", "чтобы было чисто", "1"):
        calm.write("vera", text)
        calm.settle()
    calm.write("vera", "Пропустить")
    calm.settle()
    summary = calm.shown("vera")[-1]
    place = next(one for one in calm.buttons("vera", 1) if one[1:] == (0, 0))
    assert summary.labels[0] == "Подтвердить"
    calm.press("vera", place)
    calm.settle()
    before = calm.facts()
    assert len(before.projects) == 3
    calm.lets_pass(minutes)
    if restarted:
        calm.restart()
    calm.press("vera", place)
    assert calm.settle()["vera"] == 1
    assert calm.facts() == before
