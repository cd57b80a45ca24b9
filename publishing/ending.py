"""Ending what goes out: stopping a run, switching off a repeated announcement, taking one back everywhere."""

from dataclasses import replace

from broadcasts.state import RunAct, State, move
from casework.authority import require
from db import appeals, runs
from db.appeals import StoredAnnouncement
from db.officers import Officer
from db.runs import Run, RunKey
from db.unit_of_work import UnitOfWork
from locales import Refused
from publishing import announcement
from reports.state import RecordedAct
from resort.rights import Right


async def switch_off(uow: UnitOfWork, officer: Officer, key: int) -> None:
    """Let a repeated announcement not go out again; what was sent stays."""
    require(officer, Right.COMPOSE)
    stored = await announcement.find(uow, key)
    await appeals.store(uow.tx, replace(stored, state=move(stored.state, State.OFF), next_fire=None))
    await uow.record(RecordedAct.ANNOUNCEMENT_ENDED, officer, text=str(stored.key))


async def stop(uow: UnitOfWork, officer: Officer, key: int) -> None:
    """Send nothing more of a run; the sender drops what it holds after the commit."""
    require(officer, Right.COMPOSE)
    run = await find_run(uow, key)
    if not await runs.stop(uow.tx, run.key, uow.now):
        raise Refused("run.over")
    uow.halted.append(run.key)
    stored = await announcement.find(uow, run.appeal)
    if stored.next_fire is not None:
        state = move(stored.state, State.OFF) if stored.state is State.APPROVED else stored.state
        await appeals.store(uow.tx, replace(stored, state=state, next_fire=None))
    await uow.record(RecordedAct.ANNOUNCEMENT_STOPPED, officer, text=f"{stored.key}/{run.key}")


async def reach(uow: UnitOfWork, officer: Officer, key: int) -> tuple[StoredAnnouncement, int]:
    """An announcement that may be taken back, and how many people it has reached."""
    require(officer, Right.COMPOSE)
    stored = await announcement.find(uow, key)
    return stored, len(await runs.recipients(uow.tx, stored.key))


async def take_back(uow: UnitOfWork, officer: Officer, key: int) -> None:
    """Delete an announcement everywhere, with its corrections; from now on `/cek` answers that it was withdrawn."""
    require(officer, Right.COMPOSE)
    stored = await announcement.find(uow, key)
    if stored.last_fired is None:
        raise Refused("appeal.not_now")
    await appeals.store(uow.tx, replace(stored, state=move(stored.state, State.WITHDRAWN), next_fire=None))
    for run in await runs.of_appeal(uow.tx, stored.key):
        if run.ended_at is None:
            uow.halted.append(run.key)
        if run.act is RunAct.SEND:
            await _delete(uow, stored, run)
    for correction in await appeals.corrections(uow.tx, stored.key):
        if correction.state is not State.WITHDRAWN:
            state = move(correction.state, State.WITHDRAWN)
            await appeals.store(uow.tx, replace(correction, state=state, next_fire=None))
    await uow.record(RecordedAct.ANNOUNCEMENT_RECALLED, officer, text=str(stored.key))


async def find_run(uow: UnitOfWork, key: int) -> Run:
    """A run by number; else `Refused`."""
    run = await runs.get(uow.tx, RunKey(key))
    if run is None:
        raise Refused("flow.old_button")
    return run


async def _delete(uow: UnitOfWork, stored: StoredAnnouncement, sent: Run) -> None:
    """Begin the run that deletes what an earlier run sent."""
    if sent.ended_at is None:
        await runs.stop(uow.tx, sent.key, uow.now)
    run = await runs.begin(uow.tx, stored.key, RunAct.DELETE, sent.planned_at, uow.now, sent.key)
    if run is not None:
        await runs.freeze_sent(uow.tx, run, sent.key)
