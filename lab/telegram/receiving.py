"""How a bot gets its updates: long poll, or a webhook that keeps polls away."""

import asyncio
import re
from urllib.parse import urlsplit

from lab.telegram import errors
from lab.telegram.bot import TelegramBot, Webhook
from lab.telegram.params import Asked
from lab.telegram.talks import Json
from lab.telegram.world import World
from lab.troubles import Troubles

MOST = 100
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
LOOPBACK = ("127.0.0.1", "localhost")


async def poll(world: World, troubles: Troubles, bot: TelegramBot, asked: Asked) -> list[Json]:
    """The answer to getUpdates: at once when updates wait, else up to ``timeout`` seconds later."""
    if bot.webhook is not None:
        raise errors.Refusal(
            409,
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook "
            "to delete the webhook first",
        )
    _forget_old(world, bot)
    bot.kinds = _kinds(asked, bot.kinds)
    offset = asked.number("offset")
    if offset is not None and offset > 0:
        bot.take_until(offset)
        world.changed.ring()
    limit = min(asked.number("limit") or MOST, MOST)
    seconds = min(float(asked.number("timeout") or 0), world.settings.poll_longest)
    bot.polls += 1
    mine = bot.polls
    await _wait(world, bot, mine, seconds)
    if bot.polls != mine:
        raise errors.ordered(409)
    return troubles.deliver([update for _, update in bot.waiting[:limit]])


async def _wait(world: World, bot: TelegramBot, mine: int, seconds: float) -> None:
    async def come() -> None:
        seen = world.changed.count
        while not (world.closing or bot.waiting or bot.webhook or bot.polls != mine):
            seen = await world.changed.wait(seen)

    try:
        await asyncio.wait_for(come(), seconds)
    except TimeoutError:
        return


def set_webhook(world: World, bot: TelegramBot, asked: Asked) -> bool:
    url, secret = asked.text("url"), asked.text("secret_token")
    if not url:
        bot.webhook = None
        return True
    address = urlsplit(url)
    if address.scheme != "https" and address.hostname not in LOOPBACK:
        raise errors.bad("bad webhook: An HTTPS URL must be provided for webhook")
    if secret and not SECRET.fullmatch(secret):
        raise errors.bad("secret token contains unallowed characters")
    if asked.flag("drop_pending_updates"):
        bot.waiting.clear()
    bot.webhook = Webhook(url, secret, _kinds(asked, bot.kinds), world.now())
    world.changed.ring()
    return True


def delete_webhook(world: World, bot: TelegramBot, asked: Asked) -> bool:
    bot.webhook = None
    if asked.flag("drop_pending_updates"):
        bot.waiting.clear()
    world.changed.ring()
    return True


def webhook_info(world: World, bot: TelegramBot, asked: Asked) -> Json:
    told: Json = {
        "url": bot.webhook.url if bot.webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": bot.pending,
    }
    if bot.webhook is not None and bot.webhook.last_error:
        told["last_error_message"] = bot.webhook.last_error
        told["last_error_date"] = int(world.now().timestamp())
    return told


def _kinds(asked: Asked, known: frozenset[str] | None) -> frozenset[str] | None:
    told = asked.json("allowed_updates")
    if told is None:
        return known
    if not isinstance(told, list):
        raise errors.bad("can't parse allowed_updates JSON object")
    return frozenset(map(str, told)) or None


def _forget_old(world: World, bot: TelegramBot) -> None:
    since = world.now() - world.settings.update_life
    bot.waiting = [one for one in bot.waiting if one[0] >= since]
