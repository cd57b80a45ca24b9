"""Where a report is, told only after it was sent: it is put into the report, and who is nearer is called."""

from dataclasses import replace

from casework import dispatch
from conversations.answer import Answer, Point, Text
from conversations.report_draft import ReportDraft
from conversations.report_screens import Scene
from conversations.report_told import name_place
from conversations.screen import Line
from db import reports
from db.reports import Report
from db.unit_of_work import UnitOfWork


async def learn(uow: UnitOfWork, report: Report, answer: Answer) -> Report:
    """Take a place from what the reporter added, where the report has none; what it has is never replaced."""
    match answer:
        case Point(latitude, longitude) if report.latitude is None:
            report = await reports.amend(uow.tx, replace(report, latitude=latitude, longitude=longitude))
            await dispatch.refresh(uow, report)
        case Text(body) if report.district is None:
            named = name_place(ReportDraft(tps=report.tps), body, Scene(uow.now, uow.resort.areas))
            if named.district is None:
                return report
            place = report.place or body
            report = await reports.amend(
                uow.tx, replace(report, district=named.district, village=named.village, tps=named.tps, place=place)
            )
            await dispatch.refresh(uow, report)
            await dispatch.call_nearer(uow, report, Line("ping.place_now"))
    return report
