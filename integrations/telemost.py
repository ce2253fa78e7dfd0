"""Yandex Telemost's API: a room is an id and a link, and nothing else (facts: integrations, 1).

It knows no title and no time, has neither list nor delete nor a key against repeats. So whoever
calls keeps the booking, writes each try down before it is made, and repeats little.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from integrations.errors import Busy, Lost, Refused, ServiceError, UnknownPeople, Why
from integrations.line import Answer, Line

#: PUBLIC: nobody waits; ORGANIZATION: outsiders wait; ADMINS: all wait but hosts.
WaitingRoom = Literal["PUBLIC", "ORGANIZATION", "ADMINS"]
COHOSTS_MOST = 30
_REFUSED: dict[tuple[int, str], Why] = {
    (403, "ApiRestrictedToOrganizations"): "organisation",
    (404, "ConferenceNotFound"): "missing",
}
_BY_STATUS: dict[int, Why] = {
    400: "request",
    401: "token",
    402: "payment",
    403: "scope",
    404: "missing",
}


@dataclass(frozen=True)
class Conference:
    """A room: its id of digits, and the link to it."""

    id: str
    join_url: str


class Telemost:
    """A client; ``url`` ends with the API's name. Every call takes its token: it may be renewed
    between two calls."""

    def __init__(self, url: str) -> None:
        self._line = Line(url)

    async def close(self) -> None:
        await self._line.close()

    async def create(
        self, token: str, *, waiting_room: WaitingRoom, cohosts: Sequence[str] = ()
    ) -> Conference:
        """Make a room; raises `ServiceError`. After `Lost` there may be one that nobody knows."""
        body: dict[str, object] = {"waiting_room_level": waiting_room}
        if cohosts:
            body["cohosts"] = _people(cohosts)
        answer = await self._ask("POST", "/conferences", token, body)
        return _conference(answer)

    async def read(self, token: str, conference: str) -> Conference:
        """Look at a room; raises `Refused` ("missing") where there is none any more."""
        return _conference(await self._ask("GET", f"/conferences/{conference}", token))

    async def update(self, token: str, conference: str, *, waiting_room: WaitingRoom) -> None:
        """Say anew who waits outside."""
        body = {"waiting_room_level": waiting_room}
        await self._ask("PATCH", f"/conferences/{conference}", token, body)

    async def add_cohosts(self, token: str, conference: str, cohosts: Sequence[str]) -> None:
        """Let more people lead; raises `UnknownPeople`."""
        path = f"/conferences/{conference}/cohosts"
        await self._ask("PATCH", path, token, {"cohosts": _people(cohosts)})

    async def probe(self, token: str) -> None:
        """Ask for a room that cannot be: whoever hears "missing" has a good token.

        Raises `Refused` ("token", "scope", "organisation"), `Busy` or `Lost`.
        """
        try:
            await self.read(token, "0")
        except Refused as error:
            if error.why != "missing":
                raise

    async def _ask(
        self, method: str, path: str, token: str, body: Mapping[str, object] | None = None
    ) -> Answer:
        headers = {"Authorization": f"OAuth {token}", "Accept": "application/json"}
        answer = await self._line.ask(method, path, headers=headers, body=body)
        if answer.status not in (200, 201, 204):
            raise _error(answer)
        return answer


def _people(addresses: Sequence[str]) -> list[dict[str, str]]:
    return [{"email": one} for one in addresses[:COHOSTS_MOST]]


def _conference(answer: Answer) -> Conference:
    told = answer.mapping()
    number, url = told.get("id"), told.get("join_url")
    if not isinstance(number, str) or not isinstance(url, str) or not url.startswith("https://"):
        raise Lost("odd answer")
    return Conference(number, url)


def _error(answer: Answer) -> ServiceError:
    told = answer.mapping()
    name = str(told.get("error") or "")
    if name == "NoSuchUserPrincipalsFound":
        details = told.get("details")
        emails = details.get("emails") if isinstance(details, dict) else ""
        return UnknownPeople(part.strip() for part in str(emails or "").split(";") if part.strip())
    if answer.status == 429:
        return Busy("too many")
    why = _REFUSED.get((answer.status, name)) or _BY_STATUS.get(answer.status)
    # A gateway's 5xx says nothing of what became of the call behind it.
    return Refused(why) if why is not None else Lost(f"http {answer.status}")
