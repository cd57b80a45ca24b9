"""The sign of each state of an announcement: one table for every list, with its legend."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from broadcasts.state import State
from conversations.screen import Key, Line, Value

SIGNS: Mapping[State, str] = MappingProxyType(
    {
        State.DRAFT: "✏️",
        State.WAITING: "⏳",
        State.APPROVED: "🕒",
        State.RUNNING: "📨",
        State.STOPPED: "⏹",
        State.OFF: "🔕",
        State.MISSED: "⏰",
        State.DONE: "✅",
        State.WITHDRAWN: "🗑",
    }
)


def legend(states: Iterable[State]) -> Value:
    """What the signs of a list mean, each once, in the order of the states; empty for an empty list."""
    listed = set(states)
    lines = tuple(
        Line("appeal.sign", {"sign": SIGNS[state], "state": Key(f"appeal_state.{state}")})
        for state in State
        if state in listed
    )
    return Line("appeal.legend", {"lines": lines}) if lines else ""
