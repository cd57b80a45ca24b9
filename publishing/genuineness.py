"""Is it genuine: what is answered to a check code, or to a message that was passed on to the bot."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from broadcasts import genuine
from broadcasts.appeal import Kind
from broadcasts.state import State
from conversations.answer import Composed
from db import appeals
from db.appeals import StoredAnnouncement
from db.officers import Officer
from db.unit_of_work import UnitOfWork
from locales import texts_for
from resort.rights import Right, may

ALIKE = 0.8  # from which likeness on a pasted text is ours with other words
RECENT = 100  # announcements that a message without a code is compared with


class Likeness(IntEnum):
    """How far a message is an announcement."""

    OTHER = 0  # says or carries something else
    WORDS = 1  # says the same, and looks otherwise
    WHOLE = 2


class Genuine(StrEnum):
    """What is said of a check."""

    UNKNOWN = "unknown"  # not one of ours, or not sent
    WITHDRAWN = "withdrawn"  # ours, and taken back
    INTERNAL = "internal"  # ours, for officers: its content is shown to officers only
    ALTERED_INTERNAL = "altered_internal"  # the same, with other words than ours
    ALTERED = "altered"  # carries our code and other words
    RESTYLED = (
        "restyled"  # our words, some of them struck through, covered or folded, or above a button that is not ours
    )
    RESTYLED_INTERNAL = "restyled_internal"
    CORRECTED = "corrected"  # ours, and other words have taken its place
    GENUINE = "genuine"
    OWN = "own"  # no announcement, but written by this bot: a receipt, a piece of news


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of a check; `sent` is the announcement it means, `now` the words that count today."""

    genuine: Genuine
    sent: StoredAnnouncement | None = None
    now: StoredAnnouncement | None = None


async def of_code(uow: UnitOfWork, words: str, officer: Officer | None) -> Verdict:
    """What is known of a check code; `officer` asks in private, or nobody of ours does."""
    return await _verdict(uow, await _by_code(uow, words), officer, Likeness.WHOLE)


async def of_message(uow: UnitOfWork, code: str | None, message: object, officer: Officer | None) -> Verdict:
    """What is known of a message that was passed on; `message` is its content, `code` the check code in it."""
    if code is not None:
        stored = await _by_code(uow, code)
        likeness = Likeness.WHOLE if stored is None else _likeness(stored, message)
        return await _verdict(uow, stored, officer, likeness)
    alike = [(_likeness(each, message), each) for each in await appeals.public(uow.tx, RECENT)]
    likeness, stored = max(alike, key=lambda pair: pair[0], default=(Likeness.OTHER, None))
    return await _verdict(uow, stored if likeness is not Likeness.OTHER else None, officer, likeness)


async def of_paste(uow: UnitOfWork, text: str, officer: Officer | None) -> Verdict | None:
    """What is known of plain words without a code; None where they are nothing like what we sent."""
    parts = genuine.fragments(text)
    found = await appeals.public_with(uow.tx, parts) if parts else []
    alike = [(genuine.same_words(each.appeal.text, text, _footer(each)), each) for each in found if is_public(each)]
    likeness, stored = max(alike, key=lambda pair: pair[0], default=(0.0, None))
    if likeness < ALIKE:
        return None
    return await _verdict(uow, stored, officer, Likeness.OTHER if likeness < 1 else Likeness.WHOLE)


async def latest(uow: UnitOfWork) -> list[StoredAnnouncement]:
    """The latest that went out to the public and were not taken back."""
    return [each for each in await appeals.public(uow.tx, RECENT) if is_public(each)]


def is_public(stored: StoredAnnouncement) -> bool:
    """Whether groups or citizens got an announcement."""
    return not stored.directive and bool(stored.appeal.audience.kinds & {Kind.GROUPS, Kind.CITIZENS})


async def _by_code(uow: UnitOfWork, words: str) -> StoredAnnouncement | None:
    code = genuine.normal(words)
    return None if code is None else await appeals.by_code(uow.tx, code)


async def _verdict(
    uow: UnitOfWork, stored: StoredAnnouncement | None, officer: Officer | None, likeness: Likeness
) -> Verdict:
    """What is said of it. What officers got is shown to officers only."""
    if stored is None or stored.last_fired is None:
        return Verdict(Genuine.UNKNOWN)
    if stored.state is State.WITHDRAWN:
        return Verdict(Genuine.WITHDRAWN, stored)
    if not is_public(stored) and not (officer is not None and may(officer.role, Right.ACT)):
        return Verdict(_INTERNAL[likeness], stored)
    corrections = await appeals.corrections(uow.tx, stored.key)
    now = corrections[0] if corrections else stored
    if likeness is not Likeness.WHOLE:
        return Verdict(Genuine.ALTERED if likeness is Likeness.OTHER else Genuine.RESTYLED, stored, now)
    return Verdict(Genuine.CORRECTED if corrections else Genuine.GENUINE, stored, now)


def _likeness(stored: StoredAnnouncement, message: object) -> Likeness:
    """How far a message says and carries what an announcement did."""
    if not isinstance(message, Composed):
        return Likeness.OTHER
    whole = Likeness.WORDS if message.links else Likeness.WHOLE
    poll = stored.appeal.poll
    if message.poll is not None or poll is not None:
        same = (
            message.poll is not None
            and poll is not None
            and (message.poll.question, message.poll.options) == (poll.question, poll.options)
            and message.poll.several is poll.several
        )
        return whole if same else Likeness.OTHER
    media = stored.appeal.media
    files = {file.unique_id: file.caption for file in media}
    attachment = message.attachment
    if (attachment is None) != (not files) or (attachment and attachment.unique_id not in files):
        return Likeness.OTHER
    own = files[attachment.unique_id] if attachment is not None and attachment.unique_id != media[0].unique_id else ""
    text, footer = own or stored.appeal.text, "" if own else _footer(stored)
    if not genuine.same_content(text, message.html, footer):
        return Likeness.OTHER
    covered = next((file.spoiler for file in media if attachment and file.unique_id == attachment.unique_id), False)
    if covered != message.spoiler or not genuine.same_look(text, message.html):
        return Likeness.WORDS
    return whole


_INTERNAL = {
    Likeness.OTHER: Genuine.ALTERED_INTERNAL,
    Likeness.WORDS: Genuine.RESTYLED_INTERNAL,
    Likeness.WHOLE: Genuine.INTERNAL,
}


def _footer(stored: StoredAnnouncement) -> str:
    return texts_for("id")("appeal.with_code", text="", code=stored.code or "").strip()
