"""Methods about chats and about messages others wrote: what a community may do there."""

from datetime import timedelta

from lab.vk import events, messages, params, shapes
from lab.vk.community import Community
from lab.vk.errors import ApiError
from lab.vk.params import Params
from lab.vk.talks import CHAT, Chat, Conversation, Json, Message
from lab.vk.world import World


def delete(world: World, community: Community, asked: Params) -> object:
    """messages.delete: by message_ids in private, by peer_id and cmids anywhere.

    Without delete_for_all the phones show the message as before.
    """
    for_all = params.flag(asked, "delete_for_all")
    if asked.get("message_ids"):
        ids = params.numbers(asked, "message_ids", 1000)
        found = [_by_id(community, one) for one in ids]
        for talk, message in found:
            _delete(world, community, talk, message, for_all)
        return [{"peer_id": t.peer, "message_id": m.id, "response": 1} for t, m in found]
    peer = params.number(asked, "peer_id")
    talk = messages.writable(world, community, peer)
    cmids = params.numbers(asked, "cmids", 100)
    return [_delete_item(world, community, talk, cmid, for_all) for cmid in cmids]


def _by_id(community: Community, number: int) -> tuple[Conversation, Message]:
    for talk in community.conversations.values():
        message = talk.find_id(number) if talk.peer < CHAT else None
        if message is not None:
            return talk, message
    raise ApiError(15, "message can not be found")


def _delete_item(
    world: World, community: Community, talk: Conversation, cmid: int, for_all: bool
) -> Json:
    item: Json = {"peer_id": talk.peer, "conversation_message_id": cmid}
    message = talk.find(cmid)
    if message is None or message.deleted:
        return item | {"response": 0, "error": {"code": 15, "description": "not found"}}
    _delete(world, community, talk, message, for_all)
    return item | {"response": 1}


def _delete(
    world: World, community: Community, talk: Conversation, message: Message, for_all: bool
) -> None:
    if not for_all:
        return
    old = world.now() - message.at > world.settings.delete_window
    if old or not _may_delete(world, community, talk, message):
        raise ApiError(924)
    message.deleted = True
    world.changed.ring()


def _may_delete(world: World, community: Community, talk: Conversation, message: Message) -> bool:
    if message.from_id == -community.group_id:
        return True
    if talk.peer < CHAT:
        return False
    chat = world.chat_of(community, talk.peer)
    return chat.seats[community.group_id].admin and message.from_id not in _rulers(chat)


def _rulers(chat: Chat) -> set[int]:
    return chat.admins | {chat.owner}


def ruled(world: World, community: Community, peer: int, refusal: int = 925) -> Chat:
    """The chat that a community is admin of; raises `ApiError` with ``refusal`` otherwise."""
    chat = world.chat_of(community, peer)
    if not chat.seats[community.group_id].admin:
        raise ApiError(refusal)
    return chat


def pin(world: World, community: Community, asked: Params) -> object:
    peer = params.number(asked, "peer_id")
    chat = ruled(world, community, peer)
    name = "cmid" if asked.get("cmid") else "conversation_message_id"
    message = community.talk(peer).find(params.number(asked, name))
    if message is None or message.deleted:
        raise ApiError(100, "message not found")
    chat.pinned = message.cmid
    world.changed.ring()
    shape = shapes.message(world, message, peer)
    kept = ("id", "date", "from_id", "peer_id", "text", "attachments", "conversation_message_id")
    return {name: shape[name] for name in kept}


def unpin(world: World, community: Community, asked: Params) -> object:
    ruled(world, community, params.number(asked, "peer_id")).pinned = None
    world.changed.ring()
    return 1


def remove_user(world: World, community: Community, asked: Params) -> object:
    """messages.removeChatUser: chat_id is the peer without 2000000000; a community may leave."""
    peer = CHAT + params.number(asked, "chat_id")
    who = params.number(asked, "member_id" if asked.get("member_id") else "user_id")
    if who == -community.group_id:
        events.community_goes(world, world.chat_of(community, peer), community, by=who)
        return 1
    chat = ruled(world, community, peer)
    if who not in chat.people:
        raise ApiError(935)
    if who in _rulers(chat):
        raise ApiError(15, "admins are not removed")
    del chat.people[who]
    action: Json = {"type": "chat_kick_user", "member_id": who}
    events.chat_action(world, chat, -community.group_id, action)
    return 1


def restrict(world: World, community: Community, asked: Params) -> object:
    """messages.changeConversationMemberRestrictions: ``ro`` for ``for`` seconds, ``rw`` lifts."""
    chat = ruled(world, community, params.number(asked, "peer_id"))
    action = params.needed(asked, "action")
    if action not in ("ro", "rw"):
        raise ApiError(100, "action is invalid")
    seconds = params.number(asked, "for") if asked.get("for") else None
    until = None if seconds is None else world.now() + timedelta(seconds=seconds)
    failed: list[int] = []
    for who in params.numbers(asked, "member_ids", 1000):
        if who not in chat.people or who in _rulers(chat):
            failed.append(who)
        elif action == "ro":
            chat.muted[who] = until
        else:
            chat.muted.pop(who, None)
    world.changed.ring()
    return {"failed_member_ids": failed}


def members(world: World, community: Community, asked: Params) -> object:
    """messages.getConversationMembers: in a chat for admins; 20 at a time unless asked."""
    peer = params.number(asked, "peer_id")
    chat = ruled(world, community, peer, 917)
    offset = params.number(asked, "offset") if asked.get("offset") else 0
    count = params.number(asked, "count") if asked.get("count") else 20
    everyone = [_member(chat, who, int(at.timestamp())) for who, at in chat.people.items()]
    everyone += [
        {"member_id": -group, "is_admin": seat.admin, "can_kick": False}
        for group, seat in chat.seats.items()
    ]
    known = [one for one in chat.people if one in world.people]
    groups = [one for one in world.communities if one.group_id in chat.seats]
    return {
        "items": everyone[offset : offset + count],
        "count": len(everyone),
        "profiles": [shapes.person(world.people[one]) for one in known],
        "groups": [shapes.group(one) for one in groups],
    }


def _member(chat: Chat, who: int, joined: int) -> Json:
    return {
        "member_id": who,
        "invited_by": chat.owner,
        "join_date": joined,
        "is_admin": who in _rulers(chat),
        "is_owner": who == chat.owner,
        "can_kick": who not in _rulers(chat),
        "is_restricted_to_write": who in chat.muted,
    }


def invite_link(world: World, community: Community, asked: Params) -> object:
    chat = ruled(world, community, params.number(asked, "peer_id"), 919)
    if params.flag(asked, "reset"):
        chat.invite += 1
    return {"link": chat.link}
