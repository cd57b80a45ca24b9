"""The Polres beside this one, and the reports that their reporters let us hand over to them."""

from collections.abc import Iterable
from datetime import datetime

from db.database import Tx
from db.instant import stored
from db.reports import ReportKey
from resort.neighbour import Neighbour


async def save(tx: Tx, neighbours: Iterable[Neighbour]) -> None:
    """Replace all of them."""
    await tx.run("neighbours.clear")
    for each in neighbours:
        await tx.run(
            "neighbours.add", code=each.code, area=each.area, name=each.name, phone=each.phone, contact=each.contact
        )


async def of_area(tx: Tx, area: str) -> Neighbour | None:
    """The one that answers for a kabupaten or kota; None also where two have its name."""
    rows = await tx.all("neighbours.of_area", area=area)
    if len(rows) != 1:
        return None
    [row] = rows
    return Neighbour(row["code"], row["area"], row["name"], row["phone"], row["contact"])


async def agree(tx: Tx, report: ReportKey, neighbour: str, now: datetime) -> bool:
    """Its reporter lets it be handed over; False when that was so already."""
    return await tx.run("neighbours.agree", report=report, neighbour=neighbour, now=stored(now)) == 1


async def agreed(tx: Tx, report: ReportKey) -> str | None:
    """Whom a report is to be handed over to; None also once it was received there."""
    row = await tx.one("neighbours.agreed", report=report)
    return None if row is None else str(row["neighbour"])


async def receive(tx: Tx, report: ReportKey, who: str, now: datetime) -> None:
    """Somebody there has received it."""
    await tx.run("neighbours.receive", report=report, who=who, now=stored(now))
