"""`/dataku`: what is stored of the one who asks, on a screen and whole in two files; nothing of others."""

from casework.call_screen import state_name
from conversations.buttons.citizen import Erase
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, Value
from db import reports, subscribers
from db.exports import What
from db.subscribers import Subscriber
from handlers.citizen import report_store
from handlers.common.buttons import MENU
from handlers.common.turn import Turn

MOST_LINES = 10  # reports on the screen; the file has them all
ERASE = Button(Key("button.erase"), Erase())


async def show(turn: Turn) -> None:
    """What is stored in short, and all of it as a page and for other programs."""
    own = await reports.list_of_reporter(turn.tx, turn.here.key)
    lines = [
        Line("data.report", {"number": report.number, "state": state_name(report), "at": report.created_at})
        for report in own[:MOST_LINES]
    ]
    follows = await subscribers.get(turn.tx, turn.here.key)
    values: dict[str, Value] = {
        "consent": turn.here.consented_at or Key("report.none"),
        "language": Key(f"language.{turn.here.language}"),
        "topics": tuple(Line("data.topic", {"topic": Key(f"topics.{topic}")}) for topic in _topics(follows))
        or Key("report.none"),
        "draft": Key("data.draft" if await report_store.unfinished(turn) else "report.none"),
        "total": len(own),
        "reports": tuple(lines),
    }
    await turn.show(Screen(Line("data.one", values), ((ERASE,), (MENU,))), Topic.DATA)
    for what in (What.OWN_PAGE, What.OWN_DATA):
        await turn.export(what, turn.here, {})


def _topics(follows: Subscriber | None) -> list[str]:
    return [] if follows is None or follows.ended else sorted(follows.topics)
