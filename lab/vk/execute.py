"""The part of VKScript that batches need: ``return [API.a.b({...}), ...];``."""

import json
import re

from lab.troubles import Troubles
from lab.vk import methods, params
from lab.vk.community import Community
from lab.vk.errors import ApiError
from lab.vk.talks import Json
from lab.vk.world import Call, World

CALLS = 25
BEGIN = re.compile(r"\s*return\s*\[\s*")
CALL = re.compile(r"API\.([a-zA-Z]+\.[a-zA-Z]+)\(\s*")
CLOSED = re.compile(r"\s*\)\s*(,|(?=\]))\s*")
END = re.compile(r"\]\s*;\s*")


def run(world: World, troubles: Troubles, community: Community, code: str) -> Json:
    """The whole body of the answer: a refused call is false in it, told in execute_errors."""
    results: list[object] = []
    errors: list[Json] = []
    for method, arguments in parse(code):
        asked = params.posted(arguments)
        try:
            if (refused := troubles.refusal(method)) is not None:
                raise ApiError(refused)
            answer: Json = {"response": methods.run(world, community, method, asked)}
        except ApiError as error:
            answer = {"error": {"error_code": error.code, "error_msg": error.message}}
            errors.append({"method": method, **answer["error"]})
        results.append(answer.get("response", False))
        ok = "response" in answer
        world.record(Call(method, asked, answer, world.now(), community.name, ok, True))
    return {"response": results, **({"execute_errors": errors} if errors else {})}


def parse(code: str) -> list[tuple[str, Json]]:
    """The calls of a script in order; raises `ApiError` 12 for anything else, 13 for too many."""
    found: list[tuple[str, Json]] = []
    begin = BEGIN.match(code)
    at = begin.end() if begin else _cannot(0)
    while (call := CALL.match(code, at)) is not None:
        try:
            arguments, at = json.JSONDecoder().raw_decode(code, call.end())
        except (ValueError, RecursionError) as error:
            raise ApiError(12, f"arguments at {call.end()} are not JSON") from error
        closed = CLOSED.match(code, at)
        if closed is None or not isinstance(arguments, dict):
            _cannot(at)
        else:
            at = closed.end()
        found.append((call[1], arguments))
    if END.fullmatch(code, at) is None:
        _cannot(at)
    if len(found) > CALLS:
        raise ApiError(13, "too many API calls")
    return found


def _cannot(at: int) -> int:
    raise ApiError(12, f"not understood at {at}")
