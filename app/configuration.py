"""What the settings mean to the parts: the resort, its rules and its election, the pace of sending."""

import tomllib
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from app.protection import CannotStart
from app.settings import Settings
from app.text_folder import TextFolders
from broadcasts.programme import Programme
from broadcasts.programme_file import load
from db.unit_of_work import Resort
from gateway.disk import Reserve
from gateway.pacing import Pace, Rate, overall_rate
from reports.routing import Rule, default_rules, parse_rules
from resort.area import Areas
from resort.contacts import Contacts
from resort.text_shelf import Shelf
from resort.wrong_file import WrongFile, text_of


@cache
def version() -> str:
    """The version of this program, from its pyproject.toml."""
    project = tomllib.loads(Path(__file__).parents[1].joinpath("pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["version"])


def areas_of(settings: Settings) -> Areas:
    """The kecamatan and villages of the resort. Raises `CannotStart`."""
    areas = Areas.load(settings.resort_code)
    if not areas.districts:
        raise CannotStart(f"RESORT_CODE: no kabupaten or kota has the code {settings.resort_code}")
    return areas


def resort_of(
    settings: Settings,
    areas: Areas,
    rules: tuple[Rule, ...],
    programme: Programme,
    bot: str,
    texts: Callable[[], Shelf],
) -> Resort:
    """The resort as the handlers know it; `bot` is the bot's username."""
    return Resort(
        name=settings.resort_name,
        prefix=settings.report_prefix,
        zone=ZoneInfo(settings.timezone),
        areas=areas,
        bot_username=bot,
        reports_per_hour=settings.reports_per_hour,
        response_time=settings.response_time,
        rules=rules,
        programme=programme,
        guarded_names=tuple(name for part in settings.guarded_names.split(",") if (name := part.strip())),
        trusted_hosts=tuple(host for part in settings.trusted_hosts.split(",") if (host := part.strip().lower())),
        unsent_after=timedelta(minutes=settings.minutes_unsent),
        bytes_per_day=settings.evidence_mb_per_day * 1_000_000,
        contacts=Contacts(
            phone=settings.resort_phone,
            address=settings.resort_address,
            operator=settings.operator_contact,
            operator_chat=int(settings.operator_chat) if settings.operator_chat else None,
            witness_channel=int(settings.witness_channel) if settings.witness_channel else None,
            channel=bool(settings.operator_chat or settings.alarm_url.get_secret_value()),
        ),
        texts=texts,
    )


def texts_of(settings: Settings) -> TextFolders:
    """The files of the resort's texts: its own lie beside the database unless the settings name a folder."""
    return TextFolders(Path(settings.texts_folder) if settings.texts_folder else settings.data / "layanan")


def rules_of(settings: Settings) -> tuple[Rule, ...]:
    """Who is told of which report. Raises `CannotStart`."""
    if not settings.routing_file:
        return default_rules()
    try:
        return parse_rules(text_of(Path(settings.routing_file).read_bytes()))
    except OSError as error:
        raise CannotStart(f"ROUTING_FILE: {settings.routing_file}: {error.strerror}") from None
    except WrongFile as error:
        raise CannotStart("\n".join(f"ROUTING_FILE: {problem}" for problem in error.problems)) from None


def programme_of(settings: Settings) -> Programme:
    """The election that the settings name. Raises `CannotStart`."""
    try:
        return load(settings.election)
    except WrongFile as error:
        raise CannotStart(f"ELECTION: {error.problems[0]}") from None


def reserve_of(settings: Settings) -> Reserve:
    """How much of the disk stays free of evidence."""
    return Reserve(settings.data, settings.evidence_free_mb * 1_000_000, settings.evidence_free_percent / 100)


def window_of(settings: Settings) -> int:
    """How many announcements may be on their way at once, about a second's worth: so many are unsure after a kill."""
    return max(10, min(100, round(settings.messages_per_second)))


TELEGRAM_TAKES = 30  # messages a second over all: where one chat may get more there is a stand-in without limits


def pace_of(settings: Settings) -> Pace:
    """How fast messages may leave."""
    private = settings.chat_messages_per_second
    pace = Pace(
        overall=overall_rate(settings.messages_per_second),
        private=Rate(private, max(4, round(private))),
        paid=Rate(1000.0, 100) if settings.paid_broadcasts else None,
    )
    return replace(pace, group=pace.private) if private > TELEGRAM_TAKES else pace
