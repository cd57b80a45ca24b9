"""The level above decides whether a unit gets a report whose words accuse its office."""

from casework import objections
from conversations.buttons.officer import KeepAway, SendThere
from conversations.callback import Topic
from conversations.screen import Line, Screen
from db.objections import ObjectionKey
from db.officers import Officer
from handlers.common.turn import Turn


async def keep_away(turn: Turn, officer: Officer, tapped: KeepAway) -> None:
    """It stays away from there."""
    report, unit = await objections.keep_away(turn, officer, ObjectionKey(tapped.objection))
    await turn.show(Screen(Line("objection.stays", {"number": report.number, "unit": unit.name})), Topic.PING)


async def send_there(turn: Turn, officer: Officer, tapped: SendThere) -> None:
    """It goes there, an hour after its reporter was told."""
    report, unit = await objections.lift(turn, officer, ObjectionKey(tapped.objection))
    await turn.show(Screen(Line("objection.will_be_sent", {"number": report.number, "unit": unit.name})), Topic.PING)
