"""A database as it is after years: filled through the schema, in minutes, and whole down to the hash of each event.

    python -m bench.grown FILE [--reports 1000000] [--subscribers 100000]

People, units, subscribers and the last event go through the bot's own functions, the many rows of the past in bulk.
The key is that of the benchmarks, 32 bytes from 0 to 31. Everything but the nonces is the same each time.
"""

import argparse
import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import chain, islice
from pathlib import Path

from bench.history import History, Row
from bench.subscribed import APPEAL, approved
from broadcasts.appeal import Kind, Topic
from db import chats, events, officers, seats, subscribers, units, vouched
from db.chats import ChatKey, Sender
from db.database import Database, Tx
from db.instant import stored
from db.keys import unlock
from db.officers import Invite
from db.vault import Vault
from reports.state import RecordedAct
from resort.area import Areas
from resort.roles import Role
from resort.unit import Unit, example, parse

KEY = bytes(range(32))
RESORT = "14.72"
CITIZENS = 5_000_000_000  # Telegram ids from here on
GROUPS = -1_001_000_000_000  # and down from here
OFFICERS = 300_000_000
COMMAND = 3  # the first officers
AT_ONCE = 5_000  # people in one transaction

# Table, columns, and what of the history fills it, in an order that every reference is there.
_PAST: tuple[tuple[str, str, Callable[[History], Iterable[Row]]], ...] = (
    ("waits", "id, kind, due_at, since", History.waits),
    (
        "reports",
        "id, number, kind, category, urgency, state, what, district, village, tps, place, happened_at, ongoing,"
        " created_at, veracity, rung, ended_at, closed_at, result, unit, officer, version, wait",
        History.reports,
    ),
    ("reporters", "report, chat, confidential, sealed", History.reporters),
    ("own_reports", "owner, sealed", History.own_reports),
    ("counters", "month, last", lambda history: history.running.items()),
    ("events", "id, report, at, role, officer, act, text, hash", History.events),
    (
        "evidence",
        "report, kind, file_id, file_unique_id, size, state, told_at, due_at, added_at",
        History.evidence,
    ),
    ("pings", "report, outbox, chat", History.pings),
    ("outbox", "id, chat, lane, method, state, created_at, settled_at, message_id", History.outbox),
    ("inbox", "update_id, received_at, done_at", History.inbox),
    ("drafts", "owner, flow, chat, sealed, revision, updated_at", History.drafts),
)


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is. Of the subscribers, `followers` follow clarifications; one citizen made `many` reports."""

    reports: int
    subscribers: int
    followers: int = 3000
    many: int = 1000
    open_share: float = 0.01
    runs: int = 10  # announcements that went to every subscriber


async def grow(path: Path, size: Size, now: datetime) -> None:
    """Make the database."""
    vault, areas = Vault(KEY), Areas.load(RESORT)
    database = await Database.open(path)
    await unlock(database, vault, now)
    staff, chats_of_staff = await _let_in(database, vault, areas, now)
    citizens = await _meet(database, vault, max(size.subscribers, size.reports // 4), now)
    await _subscribe(database, vault, size, citizens, areas, now)
    appeal = await database.write(lambda tx: approved(tx, chats_of_staff[:COMMAND], APPEAL, now, None))
    begun = await database.read(events.head)
    await database.close()

    history = History(size.reports, size.many, size.open_share, citizens, staff, chats_of_staff, areas, vault, now)
    history.end = begun or history.end
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for setting in ("synchronous = OFF", "journal_mode = MEMORY", "cache_size = -400000"):
            connection.execute(f"PRAGMA {setting}")
        late = _without_indexes(connection)
        connection.execute("BEGIN")
        for table, columns, rows in _PAST:
            _insert(connection, table, columns, rows(history))
        _insert(connection, "runs", "appeal, planned_at, act, began_at, ended_at", _runs(appeal, size, now))
        _insert(connection, "deliveries", "run, chat, state, message_id, settled_at", _deliveries(size, citizens, now))
        for statement in late:
            connection.execute(statement)
        connection.execute("COMMIT")

    database = await Database.open(path)  # back to its own journal
    await unlock(database, vault, now)
    await database.write(lambda tx: events.remember(tx, vault, history.end))
    await database.write(lambda tx: _begin_again(tx, now))
    await database.close()


async def _begin_again(tx: Tx, now: datetime) -> None:
    """The runs were begun by the bot, and the memory goes on."""
    for row in await tx.all("forgery.runs"):
        await vouched.vouch(tx, "runs", row)
    await events.record(tx, tx.vault, now, "pengelola", RecordedAct.INVITED, text="Samapta")


def open_all(path: Path) -> None:
    """Make every report one that is still open, as on the worst of days, a half of them taken."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        due = stored(datetime.now(UTC) + timedelta(days=3650))
        connection.execute(
            "INSERT INTO waits (id, kind, due_at, since)"
            " SELECT id + 1000000000, 'reports', ?, created_at FROM reports WHERE wait IS NULL",
            (due,),
        )
        connection.execute(
            "UPDATE reports SET wait = coalesce(wait, id + 1000000000),"
            " closed_at = NULL, ended_at = NULL, result = NULL,"
            " officer = CASE WHEN id % 4 < 2 THEN NULL ELSE coalesce(officer, 1) END,"
            " state = CASE id % 4 WHEN 0 THEN 'diterima' WHEN 1 THEN 'diverifikasi' WHEN 2 THEN 'ditugaskan'"
            " ELSE 'ditindaklanjuti' END"
        )


