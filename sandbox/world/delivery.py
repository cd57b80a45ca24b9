"""The way of an update to the bot: a numbered queue, taken by long polling or pushed to a webhook."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Collection
from itertools import islice
from typing import NamedTuple

import orjson

from sandbox.telegram.refusals import conflict
from sandbox.telegram.shapes import Raw
from sandbox.world.bell import Bell
from sandbox.world.faults import Faults

KINDS = frozenset(
    {
        "message", "edited_message", "channel_post", "edited_channel_post", "callback_query", "poll", "poll_answer",
        "my_chat_member", "chat_member", "message_reaction", "message_reaction_count", "inline_query",
        "chosen_inline_result", "shipping_query", "pre_checkout_query", "chat_join_request", "chat_boost",
        "removed_chat_boost", "business_connection", "business_message", "edited_business_message",
        "deleted_business_messages", "guest_message", "purchased_paid_media", "managed_bot",
    }
)  # fmt: skip
_ONLY_IF_ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
USUAL = KINDS - _ONLY_IF_ASKED


class Pending(NamedTuple):
    """An update on its way, already written as JSON; `lane` is the chat whose updates stay in order."""

    id: int
    lane: int
    body: bytes


class Updates:
    """Every update not yet confirmed, oldest first."""

    def __init__(self, faults: Faults, first_id: int) -> None:
        self.pending: OrderedDict[int, Pending] = OrderedDict()
        self.allowed: frozenset[str] = USUAL
        self.asked: list[str] | None = None  # allowed_updates as the bot gave them, for getWebhookInfo
        self.confirmed = Bell()  # rings when pending ones left
        self.arrived: Callable[[Pending], None] | None = None  # the webhook's ear, while one is set
        self._faults = faults
        self._next = first_id
        self._again: set[int] = set()  # to be delivered once more after their confirmation
        self._ended = False
        self._poll: asyncio.Future[bool] | None = None  # True: look again, False: another poll took over

    def allow(self, kinds: Collection[str]) -> None:
        """`allowed_updates`: an empty list means the usual ones. Names Telegram does not know are passed over by it."""
        self.asked = [kind for kind in kinds if kind in KINDS]
        self.allowed = frozenset(self.asked) or USUAL

    def push(self, kind: str, payload: Raw, lane: int) -> Raw | None:
        """Queue an update; None if the bot has not asked for its kind."""
        if kind not in self.allowed:
            return None
        return self.queue({kind: payload}, lane)

    def queue(self, fields: Raw, lane: int) -> Raw:
        """Give these fields the next update_id and send them on, whatever they are."""
        number = self._next
        self._next += 1
        update: Raw = {"update_id": number, **fields}
        pending = Pending(number, lane, orjson.dumps(update))
        self.pending[number] = pending
        if self._faults.doubles_update():
            self._again.add(number)
        if self.arrived is not None:
            self.arrived(pending)
        elif self._poll is not None and not self._poll.done():
            self._poll.set_result(True)
        return update

    def confirm(self, number: int) -> None:
        """One update was taken; a doubled one stays for its second delivery."""
        if number in self._again:
            self._again.remove(number)
        elif self.pending.pop(number, None) is not None:
            self.confirmed.ring()

    def drop(self) -> None:
        self.pending.clear()
        self._again.clear()
        self.confirmed.ring()

    async def poll(self, offset: int, limit: int, seconds: float) -> bytes:
        """The JSON array that getUpdates returns; waits until there is something or the time is over."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(False)
        self._settle(offset)
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while True:
            held = self._faults.held_for
            if self.pending and not held:
                return b"[" + b",".join([each.body for each in islice(self.pending.values(), limit)]) + b"]"
            left = end - loop.time()
            if left <= 0 or self._ended:
                return b"[]"
            waiting: asyncio.Future[bool] = loop.create_future()
            self._poll = waiting
            timer = loop.call_later(min(left, held) if held else left, _wake, waiting)
            try:
                again = await waiting
            finally:
                timer.cancel()
                if self._poll is waiting:
                    self._poll = None
            if not again:
                raise conflict(
                    "terminated by other getUpdates request; make sure that only one bot instance is running"
                )

    def end(self) -> None:
        """Telegram shuts down: the poll that waits ends with nothing, a later one never waits."""
        self._ended = True
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(True)

    def interrupt(self) -> None:
        """A webhook was set: the poll that waits ends with a conflict."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(False)

    def _settle(self, offset: int) -> None:
        if offset < 0:
            for number in list(self.pending)[:offset]:
                self._again.discard(number)
                self.confirm(number)
            return
        settled = []
        for number in self.pending:
            if number >= offset:
                break
            settled.append(number)
        for number in settled:
            self.confirm(number)


def _wake(waiting: "asyncio.Future[bool]") -> None:
    if not waiting.done():
        waiting.set_result(True)
