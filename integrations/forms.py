"""Yandex Forms' API: the answers to a form, page by page (facts: integrations, 2).

Only forms of an organisation are read, with the rights of the account whose token it is. The
service names the next page by an address that answers no more: its query is carried over, and
nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, urlsplit

from integrations.errors import Busy, Lost, Refused, ServiceError, Why
from integrations.line import Answer, Line

PAGE = 100
#: Pages of a form that are read at most.
PAGES_MOST = 100

Kind = Literal["choice", "number", "text", "other"]
#: Parts of the types and names of questions, as the service makes them ("answer_short_text_1").
_KINDS: tuple[tuple[str, Kind], ...] = (
    ("choice", "choice"),
    ("enum", "choice"),
    ("boolean", "choice"),
    ("rating", "choice"),
    ("scale", "choice"),
    ("number", "number"),
    ("integer", "number"),
    ("short_text", "text"),
    ("long_text", "text"),
)
#: Types that say nothing of what was asked: then the question's name does.
_VAGUE = ("", "string", "text", "list")
_BY_STATUS: dict[int, Why] = {
    400: "request",
    401: "token",
    403: "scope",
    404: "missing",
    422: "request",
}


@dataclass(frozen=True)
class Column:
    """A question of a form."""

    id: int
    text: str
    kind: Kind


@dataclass(frozen=True)
class Row:
    """An answer: for each column the values, none where the question was skipped."""

    id: int
    values: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Table:
    """A form's questions and all answers to it."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


class Forms:
    """A client for one organisation; ``url`` ends with the API's version."""

    def __init__(self, url: str, organisation: str) -> None:
        self._line = Line(url)
        self._organisation = organisation

    async def close(self) -> None:
        await self._line.close()

    async def answers(self, token: str, survey: str) -> Table:
        """All answers to a form; raises `ServiceError`, `Refused` ("scope") also where the account
        may not see the form."""
        path = f"/surveys/{survey}/answers"
        params: dict[str, str] | None = {"page_size": str(PAGE)}
        columns: tuple[Column, ...] = ()
        rows: dict[int, Row] = {}
        for _ in range(PAGES_MOST):
            told = await self._ask(path, token, params)
            if not isinstance(told.get("columns"), list) or "answers" not in told:
                raise Lost("odd answer")
            columns = _columns(told)
            rows |= {one.id: one for one in _rows(told, len(columns))}
            if (params := _next(told)) is None:
                return Table(columns, tuple(rows[number] for number in sorted(rows)))
        raise Lost("too many pages")

    async def probe(self, token: str) -> None:
        """Ask who the token's account is; raises `ServiceError`."""
        await self._ask("/users/me", token)

    async def _ask(
        self, path: str, token: str, params: Mapping[str, str] | None = None
    ) -> dict[str, object]:
        headers = {
            "Authorization": f"OAuth {token}",
            "X-Org-Id": self._organisation,
            "Accept": "application/json",
        }
        answer = await self._line.ask("GET", path, headers=headers, params=params)
        if answer.status != 200:
            raise _error(answer)
        return answer.mapping()


def _error(answer: Answer) -> ServiceError:
    if answer.status == 429:
        return Busy("too many")
    why = _BY_STATUS.get(answer.status)
    return Refused(why) if why is not None else Lost(f"http {answer.status}")


def _columns(told: Mapping[str, object]) -> tuple[Column, ...]:
    found: list[Column] = []
    for place, one in enumerate(_list(told.get("columns"))):
        if not isinstance(one, dict):
            raise Lost("odd answer")
        number = one.get("id")
        text = str(one.get("text") or one.get("slug") or "")
        kind = _kind(str(one.get("type") or ""), str(one.get("slug") or ""))
        found.append(Column(number if isinstance(number, int) else -place, text, kind))
    return tuple(found)


def _kind(told: str, slug: str) -> Kind:
    name = slug if told in _VAGUE else told
    return next((kind for part, kind in _KINDS if part in name), "other")


def _rows(told: Mapping[str, object], width: int) -> list[Row]:
    found: list[Row] = []
    for one in _list(told.get("answers")):
        number = one.get("id") if isinstance(one, dict) else None
        data = _list(one.get("data")) if isinstance(one, dict) else []
        if not isinstance(number, int) or len(data) != width:
            raise Lost("odd answer")
        found.append(Row(number, tuple(_values(cell) for cell in data)))
    return found


def _values(cell: object) -> tuple[str, ...]:
    """The values of a cell: a text, a number, a list of them, or of objects with a text."""
    value = cell.get("value") if isinstance(cell, dict) else None
    parts = value if isinstance(value, list) else [value]
    texts = [one.get("text") if isinstance(one, dict) else one for one in parts]
    return tuple(str(one) for one in texts if one is not None and str(one).strip())


def _next(told: Mapping[str, object]) -> dict[str, str] | None:
    following = told.get("next")
    url = following.get("next_url") if isinstance(following, dict) else None
    return dict(parse_qsl(urlsplit(url).query)) if isinstance(url, str) and url else None


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
