"""News for the reporter, and for those whose reports were merged into it: never a word about who acts."""

from conversations.buttons.citizen import NotSolved, OpenMine, Solved
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from db import officers, reports
from db.officers import Officer
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
) -> bool:
    """Write to the reporter of a report; False when they cannot be written to. Reporters of merged ones hear it too."""
    told = await ask(uow, report, text, rows, lane=lane)
    for merged in await reports.merged_into(uow.tx, report.key):
        await ask(uow, merged, Line(text.key, {**text.values, "number": merged.number}), lane=lane)
    return told


async def ask(
    uow: UnitOfWork,
    report: Report,
    text: Line,
    rows: tuple[tuple[Button, ...], ...] = (),
    *,
    lane: Lane = Lane.NOTICE,
) -> bool:
    """Write to the reporter of a report alone; False when they cannot be written to."""
    see = (Button(Key("button.open_report"), OpenMine(report.number)),)
    reporter = await reports.reporter(uow.tx, report.key)
    return await uow.tell(reporter, Screen(text, (*rows, see)), Topic.MINE, lane=lane) is not None


async def ended(uow: UnitOfWork, report: Report, text: Line) -> None:
    """Tell how it ended, and ask whether it is solved."""
    rows = (
        (
            Button(Key("button.solved"), Solved(report.number)),
            Button(Key("button.not_solved"), NotSolved(report.number)),
        ),
    )
    await send(uow, report, text, rows)


async def stop(uow: UnitOfWork, report: Report, by: Officer, text: str) -> None:
    """Tell the officer who has a report that it is theirs no longer, with a message that rings: they may be driving."""
    holder = None if report.officer is None else await officers.get(uow.tx, report.officer)
    if holder is not None and not holder.removed and holder.key != by.key:
        line = Line(text, {"number": report.number, "callsign": by.callsign})
        await uow.tell(holder.chat, Screen(line), Topic.PING, lane=Lane.PING)
