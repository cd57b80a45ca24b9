"""Taps that their officer can still take back: what the report and its wait were before, kept for a minute."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from db.database import Tx
from db.instant import moment, moment_or_none, stored
from db.officers import OfficerKey
from db.reports import ReportKey
from db.sql import Row
from db.waits import Wait, WaitKey
from reports.state import Act, State


@dataclass(frozen=True, slots=True)
class SecondThought:
    """A tap that can be taken back until `due`; `told` if the reporter heard of it at once."""

    report: ReportKey
    act: Act
    officer: OfficerKey
    state: State  # of the report before
    unit: str | None  # that had it before
    wait: Wait  # as it was before
    told: bool
    due: datetime


async def keep(tx: Tx, thought: SecondThought) -> None:
    """Keep what was before a tap; a second tap of the same act takes its place."""
    await tx.run(
        "second_thoughts.keep",
        report=thought.report,
        act=thought.act,
        officer=thought.officer,
        state=thought.state,
        unit=thought.unit,
        wait_due_at=stored(thought.wait.due_at),
        wait_since=stored(thought.wait.since),
        wait_rings=thought.wait.rings,
        told=int(thought.told),
        due_at=stored(thought.due),
    )


async def of_report(tx: Tx, report: ReportKey) -> list[SecondThought]:
    """The taps on a report that can still be taken back, the oldest first."""
    return [_thought(row) for row in await tx.all("second_thoughts.of_report", report=report)]


async def drop(tx: Tx, report: ReportKey, act: Act) -> None:
    """It is taken back, or stands."""
    await tx.run("second_thoughts.drop", report=report, act=act)


async def due(tx: Tx, now: datetime, limit: int = 50) -> list[tuple[ReportKey, Act]]:
    """The taps whose minute is over."""
    rows = await tx.all("second_thoughts.due", now=stored(now), limit=limit)
    return [(ReportKey(row["report"]), Act(row["act"])) for row in rows]


async def next_due(tx: Tx) -> datetime | None:
    """When the next minute is over."""
    return moment_or_none(await tx.value("second_thoughts.next_due"))


async def bring_forward(tx: Tx, by: timedelta) -> None:
    """The machine's clock was set back: what is due goes back with it."""
    await tx.run("second_thoughts.bring_forward", by=by // timedelta(milliseconds=1))


def _thought(row: Row) -> SecondThought:
    wait = Wait(WaitKey(0), moment(row["wait_due_at"]), moment(row["wait_since"]), row["wait_rings"])
    return SecondThought(
        report=ReportKey(row["report"]),
        act=Act(row["act"]),
        officer=OfficerKey(row["officer"]),
        state=State(row["state"]),
        unit=row["unit"],
        wait=wait,
        told=bool(row["told"]),
        due=moment(row["due_at"]),
    )
