"""The world around the bot: its people, groups and channels, what it was told and what it called."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from sandbox.telegram.members import Member
from sandbox.telegram.refusals import bad, upgraded
from sandbox.telegram.shapes import Params, Raw
from sandbox.world.callbacks import Taps
from sandbox.world.chats import Chat, PrivateChat
from sandbox.world.groups import Group
from sandbox.world.limits import Limits
from sandbox.world.people import Person
from sandbox.world.surroundings import SUPERGROUPS, Surroundings

BOT_ID = 8_000_000_001
TOKEN = f"{BOT_ID}:SANDBOX-not-a-secret-SANDBOX-not-a-s"


class Call(NamedTuple):
    """A call the bot made."""

    method: str
    params: Mapping[str, object]


class World(Surroundings):
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
        resumed: bool = False,
    ) -> None:
        """`record` bounds the calls and updates kept (None: all, 0: none); `privacy` is the bot's group mode.

        `resumed`: the bot remembers people and groups of an earlier world, so it can write to any. What it writes
        waits for the person whose account it is.
        """
        bot_id = int(token.partition(":")[0])
        bot: Raw = {"id": bot_id, "is_bot": True, "first_name": name, "username": username}
        super().__init__(bot, clock=clock, limits=limits, privacy=privacy, record=record, resumed=resumed)
        self.token = token
        self.people: dict[int, Person] = {}
        self.groups: list[Group] = []
        self.chats: dict[int, Chat] = {}
        self.moved: dict[int, int] = {}  # a basic group's id → its supergroup's
        self.taps = Taps(self)
        self.profile: dict[tuple[str, str], str] = {}  # (name, description or short_description; language)
        self.picture: bytes | None = None  # of the bot itself
        self.menu_buttons: dict[int, Raw] = {}
        self.calls: deque[Call] = deque(maxlen=record)
        self.ignored: list[str] = []  # refusals of calls written into webhook responses, which nobody else learns
        self._call_observers: list[Callable[[str, Params], None]] = []
        self._answer_observers: list[Callable[[str, Params, object], None]] = []
        self._loss_observers: list[Callable[[str, object], None]] = []

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
        user: Raw = {"id": 5_000_000_000 + self.account_number(name), "is_bot": False, "first_name": name}
        if last_name:
            user["last_name"] = last_name
        if username:
            user["username"] = username
        if language_code:
            user["language_code"] = language_code
        chat = PrivateChat(self, user, met_bot=lambda: self._bot_met(person))
        waiting = self.chats.get(chat.id)
        if isinstance(waiting, PrivateChat):
            chat = waiting.of(user)
        person = Person(self, chat, phone or f"+62812{len(self.people):08d}", self.taps)
        self.people[person.id] = person
        self.chats[person.id] = chat
        chat.tell("chat")
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
        number = self.supergroup_id(title) if kind == "supergroup" else -self.account_number(title)
        group = self._group(number, title, kind, forum=forum, username=username)
        for person in members:
            group.members[person.id] = Member(person.user)
        for person in admins:
            group.members[person.id] = Member(person.user, "administrator")
        if owner is not None:
            group.members[owner.id] = Member(owner.user, "creator")
        return self._found(group, bot)

    def channel(self, title: str, *, admins: Iterable[Person] = (), username: str = "", bot: str = "left") -> Group:
        """A channel; its administrators post in it with `sends(…, chat=channel)`."""
        group = self._group(self.supergroup_id(title), title, "channel", username=username)
        for person in admins:
            group.members[person.id] = Member(person.user, "administrator")
        return self._found(group, bot)

    def _group(self, number: int, title: str, kind: str, *, forum: bool = False, username: str = "") -> Group:
        """A new one; where the bot wrote to it already, what it wrote stands in it."""
        group = Group(self, number, title, kind, self._moved, forum=forum, username=username)
        waiting = self.chats.get(number)
        return waiting.of(group) if isinstance(waiting, Group) and waiting.earlier else group

    def _remembered(self, chat_id: int) -> Chat:
        """A chat of an earlier world that the bot writes to: a person, or a group of which nothing else is known."""
        if chat_id > 0:
            stranger: Raw = {"id": chat_id, "is_bot": False, "first_name": str(chat_id)}
            return PrivateChat(self, stranger, met_bot=lambda: True)
        kind = "supergroup" if chat_id <= SUPERGROUPS else "group"
        group = Group(self, chat_id, str(chat_id), kind, self._moved, forum=False, username="")
        group.earlier = True
        group.members[self.bot_id] = Member(self.bot, "administrator")
        return group

    def _found(self, group: Group, bot: str) -> Group:
        if bot != "left":
            group.members[self.bot_id] = Member(self.bot, bot)
        self.groups.append(group)
        self.chats[group.id] = group
        group.tell("chat")
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
            if not self.resumed:
                raise bad("chat not found")
            chat = self.chats[chat_id] = self._remembered(chat_id)
        return chat

    def _moved(self, old_id: int, group: Group) -> None:
        """A basic group goes on as a supergroup."""
        del self.chats[old_id]
        self.moved[old_id] = group.id
        self.chats[group.id] = group

    def _bot_met(self, person: Person) -> bool:
        """Whether the bot can know this account: from a group both are in."""
        return any(group.bot.inside and group.member(person).inside for group in self.groups)

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

    def calls_of(self, *methods: str) -> list[Call]:
        """The recorded calls of these methods."""
        return [call for call in self.calls if call.method in methods]
