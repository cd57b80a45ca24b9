"""The named queries on PostgreSQL: each fits its schema, and none reads a growing table from end to end."""

import contextlib
import re
from collections.abc import Iterator, Mapping
from typing import Any, cast

import psycopg
import pytest
from psycopg import sql

from db import postgresql
from db.postgresql_connection import connect
from tests.db.test_past import FEW, MANY, PAST
from tests.db.test_queries import BIG, FOLDER, QUEUE, WHOLE
from tests.stage.engines import new_schema
from tests.stage.past import live, values_of

NAMES = sorted(postgresql.queries())
Connection = psycopg.Connection[tuple[object, ...]]


@pytest.fixture(scope="module")
def connection() -> Iterator[Connection]:
    """Where reading a table whole is the last resort: a plan that does it has no other way."""
    with connect(new_schema()) as opened:
        opened.execute("SET enable_seqscan = off")
        opened.execute("SET plan_cache_mode = force_generic_plan")
        yield opened


def plan(connection: Connection, query: str) -> list[str]:
    with prepared(connection, query) as names:
        given = f"({', '.join(['NULL'] * len(names))})" if names else ""
        return [str(row[0]) for row in connection.execute(f"EXPLAIN EXECUTE asked{given}", prepare=False)]


@contextlib.contextmanager
def prepared(connection: Connection, query: str) -> Iterator[list[str]]:
    """A query as the statement `asked`; yields the names of its values, in order."""
    names: list[str] = []

    def place(found: re.Match[str]) -> str:
        if found[1] not in names:
            names.append(found[1])
        return f"${names.index(found[1]) + 1}"

    statement = re.sub(r"%\((\w+)\)s", place, _written(query)).strip().rstrip(";")
    connection.execute(f"PREPARE asked AS {statement}", prepare=False)
    try:
        yield names
    finally:
        with contextlib.suppress(psycopg.errors.InvalidSqlStatementName):  # gone with what was rolled back
            connection.execute("DEALLOCATE asked", prepare=False)


def _written(query: str) -> str:
    return str(postgresql.queries()[query].sql).replace("%%", "%")  # type: ignore[attr-defined]


def test_no_query_reads_a_big_table_whole(connection: Connection) -> None:
    whole = re.compile(rf"Seq Scan on ({'|'.join(BIG)})\b")
    read = {query: [step.strip() for step in plan(connection, query) if whole.search(step)] for query in NAMES}
    assert {query: steps for query, steps in read.items() if steps and query not in WHOLE} == {}


def test_a_table_without_its_index_is_seen_to_be_read_whole(
    connection: Connection,
) -> None:
    with connection.transaction(force_rollback=True):
        connection.execute("ALTER TABLE chats DROP CONSTRAINT chats_lookup_key")
        assert any("Seq Scan on chats" in step for step in plan(connection, "chats.by_lookup"))


def test_the_queue_is_read_from_an_index_in_its_order() -> None:
    """With as many open reports as no desk ever has, a page is the beginning of a range, and so is what is counted."""
    with connect(new_schema()) as opened:
        opened.execute(
            "INSERT INTO waits (id, kind, due_at, since) SELECT id, 'reports', 0, 0 FROM generate_series(1, 4000) AS id"
        )
        opened.execute(
            "INSERT INTO units (code, name, agency, level, function)"
            " SELECT id, 'Polsek', 'polri', 'polsek', '-' FROM generate_series(0, 19) AS id"
        )
        opened.execute(
            "INSERT INTO reports (id, number, what, urgency, state, district, village, unit, created_at, wait)"
            " SELECT id, id, '', CASE id % 2 WHEN 0 THEN 'sedang' ELSE 'rendah' END,"
            " CASE id % 7 % 2 WHEN 0 THEN 'diterima' ELSE 'ditugaskan' END, id % 5, id % 50, id % 20, id, id"
            " FROM generate_series(1, 4000) AS id"
        )
        opened.execute("VACUUM ANALYZE reports")
        opened.execute("SET plan_cache_mode = force_generic_plan")
        for query in QUEUE:
            steps = [step.strip() for step in plan(opened, query)]
            ranges = [
                step for step in steps if re.match(r"(->  )?Index .*Scan .*using reports_(desk|untaken|alike)", step)
            ]
            assert len(ranges) == 1, (query, steps)
            assert not any(re.match(r"(->  )?(Sort|Seq Scan on reports)", step) for step in steps), (query, steps)


