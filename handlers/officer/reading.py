"""*Baca selengkapnya*: all that was told of a report, in as many messages as it takes, to the officer's own chat."""

from casework import authority, whole_story
from conversations.buttons.officer import ReadWhole
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Rows, Screen
from db import reports, tellings
from db.officers import Officer
from db.outbox import Lane
from db.reports import ReportKey
from db.tellings import What
from handlers.common.turn import Turn
from locales import Refused

AT_ONCE = 6  # messages at a tap; a button leads on


async def read(turn: Turn, officer: Officer, tapped: ReadWhole) -> None:
    """Send the parts from the one that was asked for on."""
    report = await authority.involved(turn, officer, ReportKey(tapped.report))
    chat = await turn.chat(officer.chat)
    if chat is None:
        raise Refused("ask.write_first")
    parts = await whole_story.parts(turn, officer, report)
    here = parts[tapped.part : tapped.part + AT_ONCE] or [Line("whole.nothing", {"number": report.number})]
    after = tapped.part + len(here)
    told = (report, *await reports.merged_into(turn.tx, report.key))
    for place, line in enumerate(here, 1):
        rows: Rows = ()
        if place == len(here) and after < len(parts):
            rows = ((Button(Key("button.read_on"), ReadWhole(report.key, after)),),)
        message = await turn.write(chat, Screen(line, rows), Topic.PING, lane=Lane.ANSWER, protected=True)
        for each in told:
            await tellings.add(turn.tx, each.key, message.id, chat.key, What.WORDS, turn.now)
    if turn.here.key != chat.key:
        turn.toast = turn.texts.plain("ask.in_private")
