"""The evidence of a report as officers see it: working copies, and not an original or what Telegram calls it.

A file keeps the place, the owner and the name that its maker gave it. Officers see a copy without them, with the number
of the report and their own unit on each picture; of what has no copy its number and the reporter's words, for it stays
at the desk. Originals take two people: `casework.identity_access`.
"""

from collections.abc import Iterator

from casework import authority, identity_access, looks
from casework.authority import require
from conversations import render
from conversations.buttons.officer import FetchHeld
from conversations.buttons.staff import OpenFor
from conversations.callback import Topic
from conversations.render import Params
from conversations.screen import Button, Key, Line, Screen
from copies.job import ENDINGS
from db import evidence, reports, tellings, units
from db.chats import Chat
from db.evidence import Custody, Found, Piece
from db.officers import Officer
from db.outbox import Lane, Upload
from db.reports import Report
from db.tellings import What
from handlers.common.turn import Turn
from locales import Refused, shown
from reports.opening_kind import OpeningKind
from resort.rights import Right, may

_SENT_BY = {
    "photo": "sendPhoto",
    "video": "sendVideo",
    "voice": "sendVoice",
    "video_note": "sendVideoNote",
    "audio": "sendAudio",
}
_LONGEST_CAPTION = 1024  # UTF-16 units, Telegram's limit
_LONGEST_PART = 2000  # characters of a caption in one message; each may count as two


async def show(turn: Turn, officer: Officer, report: Report) -> None:
    """Send the evidence to the officer's private chat, without who sent it; `Refused` if that chat is closed to us.

    That of the reports merged into it goes with it.
    """
    chat = await turn.chat(officer.chat)
    if chat is None:
        raise Refused("ask.write_first")
    held = 0
    unit = await units.get(turn.tx, officer.unit)
    merged = await reports.merged_into(turn.tx, report.key)
    for each in (report, *[each for each in merged if (await authority.door(turn, each)).lets(officer)]):
        before = len(turn.outgoing)
        files = evidence.named(each.number, await authority.files(turn, officer, each))
        if files or each.key == report.key:
            await looks.at_files(turn, officer, each, files)
        for name, piece in files:
            held += piece.custody is Custody.HELD and each.key == report.key
            await _show_one(turn, chat, piece, name, f"{name} · {unit.name if unit else officer.callsign}")
        for sent in turn.outgoing[before:]:
            what = What.VOICE if sent.method in ("sendVoice", "sendVideoNote") else What.FILE
            await tellings.add(turn.tx, each.key, sent.id, chat.key, what, turn.now)
    if held and (may(officer.role, Right.DESK) or may(officer.role, Right.UNIT_DESK)):
        rows = ((Button(Key("button.fetch_held"), FetchHeld(report.key)),),)
        asked = Line("act.ask_held", {"number": report.number, "count": held})
        await turn.write(chat, Screen(asked, rows), Topic.PING, lane=Lane.ANSWER)
    if await identity_access.may_ask(turn, officer, report, OpeningKind.ORIGINALS):
        ask = Button(Key("button.ask_originals"), OpenFor(report.key, OpeningKind.ORIGINALS))
        await turn.write(chat, Screen(Line("original.offer", {"number": report.number}), ((ask,),)), Topic.OPENING)
    turn.toast = turn.texts.plain("act.files_sent")


async def fetch_held(turn: Turn, officer: Officer, report: Report) -> None:
    """The desk decides that what was held is fetched."""
    require(officer, Right.DESK, Right.UNIT_DESK)
    await authority.files(turn, officer, report)
    fetched = await evidence.fetch_held(turn.tx, report.key, turn.now)
    turn.files_changed |= bool(fetched)
    turn.toast, turn.alert = turn.texts.plain("act.held_fetched" if fetched else "act.held_none"), True


async def _show_one(turn: Turn, chat: Chat, piece: Piece, name: str, stamp: str) -> None:
    words = piece.file.caption or ""
    in_one = {"caption": words} if words and len(words.encode("utf-16-le")) <= 2 * _LONGEST_CAPTION else {}
    rest = "" if in_one else words
    if piece.copies and piece.form is not None:
        takes_caption = piece.form != "video_note"
        ending = ENDINGS[piece.form]
        for page in range(1, piece.copies + 1):
            upload = Upload(
                field=piece.form,
                name=f"{name}{ending}" if piece.copies == 1 else f"{name}-hal-{page}{ending}",
                path=f"copies/{piece.id}-{page}{ending}",
                stamp=stamp if piece.form == "photo" else "",
            )
            params: Params = {"protect_content": True, **(in_one if page == 1 and takes_caption else {})}
            await turn.owe(chat, _SENT_BY[piece.form], params, Lane.ANSWER, upload=upload)
        rest = rest if takes_caption else words
        if Found.MORE in piece.found:
            await _say(turn, chat, Line("act.file_more", {"name": name, "pages": piece.copies}))
    else:
        await _say(turn, chat, Line(_why_not(piece), {"name": name}))
        rest = words
    for part in _parts(rest):
        await _say(turn, chat, Line("act.file_words", {"name": name, "words": shown(part, limit=2 * _LONGEST_PART)}))


def _why_not(piece: Piece) -> str:
    """The sentence for a file that an officer is not shown."""
    if piece.custody is Custody.TOO_BIG:
        return "act.file_too_big"
    if piece.custody is Custody.HELD:
        return "act.file_held"
    if piece.custody is Custody.LOST:
        return "act.file_lost"
    return "act.file_coming" if piece.copies is None else "act.file_at_desk"


async def _say(turn: Turn, chat: Chat, line: Line) -> None:
    text = render.written(line, turn.texts, turn.resort.zone)
    await turn.owe(chat, "sendMessage", {**render.message(text), "protect_content": True}, Lane.ANSWER)


def _parts(words: str) -> Iterator[str]:
    for start in range(0, len(words), _LONGEST_PART):
        yield words[start : start + _LONGEST_PART]
