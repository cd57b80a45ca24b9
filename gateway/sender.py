"""The only sender: takes outbox rows by lane, paces them, and writes down how each ended.

One chat's messages leave in order and one at a time; different chats leave side by side. Every report's first call
leaves before all else; its later calls and the answers that people wait for take turns. A chat that Telegram
slows down waits alone; announcements to it give their places in the announcer's window back meanwhile, and return to
their ledger when the wait is long. Whatever is not settled in the database is sent again after a restart.
"""

import asyncio
import contextlib
import heapq
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

from broadcasts.state import Delivery, Fallback
from db import moving, outbox, runs
from db.chats import ChatKey
from db.database import Database, Tx, Unavailable, Work
from db.outbox import Lane, Outcome, Outgoing
from db.runs import DeliveryId
from db.subscribers import Ending
from db.vault import Vault
from gateway import deliveries, refusals
from gateway.deliveries import Made
from gateway.errors import (
    BadToken,
    Gone,
    Migrated,
    NotSent,
    Rejected,
    ServerFailed,
    SlowDown,
    TelegramError,
    Unsure,
)
from gateway.messages import Messages, Stamp
from gateway.pacing import Bucket, Pace
from gateway.reach import Reach
from gateway.transport import Transport
from gateway.window import Window
from metrics.observer import NOBODY, Observer

log = logging.getLogger(__name__)

MOST_AT_ONCE = 200
FOR_ANSWERS = 50  # of these, so that slow announcements leave room
LONGEST_PAUSE = 60.0
LONGEST_SLOW_DOWN = 3600.0  # however long Telegram asks a chat to wait: it is tried again after an hour
SHORT_WAIT = 5.0  # seconds that a delivery waits here for its chat; for a longer wait it returns to its ledger
UNTIL_HELD = 0.5  # seconds between two looks whether the resort is still this bot's
TRIES = 6  # of a delivery that meets 5xx while others arrive
REFUSED_IN_A_ROW = 10  # so many 429 without a success between: it is not the chats, it is us
ROUND_SECONDS = 0.01  # where announcements may leave faster than this, those of one round leave, and settle, together


_Waiting = tuple[int, int, Outgoing]  # lane, place in it, message; later calls wait in the lane of the answers


@dataclass(slots=True)
class _Line:
    """What one chat still gets: in order within a lane, urgent lanes first."""

    telegram_id: int
    bucket: Bucket
    waiting: list[_Waiting] = field(default_factory=list)
    held_until: float = 0.0
    held_alone: bool = True  # the chat itself has to wait; else the cause is ours, and holds every chat
    returns: bool = False  # deliveries have returned to their ledger since something last left
    returning: bool = False  # the ledger has not noted them yet: nothing may overtake them
    failures: int = 0
    away: _Waiting | None = None  # what is being sent; it stays among those that wait until it is settled


