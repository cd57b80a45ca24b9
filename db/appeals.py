"""Announcements: what they say, who approved them, and when they go out next."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from broadcasts.appeal import Appeal, UnreadableAnnouncement
from broadcasts.approval import Announcement, Approval, Fingerprint, fingerprint
from broadcasts.programme import SlotKey
from broadcasts.state import State
from conversations.stored import StoredShape, Unreadable, unchanged
from db import vouched, waits
from db.chats import ChatKey
from db.database import Tx
from db.instant import moment, moment_or_none, stored, stored_or_none
from db.sql import Row
from db.waits import WaitKey
from resort.independence import Person
from resort.waits import Kind

AppealKey = NewType("AppealKey", int)


class Part(StrEnum):
    """What somebody has done with exactly this content of an announcement."""

    AUTHOR = "penyusun"
    SUBMITTER = "pengaju"
    REFUSER = "penolak"
    EARLIER = "setuju"  # approved it before independence was asked for


SHAPE = StoredShape("announcement", 3, Appeal, {1: unchanged, 2: unchanged}, whole=True)


@dataclass(frozen=True, slots=True)
class StoredAnnouncement:
    """An announcement as it lies in the database. `announcement` holds its content, composer and approvals."""

    key: AppealKey
    announcement: Announcement
    state: State
    code: str | None
    directive: bool
    corrects: AppealKey | None
    slot: SlotKey | None  # of the programme it belongs to
    created_at: datetime
    approved_at: datetime | None
    last_fired: datetime | None
    next_fire: datetime | None
    wait: WaitKey | None  # for its approval

    @property
    def appeal(self) -> Appeal:
        """What it says, to whom, and when."""
        return self.announcement.appeal

    @property
    def composer(self) -> ChatKey:
        """The private chat of who wrote it as it is now."""
        return ChatKey(self.announcement.composer)


async def add(
    tx: Tx,
    composer: ChatKey,
    appeal: Appeal,
    now: datetime,
    *,
    state: State = State.DRAFT,
    directive: bool = False,
    corrects: AppealKey | None = None,
    slot: SlotKey | None = None,
) -> StoredAnnouncement | None:
    """Keep a new announcement; None when its slot of the programme is taken already."""
    row = await tx.one(
        "appeals.add",
        composer=composer,
        content=SHAPE.dump(appeal).decode(),
        fingerprint=fingerprint(appeal),
        state=state,
        directive=int(directive),
        corrects=corrects,
        slot=None if slot is None else str(slot),
        now=stored(now),
    )
    return None if row is None else await _stored(tx, row)


async def get(tx: Tx, key: AppealKey) -> StoredAnnouncement | None:
    """An announcement by number. Raises `UnreadableAnnouncement`, as everything here that returns one."""
    row = await tx.one("appeals.get", id=key)
    return None if row is None else await _stored(tx, row)


async def by_code(tx: Tx, code: str) -> StoredAnnouncement | None:
    """The announcement a check code belongs to."""
    row = await tx.one("appeals.by_code", code=code)
    return None if row is None else await _stored(tx, row)


async def by_slot(tx: Tx, slot: SlotKey) -> StoredAnnouncement | None:
    """The announcement of a slot of the programme; None also when it cannot be read."""
    row = await tx.one("appeals.by_slot", slot=str(slot))
    return next(iter(await _readable(tx, [] if row is None else [row])), None)


async def listed(tx: Tx, composer: ChatKey, limit: int) -> list[StoredAnnouncement]:
    """The newest outside the programme: one's own, and those of others that have left their writer's hands."""
    return await _readable(tx, await tx.all("appeals.listed", composer=composer, limit=limit))


async def corrections(tx: Tx, key: AppealKey) -> list[StoredAnnouncement]:
    """What has taken the place of an announcement, the newest first."""
    return await _readable(tx, await tx.all("appeals.corrections", id=key))


async def of_programme(tx: Tx, election: str) -> list[StoredAnnouncement]:
    """The reminders of an election, by their next time."""
    rows = await tx.all("appeals.of_slots", prefix=str(SlotKey(election, "")))
    return await _readable(tx, rows)


async def public(tx: Tx, limit: int) -> list[StoredAnnouncement]:
    """The latest that went out to the public and were not taken back."""
    return await _readable(tx, await tx.all("appeals.public_ones", limit=limit))


async def public_with(tx: Tx, fragments: Sequence[str]) -> list[StoredAnnouncement]:
    """The latest that went out to the public and hold one of one to four fragments of text, as they are written."""
    one, two, three, four = [fragments[at % len(fragments)] for at in range(4)]
    return await _readable(tx, await tx.all("appeals.public_with", one=one, two=two, three=three, four=four))


async def due(tx: Tx, now: datetime) -> list[AppealKey]:
    """Those whose time has come."""
    return [AppealKey(row["id"]) for row in await tx.all("appeals.due", now=stored(now))]


async def next_due(tx: Tx) -> datetime | None:
    """When the next one goes out."""
    return moment_or_none(await tx.value("appeals.next_due"))


async def waiting(tx: Tx, wait: WaitKey) -> StoredAnnouncement | None:
    """The announcement whose approval a wait is for."""
    row = await tx.one("appeals.waiting", wait=wait)
    return None if row is None else await _stored(tx, row)


async def wait_for_approval(tx: Tx, kept: StoredAnnouncement, due: datetime, now: datetime) -> StoredAnnouncement:
    """It is handed in now, and looked at again at `due`; to be stored next, in its state."""
    if kept.wait is None:
        return replace(kept, wait=await waits.begin(tx, Kind.APPROVAL, due, now))
    await waits.renew(tx, kept.wait, due, now)
    return kept


async def people(tx: Tx, key: AppealKey) -> list[ChatKey]:
    """The composer of an announcement and those who approved it; also of one that cannot be read."""
    return [ChatKey(row["person"]) for row in await tx.all("appeals.people", id=key)]


async def shelve(tx: Tx, key: AppealKey) -> bool:
    """Take an announcement out of what goes out, its content untouched; False when nothing was to go out."""
    wait = await tx.value("appeals.wait_of", id=key)
    shelved = await tx.run("appeals.shelve", id=key) == 1
    if wait is not None:
        await waits.end(tx, WaitKey(wait))
    return shelved


async def store(tx: Tx, kept: StoredAnnouncement) -> None:
    """Store a changed announcement; its wait ends once it no longer waits. `add_approval` stores new approvals."""
    waits_on = kept.state is State.WAITING
    await tx.run(
        "appeals.store",
        id=kept.key,
        composer=kept.announcement.composer,
        content=SHAPE.dump(kept.appeal).decode(),
        fingerprint=fingerprint(kept.appeal),
        state=kept.state,
        code=kept.code,
        approved_at=stored_or_none(kept.approved_at),
        last_fired=stored_or_none(kept.last_fired),
        next_fire=stored_or_none(kept.next_fire),
        wait=kept.wait if waits_on else None,
    )
    if kept.wait is not None and not waits_on:
        await waits.end(tx, kept.wait)


async def note_part(tx: Tx, kept: StoredAnnouncement, person: ChatKey, part: Part) -> StoredAnnouncement:
    """Somebody has had this part in the content as it is now, for ever; returns it with all who had a part in it."""
    row: dict[str, object] = {
        "appeal": kept.key,
        "fingerprint": fingerprint(kept.appeal),
        "person": person,
        "part": part,
    }
    if await tx.run("appeals.note_part", **row):
        vouched.note(tx, "appeal_parts", row)
    return await with_parts(tx, kept)


async def with_parts(tx: Tx, kept: StoredAnnouncement) -> StoredAnnouncement:
    """An announcement, also a changed one, with everybody who has ever had a part in exactly this content."""
    announcement = await _with_parts(tx, kept.key, kept.announcement, of_programme=kept.slot is not None)
    return replace(kept, announcement=announcement)


async def void(tx: Tx, kept: StoredAnnouncement) -> StoredAnnouncement:
    """Every approval is gone for good, also for when the same content comes back."""
    for row in await tx.all("appeals.void", appeal=kept.key):
        vouched.note_gone(tx, "approvals", row)
    for row in await tx.all("appeals.end_earlier", appeal=kept.key):
        vouched.note_gone(tx, "appeal_parts", row)
    return replace(kept, announcement=replace(kept.announcement, approvals=()))


async def add_approval(tx: Tx, kept: StoredAnnouncement, announcement: Announcement) -> StoredAnnouncement:
    """Store the approval that `broadcasts.approval.approve` has just added."""
    approval = announcement.approvals[-1]
    values: dict[str, object] = {
        "appeal": kept.key,
        "person": approval.by,
        "fingerprint": approval.fingerprint,
        "at": stored(approval.at),
    }
    row = {**values, "composer": announcement.composer}
    await tx.run("appeals.approve", voucher=vouched.voucher(tx.vault, "approvals", row), **values)
    vouched.note(tx, "approvals", row)
    return replace(kept, announcement=announcement)


async def _readable(tx: Tx, rows: Iterable[Row]) -> list[StoredAnnouncement]:
    """Those that can be read: one that cannot holds up no other."""
    found: list[StoredAnnouncement] = []
    for row in rows:
        with suppress(UnreadableAnnouncement):
            found.append(await _stored(tx, row))
    return found


async def _stored(tx: Tx, row: Row) -> StoredAnnouncement:
    approvals = tuple(
        Approval(Person(each["person"]), Fingerprint(each["fingerprint"]), moment(each["at"]))
        for each in await tx.all("appeals.approvals", appeal=row["id"])
        if vouched.is_genuine(tx.vault, "approvals", each)
    )
    try:
        appeal = SHAPE.load(row["content"])
    except Unreadable as error:
        raise UnreadableAnnouncement(AppealKey(row["id"])) from error
    announcement = Announcement(appeal, Person(row["composer"]), approvals)
    announcement = await _with_parts(tx, row["id"], announcement, of_programme=row["slot"] is not None)
    return StoredAnnouncement(
        key=AppealKey(row["id"]),
        announcement=announcement,
        state=State(row["state"]),
        code=row["code"],
        directive=bool(row["directive"]),
        corrects=row["corrects"],
        slot=None if row["slot"] is None else SlotKey.read(row["slot"]),
        created_at=moment(row["created_at"]),
        approved_at=moment_or_none(row["approved_at"]),
        last_fired=moment_or_none(row["last_fired"]),
        next_fire=moment_or_none(row["next_fire"]),
        wait=None if row["wait"] is None else WaitKey(row["wait"]),
    )


async def _with_parts(tx: Tx, key: int, announcement: Announcement, *, of_programme: bool) -> Announcement:
    """The announcement with everybody who has had a part in exactly this content."""
    of_part: dict[Part, set[Person]] = {part: set() for part in Part}
    said = fingerprint(announcement.appeal)
    for row in await tx.all("appeals.parts", appeal=key, fingerprint=said):
        if vouched.name("appeal_parts", {"appeal": key, "fingerprint": said, **row}) not in tx.vault.put_back:
            of_part[Part(row["part"])].add(Person(row["person"]))
    for person, part in vouched.taken_out(tx.vault, "appeal_parts", str(key), said):
        of_part[Part(part)].add(Person(int(person)))
    return replace(
        announcement,
        parties=frozenset(of_part[Part.AUTHOR] | of_part[Part.SUBMITTER]),
        refusers=frozenset(of_part[Part.REFUSER]),
        earlier=frozenset(of_part[Part.EARLIER]),
        unwritten=of_programme and not of_part[Part.AUTHOR],
    )
