"""How long the first start takes on a database of many reports that an earlier release sealed for no row.

    python -m bench.grown grown.db
    python -m tests.upgrade.measure grown.db

Makes a database as it was before seals were bound, from one that `bench.grown` made, then opens it as a start does.
"""

import asyncio
import sqlite3
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.grown import KEY
from db import binding, migrate
from db.database import Database
from db.keys import unlock
from db.vault import Vault
from tests.stage import unbinding

BOUND = "0030"  # the first migration that an unbound database has not seen


def main() -> None:
    """Measure, and print."""
    grown = Path(sys.argv[1]).resolve()
    with TemporaryDirectory(dir=grown.parent) as folder:
        earlier = Path(folder) / "siaga.db"
        unbind(earlier, grown)
        asyncio.run(start(earlier))


def unbind(earlier: Path, grown: Path) -> None:
    """Write the rows of a database as the last release without bound seals would have stored them."""
    with closing(sqlite3.connect(earlier, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("CREATE TABLE migrations (name TEXT PRIMARY KEY) STRICT")
        for file in sorted(migrate.FOLDER.glob("*.sql")):
            if file.stem < BOUND:
                for statement in migrate.statements(file.read_text(encoding="utf-8")):
                    connection.execute(statement)
                connection.execute("INSERT INTO migrations VALUES (?)", (file.stem,))
        connection.execute("ATTACH ? AS newer", (str(grown),))
        unbinding.teach(connection, Vault(KEY))
        connection.execute("BEGIN")
        tables = connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table' AND name <> 'migrations'")
        for (table,) in tables.fetchall():
            there = {row[1] for row in connection.execute(f"PRAGMA newer.table_info({table})")}
            names = [row[1] for row in connection.execute(f"PRAGMA main.table_info({table})")]
            names = [name for name in names if name in there or (table, name) in unbinding.BEFORE]
            values = ", ".join(unbinding.BEFORE.get((table, name), name) for name in names)
            connection.execute(f"DELETE FROM main.{table}")
            connection.execute(f"INSERT INTO main.{table} ({', '.join(names)}) SELECT {values} FROM newer.{table}")
        connection.execute("COMMIT")


async def start(database: Path) -> None:
    """Open it as a start does, then seal the rest as the running bot does."""
    began, worked, vault = time.perf_counter(), time.process_time(), Vault(KEY)
    opened = await Database.open(database)
    await unlock(opened, vault, datetime.now(UTC))
    _say(f"It answers after {time.perf_counter() - began:.1f} s, {time.process_time() - worked:.1f} s of a processor.")
    began, longest = time.perf_counter(), 0.0

    async def others() -> None:
        nonlocal longest
        while vault.binding:
            asked = time.perf_counter()
            await opened.write(binding.inhabited)
            longest = max(longest, time.perf_counter() - asked)
            await asyncio.sleep(0.02)

    await asyncio.gather(others(), binding.bind_reporters(opened, vault))
    took = time.perf_counter() - began
    _say(f"The rest took {took:.1f} s; a write of others waited {longest * 1000:.0f} ms at most.")
    await opened.close()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
