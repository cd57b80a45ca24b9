"""Rows that give somebody a right carry a voucher: a keyed hash over what they say. A row without one gives nothing.

Whoever writes into the database without the key can make no officer, no invitation, no approval and no opening, and
can change none. Such a row is refused where it is used, raises the alarm, and is named by `bot.py audit verify`.

Each row that is written so, or taken out, is also in the memory of acts, with its fingerprint: a row that somebody
takes out, or an old one that is put back with its voucher, does not fit what the memory holds last. See `db.forgery`.
"""

import logging
from collections.abc import Mapping
from typing import Any

from db import standing
from db.engine import Tx
from db.sql import Row
from db.vault import Vault

log = logging.getLogger(__name__)

# What a voucher covers. What changes at every shift, such as being on duty, gives no right and is not in it.
COVERED: Mapping[str, tuple[str, ...]] = {
    "officers": ("id", "chat", "unit", "role", "post", "village", "callsign", "joined_at", "removed_at"),
    "invites": ("hash", "unit", "role", "post", "village", "invited_by", "expires_at", "used_at", "ended_at"),
    "approvals": ("appeal", "person", "fingerprint", "at", "composer"),
    "text_approvals": ("hash", "person", "at"),
    "resort_texts": ("hash", "name", "valid_from", "approved_at"),
    "openings": ("id", "report", "asked_by", "reason", "asked_at", "decided_by", "granted", "ended_at", "kind"),
    "seats": ("officer", "invited_by", "earlier", "votes_at", "confirmed_at", "ended_at"),
    "seat_voices": ("officer", "person", "at"),
    "arrivals": ("id", "chat", "unit", "role", "post", "village", "invited_by", "opened_at", "officer", "ended_at"),
    "seconds": ("id", "act", "subject", "asked_by", "asked_at", "decided_by", "granted", "ended_at"),
    "suspensions": ("id", "officer", "by_chat", "began_at", "ended_at"),
    "restorations": ("id", "at", "confirmed_by", "confirmed_at"),
    "seat_codes": ("hash", "purpose", "subject", "made_at", "used_at", "done_at"),
    "units": ("code", "agency", "level", "function", "parent", "chat"),
    "runs": ("id", "appeal", "act", "of_run", "planned_at", "began_at", "ended_at", "stopped_at", "fingerprint"),
    # Without a voucher: what is asked of it is only that it is there.
    "appeal_parts": ("appeal", "fingerprint", "person", "part"),
}
UNVOUCHED = frozenset({"appeal_parts"})
# By what a row is found, where that is not the first column that its voucher covers.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "approvals": ("appeal", "person", "fingerprint"),
    "text_approvals": ("hash", "person"),
    "seat_voices": ("officer", "person"),
    "appeal_parts": ("appeal", "fingerprint", "person", "part"),
}
_VOUCH: Mapping[str, str] = {
    "officers": "officers.vouch",
    "invites": "officers.vouch_invite",
    "approvals": "forgery.vouch_approval",
    "text_approvals": "forgery.vouch_text_approval",
    "resort_texts": "resort_texts.vouch",
    "openings": "openings.vouch",
    "seats": "seats.vouch",
    "seat_voices": "seats.vouch_voice",
    "arrivals": "arrivals.vouch",
    "seconds": "seconds.vouch",
    "suspensions": "seats.vouch_suspension",
    "restorations": "seats.vouch_restoration",
    "seat_codes": "seats.vouch_code",
    "units": "units.vouch",
    "runs": "runs.vouch",
}


def keys(table: str) -> tuple[str, ...]:
    """The columns by which a row of a table is found."""
    return _KEYS.get(table, COVERED[table][:1])


async def vouch(tx: Tx, table: str, row: Row | None) -> None:
    """Vouch for a row as the bot has just written it; one that says what it said stays as it is."""
    if row is not None and not _fits(tx.vault, table, row):
        await renew(tx, table, row)
        note(tx, table, row)


async def renew(tx: Tx, table: str, row: Row) -> None:
    """Vouch with the current key for a row that is as it was."""
    found = {key: row[key] for key in keys(table)}
    await tx.run(_VOUCH[table], voucher=voucher(tx.vault, table, row), **found)


def note(tx: Tx, table: str, row: Row | Mapping[str, object]) -> None:
    """The next event holds this row as it is now."""
    tx.standing.rights[name(table, row)] = fingerprint(table, row)


def note_gone(tx: Tx, table: str, row: Row | Mapping[str, object]) -> None:
    """The next event holds that the bot took this row out."""
    tx.standing.rights[name(table, row)] = standing.GONE


def taken_out(vault: Vault, table: str, *key: str) -> list[list[str]]:
    """The rest of the keys of rows that somebody took out; the first parts of them are given."""
    begins = "/".join([table, *key, ""])
    return [each.removeprefix(begins).split("/") for each in vault.taken_out if each.startswith(begins)]


def name(table: str, row: Row | Mapping[str, object]) -> str:
    """How the memory names a row."""
    return standing.name_of_right(table, row, keys(table))


def fingerprint(table: str, row: Row | Mapping[str, object]) -> str:
    """A row as the memory holds it."""
    return standing.of_right(table, row, COVERED[table])


def voucher(vault: Vault, table: str, row: Row | Mapping[str, object]) -> bytes:
    """The voucher of a row as it is stored now."""
    return vault.vouch(table.encode(), tuple(row[column] for column in COVERED[table]))


def is_genuine(vault: Vault, table: str, row: Row | Mapping[str, Any]) -> bool:
    """Whether the bot itself wrote this row as it is. One that somebody else wrote is logged and raises the alarm."""
    if name(table, row) in vault.put_back:
        return False
    if _fits(vault, table, row):
        return True
    refuse(vault, table, row[COVERED[table][0]])
    return False


def _fits(vault: Vault, table: str, row: Row | Mapping[str, Any]) -> bool:
    values = tuple(row[column] for column in COVERED[table])
    return vault.vouches(row["voucher"], table.encode(), values)


def refuse(vault: Vault, table: str, row: object) -> None:
    """Remember a row that somebody else wrote or moved; it is logged once."""
    name = f"{table} {shown(row)}"
    if name not in vault.forged:
        vault.forged.add(name)
        log.error("refused: %s was not written by this bot", name)


def shown(key: object) -> str:
    """A part of a row's key, for a person to find the row by."""
    return key.hex()[:16] if isinstance(key, bytes) else str(key)
