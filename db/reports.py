"""Reports and what was done on them; who reported lives in a table of its own."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from math import cos, radians
from typing import NewType

from conversations.report_draft import ReportDraft, whole_story
from db import contents, events, reporters, search, waits
from db.chats import ChatKey
from db.database import Tx
from db.instant import moment, moment_or_none, stored, stored_or_none
from db.officers import Officer, OfficerKey
from db.reporters import Entry
from db.sql import Row
from db.vault import Vault
from db.waits import WaitKey
from reports import number as numbers
from reports.category import Category, Kind
from reports.escalation import EscalationLevel
from reports.joining import NEAR_METRES, Place
from reports.result import Result
from reports.seal import APART, CONFINED, Seal
from reports.state import ENDED, Case, RecordedAct, State, Veracity
from reports.urgency import Urgency
from resort.roles import Role

ReportKey = NewType("ReportKey", int)
KIND = "reports"  # of their waits
EVERY = 1_000_000  # more reports than anybody makes
_BESIDE = NEAR_METRES / 110_000  # degrees of latitude, a little more than the metres
_MOST_ALARMS = 20


@dataclass(frozen=True, slots=True)
class Story:
    """What a seal keeps from everybody who may not read it."""

    what: str
    happened_words: str | None
    known_words: str | None
    district: str | None
    village: str | None
    tps: str | None
    place: str | None
    latitude: float | None
    longitude: float | None
    where: bool  # the place is kept too, not only what was told


_NOTHING = Story("", None, None, None, None, None, None, None, None, True)


@dataclass(frozen=True, slots=True)
class Report:
    """A report as officers and its reporter see it: nothing in it says who made it.

    A sealed one comes without its story: what it tells is in `sealed`, which only `casework.authority` opens. Its
    reporter gets it whole.
    """

    key: ReportKey
    number: str
    kind: Kind | None
    category: Category | None
    urgency: Urgency
    state: State
    what: str
    district: str | None
    village: str | None
    tps: str | None
    place: str | None
    latitude: float | None
    longitude: float | None
    estimated: bool  # its area was read from its point
    happened_words: str | None
    happened_at: datetime | None
    ongoing: bool
    known_words: str | None
    known_at: datetime | None
    created_at: datetime
    veracity: Veracity
    level: EscalationLevel
    escalation: int
    ended_at: datetime | None
    closed_at: datetime | None
    result: Result | None
    unit: str | None
    officer: OfficerKey | None
    duplicate_of: ReportKey | None
    version: int
    wait: WaitKey | None  # when it is next looked at; none once it is closed
    erased: bool  # its reporter had everything erased that they told
    seal: Seal | None = None
    writes: bool = False  # its reporter cannot telephone
    minor: bool = False  # a child told it: nobody may ask who it is
    filed_by: OfficerKey | None = None  # the officer who reported it as one; nobody else is its reporter
    kept_from: tuple[str, ...] = ()  # units that must not read it, for its words accuse them; in danger all are called
    sealed: Story | None = None

    @property
    def confined(self) -> bool:
        """Whether only those are called who may read the story: it is sealed, and nobody is in danger now."""
        return self.seal in CONFINED and self.urgency is not Urgency.DARURAT

    @property
    def apart(self) -> bool:
        """Whether it is outside queue and search."""
        return self.seal in APART and self.urgency is not Urgency.DARURAT

    def keeps_from(self, unit: str | None) -> bool:
        """Whether the people of a unit must not read it, or know of it."""
        return unit in self.kept_from and self.urgency is not Urgency.DARURAT

    @property
    def opened(self) -> "Report":
        """With its story, for those who may read it."""
        if self.sealed is None:
            return self
        return replace(_telling(self, self.sealed, where=self.sealed.where), sealed=None)

    @property
    def shut(self) -> "Report":
        """Without its story, if it is sealed; the place too, unless somebody is in danger."""
        whole = self.opened
        if self.seal is None:
            return whole
        story = Story(
            what=whole.what,
            happened_words=whole.happened_words,
            known_words=whole.known_words,
            district=whole.district,
            village=whole.village,
            tps=whole.tps,
            place=whole.place,
            latitude=whole.latitude,
            longitude=whole.longitude,
            where=whole.confined,
        )
        return replace(_telling(whole, _NOTHING, where=whole.confined), sealed=story)

    @property
    def case(self) -> Case:
        """Where it stands, for the table of acts."""
        closed = self.closed_at is not None
        return Case(self.state, self.veracity, self.escalation, closed, self.officer is not None, self.result)


def _telling(report: Report, story: Story, *, where: bool) -> Report:
    """A report that tells this; its place only with `where`."""
    told = replace(report, what=story.what, happened_words=story.happened_words, known_words=story.known_words)
    if not where:
        return told
    return replace(
        told,
        district=story.district,
        village=story.village,
        tps=story.tps,
        place=story.place,
        latitude=story.latitude,
        longitude=story.longitude,
    )


async def create(
    tx: Tx,
    vault: Vault,
    by: ChatKey | Officer,
    draft: ReportDraft,
    urgency: Urgency,
    prefix: str,
    now: datetime,
    seal: Seal | None = None,
    *,
    estimated: bool = False,
    own: list[Entry] | None = None,
    listed: bool = True,
) -> Report:
    """Store a finished draft as a report with the next number of its month. `now` is in the resort's zone.

    An officer who reports as one is named by the report itself; a chat is sealed as its reporter. `own` is the
    reporter's list, for a caller who has just read it; not `listed`: see `reporters.add`.

    It is due at once: whoever files it says until when it may wait.
    """
    running = int(await tx.value("reports.next_running", month=f"{now:%y%m}"))
    number = numbers.make(prefix, now.date(), running)
    row = await tx.one(
        "reports.add",
        wait=await waits.begin(tx, KIND, now, now),
        number=number,
        kind=draft.kind,
        category=draft.category,
        urgency=urgency,
        state=State.RECEIVED,
        what=whole_story(draft) or "",
        district=draft.district,
        village=draft.village,
        tps=draft.tps,
        place=draft.place,
        latitude=draft.latitude,
        longitude=draft.longitude,
        estimated=int(estimated),
        happened_words=draft.happened_words,
        happened_at=stored_or_none(draft.happened_at),
        ongoing=int(draft.ongoing),
        known_words=draft.known_words,
        known_at=stored_or_none(draft.known_at),
        created_at=stored(now),
        seal=seal,
        minor=int(draft.minor),
        writes=int(draft.writes),
        filed_by=by.key if isinstance(by, Officer) else None,
    )
    assert row is not None
    report = stored_report(row)
    text = contents.filed(tx, row)
    if isinstance(by, Officer):
        await reporters.add_nobody(tx, report.key)
        role, officer = str(by.role), by.key
        await events.record(tx, vault, now, role, RecordedAct.FILED, report=report.key, officer=officer, text=text)
        return report
    await reporters.add(tx, report.key, by, draft.phone, now, own, confidential=draft.confidential, listed=listed)
    await events.record(tx, vault, now, str(Role.REPORTER), RecordedAct.FILED, report=report.key, text=text)
    return report


async def may_be_telephoned(tx: Tx, report: ReportKey) -> bool:
    """Whether its reporter left a number for this; the number itself is opened only like who they are."""
    return await reporters.may_be_telephoned(tx, report)


async def of_reporter(tx: Tx, chat: ChatKey, number: str) -> Report | None:
    """A report, only if this chat made it; with its story, whoever else may read that."""
    report = await numbered(tx, number)
    if report is None or await reporters.of(tx, report.key) != chat:
        return None
    return report.opened


async def taken_back_at(tx: Tx, key: ReportKey) -> datetime | None:
    """When its reporter took a report back, whatever became of it since; None if they did not."""
    return await events.happened(tx, key, RecordedAct.WITHDRAWN)


async def as_its_reporter_sees(tx: Tx, report: Report) -> Report:
    """A report that was taken back is over for its reporter, also where somebody still looks: see `casework.endings`.

    To be shown, never to be stored.
    """
    at = await taken_back_at(tx, report.key)
    if at is None:
        return report
    return replace(report, state=State.WITHDRAWN, closed_at=at, officer=None, result=None, duplicate_of=None)


async def list_of_reporter(tx: Tx, chat: ChatKey, *, limit: int = EVERY) -> list[Report]:
    """What a chat has reported, the newest first."""
    return await of_entries(tx, (await reporters.own_reports(tx, chat))[::-1][:limit])


async def of_entries(tx: Tx, entries: Iterable[Entry]) -> list[Report]:
    """The reports of some entries of their reporter's list, in that order."""
    found = await tx.each("reports.get", [{"id": entry.report} for entry in entries])
    return [stored_report(row).opened for rows in found for row in rows]


