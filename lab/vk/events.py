"""What happens, told to communities as VK's events."""

from collections.abc import Iterable

from lab.vk import shapes
from lab.vk.community import Community
from lab.vk.talks import Chat, Conversation, Json, Message, Press
from lab.vk.world import World


def new_message(world: World, community: Community, talk: Conversation, message: Message) -> None:
    """message_new for one community; a press of a text button is one too."""
    replied = talk.find(message.reply_to) if message.reply_to is not None else None
    shape = shapes.with_reply(world, message, talk.peer, replied)
    client = shapes.CLIENT if message.action is None else {}
    world.event(community, "message_new", {"message": shape, "client_info": client})


def press(
    world: World,
    community: Community,
    talk: Conversation,
    user_id: int,
    cmid: int,
    payload: object,
) -> str:
    """message_event; gives its event_id. ``cmid`` 0: a button of the permanent keyboard."""
    number = world.hexes(12)
    until = world.now() + world.settings.press_life
    talk.presses[number] = Press(number, user_id, talk.peer, until)
    body: Json = {"user_id": user_id, "peer_id": talk.peer, "event_id": number, "payload": payload}
    if cmid:
        body["conversation_message_id"] = cmid
    world.event(community, "message_event", body)
    return number


def chat_action(world: World, chat: Chat, from_id: int, action: Json) -> Message:
    """A service message in a chat, for the communities that hear it."""
    message = chat_message(world, chat, from_id, "")
    message.action = action
    about = action.get("member_id")
    for community, talk in seated(world, chat):
        seat = chat.seats[community.group_id]
        if seat.all_messages or seat.admin or about == -community.group_id:
            new_message(world, community, talk, message)
    return message


def community_goes(world: World, chat: Chat, community: Community, by: int) -> None:
    """A community leaves a chat, or ``by`` takes it out; it is told of that last."""
    action: Json = {"type": "chat_kick_user", "member_id": -community.group_id}
    chat_action(world, chat, by, action)
    del chat.seats[community.group_id]


def chat_message(world: World, chat: Chat, from_id: int, text: str) -> Message:
    """Put a message into a chat that all its communities share."""
    number = world.next_number()
    message = Message(
        cmid=chat.messages[-1].cmid + 1 if chat.messages else 1,
        id=0,
        version=10_000_000 + number,
        from_id=from_id,
        text=text,
        at=world.now(),
    )
    chat.messages.append(message)
    world.changed.ring()
    return message


def seated(world: World, chat: Chat) -> Iterable[tuple[Community, Conversation]]:
    """The communities in a chat, each with its own conversation (its own peer number)."""
    for community in world.communities:
        seat = chat.seats.get(community.group_id)
        if seat is not None:
            yield community, community.talk(seat.peer)