def _insert(connection: sqlite3.Connection, table: str, columns: str, rows: Iterable[Row]) -> None:
    places = ", ".join("?" for _ in columns.split(","))
    connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)  # noqa: S608 - our own words


def _without_indexes(connection: sqlite3.Connection) -> list[str]:
    """Drop the indexes of the tables that are filled in bulk; returns the statements that make them again."""
    bulky = {table for table, _, _ in _PAST} | {"deliveries"}
    found = connection.execute("SELECT tbl_name, name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL")
    dropped = [(name, sql) for table, name, sql in found.fetchall() if table in bulky]
    for name, _ in dropped:
        connection.execute(f"DROP INDEX {name}")
    return [sql for _, sql in dropped]


async def _let_in(database: Database, vault: Vault, areas: Areas, now: datetime) -> tuple[list[int], list[ChatKey]]:
    """Three of the command, then a head and four officers a unit, one of them on duty; numbers and chats."""
    found = parse(example(areas), areas)
    names = {unit.code: unit.name for unit in found}

    async def one(tx: Tx, place: int, to: Invite) -> tuple[int, ChatKey]:
        chat = await chats.meet(tx, vault, Sender(OFFICERS + place, "private", "Petugas", None, "id"), now)
        code = await officers.invite(tx, to, None, now + timedelta(days=1))
        officer = await officers.accept(tx, code, chat.key, names, now)
        assert officer is not None
        await seats.add(tx, officer.key, None, now, now)
        if to.role is Role.OFFICER and place % 4:
            await officers.set_duty(tx, officer.key, on=False)
        return officer.key, chat.key

    async def work(tx: Tx) -> list[tuple[int, ChatKey]]:
        await units.save(tx, found)
        return [await one(tx, place, to) for place, to in enumerate(posts(found))]

    let_in = await database.write(work)
    return [key for key, _ in let_in], [chat for _, chat in let_in]


def posts(found: Sequence[Unit]) -> list[Invite]:
    """Who is let in, in this order: the n-th has the Telegram id `OFFICERS` + n."""
    command = [Invite("polres", Role.COMMAND)] * COMMAND
    desk = [Invite("spkt", Role.DESK)]
    others = (
        [Invite(unit.code, Role.HEAD), *[Invite(unit.code, Role.OFFICER)] * 4]
        for unit in found
        if unit.agency == "polri"
    )
    return [*command, *desk, *chain.from_iterable(others)]


async def _meet(database: Database, vault: Vault, count: int, now: datetime) -> list[ChatKey]:
    """Citizens who have agreed."""

    async def work(some: Sequence[int], tx: Tx) -> list[ChatKey]:
        found = []
        for place in some:
            chat = await chats.meet(tx, vault, Sender(CITIZENS + place, "private", "Warga", None, "id"), now)
            await chats.set_consented(tx, chat.key, now)
            found.append(chat.key)
        return found

    return [key for some in _apart(range(count)) for key in await database.write(partial(work, some))]


async def _subscribe(
    database: Database, vault: Vault, size: Size, citizens: Sequence[ChatKey], areas: Areas, now: datetime
) -> None:
    """The first citizens follow what they like, four in ten for a kelurahan only; and one group for a hundred."""
    villages = [village.code for district in areas.districts for village in areas.villages(district.code)]
    every = max(1, size.subscribers // size.followers)

    async def work(some: Sequence[int], tx: Tx) -> None:
        for place in some:
            topics = [Topic.APPEAL, *([Topic.REMINDER] if place % 2 else [])]
            if place % every == 0 and place // every < size.followers:
                topics.append(Topic.CLARIFICATION)
            await subscribers.begin(tx, citizens[place], Kind.CITIZENS, topics, now)
            if place % 10 >= 6:
                await subscribers.set_area(tx, citizens[place], villages[place % len(villages)], wanted=True)
            if place % 100 == 0:
                group = Sender(GROUPS - place, "supergroup", f"Warga RT {place // 100}", None, "id")
                chat = await chats.meet(tx, vault, group, now)
                await subscribers.begin(tx, chat.key, Kind.GROUPS, [Topic.APPEAL], now)

    for some in _apart(range(size.subscribers)):
        await database.write(partial(work, some))


def _apart(places: range) -> Iterable[Sequence[int]]:
    each = iter(places)
    while some := list(islice(each, AT_ONCE)):
        yield some


def _runs(appeal: int, size: Size, now: datetime) -> Iterable[Row]:
    for place in range(size.runs):
        at = stored(now - timedelta(days=place + 1))
        yield appeal, at, "send", at, at + 3_600_000


def _deliveries(size: Size, citizens: Sequence[ChatKey], now: datetime) -> Iterable[Row]:
    for run in range(1, size.runs + 1):
        for place, chat in enumerate(citizens[: size.subscribers]):
            yield run, chat, "sent", place + 1, stored(now)


def main() -> None:
    """Make one from the command line, to look at."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--reports", type=int, default=1_000_000)
    parser.add_argument("--subscribers", type=int, default=100_000)
    parser.add_argument("--open", type=float, default=0.01, help="the share of reports that are not closed")
    args = parser.parse_args()
    if args.file.exists():
        raise SystemExit(f"{args.file} is there already")
    began = time.perf_counter()
    size = Size(args.reports, args.subscribers, open_share=args.open)
    asyncio.run(grow(args.file, size, datetime.now(UTC)))
    print(f"{args.file}: {args.file.stat().st_size / 2**20:,.0f} MiB in {time.perf_counter() - began:.0f} s")


if __name__ == "__main__":
    main()
