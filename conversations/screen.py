"""What a dialogue shows: text keys and choices, no words and no markup; the handlers turn it into a message."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from conversations.callback import ButtonData


class Key(str):
    """A value that is itself the key of a text, such as a category's name."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One text and its values."""

    key: str
    values: Mapping[str, "Value"] = field(default_factory=dict)


Value = str | int | Key | datetime | Line | tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Button:
    """A choice with its label: a `Key` for our words, plain text for a name such as a kelurahan's.

    The choice is a declared button, or an answer in the dialogue whose screen this is.
    """

    label: Key | str
    choice: str | ButtonData
    topic: str | None = None  # set on a button that leads out of its dialogue


class Keyboard(StrEnum):
    """What only a keyboard below the chat can ask a phone for."""

    LOCATION = "location"
    CONTACT = "contact"


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Screen:
    """A question with its buttons. With `keyboard` the buttons' labels stand there and come back as typed words."""

    text: Line
    rows: Rows = ()
    keyboard: Keyboard | None = None

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All buttons, row by row."""
        return tuple(button for row in self.rows for button in row)


# The buttons that every question ends with, and some that only a few offer.
BACK = Button(Key("button.back"), "back")
SKIP = Button(Key("button.skip"), "skip")
CANCEL = Button(Key("button.cancel"), "cancel")
NEXT = Button(Key("button.next"), "next")
LEAVE = (BACK, CANCEL)

MOST_BUTTONS = 8


def grid(buttons: Sequence[Button], columns: int = 2) -> Rows:
    """Buttons in rows of so many."""
    return tuple(tuple(buttons[at : at + columns]) for at in range(0, len(buttons), columns))


def paged(
    options: Sequence[Button],
    page: int,
    others: int,
    columns: int = 1,
    turn_to: str | Callable[[int], ButtonData] = "page={page}",
) -> Rows:
    """Rows of options such that no screen has more than eight buttons, `others` of them being other buttons.

    When they do not fit, the last one turns to the next page and from the last page back to the first: `turn_to` makes
    its choice of a page.
    """
    room = MOST_BUTTONS - others
    shown = list(options)
    if len(shown) > room:
        size = room - 1
        pages = -(-len(shown) // size)
        page %= pages
        to = (page + 1) % pages
        more = Button(Key("button.more"), turn_to.format(page=to) if isinstance(turn_to, str) else turn_to(to))
        shown = [*shown[page * size : (page + 1) * size], more]
    return grid(shown, columns)
