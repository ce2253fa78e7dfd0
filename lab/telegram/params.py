"""What a call asks, read strictly: form fields and JSON alike, unknown ones noted."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from lab.telegram import errors


@dataclass(frozen=True)
class Sent:
    """A file that came with a call."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Asked:
    """A call's parameters: texts (or JSON values), and files by the name of their field."""

    values: Mapping[str, object]
    files: Mapping[str, Sent] = field(default_factory=dict)

    def text(self, name: str) -> str:
        value = self.values.get(name, "")
        if not isinstance(value, str):
            raise errors.bad(f"field {name!r} must be of type String")
        return value

    def number(self, name: str) -> int | None:
        value = self.values.get(name)
        if value is None or value == "":
            return None
        try:
            return int(str(value))
        except ValueError:
            raise errors.bad(f"invalid {name} specified") from None

    def needed(self, name: str) -> int:
        value = self.number(name)
        if value is None:
            raise errors.bad(f"{name} is empty")
        return value

    def flag(self, name: str) -> bool:
        return str(self.values.get(name, "false")).lower() in ("true", "1")

    def json(self, name: str) -> object:
        """A value that forms carry as JSON text; None when it is not there."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise errors.bad(f"can't parse {name} JSON object") from None
