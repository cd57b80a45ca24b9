"""Announcements whose time has come: what the table of firings decides is carried out. Called by the ticker."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from broadcasts import firing
from broadcasts.appeal import visible
from broadcasts.approval import may_go
from broadcasts.firing import Firing
from broadcasts.progress import Progress
from broadcasts.state import RunAct, State, move
from casework import witnesses
from conversations.buttons.announcements import OpenAppeal
from conversations.screen import Button, Key, Line, Screen, Value
from db import appeals, forgery, runs, seats
from db.appeals import AppealKey, StoredAnnouncement
from db.runs import Run, RunKey
from db.unit_of_work import UnitOfWork
from locales import shown, texts_for
from locales.times import day_and_clock
from publishing import announcement, directives, progress, unapproved
from reports.state import RecordedAct

_EXCERPT = 80  # characters of an announcement that is only named


async def begin(uow: UnitOfWork, key: AppealKey) -> None:
    """Begin an announcement whose time has come: run, recipients and next time are one transaction."""
    await forgery.compare(uow.tx)
    stored = await appeals.get(uow.tx, key)
    if stored is None or stored.next_fire is None or stored.next_fire > uow.now:
        return
    approved = may_go(stored.announcement, await seats.of_command(uow.tx, uow.now), announcement.concerns(uow, stored))
    plan, programme = announcement.plan(stored), uow.resort.programme
    decision = firing.decide(plan, uow.now, programme, uow.resort.zone, approved=approved)
    if decision.firing is Firing.VOID:
        stored = await unapproved.hand_in(uow, await appeals.void(uow.tx, stored))
    if decision.firing is Firing.FIRE:
        stored = replace(stored, code=announcement.code(uow, stored), last_fired=decision.planned)
    stored = replace(stored, state=decision.state, next_fire=decision.next_fire)
    await appeals.store(uow.tx, stored)
    if decision.planned is None:
        return
    match decision.firing:
        case Firing.MISS:
            await uow.record(RecordedAct.ANNOUNCEMENT_MISSED, "bot", text=str(stored.key))
            await _tell_not_sent(uow, stored, decision.planned, "appeal.missed")
        case Firing.VOID:
            await _tell_not_sent(uow, stored, decision.planned, "appeal.not_approved_any_more")
        case Firing.FIRE:
            await _start(uow, stored, decision.planned)


async def follow(uow: UnitOfWork, key: RunKey) -> None:
    """Bring a run up to date: end it when it is stale or done, and show its composer how far it is."""
    run = await runs.get(uow.tx, key)
    if run is None or run.ended_at is not None:
        return
    stored = await appeals.get(uow.tx, run.appeal)
    assert stored is not None
    await progress.follow(uow, stored, await _stop_stale(uow, stored, run))


async def _start(uow: UnitOfWork, stored: StoredAnnouncement, planned: datetime) -> None:
    """Begin a run: sending, or putting new words in place of every copy of the announcement this one corrects.

    New words in place make no sound, so a run of its own says that they are there once they are.
    """
    sendings = [] if stored.corrects is None else await _sendings(uow, stored.corrects)
    act = RunAct.SEND if stored.corrects is None else RunAct.EDIT
    of_run = sendings[0][0].key if sendings else None
    key = await runs.begin(uow.tx, stored.key, act, planned, uow.now, of_run)
    if key is None:
        return
    if stored.corrects is not None:
        await _correct_copies(uow, stored, key, sendings)
    if stored.corrects is not None and of_run is not None:
        await runs.begin(uow.tx, stored.key, RunAct.RING, planned, uow.now, key)  # to those whose copy was put right
    if of_run is None:
        await runs.freeze(uow.tx, key, stored.appeal.audience)
    if stored.directive:
        await directives.ask(uow, stored, key)
    await uow.record(RecordedAct.ANNOUNCEMENT_SENT, "bot", text=f"{stored.key}/{key}")
    await witnesses.soon(uow)
    run = await runs.get(uow.tx, key)
    assert run is not None
    await progress.tell(uow, stored, run, Progress.of(await runs.counts(uow.tx, key)))


async def _sendings(uow: UnitOfWork, key: AppealKey) -> list[list[Run]]:
    """Each time an announcement went out, newest first: the run that began it last, after those that sent again."""
    found: list[list[Run]] = []
    begins = True
    for run in await runs.of_appeal(uow.tx, key):
        if run.act is RunAct.SEND:
            if begins:
                found.append([])
            found[-1].append(run)
            begins = run.of_run is None
    return found


async def _correct_copies(
    uow: UnitOfWork, stored: StoredAnnouncement, key: RunKey, sendings: Sequence[Sequence[Run]]
) -> None:
    """The new words take the place of all copies, and the old ones do not go out again.

    The last time it went out is this run's; a chat has one copy of each earlier time, and each has a run of its own.
    """
    assert stored.corrects is not None
    for run in sendings[0] if sendings else ():
        await runs.freeze_sent(uow.tx, key, run.key)
    for earlier in sendings[1:]:
        newest, first = earlier[0], earlier[-1]
        again = await runs.begin(uow.tx, stored.key, RunAct.EDIT, first.planned_at, uow.now, newest.key)
        if again is not None:
            for run in earlier:
                await runs.freeze_sent(uow.tx, again, run.key)
            await runs.drop_without_message(uow.tx, again)
    corrected = await appeals.get(uow.tx, stored.corrects)
    if corrected is not None and corrected.next_fire is not None:
        state = move(corrected.state, State.OFF) if corrected.state is State.APPROVED else corrected.state
        await appeals.store(uow.tx, replace(corrected, state=state, next_fire=None))
        await uow.record(RecordedAct.ANNOUNCEMENT_ENDED, "bot", text=str(corrected.key))


async def _tell_not_sent(uow: UnitOfWork, stored: StoredAnnouncement, planned: datetime, key: str) -> None:
    values: dict[str, Value] = {
        "planned": day_and_clock(planned, uow.resort.zone, texts_for("id")),
        "excerpt": shown(visible(stored.appeal.text), _EXCERPT),
    }
    rows = ((Button(Key("button.open_appeal"), OpenAppeal(stored.key)),),)
    await announcement.tell_composer(uow, stored, Screen(Line(key, values), rows))


async def _stop_stale(uow: UnitOfWork, stored: StoredAnnouncement, run: Run) -> Run:
    """Leave out the people who were not reached in time; deleting and correcting are never too late."""
    plan, programme = announcement.plan(stored), uow.resort.programme
    planned = await progress.planned_at(uow, run)
    stale = firing.is_stale(plan, planned, uow.now, programme, uow.resort.zone)
    if run.act is not RunAct.SEND or run.stopped or not stale:
        return run
    await runs.stop(uow.tx, run.key, uow.now)
    uow.halted.append(run.key)
    await uow.record(RecordedAct.ANNOUNCEMENT_MISSED, "bot", text=f"{stored.key}/{run.key}")
    await _tell_not_sent(uow, stored, planned, "appeal.stale")
    return replace(run, stopped=True)
