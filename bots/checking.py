"""`coworking check`: is everything set up to run, and what to do about what is not (O2)."""

from dataclasses import dataclass
from typing import Literal

from bots import accounts, wiring
from bots.accounts import Opening
from bots.channel import ChannelError
from bots.clock import Clock
from bots.settings import Settings
from storage import codes, residents, schema, updates
from storage.residents import Role
from storage.store import StoreUnavailable, Tx

Level = Literal["ok", "warn", "bad"]


@dataclass(frozen=True)
class Result:
    """One thing looked at; ``said`` ends with the advice where there is something to do."""

    level: Level
    what: str
    said: str


async def check(settings: Settings, clock: Clock) -> list[Result]:
    """Look at the database, the people in it, and every account."""
    results = _settings(settings)
    results += await _store(settings, clock)
    openings = accounts.openings(settings)
    if not openings:
        results.append(Result("bad", "messengers", "no token: set SFERUM_TOKEN or VK_TOKEN"))
    for one in openings:
        results.append(await _account(settings, clock, one))
    return results


def _settings(settings: Settings) -> list[Result]:
    found: list[Result] = []
    if settings.vk_updates == "callback" and settings.accounts("vk"):
        found.append(_callback(settings))
    if settings.secret_key is None:
        said = "made by itself and kept beside the data; copy it to a safe place"
        found.append(Result("warn", "SECRET_KEY", said))
    if not settings.privacy_url:
        said = "not set: residents are not shown how their data is treated"
        found.append(Result("warn", "PRIVACY_URL", said))
    if settings.telegram_token is not None:
        said = (
            "pupils' personal data may not go through foreign messengers "
            "(149-FZ, art. 10, 8; 273-FZ, art. 16, 3.1): leave it off for pupils"
        )
        found.append(Result("warn", "TELEGRAM_TOKEN", said))
    return found


def _callback(settings: Settings) -> Result:
    """VK posts updates to us: it must know where, and prove that it is VK."""
    if not settings.vk_callback_secret.get_secret_value():
        said = "VK_CALLBACK_SECRET is empty: every update will be refused"
        return Result("bad", "Callback API", said)
    if not settings.public_url.startswith("https://"):
        said = "PUBLIC_URL must be the https address by which VK reaches this server"
        return Result("warn", "Callback API", said)
    paths = ", ".join(
        f"{settings.public_url.rstrip('/')}/{one.channel}" for one in settings.accounts("vk")
    )
    return Result("ok", "Callback API", f"give VK the address {paths}")


async def _store(settings: Settings, clock: Clock) -> list[Result]:
    try:
        store = wiring.open_store(settings, clock)
        damage = schema.damage(store.engine)
        store.start()
        people, leaders, waiting, parked = await store.run(_count)
        await store.close()
    except StoreUnavailable as error:
        said = f"cannot be used ({error}): docs/operations.md, Damage"
        return [Result("bad", "database", said)]
    if damage:
        said = f"damaged ({damage}): stop, restore a copy (docs/operations.md)"
        return [Result("bad", "database", said)]
    found = [Result("ok", "database", f"{people} residents, {waiting} codes wait to be used")]
    if leaders == 0:
        said = "nobody is coordinator: import people, or coworking code coordinator …"
        found.append(Result("warn", "people", said))
    if parked:
        said = f"{parked} set aside after a fault: update the program, then coworking replay"
        found.append(Result("warn", "updates", said))
    return found


def _count(tx: Tx) -> tuple[int, int, int, int]:
    people = residents.with_role(tx, *Role)
    leaders = [one for one in people if Role.COORDINATOR in one.roles]
    return len(people), len(leaders), codes.count_waiting(tx), len(updates.parked(tx))


async def _account(settings: Settings, clock: Clock, one: Opening) -> Result:
    channel = one.make(settings, clock, one.account)
    try:
        lacking = await channel.lacks()
    except ChannelError as error:
        said = f"the messenger does not take the token ({error.reason})"
        return Result("bad", channel.name, said)
    finally:
        await channel.close()
    if lacking:
        return Result("bad", channel.name, f"lacking: {'; '.join(lacking)}")
    return Result("ok", channel.name, "the messenger takes the token and it has its rights")
