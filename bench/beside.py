"""The bot as it is, started on a database of one's own beside one of the stand-ins for Telegram."""

import base64
import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from bench.processes import ROOT, end, environment, heard
from bench.served import address
from db.address import url_of


@dataclass(frozen=True, slots=True)
class Ran:
    """How long each bot took to its first `getUpdates`, in seconds, and what the stand-in told in the end."""

    started: Sequence[float]
    told: Mapping[str, object]


def settings(database: Path, key: bytes, port: object = 0) -> dict[str, str]:
    """The environment of a bot on a database, with Telegram's limits lifted."""
    own = {"DATABASE_URL": url_of(address(database)), "DATA_KEY": base64.b64encode(key).decode()}
    return {**environment(port, database.parent), **own, "DATA_FOLDER": str(database.parent)}


def run(databases: Sequence[Path], key: bytes, server: Sequence[str]) -> Ran:
    """Start the stand-in (`server` is its module and options) and a bot on each database; all are ended in the end."""
    os.sync()  # What an earlier run wrote is not paid for by this one's commits.
    with contextlib.ExitStack() as running:
        stand_in = subprocess.Popen([sys.executable, "-m", *server], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        running.callback(end, stand_in)
        told = heard(stand_in)
        ports = cast("list[int]", told.get("ports", [told.get("port")]))
        started = []
        try:
            for database, port in zip(databases, ports, strict=True):
                began = time.perf_counter()
                running.callback(end, _bot(database, key, port))
                heard(stand_in)  # The first getUpdates.
                started.append(time.perf_counter() - began)
            told = heard(stand_in)
        except SystemExit as reason:
            raise SystemExit(f"{reason}\n{_last_words(databases)}") from None
    if told.get("stuck") and not told.get("answered", 1):
        raise SystemExit(f"nothing answered: {told['stuck']}\n{_last_words(databases)}")
    return Ran(started, told)


def _bot(database: Path, key: bytes, port: int) -> subprocess.Popen[bytes]:
    with database.with_name("bot.log").open("wb") as output:
        return subprocess.Popen(
            [sys.executable, str(ROOT / "bot.py"), "run"],
            cwd=database.parent,
            env=settings(database, key, port),
            stdout=output,
            stderr=output,
        )


def _last_words(databases: Sequence[Path]) -> str:
    logs = (database.with_name("bot.log") for database in databases)
    return "\n".join(log.read_text()[-3000:] for log in logs if log.exists())


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
