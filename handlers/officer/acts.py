"""Acting on a report with a tap: taking it, going there, ending it, asking for help, handing it on."""

from collections.abc import Awaitable, Callable

from casework import deadlines, dispatch, notices
from conversations.answer import Answer, Media, Point, Text, as_number
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, paged
from db import events, officers, pings, reports, units
from db.chats import ChatKey
from db.officers import Officer, OfficerKey
from db.outbox import Lane
from db.reports import Report, ReportKey
from handlers.common.turn import Turn
from handlers.desk import desk_report
from handlers.officer import asking, evidence_files
from locales import Refused
from reports.state import Act, Case, Result, perform
from resort.agency import Agency
from resort.rights import Right, may


async def tapped(turn: Turn) -> None:
    """A button of a call. Who taps is checked anew each time, also on old messages and in groups."""
    callback = turn.callback
    assert callback is not None
    name, _, value = callback.choice.partition("=")
    if name == "nowords" and turn.here.kind == "private":
        await asking.drop(turn)
        return
    officer = await turn.require(Right.ACT)
    key, _, rest = value.partition(",")
    report = await reports.get(turn.tx, ReportKey(as_number(key)))
    if report is None or not await concerns(turn, officer, report):
        raise Refused("rights.not_yours")
    if name in ("go", "there"):
        await move(turn, officer, report, *_MOVES[name])
    elif name in ("pass", "to"):
        await pass_on(turn, officer, report, rest, chosen=name == "to")
    elif name == "result":
        await finish(turn, officer, report, rest)
    elif name in _TAPS:
        await _TAPS[name](turn, officer, report)
    else:
        raise Refused("flow.old_button")


async def concerns(turn: Turn, officer: Officer, report: Report) -> bool:
    """Whether a report is this officer's business: they or their unit were called, have it, or see all."""
    if may(officer.role, Right.DESK) or report.unit == officer.unit or report.officer == officer.key:
        return True
    unit = await units.get(turn.tx, officer.unit)
    theirs = {officer.chat, unit.chat if unit is not None else None}
    return any(ping.chat in theirs for ping in await pings.of_report(turn.tx, report.key))


async def take(turn: Turn, officer: Officer, report: Report) -> None:
    """The first one wins; every copy says who."""
    if report.officer == officer.key:
        turn.toast = turn.texts.plain("act.yours_already")
        return
    case = _perform(report, Act.TAKE, officer)
    report = await reports.advance(turn.tx, report, case, turn.now, unit=officer.unit, officer=officer.key)
    await deadlines.await_officer(turn, report)
    await turn.record(Act.TAKE, officer, report=report.key)
    await dispatch.refresh(turn, report)
    await notices.tell(turn, report, "taken")
    turn.toast = turn.texts.plain("act.taken_by_you", number=report.number)


async def move(turn: Turn, officer: Officer, report: Report, act: Act, news: str) -> None:
    """On the way, or there."""
    report = await reports.advance(turn.tx, report, _perform(report, act, officer), turn.now)
    await deadlines.await_officer(turn, report)
    await turn.record(act, officer, report=report.key)
    await dispatch.refresh(turn, report)
    await notices.tell(turn, report, news)
    turn.toast = turn.texts.plain("act.noted")


async def ask_result(turn: Turn, officer: Officer, report: Report) -> None:
    """What was found."""
    _perform(report, Act.FINISH, officer, Result.HANDLED)
    rows = tuple((Button(Key(f"result.{result}"), f"result={report.key},{result}"),) for result in Result)
    text = Line("act.ask_result", {"number": report.number})
    await turn.tell(officer.chat, Screen(text, rows), Topic.PING, lane=Lane.ANSWER)
    if turn.here.key != officer.chat:
        turn.toast = turn.texts.plain("ask.in_private")


