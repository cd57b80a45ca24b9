"""A stolen dump without the key ties no reporter to anything: over random lives of a database, table against table."""

import asyncio
import hashlib
import sqlite3
import tempfile
from collections import defaultdict
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadcasts.appeal import Kind, Topic
from conversations.answer import Attachment
from conversations.report_draft import ReportDraft
from db import (
    chats,
    drafts,
    erasure,
    evidence,
    inbox,
    officers,
    outbox,
    parties,
    receipts,
    reporters,
    reports,
    subscribers,
    units,
)
from db.chats import ChatKey, Sender
from db.database import Database, Tx
from db.drafts import StoredDialogue
from db.inbox import Received
from db.keys import unlock
from db.officers import Invite
from db.outbox import Lane, Outcome
from db.vault import Vault
from gateway import upkeep
from reports.category import Category
from reports.urgency import Urgency
from resort.area import Areas
from resort.roles import Role
from resort.unit import example, parse
from tests.stage.begun import begin
from tests.stage.officers import POLSEK

pytestmark = pytest.mark.sqlite  # it reads the file as a thief would

AREAS = Areas.load("14.72")
NOON = datetime(2024, 11, 27, 5, 0, tzinfo=UTC)
PEOPLE = 4
PERSON = st.integers(0, PEOPLE - 1)
LIVES = st.lists(
    st.one_of(
        st.tuples(st.just("writes"), PERSON),
        st.tuples(st.just("reports"), PERSON),
        st.tuples(st.just("reports with a phone"), PERSON),
        st.tuples(st.just("is let in"), PERSON),
        st.tuples(st.just("subscribes"), PERSON),
        st.tuples(st.just("blocks"), PERSON),
        st.tuples(st.just("erases"), PERSON),
        st.tuples(st.just("waits"), PERSON),
    ),
    min_size=3,
    max_size=14,
)
# Values that stand in many rows because they are few: names of states, small numbers, days.
_LEAST_NUMBER = 1_000_000
_DAY = 86_400_000
# What says who made a report stands in these; each value there is one that nobody else has.
OF_A_PERSON = ("chats", "drafts", "own_reports", "subscribers", "outbox", "inbox", "exports", "officers", "deliveries")
OF_A_REPORT = ("reports", "reporters", "events", "evidence", "waits", "questions", "receipts", "writers")


class Life:
    """A database in which people do things, one after the other, an unlike while apart."""

    def __init__(self, database: Database) -> None:
        self.database, self.now, self.update = database, NOON, 0
        self.made: dict[int, list[int]] = defaultdict(list)  # by person: their reports
        self.keys: dict[int, set[int]] = defaultdict(set)  # by person: chats they had

    async def does(self, act: str, person: int) -> None:
        self.now += timedelta(minutes=7, seconds=person, milliseconds=137)
        await self.database.write(partial(self._does, act=act, person=person))

    async def _does(self, tx: Tx, act: str, person: int) -> None:
        now, vault = self.now, tx.vault
        sender = Sender(5_000_000_000 + person, "private", f"Orang {person}", f"orang_{person}", "id")
        chat = await chats.meet(tx, vault, sender, now)
        self.keys[person].add(chat.key)
        self.update += 1
        await inbox.store(tx, vault, [Received(900_000_000 + self.update, b"{}")], now)
        await inbox.finish(tx, 900_000_000 + self.update, now)
        match act:
            case "writes":
                await drafts.save(tx, vault, chat.key, StoredDialogue("report", b"{}", 3), now)
            case "reports" | "reports with a phone":
                phone = "+6281277788899" if act.endswith("phone") else None
                draft = ReportDraft(
                    category=Category("kericuhan"), what="Keributan", phone=phone, confidential=phone is None
                )
                made = await reports.create(tx, vault, chat.key, draft, Urgency.TINGGI, "DMI", now)
                await chats.set_consented(tx, chat.key, now)
                await chats.set_silent(tx, chat, now + timedelta(minutes=10))
                await evidence.add(
                    tx, made.key, [Attachment("photo", f"f{made.key}", f"u{made.key}", 9, None, None)], now
                )
                await drafts.save(tx, vault, chat.key, StoredDialogue("report", None, 4), now)
                told = await outbox.queue(tx, vault, chat, Lane.ANSWER, "sendMessage", {"text": made.number}, now)
                await outbox.settle(tx, told.id, Outcome.SENT, now, message_id=self.update)
                await receipts.expect(tx, made.key, told.id, now, in_place=True)
                await receipts.end(tx, made.key)
                self.made[person].append(made.key)
            case "is let in":
                code = await officers.invite(tx, Invite(POLSEK, Role.OFFICER), None, now + timedelta(days=1))
                assert await officers.accept(tx, code, chat.key, {POLSEK: "Polsek"}, now)
            case "subscribes":
                await subscribers.begin(tx, chat.key, Kind.CITIZENS, [Topic.APPEAL], now)
            case "blocks":
                await chats.set_off(tx, chat.key, now)
                await parties.lost(tx, chat.key, now)
            case "erases":
                for key in self.made.pop(person, []):
                    await erasure.erase_report(tx, vault, reports.ReportKey(key), now)
                await erasure.end_everything(tx, chat.key, now)
            case _:
                self.now += timedelta(minutes=30)


