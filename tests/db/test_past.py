"""What is over costs nothing: no query goes through the past of an officer, a chat or a unit by an index."""

import contextlib
import sqlite3
from collections.abc import Mapping
from functools import cache

from db import migrate
from tests.db.test_queries import STATEMENTS, WHOLE
from tests.stage.past import NOW, live, values_of

FEW, MANY = 100, 1000


@cache
def town(years: int) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    migrate.migrate(connection)
    connection.execute("PRAGMA foreign_keys = OFF")

    def insert(table: str, row: Mapping[str, object]) -> None:
        places = ", ".join("?" * len(row))
        connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", list(row.values()))

    connection.execute("BEGIN")
    live(years, insert)
    connection.execute("COMMIT")
    return connection


def cost(connection: sqlite3.Connection, query: str) -> int:
    """How many instructions of SQLite's machine a query takes."""
    return counted(connection, STATEMENTS[query], values_of(STATEMENTS[query]))


def counted(connection: sqlite3.Connection, statement: str, values: Mapping[str, object]) -> int:
    count = 0

    def step() -> None:
        nonlocal count
        count += 1

    connection.execute("BEGIN")
    connection.set_progress_handler(step, 1)
    try:
        with contextlib.suppress(sqlite3.IntegrityError):  # it adds what is there already
            connection.execute(statement, values).fetchall()
    finally:
        connection.set_progress_handler(None, 0)
        connection.execute("ROLLBACK")
    return count


# Whoever goes through a past says why that is no harm; `WHOLE` says it of tables.
PAST = {
    "call_lists.list_again": "a chat has a list only while more than five alarms wait for it",
    "contents.files": "only the audit asks, and it reads them all",
    "moving.drop_second_listed": "a group becomes a supergroup once",
    "moving.take_listed": "a group becomes a supergroup once",
    "receipts.changed_since": "what left after a receipt, which is confirmed within minutes",
}


def test_the_past_costs_nothing() -> None:
    few, many = town(FEW), town(MANY)
    costs = {query: (cost(few, query), cost(many, query)) for query in STATEMENTS}
    # less than an instruction for two things is none for each
    growing = {query: each for query, each in costs.items() if each[1] - each[0] > (MANY - FEW) // 2}
    assert {query: each for query, each in growing.items() if query not in {**PAST, **WHOLE}} == {}
    assert growing.keys() >= PAST.keys()


def test_a_query_through_the_past_of_an_officer_is_seen() -> None:
    for years in (FEW, MANY):
        assert town(years).execute("SELECT count(*) FROM shifts WHERE officer = 1").fetchone() == (years,)
    costs = [
        counted(town(years), "SELECT id FROM shifts WHERE officer = 1 AND ends_at > :now", {"now": NOW})
        for years in (FEW, MANY)
    ]
    assert costs[1] > 5 * costs[0]
