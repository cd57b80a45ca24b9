"""A reporter is threatened because of a report: three taps, and the story is for two of the command alone.

Citizen: (taps Saya terancam below the receipt, the report or a closing notice, or says so)
Bot:     Apakah Anda aman sekarang?                [Ya, aman] [Tidak aman]
Citizen: Ya, aman
Bot:     Siapa yang tahu bahwa Anda melapor?       [Orang yang saya laporkan] [Orang sekitar] [Tidak ada] [Tidak tahu]
Bot:     Bagaimana kami bisa menghubungi Anda?     [Di sini] [Nanti saja] [Jangan dulu]
"""

from casework import authority, endings, threats
from casework.threats import Said
from conversations.buttons.citizen import HowReached, IsSafe, OpenMine, Threatened, WhoKnows
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, Value
from handlers.citizen import addition_store, beginning, safety
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from reports.threat import Known, Reach


async def ask(turn: Turn, tapped: Threatened) -> None:
    """Is the reporter safe now?"""
    report = await authority.own(turn, turn.here.key, tapped.number)
    await safety.ask_whether_safe(turn, report)


async def say_safe(turn: Turn, tapped: IsSafe) -> None:
    """Not safe: the short way of an emergency, and the two are told at once."""
    await addition_store.end(turn)
    said = await _say(turn, tapped.number, safe=tapped.safe)
    if not tapped.safe:
        if said.reachable:
            who = turn.texts.plain(threats.told(said.report, said.reachable))
            await turn.say("threat.told_unsafe", number=tapped.number, who=who)
        await beginning.need_help(turn, elsewhere=True)  # what was reported need not be where they hide
        return
    rows = tuple((Button(Key(f"button.known_{each}"), WhoKnows(tapped.number, each)),) for each in Known)
    await turn.show(Screen(Line("threat.ask_known", {"number": tapped.number}), rows), Topic.MINE)


async def say_known(turn: Turn, tapped: WhoKnows) -> None:
    """Who knows of the report."""
    await _say(turn, tapped.number, known=tapped.known)
    rows = tuple((Button(Key(f"button.reach_{each}"), HowReached(tapped.number, each)),) for each in Reach)
    await turn.show(Screen(Line("threat.ask_reach", {"number": tapped.number}), rows), Topic.MINE)


async def say_reach(turn: Turn, tapped: HowReached) -> None:
    """How they can be reached; the two of the command are told."""
    said = await _say(turn, tapped.number, reach=tapped.reach)
    text = "threat.kept" if said.reachable else "threat.kept_nobody"
    unsafe = Button(Key("button.is_unsafe"), IsSafe(tapped.number))
    rows = ((unsafe,), (Button(Key("button.open_report"), OpenMine(tapped.number)),), (MENU,))
    values: dict[str, Value] = {"number": tapped.number, "who": threats.told(said.report, said.reachable)}
    await turn.show(Screen(Line(text, values), rows), Topic.MINE)


async def _say(
    turn: Turn, number: str, *, safe: bool | None = None, known: Known | None = None, reach: Reach | None = None
) -> Said:
    said = await threats.say(turn, turn.here.key, number, safe=safe, known=known, reach=reach)
    await endings.go_on_without(turn, said.report.key)
    return said
