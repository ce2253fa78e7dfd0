"""Methods about webhooks: which addresses get a bot's updates (facts/sferum-max.md, 2.4)."""

import re
from urllib.parse import urlsplit

from lab.sferum import errors, params, talks
from lab.sferum.bot import SferumBot, Subscription
from lab.sferum.errors import Unsuccessful
from lab.sferum.messages import DONE
from lab.sferum.params import Asked
from lab.sferum.talks import Json
from lab.sferum.world import World

SECRET = re.compile(r"[A-Za-z0-9_-]{5,256}")
KINDS = frozenset(
    {
        "message_created",
        "message_callback",
        "message_edited",
        "message_removed",
        "bot_started",
        "bot_stopped",
        "bot_added",
        "bot_removed",
        "user_added",
        "user_removed",
        "dialog_cleared",
        "dialog_removed",
        "dialog_muted",
        "dialog_unmuted",
        "chat_title_changed",
        "bot_admin_permissions_changed",
        "comment_created",
        "comment_edited",
        "comment_removed",
    }
)


def get(world: World, bot: SferumBot, asked: Asked) -> Json:
    """GET /subscriptions"""
    return {"subscriptions": [_shape(one) for one in bot.subscriptions]}


def add(world: World, bot: SferumBot, asked: Asked) -> Json:
    """POST /subscriptions: the same address again takes the old one's place."""
    url = params.text(asked.body.get("url"), "url", 1)
    if not _allowed(world, url):
        raise errors.malformed("url must be https on port 443")
    types = read_kinds(asked.body.get("update_types"))
    secret = asked.body.get("secret") or ""
    if secret and not SECRET.fullmatch(params.text(secret, "secret")):
        raise errors.malformed("secret has other characters")
    old = next((one for one in bot.subscriptions if one.url == url), None)
    now = world.now()
    made = Subscription(url, secret, types, now, now, old.waiting if old else [])
    bot.subscriptions[:] = [one for one in bot.subscriptions if one is not old] + [made]
    world.changed.ring()
    return DONE


def remove(world: World, bot: SferumBot, asked: Asked) -> Json:
    """DELETE /subscriptions"""
    url = asked.needed("url")
    found = next((one for one in bot.subscriptions if one.url == url), None)
    if found is None:
        raise Unsuccessful("there is no such subscription")
    end(world, bot, found)
    return DONE


def end(world: World, bot: SferumBot, ended: Subscription) -> None:
    """Stop a subscription; what it had not delivered is lost."""
    bot.subscriptions[:] = [one for one in bot.subscriptions if one is not ended]
    bot.unsubscribed.append(ended)
    ended.lost += [one.update for one in ended.waiting]
    ended.waiting.clear()
    world.changed.ring()


def read_kinds(sent: object) -> frozenset[str] | None:
    """Types of updates, None for all; raises `Refusal` 400 for an unknown one."""
    if sent is None or sent == []:
        return None
    kinds = frozenset(
        params.text(one, "update_types") for one in params.listed(sent, "update_types")
    )
    if not kinds <= KINDS:
        raise errors.malformed("unknown update type")
    return kinds


def _allowed(world: World, url: str) -> bool:
    parts = urlsplit(url)
    if world.settings.plain_webhooks and parts.hostname in ("127.0.0.1", "localhost"):
        return parts.scheme in ("http", "https")
    return parts.scheme == "https" and bool(parts.hostname) and parts.port is None


def _shape(one: Subscription) -> Json:
    types = sorted(one.types) if one.types is not None else None
    return {"url": one.url, "time": talks.millis(one.made), "update_types": types}
