"""What an operator can set: one frozen object, read once from a TOML file and the environment.

The environment (``RECOGNITION_WATCH_MAIL__HOST``) goes before the file, the file before the defaults here. Every
setting is explained in ``deploy/settings.example.toml``. A name that is not known is refused, in either place.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict
from yarl import URL

PREFIX = "RECOGNITION_WATCH_"
DELIMITER = "__"
# What can stand in braces in a ping's address.
PING_WORDS = ("message", "seconds", "run")


def _listed(value: Any) -> Any:
    """Take a comma-separated string, as the environment gives it, for a list."""
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


def _one_address(value: str) -> str:
    local, _, host = value.rpartition("@")
    if not local or not host or any(c.isspace() or not c.isprintable() for c in value):
        raise ValueError("is no mail address such as editor@example.org")
    return value


def _known_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    # ValueError for "/etc" or "../x", OSError for "America", which is a folder of zones.
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError("is no time zone such as Europe/Berlin or UTC") from None
    return value


def _database_address(value: str) -> str:
    if not value.startswith(("sqlite:///", "postgresql://", "postgres://", "postgresql+psycopg://")):
        raise ValueError("must begin with sqlite:/// or postgresql://")
    return value


def _channel_addresses(value: tuple[SecretStr, ...]) -> tuple[SecretStr, ...]:
    if any("://" not in one.get_secret_value() for one in value):
        raise ValueError("holds one that is no address such as ntfy://topic")
    return value


def _web_address(value: SecretStr) -> SecretStr:
    text = value.get_secret_value()
    if text and not re.match(r"https?://[^/\s]", text):
        raise ValueError("must begin with http:// or https://")
    try:
        URL(text)
    except ValueError:
        raise ValueError("is no web address such as https://hc-ping.com/your-check") from None
    if unknown := set(re.findall(r"\{(\w*)\}", text)) - set(PING_WORDS):
        raise ValueError(f"{{{min(unknown)}}} is not known; {', '.join(f'{{{word}}}' for word in PING_WORDS)} are")
    return value


def _public_address(value: str) -> str:
    if value and not re.fullmatch(r"https?://[^/\s?#]+[^\s?#]*", value):
        raise ValueError("is no web address such as https://watch.example.org/websub")
    return value


def _pages_address(value: str) -> str:
    if value and not re.fullmatch(r"https?://[^/\s?#@]+(/[^\s?#]*)?", value):
        raise ValueError("is no web address such as https://watch.example.org")
    return value.rstrip("/")


MailAddress = Annotated[str, AfterValidator(_one_address)]
Addresses = Annotated[tuple[MailAddress, ...], BeforeValidator(_listed)]
WebAddress = Annotated[SecretStr, AfterValidator(_web_address)]
ChannelAddresses = Annotated[tuple[SecretStr, ...], BeforeValidator(_listed), AfterValidator(_channel_addresses)]
Seconds = Annotated[float, Field(gt=0)]


class _SettingsGroup(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PollSettings(_SettingsGroup):
    """How feeds and pages are fetched."""

    concurrency: int = Field(default=64, ge=1, le=500)
    per_host: int = Field(default=2, ge=1, le=20)
    pause_s: float = Field(default=2.0, ge=0)
    timeout_s: Seconds = 30.0
    connect_timeout_s: Seconds = 10.0
    max_bytes: int = Field(default=15_000_000, ge=1_000)
    shortest_s: Seconds = 300.0
    longest_s: Seconds = 900.0
    bad_after: int = Field(default=3, ge=1)
    allow_private_addresses: bool = False


class WorkerSettings(_SettingsGroup):
    """The processes that read pages and feeds."""

    number: int = Field(default=0, ge=0, le=256)
    article_s: Seconds = 120.0
    memory_mb: int = Field(default=1_500, ge=300)


class MailSettings(_SettingsGroup):
    """Where alerts go, and how often a mail that failed is tried again."""

    sender: MailAddress = "recognition-watch@localhost.localdomain"
    recipients: Addresses = ()
    operators: Addresses = ()
    host: str = ""
    port: int = Field(default=587, ge=1, le=65535)
    tls: Literal["none", "starttls", "tls"] = "starttls"
    user: str = ""
    password: SecretStr = SecretStr("")
    timeout_s: Seconds = 30.0
    folder: str = "var/mail"
    retry_first_s: Seconds = 60.0
    retry_longest_s: Seconds = 3600.0
    give_up_after_s: Seconds = 172_800.0

    @property
    def sends(self) -> bool:
        """Whether mails go to a server; else they are written to the folder."""
        return bool(self.host)

    @property
    def readers(self) -> tuple[str, ...]:
        """Who is told: the recipients, or the folder's one reader where none is set."""
        return self.recipients or ("reader@localhost.localdomain",)


