"""The menu and the help of everybody with a seat: what is theirs to do, by role. Citizens have theirs in `menu`."""

from collections.abc import Mapping

from casework import field_reports, recording, waiting
from conversations.buttons.announcements import Announcements
from conversations.buttons.citizen import BeginActivity, HowTo, NeedHelp
from conversations.buttons.desk import Queue, QueueFilter
from conversations.buttons.officer import MyWork, ReportAsOfficer, ShowMine
from conversations.buttons.operations import Look
from conversations.buttons.recording import Record
from conversations.buttons.staff import Duty, DutyList, Roster, ShowUnit
from conversations.callback import Topic
from conversations.report_values import category_name
from conversations.screen import Button, Key, Line, Rows, Screen, Value
from db.officers import Officer
from db.reports import Report, ReportKey
from handlers.common.buttons import MENU, REPORT, SERVICES
from handlers.common.turn import Turn
from locales import Refused
from resort.rights import Right, may
from resort.roles import Role

MOST_MINE = 6

_HELP = Button(Key("button.act_help"), NeedHelp())
_REPORT = Button(Key("button.report_as_officer"), ReportAsOfficer())
_RECORD = Button(Key("button.record"), Record())
_MINE = Button(Key("button.my_work"), MyWork())
_DUTY = Button(Key("button.duty_and_waiting"), Duty())
_ACTIVITY = Button(Key("button.begin_activity"), BeginActivity())
_QUEUE = Button(Key("button.show_queue"), Queue())
_UNTAKEN = Button(Key("button.show_untaken"), Queue(QueueFilter(untaken=True)))
_APPEALS = Button(Key("button.appeals_list"), Announcements())
_ON_DUTY = Button(Key("button.duty_list"), DutyList())
_HOW = Button(Key("button.help"), HowTo())
_HEALTH = Button(Key("button.health"), Look())


async def menu(turn: Turn, officer: Officer) -> Screen:
    """The menu of somebody with a seat: who they are here, whether they are on duty, and what waits for them."""
    if not may(officer.role, Right.ACT):
        who = {"callsign": officer.callsign, "role": Key(f"role.{officer.role}")}
        return Screen(Line("home.menu_liaison", who), _rows(officer))
    mine = len(await field_reports.own(turn, officer, MOST_MINE))
    values: dict[str, Value] = {
        "callsign": officer.callsign,
        "role": Key(f"role.{officer.role}"),
        "duty": Key("duty.is_on" if officer.on_duty else "duty.is_off"),
        "mine": Line("home.mine", {"count": mine}) if mine else "",
        "waits": await _waits(turn, officer),
    }
    return Screen(Line("home.menu", values), _rows(officer))


async def show_help(turn: Turn, officer: Officer) -> None:
    """`/bantuan` of somebody with a seat."""
    own = f"home.help_{officer.role}"
    text = Line("home.help", {"own": Key(own)}) if may(officer.role, Right.ACT) else Line(own)
    await turn.show(Screen(text, ((MENU,),)), Topic.MENU)


async def show_mine(turn: Turn, officer: Officer, tapped: MyWork) -> None:
    """What an officer has in hand, and what they reported as one, as far as it is open."""
    if turn.here.kind != "private":
        raise Refused("flow.old_button")
    found = await field_reports.own(turn, officer, MOST_MINE)
    rows = tuple((Button(_label(turn, each), ShowMine(each.key)),) for each in found)
    text = Line("home.list_mine", {"count": len(found)}) if found else Line("home.nothing_mine")
    await turn.show(Screen(text, (*rows, (MENU,))), Topic.PING)


async def show_one(turn: Turn, officer: Officer, tapped: ShowMine) -> None:
    """The call of one of these once more, below everything that came since."""
    await waiting.show_again(turn, officer, ReportKey(tapped.report))


def _rows(officer: Officer) -> Rows:
    """What a role does most comes first; at most nine buttons."""
    records = ((_RECORD,),) if recording.may_record(officer) else ()
    people = Button(Key("button.people"), ShowUnit("" if may(officer.role, Right.MANAGE_ALL) else officer.unit))
    roster = Button(Key("button.roster"), Roster(officer.unit))
    rows: Mapping[Role, Rows] = {
        Role.OFFICER: ((_HELP,), (_REPORT,), *records, (_DUTY,), (_MINE, _ACTIVITY), (SERVICES, _HOW)),
        Role.PARTNER: ((_HELP,), (_REPORT,), (_DUTY,), (_MINE,), (SERVICES, _HOW)),
        Role.HEAD: ((_HELP, _REPORT), (_QUEUE, _MINE), *records, (_DUTY,), (people, roster), (_HOW,)),
        Role.DESK: ((_UNTAKEN, _QUEUE), *records, (_REPORT, _MINE), (_DUTY, _ON_DUTY), (SERVICES, _HOW)),
        Role.LIAISON: (*records, (REPORT,), (SERVICES, _HOW)),
        Role.COMMAND: ((_UNTAKEN, _QUEUE), (_APPEALS, people), (_REPORT, _MINE), (_HEALTH, _HOW)),
    }
    return rows[officer.role]


async def _waits(turn: Turn, officer: Officer) -> Value:
    """How many reports wait in the officer's own area; not for those who see the whole queue."""
    if may(officer.role, Right.DESK) or not officer.on_duty:
        return ""
    found = await waiting.of_officer(turn, officer)
    count = len(found.emergencies) + len(found.others)
    if not count:
        return ""
    return Line("home.waits_urgent" if found.emergencies else "home.waits", {"count": count})


def _label(turn: Turn, report: Report) -> str:
    """A report as a button: how urgent, its number and what it is about, unless that is sealed."""
    sign = turn.texts.plain(f"urgency.{report.urgency}").split()[0]
    about = turn.texts.plain("seal.kind" if report.confined else category_name(report.category))
    return f"{sign} {report.number} · {about}"
