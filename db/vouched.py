"""Rows that give somebody a right carry a voucher: a keyed hash over what they say. A row without one gives nothing.

Whoever writes into the database without the key can make no officer, no invitation, no approval and no opening, and
can change none. Such a row is refused where it is used, raises the alarm, and is named by `bot.py audit verify`.
"""

import logging
from collections.abc import Mapping
from typing import Any

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
}
# By what a row is found, where that is not the first column that its voucher covers.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "approvals": ("appeal", "person", "fingerprint"),
    "text_approvals": ("hash", "person"),
    "seat_voices": ("officer", "person"),
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
}


def keys(table: str) -> tuple[str, ...]:
    """The columns by which a row of a table is found."""
    return _KEYS.get(table, COVERED[table][:1])


async def vouch(tx: Tx, table: str, row: Row | None) -> None:
    """Vouch for a row as the bot has just written it."""
    if row is not None:
        found = {key: row[key] for key in keys(table)}
        await tx.run(_VOUCH[table], voucher=voucher(tx.vault, table, row), **found)


def voucher(vault: Vault, table: str, row: Row | Mapping[str, object]) -> bytes:
    """The voucher of a row as it is stored now."""
    return vault.vouch(table.encode(), tuple(row[column] for column in COVERED[table]))


def is_genuine(vault: Vault, table: str, row: Row | Mapping[str, Any]) -> bool:
    """Whether the bot itself wrote this row as it is. One that somebody else wrote is logged and raises the alarm."""
    values = tuple(row[column] for column in COVERED[table])
    if vault.vouches(row["voucher"], table.encode(), values):
        return True
    refuse(vault, table, row[COVERED[table][0]])
    return False


def refuse(vault: Vault, table: str, row: object) -> None:
    """Remember a row that somebody else wrote or moved; it is logged once."""
    name = f"{table} {shown(row)}"
    if name not in vault.forged:
        vault.forged.add(name)
        log.error("refused: %s was not written by this bot", name)


def shown(key: object) -> str:
    """A part of a row's key, for a person to find the row by."""
    return key.hex()[:16] if isinstance(key, bytes) else str(key)
