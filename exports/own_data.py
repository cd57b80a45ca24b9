"""Everything stored of one person, for that person, and nothing of anybody who acted."""

from typing import BinaryIO

import orjson

from casework import history
from casework.call_screen import state_name
from conversations import addition
from conversations.report_draft import load
from conversations.report_values import location, moment
from conversations.salvage import words_of
from conversations.screen import Screen
from conversations.stored import UNUSABLE
from db import chats, drafts, events, evidence, reports, subscribers
from db.exports import Parameters
from db.reports import Report
from db.subscribers import Subscriber
from exports.source import Figures, Source
from resort.roles import Role

Json = dict[str, object]


async def make(source: Source, parameters: Parameters, out: BinaryIO) -> Figures:
    """Write everything as JSON that people can read too."""
    out.write(orjson.dumps(await everything(source), option=orjson.OPT_INDENT_2))
    return {}


def named(parameters: Parameters, figures: Figures) -> str:
    """The name of the file."""
    return "data-saya.json"


def told(parameters: Parameters, figures: Figures) -> Screen | None:
    """The screen of `/dataku` has said everything."""
    return None


async def everything(source: Source) -> Json:
    """Everything, by the names that the file has for it."""
    here = source.chat
    name, username = await chats.told(source.tx, source.vault, here.key)
    follows = await subscribers.get(source.tx, here.key)
    return {
        "nama": name,
        "akun": username,
        "nomor_telegram": here.telegram_id,
        "bahasa": here.language,
        "setuju_sejak": here.consented_at,
        "langganan": None if follows is None else _subscription(follows),
        "draf": await _drafts(source),
        "laporan": [await _report(source, each) for each in await reports.list_of_reporter(source.tx, here.key)],
    }


async def _report(source: Source, report: Report) -> Json:
    scene, report = source.scene, await reports.as_its_reporter_sees(source.tx, report)
    confidential, phone = await reports.contact(source.tx, report.key)
    done = await events.of_report(source.tx, report.key)
    return {
        "nomor": report.number,
        "status": source.texts.plain(state_name(report)),
        "jenis": source.texts.plain(f"category.{report.category}") if report.category else None,
        "dikirim": report.created_at,
        "kejadian": report.what,
        "tempat": source.written(location(report, scene)),
        "titik": [report.latitude, report.longitude] if report.latitude is not None else None,
        "waktu": source.written(moment(report.happened_words, report.happened_at, report.ongoing, scene)),
        "diketahui": source.written(moment(report.known_words, report.known_at, False, scene)),
        "dirahasiakan": confidential,
        "telepon": phone,
        "bukti": [
            {
                "jenis": piece.file.kind,
                "ukuran": piece.file.size,
                "keterangan": piece.file.caption,
                "sidik_sha256": piece.sha256,
            }
            for piece in await evidence.of_reporter(source.tx, report.key)
        ],
        "tambahan": [{"pada": each.at, "isi": each.text} for each in done if each.role == Role.REPORTER and each.text],
        "riwayat": [
            source.written(line) for line in await history.lines(source.tx, report.key, source.texts, source.zone)
        ],
    }


async def _drafts(source: Source) -> list[Json]:
    """What was told and not sent; what an officer was asked for is no data of the citizen in them."""
    found: list[Json] = []
    for stored in await drafts.of_chat(source.tx, source.vault, source.chat.key):
        if stored.content is None:
            continue
        try:
            if stored.flow == "report":
                draft = load(stored.content)
                where = source.written(location(draft, source.scene))
                files = len(draft.evidence)
                found.append({"kejadian": draft.what, "tempat": where, "telepon": draft.phone, "bukti": files})
            elif stored.flow == "addition":
                found.append({"tambahan_untuk": addition.SHAPE.load(stored.content).number})
        except UNUSABLE:  # of an earlier form: what can be read of it
            found.append({"kejadian": words_of(stored.content)})
    return found


def _subscription(follows: Subscriber) -> Json:
    return {"aktif": not follows.ended, "topik": sorted(follows.topics), "wilayah": sorted(follows.areas)}
