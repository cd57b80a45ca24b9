"""Unfinished dialogues: the row is the whole state, so a restart forgets nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from db.chats import ChatKey
from db.database import Tx
from db.instant import stored
from db.vault import Vault

_PURPOSE = b"drafts.sealed"


@dataclass(frozen=True, slots=True)
class Kept:
    """A dialogue as it lies in the database. `content` is None once it ended; its revision goes on counting."""

    flow: str
    content: bytes | None
    revision: int


async def of_chat(tx: Tx, vault: Vault, chat: ChatKey) -> list[Kept]:
    """The dialogues of a chat, the one last touched first, ended ones included."""
    return [
        Kept(
            row["flow"],
            None if row["sealed"] is None else vault.open(row["sealed"], _PURPOSE),
            row["revision"],
        )
        for row in await tx.all("drafts.of_chat", chat=chat)
    ]


async def save(tx: Tx, vault: Vault, chat: ChatKey, kept: Kept, now: datetime) -> None:
    """Keep a dialogue as it is now; a `content` of None ends it."""
    sealed = None if kept.content is None else vault.seal(kept.content, _PURPOSE)
    await tx.run("drafts.save", chat=chat, flow=kept.flow, sealed=sealed, revision=kept.revision, now=stored(now))


async def old(tx: Tx, before: datetime) -> list[tuple[ChatKey, str]]:
    """The dialogues nobody came back to since a moment: chat and flow. Looks at every draft: not for a write."""
    return [(ChatKey(row["chat"]), row["flow"]) for row in await tx.all("drafts.old", before=stored(before))]


async def end_old(tx: Tx, found: Sequence[tuple[ChatKey, str]], before: datetime) -> None:
    """End those of `old` that nobody came back to meanwhile."""
    for chat, flow in found:
        await tx.run("drafts.end_old", chat=chat, flow=flow, before=stored(before))
