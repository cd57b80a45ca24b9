"""`/catat`: writing down what somebody else reports, and how it stands for those who ask on the telephone."""

import secrets

from casework import recording
from casework.recording import Noted, Written
from conversations import flow
from conversations.answer import Answer, Media, Text
from conversations.buttons.citizen import HandToNeighbour, OpenMine
from conversations.buttons.recording import AskCode, ErasedForCaller, EraseForCaller, Record, SayWhen
from conversations.callback import Taps, Topic, bare, on
from conversations.recording import RECORD, RecordDraft, begun_with, dump, load, quickly
from conversations.report_told import FEWEST_LETTERS
from conversations.scene import Scene
from conversations.screen import Button, Key, Line, Rows, Screen, Value
from db.drafts import StoredDialogue
from db.officers import Officer
from db.reports import ReportKey
from handlers.citizen.receipts import neighbour_label
from handlers.common.buttons import MENU
from handlers.common.driver import Dialogue
from handlers.common.turn import Turn
from handlers.officer import asking
from locales import AskAgain
from locales.times import clock
from reports import spoken
from reports.matters import matters
from resort.rights import Right, may

FLOW = "record"
_STORIES = ("way", "what", "when", "where")  # questions that take words of the person who reports
PURPOSE = "code"
_MARKS = " \t\n(1).-–•*▪►:,"  # of the first matter of a list
AGAIN = Button(Key("button.record_again"), Record())


async def tapped(turn: Turn) -> None:
    """A button about what is written down for others."""
    await TAPS.carry_out(turn.callback, turn)


async def command(turn: Turn) -> None:
    """`/catat`: ask step by step; with words behind it they are a report at once, and only its time is asked.

    A numbered list is a batch: each of its matters is a report of its own.
    """
    if len(turn.words) < FEWEST_LETTERS:
        await start(turn)
        return
    officer = recording.require(await turn.officer())
    if may(officer.role, Right.DESK) and None not in spoken.number_and_code(turn.words):
        await answer_caller(turn, "", Text(turn.words))  # a caller asks: it is nothing to write down
        return
    for told in _batch(turn.words):
        await _store(turn, officer, quickly(Text(told), turn.scene))


def _batch(words: str) -> list[str]:
    """What one message tells, a text for each matter; what stands before the first belongs to all of them."""
    parts = matters(words)
    before = words.partition(parts[0])[0].rstrip(_MARKS) if parts else ""
    return [f"{before}: {part}" if before else part for part in parts] or [words]


async def start(turn: Turn) -> None:
    """Begin; what was not finished is let go."""
    officer = recording.require(await turn.officer())
    await DIALOGUE.begin(turn, RecordDraft(desk=may(officer.role, Right.DESK)))


async def start_with(turn: Turn, file: Media) -> None:
    """`/catat` below a file: what stands behind it is what was heard."""
    officer = recording.require(await turn.officer())
    await DIALOGUE.begin(turn, begun_with(file, turn.scene, desk=may(officer.role, Right.DESK)))


async def is_lost(turn: Turn, kept: StoredDialogue, answer: Answer) -> bool:
    """Whether somebody may no longer write down: what they type is a citizen's again."""
    if recording.may_record(await turn.officer()):
        return False
    await DIALOGUE.end(turn, kept)
    return True


def takes_stories(turn: Turn, kept: StoredDialogue) -> bool:
    """Whether the question in hand takes what somebody else tells."""
    return flow.current(RECORD, _load(turn, kept)).name in _STORIES


async def say_when(turn: Turn, tapped: SayWhen) -> None:
    """When it happened, of a report that was sent in one message."""
    officer = recording.require(await turn.officer())
    report, called = await recording.say_when(turn, officer, ReportKey(tapped.report), tapped.when)
    values: dict[str, Value] = {"number": report.number, "when": Key(f"recording.when_{tapped.when}")}
    text = Line("recording.dated_called" if called else "recording.dated", values)
    await turn.show(Screen(text, ((AGAIN,), (MENU,))), Topic.RECORD)


async def ask_code(turn: Turn) -> None:
    """Somebody telephones: which report, and which two words?"""
    await turn.require(Right.DESK)
    await asking.ask(turn, turn.here.key, PURPOSE, None, Line("recording.ask_code"))


