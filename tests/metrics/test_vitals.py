"""What the bot notes of itself: since when something does not work, and counters that name nobody."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from prometheus_client import generate_latest

from metrics.call_outcome import CallOutcome
from metrics.outages import Outage, OutageTracker
from metrics.vitals import Vitals
from tests.stage.town import MORNING, PlayedClock

MINUTE = timedelta(minutes=1)


@pytest.fixture
def track(clock: PlayedClock) -> OutageTracker:
    return OutageTracker(clock, 3 * MINUTE)


@pytest.fixture
def vitals(clock: PlayedClock) -> Vitals:
    return Vitals(clock)


def test_what_does_not_work_counts_from_the_first_time(track: OutageTracker, clock: PlayedClock) -> None:
    assert track.outage is None
    for _ in range(3):
        track.note(well=False)
        clock.passes(minutes=1)
    assert track.outage == Outage(MORNING)


def test_a_long_outage_is_remembered_until_it_was_seen(track: OutageTracker, clock: PlayedClock) -> None:
    track.note(well=False)
    clock.passes(minutes=4)
    track.note(well=True)
    clock.passes(minutes=10)
    track.note(well=False)  # a short one that ends at once does not take its place
    track.note(well=True)
    assert track.outage == Outage(MORNING, MORNING + 4 * MINUTE)
    track.forget()
    assert track.outage is None


def test_a_short_outage_is_no_news(track: OutageTracker, clock: PlayedClock) -> None:
    track.note(well=False)
    clock.passes(minutes=2)
    track.note(well=True)
    assert track.outage is None


def test_a_refusal_shows_that_telegram_is_there(vitals: Vitals) -> None:
    vitals.called("sendMessage", 0.1, CallOutcome.GONE)
    assert vitals.calling.outage is None
    assert vitals.answered.seconds is not None
    sends = [vitals.can_send]
    vitals.called("sendMessage", 0.1, CallOutcome.NOT_SENT)
    assert vitals.telegram == Outage(MORNING)
    assert [*sends, vitals.can_send] == [True, False]


def test_each_direction_is_watched(vitals: Vitals, clock: PlayedClock) -> None:
    vitals.called("getUpdates", 0.1, CallOutcome.UNSURE)
    clock.passes(minutes=1)
    vitals.called("sendMessage", 0.1, CallOutcome.ANSWERED)
    assert vitals.telegram == Outage(MORNING)
    assert vitals.can_send
    vitals.called("getUpdates", 0.1, CallOutcome.ANSWERED)
    assert vitals.hearing.outage is None
    assert vitals.heard.seconds is not None


@pytest.mark.parametrize("outcome", [CallOutcome.SLOW_DOWN, CallOutcome.REJECTED, CallOutcome.GONE])
def test_without_updates_it_hears_nothing_whatever_the_reason(vitals: Vitals, outcome: CallOutcome) -> None:
    vitals.called("getUpdates", 0.1, outcome)
    assert vitals.telegram == Outage(MORNING)


@pytest.mark.parametrize("outcome", [CallOutcome.CONFLICT, CallOutcome.BAD_TOKEN])
def test_a_poll_that_is_refused_is_noted_until_one_is_allowed(
    vitals: Vitals, clock: PlayedClock, outcome: CallOutcome
) -> None:
    vitals.called("getUpdates", 0.1, outcome)
    clock.passes(minutes=2)
    vitals.called("sendMessage", 0.1, CallOutcome.ANSWERED)
    assert vitals.allowed.outage == Outage(MORNING)
    vitals.called("getUpdates", 0.1, CallOutcome.ANSWERED)
    assert vitals.allowed.outage == Outage(MORNING, MORNING + 2 * MINUTE)


def test_it_counts(vitals: Vitals) -> None:
    vitals.received(3)
    vitals.handled(0.02)
    vitals.failed()
    vitals.sent("ping", "sent")
    vitals.sent("announcement", "blocked")
    vitals.committed(3, 0.004, True)
    vitals.called("sendMessage", 0.2, CallOutcome.GONE)
    lines = generate_latest(vitals.registry).decode().splitlines()
    assert {
        "siaga_updates_received_total 3.0",
        "siaga_update_seconds_count 1.0",
        "siaga_updates_failed_total 1.0",
        'siaga_messages_total{lane="ping",outcome="sent"} 1.0',
        'siaga_messages_total{lane="announcement",outcome="blocked"} 1.0',
        "siaga_commit_units_sum 3.0",
        'siaga_commit_seconds_bucket{le="0.005"} 1.0',
        'siaga_telegram_errors_total{error="Gone"} 1.0',
        "siaga_call_seconds_sum 0.2",
    } <= set(lines)


def test_a_busy_database_is_noted(vitals: Vitals, clock: PlayedClock) -> None:
    committed: Callable[[int, float, bool], None] = vitals.committed
    committed(1, 5.0, False)
    clock.passes(minutes=2)
    committed(1, 0.01, True)
    assert vitals.storing.outage == Outage(MORNING, MORNING + 2 * MINUTE)
