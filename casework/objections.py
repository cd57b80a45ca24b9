"""Who must not read a report: its words accuse an office, and the people of that office are among those it goes to.

Reporter: "ketua KPPS di TPS kami membagikan amplop"
Bot:      Apakah yang dilaporkan orang dari KPU?   [Ya, jangan kirim ke sana] [Tidak] [Tidak tahu]

Outside danger that one unit is kept away from the report, from its story to its existence, and everybody else is
called. *Ya* is a wish: the level above may lift it, and tells the reporter first. Without an answer in ten minutes, or
with *Tidak tahu*, the level above decides; by default nothing is sent there. In danger all are called, and *Ya* adds
the level above. It holds for the reporter's own report and for no other.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from casework import calls, escalation, notices, parties, recorders, taking_off
from casework.addressees import SUPERVISORS, Addressee, awake, matter_of, once
from casework.operator import tell as tell_operator
from conversations.buttons.citizen import SayWhetherTheirs
from conversations.buttons.officer import KeepAway, SendThere
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Rows, Screen, Value
from db import objections, officers, pings, reachable, reports, units, waits
from db.chats import ChatKey
from db.objections import Objection, ObjectionKey, Outcome
from db.officers import Officer
from db.outbox import Lane
from db.reachable import Reachable
from db.reports import Report
from db.unit_of_work import UnitOfWork
from db.units import PostedUnit
from db.waits import WaitKey
from locales import Refused
from reports.accused import Office
from reports.category import Kind
from reports.seal import APART
from reports.state import RecordedAct, State
from reports.urgency import Urgency
from reports.wish import Wish
from resort import waits as table
from resort.agency import Agency, Function, Level, Target
from resort.roles import Role

A_DAY = timedelta(days=1)
OFTEN_BY_ONE = 3  # reports of one account in a day with such a wish: looked at first, and not sent meanwhile
OFTEN_ABOUT_ONE = 5  # wishes about one office
_MAIN = ("bawaslu", "kpu")  # offices that are their agency's main unit, not the one bound to the place


async def hold(uow: UnitOfWork, report: Report, accused: Sequence[Office]) -> Report:
    """Keep a report from the units that its words accuse, as far as somebody is there to read it.

    A report that a unit was called to already is taken off the phones there. `ask` asks the reporter about it.
    """
    if not accused or report.seal in APART or report.case.closed:
        return report
    known = {each.unit for each in await objections.of_report(uow.tx, report.key)}
    new: list[str] = []
    for office in accused:
        code = await _unit_of(uow, report, office)
        if code is not None and code not in known:
            known.add(code)
            new.append(code)
    if not new:
        return report
    for code in new:
        due = table.next_due(table.Kind.OBJECTION, 0, uow.now)
        await objections.hold(uow.tx, report.key, code, due, uow.now)
        await uow.record(RecordedAct.KEPT_FROM, str(Role.CLOCK), report=report.key, text=code)
    report = await reports.amend(uow.tx, replace(report, kept_from=(*report.kept_from, *new)), uow.now)
    return await _taken_from(uow, report)


async def ask(uow: UnitOfWork, report: Report) -> None:
    """Ask the reporter about each unit that the report is kept from and that was not asked about yet.

    Where somebody of that very unit wrote the report down, nobody is asked: the level above decides at once.
    """
    if not report.kept_from:
        return
    for objection in await objections.of_report(uow.tx, report.key):
        if objection.asked_at is None and objection.wait is not None:
            await objections.asked(uow.tx, objection.key, uow.now)
            if await _is_recorders_own(uow, report, objection.unit):
                await _ask_above(uow, report, await _unit(uow, objection.unit), objection)
                continue
            text, rows = await question(uow, report, objection)
            await notices.ask(uow, report, text, rows, lane=Lane.ANSWER)


async def question(uow: UnitOfWork, report: Report, objection: Objection) -> tuple[Line, Rows]:
    """The question about one unit, with its three answers."""
    unit = await _unit(uow, objection.unit)
    key = "objection.ask_urgent" if report.urgency is Urgency.DARURAT else "objection.ask"

    def button(said: Wish) -> tuple[Button, ...]:
        label = f"button.theirs_{said}" + ("_urgent" if said is Wish.KEEP_AWAY and key.endswith("urgent") else "")
        return (Button(Key(label), SayWhetherTheirs(objection.key, said)),)

    return Line(key, {"unit": unit.name, "number": report.number}), tuple(button(each) for each in Wish)


async def open_question(uow: UnitOfWork, report: Report) -> Objection | None:
    """The unit that the reporter was asked about and has not answered."""
    if not report.kept_from:
        return None
    found = await objections.of_report(uow.tx, report.key)
    return next((each for each in found if each.answer is None and each.wait is not None), None)


@dataclass(frozen=True, slots=True)
class Answered:
    """What the reporter said about a unit; `above` if somebody of the level above was told."""

    report: Report
    unit: PostedUnit
    said: Wish
    above: bool


async def answer(uow: UnitOfWork, reporter: ChatKey, key: ObjectionKey, said: Wish) -> Answered:
    """The reporter's answer. One that comes after the level above has decided changes nothing; `Refused`."""
    objection = await objections.get(uow.tx, key)
    report = None if objection is None else await reports.get(uow.tx, objection.report)
    if objection is None or report is None or await reports.reporter(uow.tx, report.key) != reporter:
        raise Refused("flow.old_button")
    if objection.wait is None or objection.outcome is not None or report.case.closed:
        raise Refused("objection.decided")
    if objection.answer is said:
        return Answered(report, await _unit(uow, objection.unit), said, above=True)
    unit = await _unit(uow, objection.unit)
    await objections.answer(uow.tx, key, said, uow.now)
    await uow.record(RecordedAct.WISHED, str(Role.REPORTER), report=report.key, text=f"{unit.code}: {said}")
    if said is Wish.NOT_THEIRS:
        await objections.end(uow.tx, objection, Outcome.NOT_THEIRS, uow.now)
        report = await _let_in(uow, report, unit)
        return Answered(report, unit, said, above=False)
    above = await _ask_above(uow, report, unit, replace(objection, answer=said))
    return Answered(report, unit, said, above)


