"""Methods about who is in a group: members, administrators, the bot itself."""

from lab.sferum import chats, errors, events, params, shapes
from lab.sferum.bot import SferumBot
from lab.sferum.errors import Refusal, Unsuccessful
from lab.sferum.messages import DONE
from lab.sferum.params import Asked
from lab.sferum.talks import ADMINS, PERMISSIONS, READ, REMOVE, Group, Json, Member
from lab.sferum.world import World

USUAL, MOST, MOST_ADMINS = 20, 100, 50


def me(world: World, bot: SferumBot, asked: Asked) -> Json:
    """GET /chats/{chatId}/members/me"""
    return shapes.member(world, chats.group_of(world, bot, asked.chat_id), bot.user_id)


def leave(world: World, bot: SferumBot, asked: Asked) -> Json:
    """DELETE /chats/{chatId}/members/me"""
    group = chats.group_of(world, bot, asked.chat_id)
    del group.members[bot.user_id]
    events.bot_moved(world, group, bot, "bot_removed", bot.user_id)
    return DONE


def get(world: World, bot: SferumBot, asked: Asked) -> Json:
    """GET /chats/{chatId}/members: those asked for, or a page of all."""
    group = _led(world, bot, asked)
    if asked.query.get("user_ids"):
        found = [one for one in asked.numbers("user_ids") if one in group.members]
        return {"members": [shapes.member(world, group, one) for one in found]}
    begin = asked.number("marker", 0) or 0
    end = begin + (asked.number("count", 1, MOST) or USUAL)
    page = list(group.members)[begin:end]
    made: Json = {"members": [shapes.member(world, group, one) for one in page]}
    if end < len(group.members):
        made["marker"] = end
    return made


def add(world: World, bot: SferumBot, asked: Asked) -> Json:
    """POST /chats/{chatId}/members: pupils in safe mode cannot be added by a stranger."""
    group = chats.group_of(world, bot, asked.chat_id)
    chats.must(group, bot, REMOVE)
    ids = [
        params.integer(one, "user_ids")
        for one in params.listed(asked.body.get("user_ids"), "user_ids")
    ]
    if not 1 <= len(ids) <= MOST or len(set(ids)) < len(ids):
        raise errors.malformed(f"user_ids must be 1 to {MOST} different numbers")
    refused: dict[str, list[int]] = {}
    for one in ids:
        fault = _add(world, bot, group, one)
        if fault:
            refused.setdefault(fault, []).append(one)
    if not refused:
        return DONE
    return {
        "success": False,
        "failed_user_ids": [one for failed in refused.values() for one in failed],
        "failed_user_details": [
            {"error_code": code, "user_ids": failed} for code, failed in refused.items()
        ],
    }


def _add(world: World, bot: SferumBot, group: Group, user_id: int) -> str:
    """Add somebody; gives the code of what forbids it, "" when nothing does."""
    account = world.people.get(user_id)
    if account is None:
        return "add.participant.not.found"
    if account.guarded or user_id in group.blocked:
        return "add.participant.privacy"
    if user_id not in group.members:
        group.members[user_id] = Member(world.now())
        events.user_added(world, group, user_id, bot.user_id)
    return ""


def remove(world: World, bot: SferumBot, asked: Asked) -> Json:
    """DELETE /chats/{chatId}/members: with the owner it answers success and does nothing."""
    group = chats.group_of(world, bot, asked.chat_id)
    chats.must(group, bot, REMOVE)
    asked.needed("user_id")
    user_id = asked.number("user_id")
    blocks = asked.flag("block")
    if user_id is None or user_id not in group.members:
        raise Unsuccessful("the user is not in the chat")
    if user_id == group.owner:
        return DONE
    del group.members[user_id]
    if blocks and group.link is not None:
        group.blocked.add(user_id)
    events.user_removed(world, group, user_id, bot.user_id)
    return DONE


def admins(world: World, bot: SferumBot, asked: Asked) -> Json:
    """GET /chats/{chatId}/members/admins"""
    group = _led(world, bot, asked)
    leaders = [one for one in group.members if group.leads(one)]
    return {"members": [shapes.member(world, group, one) for one in leaders]}


def set_admins(world: World, bot: SferumBot, asked: Asked) -> Json:
    """POST /chats/{chatId}/members/admins: permissions are replaced as a whole."""
    group = chats.group_of(world, bot, asked.chat_id)
    chats.must(group, bot, ADMINS)
    sent = [
        params.mapping(one, "admin") for one in params.listed(asked.body.get("admins"), "admins")
    ]
    for one in sent:
        rights = params.listed(one.get("permissions"), "permissions")
        if not set(rights) <= PERMISSIONS:
            raise errors.malformed("unknown permission")
        member = group.members.get(params.integer(one.get("user_id"), "user_id"))
        if member is None:
            raise Unsuccessful("the user is not in the chat")
        member.permissions = frozenset(rights)
        member.alias = params.text(one.get("alias") or "", "alias")
    if sum(map(group.leads, group.members)) > MOST_ADMINS:
        raise Unsuccessful(f"over {MOST_ADMINS} administrators")
    world.changed.ring()
    return DONE


def unset_admin(world: World, bot: SferumBot, asked: Asked) -> Json:
    """DELETE /chats/{chatId}/members/admins/{userId}"""
    group = chats.group_of(world, bot, asked.chat_id)
    chats.must(group, bot, ADMINS)
    member = group.members.get(int(asked.path["userId"]))
    if member is None or member.permissions is None:
        raise Unsuccessful("the user is no administrator")
    member.permissions = None
    world.changed.ring()
    return DONE


def _led(world: World, bot: SferumBot, asked: Asked) -> Group:
    group = chats.group_of(world, bot, asked.chat_id)
    if not group.may(bot.user_id, READ):
        raise Refusal(403, "the bot is no administrator here")
    return group
