"""Calling officers to a report: who is called, what they see, and what happens when nobody takes it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from casework.story import story
from conversations.callback import Topic
from conversations.render import Params
from conversations.report_screens import Scene, location, moment
from conversations.screen import Button, Key, Line, Screen, Value
from db import evidence, officers, pings, reports, units
from db.chats import ChatKey
from db.officers import Officer
from db.outbox import Lane
from db.pings import Ping
from db.reports import Report
from db.unit_of_work import UnitOfWork
from locales.times import clock
from reports.clock import Climb, Rung, first_rung, next_rung
from reports.routing import route
from reports.state import Act, State, perform
from resort.agency import Agency, Function, Level, Target
from resort.rights import Post
from resort.roles import Role

LONGEST_STORY = 1500  # characters of the story in a call; the rest is at hand on request


@dataclass(frozen=True, slots=True)
class Called:
    """A chat to call: an officer's own, or a unit's group."""

    chat: ChatKey
    name: str
    on_duty: bool = False  # an officer of the police who can take it: not a group, a partner or the command


async def announce(
    uow: UnitOfWork, report: Report, why: Sequence[Line] = (), *, without: ChatKey | None = None
) -> Report:
    """Call the officers for a report and set its clock. With nobody on duty it goes up at once, and says so."""
    called = [each for each in await whom(uow, report) if each.chat != without]
    manned = await _manned(uow, report, duty=any(each.on_duty for each in called))
    climb = first_rung(uow.now, report.urgency, manned, uow.resort.patience)
    why = list(why)
    if climb.rung is not Rung.DUTY:
        why.append(Line("ping.nobody_on_duty"))
        called = [*called, *await _on_rung(uow, report, climb.rung)]
    report = await _stand_on(uow, report, climb)
    await call(uow, report, called, why)
    return report


async def climb_on(uow: UnitOfWork, report: Report, why: Line | None = None) -> Report:
    """Nobody took the report in time, or will: call the next rung, each copy saying why."""
    if report.case.closed or report.case.taken or report.state not in (State.RECEIVED, State.VERIFIED, State.ASSIGNED):
        return report
    manned = await _manned(uow, report, duty=False)
    climb = next_rung(report.rung, uow.now, report.urgency, manned, uow.resort.patience)
    if climb is None:
        return report
    report = await reports.advance(uow.tx, report, perform(report.case, Act.ESCALATE, Role.CLOCK), uow.now)
    report = await _stand_on(uow, report, climb)
    await uow.record(Act.ESCALATE, Role.CLOCK, report=report.key, text=climb.rung)
    minutes = int(uow.resort.patience[report.urgency].total_seconds() // 60)
    why = why or Line("ping.not_taken", {"minutes": minutes})
    await call(uow, report, await _on_rung(uow, report, climb.rung), [why])
    return report


async def come_back(uow: UnitOfWork, report: Report, by: Officer, why: Line) -> Report:
    """Who had the report has it no more: the others on duty are called again and its clock begins anew."""
    await refresh(uow, report)
    return await announce(uow, report, [why], without=by.chat)


async def call_help(uow: UnitOfWork, report: Report, by: Officer) -> None:
    """An officer on the spot needs help: the heads, the patrol and the command are called at once."""
    helpers = [
        *await _on_rung(uow, report, Rung.KAPOLSEK),
        *await _of(uow, Target(Agency.POLRI, Level.POLRES, Function.SAMAPTA), report),
        *await _of(uow, Target(Agency.POLRI, Level.POLRES, Function.KOMANDO), report),
    ]
    own = [each for each in helpers if each.chat != by.chat]
    await call(uow, report, own, [Line("ping.help", {"callsign": by.callsign})])


async def call_unit(uow: UnitOfWork, report: Report, unit: str, why: Line) -> None:
    """A report was handed to a unit: its people on duty are called, or its head, or the desk when there is nobody."""
    people = await _unit(uow, unit, report.village)
    if not people:
        all_of_it = await uow.reachable(await officers.of_unit(uow.tx, unit))
        people = [Called(each.chat, each.callsign) for each in all_of_it]
    await call(uow, report, people or await _on_rung(uow, report, Rung.KABAG_OPS), [why])


async def whom(uow: UnitOfWork, report: Report) -> list[Called]:
    """Everybody on duty whom the rules name for a report, each once; its area decides which units that are."""
    called: list[Called] = []
    for target in route(uow.resort.rules, report.category, report.urgency):
        called += await _of(uow, target, report)
    return list({each.chat: each for each in called}.values())


async def call(uow: UnitOfWork, report: Report, called: Iterable[Called], why: list[Line]) -> None:
    """Send a report's call to chats, and where it is on a map."""
    screens = [await ping_screen(uow, report, why, watching=watching) for watching in (False, True)]
    for chat in {each.chat: each for each in called}:
        screen = screens[await _watches(uow, report, chat)]
        message = await uow.tell(chat, screen, Topic.PING, revision=report.version, lane=Lane.PING)
        if message is None:
            continue
        await pings.add(uow.tx, report.key, message.id, chat)
        if report.latitude is not None and report.longitude is not None:
            await show_map(uow, chat, report.latitude, report.longitude)


