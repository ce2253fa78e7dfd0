"""Acts in MAX's groups: a message erased, a member removed, a message pinned.

MAX lets nobody be silenced: there is no such method, so what a silenced person writes is erased as
it comes. It has no way either to let somebody in again whom it removed without a block: they may
come back by themselves. Removing the owner is answered as done and is not, so it is looked at.
"""

from bots import vk_json
from bots.channel import NotDone, Outcome, Outgoing, Rejected, Sent, Unreachable
from bots.sferum_api import Line
from bots.sferum_updates import CHAT


async def do(act: Outgoing, line: Line, *, urgent: bool) -> Outcome:
    """Do one act; raises `ChannelError`."""
    chat = f"/chats/{act.peer.removeprefix(CHAT)}"
    try:
        match act.kind:
            case "erase":
                await line.call("DELETE", "/messages", {"message_id": act.aim or ""}, urgent=urgent)
            case "remove":
                return await _remove(act, chat, line, urgent)
            case "pin":
                body: dict[str, object] = {"message_id": act.target or "", "notify": False}
                await line.call("PUT", f"{chat}/pin", body=body, urgent=urgent)
            case "unpin":
                await line.call("DELETE", f"{chat}/pin", urgent=urgent)
            case "readmit":
                return NotDone("absent")
            case _:
                return NotDone("cannot")
    except Unreachable:
        return NotDone("no-right")
    except Rejected:
        return NotDone("absent")
    return Sent(act.target)


async def _remove(act: Outgoing, chat: str, line: Line, urgent: bool) -> Outcome:
    who = act.aim or ""
    if not who.isdecimal():
        raise Rejected("no aim")
    await line.call("DELETE", f"{chat}/members", {"user_id": who}, urgent=urgent)
    told = await line.call("GET", f"{chat}/members", {"user_ids": who}, urgent=urgent)
    members = told.get("members")
    left = [vk_json.mapping(one) for one in members] if isinstance(members, list) else []
    still = any(str(one.get("user_id")) == who for one in left)
    return NotDone("protected") if still else Sent(act.target)
