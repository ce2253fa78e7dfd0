"""VK's updates, read from raw JSON."""

from typing import Any

import pytest

from bots import vk_json, vk_updates
from bots.channel import Incoming

ANNA, GROUP, CHAT = 700_001, 373_001, 2_000_000_004
Json = dict[str, Any]


def update(kind: str, content: object, **more: object) -> Json:
    whole = {"type": kind, "event_id": "5f0c", "v": "5.199", "group_id": GROUP, "object": content}
    return whole | more


def message(**fields: object) -> Json:
    whole = {"from_id": ANNA, "peer_id": ANNA, "id": 41, "out": 0, "text": "Привет"}
    return update("message_new", {"message": whole | fields, "client_info": {}})


def read(told: object) -> Incoming:
    return vk_updates.read(told, "vk-project", GROUP)


def test_a_private_message_is_read() -> None:
    incoming = read(message())
    assert incoming == Incoming(
        channel="vk-project",
        key=f"vk:{GROUP}:5f0c",
        happening="message",
        peer=str(ANNA),
        user=str(ANNA),
        text="Привет",
        raw=incoming.raw,
    )
    assert incoming.raw == message()


def test_the_key_takes_a_number_for_an_event_id() -> None:
    assert read(message() | {"event_id": 17}).key == f"vk:{GROUP}:17"


def test_without_an_event_id_equal_updates_have_one_key() -> None:
    first, again, other = message(), message(), message(text="Нет")
    for told in (first, again, other):
        del told["event_id"]
    assert read(first).key == read(again).key != read(other).key


def test_a_chat_message_names_the_chat_and_the_person() -> None:
    incoming = read(message(peer_id=CHAT, id=0))
    assert (incoming.peer, incoming.user, incoming.in_chat) == (str(CHAT), str(ANNA), True)
    assert not incoming.mentioned


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("[club373001|@cowork] статус", "статус"),
        ("[club373001|@cowork], статус", "статус"),
        ("  [public373001|Коворкинг]\nстатус", "статус"),
        ("статус, [club373001|@cowork]", "статус, [club373001|@cowork]"),
    ],
)
def test_a_mention_of_us_is_seen_and_cut_from_the_beginning(text: str, left: str) -> None:
    incoming = read(message(peer_id=CHAT, text=text))
    assert (incoming.text, incoming.mentioned) == (left, True)


@pytest.mark.parametrize(
    "text", ["[club5|@other] статус", "[id373001|Анна] статус", "[club373001|"]
)
def test_a_mention_of_others_is_text(text: str) -> None:
    incoming = read(message(peer_id=CHAT, text=text))
    assert (incoming.text, incoming.mentioned) == (text, False)


def test_a_reply_to_our_message_is_said_to_us() -> None:
    replied = {"from_id": -GROUP, "text": "Это сказал бот"}
    incoming = read(message(peer_id=CHAT, text="Да", reply_message=replied))
    assert (incoming.text, incoming.mentioned) == ("Да", True)


def test_the_first_button_of_vk_is_the_command_start() -> None:
    incoming = read(message(text="Начать", payload='{"command":"start"}'))
    assert (incoming.command, incoming.text) == ("start", "Начать")


def test_a_button_of_the_menu_is_a_command() -> None:
    assert read(message(payload='{"c":"projects"}')).command == "projects"


def test_a_button_on_an_old_client_is_a_message_that_presses() -> None:
    incoming = read(message(payload='{"k":"Ab-c_9.12"}'))
    assert (incoming.happening, incoming.press) == ("message", "Ab-c_9.12")


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "{",
        "[]",
        "null",
        '"start"',
        '{"k":1}',
        '{"k":"abc"}',
        '{"k":"abc.1 OR 1=1"}',
        '{"k":"abc.12345678"}',
        '{"c":["projects"]}',
        '{"c":"Удалить"}',
        '{"command":{"x":1}}',
        "[" * 900,
        '{"k":"' + "a" * 2_000 + '.1"}',
        7,
        None,
        ["abc.1"],
    ],
)
def test_a_forged_payload_is_no_button(payload: object) -> None:
    incoming = read(message(payload=payload))
    assert (incoming.press, incoming.command, incoming.text) == (None, None, "Привет")


