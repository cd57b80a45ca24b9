"""What an announcement is: its content, who is to get it, and when."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from html import escape, unescape
from typing import Annotated

from pydantic import Field, TypeAdapter

from broadcasts.contacts import LONGEST, contacts, misleading, turns
from broadcasts.schedule import Schedule
from locales.refused import AskAgain, Refused

# Telegram's limits, in UTF-16 units of what is seen; the rest is left to the line with the check code.
LONGEST_TEXT = 4096 - 196
LONGEST_CAPTION = 1024 - 196
MOST_MEDIA = 10  # in one album
MOST_OPTIONS = 12  # of a poll
LONGEST_QUESTION = 300
LONGEST_OPTION = 100


# Endings of documents that people open without installing or unpacking anything.
_PICTURES = frozenset({"jpg", "jpeg", "png", "webp", "heic", "gif"})
_RECORDINGS = frozenset({"mp4", "mov", "mp3", "m4a", "ogg"})
_PAPERS = frozenset({"pdf", "txt", "csv", "rtf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp"})
_PASSED_ON = _PICTURES | _RECORDINGS | _PAPERS
_SEEN = re.compile(r"image/|video/|audio/|application/pdf$", re.IGNORECASE)
_PROGRAM = re.compile(
    r"program|executable|android|java|script|x-(?!m4v|wav)|zip|compressed|msdownload|msdos|html", re.IGNORECASE
)


class Topic(StrEnum):
    """What an announcement is about; groups and citizens follow topics."""

    APPEAL = "imbauan"
    REMINDER = "pengingat"  # the voting day's programme
    CLARIFICATION = "klarifikasi"  # of a hoax


class Kind(StrEnum):
    """The kinds of recipients of an announcement."""

    GROUPS = "grup"  # groups and channels of citizens
    CITIZENS = "warga"  # in private
    OFFICERS = "petugas"


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom an announcement is for. No areas: the whole resort; a unit: only its officers.

    Groups and citizens get it if they follow the topic. Officers are those of the police; those of partners get what is
    for their unit. A subscriber without areas belongs to every audience, and an area overlaps each of its parts.
    """

    topic: Topic
    kinds: frozenset[Kind]
    areas: frozenset[str] = frozenset()  # Kemendagri codes of kecamatan and kelurahan
    unit: str | None = None


class MediaKind(StrEnum):
    """What can go with an announcement."""

    PHOTO = "photo"
    VIDEO = "video"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Media:
    """A file that lies with Telegram. `caption` is its own, in Telegram HTML; `spoiler`: covered until it is tapped."""

    kind: MediaKind
    file_id: str
    unique_id: str
    caption: str = ""
    spoiler: bool = False


@dataclass(frozen=True, slots=True)
class Poll:
    """A question with its answers, as plain text."""

    question: str
    options: tuple[str, ...]
    several: bool = False  # more than one answer may be chosen


@dataclass(frozen=True, slots=True)
class Appeal:
    """One announcement, whole: this is what is shown, hashed, approved, stored and sent.

    The text stands below the first file. `emergency` says why it may go out in spite of quiet hours or masa tenang;
    None when it need not. `above`: the words stand above the files.
    """

    text: str  # Telegram HTML
    audience: Audience
    when: Annotated[Schedule, Field(discriminator="form")]
    media: tuple[Media, ...] = ()
    poll: Poll | None = None
    emergency: str | None = None
    above: bool = False

    @property
    def words(self) -> str:
        """Everything in it that people read, without markup."""
        asked = (self.poll.question, *self.poll.options) if self.poll else ()
        captions = (visible(each.caption) for each in self.media if each.caption)
        return "\n".join((visible(self.text), *captions, *asked)).strip()

    @property
    def texts(self) -> tuple[str, ...]:
        """Each part of it that people read, in Telegram HTML."""
        asked = (self.poll.question, *self.poll.options) if self.poll else ()
        return (self.text, *(each.caption for each in self.media), *map(escape, asked))

    @property
    def text_alone(self) -> str:
        """Everything it says in Telegram HTML, for where its files may not go."""
        return "\n\n".join(part for part in (self.text, *(each.caption for each in self.media)) if part)


