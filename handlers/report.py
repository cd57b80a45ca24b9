"""Walking through a report: from `/lapor`, a poster's link or a message out of the blue, to the receipt."""

from dataclasses import replace
from datetime import timedelta

from conversations import report as dialogue
from conversations.answer import Answer, Media, Tap, Text
from conversations.flow import Finished, Moved, current
from conversations.report import REPORT
from conversations.report_draft import ReportDraft, dump, load
from conversations.report_screens import location
from conversations.report_told import alarming, attach, begin, begin_at, begin_with
from conversations.screen import Button, Key, Line, Screen, Value
from db import chats, drafts, reports
from db.drafts import Kept
from db.evidence import LARGEST
from db.reports import Report
from handlers import dispatch, mine, render, typed
from handlers.buttons import MENU
from handlers.buttons import REPORT as TO_REPORT
from handlers.callback import Topic
from handlers.turn import Turn
from locales import LANGUAGES, Refused
from locales.language import seems_english
from locales.times import clock
from reports import triage
from reports.area import place_payload
from reports.category import Kind
from reports.triage import Sort
from reports.urgency import Urgency, assess

FLOW = "report"
HOUR = timedelta(hours=1)
SHORTEST_OFFER = 25  # letters of a message that is offered as a report though nothing in it says what it is


async def command(turn: Turn) -> None:
    """`/lapor`, alone or with the story behind it."""
    said = Text(turn.words)
    if alarming(said):
        await cry(turn, said)
    elif said.body and not await unfinished(turn):
        consented = turn.here.consented_at is not None
        await _begin(turn, begin_with(said, turn.scene, consented=consented, offered=False))
    else:
        await start(turn)


async def cry(turn: Turn, said: Text) -> None:
    """Words that mean danger to life, wherever they stand: into the draft in hand, or the short way at once."""
    kept = await _kept(turn)
    if kept.content is not None:
        await mine.end_addition(turn)
        await _advance(turn, kept, said)
    else:
        await out_of_the_blue(turn, said)


async def start(turn: Turn) -> None:
    """The way to a report: begin, or offer the unfinished draft."""
    if await unfinished(turn):
        await _offer_draft(turn, "anew")
        return
    await start_anew(turn)


async def start_anew(turn: Turn) -> None:
    """Begin a report; an unfinished draft is let go."""
    await _begin(turn, begin(consented=turn.here.consented_at is not None))


async def start_at(turn: Turn, village: str, tps: str | None, *, anew: bool = False) -> None:
    """Begin a report whose place a poster or QR code names; an unfinished draft is only let go for it if `anew`."""
    if not anew and await unfinished(turn):
        await _offer_draft(turn, f"at={place_payload(village, tps)}")
        return
    draft = begin_at(village, tps, consented=turn.here.consented_at is not None)
    await _begin(turn, draft, Line("report.place_known", {"where": location(draft, turn.scene)}))


async def unfinished(turn: Turn) -> bool:
    """Whether there is a draft to go on with."""
    return (await _kept(turn)).content is not None


async def resume(turn: Turn) -> None:
    """Show the question the draft stands at."""
    kept = await _kept(turn)
    if kept.content is None:
        raise Refused("report.nothing_unfinished")
    await mine.end_addition(turn)
    draft = _draft(turn, kept.content)
    await turn.show(dialogue.screen(draft, turn.scene), Topic.REPORT, revision=kept.revision, fresh=True)


async def cancel(turn: Turn) -> None:
    """`/batal`: let go of what is being filled in."""
    kept = await _in_hand(turn)
    if kept is None or kept.content is None:
        await _leave(turn, "report.nothing_to_cancel")
    elif kept.flow == FLOW:
        await _cancel(turn, kept, _draft(turn, kept.content))
    else:
        await _end(turn, kept)
        await _leave(turn, "mine.addition_ended" if kept.flow == mine.FLOW else "report.cancelled")


async def tapped(turn: Turn) -> None:
    """A button of the report; one of an earlier question is told so."""
    callback, kept = turn.callback, await _kept(turn)
    assert callback is not None
    if kept.content is None or callback.revision != kept.revision:
        raise Refused("flow.old_button")
    await _advance(turn, kept, Tap(callback.choice))


async def answered(turn: Turn, kept: Kept, answer: Answer) -> None:
    """Words, files or a location for the question in hand."""
    assert kept.content is not None
    await _advance(turn, kept, _typed_button(turn, _draft(turn, kept.content), answer))


async def edited(turn: Turn) -> None:
    """An edited message is not read again: what it said is stored already, and the summary can correct it."""
    incoming = turn.update.effective_message
    if incoming is not None and incoming.location is not None:
        return  # a live location edits itself every few seconds
    await turn.say("report.edited" if await unfinished(turn) else "report.edited_later")


