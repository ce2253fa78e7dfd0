"""Logs hold no name, no text and no token (D4), whoever writes them and whatever goes wrong."""

import ast
import json
import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from bots import logs

ROOT = Path(__file__).parents[2]
TOKEN = "vk1.a.qW3rTy-uIoP_9876543210"
SECRETS = ("Котова Анна", "мне плохо", TOKEN, f"https://api.vk.ru/method/x?access_token={TOKEN}")


@pytest.fixture(autouse=True)
def as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Puts the process's logging back after a test."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    yield
    root.handlers[:], root.level = handlers, level
    structlog.reset_defaults()


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_an_event_is_a_line_of_json(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("info", as_json=True)
    structlog.get_logger().info("started", count=2, channel="vk-project")
    (line,) = lines(capsys)
    assert line.pop("timestamp")
    assert line == {"event": "started", "level": "info", "count": 2, "channel": "vk-project"}


def test_less_than_the_level_is_not_written(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("warning", as_json=True)
    structlog.get_logger().info("started")
    assert lines(capsys) == []


@pytest.mark.parametrize("secret", SECRETS)
def test_a_key_that_is_not_known_is_left_out(
    capsys: pytest.CaptureFixture[str], secret: str
) -> None:
    logs.set_up("info", as_json=True)
    structlog.get_logger().info("started", text=secret, peer=secret, token=secret)
    (line,) = lines(capsys)
    assert set(line) == {"event", "level", "timestamp"}


@pytest.mark.parametrize("key", sorted(logs.KEPT - {"event", "level"}))
@pytest.mark.parametrize("secret", SECRETS)
def test_a_known_key_hides_what_is_not_ours(
    capsys: pytest.CaptureFixture[str], key: str, secret: str
) -> None:
    logs.set_up("info", as_json=True)
    structlog.get_logger().info("started", **{key: secret})
    structlog.get_logger().info("started", **{key: [secret]})
    written = capsys.readouterr().err
    assert TOKEN not in written
    assert json.dumps(secret)[1:-1] not in written
    assert written.count(logs.HIDDEN) == 2


@given(text=st.text(alphabet="абвгдеёж ЖЁ№", min_size=1))
def test_nothing_russian_passes(text: str) -> None:
    if text.strip():
        assert logs.keep_known(None, "info", {"error": text}) == {"error": logs.HIDDEN}


@pytest.mark.parametrize(
    "word", ["http 503", "network", "StoreUnavailable", "odd answer", "vk-project", "file.copy"]
)
def test_our_own_words_pass(word: str) -> None:
    assert logs.keep_known(None, "info", {"error": word}) == {"error": word}


@pytest.mark.parametrize("as_json", [True, False])
@pytest.mark.parametrize("library", [*logs.LIBRARIES, "aiohttp.server", "somebody"])
def test_a_library_is_heard_without_its_words(
    capsys: pytest.CaptureFixture[str], library: str, as_json: bool
) -> None:
    logs.set_up("info", as_json=as_json)
    try:
        raise ValueError(*SECRETS)
    except ValueError:
        logging.getLogger(library).exception("trouble with %s", SECRETS)
    written = capsys.readouterr().err
    assert "ValueError" in written
    assert "test_logs.py" in written
    assert not [one for one in ("Котова", "плохо", TOKEN, "Traceback") if one in written]


def test_a_library_says_nothing_below_a_warning(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("debug", as_json=True)
    for library in logs.LIBRARIES:
        logging.getLogger(library).info("chatter")
    assert lines(capsys) == []


def test_a_crash_tells_where_and_not_what(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up("info", as_json=True)
    try:
        raise RuntimeError(*SECRETS)
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    (line,) = lines(capsys)
    assert (line["event"], line["error"]) == ("crashed", "RuntimeError")
    assert str(line["where"]).startswith("tests/bots/test_logs.py:")


def test_every_key_that_the_suite_logs_is_a_known_one() -> None:
    unknown = [
        f"{path.relative_to(ROOT)}:{node.lineno}: {keyword.arg}"
        for room in ("bots", "scheduler", "dialogs", "storage", "integrations")
        for path in sorted((ROOT / room).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and ast.unparse(node.func.value) == "log"
        for keyword in node.keywords
        if keyword.arg not in logs.KEPT
    ]
    assert not unknown, "\n".join(unknown)