async def call_nearer(uow: UnitOfWork, report: Report, why: Line) -> None:
    """The place is known only now: who is on duty there and was not called yet is, unless somebody has it."""
    if report.case.taken or report.case.closed:
        return
    already = {ping.chat for ping in await pings.of_report(uow.tx, report.key)}
    await call(uow, report, [each for each in await whom(uow, report) if each.chat not in already], [why])


async def show_map(uow: UnitOfWork, chat: ChatKey, latitude: float, longitude: float) -> None:
    """A point on a map, for a chat that can be written to."""
    known = await uow.chat(chat)
    assert known is not None
    params: Params = {"latitude": latitude, "longitude": longitude}
    await uow.owe(known, "sendLocation", params, Lane.PING)


async def refresh(uow: UnitOfWork, report: Report) -> None:
    """Bring every copy of a report's call up to date: who has it, what can be done now."""
    screens = [await ping_screen(uow, report, [], watching=watching) for watching in (False, True)]
    for ping in await copies(uow, report):
        chat = await uow.chat(ping.chat)
        if chat is None:
            continue
        screen = screens[await _watches(uow, report, ping.chat)]
        params = uow.drawn(screen, Topic.PING, chat.language, report.version)
        await uow.owe(chat, "editMessageText", params, Lane.NOTICE, edits=ping.message)


async def copies(uow: UnitOfWork, report: Report) -> list[Ping]:
    """The copies of a report's call that are still somebody's business: not those of who was removed since."""
    return [
        ping
        for ping in await pings.of_report(uow.tx, report.key)
        if await officers.of_chat(uow.tx, ping.chat) or await units.of_chat(uow.tx, ping.chat)
    ]


async def stop_clock(uow: UnitOfWork, report: Report) -> None:
    """A defined act was done: the report does not climb any more."""
    await pings.set_clock(uow.tx, report.key, None)


async def start_clock(uow: UnitOfWork, report: Report) -> Report:
    """Begin the ladder anew, after a report came back or went to another unit."""
    climb = first_rung(uow.now, report.urgency, {Rung.DUTY}, uow.resort.patience)
    return await _stand_on(uow, report, climb)


async def ping_screen(uow: UnitOfWork, report: Report, why: list[Line], *, watching: bool = False) -> Screen:
    """What an officer sees of a report; nothing in it comes from who made it but their words.

    Who only watches what another has taken is offered no act.
    """
    scene = Scene(uow.now, uow.resort.areas)
    files = await evidence.count(uow.tx, report.key)
    values: dict[str, Value] = {
        "why": Line("ping.why", {"reasons": tuple(why)}) if why else "",
        "number": report.number,
        "urgency": Key(f"urgency.{report.urgency}"),
        "category": Key(f"category.{report.category}") if report.category else Key("report.none"),
        "where": location(report, scene),
        "when": moment(report.happened_words, report.happened_at, report.ongoing, scene),
        "received": clock(report.created_at, uow.resort.zone),
        "what": story(report, LONGEST_STORY),
        "status": await status_line(uow, report),
    }
    if report.result is not None:
        result = Line("ping.ended", {"result": Key(f"result.{report.result}")})
        values["status"] = (await status_line(uow, report), result)
    return Screen(Line("ping.text", values), _buttons(report, files, watching=watching))


async def status_line(uow: UnitOfWork, report: Report) -> Line:
    """Where the report stands, in one line for officers."""
    officer = await officers.get(uow.tx, report.officer) if report.officer is not None else None
    if officer is not None:
        return Line("ping.taken", {"state": standing(report), "callsign": officer.callsign})
    waiting = report.state in (State.RECEIVED, State.VERIFIED, State.ASSIGNED, State.REFERRED)
    key = "ping.open" if waiting and not report.case.closed else "ping.over"
    return Line(key, {"state": standing(report)})


def standing(report: Report) -> Key:
    """Where a report stands, for who reads of it: one that a unit was given is not yet one that somebody took."""
    return Key("state.diambil" if report.state is State.ASSIGNED and report.case.taken else f"state.{report.state}")


