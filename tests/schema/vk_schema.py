"""Checks recorded calls of VK's API, and their answers, against VK's published JSON schema.

The schema lies beside the repository (``../shared/data/vk-api-schema``); its NOTE.md tells in
what it differs from draft-07 and where it is known to be wrong.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from jsonschema import (  # type: ignore[import-untyped]  # it has no types
    Draft7Validator,
    ValidationError,
)
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

HOME = Path(__file__).parents[2].parent / "shared" / "data" / "vk-api-schema"
BASE = "http://schema.local/"
COMMON = {"v", "lang", "test_mode", "captcha_sid", "captcha_key"}
UNPUBLISHED_METHODS = {"messages.changeConversationMemberRestrictions", "execute", "upload"}
UNPUBLISHED_PARAMETERS = {"format_data", "conversation_message_id", "user_ids"}
UNPUBLISHED_ERRORS = {983, 984, 1021}
TRUTHS = {"0", "1"}
Schema = dict[str, Any]  # JSON Schema: open by nature


class Recorded(Protocol):
    """What is checked of a call: the parameters as posted, the whole body of the answer."""

    @property
    def method(self) -> str: ...
    @property
    def params(self) -> Mapping[str, str]: ...
    @property
    def answer(self) -> Mapping[str, object]: ...


def present() -> bool:
    return HOME.is_dir()


def problems(calls: Iterable[Recorded]) -> list[str]:
    """What is wrong, a line each; refused calls are checked for a known error code only."""
    found: list[str] = []
    for call in calls:
        found += [f"{call.method}: {line}" for line in _problems(call)]
    return found


def _problems(call: Recorded) -> Iterator[str]:
    error = call.answer.get("error")
    if isinstance(error, dict):
        if error.get("error_code") not in _error_codes() | UNPUBLISHED_ERRORS:
            yield f"unknown error code {error.get('error_code')}"
        return
    if call.method in UNPUBLISHED_METHODS:
        return
    method = _methods().get(call.method)
    if method is None:
        yield "unknown method"
        return
    yield from _parameter_problems(method, call.params)
    yield from _answer_problems(method, call.answer)


def _parameter_problems(method: Schema, posted: Mapping[str, str]) -> Iterator[str]:
    known: dict[str, Schema] = {one["name"]: one for one in method.get("parameters", [])}
    for name, schema in known.items():
        if schema.get("required") and name not in posted:
            yield f"{name} is required"
    for name, value in posted.items():
        if name in known:
            yield from (f"{name}: {line}" for line in _value_problems(known[name], value))
        elif name not in COMMON | UNPUBLISHED_PARAMETERS:
            yield f"unknown parameter {name}"


def _value_problems(schema: Schema, text: str) -> Iterator[str]:
    """A parameter's text against its schema; arrays are comma lists."""
    try:
        value = _read(schema, text)
    except ValueError:
        yield f"not {schema.get('type')}"
        return
    if "$ref" in schema and schema.get("type") == "string":
        return
    plain = {key: kept for key, kept in schema.items() if key not in ("name", "required")}
    for error in _validator(_in_method(plain)).iter_errors(value):
        yield _said(error)


def _read(schema: Schema, text: str) -> object:
    kind = schema.get("type")
    if kind == "integer":
        return int(text)
    if kind == "number":
        return float(text)
    if kind == "boolean":
        if text not in TRUTHS:
            raise ValueError(text)
        return text == "1"
    if kind == "array":
        items = schema.get("items", {})
        return [_read(items, one) for one in text.split(",") if one]
    return text


def _answer_problems(method: Schema, answer: Mapping[str, object]) -> Iterator[str]:
    """The answer must fit one of the method's responses; tells the nearest one's faults."""
    faults: list[list[str]] = []
    for response in method["responses"].values():
        errors = _validator(_in_method(response)).iter_errors(answer)
        faults.append([f"{error.json_path}: {_said(error)}" for error in errors])
    yield from min(faults, key=len)


def _said(error: ValidationError) -> str:
    """The rule that is broken, not the value: values are long and may be people's words."""
    if error.validator == "required":
        return str(error.message)
    return f"not within {error.validator} {str(error.validator_value)[:80]}"


def _in_method(schema: Schema) -> Schema:
    """A schema out of a methods file, with its references made absolute."""
    made = _draft7(schema)
    text = json.dumps(made).replace('"$ref": "../', f'"$ref": "{BASE}')
    absolute: Schema = json.loads(text)
    return absolute


def _validator(schema: Schema) -> Draft7Validator:
    return Draft7Validator(schema, registry=_registry())


@cache
def _methods() -> dict[str, Schema]:
    found: dict[str, Schema] = {}
    for path in sorted(HOME.glob("*/methods.json")):
        for method in json.loads(path.read_text())["methods"]:
            found[method["name"]] = method
    return found


@cache
def _error_codes() -> frozenset[int]:
    errors = json.loads((HOME / "errors.json").read_text())["errors"]
    return frozenset(one["code"] for one in errors.values())


@cache
def _registry() -> Registry[Schema]:
    registry: Registry[Schema] = Registry()
    for path in sorted(HOME.glob("*/*s.json")):
        if path.name == "methods.json":
            continue
        text = json.loads(path.read_text())
        made = {"definitions": {n: _draft7(one) for n, one in text["definitions"].items()}}
        uri = BASE + path.relative_to(HOME).as_posix()
        registry = registry.with_resource(uri, Resource.from_contents(made, DRAFT7))
    return registry


def _draft7(schema: Schema) -> Schema:
    """VK's dialect as plain draft-07: ``required`` moves to the parent, siblings of a reference
    join it in ``allOf``."""
    made: Schema = {}
    for key, value in schema.items():
        if key in ("properties", "patternProperties", "definitions"):
            made[key] = {name: _draft7(one) for name, one in value.items()}
        elif key in ("allOf", "oneOf", "anyOf"):
            made[key] = [_draft7(one) for one in value]
        elif key in ("items", "additionalProperties") and isinstance(value, dict):
            made[key] = _draft7(value)
        elif key != "required" or isinstance(value, list):
            made[key] = value
    needed = [n for n, one in schema.get("properties", {}).items() if one.get("required") is True]
    if needed:
        made["required"] = needed
    if "$ref" in made and len(made) > 1:
        reference = made.pop("$ref")
        made.setdefault("allOf", []).append({"$ref": reference})
    return made
