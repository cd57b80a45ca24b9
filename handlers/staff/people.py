"""The people of the units: who they are, moving them, removing them; and who is on duty when."""

from datetime import datetime, timedelta

from casework import dispatch
from conversations.answer import as_number
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, paged
from db import officers, reports, units
from db.officers import Officer, OfficerKey
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from handlers.staff import joining
from locales import Refused
from locales.times import zone_name
from reports.state import Act, State
from resort.rights import Right, may
from resort.roles import Role

SHIFT = timedelta(hours=12)
DAY_BEGINS, NIGHT_BEGINS = 7, 19


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
    """`/siaga`: whether one is on duty, and the buttons to change it."""
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
    """On or off duty; who is off gets no pings."""
    officer = await turn.require(Right.DUTY)
    if await officers.set_duty(turn.tx, officer.key, on=on):
        await turn.record("siaga" if on else "lepas_siaga", officer)
    await duty(turn)


async def hand_over(turn: Turn, to: str) -> None:
    """Hand the shift to a colleague: they come on duty with what was taken, one goes off."""
    officer = await turn.require(Right.DUTY)
    colleagues = [each for each in await officers.of_unit(turn.tx, officer.unit) if each.key != officer.key]
    if not colleagues:
        raise Refused("duty.nobody")
    if not as_number(to):
        options = [Button(each.callsign, f"over={each.key}") for each in colleagues]
        rows = paged(options, as_number(to.removeprefix("@")), others=1, turn_to="over=@{page}")
        await turn.show(Screen(Line("duty.ask_to"), (*rows, (Button(Key("button.back"), "duty"),))), Topic.PEOPLE)
        return
    colleague = next((each for each in colleagues if each.key == as_number(to)), None)
    if colleague is None:
        raise Refused("flow.old_button")
    moved = await reports.hand_over(turn.tx, officer.key, colleague.key)
    for report in moved:
        await turn.record(Act.HAND_OVER, officer, report=report.key, text=colleague.callsign)
        await dispatch.refresh(turn, report)
        why = Line("ping.shift", {"callsign": officer.callsign})
        await dispatch.call(turn, report, [dispatch.Called(colleague.chat, colleague.callsign)], [why])
    await officers.set_duty(turn.tx, officer.key, on=False)
    await officers.set_duty(turn.tx, colleague.key, on=True)
    await turn.record("serah_terima", officer, text=colleague.callsign)
    news = Line("duty.received", {"callsign": officer.callsign, "count": len(moved)})
    await turn.tell(colleague.chat, Screen(news, ((Button(Key("button.duty"), "duty"),),)), Topic.PEOPLE)
    await turn.show(Screen(Line("duty.handed_over", {"callsign": colleague.callsign}), ((MENU,),)), Topic.PEOPLE)


async def show_units(turn: Turn) -> None:
    """`/petugas`: the units, or the people of one's own."""
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
    person = await _person(turn, key)
    if not unit_code:
        options = [Button(unit.name, f"moveto={person.key},{unit.code}") for unit in await units.every(turn.tx)]
        rows = paged(options, as_number(page), others=1, turn_to=f"move={person.key},@{{page}}")
        back = (Button(Key("button.back"), f"person={person.key}"),)
        await turn.show(Screen(Line("people.ask_unit", {"callsign": person.callsign}), (*rows, back)), Topic.PEOPLE)
        return
    unit = await units.get(turn.tx, unit_code)
    if unit is None:
        raise Refused("flow.old_button")
    await officers.move(turn.tx, person, unit.code, unit.name)
    await turn.record("pindahkan", by, text=f"{person.callsign} ke {unit.code}")
    await turn.tell(person.chat, Screen(Line("people.you_moved", {"unit": unit.name})), Topic.PEOPLE)
    await show_person(turn, str(person.key))


