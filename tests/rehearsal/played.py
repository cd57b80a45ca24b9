"""Played time, shared by the processes of a rehearsal: how fast it runs, and what the machine's clock says."""

import asyncio
import mmap
import struct
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

# Steady seconds of ours since when this holds; played seconds since 1970 and since the start at that moment; played
# seconds in one of ours now, and usually; by how much the machine's clock is wrong.
_FORM = struct.Struct("<dddddd")
_STEP_SECONDS = 0.2  # of ours, after which who waits looks at the clock again: its pace can change
STARTING_SPEED = 20.0  # while a machine starts, which takes seconds of ours however fast the day is


class PlayedTime:
    """`now` is the true time of the played world; `machine` is what the bot's machine believes, which can be set."""

    def __init__(self, file: Path) -> None:
        with file.open("r+b") as opened:
            self._shared = mmap.mmap(opened.fileno(), _FORM.size)
        self._paces = [self._read()[:4]]

    @classmethod
    def begin(cls, file: Path, at: datetime, speed: float) -> "PlayedTime":
        """Let it run from a moment, `speed` of its seconds to one of ours."""
        file.write_bytes(_FORM.pack(time.monotonic(), at.timestamp(), 0.0, speed, speed, 0.0))
        return cls(file)

    def now(self) -> datetime:
        """The true time of the played world, in UTC."""
        return datetime.fromtimestamp(self._moment(), UTC)

    def machine(self) -> datetime:
        """What the machine's clock says."""
        return datetime.fromtimestamp(self._moment() + self._read()[5], UTC)

    def steady(self) -> float:
        """Played seconds of a clock that nobody can set."""
        began, _, steady, pace, _, _ = self._read()
        return steady + (time.monotonic() - began) * pace

    @property
    def speed(self) -> float:
        """Played seconds in one of ours, as a rule."""
        return self._read()[4]

    @property
    def error(self) -> timedelta:
        """By how much the machine's clock is wrong."""
        return timedelta(seconds=self._read()[5])

    def set_machine(self, error: timedelta) -> None:
        """Set the machine's clock wrong by so much, zero to put it right."""
        self._shared[:] = _FORM.pack(*self._read()[:5], error.total_seconds())

    def slows(self) -> None:
        """Let the day go slowly while a machine is off and starts: it loses minutes by it, on a slow computer too."""
        self._goes_at(min(self.speed, STARTING_SPEED))

    def goes_on(self) -> None:
        """Let it go on as fast as ever."""
        self._goes_at(self.speed)

    def real_seconds(self, played: timedelta) -> float:
        """How long a played time takes of ours, as a rule."""
        return played.total_seconds() / self.speed

    def steady_at(self, moment: datetime) -> float:
        """When a moment is, by `time.monotonic`; for whoever set the pace."""
        wanted = moment.timestamp()
        began, at, _, pace = next((each for each in reversed(self._paces) if each[1] <= wanted), self._paces[0])
        return began + (wanted - at) / pace

    async def until(self, moment: datetime) -> None:
        """Wait until a moment has come."""
        while (left := (moment - self.now()).total_seconds()) > 0:  # noqa: ASYNC110 - a clock rings no bell
            await asyncio.sleep(min(_STEP_SECONDS, left / self._read()[3]))

    async def passes(self, **played: float) -> None:
        """Wait for a played time, `minutes=3`."""
        await self.until(self.now() + timedelta(**played))

    def _goes_at(self, pace: float) -> None:
        speed, error = self._read()[4:]
        here = (time.monotonic(), self._moment(), self.steady(), pace)
        self._paces.append(here)
        self._shared[:] = _FORM.pack(*here, speed, error)

    def _read(self) -> tuple[float, ...]:
        return _FORM.unpack(self._shared[:])

    def _moment(self) -> float:
        began, at, _, pace, _, _ = self._read()
        return at + (time.monotonic() - began) * pace
