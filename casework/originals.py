"""The originals of a report's files: they leave for one officer, once, when two people agreed to it.

An original tells what its working copy does not: where it was made, by whom, with what. Whoever investigates needs it
all the same, since only its print vouches for it. Programs, archives and what else cannot be looked at stay here.
"""

from collections.abc import Sequence
from pathlib import PurePath

from conversations import render
from conversations.render import Params
from conversations.screen import Key, Line, Value
from db import evidence, tellings
from db.chats import Chat
from db.evidence import Custody, Found, Piece
from db.outbox import Lane, Upload
from db.reports import Report
from db.tellings import What
from db.unit_of_work import UnitOfWork
from locales import texts_for

TRACES = (Found.GPS, Found.OWNER, Found.DEVICE)
# A program can pretend to be a picture too: what opens as a picture or a recording has one of these names.
_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".heic", ".pdf"})
_RECORDINGS = frozenset(
    {".mp4", ".mov", ".3gp", ".webm", ".mkv", ".ogg", ".oga", ".opus", ".mp3", ".m4a", ".aac", ".wav"}
)
_RECORDED = frozenset({"photo", "video", "video_note", "voice", "audio"})


def leaving(pieces: Sequence[Piece]) -> list[Piece]:
    """Those of which the original can leave: it is here, and it is a picture, a recording or a PDF."""
    return [
        piece
        for piece in pieces
        if piece.custody is Custody.FETCHED
        and piece.path is not None
        and (piece.form is not None or piece.file.kind in _RECORDED)
    ]


def tell_of(pieces: Sequence[Piece]) -> Value:
    """The traces found in these originals: place, owner, device."""
    found = [trace for trace in TRACES if any(trace in piece.found for piece in pieces)]
    if not found:
        return Key("original.tells_nothing")
    return Line("original.tells", {"traces": tuple(Line(f"original.trace_{trace}") for trace in found)})


async def send(uow: UnitOfWork, report: Report, pieces: Sequence[Piece], chat: Chat) -> None:
    """Send the originals as they came, each with its whole print. They can be saved: a case file needs them."""
    going = {piece.id for piece in leaving(pieces)}
    for name, piece in evidence.named(report.number, pieces):
        if piece.id not in going:
            continue
        assert piece.path is not None
        ending = PurePath(piece.path).suffix.lower()
        called = f"{name}-asli{ending if ending in _PICTURES | _RECORDINGS else '.bin'}"
        upload = Upload(field="document", name=called, path=f"evidence/{piece.path}")
        said = Line("original.file", {"name": name, "print": piece.sha256 or ""})
        text = render.written(said, texts_for(chat.language), uow.resort.zone)
        caption: Params = {"caption": text, "parse_mode": "HTML", "disable_content_type_detection": True}
        sent = await uow.owe(chat, "sendDocument", caption, Lane.ANSWER, upload=upload)
        await tellings.add(uow.tx, report.key, sent.id, chat.key, What.FILE, uow.now)
