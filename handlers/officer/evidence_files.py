"""The evidence of a report as officers see it: what Telegram has re-encoded is passed on, an original never is.

A file sent "as a file" keeps the place, the owner and the name that its maker gave it. Of a picture or a PDF the
officer sees a working copy; of anything else its number and the reporter's words, for it stays at the desk.
"""

from collections.abc import Iterator

from casework import authority
from conversations import render
from conversations.render import Params
from conversations.screen import Line
from db import evidence, reports
from db.chats import Chat
from db.evidence import Custody, Piece
from db.officers import Officer
from db.outbox import Lane, Upload
from db.reports import Report
from handlers.common.turn import Turn
from locales import Refused, shown
from reports.state import RecordedAct

_SENT_BY = {"photo": "sendPhoto", "video": "sendVideo", "voice": "sendVoice", "video_note": "sendVideoNote"}
_LONGEST_CAPTION = 1024  # UTF-16 units, Telegram's limit
_LONGEST_PART = 2000  # characters of a caption in one message; each may count as two


async def show(turn: Turn, officer: Officer, report: Report) -> None:
    """Send the evidence to the officer's private chat, without who sent it; `Refused` if that chat is closed to us.

    That of the reports merged into it goes with it.
    """
    chat = await turn.chat(officer.chat)
    if chat is None:
        raise Refused("ask.write_first")
    merged = await reports.merged_into(turn.tx, report.key)
    for each in (report, *[each for each in merged if (await authority.door(turn, each)).lets(officer)]):
        for place, piece in enumerate(await authority.files(turn, officer, each), 1):
            await _show_one(turn, chat, piece, evidence.name_of(each.number, place))
    await turn.record(RecordedAct.EVIDENCE_SEEN, officer, report=report.key)
    turn.toast = turn.texts.plain("act.files_sent")


async def _show_one(turn: Turn, chat: Chat, piece: Piece, name: str) -> None:
    words = piece.file.caption or ""
    in_one = {"caption": words} if words and len(words.encode("utf-16-le")) <= 2 * _LONGEST_CAPTION else {}
    kind, rest = piece.file.kind, "" if in_one else words
    if (method := _SENT_BY.get(kind)) is not None:
        takes_caption = kind != "video_note"
        params: Params = {kind: piece.file.file_id, "protect_content": True, **(in_one if takes_caption else {})}
        await turn.owe(chat, method, params, Lane.ANSWER)
        rest = rest if takes_caption else words
    elif piece.copies:
        for page in range(1, piece.copies + 1):
            upload = Upload("photo", f"{name}.jpg", f"copies/{piece.id}-{page}.jpg")
            params = {"protect_content": True, **(in_one if page == 1 else {})}
            await turn.owe(chat, "sendPhoto", params, Lane.ANSWER, upload=upload)
    else:
        await _say(turn, chat, Line(_why_not(piece), {"name": name}))
        rest = words
    for part in _parts(rest):
        await _say(turn, chat, Line("act.file_words", {"name": name, "words": shown(part, limit=2 * _LONGEST_PART)}))


def _why_not(piece: Piece) -> str:
    """The sentence for a file that an officer is not shown."""
    if piece.custody is Custody.TOO_BIG:
        return "act.file_too_big"
    if piece.custody is Custody.LOST:
        return "act.file_lost"
    return "act.file_coming" if piece.file.kind == "document" and piece.copies is None else "act.file_at_desk"


async def _say(turn: Turn, chat: Chat, line: Line) -> None:
    text = render.written(line, turn.texts, turn.resort.zone)
    await turn.owe(chat, "sendMessage", {**render.message(text), "protect_content": True}, Lane.ANSWER)


def _parts(words: str) -> Iterator[str]:
    for start in range(0, len(words), _LONGEST_PART):
        yield words[start : start + _LONGEST_PART]
