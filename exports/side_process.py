"""A helper process that answers each line with a line: started at the first request, ended when it is idle."""

import asyncio
import contextlib
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

ROOT = Path(__file__).parents[1]
_LONGEST_LINE = 1 << 20


class NoAnswer(Exception):
    """The process ended, or took too long; the next question starts another one."""


class SideProcess:
    """Runs `python -m module`. Ask one line at a time."""

    def __init__(self, module: str, longest_seconds: float, greeting: bytes = b"") -> None:
        self._module, self._longest, self._greeting = module, longest_seconds, greeting
        self._process: Process | None = None

    async def ask(self, line: bytes) -> bytes:
        """The answer to a line. Raises `NoAnswer`."""
        try:
            async with asyncio.timeout(self._longest):
                answer = await self._exchange(line)
        except TimeoutError:
            await self.kill()
            raise NoAnswer(f"not done in {self._longest:.0f} s") from None
        except (OSError, ValueError) as error:
            await self.kill()
            raise NoAnswer(f"the process ended ({type(error).__name__})") from None
        if not answer:
            await self.kill()
            raise NoAnswer("the process ended")
        return answer

    async def stop(self) -> None:
        """End it, when nothing is asked any more."""
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
                os.killpg(process.pid, signal.SIGKILL)  # and whatever it has started
            await process.wait()

    async def _exchange(self, line: bytes) -> bytes:
        process = self._process or await self._start()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(line)
        await process.stdin.drain()
        return await process.stdout.readline()

    async def _start(self) -> Process:
        self._process = process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", self._module, stdin=PIPE, stdout=PIPE, cwd=ROOT, limit=_LONGEST_LINE,
            start_new_session=True,  # what ends the bot from the terminal is the bot's to pass on
        )  # fmt: skip
        assert process.stdin is not None
        process.stdin.write(self._greeting)
        return process
