"""The sandbox as a drill: its start, what its page learns of the resort and the election, and where its clock begins.

`sandbox` is imported when it is started: a bot that serves people never loads it.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from app import invitations
from app.configuration import programme_of
from app.parts import Clock
from app.protection import CannotStart
from app.settings import Settings
from app.wallclock import read_wall
from broadcasts.programme import Programme
from db import events, officers, people, units
from db.database import Tx
from resort import identity
from resort.agency import Agency
from resort.rights import INVITE_LASTS
from resort.unit import example
from resort.unit import parse as parse_units

if TYPE_CHECKING:
    from app.parts import Siaga
    from sandbox import Sandbox


@dataclass(frozen=True, slots=True)
class StandIn:
    """The started stand-in for Telegram, with what the bot needs to know of it."""

    settings: Settings  # the bot's, with the stand-in's address and token
    now: Clock
    tell: Callable[["Siaga"], Awaitable[None]]  # to be called once the bot runs


@asynccontextmanager
async def stand_in(settings: Settings) -> AsyncIterator[StandIn]:
    """Run the local stand-in for Telegram until the block is left. Raises `CannotStart`."""
    from sandbox import Clock as PlayedClock
    from sandbox import Sandbox, World

    host, _, port = settings.sandbox_listen.rpartition(":")
    clock = PlayedClock(min(read_wall(), eve(programme_of(settings), ZoneInfo(settings.timezone))))
    world = World(clock=clock, resumed=settings.sandbox_database.exists())
    try:
        server = await Sandbox.start(world, host=host, port=int(port))
    except OSError as error:
        raise CannotStart(f"SANDBOX_LISTEN: cannot listen on {settings.sandbox_listen}: {error.strerror}") from None

    async def tell(siaga: "Siaga") -> None:
        latest = await siaga.database.read(events.latest)
        clock.set(max(clock(), latest or clock()))  # what was played before a restart is never still to come
        tell_stories(server, siaga)

    try:
        changes = {
            "bot_token": SecretStr(server.token),
            "telegram_api_url": server.url,
            "messages_per_second": 10_000,  # the stand-in sets no limits: what falls due at one moment is seen at it
            "chat_messages_per_second": 1_000,
            "database_url": f"sqlite:///{settings.sandbox_database}",
            "webhook_url": "",
            "operator_chat": "",
            "witness_channel": "",
            "alarm_url": SecretStr(""),
        }
        print(
            f"The sandbox is at {server.url}: open it in a browser. By hand: python -m sandbox say /start", flush=True
        )
        yield StandIn(settings.model_copy(update=changes), world.now, tell)
    finally:
        await server.stop()


def tell_stories(server: "Sandbox", siaga: "Siaga") -> None:
    """Give the page what only the bot knows: the resort, the election, and the way to let people in."""
    from sandbox.web.playing import Dues
    from sandbox.web.stories import Sector, Stage, Stories

    resort = siaga.ticker.resort
    areas, zone = resort.areas, resort.zone
    found = parse_units(example(areas), areas)

    async def let_in(role: str, unit: str, post: str, person: str = "") -> str:
        async def work(tx: Tx) -> str:
            if await units.get(tx, unit) is None:
                await units.save(tx, found)
            to = invitations.invitation(role, unit, post or None, None)
            if any((each.role, each.post) == (to.role, to.post) for each in await officers.of_unit(tx, unit)):
                return ""  # from before a restart
            code = await officers.invite(tx, to, None, server.world.now() + INVITE_LASTS)
            if person:
                await people.keep(tx, people.of_code(code), identity.read(person))
            return code

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
    dues = Dues(siaga.ticker.next_due, siaga.ticker.tick, lambda: siaga.inbox.depth > 0)
    server.control.stories = Stories(
        server.world,
        Stage(resort.name, str(zone), moments, sectors, let_in, dues),
    )


def eve(programme: Programme, zone: ZoneInfo) -> datetime:
    """Where the sandbox's clock begins at the latest: in the afternoon before the voting day."""
    return datetime.combine(programme.voting - timedelta(days=1), time(15), zone)
