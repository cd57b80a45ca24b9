"""Letting people in: one-time links made by the command and unit heads, and what happens when one is opened."""

from functools import partial

from casework import staff
from conversations.buttons.staff import Duty, Invite
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, Value, paged
from db import units
from db.officers import Officer
from db.outbox import Lane
from handlers.common.buttons import MENU
from handlers.common.commands import personal_menu
from handlers.common.turn import Turn
from locales import Refused
from resort.agency import Agency
from resort.rights import INVITE_LASTS, INVITED, Right, may
from resort.roles import Role

PREFIX = "masuk-"
BHABIN = "bhabin"  # an officer of one kelurahan


async def accept(turn: Turn, code: str) -> None:
    """Somebody opened a one-time link."""
    joined = await staff.accept(turn, turn.here.key, code)
    officer = joined.officer
    await turn.answer("setMyCommands", personal_menu(officer, turn.texts))
    values = {"callsign": officer.callsign, "unit": joined.unit_name, "role": Key(f"role.{officer.role}")}
    rows = ((Button(Key("button.duty"), Duty()),), (MENU,))
    await turn.show(Screen(Line("join.welcome", values), rows), Topic.PEOPLE)


async def accept_typed(turn: Turn) -> None:
    """`/masuk CODE`, for people who got a code instead of a link."""
    await accept(turn, turn.words.removeprefix(PREFIX))


async def ask_role(turn: Turn) -> None:
    """`/undang`: first, in which role."""
    officer = await turn.require(Right.INVITE_ALL, Right.INVITE_UNIT)
    roles = INVITED if may(officer.role, Right.INVITE_ALL) else (Role.OFFICER,)
    rows = tuple((Button(Key(f"role.{role}"), Invite(role)),) for role in roles)
    village = (Button(Key("role.bhabinkamtibmas"), Invite(BHABIN)),)
    await turn.show(Screen(Line("join.ask_role"), (*rows, village)), Topic.PEOPLE)


async def invite(turn: Turn, tapped: Invite) -> None:
    """Ask what is not chosen yet of role, unit and kelurahan, or make the link."""
    officer = await turn.require(Right.INVITE_ALL, Right.INVITE_UNIT)
    role, unit, village = tapped.role, tapped.unit, tapped.village
    if role not in (*INVITED, BHABIN):
        raise Refused("flow.old_button")
    seat = Role.OFFICER if role == BHABIN else Role(role)
    if not may(officer.role, Right.INVITE_ALL):
        unit = officer.unit
    staff.may_invite(officer, seat, unit)
    if not unit:
        await _ask_unit(turn, role, tapped.page)
        return
    if role == BHABIN and not village:
        await _ask_village(turn, unit)
        return
    invited = await staff.invite(turn, officer, seat, unit, village if role == BHABIN else None)
    values: dict[str, Value] = {
        "role": Key(f"role.{role if role != BHABIN else 'bhabinkamtibmas'}"),
        "unit": invited.unit.name,
        "link": link(turn.resort.bot_username, invited.code),
        "days": INVITE_LASTS.days,
    }
    await turn.show(Screen(Line("join.link", values)), Topic.PEOPLE)


def link(username: str, code: str) -> str:
    """The address that lets somebody in."""
    return f"https://t.me/{username}?start={PREFIX}{code}"


async def _ask_unit(turn: Turn, role: str, page: int) -> None:
    options = [
        Button(unit.name, Invite(role, unit.code))
        for unit in await units.every(turn.tx)
        if (unit.agency is Agency.POLRI) is (role != Role.PARTNER)
    ]
    rows = paged(options, page, others=0, turn_to=partial(Invite, role, ""))
    await turn.show(Screen(Line("join.ask_unit"), rows), Topic.PEOPLE)


async def _ask_village(turn: Turn, unit: str) -> None:
    villages = await staff.villages(turn, unit)
    if not villages:
        raise Refused("join.no_villages")
    options = [Button(village.name, Invite(BHABIN, unit, village=village.code)) for village in villages]
    rows = tuple(tuple(options[at : at + 2]) for at in range(0, len(options), 2))
    await turn.show(Screen(Line("join.ask_village"), rows), Topic.PEOPLE)


async def forget_menu(turn: Turn, officer: Officer) -> None:
    """A removed officer sees a citizen's commands again."""
    chat = await turn.chat(officer.chat)
    if chat is not None:
        await turn.owe(chat, "deleteMyCommands", {}, Lane.NOTICE)
