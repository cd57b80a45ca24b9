"""`/hapus`: erasing what is stored of the person who asks, at once, after two taps.

Citizen: /hapus
Bot:     Yang dihapus: … Yang masih kami simpan: …        [Hapus data saya] [Tidak jadi]
Citizen: (taps Hapus data saya)
Bot:     Yakin? Ini tidak bisa dibatalkan.                [Ya, hapus sekarang] [Tidak jadi]
Citizen: (taps Ya, hapus sekarang)
Bot:     Data Anda sudah dihapus.
"""

from collections.abc import Sequence

from casework import erasure
from conversations.buttons.citizen import Erase, EraseNo, EraseSure, EraseYes
from conversations.callback import Taps, Topic, bare, on
from conversations.screen import Button, Key, Line, Screen, Value
from db.reports import Report
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from locales import Refused
from reports.erasure import Withheld

MOST_LINES = 10  # withheld reports named on a screen
NO = Button(Key("button.erase_no"), EraseNo())


async def ask(turn: Turn) -> None:
    """Say what is erased and what stays."""
    found = await erasure.erasable(turn, turn.here.key)
    text = Line("erase.ask", {"count": len(found.reports)})
    if found.withheld:
        text = Line("erase.ask_in_part", {"count": len(found.reports), "kept": _listed(found.withheld)})
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
    erased = await erasure.erase(turn, turn.here.key)
    if erased.withheld:
        text = Line("erase.done_in_part", {"count": len(erased.reports), "kept": _listed(erased.withheld)})
    else:
        text = Line("erase.done")
    await turn.put_keyboard_away(text)
    await turn.show(Screen(Line("erase.over")), Topic.DATA)


def _listed(kept: Sequence[tuple[Report, Withheld]]) -> Value:
    lines = [Line(f"erase.kept_{why}", {"number": report.number}) for report, why in kept[:MOST_LINES]]
    more = len(kept) - MOST_LINES
    return tuple(lines + ([Line("erase.kept_more", {"count": more})] if more > 0 else []))


TAPS = Taps(bare(Erase, ask), bare(EraseSure, ask_sure), bare(EraseNo, leave), on(EraseYes, erase))
