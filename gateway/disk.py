"""Room on the disk: what people send takes none that their reports need, and a full disk has something to give back."""

import asyncio
import logging
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

log = logging.getLogger(__name__)

BALLAST = 64_000_000  # bytes at most
_BALLAST_SHARE = 0.1  # of a small disk
LOOK_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Reserve:
    """How much of a disk stays free: so many bytes or such a share of it, whichever is more."""

    folder: Path
    least_bytes: int = 2_000_000_000
    least_share: float = 0.1

    @property
    def room(self) -> int:
        """How many bytes may be written now; negative when too little is free already."""
        disk = shutil.disk_usage(self.folder)
        return disk.free - max(self.least_bytes, int(disk.total * self.least_share))


class Ballast:
    """A file that only takes room. It is given up when the disk is full, so that reports can be stored, and made again.

    `run` it as a task.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    async def run(self) -> None:
        """Look at the disk each second until cancelled."""
        while True:
            try:
                await asyncio.to_thread(self.look)
            except OSError as error:
                log.warning("the ballast cannot be kept: %s", error.strerror)
            await asyncio.sleep(LOOK_SECONDS)

    def look(self) -> None:
        """Give the ballast up when less than half its size is free; make it when four times its size is."""
        disk = shutil.disk_usage(self._path.parent)
        size = min(BALLAST, int(disk.total * _BALLAST_SHARE))
        if self._path.exists():
            if disk.free < self._path.stat().st_size // 2:
                self._path.unlink()
                log.warning("the disk is full: its ballast is given up so that reports can be stored")
        elif disk.free > 4 * size:
            with os.fdopen(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                os.posix_fallocate(out.fileno(), 0, size)
