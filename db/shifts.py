"""Shifts: who is planned when, how far each shift has come, and whether its officer is ready."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NewType

from db.database import Tx
from db.instant import moment, moment_or_none, stored, stored_or_none
from db.officers import OfficerKey
from db.sql import Row
from resort.shift import ShiftStep, after, due

LONGEST = timedelta(days=1)
ShiftKey = NewType("ShiftKey", int)


@dataclass(frozen=True, slots=True)
class Shift:
    """When an officer is planned to be on duty, and what became of it."""

    key: ShiftKey
    officer: OfficerKey
    callsign: str
    begins_at: datetime
    ends_at: datetime
    step: ShiftStep
    ready_at: datetime | None
    kept: bool


async def plan(tx: Tx, officer: OfficerKey, begins_at: datetime, ends_at: datetime) -> None:
    """Put an officer on the roster; once for each shift, of which none is longer than `LONGEST`."""
    assert ends_at - begins_at <= LONGEST
    await tx.run("shifts.add", officer=officer, begins_at=stored(begins_at), ends_at=stored(ends_at))


async def get(tx: Tx, key: ShiftKey) -> Shift | None:
    """A shift."""
    row = await tx.one("shifts.get", id=key)
    return None if row is None else _shift(row)


async def of_unit(tx: Tx, unit: str, now: datetime) -> list[Shift]:
    """The shifts of a unit that are not over."""
    return [_shift(row) for row in await tx.all("shifts.of_unit", unit=unit, **_over_after(now))]


async def running(tx: Tx, now: datetime) -> list[Shift]:
    """The shifts that run now, those without a ready officer first."""
    return [_shift(row) for row in await tx.all("shifts.running", **_over_after(now))]


async def next_due(tx: Tx) -> datetime | None:
    """When the next step of a shift is due."""
    return moment_or_none(await tx.value("shifts.next_due"))


async def due_by(tx: Tx, now: datetime) -> list[Shift]:
    """The shifts whose next step is due: those that begin first, so that two in a row are one stretch of duty."""
    found = [_shift(row) for row in await tx.all("shifts.due", now=stored(now))]
    return sorted(found, key=lambda each: each.step is not ShiftStep.PLANNED)


async def advance(tx: Tx, shift: Shift, *, over: bool = False) -> ShiftStep:
    """Go to the next step of a shift, or to its end."""
    step = ShiftStep.OVER if over else after(shift.step)
    at = due(step, shift.begins_at, shift.ends_at)
    await tx.run("shifts.advance", id=shift.key, step=step, due_at=stored_or_none(at))
    return step


async def ready(tx: Tx, officer: OfficerKey, now: datetime) -> None:
    """The officer is on duty: they are ready for the shift that runs."""
    await tx.run("shifts.ready", officer=officer, **_over_after(now))


async def keep(tx: Tx, officer: OfficerKey, now: datetime) -> None:
    """The officer keeps their reports after the end of the shift that runs, or has just ended."""
    await tx.run("shifts.keep", officer=officer, **_over_after(now - timedelta(hours=1), "since"))


async def goes_on(tx: Tx, shift: Shift) -> bool:
    """Whether the officer has another shift that begins when this one ends, or earlier, and ends later."""
    row = await tx.one("shifts.next_of_officer", officer=shift.officer, **_over_after(shift.ends_at, "ends_at"))
    return row is not None


async def following(tx: Tx, shift: Shift, unit: str) -> list[OfficerKey]:
    """The colleagues whose shift in the same unit begins around the end of this one."""
    hour, ends = timedelta(hours=1), shift.ends_at
    rows = await tx.all(
        "shifts.following", officer=shift.officer, unit=unit, since=stored(ends - hour), until=stored(ends + hour)
    )
    return [OfficerKey(row["officer"]) for row in rows]


async def is_offered(tx: Tx, officer: OfficerKey, now: datetime) -> bool:
    """Whether a shift of this officer is near its end, or ended within the hour, so that a colleague may take it."""
    over = _over_after(now - timedelta(hours=1), "since")
    return int(await tx.value("shifts.offered", officer=officer, **over)) > 0


def _over_after(at: datetime, name: str = "now") -> dict[str, int]:
    """A moment after which a shift ends, and one before which none of those begins."""
    return {name: stored(at), "begun": stored(at - LONGEST)}


def _shift(row: Row) -> Shift:
    return Shift(
        key=ShiftKey(row["id"]),
        officer=OfficerKey(row["officer"]),
        callsign=row["callsign"],
        begins_at=moment(row["begins_at"]),
        ends_at=moment(row["ends_at"]),
        step=ShiftStep(row["step"]),
        ready_at=moment_or_none(row["ready_at"]),
        kept=bool(row["kept"]),
    )
