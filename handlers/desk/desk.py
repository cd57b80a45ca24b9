"""The desk: a tap on the queue or on one of its reports, and the acts that need one tap or two."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from casework import dispatch, notices
from conversations.answer import Answer, as_number
from conversations.screen import Button, Key, Line
from db import reports
from db.officers import Officer
from db.reports import Report, ReportKey
from handlers.common.turn import Turn
from handlers.desk import assigning, desk_report, merging, queue, reclassifying
from handlers.officer import acts, asking, evidence_files
from locales import Refused
from reports.clock import Rung
from reports.state import Act


async def tapped(turn: Turn) -> None:
    """A button of the desk. Rights are checked anew each time, and an act only counts on the state it was shown on."""
    callback = turn.callback
    assert callback is not None
    name, _, value = callback.choice.partition("=")
    if name in _LISTS:
        await _LISTS[name](turn, value)
        return
    first, _, rest = value.partition("," if name != "open" else ";")
    found = await reports.get(turn.tx, ReportKey(as_number(first)))
    officer, report = await desk_report.on_desk(turn, found)
    if name == "open":
        await desk_report.show(turn, officer, report, rest if len(rest) <= queue.LONGEST_TOKEN else "")
    elif name == "files":
        await evidence_files.show(turn, officer, report)
    elif name not in _ACTS:
        raise Refused("flow.old_button")
    elif await desk_report.unchanged(turn, officer, report, callback.revision):
        await _ACTS[name](turn, officer, report, rest)


async def verify(turn: Turn, officer: Officer, report: Report, rest: str) -> None:
    """The desk has looked at it."""
    await _act(turn, officer, report, Act.VERIFY, "verified")


async def ask_truth(turn: Turn, officer: Officer, report: Report, rest: str) -> None:
    """Whether what was reported is so; apart from the state."""
    rows = (
        (Button(Key("button.desk_true"), f"true={report.key}"),),
        (Button(Key("button.desk_false"), f"false={report.key}"),),
    )
    await desk_report.ask(turn, report, Line("desk.ask_truth", {"number": report.number}), *rows)


async def confirm(turn: Turn, officer: Officer, report: Report, rest: str) -> None:
    """It is so. The reporter is told at the end, by what was done."""
    await _act(turn, officer, report, Act.CONFIRM)


async def refute(turn: Turn, officer: Officer, report: Report, rest: str) -> None:
    """It is not so. Nobody who reported in good faith is told that."""
    await _act(turn, officer, report, Act.REFUTE)


async def show_more(turn: Turn, officer: Officer, report: Report, rest: str) -> None:
    """The acts that end a report or send it away."""
    may = desk_report.may_do(officer, report)
    rows = [
        (Button(Key(f"button.desk_{name}"), f"{name}={report.key}"),)
        for act, name in desk_report.MORE.items()
        if act in may
    ]
    await desk_report.ask(turn, report, Line("desk.ask_more", {"number": report.number}), *rows)


async def ask_question(turn: Turn, officer: Officer, report: Report, rest: str) -> None:
    """A question for the reporter."""
    await acts.ask_question(turn, officer, report)


async def ask_why_reject(turn: Turn, officer: Officer, report: Report, rest: str) -> None:
    """Why it is not ours to act on."""
    desk_report.performed(officer, report, Act.REJECT)
    text = Line("desk.ask_why_reject", {"number": report.number})
    await asking.ask(turn, officer.chat, "desk_reject", report.key, text, extra=str(report.version))


async def reject(turn: Turn, report: Report, officer: Officer, extra: str, answer: Answer) -> None:
    """The reason came; it stays with us, the reporter hears something kinder."""
    reason = desk_report.words_of(answer)
    officer, report = await desk_report.on_desk(turn, report)
    await asking.done(turn, officer.chat)
    if await desk_report.unchanged(turn, officer, report, int(extra)):
        await _act(turn, officer, report, Act.REJECT, "rejected", reason=reason)


async def close(turn: Turn, officer: Officer, report: Report, rest: str) -> None:
    """Nothing is left to do."""
    await _act(turn, officer, report, Act.CLOSE, "closed")


async def reopen(turn: Turn, officer: Officer, report: Report, rest: str) -> None:
    """It begins anew: the officers are called again."""
    case = desk_report.performed(officer, report, Act.REOPEN)
    report = await reports.advance(turn.tx, report, case, turn.now)
    report = await reports.amend(turn.tx, replace(report, rung=Rung.DUTY, duplicate_of=None))
    await turn.record(Act.REOPEN, officer, report=report.key)
    await dispatch.refresh(turn, report)
    report = await dispatch.announce(turn, report, [Line("desk.why_reopened", {"callsign": officer.callsign})])
    await notices.tell(turn, report, "reopened")
    await desk_report.show(turn, officer, report)


async def _act(
    turn: Turn, officer: Officer, report: Report, act: Act, news: str | None = None, reason: str | None = None
) -> None:
    """An act that only moves the report: store it, write it down, bring the calls up to date, tell the reporter."""
    case = desk_report.performed(officer, report, act)
    report = await reports.advance(turn.tx, report, case, turn.now)
    await turn.record(act, officer, report=report.key, text=reason)
    rows: tuple[tuple[Button, ...], ...] = ()
    if case.closed:
        await dispatch.stop_clock(turn, report)
        rows = ((Button(Key("button.not_solved"), f"reopen={report.number}"),),)
    await dispatch.refresh(turn, report)
    if news is not None:
        await notices.tell(turn, report, news, rows)
    await desk_report.show(turn, officer, report)


_LISTS: dict[str, Callable[[Turn, str], Awaitable[None]]] = {
    "list": queue.show_page,
    "filter": queue.show_filter,
    "urgency": queue.choose_urgency,
    "state": queue.choose_state,
    "district": queue.choose_district,
}
_ACTS: dict[str, Callable[[Turn, Officer, Report, str], Awaitable[None]]] = {
    "verify": verify,
    "truth": ask_truth,
    "true": confirm,
    "false": refute,
    "kind": reclassifying.ask_family,
    "family": reclassifying.ask_category,
    "category": reclassifying.reclassify,
    "assign": assigning.ask_unit,
    "unit": assigning.ask_officer,
    "to": assigning.ask_why,
    "refer": assigning.ask_agency,
    "agency": assigning.ask_why_refer,
    "ask": ask_question,
    "more": show_more,
    "merge": merging.suggest,
    "into": merging.ask_sure,
    "merged": merging.merge,
    "number": merging.ask_number,
    "reject": ask_why_reject,
    "close": close,
    "reopen": reopen,
}
