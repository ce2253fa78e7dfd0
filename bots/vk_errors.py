"""What each of VK's errors means for a message of ours: the table of reactions.

Codes and names: dev.vk.com/reference/errors and the methods' own pages. A code that is not here is
taken as passing trouble: better a late message than a lost one.
"""

from bots.channel import ChannelError, Halted, NotDone, Rejected, Trouble, Unreachable
from storage.chat_acts import Ending

UNKNOWN = 1
TOO_FAST = 6
TOO_OFTEN = 29
#: Whose fault these are is seen from the others of the same call: a peer's, or the account's.
REFUSED = frozenset({7, 15})

PACE_REST = 1.0
FLOOD_REST = 3600.0
QUOTA_REST = 2 * 3600.0

_TEMPORARY: dict[int, float | None] = {
    UNKNOWN: None,
    TOO_FAST: PACE_REST,
    9: FLOOD_REST,
    10: None,
    TOO_OFTEN: QUOTA_REST,
    36: None,
}
_ACCOUNT = frozenset({4, 5, *REFUSED, 14, 17, 20, 24, 25, 27, 28, 912, 984})
_PERSON = frozenset({18, 30, 37, 39, 900, 901, 902, 932, 936, 985, 987, 988, 1021})
_CHAT = frozenset({917, 922, 925, 927, 945, 946, 983, 1012})
_OURS = frozenset(
    {3, 8, 12, 13, 100, 104, 113, 909, 910, 911, 913, 914, 920, 921, 924, 940, 949, 950, 969}
)


#: What a community does in a chat, and why VK does not let it.
ACTS = frozenset(
    {
        "messages.removeChatUser",
        "messages.changeConversationMemberRestrictions",
        "messages.pin",
        "messages.unpin",
    }
)
_NOT_DONE: dict[int, Ending] = {
    7: "no-right",
    15: "protected",
    100: "absent",
    917: "gone",
    925: "no-right",
    935: "absent",
    945: "gone",
    946: "gone",
}


def of_call(code: int, method: str) -> ChannelError:
    """What a call that was answered with an error means."""
    if code in _TEMPORARY:
        return Trouble(f"vk {code}", _TEMPORARY[code])
    if method in ACTS and code in _NOT_DONE:
        return NotDone(_NOT_DONE[code])
    if code in REFUSED and method in ("messages.edit", "messages.delete"):
        return Rejected(f"vk {code}")  # 15 is also "message can not be found"
    if code in _ACCOUNT:
        return Halted(f"vk {code}")
    if code in _PERSON:
        return Unreachable(f"vk {code}")
    if code in _CHAT:
        return Unreachable("chat")
    if code in _OURS:
        return Rejected(f"vk {code}")
    return Trouble(f"vk {code}")


def of_item(code: int, method: str) -> ChannelError:
    """What the error of one message among others means: the others got through."""
    if code in REFUSED and method == "messages.send":
        return Unreachable(f"vk {code}")
    return of_call(code, method)