async def remove(turn: Turn, value: str, *, sure: bool) -> None:
    """Take somebody's rights away; from their next tap on they have none, on old messages too."""
    person = await _person(turn, value)
    by = await turn.require(Right.MANAGE_ALL, Right.MANAGE_UNIT)
    if person.key == by.key:
        raise Refused("people.not_yourself")
    if person.role is Role.COMMAND and not may(by.role, Right.MANAGE_ALL):
        raise Refused("rights.not_yours")
    if not sure:
        rows = (
            (Button(Key("button.remove_yes"), f"removed={person.key}"),),
            (Button(Key("button.back"), f"person={person.key}"),),
        )
        await turn.show(Screen(Line("people.ask_remove", {"callsign": person.callsign}), rows), Topic.PEOPLE)
        return
    await officers.remove(turn.tx, person.key, turn.now)
    for report in await reports.let_go(turn.tx, person.key):
        if report.state is not State.REFERRED:
            await dispatch.come_back(turn, report, person, Line("ping.left", {"callsign": person.callsign}))
    await joining.forget_menu(turn, person)
    await turn.record("keluarkan", by, text=person.callsign)
    await turn.tell(person.chat, Screen(Line("people.you_left"), ((MENU,),)), Topic.PEOPLE)
    await turn.show(
        Screen(
            Line("people.removed", {"callsign": person.callsign}),
            ((Button(Key("button.back"), f"unit={person.unit}"),),),
        ),
        Topic.PEOPLE,
    )


async def roster(turn: Turn) -> None:
    """`/jaga`: the shifts of one's own unit."""
    officer = await turn.require(Right.MANAGE_ALL, Right.MANAGE_UNIT)
    await show_roster(turn, officer.unit)


async def show_roster(turn: Turn, unit: str) -> None:
    """The shifts of a unit that are not over."""
    await _over(turn, unit)
    shifts = await officers.roster(turn.tx, unit, turn.now)
    lines = tuple(
        Line("people.shift", {"callsign": shift.callsign, "begins": shift.begins_at, "ends": shift.ends_at})
        for shift in shifts
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
    nights = [_next_shift(turn.now, ahead) for ahead in range(4)]
    if not begin:
        rows = tuple((Button(_shift_label(turn, at), f"plan={person.key},{int(at.timestamp())}"),) for at in nights)
        back = (Button(Key("button.back"), f"person={person.key}"),)
        await turn.show(Screen(Line("people.ask_shift", {"callsign": person.callsign}), (*rows, back)), Topic.PEOPLE)
        return
    chosen = next((at for at in nights if str(int(at.timestamp())) == begin), None)
    if chosen is None:
        raise Refused("flow.old_button")
    by = await turn.require(Right.MANAGE_ALL, Right.MANAGE_UNIT)
    await officers.plan(turn.tx, person.key, chosen, chosen + SHIFT)
    await turn.record("jadwalkan", by, text=person.callsign)
    news = Line("people.you_planned", {"begins": chosen, "ends": chosen + SHIFT})
    await turn.tell(person.chat, Screen(news), Topic.PEOPLE)
    await show_roster(turn, person.unit)


def _next_shift(now: datetime, ahead: int) -> datetime:
    """The shift that runs now (0) or comes after it: 07.00 to 19.00, 19.00 to 07.00, local time."""
    today = now.replace(minute=0, second=0, microsecond=0)
    if now.hour < DAY_BEGINS:
        first = today.replace(hour=NIGHT_BEGINS) - timedelta(days=1)
    else:
        first = today.replace(hour=DAY_BEGINS if now.hour < NIGHT_BEGINS else NIGHT_BEGINS)
    return first + ahead * SHIFT


def _shift_label(turn: Turn, at: datetime) -> str:
    key = "people.day_shift" if at.hour == DAY_BEGINS else "people.night_shift"
    return turn.texts.plain(key, day=f"{at:%d/%m}", zone=zone_name(at))


async def _person(turn: Turn, key: str) -> Officer:
    """An officer one may manage; else `Refused`."""
    person = await officers.get(turn.tx, OfficerKey(as_number(key)))
    if person is None or person.removed:
        raise Refused("people.gone")
    await _over(turn, person.unit)
    return person


async def _over(turn: Turn, unit: str) -> None:
    """Raise `Refused` unless one manages this unit."""
    officer = await turn.require(Right.MANAGE_ALL, Right.MANAGE_UNIT)
    if not may(officer.role, Right.MANAGE_ALL) and officer.unit != unit:
        raise Refused("rights.not_yours")
