"""A row of the outbox as a call of VK's, and what VK's answer to it means."""

from collections.abc import Sequence

from bots import vk_errors, vk_json, vk_keyboard
from bots.channel import Outcome, Outgoing, Rejected, Sent, Trouble
from bots.vk_script import Answer, Call
from dialogs import words

_RANDOM_IDS = 2**31 - 1


def random_id(row: int) -> int:
    """VK's key of idempotency, 1…2³¹−1, from a row's id: within an hour a repeat is known."""
    return 1 + (row - 1) % _RANDOM_IDS


def peer_of(outgoing: Outgoing) -> int:
    """The conversation's number; raises `Rejected`."""
    return _number(outgoing.peer, "peer")


def call(outgoing: Outgoing, attachments: Sequence[str]) -> Call:
    """The call that carries a message out; raises `Rejected`.

    In chats VK gives communities no message ids, only ``conversation_message_id``, and that only
    to ``peer_ids``; in private the plain form is the documented one.
    """
    peer = peer_of(outgoing)
    if outgoing.kind == "delete":
        return _delete(outgoing, peer)
    params = _content(outgoing, attachments)
    if outgoing.kind == "edit":
        params |= {"peer_id": peer, _id_name(peer): _target(outgoing)}
        return Call("messages.edit", params)
    params |= {"peer_ids" if vk_json.is_chat(peer) else "peer_id": peer}
    return Call("messages.send", params | {"random_id": random_id(outgoing.id)})


def outcome(outgoing: Outgoing, answer: Answer, references: Sequence[str | None]) -> Outcome:
    """What became of a message, by the answer to its call."""
    method = f"messages.{outgoing.kind}"
    error = answer.error if answer.error is not None else _error_inside(answer.value)
    if error is not None:
        return vk_errors.of_item(error, method)
    if outgoing.kind != "send":
        return Sent(outgoing.target, tuple(references))
    if not isinstance(answer.value, int | list) or isinstance(answer.value, bool):
        return Trouble("odd answer")
    return Sent(_sent_id(answer.value), tuple(references))


def _content(outgoing: Outgoing, attachments: Sequence[str]) -> dict[str, str | int]:
    params: dict[str, str | int] = {"message": words.plain(outgoing.text), "disable_mentions": 1}
    keyboard = vk_keyboard.of(outgoing.inline, outgoing.menu)
    if keyboard is not None:
        params["keyboard"] = keyboard
    if attachments:
        params["attachment"] = ",".join(attachments)
    return params


def _delete(outgoing: Outgoing, peer: int) -> Call:
    target = _target(outgoing)
    if vk_json.is_chat(peer):
        return Call("messages.delete", {"peer_id": peer, "cmids": target, "delete_for_all": 1})
    return Call("messages.delete", {"message_ids": target, "delete_for_all": 1})


def _id_name(peer: int) -> str:
    return "cmid" if vk_json.is_chat(peer) else "message_id"


def _target(outgoing: Outgoing) -> int:
    return _number(outgoing.target or "", "target")


def _number(text: str, what: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise Rejected(f"no {what}") from None


def _error_inside(value: object) -> int | None:
    """The error of an item in an answer that is good as a whole (``peer_ids``, delete)."""
    item = _item(value)
    told = item.get("error")
    if not isinstance(told, dict):
        return None
    return vk_json.number(told.get("code", told.get("error_code"))) or vk_errors.UNKNOWN


def _sent_id(value: object) -> str | None:
    told = _item(value).get("conversation_message_id") if isinstance(value, list) else value
    number = vk_json.number(told) or 0
    return str(number) if number > 0 else None


def _item(value: object) -> vk_json.Json:
    return vk_json.mapping(value[0]) if isinstance(value, list) and value else {}
