"""The two of the command who deal with a reporter's being threatened."""

from casework import threats
from conversations.buttons.officer import EndThreat, OwnThreat
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from db.officers import Officer
from db.threats import ThreatKey
from handlers.common.turn import Turn


async def own(turn: Turn, officer: Officer, tapped: OwnThreat) -> None:
    """One of the two deals with it."""
    report = await threats.own(turn, officer, ThreatKey(tapped.threat))
    rows = ((Button(Key("button.end_threat"), EndThreat(tapped.threat)),),)
    await turn.show(Screen(Line("threat.yours", {"number": report.number}), rows), Topic.PING)


async def end(turn: Turn, officer: Officer, tapped: EndThreat) -> None:
    """It is dealt with."""
    report = await threats.end(turn, officer, ThreatKey(tapped.threat))
    await turn.show(Screen(Line("threat.ended", {"number": report.number})), Topic.PING)
