"""One's own reports: the list, taking one back, saying whether it is solved. Nobody sees another's."""

from dataclasses import replace

from casework import dispatch
from conversations.answer import as_number
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from db import reports
from db.reports import Report
from handlers.citizen import adding, mine_report
from handlers.common.buttons import MENU, REPORT
from handlers.common.turn import Turn
from handlers.officer import acts
from locales import Refused
from reports import number as numbers
from reports.clock import Rung
from reports.state import Act, perform
from resort.roles import Role

PAGE = 5


async def show_list(turn: Turn, page: int = 0) -> None:
    """`/laporanku`: what this person has reported, the newest first."""
    total = await reports.count_of_reporter(turn.tx, turn.here.key)
    if not total:
        await turn.show(Screen(Line("mine.none"), ((REPORT,), (MENU,))), Topic.MINE)
        return
    pages = -(-total // PAGE)
    page %= pages
    found = await reports.list_of_reporter(turn.tx, turn.here.key, limit=PAGE, offset=page * PAGE)
    rows = [(Button(_label(turn, report), f"open={report.number}"),) for report in found]
    if pages > 1:
        rows.append((Button(Key("button.more"), f"page={(page + 1) % pages}"),))
    await turn.show(Screen(Line("mine.list", {"total": total}), (*rows, (MENU,))), Topic.MINE)


async def status(turn: Turn) -> None:
    """`/status NUMBER`: one report, only for who made it; anybody else is answered as if it did not exist."""
    words = turn.words
    if not words:
        await show_list(turn)
        return
    number = numbers.parse(words)
    if number is None:
        raise Refused("mine.not_a_number", example=numbers.make(turn.resort.prefix, turn.now.date(), 42))
    await mine_report.show(turn, number)


async def tapped(turn: Turn) -> None:
    """A button of the list or of one report."""
    callback = turn.callback
    assert callback is not None
    name, _, value = callback.choice.partition("=")
    match name:
        case "page":
            await show_list(turn, as_number(value))
        case "open":
            await mine_report.show(turn, value)
        case "add" | "answer":
            await adding.begin(turn, await mine_report.own(turn, value))
        case "done":
            await adding.finish(turn, value)
        case "withdraw":
            await mine_report.ask_withdraw(turn, await mine_report.own(turn, value))
        case "withdrawn":
            await _withdraw(turn, await mine_report.own(turn, value))
        case "solved":
            await _solved(turn, await mine_report.own(turn, value))
        case "reopen":
            await _reopen(turn, await mine_report.own(turn, value))
        case _:
            raise Refused("flow.old_button")


async def _withdraw(turn: Turn, report: Report) -> None:
    """The reporter takes it back; who has it is told, for they may be on the way."""
    case = perform(report.case, Act.WITHDRAW, Role.REPORTER)
    report = await reports.advance(turn.tx, report, case, turn.now)
    await mine_report.note(turn, report, "dibatalkan")
    await dispatch.stop_clock(turn, report)
    await dispatch.refresh(turn, report)
    if report.officer is not None:
        await acts.news_from_reporter(turn, report, Line("ping.withdrawn", {"number": report.number}))
    await adding.end(turn)
    rows = ((Button(Key("button.open_report"), f"open={report.number}"),), (MENU,))
    await turn.show(Screen(Line("mine.withdrawn", {"number": report.number}), rows), Topic.MINE)


async def _solved(turn: Turn, report: Report) -> None:
    """The reporter says it is solved: the report is closed."""
    if not report.case.closed:
        case = perform(report.case, Act.CLOSE, Role.REPORTER)
        report = await reports.advance(turn.tx, report, case, turn.now)
        await dispatch.stop_clock(turn, report)
        await mine_report.note(turn, report, "dinyatakan_selesai")
    await turn.show(Screen(Line("mine.solved", {"number": report.number}), ((MENU,),)), Topic.MINE)


async def _reopen(turn: Turn, report: Report) -> None:
    """The reporter says it is not solved: it begins anew, for seven days after it ended."""
    case = perform(report.case, Act.REOPEN, Role.REPORTER, ended_ago=mine_report.ended_ago(turn, report))
    report = await reports.advance(turn.tx, report, case, turn.now)
    await mine_report.note(turn, report, "dibuka_kembali")
    report = await reports.amend(turn.tx, replace(report, rung=Rung.DUTY))
    await dispatch.refresh(turn, report)
    await dispatch.announce(turn, report, [Line("ping.reopened")])
    rows = ((Button(Key("button.add"), f"add={report.number}"),), (MENU,))
    await turn.show(Screen(Line("mine.reopened", {"number": report.number}), rows), Topic.MINE)


def _label(turn: Turn, report: Report) -> str:
    category = turn.texts.plain(f"category.{report.category}" if report.category else "report.none")
    return f"{report.number} · {category}"
