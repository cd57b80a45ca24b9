"""Making the call of one message that is no delivery of an announcement, whose own calls are in `deliveries`.

A message can name the row of an earlier one that it changes, or carry a file of ours.
"""

import asyncio
import io
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

from db import outbox, quiet
from db.database import Database, Tx
from db.outbox import Lane, OutboxId, Outgoing, Upload
from gateway.deliveries import Made
from gateway.errors import Meaning, Rejected
from gateway.transport import Transport

log = logging.getLogger(__name__)

_FOR_A_CHAT = frozenset({"setMyCommands", "deleteMyCommands"})  # what names its chat in a scope
Stamp = Callable[[Path, str], Awaitable[Path]]  # makes a picture with words on it


class Messages:
    """Makes the calls; `files` is the folder of what is uploaded."""

    def __init__(self, database: Database, transport: Transport, files: Path, stamp: Stamp | None) -> None:
        self._database, self._transport, self._files, self._stamp = database, transport, files, stamp

    async def make(self, telegram_id: int, message: Outgoing) -> Made:
        """Make a call. Raises the errors of `gateway.errors`.

        What was for a topic that is gone goes to the main chat: officers must not miss it.
        """
        try:
            return Made(await self._call(telegram_id, message))
        except Rejected as error:
            moves = error.meaning is Meaning.TOPIC_GONE and message.lane is not Lane.ANSWER
            if not moves or "message_thread_id" not in message.params:
                raise
            params = {name: value for name, value in message.params.items() if name != "message_thread_id"}
            return Made(await self._call(telegram_id, replace(message, params=params)), refusal=error)

    async def _call(self, telegram_id: int, message: Outgoing) -> object:
        if message.method in _FOR_A_CHAT:
            scope = {"type": "chat", "chat_id": telegram_id}
            return await self._transport.call(message.method, {"scope": scope, **message.params})
        params = {"chat_id": telegram_id, **message.params}
        if message.edits is not None:
            return await self._edit_earlier(message, params, message.edits)
        if message.upload is not None:
            return await self._upload(message.method, params, message.upload)
        try:
            return await self._transport.call(message.method, params)
        except Rejected as error:
            if error.meaning is Meaning.NOT_MODIFIED:
                return None
            if message.method != "editMessageText":
                raise
            log.info("message %d could not be edited and is sent anew: %s", message.id, error)
        params.pop("message_id")
        return await self._transport.call("sendMessage", params)

    async def _upload(self, method: str, params: dict[str, object], upload: Upload) -> object:
        """Send a file of ours. One that is gone by now, because it was erased, is refused for good."""
        path, stamped = (self._files / upload.path if upload.path else None), None
        try:
            if path is not None and upload.stamp and self._stamp is not None:
                path = stamped = await self._stamp(path, upload.stamp)
            content = io.BytesIO(upload.content) if path is None else await asyncio.to_thread(path.open, "rb")
            with content as file:
                return await self._transport.upload(method, params, upload.field, upload.name, file)
        except FileNotFoundError:
            raise Rejected("the file is gone") from None
        finally:
            if stamped is not None:
                stamped.unlink(missing_ok=True)

    async def _edit_earlier(self, message: Outgoing, params: dict[str, object], earlier: OutboxId) -> object:
        """Change a message we sent before, named by its own row; the row tells Telegram's number of it.

        Where the earlier message is gone, an answer is sent as a new one, and so is a message to a group that became a
        supergroup. A copy that a person has deleted stays deleted.
        """
        lane, method, chat = message.lane, message.method, message.chat

        async def find(tx: Tx) -> int | None:
            number = await outbox.message_id(tx, earlier)
            return number if number is not None else await quiet.number(tx, chat, earlier)

        async def renumber(tx: Tx) -> None:
            await outbox.renumber(tx, earlier, again)
            await quiet.renumber(tx, chat, earlier, again)

        number = await self._database.read(find)
        if number is None and lane is not Lane.ANSWER:
            raise Rejected("the message to change was never sent")
        try:
            if number is not None:
                return await self._transport.call(method, {**params, "message_id": number})
        except Rejected as error:
            if error.meaning is Meaning.NOT_MODIFIED:
                return None
            moved = error.meaning is Meaning.NO_MESSAGE_TO_EDIT and int(str(params["chat_id"])) < 0
            if not moved and lane is not Lane.ANSWER:
                raise
        result = await self._transport.call("sendMessage", params)
        if isinstance(result, dict):
            again = int(result["message_id"])
            await self._database.write(renumber)
        return None
