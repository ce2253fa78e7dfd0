"""`coworking yandex`: the school's login to Yandex, for rooms and the calendar (E2)."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from bots import wiring
from bots.clock import Clock
from bots.settings import Settings
from integrations.errors import Refused, ServiceError
from integrations.yandex_oauth import DeviceCode, Tokens, YandexOAuth
from storage import service_tokens
from storage.store import Store, Tx

app = typer.Typer(help="Log the school in to Yandex: rooms in Telemost, entries in the calendar.")
out = Console(soft_wrap=True)

DEVICE = "coworking-bots"
Read = Callable[[], Settings]
Sleep = Callable[[float], Awaitable[None]]
#: Why a login did not end well, in words for whoever sits at the console.
WHY = {
    "client": "Yandex does not know the application: check YANDEX_CLIENT_ID and its secret",
    "token": "the code was not taken: it is typed within 10 minutes; begin anew",
}


class CannotLogIn(Exception):
    """The login did not end well; the message says why."""


async def log_in(
    settings: Settings,
    clock: Clock,
    *,
    code: str | None,
    say: Callable[[DeviceCode], None],
    sleep: Sleep = asyncio.sleep,
) -> timedelta:
    """Log in by a code that a browser showed, or by one that is typed on another device; gives how
    long the permission lasts. Raises `CannotLogIn`."""
    if not settings.yandex_client_id:
        raise CannotLogIn("set YANDEX_CLIENT_ID and YANDEX_CLIENT_SECRET first (docs/rooms.md)")
    secret = settings.yandex_client_secret.get_secret_value()
    client = YandexOAuth(settings.yandex_oauth_url, settings.yandex_client_id, secret)
    try:
        tokens = await (client.by_code(code) if code else _by_device(client, say, sleep))
    except Refused as error:
        raise CannotLogIn(WHY.get(error.why, error.why)) from None
    except ServiceError as error:
        raise CannotLogIn(f"Yandex did not answer ({error.reason}): try again") from None
    finally:
        await client.close()
    await _keep(settings, clock, tokens)
    return tokens.lasts


async def _by_device(
    client: YandexOAuth, say: Callable[[DeviceCode], None], sleep: Sleep
) -> Tokens:
    begun = await client.begin(DEVICE)
    say(begun)
    waited = timedelta()
    while waited < begun.lasts:
        await sleep(begun.interval.total_seconds())
        waited += begun.interval
        if (tokens := await client.poll(begun)) is not None:
            return tokens
    raise Refused("token")


async def _keep(settings: Settings, clock: Clock, tokens: Tokens) -> None:
    store = wiring.open_store(settings, clock)
    store.start()
    try:
        await store.run(lambda tx: _write(tx, tokens))
    finally:
        await store.close()


def _write(tx: Tx, tokens: Tokens) -> None:
    service_tokens.keep(
        tx,
        service=service_tokens.YANDEX,
        access=tokens.access,
        refresh=tokens.refresh,
        lasts=tokens.lasts,
    )


def add_to(main: typer.Typer, read: Read, fail: Callable[[Exception | str], NoReturn]) -> None:
    """Put the commands beside the others."""

    @app.command()
    def login(
        code: Annotated[
            str | None,
            typer.Option(help="A code that the browser showed, instead of typing one there."),
        ] = None,
    ) -> None:
        """Log in; the permission is renewed by itself as long as the bots run."""

        def say(begun: DeviceCode) -> None:
            said = f"Open {begun.verification_url} and type {begun.user_code}"
            out.print(said, highlight=False, markup=False)

        try:
            settings = read()
            lasts = asyncio.run(log_in(settings, Clock(settings.clock_start), code=code, say=say))
        except CannotLogIn as error:
            fail(error)
        out.print(f"logged in, for {lasts.days} days", highlight=False)

    @app.command()
    def forget() -> None:
        """Forget the login; rooms are not made by it any more."""
        asyncio.run(_forget(wiring.open_store(read(), Clock())))
        out.print("forgotten", highlight=False)

    main.add_typer(app, name="yandex")


async def _forget(store: Store) -> None:
    store.start()
    try:
        await store.run(service_tokens.forget)
    finally:
        await store.close()
