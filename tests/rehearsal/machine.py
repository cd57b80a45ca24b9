"""The machine the bot runs on in a rehearsal: the real bot.py, with a played clock and a disk that can lose its power.

A program: `machine.py run`, with the bot's own settings and the three REHEARSAL_ ones in its environment.
"""

import os
import random
import sys
from datetime import datetime, tzinfo
from pathlib import Path

os.environ.setdefault("PTB_TIMEDELTA", "1")

import apscheduler.schedulers.base
import apscheduler.triggers.interval

import bot
from app.wallclock import WallClock
from tests.rehearsal.disk import Platter, attach
from tests.rehearsal.played import PlayedTime


def main() -> int:
    """Run the bot as `bot.py` does, on this machine."""
    folder = Path(os.environ["REHEARSAL_FOLDER"])
    played = PlayedTime(folder / "time")

    class Wall(datetime):
        """What APScheduler asks: the machine's clock at our pace, set whenever it is set."""

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) + played.error

    apscheduler.schedulers.base.datetime = Wall
    apscheduler.triggers.interval.datetime = Wall
    attach(Platter(folder / "data", folder / "platter", folder / "full", random.Random(os.environ["REHEARSAL_DICE"])))
    return bot.main(sys.argv[1:], WallClock(played.machine, played.steady))


if __name__ == "__main__":
    sys.exit(main())
