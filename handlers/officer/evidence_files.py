"""The evidence of a report as officers see it: what Telegram has re-encoded is passed on, an original never is.

A file sent "as a file" keeps the place, the owner and the name that its maker gave it. It stays at the desk; the
officer reads its number and the reporter's words.
"""

from collections.abc import Iterator

from conversations import render
from conversations.answer import Attachment
from conversations.render import Params
from conversations.screen import Line
from db import evidence
from db.chats import Chat
from db.officers import Officer
from db.outbox import Lane
from db.reports import Report
from handlers.common.turn import Turn
from locales import Refused, shown
from reports.state import RecordedAct

_SENT_BY = {"photo": "sendPhoto", "video": "sendVideo", "voice": "sendVoice", "video_note": "sendVideoNote"}
_LONGEST_CAPTION = 1024  # UTF-16 units, Telegram's limit
_LONGEST_PART = 2000  # characters of a caption in one message; each may count as two


async def show(turn: Turn, officer: Officer, report: Report) -> None:
    """Send the evidence to the officer's private chat, without who sent it; `Refused` if that chat is closed to us."""
    chat = await turn.chat(officer.chat)
    if chat is None:
        raise Refused("ask.write_first")
    for place, file in enumerate(await evidence.of_report(turn.tx, report.key), 1):
        await _show_one(turn, chat, file, f"{report.number}-bukti-{place}")
    await turn.record(RecordedAct.EVIDENCE_SEEN, officer, report=report.key)
    turn.toast = turn.texts.plain("act.files_sent")


async def _show_one(turn: Turn, chat: Chat, file: Attachment, name: str) -> None:
    words = file.caption or ""
    if (method := _SENT_BY.get(file.kind)) is None:
        await _say(turn, chat, Line("act.file_at_desk", {"name": name}))
    else:
        params: Params = {file.kind: file.file_id, "protect_content": True}
        if file.kind != "video_note" and len(words.encode("utf-16-le")) <= 2 * _LONGEST_CAPTION:
            params |= {"caption": words} if words else {}
            words = ""
        await turn.owe(chat, method, params, Lane.ANSWER)
    for part in _parts(words):
        await _say(turn, chat, Line("act.file_words", {"name": name, "words": shown(part, limit=2 * _LONGEST_PART)}))


async def _say(turn: Turn, chat: Chat, line: Line) -> None:
    text = render.written(line, turn.texts, turn.resort.zone)
    await turn.owe(chat, "sendMessage", {**render.message(text), "protect_content": True}, Lane.ANSWER)


def _parts(words: str) -> Iterator[str]:
    for start in range(0, len(words), _LONGEST_PART):
        yield words[start : start + _LONGEST_PART]
