"""`.env.example` is the settings' reference (O1): nothing is missing there, nothing is invented."""

import re
from pathlib import Path

import pytest

from bots import settings
from bots.settings import Settings

EXAMPLE = Path(__file__).parents[2] / ".env.example"
#: A setting in the example, with the «# » that switches it off.
LINE = re.compile(r"^# ([A-Z][A-Z0-9_]*)=(.*)$")


def lines() -> list[str]:
    return EXAMPLE.read_text(encoding="utf-8").splitlines()


def examples() -> list[tuple[str, str]]:
    return [(found[1], found[2]) for line in lines() if (found := LINE.match(line))]


def test_every_setting_stands_in_the_example_once() -> None:
    named = [name for name, _ in examples()]
    assert sorted(named) == sorted(name.upper() for name in Settings.model_fields)


def test_every_setting_is_explained_in_russian_above_it() -> None:
    explained = False
    for line in lines():
        if LINE.match(line):
            assert explained, line
        else:
            explained = bool(re.search(r"[а-яё]", line)) or (explained and bool(line))


def test_a_copy_of_the_example_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, _ in examples():
        monkeypatch.delenv(name, raising=False)
    copy = tmp_path / ".env"
    copy.write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    assert settings.read(copy) == settings.read(None)


@pytest.mark.parametrize(("name", "value"), [(n, v) for n, v in examples() if v])
def test_the_value_in_the_example_is_a_possible_one(
    name: str, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(name, raising=False)
    env = tmp_path / ".env"
    # The one setting that depends on another: time is moved on loopback only.
    loopback = "VK_API_URL=http://127.0.0.1:1\n" if name == "CLOCK_START" else ""
    env.write_text(f"{name}={value}\n{loopback}", encoding="utf-8")
    read = settings.read(env)
    default = Settings.model_fields[name.lower()].get_default(call_default_factory=True)
    assert getattr(read, name.lower()) == default or default in (None, "", (), {}), name
