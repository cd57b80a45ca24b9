"""Buttons stay in chats for ever: every form that a release has written is read, and what is written is read again."""

import inspect
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from broadcasts import appeal
from conversations.addition import Part
from conversations.buttons import (
    activities,
    announcements,
    citizen,
    desk,
    officer,
    operations,
    recording,
    staff,
    subscribers,
    texts,
    words,
)
from conversations.buttons.desk import QueueFilter
from conversations.callback import MOST_BYTES, ButtonData, Callback, Taps, Wire, on, parse
from db.queue import STATES
from locales import Refused
from reports.category import Category, Family
from reports.opening_kind import OpeningKind
from reports.recorded import When
from reports.result import Result
from reports.state import State
from reports.threat import Known, Reach, WhyWithdrawn
from reports.urgency import Urgency
from reports.usual_reason import UsualReason
from reports.wish import Wish
from resort.work import Work

HASH = "A" * 43
SOME = QueueFilter(Urgency.TINGGI, State.DONE, "14.72.02", untaken=True)

# Data of commit cf16deb, the first release, and what it means. Lines are added when a form changes, never removed.
RELEASED: list[tuple[str, ButtonData]] = [
    ("m:0:menu", citizen.Menu()),
    ("m:0:agree", citizen.Agree()),
    ("m:0:clean", citizen.CleanScreen()),
    ("m:0:report", citizen.BeginReport()),
    ("m:0:resume", citizen.Resume()),
    ("m:0:anew", citizen.Anew()),
    ("m:0:at=14_72_02_1004-006", citizen.BeginAt("14_72_02_1004-006")),
    ("m:0:language=en", citizen.ChooseLanguage("en")),
    ("m:0:mine", citizen.MyReports()),
    ("m:0:appeals", citizen.LatestAppeal()),
    ("m:0:emergency", citizen.Emergency()),
    ("m:0:danger", citizen.NeedHelp()),
    ("m:0:writes", citizen.CannotCall()),
    ("m:0:police", citizen.KeepForPropam()),
    ("m:0:police=1", citizen.KeepForPropam(leadership=True)),
    ("m:0:help", citizen.HowTo()),
    ("m:0:privacy", citizen.Privacy()),
    ("l:0:page=0", citizen.MyReportsPage()),
    ("l:0:page=2", citizen.MyReportsPage(2)),
    ("l:0:open=DMI-2411-0042-7", citizen.OpenMine("DMI-2411-0042-7")),
    ("l:0:add=DMI-2411-0042-7", citizen.Add("DMI-2411-0042-7")),
    ("l:0:change=DMI-2411-0042-7,known", citizen.ChangePart("DMI-2411-0042-7", Part.KNOWN)),
    ("l:0:iskind=DMI-2411-0042-7,politik_uang", citizen.SayKind("DMI-2411-0042-7", Category.POLITIK_UANG)),
    ("l:0:where=DMI-2411-0042-7;1", citizen.ChooseDistrict("DMI-2411-0042-7", 1)),
    ("l:0:in=DMI-2411-0042-7;14-72-02", citizen.InDistrict("DMI-2411-0042-7", "14-72-02")),
    ("l:0:answer=DMI-2411-0042-7", citizen.AnswerQuestion("DMI-2411-0042-7")),
    ("l:0:withdrawn=DMI-2411-0042-7,tidak_bisa", citizen.Withdrawn("DMI-2411-0042-7", WhyWithdrawn.CANNOT_GO_ON)),
    ("l:0:threatened=DMI-2411-0042-7", citizen.Threatened("DMI-2411-0042-7")),
    ("l:0:safe=DMI-2411-0042-7", citizen.IsSafe("DMI-2411-0042-7")),
    ("l:0:safe=DMI-2411-0042-7,1", citizen.IsSafe("DMI-2411-0042-7", safe=True)),
    ("l:0:knows=DMI-2411-0042-7,terlapor", citizen.WhoKnows("DMI-2411-0042-7", Known.ACCUSED)),
    ("l:0:reach=DMI-2411-0042-7,di_sini", citizen.HowReached("DMI-2411-0042-7", Reach.HERE)),
    ("o:0:history", staff.HistoryForNewcomers()),
    ("o:0:history=1", staff.HistoryForNewcomers(shown=True)),
    ("p:0:own=3", officer.OwnThreat(3)),
    ("p:0:unthreat=3", officer.EndThreat(3)),
    ("l:0:theirs=12,tidak_tahu", citizen.SayWhetherTheirs(12, Wish.UNSURE)),
    ("p:0:keep=12", officer.KeepAway(12)),
    ("p:0:send=12", officer.SendThere(12)),
    ("p:0:field", officer.ReportAsOfficer()),
    ("p:0:mywork", officer.MyWork()),
    ("p:0:undo=17", officer.TakeBackTap(17)),
    ("p:0:mycall=17", officer.ShowMine(17)),
    ("o:0:name=3", staff.NamePerson(3)),
    ("o:0:nameless", staff.InviteNameless()),
    ("m:0:giat", citizen.BeginActivity()),
    ("p:0:mine=4,17", officer.JoinToMine(17, other=4)),
    ("l:0:done=DMI-2411-0042-7", citizen.DoneAdding("DMI-2411-0042-7")),
    ("l:0:withdraw=DMI-2411-0042-7", citizen.Withdraw("DMI-2411-0042-7")),
    ("l:0:withdrawn=DMI-2411-0042-7", citizen.Withdrawn("DMI-2411-0042-7")),
    ("l:0:other=DMI-2411-0042-7", citizen.OtherIncident("DMI-2411-0042-7")),
    ("l:0:solved=DMI-2411-0042-7", citizen.Solved("DMI-2411-0042-7")),
    ("l:0:reopen=DMI-2411-0042-7", citizen.NotSolved("DMI-2411-0042-7")),
    ("k:0:ask", citizen.Erase()),
    ("k:0:sure", citizen.EraseSure()),
    ("k:0:no", citizen.EraseNo()),
    ("k:0:yes=17", citizen.EraseYes(17)),
    ("p:0:whole=17", officer.ReadWhole(17)),
    ("p:0:whole=17,6", officer.ReadWhole(17, 6)),
    ("p:0:take=17", officer.Take(17)),
    ("p:3:go=17", officer.HeadOut(17)),
    ("p:0:there=17", officer.Arrive(17)),
    ("p:0:done=17", officer.AskResult(17)),
    ("p:0:result=17,tertangani", officer.Finish(17, Result.HANDLED)),
    ("p:0:help=17", officer.CallHelp(17)),
    ("p:0:no=17", officer.Decline(17)),
    ("p:0:ask=17", officer.AskReporter(17)),
    ("p:0:pass=17", officer.Pass(17)),
    ("p:0:pass=17,0", officer.Pass(17, page=0)),
    ("p:0:pass=17,2", officer.Pass(17, page=2)),
    ("p:0:to=17,polsek-dumai-timur", officer.PassTo(17, "polsek-dumai-timur")),
    ("p:0:files=17", officer.ShowFiles(17)),
    ("p:0:estimate=7,203", officer.Estimate(7, "203")),
    ("p:0:estimate=7", officer.Estimate(7)),
    ("p:0:shared=7", officer.SharedLine(7)),
    ("p:0:others=7,2", officer.OtherReporters(7, 2)),
    ("p:0:apart=7", officer.Separate(7)),
    ("p:0:held=17", officer.FetchHeld(17)),
    ("p:0:nowords", officer.NoWords()),
    ("d:0:list=", desk.Queue()),
    ("d:0:list=;17", desk.Queue(after=17)),
    ("d:0:list=1,5,14.72.02,1", desk.Queue(SOME)),
    ("d:0:list=1,5,14.72.02,1;17", desk.Queue(SOME, 17)),
    ("d:0:list=,,14.72.02", desk.Queue(QueueFilter(district="14.72.02"))),
    ("d:0:filter=", desk.ChooseFilter()),
    ("d:0:filter=,,,1", desk.ChooseFilter(QueueFilter(untaken=True))),
    ("d:0:urgency=1,5,14.72.02,1", desk.FilterUrgency(SOME)),
    ("d:0:state=1", desk.FilterState(QueueFilter(Urgency.TINGGI))),
    ("d:0:district=", desk.FilterDistrict()),
    ("d:0:district=0,0;1", desk.FilterDistrict(QueueFilter(Urgency.DARURAT, State.RECEIVED), 1)),
    ("d:0:open=17", desk.OpenOnDesk(17)),
    ("d:0:open=17;", desk.OpenOnDesk(17)),
    ("d:0:open=17;1,5,14.72.02,1", desk.OpenOnDesk(17, SOME)),
    ("d:4:files=17", desk.DeskFiles(17)),
    ("d:4:verify=17", desk.Verify(17)),
    ("d:4:truth=17", desk.AskTruth(17)),
    ("d:4:true=17", desk.Confirm(17)),
    ("d:4:false=17", desk.Refute(17)),
    ("d:4:kind=17", desk.Reclassify(17)),
    ("d:4:family=17,tps", desk.ChooseFamily(17, Family("tps"))),
    ("d:4:category=17,politik_uang", desk.ChooseCategory(17, Category("politik_uang"))),
    ("d:4:assign=17", desk.Assign(17)),
    ("d:4:assign=17,1", desk.Assign(17, 1)),
    ("d:4:unit=17,spkt", desk.AssignUnit(17, "spkt")),
    ("d:4:unit=17,spkt;1", desk.AssignUnit(17, "spkt", 1)),
    ("d:4:to=17,samapta", desk.AssignTo(17, "samapta")),
    ("d:4:to=17,;5", desk.AssignTo(17, officer=5)),
    ("d:0:alike=17,9", desk.MergeAlike(17, 9)),
    ("d:0:queue", desk.OpenQueue()),
    ("d:0:look=17", desk.LookAt(17)),
    ("d:0:search", desk.Search()),
    ("d:0:found", desk.TurnFound()),
    ("d:0:found=3", desk.TurnFound(3)),
    ("d:0:near=17,polsek-dumai-timur", desk.SendNear(17, "polsek-dumai-timur")),
    ("d:4:refer=17", desk.Refer(17)),
    ("d:4:refer=17,1", desk.Refer(17, 1)),
    ("d:4:agency=17,bawaslu", desk.ReferTo(17, "bawaslu")),
    ("d:4:ask=17", desk.DeskQuestion(17)),
    ("d:4:more=17", desk.More(17)),
    ("d:4:incident=17", desk.NameIncident(17)),
    ("d:4:named=17", desk.NameProposed(17)),
    ("d:4:going=17", desk.OpenIncident(17)),
    ("d:4:leaders=17", desk.ChooseLeader(17)),
    ("d:4:leader=17,5", desk.SetLeader(17, 5)),
    ("d:4:moved=17", desk.MoveIncident(17)),
    ("d:4:ending=17", desk.EndIncident(17)),
    ("d:4:ended=17", desk.EndIncidentSure(17)),
    ("d:4:screen=17", desk.ScreenReporter(17)),
    ("d:4:screened=17", desk.ScreenSure(17)),
    ("d:4:looked=17", desk.Looked(17)),
    ("d:4:callout=17", desk.CallOut(17)),
    ("d:4:merge=17", desk.Merge(17)),
    ("d:4:into=17,18", desk.MergeInto(17, 18)),
    ("d:4:merged=17,18", desk.Merged(17, 18)),
    ("d:4:number=17", desk.MergeNumber(17)),
    ("d:4:reject=17", desk.Reject(17)),
    ("d:4:close=17", desk.Close(17)),
    ("d:4:reopen=17", desk.Reopen(17)),
    ("s:0:list", announcements.Announcements()),
    ("s:0:list=2", announcements.Announcements(2)),
    ("s:0:new", announcements.Compose()),
    ("s:0:order", announcements.ComposeOrder()),
    ("s:0:templates", announcements.Templates()),
    ("s:0:templates=1", announcements.Templates(1)),
    ("s:0:template=tenang", announcements.FromTemplate("tenang")),
    ("s:0:resume", announcements.ResumeComposing()),
    ("s:0:change=3", announcements.Change(3)),
    ("s:0:correct=3", announcements.Correct(3)),
    ("s:0:a=3", announcements.OpenAppeal(3)),
    ("s:0:drop=3", announcements.Drop(3)),
    ("s:0:off=3", announcements.SwitchOff(3)),
    ("s:0:back=3", announcements.TakeBack(3)),
    ("s:0:gone=3", announcements.TakenBack(3)),
    ("s:0:stop=4", announcements.StopRun(4)),
    ("s:0:report=4", announcements.RunReport(4)),
    ("s:0:again=4", announcements.Resend(4)),
    ("s:0:anew=4", announcements.ResendNow(4)),
    (f"s:0:ok=3,{HASH}", announcements.Approve(3, announcements.Seen.read(HASH))),
    (f"s:0:no=3,{HASH}", announcements.Refuse(3, announcements.Seen.read(HASH))),
    ("s:0:who=3", announcements.ShowMissing(3)),
    ("s:0:remind=3", announcements.Remind(3)),
    ("s:0:ack=3", announcements.Acknowledge(3)),
    ("s:0:latest=1", announcements.Latest(1)),
    ("g:0:page=0", announcements.Reminders()),
    ("g:0:page=2", announcements.Reminders(2)),
    ("g:0:open=3", announcements.OpenReminder(3)),
    ("g:0:change=3", announcements.ChangeReminder(3)),
    ("g:0:off=3", announcements.ReminderOff(3)),
    ("g:0:on=3", announcements.ReminderOn(3)),
    ("g:0:ask", announcements.AskApproval()),
    (f"g:0:approve={HASH}", announcements.ApproveAll(announcements.Seen.read(HASH))),
    (f"g:0:read={HASH}", announcements.ReadReminders(announcements.Seen.read(HASH))),
    (f"g:0:read={HASH},7", announcements.ReadReminders(announcements.Seen.read(HASH), 7)),
    ("t:0:open", subscribers.Subscribe()),
    ("t:0:main", subscribers.Choice()),
    ("t:0:stop", subscribers.Unsubscribe()),
    ("t:0:on=imbauan", subscribers.TopicOn(appeal.Topic.APPEAL)),
    ("t:0:off=klarifikasi", subscribers.TopicOff(appeal.Topic.CLARIFICATION)),
    ("t:0:areas", subscribers.ChooseAreas()),
    ("t:0:areas=@1", subscribers.ChooseAreas(1)),
    ("t:0:all=@0", subscribers.Everywhere()),
    ("t:0:all=@1", subscribers.Everywhere(1)),
    ("t:0:district=14.72.02", subscribers.ChooseVillages("14.72.02")),
    ("t:0:district=14.72.02@1", subscribers.ChooseVillages("14.72.02", 1)),
    ("t:0:add=14.72.02.1004@0", subscribers.AddArea("14.72.02.1004")),
    ("t:0:drop=14.72.02@3", subscribers.DropArea("14.72.02", 3)),
    ("t:0:groups", subscribers.Coverage()),
    ("t:0:groups=@1", subscribers.Coverage(1)),
    ("t:0:sector=polsek-dumai-timur", subscribers.CoverageOf("polsek-dumai-timur")),
    ("t:0:sector=14.72.02@1", subscribers.CoverageOf("14.72.02", 1)),
    ("o:0:inv=petugas", staff.Invite("petugas")),
    ("o:0:inv=petugas,@1", staff.Invite("petugas", page=1)),
    ("o:0:inv=petugas,polsek-dumai-timur", staff.Invite("petugas", "polsek-dumai-timur")),
    ("o:0:inv=bhabin,spkt,14.72.02.1004", staff.Invite("bhabin", "spkt", village="14.72.02.1004")),
    ("o:0:duty", staff.Duty()),
    ("o:0:on", staff.DutyOn()),
    ("o:0:off", staff.DutyOff()),
    ("o:0:over", staff.HandOverShift()),
    ("o:0:over=@1", staff.HandOverShift(page=1)),
    ("o:0:over=5", staff.HandOverShift(5)),
    ("p:0:come=5", officer.Come(5)),
    ("p:0:safe=5", officer.Safe(5)),
    ("p:0:radio=5", officer.ByRadio(5)),
    ("o:0:takeover=5", staff.TakeShift(5)),
    ("o:0:unit=spkt", staff.ShowUnit("spkt")),
    ("o:0:unit=@2", staff.ShowUnit(page=2)),
    ("o:0:unit=spkt@2", staff.ShowUnit("spkt", 2)),
    ("o:0:person=5", staff.ShowPerson(5)),
    ("o:0:move=5", staff.Move(5)),
    ("o:0:move=5,@1", staff.Move(5, 1)),
    ("o:0:moveto=5,spkt", staff.MoveTo(5, "spkt")),
    ("o:0:remove=5", staff.Remove(5)),
    ("o:0:removed=5", staff.Removed(5)),
    ("o:0:shift=spkt", staff.Roster("spkt")),
    ("o:0:plan=5", staff.Plan(5)),
    ("o:0:plan=5,1732618800", staff.Plan(5, 1732618800)),
    ("o:0:joinas=AbC-_09xyzAbC-_09xyzAb", staff.JoinAnyway("AbC-_09xyzAbC-_09xyzAb")),
    ("o:0:door=3", staff.ShowArrival(3)),
    ("o:0:itsthem=3", staff.ConfirmArrival(3)),
    ("o:0:notthem=3", staff.DenyArrival(3)),
    ("o:0:know=3", staff.KnowSeat(3)),
    ("o:0:wrong=3", staff.NotThem(3)),
    ("o:0:seats", staff.CheckSeats()),
    ("o:0:seats=3", staff.CheckSeats(3)),
    ("o:0:seat=3", staff.ConfirmSeat(3)),
    ("o:0:listed=AbC-_09xyzAbC-_09xyzAb", staff.ConfirmList("AbC-_09xyzAbC-_09xyzAb")),
    ("o:0:suspend=3", staff.Suspend(3)),
    ("o:0:suspended=3", staff.Suspended(3)),
    ("o:0:agree=3", staff.AgreeToSecond(3)),
    ("o:0:disagree=3", staff.DeclineSecond(3)),
    ("b:0:why=3,bahaya", staff.OpenFor(3, OpeningKind.DANGER)),
    ("b:0:grant=2", staff.Grant(2)),
    ("b:0:refuse=2", staff.RefuseOpening(2)),
    ("h:0:look", operations.Look()),
    # The second release.
    ("p:0:come=17", officer.Come(17)),
    ("p:0:safe=17", officer.Safe(17)),
    ("p:0:radio=17", officer.ByRadio(17)),
    ("p:0:phone=17", officer.Telephoned(17)),
    ("p:0:phoned=17,spkt", officer.TelephonedTo(17, "spkt")),
    ("p:0:phoned=17,*", officer.TelephonedTo(17, "*")),
    ("v:0:list", texts.Topics()),
    ("v:0:list=2", texts.Topics(2)),
    ("v:0:show=skck", texts.ShowTopic("skck")),
    ("v:0:office=polres", texts.ShowOffice("polres")),
    ("v:0:offices=kantor-polisi,1", texts.Offices("kantor-polisi", 1)),
    ("x:0:list", texts.TextList()),
    ("x:0:list=2", texts.TextList(2)),
    ("x:0:read=skck", texts.ReadText("skck")),
    ("x:0:read=skck,1", texts.ReadText("skck", 1)),
    (f"x:0:ok={HASH}", texts.ApproveText(announcements.Seen.read(HASH))),
    ("l:0:neighbour=DMI-2411-0042-7", citizen.HandToNeighbour("DMI-2411-0042-7")),
    ("d:0:there=7", desk.ReceivedThere(7)),
    ("c:0:new", recording.Record()),
    ("c:0:when=7,kini", recording.SayWhen(7, When.NOW)),
    ("c:0:status", recording.AskCode()),
    ("c:0:erase=7", recording.EraseForCaller(7)),
    ("c:0:erased=7", recording.ErasedForCaller(7)),
    ("i:0:counts", activities.ActivityCounts()),
    ("i:0:counts=7,1", activities.ActivityCounts(7, 1)),
    ("i:0:list=30,polsek-dumai-timur,patroli,2", activities.ActivityList(30, "polsek-dumai-timur", Work.PATROL, 2)),
    ("i:0:one=3", activities.OneActivity(3)),
    (f"x:0:all={HASH}", texts.ApproveRead(announcements.Seen.read(HASH))),
    ("p:0:call=17", officer.ShowCall(17)),
    ("o:0:ready=3", staff.Ready(3)),
    ("o:0:keep", staff.KeepReports()),
    ("o:0:giveback", staff.GiveBack()),
    ("o:0:dutylist", staff.DutyList()),
    ("w:0:why=sibuk", words.GiveReason(UsualReason.BUSY)),
    ("w:0:report", words.SendAsReport()),
    ("w:0:new", words.NotThisReport()),
    ("w:0:anyway", words.SendAnyway()),
    ("w:0:unsaid", words.LeaveUnsaid()),
    ("w:0:answer", words.TakeAsAnswer()),
    ("w:0:mine", words.AddToMine()),
    ("w:0:to=DMI-2411-0042-7", words.AddTo("DMI-2411-0042-7")),
    ("l:0:formal=DMI-2411-0042-7", citizen.ReportedFormally("DMI-2411-0042-7")),
    ("l:0:informal=DMI-2411-0042-7", citizen.NotReporting("DMI-2411-0042-7")),
    ("p:0:lp=17", officer.PoliceReport(17)),
    ("p:0:result=17,belum_memenuhi_syarat", officer.Finish(17, Result.INCOMPLETE)),
]
NONE_OF_OURS = [
    ("m:0:menu=menu", citizen.Menu),
    ("m:0:menus", citizen.Menu),
    ("l:0:page=-1", citizen.MyReportsPage),
    ("l:0:page=\u0661", citizen.MyReportsPage),
    ("l:0:page=9999999999999999", citizen.MyReportsPage),
    ("l:0:open=", citizen.OpenMine),
    ("p:0:take=", officer.Take),
    ("p:0:take", officer.Take),
    ("p:0:take=1,2", officer.Take),
    ("d:0:take=1", officer.Take),
    ("p:0:result=1,x", officer.Finish),
    ("d:0:list=9,9,9,9", desk.Queue),
    ("d:0:list=1,0,14.72.02,1,1", desk.Queue),
    ("d:0:family=1,x", desk.ChooseFamily),
    ("t:0:on=x", subscribers.TopicOn),
    ("o:0:inv=,,,,", staff.Invite),
]
MODULES: list[ModuleType] = [
    activities,
    announcements,
    citizen,
    desk,
    officer,
    operations,
    recording,
    staff,
    subscribers,
    texts,
    words,
]
DECLARED = {
    kind
    for module in MODULES
    for _, kind in inspect.getmembers(module, inspect.isclass)
    if issubclass(kind, ButtonData) and hasattr(kind, "wire")
}


