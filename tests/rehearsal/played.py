"""Played time, shared by the processes of a rehearsal: how fast it runs, and what the machine's clock says."""

import asyncio
import mmap
import struct
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

_FORM = struct.Struct("<dddd")  # steady seconds at the start, played seconds since 1970 there, speed, machine's error


class PlayedTime:
    """`now` is the true time of the played world; `machine` is what the bot's machine believes, which can be set."""

    def __init__(self, file: Path) -> None:
        with file.open("r+b") as opened:
            self._shared = mmap.mmap(opened.fileno(), _FORM.size)

    @classmethod
    def begin(cls, file: Path, at: datetime, speed: float) -> "PlayedTime":
        """Let it run from a moment, `speed` of its seconds to one of ours."""
        file.write_bytes(_FORM.pack(time.monotonic(), at.timestamp(), speed, 0.0))
        return cls(file)

    def now(self) -> datetime:
        """The true time of the played world, in UTC."""
        return self._at(0.0)

    def machine(self) -> datetime:
        """What the machine's clock says."""
        return self._at(self._read()[3])

    def steady(self) -> float:
        """Played seconds of a clock that nobody can set."""
        began, _, speed, _ = self._read()
        return (time.monotonic() - began) * speed

    @property
    def speed(self) -> float:
        """Played seconds in one of ours."""
        return self._read()[2]

    @property
    def error(self) -> timedelta:
        """By how much the machine's clock is wrong."""
        return timedelta(seconds=self._read()[3])

    def set_machine(self, error: timedelta) -> None:
        """Set the machine's clock wrong by so much, zero to put it right."""
        began, at, speed, _ = self._read()
        self._shared[:] = _FORM.pack(began, at, speed, error.total_seconds())

    def real_seconds(self, played: timedelta) -> float:
        """How long a played time takes of ours."""
        return played.total_seconds() / self.speed

    def steady_at(self, moment: datetime) -> float:
        """When a moment is, by `time.monotonic`."""
        began, at, speed, _ = self._read()
        return began + (moment.timestamp() - at) / speed

    async def until(self, moment: datetime) -> None:
        """Wait until a moment has come."""
        await asyncio.sleep(max(0.0, self.real_seconds(moment - self.now())))

    async def passes(self, **played: float) -> None:
        """Wait for a played time, `minutes=3`."""
        await self.until(self.now() + timedelta(**played))

    def _read(self) -> tuple[float, float, float, float]:
        return _FORM.unpack(self._shared[:])

    def _at(self, error: float) -> datetime:
        began, at, speed, _ = self._read()
        return datetime.fromtimestamp(at + (time.monotonic() - began) * speed + error, UTC)
