"""Break-glass: who reported is opened for one officer, for a reason, and only if a second person of the command agrees.

Desk:      /buka DMI-2411-0042-7
Bot:       Apa alasannya?
Desk:      Pelapor diduga dalam bahaya dan tidak menjawab
Command:   (gets the request)                  [Setujui] [Tolak]
Desk:      (sees name, account and phone, once)
Reporter:  (is told that it was opened, and why)
"""

from casework import authority, identity_access
from conversations.answer import Answer
from conversations.buttons.staff import Grant, RefuseOpening
from conversations.callback import Taps, Topic, on
from conversations.screen import Line, Screen
from db.officers import Officer
from db.openings import OpeningKey
from db.reports import Report
from handlers.common.turn import Turn
from handlers.officer import asking
from locales import Refused
from reports import number as numbers
from resort.rights import Right


async def start(turn: Turn) -> None:
    """`/buka NUMBER`: ask for the reason."""
    officer = await turn.require(Right.ASK_IDENTITY)
    number = numbers.parse(turn.words)
    report = await authority.numbered(turn, officer, number) if number is not None else None
    if report is None:
        key = "opening.unknown" if turn.words else "opening.which"
        raise Refused(key, example=numbers.make(turn.resort.prefix, turn.now.date(), 42))
    identity_access.check(officer, report)
    await asking.ask(turn, officer.chat, "open", report.key, Line("opening.ask_why", {"number": report.number}))


async def ask(turn: Turn, report: Report, officer: Officer, extra: str, answer: Answer) -> None:
    """The reason came."""
    report = await identity_access.ask(turn, officer, report.key, asking.words_of(answer))
    await asking.done(turn, officer.chat)
    await asking.confirm(turn, "opening.asked", number=report.number)


async def tapped(turn: Turn) -> None:
    """Somebody of the command decides."""
    await TAPS.carry_out(turn.callback, turn, await turn.require(Right.GRANT_IDENTITY))


async def grant(turn: Turn, officer: Officer, tapped: Grant) -> None:
    """The identity is shown to the person who asked."""
    report = await identity_access.grant(turn, officer, OpeningKey(tapped.opening))
    await turn.show(Screen(Line("opening.granted", {"number": report.number})), Topic.OPENING)


async def refuse(turn: Turn, officer: Officer, tapped: RefuseOpening) -> None:
    """It stays sealed."""
    report = await identity_access.refuse(turn, officer, OpeningKey(tapped.opening))
    await turn.show(Screen(Line("opening.you_refused", {"number": report.number})), Topic.OPENING)


TAPS = Taps(on(Grant, grant), on(RefuseOpening, refuse))
