"""What the bot notes of itself: since when something does not work, and counters that name nobody."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from prometheus_client import generate_latest

from db.outbox import Lane
from gateway.errors import BadToken, Conflict, Gone, NotSent, TelegramError, Unsure
from health.condition import Spell
from metrics.vitals import Track, Vitals
from tests.conftest import MORNING, PlayedClock

MINUTE = timedelta(minutes=1)


@pytest.fixture
def track(clock: PlayedClock) -> Track:
    return Track(clock, 3 * MINUTE)


@pytest.fixture
def vitals(clock: PlayedClock) -> Vitals:
    return Vitals(clock)


def test_what_does_not_work_counts_from_the_first_time(track: Track, clock: PlayedClock) -> None:
    assert track.spell is None
    for _ in range(3):
        track.note(well=False)
        clock.passes(minutes=1)
    assert track.spell == Spell(MORNING)


def test_a_long_spell_is_remembered_until_it_was_seen(track: Track, clock: PlayedClock) -> None:
    track.note(well=False)
    clock.passes(minutes=4)
    track.note(well=True)
    clock.passes(minutes=10)
    track.note(well=False)  # a short one that ends at once does not take its place
    track.note(well=True)
    assert track.spell == Spell(MORNING, MORNING + 4 * MINUTE)
    track.forget()
    assert track.spell is None


def test_a_short_spell_is_no_news(track: Track, clock: PlayedClock) -> None:
    track.note(well=False)
    clock.passes(minutes=2)
    track.note(well=True)
    assert track.spell is None


def test_a_refusal_shows_that_telegram_is_there(vitals: Vitals) -> None:
    vitals.called("sendMessage", 0.1, Gone("bot was blocked by the user"))
    assert vitals.calling.spell is None
    assert vitals.answered.seconds is not None
    sends = [vitals.can_send]
    vitals.called("sendMessage", 0.1, NotSent("ClientConnectorError"))
    assert vitals.telegram == Spell(MORNING)
    assert [*sends, vitals.can_send] == [True, False]


def test_each_direction_is_watched(vitals: Vitals, clock: PlayedClock) -> None:
    vitals.called("getUpdates", 0.1, Unsure("TimeoutError"))
    clock.passes(minutes=1)
    vitals.called("sendMessage", 0.1, None)
    assert vitals.telegram == Spell(MORNING)
    assert vitals.can_send
    vitals.called("getUpdates", 0.1, None)
    assert vitals.hearing.spell is None
    assert vitals.heard.seconds is not None


@pytest.mark.parametrize("error", [Conflict("terminated by other getUpdates request"), BadToken("Unauthorized")])
def test_a_poll_that_is_refused_is_noted_until_one_is_allowed(
    vitals: Vitals, clock: PlayedClock, error: TelegramError
) -> None:
    vitals.called("getUpdates", 0.1, error)
    clock.passes(minutes=2)
    vitals.called("sendMessage", 0.1, None)
    assert vitals.allowed.spell == Spell(MORNING)
    vitals.called("getUpdates", 0.1, None)
    assert vitals.allowed.spell == Spell(MORNING, MORNING + 2 * MINUTE)


def test_it_counts(vitals: Vitals) -> None:
    vitals.received(3)
    vitals.handled(0.02)
    vitals.failed()
    vitals.sent(Lane.PING, "sent")
    vitals.sent(Lane.ANNOUNCEMENT, "blocked")
    vitals.committed(3, 0.004, True)
    vitals.called("sendMessage", 0.2, Gone("bot was blocked by the user"))
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
    assert vitals.storing.spell == Spell(MORNING, MORNING + 2 * MINUTE)
