"""The memory: every act is a row whose keyed hash covers the row before it: none can be changed or taken out unseen.

Each link is built on the remembered end, never on what the last row says: whoever changes rows behind the bot's back
cannot have its next act vouch for them. Links of the first release had no key; the first link with one covers them all.
What a reporter wrote can be erased all the same. A later row of the chain then vouches for what is left of the row.
"""

import hashlib
import logging
import secrets
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import orjson

from db import vouched
from db.engine import Tx
from db.instant import moment, moment_or_none, stored
from db.sql import Row
from db.vault import Vault, WrongKey
from reports.state import Act, RecordedAct
from resort.roles import Role

log = logging.getLogger(__name__)

HEAD = "events head"
RECHAINING = "rechaining"  # how far `db.rechaining` is
FILED, RESTORED = RecordedAct.FILED, RecordedAct.RESTORED
PURPOSE = b"events head"
_PAGE = 1000
_VALUES = ("report", "at", "role", "officer", "act", "text", "salt", "stands", "rights")
_LATER = frozenset({"salt", "stands", "rights"})  # an event of a release that had none is hashed without
# Their texts are hashes, for the audit and for nobody else.
_WORDLESS = frozenset({RecordedAct.ERASED, RecordedAct.FILED, RecordedAct.EVIDENCE_SEEN})
_UNTOLD = frozenset(
    {
        RecordedAct.CONTENT_CHANGED,
        RecordedAct.CONTENT_FORGED,
        RecordedAct.STANDS,
        RecordedAct.FILE_KEPT,
        RecordedAct.REPORT_SEEN,
    }
)


@dataclass(frozen=True, slots=True)
class Head:
    """The remembered end of the memory; events from `keyed_from` on are linked with the key."""

    number: int
    hash: bytes
    keyed_from: int

    @property
    def written(self) -> bytes:
        """As it is sealed."""
        return self.number.to_bytes(8) + self.hash + self.keyed_from.to_bytes(8)


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done, by whom in what role; `officer` is None for the reporter and for the bot itself."""

    at: datetime
    role: str
    officer: int | None
    act: str
    text: str | None


async def record(
    tx: Tx,
    vault: Vault,
    now: datetime,
    role: str,
    act: Act | RecordedAct,
    *,
    report: int | None = None,
    officer: int | None = None,
    text: str | None = None,
) -> int:
    """Write down what was done, and what the transaction has left behind so far; returns its number.

    The newest row is also remembered sealed, so that a cut-off end is seen too.
    """
    end = await tx.one("events.end", head=HEAD)
    assert end is not None
    last = end["last"] or 0
    head = _remembered(vault, end["sealed"]) or Head(0, b"", keyed_from=1)
    if head.number != last:
        log.error("the memory does not end where it was left: event %d, remembered %d", last, head.number)
        vouched.refuse(vault, "events", min(head.number, last) + 1)
    number = max(last, head.number) + 1
    values: dict[str, object] = {"report": report, "at": stored(now), "role": role, "officer": officer, "act": act}
    stands, rights = tx.standing.take(report)
    values |= {"text": text, "salt": _salt(text), "stands": stands, "rights": rights}
    hashed = vault.link(content_of(head.hash, number, values))
    await tx.run("events.add", id=number, hash=hashed, **values)
    await remember(tx, vault, Head(number, hashed, min(head.keyed_from, number)))
    return number


async def remember_rest(tx: Tx) -> None:
    """Remember what a transaction has left behind that none of its acts holds; its end."""
    for report in list(tx.standing.reports):
        await _stands(tx, report)
    if tx.standing.rights:
        await _stands(tx, None)


async def _stands(tx: Tx, report: int | None) -> None:
    at = moment(await tx.value("events.newest_at") or 0)
    await record(tx, tx.vault, at, str(Role.CLOCK), RecordedAct.STANDS, report=report)


async def remember(tx: Tx, vault: Vault, head: Head) -> None:
    """Seal the end of the memory, on which the next link is built."""
    await tx.run("seals.set", name=HEAD, sealed=vault.seal(head.written, PURPOSE))


def content_of(before: bytes, number: int, values: Mapping[str, object]) -> bytes:
    """What is hashed of an event: the hash of the one before, its number and its values; of the later ones if set."""
    values = {name: value for name, value in values.items() if name not in _LATER or value is not None}
    return before + orjson.dumps([number, values], option=orjson.OPT_SORT_KEYS)


async def of_report(tx: Tx, report: int) -> list[Event]:
    """Everything that people and the clock did on a report, in order.

    Not who looked, and not what only proves that the report is whole.
    """
    return [
        Event(
            at=moment(row["at"]),
            role=row["role"],
            officer=row["officer"],
            act=row["act"],
            text=None if row["act"] in _WORDLESS else row["text"],
        )
        for row in await tx.all("events.of_report", report=report)
        if row["act"] not in _UNTOLD
    ]


@dataclass(frozen=True, slots=True)
class Looks:
    """How many officers have looked at a report, and how often somebody was shown its files."""

    officers: int
    at_files: int


async def looks(tx: Tx, report: int) -> Looks:
    """Who looked at a report, as numbers."""
    row = await tx.one("events.looks", report=report)
    assert row is not None
    return Looks(row["officers"], row["at_files"] or 0)


async def last_by(tx: Tx, report: int, officer: int, act: RecordedAct) -> datetime | None:
    """When an officer last did something on a report."""
    return moment_or_none(await tx.value("events.last_by", report=report, officer=officer, act=act))


async def happened(tx: Tx, report: int, act: RecordedAct) -> datetime | None:
    """When something was first done to a report; None if it never was."""
    return moment_or_none(await tx.value("events.happened", report=report, act=act))


async def erase(tx: Tx, vault: Vault, now: datetime, report: int) -> None:
    """Drop everything the reporter wrote into a report's events; what they did, and when, stays and is vouched for."""
    rows = await tx.all("events.told", report=report, role=str(Role.REPORTER), erased=RecordedAct.ERASED)
    for row in rows:
        await tx.run("events.drop_text", id=row["id"])
    vouched = " ".join(f"{row['id']}:{_rest(row)}" for row in rows)
    await record(tx, vault, now, str(Role.REPORTER), RecordedAct.ERASED, report=report, text=vouched or None)


