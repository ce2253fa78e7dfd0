"""Yandex OAuth: a login from a console, and renewal (integrations, 1.5).

The device's way is for a server without a browser: a code is typed on any other device, and the
answer is asked for until it is there.
"""

from dataclasses import dataclass
from datetime import timedelta

from integrations.errors import Busy, Lost, Refused
from integrations.line import Answer, Line

#: Where no interval is told: seconds between two questions.
INTERVAL = 5


@dataclass(frozen=True)
class DeviceCode:
    """What is typed where, and how long it may be."""

    device_code: str
    user_code: str
    verification_url: str
    interval: timedelta
    lasts: timedelta


@dataclass(frozen=True)
class Tokens:
    """What a login or a renewal gives: the refresh token is a new one each time."""

    access: str
    refresh: str
    lasts: timedelta


class YandexOAuth:
    """A client for one application."""

    def __init__(self, url: str, client_id: str, client_secret: str) -> None:
        self._line = Line(url)
        self._client = {"client_id": client_id, "client_secret": client_secret}

    async def close(self) -> None:
        await self._line.close()

    async def begin(self, device_name: str) -> DeviceCode:
        """Begin a login; raises `Refused` ("client") for an application that nobody knows."""
        form = {"client_id": self._client["client_id"], "device_name": device_name[:100]}
        told = _good(await self._line.ask("POST", "/device/code", form=form))
        return DeviceCode(
            device_code=_text(told, "device_code"),
            user_code=_text(told, "user_code"),
            verification_url=_text(told, "verification_url"),
            interval=timedelta(seconds=_number(told, "interval") or INTERVAL),
            lasts=timedelta(seconds=_number(told, "expires_in") or 600),
        )

    async def poll(self, code: DeviceCode) -> Tokens | None:
        """The tokens, None while nobody typed the code; raises `Refused` when it is over."""
        form = {"grant_type": "device_code", "code": code.device_code, **self._client}
        answer = await self._line.ask("POST", "/token", form=form)
        if answer.mapping().get("error") == "authorization_pending":
            return None
        return _tokens(_good(answer))

    async def by_code(self, code: str) -> Tokens:
        """The tokens for a code that a browser showed; raises `Refused`."""
        form = {"grant_type": "authorization_code", "code": code, **self._client}
        return _tokens(_good(await self._line.ask("POST", "/token", form=form)))

    async def renew(self, refresh: str) -> Tokens:
        """New tokens for the old; raises `Refused` ("token") where a person must log in again."""
        form = {"grant_type": "refresh_token", "refresh_token": refresh, **self._client}
        return _tokens(_good(await self._line.ask("POST", "/token", form=form)))


def _good(answer: Answer) -> dict[str, object]:
    told = answer.mapping()
    if answer.status == 200 and told:
        return told
    if answer.status == 429:
        raise Busy("too many")
    if answer.status in (400, 401):
        client = told.get("error") in ("invalid_client", "unauthorized_client")
        raise Refused("client" if client else "token")
    raise Lost(f"http {answer.status}")


def _tokens(told: dict[str, object]) -> Tokens:
    lasts = timedelta(seconds=_number(told, "expires_in") or 3600)
    return Tokens(_text(told, "access_token"), _text(told, "refresh_token"), lasts)


def _text(told: dict[str, object], name: str) -> str:
    value = told.get(name)
    if not isinstance(value, str) or not value:
        raise Lost("odd answer")
    return value


def _number(told: dict[str, object], name: str) -> int:
    value = told.get(name)
    return value if isinstance(value, int) else 0
