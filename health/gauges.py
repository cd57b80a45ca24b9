"""The gauges: what is measured only when somebody looks."""

from collections.abc import Collection

from prometheus_client import CollectorRegistry, Gauge

from db.outbox import Lane
from health.condition import Facts, Trouble

_GAUGES = {
    "outbox_oldest_seconds": "Age of the oldest waiting message that is not part of an announcement.",
    "runs_open": "Announcements that are going out.",
    "heard_seconds": "Since Telegram last gave updates, or said that there are none.",
    "answered_seconds": "Since Telegram last answered a call.",
    "tick_seconds": "Since the last tick.",
    "running_seconds": "Since the start.",
    "disk_free_bytes": "Free where the database lies.",
    "database_bytes": "Size of the database.",
    "wal_bytes": "Size of its write-ahead log.",
}


class Gauges:
    """Writes measured facts into the registry of the counters."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._queues = Gauge("siaga_queue", "What waits.", ["queue"], registry=registry)
        self._trouble = Gauge("siaga_trouble", "1: it needs a person.", ["trouble"], registry=registry)
        self._gauges = {name: Gauge(f"siaga_{name}", text, registry=registry) for name, text in _GAUGES.items()}

    def show(self, facts: Facts, ongoing: Collection[Trouble]) -> None:
        """Set every gauge from the facts; what could not be measured keeps its last value."""
        backlog, unsent = facts.backlog, facts.oldest_unsent
        self._queues.labels("in_hand").set(facts.in_hand)
        if backlog is not None:
            self._queues.labels("inbox").set(backlog.inbox.waiting)
            for lane in Lane:
                queue = backlog.outbox.get(lane)
                self._queues.labels(f"outbox_{lane.name.lower()}").set(queue.waiting if queue else 0)
            self._queues.labels("deliveries_waiting").set(backlog.deliveries_waiting)
            self._queues.labels("deliveries_sending").set(backlog.deliveries_sending)
            self._queues.labels("evidence").set(backlog.evidence.waiting)
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
        for trouble in Trouble:
            self._trouble.labels(trouble).set(trouble in ongoing)
