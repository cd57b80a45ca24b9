"""Being on duty, handing a shift over, and the roster of a unit."""

from datetime import datetime

from casework import shifts, staff
from casework.shifts import DAY_BEGINS
from conversations.buttons.staff import (
    Duty,
    DutyOff,
    DutyOn,
    HandOverShift,
    Plan,
    Roster,
    ShowPerson,
    ShowUnit,
    TakeShift,
)
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, paged
from db import officers
from db.officers import OfficerKey
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from locales import Refused
from locales.times import zone_name
from resort.rights import Right


async def show(turn: Turn) -> None:
    """`/siaga`: whether the officer is on duty, and the buttons to change it."""
    officer = await turn.require(Right.DUTY)
    if officer.on_duty:
        rows: tuple[tuple[Button, ...], ...] = (
            (Button(Key("button.off_duty"), DutyOff()),),
            (Button(Key("button.hand_over_shift"), HandOverShift()),),
        )
    else:
        rows = ((Button(Key("button.on_duty"), DutyOn()),),)
    key = "duty.on" if officer.on_duty else "duty.off"
    await turn.show(Screen(Line(key, {"callsign": officer.callsign}), (*rows, (MENU,))), Topic.PEOPLE)


async def come_on(turn: Turn) -> None:
    """On duty."""
    await shifts.set_duty(turn, await turn.require(Right.DUTY), on=True)
    await show(turn)


async def go_off(turn: Turn) -> None:
    """Off duty."""
    await shifts.set_duty(turn, await turn.require(Right.DUTY), on=False)
    await show(turn)


async def hand_over(turn: Turn, tapped: HandOverShift) -> None:
    """Hand the shift to a colleague: choose who."""
    officer = await turn.require(Right.DUTY)
    if tapped.person is None:
        options = [Button(each.callsign, HandOverShift(each.key)) for each in await shifts.colleagues(turn, officer)]
        rows = paged(options, tapped.page, others=1, turn_to=lambda page: HandOverShift(page=page))
        back = (Button(Key("button.back"), Duty()),)
        await turn.show(Screen(Line("duty.ask_to"), (*rows, back)), Topic.PEOPLE)
        return
    colleague = await shifts.offer(turn, officer, OfficerKey(tapped.person))
    text = Line("duty.waits", {"callsign": colleague.callsign})
    await turn.show(Screen(text, ((MENU,),)), Topic.PEOPLE)


async def take_over(turn: Turn, tapped: TakeShift) -> None:
    """Take the shift of a colleague."""
    handed = await shifts.take_over(turn, await turn.require(Right.DUTY), OfficerKey(tapped.person))
    text = Line("duty.received", {"callsign": handed.officer.callsign, "count": handed.reports})
    await turn.show(Screen(text, ((Button(Key("button.duty"), Duty()),), (MENU,))), Topic.PEOPLE)


async def own_roster(turn: Turn) -> None:
    """`/jaga`: the shifts of the officer's own unit."""
    officer = await turn.require(Right.MANAGE_ALL, Right.MANAGE_UNIT)
    await show_roster(turn, Roster(officer.unit))


async def show_roster(turn: Turn, tapped: Roster) -> None:
    """The shifts of a unit that are not over."""
    staff.manages(await turn.require(Right.MANAGE_ALL, Right.MANAGE_UNIT), tapped.unit)
    planned = await officers.roster(turn.tx, tapped.unit, turn.now)
    lines = tuple(
        Line("people.shift", {"callsign": shift.callsign, "begins": shift.begins_at, "ends": shift.ends_at})
        for shift in planned
    )
    text = Line("people.roster", {"shifts": lines}) if lines else Line("people.no_roster")
    back = (Button(Key("button.back"), ShowUnit(tapped.unit)),)
    await turn.show(Screen(text, (back, (MENU,))), Topic.PEOPLE)


async def plan(turn: Turn, tapped: Plan) -> None:
    """Put an officer on the roster: choose one of the next shifts."""
    by = await turn.require(Right.MANAGE_ALL, Right.MANAGE_UNIT)
    person = await staff.managed(turn, by, OfficerKey(tapped.person))
    begins = {int(at.timestamp()): at for at in shifts.next_shifts(turn.now)}
    if tapped.begins is None:
        rows = tuple((Button(_label(turn, at), Plan(person.key, seconds)),) for seconds, at in begins.items())
        back = (Button(Key("button.back"), ShowPerson(person.key)),)
        await turn.show(Screen(Line("people.ask_shift", {"callsign": person.callsign}), (*rows, back)), Topic.PEOPLE)
        return
    if tapped.begins not in begins:
        raise Refused("flow.old_button")
    await shifts.plan(turn, by, person.key, begins[tapped.begins])
    await show_roster(turn, Roster(person.unit))


def _label(turn: Turn, at: datetime) -> str:
    key = "people.day_shift" if at.hour == DAY_BEGINS else "people.night_shift"
    return turn.texts.plain(key, day=f"{at:%d/%m}", zone=zone_name(at))
