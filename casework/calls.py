"""Calling officers to a report, and keeping every copy of its call up to date."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from casework import authority, call_lists
from casework.addressees import Addressee, Addressees, awake, matter_of, of_unit, once
from casework.call_screen import call_screens, gone, is_taken_off
from conversations.buttons.desk import Queue, QueueFilter
from conversations.buttons.staff import Duty
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from db import call_lists as waiting_lists
from db import officers, pings, reachable, screenings, tellings, units, waits
from db.chats import ChatKey
from db.officers import Officer
from db.outbox import Lane
from db.reachable import ServingUnit
from db.reports import Report
from db.tellings import What
from db.unit_of_work import UnitOfWork
from reports.escalation import EscalationLevel
from reports.urgency import Urgency
from resort.agency import Agency
from resort.rights import Right, may

MOST_RINGS = 10  # an hour for an officer who gives no sign; with the list and an alarm that makes twelve


@dataclass(frozen=True, slots=True)
class Called:
    """Who was called: a sentence that promises it takes this, and is not said when nobody was."""

    addressees: tuple[Addressee, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.addressees)

    def besides(self, chat: ChatKey) -> bool:
        """Whether somebody else than the person in a chat was called."""
        return any(each.chat.key != chat for each in self.addressees)

    def of(self, agency: Agency) -> bool:
        """Whether somebody of an agency was called."""
        return any(each.agency is agency for each in self.addressees)


async def call(
    uow: UnitOfWork, report: Report, called: Iterable[Addressee], why: Sequence[Line], *, always: bool = False
) -> Called:
    """Send a report's call to chats; where exactly it is sees only whoever takes it.

    Officers who were called often and gave no sign get no more sounds, and where many emergencies wait already the next
    one comes on a list; `always` calls them all the same. The first of a report's calls leaves before all later ones.
    """
    to_call = [each for each in once(called) if not report.keeps_from(each.unit)]
    if not to_call:
        return Called()
    screens = await call_screens(uow, report, why)
    silently = set() if always else await pings.unanswered(uow.tx, uow.now, MOST_RINGS)
    full: Mapping[ChatKey, int] = {}
    if not always and report.urgency is Urgency.DARURAT:
        full = await waiting_lists.waiting(uow.tx, uow.now, call_lists.MOST_WAITING)
        to_call.sort(key=lambda each: full.get(each.chat.key, 0))  # the first call is heard at once
    before = {each.chat for each in await pings.of_report(uow.tx, report.key)} if silently or full else set()
    for turn, each in enumerate(to_call):
        new = each.chat.key not in before
        silent = each.chat.key in silently
        if new and each.chat.key in full:
            await call_lists.send(uow, each.chat, each.officer, report, turn=turn)
            continue
        if silent:
            await _list(uow, each)
            if not new:
                continue  # the call stands there already
        screen = screens.of(each.officer)
        message = await uow.write(
            each.chat, screen, Topic.PING, revision=report.version, lane=Lane.PING, silent=silent, turn=turn
        )
        await pings.add(uow.tx, report.key, message.id, each.chat.key, uow.now)
    return Called(tuple(to_call))


async def _list(uow: UnitOfWork, addressee: Addressee) -> None:
    """Once an hour, with a sound: that more is waiting, and where to see it."""
    officer = addressee.officer
    if officer is not None and await officers.list_now(uow.tx, officer.key, uow.now):
        queue = Button(Key("button.show_queue"), Queue(QueueFilter(untaken=True)))
        duty = Button(Key("button.duty"), Duty())
        rows = ((queue if may(officer.role, Right.DESK) else duty,),)
        await uow.write(addressee.chat, Screen(Line("ping.more_wait"), rows), Topic.PING, lane=Lane.PING)


async def call_unit(uow: UnitOfWork, report: Report, code: str, why: Line, *, without: ChatKey | None = None) -> Called:
    """Call a unit's people on duty and its group, or all of the unit; with nobody there the command, who are not it.

    People off duty and the command are not called at night, unless the report is an emergency.
    """
    unit = await units.get(uow.tx, code)
    people = [each for each in await reachable.of_unit(uow.tx, uow.vault, code) if each.chat.key != without]
    on_duty = tuple(person for person in people if person.officer.on_duty)
    group = None if unit is None or unit.chat is None else await uow.chat(unit.chat)
    called = [] if unit is None else of_unit(ServingUnit(code, unit.name, unit.agency, group, on_duty), report.village)
    agency = Agency.POLRI if unit is None else unit.agency
    called = called or [Addressee.of(each, agency=agency) for each in awake(uow, people, matter_of(report))]
    if called:
        return await call(uow, report, called, [why])
    await call(uow, report, await Addressees(uow, report).at(EscalationLevel.KABAG_OPS), [why])
    return Called()


async def call_officer(uow: UnitOfWork, report: Report, officer: Officer, why: Line, *, always: bool = False) -> Called:
    """Call one officer, on duty or off; `always` with a call of its own, however many wait."""
    chat = await uow.chat(officer.chat)
    if chat is None:
        return Called()
    return await call(
        uow, report, [Addressee(chat, officer.callsign, officer, unit=officer.unit)], [why], always=always
    )


async def call_missing(uow: UnitOfWork, report: Report, why: Line) -> Called:
    """Call everybody whom the rules name now and who was not called yet; nobody while the desk holds it back."""
    if await screenings.held(uow.tx, report.key):
        return Called()
    already = [ping.chat for ping in await pings.of_report(uow.tx, report.key)]
    return await call(uow, report, once(await Addressees(uow, report).by_rules(), already), [why])


async def call_everybody(uow: UnitOfWork, report: Report, why: Line) -> Called:
    """Call everybody whom the rules name now, again if need be."""
    return await call(uow, report, await Addressees(uow, report).by_rules(), [why])


async def call_desk(uow: UnitOfWork, report: Report, why: Line, within: timedelta) -> Called:
    """Call only the people of the desk, who have this time to decide; nobody if there are none, or it is sealed."""
    desk = [] if report.seal is not None else await Addressees(uow, report).desk_people()
    if not desk:
        return Called()
    assert report.wait is not None
    await waits.renew(uow.tx, report.wait, uow.now + within, uow.now)
    return await call(uow, report, desk, [why])


async def show_point(uow: UnitOfWork, report: Report) -> None:
    """Show the officer who has a report where exactly it is, in private and silently; nobody else sees more than areas.

    One who does not read a sealed story sees its point only in danger.
    """
    officer = await officers.get(uow.tx, report.officer)
    chat = None if officer is None else await uow.chat(officer.chat)
    if officer is None or chat is None or chat.kind != "private" or report.keeps_from(officer.unit):
        return
    seen = (await authority.door(uow, report)).of(officer)
    if seen.latitude is not None and seen.longitude is not None:
        shown = await uow.show_map(chat, seen.latitude, seen.longitude)
        await tellings.add(uow.tx, report.key, shown.id, chat.key, What.MAP, uow.now)


async def refresh(uow: UnitOfWork, report: Report, *, only: Officer | None = None) -> None:
    """Bring every copy of a report's call, or `only` one officer's, up to date: who has it, what can be done now."""
    screens = await call_screens(uow, report)
    for copy in await reachable.copies(uow.tx, uow.vault, report.key):
        if only is not None and (copy.officer is None or copy.officer.key != only.key):
            continue
        taken_off = is_taken_off(screens.door, copy.officer, copy.unit)
        screen = gone(report.number) if taken_off else screens.of(copy.officer)
        await uow.rewrite(copy.chat, copy.message, screen, Topic.PING, revision=report.version)
    if report.urgency is Urgency.DARURAT:
        await call_lists.refresh(uow, report)
