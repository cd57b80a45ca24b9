"""Quiet hours: from 21.00 to 05.30 local time citizens, groups and officers off duty are left in peace.

Who is called at night, by what it is about:

who                      emergency, help, cannot telephone, threatened   anything else
on duty                  yes                                             yes
off duty                 yes                                             no
the command              yes                                             no

From masa tenang to 06.00 of the day after the vote there is no night for officers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

BEGINS = time(21, 0)
ENDS = time(5, 30)


def is_quiet(at: datetime, zone: ZoneInfo) -> bool:
    """Whether a moment lies in the quiet hours; 21.00 does, 05.30 does not."""
    return not ENDS <= at.astimezone(zone).time() < BEGINS


def awake(at: datetime, zone: ZoneInfo) -> datetime:
    """The first moment from then on outside the quiet hours (UTC)."""
    local = at.astimezone(zone)
    if not is_quiet(at, zone):
        return at.astimezone(UTC)
    day = local.date() + timedelta(days=1) if local.time() >= BEGINS else local.date()
    return datetime.combine(day, ENDS, zone).astimezone(UTC)


class Standing(StrEnum):
    """How somebody stands to the shift that runs."""

    ON_DUTY = "on_duty"
    OFF_DUTY = "off_duty"
    COMMAND = "command"  # on duty or off


class Matter(StrEnum):
    """What somebody is called for."""

    EMERGENCY = "emergency"
    HELP = "help"  # an officer in danger
    CANNOT_TELEPHONE = "cannot_telephone"  # a reporter in danger who can only write
    THREATENED = "threatened"  # a reporter who is threatened for having reported
    OTHER = "other"


GRAVE = frozenset(Matter) - {Matter.OTHER}
CALLED_AT_NIGHT: Mapping[Standing, frozenset[Matter]] = MappingProxyType(
    {Standing.ON_DUTY: frozenset(Matter), Standing.OFF_DUTY: GRAVE, Standing.COMMAND: GRAVE}
)


@dataclass(frozen=True, slots=True)
class Nights:
    """The nights of officers: the quiet hours, but none from `none_from` to `none_until`, around the vote."""

    zone: ZoneInfo
    none_from: datetime | None = None
    none_until: datetime | None = None

    def is_night(self, at: datetime) -> bool:
        """Whether it is night for officers."""
        if self.none_from is not None and self.none_until is not None and self.none_from <= at < self.none_until:
            return False
        return is_quiet(at, self.zone)

    def morning(self, at: datetime) -> datetime:
        """The first moment from then on that is no night (UTC)."""
        if not self.is_night(at):
            return at.astimezone(UTC)
        morning = awake(at, self.zone)
        if self.none_from is not None and at < self.none_from < morning:
            return self.none_from.astimezone(UTC)
        return morning

    def may_call(self, standing: Standing, matter: Matter, at: datetime) -> bool:
        """Whether somebody may be called at a moment."""
        return not self.is_night(at) or matter in CALLED_AT_NIGHT[standing]
