"""Anchors: the end of the memory of acts as it is shown to others, signed, so that a cut tail is seen from there.

Whoever has the database, and even its sealed end of yesterday, can put both back. Nobody can put back what witnesses
hold.
"""

import base64
import binascii
import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from db import events
from db.database import Tx
from db.instant import moment, stored
from db.sql import Row
from db.vault import Vault
from language import seal_words

_LOOKED_AT = 20  # of the newest anchors, to find one that was not changed
_WRITTEN = re.compile(r"siaga1:(\d{1,18}):([0-9a-f]{64}):(\d{1,18}):(\d{1,15}):([A-Za-z0-9_-]{86})")
_HASH = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")


class NoAnchor(Exception):
    """A text holds no anchor, or one that this bot has not signed; the text says which."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The memory up to an event, and how many reports were filed by then."""

    event: int
    hash: bytes
    reports: int
    at: datetime
    signature: bytes = b""

    @property
    def words(self) -> str:
        """The hash as it can be read out."""
        return " ".join(seal_words.words_of(self.hash))

    @property
    def content(self) -> bytes:
        """What is signed."""
        return f"siaga1:{self.event}:{self.hash.hex()}:{self.reports}:{stored(self.at)}".encode()

    @property
    def written(self) -> str:
        """All of it, as witnesses keep it."""
        signature = base64.urlsafe_b64encode(self.signature).decode().rstrip("=")
        return f"{self.content.decode()}:{signature}"


@dataclass(frozen=True, slots=True)
class Held:
    """What a witness holds: the beginning of a hash at least, and the rest if they hold it all."""

    hash: bytes
    event: int | None = None
    reports: int | None = None

    @property
    def name(self) -> str:
        """How the audit speaks of it."""
        return f"anchor {self.event}" if self.event is not None else f"anchor {self.hash.hex()[:16]}"


async def make(tx: Tx, now: datetime) -> Anchor | None:
    """Sign the end of the memory as it is now, and keep that; None while nothing was ever done."""
    head = await events.head(tx)
    if head is None or head.number == 0:
        return None
    reports = int(await tx.value("anchors.count_reports"))
    anchor = Anchor(head.number, head.hash, reports, now)
    anchor = Anchor(head.number, head.hash, reports, now, tx.vault.sign(anchor.content))
    await tx.run(
        "anchors.add",
        event=anchor.event,
        hash=anchor.hash,
        reports=anchor.reports,
        at=stored(now),
        signature=anchor.signature,
    )
    return anchor


async def newest(tx: Tx) -> Anchor | None:
    """The newest that this bot has signed."""
    found = map(_anchor, await tx.all("anchors.newest", limit=_LOOKED_AT))
    return next((each for each in found if tx.vault.has_signed(each.content, each.signature)), None)


async def due(tx: Tx) -> datetime:
    """When the next is shown; in 1970 while nothing is planned."""
    return moment(await tx.value("anchors.due") or 0)


async def some_acts(tx: Tx) -> bool:
    """Whether anything was ever done."""
    return await tx.value("events.end", head=events.HEAD) is not None


async def plan(tx: Tx, at: datetime) -> None:
    """Show the next one then."""
    await tx.run("anchors.plan", due_at=stored(at))


async def bring_forward(tx: Tx, at: datetime) -> None:
    """Show the next one then, if none is to be shown before."""
    await tx.run("anchors.bring_forward", due_at=stored(at))


def held(vault: Vault, text: str) -> Held:
    """What a witness holds: the whole anchor, the hash alone, or its twelve words. Raises `NoAnchor`."""
    if (found := _WRITTEN.search(text)) is not None:
        number, head, reports, at, signature = found.groups()
        anchor = Anchor(int(number), bytes.fromhex(head), int(reports), moment(int(at)), _bytes(signature))
        if not vault.has_signed(anchor.content, anchor.signature):
            raise NoAnchor("this bot has not signed it")
        return Held(anchor.hash, anchor.event, anchor.reports)
    if (alone := _HASH.search(text)) is not None:
        return Held(bytes.fromhex(alone[0]))
    if (words := seal_words.read(text)) is not None:
        return Held(words)
    raise NoAnchor("it holds neither an anchor nor a hash nor twelve words")


async def find(tx: Tx, witnesses: Sequence[Held]) -> AsyncIterator[str]:
    """A sentence for each anchor that the memory does not go on from; `events.verify` checks the memory itself."""
    left = {each.hash[: seal_words.COUNT]: each for each in witnesses}
    filed = after = 0
    async for row in events.every(tx):
        filed += row["act"] == events.FILED
        after = row["id"]
        anchor = left.pop(row["hash"][: seal_words.COUNT], None)
        if anchor is None:
            continue
        if not row["hash"].startswith(anchor.hash) or anchor.event not in (None, row["id"]):
            yield f"{anchor.name}: not event {row['id']} as it is now"
        elif anchor.reports not in (None, filed):
            yield f"{anchor.name}: {anchor.reports} reports then, {filed} of them in the memory now"
    for anchor in left.values():
        yield f"{anchor.name}: not in the memory, which ends with event {after}; {await _why(tx, anchor)}"


async def _why(tx: Tx, anchor: Held) -> str:
    restored = await tx.all("anchors.restorations", act=events.RESTORED, id=2**62)
    if restored:
        dates = ", ".join(f"event {row['id']} ({moment(row['at']):%Y-%m-%d})" for row in restored)
        return f"a backup was put in place at {dates}, which takes out what came after it"
    return "its end was cut off or written anew"


def _anchor(row: Row) -> Anchor:
    return Anchor(row["event"], row["hash"], row["reports"], moment(row["at"]), row["signature"])


def _bytes(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "==")
    except (binascii.Error, ValueError):
        return b""
