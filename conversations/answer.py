"""What a person can answer in a dialogue, whatever Telegram calls it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """Words, exactly as they were typed; not `own` when they were passed on from somebody else.

    `source` is the channel or group that a forward comes from, never a person; `quote` what the words answer.
    """

    body: str
    own: bool = True
    source: str | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Tap:
    """A button of the current screen: its choice, such as `back` or `kind=gangguan`."""

    choice: str

    @property
    def name(self) -> str:
        """The part before `=`."""
        return self.choice.partition("=")[0]

    @property
    def value(self) -> str:
        """The part after `=`, or nothing."""
        return self.choice.partition("=")[2]


@dataclass(frozen=True, slots=True)
class Point:
    """A shared location in degrees, WGS 84; `name` where a place of the map was shared: its title and address."""

    latitude: float
    longitude: float
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that lies with Telegram. `size` is in bytes where Telegram says it."""

    kind: str
    file_id: str
    unique_id: str
    size: int | None = None
    mime: str | None = None
    caption: str | None = None


@dataclass(frozen=True, slots=True)
class Media:
    """A photo, video, voice note or document; `album` joins those sent together.

    Not `own` when it was passed on from somebody else, with what is written below it; `source` as with words.
    """

    attachment: Attachment
    album: str | None = None
    own: bool = True
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Phone:
    """A shared contact card; `own` when it is the person's own number."""

    number: str
    own: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A poll, as plain text; `several` when more than one answer may be chosen."""

    question: str
    options: tuple[str, ...]
    several: bool = False


@dataclass(frozen=True, slots=True)
class Composed:
    """A message that is to be passed on as it is: its words as Telegram HTML, and its file or poll."""

    html: str
    attachment: Attachment | None = None
    album: str | None = None
    poll: Asked | None = None
    spoiler: bool = False  # the file is covered until it is tapped
    above: bool = False  # the words stand above the file
    links: bool = False  # it leads somewhere, or shows something, that its words do not


@dataclass(frozen=True, slots=True)
class Other:
    """Anything a dialogue has no use for: a sticker, a dice, a poll."""


Answer = Text | Tap | Point | Media | Phone | Composed | Other


def is_own(answer: Answer) -> bool:
    """Whether an answer is its person's own, and not passed on from somebody else."""
    return not isinstance(answer, Text | Media) or answer.own


def words_of(answer: Answer) -> str:
    """What was said, or written below a file."""
    match answer:
        case Text(body) | Media(Attachment(caption=str(body))):
            return body
        case _:
            return ""


def own_words(answer: Answer) -> str:
    """What was said in one's own words; a forward says nothing of them."""
    return words_of(answer) if is_own(answer) else ""


def as_number(value: str) -> int:
    """The number in a button's value: a page or a row's key. 0, the first page and nobody's key, when it is none."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 16 else 0
