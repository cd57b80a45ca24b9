"""Shifts: being on duty, what is in hand when going off, handing a shift over to a colleague, the roster."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from casework import calls, deadlines, incident_words, parties, staff
from casework.authority import require
from conversations.buttons.staff import Duty, TakeShift
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from db import officers, reports, shift_offers
from db import shifts as roster
from db.officers import Officer, OfficerKey
from db.outbox import Lane
from db.reports import Report
from db.shifts import ShiftKey
from db.unit_of_work import UnitOfWork
from locales import Refused
from reports.state import Act, RecordedAct
from resort.rights import Right
from resort.waits import Kind, next_due

SHIFT = timedelta(hours=12)
DAY_BEGINS, NIGHT_BEGINS = 7, 19
PLANNED_AHEAD = 4  # shifts that can be planned: the one that runs now and the next ones


@dataclass(frozen=True, slots=True)
class HandedOver:
    """The officer whose shift was taken over, and with how many reports."""

    officer: Officer
    reports: int


async def go_on(uow: UnitOfWork, officer: Officer) -> None:
    """Go on duty; the officer is ready for the shift that runs."""
    require(officer, Right.DUTY)
    if await officers.set_duty(uow.tx, officer.key, on=True):
        await uow.record(RecordedAct.ON_DUTY, officer)
    await roster.ready(uow.tx, officer.key, uow.now)


async def go_off(uow: UnitOfWork, officer: Officer) -> None:
    """Go off duty; people off duty are not called."""
    require(officer, Right.DUTY)
    if await officers.set_duty(uow.tx, officer.key, on=False):
        await uow.record(RecordedAct.OFF_DUTY, officer)


async def ready(uow: UnitOfWork, officer: Officer, key: ShiftKey) -> None:
    """The officer says that they are ready for a shift, while it runs: they are on duty."""
    shift = await roster.get(uow.tx, key)
    if shift is None or shift.officer != officer.key or shift.begins_at > uow.now:
        raise Refused("flow.old_button")
    if shift.ends_at <= uow.now:
        raise Refused("duty.shift_over")
    await go_on(uow, officer)


async def keep_reports(uow: UnitOfWork, officer: Officer) -> list[Report]:
    """Go off duty and keep what one has taken; it is looked at as after any other sign."""
    require(officer, Right.DUTY)
    held = await reports.held_by(uow.tx, officer.key)
    for report in held:
        await deadlines.begin(uow, report)
    await roster.keep(uow.tx, officer.key, uow.now)
    await go_off(uow, officer)
    return held


async def give_back(uow: UnitOfWork, officer: Officer) -> list[Report]:
    """Go off duty and give back what one has taken: others are called, and the reporters hear of it."""
    require(officer, Right.DUTY)
    await go_off(uow, officer)
    held = await reports.held_by(uow.tx, officer.key)
    for report in held:
        await uow.record(Act.DECLINE, officer, report=report.key)
        await parties.call_others(uow, report, officer, Line("duty.given_back", {"callsign": officer.callsign}))
    return held


async def colleagues(uow: UnitOfWork, officer: Officer) -> list[Officer]:
    """The people to whom an officer can hand their shift; `Refused` when there is nobody."""
    require(officer, Right.DUTY)
    others = [each for each in await officers.of_unit(uow.tx, officer.unit) if each.key != officer.key]
    if not others:
        raise Refused("duty.nobody")
    return others


async def offer(uow: UnitOfWork, officer: Officer, to: OfficerKey) -> Officer:
    """Offer the shift to a colleague. Until they take it the officer stays on duty, with their reports."""
    colleague = next((each for each in await colleagues(uow, officer) if each.key == to), None)
    if colleague is None:
        raise Refused("flow.old_button")
    offered = Line("duty.offered", {"callsign": officer.callsign})
    rows = ((Button(Key("button.take_shift"), TakeShift(officer.key)),),)
    if await uow.tell(colleague.chat, Screen(offered, rows), Topic.PEOPLE, lane=Lane.PING) is None:
        raise Refused("duty.out_of_reach", callsign=colleague.callsign)
    before = await shift_offers.colleague(uow.tx, officer.key)
    if before is not None and before != colleague.key and (replaced := await officers.get(uow.tx, before)) is not None:
        over = Screen(Line("duty.offer_over", {"callsign": officer.callsign}))
        await uow.tell(replaced.chat, over, Topic.PEOPLE)
    await shift_offers.offer(uow.tx, officer.key, colleague.key, next_due(Kind.HAND_OVER, 0, uow.now), uow.now)
    return colleague


async def take_over(uow: UnitOfWork, colleague: Officer, by: OfficerKey) -> HandedOver:
    """The colleague takes the shift over: they go on duty with the officer's reports, the officer goes off duty."""
    require(colleague, Right.DUTY)
    officer = await officers.get(uow.tx, by)
    if officer is None or officer.unit != colleague.unit or officer.key == colleague.key:
        raise Refused("flow.old_button")
    if officer.removed or not await _may_take(uow, officer, colleague):
        raise Refused("duty.offer_gone")
    await shift_offers.withdraw(uow.tx, officer.key)
    moved = await reports.hand_over(uow.tx, officer.key, colleague.key, uow.now)
    for report in moved:
        await uow.record(Act.HAND_OVER, officer, report=report.key, text=colleague.callsign)
        await calls.refresh(uow, report)
        await calls.call_officer(uow, report, colleague, Line("ping.shift", {"callsign": officer.callsign}))
        await calls.show_point(uow, report)
        await incident_words.brief(uow, colleague, report)
    await officers.set_duty(uow.tx, officer.key, on=False)
    await officers.set_duty(uow.tx, colleague.key, on=True)
    await roster.ready(uow.tx, colleague.key, uow.now)
    await uow.record(RecordedAct.SHIFT_HANDED_OVER, officer, text=colleague.callsign)
    news = Line("duty.handed_over", {"callsign": colleague.callsign})
    await uow.tell(officer.chat, Screen(news, ((Button(Key("button.duty"), Duty()),),)), Topic.PEOPLE)
    return HandedOver(officer, len(moved))


