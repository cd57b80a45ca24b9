"""`/dataku`: what is stored of the one who asks, on a screen and whole in a file, and nothing of anybody who acted."""

import html

import orjson

from casework.call_screen import state_name
from conversations import addition, render
from conversations.buttons.citizen import Erase
from conversations.callback import Topic
from conversations.report_draft import load
from conversations.report_screens import location, moment
from conversations.screen import Button, Key, Line, Screen, Value
from db import chats, drafts, events, evidence, reports, subscribers
from db.outbox import Upload
from db.reports import Report
from db.subscribers import Subscriber
from handlers.citizen import adding, mine_report, report_store
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from resort.roles import Role

MOST_LINES = 10  # reports on the screen; the file has them all
ERASE = Button(Key("button.erase"), Erase())
NAME = "data-saya.json"

Json = dict[str, object]


async def show(turn: Turn) -> None:
    """What is stored in short, and a file with all of it."""
    own = await reports.list_of_reporter(turn.tx, turn.here.key)
    lines = [
        Line("data.report", {"number": report.number, "state": state_name(report), "at": report.created_at})
        for report in own[:MOST_LINES]
    ]
    follows = await subscribers.get(turn.tx, turn.here.key)
    values: dict[str, Value] = {
        "consent": turn.here.consented_at or Key("report.none"),
        "language": Key(f"language.{turn.here.language}"),
        "topics": tuple(Line("data.topic", {"topic": Key(f"topics.{topic}")}) for topic in _topics(follows))
        or Key("report.none"),
        "draft": Key("data.draft" if await report_store.unfinished(turn) else "report.none"),
        "total": len(own),
        "reports": tuple(lines),
    }
    await turn.show(Screen(Line("data.one", values), ((ERASE,), (MENU,))), Topic.DATA)
    content = orjson.dumps(await _everything(turn, own, follows), option=orjson.OPT_INDENT_2)
    await turn.answer("sendDocument", {}, upload=Upload("document", NAME, content=content))


async def _everything(turn: Turn, own: list[Report], follows: Subscriber | None) -> Json:
    name, username = await chats.told(turn.tx, turn.vault, turn.here.key)
    return {
        "nama": name,
        "akun": username,
        "nomor_telegram": turn.here.telegram_id,
        "bahasa": turn.here.language,
        "setuju_sejak": turn.here.consented_at,
        "langganan": None if follows is None else _subscription(follows),
        "draf": await _drafts(turn),
        "laporan": [await _report(turn, report) for report in own],
    }


async def _report(turn: Turn, report: Report) -> Json:
    confidential, phone = await reports.contact(turn.tx, turn.vault, report.key)
    told = await events.of_report(turn.tx, report.key)
    return {
        "nomor": report.number,
        "status": turn.texts.plain(state_name(report)),
        "jenis": turn.texts.plain(f"category.{report.category}") if report.category else None,
        "dikirim": report.created_at,
        "kejadian": report.what,
        "tempat": _written(turn, location(report, turn.scene)),
        "titik": [report.latitude, report.longitude] if report.latitude is not None else None,
        "waktu": _written(turn, moment(report.happened_words, report.happened_at, report.ongoing, turn.scene)),
        "diketahui": _written(turn, moment(report.known_words, report.known_at, False, turn.scene)),
        "dirahasiakan": confidential,
        "telepon": phone,
        "bukti": [
            {"jenis": file.kind, "ukuran": file.size, "keterangan": file.caption}
            for file in await evidence.of_report(turn.tx, report.key)
        ],
        "tambahan": [{"pada": each.at, "isi": each.text} for each in told if each.role == Role.REPORTER and each.text],
        "riwayat": [_written(turn, line) for line in await mine_report.news(turn, report)],
    }


async def _drafts(turn: Turn) -> list[Json]:
    """What was told and not sent; what an officer was asked for is no data of the citizen in them."""
    found: list[Json] = []
    for kept in await drafts.of_chat(turn.tx, turn.vault, turn.here.key):
        if kept.content is None:
            continue
        if kept.flow == report_store.FLOW:
            draft = load(kept.content)
            where = _written(turn, location(draft, turn.scene))
            files = len(draft.evidence)
            found.append({"kejadian": draft.what, "tempat": where, "telepon": draft.phone, "bukti": files})
        elif kept.flow == adding.FLOW:
            found.append({"tambahan_untuk": addition.SHAPE.load(kept.content).number})
    return found


def _subscription(follows: Subscriber) -> Json:
    return {"aktif": not follows.ended, "topik": sorted(follows.topics), "wilayah": sorted(follows.areas)}


def _topics(follows: Subscriber | None) -> list[str]:
    return [] if follows is None or follows.ended else sorted(follows.topics)


def _written(turn: Turn, value: Value) -> str:
    """A value as plain text; what was typed stays as it was typed."""
    if isinstance(value, str) and not isinstance(value, Key):
        return value
    return html.unescape(render.written(value, turn.texts, turn.resort.zone))