PAST_HERE = {"contents.unknown_files": "only the audit asks, until the files of earlier releases are covered"}


@contextlib.contextmanager
def _lived(years: int) -> Iterator[Connection]:
    rows: dict[tuple[str, tuple[str, ...]], list[list[object]]] = {}
    live(years, lambda table, row: rows.setdefault((table, tuple(row)), []).append(list(row.values())))
    with connect(new_schema()) as opened:
        opened.execute("SET session_replication_role = replica")  # no foreign keys
        for (table, columns), values in rows.items():
            into, places = ", ".join(columns), ", ".join(["%s"] * len(columns))
            opened.cursor().executemany(f"INSERT INTO {table} ({into}) VALUES ({places})", values)
        opened.execute("VACUUM ANALYZE")
        opened.execute("SET random_page_cost = 1")  # everything lies in memory
        yield opened


def _rows_read(connection: Connection, query: str) -> int:
    """How many rows a query reads from tables, those that a filter removes among them."""
    with connection.transaction(force_rollback=True), prepared(connection, query) as names:
        given = values_of(_written(query).replace("%(", ":"))
        kinds = "SELECT unnest(parameter_types::text[]) FROM pg_prepared_statements WHERE name = 'asked'"
        values = [
            sql.Literal(_as(str(kind), given[name]))
            for name, (kind,) in zip(names, connection.execute(kinds).fetchall(), strict=True)
        ]
        handed = sql.SQL("({})").format(sql.SQL(", ").join(values)) if values else sql.SQL("")
        asked = sql.SQL("EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) EXECUTE asked") + handed
        try:
            with connection.transaction():
                [(told,)] = connection.execute(asked, prepare=False).fetchall()
        except psycopg.errors.IntegrityError:
            return 0  # it adds what is there already
    return sum(_steps(cast("list[Mapping[str, Any]]", told)[0]["Plan"]))


def _as(kind: str, value: object) -> object:
    """A value as a column of this kind takes it."""
    if kind == "bytea":
        return value if isinstance(value, bytes) else b"1"
    if kind == "text":
        return value.decode() if isinstance(value, bytes) else str(value)
    return value if isinstance(value, int) else 1


def _steps(plan: Mapping[str, Any]) -> Iterator[int]:
    """What each step of a plan reads from a table."""
    if "Relation Name" in plan and "Scan" in plan["Node Type"]:
        removed = plan.get("Rows Removed by Filter", 0) + plan.get("Rows Removed by Index Recheck", 0)
        yield int((plan["Actual Rows"] + removed) * plan["Actual Loops"])
    for part in plan.get("Plans", ()):
        yield from _steps(part)


def test_the_past_costs_nothing() -> None:
    """See `tests/db/test_past.py`: here it is rows that count."""
    with _lived(FEW) as few, _lived(MANY) as many:
        read = {query: (_rows_read(few, query), _rows_read(many, query)) for query in NAMES}
    growing = {query: each for query, each in read.items() if each[1] - each[0] > (MANY - FEW) // 2}
    assert {query: each for query, each in growing.items() if query not in {**PAST, **PAST_HERE, **WHOLE}} == {}


@pytest.mark.parametrize("query", ["contents.reports", "contents.fetched_files"])
def test_what_goes_on_beside_those_who_write_joins_no_big_table(connection: Connection, query: str) -> None:
    """Once each part of 200 reports joined all events, and held the writing connection for most of a second."""
    steps = plan(connection, query)
    assert any("SubPlan" in step for step in steps)
    assert not any(re.search(r"\b(Hash|Merge|Nested)\b", step) for step in steps), steps


def test_each_engine_has_the_same_queries_of_its_own() -> None:
    names = [
        {
            found
            for file in (FOLDER / dialect).glob("*.sql")
            for found in re.findall(r"-- name: (\S+)", file.read_text())
        }
        for dialect in ("sqlite", "postgresql")
    ]
    assert names[0] == names[1]
