"""In groups: never a report in public, only the way to the private chat; and the groups of the units."""

from conversations import render
from db import units
from handlers.common.turn import Turn
from locales import Refused
from resort.rights import Right, may


async def invite(turn: Turn) -> None:
    """Answer with a button to the private chat."""
    url = f"https://t.me/{turn.resort.bot_username}?start=lapor"
    button = {"text": turn.texts.plain("button.report_private"), "url": url}
    await turn.send(render.message(turn.texts("group.report_private"), {"inline_keyboard": [[button]]}))


async def bind(turn: Turn) -> None:
    """`/ikat`: this group gets the calls of the officer's unit; `/ikat lepas` ends that.

    Not a public group: anybody could read there what witnesses told.
    """
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
    if turn.update.effective_chat is not None and turn.update.effective_chat.username is not None:
        raise Refused("group.public")
    await units.bind(turn.tx, unit.code, turn.here.key)
    await turn.record("ikat", officer, text=unit.code)
    await turn.say("group.bound", unit=unit.name)
