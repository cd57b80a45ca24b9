"""The process that makes copies, as the bot sees it: one job at a time, also when two parts of the bot ask."""

import asyncio
import itertools
from pathlib import Path

import orjson

from copies.job import Job, Outcome, written
from exports.side_process import NoAnswer, SideProcess
from gateway.errors import Rejected

STAMPED = ".stamped"  # in the names of pictures that are removed as soon as they were sent


class CopyingProcess(SideProcess):
    """Give it jobs with `carry_out`. It ends when it was not asked for a while: see `rest`."""

    def __init__(self, longest_seconds: float) -> None:
        super().__init__("copies", longest_seconds)
        self._turn, self._numbers, self._asked = asyncio.Lock(), itertools.count(1), False

    async def carry_out(self, job: Job) -> Outcome:
        """Do one job; one that ends the process, or takes too long, made nothing."""
        async with self._turn:
            self._asked = True
            try:
                return Outcome(**orjson.loads(await self.ask(written(job))))
            except (NoAnswer, orjson.JSONDecodeError, TypeError) as error:
                return Outcome(0, str(error))

    async def stamp(self, picture: Path, words: str) -> Path:
        """A file with the picture of a working copy and words on it, to be removed when it was sent.

        Raises `FileNotFoundError` where the copy is gone, and `Rejected` where it cannot be stamped.
        """
        target = picture.with_name(f"{picture.stem}{STAMPED}{next(self._numbers)}{picture.suffix}")
        source, to = await asyncio.to_thread(_absolute, picture, target)
        job = Job(source, to, stamp=words)
        outcome = await self.carry_out(job)
        if not outcome.pages and outcome.why != FileNotFoundError.__name__:
            outcome = await self.carry_out(job)  # in a new process
        if outcome.pages:
            return target
        if outcome.why == FileNotFoundError.__name__:
            raise FileNotFoundError(picture.name)
        raise Rejected(f"the picture cannot be stamped: {outcome.why}")

    async def rest(self) -> None:
        """End the process if nothing was asked since the last time this was called."""
        async with self._turn:
            if not self._asked:
                await self.stop()
            self._asked = False


def _absolute(one: Path, other: Path) -> tuple[str, str]:
    return str(one.absolute()), str(other.absolute())
