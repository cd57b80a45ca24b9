"""What people of the resort are asked to write, as one table, and what becomes of the words."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from casework import authority, progress
from conversations.answer import Answer, Media, Text
from conversations.heard import PROMPT, Heard, Prompt
from conversations.screen import CANCEL
from db import reports
from db.drafts import StoredDialogue
from db.officers import Officer
from db.reports import Report, ReportKey
from handlers.announcements import approving, programme
from handlers.citizen import desk_message
from handlers.common import hearing, typed
from handlers.common.turn import Turn
from handlers.desk import assigning, desk, incidents, merging, neighbours, searching
from handlers.officer import asking, handing_on, incident_lines, questions, recording, results
from handlers.staff import identity_access, joining, people
from handlers.telegram.incoming import answer_of, composed_of
from handlers.telegram.update import Message
from locales import AskAgain, Refused, texts_for
from reports.usual_reason import UsualReason
from resort.rights import Right


@dataclass(frozen=True, slots=True, kw_only=True)
class Purpose:
    """What words are asked for: `about` a report, or `alone`."""

    about: Callable[[Turn, Report, Officer, str, Answer], Awaitable[None]] | None = None
    alone: Callable[[Turn, str, Answer], Awaitable[None]] | None = None
    reason: bool = True  # the words are a reason, and are called so
    names_danger: bool = False  # the words name a danger that is known already
    confirms: bool = True  # says with `asking.confirm` what the words did
    undo: Callable[[Turn, Officer, ReportKey], Awaitable[object]] | None = None  # by the officer who had the report
    read: Callable[[Message], Answer] = answer_of


PURPOSES: dict[str, Purpose] = {
    asking.NOTE: Purpose(about=results.add_note, reason=False, confirms=False),
    "pass": Purpose(about=handing_on.pass_with_reason, undo=progress.take),
    "decline": Purpose(about=handing_on.decline, undo=progress.take),
    "result": Purpose(about=results.answer_with_words, reason=False),
    "lp": Purpose(about=results.note_police_report, reason=False),
    "question": Purpose(about=questions.send, reason=False),
    "open": Purpose(about=identity_access.ask),
    "desk_assign": Purpose(about=assigning.assign, confirms=False),
    "desk_refer": Purpose(about=assigning.refer),
    "desk_reject": Purpose(about=desk.reject, confirms=False),
    searching.PURPOSE: Purpose(alone=searching.answered, reason=False, names_danger=True),
    "desk_merge": Purpose(about=merging.numbered, reason=False, confirms=False),
    "incident_name": Purpose(about=incidents.name, reason=False, confirms=False, names_danger=True),
    "incident_place": Purpose(about=incidents.move, reason=False, confirms=False),
    "incident_line": Purpose(about=incident_lines.tell, reason=False),
    "reminder": Purpose(alone=programme.change, reason=False, confirms=False, read=composed_of),
    desk_message.PURPOSE: Purpose(alone=desk_message.send, reason=False),
    neighbours.PURPOSE: Purpose(about=neighbours.received, reason=False, confirms=False),
    recording.PURPOSE: Purpose(alone=recording.answer_caller, reason=False, confirms=False),
    "refusal": Purpose(alone=approving.refuse),
    joining.PERSON: Purpose(alone=joining.invite_person, reason=False, confirms=True),
    people.NAME: Purpose(alone=people.name, reason=False, confirms=True),
}


async def lapse(turn: Turn, kept: StoredDialogue, answer: Answer) -> bool:
    """End a question that was asked too long ago for this answer; whether it was."""
    if not asking.lapsed(turn, kept):
        return False
    prompt = await asking.standing(turn, turn.here.key)
    await asking.done(turn, turn.here.key)
    if prompt is not None and prompt.purpose != asking.NOTE:
        await turn.say("ask.lapsed")
    return True


def read(turn: Turn, kept: StoredDialogue) -> Answer:
    """The message as this question wants it."""
    message = turn.update.effective_message
    assert message is not None
    assert kept.content is not None
    prompt = PROMPT.load(kept.content)
    purpose = PURPOSES.get(prompt.purpose)
    return answer_of(message) if purpose is None else purpose.read(message)


async def answered(turn: Turn, kept: StoredDialogue, answer: Answer) -> None:
    """Words that were asked for."""
    prompt = await asking.standing(turn, turn.here.key)
    if prompt is None or prompt.purpose not in PURPOSES:
        await asking.done(turn, turn.here.key)
        raise Refused("flow.old_button")
    if isinstance(answer, Text) and (typed.means(answer.body, CANCEL, turn.texts) or typed.is_slip(answer.body)):
        await asking.drop(turn)
        return
    await carry_out(turn, prompt, answer)


async def check_readable(turn: Turn, kept: StoredDialogue) -> None:
    """Raise what keeps a question from being read."""
    assert kept.content is not None
    PURPOSES[PROMPT.load(kept.content).purpose]


async def set_aside(turn: Turn, kept: StoredDialogue, heard: Heard) -> None:
    """The words sound like danger: the question waits with them, so that nothing typed next is its answer."""
    prompt = await asking.standing(turn, turn.here.key)
    purpose = PURPOSES.get(prompt.purpose) if prompt is not None else None
    if prompt is not None and purpose is not None and heard.words is not None:
        proof = prompt.purpose == asking.NOTE and isinstance(heard.words, Media)  # "parang diamankan" below a picture
        if purpose.names_danger or proof:
            await carry_out(turn, prompt, heard.words)
            return
    await asking.done(turn, turn.here.key)
    await hearing.ask(turn, replace(heard, prompt=prompt, reason=purpose is not None and purpose.reason))


async def carry_out(turn: Turn, prompt: Prompt, answer: Answer) -> None:
    """Do what words were asked for. The officer's rights are checked again: they may have lost them since."""
    purpose, held = PURPOSES[prompt.purpose], False
    try:
        if purpose.alone is not None:
            await purpose.alone(turn, prompt.extra, answer)
        else:
            assert purpose.about is not None
            report = await reports.get(turn.tx, ReportKey(prompt.report or 0))
            officer = await turn.require(Right.ACT)
            if report is None or not await _may_speak(turn, officer, report):
                raise Refused("rights.not_yours")
            held = report.officer == officer.key
            await purpose.about(turn, report, officer, prompt.extra, answer)
    except AskAgain:
        raise
    except Refused:
        await asking.done(turn, turn.here.key)
        raise
    words = answer_of(turn.update.message) if turn.update.message is not None else None
    if prompt.purpose != asking.NOTE and isinstance(words, Text):
        await hearing.keep(turn, Heard(words=words, prompt=prompt, answered=True, held=held))
        if not purpose.confirms:
            await asking.confirm(turn, "ask.noted")


