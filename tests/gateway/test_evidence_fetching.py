"""Evidence: the original bytes arrive in our folder, whatever Telegram does in between."""

import asyncio
import stat
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from conversations.answer import Attachment
from db import evidence, reports
from db.database import Database
from db.evidence import Custody
from db.instant import stored
from gateway.evidence import EvidenceFetcher
from gateway.transport import Transport
from sandbox import PICTURE, Sandbox, World
from tests.stage.outside import change, rows
from tests.stage.town import MORNING

Row = tuple[object, ...]
CONTENT = PICTURE + b"asli"


def moment() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
async def fetcher(world: World, store: Database, tmp_path: Path) -> AsyncIterator[EvidenceFetcher]:
    """A fetcher that runs."""
    async with await Sandbox.start(world) as sandbox:
        transport = Transport(sandbox.url, sandbox.token)
        await transport.initialize()
        made = EvidenceFetcher(store, transport, tmp_path / "evidence", tmp_path / "copies", moment, asyncio.Event())
        task = asyncio.create_task(made.run())
        yield made
        assert not task.done(), task.exception()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await transport.shutdown()


async def wanted(store: Database, *files: Attachment, attempts: int = 0) -> None:
    """A report with files that are still with Telegram."""

    for statement, *values in (
        ("INSERT INTO chats (lookup, sealed, kind, language, created_at) VALUES (?, ?, '', 'id', 0)", b"1", b"2"),
        ("INSERT INTO waits (id, kind, due_at, since) VALUES (1, 'reports', 0, 0)",),
        (
            "INSERT INTO reports (number, urgency, state, what, created_at, wait)"
            " VALUES ('DMI-2411-0001-4', 'sedang', 'diterima', '-', 0, 1)",
        ),
    ):
        change(store.where, statement, *values)
    later = MORNING + timedelta(days=36_500)  # the fetcher may look at any moment, and must not see half of it
    await store.write(lambda tx: evidence.add(tx, reports.ReportKey(1), files, later))
    change(store.where, "UPDATE evidence SET attempts = ?, due_at = ?", attempts, stored(MORNING))


async def row(store: Database, number: int = 1) -> Row:
    query = "SELECT state, sha256, path, size, attempts FROM evidence WHERE id = ?"
    return (await asyncio.to_thread(rows, store.where, query, number))[0]


async def until(store: Database, custody: Custody, number: int = 1) -> Row:
    """The row once it is in a custody."""
    return await when(store, lambda found: found[0] == custody, number)


async def when(store: Database, holds: Callable[[Row], bool], number: int = 1) -> Row:
    """The row once something holds of it."""
    found = await row(store, number)
    for _ in range(1_000):
        if holds(found):
            return found
        await asyncio.sleep(0.02)
        found = await row(store, number)
    raise AssertionError(f"evidence {number} stays {found}")


def picture(world: World, content: bytes = CONTENT) -> Attachment:
    file = world.files.add("photo", content)
    return Attachment("photo", file.id, file.unique_id, len(content), "image/jpeg")


async def test_the_bytes_lie_in_our_folder_as_they_were_sent(
    world: World, store: Database, fetcher: EvidenceFetcher, tmp_path: Path
) -> None:
    await wanted(store, picture(world))
    fetcher.wake()
    _, digest, path, size, _ = await until(store, Custody.FETCHED)
    file = tmp_path / "evidence" / str(path)
    assert file.read_bytes() == CONTENT
    assert (digest, size) == (sha256(CONTENT).hexdigest(), len(CONTENT))
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("kind", ["drop_before", "flood"])
async def test_what_fails_is_tried_again(world: World, store: Database, fetcher: EvidenceFetcher, kind: str) -> None:
    world.faults.add(kind, times=1, methods=["getFile"])
    await wanted(store, picture(world))
    fetcher.wake()
    assert (await until(store, Custody.FETCHED))[4] == 1


async def test_a_file_that_fails_holds_no_other(world: World, store: Database, fetcher: EvidenceFetcher) -> None:
    files = [picture(world, CONTENT + bytes([number])) for number in range(6)]
    world.faults.add("error", times=1, methods=["getFile"])
    await wanted(store, *files)
    fetcher.wake()
    states = [str((await until(store, Custody.FETCHED, number))[0]) for number in range(1, 7)]
    assert states == ["fetched"] * 6


async def test_after_a_long_outage_it_still_tries_again(
    world: World, store: Database, fetcher: EvidenceFetcher
) -> None:
    """Tried 1,100 times: the pause is ten minutes, and no number has grown too large for a date."""
    world.faults.add("error", times=1, methods=["getFile"])
    await wanted(store, picture(world), attempts=1_100)
    fetcher.wake()
    await when(store, lambda found: found[4] == 1_101)
    due = await store.read(evidence.next_due)
    assert due is not None
    assert 500 < (due - moment()).total_seconds() <= 600


async def test_what_telegram_no_longer_has_is_lost_and_said_so(
    world: World, store: Database, fetcher: EvidenceFetcher
) -> None:
    await wanted(store, Attachment("photo", "AgACAgUAAxkBAAI-unknown", "AQAD", 10), picture(world))
    fetcher.wake()
    await until(store, Custody.LOST, 1)
    await until(store, Custody.FETCHED, 2)


async def test_what_is_too_big_for_a_bot_is_not_tried(world: World, store: Database, fetcher: EvidenceFetcher) -> None:
    file = world.files.add("document", b"-", size=30_000_000)
    await wanted(
        store,
        Attachment("document", file.id, file.unique_id, 30_000_000),
        Attachment("document", file.id, "AQADtanpa-ukuran", None),  # Telegram did not say its size
    )
    fetcher.wake()
    await until(store, Custody.TOO_BIG, 1)
    await until(store, Custody.TOO_BIG, 2)
    assert len(world.calls_of("getFile")) == 1