def check_document(name: str | None, mime: str | None) -> None:
    """Refuse a document that may be a program or hold one: the commonest scam is an invitation to install."""
    named = name.rpartition(".")[2].strip().lower() in _PASSED_ON if name else _SEEN.match(mime or "") is not None
    if not named or (mime is not None and _PROGRAM.search(mime)):
        raise Refused("appeal.no_document")


class UnreadableAnnouncement(Refused):
    """What an announcement says cannot be read by this release: nothing of it is shown or sent."""

    def __init__(self, key: int) -> None:
        super().__init__("appeal.unreadable")
        self.announcement = key


def visible(html: str) -> str:
    """What is seen of Telegram HTML."""
    return unescape(re.sub(r"<[^<>]*>", "", html))


def check(appeal: Appeal) -> None:
    """Refuse what Telegram would not take, or what would reach nobody."""
    if not appeal.words and not appeal.media:
        raise Refused("appeal.empty")
    most = LONGEST_CAPTION if appeal.media else LONGEST_TEXT
    if (length := _units(visible(appeal.text))) > most:
        raise AskAgain("appeal.too_long", most=most, length=length)
    for each in appeal.media:
        if (length := _units(visible(each.caption))) > LONGEST_CAPTION:
            raise AskAgain("appeal.too_long", most=LONGEST_CAPTION, length=length)
    if len(appeal.media) > MOST_MEDIA:
        raise Refused("appeal.too_many_files", most=MOST_MEDIA)
    if len(appeal.media) > 1 and len({one.kind is MediaKind.DOCUMENT for one in appeal.media}) > 1:
        raise Refused("appeal.mixed_album")
    _check_contacts(appeal)
    if not appeal.audience.kinds:
        raise Refused("appeal.no_audience")
    if appeal.audience.unit is not None and appeal.audience.kinds != {Kind.OFFICERS}:
        raise Refused("appeal.unit_is_officers")
    if appeal.emergency is not None and not appeal.emergency.strip():
        raise Refused("appeal.emergency_without_reason")
    if appeal.poll:
        _check_poll(appeal.poll, with_media=bool(appeal.media))


def _check_contacts(appeal: Appeal) -> None:
    """Nobody is led elsewhere than the words say, and whoever approves sees everything that people are led to."""
    for text in appeal.texts:
        if turns(text):
            raise Refused("appeal.turned")
        if (found := misleading(text)) is not None:
            raise Refused("appeal.misleading_link", said=found[0], leads=found[1] or "?")
    if contacts(appeal.texts).length > LONGEST:
        raise Refused("appeal.too_many_contacts")


def stored(appeal: Appeal) -> str:
    """The one written form of an appeal: the same appeal always gives the same characters.

    Approvals hold its hash: a field that came later is written only where it says something.
    """
    written = _APPEAL.dump_python(appeal)
    for holder in (written, *written["media"]):
        for name in _LATER & holder.keys():
            if not holder[name]:
                del holder[name]
    return json.dumps(written, default=_plain, sort_keys=True, separators=(",", ":"))


def restored(text: str) -> Appeal:
    """The appeal that `stored` wrote."""
    return _APPEAL.validate_json(text)


def _check_poll(poll: Poll, *, with_media: bool) -> None:
    if with_media:
        raise Refused("appeal.poll_with_files")
    if not 2 <= len(poll.options) <= MOST_OPTIONS or len(set(poll.options)) < len(poll.options):
        raise Refused("appeal.poll_options", most=MOST_OPTIONS)
    if not 1 <= _units(poll.question) <= LONGEST_QUESTION:
        raise Refused("appeal.poll_question", most=LONGEST_QUESTION)
    if not all(1 <= _units(option) <= LONGEST_OPTION for option in poll.options):
        raise Refused("appeal.poll_option_length", most=LONGEST_OPTION)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _plain(value: object) -> object:
    match value:
        case frozenset():
            return sorted(value)
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case _:
            raise TypeError(f"no written form for {value!r}")


_LATER = frozenset({"above", "caption", "spoiler"})
_APPEAL = TypeAdapter(Appeal)
