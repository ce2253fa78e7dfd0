"""Checks recorded calls of the MAX Bot API, their answers and updates against MAX's schema.

The schema and the validator lie beside the repository (``../shared/data/max-api-schema``).
"""

import importlib.util
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Protocol, cast

HOME = Path(__file__).parents[2].parent / "shared" / "data" / "max-api-schema"
EVENTS = HOME.parent / "max-events"
UPLOAD = "upload"
MALFORMED = "proto.payload"
#: The answers that the snapshot of the schema leaves out; most say whether it is done.
ANSWERS = {"GET /me": "BotInfo", "PATCH /me/commands": "BotInfo", "POST /uploads": "UploadEndpoint"}
DONE = "SimpleQueryResult"
Json = dict[str, Any]  # MAX's own JSON


class Recorded(Protocol):
    """What is checked of a call: as it came, and the answer; ``auth`` is "bare" when right."""

    @property
    def operation(self) -> str: ...
    @property
    def method(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def query(self) -> Mapping[str, str]: ...
    @property
    def body(self) -> Mapping[str, object] | None: ...
    @property
    def auth(self) -> str: ...
    @property
    def status(self) -> int: ...
    @property
    def answer(self) -> Mapping[str, object]: ...


class Validator(Protocol):
    """What is used of validate_call.py."""

    SPEC: Json

    def validate_call(self, call: Json, /) -> list[str]: ...
    def validate_update(self, update: object, /) -> list[str]: ...
    def check(self, schema: Json, value: object, /) -> list[str]: ...
    def rewire(self, node: Json, /) -> Json: ...


def present() -> bool:
    return HOME.is_dir()


def problems(calls: Iterable[Recorded]) -> list[str]:
    """What is wrong, a line each; of calls refused as malformed only the refusal is looked at."""
    found: list[str] = []
    for call in calls:
        found += [f"{call.operation}: {line}" for line in _problems(call)]
    return found


def update_problems(updates: Iterable[object]) -> list[str]:
    """What is wrong with updates that a bot was sent."""
    return [line for one in updates for line in _validator().validate_update(one)]


def _problems(call: Recorded) -> Iterator[str]:
    if call.operation == UPLOAD:
        return
    if call.status != 200:
        yield from _validator().check({"$ref": "#/$defs/Error"}, call.answer)
        if call.status == 401 or call.answer.get("code") == MALFORMED:
            return
    yield from _validator().validate_call(
        {
            "method": call.method,
            "path": call.path,
            "query": dict(call.query),
            "headers": {"Authorization": call.auth},
            "body": call.body,
        }
    )
    if call.status == 200:
        yield from (f"answer {line}" for line in _answer_problems(call))


def _answer_problems(call: Recorded) -> list[str]:
    """An answer must fit the operation's, or be ``success: false``."""
    if call.answer.get("success") is False:
        return _validator().check({"$ref": f"#/$defs/{DONE}"}, call.answer)
    schema = _published(call.operation) or {"$ref": f"#/$defs/{ANSWERS.get(call.operation, DONE)}"}
    return _validator().check(_validator().rewire(schema), call.answer)


def _published(operation: str) -> Json | None:
    method, _, path = operation.partition(" ")
    described = _validator().SPEC["paths"].get(path, {}).get(method.lower(), {})
    answer = described.get("responses", {}).get("200", {})
    schema: Json | None = answer.get("content", {}).get("application/json", {}).get("schema")
    return schema


@cache
def _validator() -> Validator:
    spec = importlib.util.spec_from_file_location("validate_call", HOME / "validate_call.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(HOME)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast(Validator, module)
