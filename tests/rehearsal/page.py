"""The verdict as one page of Markdown."""

import os
import platform
import subprocess
import textwrap
from collections.abc import Sequence
from datetime import UTC, datetime

from tests.rehearsal.day import Day
from tests.rehearsal.figures import Figure
from tests.rehearsal.plan import Plan
from tests.rehearsal.verdict import Row


def page(plan: Plan, day: Day, rows: Sequence[Row], figures: Sequence[Figure]) -> str:
    """Everything a reader needs to believe it, or to play it again."""
    scale = plan.scale
    wrong = "\n".join(f"| {name} | {count} |" for name, count in day.diary.names().items())
    judged = "\n".join(f"| {row.name} | **{row.found}** | {row.note} |" for row in rows)
    measured = "\n".join(f"| {each.name} | {each.value} |" for each in figures)
    verdict = "Passed" if not any(row.found for row in rows) else "FAILED"
    played = (
        f"Kota Dumai from 05.15 to the last message after {scale.ends:%H.%M}, at {scale.speed:g} times its "
        f"pace, against the real bot over HTTP: {scale.officers} officers on two shifts, {scale.groups:,} "
        f"groups, {scale.reports:,} reports by {scale.citizens:,} citizens ({plan.dangers} of danger to life, "
        f"{plan.resumed} laid down and gone on with, {plan.albums} with an album; bursts at 07.00, 12.30 and "
        f"13.00, the last of 20 times the mean), the election's reminders and four appeals by command, one of "
        f"them an emergency in the burst."
    )
    return f"""# The rehearsal of a polling day

Written by `make rehearsal` on {datetime.now(UTC):%Y-%m-%d}, commit {_commit()}, {platform.machine()}, {_cores()},
Python {platform.python_version()}.

{textwrap.fill(played, 100, break_on_hyphens=False)}

## Verdict: {verdict}

| row | found | of what |
|---|---:|---|
{judged}

## What went wrong on purpose

| what | times |
|---|---:|
{wrong}

## Measured

In seconds of ours, not of the played day; the played day is {scale.speed:g} times denser than a real one.

| what | figure |
|---|---|
{measured}
"""


def _commit() -> str:
    done = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)  # noqa: S607
    return done.stdout.strip() or "unknown"


def _cores() -> str:
    return f"{os.cpu_count()} cores"
