"""What only PostgreSQL does: a lease with a fence, a commit whose answer is lost, a server that is not fit."""

import asyncio
import re
import threading
import time
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from db import postgresql_lease
from db.address import Schema, address_of, url_of
from db.database import Database, Tx, Unavailable
from db.postgresql import Candidate, Postgresql
from db.postgresql_connection import check_server, connect
from db.postgresql_lease import SECONDS, LeaseLost
from db.postgresql_schema import Unsuitable
from tests.stage.engines import new_schema
from tests.stage.outside import change, rows


async def seal(tx: Tx, name: str) -> str:
    await tx.run("seals.add", name=name, sealed=b"-")
    return name


@pytest.fixture
def schema(tmp_path: Path) -> Schema:
    return new_schema()


@pytest.fixture
async def candidates(schema: Schema) -> AsyncIterator[tuple[Candidate, Candidate]]:
    first, second = Candidate(schema, "first"), Candidate(schema, "second")
    yield first, second
    await first.close()
    await second.close()


def sealed(schema: Schema) -> list[str]:
    return [str(name) for (name,) in rows(schema, "SELECT name FROM seals ORDER BY name")]


async def test_one_process_holds_the_resort_until_it_gives_it_up(
    schema: Schema, candidates: tuple[Candidate, Candidate]
) -> None:
    first, second = candidates
    lease = await first.take()
    assert lease is not None
    assert await second.take() is None
    await first.release(lease)
    taken = await second.take()
    assert taken is not None
    assert taken.fence > lease.fence


