"""Which of several open reports of one person something belongs to: asked, or put right with a tap.

Citizen: sudah bubar pak
Bot:     Untuk laporan yang mana?          [DMI-… · Politik uang · Jaya Mukti] [DMI-… · Politik uang · Pelintung]
"""

from casework import additions
from conversations.buttons.words import AddTo
from conversations.callback import Topic
from conversations.report_values import category_name
from conversations.screen import Button, Line, Rows, Screen
from db.reports import Report
from handlers.common.buttons import DANGER, MENU
from handlers.common.turn import Turn
from reports.meaning import Meaning

_LONGEST_PLACE = 24  # letters, beside a number and a category


async def ask(turn: Turn, standing: list[Report], otherwise: Button) -> None:
    """Ask for which report it is; `otherwise` is the way out, for something new."""
    rows = ((DANGER,), *_rows(turn, standing), (otherwise,), (MENU,))
    await turn.show(Screen(Line("blue.answer", {"answer": Line("mine.ask_which")}), rows), Topic.WORDS)


def meant(standing: list[Report], said: Meaning) -> list[Report]:
    """The one report whose place the words name: "yang di Pelintung sudah bubar"; all where they name none, or two."""
    named = {area.code for area in said.areas}
    found = [each for each in standing if not named.isdisjoint({each.village, each.district})]
    return found if len(found) == 1 else standing


async def others(turn: Turn, report: Report) -> Rows:
    """A button for each other report that is open: what was just added to this one belongs there."""
    standing = await additions.all_open(turn, turn.here.key)
    return _rows(turn, [each for each in standing if each.key != report.key])


def _rows(turn: Turn, standing: list[Report]) -> Rows:
    return tuple((Button(_label(turn, each), AddTo(each.number)),) for each in standing)


def _label(turn: Turn, report: Report) -> str:
    """A report so that its reporter can tell it from another: its number, what it is about, where."""
    area = turn.scene.areas.get(report.village or report.district or "")
    where = area.bare_name if area is not None else report.place
    parts = (report.number, turn.texts.plain(category_name(report.category)), (where or "")[:_LONGEST_PLACE])
    return " · ".join(part for part in parts if part)
