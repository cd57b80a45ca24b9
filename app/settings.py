"""The settings: read from the environment and `.env`, checked at start, one clear line for a wrong one."""

import os
import re
from datetime import timedelta
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SecretsSettingsSource,
    SettingsConfigDict,
)

from db.address import Address, Schema, address_of
from db.vault import key_from
from reports.urgency import Urgency

_LEAST_VARIETY = 8  # different characters of a secret; 64 hexadecimal ones made at random have 16


class WrongSetting(Exception):
    """A setting is missing or wrong; the text names it and says what is expected."""


def _matching(pattern: str, expected: str) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise ValueError(f"expected {expected}")
        return value

    return AfterValidator(check)


def _token(value: SecretStr) -> SecretStr:
    text = value.get_secret_value()
    if text and not re.fullmatch(r"\d{3,}:[A-Za-z0-9_-]{10,}", text):
        raise ValueError("expected the token BotFather gave, digits:letters")
    return value


def _key(value: SecretStr) -> SecretStr:
    if text := value.get_secret_value():
        try:
            key_from(text)
        except ValueError:
            raise ValueError("expected 32 bytes in base64, such as `openssl rand -base64 32` prints") from None
    return value


def _database(value: str) -> str:
    where = address_of(value)
    if isinstance(where, Path) and where.is_dir():
        raise ValueError("expected sqlite:///PATH of a file, this is a folder")
    return value


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError):
        raise ValueError("expected a zone such as Asia/Jakarta, Asia/Makassar or Asia/Jayapura") from None
    return value


def _address(value: str) -> str:
    host, _, port = value.rpartition(":")
    if not host or not re.fullmatch(r"[0-9]{1,5}", port) or int(port) > 65_535:
        raise ValueError("expected HOST:PORT such as 127.0.0.1:8080")
    return value


def _address_if_any(value: str) -> str:
    return value and _address(value)


def _address_of_alarms(value: SecretStr) -> SecretStr:
    if not re.fullmatch(r"(https?://\S+)?", value.get_secret_value()):
        raise ValueError("expected an address that begins with http:// or https://")
    return value


Url = Annotated[str, _matching(r"https?://\S+", "an address that begins with http:// or https://")]