async def look(uow: UnitOfWork, key: WaitKey) -> None:
    """One is due: without an answer the level above is asked, then reminded; at the last it stays as it is."""
    objection = await objections.waiting(uow.tx, key)
    if objection is None:
        return
    report = await reports.get(uow.tx, objection.report)
    assert report is not None
    unit = await _unit(uow, objection.unit)
    if report.case.closed or report.erased:
        await objections.end(uow.tx, objection, objection.outcome or Outcome.KEPT, uow.now)
        return
    if objection.outcome is Outcome.LIFTED:
        await objections.end(uow.tx, objection, Outcome.SENT, uow.now)
        await _let_in(uow, report, unit, sent=True)
        return
    wait = await waits.get(uow.tx, key)
    if table.is_last(table.Kind.OBJECTION, wait.rings):
        await objections.end(uow.tx, objection, Outcome.KEPT, uow.now)
        return
    await waits.ring(uow.tx, key, table.next_due(table.Kind.OBJECTION, wait.rings + 1, uow.now))
    await _ask_above(uow, report, unit, objection, again=True)


async def keep_away(uow: UnitOfWork, officer: Officer, key: ObjectionKey) -> tuple[Report, PostedUnit]:
    """The level above agrees: the unit does not get the report."""
    objection, report, unit = await _decidable(uow, officer, key)
    await objections.decide(uow.tx, key, Outcome.KEPT, officer.key)
    await objections.end(uow.tx, objection, Outcome.KEPT, uow.now)
    await uow.record(RecordedAct.WISH_GRANTED, officer, report=report.key, text=unit.code)
    return report, unit


async def lift(uow: UnitOfWork, officer: Officer, key: ObjectionKey) -> tuple[Report, PostedUnit]:
    """The level above sends it there all the same, an hour after the reporter was told and could withdraw it.

    A reporter who cannot be told is not overruled: `Refused`.
    """
    objection, report, unit = await _decidable(uow, officer, key)
    if objection.outcome is Outcome.LIFTED:
        return report, unit
    text = Line("notice.objection_lifted", {"number": report.number, "unit": unit.name})
    if not await notices.ask(uow, report, text, lane=Lane.PING):
        raise Refused("objection.reporter_gone")
    await objections.decide(uow.tx, key, Outcome.LIFTED, officer.key)
    await uow.record(RecordedAct.WISH_LIFTED, officer, report=report.key, text=unit.code)
    assert objection.wait is not None
    await waits.renew(uow.tx, objection.wait, uow.now + table.LIFTED_AFTER, uow.now)
    return report, unit


