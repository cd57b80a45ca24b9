"""What takes two of the command: the second person agrees or does not.

Command: (taps Keluarkan on one of the command)
Bot:     Permintaan dikirim kepada pimpinan lain …
Other:   (gets the request)                          [Setujui] [Jangan]
"""

from casework import seconding, staff
from conversations.buttons.staff import AgreeToSecond, DeclineSecond
from conversations.callback import Topic
from conversations.screen import Line, Screen
from db.seconds import Request, SecondedAct, SecondKey
from db.unit_of_work import UnitOfWork
from db.waits import WaitKey
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from handlers.staff import seats
from publishing import ending
from resort.rights import Right


async def agree(turn: Turn, tapped: AgreeToSecond) -> None:
    """The second person agrees: it is done."""
    by = await turn.require(Right.APPROVE)
    request = await seconding.open_request(turn, by, SecondKey(tapped.request))
    named = await name_of(turn, request) or ""
    if request.act is SecondedAct.REMOVE:
        await seats.forget_menu(turn, await staff.remove_seconded(turn, by, request))
    else:
        await ending.delete(turn, by, request)
    await turn.show(Screen(Line(f"second.done_{request.act}", {"named": named}), ((MENU,),)), Topic.PEOPLE)


async def decline(turn: Turn, tapped: DeclineSecond) -> None:
    """The second person does not agree: nothing is done."""
    by = await turn.require(Right.APPROVE)
    request = await seconding.open_request(turn, by, SecondKey(tapped.request))
    await seconding.decline(turn, by, request.key, await name_of(turn, request) or "")
    await turn.show(Screen(Line("second.not_done"), ((MENU,),)), Topic.PEOPLE)


async def name_of(uow: UnitOfWork, request: Request) -> str | None:
    """How the subject of a request is called; None when it is gone."""
    if request.act is SecondedAct.REMOVE:
        return await staff.named(uow, request)
    return await ending.named(uow, request)


async def look(uow: UnitOfWork, wait: WaitKey) -> None:
    """A request that is due. Called by the ticker."""
    await seconding.look(uow, wait, name_of)
