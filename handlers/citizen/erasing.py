"""`/hapus`: erasing what is stored of the one who asks, at once, after two taps.

    Citizen: /hapus
    Bot:     Yang dihapus: … Yang masih kami simpan: …        [Hapus data saya] [Tidak jadi]
    Citizen: (taps Hapus data saya)
    Bot:     Yakin? Ini tidak bisa dibatalkan.                [Ya, hapus sekarang] [Tidak jadi]
    Citizen: (taps Ya, hapus sekarang)
    Bot:     Data Anda sudah dihapus.

Reports that are open or form evidence stay, with who made them, until they no longer must; all else goes. With nothing
to stay, nobody knows any more who this was: the next message from that account meets a new person.
"""

from casework import dispatch
from conversations.buttons.citizen import Erase, EraseNo, EraseSure, EraseYes
from conversations.callback import Taps, Topic, bare, on
from conversations.screen import Button, Key, Line, Screen, Value
from db import erasure, officers, reports
from db.reports import Report
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from locales import Refused
from reports.erasure import Withheld, withheld

MOST_LINES = 10  # withheld reports named on a screen
NO = Button(Key("button.erase_no"), EraseNo())


async def ask(turn: Turn) -> None:
    """Say what is erased and what stays."""
    erasable, kept = await _sorted(turn)
    count = len(erasable)
    text = (
        Line("erase.ask_in_part", {"count": count, "kept": _listed(kept)})
        if kept
        else Line("erase.ask", {"count": count})
    )
    rows = ((Button(Key("button.erase"), EraseSure()),), (NO,))
    await turn.show(Screen(text, rows), Topic.DATA)


async def tapped(turn: Turn) -> None:
    """A button of the two questions."""
    await TAPS.carry_out(turn.callback, turn)


async def ask_sure(turn: Turn) -> None:
    """Sure?"""
    rows = ((Button(Key("button.erase_yes"), EraseYes(turn.here.key)),), (NO,))
    await turn.show(Screen(Line("erase.sure"), rows), Topic.DATA)


async def leave(turn: Turn) -> None:
    """Nothing is erased."""
    await turn.show(Screen(Line("erase.left"), ((MENU,),)), Topic.DATA)


async def erase(turn: Turn, tapped: EraseYes) -> None:
    """Erase what may be erased; the files follow after the commit. A button made for somebody forgotten is old."""
    if tapped.chat != turn.here.key:
        raise Refused("flow.old_button")
    erasable, kept = await _sorted(turn)
    for report in erasable:
        await erasure.erase_report(turn.tx, turn.vault, report.key, turn.now)
        turn.files_changed = True
        await _tell_officers(turn, report)
    turn.erased = True
    await erasure.end_everything(turn.tx, turn.here.key, turn.now)
    if kept:
        text = Line("erase.done_in_part", {"count": len(erasable), "kept": _listed(kept)})
    else:
        await erasure.forget(turn.tx, turn.vault, turn.here.key, turn.now)
        text = Line("erase.done")
    await turn.put_keyboard_away(text)
    await turn.show(Screen(Line("erase.over")), Topic.DATA)


async def _tell_officers(turn: Turn, report: Report) -> None:
    """The words vanish from the calls too, and who had the report is told in a line."""
    emptied = await reports.get(turn.tx, report.key)
    assert emptied is not None
    await dispatch.refresh(turn, emptied)
    officer = None if report.officer is None else await officers.get(turn.tx, report.officer)
    if officer is not None and not officer.removed:
        await turn.tell(officer.chat, Screen(Line("ping.erased", {"number": report.number})), Topic.PING)


async def _sorted(turn: Turn) -> tuple[list[Report], list[tuple[Report, Withheld]]]:
    """One's own reports: those that can be erased, and those that cannot, with why. Raises `Refused` for an officer."""
    if await officers.of_chat(turn.tx, turn.here.key) is not None:
        raise Refused("erase.officer")
    erasable: list[Report] = []
    kept: list[tuple[Report, Withheld]] = []
    for report in await reports.list_of_reporter(turn.tx, turn.here.key):
        original = None if report.duplicate_of is None else await reports.get(turn.tx, report.duplicate_of)
        why = withheld(report.case) or (withheld(original.case) if original is not None else None)
        if why is None:
            erasable.append(report)
        else:
            kept.append((report, why))
    return erasable, kept


def _listed(kept: list[tuple[Report, Withheld]]) -> Value:
    lines = [Line(f"erase.kept_{why}", {"number": report.number}) for report, why in kept[:MOST_LINES]]
    more = len(kept) - MOST_LINES
    return tuple(lines + ([Line("erase.kept_more", {"count": more})] if more > 0 else []))


TAPS = Taps(bare(Erase, ask), bare(EraseSure, ask_sure), bare(EraseNo, leave), on(EraseYes, erase))
