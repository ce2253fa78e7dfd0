"""The checker itself: it must find the faults it is there for."""

from dataclasses import dataclass
from typing import Any

import pytest

from tests.schema import vk_schema

pytestmark = pytest.mark.skipif(not vk_schema.present(), reason="VK's schema is not here")


@dataclass(frozen=True)
class Recorded:
    method: str
    params: dict[str, str]
    answer: dict[str, Any]  # VK's own JSON


def problems(method: str, answer: dict[str, Any], **params: str) -> list[str]:
    return vk_schema.problems([Recorded(method, params, answer)])


def test_a_right_call_has_no_problems() -> None:
    sent = {"peer_id": "1", "message": "а", "random_id": "5", "v": "5.199"}
    assert problems("messages.send", {"response": 7}, **sent) == []
    assert problems("messages.setActivity", {"response": 1}, peer_id="1", type="typing") == []


@pytest.mark.parametrize(
    ("params", "fault"),
    [
        ({"peer_ids": ",".join(map(str, range(101)))}, "maxItems 100"),
        ({"message": "а" * 9001}, "maxLength 9000"),
        ({"massage": "а"}, "unknown parameter"),
        ({"peer_id": "Иван"}, "not integer"),
        ({"dont_parse_links": "maybe"}, "not boolean"),
    ],
)
def test_a_wrong_parameter_is_found(params: dict[str, str], fault: str) -> None:
    assert fault in problems("messages.send", {"response": 7}, **params)[0]


def test_a_missing_parameter_is_found() -> None:
    found = problems("messages.sendMessageEventAnswer", {"response": 1}, event_id="1", user_id="1")
    assert found == ["messages.sendMessageEventAnswer: peer_id is required"]


def test_a_wrong_answer_is_found() -> None:
    assert problems("users.get", {"response": [{"first_name": "Иван"}]}, user_ids="1")
    assert problems("messages.edit", {"response": "yes"}, peer_id="1")
    assert problems("users.get", {"error": {"error_code": 77777}})
    assert problems("users.take", {"response": 1})
    assert problems("users.get", {"error": {"error_code": 6}}) == []
