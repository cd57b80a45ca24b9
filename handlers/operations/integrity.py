"""`/keutuhan`: the newest sealed end of the memory of acts as twelve words, for anybody."""

from casework import witnesses
from conversations.callback import Topic
from conversations.screen import Line, Screen
from handlers.common.buttons import MENU
from handlers.common.turn import Turn


async def show(turn: Turn) -> None:
    """The same words that witnesses hold."""
    anchor = await witnesses.shown(turn)
    if anchor is None:
        text = Line("anchor.none")
    else:
        text = Line("anchor.shown", {"resort": turn.resort.name, "at": anchor.at, "words": anchor.words})
    await turn.show(Screen(text, ((MENU,),)), Topic.MENU)
