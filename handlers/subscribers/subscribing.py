"""Choosing what a group, a channel or a citizen gets, in one message that is edited in place."""

from broadcasts import appeal
from broadcasts.appeal import Kind
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from db import subscribers
from db.subscribers import Ending, Subscriber
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from handlers.subscribers import choosing_areas, coverage
from locales import Refused


async def opened(turn: Turn) -> None:
    """`/langganan`: announcements come to this place from now on; the choice shows. Begun first, it is everything."""
    _may_choose(turn)
    message = turn.update.effective_message
    assert message is not None
    await _begin(turn, message.message_thread_id if message.is_topic_message else None)


async def stopped(turn: Turn) -> None:
    """`/berhenti`: nothing more is sent here. What was chosen is kept, should they come back."""
    _may_choose(turn)
    if await subscribers.end(turn.tx, turn.here.key, Ending.ASKED, turn.now):
        await _show_ended(turn)
    else:
        await turn.show(Screen(Line("topics.none"), ((Button(Key("topics.button_begin"), "open"),),)), Topic.TOPICS)


async def tapped(turn: Turn) -> None:
    """A button of the choice, or of the coverage that command looks at."""
    callback = turn.callback
    assert callback is not None
    name, _, value = callback.choice.partition("=")
    if name in coverage.CHOICES:
        await coverage.tapped(turn, name, value)
        return
    _may_choose(turn)
    known = await subscribers.get(turn.tx, turn.here.key)
    if name == "open":
        await _begin(turn, known.thread if known else None)
    elif known is None or known.ended:
        raise Refused("topics.not_active")
    elif name in ("on", "off") and value in set(appeal.Topic):
        await subscribers.set_topic(turn.tx, turn.here.key, appeal.Topic(value), wanted=name == "on")
        await _show(turn)
    elif name == "main":
        await _show(turn)
    elif name == "stop":
        await subscribers.end(turn.tx, turn.here.key, Ending.ASKED, turn.now)
        await _show_ended(turn)
    elif name in choosing_areas.CHOICES:
        await choosing_areas.tapped(turn, known, name, value)
    else:
        raise Refused("flow.old_button")


def _may_choose(turn: Turn) -> None:
    """Raise `Refused` unless it is their own chat, or they are an admin of the group at this moment."""
    if turn.here.kind == "private" or turn.is_admin:
        return
    raise Refused("topics.cannot_check" if turn.is_admin is None else "topics.admins_only")


async def _begin(turn: Turn, thread: int | None) -> None:
    known = await subscribers.get(turn.tx, turn.here.key)
    kind = Kind.CITIZENS if turn.here.kind == "private" else Kind.GROUPS
    topics = () if known else tuple(appeal.Topic)
    await subscribers.begin(turn.tx, turn.here.key, kind, topics, turn.now, thread)
    await _show(turn)


async def _show(turn: Turn) -> None:
    known = await subscribers.get(turn.tx, turn.here.key)
    assert known is not None
    rows = [(_switch(turn, known, topic),) for topic in appeal.Topic]
    if turn.resort.areas.districts:
        rows.append((Button(Key("topics.button_areas"), "areas"),))
    rows.append((Button(Key("topics.button_stop"), "stop"),))
    if turn.here.kind == "private":
        rows.append((MENU,))
    topics = [turn.texts.plain(f"topics.{topic}") for topic in appeal.Topic if topic in known.topics]
    text = Line(
        "topics.choice" if turn.here.kind == "private" else "topics.choice_group",
        {
            "topics": ", ".join(topics) or Key("topics.no_topic"),
            "areas": choosing_areas.named(turn, known.areas),
        },
    )
    await turn.show(Screen(text, tuple(rows)), Topic.TOPICS)


def _switch(turn: Turn, known: Subscriber, topic: appeal.Topic) -> Button:
    on = topic in known.topics
    return Button(f"{'✅' if on else '◻️'} {turn.texts.plain(f'topics.{topic}')}", f"{'off' if on else 'on'}={topic}")


async def _show_ended(turn: Turn) -> None:
    begin = Button(Key("topics.button_begin"), "open")
    await turn.show(Screen(Line("topics.ended"), ((begin,),)), Topic.TOPICS)
