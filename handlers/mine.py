"""One's own reports: the list, one of them, adding to it, taking it back. Nobody sees another's."""

import orjson

from conversations.answer import Answer, Media, Point, Text
from conversations.report_screens import location, moment
from conversations.screen import Button, Key, Line, Screen, Value
from db import drafts, events, evidence, reports
from db.drafts import Kept
from db.evidence import LARGEST
from db.reports import Report
from handlers.buttons import MENU, REPORT
from handlers.callback import Topic
from handlers.turn import Turn
from locales import Refused, shown
from locales.times import day_and_clock
from reports import number as numbers
from reports.state import State

FLOW = "addition"
PAGE = 5
MOST_FILES = 30


async def show_list(turn: Turn, page: int = 0) -> None:
    """`/laporanku`: what this person has reported, the newest first."""
    total = await reports.count_of_reporter(turn.tx, turn.here.key)
    if not total:
        await turn.show(Screen(Line("mine.none"), ((REPORT,), (MENU,))), Topic.MINE)
        return
    pages = -(-total // PAGE)
    page %= pages
    found = await reports.list_of_reporter(turn.tx, turn.here.key, limit=PAGE, offset=page * PAGE)
    rows = [(Button(_label(turn, report), f"open={report.number}"),) for report in found]
    if pages > 1:
        rows.append((Button(Key("button.more"), f"page={(page + 1) % pages}"),))
    await turn.show(Screen(Line("mine.list", {"total": total}), (*rows, (MENU,))), Topic.MINE)


async def status(turn: Turn) -> None:
    """`/status NUMBER`: one report, only for who made it; anybody else is answered as if it did not exist."""
    words = turn.words
    if not words:
        await show_list(turn)
        return
    number = numbers.parse(words)
    if number is None:
        raise Refused("mine.not_a_number", example=numbers.make(turn.resort.prefix, turn.now.date(), 42))
    await _open(turn, number)


async def tapped(turn: Turn) -> None:
    """A button of the list or of one report."""
    callback = turn.callback
    assert callback is not None
    name, _, value = callback.choice.partition("=")
    match name:
        case "page":
            await show_list(turn, int(value) if value.isdecimal() else 0)
        case "open":
            await _open(turn, value)
        case "add":
            await _begin_addition(turn, await _own(turn, value))
        case "done":
            await _finish_addition(turn, value)
        case "withdraw":
            report = await _own(turn, value)
            rows = (
                (Button(Key("button.withdraw_yes"), f"withdrawn={value}"),),
                (Button(Key("button.withdraw_no"), f"open={value}"),),
            )
            await turn.show(Screen(Line("mine.ask_withdraw", {"number": report.number}), rows), Topic.MINE)
        case "withdrawn":
            await _withdraw(turn, await _own(turn, value))
        case _:
            raise Refused("flow.old_button")


async def add(turn: Turn, kept: Kept, answer: Answer) -> None:
    """Words, files or a location for the report that is being added to."""
    assert kept.content is not None
    state = orjson.loads(kept.content)
    report = await _own(turn, state["number"])
    match answer:
        case Text(body) if body.strip().casefold() == turn.texts.plain("button.done").casefold():
            await _finish_addition(turn, report.number)
            return
        case Text(body):
            await _note(turn, report, "ditambah", body)
        case Point(latitude, longitude):
            words = f"{latitude:.6f}, {longitude:.6f}"
            await _note(turn, report, "lokasi", words)
        case Media(attachment, album):
            if await evidence.count(turn.tx, report.key) >= MOST_FILES:
                raise Refused("mine.files_full", most=MOST_FILES)
            await evidence.add(turn.tx, report.key, [attachment], turn.now)
            await _note(turn, report, "bukti", attachment.caption)
            if album is not None and album == state.get("album"):
                return
            state["album"] = album
            await _keep(turn, orjson.dumps(state), kept.revision)
            if (attachment.size or 0) > LARGEST:
                await turn.say("report.too_big")
        case _:
            raise Refused("mine.add_what")
    rows = ((Button(Key("button.done"), f"done={report.number}"),),)
    await turn.show(Screen(Line("mine.added", {"number": report.number}), rows), Topic.MINE)


async def end_addition(turn: Turn) -> bool:
    """Stop adding to a report; False when nothing was being added."""
    for kept in await drafts.of_chat(turn.tx, turn.vault, turn.here.key):
        if kept.flow == FLOW and kept.content is not None:
            await _keep(turn, None, kept.revision + 1)
            return True
    return False


async def _begin_addition(turn: Turn, report: Report) -> None:
    if report.state is State.WITHDRAWN:
        raise Refused("mine.withdrawn_already")
    await _keep(turn, orjson.dumps({"number": report.number}), 0)
    rows = ((Button(Key("button.done"), f"done={report.number}"),),)
    await turn.show(Screen(Line("mine.ask_add", {"number": report.number}), rows), Topic.MINE, fresh=True)


async def _finish_addition(turn: Turn, number: str) -> None:
    await end_addition(turn)
    await _open(turn, number)


async def _withdraw(turn: Turn, report: Report) -> None:
    if report.state is State.WITHDRAWN or not await reports.withdraw(turn.tx, turn.vault, report, turn.now):
        raise Refused("mine.withdrawn_already")
    await end_addition(turn)
    rows = ((Button(Key("button.open_report"), f"open={report.number}"),), (MENU,))
    await turn.show(Screen(Line("mine.withdrawn", {"number": report.number}), rows), Topic.MINE)


async def _open(turn: Turn, number: str) -> None:
    """One report with everything its reporter told, and what can be done."""
    report = await _own(turn, number)
    values: dict[str, Value] = {
        "number": report.number,
        "category": Key(f"category.{report.category}") if report.category else Key("report.none"),
        "state": Key(f"state.{report.state}"),
        "at": report.created_at,
        "what": shown(report.what, 2500) if report.what else Key("report.voice_note"),
        "where": location(report, turn.scene),
        "when": moment(report.happened_words, report.happened_at, report.ongoing, turn.scene),
        "files": await evidence.count(turn.tx, report.key),
        "news": tuple(await _news(turn, report)),
    }
    rows: list[tuple[Button, ...]] = []
    if report.state is not State.WITHDRAWN:
        rows += [
            (Button(Key("button.add"), f"add={number}"),),
            (Button(Key("button.withdraw"), f"withdraw={number}"),),
        ]
    rows += [(Button(Key("button.list"), "page=0"),), (MENU,)]
    await turn.show(Screen(Line("mine.one", values), tuple(rows)), Topic.MINE)


async def _news(turn: Turn, report: Report) -> list[Line]:
    """What was done since, the last few, one line each."""
    happened = (await events.of_report(turn.tx, report.key))[-8:]
    return [
        Line(f"event.{event.act}", {"at": day_and_clock(event.at, turn.resort.zone, turn.texts)}) for event in happened
    ]


async def _note(turn: Turn, report: Report, act: str, text: str | None) -> None:
    await events.record(turn.tx, turn.vault, turn.now, "pelapor", act, report=report.key, text=text)


async def _own(turn: Turn, number: str) -> Report:
    report = await reports.of_reporter(turn.tx, turn.here.key, number)
    if report is None:
        raise Refused("mine.not_found")
    return report


async def _keep(turn: Turn, content: bytes | None, revision: int) -> None:
    await drafts.save(turn.tx, turn.vault, turn.here.key, Kept(FLOW, content, revision), turn.now)


def _label(turn: Turn, report: Report) -> str:
    category = turn.texts.plain(f"category.{report.category}" if report.category else "report.none")
    return f"{report.number} · {category}"