@pytest.mark.parametrize("ahead", ["10 minutes", "-10 minutes"])
async def test_a_resort_is_taken_over_in_time_whatever_the_servers_clock_says(
    schema: Schema, candidates: tuple[Candidate, Candidate], ahead: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lease was written by a server that is gone, and read by one whose clock is not right."""
    first, second = candidates
    lease = await first.take()
    assert lease is not None
    passed = 0.0
    monkeypatch.setattr(postgresql_lease, "now", lambda: passed)
    change(schema, f"UPDATE writing SET expires_at = expires_at + INTERVAL '{ahead}'")
    taken = await second.take()
    assert (taken is None) == (ahead == "10 minutes")
    if taken is None:
        passed = SECONDS / 2
        await first.extend(lease)  # it is there: only the clock was wrong
        assert rows(schema, "SELECT expires_at < now() + INTERVAL '1 minute' FROM writing") == [(1,)]
        change(schema, f"UPDATE writing SET expires_at = expires_at + INTERVAL '{ahead}'")
        assert await second.take() is None
        passed += SECONDS
        assert await second.take() is None
        passed += 1
        taken = await second.take()
    assert taken is not None
    assert taken.fence > lease.fence


@pytest.mark.parametrize("cut_off", ["in a pipeline", "in a transaction"])
async def test_a_session_that_was_cut_off_keeps_nobody_from_taking_over(
    schema: Schema, candidates: tuple[Candidate, Candidate], cut_off: str
) -> None:
    """A frozen machine answers the server's kernel, and so nothing ends its session but the server or who follows."""
    first, second = candidates
    assert await first.take() is not None
    with closing(connect(schema)) as frozen:
        if cut_off == "in a pipeline":
            frozen.pgconn.enter_pipeline_mode()
            for statement in (b"BEGIN", b"UPDATE writing SET fence = fence WHERE id = 1"):
                frozen.pgconn.send_query_params(statement, None)
            frozen.pgconn.send_flush_request()  # and no sync
            frozen.pgconn.flush()
        else:
            frozen.execute("SET idle_in_transaction_session_timeout = 0")  # the server does not always keep to it
            frozen.execute("BEGIN; UPDATE writing SET fence = fence WHERE id = 1")
        async with asyncio.timeout(2 * SECONDS + 2):
            while await second.take() is None:  # noqa: ASYNC110 - as the bot does that stands by
                await asyncio.sleep(0.2)


async def test_whoever_writes_for_long_keeps_the_resort(
    schema: Schema, candidates: tuple[Candidate, Candidate]
) -> None:
    first, second = candidates
    assert await first.take() is not None
    change(schema, "UPDATE writing SET expires_at = now() - INTERVAL '1 second'")
    with closing(connect(schema)) as busy:

        def writes() -> None:
            busy.execute("BEGIN; UPDATE writing SET fence = fence WHERE id = 1")
            busy.execute("SELECT pg_sleep(%s)", (SECONDS + 1,))
            busy.execute("COMMIT")

        writing = asyncio.create_task(asyncio.to_thread(writes))
        await asyncio.sleep(0.5)
        while not writing.done():
            assert await second.take() is None or writing.done()
            await asyncio.sleep(0.2)
        await writing  # nobody ended it


async def test_whoever_was_replaced_commits_nothing_more(
    schema: Schema, candidates: tuple[Candidate, Candidate]
) -> None:
    first, second = candidates
    lease = await first.take()
    assert lease is not None
    database = await Database.open(schema, lease=lease)
    await database.write(lambda tx: seal(tx, "before"))
    change(schema, "UPDATE writing SET expires_at = now() - INTERVAL '1 second'")
    assert await second.take() is not None
    with pytest.raises(LeaseLost):
        await database.write(lambda tx: seal(tx, "after"))
    assert database.lost.is_set()
    assert sealed(schema) == ["before"]
    await database.close()


async def test_each_commit_extends_the_lease(schema: Schema, candidates: tuple[Candidate, Candidate]) -> None:
    lease = await candidates[0].take()
    assert lease is not None
    database = await Database.open(schema, lease=lease)
    change(schema, "UPDATE writing SET expires_at = now() + INTERVAL '1 second'")
    await database.write(lambda tx: seal(tx, "a"))
    assert rows(schema, "SELECT expires_at > now() + make_interval(secs => ?) FROM writing", SECONDS - 3) == [(1,)]
    await database.close()


async def test_a_machine_that_slept_does_not_believe_that_it_still_holds_the_resort(
    schema: Schema, candidates: tuple[Candidate, Candidate], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock that it goes by runs on while the machine is suspended: nothing is sent in the first moment after."""
    lease = await candidates[0].take()
    assert lease is not None
    database = await Database.open(schema, lease=lease)
    await database.write(lambda tx: seal(tx, "before"))
    seen = [database.may_be_anothers]
    asked: list[int] = []
    real = time.clock_gettime

    def slept(clock: int) -> float:
        asked.append(clock)
        return real(clock) + SECONDS

    monkeypatch.setattr(time, "clock_gettime", slept)
    seen.append(database.may_be_anothers)
    await database.write(lambda tx: seal(tx, "after"))  # nobody had taken it over
    seen.append(database.may_be_anothers)
    assert seen == [False, True, False]
    assert set(asked) == {time.CLOCK_BOOTTIME}
    await database.close()


@pytest.mark.parametrize("took_place", [True, False])
async def test_a_commit_whose_answer_was_lost_is_looked_up(
    schema: Schema, took_place: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The connection breaks under the commit: what became of it is read from the server, and nothing is done twice."""
    database = await Database.open(schema)
    await database.write(lambda tx: seal(tx, "before"))
    engine = database._engine
    assert isinstance(engine, Postgresql)
    real = engine._writer._connection
    assert real is not None
    execute = real.execute

    def breaking(query: object, *values: object, **how: object) -> object:
        if query != "COMMIT":
            return execute(query, *values, **how)  # type: ignore[call-overload]
        if took_place:
            execute("COMMIT")
        real.close()
        raise psycopg.OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(real, "execute", breaking)
    if took_place:
        assert await database.write(lambda tx: seal(tx, "after")) == "after"
    else:
        with pytest.raises(Unavailable):
            await database.write(lambda tx: seal(tx, "after"))
    assert await database.write(lambda tx: seal(tx, "next")) == "next"
    assert sealed(schema) == (["after", "before", "next"] if took_place else ["before", "next"])
    await database.close()


async def test_a_connection_that_was_cut_is_made_again(schema: Schema) -> None:
    database = await Database.open(schema)
    await database.write(lambda tx: seal(tx, "a"))
    change(schema, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    with pytest.raises(Unavailable):
        await database.write(lambda tx: seal(tx, "b"))
    assert await database.write(lambda tx: seal(tx, "c")) == "c"
    assert sealed(schema) == ["a", "c"]
    await database.close()


async def test_a_schema_that_is_gone_is_told_in_a_line_and_used_again_when_it_is_back(schema: Schema) -> None:
    """Somebody put it away under the running bot: no fault of a statement, and no update is given up for it."""
    database = await Database.open(schema)
    await database.write(lambda tx: seal(tx, "a"))
    change(schema, "ALTER SCHEMA siaga RENAME TO weg")
    with pytest.raises(Unavailable, match="its schema was dropped or renamed: put it back"):
        await database.write(lambda tx: seal(tx, "b"))
    with pytest.raises(Unavailable, match="its schema was dropped or renamed"):
        await database.read(lambda tx: tx.value("seals.get", name="a"))
    change(schema, "ALTER SCHEMA weg RENAME TO siaga")
    await database.write(lambda tx: seal(tx, "c"))
    assert sealed(schema) == ["a", "c"]
    await database.close()


async def test_what_is_read_over_a_connection_that_was_cut_is_read_over_a_new_one(schema: Schema) -> None:
    database = await Database.open(schema)
    await database.write(lambda tx: seal(tx, "a"))
    assert await database.read(lambda tx: tx.value("seals.get", name="a")) == b"-"
    change(schema, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()")
    assert await database.read(lambda tx: tx.value("seals.get", name="a")) == b"-"
    await database.close()


async def test_two_processes_that_write_side_by_side_give_each_number_once(schema: Schema) -> None:
    """A command of the operator beside the bot: both wait for the one row that every transaction locks."""
    both = [await Database.open(schema), await Database.open(schema)]

    async def count_up(tx: Tx) -> None:
        seen = int(await tx.value("seals.get", name="counter") or 0)
        await tx.run("seals.set", name="counter", sealed=str(seen + 1).encode())
        await seal(tx, f"{seen:03}")

    await asyncio.gather(*(each.write(count_up) for _ in range(100) for each in both))
    assert sealed(schema) == [*(f"{number:03}" for number in range(200)), "counter"]
    for each in both:
        await each.close()


def test_a_server_that_does_not_sync_is_refused(schema: Schema) -> None:
    with connect(schema) as connection:

        class Careless:
            info = connection.info

            def execute(self, query: str) -> object:
                return connection.execute(query.replace("SHOW fsync", "SELECT 'off'"))

        with pytest.raises(Unsuitable, match="fsync is off"):
            check_server(Careless())  # type: ignore[arg-type]


async def test_without_a_server_nothing_opens(schema: Schema) -> None:
    nowhere = Schema("postgresql://siaga@127.0.0.1:1/postgres")
    with pytest.raises(Unavailable):
        await Database.open(nowhere)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://siaga:rahasia@db/siaga", "db/siaga (siaga)"),
        ("postgresql://siaga:rahasia@a,b/siaga?schema=polres_dumai&sslmode=require", "a,b/siaga (polres_dumai)"),
        ("postgres://siaga:r%40hasia%2F@db:5433/siaga", "db:5433/siaga (siaga)"),
        ("postgresql://siaga:r:ahasia+$&=@[::1]:5432,[fe80::2]/siaga", "[::1]:5432,[fe80::2]/siaga (siaga)"),
        ("postgresql:///siaga?host=/var/run/postgresql&user=siaga", "/var/run/postgresql/siaga (siaga)"),
        ("postgresql://siaga@%2Fvar%2Frun/siaga?sslrootcert=/etc/a%20b.pem", "/var/run/siaga (siaga)"),
    ],
)
def test_an_address_is_read_and_shown_without_its_password(url: str, shown: str) -> None:
    """What stands in it reaches the server's library as it was written."""
    where = address_of(url)
    assert isinstance(where, Schema)
    assert str(where) == f"postgresql://{shown}"
    assert "hasia" not in f"{where} {where!r}"
    assert address_of(url_of(where)) == where
    without_schema = re.sub(r"\??schema=\w+&?", "?", url).removesuffix("?")
    assert conninfo_to_dict(where.url) == conninfo_to_dict(without_schema)


@pytest.mark.parametrize(
    "password", ["ra@hasia", "ra#hasia", "ra?hasia", "ra?ha=sia", "ra/hasia", "ra%hasia", "1?r hasia", "ra[h]asia"]
)
def test_a_password_with_a_sign_that_would_cut_the_address_is_refused_and_not_shown(password: str) -> None:
    """Half of it would be taken for a host, and named in the log."""
    with pytest.raises(ValueError, match="%40 for @") as refused:
        address_of(f"postgresql://siaga:{password}@db/siaga")
    assert "hasia" not in str(refused.value)


@pytest.mark.parametrize("name", ["Dumai", "a-b", "1a", "a" * 64, ""])
def test_a_schema_that_would_need_quotes_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="small letters"):
        address_of(f"postgresql://db/siaga?schema={name}")


async def test_what_an_admin_set_for_the_role_changes_nothing(schema: Schema) -> None:
    """Limits for other programs' roles would end a long migration, and cut what is copied."""
    for setting in (
        "statement_timeout = '1ms'",
        "lock_timeout = '1ms'",
        "idle_in_transaction_session_timeout = '1ms'",
        "idle_session_timeout = '1ms'",
        "default_transaction_isolation = 'serializable'",
        "extra_float_digits = -5",
        "DateStyle = 'SQL, DMY'",
        "bytea_output = 'escape'",
    ):
        change(schema, f"ALTER DATABASE {schema.url.rpartition('/')[2]} SET {setting}")
    database = await Database.open(schema)

    async def work(tx: Tx) -> tuple[object, ...]:
        await seal(tx, "a")
        threading.Event().wait(0.05)
        tx._connection.execute("SELECT pg_sleep(0.05)")
        row = tx._connection.execute("SELECT 1.1234567890123456::float8, sealed FROM seals").fetchone()
        return tuple(row)

    assert await database.write(work) == (1.1234567890123456, b"-")
    await database.close()
