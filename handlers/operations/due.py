"""Everything that happens by itself when its time has come: one entry each, in the order in which a tick does them.

To add a thing, write its use case and one entry here. The metrics count and time each under its name.
"""

from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, TypeVar

from casework import (
    arrivals,
    catching_up,
    deadlines,
    earlier_seats,
    formal,
    hand_overs,
    help_calls,
    identity_access,
    incidents,
    invitations,
    objections,
    proofs,
    questions,
    searching,
    seat_codes,
    second_thoughts,
    shift_steps,
    suspending,
    threats,
    unit_groups,
    witnesses,
    writers,
)
from db import appeals, drafts, evidence, formal_reports, receipts, reports, runs, search, waits
from db import second_thoughts as taps
from db import shifts as roster
from db.database import Tx
from db.reports import ReportKey
from db.runs import RunKey
from db.unit_of_work import UnitOfWork
from db.waits import WaitKey
from handlers.citizen import unsent
from handlers.citizen.receipts import confirm
from handlers.desk import board
from handlers.staff import seconding
from handlers.staff.seats import look_at_codes
from publishing import directives, firing, unapproved
from publishing.unreadable import letting_go
from resort.waits import Kind

K = TypeVar("K")
NextMoment = Callable[[Tx], Coroutine[Any, Any, datetime | None]]
Keys = Callable[[Tx, datetime], Awaitable[Sequence[K]]]
Act = Callable[[UnitOfWork], Awaitable[None]]
Acts = Callable[[Tx, datetime], Awaitable[list[Act]]]
BringForward = Callable[[Tx, timedelta], Awaitable[None]]

