"""Requests that no messenger sent: refused in a word, counted, and nothing is kept of them."""

import gzip
import hmac
import json
from collections.abc import Callable

import pytest

from bots import webhook
from tests.storage.contents import contents
from tests.webhooks.conftest import Knocker

HIDDEN = "тайна-373"

WRONG: dict[str, str | None] = {
    "none": None,
    "empty": "",
    "another": "b-secret",
    "its beginning": "a-secre",
    "it and more": "a-secretx",
    "in capitals": "A-SECRET",
    "half a megabyte": "a" * 8_000,
}


@pytest.mark.parametrize("what", WRONG)
async def test_a_wrong_secret_is_refused_and_leaves_nothing(
    knocker: Knocker, what: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(knocker.space.suite.store)
    capsys.readouterr()
    update = {**knocker.fresh(), "note": HIDDEN}
    for _ in range(3):
        assert await knocker.post(*knocker.door.sealed(update, WRONG[what])) == (403, "forbidden")
    assert knocker.refused() == {"secret": 3}
    assert contents(knocker.space.suite.store) == before
    assert capsys.readouterr().out == ""


async def test_the_secret_twice_is_no_secret(knocker: Knocker) -> None:
    body, headers = knocker.door.sealed(knocker.fresh())
    proving = [(name, value) for name, value in headers.items() if name != "Content-Type"]
    if not proving:
        pytest.skip("the secret stands in the body")
    twice = [("Content-Type", "application/json"), *proving, *proving]
    assert await knocker.post(body, twice) == (403, "forbidden")


async def test_the_secret_is_compared_in_constant_time(
    knocker: Knocker, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[tuple[bytes, bytes]] = []
    compare: Callable[[bytes, bytes], bool] = hmac.compare_digest

    def watched(one: bytes, other: bytes) -> bool:
        compared.append((one, other))
        return compare(one, other)

    monkeypatch.setattr(hmac, "compare_digest", watched)
    await knocker.post(*knocker.door.sealed(knocker.fresh(), "b-secret"))
    assert (await knocker.brings(knocker.fresh()))[0] == 200
    assert compared == [(b"b-secret", b"a-secret"), (b"a-secret", b"a-secret")]


@pytest.mark.parametrize(
    "said",
    [
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain",
        "text/html",
        "application/xml",
        "application/jsonp",
    ],
)
async def test_another_kind_of_content_is_refused(knocker: Knocker, said: str) -> None:
    body, headers = knocker.door.sealed(knocker.fresh())
    assert (await knocker.post(body, {**headers, "Content-Type": said}))[0] == 415
    assert (knocker.refused(), knocker.taken()) == ({"type": 1}, {})


async def test_a_packed_body_is_not_unpacked(knocker: Knocker) -> None:
    _, headers = knocker.door.sealed(knocker.fresh())
    bomb = gzip.compress(b" " * 50 * 2**20)
    assert (await knocker.post(bomb, {**headers, "Content-Encoding": "gzip"}))[0] == 415
    assert knocker.refused() == {"type": 1}


DEEP = 50_000
NO_JSON: dict[str, bytes] = {
    "nothing": b"",
    "broken": b'{"type":"message_new","update_type":',
    "a form": b"type=message_new&secret=a-secret",
    "no UTF-8": b'{"type":"\xff\xfe\xc3","update_type":"\xff"}',
    "deep lists": b"[" * DEEP + b"]" * DEEP,
    "deep objects": b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    "a number of many digits": b"9" * 100_000,
}
NO_UPDATE: dict[str, bytes] = {
    "a list": b'[{"type":"message_new"}]',
    "a word": b'"message_new"',
    "a number": b"5",
    "an empty object": b"{}",
    "a type that is a number": b'{"type":5,"update_type":5,"update_id":"x"}',
    "a type that is nothing": b'{"type":null,"update_type":null,"update_id":null}',
}


@pytest.mark.parametrize("what", NO_JSON)
async def test_what_is_no_json_is_refused(knocker: Knocker, what: str) -> None:
    _, headers = knocker.door.sealed(knocker.fresh())
    assert await knocker.post(NO_JSON[what], headers) == (400, "bad request")
    assert knocker.refused() == {"json": 1}


@pytest.mark.parametrize("what", NO_UPDATE)
async def test_what_is_no_update_is_refused(knocker: Knocker, what: str) -> None:
    _, headers = knocker.door.sealed(knocker.fresh())
    assert await knocker.post(NO_UPDATE[what], headers) == (400, "bad request")
    assert knocker.refused() == {"update": 1}


async def test_a_text_beyond_utf_8_within_json_is_survived(knocker: Knocker) -> None:
    body, headers = knocker.door.sealed(knocker.fresh())
    broken = json.dumps(json.loads(body), ensure_ascii=False).encode()
    told = broken.replace("Меню".encode(), b"\xff\xc3\x28")
    assert await knocker.post(told, headers) == (400, "bad request")


@pytest.mark.parametrize("verb", ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"])
async def test_only_posts_are_taken(knocker: Knocker, verb: str) -> None:
    body, headers = knocker.door.sealed(knocker.fresh())
    assert (await knocker.post(body, headers, verb))[0] == 405
    assert (knocker.refused(), knocker.taken()) == ({"method": 1}, {})


async def test_fifty_megabytes_that_are_announced_are_not_waited_for(knocker: Knocker) -> None:
    head = f"{knocker.head()}Content-Length: {50 * 2**20}\r\n"
    assert await knocker.raw(head, b'{"type":') == "HTTP/1.1 413 Request Entity Too Large"
    assert knocker.refused() == {"size": 1}


async def test_fifty_megabytes_in_pieces_are_read_to_the_first(knocker: Knocker) -> None:
    piece = b"%x\r\n%s\r\n" % (webhook.BODY_LENGTH + 1, b" " * (webhook.BODY_LENGTH + 1))
    head = f"{knocker.head()}Transfer-Encoding: chunked\r\n"
    assert await knocker.raw(head, piece) == "HTTP/1.1 413 Request Entity Too Large"
    assert knocker.refused() == {"size": 1}


async def test_a_body_that_does_not_come_is_waited_for_only_so_long(
    knocker: Knocker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "BODY_SECONDS", 0.05)
    head = f"{knocker.head()}Content-Length: 100\r\n"
    assert await knocker.raw(head, b'{"type":') == "HTTP/1.1 408 Request Timeout"
    assert knocker.refused() == {"slow": 1}


async def test_a_length_that_is_told_twice_is_refused(knocker: Knocker) -> None:
    body, _ = knocker.door.sealed(knocker.fresh())
    for lengths in (f"Content-Length: 5\r\nContent-Length: {len(body)}\r\n",):
        answer = await knocker.raw(knocker.head() + lengths, body)
        assert answer.startswith(("HTTP/1.1 400", "HTTP/1.0 400"))
    both = f"Content-Length: {len(body)}\r\nTransfer-Encoding: chunked\r\n"
    answer = await knocker.raw(knocker.head() + both, b"0\r\n\r\n")
    assert answer.startswith(("HTTP/1.1 400", "HTTP/1.0 400"))
    assert knocker.taken() == {}