@pytest.mark.parametrize("payload", [{"k": "abc.p2"}, '{"k":"abc.p2"}'])
def test_a_press_keeps_what_its_answer_needs(payload: object) -> None:
    content = {"user_id": ANNA, "peer_id": CHAT, "event_id": "c0ffee", "payload": payload}
    incoming = read(update("message_event", content))
    assert incoming.happening == "press"
    assert (incoming.press, incoming.callback) == ("abc.p2", "c0ffee")
    assert (incoming.peer, incoming.user, incoming.in_chat) == (str(CHAT), str(ANNA), True)


def test_a_forged_press_is_still_answered_for() -> None:
    content = {"user_id": ANNA, "peer_id": ANNA, "event_id": "c0ffee", "payload": "x"}
    incoming = read(update("message_event", content))
    assert (incoming.happening, incoming.press, incoming.callback) == ("press", None, "c0ffee")


def test_a_link_brings_its_invitation() -> None:
    assert read(message(ref="inv-7QK2", ref_source="school")).invite == "inv-7QK2"


def test_allowing_may_bring_an_invitation() -> None:
    with_key = read(update("message_allow", {"user_id": ANNA, "key": "inv-7QK2"}))
    without = read(update("message_allow", {"user_id": ANNA, "key": ""}))
    assert (with_key.happening, with_key.user, with_key.invite) == (
        "allowed",
        str(ANNA),
        "inv-7QK2",
    )
    assert (without.happening, without.invite) == ("allowed", None)


def test_denying_is_heard() -> None:
    incoming = read(update("message_deny", {"user_id": ANNA}))
    assert (incoming.happening, incoming.peer) == ("denied", str(ANNA))


def test_what_happens_in_a_chat_is_no_message() -> None:
    action = {"type": "chat_invite_user", "member_id": -GROUP}
    incoming = read(message(peer_id=CHAT, text="", action=action))
    assert (incoming.happening, incoming.peer) == ("chat", str(CHAT))


def test_somebody_is_writing() -> None:
    told = update("message_typing_state", {"state": "typing", "from_id": ANNA, "to_id": -GROUP})
    read_ = read(told)
    assert (read_.happening, read_.peer, read_.user) == ("typing", str(ANNA), str(ANNA))


@pytest.mark.parametrize(
    "told",
    [
        update("message_reply", {"from_id": -GROUP, "peer_id": ANNA, "text": "Наше"}),
        update("message_edit", {"from_id": -GROUP, "peer_id": ANNA, "text": "Наше"}),
        update("group_join", {"user_id": ANNA, "join_type": "join"}),
        update("message_read", {"from_id": ANNA, "peer_id": ANNA, "read_message_id": 5}),
        update("tomorrow", {}),
        message(out=1),
        message(from_id=-5, peer_id=CHAT),
        message(peer_id=-5),
        update("message_event", {"payload": {"k": "abc.1"}}),
    ],
)
def test_the_rest_is_taken_and_let_go(told: Json) -> None:
    assert read(told).happening == "none"


def test_a_message_of_before_5_103_stands_without_a_wrapper() -> None:
    old = update("message_new", {"from_id": ANNA, "peer_id": ANNA, "text": "Помогите"})
    assert read(old).text == "Помогите"


@pytest.mark.parametrize("text", [None, 5, ["a"], {}])
def test_a_message_without_a_text_is_not_lost(text: object) -> None:
    incoming = read(message(text=text))
    assert (incoming.happening, incoming.text) == ("message", "")


def test_forwarded_and_answered_texts_are_not_the_persons() -> None:
    other = {"from_id": 5, "text": "чужие слова"}
    incoming = read(message(text="моё", fwd_messages=[other], reply_message=other))
    assert incoming.text == "моё"


def test_what_stores_cannot_hold_is_removed() -> None:
    incoming = read(message(text="а\x00б\ud800в"))
    assert incoming.text == "абв"
    vk_json.dump(incoming.raw).encode()
