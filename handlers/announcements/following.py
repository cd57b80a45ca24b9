"""Announcements after they were written: how they stand, stopping, taking back, and the report of who got them."""

from dataclasses import replace

from broadcasts.progress import Delivered, by_reason, by_unit, table
from broadcasts.state import Delivery, State, move
from conversations.answer import as_number
from conversations.appeal_screens import described
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from db import appeals, runs, units
from db.appeals import StoredAnnouncement
from db.outbox import Upload
from db.runs import DeliveryId, Run, RunAct, RunKey
from handlers.announcements import approving, composing, preview
from handlers.common.turn import Turn
from locales import Refused
from publishing import announcing
from resort.agency import Level
from resort.rights import Right, may

_PAGE = 1000
MOST_LINES = 20  # of the report's text; the file has every recipient


async def open_one(turn: Turn, value: str) -> None:
    """One announcement: the very message, how it stands, and what can be done."""
    officer = await turn.require(Right.COMPOSE)
    kept = await preview.one(turn, value)
    scene = await preview.scene_of(turn, kept)
    await turn.answer(*preview.message(turn, kept))
    if kept.state is State.WAITING and kept.composer != officer.chat and may(officer.role, Right.APPROVE):
        rows = (approving.choices(kept), *await _rows(turn, kept))
    else:
        rows = await _rows(turn, kept)
    values = {"state": Key(f"appeal_state.{kept.state}"), **described(kept.appeal, scene)}
    back = (Button(Key("button.appeals_list"), "list"),)
    await turn.show(Screen(Line("appeal.one", values), (*rows, back)), Topic.APPEAL, fresh=True)


async def _rows(turn: Turn, kept: StoredAnnouncement) -> tuple[tuple[Button, ...], ...]:
    """What can be done with an announcement now."""
    rows: list[tuple[Button, ...]] = []
    if kept.last_fired is None:
        if kept.state in composing.EDITABLE:
            edit = Button(Key("button.edit_appeal"), f"change={kept.key}")
            rows.append((edit, Button(Key("button.drop_appeal"), f"drop={kept.key}")))
        return tuple(rows)
    if kept.state is State.APPROVED:
        rows.append((Button(Key("button.no_more"), f"off={kept.key}"),))
    if kept.directive:
        rows.append((Button(Key("button.who_not"), f"who={kept.key}"),))
    of_it = await runs.of_appeal(turn.tx, kept.key)
    going = next((run for run in of_it if run.ended_at is None and not run.stopped), None)
    if going is not None:
        rows.append((Button(Key("button.run_stop"), f"stop={going.key}"),))
    sent = next((run for run in of_it if run.ended_at is not None and run.act is not RunAct.DELETE), None)
    if sent is not None:
        rows.append((Button(Key("button.run_report"), f"report={sent.key}"),))
    if kept.state is not State.WITHDRAWN and kept.corrects is None:
        correct = Button(Key("button.correct"), f"correct={kept.key}")
        rows.append((correct, Button(Key("button.take_back"), f"back={kept.key}")))
    if kept.corrects is not None:
        rows.append((Button(Key("button.open_corrected"), f"a={kept.corrects}"),))
    return tuple(rows)


async def drop(turn: Turn, value: str) -> None:
    """Let go of an announcement that has not gone out."""
    officer = await turn.require(Right.COMPOSE)
    kept = await preview.one(turn, value)
    if kept.last_fired is not None:
        raise Refused("appeal.not_now")
    await appeals.store(turn.tx, replace(kept, state=move(kept.state, State.WITHDRAWN), next_fire=None))
    await turn.record("siaran_dibatalkan", officer, text=str(kept.key))
    await turn.show(_done("appeal.dropped"), Topic.APPEAL)


async def switch_off(turn: Turn, value: str) -> None:
    """An announcement that repeats does not go out again; what was sent stays."""
    officer = await turn.require(Right.COMPOSE)
    kept = await preview.one(turn, value)
    await appeals.store(turn.tx, replace(kept, state=move(kept.state, State.OFF), next_fire=None))
    await turn.record("siaran_diakhiri", officer, text=str(kept.key))
    await turn.show(_done("appeal.switched_off"), Topic.APPEAL)


async def stop(turn: Turn, value: str) -> None:
    """[Hentikan]: nothing of this run is sent any more; what is in the sender's hands is dropped after the commit."""
    officer = await turn.require(Right.COMPOSE)
    run = await _run(turn, value)
    if not await runs.stop(turn.tx, run.key, turn.now):
        raise Refused("run.over")
    turn.halted.append(run.key)
    kept = await appeals.get(turn.tx, run.appeal)
    assert kept is not None
    if kept.next_fire is not None:
        await appeals.store(turn.tx, replace(kept, next_fire=None))
    await turn.record("siaran_dihentikan", officer, text=f"{kept.key}/{run.key}")
    turn.toast, turn.alert = turn.texts.plain("run.stopping"), True