async def play(folder: Path, acts: list[tuple[str, int]]) -> Life:
    path = folder / "siaga.db"
    begin(path)
    database = await Database.open(path)
    try:
        await unlock(database, Vault(bytes(range(32))), NOON)
        await database.write(lambda tx: units.save(tx, parse(example(AREAS), AREAS)))
        life = Life(database)
        for act, person in acts:
            await life.does(act, person)
        later = life.now + timedelta(minutes=50)
        await upkeep.blur(database, lambda: later, everything=True)
        await check_ties(life)
    finally:
        await database.close()
    return life


async def check_ties(life: Life) -> None:
    """Every report is still its reporter's for whoever has the key: else nothing would be easier than to hide it."""
    for person, made in life.made.items():
        [chat] = {chat for key in made for chat in [await life.database.read(partial(reporters.of, report=key))]}
        assert chat in life.keys[person]
        own = await life.database.read(partial(reporters.own_reports, chat=ChatKey(chat)))
        assert [entry.report for entry in own] == made


def values_of(path: Path, tables: tuple[str, ...]) -> dict[object, set[str]]:
    """Every telling value of some tables, and every hash of it that needs no key, with where it stands."""
    found: dict[object, set[str]] = defaultdict(set)
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        for table in tables:
            for row in connection.execute(f"SELECT * FROM {table}"):
                for column in row.keys():  # noqa: SIM118 - a row is no mapping
                    for value in telling(row[column]):
                        found[value].add(f"{table}.{column}")
    return found


def telling(value: object) -> list[object]:
    """A value as somebody would look for it elsewhere: itself, and its common hashes."""
    if value is None or value == b"" or value == "":
        return []
    if isinstance(value, (int, float)):
        return [value] if abs(value) >= _LEAST_NUMBER and value % _DAY else []
    plain = value if isinstance(value, bytes) else str(value).encode()
    return (
        [value, *(hashlib.new(name, plain).digest() for name in ("md5", "sha1", "sha256"))] if len(plain) > 15 else []
    )


@given(LIVES)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_equal_value_ties_a_reporter_to_anything(acts: list[tuple[str, int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        life = asyncio.run(play(Path(folder), acts))
        path = Path(folder) / "siaga.db"
        people, of_reports = values_of(path, OF_A_PERSON), values_of(path, OF_A_REPORT)
        shared = {str(value)[:40]: people[value] | of_reports[value] for value in people.keys() & of_reports.keys()}
        assert shared == {}
        rows_of_one = chats_in_rows_of_reports(path, {key for keys in life.keys.values() for key in keys})
        assert rows_of_one == []
        assert no_two_alike(path) == []


def chats_in_rows_of_reports(path: Path, keys: set[int]) -> list[str]:
    """Columns that name a chat by its number, in tables of reports; officers stand there only as who was called."""
    found = []
    with closing(sqlite3.connect(path)) as connection:
        for table in OF_A_REPORT:
            for column in [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]:
                if "chat" in column or "person" in column or column == "owner":
                    kinds = connection.execute(f"SELECT DISTINCT typeof({column}) FROM {table}").fetchall()
                    found += [f"{table}.{column}" for (kind,) in kinds if kind == "integer" and keys]
    return found


def no_two_alike(path: Path) -> list[object]:
    """Values of the sealed columns that stand twice: two reports of one person, or two tables of them."""
    with closing(sqlite3.connect(path)) as connection:
        sealed = [
            bytes(value)
            for query in (
                "SELECT chat FROM reporters WHERE chat IS NOT NULL",
                "SELECT sealed FROM reporters WHERE sealed IS NOT NULL",
                "SELECT owner FROM own_reports",
                "SELECT sealed FROM own_reports",
                "SELECT lookup FROM chats",
                "SELECT sealed FROM chats",
                "SELECT DISTINCT owner FROM drafts",
            )
            for (value,) in connection.execute(query)
        ]
    return [value for value in set(sealed) if sealed.count(value) > 1]


def test_the_search_finds_what_would_tie_them(tmp_path: Path) -> None:
    """A chat's number beside a report, a moment that two rows share, a bare hash: each of them is found."""
    asyncio.run(play(tmp_path, [("reports", 0), ("writes", 1)]))
    path = tmp_path / "siaga.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE drafts SET updated_at = (SELECT created_at FROM reports)")
        [(lookup,)] = connection.execute("SELECT lookup FROM chats WHERE id = 1").fetchall()
        connection.execute("UPDATE reporters SET chat = ?", (hashlib.sha256(lookup).digest(),))
    people, of_reports = values_of(path, OF_A_PERSON), values_of(path, OF_A_REPORT)
    places = {place for value in people.keys() & of_reports.keys() for place in people[value] | of_reports[value]}
    assert {"drafts.updated_at", "reports.created_at", "reporters.chat", "chats.lookup"} <= places
