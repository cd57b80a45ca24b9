"""What happens by itself when its time has come: reports climb, shifts begin and end. Each is a row with a due time."""

from collections.abc import Callable
from datetime import datetime

from conversations.screen import Button, Key, Line, Screen
from db import appeals, officers, pings, runs
from db.database import Database, Tx
from db.officers import OfficerKey
from db.vault import Vault
from gateway.announcer import Announcer
from gateway.sender import Sender
from handlers import announcing, dispatch
from handlers.callback import Topic
from handlers.office import Office, Resort
from reports.state import Role


class Ticker:
    """Does what is due each time `tick` is called. A restart changes nothing: the rows wait."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        sender: Sender,
        announcer: Announcer,
        resort: Resort,
        now: Callable[[], datetime],
    ) -> None:
        self._database, self._vault, self._sender, self._announcer = database, vault, sender, announcer
        self.resort, self._now = resort, now

    async def tick(self) -> None:
        """Do everything that is due by now, each thing once."""
        if not await self._database.read(self._is_due):
            return
        office = await self._database.write(self._work)
        self._sender.add(office.outgoing)
        self._announcer.wake()

    async def _is_due(self, tx: Tx) -> bool:
        if await runs.open_ones(tx):
            return True
        moments = (await pings.next_ring(tx), await officers.next_shift(tx), await appeals.next_due(tx))
        return any(moment is not None and moment <= self._now() for moment in moments)

    async def _work(self, tx: Tx) -> Office:
        now = self._now().astimezone(self.resort.zone)
        office = Office(tx=tx, vault=self._vault, resort=self.resort, now=now)
        came, went = await officers.turn_over(tx, now)
        for key in (*came, *went):
            await _tell_duty(office, key)
        await dispatch.ring(office)
        await announcing.begin_due(office)
        await announcing.follow(office)
        return office


async def _tell_duty(office: Office, key: OfficerKey) -> None:
    """The roster has put somebody on or off duty."""
    officer = await officers.get(office.tx, key)
    if officer is None or officer.removed:
        return
    await office.record("siaga" if officer.on_duty else "lepas_siaga", str(Role.CLOCK), text=officer.callsign)
    rows = ((Button(Key("button.duty"), "duty"),),)
    text = Line("duty.on" if officer.on_duty else "duty.off", {"callsign": officer.callsign})
    await office.tell(officer.chat, Screen(text, rows), Topic.PEOPLE)
