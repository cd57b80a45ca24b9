"""One's own reports: the list, one of them, adding to it, taking it back. Nobody sees another's."""

from datetime import timedelta

import orjson

from conversations.answer import Answer, Attachment, Media, Point, Text
from conversations.report_screens import location, moment
from conversations.report_told import alarming
from conversations.screen import Button, Key, Line, Screen, Value
from db import drafts, events, evidence, reports
from db.drafts import Kept
from db.evidence import LARGEST
from db.reports import Report
from handlers import acts, dispatch, typed
from handlers.buttons import MENU, REPORT
from handlers.callback import Topic
from handlers.turn import Turn
from locales import Refused, shown
from locales.times import day_and_clock
from reports import number as numbers
from reports.clock import Rung
from reports.state import Act, Role, allowed, perform
from reports.urgency import Urgency

FLOW = "addition"
DONE = Button(Key("button.done"), "done")
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
        case "answer":
            await _begin_addition(turn, await _own(turn, value))
        case "solved":
            await _solved(turn, await _own(turn, value))
        case "reopen":
            await _reopen(turn, await _own(turn, value))
        case _:
            raise Refused("flow.old_button")


async def add(turn: Turn, kept: Kept, answer: Answer) -> None:
    """Words, files or a location for the report that is being added to."""
    assert kept.content is not None
    state = orjson.loads(kept.content)
    report = await _own(turn, state["number"])
    perform(report.case, Act.ADD, Role.REPORTER)
    match answer:
        case Text(body) if typed.means(body, DONE, turn.texts):
            await _finish_addition(turn, report.number)
            return
        case Text(body):
            await _note(turn, report, "ditambah", body)
            news = Line("ping.news_words", {"words": body})
        case Point(latitude, longitude):
            words = f"{latitude:.6f}, {longitude:.6f}"
            await _note(turn, report, "lokasi", words)
            news = Line("ping.news_point", {"words": words})
        case Media(attachment, album):
            if not await _keep_file(turn, kept, state, report, attachment, album):
                return
            news = Line("ping.news_file")
        case _:
            raise Refused("mine.add_what")
    await acts.news_from_reporter(turn, report, Line("ping.news", {"number": report.number, "news": news}))
    if alarming(answer) and report.urgency is not Urgency.DARURAT:
        report = await reports.amend(turn.tx, report, urgency=Urgency.DARURAT)
        if report.case.taken:
            await dispatch.refresh(turn, report)
            await dispatch.call(turn, report, await dispatch.whom(turn, report), [Line("ping.now_urgent")])
        else:
            await dispatch.announce(turn, report, [Line("ping.now_urgent")])
        await turn.say("mine.danger")
    rows = ((Button(Key("button.done"), f"done={report.number}"),),)
    await turn.show(Screen(Line("mine.added", {"number": report.number}), rows), Topic.MINE)


async def _keep_file(
    turn: Turn, kept: Kept, state: dict[str, object], report: Report, file: Attachment, album: str | None
) -> bool:
    """Keep a file; False when its album was answered already, so that the rest of it comes in in silence."""
    answered = album is not None and album == state.get("album")
    if not answered:
        state |= {"album": album, "surplus": False}
    if await evidence.count(turn.tx, report.key) >= MOST_FILES:
        told, state["surplus"] = bool(state["surplus"]), True
        await _keep(turn, orjson.dumps(state), kept.revision)
        if told:
            return False
        raise Refused("mine.files_full", most=MOST_FILES)
    await turn.keep(report.key, [file])
    await _note(turn, report, "bukti", file.caption)
    await _keep(turn, orjson.dumps(state), kept.revision)
    if (file.size or 0) > LARGEST:
        await turn.say("report.too_big")
    return not answered


async def end_addition(turn: Turn, number: str | None = None) -> None:
    """Stop adding to a report, if one is being added to; with `number`, only if it is this one."""
    for kept in await drafts.of_chat(turn.tx, turn.vault, turn.here.key):
        if kept.flow == FLOW and kept.content is not None:
            if number in (None, orjson.loads(kept.content)["number"]):
                await _keep(turn, None, kept.revision + 1)
            return


