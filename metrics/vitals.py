"""What the running bot notes about itself: counters, durations, outages, and when it last heard from Telegram."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from prometheus_client import CollectorRegistry, Counter, Histogram

from metrics.call_outcome import CallOutcome
from metrics.observer import Observer
from metrics.outages import LastSeen, Outage, OutageTracker

TELEGRAM_MAY_BE_AWAY = timedelta(minutes=3)
MAY_BE_REFUSED = timedelta(minutes=1)
OPERATOR_MAY_BE_AWAY = timedelta(minutes=10)
DATABASE_MAY_BE_BUSY = timedelta(minutes=1)

_HEARD_OR_REFUSED = (CallOutcome.ANSWERED, CallOutcome.BAD_TOKEN, CallOutcome.CONFLICT)
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_UNITS = (1, 2, 4, 8, 16, 32, 64, 128)


@dataclass(frozen=True, slots=True)
class ClockSet:
    """The machine's clock was set at a moment: ahead, or back when `by` is negative."""

    at: datetime
    by: timedelta


class Vitals(Observer):
    """Receives what the parts report while they work, and counts it. It names no person, chat or report."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._began = time.monotonic()
        self.heard, self.answered, self.ticked = LastSeen(), LastSeen(), LastSeen()
        self.hearing = OutageTracker(now, TELEGRAM_MAY_BE_AWAY)
        self.calling = OutageTracker(now, TELEGRAM_MAY_BE_AWAY)
        self.allowed = OutageTracker(now, MAY_BE_REFUSED)
        self.storing = OutageTracker(now, DATABASE_MAY_BE_BUSY)
        self.operator = OutageTracker(now, OPERATOR_MAY_BE_AWAY)
        self.leaked = OutageTracker(now, MAY_BE_REFUSED)  # somebody else holds the token
        self.clock: ClockSet | None = None
        self.waiting = 0  # updates in memory

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

        self._due = Counter("siaga_due", "Due things that were done.", ["what"], registry=registry)
        self._due_failed = Counter("siaga_due_failed", "Due things that failed.", ["what"], registry=registry)
        self._due_seconds = Histogram(
            "siaga_due_seconds", "Doing one due thing.", ["what"], buckets=_SECONDS, registry=registry
        )

    def received(self, count: int) -> None:
        """Updates are on disk."""
        self._received.inc(count)
        self.heard.note()

    def in_hand(self, count: int) -> None:
        """So many updates wait or are being handled now."""
        self.waiting = count

    def handled(self, seconds: float) -> None:
        """An update has come to its end."""
        self._handled.observe(seconds)

    def failed(self) -> None:
        """An update met a bug."""
        self._failed.inc()

    def sent(self, lane: str, outcome: str) -> None:
        """A message has ended."""
        self._messages.labels(lane, outcome).inc()

    def committed(self, units: int, seconds: float, well: bool) -> None:
        """The database has taken some units of work, or could not."""
        self._commit.observe(seconds)
        self._units.observe(units)
        self.storing.note(well=well)

    def called(self, method: str, seconds: float, outcome: CallOutcome) -> None:
        """A call to Telegram has ended."""
        if outcome is not CallOutcome.ANSWERED:
            self._errors.labels(outcome).inc()
        if method == "getUpdates":
            # Whatever the reason, minutes without updates need a person; a token of others has a trouble of its own.
            self.hearing.note(well=outcome in _HEARD_OR_REFUSED)
            if outcome is CallOutcome.ANSWERED:
                self.heard.note()
        else:
            self._sending.observe(seconds)
            self.calling.note(well=outcome.reached)
            if outcome.reached:
                self.answered.note()
        if outcome is CallOutcome.BAD_TOKEN or (method == "getUpdates" and outcome.reached):
            self.allowed.note(well=outcome not in (CallOutcome.BAD_TOKEN, CallOutcome.CONFLICT))

    def did_due(self, what: str, seconds: float, well: bool) -> None:
        """A due thing was done, or failed."""
        self._due.labels(what).inc()
        self._due_seconds.labels(what).observe(seconds)
        if not well:
            self._due_failed.labels(what).inc()

    def webhook_seen(self, ours: bool) -> None:
        """Telegram said whether the webhook is ours."""
        self.allowed.note(well=ours)

    def token_leaked(self, leaked: bool) -> None:
        """A foreign webhook was set again soon after it was removed; or updates come again."""
        self.leaked.note(well=not leaked)

    def operator_reached(self, well: bool) -> None:
        """The operator's channel was tried."""
        self.operator.note(well=well)

    def clock_was_set(self, by: timedelta) -> None:
        """The machine's clock was set, ahead or back."""
        self.clock = ClockSet(self._now(), by)

    @property
    def running_seconds(self) -> float:
        """Since the start."""
        return time.monotonic() - self._began

    @property
    def telegram(self) -> Outage | None:
        """The outage of Telegram, in one direction or both; else the last long one."""
        outages = [outage for outage in (self.hearing.outage, self.calling.outage) if outage is not None]
        current = [outage for outage in outages if outage.until is None]
        return min(current or outages, key=lambda outage: outage.since, default=None)

    @property
    def can_send(self) -> bool:
        """Whether the last call got through, as far as there was one."""
        outage = self.calling.outage
        return outage is None or outage.until is not None

    def forget(self) -> None:
        """Drop the outages that are over: they were reported."""
        for tracker in (self.hearing, self.calling, self.allowed, self.storing, self.operator, self.leaked):
            tracker.forget()
