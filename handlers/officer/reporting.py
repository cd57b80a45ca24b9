"""An officer's own report in the chat: what the driver of dialogues does around its table, and what is said of it."""

from dataclasses import replace
from datetime import datetime

from casework import field_reports
from casework.field_reports import FieldReport
from conversations import field_report as table
from conversations.buttons.officer import JoinToMine, ReportAsOfficer
from conversations.callback import Topic
from conversations.field_report import FIELD, begun
from conversations.report_draft import NextStep, ReportDraft, dump, load
from conversations.salvage import report_of
from conversations.scene import Scene
from conversations.screen import Button, Key, Line, Screen, Value
from db import drafts, officers, units
from db.chats import ChatKey
from db.drafts import StoredDialogue
from db.officers import Officer
from db.outbox import Lane
from db.reports import ReportKey
from db.unit_of_work import UnitOfWork
from handlers.common.buttons import MENU
from handlers.common.driver import Dialogue
from handlers.common.turn import Turn
from handlers.officer import asking
from locales import Refused
from reports.tally import refuse_tally
from resort.agency import Agency
from resort.rights import Right

FLOW = "field"


async def begin_from(turn: Turn, draft: ReportDraft) -> None:
    """Somebody said that they report as an officer: go on with what they told, or do at once what they chose."""
    draft = begun(draft)
    if draft.what and not draft.emergency:
        refuse_tally(draft.what, draft.category)
    if draft.next_step is not None:
        await _finish(turn, draft)
        return
    await DIALOGUE.begin(turn, draft)


async def begin(turn: Turn, officer: Officer, tapped: ReportAsOfficer) -> None:
    """*Lapor sebagai petugas*, from a menu."""
    if turn.here.kind != "private":
        raise Refused("flow.old_button")
    await begin_from(turn, ReportDraft())


async def join(turn: Turn, officer: Officer, tapped: JoinToMine) -> None:
    """A citizen's report is of the same: it joins."""
    report = await field_reports.join(turn, officer, ReportKey(tapped.other), ReportKey(tapped.report))
    await turn.show(Screen(Line("field.joined", {"number": report.number}), ((MENU,),)), Topic.PING)


async def expire(uow: UnitOfWork, chat: ChatKey, kept: StoredDialogue) -> bool:
    """File an emergency that its officer has not sent in time; False when they are none any more."""
    assert kept.content is not None
    officer = await officers.of_chat(uow.tx, chat)
    if officer is None:
        return False
    draft = replace(begun(load(kept.content)), next_step=NextStep.FORWARD)
    filed = await field_reports.file(uow, officer, draft, by_itself=True)
    await drafts.save(uow.tx, uow.vault, chat, StoredDialogue(kept.flow, None, kept.revision + 1), uow.now)
    key = "field.sent_by_itself" if filed.called else "field.sent_by_itself_nobody"
    await uow.tell(chat, Screen(Line(key, {"number": filed.report.number})), Topic.PING, lane=Lane.PING)
    return True


async def _scene(turn: Turn, draft: ReportDraft) -> Scene:
    officer = await turn.require(Right.ACT)
    return replace(turn.scene, callsign=officer.callsign, own=await _own_area(turn, officer))


async def _own_area(turn: Turn, officer: Officer) -> tuple[str, ...]:
    """The kelurahan that an officer answers for; none for one of the whole resort."""
    if officer.village is not None:
        return (officer.village,)
    areas, codes = turn.resort.areas, await units.areas(turn.tx, officer.unit)
    return tuple(
        village
        for code in codes
        for village in ([code] if code.count(".") == 3 else [each.code for each in areas.villages(code)])
    )


async def _save(turn: Turn, kept: StoredDialogue, draft: ReportDraft) -> None:
    """Keep the draft; an emergency goes by itself when its time has come, which no answer puts off."""
    due: datetime | None = draft.sends_at if draft.emergency else None
    await drafts.save(
        turn.tx, turn.vault, turn.here.key, StoredDialogue(FLOW, dump(draft), kept.revision, due), turn.now
    )


async def _finish(turn: Turn, draft: ReportDraft) -> None:
    officer = await turn.require(Right.ACT)
    filed = await field_reports.file(turn, officer, draft)
    handles = filed.next_step in (NextStep.HANDLE, NextStep.HELP)
    if handles and filed.report.district is None:
        await asking.keep(turn, officer.chat, asking.NOTE, filed.report.key)
    rows = [
        (Button(Key("button.join_to_mine"), JoinToMine(filed.report.key, other=each.key)),) for each in filed.alike[:1]
    ]
    await turn.show(Screen(_told(filed, officer), (*rows, (MENU,))), Topic.PING)


def _told(filed: FieldReport, officer: Officer) -> Line:
    """What was done with it, and no more than is so."""
    values: dict[str, Value] = {"number": filed.report.number, "more": _more(filed, officer)}
    match filed.next_step:
        case NextStep.HELP if filed.helpers:
            return Line("field.sent_help", {**values, "units": ", ".join(filed.helpers)})
        case NextStep.HELP:
            return Line("field.sent_help_nobody", values)
        case NextStep.HANDLE:
            return Line("field.sent_handle", values)
        case NextStep.NOTE:
            return Line("field.sent_note", values)
        case _ if filed.kept_out:
            return Line("field.sent_kept_out", values)
        case _:
            return Line("field.sent_pass" if filed.called else "field.sent_pass_nobody", values)


def _more(filed: FieldReport, officer: Officer) -> Value:
    """What else there is to know, a line each."""
    lines: list[Line] = []
    if field_reports.is_information(filed.report, officer):
        lines.append(Line("field.informed" if filed.called.of(Agency.BAWASLU) else "field.not_informed"))
    if filed.next_step in (NextStep.HANDLE, NextStep.HELP) and filed.report.district is None:
        lines.append(Line("field.where_now"))
    if filed.alike:
        lines.append(Line("field.alike", {"numbers": ", ".join(each.number for each in filed.alike[:1])}))
    return Line("field.more", {"lines": tuple(lines)}) if lines else ""


async def _cancelled(turn: Turn, draft: ReportDraft) -> Screen:
    return Screen(Line("report.cancelled"), ((MENU,),))


def _load(turn: Turn, kept: StoredDialogue) -> ReportDraft:
    assert kept.content is not None
    return load(kept.content)


def _salvage(turn: Turn, kept: StoredDialogue) -> StoredDialogue:
    """What can be read of a draft that cannot be read whole; an emergency keeps its time to go."""
    assert kept.content is not None
    draft = report_of(kept.content, turn.scene, consented=True)
    if draft is None:
        return replace(kept, content=None)
    draft = begun(draft)
    if draft.emergency and kept.due is not None:
        draft = replace(draft, sends_at=kept.due)
    return replace(kept, content=dump(draft), due=draft.sends_at)


DIALOGUE: Dialogue[ReportDraft, Scene] = Dialogue(
    flow=FLOW,
    steps=FIELD,
    load=_load,
    dump=dump,
    scene=_scene,
    finish=_finish,
    cancelled=_cancelled,
    advance=table.advance,
    save=_save,
    salvage=_salvage,
    right=Right.ACT,
)
