"""In groups: never a report in public, only the way to the private chat; and the groups of the units."""

from casework import staff
from conversations import render
from conversations.buttons.staff import HistoryForNewcomers
from conversations.callback import Topic
from conversations.screen import Line, Screen
from handlers.common.turn import Turn
from resort.rights import Right


async def invite(turn: Turn) -> None:
    """Answer with a button to the private chat."""
    url = f"https://t.me/{turn.resort.bot_username}?start=lapor"
    button = {"text": turn.texts.plain("button.report_private"), "url": url}
    await turn.send(render.message(turn.texts("group.report_private"), {"inline_keyboard": [[button]]}))


async def bind(turn: Turn) -> None:
    """`/ikat`: this group, or this topic of it, gets the calls of the officer's unit; `/ikat lepas` ends that.

    Not a public group: anybody could read there what witnesses told.
    """
    officer = await turn.require(Right.BIND_GROUP)
    if turn.words.casefold() == "lepas":
        released = await staff.release_group(turn, officer, turn.here.key)
        if not released:
            await turn.say("group.not_bound")
        return
    message, chat = turn.update.effective_message, turn.update.effective_chat
    thread = None if message is None else message.topic
    public = chat is not None and chat.username is not None
    code = turn.words or officer.unit
    unit = await staff.bind_group(turn, officer, turn.here.key, code, public=public, thread=thread)
    await turn.say("group.bound" if thread is None else "group.bound_topic", unit=unit.name)


async def say_history(turn: Turn, tapped: HistoryForNewcomers) -> None:
    """The head says whether newcomers of the unit's group can read what stood there before them."""
    await turn.require(Right.BIND_GROUP)
    text = "group.history_shown" if tapped.shown else "group.history_hidden"
    await turn.show(Screen(Line(text)), Topic.PEOPLE)