async def contact(tx: Tx, key: ReportKey) -> tuple[bool, str | None]:
    """Whether its reporter stays unknown, and the phone number they gave: for that reporter, and for break-glass."""
    return await reporters.contact(tx, key)


async def get(tx: Tx, key: ReportKey) -> Report | None:
    """A report by our own number of it; a sealed one without its story."""
    row = await tx.one("reports.get", id=key)
    return None if row is None else stored_report(row)


async def numbered(tx: Tx, number: str) -> Report | None:
    """A report by the number people know; for officers, who may see any."""
    row = await tx.one("reports.numbered", number=number)
    return None if row is None else stored_report(row)


async def reporter(tx: Tx, key: ReportKey) -> ChatKey:
    """Whom to tell of a report; never shown to anybody."""
    return await reporters.of(tx, key)


async def advance(
    tx: Tx, report: Report, case: Case, now: datetime, *, unit: str | None = None, officer: OfficerKey | None = None
) -> Report:
    """Store what an act made of a report; with `officer`, that one has it now; a case not taken has none."""
    since = now if case.state is not report.state else report.ended_at or now  # done by a partner: it ends anew
    changed = replace(
        report,
        state=case.state,
        veracity=case.veracity,
        escalation=case.escalation,
        ended_at=since if case.state in ENDED or case.closed else None,
        closed_at=(report.closed_at or now) if case.closed else None,
        result=case.result,
        unit=unit or report.unit,
        officer=(officer or report.officer) if case.taken else None,
        version=report.version + 1,
    )
    if not case.closed and report.wait is None:  # it begins again, and is due at once
        changed = replace(changed, wait=await waits.begin(tx, KIND, now, now))
    elif case.closed:
        changed = replace(changed, wait=None)
    await _store(tx, changed, now)
    if case.closed and report.wait is not None:
        await waits.end(tx, report.wait)
    return changed.shut


