"""The unit of work: what every act needs, whether an update or a due time began it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from broadcasts.lint import TRUSTED
from broadcasts.programme import Programme, nights
from conversations import render
from conversations.answer import Attachment
from conversations.callback import ButtonData, Callback, Topic
from conversations.hiding import CLEAN, NEUTRAL, NEWS
from conversations.in_writing import IF_SAFE, WRITE, in_writing
from conversations.render import Params
from conversations.scene import Scene
from conversations.screen import Button, Line, Screen
from db import chats, events, evidence, exports, outbox, quiet, reports
from db.chats import Chat, ChatKey
from db.database import Tx
from db.exports import Parameters, What
from db.officers import Officer
from db.outbox import Lane, OutboxId, Outgoing, Upload
from db.reports import ReportKey
from db.runs import RunKey
from db.vault import Vault
from locales import texts_for
from reports.meaning import Meaning
from reports.routing import Rule
from reports.state import Act, RecordedAct
from reports.urgency import Urgency
from resort.area import Areas
from resort.contacts import UNSET, Contacts
from resort.quiet_hours import Nights
from resort.text_shelf import EMPTY, Shelf

DAY = timedelta(days=1)
REPORTS_OF_A_DAY = 20  # of one person that are looked at


@dataclass(frozen=True, slots=True)
class Resort:
    """What the handlers know of the resort they serve."""

    name: str
    prefix: str
    zone: ZoneInfo
    areas: Areas
    bot_username: str
    reports_per_hour: int
    response_time: Mapping[Urgency, timedelta]
    rules: tuple[Rule, ...]
    programme: Programme
    guarded_names: tuple[str, ...]  # of candidates: the lint warns when an announcement has one
    trusted_hosts: tuple[str, ...] = TRUSTED  # announcements may lead there without a note
    unsent_after: timedelta = timedelta(minutes=2)  # an emergency nobody sends goes to the police by itself
    bytes_per_day: int = 200_000_000  # of files that one person may send before somebody decides to fetch them
    contacts: Contacts = UNSET
    texts: Callable[[], Shelf] = lambda: EMPTY  # what the resort states, as its files say now

    @property
    def nights(self) -> Nights:
        """When officers who are not on duty are left to sleep."""
        return nights(self.programme, self.zone)


@dataclass(slots=True, kw_only=True)
class UnitOfWork:
    """An open transaction, the moment, and what is owed to people from it."""

    tx: Tx
    vault: Vault
    resort: Resort
    now: datetime  # in the resort's zone
    heard: Mapping[str, Meaning] = field(default_factory=dict)  # what the message says, read before the transaction
    said_at: datetime | None = None  # Telegram's date of the message in hand
    outgoing: list[Outgoing] = field(default_factory=list)
    halted: list[RunKey] = field(default_factory=list)  # runs whose deliveries must not leave any more
    erased: bool = False  # something of a person was erased: no trace of it may stay beside the database either
    groups_changed: bool = False  # a unit's group is to be looked at
    exports_changed: bool = False  # a file was asked for, or is no longer wanted
    files_changed: bool = False  # originals are to be fetched from Telegram, or removed from our folder

    @property
    def scene(self) -> Scene:
        """What a dialogue may know."""
        resort = self.resort
        return Scene(self.now, resort.areas, resort.unsent_after, self.heard, resort.programme.voting, self.said_at)

    async def owe(
        self,
        chat: Chat,
        method: str,
        params: Params,
        lane: Lane,
        *,
        edits: OutboxId | None = None,
        upload: Upload | None = None,
        turn: int = 0,
        series: str | None = None,
    ) -> Outgoing:
        """Put a call for a chat into the outbox; `edits` names the message to change by its own row.

        Whoever cannot telephone, or hides, is never told to; nothing rings where somebody hides. A unit is called in
        its topic; an answer stands where it was asked for.
        """
        hides = self.is_silent(chat)
        if (chat.writes or hides) and isinstance(said := params.get("text"), str):
            instead = texts_for(chat.language)(WRITE if chat.writes else IF_SAFE)
            params = {**params, "text": in_writing(said, instead)}
        if hides and method.startswith("send"):
            params = {**params, "disable_notification": True}
            neutral = texts_for(chat.language).plain(NEUTRAL)
            if isinstance(said := params.get("text"), str) and not said.startswith(neutral):
                params["text"] = f"{neutral}\n\n{said}"
        if chat.thread is not None and lane is not Lane.ANSWER and method.startswith("send"):
            params = {**params, "message_thread_id": chat.thread}
        message = await outbox.queue(
            self.tx,
            self.vault,
            chat,
            lane,
            method,
            params,
            self.now,
            edits=edits,
            upload=upload,
            turn=turn,
            series=series,
        )
        if hides and edits is None and method.startswith("send"):
            await quiet.note_ours(self.tx, chat.key, message.id, self.now)
        self.outgoing.append(message)
        return message

    def is_silent(self, chat: Chat) -> bool:
        """Whether somebody hides there: nothing may ring."""
        return chat.silent_until is not None and self.now < chat.silent_until

    def for_silent(self, chat: Chat, screen: Screen) -> Screen:
        """A screen as it is shown where somebody hides: no keyboard below the chat, and a button that removes it."""
        if not self.is_silent(chat) or chat.kind != "private":
            return screen
        return replace(screen, keyboard=None, rows=(*screen.rows, (CLEAN,)))

    async def keep(self, report: ReportKey, files: Sequence[Attachment], officer: Officer | None = None) -> None:
        """Keep files of a report, its reporter's or an officer's; originals are fetched after the commit."""
        left = None if officer is not None or not files else await self._quota_left(report)
        await evidence.add(self.tx, report, files, self.now, None if officer is None else officer.key, left)
        self.files_changed |= bool(files)

    async def _quota_left(self, report: ReportKey) -> int:
        """How many bytes the reporter of a report may still send today, as far as their latest reports tell."""
        reporter = await reports.reporter(self.tx, report)
        latest = await reports.list_of_reporter(self.tx, reporter, limit=REPORTS_OF_A_DAY)
        sent = await evidence.bytes_since(self.tx, [each.key for each in latest], self.now - DAY)
        return max(0, self.resort.bytes_per_day - sent)

    async def export(self, what: What, chat: Chat, parameters: Parameters) -> None:
        """Have a file made for a chat, after the transaction is on disk; it is sent there when it is ready."""
        await exports.ask(self.tx, what, chat.key, parameters, self.now)
        self.exports_changed = True

    async def chat(self, key: ChatKey) -> Chat | None:
        """A chat we can write to; None when it is off."""
        chat = await chats.get(self.tx, self.vault, key)
        return None if chat is None or chat.off else chat

    async def reachable(self, people: Iterable[Officer]) -> list[Officer]:
        """Those who can be written to: people who have blocked us are not asked, called or counted on."""
        return [each for each in people if await self.chat(each.chat) is not None]

    async def tell(
        self,
        key: ChatKey,
        screen: Screen,
        topic: Topic,
        *,
        revision: int = 0,
        lane: Lane = Lane.NOTICE,
        silent: bool = False,
    ) -> Outgoing | None:
        """Write to somebody else, in their language; None when they cannot be written to."""
        chat = await self.chat(key)
        if chat is None:
            return None
        return await self.write(chat, screen, topic, revision=revision, lane=lane, silent=silent)

    async def write(
        self,
        chat: Chat,
        screen: Screen,
        topic: Topic,
        *,
        revision: int = 0,
        lane: Lane = Lane.NOTICE,
        protected: bool = False,
        silent: bool = False,
        turn: int = 0,
        series: str | None = None,
    ) -> Outgoing:
        """Write to a chat in its language. `protected`: nobody can forward or save it. `silent`: it makes no sound.

        `turn` and `series`: see `Outgoing`.
        """
        params = dict(self.drawn(self.for_silent(chat, screen), topic, chat.language, revision))
        if self.is_silent(chat) and (shown := await quiet.screen(self.tx, chat.key)) is not None:
            return await self.owe(chat, "editMessageText", params, lane, edits=shown)
        if protected:
            params["protect_content"] = True
        if silent:
            params["disable_notification"] = True
        return await self.owe(chat, "sendMessage", params, lane, turn=turn, series=series)

    async def rewrite(
        self, chat: Chat, message: OutboxId, screen: Screen, topic: Topic, *, revision: int = 0
    ) -> Outgoing:
        """Change a message that was written before; where somebody hides and removed it: that there is news."""
        if self.is_silent(chat) and not await quiet.holds(self.tx, chat.key, message):
            return await self.write(chat, NEWS, Topic.MENU)
        params = self.drawn(self.for_silent(chat, screen), topic, chat.language, revision)
        return await self.owe(chat, "editMessageText", params, Lane.NOTICE, edits=message)

    async def show_map(self, chat: Chat, latitude: float, longitude: float, *, turn: int = 0) -> Outgoing:
        """Show a point on a map, without a sound of its own: the call before it made one."""
        point: Params = {"latitude": latitude, "longitude": longitude, "disable_notification": True}
        return await self.owe(chat, "sendLocation", point, Lane.PING, turn=turn)

    def drawn(self, screen: Screen, topic: Topic, language: str, revision: int = 0, note: Line | None = None) -> Params:
        """A screen as message parameters."""

        def data(button: Button) -> str:
            if isinstance(button.choice, ButtonData):
                return button.choice.pack(revision if button.choice.topic is topic else 0)
            if button.topic is not None:
                return Callback(Topic(button.topic), button.choice).encode()
            return Callback(topic, button.choice, revision).encode()

        return render.screen_message(screen, note, texts_for(language), self.resort.zone, data)

    async def record(
        self, act: Act | RecordedAct, by: Officer | str, *, report: int | None = None, text: str | None = None
    ) -> None:
        """Write an act into the memory; `by` is an officer, or the role of anybody else."""
        role, officer = (by, None) if isinstance(by, str) else (str(by.role), by.key)
        await events.record(self.tx, self.vault, self.now, role, act, report=report, officer=officer, text=text)
