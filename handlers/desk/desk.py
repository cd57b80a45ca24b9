"""The desk: a tap on the queue or on one of its reports, and the acts that need one tap or two."""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from casework import authority, desk
from casework.authority import Changed
from conversations.answer import Answer, as_number
from conversations.screen import Button, Key, Line
from db.officers import Officer
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from handlers.common.turn import Turn
from handlers.desk import assigning, desk_report, merging, queue, reclassifying
from handlers.officer import acts, asking, evidence_files
from locales import Refused
from reports.state import Act
from resort.rights import Right

OneWordAct = Callable[[UnitOfWork, Officer, ReportKey, int], Coroutine[Any, Any, Report]]


async def tapped(turn: Turn) -> None:
    """A button of the desk. An act counts only on the state it was shown on."""
    callback = turn.callback
    assert callback is not None
    name, _, value = callback.choice.partition("=")
    if name in _LISTS:
        await _LISTS[name](turn, value)
        return
    first, _, rest = value.partition("," if name != "open" else ";")
    officer = await turn.require(Right.DESK, Right.UNIT_DESK)
    report = await authority.on_desk(turn, officer, ReportKey(as_number(first)))
    if name == "open":
        await desk_report.show(turn, officer, report, rest if len(rest) <= queue.LONGEST_TOKEN else "")
    elif name == "files":
        await evidence_files.show(turn, officer, report)
    elif name in _ACTS:
        await desk_report.act(turn, officer, report.key, _ACTS[name](turn, officer, report.key, callback.revision))
    elif name not in _QUESTIONS:
        raise Refused("flow.old_button")
    else:
        try:
            authority.unchanged(report, callback.revision)
            await _QUESTIONS[name](turn, officer, report, rest)
        except Changed:
            await desk_report.show_changed(turn, officer, report)


async def ask_truth(turn: Turn, officer: Officer, report: Report, rest: str) -> None:
    """Whether what was reported is true; apart from the state."""
    rows = (
        (Button(Key("button.desk_true"), f"true={report.key}"),),
        (Button(Key("button.desk_false"), f"false={report.key}"),),
    )
    await desk_report.ask(turn, report, Line("desk.ask_truth", {"number": report.number}), *rows)


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
    await acts.ask_question(turn, officer, report.key)


async def ask_why_reject(turn: Turn, officer: Officer, report: Report, rest: str) -> None:
    """Why it is not ours to act on."""
    authority.after(report, Act.REJECT, officer)
    text = Line("desk.ask_why_reject", {"number": report.number})
    await asking.ask(turn, officer.chat, "desk_reject", report.key, text, extra=str(report.version))


async def reject(turn: Turn, report: Report, officer: Officer, extra: str, answer: Answer) -> None:
    """The reason came: it is not ours to act on."""
    reason = asking.words_of(answer)
    await asking.done(turn, officer.chat)
    await desk_report.act(turn, officer, report.key, desk.reject(turn, officer, report.key, int(extra), reason))


_LISTS: dict[str, Callable[[Turn, str], Awaitable[None]]] = {
    "list": queue.show_page,
    "filter": queue.show_filter,
    "urgency": queue.choose_urgency,
    "state": queue.choose_state,
    "district": queue.choose_district,
}
_ACTS: dict[str, OneWordAct] = {
    "verify": desk.verify,
    "true": desk.confirm,
    "false": desk.refute,
    "close": desk.close,
    "reopen": desk.reopen,
}
_QUESTIONS: dict[str, Callable[[Turn, Officer, Report, str], Awaitable[None]]] = {
    "truth": ask_truth,
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
}
