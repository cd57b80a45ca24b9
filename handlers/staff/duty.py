"""Being on duty, handing a shift over, and the roster of a unit."""

from datetime import datetime

from casework import shift_steps, shifts, staff, waiting
from casework.people import short, title_of
from casework.shifts import DAY_BEGINS
from casework.waiting import WaitingHere
from conversations.buttons.officer import ShowCall
from conversations.buttons.staff import (
    Duty,
    DutyList,
    DutyOff,
    DutyOn,
    HandOverShift,
    Plan,
    Ready,
    Roster,
    ShowPerson,
    ShowUnit,
    TakeShift,
)
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Rows, Screen, Value, paged
from db import reports
from db import shifts as roster
from db.officers import Officer, OfficerKey
from db.reports import Report
from db.shifts import Shift, ShiftKey
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from handlers.desk import board, queue_line
from locales import Refused
from locales.times import zone_name
from resort.rights import Right, may


async def show(turn: Turn) -> None:
    """`/siaga`: whether the officer is on duty, what waits in their area, and the buttons to change it."""
    await _show(turn, await turn.require(Right.DUTY))


async def come_on(turn: Turn) -> None:
    """On duty."""
    await _begin(turn, await turn.require(Right.DUTY))


async def ready(turn: Turn, tapped: Ready) -> None:
    """Saya siap: the shift begins for this officer."""
    officer = await turn.require(Right.DUTY)
    await shifts.ready(turn, officer, ShiftKey(tapped.shift))
    await _begin(turn, officer)


async def go_off(turn: Turn) -> None:
    """Off duty; with reports in hand it is asked first what becomes of them."""
    officer = await turn.require(Right.DUTY)
    held = await reports.held_by(turn.tx, officer.key)
    if held:
        text = Line("duty.ask_reports", {"count": len(held), "numbers": shift_steps.numbers(held)})
        back = (Button(Key("button.back"), Duty()),)
        await turn.show(Screen(text, (*shift_steps.CHOICES, back)), Topic.PEOPLE)
        return
    await shifts.go_off(turn, officer)
    await show(turn)


async def keep_reports(turn: Turn) -> None:
    """Off duty, and what one has stays with one."""
    officer = await turn.require(Right.DUTY)
    held = await shifts.keep_reports(turn, officer)
    await _off(turn, officer, "duty.kept", held)


async def give_back(turn: Turn) -> None:
    """Off duty, and what one has goes back."""
    officer = await turn.require(Right.DUTY)
    held = await shifts.give_back(turn, officer)
    await _off(turn, officer, "duty.gave_back", held)


async def show_missing(turn: Turn) -> None:
    """The shifts that run now: who is not ready, and how many are."""
    await turn.require(Right.DESK)
    running = await roster.running(turn.tx, turn.now)
    missing = [each for each in running if each.ready_at is None]
    values: dict[str, Value] = {"ready": len(running) - len(missing), "total": len(running)}
    if missing:
        named = [await title_of(turn, each.officer, each.callsign) for each in missing[:30]]
        values["names"] = tuple(Line("duty.one_missing", {"callsign": each}) for each in named)
    key = "duty.list" if missing else "duty.list_complete" if running else "duty.list_none"
    text = Line(key, values if running else {})
    again = (Button(Key("button.refresh"), DutyList()),)
    await turn.show(Screen(text, (again, (MENU,))), Topic.PEOPLE)


async def _begin(turn: Turn, officer: Officer) -> None:
    """On duty: an untaken emergency of the area is called at once, the rest is shown."""
    await shifts.go_on(turn, officer)
    officer = await turn.require(Right.DUTY)
    await board.pin(turn, officer)
    waits = await _show(turn, officer)
    for emergency in waits.emergencies:
        await waiting.show(turn, officer, emergency.key)


