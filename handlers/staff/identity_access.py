"""Break-glass: who reported is opened for one officer, for a reason, and only if a second person of the command agrees.

Desk:      /buka DMI-2411-0042-7
Bot:       Apa alasannya?
Desk:      Pelapor diduga dalam bahaya dan tidak menjawab
Command:   (gets the request)                  [Setujui] [Tolak]
Desk:      (sees name, account and phone, once)
Reporter:  (is told that it was opened, and why)
"""

from casework import notices
from conversations.answer import Answer, Text
from conversations.buttons.staff import Grant, OfOpening, RefuseOpening
from conversations.callback import Taps, Topic, on
from conversations.screen import Button, Key, Line, Screen
from db import officers, openings, reports
from db.officers import Officer
from db.openings import Opening, OpeningKey
from db.outbox import Lane
from db.reports import Report
from handlers.common.turn import Turn
from handlers.officer import asking
from locales import Refused
from reports import number as numbers
from resort.rights import Right, may
from resort.roles import Role


async def start(turn: Turn) -> None:
    """`/buka NUMBER`: ask for the reason."""
    officer = await turn.require(Right.ASK_IDENTITY)
    number = numbers.parse(turn.words)
    report = await reports.numbered(turn.tx, number) if number is not None else None
    if report is None:
        key = "opening.unknown" if turn.words else "opening.which"
        raise Refused(key, example=numbers.make(turn.resort.prefix, turn.now.date(), 42))
    if report.erased:
        raise Refused("opening.erased")
    await asking.ask(turn, officer.chat, "open", report.key, Line("opening.ask_why", {"number": report.number}))


async def ask(turn: Turn, report: Report, officer: Officer, extra: str, answer: Answer) -> None:
    """The reason came: everybody of the command but the asker is asked."""
    await turn.require(Right.ASK_IDENTITY)
    match answer:
        case Text(body) if body.strip():
            reason = body
        case _:
            raise Refused("ask.words")
    deciders = [each for each in await officers.of_role(turn.tx, Role.COMMAND) if each.chat != officer.chat]
    reachable = await turn.reachable(deciders)
    if not reachable:
        raise Refused("opening.nobody")
    key = await openings.ask(turn.tx, report.key, officer.key, reason, turn.now)
    await turn.record("minta_buka", officer, report=report.key, text=reason)
    rows = ((Button(Key("opening.grant"), Grant(key)), Button(Key("opening.refuse"), RefuseOpening(key))),)
    values = {"number": report.number, "callsign": officer.callsign, "reason": reason}
    for each in reachable:
        await turn.tell(each.chat, Screen(Line("opening.request", values), rows), Topic.OPENING, lane=Lane.PING)
    await asking.done(turn, officer.chat)
    await turn.say("opening.asked", number=report.number)


async def tapped(turn: Turn) -> None:
    """Somebody of the command decides. Nobody decides what they asked for themselves, whoever they are by now."""
    await TAPS.carry_out(turn.callback, turn, await turn.require(Right.GRANT_IDENTITY))


async def grant(turn: Turn, officer: Officer, tapped: Grant) -> None:
    """Show the identity to who asked, in private and this once, and tell the reporter."""
    opening, asker, report = await _undecided(turn, officer, tapped)
    chat = await turn.chat(asker.chat)
    if chat is None or asker.removed or not may(asker.role, Right.ASK_IDENTITY):
        raise Refused("opening.asker_gone")
    await openings.decide(turn.tx, opening.key, officer.key, granted=True)
    await turn.record("setujui_buka", officer, report=report.key, text=opening.reason)
    who = await openings.identity(turn.tx, turn.vault, report.key)
    values = {
        "number": report.number,
        "name": who.name,
        "account": f"@{who.username}" if who.username else Key("report.none"),
        "phone": who.phone or Key("report.none"),
    }
    shown = turn.drawn(Screen(Line("opening.identity", values)), Topic.OPENING, chat.language)
    await turn.owe(chat, "sendMessage", {**shown, "protect_content": True}, Lane.ANSWER)
    await turn.record("buka_identitas", asker, report=report.key)
    await notices.send(turn, report, Line("opening.told", {"number": report.number, "reason": opening.reason}))
    await turn.show(Screen(Line("opening.granted", {"number": report.number})), Topic.OPENING)


async def refuse(turn: Turn, officer: Officer, tapped: RefuseOpening) -> None:
    """It stays sealed; the asker is told."""
    opening, asker, report = await _undecided(turn, officer, tapped)
    await openings.decide(turn.tx, opening.key, officer.key, granted=False)
    await turn.record("tolak_buka", officer, report=report.key, text=opening.reason)
    await turn.tell(asker.chat, Screen(Line("opening.refused", {"number": report.number})), Topic.OPENING)
    await turn.show(Screen(Line("opening.you_refused", {"number": report.number})), Topic.OPENING)


async def _undecided(turn: Turn, officer: Officer, tapped: OfOpening) -> tuple[Opening, Officer, Report]:
    """A request that this officer may decide, with its asker and report; else `Refused`."""
    opening = await openings.get(turn.tx, OpeningKey(tapped.opening))
    if opening is None:
        raise Refused("flow.old_button")
    asker = await officers.get(turn.tx, opening.asked_by)
    report = await reports.get(turn.tx, opening.report)
    assert asker is not None
    assert report is not None
    if asker.chat == officer.chat:
        raise Refused("opening.own")
    if opening.decided:
        raise Refused("opening.decided")
    if report.erased:
        raise Refused("opening.erased")
    return opening, asker, report


TAPS = Taps(on(Grant, grant), on(RefuseOpening, refuse))
