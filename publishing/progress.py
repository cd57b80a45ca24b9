"""Runs on their way: the composer's live message, and the end of a run. Called by the ticker."""

import math
from dataclasses import replace
from datetime import datetime, timedelta

from broadcasts.progress import Progress
from broadcasts.state import RunAct, State
from conversations.buttons.announcements import Resend, RunReport, StopRun
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Rows, Screen, Value
from db import appeals, runs
from db.appeals import StoredAnnouncement
from db.outbox import Lane
from db.runs import Run
from db.unit_of_work import UnitOfWork
from locales import shown

BAR_CELLS = 10
BETWEEN_NEWS = timedelta(seconds=2)
_EXCERPT = 80  # characters of an announcement that is only named


async def follow(uow: UnitOfWork, stored: StoredAnnouncement, run: Run) -> None:
    """Bring a run's live message up to date, and end the run when it has nothing left to do."""
    counts = Progress.of(await runs.counts(uow.tx, run.key))
    if counts.finished and await _follows_another(uow, run):
        return
    if not counts.finished and run.told_at is not None and uow.now - run.told_at < BETWEEN_NEWS:
        return
    if counts.finished:
        await runs.end(uow.tx, run, uow.now)
        for later in await runs.open_ones(uow.tx):  # what was on its way when it was corrected or taken back is too
            if later.of_run == run.key and later.act is not RunAct.SEND:
                await runs.freeze_sent(uow.tx, later.key, run.key)
        if stored.state is State.RUNNING:
            after = State.STOPPED if run.stopped else State.APPROVED if stored.next_fire else State.DONE
            await appeals.store(uow.tx, replace(stored, state=after))
    await tell(uow, stored, run, counts)


async def tell(uow: UnitOfWork, stored: StoredAnnouncement, run: Run, counts: Progress) -> None:
    """The live message of a run: sent once, then edited."""
    chat = await uow.chat(stored.composer)
    if chat is None:
        return
    params = uow.drawn(await screen(uow, stored, run, counts), Topic.APPEAL, chat.language)
    if run.progress is None:
        message = await uow.owe(chat, "sendMessage", params, Lane.ANSWER)
        await runs.set_progress(uow.tx, run.key, message.id, uow.now)
    else:
        await uow.owe(chat, "editMessageText", params, Lane.ANSWER, edits=run.progress)
        await runs.set_progress(uow.tx, run.key, run.progress, uow.now)


async def screen(uow: UnitOfWork, stored: StoredAnnouncement, run: Run, counts: Progress) -> Screen:
    """How far a run is, with what can be done about it."""
    key, title = "run.done", f"run.done_{run.act}"
    if not counts.finished:
        key, title = "run.going", f"run.going_{run.act}"
    elif run.stopped:
        key, title = "run.stopped", f"run.stopped_{run.act}"
    elif run.act is RunAct.DELETE and not counts.everywhere:
        title = "run.done_delete_marked" if counts.percent_arrived == 100 else "run.done_delete_in_part"
    values: dict[str, Value] = {
        "title": Key(title),
        "excerpt": shown(stored.appeal.words, _EXCERPT) or "…",
        "reached": Key(f"run.reached_{run.act}"),
        "sent": counts.sent,
        "total": counts.total,
        "waiting": counts.waiting,
        "failed": counts.failed,
        "unknown": counts.unknown,
        "left_out": counts.left_out,
    }
    marked = Line("run.marked", {"count": counts.marked}) if counts.marked else ""
    values["marked"] = marked
    if key != "run.stopped":
        percent = counts.percent_arrived if counts.finished else counts.percent
        full = percent * BAR_CELLS // 100
        values |= {"bar": "▓" * full + "░" * (BAR_CELLS - full), "percent": percent}
    if not counts.finished:
        seconds = max(1.0, (uow.now - run.began_at).total_seconds())
        values["left"] = _left(counts.time_left((counts.total - counts.waiting) / seconds))
        return Screen(Line(key, values), ((Button(Key("button.run_stop"), StopRun(run.key)),),))
    values["twice"] = await runs.maybe_twice(uow.tx, run.key)
    rows = ((Button(Key("button.run_report"), RunReport(run.key)),),)
    return Screen(Line(key, values), (*rows, *resend_rows(run, counts)))


def resend_rows(run: Run, counts: Progress) -> Rows:
    """[Kirim ulang], when a run that is over did not reach everybody for certain."""
    if run.act is not RunAct.SEND or run.stopped or not counts.again:
        return ()
    return ((Button(Key("button.run_again"), Resend(run.key)),),)


async def planned_at(uow: UnitOfWork, run: Run) -> datetime:
    """The time a run was planned for; one that sends again has the time of the first."""
    while run.act is RunAct.SEND and run.of_run is not None:
        first = await runs.get(uow.tx, run.of_run)
        assert first is not None
        run = first
    return run.planned_at


async def _follows_another(uow: UnitOfWork, run: Run) -> bool:
    """Whether the run that this one changes or deletes is itself still going out."""
    changed = None if run.of_run is None else await runs.get(uow.tx, run.of_run)
    return changed is not None and changed.ended_at is None


def _left(left: timedelta | None) -> Value:
    """How long it still takes, in whole minutes."""
    if left is None:
        return Key("run.left_unknown")
    minutes = math.ceil(left.total_seconds() / 60)
    return Line("run.left", {"count": minutes}) if minutes > 1 else Key("run.left_soon")