async def amend(tx: Tx, changed: Report, now: datetime) -> Report:
    """Store other changes of a report, such as its category or level; returns it with its next version."""
    amended = replace(changed, version=changed.version + 1)
    await _store(tx, amended, now)
    return amended.shut


async def hand_over(tx: Tx, officer: OfficerKey, to: OfficerKey, now: datetime) -> list[Report]:
    """Everything open that one officer has goes to another; returns those reports."""
    handed = []
    for report in await held_by(tx, officer):
        before = await contents.before(tx, report.key, now)
        row = await tx.one("reports.hand_over", id=report.key, to=to)
        assert row is not None
        await contents.changed(tx, before, row, now)
        handed.append(stored_report(row))
    return handed


async def held_by(tx: Tx, officer: OfficerKey) -> list[Report]:
    """The open reports that an officer has, oldest first."""
    return [stored_report(row) for row in await tx.all("reports.held_by", officer=officer)]


async def filed_by(tx: Tx, officer: OfficerKey, limit: int) -> list[Report]:
    """The open reports that an officer reported as one, the newest first."""
    return [stored_report(row) for row in await tx.all("reports.filed_by", officer=officer, limit=limit)]


async def untaken_called_in(tx: Tx, chat: ChatKey) -> list[Report]:
    """The open reports nobody has taken that were called to a chat, oldest first."""
    return [stored_report(row) for row in await tx.all("reports.untaken_called_in", chat=chat)]


