"""The receipt of a report, and its correction once Telegram has answered to the calls."""

from collections.abc import Collection

from casework import authority, neighbours, notices
from casework import receipts as casework
from casework.addressees import placeless
from casework.joining import Joined
from conversations.buttons.citizen import Add, ChooseDistrict, HandToNeighbour, OpenMine, OtherIncident, Threatened
from conversations.callback import Topic
from conversations.report_answers import deadline
from conversations.report_draft import ReportDraft
from conversations.report_values import elsewhere
from conversations.screen import Button, Key, Line, Screen, Value
from db import reports
from db.outbox import Lane
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from handlers.citizen import change_buttons, topics
from locales.times import clock
from reports.category import Kind
from reports.crime import CRIMES
from reports.seal import Seal
from reports.urgency import Urgency
from resort.agency import Agency
from resort.neighbour import Neighbour
from resort.roles import Role


async def receipt(
    uow: UnitOfWork, report: Report, next_steps: Collection[Line], language: str, *, joined: bool = False
) -> Screen:
    """The receipt: number, time, what is next, who reads a sealed story, what helps meanwhile, how to go on.

    The reporter of an alarm that `joined` an incident may say that it is another one.
    """
    violation = report.kind is Kind.VIOLATION
    time_left = deadline(ReportDraft(known_at=report.known_at), uow.scene) if violation else None
    advice = await topics.while_waiting(uow, report.category, language)
    where = elsewhere(report, report.what, uow.scene)
    away = () if where is None else (Line("receipt.outside", {"where": where}),)
    neighbour = None if where is None or joined or report.seal is not None else await neighbours.of(uow, report)
    if neighbour is not None:
        away = (*away, Line("receipt.neighbour", {"neighbour": neighbour.name, "phone": neighbour.phone}))
    values: dict[str, Value] = {
        "number": report.number,
        "clock": clock(report.created_at, uow.resort.zone),
        "next": (
            *away,
            *next_steps,
            *await _sealed(uow, report),
            *([time_left] if time_left else []),
            *_no_police_report(report),
            *advice,
        ),
    }
    other = ((Button(Key("button.other_incident"), OtherIncident(report.number)),),) if joined else ()
    place = (
        ((Button(Key("button.choose_district"), ChooseDistrict(report.number)),),)
        if placeless(report) and not joined
        else ()
    )
    hand_over = () if neighbour is None else ((Button(neighbour_label(neighbour), HandToNeighbour(report.number)),),)
    rows = (
        *hand_over,
        *other,
        *place,
        (Button(Key("button.add"), Add(report.number)),),
        (Button(Key("button.open_report"), OpenMine(report.number)),),
        *(() if report.urgency is Urgency.DARURAT else change_buttons.rows(report)),
        (Button(Key("button.threatened"), Threatened(report.number)),),
    )
    return Screen(Line("receipt.received", values), rows)


def neighbour_label(neighbour: Neighbour) -> str:
    """The name of the Polres is the label: the sentence above says what the tap does."""
    return f"➡️ {neighbour.name}"


def joined_steps(joined: Joined) -> list[Line]:
    """What is so of an alarm that joined an incident, for its reporter."""
    if not joined.called:
        return [Line("receipt.next_emergency_nobody")]
    known = Line("receipt.joined_own") if joined.own else Line("receipt.joined", {"count": joined.reporters})
    return [known, Line("receipt.joined_taken" if joined.taken else "receipt.joined_called")]


def _no_police_report(report: Report) -> tuple[Line, ...]:
    """What a message here is not, for a crime; in danger the receipt stays short, and the end says it."""
    urgent = report.urgency is Urgency.DARURAT
    return (Line("receipt.next_police_report"),) if report.category in CRIMES and not urgent else ()


async def confirm(uow: UnitOfWork, key: ReportKey) -> None:
    """Say in place that a call arrived; or with a new message that nobody could be reached, and 110."""
    answered = await casework.answered(uow, key)
    if answered is None:
        return
    report, urgent = answered.report, answered.report.urgency is Urgency.DARURAT
    chat = await uow.chat(await reports.reporter(uow.tx, key)) if answered.receipt.in_place else None
    if chat is not None:
        screen = await receipt(uow, report, _next_steps(report, answered.reached), chat.language)
        await uow.rewrite(chat, answered.receipt.message, screen, Topic.MINE)
    if not answered.reached:
        news = "nobody_reached_urgent" if urgent else "nobody_reached"
        await notices.tell(uow, report, news, lane=Lane.PING if urgent else Lane.NOTICE)
    elif chat is None:
        await notices.tell(uow, report, "call_reached")


async def _sealed(uow: UnitOfWork, report: Report) -> list[Line]:
    """The line that names the readers of a sealed story, if there are any."""
    people = await authority.readers(uow, report.seal)
    seat = any(each.role is not Role.COMMAND for each in people)
    match report.seal:
        case Seal.POLICE:
            return [Line("receipt.sealed_police")]
        case Seal.PPA if people:
            return [Line("receipt.sealed_unit" if seat else "receipt.sealed_command")]
        case Seal.PROPAM | Seal.PROPAM_ALONE if people:
            return [Line("receipt.sealed_propam" if seat else "receipt.sealed_chief")]
        case Seal.TWO_OF_COMMAND if people:
            return [Line("receipt.sealed_two" if len(people) > 1 else "receipt.sealed_command")]
        case _:
            return []


def _next_steps(report: Report, reached: frozenset[Agency]) -> list[Line]:
    violation = report.kind is Kind.VIOLATION
    police = Agency.POLRI in reached if violation else bool(reached)
    if report.urgency is Urgency.DARURAT:
        return [Line("receipt.reached_emergency" if police else "receipt.next_emergency_nobody")]
    if violation:
        return [
            Line("receipt.reached" if police else "receipt.next_stored"),
            Line("receipt.next_bawaslu" if Agency.BAWASLU in reached else "receipt.next_no_bawaslu"),
        ]
    return [Line("receipt.reached" if reached else "receipt.next_stored")]