async def ask_take_back(turn: Turn, value: str) -> None:
    """[Tarik dan hapus]: sure?"""
    await turn.require(Right.COMPOSE)
    kept = await preview.one(turn, value)
    reached = len(await runs.recipients(turn.tx, kept.key))
    rows = (
        (Button(Key("button.take_back_yes"), f"gone={kept.key}"),),
        (Button(Key("button.back"), f"a={kept.key}"),),
    )
    await turn.show(Screen(Line("appeal.ask_take_back", {"count": reached}), rows), Topic.APPEAL)


async def take_back(turn: Turn, value: str) -> None:
    """Delete an announcement everywhere, and with it what has taken its place."""
    officer = await turn.require(Right.COMPOSE)
    kept = await preview.one(turn, value)
    if kept.last_fired is None:
        raise Refused("appeal.not_now")
    for run in await runs.of_appeal(turn.tx, kept.key):
        if run.ended_at is None:
            turn.halted.append(run.key)
    await announcing.take_back(turn, kept)
    for later in await appeals.corrections(turn.tx, kept.key):
        if later.state is not State.WITHDRAWN:
            await appeals.store(turn.tx, replace(later, state=move(later.state, State.WITHDRAWN), next_fire=None))
    await turn.record("siaran_ditarik", officer, text=str(kept.key))
    await turn.show(_done("appeal.taken_back"), Topic.APPEAL)


async def report(turn: Turn, value: str) -> None:
    """[Laporan pengiriman]: by Polsek, what failed and why, and every recipient in a file."""
    await turn.require(Right.COMPOSE)
    run = await _run(turn, value)
    delivered = await _delivered(turn, run)
    lines = [
        Line(
            "run.unit",
            {
                "unit": unit or Key("run.everywhere"),
                "sent": figures.sent,
                "total": figures.total,
                "failed": figures.failed,
            },
        )
        for unit, figures in by_unit(delivered).items()
    ]
    reasons = [
        Line("run.reason", {"state": Key(f"delivery.{state}"), "reason": reason, "count": count})
        if reason
        else Line("run.no_reason", {"state": Key(f"delivery.{state}"), "count": count})
        for state, reason, count in by_reason(delivered)
    ]
    nothing: list[Line] = [Line("run.no_failures")]
    text = Line(
        "run.report",
        {"units": tuple(lines[:MOST_LINES]), "reasons": tuple((reasons or nothing)[:MOST_LINES])},
    )
    back = (Button(Key("button.open_appeal"), f"a={run.appeal}"),)
    await turn.show(Screen(text, (back,)), Topic.APPEAL, fresh=True)
    texts = turn.texts
    header = [texts.plain(f"run.column_{name}") for name in ("unit", "recipient", "state", "reason")]
    names = {state: texts.plain(f"delivery.{state}") for state in Delivery}
    content = "\ufeff" + table(delivered, header, names)  # the mark tells spreadsheets that it is UTF-8
    upload = Upload("document", f"siaran-{run.appeal}-{run.key}.csv", content=content.encode())
    await turn.answer("sendDocument", {}, upload=upload)


async def _delivered(turn: Turn, run: Run) -> list[Delivered]:
    """Every recipient of a run with the Polsek it belongs to."""
    places = await runs.areas_of(turn.tx, run.key)
    own = await runs.units_of(turn.tx, run.key)
    sectors = {
        area: unit.name
        for unit in await units.every(turn.tx)
        if unit.level is Level.POLSEK
        for area in await units.areas(turn.tx, unit.code)
    }
    found: list[Delivered] = []
    after = DeliveryId(0)
    while page := await runs.outcomes(turn.tx, turn.vault, run.key, after, _PAGE):
        after = page[-1].id
        for each in page:
            named = {sectors.get(area) or sectors.get(area[:8]) for area in places.get(each.chat, ())}
            unit = own.get(each.chat) or (named.pop() if len(named) == 1 else None)
            who = each.title or turn.texts.plain("run.officer" if each.chat in own else "run.citizen")
            found.append(Delivered(who, unit, each.state, each.reason))
    return found


async def _run(turn: Turn, value: str) -> Run:
    run = await runs.get(turn.tx, RunKey(as_number(value)))
    if run is None:
        raise Refused("flow.old_button")
    return run


def _done(key: str) -> Screen:
    return Screen(Line(key), ((Button(Key("button.appeals_list"), "list"),),))
