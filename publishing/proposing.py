"""Writing an announcement up to the moment its approvers are asked: keeping it, handing it in, letting go of it."""

from dataclasses import replace

from broadcasts.appeal import Appeal, check
from broadcasts.approval import edit, missing
from broadcasts.lint import check_neutral
from broadcasts.state import State, move
from casework.authority import require
from db import appeals, seats
from db.appeals import AppealKey, Part, StoredAnnouncement
from db.officers import Officer
from db.unit_of_work import UnitOfWork
from locales import Refused
from publishing import announcement, approving, unapproved
from reports.state import RecordedAct
from resort.independence import Person
from resort.rights import Right

EDITABLE = (State.DRAFT, State.WAITING, State.APPROVED, State.MISSED)  # while nobody has got it


async def changeable(uow: UnitOfWork, officer: Officer, key: int) -> StoredAnnouncement:
    """An announcement that has not gone out, to be changed; else `Refused`."""
    require(officer, Right.COMPOSE)
    stored = await announcement.opened(uow, officer, key)
    if stored.state not in EDITABLE or stored.last_fired is not None:
        raise Refused("appeal.not_now")
    return stored


async def correctable(uow: UnitOfWork, officer: Officer, key: int) -> StoredAnnouncement:
    """An announcement that was sent, for which other words can be written; else `Refused`."""
    require(officer, Right.COMPOSE)
    stored = await announcement.find(uow, key)
    if stored.last_fired is None or stored.state is State.WITHDRAWN or stored.corrects is not None:
        raise Refused("appeal.not_now")
    if stored.appeal.poll is not None:
        raise Refused("appeal.poll_stays")
    return stored


async def keep(
    uow: UnitOfWork, officer: Officer, appeal: Appeal, *, directive: bool = False, corrects: AppealKey | None = None
) -> StoredAnnouncement:
    """Keep a new announcement as a draft: its check code hangs on its number."""
    require(officer, Right.COMPOSE)
    check(appeal)
    if corrects is not None:
        await correctable(uow, officer, corrects)
    stored = await appeals.add(uow.tx, officer.chat, appeal, uow.now, directive=directive, corrects=corrects)
    assert stored is not None
    return await appeals.note_part(uow.tx, stored, officer.chat, Part.AUTHOR)


async def hand_in(uow: UnitOfWork, officer: Officer, key: int, appeal: Appeal) -> int:
    """Put an announcement before its approvers as it is now; returns how many approvals it needs."""
    require(officer, Right.COMPOSE)
    stored, me = await announcement.opened(uow, officer, key), Person(officer.chat)
    edited = edit(stored.announcement, me, appeal)
    changed = edited is not stored.announcement
    proposed = await appeals.with_parts(uow.tx, replace(stored, announcement=replace(edited, approvals=())))
    edited = replace(proposed.announcement, parties=proposed.announcement.parties | {me})
    proposed = replace(proposed, announcement=edited, approved_at=None)
    check_neutral(announcement.concerns(uow, proposed))
    needed = missing(edited, await seats.of_command(uow.tx, uow.now))
    if not await announcement.can_be_approved(uow, proposed):
        raise Refused("appeal.too_few_approvers", needed=needed)
    if stored.state not in EDITABLE or stored.last_fired is not None:
        raise Refused("appeal.not_now")
    if announcement.is_held_back(uow, proposed):
        raise Refused("approval.needs_emergency")
    stored = await appeals.void(uow.tx, stored)
    state = stored.state if stored.state is State.DRAFT else move(stored.state, State.DRAFT)
    stored = replace(
        stored,
        announcement=edited,
        state=move(state, State.WAITING),
        approved_at=None,
        next_fire=None,
    )
    stored = await unapproved.hand_in(uow, stored)
    await appeals.store(uow.tx, stored)
    for part in (Part.AUTHOR, Part.SUBMITTER) if changed else (Part.SUBMITTER,):
        stored = await appeals.note_part(uow.tx, stored, officer.chat, part)
    await uow.record(RecordedAct.ANNOUNCEMENT_SUBMITTED, officer, text=str(stored.key))
    await approving.ask(uow, stored, officer)
    return needed


async def let_go(uow: UnitOfWork, officer: Officer, key: int | None) -> bool:
    """The composer leaves the questions; True when the announcement stays, because others know of it.

    A draft that only its composer has seen is withdrawn. An announcement that waits or is approved goes out.
    """
    require(officer, Right.COMPOSE)
    if key is None:
        return False
    stored = await announcement.find(uow, key)
    if stored.state is not State.DRAFT or stored.composer != officer.chat:
        return True
    await appeals.store(uow.tx, replace(stored, state=move(stored.state, State.WITHDRAWN)))
    return False


async def drop(uow: UnitOfWork, officer: Officer, key: int) -> None:
    """Cancel an announcement that has not gone out."""
    require(officer, Right.COMPOSE)
    stored = await announcement.opened(uow, officer, key)
    if stored.last_fired is not None:
        raise Refused("appeal.not_now")
    await appeals.store(uow.tx, replace(stored, state=move(stored.state, State.WITHDRAWN), next_fire=None))
    await uow.record(RecordedAct.ANNOUNCEMENT_CANCELLED, officer, text=str(stored.key))