async def _advance(turn: Turn, kept: Kept, answer: Answer) -> None:
    """One answer: the draft moves on, ends, or is finished."""
    assert kept.content is not None
    draft = _draft(turn, kept.content)
    if answer == Tap("cancel"):
        await _cancel(turn, kept, draft)
        return
    if answer == Tap("back") and dialogue.at_start(draft):
        await _pause(turn, draft)
        return
    if _too_big(answer):
        await turn.say("report.too_big")
    if isinstance(answer, Media) and answer.album is not None:
        if answer.album == draft.album:
            await _keep_in_silence(turn, kept, draft, answer)
            return
        draft = replace(draft, album=answer.album, surplus=False)
    try:
        outcome = dialogue.advance(draft, answer, turn.scene)
    except Refused:
        if isinstance(answer, Media) and answer.album is not None:
            await _save(turn, kept, replace(draft, surplus=True))
        raise
    match outcome:
        case Finished(finished):
            await _file(turn, kept, finished)
        case Moved(moved, note):
            await _show_next(turn, kept, draft, moved, note)


async def _show_next(turn: Turn, kept: Kept, before: ReportDraft, draft: ReportDraft, note: Line | None) -> None:
    """Keep the draft and ask its next question. The revision counts questions: an older one's buttons are old."""
    step, last = current(REPORT, draft), current(REPORT, before)
    revision = kept.revision + (step is not last)
    await drafts.save(turn.tx, turn.vault, turn.here.key, Kept(FLOW, dump(draft), revision), turn.now)
    if draft.consented and turn.here.consented_at is None:
        await chats.set_consented(turn.tx, turn.here, turn.now)
    if step is not last and _has_keyboard(turn, before):
        await _put_keyboard_away(turn, note or Line("report.kept"))
        note = None
    screen = dialogue.screen(draft, turn.scene)
    await turn.show(screen, Topic.REPORT, revision=revision, note=note, fresh=step.name == "summary")


async def _keep_in_silence(turn: Turn, kept: Kept, draft: ReportDraft, answer: Media) -> None:
    """The other photos of an album that was answered already; that they are too many is said once."""
    try:
        await _save(turn, kept, attach(draft, answer))
    except Refused:
        if not draft.surplus:
            await _save(turn, kept, replace(draft, surplus=True))
            raise


async def _file(turn: Turn, kept: Kept, draft: ReportDraft) -> None:
    """Turn the finished draft into a report, and give the receipt."""
    urgency = assess(draft.category, draft.what or "", draft.ongoing)
    if draft.emergency:
        urgency = Urgency.DARURAT
    if urgency is not Urgency.DARURAT:
        await _hold_to_limit(turn)
    report = await reports.create(turn.tx, turn.vault, turn.here.key, draft, urgency, turn.resort.prefix, turn.now)
    await turn.keep(report.key, draft.evidence)
    await dispatch.announce(turn, report)
    await chats.set_consented(turn.tx, turn.here, turn.now)
    await _end(turn, kept)
    await turn.show(_receipt(turn, report, draft), Topic.MINE, fresh=True)


async def _hold_to_limit(turn: Turn) -> None:
    """Raise `Refused` when the person has sent as many reports this hour as one may; the draft stays."""
    most = turn.resort.reports_per_hour
    times = await reports.times_of_reporter(turn.tx, turn.here.key, turn.now, HOUR, most)
    if len(times) >= most:
        again = times[0] + HOUR + timedelta(minutes=1)
        raise Refused("report.too_many", clock=clock(again, turn.resort.zone))


def _receipt(turn: Turn, report: Report, draft: ReportDraft) -> Screen:
    next_steps: list[Line] = []
    if draft.emergency:
        next_steps.append(Line("receipt.next_emergency"))
    elif draft.kind is Kind.VIOLATION:
        next_steps.append(Line("receipt.next_violation"))
        left = dialogue.deadline(draft, turn.scene)
        next_steps += [left] if left else []
    else:
        next_steps.append(Line("receipt.next_disturbance"))
    values: dict[str, Value] = {
        "number": report.number,
        "clock": clock(report.created_at, turn.resort.zone),
        "next": tuple(next_steps),
    }
    rows = (
        (Button(Key("button.add"), f"add={report.number}"),),
        (Button(Key("button.open_report"), f"open={report.number}"),),
    )
    return Screen(Line("receipt.received", values), rows)


async def _begin(turn: Turn, draft: ReportDraft, note: Line | None = None) -> None:
    await mine.end_addition(turn)
    kept = await _kept(turn)
    if kept.content is not None and _has_keyboard(turn, _draft(turn, kept.content)):
        await _put_keyboard_away(turn, Line("report.begun_anew"))
    revision = kept.revision + 1
    await drafts.save(turn.tx, turn.vault, turn.here.key, Kept(FLOW, dump(draft), revision), turn.now)
    await turn.show(dialogue.screen(draft, turn.scene), Topic.REPORT, revision=revision, note=note)