class PingSettings(_SettingsGroup):
    """Whom each pass tells how it went. The addresses are secrets: who knows them can forge pings."""

    address: WebAddress = SecretStr("")
    start: WebAddress = SecretStr("")
    success: WebAddress = SecretStr("")
    failure: WebAddress = SecretStr("")
    timeout_s: Seconds = 10.0


class WatchdogSettings(_SettingsGroup):
    """From when on ``watchdog`` and ``check`` find something wrong, and where else ``watchdog`` tells of it."""

    missed_passes: int = Field(default=3, ge=1)
    mail_wait_s: Seconds = 3600.0
    disk_free_mb: int = Field(default=500, ge=0)
    clock_slack_s: Seconds = 120.0
    channels: ChannelAddresses = ()


class WebSubSettings(_SettingsGroup):
    """Where hubs reach this watch with pushes, and where it listens for them."""

    callback: Annotated[str, AfterValidator(_public_address)] = ""
    host: str = "127.0.0.1"
    port: int = Field(default=8788, ge=1, le=65535)


class WebSettings(_SettingsGroup):
    """Where the live pages are served, and who may read them. ``public_address`` is what mails link to."""

    host: str = "127.0.0.1"
    port: int = Field(default=8017, ge=1, le=65535)
    public_address: Annotated[str, AfterValidator(_pages_address)] = ""
    reading: Literal["open", "signed-in"] = "open"
    session_hours: float = Field(default=12.0, gt=0)


class Settings(BaseSettings):
    """Everything that can be set, as it holds for one process."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter=DELIMITER, enable_decoding=False, extra="forbid", frozen=True
    )

    database: Annotated[str, AfterValidator(_database_address)] = Field(
        default="sqlite:///var/recognition-watch.sqlite3", repr=False
    )
    feeds: str = "deploy/feeds.yaml"
    state: str = "var"
    contact: str = ""
    time_zone: Annotated[str, AfterValidator(_known_zone)] = "UTC"
    schedule_s: Seconds = 300.0
    ui_port: int = Field(default=4200, ge=1, le=65535)
    prefect_wait_s: Seconds = 60.0
    without_prefect: Literal["go-on", "end"] = "go-on"
    entries_per_run: int = Field(default=200, ge=1, le=10_000)
    attempts: int = Field(default=5, ge=1, le=100)
    keep_pages_days: float = Field(default=365.0, ge=0)
    model: str = ""
    learned_judge: bool = True
    policy: str = ""
    backlog: Literal["alert", "digest", "silent"] = "digest"
    poll: PollSettings = PollSettings()
    mail: MailSettings = MailSettings()
    workers: WorkerSettings = WorkerSettings()
    ping: PingSettings = PingSettings()
    watchdog: WatchdogSettings = WatchdogSettings()
    websub: WebSubSettings = WebSubSettings()
    web: WebSettings = WebSettings()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the signature is pydantic's
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment first, then what was read from the file; no .env file, no secrets folder."""
        return env_settings, init_settings
