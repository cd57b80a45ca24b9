"""The witness: sees every message as it reaches a chat, and remembers what the verdict will ask."""

import re
import time
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from health.condition import Trouble
from sandbox import Group, Person, World
from tests.survival.tale import TEXTS, opening

NUMBER = re.compile(r"\b[A-Z]{2,5}-\d{4}-\d{4,}-\d\b")
CODE = re.compile(r"kode (\S+) · periksa")
CALL = re.compile(r"· ([A-Z]{2,5}-\d{4}-\d{4,}-\d)\b")
_SENDS = re.compile(r"send[A-Z]\w+")
PRIVATE = re.compile(r"(?:Pelapor|Petugas)\d{4}|rahasia_\d{4}|62812\d{8}|\b[5-9]\d{9}\b")  # whatever tells who it is


@dataclass(frozen=True, slots=True)
class Alarm:
    """What the command was told of the bot itself: that a trouble has begun, is over, or was and is over."""

    trouble: Trouble
    news: str
    text: str


@dataclass
class Seen:
    """What was seen in the world."""

    messages: dict[tuple[int, int], float] = field(default_factory=dict)  # (chat, message) → when, of all that was sent
    unheard: set[tuple[int, int]] = field(default_factory=set)  # of these, those whose answer never reached the bot
    again: int = 0  # edits
    announced: Counter[tuple[int, str]] = field(default_factory=Counter)  # (chat, check code) of announcements
    announced_at: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))  # by code
    plain_in_groups: list[str] = field(default_factory=list)  # what was no announcement
    numbers: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))  # report numbers seen in a chat
    called_at: dict[str, float] = field(default_factory=dict)  # a report's first call, by a steady clock
    called: set[tuple[int, str]] = field(default_factory=set)  # (chat, report number) of calls
    alarms: dict[int, list[Alarm]] = field(default_factory=lambda: defaultdict(list))  # by chat, in order
    leaks: list[str] = field(default_factory=list)


class Witness:
    """Looks on from `World`'s side; `stops` when what is played next is not part of the day."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._going = True
        self._whose: dict[str, int] = {}  # what tells who somebody is → their chat
        self.seen = Seen()
        world.on_answer(self._answered)
        world.on_loss(self._lost)

    def knows(self, person: Person) -> None:
        """Whatever tells who this person is may be seen by nobody else."""
        for word in (person.name, str(person.user.get("username", "")), person.phone.lstrip("+"), str(person.id)):
            if word:
                self._whose[word] = person.id

    def stops(self) -> None:
        """The day is over."""
        self._going = False

    def _answered(self, method: str, params: Mapping[str, object], result: object) -> None:
        sent = bool(_SENDS.fullmatch(method)) and method != "sendChatAction"
        if self._going and (sent or method.startswith("edit")):
            for message in _messages(result):
                self._message(message, sent=sent)

    def _lost(self, method: str, result: object) -> None:
        if self._going and _SENDS.fullmatch(method):
            self.seen.unheard.update(
                (_number(message["chat"], "id"), _number(message, "message_id")) for message in _messages(result)
            )

    def _message(self, message: Mapping[str, object], *, sent: bool) -> None:
        seen, chat = self.seen, _number(message["chat"], "id")
        text = str(message.get("text") or message.get("caption") or "")
        if sent:
            seen.messages[chat, _number(message, "message_id")] = time.monotonic()
        else:
            seen.again += 1
        shown = text + _keyboard(message)
        for word in PRIVATE.findall(shown):
            if self._whose.get(word, chat) != chat:
                seen.leaks.append(f"{word} in {chat}: {text[:80]!r}")
        seen.numbers[chat].update(NUMBER.findall(shown))
        if sent:
            for number in CALL.findall(text):
                seen.called_at.setdefault(number, time.monotonic())
                seen.called.add((chat, number))
            if (alarm := _alarm(text)) is not None:
                seen.alarms[chat].append(alarm)
        code = CODE.search(text)
        if code and sent:
            seen.announced[self._home(chat), code[1]] += 1
            seen.announced_at[code[1]].append(time.monotonic())
        elif chat < 0 and not code:
            seen.plain_in_groups.append(text)

    def _home(self, chat: int) -> int:
        """A group under the number it had in the morning."""
        found = self._world.chats.get(chat)
        return found.old_ids[0] if isinstance(found, Group) and found.old_ids else chat


_ALARMS = {
    opening(key): (trouble, news)
    for trouble in Trouble
    for news in ("begun", "over", "was")
    if (key := f"alarm.{trouble}_{news}") in TEXTS.templates
}


def _alarm(text: str) -> Alarm | None:
    return next((Alarm(*what, text) for words, what in _ALARMS.items() if words in text), None)


def _messages(result: object) -> list[dict[str, object]]:
    return [each for each in (result if isinstance(result, list) else [result]) if isinstance(each, dict)]


def _number(value: object, key: str) -> int:
    assert isinstance(value, Mapping)
    return int(value[key])


def _keyboard(message: Mapping[str, object]) -> str:
    markup = message.get("reply_markup")
    return "" if markup is None else str(markup)
