"""Announcements on their way: beginning what is due, showing how far it is, ending it. Called by the ticker."""

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice

from broadcasts import freshness, genuine, programme, quiet, schedule
from broadcasts.appeal import visible
from broadcasts.approval import Person, fingerprint, may_go
from broadcasts.lint import Concern, lint, needs_override
from broadcasts.progress import Progress
from broadcasts.state import State, move
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, Value
from db import appeals, officers, runs
from db.appeals import AppealKey, StoredAnnouncement
from db.chats import ChatKey
from db.officers import Officer
from db.outbox import Lane
from db.runs import Run, RunAct, RunKey
from db.unit_of_work import UnitOfWork
from locales import shown, texts_for
from locales.times import day_and_clock
from resort.roles import Role

BAR_CELLS = 10
BETWEEN_NEWS = timedelta(seconds=2)
_EXCERPT = 80  # characters of an announcement that is only named
_FIRES_LOOKED_AT = 60  # times of one that repeats that the lint looks at


async def command(uow: UnitOfWork) -> set[Person]:
    """Everybody who commands now: only they can approve."""
    return {Person(each.chat) for each in await officers.of_role(uow.tx, Role.COMMAND)}


async def others(uow: UnitOfWork, composer: ChatKey) -> list[Officer]:
    """Who can be asked for an approval: the command but the composer, as far as they can be written to."""
    return [each for each in await uow.reachable(await officers.of_role(uow.tx, Role.COMMAND)) if each.chat != composer]


async def _tell_writer(uow: UnitOfWork, kept: StoredAnnouncement, screen: Screen) -> None:
    """Tell who wrote it; all of the command when they have left it or cannot be reached."""
    command = await uow.reachable(await officers.of_role(uow.tx, Role.COMMAND))
    for each in [one for one in command if one.chat == kept.composer] or command:
        await uow.tell(each.chat, screen, Topic.APPEAL)


def concerns(uow: UnitOfWork, kept: StoredAnnouncement) -> Sequence[Concern]:
    """What the lint says of an announcement now."""
    fires = schedule.fires(kept.appeal.when, kept.approved_at or uow.now, uow.resort.zone)
    calm = uow.resort.programme.calm
    return lint(kept.appeal, islice(fires, _FIRES_LOOKED_AT), uow.resort.zone, calm, uow.resort.guarded_names)


def is_held_back(uow: UnitOfWork, kept: StoredAnnouncement) -> bool:
    """Whether nobody could approve an announcement as it is: it would take an emergency, and it claims none."""
    return kept.appeal.emergency is None and needs_override(concerns(uow, kept))


async def schedule_approved(uow: UnitOfWork, kept: StoredAnnouncement) -> StoredAnnouncement:
    """An announcement has the approvals it needs: it goes out at its time, or now."""
    first = schedule.first_fire(kept.appeal.when, uow.now, uow.resort.zone)
    kept = replace(kept, state=move(kept.state, State.APPROVED), approved_at=uow.now, next_fire=first)
    await appeals.store(uow.tx, kept)
    return kept


async def begin(uow: UnitOfWork, key: AppealKey) -> None:
    """Begin an announcement whose time has come: run, recipients and next time are one transaction."""
    kept = await appeals.get(uow.tx, key)
    if kept is None or kept.next_fire is None or kept.next_fire > uow.now:
        return
    if kept.state not in (State.APPROVED, State.RUNNING):
        await appeals.store(uow.tx, replace(kept, next_fire=None))
        return
    assert kept.approved_at is not None
    zone = uow.resort.zone
    due = schedule.due(kept.appeal.when, kept.approved_at, kept.last_fired, uow.now, zone)
    if due is None:
        following = schedule.next_fire(kept.appeal.when, kept.last_fired or uow.now, zone)
        await appeals.store(uow.tx, replace(kept, next_fire=following))
        return
    if _is_stale(uow, kept, due.at):
        await _miss(uow, kept, due.at)
        return
    held = quiet.held_until(kept.appeal, uow.now, zone)
    if held is not None:
        await appeals.store(uow.tx, replace(kept, next_fire=held))
        return
    if not may_go(kept.announcement, await command(uow), concerns(uow, kept)):
        kept = replace(await appeals.void(uow.tx, kept), state=State.WAITING, next_fire=None)
        await appeals.store(uow.tx, kept)
        await _tell_not_sent(uow, kept, due.at, "appeal.not_approved_any_more")
        return
    kept = replace(
        kept,
        state=State.RUNNING,
        code=genuine.code(uow.vault.check_secret, kept.key, fingerprint(kept.appeal)),
        last_fired=due.at,
        next_fire=schedule.next_fire(kept.appeal.when, due.at, zone),
    )
    await appeals.store(uow.tx, kept)
    await start(uow, kept, due.at)


