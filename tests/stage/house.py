"""The use cases as a web page would call them: over a unit of work, with no bot and no Telegram."""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from broadcasts.programme_file import load
from casework import arrivals
from db import chats, officers, outbox, reports, units
from db.chats import ChatKey, Sender
from db.database import Database, Tx
from db.officers import Invite, Officer
from db.reports import Report, ReportKey
from db.unit_of_work import Resort, UnitOfWork
from db.vault import Vault
from reports.escalation import RESPONSE_TIME
from reports.routing import default_rules
from resort.area import Areas
from resort.rights import Post
from resort.roles import Role
from resort.unit import example, parse
from tests.stage.officers import settles

T = TypeVar("T")
AREAS = Areas.load("14.72")
RESORT = Resort(
    name="Polres",
    prefix="DMI",
    zone=ZoneInfo("Asia/Jakarta"),
    areas=AREAS,
    bot_username="bot",
    reports_per_hour=2,
    response_time=RESPONSE_TIME,
    rules=default_rules(),
    programme=load("pilkada-2024"),
    guarded_names=(),
)


@dataclass(slots=True)
class House:
    """The use cases over a database, and nothing else."""

    database: Database
    vault: Vault = field(default_factory=lambda: Vault(secrets.token_bytes(32)))
    now: datetime = datetime(2024, 11, 27, 3, 0, tzinfo=UTC)

    def __post_init__(self) -> None:
        self.database.vault = self.vault

    async def does(self, act: Callable[[UnitOfWork], Awaitable[T]]) -> T:
        """Do something in a unit of work of its own."""

        async def work(tx: Tx) -> T:
            return await act(self._unit_of_work(tx))

        return await self.database.write(work)

    async def meets(self, telegram_id: int) -> ChatKey:
        """A person's chat."""
        sender = Sender(telegram_id, "private", f"Orang {telegram_id}", None, "id")
        return (await self.does(lambda uow: chats.meet(uow.tx, uow.vault, sender, uow.now))).key

    async def lets_in(self, telegram_id: int, unit: str, role: Role, post: Post | None = None) -> Officer:
        """An officer, on duty."""
        chat = await self.meets(telegram_id)
        until = self.now + timedelta(days=1)
        code = await self.does(lambda uow: officers.invite(uow.tx, Invite(unit, role, post), None, until))
        await self.does(lambda uow: arrivals.open_link(uow, chat, code))
        await self.does(lambda uow: settles(uow.tx, chat, self.now))
        found = await self.does(lambda uow: officers.of_chat(uow.tx, chat))
        assert found is not None
        return found

    async def told(self, who: Officer | ChatKey) -> list[str]:
        """The texts that are owed to a chat, in order."""
        chat = who.chat if isinstance(who, Officer) else who
        owed = await self.does(lambda uow: outbox.waiting(uow.tx, uow.vault))
        return [str(each.params.get("text", "")) for each in sorted(owed, key=lambda row: row.id) if each.chat == chat]

    async def report(self, key: ReportKey) -> Report:
        """The report as it is now."""
        report = await self.does(lambda uow: reports.get(uow.tx, key))
        assert report is not None
        return report

    def _unit_of_work(self, tx: Tx) -> UnitOfWork:
        return UnitOfWork(tx=tx, vault=self.vault, resort=RESORT, now=self.now.astimezone(RESORT.zone))


async def open_house(database: Database) -> House:
    """A house whose units are known."""
    house = House(database)
    await house.does(lambda uow: units.save(uow.tx, parse(example(AREAS), AREAS)))
    return house
