"""What Telegram may send is read as the suite understands it, or survived."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bots import telegram_callback, telegram_updates
from bots.channel import ChatChange, Incoming
from bots.telegram_updates import Self

OWN = Self(7_000_000_001, "lab_bot")
ANNA = {"id": 5, "first_name": "Аня", "is_bot": False}
PRIVATE, GROUP = {"id": 5, "type": "private"}, {"id": -77, "type": "group", "title": "10А"}

Json = dict[str, Any]  # Telegram's own JSON


def read(update: object) -> Incoming:
    return telegram_updates.read(update, "telegram", OWN)


def message(text: str | None = "Привет", chat: Json = PRIVATE, **more: object) -> Json:
    told: Json = {"message_id": 1, "date": 1, "from": ANNA, "chat": chat, **more}
    if text is not None:
        told["text"] = text
    return {"update_id": 10, "message": told}


def press(data: object, told: object = None) -> Json:
    query = {"id": "c1", "from": ANNA, "chat_instance": "1", "data": data, "message": told}
    return {"update_id": 11, "callback_query": query}


def test_a_message_says_who_where_and_what() -> None:
    taken = read(message())
    assert (taken.key, taken.happening, taken.peer, taken.user, taken.text) == (
        "telegram:10",
        "message",
        "5",
        "5",
        "Привет",
    )
    assert not taken.in_chat


@pytest.mark.parametrize(
    ("text", "said", "mentioned"),
    [
        ("@lab_bot, проекты", "проекты", True),
        ("@LAB_BOT проекты", "проекты", True),
        ("/проекты@lab_bot", "/проекты", True),
        ("/проекты@other_bot", "/проекты@other_bot", False),
        ("спроси @lab_bot сам", "спроси @lab_bot сам", True),
        ("проекты", "проекты", False),
    ],
)
def test_in_a_group_a_mention_is_known_and_cut_off(text: str, said: str, mentioned: bool) -> None:
    taken = read(message(text, GROUP))
    assert (taken.in_chat, taken.peer, taken.text, taken.mentioned) == (
        True,
        "-77",
        said,
        mentioned,
    )


def test_an_answer_to_our_message_is_said_to_us() -> None:
    reply = {"message_id": 1, "from": {"id": OWN.user_id, "is_bot": True}, "chat": GROUP}
    assert read(message("да", GROUP, reply_to_message=reply)).mentioned


def test_a_link_carries_its_code() -> None:
    taken = read(message("/start ABCD-2345"))
    assert (taken.command, taken.invite, taken.text) == ("start", "ABCD-2345", "")
    assert read(message("/start")).command == "start"


@pytest.mark.parametrize(
    ("data", "pressed", "command"),
    [
        ("k:abc_-1.0", "abc_-1.0", None),
        ("k:abc.p2", "abc.p2", None),
        ("c:menu", None, "menu"),
        ("k:../../etc", None, None),
        ("x" * 1000, None, None),
        (None, None, None),
        (7, None, None),
        ({"k": "abc.0"}, None, None),
    ],
)
def test_a_press_names_a_button_or_nothing(
    data: object, pressed: str | None, command: str | None
) -> None:
    taken = read(press(data, {"message_id": 3, "chat": PRIVATE}))
    assert (taken.happening, taken.press, taken.command) == ("press", pressed, command)


@pytest.mark.parametrize("told", [None, {}, {"chat": PRIVATE, "message_id": 3, "date": 0}, "odd"])
def test_a_press_on_a_message_that_is_not_shown_any_more_is_answered(told: object) -> None:
    taken = read(press("k:abc.0", told))
    assert (taken.peer, taken.callback, taken.in_chat) == ("5", "c1", False)


def test_the_largest_photo_is_taken_and_a_document_keeps_its_name() -> None:
    sizes = [{"file_id": f"p{one}", "width": one, "height": one} for one in (90, 800, 320)]
    (photo,) = read(message(None, photo=sizes, caption="вот")).attachments
    assert (photo.kind, photo.reference, photo.url) == ("photo", "p800", "telegram-file:p800")
    document = {"file_id": "d1", "file_name": "план.docx", "file_size": 7}
    (file,) = read(message(None, document=document)).attachments
    assert (file.kind, file.name, file.size) == ("document", "план.docx", 7)
    (voice,) = read(message(None, voice={"file_id": "v1", "duration": 3})).attachments
    assert voice.kind == "audio"
    (sticker,) = read(message(None, sticker={"file_id": "s1"})).attachments
    assert sticker.kind == "other"


def test_a_forwarded_text_is_what_was_said() -> None:
    assert read(message("чужие слова", forward_origin={"type": "hidden_user"})).text


@pytest.mark.parametrize(
    ("status", "happening"),
    [("kicked", "denied"), ("left", "denied"), ("member", "allowed")],
)
def test_who_blocks_us_takes_nothing_and_who_lets_us_in_does(status: str, happening: str) -> None:
    change = {"chat": PRIVATE, "from": ANNA, "new_chat_member": {"status": status}}
    assert read({"update_id": 1, "my_chat_member": change}).happening == happening


def test_a_group_that_moves_says_where() -> None:
    taken = read(message(None, GROUP, migrate_to_chat_id=-1_002_000_000_001))
    assert (taken.happening, taken.peer) == ("chat", "-77")
    assert taken.change == ChatChange("moved", moved_to="-1002000000001")


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 1},
        {"update_id": 1, "edited_message": {}},
        {"update_id": 1, "message_reaction": {"chat": GROUP}},
        {"update_id": 1, "something_new": {"x": 1}},
        {"update_id": 1, "message": {}},
        {"update_id": 1, "message": {"chat": {"id": -5, "type": "channel"}, "from": ANNA}},
        {"update_id": 1, "callback_query": {}},
        {"update_id": 1, "my_chat_member": {}},
        message("я бот", **{"from": {"id": 9, "is_bot": True}}),
        [],
        None,
        "text",
        7,
    ],
)
def test_what_is_nothing_for_us_is_taken(update: object) -> None:
    assert read(update).happening == "none"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inside: (
        st.lists(inside, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["id", "chat", "from", "type", "message", "text", "photo", "data", "x"]
            ),
            inside,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(st.sampled_from(["message", "callback_query", "my_chat_member"]), JSON)
def test_any_json_is_survived(kind: str, told: object) -> None:
    assert read({"update_id": 3, kind: told}).channel == "telegram"


@pytest.mark.parametrize(
    ("secret", "body", "status"),
    [
        ("a-secret", b'{"update_id": 1}', 200),
        ("another", b'{"update_id": 1}', 403),
        ("", b'{"update_id": 1}', 403),
        ("a-secret", b"[]", 400),
        ("a-secret", b"{", 400),
        ("a-secret", b'{"update_id": "1"}', 400),
        ("a-secret", b"\xff\xfe", 400),
        ("a-secret", b"[" * 100_000, 400),
    ],
)
def test_a_request_is_taken_by_its_secret_and_its_shape(
    secret: str, body: bytes, status: int
) -> None:
    headers = {telegram_callback.HEADER: secret}
    assert telegram_callback.decide(body, headers, "a-secret", read).status == status
    assert telegram_callback.decide(body, headers, "", read).status == 403
