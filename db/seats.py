"""The seats of the command: whose voice counts, and who let whom in."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from db import forgery, officers, vouched, waits
from db.chats import ChatKey
from db.database import Tx
from db.instant import moment, moment_or_none, stored, stored_or_none
from db.officers import OfficerKey
from db.sql import Row
from db.waits import WaitKey
from resort.independence import Pair, Person, Seats
from resort.roles import Role
from resort.waits import Kind


async def of_command(tx: Tx, now: datetime) -> Seats:
    """The command as it counts now. After a restore no voice counts until its people are confirmed."""
    await forgery.compare(tx)
    vault = tx.vault
    votes: dict[OfficerKey, datetime | None] = {}
    ties: set[Pair] = set()
    doubted: set[Person] = set()  # whose seat somebody else has written, changed or taken out
    for row in await tx.all("seats.of_people"):
        person = Person(row["chat"])
        if row["officer"] is None or not vouched.is_genuine(vault, "seats", row):
            vouched.refuse(vault, "seats", row["number"])
            doubted.add(person)
            continue
        votes[row["number"]] = moment_or_none(row["votes_at"])
        if row["invited_by"] not in (None, person):
            ties.add(frozenset({person, Person(row["invited_by"])}))
    seated: set[Person] = set()
    voters: set[Person] = set()
    for row in await tx.all("seats.of_command", role=Role.COMMAND):
        if officers.joined(vault, row, "id") is None:
            continue  # somebody else wrote that row
        suspended = row["suspension"] is not None and await suspension(tx, row["id"]) is not None
        if row["removed_at"] is not None and not suspended:
            continue
        person = Person(row["chat"])
        seated.add(person)
        votes_at = votes.get(row["id"])
        if person not in doubted and votes_at is not None and votes_at <= now and not suspended:
            voters.add(person)
    if voters and await is_restored(tx):
        voters.clear()
    for person in doubted:  # nobody knows any more who let them in
        ties |= {frozenset({person, each}) for each in seated if each != person}
    return Seats(frozenset(voters), frozenset(seated), frozenset(ties))


@dataclass(frozen=True, slots=True)
class Seat:
    """How an officer came into their seat; `invited_by` is a chat, None for the command line."""

    officer: OfficerKey
    invited_by: ChatKey | None
    votes_at: datetime | None
    confirmed: bool
    wait: WaitKey | None  # until somebody confirms a seat of an earlier release
    doubted: bool = False  # somebody else has written or changed it: only the command line can confirm it


@dataclass(frozen=True, slots=True)
class Suspension:
    """One of the command whose rights another took away for a day."""

    officer: OfficerKey
    by: ChatKey
    wait: WaitKey | None


async def add(tx: Tx, officer: OfficerKey, invited_by: ChatKey | None, votes_at: datetime, now: datetime) -> None:
    """An officer has taken a seat that is confirmed, or that needs no confirmation."""
    await tx.run("seats.add", officer=officer, invited_by=invited_by, votes_at=stored(votes_at), now=stored(now))
    await _vouch(tx, officer)


async def get(tx: Tx, officer: OfficerKey) -> Seat | None:
    """The seat of an officer; None when the command line let them in and nothing is noted."""
    row = await tx.one("seats.get", officer=officer)
    return None if row is None else _seat(tx, row)


async def add_voice(tx: Tx, officer: OfficerKey, by: ChatKey, now: datetime) -> None:
    """Somebody of the command says that the right person holds a seat."""
    await tx.run("seats.add_voice", officer=officer, person=by, now=stored(now))
    for row in await tx.all("seats.voices", officer=officer):
        if row["person"] == by:
            await vouched.vouch(tx, "seat_voices", row)


async def voices(tx: Tx, officer: OfficerKey) -> set[Person]:
    """Everybody who has said so."""
    rows = await tx.all("seats.voices", officer=officer)
    return {Person(row["person"]) for row in rows if vouched.is_genuine(tx.vault, "seat_voices", row)}


async def set_votes(tx: Tx, officer: OfficerKey, at: datetime | None) -> None:
    """From when the voice of a seat counts; None: it does not any more."""
    await tx.run("seats.set_votes", officer=officer, votes_at=stored_or_none(at))
    await _vouch(tx, officer)


async def confirm(tx: Tx, seat: Seat, now: datetime) -> None:
    """A seat of an earlier release is confirmed: its voice counts, also when it no longer did."""
    await tx.run("seats.confirm", officer=seat.officer, now=stored(now))
    await _vouch(tx, seat.officer)
    if seat.wait is not None:
        await waits.end(tx, seat.wait)


async def end(tx: Tx, seat: Seat, now: datetime) -> None:
    """The officer of a seat that waits was removed."""
    await tx.run("seats.end", officer=seat.officer, now=stored(now))
    if not seat.doubted:
        await _vouch(tx, seat.officer)
    if seat.wait is not None:
        await waits.end(tx, seat.wait)


async def unconfirmed(tx: Tx) -> list[Seat]:
    """The seats of earlier releases that nobody has confirmed."""
    return [_seat(tx, row) for row in await tx.all("seats.unconfirmed")]


async def suspend(tx: Tx, officer: OfficerKey, by: ChatKey, until: datetime, now: datetime) -> None:
    """Note that an officer is suspended; their rights are taken away by `officers.remove`."""
    wait = await waits.begin(tx, Kind.SUSPENSION, until, now)
    row = await tx.one("seats.suspend", officer=officer, by_chat=by, now=stored(now), wait=wait)
    await vouched.vouch(tx, "suspensions", row)


async def suspension(tx: Tx, officer: OfficerKey) -> Suspension | None:
    """The suspension of an officer that lasts."""
    row = await tx.one("seats.suspension", officer=officer)
    return _suspension(tx, row)


async def suspension_of_chat(tx: Tx, chat: ChatKey) -> Suspension | None:
    """The suspension of a person that lasts."""
    row = await tx.one("seats.suspension_of_chat", chat=chat)
    return _suspension(tx, row)


async def suspension_waiting(tx: Tx, wait: WaitKey) -> Suspension | None:
    """The suspension that a wait belongs to. One that nobody of ours began ends here, and is None."""
    row = await tx.one("seats.suspension_waiting", wait=wait)
    found = _suspension(tx, row)
    if row is not None and found is None:
        await tx.one("seats.end_suspension", officer=row["officer"], now=row["began_at"])
        await waits.end(tx, wait)
    return found


async def suspended_lately(tx: Tx, chat: ChatKey, by: ChatKey, since: datetime) -> bool:
    """Whether somebody has suspended this person since then."""
    return await tx.value("seats.suspended_lately", chat=chat, by_chat=by, since=stored(since)) is not None


async def end_suspension(tx: Tx, found: Suspension, now: datetime) -> None:
    """A suspension is over."""
    row = await tx.one("seats.end_suspension", officer=found.officer, now=stored(now))
    await vouched.vouch(tx, "suspensions", row)
    if found.wait is not None:
        await waits.end(tx, found.wait)


async def _vouch(tx: Tx, officer: OfficerKey) -> None:
    await vouched.vouch(tx, "seats", await tx.one("seats.get", officer=officer))


def _seat(tx: Tx, row: Row) -> Seat:
    doubted = not vouched.is_genuine(tx.vault, "seats", row)
    return Seat(
        officer=OfficerKey(row["officer"]),
        invited_by=None if row["invited_by"] is None else ChatKey(row["invited_by"]),
        votes_at=None if doubted else moment_or_none(row["votes_at"]),
        confirmed=row["confirmed_at"] is not None and not doubted,
        wait=None if row["wait"] is None else WaitKey(row["wait"]),
        doubted=doubted,
    )


def _suspension(tx: Tx, row: Row | None) -> Suspension | None:
    if row is None or not vouched.is_genuine(tx.vault, "suspensions", row):
        return None
    return Suspension(
        OfficerKey(row["officer"]), ChatKey(row["by_chat"]), None if row["wait"] is None else WaitKey(row["wait"])
    )


async def make_code(tx: Tx, purpose: str, subject: int | None, now: datetime) -> str:
    """A code of the command line that stands for a second person; shown once, and kept only as a hash."""
    code = secrets.token_urlsafe(16)
    await tx.run("seats.add_code", hash=_hash(code), purpose=purpose, subject=subject, now=stored(now))
    await _vouch_code(tx, _hash(code))
    return code


async def code_made_at(tx: Tx, code: str, purpose: str, subject: int | None = None) -> datetime | None:
    """When an unused code was made for this purpose and subject; None when it is no such code."""
    row = await tx.one("seats.open_code", hash=_hash(code), purpose=purpose)
    if row is None or row["subject"] != subject or not vouched.is_genuine(tx.vault, "seat_codes", row):
        return None
    return moment(row["made_at"])


async def use_code(tx: Tx, code: str, now: datetime, *, done: bool = False) -> None:
    """Use a code up; `done` when its act is done in the same transaction."""
    await tx.run("seats.use_code", hash=_hash(code), now=stored(now))
    await _vouch_code(tx, _hash(code))
    if done:
        await code_done(tx, _hash(code), now)


@dataclass(frozen=True, slots=True)
class Code:
    """A code of the command line that the command is to be told of, or whose act is to be done."""

    hash: bytes
    purpose: str
    subject: int | None
    made_at: datetime
    told: bool
    used: bool


async def codes_to_do(tx: Tx) -> list[Code]:
    """The codes that the command has not been told of, and those whose act is to be done."""
    return [
        Code(
            row["hash"],
            row["purpose"],
            row["subject"],
            moment(row["made_at"]),
            row["told_at"] is not None,
            row["used_at"] is not None,
        )
        for row in await tx.all("seats.codes_to_do")
        if vouched.is_genuine(tx.vault, "seat_codes", row)
    ]


async def is_second_code(tx: Tx, code: Code, until: datetime, since: datetime) -> bool:
    """Whether another code for the same act was made between two moments."""
    values = {"purpose": code.purpose, "subject": code.subject, "until": stored(until), "since": stored(since)}
    rows = await tx.all("seats.earlier_codes", **values)
    return any(vouched.is_genuine(tx.vault, "seat_codes", row) for row in rows)


async def some_codes_to_do(tx: Tx) -> bool:
    """Whether there is such a code."""
    return await tx.value("seats.some_codes_to_do") is not None


async def code_told(tx: Tx, code: Code, now: datetime) -> None:
    """The command was told of a code."""
    await tx.run("seats.code_told", hash=code.hash, now=stored(now))
    await _vouch_code(tx, code.hash)


async def code_done(tx: Tx, hash: bytes, now: datetime) -> None:
    """What a code allows is done."""
    await tx.run("seats.code_done", hash=hash, now=stored(now))
    await _vouch_code(tx, hash)


async def restore(tx: Tx, due: datetime, now: datetime) -> None:
    """A backup was put in place: no voice counts until the list of the command is confirmed."""
    row = await tx.one("seats.restore", now=stored(now), wait=await waits.begin(tx, Kind.RESTORATION, due, now))
    await vouched.vouch(tx, "restorations", row)


async def is_restored(tx: Tx) -> bool:
    """Whether the list of the command waits to be confirmed after a restore."""
    rows = await tx.all("seats.restorations")
    if vouched.taken_out(tx.vault, "restorations"):
        return True  # nobody knows any more whether its list was confirmed
    return any(row["confirmed_at"] is None or not vouched.is_genuine(tx.vault, "restorations", row) for row in rows)


async def confirm_restored(tx: Tx, by: ChatKey, now: datetime) -> None:
    """The list of the command is confirmed: its voices count again."""
    ended = [WaitKey(row["wait"]) for row in await tx.all("seats.restoration_waits")]
    await tx.run("seats.confirm_restored", confirmed_by=by, now=stored(now))
    for row in await tx.all("seats.restorations"):
        await vouched.vouch(tx, "restorations", row)
    for wait in ended:
        await waits.end(tx, wait)


async def _vouch_code(tx: Tx, hash: bytes) -> None:
    await vouched.vouch(tx, "seat_codes", await tx.one("seats.code", hash=hash))


def _hash(code: str) -> bytes:
    return hashlib.sha256(code.encode()).digest()
