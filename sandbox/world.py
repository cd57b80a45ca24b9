"""The world around the bot: its account, people, groups, files, the clock, limits, faults, and what is recorded."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING, NamedTuple, cast
from zlib import crc32

from sandbox.chats import Chat, Message, PrivateChat
from sandbox.clock import Clock
from sandbox.delivery import Updates
from sandbox.faults import Faults
from sandbox.files import Files
from sandbox.groups import Group
from sandbox.limits import Limits
from sandbox.members import Member
from sandbox.people import Person
from sandbox.quiet import Quiet
from sandbox.refusals import bad, upgraded
from sandbox.shapes import Params, Raw

if TYPE_CHECKING:
    from sandbox.callbacks import Tap

BOT_ID = 8_000_000_001
TOKEN = f"{BOT_ID}:SANDBOX-not-a-secret-SANDBOX-not-a-s"


class Call(NamedTuple):
    """A call the bot made."""

    method: str
    params: Mapping[str, object]


class World:
    """Everything the stand-in knows. Tests hold it and play people through it; the server answers from it."""

    def __init__(
        self,
        *,
        name: str = "Siaga",
        username: str = "siaga_sandbox_bot",
        token: str = TOKEN,
        clock: Callable[[], datetime] | None = None,
        limits: Limits | None = None,
        privacy: bool = True,
        record: int | None = None,
    ) -> None:
        """`record` bounds the calls and updates kept (None: all, 0: none); `privacy` is the bot's group mode."""
        self.token = token
        self.bot_id = int(token.partition(":")[0])
        self.bot: Raw = {"id": self.bot_id, "is_bot": True, "first_name": name, "username": username}
        self.privacy = privacy
        self.clock: Callable[[], datetime] = clock or Clock()
        self.limits = limits or Limits()
        self.faults = Faults()
        self.files = Files()
        self.updates = Updates(self.faults, first_id=time.time_ns() // 100_000 - 17_000_000_000_000)
        self.quiet_watch = Quiet(self.updates)
        self.people: dict[int, Person] = {}
        self.groups: list[Group] = []
        self.chats: dict[int, Chat] = {}
        self.moved: dict[int, int] = {}  # a basic group's id → its supergroup's
        self.taps: OrderedDict[str, Tap] = OrderedDict()
        self.commands: dict[tuple[str, str], list[Raw]] = {}  # (scope, language) → menu
        self.profile: dict[tuple[str, str], str] = {}  # (name, description or short_description; language)
        self.menu_buttons: dict[int, Raw] = {}
        self.calls: deque[Call] = deque(maxlen=record)
        self.sent_updates: deque[Raw] = deque(maxlen=record)
        self.ignored: list[str] = []  # refusals of calls written into webhook responses, which nobody else learns
        self.watched = False
        self._call_observers: list[Callable[[str, Params], None]] = []
        self._answer_observers: list[Callable[[str, Params, object], None]] = []
        self._loss_observers: list[Callable[[str, object], None]] = []
        self._update_observers: list[Callable[[Raw], None]] = []
        self._watchers: list[Callable[[Raw], None]] = []
        self._numbers: set[int] = set()
        self._accounts: dict[str, int] = {}  # how many of one name there are
        # A new world goes on where an older one cannot have been, for a bot that remembers across starts.
        self._message_ids = count(int(time.time()) - 1_700_000_000)
        self._other_ids = count(time.time_ns() // 1000)

    # People and groups

    def person(
        self,
        name: str,
        *,
        language_code: str | None = "id",
        username: str | None = None,
        phone: str = "",
        last_name: str = "",
    ) -> Person:
        """A new person with a Telegram account; they have not written to the bot yet."""
        user: Raw = {"id": 5_000_000_000 + self._account(name), "is_bot": False, "first_name": name}
        if last_name:
            user["last_name"] = last_name
        if username:
            user["username"] = username
        if language_code:
            user["language_code"] = language_code
        person = Person(self, user, phone or f"+62812{len(self.people):08d}")
        self.people[person.id] = person
        self.chats[person.id] = person.chat_with_bot
        if self.watched:
            self.tell("chat", person.chat_with_bot, None)
        return person

    def group(
        self,
        title: str,
        *,
        members: Iterable[Person] = (),
        admins: Iterable[Person] = (),
        owner: Person | None = None,
        forum: bool = False,
        supergroup: bool = False,
        username: str = "",
        bot: str = "left",
    ) -> Group:
        """A group of people. The bot comes with `adds_bot`; `bot="member"` has it in from before, without an update."""
        kind = "supergroup" if supergroup or forum or username else "group"
        number = self.supergroup_id(title) if kind == "supergroup" else -self._account(title)
        group = Group(self, number, title, kind, forum=forum, username=username)
        for person in members:
            group.members[person.id] = Member(person.user)
        for person in admins:
            group.members[person.id] = Member(person.user, "administrator")
        if owner is not None:
            group.members[owner.id] = Member(owner.user, "creator")
        return self._found(group, bot)

    def channel(self, title: str, *, admins: Iterable[Person] = (), username: str = "", bot: str = "left") -> Group:
        """A channel; its administrators post in it with `sends(…, chat=channel)`."""
        group = Group(self, self.supergroup_id(title), title, "channel", forum=False, username=username)
        for person in admins:
            group.members[person.id] = Member(person.user, "administrator")
        return self._found(group, bot)

    def _found(self, group: Group, bot: str) -> Group:
        if bot != "left":
            group.members[self.bot_id] = Member(self.bot, bot)
        self.groups.append(group)
        self.chats[group.id] = group
        if self.watched:
            self.tell("chat", group, None)
        return group

    def named(self, name: str) -> Person | None:
        """The person of that name."""
        return next((each for each in self.people.values() if each.name == name), None)

    def titled(self, title: str) -> Group | None:
        """The group or channel of that title."""
        return next((each for each in self.groups if each.title == title), None)

    def chat(self, chat_id: object) -> Chat:
        """The chat a call means by number or @username, or what Telegram answers instead."""
        if isinstance(chat_id, str):
            name = chat_id.removeprefix("@").lower()
            found = [each for each in self.groups if str(each.info.get("username", "")).lower() == name]
            if not found:
                raise bad("chat not found")
            return found[0]
        assert isinstance(chat_id, int)
        chat = self.chats.get(chat_id)
        if chat is None:
            if chat_id in self.moved:
                raise upgraded(self.moved[chat_id])
            raise bad("chat not found")
        return chat

    def moves(self, group: Group, new_id: int) -> None:
        """A basic group goes on as a supergroup."""
        del self.chats[group.id]
        self.moved[group.id] = new_id
        group.id = new_id
        self.chats[new_id] = group

    # Numbers and time

    def next_message_id(self) -> int:
        return next(self._message_ids)

    def supergroup_id(self, title: str) -> int:
        return -1_000_000_000_000 - self._account(title)

    def next_id(self) -> str:
        """A number for a callback, an album or a poll."""
        return str(next(self._other_ids))

    def _account(self, name: str) -> int:
        """The number behind a name: the same in every world, so that a bot's memory fits after a restart."""
        before = self._accounts.get(name, 0)
        self._accounts[name] = before + 1
        number = 1 + crc32(f"{name} {before}".encode())
        while number in self._numbers:
            number += 1
        self._numbers.add(number)
        return number

    def timestamp(self) -> int:
        """The world's time in whole seconds."""
        return int(self.clock().timestamp())

    def now(self) -> datetime:
        return self.clock().astimezone(UTC)

    # Updates

    def push(self, kind: str, payload: Raw, lane: int) -> None:
        """Something for the bot to know; passed over if it has not asked for this kind."""
        update = self.updates.push(kind, payload, lane)
        if update is not None:
            self.sent_updates.append(update)
            for observe in self._update_observers:
                observe(update)

    def injects(self, fields: Raw, *, lane: int = 0) -> int:
        """Send the bot an update of any shape, also one Telegram would never send; its update_id.

        It is recorded but not shown to the observers, who hold updates to be valid. `lane` is its chat.
        """
        update = self.updates.queue(fields, lane)
        self.sent_updates.append(update)
        return cast(int, update["update_id"])

    def tell_bot(self, kind: str, message: Message) -> None:
        """A message of a person or a service message, if the bot may see it there."""
        chat = message.chat
        if isinstance(chat, PrivateChat):
            if chat.blocked:
                return
        elif isinstance(chat, Group):
            if not chat.bot_sees(message):
                return
            if chat.kind == "channel":
                kind = "channel_post" if kind == "message" else "edited_channel_post"
        self.push(kind, message.raw, chat.id)

    async def quiet(self, seconds: float = 0.05, *, timeout: float = 10.0) -> None:
        """Wait until no update is undelivered and the bot has called nothing for `seconds`."""
        await self.quiet_watch.wait(seconds, timeout)

    # Who looks on

    def on_call(self, observe: Callable[[str, Params], None]) -> None:
        """Called with every checked call of the bot, before it is carried out; getUpdates too."""
        self._call_observers.append(observe)

    def on_answer(self, observe: Callable[[str, Params, object], None]) -> None:
        """Called with every result; what getUpdates returns is told by `on_update`."""
        self._answer_observers.append(observe)

    def on_loss(self, observe: Callable[[str, object], None]) -> None:
        """Called, after `on_answer`, with every result that the bot was never told: its connection had broken."""
        self._loss_observers.append(observe)

    def on_update(self, observe: Callable[[Raw], None]) -> None:
        """Called with every update when it is made."""
        self._update_observers.append(observe)

    def watch(self, watcher: Callable[[Raw], None]) -> Callable[[], None]:
        """Called with all that people could see happen, for a page of phones; returns the way to stop."""
        self._watchers.append(watcher)
        self.watched = True

        def stop() -> None:
            self._watchers.remove(watcher)
            self.watched = bool(self._watchers)

        return stop

    def called(self, method: str, params: Params) -> None:
        self.calls.append(Call(method, params))
        for observe in self._call_observers:
            observe(method, params)

    def answered(self, method: str, params: Params, result: object) -> None:
        for observe in self._answer_observers:
            observe(method, params, result)

    def lost(self, method: str, result: object) -> None:
        for observe in self._loss_observers:
            observe(method, result)

    def tell(self, event: str, chat: Chat, message: Message | None, **more: object) -> None:
        """Tell the watchers what happened; ask `watched` first, it costs."""
        told: Raw = {"event": event, "chat": chat.info, **more}
        if message is not None:
            told |= {"message": message.raw, "keyboard": message.keyboard, "from_bot": message.from_bot}
        for watcher in list(self._watchers):
            watcher(told)

    def calls_of(self, *methods: str) -> list[Call]:
        """The recorded calls of these methods."""
        return [call for call in self.calls if call.method in methods]
