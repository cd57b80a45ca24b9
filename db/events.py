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

from db.database import Tx
from db.instant import moment, moment_or_none, stored
from db.sql import Row
from db.vault import Vault, WrongKey
from reports.state import Act, RecordedAct
from resort.roles import Role

log = logging.getLogger(__name__)

HEAD = "events head"
PURPOSE = b"events head"
_PAGE = 1000


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
    """Write down what was done; returns its number.

    The newest row is also remembered sealed, so that a cut-off end is seen too.
    """
    end = await tx.one("events.end", head=HEAD)
    assert end is not None
    last = end["last"] or 0
    head = _remembered(vault, end["sealed"]) or Head(0, b"", keyed_from=1)
    if head.number != last:
        log.error("the memory does not end where it was left: event %d, remembered %d", last, head.number)
    number = max(last, head.number) + 1
    values: dict[str, object] = {"report": report, "at": stored(now), "role": role, "officer": officer, "act": act}
    values |= {"text": text, "salt": _salt(text)}
    hashed = vault.link(content_of(head.hash, number, values))
    await tx.run("events.add", id=number, hash=hashed, **values)
    await remember(tx, vault, Head(number, hashed, min(head.keyed_from, number)))
    return number


async def remember(tx: Tx, vault: Vault, head: Head) -> None:
    """Seal the end of the memory, on which the next link is built."""
    await tx.run("seals.set", name=HEAD, sealed=vault.seal(head.written, PURPOSE))


def content_of(before: bytes, number: int, values: Mapping[str, object]) -> bytes:
    """What is hashed of an event: the hash of the one before, its number and its values, a salt only if it has one."""
    values = {name: value for name, value in values.items() if name != "salt" or value is not None}
    return before + orjson.dumps([number, values], option=orjson.OPT_SORT_KEYS)


async def of_report(tx: Tx, report: int) -> list[Event]:
    """Everything that was done on a report, in order."""
    return [
        Event(
            at=moment(row["at"]),
            role=row["role"],
            officer=row["officer"],
            act=row["act"],
            text=None if row["act"] == RecordedAct.ERASED else row["text"],
        )
        for row in await tx.all("events.of_report", report=report)
    ]


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


async def verify(tx: Tx, vault: Vault) -> AsyncIterator[str]:
    """Go through the whole memory; yields a sentence for each row that is missing or was changed."""
    sealed = await tx.value("seals.get", name=HEAD)
    head = _remembered(vault, sealed)
    keyed_from = 1 if head is None else head.keyed_from
    before, expected = b"", 1
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
            elif row["text"] is None and str(row["id"]) in vouched:
                if vouched[str(row["id"])] != _rest(row):
                    yield f"event {row['id']}: changed"
            elif _link(vault, before, row, keyed=row["id"] >= keyed_from) != row["hash"]:
                yield f"event {row['id']}: changed"
            before, expected = row["hash"], row["id"] + 1
    if head is None:
        if sealed is not None:
            yield "the sealed end of the memory: changed"
        elif expected > 1:
            yield "the sealed end of the memory: missing"
    elif head.number >= expected:
        yield f"event {expected} to {head.number}: missing at the end"
    elif (head.number, head.hash) != (expected - 1, before):
        yield f"event {expected - 1}: not the one that was written last"


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
    content = content_of(before, row["id"], _values(row))
    return vault.link(content, row["id"]) if keyed else hashlib.sha256(content).digest()


def _values(row: Row) -> dict[str, object]:
    return {name: row[name] for name in ("report", "at", "role", "officer", "act", "text", "salt")}


def _salt(text: str | None) -> str | None:
    """Chance that goes with a text and is erased with it: a short text could else be found again by its hash."""
    return None if text is None else secrets.token_hex(16)


def _rest(row: Row) -> str:
    """What vouches for a row without its text: its own hash is part of it, though nobody can work that out again."""
    left = {name: value for name, value in _values(row).items() if name not in ("text", "salt")}
    return hashlib.sha256(content_of(row["hash"], row["id"], left)).hexdigest()