async def names(uow: UnitOfWork, report: Report) -> str:
    """The names of the units that a report is kept from."""
    return ", ".join([(await _unit(uow, code)).name for code in report.kept_from])


async def _decidable(uow: UnitOfWork, officer: Officer, key: ObjectionKey) -> tuple[Objection, Report, PostedUnit]:
    """What an officer of the level above may decide now; else `Refused`."""
    objection = await objections.get(uow.tx, key)
    report = None if objection is None else await reports.get(uow.tx, objection.report)
    if objection is None or report is None:
        raise Refused("rights.not_yours")
    unit = await _unit(uow, objection.unit)
    if officer.key not in {each.officer.key for each in await _above(uow, unit)}:
        raise Refused("rights.not_yours")
    if objection.wait is None or report.case.closed:
        raise Refused("objection.decided")
    return objection, report, unit


async def _unit_of(uow: UnitOfWork, report: Report, office: Office) -> str | None:
    """The unit of an office at the place of a report, if somebody is in it; its main unit where none is nearer."""
    target = Target(office.agency, office.level, Function.WHOLE)
    serving = await reachable.of_target(uow.tx, uow.vault, target, report.district, report.village)
    if office.code in _MAIN:
        serving = serving[-1:]
    for unit in serving:
        if unit.group is not None or unit.on_duty or await reachable.of_unit(uow.tx, uow.vault, unit.code):
            return unit.code
    return None


async def _taken_from(uow: UnitOfWork, report: Report) -> Report:
    """People of a unit that must not read it lose it: what they have, and what stands on their phones.

    What was referred to that unit comes back to us: nobody there can take it any more.
    """
    if report.state is State.REFERRED and report.keeps_from(report.unit):
        case = replace(report.case, state=State.VERIFIED, taken=False, result=None)
        report = await reports.advance(uow.tx, report, case, uow.now)
        begun = await escalation.begin(uow, report, [Line("ping.came_to_others")])
        report = begun.report
        await notices.tell(uow, report, "given_up" if begun.called else "given_up_nobody")
    if report.officer is not None:
        holder = await officers.get(uow.tx, report.officer)
        if holder is not None and report.keeps_from(holder.unit):
            await parties.call_others(uow, report, holder, Line("ping.came_to_others"))
            again = await reports.get(uow.tx, report.key)
            assert again is not None
            report = again
    await taking_off.take_off_from(uow, report)
    return report


async def _let_in(uow: UnitOfWork, report: Report, unit: PostedUnit, *, sent: bool = False) -> Report:
    """The unit may read it from now on: it is called as the rules name it, or where it was `sent` to by decision."""
    left = tuple(code for code in report.kept_from if code != unit.code)
    report = await reports.amend(uow.tx, replace(report, kept_from=left), uow.now)
    if report.case.closed or report.urgency is Urgency.DARURAT:
        return report
    await calls.refresh(uow, report)
    if sent:
        await calls.call_unit(uow, report, unit.code, Line("ping.sent_after_all"))
    elif not report.case.taken:
        await calls.call_missing(uow, report, Line("ping.not_meant"))
    return report


async def _ask_above(
    uow: UnitOfWork, report: Report, unit: PostedUnit, objection: Objection, *, again: bool = False
) -> bool:
    """Tell the level above, with its two choices; in danger it is called. False when nobody of it can be reached."""
    above = await _above(uow, unit)
    urgent = report.urgency is Urgency.DARURAT
    if urgent:
        if objection.answer is Wish.KEEP_AWAY and not again:
            already = [each.chat for each in await pings.of_report(uow.tx, report.key)]
            called = once([Addressee.of(each, agency=unit.agency) for each in above], already)
            await calls.call(uow, report, called, [Line("ping.accuses", {"unit": unit.name})])
        await objections.end(uow.tx, objection, Outcome.KEPT, uow.now)
        return bool(above)
    first, reasons = (False, ()) if again else await _looked_at_first(uow, report, unit, objection)
    if first and objection.wait is not None:
        await waits.postpone(uow.tx, objection.wait, uow.now + table.LOOKED_AT_FIRST)
    await _say_that_it_exists(uow, report, unit)
    own = await _is_recorders_own(uow, report, unit.code)
    said = objection.answer or ("recorded" if own else "silent")
    values: dict[str, Value] = {"number": report.number, "unit": unit.name, "reasons": reasons}
    rows = (
        (Button(Key("button.keep_away"), KeepAway(objection.key)),),
        (Button(Key("button.send_there"), SendThere(objection.key)),),
    )
    for each in above:
        silent = not first and not awake(uow, [each], matter_of(report))
        screen = Screen(Line(f"objection.decide_{said}", values), rows)
        await uow.write(each.chat, screen, Topic.PING, lane=Lane.PING, silent=silent)
    if not above:
        values = {"number": report.number, "unit": unit.name}
        await tell_operator(uow, Line("objection.nobody_above", values), silent=True)
    return bool(above)


