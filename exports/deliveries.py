"""The report of a run: every recipient in a table, and above it the figures of each Polsek and what failed."""

from collections.abc import Iterator
from typing import BinaryIO, cast

from broadcasts.progress import Delivered, by_fallback, by_reason, by_unit
from broadcasts.state import Delivery, Fallback
from conversations.buttons.announcements import OpenAppeal
from conversations.screen import Button, Key, Line, Screen, Value
from db import runs, units
from db.exports import Parameters
from db.runs import DeliveryId, RunKey
from exports import sheet
from exports.source import Figures, Source
from resort.agency import Level

MOST_LINES = 20  # of the message; the file has every recipient
_PAGE = 1000
_COLUMNS = ("unit", "recipient", "state", "reason")


async def make(source: Source, parameters: Parameters, out: BinaryIO) -> Figures:
    """Write the table; returns the figures for `told`."""
    delivered = await _delivered(source, RunKey(parameters["run"]))
    sheet.write(out, _rows(source, delivered))
    return {
        "units": [[unit, each.sent, each.total, each.failed] for unit, each in by_unit(delivered).items()][:MOST_LINES],
        "reasons": [list(each) for each in by_reason(delivered)[:MOST_LINES]],
        "fallbacks": [list(each) for each in by_fallback(delivered)],
    }


def named(parameters: Parameters, figures: Figures) -> str:
    """The name of the file."""
    return f"siaran-{parameters['announcement']}-{parameters['run']}.csv"


def told(parameters: Parameters, figures: Figures) -> Screen:
    """The figures, above the file."""
    lines = [
        Line("run.unit", {"unit": unit or Key("run.everywhere"), "sent": sent, "total": total, "failed": failed})
        for unit, sent, total, failed in cast("list[tuple[str | None, int, int, int]]", figures["units"])
    ]
    reasons = [
        Line("run.reason", {"state": Key(f"delivery.{state}"), "reason": reason, "count": count})
        if reason
        else Line("run.no_reason", {"state": Key(f"delivery.{state}"), "count": count})
        for state, reason, count in cast("list[tuple[str, str | None, int]]", figures["reasons"])
    ]
    others = tuple(
        Line("run.fallback", {"how": Key(f"fallback.{how}"), "count": count})
        for how, count in cast("list[tuple[str, int]]", figures.get("fallbacks", []))
    )
    values: dict[str, Value] = {
        "units": tuple(lines),
        "reasons": tuple(reasons or [Line("run.no_failures")]),
        "fallbacks": Line("run.fallbacks", {"lines": others}) if others else "",
    }
    back = (Button(Key("button.open_appeal"), OpenAppeal(parameters["announcement"])),)
    return Screen(Line("run.report", values), (back,))


def _rows(source: Source, delivered: list[Delivered]) -> Iterator[tuple[str | None, ...]]:
    yield tuple(source.texts.plain(f"run.column_{name}") for name in _COLUMNS)
    names = {state: source.texts.plain(f"delivery.{state}") for state in Delivery}
    how = {str(fallback): source.texts.plain(f"fallback.{fallback}") for fallback in Fallback}
    for one in delivered:
        yield one.unit, one.recipient, names[one.state], how.get(one.reason or "", one.reason)


async def _delivered(source: Source, run: RunKey) -> list[Delivered]:
    """Every recipient of a run with the Polsek it belongs to."""
    areas = await runs.areas_of(source.tx, run)
    units_of_officers = await runs.units_of(source.tx, run)
    sectors = {
        area: unit.name
        for unit in await units.every(source.tx)
        if unit.level is Level.POLSEK
        for area in await units.areas(source.tx, unit.code)
    }
    officer, citizen = source.texts.plain("run.officer"), source.texts.plain("run.citizen")
    delivered: list[Delivered] = []
    after = DeliveryId(0)
    while page := await runs.outcomes(source.tx, source.vault, run, after, _PAGE):
        after = page[-1].id
        for ended in page:
            named = {sectors.get(area) or sectors.get(area[:8]) for area in areas.get(ended.chat, ())}
            unit = units_of_officers.get(ended.chat) or (named.pop() if len(named) == 1 else None)
            recipient = ended.title or (officer if ended.chat in units_of_officers else citizen)
            delivered.append(Delivered(recipient, unit, ended.state, ended.reason))
    return delivered
