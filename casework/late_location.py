"""A report's location that is told only after it was sent: it is stored, and the people who are nearer are called."""

from dataclasses import replace
from datetime import timedelta

from casework import calls, objections
from conversations import report_location
from conversations.report_draft import ReportDraft
from conversations.report_location import name_place
from conversations.report_values import area_of_point
from conversations.screen import Line
from db import events, evidence, reports
from db.chats import ChatKey
from db.reports import Report
from db.unit_of_work import UnitOfWork
from locales import Refused
from reports.state import WITH_US, RecordedAct
from reports.urgency import Urgency
from resort.area import Area
from resort.position import Position, metres_between
from resort.roles import Role

OFTEN = timedelta(seconds=30)
FAR, STILL = 50.0, 5.0  # metres


async def take_point(uow: UnitOfWork, report: Report, latitude: float, longitude: float) -> Report:
    """Take a point where the report has none; the one it has is never replaced."""
    if report.latitude is not None:
        return report
    report = replace(report, latitude=latitude, longitude=longitude)
    read = area_of_point(report, uow.scene)
    if read is not None:
        return await _place(uow, replace(report, estimated=True), read)
    report = await reports.amend(uow.tx, report, uow.now)
    await calls.refresh(uow, report)
    return report


async def take_district(uow: UnitOfWork, report: Report, code: str) -> Report:
    """Take the kecamatan that its reporter chose after sending; the one it has by their own words is not replaced."""
    district = next((area for area in uow.resort.areas.districts if area.code == code), None)
    if district is None or not (report.district is None or report.estimated):
        raise Refused("flow.old_button")
    return await _place(uow, replace(report, estimated=False), district)


async def follow(uow: UnitOfWork, reporter: ChatKey, latitude: float, longitude: float) -> None:
    """A live location moved: an open emergency of this reporter moves with it, and whoever has it sees the new point.

    At most every 30 seconds, or after 50 metres; never to the (0, 0) of a phone that lost itself.
    """
    if (latitude, longitude) == (0, 0):
        return
    here = Position(latitude, longitude)
    for report in await reports.list_of_reporter(uow.tx, reporter, limit=3):
        if report.case.closed or report.urgency is not Urgency.DARURAT or report.state not in WITH_US:
            continue
        points = [each.at for each in await events.of_report(uow.tx, report.key) if each.act == RecordedAct.POINT_ADDED]
        if report.latitude is not None and report.longitude is not None:
            moved = metres_between(Position(report.latitude, report.longitude), here)
            lately = uow.now - max([report.created_at, *points]) < OFTEN
            if moved < FAR and (lately or moved < STILL):
                return
        report = await reports.amend(uow.tx, replace(report, latitude=latitude, longitude=longitude), uow.now)
        await uow.record(RecordedAct.POINT_ADDED, str(Role.REPORTER), report=report.key)
        await calls.refresh(uow, report)
        await calls.show_point(uow, report)
        return


async def take_words(uow: UnitOfWork, report: Report, words: str) -> Report:
    """Take a place from words where the report has no kecamatan."""
    if report.district is not None:
        return report
    named = name_place(ReportDraft(tps=report.tps), words, uow.scene)
    if named.district is None:
        return report
    place = report.place or words
    area = uow.resort.areas.get(named.village or named.district)
    assert area is not None
    return await _place(uow, replace(report, tps=named.tps, place=place), area)


async def put_right(uow: UnitOfWork, report: Report, words: str) -> Report | None:
    """Take the place that its reporter puts right, and call the people of that place; None where words put none right.

    Where they only say that it is not there, its area stays: the people of it know, and no others are known.
    """
    if report.seal is not None or not uow.scene.hear(words).moves:
        return None
    told = report_location.put_right(
        ReportDraft(
            district=report.district,
            village=report.village,
            tps=report.tps,
            place=report.place,
            latitude=report.latitude,
            longitude=report.longitude,
        ),
        words,
        uow.scene,
    )
    area = (told.district, told.village) if told.district is not None else (report.district, report.village)
    changed = replace(
        report,
        district=area[0],
        village=area[1],
        tps=told.tps,
        place=told.place or words,
        latitude=told.latitude,
        longitude=told.longitude,
    )
    if replace(changed, place=report.place) == report:
        return None
    report = await reports.amend(uow.tx, changed, uow.now)
    report = await _kept_from_those_meant(uow, report)
    await calls.refresh(uow, report)
    if report.state in WITH_US and not report.case.taken and not report.case.closed:
        await calls.call_missing(uow, report, Line("ping.place_now"))
    return report


async def move(uow: UnitOfWork, report: Report, words: str) -> Report:
    """It happens elsewhere now: words of an officer take the place of the one it had. `Refused` if they name none.

    Who did it is of the office of the first place that is known.
    """
    named = name_place(ReportDraft(), words, uow.scene)
    if named.district is None and named.latitude is None:
        raise Refused("report.unknown_area")
    changed = replace(
        report,
        district=named.district,
        village=named.village,
        tps=named.tps,
        place=words,
        latitude=named.latitude,
        longitude=named.longitude,
        estimated=False,
    )
    read = area_of_point(changed, uow.scene)
    if read is not None:
        district = ".".join(read.code.split(".")[:3])
        changed = replace(changed, district=district, village=read.code if read.is_village else None, estimated=True)
    moved = await reports.amend(uow.tx, changed, uow.now)
    return moved if report.district is not None else await _kept_from_those_meant(uow, moved)


async def _place(uow: UnitOfWork, report: Report, area: Area) -> Report:
    """Put a report where it is now known to be, and call the people of that place."""
    district = ".".join(area.code.split(".")[:3])
    village = area.code if area.is_village else None
    report = await reports.amend(uow.tx, replace(report, district=district, village=village), uow.now)
    report = await _kept_from_those_meant(uow, report)
    await calls.refresh(uow, report)
    if not report.case.taken and not report.case.closed:
        await calls.call_missing(uow, report, Line("ping.place_now"))
    return report


async def _kept_from_those_meant(uow: UnitOfWork, report: Report) -> Report:
    """Which office is accused may depend on where it is: by the story, by what was added, by words below a file."""
    added = [each.text for each in await events.of_report(uow.tx, report.key) if each.act == RecordedAct.WORDS_ADDED]
    captions = [each.file.caption for each in await evidence.of_reporter(uow.tx, report.key)]
    told = [each for each in (report.opened.what, *added, *captions) if each]
    accused = dict.fromkeys(office for each in told for office in uow.scene.hear(each).reading.accused)
    return await objections.hold(uow, report, tuple(accused))
