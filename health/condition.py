"""The bot's condition: what was measured, which of it needs a person, and when the command is told. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from db.alarms import Alarm
from db.health import Backlog
from db.outbox import Lane
from db.postgresql_lease import Lease
from metrics.outages import Outage
from metrics.vitals import (
    DATABASE_MAY_BE_BUSY,
    MAY_BE_REFUSED,
    OPERATOR_MAY_BE_AWAY,
    TELEGRAM_MAY_BE_AWAY,
    ClockSet,
)

MAY_WAIT = timedelta(minutes=5)  # an update, or a message that is no announcement
EVIDENCE_MAY_WAIT = timedelta(minutes=30)
CLOCK_MAY_JUMP = timedelta(minutes=5)
LEAST_FREE_BYTES = 500_000_000
LEAST_FREE_SHARE = 0.05
LONGEST_SILENCE = 30.0  # seconds without a tick
APPROVED_BEFORE = timedelta(hours=24)  # a reminder of the election's programme
LATELY = timedelta(minutes=10)  # how long a single event counts
UNTAKEN_AFTER = timedelta(minutes=15)  # an emergency, from its beginning; by then all levels were called
STAYS_WELL = timedelta(minutes=2)  # how long it must be well before it counts as over

_TO_MANY = (Lane.WARNING, Lane.ANNOUNCEMENT)  # these may take an hour, and their runs show the progress


class Trouble(StrEnum):
    """Something that needs a person."""

    TELEGRAM = "telegram"  # Telegram does not answer
    LEAKED = "leaked"  # somebody else holds the token
    REFUSED = "refused"  # another program uses the token, or it is no longer valid
    OUTBOX = "outbox"  # messages wait too long
    INBOX = "inbox"  # updates wait too long
    DISK = "disk"  # the disk is nearly full
    DATABASE = "database"  # the database cannot be written
    FAILURES = "failures"  # updates met a bug
    UNREADABLE = "unreadable"  # updates could not be read: perhaps Telegram writes something new
    EVIDENCE = "evidence"  # a file cannot be fetched
    CLOCK = "clock"  # the machine's clock was set
    TICKS = "ticks"  # due things are not done
    UNAPPROVED = "unapproved"  # reminders that are due soon and not approved
    OPERATOR = "operator"  # the operator's channel cannot be reached
    NOBODY = "nobody"  # there are no units, or nobody of the police can be written to
    UNTAKEN = "untaken"  # an emergency that nobody took, though every level was called
    CALLS = "calls"  # Telegram refused calls of officers
    FORGED = "forged"  # rows were written or moved by somebody without the key
    TEXTS = "texts"  # files of what the resort states cannot be read


# What people of the resort put right; restarting or repairing the machine changes nothing.
FOR_PEOPLE = frozenset({Trouble.UNAPPROVED, Trouble.NOBODY, Trouble.UNTAKEN, Trouble.CALLS, Trouble.TEXTS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The measurements of one moment."""

    now: datetime
    version: str
    running_seconds: float
    backlog: Backlog | None  # None: the database cannot be read
    unapproved: tuple[datetime, ...]  # when unapproved reminders are due, the next first
    wrong_texts: tuple[str, ...]  # names of the resort's texts whose files cannot be read
    forged: tuple[str, ...]  # rows that were refused since the start, by table and number
    in_hand: int  # updates in memory
    heard_ago: float | None  # seconds since Telegram last answered a poll for updates
    answered_ago: float | None  # seconds since it last answered another call
    ticked_ago: float | None  # seconds since the last tick that succeeded
    telegram: Outage | None  # Telegram does not answer, in one direction or both
    can_send: bool  # whether the last call got through
    refused: Outage | None
    database: Outage | None
    disk_free: int
    disk_total: int
    database_bytes: int
    wal_bytes: int
    clock: ClockSet | None
    operator: Outage | None  # the operator's channel cannot be reached
    leaked: Outage | None  # somebody else holds the token
    evidence_has_room: bool = True  # what people send is fetched
    copies_recordings: bool = True  # ffmpeg is installed: officers see videos and sounds
    lease: Lease | None = None  # who holds the resort and since when, where several machines could

    @property
    def oldest_unsent(self) -> datetime | None:
        """When the oldest waiting message was made; announcements do not count."""
        queues = self.backlog.outbox if self.backlog else {}
        return min(
            (each.oldest for lane, each in queues.items() if each.oldest and lane not in _TO_MANY),
            default=None,
        )

    @property
    def free_share(self) -> float:
        """The free share of the disk, 0 to 1."""
        return self.disk_free / self.disk_total if self.disk_total else 0.0


