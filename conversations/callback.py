"""What a button carries, packed and parsed in one place.

Telegram gives a button 64 bytes. Ours read `topic:revision:choice`, and there are two kinds of choice:

- An answer in a dialogue, such as `back` or `kind=gangguan`: plain words that become a `Tap`. The revision is the
  draft's, so an old question's button is known to be old.
- Everything else is a button declared once, as a class in `conversations/buttons/`, one file for each wing:

      @button(Topic.PING, "to={report},{unit}")
      class PassTo(OfReport):
          \"\"\"Pass the report on to this unit.\"\"\"

          unit: str

The template is the choice as it is written: the name up to `=`, then the fields with what separates them. The
decorator makes the class a frozen dataclass; a field is an int, str, bool, enum, one of these or None, or a type that
has `read` and `__str__` (see `Written`). A field with its default value is left out at the end of the choice, and
what is left out, or empty, is read as the default.

To show one, put it into a screen: `Button(Key("button.pass"), PassTo(report.key, unit.code))`. To act on it, give the
wing one table from button to handler and let it look the tapped button up:

    TAPS = Taps(on(PassTo, pass_on), on(Take, take))

    async def tapped(turn: Turn) -> None:
        await TAPS.carry_out(turn.callback, turn)  # calls pass_on(turn, PassTo(report=17, unit="polsek-x"))

`bare` stands for `on` where a button carries nothing, so that its handler can also serve a command. `Taps.find` gives
the button and its handler when something has to be looked up first. Both raise `Refused` ("flow.old_button") for what
none of the wing's declarations fits. Buttons of earlier releases lie in chats for ever: a changed declaration must go
on reading them, which `tests/conversations/test_buttons.py` holds with a table.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import MISSING, dataclass, fields
from enum import Enum, StrEnum
from types import NoneType, UnionType
from typing import (
    Any,
    ClassVar,
    Generic,
    Protocol,
    Self,
    TypeVar,
    TypeVarTuple,
    Union,
    Unpack,
    dataclass_transform,
    get_args,
    get_origin,
    get_type_hints,
    runtime_checkable,
)

from locales import Refused

MOST_BYTES = 64
MOST_DIGITS = 15  # of a number in a button


class Topic(StrEnum):
    """Which handler a button belongs to."""

    MENU = "m"
    REPORT = "r"  # a step of the report; the revision is its draft's
    MINE = "l"  # one's own reports
    PEOPLE = "o"  # letting in, duty, the people of a unit
    PING = "p"  # acts on a report; the revision is the report's version
    DESK = "d"  # the desk's queue
    APPEAL = "s"  # writing, approving and following announcements
    PROGRAMME = "g"  # the election's reminders
    TOPICS = "t"  # what a group or citizen gets
    ACTIVITY = "a"  # a step of the giat; the revision is its draft's
    ACTIVITIES = "i"  # reading what officers reported of their own work
    RECORD = "c"  # writing down what others report
    HEALTH = "h"  # how the bot itself is doing
    DATA = "k"  # what is stored of oneself, and erasing it
    OPENING = "b"  # deciding whether to open who reported
    STEP = "q"  # a step of any other dialogue: `flow.answer`; the revision is its draft's
    SERVICE = "v"  # the resort's topics
    TEXTS = "x"  # reading and approving what the resort states
    WORDS = "w"  # what is typed where something else was asked, and the usual reasons


@dataclass(frozen=True, slots=True)
class Callback:
    """A button's data. The choice is read by `parse`, or it is an answer in the dialogue of this revision."""

    topic: Topic
    choice: str
    revision: int = 0

    def encode(self) -> str:
        """The data as Telegram carries it. Raises `ValueError` when it would not fit."""
        data = f"{self.topic}:{self.revision}:{self.choice}"
        if len(data.encode()) > MOST_BYTES:
            raise ValueError(f"callback data over {MOST_BYTES} bytes: {data}")
        return data

    @classmethod
    def decode(cls, data: str) -> "Callback | None":
        """The data of a button, None when it is not one of ours."""
        topic, _, rest = data.partition(":")
        revision, _, choice = rest.partition(":")
        if topic not in set(Topic) or not (revision.isascii() and revision.isdecimal()) or len(revision) > 12:
            return None
        return cls(Topic(topic), choice, int(revision))


@runtime_checkable
class Written(Protocol):
    """A value with a written form of its own: `read` undoes `str`, and raises `ValueError` for anything else."""

    @classmethod
    def read(cls, words: str) -> Self: ...


class ButtonData:
    """What a declared button carries. Declared with `button`."""

    __slots__ = ()

    topic: ClassVar[Topic]
    wire: ClassVar["Wire"]

    @property
    def choice(self) -> str:
        """The button's data without topic and revision."""
        return self.wire.write(self)

    def pack(self, revision: int = 0) -> str:
        """The button's data as Telegram carries it. Raises `ValueError` when it would not fit."""
        return Callback(self.topic, self.choice, revision).encode()


C = TypeVar("C", bound=ButtonData)
B = TypeVar("B", bound=ButtonData)
Ts = TypeVarTuple("Ts")