async def _begin_addition(turn: Turn, report: Report) -> None:
    perform(report.case, Act.ADD, Role.REPORTER)
    await _keep(turn, orjson.dumps({"number": report.number}), 0)
    rows = ((Button(Key("button.done"), f"done={report.number}"),),)
    await turn.show(Screen(Line("mine.ask_add", {"number": report.number}), rows), Topic.MINE, fresh=True)


async def _finish_addition(turn: Turn, number: str) -> None:
    await end_addition(turn, number)
    await _open(turn, number)


async def _withdraw(turn: Turn, report: Report) -> None:
    case = perform(report.case, Act.WITHDRAW, Role.REPORTER)
    report = await reports.advance(turn.tx, report, case, turn.now)
    await _note(turn, report, "dibatalkan", None)
    await dispatch.stop_clock(turn, report)
    await dispatch.refresh(turn, report)
    await end_addition(turn)
    rows = ((Button(Key("button.open_report"), f"open={report.number}"),), (MENU,))
    await turn.show(Screen(Line("mine.withdrawn", {"number": report.number}), rows), Topic.MINE)


async def _open(turn: Turn, number: str) -> None:
    """One report with everything its reporter told, and what can be done."""
    report = await _own(turn, number)
    values: dict[str, Value] = {
        "number": report.number,
        "category": Key(f"category.{report.category}") if report.category else Key("report.none"),
        "state": dispatch.standing(report),
        "at": report.created_at,
        "what": shown(report.what, 1200) if report.what else Key("report.voice_note"),
        "where": location(report, turn.scene),
        "when": moment(report.happened_words, report.happened_at, report.ongoing, turn.scene),
        "files": await evidence.count(turn.tx, report.key),
        "news": tuple(await _news(turn, report)),
    }
    rows: list[tuple[Button, ...]] = []
    may = allowed(report.case, Role.REPORTER, ended_ago=_ended_ago(turn, report))
    if Act.REOPEN in may:
        rows.append((Button(Key("button.not_solved"), f"reopen={number}"),))
    if Act.ADD in may:
        rows.append((Button(Key("button.add"), f"add={number}"),))
    if Act.WITHDRAW in may:
        rows.append((Button(Key("button.withdraw"), f"withdraw={number}"),))
    rows += [(Button(Key("button.list"), "page=0"),), (MENU,)]
    await turn.show(Screen(Line("mine.one", values), tuple(rows)), Topic.MINE)


async def _news(turn: Turn, report: Report) -> list[Line]:
    """What was done since, the last few, one line each."""
    happened = [each for each in await events.of_report(turn.tx, report.key) if f"event.{each.act}" in turn.texts][-8:]
    return [
        Line(f"event.{event.act}", {"at": day_and_clock(event.at, turn.resort.zone, turn.texts)}) for event in happened
    ]


async def _solved(turn: Turn, report: Report) -> None:
    """The reporter says it is solved: the report is closed."""
    if not report.case.closed:
        case = perform(report.case, Act.CLOSE, Role.REPORTER)
        report = await reports.advance(turn.tx, report, case, turn.now)
        await _note(turn, report, "dinyatakan_selesai", None)
    await turn.show(Screen(Line("mine.solved", {"number": report.number}), ((MENU,),)), Topic.MINE)


async def _reopen(turn: Turn, report: Report) -> None:
    """The reporter says it is not solved: it begins anew, for seven days after it ended."""
    case = perform(report.case, Act.REOPEN, Role.REPORTER, ended_ago=_ended_ago(turn, report))
    report = await reports.advance(turn.tx, report, case, turn.now)
    await _note(turn, report, "dibuka_kembali", None)
    report = await reports.amend(turn.tx, report, rung=Rung.DUTY)
    await dispatch.refresh(turn, report)
    await dispatch.announce(turn, report, [Line("ping.reopened")])
    await turn.show(Screen(Line("mine.reopened", {"number": report.number}), ((MENU,),)), Topic.MINE)


def _ended_ago(turn: Turn, report: Report) -> timedelta:
    return turn.now - report.ended_at if report.ended_at is not None else timedelta(0)


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