async def _may_take(uow: UnitOfWork, officer: Officer, colleague: Officer) -> bool:
    """Whether the shift was offered to this colleague, or ends with something left, so that anybody may take it."""
    if await shift_offers.colleague(uow.tx, officer.key) == colleague.key:
        return True
    something = officer.on_duty or await reports.held_by(uow.tx, officer.key)
    return bool(something) and await roster.is_offered(uow.tx, officer.key, uow.now)


def next_shifts(now: datetime) -> list[datetime]:
    """When the shift that runs now and the next ones begin: at 07.00 and 19.00, local time. `now` is local."""
    today = now.replace(minute=0, second=0, microsecond=0)
    if now.hour < DAY_BEGINS:
        first = today.replace(hour=NIGHT_BEGINS) - timedelta(days=1)
    else:
        first = today.replace(hour=DAY_BEGINS if now.hour < NIGHT_BEGINS else NIGHT_BEGINS)
    return [first + ahead * SHIFT for ahead in range(PLANNED_AHEAD)]


async def plan(uow: UnitOfWork, by: Officer, person: OfficerKey, begins: datetime) -> Officer:
    """Put an officer on the roster for one of the next shifts."""
    officer = await staff.managed(uow, by, person)
    if begins not in next_shifts(uow.now):
        raise Refused("flow.old_button")
    await roster.plan(uow.tx, officer.key, begins, begins + SHIFT)
    await uow.record(RecordedAct.SCHEDULED, by, text=officer.callsign)
    news = Line("people.you_planned", {"begins": begins, "ends": begins + SHIFT})
    await uow.tell(officer.chat, Screen(news), Topic.PEOPLE)
    return officer