@dataclass_transform(frozen_default=True)
def button(topic: Topic, template: str) -> Callable[[type[C]], type[C]]:
    """Declare a button: its topic, and how its choice is written, such as `to={report},{unit}`."""

    def declare(kind: type[C]) -> type[C]:
        declared = dataclass(frozen=True, slots=True)(kind)
        declared.topic, declared.wire = topic, Wire(template, declared)
        return declared

    return declare


def parse(callback: Callback, kind: type[B]) -> B | None:
    """The button of this kind that a callback carries; None when it carries another, or nothing that can be read."""
    return kind.wire.read(kind, callback.choice) if callback.topic is kind.topic else None


@dataclass(frozen=True, slots=True)
class Route(Generic[*Ts]):
    """A kind of button and the handler that carries it out."""

    kind: type[ButtonData]
    handler: Callable[[Unpack[Ts], Any], Awaitable[None]]


def on(kind: type[B], handler: Callable[[Unpack[Ts], B], Awaitable[None]]) -> Route[*Ts]:
    """One line of a wing's table: this kind of button goes to this handler, as its last argument."""
    return Route(kind, handler)


def bare(kind: type[ButtonData], handler: Callable[[Unpack[Ts]], Awaitable[None]]) -> Route[*Ts]:
    """One line of a wing's table: this kind of button carries nothing, so its handler does not get it."""
    return Route(kind, lambda *arguments: handler(*arguments[:-1]))


class Taps(Generic[*Ts]):
    """A wing's routing: a table from button to handler. `Ts` are the handlers' arguments before the button."""

    def __init__(self, *routes: Route[*Ts]) -> None:
        self._routes = {(route.kind.topic, route.kind.wire.name): route for route in routes}
        if len(self._routes) != len(routes):
            raise ValueError("a button is routed twice")

    @property
    def kinds(self) -> tuple[type[ButtonData], ...]:
        """Every kind of button of the table."""
        return tuple(route.kind for route in self._routes.values())

    def find(self, callback: Callback | None) -> tuple[ButtonData, Callable[[Unpack[Ts], Any], Awaitable[None]]]:
        """The tapped button and its handler. Raises `Refused` for a button that is none of these."""
        if callback is not None:
            route = self._routes.get((callback.topic, callback.choice.partition("=")[0]))
            tapped = parse(callback, route.kind) if route is not None else None
            if route is not None and tapped is not None:
                return tapped, route.handler
        raise Refused("flow.old_button")

    async def carry_out(self, callback: Callback | None, *context: *Ts) -> None:
        """Call the handler of the tapped button. Raises `Refused` for a button that is none of these."""
        tapped, handler = self.find(callback)
        await handler(*context, tapped)


class Wire:
    """How one kind of button is written: compiled from its template."""

    def __init__(self, template: str, kind: type) -> None:
        self.name, _, body = template.partition("=")
        pieces = re.findall(r"([^{}]*)\{(\w+)\}", body)  # what stands before each field, and the field
        types, defaults = get_type_hints(kind), {each.name: each.default for each in fields(kind)}
        if "".join(f"{before}{{{name}}}" for before, name in pieces) != body or {n for _, n in pieces} != set(defaults):
            raise ValueError(f"the template of {kind.__name__} does not fit its fields: {template}")
        self._fields = [_Field(name, before, types[name], defaults[name]) for before, name in pieces]
        separators = re.escape("".join(before for before, _ in pieces))
        value = f"([^{separators}]*)" if separators else "(.*)"
        parts = [f"(?:{re.escape(before)}{value})?" if before else value for before, _ in pieces]
        self._pattern = re.compile("".join(parts), re.DOTALL)

    def write(self, data: ButtonData) -> str:
        """The choice of a button: defaults at its end are left out."""
        given = [(each, getattr(data, each.name)) for each in self._fields]
        while given and given[-1][0].default is not MISSING and given[-1][1] == given[-1][0].default:
            given.pop()
        body = "".join(f"{each.before}{_written(value)}" for each, value in given)
        return f"{self.name}={body}" if given else self.name

    def read(self, kind: type[B], choice: str) -> B | None:
        """The button of a choice; None when it cannot be read."""
        name, _, body = choice.partition("=")
        found = self._pattern.fullmatch(body) if name == self.name else None
        if found is None:
            return None
        try:
            values = {
                each.name: each.read(words or "") for each, words in zip(self._fields, found.groups(), strict=True)
            }
        except ValueError:
            return None
        return kind(**values)


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    before: str  # what separates it from the field before it
    type: Any
    default: object

    def read(self, words: str) -> object:
        """The value of its words. Raises `ValueError` when they are none."""
        if not words:
            if self.default is MISSING:
                raise ValueError(f"no {self.name}")
            return self.default
        kind = self.type
        if get_origin(kind) in (Union, UnionType):
            kind = next(each for each in get_args(kind) if each is not NoneType)
        if kind is int:
            if not (words.isascii() and words.isdecimal() and len(words) <= MOST_DIGITS):
                raise ValueError(f"no number: {words}")
            return int(words)
        if kind is bool:
            if words != "1":
                raise ValueError(f"neither yes nor no: {words}")
            return True
        if isinstance(kind, type) and issubclass(kind, Enum):
            return kind(words)
        return kind.read(words) if isinstance(kind, type) and issubclass(kind, Written) else words


def _written(value: object) -> str:
    match value:
        case None | False:
            return ""
        case True:
            return "1"
        case _:
            return str(value)