async def _watches(uow: UnitOfWork, report: Report, chat: ChatKey) -> bool:
    """Whether a chat is that of an officer or partner who may do nothing to it, since another has taken it."""
    officer = await officers.of_chat(uow.tx, chat) if report.case.taken else None
    return officer is not None and officer.role in (Role.OFFICER, Role.PARTNER) and officer.key != report.officer


def _buttons(report: Report, files: int, *, watching: bool) -> tuple[tuple[Button, ...], ...]:
    def button(act: str) -> Button:
        return Button(Key(f"button.act_{act}"), f"{act}={report.key}")

    extra = ((button("files"),),) if files else ()
    if watching or report.case.closed or report.state in (State.DONE, State.WITHDRAWN):
        return extra
    if not report.case.taken:
        return ((button("take"),), (button("pass"), button("no")), *extra)
    if report.state is State.ACTED_ON:
        return ((button("done"),), (button("help"), button("ask")), (button("pass"), button("no")), *extra)
    return (
        (button("go"), button("there")),
        (button("done"), button("help")),
        (button("pass"), button("no"), button("ask")),
        *extra,
    )


async def _of(uow: UnitOfWork, target: Target, report: Report) -> list[Called]:
    """The people on duty, and the group, that a target means for a report."""
    if target.level is Level.KELURAHAN:
        people = await officers.on_duty_in_village(uow.tx, report.village) if report.village else []
        return [Called(each.chat, each.callsign, True) for each in await uow.reachable(people)]
    if target.function is Function.KOMANDO:
        people = [each for each in await officers.of_role(uow.tx, Role.COMMAND) if each.on_duty]
        return [Called(each.chat, each.callsign) for each in await uow.reachable(people)]
    found: list[Called] = []
    for unit in await units.serving(uow.tx, target, report.district, report.village):
        people_here = await _unit(uow, unit.code, report.village)
        found += people_here
        if people_here and target.level is Level.WILAYAH:
            break  # the partner nearest to the place; its main unit only when there is nobody
    return found


async def _unit(uow: UnitOfWork, code: str, village: str | None) -> list[Called]:
    """A unit's people on duty and its group; a Bhabinkamtibmas only for the own kelurahan."""
    unit = await units.get(uow.tx, code)
    police = unit is not None and unit.agency is Agency.POLRI
    found = [
        Called(each.chat, each.callsign, police)
        for each in await uow.reachable(await officers.on_duty(uow.tx, code))
        if each.village in (None, village)
    ]
    if unit is not None and unit.chat is not None and await uow.chat(unit.chat) is not None:
        found.append(Called(unit.chat, unit.name))
    return found


async def _on_rung(uow: UnitOfWork, report: Report, rung: Rung) -> list[Called]:
    """Who can be told on a rung of the ladder; one that nobody holds is answered by all of the command on duty.

    Off duty nobody is called, but at the top: there the report would fall silent.
    """
    if rung is Rung.DUTY:
        return await whom(uow, report)
    if rung is Rung.KAPOLSEK:
        sector = Target(Agency.POLRI, Level.POLSEK, Function.WHOLE)
        found = [
            head
            for unit in await units.serving(uow.tx, sector, report.district, report.village)
            for head in await officers.on_duty(uow.tx, unit.code)
            if head.role is Role.HEAD
        ]
        return [Called(each.chat, each.callsign) for each in await uow.reachable(found)]
    post = Post.OPERATIONS if rung is Rung.KABAG_OPS else Post.DEPUTY
    command = await uow.reachable(await officers.of_role(uow.tx, Role.COMMAND))
    on_duty = [each for each in command if each.on_duty]
    holders = [each for each in on_duty if each.post is post] or on_duty
    if not holders and rung is Rung.WAKAPOLRES:
        holders = [each for each in command if each.post is post] or command
    return [Called(each.chat, each.callsign) for each in holders]


async def _manned(uow: UnitOfWork, report: Report, *, duty: bool) -> set[Rung]:
    """The rungs with somebody to call."""
    manned = {Rung.DUTY} if duty else set()
    for rung in (Rung.KAPOLSEK, Rung.KABAG_OPS, Rung.WAKAPOLRES):
        if await _on_rung(uow, report, rung):
            manned.add(rung)
    return manned


async def _stand_on(uow: UnitOfWork, report: Report, climb: Climb) -> Report:
    await pings.set_clock(uow.tx, report.key, climb.due)
    return await reports.amend(uow.tx, replace(report, rung=climb.rung)) if report.rung is not climb.rung else report