@pytest.mark.parametrize(("data", "meant"), RELEASED, ids=[data for data, _ in RELEASED])
def test_a_button_of_a_release_still_means_what_it_meant(data: str, meant: ButtonData) -> None:
    callback = Callback.decode(data)
    assert callback is not None
    assert parse(callback, type(meant)) == meant


@pytest.mark.parametrize("meant", [meant for _, meant in RELEASED], ids=[data for data, _ in RELEASED])
def test_what_is_written_is_read_again(meant: ButtonData) -> None:
    callback = Callback.decode(meant.pack(revision=4))
    assert callback is not None
    assert callback.revision == 4
    assert parse(callback, type(meant)) == meant


@pytest.mark.parametrize(("data", "kind"), NONE_OF_OURS)
def test_what_no_declaration_fits_is_none_of_ours(data: str, kind: type[ButtonData]) -> None:
    callback = Callback.decode(data)
    assert callback is not None
    assert parse(callback, kind) is None


def test_every_declared_button_has_its_line() -> None:
    assert {type(meant) for _, meant in RELEASED} == DECLARED


def test_no_two_buttons_are_written_alike() -> None:
    assert len({(kind.topic, kind.wire.name) for kind in DECLARED}) == len(DECLARED)


def test_every_state_that_can_be_chosen_has_its_place_in_a_filter() -> None:
    for state in STATES:
        chosen = QueueFilter(state=state)
        assert QueueFilter.read(str(chosen)) == chosen


