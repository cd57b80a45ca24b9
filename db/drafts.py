"""Unfinished dialogues: the row is the whole state, so a restart forgets nothing.

A row names no chat: it is found by a keyed handle, so that nobody reads from a dump who was writing a report. When its
person last went on is sealed too; beside the handle stands the day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from db import vouched
from db.chats import ChatKey
from db.database import Tx
from db.instant import DAY, moment, moment_or_none, stored, stored_day, stored_or_none
from db.sql import Row
from db.vault import Vault, WrongKey

PURPOSE = b"drafts.sealed"
CHAT = b"drafts.chat"
_STAMPED = b"\x01"  # before the moment of what is sealed; an earlier release sealed the content alone
_HEAD = len(_STAMPED) + 8
OWNER = b"drafts"  # of the handle by which a chat's dialogues are found


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
    found: dict[str, StoredDialogue] = {}
    for owner in vault.handles(OWNER, chat):
        for row in await tx.all("drafts.of_owner", owner=owner):
            found.setdefault(row["flow"], _kept(vault, owner, row))
    return sorted(found.values(), key=lambda kept: stored_or_none(kept.touched) or 0, reverse=True)


async def of_flow(tx: Tx, vault: Vault, chat: ChatKey, flow: str) -> StoredDialogue:
    """One dialogue of a chat; its content is None when there is none."""
    found = await of_chat(tx, vault, chat)
    return next((kept for kept in found if kept.flow == flow), StoredDialogue(flow, None, 0))


async def blur(tx: Tx) -> None:
    """Leave only the day of what an earlier release wrote beside a dialogue."""
    await tx.run("drafts.blur", day=DAY)


async def save(tx: Tx, vault: Vault, chat: ChatKey, kept: StoredDialogue, now: datetime) -> None:
    """Keep a dialogue as it is now; a `content` of None ends it, and then nothing is due.

    Beside the handle stands the day alone: its minute would be that of a report.
    """
    owner, *earlier = vault.handles(OWNER, chat)
    ended = kept.content is None
    await tx.run(
        "drafts.save",
        owner=owner,
        flow=kept.flow,
        chat=None if ended else seal_chat(vault, owner, kept.flow, chat),
        sealed=None
        if kept.content is None
        else vault.seal(_stamped(kept.content, now), PURPOSE, row_of(owner, kept.flow)),
        revision=kept.revision,
        due_at=None if ended else stored_or_none(kept.due),
        now=stored_day(now),
    )
    for old in earlier:
        await tx.run("drafts.drop", owner=old, flow=kept.flow)


async def end_all(tx: Tx, chat: ChatKey, now: datetime) -> None:
    """End every dialogue of a chat."""
    for kept in await of_chat(tx, tx.vault, chat):
        if kept.content is not None:
            await save(tx, tx.vault, chat, StoredDialogue(kept.flow, None, kept.revision + 1), now)


async def due(tx: Tx, now: datetime, limit: int = 50) -> list[tuple[ChatKey, str]]:
    """The dialogues whose time has come: chat and flow. They stay due until saved with another time, or none."""
    return _chats(tx.vault, await tx.all("drafts.due", now=stored(now), limit=limit))


async def next_due(tx: Tx) -> datetime | None:
    """When the next one is due."""
    return moment_or_none(await tx.value("drafts.next_due"))


async def bring_forward(tx: Tx, by: timedelta) -> None:
    """The clock was set back: what is due goes back with it."""
    await tx.run("drafts.bring_forward", by=by // timedelta(milliseconds=1))


async def old(tx: Tx, before: datetime) -> list[tuple[bytes, str]]:
    """The dialogues nobody came back to since a moment: owner and flow. Looks at every draft: not for a write."""
    return [(row["owner"], row["flow"]) for row in await tx.all("drafts.old", before=stored(before))]


async def end_old(tx: Tx, found: Sequence[tuple[bytes, str]], before: datetime) -> None:
    """End those of `old` that nobody came back to meanwhile."""
    for owner, flow in found:
        await tx.run("drafts.end_old", owner=owner, flow=flow, before=stored(before), day=stored_day(before))


async def renew(tx: Tx, chat: ChatKey) -> None:
    """Seal the dialogues of a chat with the current key, each as it is."""
    vault = tx.vault
    owner, *earlier = vault.handles(OWNER, chat)
    for old in earlier:
        for row in await tx.all("drafts.of_owner", owner=old):
            flow, content = row["flow"], row["sealed"]
            if content is not None:
                content = vault.seal(_opened(vault, content, row_of(old, flow)), PURPOSE, row_of(owner, flow))
            await tx.run(
                "drafts.add",
                owner=owner,
                flow=flow,
                chat=None if content is None else seal_chat(vault, owner, flow, chat),
                sealed=content,
                revision=row["revision"],
                due_at=row["due_at"],
                updated_at=row["updated_at"],
            )
            await tx.run("drafts.drop", owner=old, flow=flow)


def row_of(owner: bytes, flow: str) -> bytes:
    """What a seal of a dialogue is bound to."""
    return owner + flow.encode()


def seal_chat(vault: Vault, owner: bytes, flow: str, chat: int) -> bytes:
    """Whose dialogue it is, as it is stored while it is open: nobody finds that by its owner."""
    return vault.seal(chat.to_bytes(8), CHAT, row_of(owner, flow))


def _chats(vault: Vault, rows: Sequence[Row]) -> list[tuple[ChatKey, str]]:
    found: list[tuple[ChatKey, str]] = []
    for row in rows:
        try:
            chat = int.from_bytes(vault.open(row["chat"], CHAT, row_of(row["owner"], row["flow"])))
        except WrongKey:
            vouched.refuse(vault, "drafts", row["owner"])
            continue
        found.append((ChatKey(chat), row["flow"]))
    return found


def _kept(vault: Vault, owner: bytes, row: Row) -> StoredDialogue:
    flow, touched = row["flow"], moment(row["updated_at"])
    content = None if row["sealed"] is None else _opened(vault, row["sealed"], row_of(owner, flow))
    if content is not None and content.startswith(_STAMPED):
        touched, content = moment(int.from_bytes(content[len(_STAMPED) : _HEAD])), _bare(content)
    return StoredDialogue(flow, content, row["revision"], moment_or_none(row["due_at"]), touched)


def content_of(vault: Vault, owner: bytes, flow: str, sealed: bytes) -> bytes:
    """What a row holds of a dialogue, for whoever reads it beside the bot."""
    return _bare(_opened(vault, sealed, row_of(owner, flow)))


def _bare(content: bytes) -> bytes:
    return content[_HEAD:] if content.startswith(_STAMPED) else content


def _stamped(content: bytes, now: datetime) -> bytes:
    return _STAMPED + stored(now).to_bytes(8) + content


def _opened(vault: Vault, sealed: bytes, row: bytes) -> bytes:
    try:
        return vault.open(sealed, PURPOSE, row)
    except WrongKey:
        return b""