MOST_INDEXED = 5  # reports in one tick, that people wait for; the many of an upgrade have `app.following`
ALWAYS = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that becomes due; its rows wait over a restart."""

    name: str  # in the metrics and in the log
    next_moment: NextMoment  # when the next of its rows is due
    acts: Acts  # what is to be done by a moment, each in a transaction of its own
    bring_forward: BringForward | None = None  # for what is due so long after something, not at a time of day
    needs_programme: bool = False  # whether it waits until the reminders follow the file of the election


def each(
    keys: Callable[[Tx, datetime], Awaitable[Sequence[K]]], act: Callable[[UnitOfWork, K], Awaitable[None]]
) -> Acts:
    """One act for each of the rows that are due."""

    async def acts(tx: Tx, now: datetime) -> list[Act]:
        return [partial(_with_key, act, key) for key in await keys(tx, now)]

    return acts


def once(act: Act) -> Acts:
    """One act for all of the rows that are due."""

    async def acts(tx: Tx, now: datetime) -> list[Act]:
        return [act]

    return acts


async def _with_key(act: Callable[[UnitOfWork, K], Awaitable[None]], key: K, uow: UnitOfWork) -> None:
    await act(uow, key)


async def _while_runs_are_open(tx: Tx) -> datetime | None:
    return ALWAYS if await runs.open_ones(tx) else None


async def _while_receipts_wait(tx: Tx) -> datetime | None:
    return ALWAYS if await receipts.some(tx) else None


async def _while_codes_wait(tx: Tx) -> datetime | None:
    return ALWAYS if await seat_codes.some(tx) else None


async def _while_proofs_wait(tx: Tx) -> datetime | None:
    return ALWAYS if await evidence.some_uncompared(tx) else None


async def _uncompared(tx: Tx, now: datetime) -> list[int]:
    return await evidence.uncompared(tx, proofs.AT_ONCE)


async def _while_words_wait(tx: Tx) -> datetime | None:
    return ALWAYS if await search.some(tx) else None


async def _unindexed(tx: Tx, now: datetime) -> list[ReportKey]:
    return [ReportKey(key) for key in await search.waiting(tx, MOST_INDEXED)]


async def _open_runs(tx: Tx, now: datetime) -> list[RunKey]:
    return [run.key for run in await runs.open_ones(tx)]


def _next(kind: Kind) -> NextMoment:
    """When the next wait of a kind is due."""

    async def next_moment(tx: Tx) -> datetime | None:
        return await waits.next_due(tx, kind)

    return next_moment


def _waiting(kind: Kind) -> Callable[[Tx, datetime], Awaitable[Sequence[WaitKey]]]:
    """The waits of a kind that are due."""

    async def keys(tx: Tx, now: datetime) -> list[WaitKey]:
        return await waits.due(tx, kind, now)

    return keys


DUE: tuple[Due, ...] = (
    Due("catching_up", catching_up.next_moment, once(catching_up.catch_up)),
    Due("shift_turnover", roster.next_due, once(shift_steps.turn_over)),
    Due("help_calls", _next(Kind.HELP), each(_waiting(Kind.HELP), help_calls.look)),
    Due("second_thoughts", taps.next_due, each(taps.due, second_thoughts.look), taps.bring_forward),
    Due("receipts", _while_receipts_wait, each(receipts.answered, confirm)),
    Due("report_deadlines", reports.next_due, each(reports.due, deadlines.expire), waits.bring_forward),
    Due(
        "formal_reports",
        formal_reports.next_due,
        each(formal_reports.due, formal.remind),
        formal_reports.bring_forward,
    ),
    Due("incidents", _next(Kind.INCIDENT), each(_waiting(Kind.INCIDENT), incidents.look)),
    Due("writers", _next(Kind.WRITER), each(_waiting(Kind.WRITER), writers.look)),
    Due("threats", _next(Kind.THREAT), each(_waiting(Kind.THREAT), threats.look)),
    Due("objections", _next(Kind.OBJECTION), each(_waiting(Kind.OBJECTION), objections.look)),
    Due("questions", _next(Kind.QUESTION), once(questions.look)),
    Due("openings", _next(Kind.OPENING), once(identity_access.remind)),
    Due("hand_overs", _next(Kind.HAND_OVER), each(_waiting(Kind.HAND_OVER), hand_overs.look)),
    Due("invitations", _next(Kind.INVITATION), once(invitations.expire)),
    Due("seat_codes", _while_codes_wait, once(look_at_codes)),
    Due("restorations", _next(Kind.RESTORATION), each(_waiting(Kind.RESTORATION), seat_codes.remind_restored)),
    Due("seats", _next(Kind.SEAT), once(earlier_seats.look)),
    Due("arrivals", _next(Kind.ARRIVAL), each(_waiting(Kind.ARRIVAL), arrivals.look)),
    Due("suspensions", _next(Kind.SUSPENSION), each(_waiting(Kind.SUSPENSION), suspending.end)),
    Due("seconds", _next(Kind.SECOND), each(_waiting(Kind.SECOND), seconding.look)),
    Due("unit_groups", _next(Kind.GROUP), each(_waiting(Kind.GROUP), unit_groups.look)),
    Due("approvals", _next(Kind.APPROVAL), once(unapproved.look), needs_programme=True),
    Due("anchors", witnesses.next_moment, once(witnesses.look)),
    Due("orders", _next(Kind.ORDER), once(directives.look)),
    Due("announcements", appeals.next_due, each(appeals.due, letting_go(firing.begin)), needs_programme=True),
    Due("announcement_progress", _while_runs_are_open, each(_open_runs, letting_go(firing.follow)), runs.bring_forward),
    Due("search_index", _while_words_wait, each(_unindexed, searching.index)),
    Due("compare_proofs", _while_proofs_wait, each(_uncompared, proofs.compare)),
    Due("desk_boards", board.next_moment, each(board.due, board.follow)),
    Due(
        "unsent_drafts",
        drafts.next_due,
        each(drafts.due, lambda uow, draft: unsent.expire(uow, *draft)),
        drafts.bring_forward,
    ),
)
# What others wake up for has to be brought forward with it.
BROUGHT_FORWARD: tuple[BringForward, ...] = (
    evidence.bring_forward,
    *(due.bring_forward for due in DUE if due.bring_forward is not None),
)
