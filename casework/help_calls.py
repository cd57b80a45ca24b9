"""Help for an officer in danger: called at once, then in wider circles until somebody answers.

Officer: taps Butuh bantuan
Helpers (the officer's own unit, the heads and patrol of the place, the desk and the command, on duty):
         🆘 … butuh bantuan   [Saya datang]
(nobody answers for a minute: everybody of the police who may be near is called, off duty too, and again and again)
Helper:  taps Saya datang; the officer is told who comes, and every copy says it
Officer: taps Saya aman, or Ditangani lewat HT: it is over
"""

from datetime import datetime, timedelta

from casework import authority, calls, circles, deadlines, operator
from casework.addressees import Addressee, Addressees, once
from casework.calls import Called
from conversations.callback import Topic
from conversations.screen import Line, Screen, Value
from db import events, help_calls, officers, reports, units, waits
from db.events import Event
from db.help_calls import HelpCall
from db.officers import Officer, OfficerKey
from db.outbox import Lane
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from db.waits import WaitKey
from locales import Refused
from reports.state import Act, RecordedAct
from reports.waits import help_due
from resort.quiet_hours import Matter
from resort.roles import Role
from resort.waits import RULES, Kind, is_last, next_due

ONE_TAP = timedelta(seconds=20)  # two taps so near to each other are one call


async def call(uow: UnitOfWork, officer: Officer, key: ReportKey) -> tuple[str, ...]:
    """The officer on the spot needs help: call who is on duty and may be near. The units that were called."""
    report = await authority.involved(uow, officer, key)
    case = authority.after(report, Act.CALL_HELP, officer)
    report = await reports.advance(uow.tx, report, case, uow.now)
    before = await help_calls.of_report(uow.tx, report.key)
    still_open = before is not None and before.answered_by is None
    if before is not None and still_open and uow.now - await _last_called(uow, before, officer) < ONE_TAP:
        raise Refused("help.noted")
    if before is not None and not still_open:
        await help_calls.end(uow.tx, before, uow.now)
    if not still_open:
        await help_calls.begin(uow.tx, report.key, officer.key, help_due(0, uow.now), uow.now)
    await deadlines.begin(uow, report)
    await uow.record(Act.CALL_HELP, officer, report=report.key)
    await calls.refresh(uow, report)
    addressees = Addressees(uow, report, Matter.HELP)
    helpers = [] if still_open else once(await addressees.helpers(officer.unit), [officer.chat])
    helpers = helpers or await _everybody(addressees, officer)
    return await _units(uow, await _call(uow, report, officer, helpers))


async def come(uow: UnitOfWork, helper: Officer, key: ReportKey) -> Report:
    """A helper comes: the officer is told who, and every copy says it; the call is not repeated any more."""
    report = await authority.involved(uow, helper, key)
    open_call = await help_calls.of_report(uow.tx, report.key)
    if open_call is None:
        raise Refused("help.over")
    if open_call.officer == helper.key:
        raise Refused("help.your_own")
    came = await _who(uow, open_call, RecordedAct.HELP_ANSWERED)
    if open_call.answered_by is not None and any(each.key == helper.key for each in came):
        return report
    await help_calls.answer(uow.tx, open_call, helper.key, next_due(Kind.HELP, 0, uow.now), uow.now)
    await uow.record(RecordedAct.HELP_ANSWERED, helper, report=report.key)
    await calls.refresh(uow, report)
    await _show_where(uow, report, helper)
    coming = Screen(Line("help.comes", {"number": report.number, "callsign": helper.callsign}))
    for officer in await _in_danger(uow, open_call):
        if officer.key != helper.key:  # who needs help too may go to the other, and is told nothing of it
            await uow.tell(officer.chat, coming, Topic.PING, lane=Lane.PING)
    return report


async def _show_where(uow: UnitOfWork, report: Report, helper: Officer) -> None:
    """Whoever comes to an officer sees the point that the officer sent; of a citizen's it is for the taker alone."""
    chat = await uow.chat(helper.chat)
    if report.filed_by is None or chat is None or report.latitude is None or report.longitude is None:
        return
    await uow.show_map(chat, report.latitude, report.longitude)


async def end(uow: UnitOfWork, officer: Officer, key: ReportKey) -> Report:
    """The officer is safe, or is helped by radio: whoever was called is told with every copy of the call."""
    report = await authority.involved(uow, officer, key)
    open_call = await help_calls.of_report(uow.tx, report.key)
    if open_call is None:
        raise Refused("help.over")
    if open_call.officer != officer.key:
        raise Refused("act.not_yours")
    came = await _who(uow, open_call, RecordedAct.HELP_ANSWERED)
    others = [each for each in await _in_danger(uow, open_call) if each.key != officer.key]
    await uow.record(RecordedAct.HELP_ENDED, officer, report=report.key)
    if others:
        await help_calls.pass_to(uow.tx, open_call, others[0].key)
        await calls.refresh(uow, report)
        return report
    await help_calls.end(uow.tx, open_call, uow.now)
    await calls.refresh(uow, report)
    over = Screen(Line("help.no_longer_needed", {"number": report.number, "callsign": officer.callsign}))
    for helper in came:
        await uow.tell(helper.chat, over, Topic.PING, lane=Lane.PING)
    return report