def _is_stale(uow: UnitOfWork, kept: StoredAnnouncement, planned: datetime) -> bool:
    """Whether it is too late for what was planned for a moment. Words that put others right are never too late."""
    if kept.corrects is not None:
        return False
    zone = uow.resort.zone
    until = programme.until(uow.resort.programme, kept.slot, planned, zone)
    return freshness.stale_at(kept.appeal, planned, zone, until) <= uow.now


async def _miss(uow: UnitOfWork, kept: StoredAnnouncement, planned: datetime) -> None:
    """A time that passed while nothing could be sent: this late it is left out, and its composer is told."""
    following = schedule.next_fire(kept.appeal.when, planned, uow.resort.zone)
    state = kept.state if following else move(kept.state, State.MISSED)
    await appeals.store(uow.tx, replace(kept, state=state, next_fire=following))
    await uow.record("siaran_terlewat", "bot", text=str(kept.key))
    await _tell_not_sent(uow, kept, planned, "appeal.missed")


async def _tell_not_sent(uow: UnitOfWork, kept: StoredAnnouncement, planned: datetime, key: str) -> None:
    texts = texts_for("id")
    values: dict[str, Value] = {
        "planned": day_and_clock(planned, uow.resort.zone, texts),
        "excerpt": shown(visible(kept.appeal.text), _EXCERPT),
    }
    rows = ((Button(Key("button.open_appeal"), f"a={kept.key}"),),)
    await _tell_writer(uow, kept, Screen(Line(key, values), rows))


async def start(uow: UnitOfWork, kept: StoredAnnouncement, planned: datetime) -> RunKey | None:
    """Begin a run: sending, or putting new words in place of the announcement this one corrects."""
    act, of_run = RunAct.SEND, None
    if kept.corrects is not None:
        earlier = [run for run in await runs.of_appeal(uow.tx, kept.corrects) if run.act is RunAct.SEND]
        act, of_run = RunAct.EDIT, earlier[0].key if earlier else None
    run = await runs.begin(uow.tx, kept.key, act, planned, uow.now, of_run)
    if run is None:
        return None
    if of_run is not None:
        await runs.freeze_sent(uow.tx, run, of_run)
    else:
        await runs.freeze(uow.tx, run, kept.appeal.audience)
    await uow.record("siarkan", "bot", text=f"{kept.key}/{run}")
    found = await runs.get(uow.tx, run)
    assert found is not None
    await _tell(uow, kept, found, Progress.of(await runs.counts(uow.tx, run)))
    return run


async def take_back(uow: UnitOfWork, kept: StoredAnnouncement) -> None:
    """Delete an announcement everywhere it was sent; from now on it is answered as withdrawn."""
    await appeals.store(uow.tx, replace(kept, state=move(kept.state, State.WITHDRAWN), next_fire=None))
    for earlier in await runs.of_appeal(uow.tx, kept.key):
        if earlier.act is not RunAct.SEND:
            continue
        if earlier.ended_at is None:
            await runs.stop(uow.tx, earlier.key, uow.now)
        run = await runs.begin(uow.tx, kept.key, RunAct.DELETE, earlier.planned_at, uow.now, earlier.key)
        if run is not None:
            await runs.freeze_sent(uow.tx, run, earlier.key)


