"""What the operator sets: environment variables `NHACVIEC_…`, a `.env` file, and secrets in files of their own."""

import os
import re
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dotenv import dotenv_values
from pydantic import BeforeValidator, Field, SecretStr, ValidationError, model_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from bot.texts import commands as texts
from bot.texts.chosen import ENV_FILE
from data.clock import Clock, RehearsalClock
from data.domain.person import Language
from data.domain.policy import Policy
from data.domain.policy_file import PolicyError, load_policy

PREFIX = "NHACVIEC_"
SECRETS = frozenset({"database_url", "telegram_token", "zalo_token", "webhook_secret", "proxy", "heartbeat_url"})
"""What may also be given as the name of a file that holds it, and what no message shows."""

_CLOCK = re.compile(r"(?P<start>[^x\s]+)\s*(?:x(?P<speed>\d+(?:\.\d+)?))?")
_SECRET = re.compile(r"[A-Za-z0-9_-]{8,256}")


class BadSettings(Exception):
    """A setting that cannot be used; the text is one line that says which and why."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(texts.BAD_SETTING.format(name=name, problem=problem))


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server listens."""

    host: str
    port: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "host:port"; ValueError for anything else."""
        host, _, port = text.rpartition(":")
        if not host or not port.isascii() or not port.isdigit() or int(port) > 65_535:
            raise ValueError(text)
        return cls(host.strip("[]"), int(port))

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Office time for practice: where it starts and how many times faster than real time it runs."""

    start: datetime
    speed: float = 1.0

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "2024-05-13T07:59:30+07:00" or "…x600"; ValueError for anything else, also for a moment without zone."""
        match = _CLOCK.fullmatch(text.strip())
        start = datetime.fromisoformat(match["start"]) if match else None
        speed = float(match["speed"] or 1) if match else 0.0
        if start is None or start.tzinfo is None or not speed:
            raise ValueError(text)
        return cls(start, speed)


def _address(value: object) -> object:
    return Address.parse(value) if isinstance(value, str) else value


def _rehearsal(value: object) -> object:
    return Rehearsal.parse(value) if isinstance(value, str) else value


def _zone(value: object) -> object:
    try:
        return ZoneInfo(value) if isinstance(value, str) else value
    except (KeyError, OSError) as error:
        raise ValueError(value) from error


def _file(value: object) -> object:
    path = Path(str(value)).expanduser()
    if not path.is_file():
        raise ValueError(value)
    return path


def _url(*schemes: str) -> BeforeValidator:
    def check(value: object) -> object:
        if not re.fullmatch(rf"(?:{'|'.join(schemes)})://[^\s/]\S*", str(value)):
            raise ValueError(value)
        return str(value).rstrip("/")

    return BeforeValidator(check)


def _without_space(value: object) -> object:
    if isinstance(value, str) and re.search(r"\s", value):
        raise ValueError
    return value


def _listed(value: object) -> object:
    if not isinstance(value, str):
        return value
    listed = ",".join(_parted(value))
    if not listed:
        raise ValueError
    return _without_space(listed)


def _parted(tokens: str) -> list[str]:
    return [token.strip() for token in re.split(r"[,\r\n]+", tokens) if token.strip()]


def _secret(value: object) -> object:
    if isinstance(value, str) and not _SECRET.fullmatch(value):
        raise ValueError
    return value


WebUrl = Annotated[str, _url("http", "https")]
ProxyUrl = Annotated[str, _url("http", "https", "socks5", "socks5h")]
Token = Annotated[SecretStr, BeforeValidator(_without_space)]
Tokens = Annotated[SecretStr, BeforeValidator(_listed)]
"""One or several, with a comma or a new line between them."""


class _SecretFiles(PydanticBaseSettingsSource):
    """Reads each secret from the file that `NAME_FILE` names."""

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:  # noqa: ARG002 - its shape
        """Return the content of the secret's file; None when none is named."""
        given, name = _given(), (PREFIX + field_name).upper()
        file = given.get(f"{name}_FILE")
        if field_name not in SECRETS or not file:
            return None, field_name, False
        if given.get(name):
            raise BadSettings(name, texts.GIVEN_TWICE.format(name=name))
        try:
            content = Path(file).expanduser().read_text("utf-8-sig").strip()
        except (OSError, UnicodeDecodeError):
            raise BadSettings(f"{name}_FILE", texts.HOLDER_UNREADABLE.format(file=file)) from None
        if not content:
            raise BadSettings(f"{name}_FILE", texts.HOLDER_EMPTY.format(file=file))
        return content, field_name, False

    def __call__(self) -> dict[str, Any]:
        found = {name: self.get_field_value(field, name)[0] for name, field in self.settings_cls.model_fields.items()}
        return {name: value for name, value in found.items() if value is not None}


