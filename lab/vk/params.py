"""Reading the parameters of a call: text as posted, lists with commas; faults are error 100."""

from collections.abc import Mapping

from lab.vk import keyboards
from lab.vk.errors import ApiError
from lab.vk.talks import CHAT, Json

Params = Mapping[str, str]


def needed(params: Params, name: str) -> str:
    value = params.get(name, "")
    if not value:
        raise ApiError(100, f"{name} is undefined")
    return value


def number(params: Params, name: str) -> int:
    try:
        return int(needed(params, name))
    except ValueError as error:
        raise ApiError(100, f"{name} not integer") from error


def numbers(params: Params, name: str, most: int) -> list[int]:
    """A comma list of whole numbers, at most ``most``; empty when absent."""
    try:
        found = [int(one) for one in params.get(name, "").split(",") if one.strip()]
    except ValueError as error:
        raise ApiError(100, f"{name} not integer") from error
    if len(found) > most:
        raise ApiError(100, f"{name} has more than {most} elements")
    return found


def flag(params: Params, name: str) -> bool:
    return params.get(name, "0") not in ("", "0", "false", "False")


def peer(params: Params) -> int:
    """The one peer that a call is about."""
    if params.get("chat_id"):
        return CHAT + number(params, "chat_id")
    return number(params, "peer_id" if params.get("peer_id") else "user_id")


def posted(arguments: Json) -> dict[str, str]:
    """The arguments of a call inside ``execute``, as they would be posted."""
    return {name: _posted(value) for name, value in arguments.items() if value is not None}


def _posted(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and not any(isinstance(one, dict | list) for one in value):
        return ",".join(_posted(one) for one in value)
    if isinstance(value, bool):
        return str(int(value))
    return keyboards.dumps(value)
