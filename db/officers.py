"""Officers and partners: who they are to us, whether they are on duty, and the one-time ways in."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NewType

from db import vouched, waits
from db.chats import ChatKey
from db.database import Tx
from db.instant import stored
from db.sql import Row
from db.vault import Vault
from db.waits import WaitKey
from resort.agency import Agency, Function
from resort.rights import INVITE_LASTS, Post, Right, may
from resort.roles import Role
from resort.waits import Kind

OfficerKey = NewType("OfficerKey", int)


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody let in. The callsign is all that other officers see of them."""

    key: OfficerKey
    chat: ChatKey
    unit: str
    role: Role
    post: Post | None
    village: str | None
    callsign: str
    on_duty: bool
    removed: bool


@dataclass(frozen=True, slots=True)
class Invite:
    """What a way in leads to."""

    unit: str
    role: Role
    post: Post | None = None
    village: str | None = None


async def of_chat(tx: Tx, chat: ChatKey) -> Officer | None:
    """The officer behind a private chat; None for a citizen, and from the moment they are removed."""
    row = await tx.one("officers.by_chat", chat=chat)
    return None if row is None else joined(tx.vault, row, "id")


async def get(tx: Tx, key: OfficerKey | None) -> Officer | None:
    """An officer by number, also a removed one; nobody for None. One whom the bot did not let in counts as removed."""
    return None if key is None else (await get_all(tx, [key])).get(key)


async def get_all(tx: Tx, keys: Iterable[OfficerKey]) -> dict[OfficerKey, Officer]:
    """Several officers by number, as `get` does."""
    rows = [row for found in await tx.each("officers.by_id", [{"id": key} for key in keys]) for row in found]
    return {
        OfficerKey(row["id"]): joined(tx.vault, row, "id") or replace(_officer(row, "id"), removed=True) for row in rows
    }


async def of_unit(tx: Tx, unit: str) -> list[Officer]:
    """The people of a unit."""
    return _officers(tx, await tx.all("officers.of_unit", unit=unit))


async def of_role(tx: Tx, role: Role) -> list[Officer]:
    """Everybody in a role."""
    return _officers(tx, await tx.all("officers.of_role", role=role))


async def of_function(tx: Tx, function: Function) -> list[Officer]:
    """The people of the units of the police with this function."""
    found = _officers(tx, await tx.all("officers.of_function", agency=Agency.POLRI, function=function))
    genuine = {unit for unit in {each.unit for each in found} if await _is_genuine_unit(tx, unit)}
    return [each for each in found if each.unit in genuine]


async def _is_genuine_unit(tx: Tx, code: str) -> bool:
    """Whether nobody else made a unit what it is: its people would read what only those of its function may."""
    row = await tx.one("units.get", code=code)
    return row is not None and vouched.is_genuine(tx.vault, "units", row)


async def expel_forged(tx: Tx, now: datetime) -> int:
    """Take those out of every list whom the bot did not let in as they stand; returns how many."""
    forged = [row["id"] for row in await tx.all("officers.serving") if joined(tx.vault, row, "id") is None]
    for key in forged:
        await tx.run("officers.expel", id=key, now=stored(now))
    return len(forged)


async def set_duty(tx: Tx, key: OfficerKey, *, on: bool) -> bool:
    """On or off duty; False when they were already. A filter of the queue is forgotten with the shift."""
    if not on:
        await tx.run("desk_boards.leave", officer=key)
    return await tx.run("officers.set_duty", id=key, on_duty=int(on)) == 1


async def heard(tx: Tx, key: OfficerKey, now: datetime) -> None:
    """The officer did something: whatever they were called for before, they saw."""
    await tx.run("officers.heard", id=key, now=stored(now))


async def list_now(tx: Tx, key: OfficerKey, now: datetime) -> bool:
    """Whether an officer is due the list of what waits: once an hour."""
    since = stored(now - timedelta(hours=1))
    return await tx.run("officers.list_now", id=key, now=stored(now), since=since) == 1


async def move(tx: Tx, officer: Officer, unit: str, unit_name: str) -> None:
    """Put an officer into another unit."""
    callsign = await _callsign(tx, unit, unit_name)
    row = await tx.one("officers.move", id=officer.key, unit=unit, callsign=callsign)
    if row is not None:
        await _vouch(tx, row)


async def remove(tx: Tx, key: OfficerKey, now: datetime) -> bool:
    """Take every right away, from the next tap on; False when they had none."""
    row = await tx.one("officers.remove", id=key, now=stored(now))
    if row is None:
        return False
    await _vouch(tx, row)
    return True


async def invite(tx: Tx, to: Invite, by: OfficerKey | None, expires_at: datetime) -> str:
    """Make a one-time way in; returns its code of 128 bits, which is shown once and kept only as a hash."""
    code = secrets.token_urlsafe(16)
    values: dict[str, object] = {
        "hash": _hash(code),
        "unit": to.unit,
        "role": to.role,
        "post": to.post,
        "village": to.village,
        "invited_by": by,
        "expires_at": stored(expires_at),
    }
    voucher = vouched.voucher(tx.vault, "invites", {**values, "used_at": None, "ended_at": None})
    wait = await waits.begin(tx, Kind.INVITATION, expires_at, expires_at - INVITE_LASTS)
    await tx.run("officers.add_invite", wait=wait, voucher=voucher, **values)
    vouched.note(tx, "invites", {**values, "used_at": None, "ended_at": None})
    return code


