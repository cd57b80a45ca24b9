"""The people of the units: who they are, moving them, removing them."""

from functools import partial

from casework import people as named
from casework import staff, waiting
from conversations.answer import Answer
from conversations.buttons.staff import (
    AgreeToSecond,
    CheckSeats,
    ConfirmArrival,
    ConfirmList,
    ConfirmSeat,
    DeclineSecond,
    DenyArrival,
    Duty,
    DutyList,
    DutyOff,
    DutyOn,
    GiveBack,
    HandOverShift,
    HistoryForNewcomers,
    Invite,
    InviteNameless,
    JoinAnyway,
    KeepReports,
    KnowSeat,
    Move,
    MoveTo,
    NamePerson,
    NotThem,
    OfPerson,
    Plan,
    Ready,
    Remove,
    Removed,
    Roster,
    ShowArrival,
    ShowPerson,
    ShowUnit,
    Suspend,
    Suspended,
    TakeShift,
)
from conversations.callback import Taps, Topic, bare, on
from conversations.screen import Button, Key, Line, Screen, paged
from db import officers, units
from db.officers import Officer, OfficerKey
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from handlers.officer import asking
from handlers.staff import duty, groups, joining, seats, seconding
from locales import Html, Refused
from resort.rights import Right, may
from resort.roles import Role

NAME = "name"  # the purpose of the words that say who an officer is
LONGEST_LABEL = 60


async def tapped(turn: Turn) -> None:
    """A button about people."""
    await TAPS.carry_out(turn.callback, turn)


async def show_units(turn: Turn) -> None:
    """`/petugas`: the units, or the people of the officer's own."""
    officer = await turn.require(Right.MANAGE_ALL, Right.MANAGE_UNIT)
    await show_unit(turn, ShowUnit("" if may(officer.role, Right.MANAGE_ALL) else officer.unit))


async def show_unit(turn: Turn, tapped: ShowUnit) -> None:
    """The people of a unit; without a unit, the units to choose from."""
    code = tapped.unit
    if not code:
        officer = await turn.require(Right.MANAGE_ALL)
        options = [Button(unit.name, ShowUnit(unit.code)) for unit in await units.every(turn.tx)]
        note, waiting = await seats.waiting(turn, officer)
        rows = paged(options, tapped.page, others=1 + len(waiting), turn_to=partial(ShowUnit, ""))
        text = Line("people.units", {"note": note})
        await turn.show(Screen(text, (*waiting, *rows, (MENU,))), Topic.PEOPLE)
        return
    staff.manages(await turn.require(Right.MANAGE_ALL, Right.MANAGE_UNIT), code)
    unit = await units.get(turn.tx, code)
    if unit is None:
        raise Refused("flow.old_button")
    people = await officers.of_unit(turn.tx, code)
    options = [Button(await _label(turn, each), ShowPerson(each.key)) for each in people]
    rows = paged(options, tapped.page, others=2, turn_to=partial(ShowUnit, code))
    text = Line("people.unit", {"unit": unit.name, "total": len(people), "duty": sum(each.on_duty for each in people)})
    roster = (Button(Key("button.roster"), Roster(code)),)
    await turn.show(Screen(text, (*rows, roster, (MENU,))), Topic.PEOPLE)


async def _label(turn: Turn, officer: Officer) -> str:
    return f"{'🟢' if officer.on_duty else '⚪️'} {await named.short(turn, officer)}"[:LONGEST_LABEL]


async def show_person(turn: Turn, tapped: OfPerson) -> None:
    """One officer, with what can be done."""
    by = await turn.require(Right.MANAGE_ALL, Right.MANAGE_UNIT)
    person = await staff.managed(turn, by, OfficerKey(tapped.person))
    unit, who = await units.get(turn.tx, person.unit), await named.identity_of(turn, person)
    reach = await _link(turn, by, person)
    text = Line(
        "people.person",
        {
            "callsign": person.callsign,
            "who": Line("people.who", {"person": who.addressed, "post": who.post or Key("report.none")}) if who else "",
            "write": Line("people.write", {"link": reach}) if reach is not None else Line("people.not_reached"),
            "role": Key(f"role.{person.role}"),
            "unit": unit.name if unit else person.unit,
            "duty": Key("duty.is_on" if person.on_duty else "duty.is_off"),
        },
    )
    rows = (
        (Button(Key("button.move_person"), Move(person.key)), Button(Key("button.remove_person"), Remove(person.key))),
        (Button(Key("button.plan_shift"), Plan(person.key)), Button(Key("button.name_person"), NamePerson(person.key))),
        *(((Button(Key("button.suspend"), Suspend(person.key)),),) if person.role is Role.COMMAND else ()),
        (Button(Key("button.back"), ShowUnit(person.unit)),),
    )
    await turn.show(Screen(text, rows), Topic.PEOPLE)


async def _link(turn: Turn, by: Officer, person: Officer) -> Html | None:
    """The way to write to an officer on Telegram; None where the bot cannot reach them either."""
    if await turn.chat(person.chat) is None:
        return None
    address = await named.link(turn, by, person)
    return Html(f'<a href="{address}">{turn.texts("people.write_to_them")}</a>')


