"""Giving a report another category, in two screens."""

from casework import authority, reclassification
from conversations.screen import Button, Key, Line
from db.officers import Officer
from db.reports import Report
from handlers.common.turn import Turn
from handlers.desk import desk_report
from locales import Refused
from reports.category import Category, Family, Kind, categories, families
from reports.state import Act


async def ask_family(turn: Turn, officer: Officer, report: Report, rest: str) -> None:
    """The first screen: about what."""
    authority.after(report, Act.RECLASSIFY, officer)
    every = [family for kind in Kind for family in families(kind)]
    rows = [(Button(Key(f"family.{family}"), f"family={report.key},{family}"),) for family in every]
    await desk_report.ask(turn, report, Line("desk.ask_family", {"number": report.number}), *rows)


async def ask_category(turn: Turn, officer: Officer, report: Report, rest: str) -> None:
    """The second screen: what exactly."""
    if rest not in set(Family):
        raise Refused("flow.old_button")
    rows = [
        (Button(Key(f"category.{category}"), f"category={report.key},{category}"),)
        for category in categories(Family(rest))
    ]
    await desk_report.ask(turn, report, Line("desk.ask_category", {"number": report.number}), *rows)


async def reclassify(turn: Turn, officer: Officer, report: Report, rest: str) -> None:
    """The category was chosen."""
    if rest not in set(Category):
        raise Refused("flow.old_button")
    changed = await reclassification.reclassify(turn, officer, report.key, report.version, Category(rest))
    if changed.nobody_at_bawaslu:
        turn.toast, turn.alert = turn.texts.plain("desk.bawaslu_off_duty"), True
    await desk_report.show(turn, officer, changed.report)