async def answer_caller(turn: Turn, extra: str, answer: Answer) -> None:
    """How a report stands, to be read out; or that the words do not fit."""
    officer = await turn.require(Right.DESK)
    number, code = spoken.number_and_code(asking.words_of(answer))
    if number is None:
        raise AskAgain("recording.which_number")
    standing = await recording.standing(turn, officer, number, code)
    await asking.done(turn, turn.here.key)
    rows: Rows = ((Button(Key("button.ask_code"), AskCode()),), (MENU,))
    if not standing.right:
        left = await recording.tries_left(turn, standing.report)
        text = Line("recording.wrong_code", {"number": standing.report.number, "left": left})
        await turn.show(Screen(text, rows), Topic.RECORD)
        return
    values: dict[str, Value] = {
        "number": standing.report.number,
        "state": Key(f"state.{standing.report.state}"),
        "history": standing.lines,
    }
    if not standing.report.erased:
        rows = ((Button(Key("button.erase_for_caller"), EraseForCaller(standing.report.key)),), *rows)
    await turn.show(Screen(Line("recording.standing", values), rows), Topic.RECORD)


async def ask_erase(turn: Turn, tapped: EraseForCaller) -> None:
    """The person on the telephone wants their report erased: sure? Or why it must stay."""
    officer = await turn.require(Right.DESK)
    report, kept = await recording.erasable(turn, officer, ReportKey(tapped.report))
    if kept is not None:
        text = Line("recording.erase_kept", {"why": Line(f"erase.kept_{kept}", {"number": report.number})})
        await turn.show(Screen(text, ((MENU,),)), Topic.RECORD)
        return
    sure = (Button(Key("button.erase_yes"), ErasedForCaller(report.key)),)
    await turn.show(Screen(Line("recording.erase_sure", {"number": report.number}), (sure, (MENU,))), Topic.RECORD)


async def erase(turn: Turn, tapped: ErasedForCaller) -> None:
    """They are sure."""
    report = await recording.erase(turn, await turn.require(Right.DESK), ReportKey(tapped.report))
    await turn.show(Screen(Line("recording.erased", {"number": report.number}), ((MENU,),)), Topic.RECORD)


async def _store(turn: Turn, officer: Officer, draft: RecordDraft) -> None:
    written = Written(draft.report, draft.way, draft.heard_words, draft.heard_at or turn.now)
    noted = await recording.record(turn, officer, written, secrets.choice)
    report = noted.filed.report
    values: dict[str, Value] = {
        "number": report.number,
        "aloud": spoken.aloud(report.number),
        "code": noted.code,
        "clock": clock(report.created_at, turn.resort.zone),
        "next": _next(noted),
    }
    away: Rows = ()
    if noted.neighbour is not None:
        named = {"neighbour": noted.neighbour.name, "phone": noted.neighbour.phone}
        values["next"] = (_next(noted), Line("recording.next_neighbour", named))
        away = ((Button(neighbour_label(noted.neighbour), HandToNeighbour(report.number)),),)
    rows = (*away, (Button(Key("button.open_report"), OpenMine(report.number)),), (AGAIN,), (MENU,))
    await turn.show(Screen(Line("recording.noted", values), rows), Topic.RECORD, fresh=True)
    if noted.undated:
        await turn.tell(officer.chat, recording.ask_when(report), Topic.RECORD)


def _next(noted: Noted) -> Line:
    if noted.filed.joined is not None:
        return Line("recording.next_joined")
    if not noted.filed.called:
        return Line("recording.next_nobody")
    return Line("recording.next_desk" if noted.desk_first else "recording.next_called")


def _load(turn: Turn, kept: StoredDialogue) -> RecordDraft:
    assert kept.content is not None
    return load(kept.content)


async def _scene(turn: Turn, draft: RecordDraft) -> Scene:
    return turn.scene


async def _finish(turn: Turn, draft: RecordDraft) -> None:
    await _store(turn, recording.require(await turn.officer()), draft)


async def _cancelled(turn: Turn, draft: RecordDraft) -> Screen:
    return Screen(Line("recording.cancelled"), ((MENU,),))


DIALOGUE: Dialogue[RecordDraft, Scene] = Dialogue(
    flow=FLOW,
    steps=RECORD,
    load=_load,
    dump=dump,
    scene=_scene,
    finish=_finish,
    cancelled=_cancelled,
)

TAPS: Taps[Turn] = Taps(
    bare(Record, start),
    bare(AskCode, ask_code),
    on(SayWhen, say_when),
    on(EraseForCaller, ask_erase),
    on(ErasedForCaller, erase),
)