def troubles(facts: Facts) -> Mapping[Trouble, Outage]:
    """The troubles and since when. One that has an end could not be reported while it lasted."""
    now = facts.now
    outages = (
        (Trouble.TELEGRAM, facts.telegram, TELEGRAM_MAY_BE_AWAY),
        (Trouble.REFUSED, facts.refused, MAY_BE_REFUSED),
        (Trouble.DATABASE, facts.database, DATABASE_MAY_BE_BUSY),
        (Trouble.OPERATOR, facts.operator, OPERATOR_MAY_BE_AWAY),
    )
    found = {trouble: outage for trouble, outage, threshold in outages if outage and outage.lasted(now) > threshold}
    if facts.leaked is not None:
        found[Trouble.LEAKED] = facts.leaked
        found.pop(Trouble.REFUSED, None)  # what is refused is refused because of that
    away = Trouble.TELEGRAM in found and found[Trouble.TELEGRAM].until is None
    unsent = facts.oldest_unsent
    if unsent is not None and now - unsent > MAY_WAIT and not away:  # otherwise the outage explains it
        found[Trouble.OUTBOX] = Outage(unsent)
    if facts.disk_free < LEAST_FREE_BYTES or facts.free_share < LEAST_FREE_SHARE:
        found[Trouble.DISK] = Outage(now)
    if facts.clock is not None and abs(facts.clock.by) > CLOCK_MAY_JUMP and abs(now - facts.clock.at) <= LATELY:
        found[Trouble.CLOCK] = Outage(facts.clock.at)
    silence = facts.running_seconds if facts.ticked_ago is None else facts.ticked_ago
    if silence > LONGEST_SILENCE:
        found[Trouble.TICKS] = Outage(now - timedelta(seconds=silence))
    if facts.unapproved:
        found[Trouble.UNAPPROVED] = Outage(now)
    if facts.forged:
        found[Trouble.FORGED] = Outage(now)
    if facts.wrong_texts:
        found[Trouble.TEXTS] = Outage(now)
    if facts.backlog is not None:
        found |= _of_backlog(facts.backlog, now, away=away)
    return found


def _of_backlog(backlog: Backlog, now: datetime, *, away: bool) -> dict[Trouble, Outage]:
    found: dict[Trouble, Outage] = {}
    if backlog.inbox.oldest is not None and now - backlog.inbox.oldest > MAY_WAIT:
        found[Trouble.INBOX] = Outage(backlog.inbox.oldest)
    if recent := [each.at for each in backlog.failures if now - each.at <= LATELY]:
        found[Trouble.FAILURES] = Outage(min(recent))
    if backlog.unreadable.oldest is not None:
        found[Trouble.UNREADABLE] = Outage(backlog.unreadable.oldest)
    since = [each.at for each in backlog.lost if now - each.at <= LATELY]
    if backlog.evidence.oldest is not None and now - backlog.evidence.oldest > EVIDENCE_MAY_WAIT and not away:
        since.append(backlog.evidence.oldest)
    if since:
        found[Trouble.EVIDENCE] = Outage(min(since))
    if not backlog.staff.units or not backlog.staff.reachable:
        found[Trouble.NOBODY] = Outage(now)
    if backlog.untaken:
        found[Trouble.UNTAKEN] = Outage(backlog.untaken[0].at)
    if backlog.refused_calls.oldest is not None:
        found[Trouble.CALLS] = Outage(backlog.refused_calls.oldest)
    return found


def ongoing(found: Mapping[Trouble, Outage]) -> list[Trouble]:
    """The troubles that last."""
    return [trouble for trouble, outage in found.items() if outage.until is None]


def verdict(lasting: Collection[Trouble]) -> str:
    """Whether something is wrong with the machine, or the resort's people have something to do, or neither."""
    if not FOR_PEOPLE.issuperset(lasting):
        return "unwell"
    return "needs_people" if lasting else "well"


class News(StrEnum):
    """What the command is told about a trouble. WAS is for troubles that could not be reported while they lasted."""

    BEGUN = "begun"
    OVER = "over"
    WAS = "was"


@dataclass(frozen=True, slots=True)
class AlarmStep:
    """The next state of an alarm (None: it is over), and what the command is told."""

    alarm: Alarm | None
    news: News | None = None


def advance(alarm: Alarm, outage: Outage | None, now: datetime, *, tellable: bool) -> AlarmStep:
    """Advance an alarm by what was found now. It ends only after it stayed well for `STAYS_WELL`."""
    if outage is not None and outage.until is None:
        told_at, news = alarm.told_at, None
        if told_at is None and tellable:
            told_at, news = now, News.BEGUN
        return AlarmStep(Alarm(alarm.trouble, alarm.since, told_at, None), news)
    well_at = alarm.well_at or (outage.until if outage is not None and outage.until is not None else now)
    if abs(now - well_at) < STAYS_WELL:
        return AlarmStep(Alarm(alarm.trouble, alarm.since, alarm.told_at, well_at))
    return AlarmStep(None, News.OVER if alarm.told_at is not None else News.WAS)
