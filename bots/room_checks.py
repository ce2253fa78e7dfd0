"""`coworking check` of the services: what rooms are got from, rooms left behind, forms (E2, E4)."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bots import wiring
from bots.clock import Clock
from bots.settings import Settings
from integrations.calendar import Calendar
from integrations.errors import Refused, ServiceError
from integrations.forms import Forms
from integrations.telemost import Telemost
from storage import room_ladder, service_tokens
from storage.room_ladder import Orphan
from storage.sealing import Unsealable
from storage.service_tokens import Token
from storage.store import StoreUnavailable, Tx

Level = Literal["ok", "warn", "bad"]
SOON_DAYS = 30
#: What to do about a refusal.
ADVICE = {
    "token": "the token is not taken: coworking yandex login, or another TELEMOST_TOKEN",
    "scope": "the application lacks a right: telemost-api:conferences.* or calendar:all",
    "organisation": "the account is not of a Yandex 360 organisation: the calendar goes on",
}
FORMS_ADVICE = {
    "token": "the token is not taken: coworking yandex login, or another YANDEX_FORMS_TOKEN",
    "scope": "the application lacks the right forms:read, or YANDEX_FORMS_ORG_ID is another's",
    "request": "it does not know the organisation: check YANDEX_FORMS_ORG_ID",
}


@dataclass(frozen=True)
class Result:
    """One thing looked at; ``said`` ends with the advice where there is something to do."""

    level: Level
    what: str
    said: str


async def check(settings: Settings, clock: Clock) -> list[Result]:
    """Look at the providers of rooms and at the forms; nothing is made there."""
    found: list[Result] = []
    if not settings.room_providers:
        said = "no provider: hosts paste the links of their meetings (docs/rooms.md)"
        found.append(Result("ok", "rooms", said))
        if not settings.reads_forms:
            return found
    token, orphans = await _kept(settings, clock)
    if settings.yandex_client_id:
        found.append(_login(token, clock))
    if settings.uses_telemost:
        found.append(await _telemost(settings, token))
    if settings.uses_calendar:
        found.append(await _calendar(settings, token))
    if settings.reads_forms:
        found.append(await _forms(settings, token))
    if orphans:
        found.append(_orphans(orphans))
    return found


def _login(token: Token | None, clock: Clock) -> Result:
    if token is None:
        return Result("warn", "yandex", "nobody logged in yet: coworking yandex login")
    if not token.good:
        return Result("bad", "yandex", "the login is over: coworking yandex login")
    days = (token.expires_at - clock.now()).days
    if days <= SOON_DAYS:
        return Result("warn", "yandex", f"the login ends in {days} days: coworking yandex login")
    return Result("ok", "yandex", f"logged in, for {days} days more")


async def _telemost(settings: Settings, token: Token | None) -> Result:
    own = settings.telemost_token
    told = own.get_secret_value() if own is not None else token.access if token else ""
    client = Telemost(settings.telemost_api_url)
    try:
        await client.probe(told)
    except ServiceError as error:
        return _trouble("telemost", error)
    finally:
        await client.close()
    return Result("ok", "telemost", "the token is taken")


async def _calendar(settings: Settings, token: Token | None) -> Result:
    password = settings.caldav_password
    if password is not None:
        pair = f"{settings.caldav_login}:{password.get_secret_value()}"
        told = f"Basic {base64.b64encode(pair.encode()).decode()}"
    else:
        told = f"OAuth {token.access if token else ''}"
    client = Calendar(settings.caldav_url, settings.caldav_login)
    try:
        await client.probe(told)
    except ServiceError as error:
        return _trouble("calendar", error)
    finally:
        await client.close()
    return Result("ok", "calendar", "the login is taken")


async def _forms(settings: Settings, token: Token | None) -> Result:
    own = settings.yandex_forms_token
    told = own.get_secret_value() if own is not None else token.access if token else ""
    client = Forms(settings.yandex_forms_api_url, settings.yandex_forms_org_id)
    try:
        await client.probe(told)
    except ServiceError as error:
        return _trouble("forms", error, FORMS_ADVICE)
    finally:
        await client.close()
    return Result("ok", "forms", "the token is taken")


def _trouble(what: str, error: ServiceError, advice: Mapping[str, str] = ADVICE) -> Result:
    if isinstance(error, Refused):
        said = advice.get(error.why, f"it refuses ({error.why})")
        return Result("warn" if error.why == "organisation" else "bad", what, said)
    return Result("warn", what, f"not reached ({error.reason}): check the internet")


def _orphans(orphans: list[Orphan]) -> Result:
    known = [one.reference for one in orphans if one.certain]
    unknown = len(orphans) - len(known)
    parts = [f"{len(known)} shut ({', '.join(known)})"] if known else []
    parts += [f"{unknown} that may be there"] if unknown else []
    said = f"rooms that no event uses: {'; '.join(parts)}; they do no harm"
    return Result("warn" if unknown else "ok", "rooms", said)


async def _kept(settings: Settings, clock: Clock) -> tuple[Token | None, list[Orphan]]:
    """What the store knows, if there is one."""
    place = settings.database_file
    if place is not None and not place.exists():
        return None, []
    try:
        store = wiring.open_store(settings, clock, secret=_secret(settings))
        store.start()
        try:
            return await store.run(_read)
        finally:
            await store.close()
    except StoreUnavailable:
        return None, []


def _secret(settings: Settings) -> str:
    """The key, but none is made by looking."""
    if settings.secret_key is None and not settings.key_file.exists():
        return ""
    return settings.secret()


def _read(tx: Tx) -> tuple[Token | None, list[Orphan]]:
    try:
        token = service_tokens.current(tx)
    except Unsealable:
        token = None
    return token, room_ladder.orphans(tx)