async def open_alarms(tx: Tx, since: datetime, place: Place) -> list[Report]:
    """Open emergencies since a moment at a TPS or about a point; none that is sealed or was judged false."""
    north, east = _BESIDE, _BESIDE
    if place.point is not None:
        east = _BESIDE / max(0.1, cos(radians(place.point.latitude)))
    rows = await tx.all(
        "reports.open_alarms",
        since=stored(since),
        village=place.village if place.tps else None,
        tps=place.tps,
        south=None if place.point is None else place.point.latitude - north,
        north=None if place.point is None else place.point.latitude + north,
        west=None if place.point is None else place.point.longitude - east,
        east=None if place.point is None else place.point.longitude + east,
        limit=_MOST_ALARMS,
    )
    return [stored_report(row) for row in rows]


async def count_merged(tx: Tx, key: ReportKey) -> int:
    """How many reports were merged into one."""
    return int(await tx.value("reports.count_merged", key=key))


async def merged_into(tx: Tx, key: ReportKey) -> list[Report]:
    """The reports that were merged into one, oldest first."""
    return [stored_report(row) for row in await tx.all("reports.merged_into", key=key)]


async def due(tx: Tx, now: datetime, limit: int = 50) -> list[ReportKey]:
    """The reports whose wait is due."""
    return [ReportKey(row["id"]) for row in await tx.all("reports.due", now=stored(now), limit=limit)]


async def next_due(tx: Tx) -> datetime | None:
    """When the next report is due."""
    return await waits.next_due(tx, KIND)


async def _store(tx: Tx, report: Report, now: datetime) -> None:
    """Store it. What it says and where it stands is remembered, see `db.contents`."""
    report = report.opened
    before = await contents.before(tx, report.key, now)
    after = await tx.one(
        "reports.store",
        id=report.key,
        category=report.category,
        kind=report.kind,
        urgency=report.urgency,
        district=report.district,
        village=report.village,
        tps=report.tps,
        place=report.place,
        latitude=report.latitude,
        longitude=report.longitude,
        estimated=int(report.estimated),
        state=report.state,
        veracity=report.veracity,
        level=report.level,
        escalation=report.escalation,
        ended_at=stored_or_none(report.ended_at),
        closed_at=stored_or_none(report.closed_at),
        result=report.result,
        unit=report.unit,
        officer=report.officer,
        duplicate_of=report.duplicate_of,
        version=report.version,
        wait=report.wait,
        seal=report.seal,
        kept_from=f" {' '.join(report.kept_from)} " if report.kept_from else "",
    )
    assert after is not None
    await contents.changed(tx, before, after, now)
    if report.seal is not None:
        await search.forget(tx, report.key)


def stored_report(row: Row) -> Report:
    """The report in a row of its table; a sealed one without its story."""
    return Report(
        key=ReportKey(row["id"]),
        number=row["number"],
        kind=None if row["kind"] is None else Kind(row["kind"]),
        category=None if row["category"] is None else Category(row["category"]),
        urgency=Urgency(row["urgency"]),
        state=State(row["state"]),
        what=row["what"],
        district=row["district"],
        village=row["village"],
        tps=row["tps"],
        place=row["place"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        estimated=bool(row["estimated"]),
        happened_words=row["happened_words"],
        happened_at=moment_or_none(row["happened_at"]),
        ongoing=bool(row["ongoing"]),
        known_words=row["known_words"],
        known_at=moment_or_none(row["known_at"]),
        created_at=moment(row["created_at"]),
        veracity=Veracity(row["veracity"]),
        level=EscalationLevel(row["rung"]),
        escalation=row["escalation"],
        ended_at=moment_or_none(row["ended_at"]),
        closed_at=moment_or_none(row["closed_at"]),
        result=None if row["result"] is None else Result(row["result"]),
        unit=row["unit"],
        officer=row["officer"],
        duplicate_of=row["duplicate_of"],
        version=row["version"],
        wait=row["wait"],
        erased=row["erased_at"] is not None,
        seal=None if row["seal"] is None else Seal(row["seal"]),
        minor=bool(row["minor"]),
        kept_from=tuple(row["kept_from"].split()),
        writes=bool(row["writes"]),
        filed_by=row["filed_by"],
    ).shut
