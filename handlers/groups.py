"""In groups: never a report in public, only the way to the private chat; and what becomes of our membership."""

from telegram import ChatMember

from db import chats
from handlers import render
from handlers.turn import Turn


async def invite(turn: Turn) -> None:
    """Answer with a button to the private chat."""
    url = f"https://t.me/{turn.resort.bot_username}?start=lapor"
    button = {"text": turn.texts.plain("button.report_private"), "url": url}
    await turn.send(render.message(turn.texts("group.report_private"), {"inline_keyboard": [[button]]}))


async def migrated(turn: Turn) -> None:
    """The group became a supergroup: it keeps everything under its new id."""
    message = turn.update.effective_message
    if message is not None and message.migrate_to_chat_id is not None:
        await chats.rekey(turn.tx, turn.vault, turn.here.key, message.migrate_to_chat_id)


async def membership(turn: Turn) -> None:
    """Blocked or removed: nothing more is sent there. Let in again: `meet` has switched it on already."""
    change = turn.update.my_chat_member
    if change is not None and change.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT):
        await chats.set_off(turn.tx, turn.here.key, turn.now)