async def finish(turn: Turn, officer: Officer, report: Report, result: str) -> None:
    """The report is done; a note and photos may follow."""
    if result not in set(Result):
        raise Refused("flow.old_button")
    case = _perform(report, Act.FINISH, officer, Result(result))
    report = await reports.advance(turn.tx, report, case, turn.now)
    await deadlines.await_reporter(turn, report)
    await turn.record(Act.FINISH, officer, report=report.key, text=result)
    await dispatch.refresh(turn, report)
    await notices.ended(turn, report, f"ended_{result}")
    await asking.keep(turn, officer.chat, "note", report.key)
    rows = ((Button(Key("button.done"), "nowords", Topic.PING),),)
    await turn.show(Screen(Line("act.finished", {"number": report.number}), rows), Topic.PING)


async def add_note(turn: Turn, report: Report, officer: Officer, extra: str, answer: Answer) -> None:
    """The officer's note or photo on what they found."""
    match answer:
        case Text(body):
            await turn.record("catatan", officer, report=report.key, text=body)
        case Media(attachment):
            await turn.keep(report.key, [attachment])
            await turn.record("foto_petugas", officer, report=report.key, text=attachment.caption)
        case _:
            raise Refused("act.note_what")
    rows = ((Button(Key("button.done"), "nowords", Topic.PING),),)
    await turn.show(Screen(Line("act.note_kept", {"number": report.number}), rows), Topic.PING)


async def help_wanted(turn: Turn, officer: Officer, report: Report) -> None:
    """Help is called: the heads, the patrol, the command."""
    case = _perform(report, Act.CALL_HELP, officer)
    report = await reports.advance(turn.tx, report, case, turn.now)
    await deadlines.await_officer(turn, report)
    await turn.record(Act.CALL_HELP, officer, report=report.key)
    await dispatch.refresh(turn, report)
    await dispatch.call_help(turn, report, officer)
    turn.toast, turn.alert = turn.texts.plain("act.help_called"), True


async def pass_on(turn: Turn, officer: Officer, report: Report, rest: str, *, chosen: bool) -> None:
    """Hand a report to another unit or agency: choose which, then say why."""
    _perform(report, Act.HAND_OVER, officer)
    if not chosen:
        options = [
            Button(unit.name, f"to={report.key},{unit.code}")
            for unit in await units.every(turn.tx)
            if unit.code != report.unit
        ]
        rows = paged(options, as_number(rest), others=0, turn_to=f"pass={report.key},{{page}}")
        text = Line("act.ask_unit", {"number": report.number})
        if turn.here.key == officer.chat and rest:
            await turn.show(Screen(text, rows), Topic.PING)
        else:
            await turn.tell(officer.chat, Screen(text, rows), Topic.PING, lane=Lane.ANSWER)
        return
    unit = await units.get(turn.tx, rest)
    if unit is None:
        raise Refused("flow.old_button")
    text = Line("ask.why_pass", {"number": report.number, "unit": unit.name})
    await asking.ask(turn, officer.chat, "pass", report.key, text, extra=unit.code)


async def pass_with_reason(turn: Turn, report: Report, officer: Officer, extra: str, answer: Answer) -> None:
    """The reason came: the report goes to the other unit, and its clock begins anew."""
    reason = _words(answer)
    unit = await units.get(turn.tx, extra)
    if unit is None:
        raise Refused("flow.old_button")
    act = Act.HAND_OVER if unit.agency is Agency.POLRI else Act.REFER
    report = await reports.advance(turn.tx, report, _perform(report, act, officer), turn.now, unit=unit.code)
    if act is Act.REFER:
        await deadlines.await_partner(turn, report)
    else:
        report = await dispatch.start_clock(turn, report)
    await turn.record(act, officer, report=report.key, text=f"{unit.name}: {reason}")
    await dispatch.refresh(turn, report)
    why = Line("ping.handed", {"callsign": officer.callsign, "reason": reason})
    await dispatch.call_unit(turn, report, unit.code, why)
    await notices.send(
        turn,
        report,
        Line(
            f"notice.{'handed' if act is Act.HAND_OVER else 'referred'}", {"number": report.number, "unit": unit.name}
        ),
    )
    await asking.done(turn, officer.chat)
    await turn.say("act.passed", number=report.number, unit=unit.name)


