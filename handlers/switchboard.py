"""The switchboard: takes one update at a time of a chat, finds its handler, carries out the turn in one transaction."""

import asyncio
import logging
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime

from db import chats, inbox
from db.chats import Sender
from db.database import Database, Tx, Unavailable
from db.unit_of_work import Resort
from db.vault import Vault
from gateway.after_commit import AfterCommit
from gateway.errors import TelegramError
from gateway.inbox import Update as RawUpdate
from gateway.transport import Transport
from handlers import message
from handlers.citizen import cleaning
from handlers.common import letting_go
from handlers.common.turn import Turn
from handlers.routes import ASKS_ADMINS, Handler, handler_for
from handlers.telegram.incoming import Unreadable, read, sender_of, texts_of, waits_for
from handlers.telegram.masking import without_identity_numbers
from handlers.telegram.update import PRIVATE, Account, Update
from health.checkup import Checkup
from locales import Refused, texts_for
from metrics.observer import NOBODY, Observer
from reports.meaning import Meaning, understand
from reports.state import State

log = logging.getLogger(__name__)

ALERT_LIMIT = 200
ASK_SECONDS = 5.0
ADMINS = ("creator", "administrator")
ANONYMOUS_ADMIN = 1087968824  # the account in whose name anonymous admins act


