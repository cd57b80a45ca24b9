"""Officers and groups that can be written to now, with their chats: one statement for each kind of addressee.

People who have blocked the bot and groups that have removed it are left out: they are not called or counted on.
"""

from dataclasses import dataclass

from db import chats, officers, vouched
from db.chats import Chat
from db.database import Tx
from db.officers import Officer
from db.outbox import OutboxId
from db.reports import ReportKey
from db.sql import Row
from db.vault import Vault
from resort.agency import Agency, Target
from resort.roles import Role


@dataclass(frozen=True, slots=True)
class Reachable:
    """An officer and the private chat with them."""

    officer: Officer
    chat: Chat


@dataclass(frozen=True, slots=True)
class ServingUnit:
    """A unit at a place: its officers on duty, and its group if it has one."""

    code: str
    name: str
    agency: Agency
    group: Chat | None
    on_duty: tuple[Reachable, ...]


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a report's call; `officer` is None in a unit's group."""

    message: OutboxId
    chat: Chat
    officer: Officer | None
    unit: str  # of the officer, or whose group it is
    declined: bool


async def of_target(
    tx: Tx, vault: Vault, target: Target, district: str | None, village: str | None, *, anywhere: bool = False
) -> list[ServingUnit]:
    """The units that a target means at a place: those bound to it first, then those that answer for every place.

    With `anywhere` it is each such unit of the resort: for what nobody knows the place of.
    """
    rows = await tx.all(
        "reachable.of_target",
        agency=target.agency,
        level=target.level,
        function=target.function,
        district=district,
        village=village,
        anywhere=int(anywhere),
    )
    of_unit: dict[str, list[Row]] = {}
    for row in rows:
        of_unit.setdefault(row["unit_code"], []).append(row)
    groups = {code: row["group_id"] is not None and await _is_genuine(tx, code) for code, (row, *_) in of_unit.items()}
    return [
        ServingUnit(
            code=code,
            name=first["unit_name"],
            agency=Agency(first["agency"]),
            group=chats.joined(vault, first, "group_id", "group_") if groups[code] else None,
            on_duty=tuple(_reachable(vault, [row for row in people if row["officer"] is not None])),
        )
        for code, people in of_unit.items()
        for first in people[:1]
    ]


async def of_unit(tx: Tx, vault: Vault, unit: str) -> list[Reachable]:
    """The people of a unit, on duty and off."""
    return _reachable(vault, await tx.all("reachable.of_unit", unit=unit))


async def of_role(tx: Tx, vault: Vault, role: Role) -> list[Reachable]:
    """Everybody in a role, on duty and off."""
    return _reachable(vault, await tx.all("reachable.of_role", role=role))


async def of_village(tx: Tx, vault: Vault, village: str) -> list[Reachable]:
    """The Bhabinkamtibmas of a kelurahan who are on duty."""
    return _reachable(vault, await tx.all("reachable.of_village", village=village))


async def partners(tx: Tx) -> tuple[Agency, ...]:
    """The agencies besides the police that a report can reach: those with somebody who can be written to."""
    return tuple(Agency(row["agency"]) for row in await tx.all("reachable.partners"))


async def copies(tx: Tx, vault: Vault, report: ReportKey) -> list[Copy]:
    """The copies of a report's call, oldest first, without those of people who were removed since."""
    found: list[Copy] = []
    for row in await tx.all("reachable.copies", report=report):
        officer = None if row["officer"] is None else officers.joined(vault, row)
        chat = chats.joined(vault, row)
        unit = row["group_of"] if officer is None else officer.unit
        if officer is None and unit is not None and not await _is_genuine(tx, unit):
            continue
        if chat is not None and unit is not None:
            found.append(Copy(OutboxId(row["outbox"]), chat, officer, unit, declined=bool(row["declined"])))
    return found


async def _is_genuine(tx: Tx, code: str) -> bool:
    """Whether the bot itself made a unit what it is, and bound its group."""
    row = await tx.one("units.get", code=code)
    return row is not None and vouched.is_genuine(tx.vault, "units", row)


def _reachable(vault: Vault, rows: list[Row]) -> list[Reachable]:
    found = [(officers.joined(vault, row), chats.joined(vault, row)) for row in rows]
    return [Reachable(officer, chat) for officer, chat in found if officer is not None and chat is not None]
