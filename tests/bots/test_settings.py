"""The settings (O1): read from the environment and `.env`, checked whole, never shown."""

import stat
from collections.abc import Callable
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
from pydantic import SecretStr

from bots import checking, house_rules, settings
from bots.settings import BOTS, Settings, SettingsError
from storage.rules import Lessons, Quiet, Rules

Read = Callable[..., Settings]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Read:
    """Reads settings from an environment that holds nothing but what is given."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)

    def read(env_file: Path | None = None, **environment: str) -> Settings:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return settings.read(env_file)

    return read


def complaints(read: Read, **environment: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        read(**environment)
    return caught.value.lines


def test_without_any_setting_the_rules_are_the_default_ones(read: Read) -> None:
    given, default = house_rules.of(read()), Rules()
    for name in Rules.__dataclass_fields__:
        if name != "school":
            assert getattr(given, name) == getattr(default, name), name


def test_the_environment_goes_before_the_file(read: Read, tmp_path: Path) -> None:
    env = tmp_path / ".env"
    env.write_text("CODE_DAYS=7\nSCHOOL_NAME=Школа\n", encoding="utf-8")
    found = read(env, CODE_DAYS="21")
    assert (found.code_days, found.school_name) == (21, "Школа")


def test_names_that_are_not_ours_are_let_be(read: Read, tmp_path: Path) -> None:
    env = tmp_path / ".env"
    env.write_text("SOMEBODY_ELSES=1\n", encoding="utf-8")
    assert read(env) == read()


def test_one_token_carries_all_bots(read: Read) -> None:
    (account,) = read(VK_TOKEN="one", VK_CALLBACK_SECRET="hush").accounts("vk")
    assert (account.channel, account.bots) == ("vk", BOTS)
    assert account.token == SecretStr("one")


def test_every_bot_may_have_an_account_of_its_own(read: Read) -> None:
    found = read(**{f"VK_TOKEN_{bot.upper()}": f"of-{bot}" for bot in BOTS})
    accounts = found.accounts("vk")
    assert [(one.channel, one.bots) for one in accounts] == [(f"vk-{b}", (b,)) for b in BOTS]
    assert [one.token.get_secret_value() for one in accounts] == [f"of-{b}" for b in BOTS]


def test_without_a_token_there_is_no_account(read: Read) -> None:
    assert read().accounts("vk") == []


def test_confirmations_are_pairs_of_a_community_and_its_string(read: Read) -> None:
    found = read(VK_CONFIRMATIONS="101:aa11, 202:bb22")
    assert found.vk_confirmations == {101: "aa11", 202: "bb22"}


def test_quiet_hours_and_lessons_become_rules(read: Read) -> None:
    rules = house_rules.of(read(QUIET_PUPILS="22:00-06:45", LESSONS="08:30-14:10"))
    assert rules.quiet_pupils == Quiet(time(22), time(6, 45))
    assert rules.lessons == Lessons(time(8, 30), time(14, 10))


def test_a_school_may_have_no_lessons(read: Read) -> None:
    assert house_rules.of(read(LESSONS="")).lessons is None


def test_holidays_are_days_and_spans(read: Read) -> None:
    found = read(HOLIDAYS="2026-11-04, 2026-12-31/2027-01-11")
    assert house_rules.of(found).holidays == (
        ("2026-11-04", "2026-11-04"),
        ("2026-12-31", "2027-01-11"),
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HTTP_PORT", "seven"),
        ("HTTP_PORT", "70000"),
        ("TIMEZONE", "Europe/Nowhere"),
        ("TIMEZONE", "../passwd"),
        ("VK_UPDATES", "pigeon"),
        ("VK_RATE", "0"),
        ("VK_LONGPOLL_WAIT", "3600"),
        ("QUIET_PUPILS", "at night"),
        ("QUIET_PARENTS", "25:00-08:00"),
        ("LESSONS", "nine to three"),
        ("HOLIDAYS", "in summer"),
        ("HOLIDAYS", "2027-01-11/2026-12-31"),
        ("HOLIDAYS", "2026-11-04/2026-11-05/2026-11-06"),
        ("DATABASE_URL", "mysql://school"),
        ("DATABASE_URL", "data/coworking.db"),
        ("CODE_DAYS", "0"),
        ("FILE_MAX_MB", "-1"),
        ("LOG_LEVEL", "chatty"),
        ("QUIET_PARENTS", ""),
    ],
)
def test_a_wrong_value_is_told_in_one_line_by_its_name(read: Read, name: str, value: str) -> None:
    (line,) = complaints(read, **{name: value})
    assert line.startswith(f"{name}: ")
    assert "\n" not in line


def test_all_that_is_wrong_is_told_at_once(read: Read) -> None:
    lines = complaints(read, HTTP_PORT="seven", CODE_DAYS="many", TIMEZONE="Nowhere")
    assert {line.partition(":")[0] for line in lines} == {"HTTP_PORT", "CODE_DAYS", "TIMEZONE"}


def test_a_file_of_another_encoding_is_told_in_a_line(read: Read, tmp_path: Path) -> None:
    env = tmp_path / ".env"
    env.write_bytes("SCHOOL_NAME=Лицей\n".encode("cp1251"))
    with pytest.raises(SettingsError, match="UTF-8"):
        read(env)


def test_a_token_is_not_shown_with_the_settings(read: Read) -> None:
    found = read(VK_TOKEN="vk1.a.precious", SECRET_KEY="precious", VK_CALLBACK_SECRET="precious")
    assert "precious" not in repr(found) + str(found) + repr(found.accounts("vk"))


@pytest.mark.parametrize("url", ["http://127.0.0.1:8800", "http://localhost:1", "http://[::1]:1"])
def test_time_may_be_moved_among_stand_ins(read: Read, url: str) -> None:
    found = read(CLOCK_START="2026-09-07T13:00:00+03:00", VK_API_URL=url)
    assert found.clock_start == datetime(2026, 9, 7, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "url", ["https://api.vk.ru", "http://127.0.0.1.example.ru", "http://10.0.0.1"]
)
def test_time_may_not_be_moved_among_people(read: Read, url: str) -> None:
    (line,) = complaints(read, CLOCK_START="2026-09-07T13:00:00+03:00", VK_API_URL=url)
    assert "CLOCK_START" in line


def test_a_key_is_made_once_and_readable_by_its_owner_alone(read: Read, tmp_path: Path) -> None:
    found = read(FILES_DIR=str(tmp_path / "data" / "files"))
    first = found.secret()
    assert len(first) >= 32
    assert found.secret() == first
    kept = tmp_path / "data" / "secret.key"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_a_key_that_is_given_makes_no_file(read: Read, tmp_path: Path) -> None:
    found = read(FILES_DIR=str(tmp_path / "files"), SECRET_KEY="given")
    assert found.secret() == "given"
    assert list(tmp_path.iterdir()) == []


def test_holidays_that_cannot_be_read_are_told_how_to_write(read: Read) -> None:
    (line,) = complaints(read, HOLIDAYS="in summer")
    assert "2026-12-31/2027-01-11" in line
    assert "summer" not in line


def test_a_mistyped_name_is_noticed_and_names_of_others_are_not(tmp_path: Path) -> None:
    env = tmp_path / ".env"
    env.write_text(
        "# VKTOKEN=\nVKTOKEN=1\nVK_PIGEON=1\nvk_token=1\nHTTP_PROXY=1\nSOMEBODY_ELSES=1\n",
        encoding="utf-8",
    )
    assert settings.strange_names(env) == [("VKTOKEN", "VK_TOKEN"), ("VK_PIGEON", None)]
    assert settings.strange_names(tmp_path / "none") == []


def test_a_database_that_is_a_file_is_known_by_its_path(read: Read) -> None:
    assert read(DATABASE_URL="sqlite:////srv/one.db").database_file == Path("/srv/one.db")
    by_uri = "sqlite:///file:/srv/one.db?mode=ro&uri=true"
    assert read(DATABASE_URL=by_uri).database_file == Path("/srv/one.db")
    for other in ("postgresql://u@h/b", "sqlite://", "sqlite:///:memory:"):
        assert read(DATABASE_URL=other).database_file is None


def test_the_key_that_is_made_is_its_owners_only_and_stays(tmp_path: Path) -> None:
    made = Settings(_env_file=None, files_dir=tmp_path / "data" / "files")
    first = made.secret()
    assert first == made.secret() != ""
    key = tmp_path / "data" / "secret.key"
    assert key.stat().st_mode & 0o077 == 0
    assert [one.name for one in key.parent.iterdir()] == ["secret.key"]


def test_an_empty_key_is_said_not_used(tmp_path: Path) -> None:
    (tmp_path / "secret.key").touch()
    with pytest.raises(SettingsError):
        Settings(_env_file=None, files_dir=tmp_path / "files").secret()


def test_a_calendar_that_nobody_has_checked_is_warned_of(tmp_path: Path) -> None:
    own = tmp_path / "calendar.yaml"
    own.write_text("checked: true\n", encoding="utf-8")

    def warned(**values: Path) -> list[str]:
        found = checking.calendar(Settings(_env_file=None, **values))  # type: ignore[arg-type]  # a path
        return [one.what for one in found]

    assert warned() == ["CALENDAR_FILE"]
    assert warned(calendar_file=own) == []
