"""The named queries: each is used, each fits the schema, and the hot ones find their rows through an index."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import aiosql
import pytest

from db import migrate, sql
from db.sql import QUERIES

ROOT = Path(__file__).parents[2]
STATEMENTS = {
    f"{file.stem}.{name}": getattr(queries, name).sql
    for file in sorted((ROOT / "db" / "queries").glob("*.sql"))
    for queries in [aiosql.from_path(file, "sqlite3")]
    for name in queries.available_queries
    if not name.endswith("_cursor")
}


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(":memory:", isolation_level=None)
    migrate.migrate(opened)
    yield opened
    opened.close()


def plan(connection: sqlite3.Connection, query: str) -> list[str]:
    statement = STATEMENTS[query]
    values = dict.fromkeys(re.findall(r"(?<!:):([a-z_0-9]+)", statement))
    return [str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)]


def test_every_query_is_loaded() -> None:
    assert set(QUERIES) == set(STATEMENTS)
    assert sql.QUERIES


@pytest.mark.parametrize("query", STATEMENTS)
def test_every_query_fits_the_schema(connection: sqlite3.Connection, query: str) -> None:
    assert plan(connection, query) is not None


@pytest.mark.parametrize("query", STATEMENTS)
def test_every_query_is_used(query: str) -> None:
    room = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "db").glob("*.py"))
    assert f'"{query}"' in room


def test_every_query_that_is_used_is_there() -> None:
    room = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "db").glob("*.py"))
    used = set(re.findall(r'tx\.(?:one|all|value|run)\(\s*"([a-z_.]+)"', room))
    assert used
    assert used <= set(STATEMENTS)


def test_every_query_names_its_values_and_quotes_none() -> None:
    file = re.compile(r"-- name: (\w+)\(([^)]*)\)")
    for path in (ROOT / "db" / "queries").glob("*.sql"):
        for name, values in file.findall(path.read_text(encoding="utf-8")):
            statement = STATEMENTS[f"{path.stem}.{name}"]
            given = {value.strip() for value in values.split(",") if value.strip()}
            assert set(re.findall(r"(?<!:):([a-z_0-9]+)", statement)) == given, f"{path.stem}.{name}"


# Carried out for each update or message, whatever the tables have grown to.
HOT = (
    "chats.by_lookup",
    "chats.by_id",
    "drafts.of_chat",
    "drafts.save",
    "evidence.count",
    "evidence.due",
    "evidence.next_due",
    "inbox.add",
    "inbox.finish",
    "inbox.forget",
    "outbox.forget",
    "outbox.settle",
    "reports.add_reporter",
    "reports.count_of_reporter",
    "reports.one_of_reporter",
    "reports.recent_of_reporter",
    "reports.of_reporter",
)


@pytest.mark.parametrize("query", HOT)
def test_a_hot_query_reads_no_whole_table(connection: sqlite3.Connection, query: str) -> None:
    assert [step for step in plan(connection, query) if step.startswith("SCAN")] == []


@pytest.mark.parametrize("query", ["inbox.waiting", "outbox.waiting"])
def test_what_waits_is_found_beside_what_is_done(connection: sqlite3.Connection, query: str) -> None:
    """At start only the rows that wait are read: their index holds no others."""
    table = query.partition(".")[0]
    scans = [step for step in plan(connection, query) if step.startswith("SCAN")]
    assert scans == [f"SCAN {table} USING INDEX {table}_waiting"]
