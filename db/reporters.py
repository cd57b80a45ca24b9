"""Who made a report: a sealed row for each report, and for each person one sealed list of theirs.

Without the key no row leads to a chat, no two rows are of the same person, and the list of a person is found by nobody.
Lists are filled up to a power of two, so that their length says little.
"""

import contextlib
import struct
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from db import chats, vouched
from db.chats import ChatKey
from db.database import Tx
from db.instant import stored
from db.sql import Row
from db.vault import Vault, WrongKey

NOBODY = ChatKey(0)  # no chat: the reporter of a report whose content was erased
CHAT = b"reporters.chat"
PHONE = b"reporters.sealed"
OWN = b"own_reports"
_FEWEST = 8  # entries of the shortest list
_BYTES = 8  # of each of the two numbers of an entry
_ENTRY = 2 * _BYTES


class Entry(NamedTuple):
    """A report in its reporter's list, and when it was made, as moments are stored: a list may have thousands."""

    report: int
    at: int


async def add(
    tx: Tx,
    report: int,
    chat: ChatKey,
    phone: str | None,
    now: datetime,
    own: list[Entry] | None,
    *,
    confidential: bool,
    listed: bool = True,
) -> None:
    """Write down who made a report. `own` is that person's list, for a caller who has just read it.

    Not `listed`: the person wrote it down for another and is told of it; it is none of their own.
    """
    vault = tx.vault
    await tx.run(
        "reporters.add",
        report=report,
        chat=seal_chat(vault, report, chat),
        confidential=int(confidential),
        sealed=None if phone is None else vault.seal(phone.encode(), PHONE, report),
    )
    if not listed:
        return
    entries = await own_reports(tx, chat) if own is None else own
    await keep_own(tx, chat, [*entries, Entry(report, stored(now))])


async def add_nobody(tx: Tx, report: int) -> None:
    """An officer reported it as one: there is no reporter to keep unknown."""
    await tx.run("reporters.add_nobody", report=report)


async def of(tx: Tx, report: int) -> ChatKey:
    """Who made a report; `NOBODY` when that was erased, or changed by somebody else."""
    row = await _row(tx, report)
    return NOBODY if row is None else _chat(tx.vault, row)


async def contact(tx: Tx, report: int) -> tuple[bool, str | None]:
    """Whether the reporter stays unknown to officers, and the phone number they gave."""
    row = await _row(tx, report)
    assert row is not None
    return bool(row["confidential"]), _phone(tx.vault, row)


async def may_be_telephoned(tx: Tx, report: int) -> bool:
    """Whether the reporter left a number for that; it is not opened."""
    row = await _row(tx, report)
    return row is not None and not row["confidential"] and row["sealed"] is not None


async def own_reports(tx: Tx, chat: ChatKey) -> list[Entry]:
    """The reports that a chat made, oldest first."""
    return _entries(await _own_list(tx, chat))


