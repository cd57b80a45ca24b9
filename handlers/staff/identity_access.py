"""Break-glass: who reported is opened for one officer, for a reason, and only if a second person of the command agrees.

Desk:      /buka DMI-2411-0042-7
Bot:       Untuk apa?                   [Pelapor mungkin dalam bahaya] …
Bot:       Apa alasannya?
Desk:      Pelapor diduga dalam bahaya dan tidak menjawab
Command:   (gets the request)                  [Setujui] [Tolak]
Desk:      (sees name, account and phone, once)
Reporter:  (is told that it was opened, and why)

The originals of its files go the same way: the button stands here, and below the working copies.
"""

from casework import authority, identity_access
from conversations.answer import Answer
from conversations.buttons.staff import Grant, OpenFor, RefuseOpening
from conversations.callback import Taps, Topic, on
from conversations.screen import Button, Key, Line, Screen
from db import reports
from db.officers import Officer
from db.openings import OpeningKey
from db.reports import Report, ReportKey
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from handlers.officer import asking
from locales import Refused
from reports import number as numbers
from reports.opening_kind import OF_IDENTITY, OpeningKind
from resort.rights import Right


async def start(turn: Turn) -> None:
    """`/buka NUMBER`: ask for what."""
    officer = await turn.require(Right.ASK_IDENTITY)
    number = numbers.parse(turn.words)
    report = await authority.numbered(turn, officer, number) if number is not None else None
    if report is None:
        key = "opening.unknown" if turn.words else "opening.which"
        raise Refused(key, example=numbers.make(turn.resort.prefix, turn.now.date(), 42))
    await identity_access.check(turn, officer, report)
    originals = await identity_access.may_ask(turn, officer, report, OpeningKind.ORIGINALS)
    kinds = OpeningKind if originals else OF_IDENTITY
    rows = tuple((Button(Key(f"opening.kind_{kind}"), OpenFor(report.key, kind)),) for kind in kinds)
    text = Line("opening.ask_kind", {"number": report.number})
    await turn.show(Screen(text, (*rows, (MENU,))), Topic.OPENING)


async def ask_why(turn: Turn, tapped: OpenFor) -> None:
    """The kind was chosen: ask for the reason."""
    officer = await turn.require(Right.ASK_IDENTITY)
    report = await reports.get(turn.tx, ReportKey(tapped.report))
    if report is None:
        raise Refused("flow.old_button")
    await identity_access.check(turn, officer, report, tapped.kind)
    asked = "original.ask_why" if tapped.kind is OpeningKind.ORIGINALS else "opening.ask_why"
    text = Line(asked, {"number": report.number})
    await asking.ask(turn, officer.chat, "open", report.key, text, extra=tapped.kind)


async def ask(turn: Turn, report: Report, officer: Officer, extra: str, answer: Answer) -> None:
    """The reason came; `extra` is the kind."""
    kind = OpeningKind(extra) if extra in set(OpeningKind) else OpeningKind.OTHER
    report = await identity_access.ask(turn, officer, report.key, asking.words_of(answer), kind)
    await asking.done(turn, officer.chat)
    await asking.confirm(turn, "opening.asked", number=report.number)


async def tapped(turn: Turn) -> None:
    """The kind of a request is chosen, or somebody of the command decides on one."""
    await TAPS.carry_out(turn.callback, turn)


async def grant(turn: Turn, tapped: Grant) -> None:
    """The identity is shown to the person who asked."""
    officer = await turn.require(Right.GRANT_IDENTITY)
    decided = await identity_access.grant(turn, officer, OpeningKey(tapped.opening))
    said = "original.granted" if decided.kind is OpeningKind.ORIGINALS else "opening.granted"
    await turn.show(Screen(Line(said, {"number": decided.report.number})), Topic.OPENING)


async def refuse(turn: Turn, tapped: RefuseOpening) -> None:
    """It stays sealed."""
    officer = await turn.require(Right.GRANT_IDENTITY)
    decided = await identity_access.refuse(turn, officer, OpeningKey(tapped.opening))
    said = "original.you_refused" if decided.kind is OpeningKind.ORIGINALS else "opening.you_refused"
    await turn.show(Screen(Line(said, {"number": decided.report.number})), Topic.OPENING)


TAPS: Taps[Turn] = Taps(on(OpenFor, ask_why), on(Grant, grant), on(RefuseOpening, refuse))