@dataclass(frozen=True, slots=True)
class WayIn:
    """An invitation that can be used; `by` made it, None for the command line."""

    to: Invite
    by: OfficerKey | None
    wait: WaitKey


async def way_in(tx: Tx, code: str, now: datetime) -> WayIn | None:
    """Look a code up; None when it is not one, was used, is too old, or its maker could not make it now."""
    row = await tx.one("officers.open_invite", hash=_hash(code), now=stored(now))
    if row is None or not vouched.is_genuine(tx.vault, "invites", row):
        return None
    by = None if row["invited_by"] is None else OfficerKey(row["invited_by"])
    to = Invite(row["unit"], Role(row["role"]), None if row["post"] is None else Post(row["post"]), row["village"])
    return WayIn(to, by, WaitKey(row["wait"])) if await could_invite(tx, by, to) else None


async def use_way_in(tx: Tx, code: str, now: datetime) -> bool:
    """Use a code up, whatever it leads to; False when it was used before."""
    invited = await tx.one("officers.open_invite", hash=_hash(code), now=stored(now))
    if invited is None or not vouched.is_genuine(tx.vault, "invites", invited):
        return False
    row = await tx.one("officers.use_invite", hash=_hash(code), now=stored(now))
    await waits.end(tx, WaitKey(invited["wait"]))
    if row is None:
        return False
    await vouched.vouch(tx, "invites", row)
    return True


async def accept(tx: Tx, code: str, chat: ChatKey, unit_name_of: dict[str, str], now: datetime) -> Officer | None:
    """Use a way in and take the seat; None when it is none that can be used."""
    found = await way_in(tx, code, now)
    if not await use_way_in(tx, code, now) or found is None:
        return None
    return await let_in(tx, chat, found.to, unit_name_of, now)


async def let_in(tx: Tx, chat: ChatKey, to: Invite, unit_name_of: Mapping[str, str], now: datetime) -> Officer:
    """Give somebody a seat; anyone who was in already leaves the old one."""
    if (already := await of_chat(tx, chat)) is not None:
        await remove(tx, already.key, now)
    elif (forged := await tx.one("officers.by_chat", chat=chat)) is not None:
        await tx.run("officers.expel", id=forged["id"], now=stored(now))
    added = await tx.one(
        "officers.add",
        chat=chat,
        unit=to.unit,
        role=to.role,
        post=to.post,
        village=to.village,
        callsign=await _callsign(tx, to.unit, unit_name_of[to.unit]),
        now=stored(now),
        on_duty=int(may(to.role, Right.DUTY)),
    )
    assert added is not None
    await _vouch(tx, added)
    return _officer(added, "id")


async def reinstate(tx: Tx, key: OfficerKey) -> bool:
    """Give a suspended officer their seat back; False when the person has another seat by now."""
    row = await tx.one("officers.reinstate", id=key)
    if row is None:
        return False
    await _vouch(tx, row)
    return True


async def could_invite(tx: Tx, maker: OfficerKey | None, to: Invite) -> bool:
    """Whether the person who made an invitation could still make it; the command line always can."""
    if maker is None:
        return True
    made_by = await get(tx, maker)
    by = None if made_by is None else await of_chat(tx, made_by.chat)
    if by is None:
        return False
    own = to.role == Role.OFFICER and to.unit == by.unit
    return may(by.role, Right.INVITE_ALL) or (own and may(by.role, Right.INVITE_UNIT))


async def _callsign(tx: Tx, unit: str, unit_name: str) -> str:
    number = int(await tx.value("officers.count_of_unit", unit=unit)) + 1
    while await tx.value("officers.called", callsign=f"{unit_name} {number}"):
        number += 1  # who was moved away has left a gap, who came back has kept their own
    return f"{unit_name} {number}"


async def _vouch(tx: Tx, row: Row) -> None:
    await vouched.vouch(tx, "officers", row)


def _hash(code: str) -> bytes:
    return hashlib.sha256(code.encode()).digest()


def _officers(tx: Tx, rows: list[Row]) -> list[Officer]:
    found = (joined(tx.vault, row, "id") for row in rows)
    return [officer for officer in found if officer is not None]


def joined(vault: Vault, row: Row, key: str = "officer") -> Officer | None:
    """The officer in a row of a query that joins officers; None for a row that the bot did not write as it is.

    `key` names the column with their number.
    """
    values = {column: row[key if column == "id" else column] for column in (*vouched.COVERED["officers"], "voucher")}
    return _officer(row, key) if vouched.is_genuine(vault, "officers", values) else None


def _officer(row: Row, key: str) -> Officer:
    return Officer(
        key=OfficerKey(row[key]),
        chat=ChatKey(row["chat"]),
        unit=row["unit"],
        role=Role(row["role"]),
        post=None if row["post"] is None else Post(row["post"]),
        village=row["village"],
        callsign=row["callsign"],
        on_duty=bool(row["on_duty"]),
        removed=row["removed_at"] is not None,
    )