class _Turns:
    """Places in a lane that calls and answers share: where both wait, they leave alternately."""

    __slots__ = ("_last", "_left")

    def __init__(self) -> None:
        self._last = {True: 0, False: 0}  # the last turn given to a call, and to an answer
        self._left = 0  # the turn of what left last

    def next(self, *, call: bool) -> int:
        """The place of a call or an answer that comes now."""
        self._last[call] = turn = max(self._last[call], self._left) + 1
        return 2 * turn + (not call)

    def leave(self, place: int) -> None:
        """What waited at a place leaves now."""
        self._left = max(self._left, place // 2)


class Sender:
    """Sends what `add` is given until `stop`; build one, and run `run` as a task."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        transport: Transport,
        pace: Pace,
        now: Callable[[], datetime],
        window: Window,
        files: Path,
        observer: Observer = NOBODY,
        stamp: Stamp | None = None,
        group_is_public: Callable[[], None] = lambda: None,
    ) -> None:
        self._database, self._vault, self._transport = database, vault, transport
        self._pace, self._now, self._window, self._observer = pace, now, window, observer
        self._messages = Messages(database, transport, files, stamp)
        self._group_is_public = group_is_public  # told when a call has gone to such a one
        self._overall = Bucket(pace.overall)
        self._turns = _Turns()
        self._paid = Bucket(pace.paid) if pace.paid else None
        self._refused = 0  # answers of 429 since something last arrived
        self._halted: set[int] = set()  # runs of which nothing may leave any more
        self._next_round = 0.0
        self._lines: dict[ChatKey, _Line] = {}
        self._ready: list[tuple[int, int, ChatKey]] = []  # heads of lines that may send, most urgent first
        self._later: list[tuple[float, ChatKey]] = []  # lines that wait for a moment
        self._sending: set[asyncio.Task[None]] = set()
        self._returning: set[asyncio.Task[None]] = set()
        self._wake = asyncio.Event()
        self._stopping = False
        self._reach = Reach()

    def add(self, messages: Iterable[Outgoing]) -> None:
        """Take over messages whose rows are on disk."""
        for message in messages:
            self._window.take(message)
            line = self._lines.get(message.chat)
            if line is None:
                rate = self._pace.private if message.telegram_id > 0 else self._pace.group
                line = self._lines[message.chat] = _Line(message.telegram_id, Bucket(rate))
            heapq.heappush(line.waiting, self._placed(line, message))
            if line.away is None:
                self._offer(message.chat, line)
        self._wake.set()

    async def resume(self) -> None:
        """Take over what an earlier run still owed."""
        self.add(await self._database.read(lambda tx: outbox.waiting(tx, self._vault)))

    async def run(self) -> None:
        """Send until stopped; then finish what is on its way, and the answers that may leave at once."""
        loop = asyncio.get_running_loop()
        while not self._stopping:
            pause = self._send_what_may(loop.time())
            self._wake.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), pause)
        self._send_what_may(loop.time())
        while self._sending:
            await asyncio.wait(self._sending, return_when=asyncio.FIRST_COMPLETED)
            self._send_what_may(loop.time())
        if self._returning:
            await asyncio.wait(self._returning)

    def stop(self) -> None:
        """Start nothing more but the answers that may leave at once."""
        self._stopping = True
        self._wake.set()

    def drop_run(self, run: int) -> list[int]:
        """Let go of a run's deliveries that have not left; returns their numbers.

        One that is being tried at this moment is left out as soon as it turns out that it did not leave.
        """
        self._halted.add(run)
        dropped: list[int] = []
        for line in self._lines.values():
            gone = [entry for entry in line.waiting if entry[2].run == run and entry is not line.away]
            for entry in gone:
                line.waiting.remove(entry)
                self._window.leave(entry[2])
            heapq.heapify(line.waiting)
            dropped += [message.id for _, _, message in gone]
        return dropped

    @property
    def depth(self) -> int:
        """How many messages wait."""
        return sum(len(line.waiting) for line in self._lines.values())

    def _offer(self, chat: ChatKey, line: _Line) -> None:
        lane, number, _ = line.waiting[0]
        heapq.heappush(self._ready, (lane, number, chat))

    def _offer_due(self, now: float) -> None:
        """Offer the lines whose pause is over."""
        while self._later and self._later[0][0] <= now:
            _, chat = heapq.heappop(self._later)
            line = self._lines.get(chat)
            if line is None or line.away or line.returning:
                continue
            if line.waiting:
                self._offer(chat, line)
            else:
                self._forget_idle(chat, line, now)

    def _send_what_may(self, now: float) -> float | None:
        """Start what may leave now; returns the seconds until the next may, None when only news can tell."""
        if self._database.may_be_anothers:
            return UNTIL_HELD
        self._offer_due(now)
        if self._reach.lost and (self._sending or self._reach.next_try > now):
            return None if self._sending else self._reach.next_try - now
        while self._ready and len(self._sending) < (1 if self._reach.lost else MOST_AT_ONCE):
            lane, number, chat = self._ready[0]
            if lane > Lane.ANSWER and (self._stopping or len(self._sending) >= MOST_AT_ONCE - FOR_ANSWERS):
                break
            line = self._lines.get(chat)
            if line is None or line.away or line.returning or not line.waiting or line.waiting[0][:2] != (lane, number):
                heapq.heappop(self._ready)  # an entry that a more urgent message or a pause made stale
                continue
            chat_at = max(line.bucket.ready_at(now), line.held_until)
            if chat_at > now:
                heapq.heappop(self._ready)
                heapq.heappush(self._later, (chat_at, chat))
                self._make_way(chat, line, chat_at - now)
                continue
            overall, overall_at = self._room(line.waiting[0][2].lane, now)
            if overall_at > now:
                return min(overall_at, self._later[0][0] if self._later else overall_at) - now
            heapq.heappop(self._ready)
            line.away, line.returns = line.waiting[0], False
            if lane == Lane.ANSWER:
                self._turns.leave(number)
            for _ in range(deliveries.weight(line.away[2])):
                line.bucket.take(now)
                overall.take(now)
            task = asyncio.create_task(self._deliver(chat, line, line.away))
            self._sending.add(task)
            task.add_done_callback(self._left)
        return self._later[0][0] - now if self._later and len(self._sending) < MOST_AT_ONCE else None

    def _placed(self, line: _Line, message: Outgoing) -> _Waiting:
        """Where a message waits. Of two that say the same only the newer leaves, in the place of the older.

        Which one is newer its row tells: what is committed later may be handed over first.
        In a burst every act on a report changes every copy of its call: what is old already would hold what is not.
        """
        for entry in line.waiting if message.edits is not None or message.series is not None else ():
            lane, place, older = entry
            if entry is not line.away and _says_the_same(older, message):
                line.waiting.remove(entry)
                heapq.heapify(line.waiting)
                newest, gone = (message, older) if message.id > older.id else (older, message)
                instead_of = (*older.instead_of, *message.instead_of, gone.id)
                return lane, place, replace(newest, instead_of=instead_of)
        call = message.lane is Lane.PING
        if message.lane is Lane.ANSWER or (call and message.turn):
            return Lane.ANSWER, self._turns.next(call=call), message
        return message.lane, message.id, message

    def _room(self, lane: int, now: float) -> tuple[Bucket, float]:
        """The bucket a lane counts against, and when it has room."""
        if lane not in (Lane.ANNOUNCEMENT, Lane.WARNING):
            return self._overall, self._overall.ready_at(now)
        bucket, kept = (self._paid, 0) if self._paid else (self._overall, self._pace.kept)
        if lane == Lane.WARNING:
            return bucket, bucket.ready_at(now, kept)
        if now >= self._next_round and (at := bucket.ready_at(now, kept)) > now:
            self._next_round = max(at, now + ROUND_SECONDS)
        return bucket, max(now, self._next_round)

    async def _deliver(self, chat: ChatKey, line: _Line, entry: _Waiting) -> None:
        """Send one message, settle it, and let the chat's next one come up."""
        loop, message = asyncio.get_running_loop(), entry[2]
        settled = False
        try:
            settled = await self._try(chat, line, message)
            line.failures = self._refused = 0
        except SlowDown as error:
            line.held_until, line.held_alone = loop.time() + min(LONGEST_SLOW_DOWN, error.seconds), True
            self._was_refused(message)
        except NotSent:
            pass  # nothing leaves to anybody until Telegram can be reached
        except (Unsure, BadToken, Unavailable) as error:
            line.failures += not self._reach.lost  # while Telegram is away it is not this message that fails
            line.held_alone = isinstance(error, Unsure)
            line.held_until = loop.time() + min(LONGEST_PAUSE, 0.25 * 2 ** min(line.failures, 10))
            log.warning("message %d waits: %s: %s", message.id, type(error).__name__, error)
        except Exception:  # a bug of ours must not stop the other chats
            line.held_until, line.held_alone = loop.time() + LONGEST_PAUSE, True
            log.exception("message %d waits", message.id)
        finally:
            line.away = None
            if settled:
                self._window.leave(message)
                line.waiting.remove(entry)
                heapq.heapify(line.waiting)
            if line.waiting:
                self._offer(chat, line)
            else:
                self._forget_idle(chat, line, loop.time())

    def _forget_idle(self, chat: ChatKey, line: _Line, now: float) -> None:
        """Forget a chat that gets nothing and has to wait for nothing; its failures are counted to their end."""
        calm = line.bucket.idle(now) and not line.failures
        if line.held_until <= now and (calm or len(self._lines) > 10_000):
            self._lines.pop(chat, None)

    def _make_way(self, chat: ChatKey, line: _Line, seconds: float) -> None:
        """A chat has to wait: its deliveries keep nobody else's from leaving."""
        deliveries = [message for _, _, message in line.waiting if message.run is not None]
        if not deliveries or not line.held_alone:
            return
        for message in deliveries:
            self._window.leave(message)
        if seconds <= SHORT_WAIT and not line.returns:
            return
        line.waiting = [entry for entry in line.waiting if entry[2].run is None]
        heapq.heapify(line.waiting)
        line.returns = line.returning = True
        task = asyncio.create_task(self._give_back(chat, line, deliveries, self._now() + timedelta(seconds=seconds)))
        self._returning.add(task)
        task.add_done_callback(self._left)

    async def _give_back(self, chat: ChatKey, line: _Line, deliveries: Sequence[Outgoing], until: datetime) -> None:
        async def work(tx: Tx) -> None:
            for message in deliveries:
                await runs.hold(tx, DeliveryId(message.id), until, self._now())

        with contextlib.suppress(Unavailable):  # only while we stop: the next start recovers them
            await self._write(work, "a delivery that waits for its chat")
        line.returning = False
        if line.waiting:
            self._offer(chat, line)

    def _was_refused(self, message: Outgoing) -> None:
        """A chat that takes nothing costs the others no time, unless it is all of them that take nothing."""
        self._refused += 1
        if message.run is not None and self._refused <= REFUSED_IN_A_ROW:
            (self._paid or self._overall).give_back()
            self._next_round = 0.0

    def _left(self, task: asyncio.Task[None]) -> None:
        self._sending.discard(task)
        self._returning.discard(task)
        self._wake.set()

    async def _ask(self, line: _Line, message: Outgoing) -> Made:
        """Call Telegram, and note whether it could be reached at all."""
        now = asyncio.get_running_loop().time
        try:
            if message.run is not None:
                made = await deliveries.make(self._transport, line.telegram_id, message)
            else:
                made = await self._messages.make(line.telegram_id, message)
        except TelegramError as error:
            self._reach.failed(error, now())
            raise
        self._reach.answered()
        return made

    async def _try(self, chat: ChatKey, line: _Line, message: Outgoing) -> bool:
        """Hand a message to Telegram and write down how it ended; errors that mean "later" come out."""
        if message.run in self._halted:
            await self._settle(message, Outcome.SKIPPED)
            return True
        try:
            made = await self._ask(line, message)
        except Gone as error:
            await self._settle(message, Outcome.BLOCKED, error=error)
        except Rejected as error:
            log.warning("message %d refused: %s", message.id, error)
            muted = message.run is not None and refusals.ending_of(error) is Ending.MUTED
            await self._settle(message, Outcome.MUTED if muted else Outcome.FAILED, error=error)
        except Unsure as error:
            if message.run is None:
                raise
            if isinstance(error, ServerFailed) and (self._reach.lost or line.failures < TRIES - 1):
                await self._write(lambda tx: runs.doubt(tx, DeliveryId(message.id)), "a failed delivery")
                raise
            await self._settle(message, Outcome.UNKNOWN, error=error)
        except Migrated as error:
            line.telegram_id = moved_to = error.telegram_id
            return not await self._database.write(lambda tx: self._move(tx, message, moved_to))
        else:
            if message.lane is Lane.PING and _is_public_group(made.result):
                self._group_is_public()
            numbers = _numbers(made.result)
            await self._settle(message, made.outcome, message_ids=numbers, error=made.refusal, fallback=made.fallback)
        return True

    async def _move(self, tx: Tx, message: Outgoing, moved_to: int) -> bool:
        """The chat is a supergroup under another id; whether the message is still to be sent there."""
        await moving.move(tx, self._vault, message.chat, moved_to)
        if message.run is None:
            return True
        is_change = "message_id" in message.params  # of a message that the supergroup does not have
        return not is_change and await moving.still_to_send(tx, message.id)

    async def _settle(
        self,
        message: Outgoing,
        outcome: Outcome,
        *,
        message_ids: tuple[int, ...] = (),
        error: TelegramError | None = None,
        fallback: Fallback | None = None,
    ) -> None:
        async def work(tx: Tx) -> None:
            now, reason = self._now(), fallback or (None if error is None else str(error))
            if message.run is None:
                first = next(iter(message_ids), None)
                await outbox.settle(tx, message.id, outcome, now, message_id=first, reason=reason)
                for older in message.instead_of:
                    await outbox.settle(tx, older, Outcome.SUPERSEDED, now)
            else:
                await runs.settle(
                    tx, DeliveryId(message.id), Delivery(outcome), now, message_ids=message_ids, reason=reason
                )
            if error is not None:
                await refusals.note(tx, message, error, now)

        # Telegram has acted: what waits for the database is only the note of it.
        await self._write(work, f"the end of message {message.id}")
        self._observer.sent(message.lane.name.lower(), outcome)

    async def _write(self, work: Work[None], what: str) -> None:
        """Note what has happened, however long the database takes. Raises `Unavailable` only while we stop."""
        pause = 0.1
        while True:
            try:
                return await self._database.write(work)
            except Unavailable as busy:
                if self._stopping:
                    raise
                log.warning("%s waits for the database: %s", what, busy)
            await asyncio.sleep(pause)
            pause = min(5.0, pause * 2)


def _numbers(result: object) -> tuple[int, ...]:
    """Telegram's numbers of what it made of a call: one, or for an album all of it."""
    messages = result if isinstance(result, list) else [result]
    return tuple(int(each["message_id"]) for each in messages if isinstance(each, dict) and "message_id" in each)


def _is_public_group(result: object) -> bool:
    """Whether what Telegram made of a call stands in a group that anybody can find: it says so with each message."""
    chat = result.get("chat") if isinstance(result, dict) else None
    return isinstance(chat, dict) and chat.get("type") != "private" and bool(chat.get("username"))


def _says_the_same(older: Outgoing, newer: Outgoing) -> bool:
    """Whether two messages that wait are changes of one message, or of one series."""
    if newer.series is not None:
        return older.series == newer.series
    return (older.lane, older.method, older.edits) == (newer.lane, newer.method, newer.edits)
