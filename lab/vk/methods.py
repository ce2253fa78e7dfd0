"""The methods that the stand-in knows, by VK's names."""

from collections.abc import Callable

from lab.vk import chats, groups, messages, reading, uploads
from lab.vk.community import Community
from lab.vk.errors import ApiError
from lab.vk.params import Params
from lab.vk.world import World

Method = Callable[[World, Community, Params], object]

METHODS: dict[str, Method] = {
    "docs.getMessagesUploadServer": uploads.document_server,
    "docs.save": uploads.save_document,
    "groups.addCallbackServer": groups.add_callback_server,
    "groups.deleteCallbackServer": groups.delete_callback_server,
    "groups.getById": groups.by_id,
    "groups.getCallbackConfirmationCode": groups.confirmation_code,
    "groups.getCallbackServers": groups.callback_servers,
    "groups.getLongPollServer": groups.long_poll_server,
    "groups.getLongPollSettings": groups.long_poll_settings,
    "groups.getTokenPermissions": groups.permissions,
    "groups.isMember": groups.is_member,
    "groups.setCallbackSettings": groups.set_callback_settings,
    "groups.setLongPollSettings": groups.set_long_poll_settings,
    "messages.changeConversationMemberRestrictions": chats.restrict,
    "messages.delete": chats.delete,
    "messages.edit": messages.edit,
    "messages.getByConversationMessageId": reading.messages_by_cmid,
    "messages.getConversationMembers": chats.members,
    "messages.getConversationsById": reading.conversations,
    "messages.getInviteLink": chats.invite_link,
    "messages.isMessagesFromGroupAllowed": groups.messages_allowed,
    "messages.markAsRead": messages.mark_as_read,
    "messages.pin": chats.pin,
    "messages.removeChatUser": chats.remove_user,
    "messages.send": messages.send,
    "messages.sendMessageEventAnswer": messages.answer_press,
    "messages.setActivity": messages.set_activity,
    "messages.unpin": chats.unpin,
    "photos.getMessagesUploadServer": uploads.photo_server,
    "photos.saveMessagesPhoto": uploads.save_photo,
    "users.get": groups.users_get,
}


def run(world: World, community: Community, method: str, asked: Params) -> object:
    """One method's answer; raises `ApiError`, 3 for a method that is not known."""
    known = METHODS.get(method)
    if known is None:
        raise ApiError(3)
    return known(world, community, asked)
