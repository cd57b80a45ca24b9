"""bot.py as a process of its own, started and stopped as an operating system does it."""

import asyncio
import multiprocessing
import os
import runpy
import signal
import sys
from collections.abc import Awaitable, Mapping
from contextlib import closing
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Self

from tests.stage.scale import LONG

ROOT = Path(__file__).parents[2]
PATIENCE = 240.0  # seconds for what a slow machine may take long over
# Bringing the bot's modules in takes most of a start. Here they lie ready in a process of which each start is a fork;
# long runs, which measure, begin with the interpreter.
_READY = multiprocessing.get_context("forkserver")
_READY.set_forkserver_preload(["tests.app.warm"])


class Program:
    """A running `python bot.py …` and what it has printed, both streams together."""

    def __init__(self, pid: int, printed: asyncio.StreamReader, end: Awaitable[int]) -> None:
        self._pid, self._printed = pid, printed
        self._end = asyncio.ensure_future(end)
        self._news = asyncio.Event()
        self._reading = asyncio.create_task(self._read())
        self.output = ""

    @classmethod
    async def start(
        cls, folder: Path, *arguments: str, settings: Mapping[str, str], program: Path = ROOT / "bot.py"
    ) -> Self:
        """Start it in `folder`, with nothing in its environment but these settings."""
        begin = _executed if LONG else _forked
        return cls(*await begin(folder, [str(program), *arguments], environment(settings)))

    @property
    def running(self) -> bool:
        return not self._end.done()

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
            return await asyncio.shield(self._end)

    def peak_memory(self) -> int:
        """The most memory it has taken, in bytes; 0 once it is gone."""
        try:
            status = Path(f"/proc/{self._pid}/status").read_text(encoding="ascii")
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
            os.kill(self._pid, number)

    async def _read(self) -> None:
        while piece := await self._printed.read(1 << 16):
            self.output += piece.decode(errors="replace")
            self._news.set()
        self._news.set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *error: object) -> None:
        self.kill()
        await self.ends()


async def _executed(
    folder: Path, command: list[str], settings: dict[str, str]
) -> tuple[int, asyncio.StreamReader, Awaitable[int]]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *command,
        cwd=folder,
        env=settings,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    assert process.stdout is not None
    return process.pid, process.stdout, process.wait()


async def _forked(
    folder: Path, command: list[str], settings: dict[str, str]
) -> tuple[int, asyncio.StreamReader, Awaitable[int]]:
    printed, theirs = await _pipe()
    pid, end = await _fork(folder, command, settings, theirs, theirs)
    return pid, printed, end


async def carried_out(folder: Path, *arguments: str, settings: Mapping[str, str]) -> tuple[int, str, str]:
    """What `python bot.py …` returns, and what it prints on its two streams."""
    (printed, out), (complained, err) = await _pipe(), await _pipe()
    _, end = await _fork(folder, [str(ROOT / "bot.py"), *arguments], environment(settings), out, err)
    said, code = await asyncio.gather(printed.read(), complained.read()), await end
    return code, said[0].decode(), said[1].decode()


async def _pipe() -> tuple[asyncio.StreamReader, Connection]:
    """What is read from a pipe, and its other end."""
    ours, theirs = _READY.Pipe(duplex=False)
    printed = asyncio.StreamReader()
    with closing(ours):
        await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(printed), os.fdopen(os.dup(ours.fileno()), "rb")
        )
    return printed, theirs


async def _fork(
    folder: Path, command: list[str], settings: dict[str, str], out: Connection, err: Connection
) -> tuple[int, Awaitable[int]]:
    """The number of a new process, and what it will end with. Our own ends of the pipes are closed."""
    process = _READY.Process(target=_become, args=(folder, command, settings, out, err))
    await asyncio.to_thread(process.start)
    out.close()
    err.close()
    assert process.pid is not None
    return process.pid, asyncio.to_thread(_waited, process)


def _become(folder: Path, command: list[str], settings: dict[str, str], out: Connection, err: Connection) -> None:
    """Become what an interpreter is that was given this command: in the forked process."""
    for number, source in ((0, os.open(os.devnull, os.O_RDONLY)), (1, out.fileno()), (2, err.fileno())):
        os.dup2(source, number)
    out.close()
    err.close()
    sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", buffering=1, closefd=False)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(settings)
    os.chdir(folder)
    sys.argv = command
    sys.path.insert(0, str(Path(command[0]).parent))
    runpy.run_path(command[0], run_name="__main__")


def _waited(process: BaseProcess) -> int:
    process.join()
    assert process.exitcode is not None
    return process.exitcode


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