def _given() -> dict[str, str]:
    """Return the environment over the `.env` file, by upper-case name."""
    merged = {**dotenv_values(ENV_FILE), **os.environ}
    return {name.upper(): value for name, value in merged.items() if value}


class Settings(BaseSettings):
    """Every setting; README says what each is for."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=ENV_FILE, env_ignore_empty=True, extra="ignore", frozen=True
    )

    database_url: str = Field(default="sqlite:///var/nhacviec.db", repr=False)
    telegram_token: Token | None = None
    telegram_api_url: WebUrl = "https://api.telegram.org"
    zalo_token: Tokens | None = None
    zalo_api_url: WebUrl = "https://bot-api.zaloplatforms.com"
    public_url: WebUrl | None = None
    webhook_secret: Annotated[SecretStr, BeforeValidator(_secret)] | None = None
    listen: Annotated[Address, NoDecode, BeforeValidator(_address)] = Address("127.0.0.1", 8080)
    proxy: ProxyUrl | None = Field(default=None, repr=False)
    timezone: Annotated[ZoneInfo, BeforeValidator(_zone)] | None = None
    policy: Annotated[Path, BeforeValidator(_file)] | None = None
    language: Language = Language.VIETNAMESE
    heartbeat_url: WebUrl | None = Field(default=None, repr=False)
    clock: Annotated[Rehearsal | None, NoDecode, BeforeValidator(_rehearsal)] = None

    @model_validator(mode="after")
    def _webhook_has_a_secret(self) -> Self:
        if self.public_url and not self.webhook_secret:
            raise BadSettings(f"{PREFIX}WEBHOOK_SECRET", texts.NEEDED_WITH_PUBLIC_URL)
        return self

    @property
    def zalo_tokens(self) -> tuple[str, ...]:
        """Return the tokens of our Zalo bots, each once."""
        return tuple(dict.fromkeys(_parted(self.zalo_token.get_secret_value()))) if self.zalo_token else ()

    def secrets(self) -> list[str]:
        """Return the secrets in force, for whoever has to keep them out of sight."""
        held = (self.telegram_token, self.webhook_secret)
        passwords = (urlsplit(url or "").password for url in (self.database_url, self.proxy))
        found = [*(secret.get_secret_value() for secret in held if secret), self.heartbeat_url, *passwords]
        return [secret for secret in (*found, *self.zalo_tokens) if secret]

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - a folder of secrets is not offered
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Say who wins: arguments, the environment, `.env`, files of secrets."""
        return init_settings, env_settings, dotenv_settings, _SecretFiles(settings_cls)


def load_settings() -> Settings:
    """Return the settings in force; `BadSettings` with one clear line for the first that cannot be used."""
    try:
        return Settings()
    except ValidationError as error:
        raise _explained(error) from None
    except (OSError, UnicodeDecodeError):
        raise BadSettings(ENV_FILE, texts.ENV_UNREADABLE) from None


def _explained(error: ValidationError) -> BadSettings:
    first = error.errors()[0]
    field = str(first["loc"][0])
    problem = texts.SETTING_PROBLEMS[field]
    if field not in SECRETS:
        problem = texts.SETTING_IS.format(problem=problem, value=first["input"])
    return BadSettings((PREFIX + field).upper(), problem)


def unknown_names() -> list[str]:
    """Return the names that look like settings of ours and are none: most likely misspelt."""
    known = {(PREFIX + field).upper() for field in Settings.model_fields}
    known |= {(PREFIX + field).upper() + "_FILE" for field in SECRETS}
    return sorted(name for name in _given() if name.startswith(PREFIX) and name not in known and "_TEST_" not in name)


def office_clock(settings: Settings, machine: Clock) -> Clock:
    """Return office time: the machine's, or a rehearsal that starts now."""
    if settings.clock is None:
        return machine
    return RehearsalClock(machine, settings.clock.start, settings.clock.speed)


def office_policy(settings: Settings) -> Policy:
    """Return the policy in force, in the zone that the settings name if they do; `BadSettings` for an unusable file."""
    try:
        policy = load_policy(settings.policy) if settings.policy else Policy()
    except PolicyError as error:
        problem = texts.POLICY_FAULTS[error.fault].format(**error.named)
        raise BadSettings(f"{PREFIX}POLICY", texts.BAD_SETTING.format(name=error.key, problem=problem)) from None
    return replace(policy, zone=settings.timezone) if settings.timezone else policy
