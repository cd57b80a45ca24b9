"""Ending what goes out: stopping a run, switching off a repeated announcement, taking one back everywhere.

One of the command can stop it and say that it no longer counts. Deleting what people have takes two.
"""

from dataclasses import replace

from broadcasts.appeal import visible
from broadcasts.state import RunAct, State, move
from casework import seconding
from casework.authority import require
from db import appeals, runs
from db.appeals import StoredAnnouncement
from db.officers import Officer
from db.runs import Run, RunKey
from db.seconds import Request, SecondedAct
from db.unit_of_work import UnitOfWork
from locales import Refused, shown
from publishing import announcement
from reports.state import RecordedAct
from resort.rights import Right

_EXCERPT = 80


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


async def take_back(uow: UnitOfWork, officer: Officer, key: int) -> int:
    """Withdraw an announcement with its corrections: nothing more is sent, and `/cek` answers so from now on.

    Deleting it where people have it is asked of the others of the command; returns how many were asked.
    """
    require(officer, Right.COMPOSE)
    stored = await announcement.find(uow, key)
    if stored.last_fired is None:
        raise Refused("appeal.not_now")
    if stored.state is State.WITHDRAWN:
        return await _ask_to_delete(uow, officer, stored)
    stored = replace(stored, state=move(stored.state, State.WITHDRAWN), next_fire=None)
    await appeals.store(uow.tx, stored)
    await _stop_runs(uow, stored)
    for correction in await appeals.corrections(uow.tx, stored.key):
        await _stop_runs(uow, correction)
        if correction.state is not State.WITHDRAWN:
            state = move(correction.state, State.WITHDRAWN)
            await appeals.store(uow.tx, replace(correction, state=state, next_fire=None))
    await uow.record(RecordedAct.ANNOUNCEMENT_RECALLED, officer, text=str(stored.key))
    return await _ask_to_delete(uow, officer, stored)


async def _stop_runs(uow: UnitOfWork, stored: StoredAnnouncement) -> None:
    for run in await runs.of_appeal(uow.tx, stored.key):
        if run.ended_at is None and run.act is not RunAct.DELETE:
            await runs.stop(uow.tx, run.key, uow.now)
            uow.halted.append(run.key)


async def delete(uow: UnitOfWork, officer: Officer, request: Request) -> None:
    """Another of the command agrees: a withdrawn announcement is deleted everywhere, and what said it was put right."""
    stored = await announcement.find(uow, request.subject)
    await seconding.agree(uow, officer, request)
    for each in (stored, *await appeals.corrections(uow.tx, stored.key)):
        for run in await runs.of_appeal(uow.tx, each.key):
            if run.act in (RunAct.SEND, RunAct.RING):
                await _delete(uow, each, run)
    await uow.record(RecordedAct.ANNOUNCEMENT_DELETED, officer, text=str(stored.key))


async def named(uow: UnitOfWork, request: Request) -> str | None:
    """How the announcement that is to be deleted is called; None when this release cannot read it."""
    try:
        stored = await announcement.find(uow, request.subject)
    except Refused:
        return None
    return shown(visible(stored.appeal.text), _EXCERPT) or "…"


async def _ask_to_delete(uow: UnitOfWork, officer: Officer, stored: StoredAnnouncement) -> int:
    if any(run.act is RunAct.DELETE for run in await runs.of_appeal(uow.tx, stored.key)):
        raise Refused("appeal.not_now")
    excerpt = shown(visible(stored.appeal.text), _EXCERPT) or "…"
    try:
        return await seconding.ask(uow, officer, SecondedAct.DELETE, stored.key, excerpt)
    except Refused as refused:
        if refused.key in ("second.nobody", "approval.not_yet"):
            return 0  # it is withdrawn all the same
        raise


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
