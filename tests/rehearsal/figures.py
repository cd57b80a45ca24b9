"""What was measured on a rehearsed day: answers, calls, deliveries, starts, memory."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import quantiles

from tests.rehearsal.day import Day


@dataclass(frozen=True, slots=True)
class Figure:
    """A measurement, for reading."""

    name: str
    value: str


def figures(day: Day) -> list[Figure]:
    """What was measured."""
    calm = [each.seconds for voter in day.voters for each in voter.answers if day.calm(each.asked_at, each.seconds)]
    every = [each.seconds for voter in day.voters for each in voter.answers]
    calls = _call_seconds(day)
    return [
        Figure("answer to a citizen, nothing wrong", _spread(calm)),
        Figure("answer to a citizen, all the day", _spread(every)),
        Figure("from *Kirim sekarang* to the first officer's chat", _spread(calls)),
        Figure("announcement, from its time to a group's chat, nothing wrong", _spread(_delivery_seconds(day))),
        Figure("from a start to running", _spread(day.told.ready)),
        Figure("from a start to all done that had waited", _spread(day.told.recovered)),
        Figure("most memory", f"{day.told.memory / 2**20:.0f} MiB"),
        Figure("messages that reached a chat", f"{len(day.seen.messages):,}, and {day.seen.again:,} edits"),
        Figure("refused by Telegram's pace (429) outside the storm", str(day.world.limits.refused)),
    ]


def _call_seconds(day: Day) -> list[float]:
    sent = {number: at for voter in day.voters for number, at in voter.sent_at.items()}
    return [
        day.seen.called_at[number] - at
        for number, at in sent.items()
        if number in day.seen.called_at and day.calm(at, day.seen.called_at[number] - at)
    ]


def _delivery_seconds(day: Day) -> list[float]:
    found = []
    for code, planned in day.rows(
        "SELECT appeals.code, runs.planned_at FROM runs JOIN appeals ON appeals.id = runs.appeal"
        " WHERE runs.act = 'send'"
    ):
        due = day.played.steady_at(datetime.fromtimestamp(int(str(planned)) / 1000, UTC))
        found += [at - due for at in day.seen.announced_at[str(code)] if day.calm(due, at - due)]
    return found


def _spread(seconds: Sequence[float]) -> str:
    """Median, 95th and 99th of a hundred, and the worst."""
    if len(seconds) < 2:
        return "-"
    cuts = quantiles(seconds, n=100, method="inclusive")
    p50, p95, p99, worst = (
        f"{value * 1000:.0f} ms" if value < 10 else f"{value:.1f} s"
        for value in (cuts[49], cuts[94], cuts[98], max(seconds))
    )
    return f"p50 {p50}, p95 {p95}, p99 {p99}, worst {worst} ({len(seconds):,})"
