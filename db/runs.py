"""Runs: one going-out of an announcement, its recipients frozen, and what became of each."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NewType

from broadcasts.appeal import Audience, Kind
from broadcasts.state import OPEN, Delivery, RunAct
from db import chats, vouched
from db.appeals import AppealKey
from db.chats import ChatKey
from db.database import Tx
from db.instant import DAY, moment, moment_or_none, stored, stored_day
from db.outbox import OutboxId
from db.sql import Row
from db.vault import Vault

RunKey = NewType("RunKey", int)
DeliveryId = NewType("DeliveryId", int)


@dataclass(frozen=True, slots=True)
class Run:
    """One going-out. `fingerprint` is of the words that were approved for it."""

    key: RunKey
    appeal: AppealKey
    act: RunAct
    of_run: RunKey | None
    planned_at: datetime
    began_at: datetime
    ended_at: datetime | None
    stopped: bool
    progress: OutboxId | None
    told_at: datetime | None
    fingerprint: str | None


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery that is ours to make now. `message_id` is what to change, when that is what the run does.

    `others` are the other messages of an album. New words without a number are sent as a new message.
    """

    id: DeliveryId
    chat: ChatKey
    telegram_id: int
    message_id: int | None
    others: tuple[int, ...]
    thread: int | None
    silent: bool = False  # somebody hides there: nothing may ring


@dataclass(frozen=True, slots=True)
class Ended:
    """How one delivery ended, for the report; the title only of a group."""

    id: DeliveryId
    chat: ChatKey
    title: str | None
    state: Delivery
    reason: str | None


async def begin(
    tx: Tx, appeal: AppealKey, act: RunAct, planned_at: datetime, now: datetime, of_run: RunKey | None = None
) -> RunKey | None:
    """Begin a run; None when this very time of this announcement was begun before."""
    row = await tx.one(
        "runs.add", appeal=appeal, planned_at=stored(planned_at), act=act, of_run=of_run, now=stored(now)
    )
    await vouched.vouch(tx, "runs", row)
    return None if row is None else RunKey(row["id"])


async def freeze(tx: Tx, run: RunKey, audience: Audience) -> int:
    """Write down everybody a run is for; returns how many. People who join later are not in it."""
    count = 0
    async with areas_chosen(tx, audience):
        if audience.kinds & {Kind.GROUPS, Kind.CITIZENS}:
            count += await tx.run("runs.freeze_subscribers", run=run, **_subscribers(audience))
        if Kind.OFFICERS in audience.kinds:
            count += await tx.run("runs.freeze_officers", run=run, unit=audience.unit or "")
    await tx.run("runs.hold_those_held", run=run)
    return count


async def size(tx: Tx, audience: Audience) -> int:
    """How many `freeze` would write down now. An audience of areas is counted in a writing transaction only."""
    count = 0
    async with areas_chosen(tx, audience):
        if audience.kinds & {Kind.GROUPS, Kind.CITIZENS}:
            count += await tx.value("runs.size_of_subscribers", **_subscribers(audience))
        if Kind.OFFICERS in audience.kinds:
            count += await tx.value("runs.size_of_officers", unit=audience.unit or "")
    return count


@asynccontextmanager
async def areas_chosen(tx: Tx, audience: Audience) -> AsyncIterator[None]:
    """Put the areas of an audience where its queries find them; none stands for the whole resort."""
    for area in sorted(audience.areas):
        await tx.run("runs.choose_area", area=area)
    yield
    if audience.areas:
        await tx.run("runs.forget_areas")


def _subscribers(audience: Audience) -> dict[str, object]:
    return {
        "topic": audience.topic,
        "groups": int(Kind.GROUPS in audience.kinds),
        "citizens": int(Kind.CITIZENS in audience.kinds),
    }


async def recipients(tx: Tx, appeal: AppealKey) -> list[ChatKey]:
    """Everybody an announcement has reached."""
    return [ChatKey(row["chat"]) for row in await tx.all("runs.recipients", appeal=appeal)]


