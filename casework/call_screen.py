"""What officers see of a report: its call, with the acts that are possible now."""

from collections.abc import Callable, Sequence

from casework.story import story
from conversations.buttons.officer import (
    Arrive,
    AskReporter,
    AskResult,
    CallHelp,
    Decline,
    HeadOut,
    OfReport,
    Pass,
    ShowFiles,
    Take,
)
from conversations.report_screens import location, moment
from conversations.screen import Button, Key, Line, Screen, Value
from db import evidence, officers
from db.officers import Officer
from db.reports import Report
from db.unit_of_work import UnitOfWork
from locales.times import clock
from reports.state import State
from resort.roles import Role

LONGEST_STORY = 1500  # characters of the story in a call; the rest is at hand on request


async def call_screens(uow: UnitOfWork, report: Report, why: Sequence[Line] = ()) -> tuple[Screen, Screen]:
    """A report's call for people who can act on it, and for people who only watch; nothing says who reported it."""
    scene = uow.scene
    files = await evidence.count(uow.tx, report.key)
    status = await status_line(uow, report)
    values: dict[str, Value] = {
        "why": Line("ping.why", {"reasons": tuple(why)}) if why else "",
        "number": report.number,
        "urgency": Key(f"urgency.{report.urgency}"),
        "category": Key(f"category.{report.category}") if report.category else Key("report.none"),
        "where": location(report, scene),
        "when": moment(report.happened_words, report.happened_at, report.ongoing, scene),
        "received": clock(report.created_at, uow.resort.zone),
        "what": story(report, LONGEST_STORY),
        "status": status,
    }
    if report.result is not None:
        values["status"] = (status, Line("ping.ended", {"result": Key(f"result.{report.result}")}))
    text = Line("ping.text", values)
    acting, watching = (Screen(text, _buttons(report, files, watching=watching)) for watching in (False, True))
    return acting, watching


def only_watches(report: Report, officer: Officer | None) -> bool:
    """Whether an officer or partner can do nothing to a report, since another has taken it; None is a group."""
    if officer is None or not report.case.taken:
        return False
    return officer.role in (Role.OFFICER, Role.PARTNER) and officer.key != report.officer


async def status_line(uow: UnitOfWork, report: Report) -> Line:
    """Where the report stands, in one line for officers."""
    officer = await officers.get(uow.tx, report.officer) if report.officer is not None else None
    if officer is not None:
        return Line("ping.taken", {"state": state_name(report), "callsign": officer.callsign})
    waiting = report.state in (State.RECEIVED, State.VERIFIED, State.ASSIGNED, State.REFERRED)
    key = "ping.open" if waiting and not report.case.closed else "ping.over"
    return Line(key, {"state": state_name(report)})


def state_name(report: Report) -> Key:
    """The name of a report's state; a report that a unit was given is not yet one that somebody took."""
    return Key("state.diambil" if report.state is State.ASSIGNED and report.case.taken else f"state.{report.state}")


def _buttons(report: Report, files: int, *, watching: bool) -> tuple[tuple[Button, ...], ...]:
    def button(kind: Callable[[int], OfReport], label: str) -> Button:
        return Button(Key(f"button.act_{label}"), kind(report.key))

    finish, call_help = button(AskResult, "done"), button(CallHelp, "help")
    pass_on, decline = button(Pass, "pass"), button(Decline, "no")
    extra = ((button(ShowFiles, "files"),),) if files else ()
    if watching or report.case.closed or report.state in (State.DONE, State.WITHDRAWN):
        return extra
    if not report.case.taken:
        return ((button(Take, "take"),), (pass_on, decline), *extra)
    ask = button(AskReporter, "ask")
    if report.state is State.ACTED_ON:
        return ((finish,), (call_help, ask), (pass_on, decline), *extra)
    moves = (button(HeadOut, "go"), button(Arrive, "there"))
    return (moves, (finish, call_help), (pass_on, decline, ask), *extra)
