"""A message without a command: to the dialogue in hand, or a report out of the blue."""

from collections.abc import Awaitable, Callable

import orjson
from telegram.ext.filters import StatusUpdate

from casework import authority
from conversations.answer import Answer
from conversations.callback import Topic
from conversations.screen import Line, Screen
from db import drafts, reports
from db.drafts import Kept
from db.officers import Officer
from db.reports import Report, ReportKey
from handlers.announcements import approving, composing, programme
from handlers.citizen import adding, beginning, report, report_store
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from handlers.desk import assigning, desk, merging
from handlers.officer import activity, acts, asking
from handlers.staff import identity_access
from handlers.telegram.incoming import answer_of
from locales import Refused
from resort.rights import Right

Words = Callable[[Turn, Report, Officer, str, Answer], Awaitable[None]]

OTHERS: dict[str, Callable[[Turn, str, Answer], Awaitable[None]]] = {
    "reminder": programme.change,
    "refusal": approving.refuse,
}
_ASKED_AGAIN = ("ask.words", "appeal.too_long", "desk.another_number")  # refused, but the question stands
PURPOSES: dict[str, Words] = {
    "note": acts.add_note,
    "pass": acts.pass_with_reason,
    "decline": acts.decline,
    "question": acts.question,
    "open": identity_access.ask,
    "desk_assign": assigning.assign,
    "desk_refer": assigning.refer,
    "desk_reject": desk.reject,
    "desk_merge": merging.numbered,
}

_RIGHTS = {composing.FLOW: Right.COMPOSE, activity.FLOW: Right.REPORT_ACTIVITY}
_CANCEL: dict[str, Callable[[Turn, Kept], Awaitable[None]]] = {
    report_store.FLOW: report.cancel,
    adding.FLOW: adding.cancel,
    composing.FLOW: composing.cancel,
    activity.FLOW: activity.cancel,
}


async def received(turn: Turn) -> None:
    """Words, files, a location, in private."""
    incoming = turn.update.effective_message
    assert incoming is not None
    if StatusUpdate.ALL.check_update(turn.update):
        return  # Telegram tells of the chat itself: nobody said anything
    answer = answer_of(incoming)
    await beginning.offer_english(turn, answer)
    for kept in await _in_hand(turn):
        if kept.flow == adding.FLOW and (
            report_store.asleep(turn, kept) or await adding.is_another(turn, kept, answer)
        ):
            await adding.end(turn)
            continue
        if kept.flow == report_store.FLOW:
            if report_store.asleep(turn, kept) and not report.belongs(turn, kept, answer):
                await beginning.offer_again(turn, kept, answer)
            else:
                await report.answered(turn, kept, answer)
        elif kept.flow == adding.FLOW:
            await adding.add(turn, kept, answer)
        elif kept.flow == composing.FLOW:
            await composing.answered(turn, kept)
        elif kept.flow == activity.FLOW:
            await activity.answered(turn, kept, answer)
        else:
            await _words(turn, kept, answer)
        return
    await beginning.out_of_the_blue(turn, answer)


async def cancel(turn: Turn) -> None:
    """`/batal`: let go of the dialogue in hand."""
    kept = next(iter(await _in_hand(turn)), None)
    if kept is None:
        await turn.show(Screen(Line("report.nothing_to_cancel"), ((MENU,),)), Topic.MENU)
    elif kept.flow in _CANCEL:
        await _CANCEL[kept.flow](turn, kept)
    else:
        await asking.drop(turn)


async def _in_hand(turn: Turn) -> list[Kept]:
    """The dialogues in hand, the one last touched first. Who lost the right to one speaks as a citizen again."""
    found: list[Kept] = []
    for kept in await drafts.of_chat(turn.tx, turn.vault, turn.here.key):
        if kept.content is None:
            continue
        try:
            if kept.flow in _RIGHTS:
                await turn.require(_RIGHTS[kept.flow])
        except Refused:
            await report_store.end(turn, kept)
        else:
            found.append(kept)
    return found


async def _words(turn: Turn, kept: Kept, answer: Answer) -> None:
    """Words an officer was asked for. Their rights are checked anew: they may have lost them since."""
    assert kept.content is not None
    asked = orjson.loads(kept.content)
    try:
        if asked["report"] is None:
            await OTHERS[asked["purpose"]](turn, asked["extra"], answer)
            return
        found = await reports.get(turn.tx, ReportKey(asked["report"]))
        officer = await turn.require(Right.ACT)
        if found is None or not await _may_speak(turn, officer, found):
            raise Refused("rights.not_yours")
        await PURPOSES[asked["purpose"]](turn, found, officer, asked["extra"], answer)
    except Refused as refused:
        if refused.key not in _ASKED_AGAIN and not refused.key.startswith("act.note"):
            await asking.done(turn, turn.here.key)
        raise


async def _may_speak(turn: Turn, officer: Officer, found: Report) -> bool:
    return await authority.concerns(turn, officer, found) or await authority.oversees(turn, officer, found)
