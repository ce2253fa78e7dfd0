"""Settings: the environment and `.env`, checked as a whole (O1)."""

import difflib
import os
import re
import secrets
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from bots import setting_values

ENV_FILE = Path(".env")
BOTS = ("project", "parent", "restroom", "event", "council")
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{5,256}")
DATABASES = frozenset({"sqlite", "postgresql"})
_NAME = re.compile(r"^\s*(?:export\s+)?([\w-]+)\s*=", re.MULTILINE)
#: How alike a name must be to one of ours to be taken for a slip of the pen.
_ALIKE = 0.8
_OURS = ("VK_", "SFERUM_", "TELEGRAM_")

Updates = Literal["longpoll", "callback"]
Port = Annotated[int, Field(ge=0, le=65535)]
Days = Annotated[int, Field(ge=1, le=365)]


class SettingsError(Exception):
    """What is wrong with the settings, a line each; values are never shown."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("; ".join(lines))
        self.lines = lines


@dataclass(frozen=True)
class Account:
    """An account of ours in a messenger and the bots that live in it; ``channel`` is its name
    inside."""

    channel: str
    bots: tuple[str, ...]
    token: SecretStr


class Settings(BaseSettings):
    """Every name is explained in `.env.example`."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore")

    database_url: str = "sqlite:///data/coworking.db"
    secret_key: SecretStr | None = None
    secret_keys: Annotated[tuple[SecretStr, ...], NoDecode] = ()
    timezone: str = "Europe/Moscow"
    public_url: str = ""
    http_host: str = "127.0.0.1"
    http_port: Port = 8080
    clock_start: datetime | None = None

    school_name: str = ""
    privacy_url: str = ""

    vk_token: SecretStr | None = None
    vk_token_project: SecretStr | None = None
    vk_token_parent: SecretStr | None = None
    vk_token_restroom: SecretStr | None = None
    vk_token_event: SecretStr | None = None
    vk_token_council: SecretStr | None = None
    vk_api_url: str = "https://api.vk.ru"
    vk_updates: Updates = "longpoll"
    vk_callback_secret: SecretStr = SecretStr("")
    vk_confirmations: Annotated[dict[int, str], NoDecode] = Field(default_factory=dict)
    vk_rate: Annotated[float, Field(gt=0)] = 20
    vk_longpoll_wait: Annotated[int, Field(ge=1, le=90)] = 25

    sferum_token: SecretStr | None = None
    sferum_token_project: SecretStr | None = None
    sferum_token_parent: SecretStr | None = None
    sferum_token_restroom: SecretStr | None = None
    sferum_token_event: SecretStr | None = None
    sferum_token_council: SecretStr | None = None
    sferum_api_url: str = "https://platform-api2.max.ru"
    sferum_updates: Literal["longpoll", "webhook"] = "longpoll"
    sferum_secret: SecretStr = SecretStr("")
    sferum_rate: Annotated[float, Field(gt=0)] = 30
    sferum_chat_rate: Annotated[float, Field(gt=0)] = 2
    sferum_longpoll_wait: Annotated[int, Field(ge=1, le=90)] = 30

    telegram_token: SecretStr | None = None
    telegram_token_project: SecretStr | None = None
    telegram_token_parent: SecretStr | None = None
    telegram_token_restroom: SecretStr | None = None
    telegram_token_event: SecretStr | None = None
    telegram_token_council: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    telegram_updates: Literal["longpoll", "webhook"] = "longpoll"
    telegram_secret: SecretStr = SecretStr("")
    telegram_rate: Annotated[float, Field(gt=0)] = 30
    telegram_chat_rate: Annotated[float, Field(gt=0)] = 1
    telegram_longpoll_wait: Annotated[int, Field(ge=1, le=50)] = 30

    telemost_token: SecretStr | None = None
    telemost_api_url: str = "https://cloud-api.yandex.net/v1/telemost-api"
    yandex_client_id: str = ""
    yandex_client_secret: SecretStr = SecretStr("")
    yandex_oauth_url: str = "https://oauth.yandex.ru"
    caldav_url: str = "https://caldav.yandex.ru"
    caldav_login: str = ""
    caldav_password: SecretStr | None = None
    room_hours: Annotated[int, Field(ge=1, le=12)] = 3
    yandex_forms_org_id: str = ""
    yandex_forms_token: SecretStr | None = None
    yandex_forms_api_url: str = "https://api.forms.yandex.net/v1"

    events_until: str = "20:00"
    events_until_senior: str = "21:00"
    place_offer_hours: Annotated[int, Field(ge=1, le=240)] = 24
    event_consent_hours: Annotated[int, Field(ge=1, le=240)] = 48

    quiet_pupils: str = "21:00-07:30"
    quiet_parents: str = "20:00-08:00"
    quiet_teachers: str = "19:00-08:00"
    lessons: str = "09:00-15:00"
    holidays: Annotated[tuple[tuple[str, str], ...], NoDecode] = ()

    psych_hours: str = "09:00-18:00"
    psych_consent_age: Annotated[int, Field(ge=14, le=18)] = 18
    psych_emergency_without_consent: bool = True
    psych_next_minutes: Annotated[int, Field(ge=1, le=480)] = 15
    psych_silence_minutes: Annotated[int, Field(ge=2, le=480)] = 20
    psych_presence_minutes: Annotated[int, Field(ge=5, le=480)] = 60
    psych_talk_days: Days = 30
    mood_days: Days = 14

    code_days: Days = 14
    code_tries_per_hour: Annotated[int, Field(ge=1)] = 5
    link_minutes: Annotated[int, Field(ge=5)] = 60
    max_projects_per_supervisor: Annotated[int, Field(ge=1)] = 10
    offer_working_days: Days = 5
    review_remind_days: Days = 3
    review_escalate_days: Days = 5
    extension_max_days: Days = 14
    teenagers_from_grade: Annotated[int, Field(ge=1, le=12)] = 9
    announcement_remind_hours: Annotated[int, Field(ge=1)] = 24
    silence_max_days: Days = 3
    chair_max_days: Days = 7
    chair_lapse_days: Days = 3
    council_max_days: Days = 30
    record_days: Days = 90
    appeal_days: Days = 10
    vote_hours: Annotated[int, Field(ge=1, le=24 * 30)] = 48
    council_quorum: str = "1/2"
    council_qualified: str = "2/3"
    contract_notice_days: Days = 14
    draft_hours: Annotated[int, Field(ge=1)] = 24
    draft_days: Days = 90
    codes_kept_days: Days = 30
    journal_kept_days: Annotated[int, Field(ge=30)] = 365
    accounts_kept_days: Days = 30
    question_answer_days: Days = 2
    question_escalate_days: Days = 3
    question_deputy_role: Literal["coordinator", "admin"] = "coordinator"
    question_keep_days: Days = 365
    messages_per_minute: Annotated[int, Field(ge=0)] = 60

    files_dir: Path = Path("data/files")
    file_max_mb: Annotated[int, Field(ge=1)] = 20
    texts_dir: Path | None = None
    stages_file: Path | None = None
    crisis_file: Path | None = None
    calendar_file: Path | None = None
    etiquette_file: Path | None = None
    formats_file: Path | None = None
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_json: bool = True

    @field_validator("vk_confirmations", mode="before")
    @classmethod
    def _pairs(cls, value: object) -> object:
        if isinstance(value, str):
            parts = [part.split(":", 1) for part in value.split(",") if ":" in part]
            return {int(group): code.strip() for group, code in parts}
        return value

    @field_validator("secret_keys", mode="before")
    @classmethod
    def _ring(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(one.strip() for one in value.split(",") if one.strip())
        return value

    @field_validator("holidays", mode="before")
    @classmethod
    def _spans(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(setting_values.span(part.strip()) for part in value.split(",") if part.strip())

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        scheme, mark, _ = value.partition("://")
        if not mark or scheme.partition("+")[0] not in DATABASES:
            raise ValueError("it begins with sqlite:/// or with postgresql://")
        return value

    @field_validator("quiet_pupils", "quiet_parents", "quiet_teachers")
    @classmethod
    def _hours(cls, value: str) -> str:
        setting_values.quiet(value)
        return value

    @field_validator("council_quorum", "council_qualified")
    @classmethod
    def _parts(cls, value: str) -> str:
        setting_values.part(value)
        return value

    @field_validator("psych_hours")
    @classmethod
    def _working_hours(cls, value: str) -> str:
        found = setting_values.quiet(value)
        if found.since >= found.until:
            raise ValueError("the working day begins before it ends: 09:00-18:00")
        return value

    @field_validator("events_until", "events_until_senior")
    @classmethod
    def _hour(cls, value: str) -> str:
        setting_values.hour(value)
        return value

    @field_validator("lessons")
    @classmethod
    def _lesson_hours(cls, value: str) -> str:
        setting_values.lessons(value)
        return value

    @field_validator("sferum_secret", "telegram_secret")
    @classmethod
    def _possible_secret(cls, value: SecretStr) -> SecretStr:
        told = value.get_secret_value()
        if told and not _WEBHOOK_SECRET.fullmatch(told):
            raise ValueError("5 to 256 Latin letters, digits, - and _")
        return value

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError("no such time zone") from error
        return value

    @model_validator(mode="after")
    def _clock_only_on_loopback(self) -> "Settings":
        used = [self.vk_api_url]
        if self.accounts("sferum"):
            used.append(self.sferum_api_url)
        if self.accounts("telegram"):
            used.append(self.telegram_api_url)
        if self.uses_telemost:
            used.append(self.telemost_api_url)
        if self.uses_calendar:
            used.append(self.caldav_url)
        if self.reads_forms:
            used.append(self.yandex_forms_api_url)
        if self.yandex_client_id:
            used.append(self.yandex_oauth_url)
        if self.clock_start is not None and not all(map(setting_values.is_loopback, used)):
            raise ValueError("CLOCK_START is for the lab: every API address must be a loopback one")
        return self

    def accounts(self, messenger: str) -> list[Account]:
        """The accounts in a messenger that are configured: one for all bots, or one each."""
        names: list[tuple[str, str, tuple[str, ...]]] = [(messenger, f"{messenger}_token", BOTS)]
        names += [(f"{messenger}-{bot}", f"{messenger}_token_{bot}", (bot,)) for bot in BOTS]
        found: list[Account] = []
        for channel, setting, bots in names:
            token: SecretStr | None = getattr(self, setting)
            if token is not None:
                found.append(Account(channel, bots, token))
        return found

    @property
    def uses_telemost(self) -> bool:
        """Whether rooms are made by Telemost's API: with a token of the settings or a login."""
        return self.telemost_token is not None or bool(self.yandex_client_id)

    @property
    def uses_calendar(self) -> bool:
        """Whether rooms are made by the calendar: its address is made of the login."""
        by_password = self.caldav_password is not None
        return bool(self.caldav_login) and (by_password or bool(self.yandex_client_id))

    @property
    def reads_forms(self) -> bool:
        """Whether answers to Yandex Forms can be fetched: with a token or a login (E4)."""
        by_token = self.yandex_forms_token is not None
        return bool(self.yandex_forms_org_id) and (by_token or bool(self.yandex_client_id))

    @property
    def room_providers(self) -> tuple[str, ...]:
        """Who makes rooms, in the order of being asked (E2)."""
        used = (("telemost", self.uses_telemost), ("calendar", self.uses_calendar))
        return tuple(name for name, is_used in used if is_used)

    @property
    def key_file(self) -> Path:
        """Where the key is kept that is made without ``SECRET_KEY``."""
        return self.files_dir.parent / "secret.key"

    @property
    def database_file(self) -> Path | None:
        """The file of a SQLite database; None for a server's."""
        scheme, _, rest = self.database_url.partition(":///")
        path = rest.partition("?")[0].removeprefix("file:")
        return Path(path) if scheme.startswith("sqlite") and path not in ("", ":memory:") else None

    def secret(self) -> str:
        """The newest key, by which everything is sealed."""
        return self.secrets()[0]

    def secrets(self) -> list[str]:
        """The ring of keys, the newest first: ``SECRET_KEYS`` and ``SECRET_KEY``; without them a
        key made at the first start and kept in a file beside the data, a line each."""
        ring = self._told_keys()
        if ring:
            return ring
        path = self.key_file
        if not path.exists():
            _make_secret(path)
        ring = path.read_text().split()
        if not ring:
            raise SettingsError([f"{path} is empty: restore it, or set SECRET_KEY"])
        return ring

    def known_secrets(self) -> list[str]:
        """As `secrets`, but none is made: empty where there is none yet."""
        if not self._told_keys() and not self.key_file.exists():
            return []
        return self.secrets()

    def _told_keys(self) -> list[str]:
        told = [*self.secret_keys, *([self.secret_key] if self.secret_key is not None else [])]
        return list(dict.fromkeys(one.get_secret_value() for one in told))


def _make_secret(path: Path) -> None:
    """Make the key at once or not at all: half a key would seal what nobody could open."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=path.parent) as made:
        made.write(secrets.token_urlsafe(32))
        made.flush()
        os.fsync(made.fileno())
        with suppress(FileExistsError):
            os.link(made.name, path)


def read(env_file: Path | None = ENV_FILE) -> Settings:
    """Read the settings; raises `SettingsError`."""
    try:
        return Settings(_env_file=env_file)
    except UnicodeDecodeError:
        raise SettingsError([f"{env_file}: save it in UTF-8"]) from None
    except ValidationError as error:
        lines = [
            f"{'.'.join(str(part) for part in one['loc']).upper() or 'SETTINGS'}: "
            f"{one['msg'].removeprefix('Value error, ')}"
            for one in error.errors(include_input=False, include_url=False)
        ]
        raise SettingsError(lines) from None


def strange_names(env_file: Path = ENV_FILE) -> list[tuple[str, str | None]]:
    """Names in ``.env`` that look like settings of ours and are none, with the likely one."""
    if not env_file.is_file():
        return []
    ours = [name.upper() for name in Settings.model_fields]
    found: list[tuple[str, str | None]] = []
    for name in _NAME.findall(env_file.read_text("utf-8")):
        alike = difflib.get_close_matches(name.upper(), ours, 1, _ALIKE)
        if name.upper() not in ours and (alike or name.upper().startswith(_OURS)):
            found.append((name, alike[0] if alike else None))
    return found
