"""One turn: an update, who it is from, and what answers it, all inside one transaction."""

from dataclasses import dataclass

from casework.authority import require
from conversations import render
from conversations.callback import Callback, Topic
from conversations.render import Params
from conversations.screen import Line, Screen
from db import chats, officers, quiet, tellings
from db.chats import Chat
from db.officers import Officer
from db.outbox import Lane, OutboxId, Outgoing, Upload
from db.unit_of_work import UnitOfWork
from handlers.telegram.update import Update
from health.checkup import Checkup
from locales import Texts, texts_for
from resort.rights import Right


@dataclass(slots=True, kw_only=True)
class Turn(UnitOfWork):
    """Everything a handler needs. What it says is owed from the moment the transaction is on disk."""

    here: Chat
    texts: Texts
    update: Update
    checkup: Checkup
    admins: frozenset[int] | None = None  # of the group, as Telegram said just now; asked only for `ASKS_ADMINS`
    toast: str = ""
    alert: bool = False
    replaces: OutboxId | None = None  # the message that the next screen takes the place of
    shown: OutboxId | None = None  # the message that holds the screen shown last

    @property
    def callback(self) -> Callback | None:
        """The button that was tapped, if one was and it is ours."""
        query = self.update.callback_query
        return Callback.decode(query.data) if query is not None and query.data is not None else None

    @property
    def name(self) -> str:
        """The name of the person who acts, as Telegram has it."""
        user = self.update.effective_user
        return user.full_name if user is not None else ""

    @property
    def words(self) -> str:
        """What stands behind a command."""
        message = self.update.effective_message
        behind = ((message.text if message else None) or "").split(maxsplit=1)[1:]
        return behind[0].strip() if behind else ""

    @property
    def is_admin(self) -> bool | None:
        """Whether the person is an admin of this group or channel at this moment; None when Telegram could not say."""
        said, user = self.update.message or self.update.channel_post, self.update.effective_user
        if said is not None and said.sender_chat is not None and said.sender_chat.id == said.chat.id:
            return True  # the group itself: an anonymous admin; or a post of the channel
        if self.admins is None or user is None:
            return None
        return user.id in self.admins

    def speak(self, language: str) -> None:
        """Go on in another language."""
        self.texts = texts_for(language)

    async def officer(self) -> Officer | None:
        """The officer who acts, in private or in a group; None for everybody else, also for removed people."""
        user = self.update.effective_user
        if user is None:
            return None
        own = self.here.kind == "private"
        key = self.here.key if own else await chats.find(self.tx, self.vault, user.id)
        return None if key is None else await officers.of_chat(self.tx, key)

    async def require(self, *rights: Right) -> Officer:
        """The officer who acts, if they have one of these rights; else `Refused`."""
        officer = require(await self.officer(), *rights)
        await officers.heard(self.tx, officer.key, self.now)
        return officer

    async def say(self, key: str, **values: object) -> None:
        """Answer with a text."""
        await self.send(render.message(self.texts(key, **values)))

    async def show(
        self, screen: Screen, topic: Topic, *, revision: int = 0, note: Line | None = None, fresh: bool = False
    ) -> Outgoing:
        """Show a screen: in place of the one whose button was tapped, else as a new message. Returns what shows it.

        `fresh` makes it new in any case and takes the tapped screen's buttons away.
        """
        hides = self.is_silent(self.here)
        screen = self.for_silent(self.here, screen)
        params = self.drawn(screen, topic, self.texts.language, revision, note)
        tapped = self._tapped_message
        if hides:  # one screen, which is changed
            fresh, self.replaces = False, await quiet.screen(self.tx, self.here.key)
        if self.replaces is not None and (hides or (tapped is None and screen.keyboard is None)):
            changed = await self.owe(self.here, "editMessageText", params, Lane.ANSWER, edits=self.replaces)
            self.shown, self.replaces = self.replaces, None
            return changed
        if tapped is None:
            sent = await self.send(params)
            self.shown = sent.id
            return sent
        if fresh or screen.keyboard is not None:
            await self.answer("editMessageReplyMarkup", {"message_id": tapped})
            return await self.send(params)
        if topic is Topic.DESK:
            await tellings.replaced(self.tx, self.here.key, tapped, self.now)
        return await self.answer("editMessageText", {"message_id": tapped, **params})

    async def put_keyboard_away(self, line: Line) -> None:
        """Say something, and take the keyboard below the chat away with it."""
        text = render.written(line, self.texts, self.resort.zone)
        await self.send(render.message(text, render.NO_KEYBOARD))

    async def send(self, params: Params) -> Outgoing:
        """Answer with a new message, in the forum topic that was written or tapped in."""
        query = self.update.callback_query
        said = self.update.message or (query.message if query is not None else None)
        if said is not None and said.topic is not None:
            params = {**params, "message_thread_id": said.topic}
        return await self.answer("sendMessage", params)

    async def answer(self, method: str, params: Params, *, upload: Upload | None = None) -> Outgoing:
        """Owe a call to the chat the update came from."""
        return await self.owe(self.here, method, params, Lane.ANSWER, upload=upload)

    @property
    def _tapped_message(self) -> int | None:
        query = self.update.callback_query
        return query.message.message_id if query is not None and query.message is not None else None
