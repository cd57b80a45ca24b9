"""The sandbox as a drill: what its page learns of the resort and the election, and where its clock begins."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from app import admin
from broadcasts.programme import Programme
from db import officers, units
from db.database import Tx
from resort.agency import Agency
from resort.rights import INVITE_LASTS
from resort.unit import example
from resort.unit import parse as parse_units

if TYPE_CHECKING:
    from app.parts import Siaga
    from sandbox import Sandbox


def tell_stories(server: "Sandbox", siaga: "Siaga") -> None:
    """Give the page what only the bot knows: the resort, the election, and the way to let people in."""
    from sandbox.stories import Sector, Stage, Stories

    resort = siaga.ticker.resort
    areas, zone = resort.areas, resort.zone
    found = parse_units(example(areas), areas)

    async def let_in(role: str, unit: str, post: str) -> str:
        async def work(tx: Tx) -> str:
            if await units.get(tx, unit) is None:
                await units.save(tx, found)
            to = admin.invitation(role, unit, post or None, None)
            return await officers.invite(tx, to, None, server.world.now() + INVITE_LASTS)

        return await siaga.database.write(work)

    codes = {(unit.agency, area): unit.code for unit in found for area in unit.areas}
    sectors = [
        Sector(
            area.name,
            codes[Agency.POLRI, area.code],
            codes[Agency.BAWASLU, area.code],
            tuple(village.name for village in areas.villages(area.code)),
        )
        for area in areas.districts
    ]
    voting = datetime.combine(resort.programme.voting, time(6), zone)
    moments = {"H-1 18.00": voting - timedelta(hours=12), "H 06.00": voting}
    server.control.stories = Stories(server.world, Stage(resort.name, str(zone), moments, sectors, let_in))


def eve(programme: Programme, zone: ZoneInfo) -> datetime:
    """Where the sandbox's clock begins at the latest: in the afternoon before the voting day."""
    return datetime.combine(programme.voting - timedelta(days=1), time(15), zone)
