"""The checker itself: it must find the faults it is there for."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.schema import max_schema

pytestmark = pytest.mark.skipif(not max_schema.present(), reason="MAX's schema is not here")


@dataclass(frozen=True)
class Recorded:
    operation: str
    query: dict[str, str]
    body: dict[str, Any] | None = None  # MAX's own JSON
    auth: str = "bare"
    status: int = 200
    answer: dict[str, Any] = field(default_factory=lambda: {"success": True})

    @property
    def method(self) -> str:
        return self.operation.partition(" ")[0]

    @property
    def path(self) -> str:
        return self.operation.partition(" ")[2]


def test_a_right_call_has_no_problems() -> None:
    call = Recorded("POST /answers", {"callback_id": "5"}, {"notification": "а"})
    assert max_schema.problems([call]) == []


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        (Recorded("POST /answers", {"callback_id": "5"}, {}), "message or notification"),
        (Recorded("DELETE /messages", {"message_id": "5"}, auth="bearer "), "bare token"),
        (Recorded("DELETE /messages", {}), "missing query message_id"),
        (Recorded("DELETE /messages", {"message_id": "5", "all": "1"}), "unknown query all"),
        (Recorded("DELETE /messages", {"message_id": "5"}, answer={}), "success"),
        (Recorded("DELETE /messages", {"message_id": "5"}, status=403, answer={}), "code"),
        (Recorded("GET /me", {}, answer={"user_id": 5}), "first_name"),
        (Recorded("GET /everything", {}), "no such operation"),
    ],
)
def test_a_wrong_call_is_found(call: Recorded, fault: str) -> None:
    assert any(fault in line for line in max_schema.problems([call]))


def test_a_wrong_update_is_found() -> None:
    update = {"update_type": "message_removed", "timestamp": 5, "message_id": "5"}
    assert any("chat_id" in line for line in max_schema.update_problems([update]))