async def undo(turn: Turn, heard: Heard) -> None:
    """Take back what words did that were no answer, where that is possible; and say which it is."""
    purpose = None if heard.prompt is None else PURPOSES.get(heard.prompt.purpose)
    officer = await turn.officer()
    if heard.prompt is None or purpose is None or officer is None:
        return
    report = None if heard.prompt.report is None else await reports.get(turn.tx, ReportKey(heard.prompt.report))
    if report is not None and purpose.undo is not None and heard.held and not report.case.taken:
        try:
            await purpose.undo(turn, officer, report.key)
        except Refused:
            await turn.say("ask.stands")
        else:
            await turn.say("ask.undone", number=report.number)
    else:
        await turn.say("ask.stands")


async def give_reason(turn: Turn, reason: UsualReason) -> None:
    """A usual reason was tapped."""
    prompt = await asking.standing(turn, turn.here.key)
    if prompt is None or prompt.purpose not in PURPOSES or not PURPOSES[prompt.purpose].reason:
        raise Refused("flow.old_button")
    words = Text(texts_for("id").plain(f"reason.{reason}"))
    await carry_out(turn, prompt, words)


async def _may_speak(turn: Turn, officer: Officer, report: Report) -> bool:
    return await authority.concerns(turn, officer, report) or await authority.oversees(turn, officer, report)
