"""What a call asks, read strictly: any fault is 400 proto.payload."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lab.sferum import errors
from lab.sferum.talks import Json


@dataclass(frozen=True)
class Asked:
    """A call: the parameters in the path by name, the query, the body ({} when there is none)."""

    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Json = field(default_factory=dict)

    def number(self, name: str, least: int | None = None, most: int | None = None) -> int | None:
        """A number of the query, None when it is not there."""
        text = self.query.get(name)
        if text is None:
            return None
        try:
            value = int(text)
        except ValueError:
            raise errors.malformed(f"{name} is not a number") from None
        if (least is not None and value < least) or (most is not None and value > most):
            raise errors.malformed(f"{name} is not within {least}..{most}")
        return value

    def needed(self, name: str) -> str:
        text = self.query.get(name)
        if not text:
            raise errors.malformed(f"{name} is required")
        return text

    def numbers(self, name: str) -> list[int]:
        """A comma list of the query."""
        try:
            return [int(one) for one in self.query.get(name, "").split(",") if one]
        except ValueError:
            raise errors.malformed(f"{name} is not a list of numbers") from None

    def flag(self, name: str) -> bool:
        text = self.query.get(name, "false").lower()
        if text not in ("true", "false"):
            raise errors.malformed(f"{name} is neither true nor false")
        return text == "true"

    @property
    def chat_id(self) -> int:
        return int(self.path["chatId"])


def text(value: Any, name: str, shortest: int = 0, longest: int | None = None) -> str:
    """A string of a body, whatever the bot has sent."""
    if not isinstance(value, str):
        raise errors.malformed(f"{name} is not a string")
    if len(value) < shortest or (longest is not None and len(value) > longest):
        raise errors.malformed(f"{name} must be {shortest} to {longest} characters")
    return value


def mapping(value: Any, name: str) -> Json:
    if not isinstance(value, dict):
        raise errors.malformed(f"{name} is not an object")
    return value


def listed(value: Any, name: str) -> list[Any]:
    if not isinstance(value, list):
        raise errors.malformed(f"{name} is not a list")
    return value


def integer(value: Any, name: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise errors.malformed(f"{name} is not a number")
    return value