async def _show(turn: Turn, officer: Officer) -> WaitingHere:
    if not officer.on_duty:
        rows: Rows = ((Button(Key("button.on_duty"), DutyOn()),), (MENU,))
        await turn.show(Screen(Line("duty.off", {"callsign": officer.callsign}), rows), Topic.PEOPLE)
        return WaitingHere()
    waits = await waiting.of_officer(turn, officer)
    here = (*waits.emergencies, *waits.others)
    rows = (
        *((Button(queue_line.label(turn, each), ShowCall(each.key)),) for each in here),
        (Button(Key("button.off_duty"), DutyOff()),),
        (Button(Key("button.hand_over_shift"), HandOverShift()),),
        (MENU,),
    )
    key = "duty.waits_urgent" if waits.emergencies else "duty.waits_more" if waits.more else "duty.waits_here"
    told = Line(key, {"count": len(here)}) if here else Line("duty.waits_nothing")
    text = Line("duty.on", {"callsign": officer.callsign})
    await turn.show(Screen(Line("duty.on_and", {"text": text, "waits": told}), rows), Topic.PEOPLE)
    return waits


async def _off(turn: Turn, officer: Officer, key: str, held: list[Report]) -> None:
    text = (
        Line(key, {"numbers": shift_steps.numbers(held)}) if held else Line("duty.off", {"callsign": officer.callsign})
    )
    await turn.show(Screen(text, ((Button(Key("button.duty"), Duty()),), (MENU,))), Topic.PEOPLE)


async def hand_over(turn: Turn, tapped: HandOverShift) -> None:
    """Hand the shift to a colleague: choose who."""
    officer = await turn.require(Right.DUTY)
    if tapped.person is None:
        options = [
            Button(await short(turn, each), HandOverShift(each.key)) for each in await shifts.colleagues(turn, officer)
        ]
        rows = paged(options, tapped.page, others=1, turn_to=lambda page: HandOverShift(page=page))
        back = (Button(Key("button.back"), Duty()),)
        await turn.show(Screen(Line("duty.ask_to"), (*rows, back)), Topic.PEOPLE)
        return
    colleague = await shifts.offer(turn, officer, OfficerKey(tapped.person))
    text = Line("duty.waits" if officer.on_duty else "duty.waits_off", {"callsign": colleague.callsign})
    await turn.show(Screen(text, ((MENU,),)), Topic.PEOPLE)


async def take_over(turn: Turn, tapped: TakeShift) -> None:
    """Take the shift of a colleague."""
    officer = await turn.require(Right.DUTY)
    handed = await shifts.take_over(turn, officer, OfficerKey(tapped.person))
    text = Line("duty.received", {"callsign": handed.officer.callsign, "count": handed.reports})
    await turn.show(Screen(text, ((Button(Key("button.duty"), Duty()),), (MENU,))), Topic.PEOPLE)
    if not officer.on_duty:
        await waiting.greet(turn, await turn.require(Right.DUTY))


async def own_roster(turn: Turn) -> None:
    """`/jaga`: the shifts of the officer's own unit; for the desk, who is missing."""
    officer = await turn.require(Right.MANAGE_ALL, Right.MANAGE_UNIT, Right.DESK)
    if may(officer.role, Right.MANAGE_ALL) or may(officer.role, Right.MANAGE_UNIT):
        await show_roster(turn, Roster(officer.unit))
    else:
        await show_missing(turn)


async def show_roster(turn: Turn, tapped: Roster) -> None:
    """The shifts of a unit that are not over."""
    staff.manages(await turn.require(Right.MANAGE_ALL, Right.MANAGE_UNIT), tapped.unit)
    planned = await roster.of_unit(turn.tx, tapped.unit, turn.now)
    named = [await title_of(turn, shift.officer, shift.callsign) for shift in planned]
    lines = tuple(
        Line(_line_of(turn, shift), {"callsign": called, "begins": shift.begins_at, "ends": shift.ends_at})
        for shift, called in zip(planned, named, strict=True)
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


def _line_of(turn: Turn, shift: Shift) -> str:
    if shift.begins_at > turn.now:
        return "people.shift"
    return "people.shift_missing" if shift.ready_at is None else "people.shift_ready"


def _label(turn: Turn, at: datetime) -> str:
    key = "people.day_shift" if at.hour == DAY_BEGINS else "people.night_shift"
    return turn.texts.plain(key, day=f"{at:%d/%m}", zone=zone_name(at))
