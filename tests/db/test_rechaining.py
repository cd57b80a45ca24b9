"""The chain of the first release is taken into the one with a key: in parts, and whole after each."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db import events, rechaining
from db.database import Database, Tx
from db.vault import Vault
from reports.state import Act, RecordedAct
from tests.stage.begun import begin
from tests.stage.outside import change, named_rows

NOW = datetime(2024, 11, 27, tzinfo=UTC)
COUNT = 10


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database of the first release with ten events."""
    monkeypatch.setattr(rechaining, "LINKS_AT_ONCE", 3)
    where = tmp_path / "siaga.db"
    begin(where)
    change(
        where,
        "INSERT INTO chats (lookup, sealed, kind, language, created_at) VALUES (x'00', x'00', 'private', 'id', 0)",
    )
    before = b""
    for number in range(1, COUNT + 1):
        values: dict[str, object] = dict.fromkeys(("report", "officer", "salt"))
        values |= {"at": number, "role": "petugas", "act": str(Act.TAKE), "text": f"kata {number}"}
        before = hashlib.sha256(events.content_of(before, number, values)).digest()
        change(
            where,
            "INSERT INTO events (id, at, role, act, text, hash) VALUES (?, ?, 'petugas', 'terima', ?, ?)",
            number, number, values["text"], before,
        )  # fmt: skip
    return where


async def opened(where: Path) -> Database:
    database = await Database.open(where)
    database.vault = Vault(bytes(32))
    return database


async def begins(where: Path) -> None:
    """The release with a key starts: it remembers the old end, and goes on from there."""
    database = await opened(where)
    [row] = named_rows(where, "SELECT hash FROM events WHERE id = ?", COUNT)

    async def work(tx: Tx) -> None:
        await events.remember(tx, tx.vault, events.Head(COUNT, row["hash"], COUNT + 1))
        await events.record(tx, tx.vault, NOW, "pengelola", RecordedAct.SEALS_BOUND)

    await database.write(work)
    await database.close()


async def one_part(where: Path) -> tuple[bool, list[str]]:
    """A start that does one part and is stopped; whether something is left, and what the audit says then."""
    database = await opened(where)
    try:
        left = await rechaining.some(database, NOW)
        return left, await database.read(problems)
    finally:
        await database.close()


async def problems(tx: Tx) -> list[str]:
    return [problem async for problem in events.verify(tx, tx.vault)]


async def test_each_part_leaves_a_whole_chain_and_the_next_start_goes_on(file: Path) -> None:
    await begins(file)
    parts = 0
    left = True
    while left:
        left, said = await one_part(file)
        assert said == []
        parts += 1
    assert parts > COUNT / 3
    assert await one_part(file) == (False, [])
    [(act, text)] = [tuple(row) for row in named_rows(file, "SELECT act, text FROM events WHERE id > ?", COUNT + 1)]
    assert act == RecordedAct.MEMORY_RELINKED
    assert text.startswith(f"{COUNT} ")


@pytest.mark.parametrize("parts", [0, 1, 2, 9])
async def test_a_change_is_named_whenever_it_is_made(file: Path, parts: int) -> None:
    await begins(file)
    for _ in range(parts):
        await one_part(file)
    change(file, "UPDATE events SET text = 'lain' WHERE id = 5")
    left = True
    while left:
        left, said = await one_part(file)
        assert said == ["event 5: changed"]


async def test_whoever_relinks_the_old_events_without_the_key_is_found(file: Path) -> None:
    await begins(file)
    while (await one_part(file))[0]:
        pass
    change(file, "UPDATE events SET text = 'lain' WHERE id = 5")
    before = b""
    for row in named_rows(file, "SELECT * FROM events WHERE id <= ? ORDER BY id", COUNT):
        before = hashlib.sha256(events.content_of(before, row["id"], events.values_of(row))).digest()
        change(file, "UPDATE events SET hash = ? WHERE id = ?", before, row["id"])
    assert "event 5: changed" in (await one_part(file))[1]