class Settings(BaseSettings):
    """Every key stands in `.env.example` with a line on what it is."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment, then systemd's credentials (a file named `bot_token`), then `.env`."""
        folder = os.environ.get("CREDENTIALS_DIRECTORY")
        credentials = (SecretsSettingsSource(settings_cls, folder),) if folder and Path(folder).is_dir() else ()
        return (init_settings, env_settings, *credentials, dotenv_settings)

    bot_token: Annotated[SecretStr, AfterValidator(_token)] = SecretStr("")
    telegram_api_url: Url = "https://api.telegram.org"
    database_url: Annotated[str, AfterValidator(_database)] = "sqlite:///data/siaga.db"
    data_folder: str = "data"
    data_key: Annotated[SecretStr, AfterValidator(_key)] = SecretStr("")
    resort_code: Annotated[str, _matching(r"\d\d\.\d\d", "a Kemendagri code such as 14.72")] = "14.72"
    resort_name: str = "Polres Dumai"
    resort_phone: Annotated[str, _matching(r"([0-9+][0-9 ()./-]{2,39})?", "a number such as 0765 123456")] = ""
    resort_address: Annotated[str, Field(max_length=200)] = ""
    operator_contact: Annotated[str, Field(max_length=100)] = ""
    operator_chat: Annotated[str, _matching(r"(-?[1-9][0-9]{4,15})?", "Telegram's number of a chat")] = ""
    witness_channel: Annotated[str, _matching(r"(-[1-9][0-9]{4,15})?", "Telegram's number of a channel")] = ""
    alarm_url: Annotated[SecretStr, AfterValidator(_address_of_alarms)] = SecretStr("")
    report_prefix: Annotated[str, _matching(r"[A-Z]{2,5}", "two to five capital letters")] = "DMI"
    timezone: Annotated[str, AfterValidator(_zone)] = "Asia/Jakarta"
    webhook_url: Annotated[str, _matching(r"(https?://\S+)?", "an address that begins with https://")] = ""
    webhook_secret: Annotated[
        SecretStr,
        Field(description="32 to 256 letters, digits, _ or -"),
    ] = SecretStr("")
    listen: Annotated[str, AfterValidator(_address)] = "127.0.0.1:8080"
    reports_per_hour: Annotated[int, Field(ge=1)] = 6
    group_most_members: Annotated[int, Field(ge=2)] = 100  # of a unit's group; a larger one gets no calls
    minutes_darurat: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 3
    minutes_tinggi: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 15
    minutes_sedang: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 60
    minutes_rendah: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 480
    evidence_free_mb: Annotated[int, Field(ge=0)] = 2000
    evidence_free_percent: Annotated[float, Field(ge=0, lt=100, allow_inf_nan=False)] = 10
    evidence_mb_per_day: Annotated[int, Field(ge=1)] = 200
    minutes_unsent: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 2
    routing_file: str = ""
    texts_folder: str = ""
    election: Annotated[str, _matching(r"[a-z0-9-]+", "the name of a file in broadcasts/programmes/")] = "pilkada-2024"
    guarded_names: str = ""
    trusted_hosts: str = "*.go.id"
    paid_broadcasts: bool = False
    messages_per_second: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 29.8
    chat_messages_per_second: Annotated[float, Field(gt=0, allow_inf_nan=False)] = 1
    health_listen: Annotated[str, AfterValidator(_address_if_any)] = ""
    sandbox_listen: Annotated[str, AfterValidator(_address)] = "127.0.0.1:8081"
    log_level: Annotated[str, _matching(r"DEBUG|INFO|WARNING|ERROR", "DEBUG, INFO, WARNING or ERROR")] = "INFO"
    log_format: Annotated[str, _matching(r"text|json", "text or json")] = "text"

    @property
    def response_time(self) -> dict[Urgency, timedelta]:
        """How long a report may wait to be taken."""
        return {
            Urgency.DARURAT: timedelta(minutes=self.minutes_darurat),
            Urgency.TINGGI: timedelta(minutes=self.minutes_tinggi),
            Urgency.SEDANG: timedelta(minutes=self.minutes_sedang),
            Urgency.RENDAH: timedelta(minutes=self.minutes_rendah),
        }

    @property
    def address(self) -> Address:
        """Where the database is. Without a token it is the sandbox's."""
        return address_of(self.database_url) if self.bot_token.get_secret_value() else self.sandbox_database

    @property
    def sandbox_database(self) -> Path:
        """The sandbox's own: what is played is never mixed with what people report."""
        real = address_of(self.database_url)
        file = real if isinstance(real, Path) else Path(self.data_folder) / "siaga.db"
        return file.parent / "sandbox" / file.name

    @property
    def data(self) -> Path:
        """The folder of files that are no rows: evidence, working copies, exports, and the key without DATA_KEY."""
        return self.address.parent if isinstance(self.address, Path) else Path(self.data_folder)

    @property
    def database(self) -> Path:
        """The file of a database that is one; raises `ValueError` for a server's."""
        if isinstance(self.address, Schema):
            raise ValueError("the database is no file")
        return self.address


def read() -> Settings:
    """The settings of this process. Raises `WrongSetting`, with the first thing that is wrong."""
    try:
        settings = Settings()
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        key = str(first["loc"][0]).upper() if first["loc"] else "settings"
        raise WrongSetting(f"{key}: {first['msg'].removeprefix('Value error, ')}") from None
    secret = settings.webhook_secret.get_secret_value()
    if settings.webhook_url and not re.fullmatch(r"[A-Za-z0-9_-]{32,256}", secret):
        raise WrongSetting("WEBHOOK_SECRET: expected 32 to 256 letters, digits, _ or - beside WEBHOOK_URL")
    if settings.webhook_url and len(set(secret)) < _LEAST_VARIETY:
        raise WrongSetting("WEBHOOK_SECRET: this can be guessed; make one with `openssl rand -hex 32`")
    return settings