async def look(uow: UnitOfWork, key: WaitKey) -> None:
    """A call that is due: if nobody answered it is repeated, else its officer is asked whether it is over."""
    open_call = await help_calls.waiting(uow.tx, key)
    if open_call is None:
        return
    wait = await waits.get(uow.tx, key)
    if wait.due_at > uow.now:
        return
    report = await reports.get(uow.tx, open_call.report)
    assert report is not None
    officer = await _caller(uow, open_call)
    if open_call.answered_by is None:
        await waits.ring(uow.tx, wait.key, help_due(wait.rings + 1, uow.now))
        await _ring(uow, report, officer)
        return
    helper = await officers.get(uow.tx, open_call.answered_by)
    if helper is None or helper.removed or await uow.chat(helper.chat) is None:
        await help_calls.lose_answer(uow.tx, open_call, help_due(0, uow.now), uow.now)
        await calls.refresh(uow, report)
        await _ring(uow, report, officer)
    elif is_last(Kind.HELP, wait.rings):
        await help_calls.end(uow.tx, open_call, uow.now)
        await uow.record(RecordedAct.HELP_ENDED, str(Role.CLOCK), report=report.key)
        await calls.refresh(uow, report)
    else:
        await waits.ring(uow.tx, wait.key, next_due(Kind.HELP, wait.rings + 1, uow.now))
        text = Line("help.still_needed", {"number": report.number, "callsign": helper.callsign})
        await circles.tell(
            uow, (RULES[Kind.HELP].owed, *RULES[Kind.HELP].ladder), text, officer=officer.chat, matter=Matter.HELP
        )


async def _ring(uow: UnitOfWork, report: Report, officer: Officer) -> None:
    """Nobody comes: call everybody who may, off duty too, and tell the officer who was called."""
    called = await _call(uow, report, officer, await _everybody(Addressees(uow, report, Matter.HELP), officer))
    await uow.record(RecordedAct.HELP_RUNG, str(Role.CLOCK), report=report.key)
    named = await _units(uow, called)
    values: dict[str, Value] = {"number": report.number, "units": ", ".join(named)}
    text = Line("help.called_again", values) if named else Line("help.nobody")
    await uow.tell(officer.chat, Screen(text), Topic.PING, lane=Lane.PING)
    if not named:
        await operator.tell(uow, Line("help.operator", {"number": report.number, "callsign": officer.callsign}))


async def _everybody(addressees: Addressees, officer: Officer) -> list[Addressee]:
    """The widest circle: who was called first, the officer's own unit, the desk and the command, off duty too."""
    near, own = await addressees.helpers(officer.unit), await addressees.of_own_unit(officer.unit)
    return once([*near, *own, *await addressees.anybody()], [officer.chat])


async def _call(uow: UnitOfWork, report: Report, officer: Officer, helpers: list[Addressee]) -> Called:
    why = [Line("ping.help", {"callsign": officer.callsign})]
    return await calls.call(uow, report, helpers, why, always=True)


async def _units(uow: UnitOfWork, called: Called) -> tuple[str, ...]:
    """The names of the units that were called, each once."""
    if not called:
        return ()
    names = {unit.code: unit.name for unit in await units.every(uow.tx)}
    found = [each.name if each.officer is None else names[each.officer.unit] for each in called.addressees]
    return tuple(dict.fromkeys(found))


async def _last_called(uow: UnitOfWork, open_call: HelpCall, officer: Officer) -> datetime:
    """When this officer last called for help in an open call; a long time ago if they have not."""
    called = [each.at for each in await _acts(uow, open_call, Act.CALL_HELP) if each.officer == officer.key]
    return max(called, default=uow.now - ONE_TAP)


async def _in_danger(uow: UnitOfWork, open_call: HelpCall) -> list[Officer]:
    """The officers who called for help in an open call and have not said that it is over."""
    ended = await _acts(uow, open_call, RecordedAct.HELP_ENDED)
    over = {each.officer for each in ended}
    return [each for each in await _who(uow, open_call, Act.CALL_HELP) if each.key not in over]


async def _who(uow: UnitOfWork, open_call: HelpCall, act: Act | RecordedAct) -> list[Officer]:
    """The officers who did something since help was called, each once."""
    keys = dict.fromkeys(each.officer for each in await _acts(uow, open_call, act) if each.officer is not None)
    found = [await officers.get(uow.tx, OfficerKey(key)) for key in keys]
    return [each for each in found if each is not None and not each.removed]


async def _acts(uow: UnitOfWork, open_call: HelpCall, act: Act | RecordedAct) -> list[Event]:
    since = await events.of_report(uow.tx, open_call.report)
    return [each for each in since if each.act == act and each.at >= open_call.called_at]


async def _caller(uow: UnitOfWork, open_call: HelpCall) -> Officer:
    officer = await officers.get(uow.tx, open_call.officer)
    assert officer is not None
    return officer