async def out_of_the_blue(turn: Turn, answer: Answer) -> None:
    """A message without a command: a report if it looks like one, else the answer that fits it."""
    if isinstance(answer, Text):
        reading = triage.read(answer.body)
        long_enough = reading.sort is Sort.UNCLEAR and len(answer.body.strip()) >= SHORTEST_OFFER
        if not reading.danger and reading.sort is not Sort.REPORT and not long_enough:
            await turn.show(Screen(Line(f"blue.{reading.sort}"), ((TO_REPORT,), (MENU,))), Topic.MENU)
            return
    try:
        draft = begin_with(answer, turn.scene, consented=turn.here.consented_at is not None)
    except Refused:
        await turn.show(Screen(Line(f"blue.{Sort.UNCLEAR}"), ((TO_REPORT,), (MENU,))), Topic.MENU)
        return
    if isinstance(answer, Media):
        draft = replace(draft, album=answer.album)
    await _begin(turn, draft)
    if _too_big(answer):
        await turn.say("report.too_big")


async def offer_english(turn: Turn, answer: Answer) -> None:
    """Once, when somebody clearly writes English to the Indonesian texts."""
    if turn.here.language != "id" or turn.here.language_asked or not isinstance(answer, Text):
        return
    if seems_english(answer.body):
        await chats.set_language_asked(turn.tx, turn.here)
        rows = tuple((Button(Key(f"language.{code}"), f"language={code}"),) for code in reversed(LANGUAGES))
        await turn.show(Screen(Line("menu.offer_english"), rows), Topic.MENU)


def _typed_button(turn: Turn, draft: ReportDraft, answer: Answer) -> Answer:
    """Words that are a button's label mean the button: so do the keyboards below the chat answer."""
    if not isinstance(answer, Text):
        return answer
    for button in dialogue.screen(draft, turn.scene).buttons:
        if typed.means(answer.body, button, turn.texts):
            return Tap(button.choice)
    return answer


def _too_big(answer: Answer) -> bool:
    return isinstance(answer, Media) and (answer.attachment.size or 0) > LARGEST


async def _kept(turn: Turn) -> Kept:
    for kept in await drafts.of_chat(turn.tx, turn.vault, turn.here.key):
        if kept.flow == FLOW:
            return kept
    return Kept(FLOW, None, 0)


async def _in_hand(turn: Turn) -> Kept | None:
    """The unfinished dialogue that was touched last."""
    kept = await drafts.of_chat(turn.tx, turn.vault, turn.here.key)
    return next((one for one in kept if one.content is not None), None)


def _draft(turn: Turn, content: bytes) -> ReportDraft:
    """The draft; who agreed elsewhere meanwhile is not asked again."""
    draft = load(content)
    return replace(draft, consented=draft.consented or turn.here.consented_at is not None)


async def _save(turn: Turn, kept: Kept, draft: ReportDraft) -> None:
    await drafts.save(turn.tx, turn.vault, turn.here.key, replace(kept, content=dump(draft)), turn.now)


async def _offer_draft(turn: Turn, otherwise: str) -> None:
    """Ask whether to go on with the unfinished draft, or to begin as `otherwise` says."""
    rows = ((Button(Key("button.resume"), "resume"),), (Button(Key("button.anew"), otherwise),))
    await turn.show(Screen(Line("report.unfinished"), rows), Topic.MENU)


async def _pause(turn: Turn, draft: ReportDraft) -> None:
    """*Kembali* at the first question: back to the menu, the draft stays."""
    if _has_keyboard(turn, draft):
        await _put_keyboard_away(turn, Line("report.kept"))
    rows = ((Button(Key("button.resume"), "resume"),), (MENU,))
    await turn.show(Screen(Line("report.paused"), rows), Topic.MENU)


async def _cancel(turn: Turn, kept: Kept, draft: ReportDraft) -> None:
    await _end(turn, kept)
    await _leave(turn, "report.cancelled", keyboard=_has_keyboard(turn, draft))


def _has_keyboard(turn: Turn, draft: ReportDraft) -> bool:
    return dialogue.screen(draft, turn.scene).keyboard is not None


async def _end(turn: Turn, kept: Kept) -> None:
    await drafts.save(turn.tx, turn.vault, turn.here.key, Kept(kept.flow, None, kept.revision + 1), turn.now)


async def _leave(turn: Turn, key: str, *, keyboard: bool = False) -> None:
    if keyboard:
        await _put_keyboard_away(turn, Line(key))
    else:
        await turn.show(Screen(Line(key), ((MENU,),)), Topic.MENU)


async def _put_keyboard_away(turn: Turn, line: Line) -> None:
    text = render.written(line, turn.texts, turn.resort.zone)
    await turn.send(render.message(text, render.NO_KEYBOARD))