async def decline(turn: Turn, report: Report, officer: Officer, extra: str, answer: Answer) -> None:
    """An officer cannot: what they had goes back, and when everybody called has said no it climbs at once."""
    reason = _words(answer)
    case = _case_declined(report, officer)
    await turn.record(Act.DECLINE, officer, report=report.key, text=reason)
    if case != report.case:
        report = await reports.advance(turn.tx, report, case, turn.now)
        why = Line("ping.came_back", {"callsign": officer.callsign, "reason": reason})
        report = await dispatch.come_back(turn, report, officer, why)
    if await pings.decline(turn.tx, report.key, officer.chat):
        await dispatch.climb_on(turn, report, Line("ping.all_declined"))
    await asking.done(turn, officer.chat)
    await turn.say("act.declined", number=report.number)


async def ask_why_not(turn: Turn, officer: Officer, report: Report) -> None:
    """An officer cannot: say why."""
    _case_declined(report, officer)
    await asking.ask(turn, officer.chat, "decline", report.key, Line("ask.why_not", {"number": report.number}))


async def ask_question(turn: Turn, officer: Officer, report: Report) -> None:
    """A question for the reporter: write it."""
    _perform(report, Act.ASK, officer)
    await asking.ask(turn, officer.chat, "question", report.key, Line("ask.question", {"number": report.number}))


async def question(turn: Turn, report: Report, officer: Officer, extra: str, answer: Answer) -> None:
    """A question for the reporter; neither side learns who the other is."""
    words = _words(answer)
    _perform(report, Act.ASK, officer)
    await turn.record(Act.ASK, officer, report=report.key, text=words)
    rows = ((Button(Key("button.answer"), f"answer={report.number}"),),)
    await notices.send(turn, report, Line("notice.question", {"number": report.number, "words": words}), rows)
    await asking.done(turn, officer.chat)
    await turn.say("act.asked", number=report.number)


async def news_from_reporter(turn: Turn, report: Report, text: Line, answer: Answer | None = None) -> None:
    """What the reporter added or answered, for who has the report, or for the desk; a location also on a map.

    Whoever of the desk asked last is told too: the answer was promised to them.
    """
    chats: list[ChatKey] = []
    officer = await officers.get(turn.tx, report.officer) if report.officer is not None else None
    if officer is not None and not officer.removed and await turn.chat(officer.chat) is not None:
        chats = [officer.chat]
    if not chats:
        chats = [ping.chat for ping in await dispatch.copies(turn, report)]
    asker = await _asker(turn, report)
    if asker is not None:
        chats.append(asker.chat)
    for chat in dict.fromkeys(chats):
        if chat == turn.here.key:
            continue  # who did it knows
        if await turn.tell(chat, Screen(text), Topic.PING, lane=Lane.PING) and isinstance(answer, Point):
            await dispatch.show_map(turn, chat, answer.latitude, answer.longitude)


async def _asker(turn: Turn, report: Report) -> Officer | None:
    """Who asked the reporter last, if the report still lies on their desk."""
    asked = [event.officer for event in await events.of_report(turn.tx, report.key) if event.act == Act.ASK]
    asker = await officers.get(turn.tx, OfficerKey(asked[-1])) if asked and asked[-1] is not None else None
    if asker is None or asker.removed or not await desk_report.oversees(turn, asker, report):
        return None
    return asker


def _perform(report: Report, act: Act, officer: Officer, result: Result | None = None) -> Case:
    """The case after an act, or `Refused`; an act on what somebody else took says so."""
    return perform(report.case, act, officer.role, holds=report.officer == officer.key, result=result)


def _case_declined(report: Report, officer: Officer) -> Case:
    """The case once an officer has said no: who has the report gives it back, who only might changes nothing."""
    if report.officer == officer.key:
        return _perform(report, Act.DECLINE, officer)
    _perform(report, Act.TAKE, officer)
    return report.case


def _words(answer: Answer) -> str:
    match answer:
        case Text(body) if body.strip():
            return body
        case _:
            raise Refused("ask.words")


_MOVES = {"go": (Act.HEAD_OUT, "going"), "there": (Act.ARRIVE, "arrived")}
_TAPS: dict[str, Callable[[Turn, Officer, Report], Awaitable[None]]] = {
    "take": take,
    "done": ask_result,
    "help": help_wanted,
    "no": ask_why_not,
    "ask": ask_question,
    "files": evidence_files.show,
}
