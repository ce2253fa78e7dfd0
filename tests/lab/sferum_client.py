"""A bot of the MAX stand-in as the network sees it."""

import json
from dataclasses import dataclass
from typing import Any

import aiohttp

from lab.sferum.bot import SferumBot
from lab.sferum.people import SferumPerson
from lab.sferum.server import SferumStandIn

Json = dict[str, Any]  # MAX's own JSON


@dataclass
class Client:
    """Calls the API over HTTP with the bot's token."""

    max: SferumStandIn
    bot: SferumBot
    http: aiohttp.ClientSession

    async def ask(
        self, method: str, path: str, body: object = None, *, token: str = "", **query: object
    ) -> tuple[int, Json]:
        """The status and the whole body of the answer; the bot's own token unless given."""
        headers = {"Authorization": token or self.bot.token}
        asked = {name: str(value) for name, value in query.items()}
        sent = None if body is None else json.dumps(body)
        url = self.max.url + path
        async with self.http.request(
            method, url, params=asked, headers=headers, data=sent
        ) as answer:
            got: Json = await answer.json()
            return answer.status, got

    async def get(self, method: str, path: str, body: object = None, **query: object) -> Json:
        """The answer of a call that must be accepted."""
        status, got = await self.ask(method, path, body, token="", **query)
        assert status == 200 and got.get("success") is not False, got
        return got

    async def refusal(
        self, method: str, path: str, body: object = None, **query: object
    ) -> tuple[int, str]:
        """The status and the code of a call that must be refused."""
        status, got = await self.ask(method, path, body, token="", **query)
        assert status != 200 or got["success"] is False, got
        return status, str(got.get("code", ""))

    async def send(self, to: SferumPerson, text: str, **body: object) -> str:
        """Send; gives the mid."""
        sent = {"text": text, **body}
        got = await self.get("POST", "/messages", sent, user_id=to.id)
        return str(got["message"]["body"]["mid"])

    async def poll(self, marker: int | None = None, **query: object) -> Json:
        asked = query if marker is None else {"marker": marker, **query}
        return await self.get("GET", "/updates", timeout=asked.pop("timeout", 0), **asked)

    async def updates(self, marker: int | None = None) -> list[Json]:
        found: list[Json] = (await self.poll(marker))["updates"]
        return found

    async def upload(self, kind: str, name: str, content: bytes) -> str:
        """Upload a file; gives its token."""
        made = await self.get("POST", "/uploads", type=kind)
        form = aiohttp.FormData(quote_fields=False)
        form.add_field("data", content, filename=name)
        async with self.http.post(made["url"], data=form) as answer:
            assert answer.status == 200
            if "token" in made:
                return str(made["token"])
            got: Json = await answer.json()
        photos = got.get("photos", {"one": got})
        return str(next(iter(photos.values()))["token"])


def keyboard(*rows: list[Json]) -> list[Json]:
    """The attachments of a message with a keyboard."""
    return [{"type": "inline_keyboard", "payload": {"buttons": list(rows)}}]


def button(label: str, payload: str = "p") -> Json:
    return {"type": "callback", "text": label, "payload": payload}