async def latest(tx: Tx) -> datetime | None:
    """When something was last done in chat; the command line goes by another clock where the sandbox's is played."""
    return moment_or_none(await tx.value("events.latest"))


async def head(tx: Tx) -> Head | None:
    """The end of the memory as it was left; None before the first event, and where somebody has changed it."""
    return _remembered(tx.vault, await tx.value("seals.get", name=HEAD))


async def every(tx: Tx) -> AsyncIterator[Row]:
    """Every event in order, as it is stored."""
    after = 0
    while rows := await tx.all("events.after", id=after, limit=_PAGE):
        for row in rows:
            yield row
        after = rows[-1]["id"]


async def watch(tx: Tx) -> None:
    """Refuse a memory that no longer ends where it was left: for the bot to look at while it runs.

    Also one that went back behind what was committed when this looked last, although its sealed end fits: an old end
    was put back.
    """
    vault, end = tx.vault, await tx.one("events.end", head=HEAD)
    assert end is not None
    last, head = end["last"] or 0, _remembered(vault, end["sealed"])
    if head is None:
        if last:
            vouched.refuse(vault, "events", last)
        return
    newest = await tx.value("events.hash", id=head.number) if head.number else b""
    if last != head.number or newest != head.hash:
        vouched.refuse(vault, "events", min(last, head.number) + (last != head.number))
    elif head.number < vault.memory_seen:
        vouched.refuse(vault, "events", head.number + 1)
    vault.memory_seen = max(vault.memory_seen, head.number)


async def verify(tx: Tx, vault: Vault) -> AsyncIterator[str]:
    """Go through the whole memory; yields a sentence for each row that is missing or was changed."""
    sealed = await tx.value("seals.get", name=HEAD)
    head = _remembered(vault, sealed)
    keyed_from = 1 if head is None else head.keyed_from
    chain = await _earlier(tx, keyed_from - 1)
    before, expected = chain.first, 1
    vouched = dict(
        part.split(":", 1)
        for row in await tx.all("events.erasures", erased=RecordedAct.ERASED)
        for part in (row["text"] or "").split()
        if ":" in part
    )
    while rows := await tx.all("events.after", id=expected - 1, limit=_PAGE):
        for row in rows:
            if row["id"] != expected:
                missing = str(expected) if row["id"] == expected + 1 else f"{expected} to {row['id'] - 1}"
                yield f"event {missing}: missing"
            elif not _is_whole(vault, chain, before, row, keyed_from, vouched.get(str(row["id"]))):
                yield f"event {row['id']}: changed"
            before, expected = chain.after(row), row["id"] + 1
    if head is None:
        if sealed is not None:
            yield "the sealed end of the memory: changed"
        elif expected > 1:
            yield "the sealed end of the memory: missing"
    elif head.number >= expected:
        yield f"event {expected} to {head.number}: missing at the end"
    elif (head.number, head.hash) != (expected - 1, before):
        yield f"event {expected - 1}: not the one that was written last"


