"""What a resort brings along as files: its units, where its areas and places lie, the Polres around it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from app import opening
from app.protection import CannotStart
from app.settings import Settings
from db import events, neighbours, terrain, units
from db.database import Tx
from db.vault import Vault
from reports import triage
from reports.danger import Alarm
from reports.state import RecordedAct
from resort.area import Areas
from resort.neighbour import parse as parse_neighbours
from resort.roles import COMMAND_LINE
from resort.shapes_file import parse_landmarks, parse_shapes
from resort.unit import example, parse
from resort.wrong_file import WrongFile, text_of

T = TypeVar("T")


def import_units(settings: Settings, file: Path) -> None:
    """Import the units of a CSV, all or none; importing it again changes nothing."""
    found = _parsed(file, lambda text: parse(text, Areas.load(settings.resort_code)))

    async def work(tx: Tx, vault: Vault) -> None:
        await units.save(tx, found)

    opening.write(settings, work)
    print(f"{len(found)} units are in place.")


def example_units(settings: Settings) -> None:
    """Print a units file for this resort that can be imported as it stands."""
    print(example(Areas.load(settings.resort_code)), end="")


def import_areas(settings: Settings, file: Path, now: datetime) -> None:
    """Import where the areas of the resort lie, as centres or outlines; what was imported before is replaced."""
    areas = Areas.load(settings.resort_code)
    found = _parsed(file, lambda text: parse_shapes(text, areas))

    async def work(tx: Tx, vault: Vault) -> None:
        await terrain.save_shapes(tx, found.shapes, now)
        await events.record(tx, vault, now, COMMAND_LINE, RecordedAct.AREAS_IMPORTED, text=str(len(found.shapes)))

    opening.write(settings, work)
    villages = sum(1 for code in found.shapes if code.count(".") == 3)
    missing = sum(1 for each in areas.districts for one in areas.villages(each.code) if one.code not in found.shapes)
    print(
        f"{len(found.shapes)} areas are in place, {villages} of them kelurahan or desa; {missing} of those are missing."
    )
    if found.elsewhere:
        print(f"{found.elsewhere} areas of other resorts were left out.")


def import_places(settings: Settings, file: Path, now: datetime) -> None:
    """Import the places that people name instead of an area; what was imported before is replaced."""
    areas = Areas.load(settings.resort_code)

    def alarms(name: str) -> bool:
        return triage.read(name).alarm is not Alarm.NONE

    async def work(tx: Tx, vault: Vault) -> None:
        known = await terrain.load(tx)
        found = _parsed(file, lambda text: parse_landmarks(text, areas, known, alarms))
        await terrain.save_landmarks(tx, found, now)
        await events.record(tx, vault, now, COMMAND_LINE, RecordedAct.PLACES_IMPORTED, text=str(len(found)))
        print(f"{len(found)} places are in place.")

    opening.write(settings, work)


def import_neighbours(settings: Settings, file: Path, now: datetime) -> None:
    """Import the neighbouring Polres; what was imported before is replaced."""
    found = _parsed(file, lambda text: parse_neighbours(text, settings.resort_code))

    async def work(tx: Tx, vault: Vault) -> None:
        await neighbours.save(tx, found)
        await events.record(tx, vault, now, COMMAND_LINE, RecordedAct.NEIGHBOURS_IMPORTED, text=str(len(found)))

    opening.write(settings, work)
    print(f"{len(found)} neighbouring Polres are in place.")


def _parsed(file: Path, parse: Callable[[str], T]) -> T:
    """What a file says. Raises `CannotStart` with each of its problems."""
    try:
        return parse(text_of(file.read_bytes()))
    except OSError as error:
        raise CannotStart(f"{file}: {error.strerror}") from None
    except WrongFile as error:
        raise CannotStart("\n".join(f"{file}: {problem}" for problem in error.problems)) from None
