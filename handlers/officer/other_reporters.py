"""What other reporters of an incident wrote, and setting one of them apart."""

from casework import authority, incident_match, incident_words, joining
from conversations.buttons.officer import OtherReporters, ReadWhole, Separate
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from db import tellings
from db.officers import Officer
from db.outbox import Lane
from db.reports import ReportKey
from db.tellings import What
from handlers.common.turn import Turn
from locales.times import clock

OTHERS = 6  # reporters on one screen


async def show(turn: Turn, officer: Officer, tapped: OtherReporters) -> None:
    """What others wrote whose alarms joined the report; in the officer's own chat."""
    report = await authority.involved(turn, officer, ReportKey(tapped.report))
    told = await incident_words.words(turn, officer, report)
    page = tapped.page % max(1, -(-len(told) // OTHERS))
    shown = told[page * OTHERS : (page + 1) * OTHERS]
    lines = tuple(
        Line("act.other", {"number": each.number, "at": clock(each.created_at, turn.resort.zone), "words": words})
        for each, words in shown
    )
    rows = [
        (Button(each.number, Separate(each.key)),)
        for each, _ in shown
        if await incident_match.may_be_separated(turn, each)
    ]
    if told:
        rows.append((Button(Key("button.read_whole"), ReadWhole(report.key)),))
    if len(told) > OTHERS:
        rows.append((Button(Key("button.more"), OtherReporters(report.key, page + 1)),))
    apart = any(isinstance(button.choice, Separate) for row in rows for button in row)
    text = Line("act.others" if apart else "act.others_merged", {"number": report.number, "lines": lines})
    message = await turn.tell(officer.chat, Screen(text, tuple(rows)), Topic.PING, lane=Lane.ANSWER)
    if message is None:
        return
    for each, _ in shown:
        await tellings.add(turn.tx, each.key, message.id, officer.chat, What.WORDS, turn.now)


async def separate(turn: Turn, officer: Officer, tapped: Separate) -> None:
    """A report that joined another is another incident."""
    report = await joining.separate(turn, officer, ReportKey(tapped.report))
    turn.toast, turn.alert = turn.texts.plain("act.separated", number=report.number), True
