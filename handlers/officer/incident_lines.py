"""What officers say of a named incident: an estimate in four taps, and its leader's line to all who reported."""

from casework import incidents
from conversations.answer import Answer
from conversations.buttons.officer import Estimate, SharedLine
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from db.officers import Officer
from db.outbox import Lane
from db.reports import Report, ReportKey
from handlers.common.turn import Turn
from handlers.officer import asking
from locales import Refused
from reports import estimate
from reports.estimate import CHOICES, STEPS


async def tap(turn: Turn, officer: Officer, tapped: Estimate) -> None:
    """The next question, or after the fourth tap the estimate; in the officer's own chat."""
    key = ReportKey(tapped.report)
    try:
        chosen, said = estimate.answers(tapped.taps), estimate.estimate(tapped.taps)
    except ValueError:
        raise Refused("flow.old_button") from None
    report = await incidents.check_estimate(turn, officer, key)
    if said is not None:
        await incidents.estimate(turn, officer, key, said)
        await turn.show(Screen(Line("incident.noted", {"number": report.number})), Topic.PING)
        return
    step = STEPS[len(chosen)]
    rows = tuple(
        (Button(Key(f"estimate.{step}_{choice}"), Estimate(key, f"{tapped.taps}{choice}")),)
        for choice in range(CHOICES)
    )
    screen = Screen(Line(f"incident.ask_{step}", {"number": report.number}), rows)
    if chosen and turn.here.key == officer.chat:
        await turn.show(screen, Topic.PING)
    else:
        await turn.tell(officer.chat, screen, Topic.PING, lane=Lane.ANSWER)


async def ask_line(turn: Turn, officer: Officer, tapped: SharedLine) -> None:
    """What should everybody who reported it know?"""
    report = await incidents.check_line(turn, officer, ReportKey(tapped.report))
    await asking.ask(turn, officer.chat, "incident_line", report.key, Line("ask.line", {"number": report.number}))


async def tell(turn: Turn, report: Report, officer: Officer, extra: str, answer: Answer) -> None:
    """The line came: everybody who reported it gets it."""
    told = await incidents.tell(turn, officer, report.key, asking.words_of(answer))
    await asking.done(turn, officer.chat)
    await asking.confirm(turn, "incident.told" if told else "incident.told_nobody", number=report.number)
