"""News for the reporter, and for those whose reports were merged into it: never a word about who acts."""

from collections.abc import Sequence

from casework import recorders
from casework.addressees import standing
from conversations.buttons.citizen import NotSolved, OpenMine, Solved, Threatened
from conversations.buttons.desk import OpenOnDesk
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Rows, Screen, Value
from db import officers, reachable, recorded, reports
from db.chats import Chat
from db.officers import Officer
from db.outbox import Lane
from db.reports import Report, ReportKey
from db.unit_of_work import UnitOfWork
from reports.seal import NEUTRAL
from reports.state import State
from resort.quiet_hours import Matter
from resort.roles import Role


async def tell(
    uow: UnitOfWork,
    report: Report,
    news: str,
    rows: Rows = (),
    *,
    lane: Lane = Lane.NOTICE,
) -> None:
    """Tell the reporter what became of their report: the text `notice.NEWS`."""
    await send(uow, report, Line(f"notice.{news}", {"number": report.number}), rows, lane=lane)


async def send(
    uow: UnitOfWork,
    report: Report,
    text: Line,
    rows: Rows = (),
    *,
    lane: Lane = Lane.NOTICE,
) -> bool:
    """Write to the reporter of a report; False when they cannot be written to. Reporters of merged ones hear it too."""
    told = await ask(uow, report, text, rows, lane=lane)
    for merged in await _of_others(uow, report, await reports.merged_into(uow.tx, report.key)):
        await ask(uow, merged, Line(text.key, {**text.values, "number": merged.number}), lane=lane)
    return told


async def tell_others(uow: UnitOfWork, report: Report, text: Line, own: Report) -> None:
    """Write to everybody who reported the event, but for whose `own` report did it: they know."""
    together = (report, *await reports.merged_into(uow.tx, report.key))
    for each in await _of_others(uow, own, [each for each in together if each.key != own.key]):
        await ask(uow, each, Line(text.key, {**text.values, "number": each.number}))


async def _of_others(uow: UnitOfWork, own: Report, merged: Sequence[Report]) -> list[Report]:
    """One report of each person who hears news: who reported an event three times is told once, by their first number.

    What was written down for others is somebody else's each time.
    """
    heard, told = {await _hears(uow, own)}, []
    for each in merged:
        if (person := await _hears(uow, each)) not in heard:
            heard.add(person)
            told.append(each)
    return told


async def _hears(uow: UnitOfWork, report: Report) -> int:
    written_down = await recorded.get(uow.tx, report.key) is not None
    return -report.key if written_down else await reports.reporter(uow.tx, report.key)


async def ask(
    uow: UnitOfWork,
    report: Report,
    text: Line,
    rows: Rows = (),
    *,
    lane: Lane = Lane.NOTICE,
    always: bool = False,
) -> bool:
    """Write to the reporter of a report alone; False when they cannot be written to.

    Where the phone may be in the wrong hands it says no more than that there is news. Who took a report back hears
    nothing of whoever looks all the same; `always` is for what they have to hear even so.
    """
    chat = await uow.chat(await reports.reporter(uow.tx, report.key))
    if chat is None or not (always or await is_told(uow, report)):
        return False
    record = await recorded.get(uow.tx, report.key)
    if record is not None:
        if not await recorders.hears(uow, report, record):
            return False
        text = Line("recording.news", {"news": text})
    over = report.case.closed or report.state is State.DONE
    threatened = ((Button(Key("button.threatened"), Threatened(report.number)),),) if over and not record else ()
    screen = Screen(text, (*rows, (Button(Key("button.open_report"), OpenMine(report.number)),), *threatened))
    hid = was_silent(chat, report)
    if is_neutral(report) or uow.is_silent(chat) or hid:
        screen = Screen(Line("notice.neutral"), ((Button(Key("button.look"), OpenMine(report.number)),),))
    await uow.write(chat, screen, Topic.MINE, lane=lane, silent=hid)
    return True


async def is_told(uow: UnitOfWork, report: Report) -> bool:
    """Whether the reporter still hears of a report: not of one that they took back."""
    return await reports.taken_back_at(uow.tx, report.key) is None


def was_silent(chat: Chat, report: Report) -> bool:
    """Whether its reporter hid when the report was made: its news stays neutral and silent after that day too."""
    return chat.silent_until is not None and report.created_at <= chat.silent_until


def is_neutral(report: Report) -> bool:
    """Whether the reporter's phone may be in the wrong hands: a notice says only that there is one."""
    return report.seal in NEUTRAL or report.minor


async def ended(uow: UnitOfWork, report: Report, text: Line) -> None:
    """Tell how it ended, and ask each reporter, those of merged reports too, whether it is solved: each person once."""
    merged = await reports.merged_into(uow.tx, report.key)
    for each in (report, *await _of_others(uow, report, merged)):
        solved = Button(Key("button.solved"), Solved(each.number))
        not_solved = Button(Key("button.not_solved"), NotSolved(each.number))
        await ask(uow, each, Line(text.key, {**text.values, "number": each.number}), ((solved, not_solved),))


async def stop(uow: UnitOfWork, report: Report, by: Officer, text: str, **values: Value) -> None:
    """Tell the officer who has, or had, a report what somebody else did to it, with a message that rings.

    They may be driving there. `by` did it and knows.
    """
    holder = await officers.get(uow.tx, report.officer)
    if holder is not None and not holder.removed and holder.key != by.key:
        line = Line(text, {"number": report.number, "callsign": by.callsign, **values})
        await uow.tell(holder.chat, Screen(line), Topic.PING, lane=Lane.PING)


def open_on_desk(report: Report) -> Rows:
    """The way from a message to a report of the queue."""
    return ((Button(Key("button.open_report"), OpenOnDesk(report.key)),),)


async def desk_now(uow: UnitOfWork, but: Officer | None = None, about: Report | None = None) -> list[Officer]:
    """The desk on duty; without one the command on duty; and rather somebody off duty than nobody.

    Nobody from whom the report is kept that it is `about`.
    """

    def may_know(officer: Officer) -> bool:
        return officer != but and (about is None or not about.keeps_from(officer.unit))

    desk, command = [
        [each.officer for each in await reachable.of_role(uow.tx, uow.vault, role) if may_know(each.officer)]
        for role in (Role.DESK, Role.COMMAND)
    ]
    on_duty = [[each for each in people if each.on_duty] for people in (desk, command)]
    return on_duty[0] or on_duty[1] or command or desk


async def tell_desk(
    uow: UnitOfWork,
    text: Line,
    rows: Rows,
    but: Officer | None = None,
    matter: Matter = Matter.OTHER,
) -> bool:
    """Tell the desk on duty; without one the command on duty; and rather somebody off duty than nobody.

    Who may not be called at night gets it without a sound. False when nobody of them can be written to.
    """
    choices = (button.choice for row in rows for button in row)
    key = next((choice.report for choice in choices if isinstance(choice, OpenOnDesk)), None)
    about = None if key is None else await reports.get(uow.tx, ReportKey(key))
    people = await desk_now(uow, but, about)
    for each in people:
        silent = not uow.resort.nights.may_call(standing(each), matter, uow.now)
        await uow.tell(each.chat, Screen(text, rows), Topic.DESK, lane=Lane.PING, silent=silent)
    return bool(people)
