"""Giving a report another category, in two screens."""

from casework import authority, reclassification
from conversations.buttons.desk import ChooseCategory, ChooseFamily, Reclassify
from conversations.screen import Button, Key, Line
from db.officers import Officer
from db.reports import Report
from handlers.common.turn import Turn
from handlers.desk import desk_report
from reports.category import Kind, categories, families
from reports.state import Act


async def ask_family(turn: Turn, officer: Officer, report: Report, tapped: Reclassify) -> None:
    """The first screen: about what."""
    authority.after(report, Act.RECLASSIFY, officer)
    every = [family for kind in Kind for family in families(kind)]
    rows = [(Button(Key(f"family.{family}"), ChooseFamily(report.key, family)),) for family in every]
    await desk_report.ask(turn, report, Line("desk.ask_family", {"number": report.number}), *rows)


async def ask_category(turn: Turn, officer: Officer, report: Report, tapped: ChooseFamily) -> None:
    """The second screen: what exactly."""
    rows = [
        (Button(Key(f"category.{category}"), ChooseCategory(report.key, category)),)
        for category in categories(tapped.family)
    ]
    await desk_report.ask(turn, report, Line("desk.ask_category", {"number": report.number}), *rows)


async def reclassify(turn: Turn, officer: Officer, report: Report, tapped: ChooseCategory) -> None:
    """The category was chosen."""
    changed = await reclassification.reclassify(turn, officer, report.key, report.version, tapped.category)
    if changed.nobody_at_bawaslu:
        turn.toast, turn.alert = turn.texts.plain("desk.bawaslu_off_duty"), True
    await desk_report.show(turn, officer, changed.report)
