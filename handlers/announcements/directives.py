"""Orders to officers: acknowledging one, the list of those who have not, and a reminder to them."""

from collections.abc import Sequence

from casework.people import titles
from conversations.buttons.announcements import Acknowledge, OpenAppeal, Remind, ShowMissing
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, Value
from db.officers import Officer
from handlers.common.turn import Turn
from publishing import directives
from resort.rights import Right

MOST_NAMES = 40


async def acknowledge(turn: Turn, tapped: Acknowledge) -> None:
    """[Siap, dimengerti], from an officer who got the order."""
    first = await directives.acknowledge(turn, await turn.officer(), tapped.appeal)
    turn.toast = turn.texts.plain("directive.noted" if first else "directive.noted_before")


async def show_missing(turn: Turn, tapped: ShowMissing) -> None:
    """The officers who have not acknowledged an order."""
    order = await directives.acknowledgement(turn, await turn.require(Right.COMPOSE), tapped.appeal)
    back = (Button(Key("button.back"), OpenAppeal(order.stored.key)),)
    lines: list[Line] = []
    if order.missing:
        names = await _names(turn, order.missing)
        values: dict[str, Value] = {"count": len(order.missing), "total": order.total, "names": names}
        lines.append(Line("directive.missing", values))
    elif order.unreached:
        lines.append(Line("directive.all_reached", {"total": order.total}))
    else:
        lines.append(Line("directive.all", {"total": order.total}))
    if order.unreached:
        values = {"count": len(order.unreached), "names": await _names(turn, order.unreached)}
        lines.append(Line("directive.unreached", values))
    rows = ((Button(Key("button.remind"), Remind(order.stored.key)),), back) if order.missing else (back,)
    await turn.show(Screen(Line("directive.state", {"lines": tuple(lines)}), rows), Topic.APPEAL)


async def remind(turn: Turn, tapped: Remind) -> None:
    """Remind those only."""
    count = await directives.remind(turn, await turn.require(Right.COMPOSE), tapped.appeal)
    back = (Button(Key("button.back"), ShowMissing(tapped.appeal)),)
    await turn.show(Screen(Line("directive.reminded", {"count": count}), (back,)), Topic.APPEAL)


async def _names(turn: Turn, people: Sequence[Officer]) -> Value:
    named = await titles(turn, people[:MOST_NAMES])
    return tuple(Line("directive.name", {"callsign": each}) for each in named)
