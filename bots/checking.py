"""`coworking check`: is everything set up to run, and what to do about what is not (O2)."""

from dataclasses import replace
from datetime import date

from yaml import YAMLError

from bots import accounts, keys, room_checks, wiring
from bots import settings as configuration
from bots.accounts import Opening
from bots.channel import ChannelError, Halted
from bots.clock import Clock
from bots.room_checks import Result
from bots.settings import ENV_FILE, Settings
from dialogs import crisis_lexicon, helplines, words
from storage import (
    codes,
    duty,
    jobs,
    moderation_journal,
    residents,
    rotation,
    schema,
    school_calendar,
    updates,
)
from storage.residents import Role
from storage.sealing import Sealer
from storage.store import Store, StoreUnavailable, Tx

#: Days after which the numbers of the crisis card have to be tried again.
HELPLINES_GOOD_FOR = 100


async def check(settings: Settings, clock: Clock) -> list[Result]:
    """Look at the database, the people in it, and every account; nothing is made that is not."""
    results = [*_env_file(), *_settings(settings)]
    results += await _store(settings, clock)
    results += await room_checks.check(settings, clock)
    openings = accounts.openings(settings)
    if not openings:
        said = f"no token: set SFERUM_TOKEN or VK_TOKEN in {ENV_FILE.absolute()}"
        results.append(Result("bad", "messengers", said))
    for one in openings:
        results.append(await _account(settings, clock, one))
    return results


def counted(number: int, word: str) -> str:
    """«1 resident», «2 residents»."""
    return f"{number} {word}{'' if number == 1 else 's'}"


def _env_file() -> list[Result]:
    """Whoever stands in another folder has other settings, and a mistyped name sets nothing."""
    path = ENV_FILE.absolute()
    if not path.is_file():
        said = f"there is no {path}: is this the right folder? (cp .env.example .env)"
        return [Result("warn", ".env", said)]
    found = [Result("ok", ".env", str(path))]
    for name, alike in configuration.strange_names():
        said = f"{name} is no setting" + (f": {alike}?" if alike else ", see .env.example")
        found.append(Result("warn", ".env", said))
    return found


def _settings(settings: Settings) -> list[Result]:
    found: list[Result] = []
    if settings.vk_updates == "callback" and settings.accounts("vk"):
        found.append(_callback(settings))
    if settings.secret_key is None and not settings.secret_keys:
        found.append(_key(settings))
    if not settings.privacy_url:
        said = "not set: residents are not shown how their data is treated"
        found.append(Result("warn", "PRIVACY_URL", said))
    found += calendar(settings)
    if settings.accounts("telegram"):
        said = (
            "pupils' personal data may not go through foreign messengers "
            "(149-FZ, art. 10, 8; 273-FZ, art. 16, 3.1): leave it off for pupils"
        )
        found.append(Result("warn", "TELEGRAM_TOKEN", said))
    return found


def calendar(settings: Settings) -> list[Result]:
    """Holidays that are not the school's move due dates to the wrong days."""
    path = settings.calendar_file or wiring.CALENDAR_FILE
    try:
        found = school_calendar.load(path)
    except (OSError, ValueError, YAMLError):
        # Whoever opens the store says what is wrong with it.
        return []
    if found.checked:
        return []
    said = f"the calendar of {found.year} was not checked: see {path}, then set checked: true"
    return [Result("warn", "CALENDAR_FILE", said)]


