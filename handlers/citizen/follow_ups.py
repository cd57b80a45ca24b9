"""The answer to what a reporter writes about an open report in a few words; the officers read the words.

Citizen: sudah bubar pak
Bot:     Syukurlah. … Sudah ditambahkan ke laporan DMI-…            [Bukan, laporan baru] [Selesai]
Officer: DMI-…, kabar baru dari pelapor: sudah bubar pak
"""

from casework.additions import Added
from casework.call_screen import state_name
from conversations.buttons.citizen import IsSafe, Threatened, Withdraw
from conversations.screen import Button, Key, Line
from db.reports import Report
from reports.follow_up import FollowUp
from reports.seal import Seal
from reports.state import Act, allowed
from reports.urgency import Urgency
from resort.roles import Role

_STATE_TOLD = (FollowUp.WAITING, FollowUp.NOBODY, FollowUp.AFRAID)  # these are told how the report stands


def text(added: Added, follow_up: FollowUp, stored: Line) -> Line:
    """What fits, how the report stands for somebody who waits, and that it was added and passed on."""
    lines = [Line(f"mine.follow_{follow_up}")]
    if follow_up in _STATE_TOLD:
        report = added.report if added.again is None else added.again.report
        lines.append(Line("mine.follow_state", {"state": state_name(report)}))
    if added.again is None and not added.done:
        stored = Line(_stored(added), {"number": added.report.number})
    return Line("mine.follow", {"lines": (*lines, stored)})


def _stored(added: Added) -> str:
    if not added.told:
        return "mine.follow_kept"
    return "mine.follow_told" if added.report.seal is None else "mine.follow_told_sealed"


def in_danger(added: Added, stored: Line) -> Line:
    """More words about an emergency: what became of them, how the report stands, and what to do."""
    state = Line("mine.follow_state", {"state": state_name(added.report)})
    return Line("mine.follow", {"lines": (stored, state, Line("mine.follow_safety"))})


def standing(first: Line, own: Report, leading: Report) -> Line:
    """A first sentence, and how an open report stands."""
    state = Line("mine.follow_state", {"state": state_name(leading)})
    urgent = own.urgency is Urgency.DARURAT
    return Line("mine.follow", {"lines": (first, state, *((Line("mine.follow_safety"),) if urgent else ()))})


def rows(added: Added, follow_up: FollowUp) -> list[tuple[Button, ...]]:
    """What can be tapped besides: a mistake can be taken back, and what is over before anybody took it.

    Whoever is afraid may be threatened, and says so with a tap; whoever is known to be says that they are not safe.
    """
    report = added.report
    if report.seal is Seal.TWO_OF_COMMAND:
        return [(Button(Key("button.is_unsafe"), IsSafe(report.number)),)]
    if follow_up is FollowUp.AFRAID:
        return [(Button(Key("button.threatened"), Threatened(report.number)),)]
    unwanted = follow_up is FollowUp.MISTAKEN or (follow_up is FollowUp.OVER and not report.case.taken)
    if unwanted and Act.WITHDRAW in allowed(report.case, Role.REPORTER):
        return [(Button(Key("button.withdraw"), Withdraw(report.number)),)]
    return []
