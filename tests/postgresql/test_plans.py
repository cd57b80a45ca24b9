"""The named queries on PostgreSQL: each fits its schema, and none reads a growing table from end to end."""

import re
from collections.abc import Iterator

import psycopg
import pytest

from db import postgresql
from db.postgresql_connection import connect
from tests.db.test_queries import BIG, FOLDER, QUEUE, WHOLE
from tests.stage.engines import new_schema

NAMES = sorted(postgresql.QUERIES)


@pytest.fixture(scope="module")
def connection() -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """Where reading a table whole is the last resort: a plan that does it has no other way."""
    with connect(new_schema()) as opened:
        opened.execute("SET enable_seqscan = off")
        opened.execute("SET plan_cache_mode = force_generic_plan")
        yield opened


def plan(connection: psycopg.Connection[tuple[object, ...]], query: str) -> list[str]:
    names: list[str] = []

    def place(found: re.Match[str]) -> str:
        if found[1] not in names:
            names.append(found[1])
        return f"${names.index(found[1]) + 1}"

    statement = re.sub(r"%\((\w+)\)s", place, _written(query)).strip().rstrip(";")
    connection.execute(f"PREPARE asked AS {statement}", prepare=False)
    try:
        given = f"({', '.join(['NULL'] * len(names))})" if names else ""
        return [str(row[0]) for row in connection.execute(f"EXPLAIN EXECUTE asked{given}", prepare=False)]
    finally:
        connection.execute("DEALLOCATE asked", prepare=False)


def _written(query: str) -> str:
    return str(postgresql.QUERIES[query].sql).replace("%%", "%")  # type: ignore[attr-defined]


@pytest.mark.parametrize("query", NAMES)
def test_no_query_reads_a_big_table_whole(connection: psycopg.Connection[tuple[object, ...]], query: str) -> None:
    whole = re.compile(rf"Seq Scan on ({'|'.join(BIG)})\b")
    read = [step.strip() for step in plan(connection, query) if whole.search(step)]
    assert not read or query in WHOLE, read


def test_a_table_without_its_index_is_seen_to_be_read_whole(
    connection: psycopg.Connection[tuple[object, ...]],
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


@pytest.mark.parametrize("query", ["contents.reports", "contents.fetched_files"])
def test_what_goes_on_beside_those_who_write_joins_no_big_table(
    connection: psycopg.Connection[tuple[object, ...]], query: str
) -> None:
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
