"""News for the reporter: in softened words, and never a word about who acts."""

from conversations.buttons.citizen import NotSolved, OpenMine, Solved
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from db import reports
from db.outbox import Lane
from db.reports import Report
from db.unit_of_work import UnitOfWork


async def tell(
    uow: UnitOfWork,
    report: Report,
    news: str,
    rows: tuple[tuple[Button, ...], ...] = (),
    *,
    lane: Lane = Lane.NOTICE,
) -> None:
    """Tell the reporter what became of their report: the text `notice.NEWS`."""
    await send(uow, report, Line(f"notice.{news}", {"number": report.number}), rows, lane=lane)


async def send(
    uow: UnitOfWork,
    report: Report,
    text: Line,
    rows: tuple[tuple[Button, ...], ...] = (),
    *,
    lane: Lane = Lane.NOTICE,
) -> None:
    """Write to the reporter of a report."""
    see = (Button(Key("button.open_report"), OpenMine(report.number)),)
    await uow.tell(await reports.reporter(uow.tx, report.key), Screen(text, (*rows, see)), Topic.MINE, lane=lane)


async def ended(uow: UnitOfWork, report: Report, news: str) -> None:
    """Tell how it ended, and ask whether it is solved."""
    rows = (
        (
            Button(Key("button.solved"), Solved(report.number)),
            Button(Key("button.not_solved"), NotSolved(report.number)),
        ),
    )
    await tell(uow, report, news, rows)
