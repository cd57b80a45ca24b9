"""Announcements after they were written: how they stand, stopping, taking back, and the report of who got them."""

from broadcasts.progress import Progress
from broadcasts.state import RunAct, State
from conversations.appeal_screens import described
from conversations.buttons.announcements import (
    Announcements,
    Change,
    Correct,
    Drop,
    OpenAppeal,
    Resend,
    ResendNow,
    RunReport,
    ShowMissing,
    StopRun,
    SwitchOff,
    TakeBack,
    TakenBack,
)
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Rows, Screen
from db import runs
from db.appeals import StoredAnnouncement
from db.exports import What
from handlers.common.turn import Turn
from publishing import announcement, approving, ending, progress, proposing, resending
from resort.independence import Person
from resort.rights import Right, may

_REPORTED = (RunAct.SEND, RunAct.EDIT)
_TO_LIST = (Button(Key("button.appeals_list"), Announcements()),)


async def open_one(turn: Turn, tapped: OpenAppeal) -> None:
    """One announcement: the very message, how it stands, and what can be done."""
    officer = await turn.require(Right.COMPOSE)
    stored = await announcement.opened(turn, officer, tapped.appeal)
    scene = await announcement.scene_of(turn, stored)
    await turn.answer(*announcement.message(turn, stored))
    rows = await _rows(turn, stored)
    if (
        stored.state is State.WAITING
        and may(officer.role, Right.APPROVE)
        and Person(officer.chat) not in stored.announcement.barred
    ):
        rows = (approving.choices(stored), *rows)
    values = {"state": Key(f"appeal_state.{stored.state}"), **described(stored.appeal, scene)}
    await turn.show(Screen(Line("appeal.one", values), (*rows, _TO_LIST)), Topic.APPEAL, fresh=True)


async def _rows(turn: Turn, stored: StoredAnnouncement) -> Rows:
    """What can be done with an announcement now."""
    rows: list[tuple[Button, ...]] = []
    if stored.last_fired is None:
        if stored.state in proposing.EDITABLE:
            edit = Button(Key("button.edit_appeal"), Change(stored.key))
            rows.append((edit, Button(Key("button.drop_appeal"), Drop(stored.key))))
        return tuple(rows)
    if stored.state is State.APPROVED:
        rows.append((Button(Key("button.no_more"), SwitchOff(stored.key)),))
    if stored.directive:
        rows.append((Button(Key("button.who_not"), ShowMissing(stored.key)),))
    of_it = await runs.of_appeal(turn.tx, stored.key)
    going = next((run for run in of_it if run.ended_at is None and not run.stopped), None)
    if going is not None:
        rows.append((Button(Key("button.run_stop"), StopRun(going.key)),))
    sent = next((run for run in of_it if run.ended_at is not None and run.act in _REPORTED), None)
    if sent is not None:
        rows.append((Button(Key("button.run_report"), RunReport(sent.key)),))
        rows += progress.resend_rows(sent, Progress.of(await runs.counts(turn.tx, sent.key)))
    if stored.state is not State.WITHDRAWN and stored.corrects is None:
        correct = Button(Key("button.correct"), Correct(stored.key))
        rows.append((correct, Button(Key("button.take_back"), TakeBack(stored.key))))
    if stored.state is State.WITHDRAWN and not any(run.act is RunAct.DELETE for run in of_it):
        rows.append((Button(Key("button.delete_everywhere"), TakenBack(stored.key)),))
    if stored.corrects is not None:
        rows.append((Button(Key("button.open_corrected"), OpenAppeal(stored.corrects)),))
    return tuple(rows)


async def drop(turn: Turn, tapped: Drop) -> None:
    """Cancel an announcement that has not gone out."""
    await proposing.drop(turn, await turn.require(Right.COMPOSE), tapped.appeal)
    await turn.show(Screen(Line("appeal.dropped"), (_TO_LIST,)), Topic.APPEAL)


async def switch_off(turn: Turn, tapped: SwitchOff) -> None:
    """Let a repeated announcement not go out again; what was sent stays."""
    await ending.switch_off(turn, await turn.require(Right.COMPOSE), tapped.appeal)
    await turn.show(Screen(Line("appeal.switched_off"), (_TO_LIST,)), Topic.APPEAL)


async def stop(turn: Turn, tapped: StopRun) -> None:
    """[Hentikan]: nothing of this run is sent any more."""
    await ending.stop(turn, await turn.require(Right.COMPOSE), tapped.run)
    turn.toast, turn.alert = turn.texts.plain("run.stopping"), True


async def ask_resend(turn: Turn, tapped: Resend) -> None:
    """[Kirim ulang]: sure?"""
    found = await resending.check(turn, await turn.require(Right.COMPOSE), tapped.run)
    rows = (
        (Button(Key("button.run_again_yes"), ResendNow(tapped.run)),),
        (Button(Key("button.back"), OpenAppeal(found.stored.key)),),
    )
    await turn.show(Screen(Line("run.ask_again", {"count": found.count}), rows), Topic.APPEAL, fresh=True)


async def resend(turn: Turn, tapped: ResendNow) -> None:
    """Send again; the live message of the new run follows."""
    count = await resending.resend(turn, await turn.require(Right.COMPOSE), tapped.run)
    await turn.show(Screen(Line("run.again", {"count": count}), (_TO_LIST,)), Topic.APPEAL)


async def ask_take_back(turn: Turn, tapped: TakeBack) -> None:
    """[Tarik dan hapus]: sure?"""
    stored, reached = await ending.reach(turn, await turn.require(Right.COMPOSE), tapped.appeal)
    rows = (
        (Button(Key("button.take_back_yes"), TakenBack(stored.key)),),
        (Button(Key("button.back"), OpenAppeal(stored.key)),),
    )
    await turn.show(Screen(Line("appeal.ask_take_back", {"count": reached}), rows), Topic.APPEAL)


async def take_back(turn: Turn, tapped: TakenBack) -> None:
    """Withdraw an announcement, and with it what has taken its place; deleting it takes another of the command."""
    asked = await ending.take_back(turn, await turn.require(Right.COMPOSE), tapped.appeal)
    text = Line("appeal.taken_back", {"count": asked}) if asked else Line("appeal.taken_back_alone")
    await turn.show(Screen(text, (_TO_LIST,)), Topic.APPEAL)


async def report(turn: Turn, tapped: RunReport) -> None:
    """[Laporan pengiriman]: by Polsek, what failed and why, and every recipient in a file."""
    await turn.require(Right.COMPOSE)
    run = await ending.find_run(turn, tapped.run)
    await turn.export(What.DELIVERIES, turn.here, {"run": run.key, "announcement": run.appeal})
    back = (Button(Key("button.open_appeal"), OpenAppeal(run.appeal)),)
    await turn.show(Screen(Line("run.report_coming"), (back,)), Topic.APPEAL, fresh=True)
