"""One report on the desk: everything an officer may see, the four fields apart, what was done, what can be done now."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from casework import authority, likely, looks, recorders, whole_story
from casework.authority import Changed
from casework.call_screen import call_screens
from casework.people import title
from conversations.buttons.desk import (
    ANYTHING,
    AskTruth,
    Assign,
    Close,
    DeskFiles,
    DeskQuestion,
    Merge,
    More,
    OpenOnDesk,
    Queue,
    QueueFilter,
    Reclassify,
    Refer,
    Reject,
    Reopen,
    SendNear,
    Verify,
)
from conversations.buttons.officer import OfReport, ReadWhole
from conversations.callback import Topic
from conversations.personal import without_points
from conversations.screen import Button, Key, Line, Rows, Screen, Value, grid
from db import evidence, officers, reports, tellings, units
from db.officers import Officer
from db.outbox import Outgoing
from db.reports import Report, ReportKey
from db.tellings import What
from handlers.common.turn import Turn
from handlers.desk import past
from locales import shown
from reports.state import Act, RecordedAct, State, allowed
from resort.agency import Agency

T = TypeVar("T")

HISTORY = 6  # acts shown, the latest ones
LONGEST_STORY = 1000  # with the history it has to fit into one message

Labelled = tuple[str, Callable[[int], OfReport]]

FRONT: dict[Act, Labelled] = {
    Act.VERIFY: ("verify", Verify),
    Act.ASSIGN: ("assign", Assign),
    Act.RECLASSIFY: ("kind", Reclassify),
    Act.ASK: ("ask", DeskQuestion),
}
MORE: dict[Act, Labelled] = {
    Act.REFER: ("refer", Refer),
    Act.MERGE: ("merge", Merge),
    Act.REJECT: ("reject", Reject),
    Act.CLOSE: ("close", Close),
    Act.REOPEN: ("reopen", Reopen),
}


async def show(
    turn: Turn, officer: Officer, report: Report, filter: QueueFilter = ANYTHING, *, apart: bool = False
) -> None:
    """Show a report as it stands now, `apart` in a message of its own; `filter` is that of the queue to go back to."""
    seen = (await authority.door(turn, report)).of(officer)
    if seen.sealed is None:
        await looks.at_report(turn, officer, report)
    call = (await call_screens(turn, report)).of(officer)
    changed: dict[str, Value] = {"status": (await _fields(turn, report), *await recorders.line(turn, report))}
    if seen.what:
        changed["what"] = shown(without_points(seen.what), LONGEST_STORY)
    fields = Line(call.text.key, {**call.text.values, **changed})
    history = await authority.history(turn, officer, report)
    lines = tuple([await past.line(turn, turn.texts, each) for each in history[-HISTORY:]])
    values: dict[str, Value] = {"report": fields, "history": lines}
    acts = may_do(officer, report)
    buttons = [_button(*labelled, report) for act, labelled in FRONT.items() if act in acts]
    if Act.CONFIRM in acts:
        buttons.append(_button("truth", AskTruth, report))
    if any(act in acts for act in MORE):
        buttons.append(_button("more", More, report))
    if seen.sealed is None and await evidence.count_with_merged(turn.tx, report.key):
        buttons.append(_button("files", DeskFiles, report))
    added = any(each.act == RecordedAct.WORDS_ADDED for each in history)
    if seen.sealed is None and (added or whole_story.is_cut(seen.what, LONGEST_STORY)):
        buttons.append(Button(Key("button.read_whole"), ReadWhole(report.key)))
    buttons.append(Button(Key("button.show_queue"), Queue(filter)))
    rows = (*await _near(turn, report, acts), *grid(buttons))
    screen = Screen(Line("desk.one", values), rows)
    shown_as = await _show(turn, screen, report, apart=apart)
    if seen.sealed is None:
        await tellings.add(turn.tx, report.key, shown_as.id, turn.here.key, What.WORDS, turn.now)


async def _near(turn: Turn, report: Report, acts: Sequence[Act]) -> Rows:
    """The unit of its place, one tap away while nobody has the report."""
    if report.case.taken or Act.ASSIGN not in acts or Act.REFER not in acts:
        return ()
    near = await likely.nearest(turn, report)
    if near is None:
        return ()
    sign = "assign" if near.agency is Agency.POLRI else "refer"
    label = turn.texts.plain("desk.near", act=turn.texts.plain(f"button.desk_{sign}"), unit=near.name)
    return ((Button(label, SendNear(report.key, near.code)),),)


async def ask(turn: Turn, report: Report, text: Line, *rows: tuple[Button, ...], apart: bool = False) -> Outgoing:
    """Ask something about a report: its buttons are of this state of the report, the last one leads back.

    `apart` asks in a message of its own.
    """
    back = (Button(Key("button.back"), OpenOnDesk(report.key)),)
    return await _show(turn, Screen(text, (*rows, back)), report, apart=apart)


def may_do(officer: Officer, report: Report) -> tuple[Act, ...]:
    """What an officer may do with a report now."""
    acts = allowed(report.case, officer.role, holds=report.officer == officer.key)
    return tuple(act for act in acts if act is not Act.ASK or report.filed_by is None)


async def attempt(turn: Turn, officer: Officer, key: ReportKey, act: Awaitable[T]) -> T | None:
    """Carry out an act; None when the report has changed since it was shown: then it is shown again, and why."""
    try:
        return await act
    except Changed:
        await show_changed(turn, officer, await authority.on_desk(turn, officer, key))
        return None


async def act(turn: Turn, officer: Officer, key: ReportKey, act: Awaitable[Report]) -> None:
    """Carry out an act and show what became of the report."""
    report = await attempt(turn, officer, key, act)
    if report is not None:
        await show(turn, officer, report)


async def show_changed(turn: Turn, officer: Officer, report: Report) -> None:
    """The report has changed since it was shown: say so and show it as it is."""
    if turn.callback is None:
        await turn.say("desk.changed")
    else:
        turn.toast, turn.alert = turn.texts.plain("desk.changed"), True
    await show(turn, officer, report)


async def _fields(turn: Turn, report: Report) -> Line:
    """State, veracity, escalation and closed, each for itself; and who has it."""
    holder = await officers.get(turn.tx, report.officer)
    unit = await units.get(turn.tx, report.unit)
    original = None if report.duplicate_of is None else await reports.get(turn.tx, report.duplicate_of)
    proofs = await evidence.count_proofs(turn.tx, report.key)
    escalation = Line("desk.escalated", {"count": report.escalation, "level": Key(f"desk.level_{report.level}")})
    state: Value = Key(f"desk.state_{report.state}")
    if original is not None and report.state is State.DUPLICATE:
        state = Line("desk.duplicate", {"state": state, "number": original.number})
    elif report.result is not None:
        state = Line("desk.result", {"state": state, "result": Key(f"result.{report.result}")})
    return Line(
        "desk.fields",
        {
            "state": state,
            "veracity": Key(f"desk.veracity_{report.veracity}"),
            "escalation": escalation,
            "closed": Key("desk.open") if report.closed_at is None else report.closed_at,
            "unit": unit.name if unit else Key("desk.nobody"),
            "officer": await title(turn, holder) if holder else Key("desk.nobody"),
            "contact": Line("desk.may_be_telephoned", {"number": report.number})
            if await reports.may_be_telephoned(turn.tx, report.key)
            else "",
            "proofs": Line("desk.proofs", {"count": proofs}) if proofs else "",
        },
    )


async def _show(turn: Turn, screen: Screen, report: Report, *, apart: bool) -> Outgoing:
    if apart:
        return await turn.send(turn.drawn(screen, Topic.DESK, turn.texts.language, report.version))
    return await turn.show(screen, Topic.DESK, revision=report.version)


def _button(label: str, kind: Callable[[int], OfReport], report: Report) -> Button:
    return Button(Key(f"button.desk_{label}"), kind(report.key))
