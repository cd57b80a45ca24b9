"""Units as they stand in the database."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from db import chats, vouched, waits
from db.chats import ChatKey
from db.database import Tx
from db.sql import Row
from db.waits import WaitKey
from resort.agency import Agency, Function, Level
from resort.unit import Seat, Unit
from resort.waits import Kind


@dataclass(frozen=True, slots=True)
class PostedUnit:
    """A unit with the group its pings go to, if one is bound."""

    code: str
    name: str
    agency: Agency
    level: Level
    function: Function
    parent: str | None
    chat: ChatKey | None
    seat: Seat


async def save(tx: Tx, units: Sequence[Unit]) -> None:
    """Add or change units; doing it again changes nothing. Parents first or last, as the file has them."""
    for unit in units:
        await _save(tx, unit, None)
    for unit in units:
        await _save(tx, unit, unit.parent)
        await tx.run("units.clear_areas", unit=unit.code)
        for area in unit.areas:
            await tx.run("units.add_area", unit=unit.code, area=area)


async def get(tx: Tx, code: str | None) -> PostedUnit | None:
    """A unit by its code; none for None."""
    row = None if code is None else await tx.one("units.get", code=code)
    return None if row is None else _post(tx, row)


async def every(tx: Tx) -> list[PostedUnit]:
    """All units, the police first."""
    return [_post(tx, row) for row in await tx.all("units.every")]


def is_genuine(tx: Tx, row: Row) -> bool:
    """Whether the bot itself made a unit what it is, and bound its group."""
    return vouched.is_genuine(tx.vault, "units", row)


async def areas(tx: Tx, code: str) -> list[str]:
    """The codes of the areas a unit answers for."""
    return [row["area"] for row in await tx.all("units.areas", unit=code)]


async def every_area(tx: Tx) -> dict[str, list[str]]:
    """The codes of the areas that each unit answers for, by the unit's code."""
    found: dict[str, list[str]] = {}
    for row in await tx.all("units.every_area"):
        found.setdefault(row["unit"], []).append(row["area"])
    return found


async def of_chat(tx: Tx, chat: ChatKey) -> PostedUnit | None:
    """The unit whose group a chat is."""
    row = await tx.one("units.of_chat", chat=chat)
    return None if row is None or not is_genuine(tx, row) else _post(tx, row)


async def waiting(tx: Tx, wait: WaitKey) -> tuple[PostedUnit, bool] | None:
    """The unit whose group a wait belongs to, and whether that group is lost. One that we did not bind is let go."""
    row = await tx.one("units.waiting", wait=wait)
    if row is None:
        return None
    if not is_genuine(tx, row):
        await unbind(tx, row["chat"])
        return None
    return _post(tx, row), row["lost_at"] is not None


async def bind(tx: Tx, code: str, chat: ChatKey, due: datetime, now: datetime, *, thread: int | None = None) -> None:
    """Make a chat, or a topic of it, the group of a unit, and of no other.

    Whether we can still write there is looked at from `due` on.
    """
    await unbind(tx, chat)
    before = await tx.one("units.get", code=code)
    genuine = before is not None and is_genuine(tx, before)
    if before is not None and before["chat"] is not None:
        await unbind(tx, before["chat"])
    await chats.set_thread(tx, chat, thread)
    await tx.run("units.bind", code=code, chat=chat, wait=await waits.begin(tx, Kind.GROUP, due, now))
    if genuine:
        await vouched.vouch(tx, "units", await tx.one("units.get", code=code))


async def unbind(tx: Tx, chat: ChatKey) -> bool:
    """A chat is no unit's group any more; False when it was none."""
    row = await tx.one("units.of_chat", chat=chat)
    if row is None:
        return False
    genuine = is_genuine(tx, row)
    await tx.run("units.unbind", chat=chat)
    if genuine:
        await vouched.vouch(tx, "units", await tx.one("units.get", code=row["code"]))
    await chats.set_thread(tx, chat, None)
    await waits.end(tx, WaitKey(row["wait"]))
    return True


async def _save(tx: Tx, unit: Unit, parent: str | None) -> None:
    before = await tx.one("units.get", code=unit.code)
    if before is not None and before["chat"] is not None and not is_genuine(tx, before):
        await unbind(tx, before["chat"])
    await tx.run(
        "units.save",
        code=unit.code,
        name=unit.name,
        agency=unit.agency,
        level=unit.level,
        function=unit.function,
        parent=parent,
        **asdict(unit.seat),
    )
    await vouched.vouch(tx, "units", await tx.one("units.get", code=unit.code))


def _post(tx: Tx, row: Row) -> PostedUnit:
    """The unit in a row. A group that somebody else has bound is none: nothing is called there."""
    return PostedUnit(
        code=row["code"],
        name=row["name"],
        agency=Agency(row["agency"]),
        level=Level(row["level"]),
        function=Function(row["function"]),
        parent=row["parent"],
        chat=row["chat"] if row["chat"] is not None and is_genuine(tx, row) else None,
        seat=Seat(row["address"], row["phone"], row["hours"], row["latitude"], row["longitude"]),
    )
