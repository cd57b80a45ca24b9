"""One turn: an update, who it is from, and what answers it, all inside one transaction."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from telegram import Update

from conversations.report_screens import Scene
from conversations.screen import Button, Line, Screen
from db import outbox
from db.chats import Chat
from db.database import Tx
from db.outbox import Lane, Outgoing, Params
from db.vault import Vault
from handlers import render
from handlers.callback import Callback, Topic
from locales import Texts, texts_for
from reports.area import Areas


@dataclass(frozen=True, slots=True)
class Resort:
    """What the handlers know of the resort they serve."""

    name: str
    prefix: str
    zone: ZoneInfo
    areas: Areas
    bot_username: str
    reports_per_hour: int


@dataclass(slots=True)
class Turn:
    """Everything a handler needs. What it says is owed from the moment the transaction is on disk."""

    tx: Tx
    vault: Vault
    resort: Resort
    chat: Chat
    texts: Texts
    now: datetime  # in the resort's zone
    update: Update
    outgoing: list[Outgoing] = field(default_factory=list)
    toast: str = ""
    alert: bool = False

    @property
    def scene(self) -> Scene:
        """What a dialogue may know."""
        return Scene(self.now, self.resort.areas)

    @property
    def callback(self) -> Callback | None:
        """The button that was tapped, if one was and it is ours."""
        query = self.update.callback_query
        return Callback.decode(query.data) if query is not None and query.data is not None else None

    def speak(self, language: str) -> None:
        """Go on in another language."""
        self.texts = texts_for(language)

    async def say(self, key: str, **values: object) -> None:
        """Answer with a text."""
        await self.send(render.message(self.texts(key, **values)))

    async def show(
        self,
        screen: Screen,
        topic: Topic,
        *,
        revision: int = 0,
        note: Line | None = None,
        fresh: bool = False,
    ) -> None:
        """Show a screen: in place of the one whose button was tapped, else as a new message.

        `fresh` makes it new in any case and takes the tapped screen's buttons away.
        """

        def data(button: Button) -> str:
            if button.topic is not None:
                return Callback(Topic(button.topic), button.choice).encode()
            return Callback(topic, button.choice, revision).encode()

        params = render.screen_message(screen, note, self.texts, self.resort.zone, data)
        tapped = self._tapped_message
        if tapped is None:
            await self.send(params)
        elif fresh or screen.keyboard is not None:
            await self.owe("editMessageReplyMarkup", {"message_id": tapped})
            await self.send(params)
        else:
            await self.owe("editMessageText", {"message_id": tapped, **params})

    async def send(self, params: Params) -> None:
        """Answer with a new message."""
        await self.owe("sendMessage", params)

    async def owe(self, method: str, params: Params, lane: Lane = Lane.ANSWER) -> None:
        """Put a call into the outbox."""
        self.outgoing.append(await outbox.queue(self.tx, self.vault, self.chat, lane, method, params, self.now))

    @property
    def _tapped_message(self) -> int | None:
        query = self.update.callback_query
        return query.message.message_id if query is not None and query.message is not None else None
