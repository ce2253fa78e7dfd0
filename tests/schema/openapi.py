"""Calls of the Telemost API against its rebuilt description, where that is at hand."""

from pathlib import Path
from typing import Any

import yaml
from jsonschema import (  # type: ignore[import-untyped]  # it has no types
    Draft202012Validator,
)

from lab.telemost.world import Call

FILE = Path(__file__).parents[2].parent / "shared/data/telemost/openapi-rebuilt.yaml"


def present() -> bool:
    return FILE.is_file()


def problems(calls: list[Call]) -> list[str]:
    """What does not fit: an unknown operation, a body, a status or an answer."""
    told = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return [problem for call in calls for problem in _of(told, call)]


def _of(told: dict[str, Any], call: Call) -> list[str]:
    place = f"{call.method} {call.path}"
    path = next((one for one in told["paths"] if _fits(one, call.path)), None)
    operation = told["paths"].get(path, {}).get(call.method.lower())
    if operation is None:
        return [f"{place}: no such operation"]
    found: list[str] = []
    if call.body is not None:
        schema = operation["requestBody"]["content"]["application/json"]["schema"]
        known = set(_resolved(told, schema).get("properties", {}))
        found += [f"{place}: unknown field {name}" for name in set(call.body) - known]
        found += _wrong(told, schema, call.body, place)
    answer = operation["responses"].get(str(call.status))
    if answer is None and call.status not in (401, 403, 429):
        return [*found, f"{place}: status {call.status} is not described"]
    answer = _resolved(told, answer or {"$ref": "#/components/responses/Err"})
    content = answer.get("content", {}).get("application/json")
    if content is None:
        return [*found, *([f"{place}: a body where none is"] if call.answer is not None else [])]
    return [*found, *_wrong(told, content["schema"], call.answer, place)]


def _fits(template: str, path: str) -> bool:
    parts, own = template.strip("/").split("/"), path.strip("/").split("/")
    return len(parts) == len(own) and all(
        one.startswith("{") or one == other for one, other in zip(parts, own, strict=True)
    )


def _resolved(told: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        found: dict[str, Any] = told
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        schema = found
    return schema


def _wrong(told: dict[str, Any], schema: dict[str, Any], body: object, place: str) -> list[str]:
    whole = {"components": told["components"], "allOf": [schema]}
    checker = Draft202012Validator(whole)
    return [f"{place}: {error.message}" for error in checker.iter_errors(body)]
