"""How fast events of the first release get links with the key: `python -m bench.rechained [--events 1000000]`."""

import argparse
import asyncio
import hashlib
import sqlite3
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from db import binding, events, rechaining
from db.database import Database, Tx
from db.keys import unlock
from db.migrate import migrate
from db.vault import Vault

KEY = bytes(range(32))
NOW = datetime(2024, 11, 27, tzinfo=UTC)
COLUMNS = ("report", "at", "role", "officer", "act", "text", "salt")


def make(file: Path, count: int) -> bytes:
    """A database whose events are linked as the first release did; returns the last link."""
    before = b""
    with sqlite3.connect(file, isolation_level=None) as connection:
        migrate(connection)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("BEGIN")
        connection.execute(
            "INSERT INTO chats (lookup, sealed, kind, language, created_at) VALUES (x'00', x'00', 'private', 'id', 0)"
        )
        for number in range(1, count + 1):
            values = dict(zip(COLUMNS, (None, number, "petugas", 1, "terima", None, None), strict=True))
            before = hashlib.sha256(events.content_of(before, number, values)).digest()
            connection.execute(
                "INSERT INTO events (id, at, role, officer, act, hash) VALUES (?, ?, 'petugas', 1, 'terima', ?)",
                (number, number, before),
            )
        connection.execute("COMMIT")
    return before


async def measure(file: Path, count: int, end: bytes) -> None:
    """Link them, and check them after that."""
    database = await Database.open(file)
    vault = Vault(KEY)
    try:
        await database.write(
            lambda tx: tx.run("seals.set", name=binding.MARK_NAME, sealed=vault.seal(binding.MARK, binding.MARK_PLACE))
        )
        await unlock(database, vault, NOW)
        await database.write(lambda tx: events.remember(tx, vault, events.Head(count, end, count + 1)))
        began, longest = time.perf_counter(), 0.0
        going_on = True
        while going_on:
            at = time.perf_counter()
            going_on = await rechaining.some(database, NOW)
            longest = max(longest, time.perf_counter() - at)
        seconds = time.perf_counter() - began
        print(
            f"{count:,} events linked in {seconds:.1f} s: {count / seconds:,.0f} a second,"
            f" {longest * 1000:.0f} ms at most at once."
        )
        began = time.perf_counter()

        async def verify(tx: Tx) -> list[str]:
            return [problem async for problem in events.verify(tx, vault)]

        problems = await database.read(verify)
        print(f"Verified in {time.perf_counter() - began:.1f} s: {problems or 'whole'}.")
    finally:
        await database.close()


def main() -> None:
    """Make, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    count = parser.parse_args().events
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "siaga.db"
        end = make(file, count)
        asyncio.run(measure(file, count, end))


if __name__ == "__main__":
    main()
