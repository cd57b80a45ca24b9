"""The process beside the bot, as the bot sees it: started when there is something to make, ended when there is not."""

import asyncio
import contextlib
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import orjson

from exports.job import Greeting, Job, Outcome, written
from exports.source import Figures

LONGEST_SECONDS = 240.0  # for one file
_LONGEST_LINE = 1 << 20
ROOT = Path(__file__).parents[1]


class NotMade(Exception):
    """The file could not be made this time."""


class MakingProcess:
    """Give it jobs with `make`, one at a time."""

    def __init__(self, greeting: Greeting) -> None:
        self._greeting = greeting
        self._process: Process | None = None

    async def make(self, job: Job) -> Figures:
        """Have one file made. Raises `NotMade`, also when the process dies or takes too long."""
        try:
            async with asyncio.timeout(LONGEST_SECONDS):
                outcome = await self._ask(job)
        except TimeoutError:
            await self.kill()
            raise NotMade(f"not done in {LONGEST_SECONDS:.0f} s") from None
        except (OSError, orjson.JSONDecodeError, TypeError) as error:
            await self.kill()
            raise NotMade(f"the process ended ({type(error).__name__})") from None
        if outcome.failed:
            raise NotMade(outcome.failed)
        return outcome.figures

    async def stop(self) -> None:
        """End it: it finishes nothing, for nothing is being made."""
        if (process := self._process) is None:
            return
        assert process.stdin is not None
        process.stdin.close()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(5.0):
                await process.wait()
        await self.kill()

    async def kill(self) -> None:
        """End it at once, whatever it is doing."""
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    async def _ask(self, job: Job) -> Outcome:
        process = self._process or await self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(written(job))
        await process.stdin.drain()
        return Outcome(**orjson.loads(await process.stdout.readline()))

    async def _start(self) -> Process:
        self._process = process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "exports", stdin=PIPE, stdout=PIPE, cwd=ROOT, limit=_LONGEST_LINE,
            start_new_session=True,  # what ends the bot from the terminal is the bot's to pass on
        )  # fmt: skip
        assert process.stdin is not None
        process.stdin.write(written(self._greeting))
        return process
