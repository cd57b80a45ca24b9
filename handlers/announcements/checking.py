"""Is it genuine: `/cek CODE`, a message passed on to us, and `/imbauan`, the latest that went out."""

import re

from conversations.answer import Text
from conversations.buttons.announcements import Latest
from conversations.callback import Topic
from conversations.report_danger import alarming
from conversations.screen import Button, Key, Line, Screen
from db.appeals import StoredAnnouncement
from db.officers import Officer
from handlers.common.buttons import DANGER, MENU, TOPICS
from handlers.common.turn import Turn
from handlers.telegram.incoming import composed_of
from handlers.telegram.update import PRIVATE, Message, Update
from locales import Html
from publishing import announcement, genuineness
from publishing.genuineness import Genuine, Verdict
from reports import number as numbers

_NEWEST = Latest()
_CODE = re.compile(r"/cek(?:@\w+)?\s+([0-9A-Za-z-]{8,12})")


async def check(turn: Turn) -> None:
    """`/cek CODE`, in private and in groups."""
    if not turn.words:
        await turn.say("check.how")
        return
    if (number := numbers.parse(turn.words)) is not None:
        await turn.say("check.is_number", number=number)
        return
    verdict = await genuineness.of_code(turn, turn.words, await _officer(turn))
    screen = _said(verdict)
    if verdict.genuine is Genuine.UNKNOWN and turn.here.kind == PRIVATE and alarming(Text(turn.words), turn.scene):
        screen = Screen(screen.text, ((DANGER,),))  # it may be no announcement but a cry for help
    await turn.show(screen, Topic.MENU)


def passed_on(update: Update) -> bool:
    """Whether a private message is a forward that carries one of our codes, or comes from our bot itself."""
    message = update.message
    if message is None or message.chat.type != PRIVATE or message.forward_origin is None:
        return False
    return _from_us(message, update) or _CODE.search(message.text or message.caption or "") is not None


async def check_forward(turn: Turn) -> None:
    """A message passed on to us: the same as what went out, or not."""
    message = turn.update.effective_message
    assert message is not None
    if message.media_group_id and not message.caption:
        return  # the other files of an album whose first was answered
    found = _CODE.search(message.text or message.caption or "")
    code = None if found is None else found[1]
    verdict = await genuineness.of_message(turn, code, composed_of(message), await _officer(turn))
    if verdict.genuine is Genuine.UNKNOWN and code is None and _from_us(message, turn.update):
        verdict = Verdict(Genuine.OWN)
    await turn.show(_said(verdict), Topic.MENU)


async def check_pasted(turn: Turn, code: str, *, whole: bool) -> None:
    """A code that was typed alone, or an announcement that was pasted `whole`."""
    message, officer = turn.update.effective_message, await _officer(turn)
    assert message is not None
    verdict = (
        await genuineness.of_message(turn, code, composed_of(message), officer)
        if whole
        else await genuineness.of_code(turn, code, officer)
    )
    await turn.show(_said(verdict), Topic.MENU)


async def check_words(turn: Turn, words: str) -> bool:
    """Whether words without a code are an announcement of ours, or one that was altered, and were answered as that."""
    verdict = await genuineness.of_paste(turn, words, await _officer(turn))
    if verdict is None:
        return False
    await turn.show(_said(verdict), Topic.MENU)
    return True


async def latest(turn: Turn, tapped: Latest = _NEWEST) -> None:
    """`/imbauan`: the latest that went out to the public, just as it did."""
    public = await genuineness.latest(turn)
    if tapped.at >= len(public):
        await turn.show(Screen(Line("menu.no_appeals"), ((TOPICS,), (MENU,))), Topic.MENU)
        return
    stored = public[tapped.at]
    await turn.answer(*announcement.message(turn, stored))
    more = tapped.at + 1 < len(public)
    earlier = ((Button(Key("button.earlier"), Latest(tapped.at + 1)),),) if more else ()
    assert stored.last_fired is not None
    text = Line("check.latest", {"at": stored.last_fired})
    await turn.show(Screen(text, (*earlier, (TOPICS,), (MENU,))), Topic.APPEAL, fresh=True)


def _from_us(message: Message, update: Update) -> bool:
    """Whether Telegram says that this bot wrote what was forwarded."""
    writer = None if message.forward_origin is None else message.forward_origin.sender_user
    return writer is not None and writer.id == update.me.id


async def _officer(turn: Turn) -> Officer | None:
    """The officer who asks in private; in a group everybody reads the answer."""
    return await turn.officer() if turn.here.kind == "private" else None


def _said(verdict: Verdict) -> Screen:
    key = f"check.{verdict.genuine}"
    match verdict.genuine, verdict.sent, verdict.now:
        case (
            (Genuine.UNKNOWN | Genuine.OWN | Genuine.INTERNAL | Genuine.ALTERED_INTERNAL | Genuine.RESTYLED_INTERNAL),
            _,
            _,
        ):
            return Screen(Line(key))
        case Genuine.WITHDRAWN, StoredAnnouncement(last_fired=at), _ if at is not None:
            return Screen(Line(key, {"at": at}))
        case _, StoredAnnouncement(last_fired=at), StoredAnnouncement() as now if at is not None:
            return Screen(Line(key, {"at": at, "text": _text(now)}))
        case _:
            raise AssertionError(f"a verdict without its announcement: {verdict.genuine}")


def _text(stored: StoredAnnouncement) -> str:
    text = stored.appeal.text_alone
    return Html(text) if text else stored.appeal.words or "📎"
