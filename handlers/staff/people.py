"""The people of the units: who they are, moving them, removing them; and who is on duty when."""

from datetime import datetime

from casework import shifts, staff
from casework.shifts import DAY_BEGINS
from conversations.answer import as_number
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, paged
from db import officers, units
from db.officers import Officer, OfficerKey
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from handlers.staff import joining
from locales import Refused
from locales.times import zone_name
from resort.rights import Right, may


async def tapped(turn: Turn) -> None:
    """A button about people."""
    callback = turn.callback
    assert callback is not None
    name, _, value = callback.choice.partition("=")
    match name:
        case "inv":
            await joining.invite(turn, value)
        case "duty" | "on" | "off":
            await duty(turn) if name == "duty" else await set_duty(turn, on=name == "on")
        case "over":
            await hand_over(turn, value)
        case "unit":
            await show_unit(turn, value)
        case "person":
            await show_person(turn, value)
        case "move" | "moveto":
            await move(turn, value)
        case "remove" | "removed":
            await remove(turn, value, sure=name == "removed")
        case "shift" | "plan":
            await plan(turn, value)
        case _:
            raise Refused("flow.old_button")


async def duty(turn: Turn) -> None:
    """`/siaga`: whether the officer is on duty, and the buttons to change it."""
    officer = await turn.require(Right.DUTY)
    if officer.on_duty:
        rows: tuple[tuple[Button, ...], ...] = (
            (Button(Key("button.off_duty"), "off"),),
            (Button(Key("button.hand_over_shift"), "over"),),
        )
    else:
        rows = ((Button(Key("button.on_duty"), "on"),),)
    key = "duty.on" if officer.on_duty else "duty.off"
    await turn.show(Screen(Line(key, {"callsign": officer.callsign}), (*rows, (MENU,))), Topic.PEOPLE)


async def set_duty(turn: Turn, *, on: bool) -> None:
    """On or off duty."""
    await shifts.set_duty(turn, await turn.require(Right.DUTY), on=on)
    await duty(turn)


async def hand_over(turn: Turn, to: str) -> None:
    """Hand the shift to a colleague: choose who."""
    officer = await turn.require(Right.DUTY)
    if not as_number(to):
        options = [Button(each.callsign, f"over={each.key}") for each in await shifts.colleagues(turn, officer)]
        rows = paged(options, as_number(to.removeprefix("@")), others=1, turn_to="over=@{page}")
        await turn.show(Screen(Line("duty.ask_to"), (*rows, (Button(Key("button.back"), "duty"),))), Topic.PEOPLE)
        return
    handed = await shifts.hand_over(turn, officer, OfficerKey(as_number(to)))
    text = Line("duty.handed_over", {"callsign": handed.colleague.callsign})
    await turn.show(Screen(text, ((MENU,),)), Topic.PEOPLE)


async def show_units(turn: Turn) -> None:
    """`/petugas`: the units, or the people of the officer's own."""
    officer = await turn.require(Right.MANAGE_ALL, Right.MANAGE_UNIT)
    if may(officer.role, Right.MANAGE_ALL):
        await show_unit(turn, "")
    else:
        await show_unit(turn, officer.unit)


async def show_unit(turn: Turn, value: str) -> None:
    """The people of a unit; without a unit, the units to choose from."""
    code, _, page = value.partition("@")
    if not code:
        await turn.require(Right.MANAGE_ALL)
        options = [Button(unit.name, f"unit={unit.code}") for unit in await units.every(turn.tx)]
        rows = paged(options, as_number(page), others=1, turn_to="unit=@{page}")
        await turn.show(Screen(Line("people.units"), (*rows, (MENU,))), Topic.PEOPLE)
        return
    await _over(turn, code)
    unit = await units.get(turn.tx, code)
    if unit is None:
        raise Refused("flow.old_button")
    people = await officers.of_unit(turn.tx, code)
    options = [Button(f"{'🟢' if each.on_duty else '⚪️'} {each.callsign}", f"person={each.key}") for each in people]
    rows = paged(options, as_number(page), others=2, turn_to=f"unit={code}@{{page}}")
    text = Line("people.unit", {"unit": unit.name, "total": len(people), "duty": sum(each.on_duty for each in people)})
    await turn.show(Screen(text, (*rows, (Button(Key("button.roster"), f"shift={code}"),), (MENU,))), Topic.PEOPLE)