async def follow(uow: UnitOfWork, key: RunKey) -> None:
    """Bring a run's live message up to date, and end it when it has nothing left to do, or is stale."""
    run = await runs.get(uow.tx, key)
    if run is None or run.ended_at is not None:
        return
    run = await _stop_stale(uow, run)
    counts = Progress.of(await runs.counts(uow.tx, run.key))
    ended = counts.finished
    if ended and await _follows_another(uow, run):
        return
    if not ended and run.told_at is not None and uow.now - run.told_at < BETWEEN_NEWS:
        return
    kept = await appeals.get(uow.tx, run.appeal)
    assert kept is not None
    if ended:
        await runs.end(uow.tx, run, uow.now)
        for later in await runs.open_ones(uow.tx):  # what was on its way when it was corrected or taken back is too
            if later.of_run == run.key:
                await runs.freeze_sent(uow.tx, later.key, run.key)
        if kept.state is State.RUNNING:
            after = State.STOPPED if run.stopped else State.APPROVED if kept.next_fire else State.DONE
            await appeals.store(uow.tx, replace(kept, state=after))
    await _tell(uow, kept, run, counts)


async def _follows_another(uow: UnitOfWork, run: Run) -> bool:
    """Whether what a run changes or takes back is itself still going out."""
    changed = None if run.of_run is None else await runs.get(uow.tx, run.of_run)
    return changed is not None and changed.ended_at is None


async def _stop_stale(uow: UnitOfWork, run: Run) -> Run:
    """Who has not been reached in time is left out; taking back is never too late."""
    kept = await appeals.get(uow.tx, run.appeal)
    assert kept is not None
    if run.act is not RunAct.SEND or run.stopped or not _is_stale(uow, kept, run.planned_at):
        return run
    await runs.stop(uow.tx, run.key, uow.now)
    uow.halted.append(run.key)
    await uow.record("siaran_terlewat", "bot", text=f"{kept.key}/{run.key}")
    await _tell_not_sent(uow, kept, run.planned_at, "appeal.stale")
    return replace(run, stopped=True)


async def _tell(uow: UnitOfWork, kept: StoredAnnouncement, run: Run, counts: Progress) -> None:
    """The live message of a run: sent once, then edited."""
    chat = await uow.chat(kept.composer)
    if chat is None:
        return
    params = uow.drawn(await progress_screen(uow, kept, run, counts), Topic.APPEAL, chat.language)
    if run.progress is None:
        message = await uow.owe(chat, "sendMessage", params, Lane.ANSWER)
        await runs.set_progress(uow.tx, run.key, message.id, uow.now)
    else:
        await uow.owe(chat, "editMessageText", params, Lane.ANSWER, edits=run.progress)
        await runs.set_progress(uow.tx, run.key, run.progress, uow.now)


async def progress_screen(uow: UnitOfWork, kept: StoredAnnouncement, run: Run, counts: Progress) -> Screen:
    """How far a run is, with what can be done about it."""
    key, title = "run.done", f"run.done_{run.act}"
    if not counts.finished:
        key, title = "run.going", f"run.going_{run.act}"
    elif run.stopped:
        key, title = "run.stopped", f"run.stopped_{run.act}"
    values: dict[str, Value] = {
        "title": Key(title),
        "excerpt": shown(kept.appeal.words, _EXCERPT) or "…",
        "reached": Key(f"run.reached_{run.act}"),
        "sent": counts.sent,
        "total": counts.total,
        "waiting": counts.waiting,
        "failed": counts.failed,
        "unknown": counts.unknown,
        "left_out": counts.left_out,
    }
    if key != "run.stopped":
        full = counts.filled(BAR_CELLS)
        values |= {"bar": "▓" * full + "░" * (BAR_CELLS - full), "percent": counts.percent}
    if not counts.finished:
        seconds = max(1.0, (uow.now - run.began_at).total_seconds())
        values["left"] = _left(counts.time_left((counts.total - counts.waiting) / seconds))
        button = Button(Key("button.run_stop"), f"stop={run.key}")
    else:
        values["twice"] = await runs.maybe_twice(uow.tx, run.key)
        button = Button(Key("button.run_report"), f"report={run.key}")
    return Screen(Line(key, values), ((button,),))


def _left(left: timedelta | None) -> Value:
    """How long it still takes, in whole minutes."""
    if left is None:
        return Key("run.left_unknown")
    minutes = math.ceil(left.total_seconds() / 60)
    return Line("run.left", {"count": minutes}) if minutes > 1 else Key("run.left_soon")
