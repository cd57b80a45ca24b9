"""What needs a person and when the command is told, as tables."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.alarms import Alarm
from db.health import Backlog, Mishap, Queue, Staff
from db.outbox import Lane
from health.condition import STAYS_WELL, AlarmStep, Facts, News, Trouble, advance, ongoing, troubles
from metrics.outages import Outage
from metrics.vitals import ClockSet

NOW = datetime(2024, 11, 27, 7, 0, tzinfo=UTC)
CALM = Backlog(
    inbox=Queue(),
    outbox={},
    deliveries_waiting=0,
    deliveries_sending=0,
    runs_open=0,
    evidence=Queue(),
    staff=Staff(units=20, reachable=30),
    untaken=(),
    refused_calls=Queue(),
    unreadable=Queue(),
    failures=(),
    lost=(),
)
WELL = Facts(
    now=NOW,
    version="0",
    running_seconds=86_400,
    backlog=CALM,
    unapproved=(),
    wrong_texts=(),
    forged=(),
    in_hand=0,
    heard_ago=1,
    answered_ago=9_000,  # at night nobody writes
    ticked_ago=0.5,
    telegram=None,
    can_send=True,
    refused=None,
    database=None,
    disk_free=40_000_000_000,
    disk_total=100_000_000_000,
    database_bytes=1_000_000,
    wal_bytes=0,
    clock=None,
    operator=None,
    leaked=None,
)


def ago(**duration: float) -> datetime:
    return NOW - timedelta(**duration)


def outbox(lane: Lane, **waits: float) -> Backlog:
    return replace(CALM, outbox={lane: Queue(1, ago(**waits))})


def test_nothing_is_wrong_when_all_is_well() -> None:
    assert troubles(WELL) == {}
    assert troubles(replace(WELL, backlog=None)) == {}


CASES: list[tuple[Facts, dict[Trouble, Outage]]] = [
    (replace(WELL, telegram=Outage(ago(minutes=2))), {}),
    (replace(WELL, telegram=Outage(ago(minutes=4))), {Trouble.TELEGRAM: Outage(ago(minutes=4))}),
    (
        replace(WELL, telegram=Outage(ago(hours=2), ago(hours=1))),
        {Trouble.TELEGRAM: Outage(ago(hours=2), ago(hours=1))},
    ),
    (replace(WELL, telegram=Outage(ago(hours=2), ago(hours=2) + timedelta(minutes=1))), {}),
    (replace(WELL, refused=Outage(ago(seconds=50))), {}),
    (replace(WELL, leaked=Outage(ago(seconds=5))), {Trouble.LEAKED: Outage(ago(seconds=5))}),
    (
        replace(WELL, refused=Outage(ago(minutes=2)), leaked=Outage(ago(minutes=1))),
        {Trouble.LEAKED: Outage(ago(minutes=1))},
    ),
    (replace(WELL, refused=Outage(ago(minutes=2))), {Trouble.REFUSED: Outage(ago(minutes=2))}),
    (replace(WELL, database=Outage(ago(minutes=2))), {Trouble.DATABASE: Outage(ago(minutes=2))}),
    (replace(WELL, operator=Outage(ago(minutes=9))), {}),
    (replace(WELL, operator=Outage(ago(minutes=11))), {Trouble.OPERATOR: Outage(ago(minutes=11))}),
    (replace(WELL, backlog=outbox(Lane.ANSWER, minutes=4)), {}),
    (replace(WELL, backlog=outbox(Lane.ANSWER, minutes=6)), {Trouble.OUTBOX: Outage(ago(minutes=6))}),
    (replace(WELL, backlog=outbox(Lane.ANNOUNCEMENT, hours=6)), {}),
    (
        replace(WELL, backlog=outbox(Lane.PING, minutes=6), telegram=Outage(ago(minutes=6))),
        {Trouble.TELEGRAM: Outage(ago(minutes=6))},  # it is known why the message waits
    ),
    (
        replace(WELL, backlog=replace(CALM, inbox=Queue(3, ago(minutes=6)))),
        {Trouble.INBOX: Outage(ago(minutes=6))},
    ),
    (replace(WELL, disk_free=400_000_000, disk_total=1_000_000_000), {Trouble.DISK: Outage(NOW)}),
    (replace(WELL, disk_free=4_000_000_000), {Trouble.DISK: Outage(NOW)}),
    (replace(WELL, disk_free=6_000_000_000), {}),
    (
        replace(WELL, backlog=replace(CALM, failures=(Mishap("AB12", ago(minutes=1)), Mishap("CD34", ago(minutes=8))))),
        {Trouble.FAILURES: Outage(ago(minutes=8))},
    ),
    (replace(WELL, backlog=replace(CALM, failures=(Mishap("AB12", ago(minutes=11)),))), {}),
    (
        replace(WELL, backlog=replace(CALM, lost=(Mishap("DMI-2411-0001-4", ago(minutes=1)),))),
        {Trouble.EVIDENCE: Outage(ago(minutes=1))},
    ),
    (replace(WELL, backlog=replace(CALM, evidence=Queue(2, ago(minutes=20)))), {}),
    (
        replace(WELL, backlog=replace(CALM, evidence=Queue(2, ago(minutes=40)))),
        {Trouble.EVIDENCE: Outage(ago(minutes=40))},
    ),
    (replace(WELL, clock=ClockSet(NOW, timedelta(minutes=4))), {}),
    (replace(WELL, clock=ClockSet(NOW, timedelta(minutes=6))), {Trouble.CLOCK: Outage(NOW)}),
    (replace(WELL, clock=ClockSet(NOW, timedelta(hours=-1))), {Trouble.CLOCK: Outage(NOW)}),
    (replace(WELL, clock=ClockSet(ago(minutes=11), timedelta(hours=-1))), {}),
    (replace(WELL, unapproved=(NOW + timedelta(hours=3),)), {Trouble.UNAPPROVED: Outage(NOW)}),
    (replace(WELL, ticked_ago=40), {Trouble.TICKS: Outage(ago(seconds=40))}),
    (replace(WELL, ticked_ago=None, running_seconds=5), {}),
    (replace(WELL, backlog=replace(CALM, staff=Staff(units=0, reachable=0))), {Trouble.NOBODY: Outage(NOW)}),
    (replace(WELL, backlog=replace(CALM, staff=Staff(units=20, reachable=0))), {Trouble.NOBODY: Outage(NOW)}),
    (replace(WELL, forged=("officers 7",)), {Trouble.FORGED: Outage(NOW)}),
    (
        replace(WELL, backlog=replace(CALM, unreadable=Queue(2, ago(minutes=1)))),
        {Trouble.UNREADABLE: Outage(ago(minutes=1))},
    ),
    (
        replace(WELL, wrong_texts=("skck",)),
        {Trouble.TEXTS: Outage(NOW)},
    ),
    (
        replace(WELL, backlog=replace(CALM, untaken=(Mishap("DMI-2411-0001-4", ago(minutes=20)),))),
        {Trouble.UNTAKEN: Outage(ago(minutes=20))},
    ),
    (
        replace(WELL, backlog=replace(CALM, refused_calls=Queue(2, ago(minutes=3)))),
        {Trouble.CALLS: Outage(ago(minutes=3))},
    ),
    (replace(WELL, ticked_ago=None, running_seconds=60), {Trouble.TICKS: Outage(ago(minutes=1))}),
]


@pytest.mark.parametrize(("facts", "expected"), CASES)
def test_what_needs_a_person(facts: Facts, expected: dict[Trouble, Outage]) -> None:
    assert troubles(facts) == expected


def test_every_trouble_stands_in_the_table() -> None:
    assert {trouble for _, expected in CASES for trouble in expected} == set(Trouble)


def test_what_is_over_is_no_trouble_now() -> None:
    assert ongoing({Trouble.TELEGRAM: Outage(ago(hours=2), NOW), Trouble.DISK: Outage(NOW)}) == [Trouble.DISK]


BAD = Outage(ago(minutes=10))
PAST = Outage(ago(minutes=10), ago(minutes=3))
NEW = Alarm("disk", ago(minutes=10))
TOLD = replace(NEW, told_at=ago(minutes=9))
GETTING_WELL = replace(TOLD, well_at=ago(minutes=1))
STEPS = [
    (NEW, BAD, True, AlarmStep(replace(NEW, told_at=NOW), News.BEGUN)),
    (NEW, BAD, False, AlarmStep(NEW)),
    (TOLD, BAD, True, AlarmStep(TOLD)),
    (TOLD, None, True, AlarmStep(replace(TOLD, well_at=NOW))),
    (GETTING_WELL, None, True, AlarmStep(GETTING_WELL)),
    (GETTING_WELL, BAD, True, AlarmStep(TOLD)),  # it was not well for long enough: nobody hears of it
    (replace(TOLD, well_at=ago(minutes=2)), None, True, AlarmStep(None, News.OVER)),
    (replace(NEW, well_at=ago(minutes=2)), None, True, AlarmStep(None, News.WAS)),
    (NEW, PAST, True, AlarmStep(None, News.WAS)),
    (NEW, replace(PAST, until=ago(minutes=1)), True, AlarmStep(replace(NEW, well_at=ago(minutes=1)))),
]


@pytest.mark.parametrize(("alarm", "outage", "tellable", "expected"), STEPS)
def test_how_an_alarm_goes_on(alarm: Alarm, outage: Outage | None, tellable: bool, expected: AlarmStep) -> None:
    assert advance(alarm, outage, NOW, tellable=tellable) == expected


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 400)), min_size=1, max_size=60))
def test_the_command_hears_of_a_trouble_once_and_of_its_end_once(looks: list[tuple[bool, int]]) -> None:
    """Whatever comes and goes: begin and end alternate, and an end comes only after all stayed well for a while."""
    now, alarm, told, bad_at = NOW, None, list[News](), NOW
    for bad, seconds in looks:
        now += timedelta(seconds=seconds)
        if bad:
            bad_at = now
        if bad and alarm is None:
            alarm = Alarm("disk", now)
        if alarm is None:
            continue
        went = advance(alarm, Outage(now) if bad else None, now, tellable=True)
        alarm = went.alarm
        if went.news is not None:
            told.append(went.news)
        if went.news is News.OVER:
            assert now - bad_at >= STAYS_WELL
    assert told == ([News.BEGUN, News.OVER] * 60)[: len(told)]