async def areas_of(tx: Tx, key: RunKey) -> dict[ChatKey, list[str]]:
    """The areas that the groups and citizens of a run asked for; those who asked for everything are not in it."""
    found: dict[ChatKey, list[str]] = {}
    for row in await tx.all("runs.areas_of_recipients", run=key):
        found.setdefault(ChatKey(row["chat"]), []).append(row["area"])
    return found


async def units_of(tx: Tx, key: RunKey) -> dict[ChatKey, str]:
    """The names of the units that the officers of a run belong to."""
    return {ChatKey(row["chat"]): row["name"] for row in await tx.all("runs.units_of_recipients", run=key)}


async def freeze_sent(tx: Tx, run: RunKey, of_run: RunKey) -> int:
    """The recipients are those whom an earlier run reached.

    A group that has become a supergroup since has no message that could be changed: it gets the new words as a new
    message. What is to be taken back there counts as failed at once, for the report to say.
    """
    count = await tx.run("runs.freeze_sent", run=run, of_run=of_run)
    await tx.run("runs.hold_those_held", run=run)
    return count


async def drop_without_message(tx: Tx, run: RunKey) -> None:
    """Leave out the recipients in whose chat there is no message that could be changed."""
    await tx.run("runs.drop_without_message", run=run)


async def freeze_again(tx: Tx, run: RunKey, of_run: RunKey) -> int:
    """The recipients are those of an earlier run whom it did not reach for certain; some may have it already."""
    count = await tx.run("runs.freeze_again", run=run, of_run=of_run)
    await tx.run("runs.hold_those_held", run=run)
    return count


async def get(tx: Tx, key: RunKey) -> Run | None:
    """A run by number."""
    row = await tx.one("runs.get", id=key)
    return None if row is None else _run(row)


async def open_ones(tx: Tx) -> list[Run]:
    """Runs that are not over, and that the bot itself began."""
    return [_run(row) for row in await tx.all("runs.open_ones") if vouched.is_genuine(tx.vault, "runs", row)]


async def of_appeal(tx: Tx, appeal: AppealKey) -> list[Run]:
    """The runs of an announcement, the newest first."""
    return [_run(row) for row in await tx.all("runs.of_appeal", appeal=appeal)]


async def claim(tx: Tx, vault: Vault, run: RunKey, limit: int, now: datetime) -> list[Claimed]:
    """Take the next deliveries of a run; from now on they count as on their way."""
    claimed = []
    for row in await tx.all("runs.claim", run=run, limit=limit):
        chat = await chats.get(tx, vault, ChatKey(row["chat"]))
        if chat is None:
            await settle(tx, DeliveryId(row["id"]), Delivery.FAILED, now, reason="its chat was forged")
            continue
        others = tuple(int(number) for number in row["others"].split(",")) if row["others"] else ()
        claimed.append(
            Claimed(
                id=DeliveryId(row["id"]),
                chat=chat.key,
                telegram_id=chat.telegram_id,
                message_id=row["message_id"],
                others=others,
                thread=row["thread"],
                silent=chat.silent_until is not None and now < chat.silent_until,
            )
        )
    return claimed


async def settle(
    tx: Tx,
    id: DeliveryId,
    state: Delivery,
    now: datetime,
    *,
    message_ids: tuple[int, ...] = (),
    reason: str | None = None,
) -> None:
    """Say how a delivery ended; `message_ids` are what Telegram made of it, several for an album."""
    first, others = next(iter(message_ids), None), ",".join(str(number) for number in message_ids[1:]) or None
    await tx.run("runs.settle", id=id, state=state, message_id=first, others=others, reason=reason, now=stored_day(now))


async def release(tx: Tx, id: DeliveryId) -> None:
    """It surely did not leave: it waits again."""
    await tx.run("runs.release", id=id)


async def doubt(tx: Tx, id: DeliveryId) -> None:
    """Telegram failed over a delivery, which is tried again: whether it arrived the first time is not known."""
    await tx.run("runs.doubt", id=id)