class Switchboard:
    """Handles updates: `handle` is what the inbox calls."""

    def __init__(
        self,
        database: Database,
        vault: Vault,
        transport: Transport,
        after_commit: AfterCommit,
        checkup: Checkup,
        me: Account,
        resort: Resort,
        now: Callable[[], datetime],
        observer: Observer = NOBODY,
    ) -> None:
        self._database, self._vault, self._transport = database, vault, transport
        self._after_commit = after_commit
        self._checkup, self._me, self._resort, self._now = checkup, me, resort, now
        self._observer = observer
        self._toasts: set[asyncio.Task[None]] = set()

    async def handle(self, raw: RawUpdate) -> None:
        """Handle one update to its end. Only `Unavailable` comes out: nothing was stored, try again."""
        raw, covered = without_identity_numbers(raw)
        try:
            update = read(raw, self._me)
        except Unreadable as error:
            log.warning("update %d is unreadable and refused: %s", raw["update_id"], error)
            turn = await self._database.write(lambda tx: self._ask_again(tx, raw))
            if turn is not None:
                await self._after_commit.follow(turn)
            return
        try:
            handler = handler_for(update)
            admins = await self._admins(update) if handler in ASKS_ADMINS else None
            heard = self._hear(update)
            turn = await self._database.write(lambda tx: self._carry_out(tx, update, handler, heard, admins, covered))
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001 - the second try raises it again, unless a dialogue was let go
            turn = await self._recover(update, error, covered)
        if turn is None:
            return
        await self._after_commit.follow(turn)
        if turn.update.callback_query is not None:
            self._answer_tap(turn)

    async def _recover(self, update: Update, error: Exception, covered: bool) -> Turn | None:
        """Carry an update out after all if a stored dialogue could not be read; else end it with an apology."""
        try:
            handler, heard = handler_for(update), self._hear(update)
            return await self._database.write(
                lambda tx: self._carry_out(tx, update, handler, heard, None, covered, error)
            )
        except Unavailable:
            raise
        except Exception:
            reference = secrets.token_hex(4).upper()
            told = {"reference": reference}  # what a citizen reads out, an operator finds
            log.exception("update %d failed, reference %s", update.update_id, reference, extra=told)
            self._observer.failed()
            return await self._database.write(lambda tx: self._apologise(tx, update, reference))

    async def finish(self) -> None:
        """Wait for the taps that are being answered."""
        if self._toasts:
            await asyncio.wait(self._toasts)

    async def _admins(self, update: Update) -> frozenset[int] | None:
        """The admins of a group, asked at every act that only they may do: yesterday's may not be one today."""
        chat = update.effective_chat
        if chat is None or chat.type == PRIVATE:
            return None
        try:
            members = await self._transport.call("getChatAdministrators", {"chat_id": chat.id}, seconds=ASK_SECONDS)
        except TelegramError as error:
            log.info("the admins of a group are not known: %s", error)
            return None
        found = frozenset(member["user"]["id"] for member in members)
        query = update.callback_query
        if query is not None and query.from_user.id not in found and await self._is_hidden(chat.id, query.from_user.id):
            found |= {query.from_user.id}
        return found

    async def _is_hidden(self, chat: int, person: int) -> bool:
        """Whether somebody is an anonymous admin: of these the list tells only bots that are admins themselves."""
        if person == ANONYMOUS_ADMIN:
            return True
        asked = {"chat_id": chat, "user_id": person}
        try:
            member = await self._transport.call("getChatMember", asked, seconds=ASK_SECONDS)
        except TelegramError as error:
            log.info("whether somebody is an admin is not known: %s", error)
            return False
        return member.get("status") in ADMINS

    def _hear(self, update: Update) -> Mapping[str, Meaning]:
        """Read what somebody writes in private, before the transaction that every other chat waits for."""
        now = self._now().astimezone(self._resort.zone)
        return {
            text: understand(text, self._resort.areas, now, self._resort.programme.voting) for text in texts_of(update)
        }

    async def _carry_out(
        self,
        tx: Tx,
        update: Update,
        handler: Handler | None,
        heard: Mapping[str, Meaning],
        admins: frozenset[int] | None,
        covered: bool,
        failed: Exception | None = None,
    ) -> Turn | None:
        if not await inbox.finish(tx, update.update_id, self._now()) or handler is None:
            return None
        turn = await self._turn(tx, update, heard)
        if turn is None:
            return None
        turn.admins = admins
        if failed is not None and not (turn.here.kind == "private" and await letting_go.let_go(turn)):
            raise failed
        try:
            await message.end_question(turn)
            await handler(turn)
        except Refused as refused:
            await _refuse(turn, refused)
        await cleaning.note(turn)
        if covered and turn.update.edited_message is None:
            await turn.say("personal.covered")
        return turn

    async def _turn(self, tx: Tx, update: Update, heard: Mapping[str, Meaning]) -> Turn | None:
        sender = sender_of(update)
        return None if sender is None else await self._turn_of(tx, update, sender, heard)

    async def _turn_of(self, tx: Tx, update: Update, sender: Sender, heard: Mapping[str, Meaning]) -> Turn:
        now = self._now().astimezone(self._resort.zone)
        chat = await chats.meet(tx, self._vault, sender, now)
        return Turn(
            tx=tx,
            vault=self._vault,
            resort=self._resort,
            now=now,
            here=chat,
            texts=texts_for(chat.language),
            update=update,
            checkup=self._checkup,
            heard=heard,
            said_at=update.message.sent_at if update.message is not None else None,
        )

    async def _apologise(self, tx: Tx, update: Update, reference: str) -> Turn | None:
        """End an update that met a bug; a person who waits is told the reference."""
        if not await inbox.finish(tx, update.update_id, self._now(), failure=reference):
            return None
        turn = await self._turn(tx, update, {})
        if turn is not None and turn.here.kind == "private":
            await turn.say("error.sorry", reference=reference)
        return turn

    async def _ask_again(self, tx: Tx, raw: RawUpdate) -> Turn | None:
        """End an update that cannot be read; a person who waits in private is asked to write again."""
        number, sender = raw["update_id"], waits_for(raw)
        if not await inbox.finish(tx, number, self._now(), inbox.UNREADABLE) or sender is None:
            return None
        turn = await self._turn_of(tx, Update(update_id=number, me=self._me), sender, {})
        await turn.say("error.unreadable")
        return turn

    def _answer_tap(self, turn: Turn) -> None:
        """Stop the button's spinner, with a word if there is one. Worth nothing late, so it is not owed."""
        query = turn.update.callback_query
        assert query is not None
        params: dict[str, object] = {"callback_query_id": query.id}
        if turn.toast:
            params |= {"text": turn.toast[:ALERT_LIMIT], "show_alert": turn.alert}

        async def call() -> None:
            try:
                await self._transport.call("answerCallbackQuery", params)
            except TelegramError as error:
                log.debug("a tap was not answered: %s", error)

        task = asyncio.create_task(call())
        self._toasts.add(task)
        task.add_done_callback(self._toasts.discard)


async def _refuse(turn: Turn, refused: Refused) -> None:
    """Tell somebody in one sentence why not: above the button they tapped, or as an answer."""
    values = {
        name: turn.texts(f"state.{value}") if isinstance(value, State) else value
        for name, value in refused.values.items()
    }
    if turn.update.callback_query is not None:
        sentence = turn.texts.plain(refused.key, **values)
        if len(sentence) <= ALERT_LIMIT:
            turn.toast, turn.alert = sentence, refused.key != "flow.old_button"
            return
    await turn.say(refused.key, **values)
