"""Methods that read conversations; of a chat a community reads what it may hear."""

from lab.vk import params, shapes
from lab.vk.community import Community
from lab.vk.params import Params
from lab.vk.talks import CHAT, Conversation, Json
from lab.vk.world import World

CHAT_RIGHTS = (
    "can_change_info",
    "can_change_invite_link",
    "can_change_pin",
    "can_invite",
    "can_promote_users",
    "can_see_invite_link",
    "can_moderate",
    "can_copy_chat",
    "can_call",
    "can_use_mass_mentions",
)


def messages_by_cmid(world: World, community: Community, asked: Params) -> object:
    """messages.getByConversationMessageId: unknown and deleted ones are left out; in a chat
    without all messages and without admin's rights only the community's own are there."""
    peer = params.number(asked, "peer_id")
    params.needed(asked, "conversation_message_ids")
    wanted = params.numbers(asked, "conversation_message_ids", 100)
    own_only = False
    if peer >= CHAT:
        seat = world.chat_of(community, peer).seats[community.group_id]
        own_only = not (seat.all_messages or seat.admin)
    talk = community.talk(peer)
    items = [
        shapes.message(world, one, peer)
        for one in map(talk.find, wanted)
        if one and not one.deleted and (one.from_id == -community.group_id or not own_only)
    ]
    return {"count": len(items), "items": items}


def conversations(world: World, community: Community, asked: Params) -> object:
    """messages.getConversationsById: people that never wrote are left out."""
    params.needed(asked, "peer_ids")
    wanted = params.numbers(asked, "peer_ids", 100)
    for peer in wanted:
        if peer >= CHAT:
            world.chat_of(community, peer)
    known = [community.conversations[one] for one in wanted if one in community.conversations]
    items = [_conversation(world, community, talk) for talk in known]
    return {"count": len(items), "items": items}


def _conversation(world: World, community: Community, talk: Conversation) -> Json:
    last = talk.messages[-1] if talk.messages else None
    cmid = last.cmid if last else 0
    shape: Json = {
        "peer": {"id": talk.peer, "type": "user", "local_id": talk.peer},
        "last_message_id": last.id if last else 0,
        "last_conversation_message_id": cmid,
        "in_read": talk.read_by_community,
        "out_read": cmid,
        "version": last.version if last else 0,
        "can_write": {"allowed": True} if talk.allowed else {"allowed": False, "reason": 901},
    }
    if talk.peer < CHAT:
        return shape
    chat = world.chat_of(community, talk.peer)
    return shape | {
        "peer": {"id": talk.peer, "type": "chat", "local_id": talk.peer - CHAT},
        "can_write": {"allowed": True},
        "chat_settings": {
            "owner_id": chat.owner,
            "title": chat.title,
            "state": "in",
            "members_count": len(chat.people) + len(chat.seats),
            "acl": dict.fromkeys(CHAT_RIGHTS, chat.seats[community.group_id].admin),
        },
    }
