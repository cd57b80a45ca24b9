"""Unfinished dialogues: the row is the whole state, so a restart forgets nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from db.chats import ChatKey
from db.database import Tx
from db.instant import moment, moment_or_none, stored, stored_or_none
from db.sql import Row
from db.vault import Vault, WrongKey

_PURPOSE = b"drafts.sealed"


@dataclass(frozen=True, slots=True)
class StoredDialogue:
    """A dialogue as it lies in the database. `content` is None once it ended; its revision goes on counting.

    A content that does not open with our key is empty, which no shape reads: see `handlers/common/letting_go.py`.
    `due` is when something happens to it by itself, `touched` when its person last went on with it.
    """

    flow: str
    content: bytes | None
    revision: int
    due: datetime | None = None
    touched: datetime | None = None


async def of_chat(tx: Tx, vault: Vault, chat: ChatKey) -> list[StoredDialogue]:
    """The dialogues of a chat, the one last touched first, ended ones included."""
    return [_kept(vault, row) for row in await tx.all("drafts.of_chat", chat=chat)]


async def of_flow(tx: Tx, vault: Vault, chat: ChatKey, flow: str) -> StoredDialogue:
    """One dialogue of a chat; its content is None when there is none."""
    found = await of_chat(tx, vault, chat)
    return next((kept for kept in found if kept.flow == flow), StoredDialogue(flow, None, 0))


async def save(tx: Tx, vault: Vault, chat: ChatKey, kept: StoredDialogue, now: datetime) -> None:
    """Keep a dialogue as it is now; a `content` of None ends it, and then nothing is due."""
    ended = kept.content is None
    await tx.run(
        "drafts.save",
        chat=chat,
        flow=kept.flow,
        sealed=None if kept.content is None else vault.seal(kept.content, _PURPOSE),
        revision=kept.revision,
        due_at=None if ended else stored_or_none(kept.due),
        now=stored(now),
    )


async def due(tx: Tx, now: datetime, limit: int = 50) -> list[tuple[ChatKey, str]]:
    """The dialogues whose time has come: chat and flow. They stay due until saved with another time, or none."""
    return [(ChatKey(row["chat"]), row["flow"]) for row in await tx.all("drafts.due", now=stored(now), limit=limit)]


async def next_due(tx: Tx) -> datetime | None:
    """When the next one is due."""
    return moment_or_none(await tx.value("drafts.next_due"))


async def bring_forward(tx: Tx, by: timedelta) -> None:
    """The clock was set back: what is due goes back with it."""
    await tx.run("drafts.bring_forward", by=by // timedelta(milliseconds=1))


async def old(tx: Tx, before: datetime) -> list[tuple[ChatKey, str]]:
    """The dialogues nobody came back to since a moment: chat and flow. Looks at every draft: not for a write."""
    return [(ChatKey(row["chat"]), row["flow"]) for row in await tx.all("drafts.old", before=stored(before))]


async def end_old(tx: Tx, found: Sequence[tuple[ChatKey, str]], before: datetime) -> None:
    """End those of `old` that nobody came back to meanwhile."""
    for chat, flow in found:
        await tx.run("drafts.end_old", chat=chat, flow=flow, before=stored(before))


def _kept(vault: Vault, row: Row) -> StoredDialogue:
    return StoredDialogue(
        flow=row["flow"],
        content=None if row["sealed"] is None else _opened(vault, row["sealed"]),
        revision=row["revision"],
        due=moment_or_none(row["due_at"]),
        touched=moment(row["updated_at"]),
    )


def _opened(vault: Vault, sealed: bytes) -> bytes:
    try:
        return vault.open(sealed, _PURPOSE)
    except WrongKey:
        return b""
