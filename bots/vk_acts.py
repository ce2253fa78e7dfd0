"""Acts in VK's chats: a message erased, a member removed or restricted, a message pinned.

Each goes alone: what VK refuses of one says nothing of the others. A community that is no
administrator may do none of them (925); whom it removed it cannot bring back, VK has no method
for that, and a restriction by ``for`` seconds ends in VK by itself.
"""

from bots import vk_json, vk_messages
from bots.channel import ChannelError, NotDone, Outcome, Outgoing, Rejected, Sent
from bots.vk_api import Api
from bots.vk_script import Call

_RESTRICT = "messages.changeConversationMemberRestrictions"
#: "Can't delete this message for everybody": too old, an administrator's, or we are none.
_NOT_FOR_ALL = "vk 924"


async def do(act: Outgoing, api: Api) -> Outcome:
    """Do one act; an outcome in any case."""
    try:
        call = _call(act)
        envelope = await api.request(call.method, dict(call.params))
    except Rejected as error:
        return NotDone("no-right") if error.reason == _NOT_FOR_ALL else error
    except ChannelError as error:
        return error
    return _outcome(act, envelope.get("response"))


def _call(act: Outgoing) -> Call:
    peer = vk_messages.peer_of(act)
    match act.kind:
        case "erase":
            of: dict[str, str | int] = {"cmids": _aim(act), "delete_for_all": 1}
            return Call("messages.delete", {"peer_id": peer, **of})
        case "remove":
            of = {"member_id": _aim(act)}
            return Call("messages.removeChatUser", {"chat_id": peer - vk_json.CHATS, **of})
        case "restrict":
            seconds = {} if act.seconds is None else {"for": act.seconds}
            return Call(_RESTRICT, {**_member(act, peer), "action": "ro", **seconds})
        case "unrestrict":
            return Call(_RESTRICT, {**_member(act, peer), "action": "rw"})
        case "pin":
            return Call("messages.pin", {"peer_id": peer, "cmid": _target(act)})
        case "unpin":
            return Call("messages.unpin", {"peer_id": peer})
        case "readmit":
            # VK keeps no ban to lift: whoever leads the chat adds them.
            raise NotDone("absent")
        case _:
            raise NotDone("cannot")


def _member(act: Outgoing, peer: int) -> dict[str, str | int]:
    return {"peer_id": peer, "member_ids": _aim(act)}


def _aim(act: Outgoing) -> int:
    return _number(act.aim)


def _target(act: Outgoing) -> int:
    return _number(act.target)


def _number(told: str | None) -> int:
    if told is None or not told.isdecimal():
        raise Rejected("no aim")
    return int(told)


def _outcome(act: Outgoing, told: object) -> Outcome:
    """An answer may be good as a whole and still say that nothing was done."""
    if act.kind in ("restrict", "unrestrict") and vk_json.mapping(told).get("failed_member_ids"):
        # Those who are not there and administrators are told alike.
        return NotDone("absent")
    if act.kind == "erase":
        items = told if isinstance(told, list) else []
        item = vk_json.mapping(items[0]) if items else {}
        if isinstance(item.get("error"), dict):
            return NotDone("absent")
    return Sent(act.target)
