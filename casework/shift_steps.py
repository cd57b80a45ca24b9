"""What the clock does with a shift: it asks its officer, names who is missing, offers reports, and ends it.

Officer: 🔔 Jaga Anda mulai …   [Saya siap]
(15 minutes without an answer: the officer is not on duty, and the desk reads who is missing)
Colleague, 15 minutes before the end: … selesai jaga …   [Saya terima jaga]
Officer, at the end: lepas siaga, and what they still have: hand it over, keep it, or give it back to the desk
"""

from casework import notices
from casework.people import title_of
from conversations.buttons.staff import Duty, DutyList, GiveBack, HandOverShift, KeepReports, Ready, TakeShift
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, Value
from db import officers, reports, shifts, waits
from db.officers import Officer
from db.outbox import Lane
from db.reports import Report
from db.shifts import Shift
from db.unit_of_work import UnitOfWork
from reports.state import RecordedAct
from resort.roles import Role
from resort.shift import ShiftStep, due

MOST_NAMED = 20

TO_DUTY = (Button(Key("button.duty"), Duty()),)
CHOICES = (
    (Button(Key("button.hand_over_reports"), HandOverShift()),),
    (Button(Key("button.keep_reports"), KeepReports()),),
    (Button(Key("button.give_back_reports"), GiveBack()),),
)


async def turn_over(uow: UnitOfWork) -> None:
    """Do every step of every shift that is due; the desk reads in one line who is missing."""
    missing: list[Shift] = []
    for shift in await shifts.due_by(uow.tx, uow.now):
        officer = await officers.get(uow.tx, shift.officer)
        if officer is None or officer.removed or (shift.step is ShiftStep.PLANNED and shift.ends_at <= uow.now):
            await shifts.advance(uow.tx, shift, over=True)  # it passed while the bot did not run
            continue
        step = shift.step
        while (at := due(step, shift.begins_at, shift.ends_at)) is not None and at <= uow.now:
            if step is ShiftStep.ASKED and await _is_missing(uow, shift):
                missing.append(shift)
            await _do(uow, step, shift, officer)
            step = await shifts.advance(uow.tx, await _again(uow, shift))
    await _tell_missing(uow, missing)


async def _again(uow: UnitOfWork, shift: Shift) -> Shift:
    found = await shifts.get(uow.tx, shift.key)
    assert found is not None
    return found


async def _is_missing(uow: UnitOfWork, shift: Shift) -> bool:
    return (await _again(uow, shift)).ready_at is None and shift.ends_at > uow.now


async def _do(uow: UnitOfWork, step: ShiftStep, shift: Shift, officer: Officer) -> None:
    match step:
        case ShiftStep.PLANNED:
            await _begin(uow, shift, officer)
        case ShiftStep.RUNNING if shift.ends_at > uow.now:
            await _offer(uow, shift, officer)
        case ShiftStep.OFFERED:
            await _end(uow, shift, officer)
        case ShiftStep.ENDED:
            await _let_due(uow, shift, officer)
        case _:
            pass


async def _begin(uow: UnitOfWork, shift: Shift, officer: Officer) -> None:
    """Ask an officer who is not on duty yet; one who is, is ready."""
    if officer.on_duty:
        await shifts.ready(uow.tx, officer.key, uow.now)
        return
    asked = Line("duty.begins", {"callsign": officer.callsign, "ends": shift.ends_at})
    rows = ((Button(Key("button.ready"), Ready(shift.key)),),)
    await uow.tell(officer.chat, Screen(asked, rows), Topic.PEOPLE, lane=Lane.PING)


async def _tell_missing(uow: UnitOfWork, missing: list[Shift]) -> None:
    if not missing:
        return
    named = ", ".join([await title_of(uow, each.officer, each.callsign) for each in missing[:MOST_NAMED]])
    values: dict[str, Value] = {"names": named, "count": len(missing)}
    rows = ((Button(Key("button.duty_list"), DutyList()),),)
    await notices.tell_desk(uow, Line("duty.missing", values), rows)


async def _offer(uow: UnitOfWork, shift: Shift, officer: Officer) -> None:
    """Offer what the officer has to the colleagues of the next shift, or else to those of the unit who are on duty."""
    held = await reports.held_by(uow.tx, officer.key)
    if not held or await shifts.goes_on(uow.tx, shift):
        return
    values: dict[str, Value] = {"callsign": officer.callsign, "ends": shift.ends_at, "numbers": numbers(held)}
    rows = ((Button(Key("button.take_shift"), TakeShift(officer.key)),),)
    reached = [
        each.callsign
        for each in await _colleagues(uow, shift, officer)
        if await uow.tell(each.chat, Screen(Line("duty.next_offered", values), rows), Topic.PEOPLE, lane=Lane.PING)
    ]
    told: dict[str, Value] = {"ends": shift.ends_at, "numbers": numbers(held)}
    text = Line("duty.ends_soon_nobody", told)
    if reached:
        text = Line("duty.ends_soon", {**told, "names": ", ".join(reached)})
    await uow.tell(officer.chat, Screen(text, CHOICES), Topic.PEOPLE, lane=Lane.PING)


async def _colleagues(uow: UnitOfWork, shift: Shift, officer: Officer) -> list[Officer]:
    following = await shifts.following(uow.tx, shift, officer.unit)
    unit = await officers.of_unit(uow.tx, officer.unit)
    next_ones = [each for each in unit if each.key in following]
    return next_ones or [each for each in unit if each.on_duty and each.key != officer.key]


async def _end(uow: UnitOfWork, shift: Shift, officer: Officer) -> None:
    """The officer goes off duty, and is asked about what they still have."""
    if await shifts.goes_on(uow.tx, shift) or not await officers.set_duty(uow.tx, officer.key, on=False):
        return
    await uow.record(RecordedAct.OFF_DUTY, str(Role.CLOCK), text=officer.callsign)
    held = await reports.held_by(uow.tx, officer.key)
    if held and not (await _again(uow, shift)).kept:
        values: dict[str, Value] = {"callsign": officer.callsign, "numbers": numbers(held)}
        screen = Screen(Line("duty.off_holding", values), CHOICES)
    else:
        screen = Screen(Line("duty.off", {"callsign": officer.callsign}), (TO_DUTY,))
    await uow.tell(officer.chat, screen, Topic.PEOPLE)


async def _let_due(uow: UnitOfWork, shift: Shift, officer: Officer) -> None:
    """Nobody took what an officer off duty still has, and the officer did not say that they keep it: it is due now."""
    now = await officers.get(uow.tx, officer.key)
    if now is None or now.on_duty or (await _again(uow, shift)).kept:
        return
    for report in await reports.held_by(uow.tx, officer.key):
        if report.wait is not None:
            await waits.postpone(uow.tx, report.wait, uow.now)


def numbers(held: list[Report]) -> str:
    """The numbers of reports, for a sentence."""
    return ", ".join(report.number for report in held)
