"""The buttons about announcements, and where each leads."""

from collections.abc import Awaitable, Callable

from handlers.announcements import approving, checking, composing, directives, following
from handlers.common.turn import Turn
from locales import Refused

_TAPS: dict[str, Callable[[Turn, str], Awaitable[None]]] = {
    "list": composing.show_list,
    "new": composing.begin,
    "order": composing.begin_order,
    "templates": composing.show_templates,
    "template": composing.begin_template,
    "resume": composing.resume,
    "change": composing.begin_change,
    "correct": composing.begin_correction,
    "a": following.open_one,
    "drop": following.drop,
    "off": following.switch_off,
    "stop": following.stop,
    "back": following.ask_take_back,
    "gone": following.take_back,
    "report": following.report,
    "ok": approving.approve_it,
    "no": approving.ask_why,
    "who": directives.show_missing,
    "remind": directives.remind,
    "ack": directives.acknowledge,
    "latest": checking.latest,
}


async def tapped(turn: Turn) -> None:
    """A button about an announcement: of the question in hand, if it carries a revision."""
    callback = turn.callback
    assert callback is not None
    name, _, value = callback.choice.partition("=")
    if callback.revision:
        await composing.tapped(turn, callback.choice, callback.revision)
    elif name in _TAPS:
        await _TAPS[name](turn, value)
    else:
        raise Refused("flow.old_button")
