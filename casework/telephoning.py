"""Telephoning: nobody took a report at any level, so the command and the desk telephone whoever should have.

Everybody called to the report sees the numbers, and who has telephoned already. That slows the calls, and ends none.
"""

from dataclasses import dataclass

from conversations.screen import Line, Value
from db import events, officers, reachable, units
from db.officers import OfficerKey
from db.reports import Report
from db.unit_of_work import UnitOfWork
from locales.times import clock
from reports.escalation import EscalationLevel
from reports.routing import route
from reports.state import RecordedAct
from resort.agency import Agency, Function, Level

MOST_UNITS = 4
POLICE = "110"
RESORT = "*"  # in a button, in place of a unit's code


@dataclass(frozen=True, slots=True)
class Number:
    """Somebody to telephone; `code` is a unit's, `RESORT` or `POLICE`, and a phone that nobody noted is empty."""

    code: str
    name: str
    phone: str


def reached(report: Report) -> bool:
    """Whether every level was called and nobody took the report yet."""
    return report.case.untaken and report.level is EscalationLevel.OPERATOR


async def numbers(uow: UnitOfWork, report: Report) -> list[Number]:
    """Whom to telephone: the units that should have taken the report, the resort, and 110."""
    known = {unit.code: unit for unit in await units.every(uow.tx)}
    unit = None if report.unit is None else known.get(report.unit)
    whole_resort = (
        unit is not None and unit.level is Level.POLRES and unit.function in (Function.KOMANDO, Function.WHOLE)
    )
    own = [unit.code] if unit is not None and not whole_resort else []
    codes = dict.fromkeys([*own, *await _called_by_the_rules(uow, report)])
    named = [Number(code, known[code].name, known[code].seat.phone) for code in codes if code in known]
    named = [each for each in named if each.phone][:MOST_UNITS] or named[:1]
    contacts = uow.resort.contacts
    resort = [Number(RESORT, uow.resort.name, contacts.phone)] if contacts.phone else []
    return [*named, *resort, Number(POLICE, POLICE, POLICE)]


async def lines(uow: UnitOfWork, report: Report) -> tuple[Line, ...]:
    """For the report's call: the numbers, and who has telephoned whom."""
    told = tuple(
        Line("ping.number", {"name": each.name, "phone": each.phone})
        if each.phone
        else Line("ping.number_unknown", {"name": each.name})
        for each in await numbers(uow, report)
        if each.code != POLICE
    )
    telephoned = tuple([_line(uow, each) for each in await _telephoned(uow, report)])
    return (Line("ping.telephone", {"numbers": (*told, Line("ping.number_police"))}), *telephoned)


@dataclass(frozen=True, slots=True)
class _Telephoned:
    callsign: str
    whom: str | None
    at: Value


async def _telephoned(uow: UnitOfWork, report: Report) -> list[_Telephoned]:
    """Who telephoned whom: each pair once."""
    found: dict[tuple[int, str | None], _Telephoned] = {}
    for event in await events.of_report(uow.tx, report.key):
        if event.act != RecordedAct.TELEPHONED or event.officer is None:
            continue
        officer = await officers.get(uow.tx, OfficerKey(event.officer))
        if officer is None:
            continue
        if event.text is not None:
            found.pop((officer.key, None), None)  # the tap that began it
        found[officer.key, event.text] = _Telephoned(officer.callsign, event.text, clock(event.at, uow.resort.zone))
    return list(found.values())


def _line(uow: UnitOfWork, each: _Telephoned) -> Line:
    if each.whom is None:
        return Line("ping.has_telephoned", {"callsign": each.callsign, "at": each.at})
    return Line("ping.has_telephoned_to", {"callsign": each.callsign, "whom": each.whom, "at": each.at})


async def _called_by_the_rules(uow: UnitOfWork, report: Report) -> list[str]:
    """The units that the rules name, those of the police and the nearest first."""
    targets = route(uow.resort.rules, report.category, report.urgency)
    near = sorted(targets, key=lambda each: (each.agency is not Agency.POLRI, each.level is not Level.POLSEK))
    found = [
        unit.code
        for target in near
        for unit in await reachable.of_target(uow.tx, uow.vault, target, report.district, report.village)
    ]
    return list(dict.fromkeys(found))