async def show_person(turn: Turn, value: str) -> None:
    """One officer, with what can be done."""
    person = await _person(turn, value)
    unit = await units.get(turn.tx, person.unit)
    text = Line(
        "people.person",
        {
            "callsign": person.callsign,
            "role": Key(f"role.{person.role}"),
            "unit": unit.name if unit else person.unit,
            "duty": Key("duty.is_on" if person.on_duty else "duty.is_off"),
        },
    )
    rows = (
        (
            Button(Key("button.move_person"), f"move={person.key}"),
            Button(Key("button.remove_person"), f"remove={person.key}"),
        ),
        (Button(Key("button.plan_shift"), f"plan={person.key}"),),
        (Button(Key("button.back"), f"unit={person.unit}"),),
    )
    await turn.show(Screen(text, rows), Topic.PEOPLE)


async def move(turn: Turn, value: str) -> None:
    """Put an officer into another unit: only the command can."""
    key, _, unit_code = value.partition(",")
    unit_code, _, page = unit_code.partition("@")
    by = await turn.require(Right.MANAGE_ALL)
    if not unit_code:
        person = await _person(turn, key)
        options = [Button(unit.name, f"moveto={person.key},{unit.code}") for unit in await units.every(turn.tx)]
        rows = paged(options, as_number(page), others=1, turn_to=f"move={person.key},@{{page}}")
        back = (Button(Key("button.back"), f"person={person.key}"),)
        await turn.show(Screen(Line("people.ask_unit", {"callsign": person.callsign}), (*rows, back)), Topic.PEOPLE)
        return
    await staff.move(turn, by, OfficerKey(as_number(key)), unit_code)
    await show_person(turn, key)


async def remove(turn: Turn, value: str, *, sure: bool) -> None:
    """Take somebody's rights away."""
    by = await turn.require(Right.MANAGE_ALL, Right.MANAGE_UNIT)
    key = OfficerKey(as_number(value))
    if not sure:
        person = await staff.removable(turn, by, key)
        rows = (
            (Button(Key("button.remove_yes"), f"removed={person.key}"),),
            (Button(Key("button.back"), f"person={person.key}"),),
        )
        await turn.show(Screen(Line("people.ask_remove", {"callsign": person.callsign}), rows), Topic.PEOPLE)
        return
    person = await staff.remove(turn, by, key)
    await joining.forget_menu(turn, person)
    back = (Button(Key("button.back"), f"unit={person.unit}"),)
    await turn.show(Screen(Line("people.removed", {"callsign": person.callsign}), (back,)), Topic.PEOPLE)


async def roster(turn: Turn) -> None:
    """`/jaga`: the shifts of the officer's own unit."""
    officer = await turn.require(Right.MANAGE_ALL, Right.MANAGE_UNIT)
    await show_roster(turn, officer.unit)


async def show_roster(turn: Turn, unit: str) -> None:
    """The shifts of a unit that are not over."""
    await _over(turn, unit)
    planned = await officers.roster(turn.tx, unit, turn.now)
    lines = tuple(
        Line("people.shift", {"callsign": shift.callsign, "begins": shift.begins_at, "ends": shift.ends_at})
        for shift in planned
    )
    text = Line("people.roster", {"shifts": lines}) if lines else Line("people.no_roster")
    await turn.show(Screen(text, ((Button(Key("button.back"), f"unit={unit}"),), (MENU,))), Topic.PEOPLE)


async def plan(turn: Turn, value: str) -> None:
    """Put an officer on the roster: choose one of the next shifts. For a unit's code, show its roster."""
    key, _, begin = value.partition(",")
    if not as_number(key):
        await show_roster(turn, key)
        return
    person = await _person(turn, key)
    begins = shifts.next_shifts(turn.now)
    if not begin:
        rows = tuple((Button(_shift_label(turn, at), f"plan={person.key},{int(at.timestamp())}"),) for at in begins)
        back = (Button(Key("button.back"), f"person={person.key}"),)
        await turn.show(Screen(Line("people.ask_shift", {"callsign": person.callsign}), (*rows, back)), Topic.PEOPLE)
        return
    chosen = next((at for at in begins if str(int(at.timestamp())) == begin), None)
    if chosen is None:
        raise Refused("flow.old_button")
    await shifts.plan(turn, await turn.require(Right.MANAGE_ALL, Right.MANAGE_UNIT), person.key, chosen)
    await show_roster(turn, person.unit)


def _shift_label(turn: Turn, at: datetime) -> str:
    key = "people.day_shift" if at.hour == DAY_BEGINS else "people.night_shift"
    return turn.texts.plain(key, day=f"{at:%d/%m}", zone=zone_name(at))


async def _person(turn: Turn, key: str) -> Officer:
    """An officer whom the person manages; else `Refused`."""
    by = await turn.require(Right.MANAGE_ALL, Right.MANAGE_UNIT)
    return await staff.managed(turn, by, OfficerKey(as_number(key)))


async def _over(turn: Turn, unit: str) -> None:
    """Raise `Refused` unless the person manages this unit."""
    staff.manages(await turn.require(Right.MANAGE_ALL, Right.MANAGE_UNIT), unit)