async def own_page(tx: Tx, chat: ChatKey, page: int, size: int) -> tuple[int, list[Entry]]:
    """How many reports a chat made, and those of one page, the newest first; pages go round."""
    plain = await _own_list(tx, chat)
    count = len(plain) // _ENTRY
    if not count:
        return 0, []
    end = count - page % -(-count // size) * size
    return count, _entries(plain[_ENTRY * max(0, end - size) : _ENTRY * end])[::-1]


async def _own_list(tx: Tx, chat: ChatKey) -> bytes:
    for owner in tx.vault.handles(OWN, chat):
        sealed = await tx.value("reporters.own", owner=owner)
        if sealed is not None:
            try:
                return _opened(tx.vault, owner, sealed)
            except WrongKey:
                vouched.refuse(tx.vault, "own_reports", owner)
                return b""
    return b""


async def keep_own(tx: Tx, chat: ChatKey, entries: list[Entry]) -> None:
    """Store the list of a person."""
    owner, *earlier = tx.vault.handles(OWN, chat)
    await tx.run("reporters.keep_own", owner=owner, sealed=seal_entries(tx.vault, owner, entries))
    for old in earlier:
        await tx.run("reporters.drop_own", owner=old)


async def detach(tx: Tx, report: int) -> None:
    """Forget who made a report."""
    chat = await of(tx, report)
    if tx.vault.binding:
        await tx.run("reporters.move", report=report)
        await tx.run("reporters.drop_before", report=report)
    await tx.run("reporters.detach", report=report)
    left = [entry for entry in await own_reports(tx, chat) if entry.report != report]
    if left:
        await keep_own(tx, chat, left)
        return
    for owner in tx.vault.handles(OWN, chat):
        await tx.run("reporters.drop_own", owner=owner)


async def renew(tx: Tx, chat: ChatKey) -> None:
    """Seal everything here of a chat with the current key."""
    entries = await own_reports(tx, chat)
    for entry in entries:
        await renew_one(tx, entry.report)
    if entries:
        await keep_own(tx, chat, entries)


async def renew_one(tx: Tx, report: int) -> None:
    """Seal who made a report, and their number, with the current key."""
    row = await tx.one("reporters.get", report=report)
    if row is None or row["chat"] is None or tx.vault.is_current(row["chat"]):
        return
    phone = _phone(tx.vault, row)
    await tx.run(
        "reporters.renew",
        report=report,
        chat=seal_chat(tx.vault, report, _chat(tx.vault, row)),
        sealed=None if phone is None else tx.vault.seal(phone.encode(), PHONE, report),
    )


def is_whole(vault: Vault, row: Row) -> bool:
    """Whether what is sealed in a row belongs there."""
    seals = ((row["chat"], CHAT), (row["sealed"], PHONE))
    try:
        for sealed, purpose in seals:
            if sealed is not None:
                vault.open(sealed, purpose, row["report"])
    except WrongKey:
        return False
    return True


def seal_chat(vault: Vault, report: int, chat: ChatKey) -> bytes:
    """Who made a report, as it is stored."""
    return vault.seal(int(chat).to_bytes(_BYTES), CHAT, report)


def seal_entries(vault: Vault, owner: bytes, entries: list[Entry]) -> bytes:
    """A person's list as it is stored."""
    places = _FEWEST
    while places < len(entries):
        places *= 2
    plain = b"".join(entry.report.to_bytes(_BYTES) + entry.at.to_bytes(_BYTES) for entry in entries)
    return vault.seal(plain.ljust(2 * _BYTES * places, b"\0"), OWN, owner)


def open_entries(vault: Vault, owner: bytes, sealed: bytes) -> list[Entry]:
    """A person's list. Raises `WrongKey` when it is not theirs."""
    return _entries(_opened(vault, owner, sealed))


def _opened(vault: Vault, owner: bytes, sealed: bytes) -> bytes:
    """A person's list without what it is filled up with. Raises `WrongKey` when it is not theirs."""
    plain = vault.open(sealed, OWN, owner)
    return plain[: -(-len(plain.rstrip(b"\0")) // _ENTRY) * _ENTRY]


def _entries(plain: bytes) -> list[Entry]:
    return [Entry._make(pair) for pair in struct.iter_unpack(">QQ", plain)]


def bound(vault: Vault, before: Row, nobody: int) -> dict[str, object]:
    """A row that an earlier release stored, as it is stored now; `nobody` is the chat that erased reports had."""
    report, chat, phone = before["report"], ChatKey(before["chat"]), None
    if before["sealed"] is not None:
        with contextlib.suppress(WrongKey):  # it is left out: nobody can be telephoned by it
            phone = vault.open_unbound(before["sealed"], PHONE)
    return {
        "report": report,
        "chat": None if chat == nobody else seal_chat(vault, report, chat),
        "confidential": before["confidential"],
        "sealed": None if phone is None else vault.seal(phone, PHONE, report),
    }


async def _row(tx: Tx, report: int) -> Row | Mapping[str, Any] | None:
    """The row of a report; one that is not sealed for its row yet, as it will be."""
    row = await tx.one("reporters.get", report=report)
    if row is not None or not tx.vault.binding:
        return row
    before = await tx.one("reporters.get_before", report=report)
    return None if before is None else bound(tx.vault, before, await chats.nobody(tx, tx.vault))


def _chat(vault: Vault, row: Row | Mapping[str, Any]) -> ChatKey:
    if row["chat"] is None:
        return NOBODY
    try:
        return ChatKey(int.from_bytes(vault.open(row["chat"], CHAT, row["report"])))
    except WrongKey:
        vouched.refuse(vault, "reporters", row["report"])
        return NOBODY


def _phone(vault: Vault, row: Row | Mapping[str, Any]) -> str | None:
    if row["sealed"] is None:
        return None
    try:
        return vault.open(row["sealed"], PHONE, row["report"]).decode()
    except WrongKey:
        vouched.refuse(vault, "reporters", row["report"])
        return None
