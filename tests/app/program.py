"""bot.py as a process of its own, started and stopped as an operating system does it."""

import asyncio
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Self

ROOT = Path(__file__).parents[2]
PATIENCE = 240.0  # seconds for what a slow machine may take long over


class Program:
    """A running `python bot.py …` and what it has printed, both streams together."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._news = asyncio.Event()
        self._reading = asyncio.create_task(self._read())
        self.output = ""

    @classmethod
    async def start(
        cls, folder: Path, *arguments: str, settings: Mapping[str, str], program: Path = ROOT / "bot.py"
    ) -> Self:
        """Start it in `folder`, with nothing in its environment but these settings."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            str(program),
            *arguments,
            cwd=folder,
            env=environment(settings),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        return cls(process)

    @property
    def running(self) -> bool:
        return self._process.returncode is None

    async def prints(self, text: str, timeout: float = PATIENCE) -> None:
        """Wait until it has printed a text."""
        try:
            async with asyncio.timeout(timeout):
                while text not in self.output:
                    assert not self._reading.done(), f"it ended without {text!r}:\n{self.output}"
                    self._news.clear()
                    await self._news.wait()
        except TimeoutError:
            raise AssertionError(f"no {text!r} within {timeout} s:\n{self.output}") from None

    async def ends(self, timeout: float = PATIENCE) -> int:
        """Wait for its end; the exit code, negative for the signal that ended it."""
        async with asyncio.timeout(timeout):
            await self._reading
            return await self._process.wait()

    def peak_memory(self) -> int:
        """The most memory it has taken, in bytes; 0 once it is gone."""
        try:
            status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        except OSError:
            return 0
        kilobytes = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
        return int(kilobytes[0]) * 1024 if kilobytes else 0

    def terminate(self) -> None:
        """Ask it to leave."""
        self.send(signal.SIGTERM)

    def kill(self) -> None:
        """End it between two instructions."""
        self.send(signal.SIGKILL)

    def send(self, number: signal.Signals) -> None:
        """Send it a signal, if it is still there."""
        if self.running:
            self._process.send_signal(number)

    async def _read(self) -> None:
        assert self._process.stdout is not None
        while piece := await self._process.stdout.read(1 << 16):
            self.output += piece.decode(errors="replace")
            self._news.set()
        self._news.set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        self.kill()
        await self.ends()


def environment(settings: Mapping[str, str]) -> dict[str, str]:
    """What a process needs to start, and these settings; nothing of who runs the tests."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ} | {**settings}


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(file.name for file in folder.iterdir())


def one_line(output: str) -> str:
    """What a failing program says besides its log: one line that begins with its name."""
    (line,) = (line for line in output.splitlines() if not line.startswith("20"))
    assert line.startswith("bot.py: ")
    return line.removeprefix("bot.py: ")
