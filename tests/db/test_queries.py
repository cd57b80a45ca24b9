"""The named queries: each is used, each fits the schema, and the hot ones find their rows through an index."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import migrate, postgresql, sqlite

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "db" / "queries"
STATEMENTS: dict[str, str] = {name: query.sql for name, query in sqlite.queries().items()}  # type: ignore[attr-defined]


ROOM = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "db").glob("*.py"))


@pytest.fixture(scope="module")
def connection() -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(":memory:", isolation_level=None)
    migrate.migrate(opened)
    yield opened
    opened.close()


def plan(connection: sqlite3.Connection, query: str) -> list[str]:
    statement = STATEMENTS[query]
    values = dict.fromkeys(re.findall(r"(?<!:):([a-z_0-9]+)", statement))
    return [str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}", values)]


def test_every_query_is_loaded_for_both_engines() -> None:
    assert set(sqlite.queries()) == set(postgresql.queries()) == set(STATEMENTS)


def test_every_query_fits_the_schema(connection: sqlite3.Connection) -> None:
    assert all(plan(connection, query) is not None for query in STATEMENTS)


def test_every_query_is_used() -> None:
    assert [query for query in STATEMENTS if f'"{query}"' not in ROOM] == []


def test_every_query_that_is_used_is_there() -> None:
    used = set(re.findall(r'tx\.(?:one|all|value|run)\(\s*"([a-z_.]+)"', ROOM))
    assert used
    assert used <= set(STATEMENTS)


def test_every_query_names_its_values_and_quotes_none() -> None:
    file = re.compile(r"-- name: (\w+)\(([^)]*)\)")
    for path in (ROOT / "db" / "queries").glob("*.sql"):
        for name, values in file.findall(path.read_text(encoding="utf-8")):
            statement = STATEMENTS[f"{path.stem}.{name}"]
            given = {value.strip() for value in values.split(",") if value.strip()}
            assert set(re.findall(r"(?<!:):([a-z_0-9]+)", statement)) == given, f"{path.stem}.{name}"


# Tables that grow with every report, message or subscriber. Whoever reads one of them whole says why that is no harm.
BIG = (
    "chats",
    "inbox",
    "outbox",
    "drafts",
    "reports",
    "reporters",
    "evidence",
    "events",
    "waits",
    "pings",
    "activities",
    "subscribers",
    "subscriber_topics",
    "subscriber_areas",
    "deliveries",
    "orders",
    "shifts",
    "search_words",
)
WHOLE = {
    "desk_boards.newest_event": "the highest number is the end of the table",
    "contents.newest_reports": "the highest numbers are the end of the table",
    "events.newest_at": "the highest number is the end of the table",
    "search.some": "an index of what waits, that holds no others",
    "search.waiting": "an index of what waits, that holds no others",
    "search.stale_all": "once a change of key",
    "events.end": "its first row is the newest, and all it reads",
    "binding.bound": "only the first start after an upgrade asks",
    "outbox.blur_newest": "the highest number is the end of the table",
    "outbox.forget_answers": "the highest number is the end of the table",
    "runs.last_delivery": "the highest number is the end of the table",
    "subscribers.blur": "once a start",
    "rotation.count": "only while a key is changed, beside those who write",
    "seals.inhabited": "its first row is all it reads",
    "events.latest": "only the sandbox asks, once, at its start",
    "inbox.waiting": "an index of what waits, that holds no others",
    "evidence.uncopied_quick": "an index of what waits, that holds no others",
    "evidence.uncopied_others": "an index of what waits, that holds no others",
    "evidence.to_tell": "an index of what waits, that holds no others",
    "evidence.copy_again": "once, at the start, and an index of what waits for a tool",
    "outbox.waiting": "an index of what waits, that holds no others",
    "outbox.forget": "the highest number is the end of the table",
    "evidence.bring_forward": "an index of what waits, and only when the machine's clock is set back",
    "waits.late": "only after an outage, and only what is open waits",
    "waits.put_off": "only after an outage, and only what is open waits",
    "waits.bring_forward": "only what is open waits, and only when the machine's clock is set back",
    "health.inbox": "an index of what waits, that holds no others",
    "health.outbox": "an index of what waits, that holds no others",
    "health.evidence": "an index of what waits, that holds no others",
    "erasure.detach_deliveries": "a subscriber has their data erased once",
    "evidence.some_uncompared": "an index of what waits, that holds no others",
    "evidence.looks": "an index of officers' pictures alone, and of the latest ones",
    "evidence.uncompared": "an index of what waits, that holds no others",
    "evidence.erasing": "an index of what waits, that holds no others",
    "anchors.count_reports": "once an evening",
    "events.relinked": "only the audit asks",
    "erasure.backed_up_at": "a backup is put in place before the bot runs",
    "contents.forged": "only the audit asks",
    "contents.lost_reports": "only the audit asks, and it reads them all",
    "events.erasures": "only the audit asks, and it reads them all",
    "drafts.old": "once an hour, beside those who write",
    "drafts.blur": "once a start, and what people have begun is little",
    "pings.newest_in": "somebody is removed once",
    "moving.drop_waiting_where_sent": "a group becomes a supergroup once",
    "moving.drop_second_deliveries": "a group becomes a supergroup once",
    "moving.take_deliveries": "a group becomes a supergroup once",
    "moving.take_messages": "a group becomes a supergroup once",
    "moving.take_pings": "a group becomes a supergroup once",
}


def read_whole(connection: sqlite3.Connection, query: str) -> list[str]:
    """The steps of a plan that go through a big table from end to end. SQLite calls a search for min or max one too."""
    whole = re.compile(rf"SCAN ({'|'.join(BIG)})\b.*|SEARCH ({'|'.join(BIG)})")
    return [step for step in plan(connection, query) if whole.fullmatch(step)]


def test_no_query_reads_a_big_table_whole(connection: sqlite3.Connection) -> None:
    assert {query for query in STATEMENTS if read_whole(connection, query)} == WHOLE.keys()


def test_the_big_tables_are_there(connection: sqlite3.Connection) -> None:
    assert {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")} >= set(BIG)


@pytest.mark.parametrize("query", ["inbox.waiting", "outbox.waiting", "health.inbox", "health.outbox"])
def test_what_waits_is_found_beside_what_is_done(connection: sqlite3.Connection, query: str) -> None:
    """Only the rows that wait are read, at start and for the health checks: their index holds no others."""
    table = "outbox" if "outbox" in query else "inbox"
    assert read_whole(connection, query) == [f"SCAN {table} USING INDEX {table}_waiting"]


QUEUE = [query for query in STATEMENTS if re.match(r"queue\.(page|back|count|alike)", query)]


@pytest.mark.parametrize("query", QUEUE)
def test_the_queue_is_read_from_an_index_in_its_order(connection: sqlite3.Connection, query: str) -> None:
    """Whatever the desk's filter, its page is the beginning of one range; what is counted is read from it alone."""
    steps = plan(connection, query)
    covering = "" if re.match(r"queue\.(page|alike)", query) else "COVERING "
    assert any(re.match(rf"SEARCH reports USING {covering}INDEX reports_(desk|untaken|alike)", step) for step in steps)
    assert not any("TEMP B-TREE" in step for step in steps)
