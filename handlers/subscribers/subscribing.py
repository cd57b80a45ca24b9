"""Choosing what a group, a channel or a citizen gets, in one message that is edited in place."""

from broadcasts import appeal
from broadcasts.appeal import Kind
from conversations.answer import Text
from conversations.buttons.subscribers import (
    AddArea,
    Choice,
    ChooseAreas,
    ChooseVillages,
    Coverage,
    CoverageOf,
    DropArea,
    Everywhere,
    Subscribe,
    TopicOff,
    TopicOn,
    Unsubscribe,
)
from conversations.callback import ButtonData, Taps, Topic, bare, on
from conversations.screen import Button, Key, Line, Screen
from db import subscribers
from db.subscribers import Ending, Subscriber
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from handlers.subscribers import choosing_areas, coverage, typed_areas
from locales import Refused

BEGIN = Button(Key("topics.button_begin"), Subscribe())


async def opened(turn: Turn) -> None:
    """`/langganan`: announcements come to this place from now on; the choice shows. Begun first, it is everything."""
    _may_choose(turn)
    message = turn.update.effective_message
    assert message is not None
    if not turn.words:
        await _begin(turn, message.topic)
        return
    await _subscribe(turn, message.topic)
    if not await typed_areas.follow(turn, Text(turn.words)):
        await _show(turn)


async def stopped(turn: Turn) -> None:
    """`/berhenti`: nothing more is sent here. What was chosen is kept, should they come back."""
    _may_choose(turn)
    ended = await subscribers.end(turn.tx, turn.here.key, Ending.ASKED, turn.now)
    await turn.show(Screen(Line("topics.ended" if ended else "topics.none"), ((BEGIN,),)), Topic.TOPICS)


async def tapped(turn: Turn) -> None:
    """A button of the choice, or of the coverage that command looks at."""
    await TAPS.carry_out(turn.callback, turn)


async def subscribe(turn: Turn) -> None:
    """Announcements come to this place from now on, as they did before if they did."""
    _may_choose(turn)
    known = await subscribers.get(turn.tx, turn.here.key)
    await _begin(turn, known.thread if known else None)


async def change(turn: Turn, tapped: ButtonData) -> None:
    """A button that changes a subscription, which must be active."""
    _may_choose(turn)
    known = await subscribers.get(turn.tx, turn.here.key)
    if known is None or known.ended:
        raise Refused("topics.not_active")
    await CHANGES.carry_out(turn.callback, turn, known)
    if isinstance(tapped, ChooseAreas | ChooseVillages | AddArea | DropArea):
        await typed_areas.expect(turn)


async def follow(turn: Turn, known: Subscriber, tapped: TopicOn) -> None:
    """Follow a topic."""
    await subscribers.set_topic(turn.tx, known.chat, tapped.about, wanted=True)
    await _show(turn)


async def unfollow(turn: Turn, known: Subscriber, tapped: TopicOff) -> None:
    """Follow a topic no longer."""
    await subscribers.set_topic(turn.tx, known.chat, tapped.about, wanted=False)
    await _show(turn)


async def show(turn: Turn, known: Subscriber) -> None:
    """The choice."""
    await _show(turn)


async def stop(turn: Turn, known: Subscriber) -> None:
    """Nothing more is sent here."""
    await subscribers.end(turn.tx, known.chat, Ending.ASKED, turn.now)
    await turn.show(Screen(Line("topics.ended"), ((BEGIN,),)), Topic.TOPICS)


def _may_choose(turn: Turn) -> None:
    """Raise `Refused` unless it is their own chat, or they are an admin of the group at this moment."""
    if turn.here.kind == "private" or turn.is_admin:
        return
    raise Refused("topics.cannot_check" if turn.is_admin is None else "topics.admins_only")


async def _begin(turn: Turn, thread: int | None) -> None:
    await _subscribe(turn, thread)
    await _show(turn)


async def _subscribe(turn: Turn, thread: int | None) -> None:
    known = await subscribers.get(turn.tx, turn.here.key)
    kind = Kind.CITIZENS if turn.here.kind == "private" else Kind.GROUPS
    topics = () if known else tuple(appeal.Topic)
    await subscribers.begin(turn.tx, turn.here.key, kind, topics, turn.now, thread)


async def _show(turn: Turn) -> None:
    known = await subscribers.get(turn.tx, turn.here.key)
    assert known is not None
    rows = [(_switch(turn, known, topic),) for topic in appeal.Topic]
    if turn.resort.areas.districts:
        rows.append((Button(Key("topics.button_areas"), ChooseAreas()),))
    rows.append((Button(Key("topics.button_stop"), Unsubscribe()),))
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
    followed = topic in known.topics
    label = f"{'✅' if followed else '◻️'} {turn.texts.plain(f'topics.{topic}')}"
    return Button(label, TopicOff(topic) if followed else TopicOn(topic))


CHANGES = Taps(
    on(TopicOn, follow),
    on(TopicOff, unfollow),
    bare(Choice, show),
    bare(Unsubscribe, stop),
    on(ChooseAreas, choosing_areas.show),
    on(Everywhere, choosing_areas.follow_everywhere),
    on(ChooseVillages, choosing_areas.show_villages),
    on(AddArea, choosing_areas.add),
    on(DropArea, choosing_areas.drop),
)
TAPS = Taps(
    bare(Subscribe, subscribe),
    on(Coverage, coverage.show_page),
    on(CoverageOf, coverage.show_sector),
    *(on(kind, change) for kind in CHANGES.kinds),
)
