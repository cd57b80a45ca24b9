"""Runs the bot as a process, kills it at seeded moments in the thick of its work, and starts it again."""

import asyncio
import random
from pathlib import Path

from db.address import Address, address_of
from sandbox import World
from sandbox.telegram.shapes import Params
from tests.app.program import Program
from tests.sandbox.api import soon
from tests.stage.outside import rows

SENDS_AT_ONCE = 200  # what the bot may have under way, see gateway/sender.py


class Reaper:
    """`moments` count what the sandbox sees: calls, their results and updates. At each one the bot is killed."""

    def __init__(
        self, world: World, folder: Path, settings: dict[str, str], moments: list[int], dice: random.Random
    ) -> None:
        self._world, self._folder, self._settings, self._dice = world, folder, settings, dice
        self._moments = moments
        self._seen = 0
        self._program: Program | None = None
        self._doomed = False
        self.kills = 0
        self.texts: list[str] = []  # of the messages that reached their chats
        self.in_flight = 0  # of these, those a kill kept the bot from writing down
        self.outputs: list[str] = []
        world.on_call(lambda *_: self._sees())
        world.on_answer(self._answered)
        world.on_update(lambda *_: self._sees())

    @property
    def sent(self) -> int:
        """How many messages reached their chats."""
        return len(self.texts)

    @property
    def where(self) -> Address:
        """Where its database is."""
        named = address_of(self._settings["DATABASE_URL"])
        return self._folder / named if isinstance(named, Path) else named

    async def runs(self) -> None:
        """Keep the bot running until every moment has come and `leaves` is called."""
        while True:
            self._doomed = False
            async with await self._start() as self._program:
                code = await self._program.ends(timeout=600)
            self.outputs.append(self._program.output)
            self._program = None
            if code == 0:
                return
            assert code == -9, f"it ended by itself with {code}:\n{self.outputs[-1]}"
            await asyncio.sleep(0.05)  # what it sent with its last breath arrives,
            await soon(lambda: not self._world.quiet_watch.in_hand)  # and is carried out
            self.kills += 1
            self.in_flight += self._unsettled()

    async def settles(self) -> None:
        """Wait until the bot runs, with no death to come, and owes nobody anything."""
        await soon(self._runs_undisturbed, 200)
        await self._world.quiet(timeout=200)
        await soon(self._owes_nothing, 200)  # pictures are copied below all else
        await self._world.quiet(timeout=30)

    def leaves(self) -> None:
        """Let the bot end in good order."""
        assert self._program is not None
        self._program.terminate()

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """What the database says."""
        return rows(self.where, query, *values)

    def written(self) -> int:
        """Messages that the bot wrote down as sent."""
        ((count,),) = self.rows("SELECT count(*) FROM outbox WHERE state = 'sent' AND method = 'sendMessage'")
        return int(str(count))

    def _runs_undisturbed(self) -> bool:
        if self._moments or self._doomed or self._program is None:
            return False
        return "Siaga is running" in self._program.output

    def _owes_nothing(self) -> bool:
        return not self.rows(
            "SELECT 1 FROM inbox WHERE done_at IS NULL UNION SELECT 1 FROM outbox WHERE state = 'queued'"
            " UNION SELECT 1 FROM evidence WHERE state = 'wanted' OR (told_at IS NULL AND officer IS NULL)"
        )

    async def _start(self) -> Program:
        return await Program.start(self._folder, "run", settings=self._settings)

    def _unsettled(self) -> int:
        begun = not isinstance(self.where, Path) or self.where.exists()
        known = self.written() if begun and self.rows("SELECT 1 FROM migrations") else 0
        return self.sent - known - self.in_flight

    def _answered(self, method: str, params: Params, _: object) -> None:
        if method == "sendMessage":
            self.texts.append(str(params["text"]))
        self._sees()

    def _sees(self) -> None:
        self._seen += 1
        if self._program is None or self._doomed or not self._moments or self._seen < self._moments[0]:
            return
        self._moments.pop(0)
        self._doomed = True
        if self._dice.random() < 0.5:
            self._program.kill()  # between a call and its answer, or right after an update was made
        else:
            asyncio.get_running_loop().call_later(self._dice.uniform(0.0, 0.05), self._program.kill)
