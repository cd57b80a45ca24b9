"""Letting people in: one-time links made by the command and unit heads, and what happens when one is opened."""

from functools import partial

from casework import arrivals, seat_codes, staff, waiting
from casework.arrivals import AskedFirst, Joined
from conversations.answer import Answer
from conversations.buttons.staff import Invite, InviteNameless, JoinAnyway
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, Value, grid, paged
from db import units
from db.officers import Officer
from handlers.common.buttons import MENU
from handlers.common.commands import personal_menu
from handlers.common.turn import Turn
from handlers.officer import asking
from handlers.staff import seats
from locales import Refused
from resort import identity
from resort.agency import Agency
from resort.identity import Identity
from resort.rights import INVITE_LASTS, INVITED, Right, may
from resort.roles import Role

PREFIX = "masuk-"
BHABIN = "bhabin"  # an officer of one kelurahan
PERSON = "person"  # the purpose of the words that say who is meant


async def accept(turn: Turn, code: str) -> None:
    """Somebody opened a one-time link."""
    await _open(turn, code, sure=False)


async def leave_for(turn: Turn, tapped: JoinAnyway) -> None:
    """[Ya, pindah]: the seat one has ends, the one of the link begins."""
    await _open(turn, tapped.code, sure=True)


async def _open(turn: Turn, code: str, *, sure: bool) -> None:
    if code.startswith(seat_codes.PREFIX):
        await seats.enter_code(turn, code.removeprefix(seat_codes.PREFIX))
        return
    opened = await arrivals.open_link(turn, turn.here.key, code, sure=sure)
    if isinstance(opened, Joined):
        await turn.answer("setMyCommands", personal_menu(opened.officer, turn.texts))
        await turn.show(seats.welcome(opened), Topic.PEOPLE)
        await waiting.greet(turn, opened.officer)
        return
    values: dict[str, Value] = {"role": Key(f"role.{opened.to.role}"), "unit": opened.unit_name}
    if isinstance(opened, AskedFirst):
        rows = ((Button(Key("button.leave_for"), JoinAnyway(code)),), (MENU,))
        text = Line("join.ask_leave", {**values, "callsign": opened.before.callsign})
        await turn.show(Screen(text, rows), Topic.PEOPLE)
        return
    key = "join.waiting" if opened.asked else "join.waiting_nobody"
    await turn.show(Screen(Line(key, values), ((MENU,),)), Topic.PEOPLE)


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
    known = {each.code for each in await staff.villages(turn, unit)} if role == BHABIN else {village}
    if village not in known:
        raise Refused("flow.old_button")
    await _ask_person(turn, officer, role, unit, village)


async def _ask_person(turn: Turn, officer: Officer, role: str, unit: str, village: str) -> None:
    """Ask who is meant: everybody inside sees that name."""
    await asking.keep(turn, officer.chat, PERSON, None, f"{role},{unit},{village}")
    nameless = Button(Key("button.nameless"), InviteNameless())
    await turn.show(Screen(Line("join.ask_person"), ((nameless,), (MENU,))), Topic.PEOPLE)


async def invite_nameless(turn: Turn) -> None:
    """[Tanpa nama]: the link is made, and nobody inside learns more than a callsign."""
    officer = await turn.require(Right.INVITE_ALL, Right.INVITE_UNIT)
    prompt = await asking.standing(turn, officer.chat)
    if prompt is None or prompt.purpose != PERSON:
        raise Refused("flow.old_button")
    role, unit, village = prompt.extra.split(",")
    await _invite(turn, officer, role, unit, village, None)


async def invite_person(turn: Turn, extra: str, answer: Answer) -> None:
    """Rank, name and post came: the link is made."""
    officer = await turn.require(Right.INVITE_ALL, Right.INVITE_UNIT)
    role, unit, village = extra.split(",")
    person = identity.read(asking.words_of(answer))
    await _invite(turn, officer, role, unit, village, person)


async def _invite(turn: Turn, officer: Officer, role: str, unit: str, village: str, person: Identity | None) -> None:
    await asking.done(turn, officer.chat)
    seat = Role.OFFICER if role == BHABIN else Role(role)
    invited = await staff.invite(turn, officer, seat, unit, village if role == BHABIN else None, person=person)
    values: dict[str, Value] = {
        "role": Key(f"role.{role if role != BHABIN else 'bhabinkamtibmas'}"),
        "unit": invited.unit.name,
        "link": link(turn.resort.bot_username, invited.code),
        "days": INVITE_LASTS.days,
        "person": Line("join.link_for", {"person": person.titled(invited.unit.name)}) if person else "",
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
        and (role != Role.LIAISON or staff.takes_liaisons(unit))
    ]
    rows = paged(options, page, others=0, turn_to=partial(Invite, role, ""))
    await turn.show(Screen(Line("join.ask_unit"), rows), Topic.PEOPLE)


async def _ask_village(turn: Turn, unit: str) -> None:
    villages = await staff.villages(turn, unit)
    if not villages:
        raise Refused("join.no_villages")
    options = [Button(village.name, Invite(BHABIN, unit, village=village.code)) for village in villages]
    rows = grid(options)
    await turn.show(Screen(Line("join.ask_village"), rows), Topic.PEOPLE)
