"""Escalation: a report begins with the people on duty and goes up the chain of command until somebody takes it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from casework import notices, operator
from casework.addressees import Addressee, Addressees, matter_of, once, placeless
from casework.calls import Called, call, refresh
from conversations.screen import Key, Line, Value
from db import pings, reports, waits
from db.chats import ChatKey
from db.officers import Officer
from db.reports import Report
from db.unit_of_work import UnitOfWork
from reports.escalation import Escalation, EscalationLevel, first_level, next_level
from reports.state import Act, perform
from reports.urgency import Urgency
from resort.quiet_hours import Standing
from resort.roles import Role

PLACELESS_AFTER = timedelta(seconds=60)  # then all heads of Polsek are called to an emergency without a place


@dataclass(frozen=True, slots=True)
class Escalated:
    """A report as it stands, and who was called to it."""

    report: Report
    called: Called


async def begin(
    uow: UnitOfWork, report: Report, why: Sequence[Line] = (), *, without: ChatKey | None = None
) -> Escalated:
    """Call the officers for a report and set its deadline. With nobody on duty it escalates at once, and says so."""
    addressees = Addressees(uow, report)
    left_out = [] if without is None else [without]
    called = once(await addressees.by_rules(), left_out)
    staffed = await addressees.staffed(duty=any(each.can_take for each in called))
    escalation = first_level(uow.now, report.urgency, staffed, uow.resort.response_time)
    why = list(why)
    if placeless(report):
        escalation = replace(escalation, due=min(escalation.due, uow.now + PLACELESS_AFTER))
        everybody = [*called, *await addressees.desk(), *await addressees.command_on_duty()]
        called = once(everybody, left_out)
    if escalation.level is not EscalationLevel.DUTY:
        why.append(Line("ping.nobody_on_duty"))
        called = once([*called, *await addressees.at(escalation.level)], left_out)
    if not called and report.urgency is Urgency.DARURAT:
        called = await addressees.anybody()
    report = await _set(uow, report, escalation)
    return await _call(uow, report, called, why)


async def escalate(uow: UnitOfWork, report: Report, why: Line | None = None) -> Escalated:
    """Escalate an untaken report to the next level and call its people, with the reason."""
    if not report.case.untaken:
        return Escalated(report, Called())
    addressees = Addressees(uow, report)
    staffed = await addressees.staffed(duty=False)
    escalation = next_level(report.level, uow.now, report.urgency, staffed, uow.resort.response_time)
    if escalation is None:
        return await _call_again(uow, report, addressees, why)
    report = await reports.advance(uow.tx, report, perform(report.case, Act.ESCALATE, Role.CLOCK), uow.now)
    report = await _set(uow, report, escalation)
    await uow.record(Act.ESCALATE, Role.CLOCK, report=report.key, text=escalation.level)
    why = why or Line("ping.not_taken", {"waited": _waited(uow.resort.response_time[report.urgency])})
    called = await addressees.at(escalation.level)
    if escalation.level is EscalationLevel.OPERATOR:
        already = {ping.chat for ping in await pings.of_report(uow.tx, report.key)}
        near = [each for each in await addressees.of_the_place() if each.chat.key not in already]
        called = once([*called, *near])
    escalated = await _call(uow, report, called, [why])
    begins_the_top = escalation.level is EscalationLevel.WAKAPOLRES or (
        escalation.level is EscalationLevel.OPERATOR and EscalationLevel.WAKAPOLRES not in staffed
    )
    if begins_the_top and not report.confined and not await addressees.has_top():
        await _say_unheld(uow, escalated)
    return escalated


async def _say_unheld(uow: UnitOfWork, escalated: Escalated) -> None:
    """The top of the chain was reached and nobody holds it: it is not counted as told, and the desk hears so."""
    report, called = escalated.report, escalated.called
    text = Line("ping.top_unheld_nobody", {"number": report.number})
    if called:
        names = ", ".join(each.name for each in called.addressees)
        text = Line("ping.top_unheld", {"number": report.number, "names": names})
    await notices.tell_desk(uow, text, notices.open_on_desk(report), matter=matter_of(report))


async def come_back(uow: UnitOfWork, report: Report, by: Officer, why: Line) -> Escalated:
    """An officer no longer has the report: call the others on duty again and restart its deadline."""
    await refresh(uow, report)
    return await begin(uow, report, [why], without=by.chat)


async def restart(uow: UnitOfWork, report: Report) -> Report:
    """Restart escalation with the people on duty, without calling anybody."""
    staffed = {EscalationLevel.DUTY}
    return await _set(uow, report, first_level(uow.now, report.urgency, staffed, uow.resort.response_time))


async def _call_again(uow: UnitOfWork, report: Report, addressees: Addressees, why: Line | None) -> Escalated:
    """At the top nobody is above: call it again until somebody takes the report."""
    await uow.record(Act.ESCALATE, Role.CLOCK, report=report.key, text=report.level)
    why = why or Line("ping.still_untaken", {"waited": _waited(uow.now - report.created_at)})
    return await _call(uow, report, await addressees.at(report.level), [why])


async def _call(uow: UnitOfWork, report: Report, called: Sequence[Addressee], why: Sequence[Line]) -> Escalated:
    """Call people. When everybody else sleeps and nobody is on duty, the report is called again in the morning."""
    reached = await call(uow, report, called, why)
    nights = uow.resort.nights
    if not reached and report.wait is not None and report.urgency is not Urgency.DARURAT and nights.is_night(uow.now):
        await waits.postpone(uow.tx, report.wait, nights.morning(uow.now))
    return Escalated(report, reached)


def _waited(time: timedelta) -> Line:
    """How long, in the largest unit that says it well."""
    minutes = int(time.total_seconds() // 60)
    if minutes < 120:
        return Line("health.for_minutes", {"count": minutes})
    hours = minutes // 60
    return Line("health.for_hours", {"count": hours}) if hours < 48 else Line("health.for_days", {"count": hours // 24})


async def _set(uow: UnitOfWork, report: Report, escalation: Escalation) -> Report:
    assert report.wait is not None
    await waits.renew(uow.tx, report.wait, escalation.due, uow.now)
    if report.level is escalation.level:
        return report
    if escalation.level is EscalationLevel.OPERATOR:
        silent = not uow.resort.nights.may_call(Standing.OFF_DUTY, matter_of(report), uow.now)
        values: dict[str, Value] = {"number": report.number, "urgency": Key(f"urgency.{report.urgency}")}
        await operator.tell(uow, Line("ping.operator", values), silent=silent)
    return await reports.amend(uow.tx, replace(report, level=escalation.level), uow.now)