@dataclass(frozen=True, slots=True)
class _Earlier:
    """The events of the first release: up to `relinked` they have links with the key, that begin at the old end.

    The links of those that follow them go on from the old end, not from the new link of the last of them.
    """

    relinked: int = 0
    upto: int = 0
    old: bytes = b""  # the old link of event `relinked`
    first: bytes = b""  # what the first link is built on
    last: bytes | None = None  # the new link of event `upto`, as it was recorded

    def after(self, row: Row) -> bytes:
        """What the link after this event is built on."""
        if row["id"] == self.relinked and self.relinked == self.upto:
            return self.first
        return self.old if row["id"] == self.relinked else bytes(row["hash"])


async def _earlier(tx: Tx, unkeyed: int) -> _Earlier:
    """How far the events of the first release have been linked with the key."""
    if unkeyed <= 0:
        return _Earlier()
    text = await tx.value("events.relinked", act=RecordedAct.MEMORY_RELINKED)
    if text is not None:
        upto, end, last = text.split()
        return _Earlier(int(upto), int(upto), b"", bytes.fromhex(end), bytes.fromhex(last))
    sealed = await tx.value("seals.get", name=RECHAINING)
    try:
        at = None if sealed is None else orjson.loads(tx.vault.open(sealed, RECHAINING.encode()))
    except WrongKey:
        at = None
    if at is None or at["linked"] == 0:
        return _Earlier()
    return _Earlier(at["linked"], at["upto"], bytes.fromhex(at["old"]), bytes.fromhex(at["old_end"]))


def _is_whole(vault: Vault, chain: _Earlier, before: bytes, row: Row, keyed_from: int, vouched: str | None) -> bool:
    """Whether an event is as it was linked, or as an erasure left it."""
    relinked = row["id"] <= chain.relinked
    if row["id"] == chain.upto and chain.last not in (None, row["hash"]):
        return False
    fits = bool(_link(vault, before, row, keyed=relinked or row["id"] >= keyed_from) == row["hash"])
    if row["text"] is None and vouched is not None:  # erased before it was linked again: it fits as it stands
        return vouched == _rest(row) or (relinked and fits)
    return fits


async def is_vouched_for(tx: Tx, row: Row) -> bool:
    """Whether the erasure of its report vouches for what is left of an event."""
    erasures = await tx.all("events.erasures_of", report=row["report"], erased=RecordedAct.ERASED)
    return any(f"{row['id']}:{_rest(row)}" in (each["text"] or "").split() for each in erasures)


def _remembered(vault: Vault, sealed: bytes | None) -> Head | None:
    """The sealed end; None when there is none or it does not open. One of the first release says that none is keyed."""
    try:
        content = b"" if sealed is None else vault.open(sealed, PURPOSE)
    except WrongKey:
        return None
    if not content:
        return None
    number, keyed_from = int.from_bytes(content[:8]), content[40:]
    return Head(number, content[8:40], int.from_bytes(keyed_from) if keyed_from else number + 1)


def _link(vault: Vault, before: bytes, row: Row, *, keyed: bool) -> bytes:
    content = content_of(before, row["id"], values_of(row))
    return vault.link(content, row["id"]) if keyed else hashlib.sha256(content).digest()


def values_of(row: Row) -> dict[str, object]:
    """What is hashed of an event as it is stored."""
    return {name: row[name] for name in _VALUES}


def _salt(text: str | None) -> str | None:
    """Chance that goes with a text and is erased with it: a short text could else be found again by its hash."""
    return None if text is None else secrets.token_hex(16)


def _rest(row: Row) -> str:
    """What vouches for a row without its text: its own hash is part of it, though nobody can work that out again."""
    left = {name: value for name, value in values_of(row).items() if name not in ("text", "salt")}
    return hashlib.sha256(content_of(row["hash"], row["id"], left)).hexdigest()