async def ask_name(turn: Turn, tapped: NamePerson) -> None:
    """Ask who an officer is."""
    by = await turn.require(Right.MANAGE_ALL, Right.MANAGE_UNIT)
    person = await staff.managed(turn, by, OfficerKey(tapped.person))
    await asking.keep(turn, by.chat, NAME, None, str(person.key))
    back = (Button(Key("button.back"), ShowPerson(person.key)),)
    await turn.show(
        Screen(Line("people.ask_name", {"callsign": await named.title(turn, person)}), (back,)), Topic.PEOPLE
    )


async def name(turn: Turn, extra: str, answer: Answer) -> None:
    """Rank, name and post came."""
    by = await turn.require(Right.MANAGE_ALL, Right.MANAGE_UNIT)
    person = await staff.name(turn, by, OfficerKey(int(extra)), asking.words_of(answer))
    await asking.done(turn, by.chat)
    await show_person(turn, ShowPerson(person.key))


async def ask_move(turn: Turn, tapped: Move) -> None:
    """Ask into which unit an officer is put: only the command can."""
    by = await turn.require(Right.MANAGE_ALL)
    person = await staff.managed(turn, by, OfficerKey(tapped.person))
    options = [Button(unit.name, MoveTo(person.key, unit.code)) for unit in await units.every(turn.tx)]
    rows = paged(options, tapped.page, others=1, turn_to=partial(Move, person.key))
    back = (Button(Key("button.back"), ShowPerson(person.key)),)
    await turn.show(
        Screen(Line("people.ask_unit", {"callsign": await named.title(turn, person)}), (*rows, back)), Topic.PEOPLE
    )


async def move(turn: Turn, tapped: MoveTo) -> None:
    """Put an officer into this unit."""
    key = OfficerKey(tapped.person)
    await staff.move(turn, await turn.require(Right.MANAGE_ALL), key, tapped.unit)
    moved = await officers.get(turn.tx, key)
    if moved is not None:
        await waiting.greet(turn, moved)
    await show_person(turn, tapped)


async def ask_remove(turn: Turn, tapped: Remove) -> None:
    """Sure?"""
    by = await turn.require(Right.MANAGE_ALL, Right.MANAGE_UNIT)
    person = await staff.removable(turn, by, OfficerKey(tapped.person))
    rows = (
        (Button(Key("button.remove_yes"), Removed(person.key)),),
        (Button(Key("button.back"), ShowPerson(person.key)),),
    )
    await turn.show(
        Screen(Line("people.ask_remove", {"callsign": await named.title(turn, person)}), rows), Topic.PEOPLE
    )


async def remove(turn: Turn, tapped: Removed) -> None:
    """Take somebody's rights away."""
    by = await turn.require(Right.MANAGE_ALL, Right.MANAGE_UNIT)
    if (await staff.removable(turn, by, OfficerKey(tapped.person))).role is Role.COMMAND:
        asked = await staff.ask_removal(turn, by, OfficerKey(tapped.person))
        back = (Button(Key("button.back"), ShowUnit(asked.unit)),)
        await turn.show(
            Screen(Line("second.asked", {"callsign": await named.title(turn, asked)}), (back,)), Topic.PEOPLE
        )
        return
    person = await staff.remove(turn, by, OfficerKey(tapped.person))
    await seats.forget_menu(turn, person)
    back = (Button(Key("button.back"), ShowUnit(person.unit)),)
    await turn.show(
        Screen(Line("people.removed", {"callsign": await named.title(turn, person)}), (back,)), Topic.PEOPLE
    )


TAPS = Taps(
    on(HistoryForNewcomers, groups.say_history),
    on(Invite, joining.invite),
    bare(InviteNameless, joining.invite_nameless),
    bare(Duty, duty.show),
    bare(DutyOn, duty.come_on),
    bare(DutyOff, duty.go_off),
    on(Ready, duty.ready),
    bare(KeepReports, duty.keep_reports),
    bare(GiveBack, duty.give_back),
    bare(DutyList, duty.show_missing),
    on(HandOverShift, duty.hand_over),
    on(TakeShift, duty.take_over),
    on(Roster, duty.show_roster),
    on(Plan, duty.plan),
    on(ShowUnit, show_unit),
    on(ShowPerson, show_person),
    on(NamePerson, ask_name),
    on(Move, ask_move),
    on(MoveTo, move),
    on(Remove, ask_remove),
    on(Removed, remove),
    on(AgreeToSecond, seconding.agree),
    on(JoinAnyway, joining.leave_for),
    on(ShowArrival, seats.show_arrival),
    on(ConfirmArrival, seats.confirm),
    on(DenyArrival, seats.deny),
    on(KnowSeat, seats.know),
    on(NotThem, seats.not_them),
    on(CheckSeats, seats.check),
    on(ConfirmSeat, seats.confirm_seat),
    on(ConfirmList, seats.confirm_list),
    on(Suspend, seats.ask_suspend),
    on(Suspended, seats.suspend),
    on(DeclineSecond, seconding.decline),
)
