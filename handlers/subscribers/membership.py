"""Our standing in a chat: let in, silenced, put out, let in again, moved; what that means for what is sent there."""

from datetime import timedelta

from conversations.buttons.subscribers import Subscribe
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from db import chats, moving, parties, subscribers, units
from db.subscribers import Ending
from handlers.common.buttons import TOPICS
from handlers.common.turn import Turn
from handlers.telegram.update import CHANNEL, PRIVATE, Member

_OUTSIDE = frozenset({"left", "kicked"})
_OWNER = "creator"

GREETED_FOR = timedelta(days=1)  # however often the bot is added


async def changed(turn: Turn) -> None:
    """Telegram says what we are in a chat now."""
    change = turn.update.my_chat_member
    assert change is not None
    await touched(turn)
    if not _inside(change.new_chat_member):
        await chats.set_off(turn.tx, turn.here.key, turn.now)
        await parties.lost(turn.tx, turn.here.key, turn.now)
        await subscribers.end(turn.tx, turn.here.key, Ending.REMOVED, turn.now)
    elif not _may_write(change.new_chat_member, turn.here.kind):
        await subscribers.end(turn.tx, turn.here.key, Ending.MUTED, turn.now)
        await parties.lost(turn.tx, turn.here.key, turn.now)
    elif await subscribers.resume(turn.tx, turn.here.key):
        await turn.show(Screen(Line("topics.back"), ((TOPICS,),)), Topic.TOPICS)
    elif turn.here.kind != PRIVATE and not _could_write(change.old_chat_member, turn.here.kind):
        await _greet(turn)


async def migrated(turn: Turn) -> None:
    """The group became a supergroup. It is told in both chats, and which of the two comes first is not said."""
    message = turn.update.effective_message
    assert message is not None
    if message.migrate_to_chat_id is not None:
        key, telegram_id = turn.here.key, message.migrate_to_chat_id
    else:
        assert message.migrate_from_chat_id is not None
        old = await chats.find(turn.tx, turn.vault, message.migrate_from_chat_id)
        if old is None:
            return
        key, telegram_id = old, turn.here.telegram_id
    kept = await moving.move(turn.tx, turn.vault, key, telegram_id)
    await subscribers.resume(turn.tx, kept)


async def touched(turn: Turn) -> None:
    """Somebody came into a group, or it has another name: a unit's group is looked at again."""
    turn.groups_changed = await units.of_chat(turn.tx, turn.here.key) is not None


async def topic_closed(turn: Turn) -> None:
    """A forum topic was closed: unless we are an admin, nobody lets us write in it."""
    message = turn.update.effective_message
    assert message is not None
    if turn.admins is None or turn.update.me.id in turn.admins:
        return
    await subscribers.lose_thread(turn.tx, turn.here.key, message.message_thread_id, Ending.TOPIC_CLOSED, turn.now)
    if message.message_thread_id == turn.here.thread:
        await parties.lost(turn.tx, turn.here.key, turn.now)


async def topic_reopened(turn: Turn) -> None:
    """A forum topic is open again."""
    message = turn.update.effective_message
    assert message is not None
    known = await subscribers.get(turn.tx, turn.here.key)
    if known is not None and known.thread == message.message_thread_id:
        await subscribers.resume(turn.tx, turn.here.key)


async def _greet(turn: Turn) -> None:
    """Who we are and what we would send, the only message that nobody asked for: at most once a day."""
    if not await chats.greet(turn.tx, turn.here.key, turn.now, GREETED_FOR):
        return
    kind = "channel" if turn.here.kind == "channel" else "group"
    text = Line(f"topics.greeting_{kind}", {"resort": turn.resort.name})
    button = Button(Key("topics.button_set"), Subscribe())
    await turn.show(Screen(text, ((button,),)), Topic.TOPICS)


def _inside(member: Member) -> bool:
    return member.status not in _OUTSIDE and member.is_member is not False


def _could_write(member: Member | None, kind: str) -> bool:
    """Whether we may write before a change; what we were then is at times unknown, and we greet once more."""
    return member is not None and _may_write(member, kind)


def _may_write(member: Member, kind: str) -> bool:
    """Whether we may write. Of what Telegram does not say a group allows it, and a channel does not."""
    if not _inside(member):
        return False
    if kind == CHANNEL:
        return member.status == _OWNER or member.can_post_messages is True
    return member.can_send_messages is not False
