"""Reports of one event that were merged: the first of them is acted on, and the others go with it."""

from db import reports
from db.reports import Report
from db.unit_of_work import UnitOfWork
from reports.state import State


async def leading(uow: UnitOfWork, report: Report) -> Report:
    """The report that officers act on: the one this was merged into, else the report itself."""
    seen = {report.key}
    while report.state is State.DUPLICATE and report.duplicate_of is not None and report.duplicate_of not in seen:
        seen.add(report.duplicate_of)
        into = await reports.get(uow.tx, report.duplicate_of)
        if into is None:
            break
        report = into
    return report