async def hold(tx: Tx, id: DeliveryId, until: datetime, now: datetime) -> None:
    """Put a delivery that surely did not leave back into its queue: its chat takes nothing before `until`.

    What else is queued for that chat waits as long, so that its order stays. A delivery of a stopped run is left out.
    """
    await release(tx, id)
    await tx.run("runs.skip_stopped", id=id, now=stored_day(now))
    await tx.run("runs.hold", id=id, until=stored(until))


async def free_held(tx: Tx, now: datetime) -> None:
    """Let the deliveries whose chats have waited long enough be claimed again."""
    await tx.run("runs.free_held", now=stored(now))


async def bring_forward(tx: Tx, by: timedelta) -> None:
    """The machine's clock was set back: chats that were to wait until a moment wait no longer than they had to."""
    await tx.run("runs.bring_forward", by=by // timedelta(milliseconds=1))


async def recover(tx: Tx) -> int:
    """After a start: what was on its way when we were killed is sent again, and counted as maybe twice.

    Of a run that was stopped nothing is sent again: whether it arrived is not known.
    """
    await tx.run("runs.doubt_stopped")
    return await tx.run("runs.recover")


async def stop(tx: Tx, key: RunKey, now: datetime) -> bool:
    """Halt a run: who has not been written to is left out, now and when called again. False when it was over."""
    row = await tx.one("runs.stop", id=key, now=stored(now))
    await vouched.vouch(tx, "runs", row)
    run = await get(tx, key)
    if run is not None and run.stopped:
        await tx.run("runs.skip", run=key, now=stored_day(now))
    return row is not None


async def end(tx: Tx, run: Run, now: datetime) -> bool:
    """A run is over; False when it was."""
    if run.act is RunAct.DELETE and run.of_run is not None:
        await tx.run("runs.mark_deleted", run=run.key, of_run=run.of_run)
    row = await tx.one("runs.end", id=run.key, now=stored(now))
    await vouched.vouch(tx, "runs", row)
    return row is not None


async def counts(tx: Tx, key: RunKey) -> dict[Delivery, int]:
    """How many deliveries are in which state."""
    return {Delivery(row["state"]): row["count"] for row in await tx.all("runs.counts", run=key)}


async def unfinished(tx: Tx, key: RunKey) -> bool:
    """Whether a delivery of a run is still open."""
    return not OPEN.isdisjoint(await counts(tx, key))


async def last_delivery(tx: Tx) -> int:
    """The number of the newest delivery."""
    return int(await tx.value("runs.last_delivery") or 0)


async def blur(tx: Tx, first: int, last: int) -> None:
    """Leave only the day of what an earlier release wrote beside a chat, of the deliveries between two numbers."""
    await tx.run("runs.blur", first=first, last=last, day=DAY)


async def maybe_twice(tx: Tx, key: RunKey) -> int:
    """How many recipients may have it twice, because we were killed while it was on its way."""
    return int(await tx.value("runs.maybe_twice", run=key))


async def set_progress(tx: Tx, key: RunKey, message: OutboxId | None, now: datetime) -> None:
    """The composer's live message, and when it was brought up to date."""
    await tx.run("runs.set_progress", id=key, progress=message, now=stored(now))


async def outcomes(tx: Tx, vault: Vault, key: RunKey, after: DeliveryId, limit: int) -> list[Ended]:
    """How the deliveries of a run ended, in pages after a delivery."""
    return [
        Ended(
            id=DeliveryId(row["id"]),
            chat=ChatKey(row["chat"]),
            title=None if row["kind"] == "private" else chats.title(vault, row["sealed"], row["chat"]),
            state=Delivery(row["state"]),
            reason=row["reason"],
        )
        for row in await tx.all("runs.outcomes", run=key, after=after, limit=limit)
    ]


def _run(row: Row) -> Run:
    return Run(
        key=RunKey(row["id"]),
        appeal=AppealKey(row["appeal"]),
        act=RunAct(row["act"]),
        of_run=row["of_run"],
        planned_at=moment(row["planned_at"]),
        began_at=moment(row["began_at"]),
        ended_at=moment_or_none(row["ended_at"]),
        stopped=row["stopped_at"] is not None,
        progress=row["progress"],
        told_at=moment_or_none(row["told_at"]),
        fingerprint=row["fingerprint"],
    )
