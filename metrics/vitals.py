"""What the running bot notes of itself while it works: when Telegram was last heard of, and what it counts."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from db.outbox import Lane
from gateway.errors import BadToken, Conflict, NotSent, TelegramError, Unsure
from health.condition import DATABASE_MAY_BE_BUSY, MAY_BE_REFUSED, TELEGRAM_MAY_BE_AWAY, ClockSet, Facts, Spell

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_UNITS = (1, 2, 4, 8, 16, 32, 64, 128)


class Track:
    """Since when something does not work. One that lasted is remembered after it ended, until it is forgotten."""

    def __init__(self, now: Callable[[], datetime], lasting: timedelta) -> None:
        self._now, self._lasting = now, lasting
        self._since: datetime | None = None
        self._past: Spell | None = None

    def note(self, *, well: bool) -> None:
        """It worked, or it did not."""
        if well and self._since is not None:
            ended = Spell(self._since, self._now())
            if ended.lasted(ended.since) > self._lasting:
                self._past = ended
            self._since = None
        elif not well and self._since is None:
            self._since = self._now()

    @property
    def spell(self) -> Spell | None:
        """The spell that lasts, else the last one that was long."""
        return self._past if self._since is None else Spell(self._since)

    def forget(self) -> None:
        """What is over was seen."""
        self._past = None


@dataclass(slots=True)
class Ago:
    """When something last happened, by a clock that nobody can set."""

    at: float | None = None

    def now(self) -> None:
        """It happens."""
        self.at = time.monotonic()

    @property
    def seconds(self) -> float | None:
        """How long ago; None when never."""
        return None if self.at is None else time.monotonic() - self.at


class Vitals:
    """The ears of the parts, and a registry of what they told. Nothing in it names a person, a chat or a report."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._began = time.monotonic()
        self.heard, self.answered, self.ticked = Ago(), Ago(), Ago()
        self.hearing = Track(now, TELEGRAM_MAY_BE_AWAY)
        self.calling = Track(now, TELEGRAM_MAY_BE_AWAY)
        self.allowed = Track(now, MAY_BE_REFUSED)
        self.storing = Track(now, DATABASE_MAY_BE_BUSY)
        self.clock: ClockSet | None = None
        self.in_hand: Callable[[], int] = lambda: 0

        self.registry = registry = CollectorRegistry()
        self._received = Counter("siaga_updates_received", "Updates stored.", registry=registry)
        self._handled = Histogram(
            "siaga_update_seconds", "From an update's turn to its end.", buckets=_SECONDS, registry=registry
        )
        self._failed = Counter("siaga_updates_failed", "Updates that met a bug.", registry=registry)
        self._messages = Counter("siaga_messages", "How messages ended.", ["lane", "outcome"], registry=registry)
        self._sending = Histogram("siaga_call_seconds", "Calls to Telegram.", buckets=_SECONDS, registry=registry)
        self._errors = Counter("siaga_telegram_errors", "Calls that failed.", ["error"], registry=registry)
        self._commit = Histogram("siaga_commit_seconds", "Commits.", buckets=_SECONDS, registry=registry)
        self._units = Histogram("siaga_commit_units", "Units of work a commit.", buckets=_UNITS, registry=registry)
        self._queues = Gauge("siaga_queue", "What waits.", ["queue"], registry=registry)
        self._gauges = {
            name: Gauge(f"siaga_{name}", text, registry=registry)
            for name, text in (
                ("outbox_oldest_seconds", "Age of the oldest message that waits and is no announcement."),
                ("runs_open", "Announcements that are going out."),
                ("heard_seconds", "Since Telegram last gave updates, or said that there are none."),
                ("answered_seconds", "Since Telegram last answered a call."),
                ("tick_seconds", "Since the last tick."),
                ("running_seconds", "Since the start."),
                ("disk_free_bytes", "Free where the database lies."),
                ("database_bytes", "Size of the database."),
                ("wal_bytes", "Size of its write-ahead log."),
            )
        }
        self._trouble = Gauge("siaga_trouble", "1: it needs a person.", ["trouble"], registry=registry)

    def received(self, count: int) -> None:
        """Updates are on disk."""
        self._received.inc(count)
        self.heard.now()

    def handled(self, seconds: float) -> None:
        """An update has come to its end."""
        self._handled.observe(seconds)

    def failed(self) -> None:
        """An update met a bug."""
        self._failed.inc()

    def sent(self, lane: Lane, outcome: str) -> None:
        """A message has ended."""
        self._messages.labels(lane.name.lower(), outcome).inc()

    def committed(self, units: int, seconds: float, well: bool) -> None:
        """The database has taken some units of work, or could not."""
        self._commit.observe(seconds)
        self._units.observe(units)
        self.storing.note(well=well)

    def called(self, method: str, seconds: float, error: TelegramError | None) -> None:
        """A call has come back from Telegram, or has not."""
        reached = not isinstance(error, NotSent | Unsure)
        if error is not None:
            self._errors.labels(type(error).__name__).inc()
        if method == "getUpdates":
            self.hearing.note(well=reached)
            if error is None:
                self.heard.now()
        else:
            self._sending.observe(seconds)
            self.calling.note(well=reached)
            if reached:
                self.answered.now()
        if reached and (method == "getUpdates" or isinstance(error, BadToken)):
            self.allowed.note(well=not isinstance(error, BadToken | Conflict))

    def webhook_seen(self, ours: bool) -> None:
        """Telegram said whether the webhook is ours."""
        self.allowed.note(well=ours)

    def clock_was_set(self, by: timedelta) -> None:
        """The machine's clock was set, ahead or back."""
        self.clock = ClockSet(self._now(), by)

    @property
    def running_seconds(self) -> float:
        """Since the start."""
        return time.monotonic() - self._began

    @property
    def telegram(self) -> Spell | None:
        """Since when Telegram does not answer, in one direction or both; else from when to when it did not."""
        spells = [spell for spell in (self.hearing.spell, self.calling.spell) if spell is not None]
        lasting = [spell for spell in spells if spell.until is None]
        return min(lasting or spells, key=lambda spell: spell.since, default=None)

    @property
    def can_send(self) -> bool:
        """Whether the last call got through, as far as there was one."""
        spell = self.calling.spell
        return spell is None or spell.until is not None

    def forget(self) -> None:
        """What is over was seen."""
        for track in (self.hearing, self.calling, self.allowed, self.storing):
            track.forget()

    def gauge(self, facts: Facts, troubles: dict[str, bool]) -> None:
        """Set what is measured only when somebody looks."""
        backlog = facts.backlog
        self._queues.labels("in_hand").set(facts.in_hand)
        if backlog is not None:
            self._queues.labels("inbox").set(backlog.inbox.waiting)
            for lane in Lane:
                queue = backlog.outbox.get(lane)
                self._queues.labels(f"outbox_{lane.name.lower()}").set(queue.waiting if queue else 0)
            self._queues.labels("deliveries_waiting").set(backlog.deliveries_waiting)
            self._queues.labels("deliveries_sending").set(backlog.deliveries_sending)
            self._queues.labels("evidence").set(backlog.evidence.waiting)
        unsent = facts.oldest_unsent
        for name, value in {
            "outbox_oldest_seconds": (facts.now - unsent).total_seconds() if unsent else 0,
            "runs_open": backlog.runs_open if backlog else None,
            "heard_seconds": facts.heard_ago,
            "answered_seconds": facts.answered_ago,
            "tick_seconds": facts.ticked_ago,
            "running_seconds": facts.running_seconds,
            "disk_free_bytes": facts.disk_free,
            "database_bytes": facts.database_bytes,
            "wal_bytes": facts.wal_bytes,
        }.items():
            if value is not None:
                self._gauges[name].set(value)
        for trouble, on in troubles.items():
            self._trouble.labels(trouble).set(on)
