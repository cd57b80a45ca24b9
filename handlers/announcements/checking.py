"""Is it genuine: `/cek CODE`, a message passed on to us, and `/imbauan`, the latest that went out."""

import re

from telegram import Message, MessageOriginUser, Update

from broadcasts import genuine
from broadcasts.appeal import Kind
from broadcasts.state import State
from conversations.answer import Composed, as_number
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from db import appeals
from db.appeals import StoredAnnouncement
from handlers.announcements import preview
from handlers.common.buttons import MENU, TOPICS
from handlers.common.turn import Turn
from handlers.telegram.incoming import composed_of
from locales import Html, texts_for
from resort.rights import Right, may

_CODE = re.compile(r"/cek(?:@\w+)?\s+([0-9A-Za-z-]{8,12})")
_RECENT = 100  # announcements that a forward without a code is held against


async def check(turn: Turn) -> None:
    """`/cek CODE`, in private and in groups."""
    if not turn.words:
        await turn.say("check.how")
        return
    code = genuine.normal(turn.words)
    kept = await appeals.by_code(turn.tx, code) if code is not None else None
    await turn.show(await _verdict(turn, kept, altered=False), Topic.MENU)


def passed_on(update: Update) -> bool:
    """Whether a private message is a forward that carries one of our codes, or comes from our bot itself."""
    message = update.message
    if message is None or message.chat.type != "private" or message.forward_origin is None:
        return False
    return _CODE.search(message.text or message.caption or "") is not None or _from_us(message)


async def check_forward(turn: Turn) -> None:
    """A message passed on to us: the same as what went out, or not."""
    message = turn.update.effective_message
    assert message is not None
    if message.media_group_id and not message.caption:
        return  # the other files of an album whose first was answered
    found = _CODE.search(message.text or message.caption or "")
    if found is not None:
        code = genuine.normal(found[1])
        kept = await appeals.by_code(turn.tx, code) if code is not None else None
        altered = kept is not None and not _same(kept, message)
    else:
        recent = [each for each in await appeals.public(turn.tx, _RECENT) if _same(each, message)]
        kept, altered = recent[0] if recent else None, False
    await turn.show(await _verdict(turn, kept, altered=altered), Topic.MENU)


async def latest(turn: Turn, value: str = "") -> None:
    """`/imbauan`: the latest that went out to the public, just as it did."""
    found = [each for each in await appeals.public(turn.tx, _RECENT) if _public(each)]
    at = as_number(value)
    if at >= len(found):
        await turn.show(Screen(Line("menu.no_appeals"), ((TOPICS,), (MENU,))), Topic.MENU)
        return
    kept = found[at]
    await turn.answer(*preview.message(turn, kept))
    earlier = ((Button(Key("button.earlier"), f"latest={at + 1}"),),) if at + 1 < len(found) else ()
    assert kept.last_fired is not None
    text = Line("check.latest", {"at": kept.last_fired})
    await turn.show(Screen(text, (*earlier, (TOPICS,), (MENU,))), Topic.APPEAL, fresh=True)


async def _verdict(turn: Turn, kept: StoredAnnouncement | None, *, altered: bool) -> Screen:
    """What we say of it. What officers got is shown to officers only."""
    if kept is None or kept.last_fired is None:
        return Screen(Line("check.unknown"))
    if kept.state is State.WITHDRAWN:
        return Screen(Line("check.withdrawn", {"at": kept.last_fired}))
    officer = await turn.officer() if turn.here.kind == "private" else None
    if not _public(kept) and not (officer is not None and may(officer.role, Right.ACT)):
        return Screen(Line("check.altered_internal" if altered else "check.internal"))
    later = await appeals.corrections(turn.tx, kept.key)
    now = later[0] if later else kept
    key = "altered" if altered else "corrected" if later else "genuine"
    return Screen(Line(f"check.{key}", {"at": kept.last_fired, "text": _text(now)}))


def _text(kept: StoredAnnouncement) -> str:
    if kept.appeal.text:
        return Html(kept.appeal.text)
    return kept.appeal.words or "📎"


def _public(kept: StoredAnnouncement) -> bool:
    return not kept.directive and bool(kept.appeal.audience.kinds & {Kind.GROUPS, Kind.CITIZENS})


def _same(kept: StoredAnnouncement, message: Message) -> bool:
    """Whether a message says and carries what an announcement did."""
    said = composed_of(message)
    if not isinstance(said, Composed):
        return False
    if said.poll is not None or kept.appeal.poll is not None:
        poll = kept.appeal.poll
        return (
            said.poll is not None
            and poll is not None
            and (said.poll.question, said.poll.options) == (poll.question, poll.options)
        )
    files = {file.unique_id for file in kept.appeal.media}
    if (said.attachment is None) != (not files) or (said.attachment and said.attachment.unique_id not in files):
        return False
    return genuine.same_content(kept.appeal.text, said.html, _footer(kept))


def _footer(kept: StoredAnnouncement) -> str:
    return texts_for("id")("appeal.with_code", text="", code=kept.code or "").strip()


def _from_us(message: Message) -> bool:
    origin = message.forward_origin
    return isinstance(origin, MessageOriginUser) and origin.sender_user.id == message.get_bot().id
