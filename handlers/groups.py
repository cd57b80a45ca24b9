"""In groups: never a report in public, only the way to the private chat; and what becomes of our membership."""

from telegram import ChatMember

from db import chats, units
from handlers import render
from handlers.turn import Turn
from locales import Refused
from reports.authority import Right, may


async def invite(turn: Turn) -> None:
    """Answer with a button to the private chat."""
    url = f"https://t.me/{turn.resort.bot_username}?start=lapor"
    button = {"text": turn.texts.plain("button.report_private"), "url": url}
    params = render.message(turn.texts("group.report_private"), {"inline_keyboard": [[button]]})
    message = turn.update.effective_message
    if message is not None and message.is_topic_message:
        params["message_thread_id"] = message.message_thread_id
    await turn.send(params)


async def migrated(turn: Turn) -> None:
    """The group became a supergroup: it keeps everything under its new id."""
    message = turn.update.effective_message
    if message is None:
        return
    if message.migrate_to_chat_id is not None:
        await chats.rekey(turn.tx, turn.vault, turn.here.key, message.migrate_to_chat_id)
    elif message.migrate_from_chat_id is not None:  # which of the two comes first is not said
        old = await chats.find(turn.tx, turn.vault, message.migrate_from_chat_id)
        if old is not None:
            await chats.rekey(turn.tx, turn.vault, old, turn.here.telegram_id)


async def membership(turn: Turn) -> None:
    """Blocked or removed: nothing more is sent there. Let in again: `meet` has switched it on already."""
    change = turn.update.my_chat_member
    if change is not None and change.new_chat_member.status in (ChatMember.BANNED, ChatMember.LEFT):
        await chats.set_off(turn.tx, turn.here.key, turn.now)


async def bind(turn: Turn) -> None:
    """`/ikat`: this group gets the calls of the officer's unit; `/ikat lepas` ends that."""
    officer = await turn.require(Right.BIND_GROUP)
    bound = await units.of_chat(turn.tx, turn.here.key)
    if bound is not None and bound.code != officer.unit and not may(officer.role, Right.MANAGE_ALL):
        raise Refused("rights.not_yours")
    if turn.words.casefold() == "lepas":
        if bound is not None:
            await units.unbind(turn.tx, turn.here.key)
            await turn.record("lepas_ikat", officer, text=bound.code)
        await turn.say("group.released" if bound is not None else "group.not_bound")
        return
    code = turn.words or officer.unit
    if code != officer.unit and not may(officer.role, Right.MANAGE_ALL):
        raise Refused("rights.not_yours")
    unit = await units.get(turn.tx, code)
    if unit is None:
        raise Refused("group.no_unit")
    await units.bind(turn.tx, unit.code, turn.here.key)
    await turn.record("ikat", officer, text=unit.code)
    await turn.say("group.bound", unit=unit.name)
