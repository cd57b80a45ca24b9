"""Orders to officers: acknowledging one, who has not, and the reminder to them."""

from conversations.buttons.announcements import Acknowledge, OpenAppeal, Remind, ShowMissing
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from handlers.common.turn import Turn
from publishing import directives
from resort.rights import Right

MOST_NAMES = 40


async def acknowledge(turn: Turn, tapped: Acknowledge) -> None:
    """[Siap, dimengerti], from an officer who got the order."""
    first = await directives.acknowledge(turn, await turn.officer(), tapped.appeal)
    turn.toast = turn.texts.plain("directive.noted" if first else "directive.noted_before")


async def show_missing(turn: Turn, tapped: ShowMissing) -> None:
    """Who has not said that they understood."""
    order = await directives.acknowledgement(turn, await turn.require(Right.COMPOSE), tapped.appeal)
    names = tuple(Line("directive.name", {"callsign": each.callsign}) for each in order.missing[:MOST_NAMES])
    back = (Button(Key("button.back"), OpenAppeal(order.stored.key)),)
    if not order.missing:
        await turn.show(Screen(Line("directive.all", {"total": order.total}), (back,)), Topic.APPEAL)
        return
    text = Line("directive.missing", {"count": len(order.missing), "total": order.total, "names": names})
    await turn.show(Screen(text, ((Button(Key("button.remind"), Remind(order.stored.key)),), back)), Topic.APPEAL)


async def remind(turn: Turn, tapped: Remind) -> None:
    """Remind those only."""
    count = await directives.remind(turn, await turn.require(Right.COMPOSE), tapped.appeal)
    back = (Button(Key("button.back"), ShowMissing(tapped.appeal)),)
    await turn.show(Screen(Line("directive.reminded", {"count": count}), (back,)), Topic.APPEAL)
