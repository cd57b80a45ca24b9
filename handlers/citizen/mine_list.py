"""The list of one's own reports, the newest first."""

from conversations.buttons.citizen import MyReportsPage, OpenMine
from conversations.callback import Topic
from conversations.report_values import category_name
from conversations.screen import Button, Key, Line, Screen
from db import reporters, reports
from db.reports import Report
from handlers.common.buttons import MENU, REPORT
from handlers.common.turn import Turn

PAGE = 5


async def show(turn: Turn, page: int = 0) -> None:
    """`/laporanku`: what this person has reported, the newest first."""
    total, own = await reporters.own_page(turn.tx, turn.here.key, page, PAGE)
    if not total:
        await turn.show(Screen(Line("mine.none"), ((REPORT,), (MENU,))), Topic.MINE)
        return
    pages = -(-total // PAGE)
    page %= pages
    found = await reports.of_entries(turn.tx, own)
    rows = [(Button(_label(turn, report), OpenMine(report.number)),) for report in found]
    if pages > 1:
        rows.append((Button(Key("button.more"), MyReportsPage((page + 1) % pages)),))
    await turn.show(Screen(Line("mine.list", {"total": total}), (*rows, (MENU,))), Topic.MINE)


def _label(turn: Turn, report: Report) -> str:
    category = turn.texts.plain(category_name(report.category))
    return f"{report.number} · {category}"
