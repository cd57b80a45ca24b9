"""The computer in the Polres: starts the bot, keeps it running, is killed, loses its power, and is started wrongly."""

import asyncio
import base64
import random
import shutil
import sqlite3
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.app.program import ROOT, Program
from tests.rehearsal.disk import cut_power
from tests.rehearsal.played import PlayedTime
from tests.stage.rows import rows_of

_MACHINE = ROOT / "tests" / "rehearsal" / "machine.py"
_LOOK_SECONDS = 0.5
_RESTART_SECONDS = 0.5


@dataclass
class Told:
    """What is known of the computer's own troubles."""

    kills: int = 0
    cuts: int = 0
    refusals: list[str] = field(default_factory=list)  # how it refused to start
    ready: list[float] = field(default_factory=list)  # seconds from each start until the bot runs
    recovered: list[float] = field(default_factory=list)  # and until all that waited from before was done
    memory: int = 0  # bytes at most
    ends: list[float] = field(default_factory=list)  # when it was killed or lost its power, by a steady clock


class Computer:
    """`runs` keeps the bot running until `leaves`; the others are what happens to it. One thing at a time."""

    def __init__(self, folder: Path, settings: dict[str, str], dice: random.Random, played: PlayedTime) -> None:
        self.folder, self._settings, self._played = folder, settings, played
        self._dice = dice
        self._program: Program | None = None
        self._leaving = False
        self._busy = asyncio.Lock()
        self._waits = asyncio.Event()
        self.told = Told()
        self.outputs: list[str] = []

    @property
    def database(self) -> Path:
        return self.folder / "data" / "siaga.db"

    async def starts(self) -> None:
        """Switch it on and wait until the bot runs."""
        began = time.monotonic()
        left = self._waiting()
        self._program = await self._comes_up()
        self.told.ready.append(time.monotonic() - began)
        while self._still(left):  # noqa: ASYNC110 - another process does the work
            await asyncio.sleep(0.05)
        self.told.recovered.append(time.monotonic() - began)

    async def runs(self) -> None:
        """Look after it: how much memory it takes, and that it never ends by itself."""
        while not self._leaving:
            await asyncio.sleep(_LOOK_SECONDS)
            program = self._program
            if program is None or self._busy.locked() or self._left():
                continue
            assert program.running, f"the bot ended by itself:\n{program.output[-4000:]}"
            self.told.memory = max(self.told.memory, program.peak_memory())

    async def is_killed(self) -> None:
        """SIGKILL, and on again."""
        async with self._busy:
            await self._ends()
            self.told.kills += 1
            await self.starts()

    async def loses_power(self) -> None:
        """What was not synced is gone."""
        async with self._busy:
            await self._ends()
            self.told.cuts += 1
            cut_power(self.folder / "data", self.folder / "platter")
            await self.starts()

    async def is_started_wrongly(self) -> None:
        """Killed, then started with another key and with none; then rightly."""
        async with self._busy:
            await self._ends()
            self.told.kills += 1
            other = base64.b64encode(self._dice.randbytes(32)).decode()
            for name, key in (("wrong", other), ("missing", "")):
                program = await self._start({**self._settings, "DATA_KEY": key})
                code = await program.ends()
                lines = program.output.strip().splitlines()
                assert code == 1, f"{name} key: it ended with {code}:\n{program.output}"
                assert len(lines) == 1, program.output
                assert "DATA_KEY" in lines[0], program.output
                self.told.refusals.append(name)
            await self.starts()

    async def fills_up(self, seconds: float) -> None:
        """No room on the disk for a while."""
        full = self.folder / "full"
        full.touch()
        await asyncio.sleep(seconds)
        full.unlink()

    async def is_locked(self, seconds: float) -> None:
        """Another process has the database to itself for a while; not while the bot is away, for the platter's sake."""
        async with self._busy:
            connection = sqlite3.connect(self.database, isolation_level=None, timeout=30, check_same_thread=False)
            try:
                await asyncio.to_thread(connection.execute, "BEGIN IMMEDIATE")
                await asyncio.sleep(seconds)
                connection.execute("ROLLBACK")
            finally:
                connection.close()

    async def is_backed_up(self, target: Path) -> None:
        """`bot.py backup`, beside the running bot."""
        target.parent.mkdir(parents=True, exist_ok=True)
        program = await Program.start(self.folder, "backup", str(target), settings=self._settings)
        assert await program.ends() == 0, program.output

    async def leaves(self) -> None:
        """Let the bot end in good order."""
        async with self._busy:
            self._leaving = True
            assert self._program is not None
            self._program.terminate()
            code = await self._program.ends()
            self.outputs.append(self._program.output)
            assert code == 0, f"it left with {code}:\n{self._program.output[-4000:]}"

    def rows(self, query: str, *values: object) -> list[tuple[object, ...]]:
        """What the database says."""
        return rows_of(self.database, query, *values)

    async def owes_nothing(self, seconds: float) -> None:
        """Wait until everything that came in is done and everything owed is sent; AssertionError if it never is."""
        assert self._program is not None
        end = time.monotonic() + seconds
        while owed := self.rows(_OWED):
            assert time.monotonic() < end, f"{owed[0]} is owed still:\n{self._program.output[-6000:]}"
            await asyncio.sleep(0.1)

    def _left(self) -> bool:
        return self._leaving

    async def _comes_up(self) -> Program:
        """Start the bot until it runs: when it leaves with one clear line, again after a moment, as systemd does."""
        self._played.slows()
        while True:
            program = await self._start(self._settings)
            try:
                await program.prints("Siaga is running", timeout=900)
            except AssertionError:
                assert await program.ends() == 1, program.output
                assert len(program.output.strip().splitlines()) == 1, program.output
                self.told.refusals.append(program.output.strip())
                await asyncio.sleep(_RESTART_SECONDS)
            else:
                self._played.goes_on()
                return program

    async def _start(self, settings: dict[str, str]) -> Program:
        return await Program.start(self.folder, "run", settings=settings, program=_MACHINE)

    async def _ends(self) -> None:
        assert self._program is not None
        self.told.memory = max(self.told.memory, self._program.peak_memory())
        self._program.kill()
        self.told.ends.append(time.monotonic())
        self._played.slows()
        code = await self._program.ends()
        self.outputs.append(self._program.output)
        assert code == -9, f"it had ended by itself with {code}:\n{self._program.output[-4000:]}"

    def _waiting(self) -> tuple[object, object]:
        """The newest update and message that wait from before this start."""
        if not self.database.exists():
            return None, None
        ((update, message),) = self.rows(
            "SELECT (SELECT max(update_id) FROM inbox WHERE done_at IS NULL),"
            " (SELECT max(id) FROM outbox WHERE state = 'queued')"
        )
        return update, message

    def _still(self, left: tuple[object, object]) -> bool:
        """Whether any of it waits still."""
        update, message = left
        return bool(
            self.rows(
                "SELECT 1 FROM inbox WHERE done_at IS NULL AND update_id <= ? UNION ALL"
                " SELECT 1 FROM outbox WHERE state = 'queued' AND id <= ? LIMIT 1",
                -1 if update is None else update,
                -1 if message is None else message,
            )
        )


_OWED = (
    "SELECT 'an update' FROM inbox WHERE done_at IS NULL"
    " UNION ALL SELECT 'a message' FROM outbox WHERE state = 'queued'"
    " UNION ALL SELECT 'a picture' FROM evidence WHERE state = 'wanted'"
    " UNION ALL SELECT 'a run' FROM runs WHERE ended_at IS NULL LIMIT 1"
)


async def runs_elsewhere(backup: Path, evidence: Path, folder: Path, settings: dict[str, str]) -> Program:
    """A backup, put in place in another folder and run on, as the operators' book tells it."""
    restoring = await Program.start(folder, "restore", str(backup), settings=settings, program=_MACHINE)
    assert await restoring.ends() == 0, restoring.output
    shutil.copytree(evidence, folder / "data" / "evidence")
    program = await Program.start(folder, "run", settings=settings, program=_MACHINE)
    await program.prints("Siaga is running", timeout=300)
    return program