@given(st.sampled_from(sorted(DECLARED, key=repr)), st.text(st.sampled_from("0159=,:;@.-_Axé\u0661\n"), max_size=30))
def test_whatever_stands_in_a_button_is_read_or_is_none_of_ours(kind: type[ButtonData], body: str) -> None:
    found = parse(Callback(kind.topic, f"{kind.wire.name}={body}"), kind)
    if found is not None:
        assert parse(Callback(kind.topic, found.choice), kind) == found


def test_what_would_not_fit_into_a_button_is_refused() -> None:
    with pytest.raises(ValueError, match=str(MOST_BYTES)):
        citizen.OpenMine("x" * 60).pack()


def test_a_template_names_every_field() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        Wire("take={report},{unit}", officer.Take)


async def test_a_table_leads_each_button_to_its_handler() -> None:
    taken: list[tuple[str, int]] = []

    async def take(who: str, tapped: officer.Take) -> None:
        taken.append((who, tapped.report))

    taps = Taps(on(officer.Take, take))
    await taps.carry_out(Callback.decode("p:0:take=17"), "Elang")
    assert taken == [("Elang", 17)]
    for data in ("p:0:take=x", "p:0:go=17", "d:0:take=17", "p:0:", "nothing"):
        with pytest.raises(Refused, match=r"flow\.old_button"):
            await taps.carry_out(Callback.decode(data), "Elang")
