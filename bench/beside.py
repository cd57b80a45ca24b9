"""The bot as it is, started on a database of one's own beside one of the stand-ins for Telegram."""

import base64
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.intake import ROOT, end, environment, heard


@dataclass(frozen=True, slots=True)
class Ran:
    """How long the bot took to its first `getUpdates`, in seconds, and what the stand-in told in the end."""

    started: float
    told: Mapping[str, object]


def settings(database: Path, key: bytes, port: object = 0) -> dict[str, str]:
    """The environment of a bot on a database, with Telegram's limits lifted."""
    own = {"DATABASE_URL": f"sqlite:///{database}", "DATA_KEY": base64.b64encode(key).decode()}
    return {**environment(port, str(database.parent)), **own}


def run(database: Path, key: bytes, server: Sequence[str]) -> Ran:
    """Start the stand-in (`server` is its module and options) and the bot; both are ended with the outcome."""
    stand_in = subprocess.Popen(
        [sys.executable, "-m", *server], cwd=ROOT, stdout=subprocess.PIPE, text=True, env=settings(database, key)
    )
    log = database.with_name("bot.log")
    try:
        port = heard(stand_in)["port"]
        began = time.perf_counter()
        with log.open("wb") as output:
            bot = subprocess.Popen(
                [sys.executable, str(ROOT / "bot.py"), "run"],
                cwd=database.parent,
                env=settings(database, key, port),
                stdout=output,
                stderr=output,
            )
        try:
            heard(stand_in)  # The first getUpdates.
            started = time.perf_counter() - began
            told = heard(stand_in)
        finally:
            end(bot)
    except SystemExit as reason:
        raise SystemExit(f"{reason}\n{log.read_text()[-3000:]}") from None
    finally:
        end(stand_in)
    if "stuck" in told and not told.get("answered", True):
        raise SystemExit(f"nothing answered: {told['stuck']}\n{log.read_text()[-3000:]}")
    return Ran(started, told)


def command(database: Path, key: bytes, *arguments: str) -> float:
    """Carry out a command of `bot.py`; returns the seconds it took."""
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, str(ROOT / "bot.py"), *arguments],
        cwd=database.parent,
        env=settings(database, key),
        check=True,
        capture_output=True,
    )
    return time.perf_counter() - began