async def _is_recorders_own(uow: UnitOfWork, report: Report, unit: str) -> bool:
    """Whether somebody of that unit, or of one below it, wrote the report down."""
    recorder = await recorders.recorder(uow, report)
    if recorder is None:
        return False
    own = await units.get(uow.tx, recorder.unit)
    return unit == recorder.unit or (own is not None and own.parent == unit)


async def _looked_at_first(
    uow: UnitOfWork, report: Report, unit: PostedUnit, objection: Objection
) -> tuple[bool, tuple[Line, ...]]:
    """Whether a wish is looked at before others, and why: it may keep an office from its work, or say much of it."""
    if objection.answer is not Wish.KEEP_AWAY:
        return False, ()
    why: list[Line] = []
    about = await objections.wished_about(uow.tx, unit.code)
    if about >= OFTEN_ABOUT_ONE:
        why.append(Line("objection.many_about", {"count": about, "unit": unit.name}))
    reporter = await reports.reporter(uow.tx, report.key)
    own = await reports.list_of_reporter(uow.tx, reporter, limit=20)
    today = [each for each in own if uow.now - each.created_at < A_DAY]
    by_one = sum([await objections.wished_of(uow.tx, each.key) for each in today])
    if by_one >= OFTEN_BY_ONE:
        why.append(Line("objection.many_by_one", {"count": by_one}))
    return bool(why), tuple(why)


async def _say_that_it_exists(uow: UnitOfWork, report: Report, unit: PostedUnit) -> None:
    """Bawaslu of the kabupaten knows of every violation that is kept from somebody: its number, and no word of it."""
    if report.kind is not Kind.VIOLATION and unit.agency is not Agency.BAWASLU:
        return
    main = (await reachable.of_target(uow.tx, uow.vault, SUPERVISORS, None, None))[-1:]
    told = {each.chat for each in await pings.of_report(uow.tx, report.key)}
    text = Line("objection.exists", {"number": report.number, "unit": unit.name})
    for serving in main:
        people = await reachable.of_unit(uow.tx, uow.vault, serving.code)
        chats = [each.chat for each in people] + ([serving.group] if serving.group is not None else [])
        for chat in chats:
            if chat.key not in told:
                await uow.write(chat, Screen(text), Topic.PING, lane=Lane.NOTICE, silent=True)


async def _above(uow: UnitOfWork, unit: PostedUnit) -> list[Reachable]:
    """The people who decide for a unit: its parent of the same agency, else the command; of the command's own, Propam.

    Nobody of a unit decides about what its own office is accused of.
    """
    if unit.agency is Agency.POLRI and unit.level is Level.POLRES and unit.function is Function.WHOLE:
        seat = await officers.of_function(uow.tx, Function.PROPAM)
        return [Reachable(each, chat) for each in seat if (chat := await uow.chat(each.chat)) is not None]
    if unit.parent is not None and unit.agency is not Agency.POLRI:
        parent = await units.get(uow.tx, unit.parent)
        people = await reachable.of_unit(uow.tx, uow.vault, unit.parent)
        if parent is not None and parent.agency is unit.agency and people:
            return people
    command = await reachable.of_role(uow.tx, uow.vault, Role.COMMAND)
    return [each for each in command if each.officer.unit != unit.code]


async def _unit(uow: UnitOfWork, code: str) -> PostedUnit:
    unit = await units.get(uow.tx, code)
    assert unit is not None
    return unit
