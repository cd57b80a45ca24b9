"""Letting people in: one-time links made by the command and unit heads, and what happens when one is opened."""

from conversations.answer import as_number
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, Value, paged
from db import officers, reports, units
from db.officers import Invite, Officer
from db.outbox import Lane
from handlers.common.buttons import MENU
from handlers.common.commands import personal_menu
from handlers.common.turn import Turn
from locales import Refused
from resort.agency import Agency
from resort.area import Area
from resort.rights import INVITE_LASTS, INVITED, Right, may
from resort.roles import Role

PREFIX = "masuk-"


async def accept(turn: Turn, code: str) -> None:
    """Somebody opened a one-time link."""
    names = {unit.code: unit.name for unit in await units.every(turn.tx)}
    before = await officers.of_chat(turn.tx, turn.here.key)
    officer = await officers.accept(turn.tx, code, turn.here.key, names, turn.now)
    if officer is None:
        raise Refused("join.not_valid")
    if before is not None:
        await reports.hand_over(turn.tx, before.key, officer.key)
    await turn.record("masuk", officer, text=f"{officer.callsign}, {officer.unit}")
    if officer.role is Role.COMMAND:
        await _tell_command(turn, officer)
    await turn.answer("setMyCommands", personal_menu(officer, turn.texts))
    text = Line(
        "join.welcome",
        {"callsign": officer.callsign, "unit": names[officer.unit], "role": Key(f"role.{officer.role}")},
    )
    await turn.show(Screen(text, ((Button(Key("button.duty"), "duty", Topic.PEOPLE),), (MENU,))), Topic.PEOPLE)


async def accept_typed(turn: Turn) -> None:
    """`/masuk CODE`, for who got a code instead of a link."""
    await accept(turn, turn.words.removeprefix(PREFIX))


async def ask_role(turn: Turn) -> None:
    """`/undang`: first, in which role."""
    officer = await turn.require(Right.INVITE_ALL, Right.INVITE_UNIT)
    roles = INVITED if may(officer.role, Right.INVITE_ALL) else (Role.OFFICER,)
    rows = tuple((Button(Key(f"role.{role}"), f"inv={role}"),) for role in roles)
    village = (Button(Key("role.bhabinkamtibmas"), "inv=bhabin"),)
    await turn.show(Screen(Line("join.ask_role"), (*rows, village)), Topic.PEOPLE)


async def invite(turn: Turn, chosen: str) -> None:
    """The choices so far, `role,unit,village`: ask the next one, or make the link."""
    officer = await turn.require(Right.INVITE_ALL, Right.INVITE_UNIT)
    role, unit, village = (*chosen.split(","), "", "")[:3]
    unit, _, page = unit.partition("@")
    if not may(officer.role, Right.INVITE_ALL):
        if role not in (Role.OFFICER, "bhabin"):
            raise Refused("rights.not_yours")
        unit = officer.unit
    if role not in (*INVITED, "bhabin"):
        raise Refused("flow.old_button")
    if not unit:
        await _ask_unit(turn, role, as_number(page))
        return
    posted = await units.get(turn.tx, unit)
    if posted is None:
        raise Refused("flow.old_button")
    if role == "bhabin" and not village:
        await _ask_village(turn, unit)
        return
    if role == "bhabin" and village not in {each.code for each in await _villages(turn, unit)}:
        raise Refused("flow.old_button")
    invite = Invite(unit, Role.OFFICER, village=village) if role == "bhabin" else Invite(unit, Role(role))
    code = await officers.invite(turn.tx, invite, officer.key, turn.now + INVITE_LASTS)
    await turn.record("undang", officer, text=f"{invite.role}, {invite.unit}")
    values: dict[str, Value] = {
        "role": Key(f"role.{role if role != 'bhabin' else 'bhabinkamtibmas'}"),
        "unit": posted.name,
        "link": link(turn.resort.bot_username, code),
        "days": INVITE_LASTS.days,
    }
    await turn.show(Screen(Line("join.link", values)), Topic.PEOPLE)


def link(username: str, code: str) -> str:
    """The address that lets somebody in."""
    return f"https://t.me/{username}?start={PREFIX}{code}"


async def _tell_command(turn: Turn, joined: Officer) -> None:
    """A new seat in the command is a new voice in approving, so it is never taken unseen."""
    text = Line("join.told_command", {"callsign": joined.callsign})
    for each in await officers.of_role(turn.tx, Role.COMMAND):
        if each.key != joined.key:
            await turn.tell(each.chat, Screen(text), Topic.PEOPLE)


async def _ask_unit(turn: Turn, role: str, page: int) -> None:
    options = [
        Button(unit.name, f"inv={role},{unit.code}")
        for unit in await units.every(turn.tx)
        if (unit.agency is Agency.POLRI) is (role != Role.PARTNER)
    ]
    rows = paged(options, page, others=0, turn_to=f"inv={role},@{{page}}")
    await turn.show(Screen(Line("join.ask_unit"), rows), Topic.PEOPLE)


async def _ask_village(turn: Turn, unit: str) -> None:
    villages = await _villages(turn, unit)
    if not villages:
        raise Refused("join.no_villages")
    options = [Button(village.name, f"inv=bhabin,{unit},{village.code}") for village in villages]
    rows = tuple(tuple(options[at : at + 2]) for at in range(0, len(options), 2))
    await turn.show(Screen(Line("join.ask_village"), rows), Topic.PEOPLE)


async def _villages(turn: Turn, unit: str) -> list[Area]:
    return [village for area in await units.areas(turn.tx, unit) for village in turn.resort.areas.villages(area)]


async def forget_menu(turn: Turn, officer: Officer) -> None:
    """A removed officer sees a citizen's commands again."""
    chat = await turn.chat(officer.chat)
    if chat is not None:
        await turn.owe(chat, "deleteMyCommands", {}, Lane.NOTICE)