def _key(settings: Settings) -> Result:
    path = settings.key_file.absolute()
    if path.exists():
        said = f"made by itself and kept in {path}; copy it to a safe place"
        return Result("warn", "SECRET_KEY", said)
    database = settings.database_file
    if database is not None and database.exists():
        said = f"not set, and {path} is gone: codes that were given out cannot be read"
        return Result("bad", "SECRET_KEY", said)
    return Result("warn", "SECRET_KEY", f"not set: it will be made by itself in {path}")


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
    place = settings.database_file
    if place is not None and not place.exists():
        wiring.rules_of(settings)
        said = (
            f"none at {place.absolute()} yet: is this the right folder? coworking migrate makes it"
        )
        return [Result("warn", "database", said)]
    at = f"in {place.absolute()}" if place is not None else "on PostgreSQL"
    try:
        # Nothing is sealed here, and no key may be made by looking.
        store = wiring.open_store(settings, clock, secret="")
        damage = schema.damage(store.engine)
        store.start()
        people, leaders, waiting, parked, failed = await store.run(_count)
        broken = await _broken_journal(settings, store)
        nobody = await store.run(duty.is_empty)
        called = await store.run(helplines.last_called)
        await store.close()
    except StoreUnavailable as error:
        said = f"cannot be used {at} ({error}): docs/operations.md, Damage"
        return [Result("bad", "database", said)]
    if damage:
        said = f"damaged ({damage}): stop, restore a copy (docs/operations.md)"
        return [Result("bad", "database", said)]
    said = f"{counted(people, 'resident')}, {counted(waiting, 'code')} to be used, {at}"
    found = [Result("ok", "database", said)]
    if broken is not None:
        said = f"line {broken} has been changed, or lines are missing before it"
        found.append(Result("bad", "journal of moderation", said))
    if leaders == 0:
        said = "nobody is coordinator: import people, or coworking code coordinator … --new"
        found.append(Result("warn", "people", said))
    found += await _keys(settings, clock)
    found += _crisis(clock, called, without_duty=nobody)
    if parked:
        aside = f"{counted(parked, 'update')} set aside after a fault"
        said = f"{aside}: update the program, then coworking replay"
        found.append(Result("warn", "updates", said))
    if failed:
        said = f"{counted(failed, 'job')} failed for good: see the log, then coworking replay"
        found.append(Result("warn", "jobs", said))
    return found


async def _broken_journal(settings: Settings, store: Store) -> int | None:
    """The first line of the moderators' journal that does not fit; None if all do, or if the key
    by which they are marked is not there to ask with."""
    secrets = settings.known_secrets()
    if not secrets:
        return None
    sealer = Sealer(secrets)

    def look(tx: Tx) -> int | None:
        # The marks are made with the store's own key, which outlives those of the ring.
        if not rotation.look(tx, sealer):
            return None
        return moderation_journal.broken(replace(tx, sealer=sealer))

    return await store.run(look)


async def _keys(settings: Settings, clock: Clock) -> list[Result]:
    """Whether an old key may go, and whether one is lacking."""
    seen = await keys.ages(settings, clock)
    if seen is None:
        return []
    found: list[Result] = []
    if seen.unreadable:
        said = f"{counted(seen.unreadable, 'sealed text')} that no key opens: add the old key"
        found.append(Result("bad", "keys", said))
    if seen.older:
        needed = f"{counted(seen.older, 'sealed text')} still need an old key"
        found.append(Result("warn", "keys", f"{needed}: coworking rotate-keys"))
    elif len(settings.known_secrets()) > 1 and not seen.unreadable:
        found.append(Result("ok", "keys", "the old keys are not needed any more: take them out"))
    return found


def _crisis(clock: Clock, called: date | None, *, without_duty: bool) -> list[Result]:
    """The crisis file's own test phrases, the helplines, and whether anybody is on duty (Q4)."""
    crisis = crisis_lexicon.loaded()
    failing = crisis.failing()
    found = [Result("bad", "crisis phrases", f"not found as they should be: {', '.join(failing)}")]
    if not failing:
        found = [Result("ok", "crisis phrases", "all test phrases are found as they should be")]
    today = words.local(clock.now()).date()
    if called is None:
        said = "a number of the crisis card was never called: let the psychologist try them all"
        found.append(Result("warn", "helplines", said))
    elif (today - called).days > HELPLINES_GOOD_FOR:
        said = f"called last on {called.isoformat()}: let the psychologist try them all"
        found.append(Result("warn", "helplines", said))
    if without_duty:
        said = "nobody is on duty for children in danger: «Дежурство» in the bot"
        found.append(Result("warn", "duty", said))
    return found


def _count(tx: Tx) -> tuple[int, int, int, int, int]:
    people = residents.with_role(tx, *Role)
    leaders = [one for one in people if Role.COORDINATOR in one.roles]
    aside = len(updates.parked(tx))
    return len(people), len(leaders), codes.count_waiting(tx), aside, jobs.failed(tx)


async def _account(settings: Settings, clock: Clock, one: Opening) -> Result:
    channel = one.make(settings, clock, one.account)
    try:
        lacking = await channel.lacks()
    except Halted as error:
        said = f"the messenger does not take the token ({error.reason})"
        return Result("bad", channel.name, said)
    except ChannelError as error:
        at = f"not reachable ({error.reason})"
        said = f"{at}: check the internet; the token was not tried"
        return Result("bad", channel.name, said)
    finally:
        await channel.close()
    if lacking:
        return Result("bad", channel.name, f"lacking: {'; '.join(lacking)}")
    return Result("ok", channel.name, "the messenger takes the token and it has its rights")
