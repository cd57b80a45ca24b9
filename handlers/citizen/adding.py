"""Adding to a report that was sent: words, files and a location, until *Selesai*.

After a report went by itself (see unsent.py) this begins by itself too, with a keyboard below the chat. For ten minutes
after a report was sent or its reporter was asked something, what comes belongs to it as well, with a way out:

Citizen: orangnya naik motor hitam
Bot:     Sudah ditambahkan ke laporan DMI-…            [Bukan, laporan baru] [Selesai]
"""

from dataclasses import replace

from casework import additions, authority, endings, objections, questions, threats, together
from casework.additions import Added
from conversations.addition import Addition, Part
from conversations.answer import Answer, Media, Point, Text, words_of
from conversations.buttons.citizen import DoneAdding, NotSolved
from conversations.buttons.words import AddTo, LeaveUnsaid, NotThisReport, SendAnyway
from conversations.callback import Topic
from conversations.free_words import Sense, asks_how_it_stands, may_be_danger, sense
from conversations.heard import Heard
from conversations.personal import find as find_personal
from conversations.report_advice import advice_for
from conversations.report_danger import alarming
from conversations.report_draft import ReportDraft
from conversations.screen import BACK, CANCEL, SKIP, Button, Key, Line, Screen
from db.drafts import StoredDialogue
from db.evidence import LARGEST
from db.reports import Report
from handlers.citizen import (
    about_open,
    addition_store,
    belonging,
    follow_ups,
    mine_report,
    pasted,
    report_store,
    safety,
    talk,
    which,
)
from handlers.common import hearing, typed
from handlers.common.buttons import RESUME
from handlers.common.turn import Turn
from locales import Refused, texts_for
from reports.follow_up import FollowUp
from reports.seal import Seal
from reports.triage import Sort
from reports.urgency import Urgency

DONE = Button(Key("button.done"), "done")  # these three: labels of a keyboard below the chat
ADD = Button(Key("button.add"), "add")
UNWANTED = Button(Key("button.withdraw_unsent"), "withdraw")
_THREATENED_AGAIN = (FollowUp.WORSE, FollowUp.AFRAID)


async def begin(turn: Turn, number: str) -> None:
    """What comes next is for this report."""
    report = await additions.check(turn, turn.here.key, number)
    await addition_store.end(turn, Line("report.kept"))
    await addition_store.expect(turn, turn.here.key, report)
    await turn.show(_asked(report), Topic.MINE, fresh=True)


async def expect_part(turn: Turn, number: str, part: Part) -> Report:
    """What comes next puts this part of the report right."""
    report = await additions.check(turn, turn.here.key, number)
    await addition_store.end(turn, Line("report.kept"))
    await addition_store.keep(turn, turn.here.key, Addition(report.number, part=part), 0)
    return report


def put_right(part: Part, words: str) -> str:
    """Words with what they put right before them, in the language of the resort."""
    return f"{texts_for('id').plain(f'mine.right_{part}')}: {words}"


async def add_to(turn: Turn, report: Report, answer: Answer) -> None:
    """Add a reply to the report it is about; what comes next belongs to it for minutes too."""
    await addition_store.end(turn, Line("report.kept"))
    await addition_store.expect(turn, turn.here.key, report, recent=True)
    await add(turn, await addition_store.of_chat(turn), answer)


async def about_standing(turn: Turn, report: Report, meant: Sense, answer: Answer) -> bool:
    """Whether words out of the blue were about a report that is still open, and were answered as that."""
    match meant:
        case Sense.FOLLOW_UP:
            await add_to(turn, report, answer)
        case Sense.STATUS:
            await mine_report.show(turn, report.number)
        case Sense.WITHDRAW:
            await mine_report.ask_withdraw(turn, report.number)
        case _:
            return False
    return True


async def answers_question(turn: Turn, answer: Answer) -> bool:
    """Whether words answer what an officer asked, however long ago, and were passed on as that.

    What tells of danger, of another kind or of another place is no answer.
    """
    if not isinstance(answer, Text) or not answer.own:
        return False
    said = turn.scene.hear(answer.body)
    if said.reading.sort not in (Sort.UNCLEAR, Sort.REPORT) or may_be_danger(said):
        return False
    report = await questions.waiting_for(turn, turn.here.key)
    if report is None or sense(said, belonging.around(report)) is not Sense.ADDITION:
        return False
    if said.reading.category not in (None, report.category):
        return False
    await add_to(turn, report, answer)
    return True


async def ask_which(turn: Turn, standing: list[Report], answer: Text) -> None:
    """Short words about one of several open reports wait until their author has said which."""
    await hearing.keep(turn, Heard(words=answer, flow=hearing.TALK))
    await which.ask(turn, standing, talk.MAKE_REPORT)


async def add_offered(turn: Turn) -> None:
    """What was offered as a report, or the words that were answered as talk, go with the report that is open."""
    standing = await additions.all_open(turn, turn.here.key)
    if not standing:
        raise Refused("flow.old_button")
    if len(standing) > 1:
        await which.ask(turn, standing, talk.MAKE_REPORT if await _offered(turn) is None else RESUME)
    else:
        await add_chosen(turn, AddTo(standing[0].number))


async def add_chosen(turn: Turn, tapped: AddTo) -> None:
    """The same go with this report; what was just added to another one is moved, and who read it there is told."""
    report = await additions.check(turn, turn.here.key, tapped.number)
    offered = await _offered(turn)
    if offered is None:
        heard = await hearing.take(turn)
        if heard.flow == addition_store.FLOW and heard.answered:
            await _take_back(turn)
        said: list[Text | Media] = [heard.words]
    else:
        kept, draft = offered
        told = draft.what if draft.what not in {file.caption for file in draft.evidence} else None
        said = [*([Text(told)] if told else []), *(Media(file) for file in draft.evidence)]
        await report_store.end(turn, kept)
    for each in said:
        await add_to(turn, report, each)


async def _offered(turn: Turn) -> tuple[StoredDialogue, ReportDraft] | None:
    """The report that is offered, and not accepted yet."""
    kept = await report_store.of_chat(turn)
    draft = None if kept.content is None else report_store.draft_of(turn, kept)
    return None if draft is None or not draft.offered else (kept, draft)


async def add(turn: Turn, kept: StoredDialogue, answer: Answer) -> None:
    """Words, files or a location for the report that is being added to."""
    state = addition_store.state_of(kept)
    report = await additions.check(turn, turn.here.key, state.number)
    if await pasted.answered(turn, answer):
        if not pasted.claims_to_be_announced(turn, answer):
            return
        assert isinstance(answer, Text)
        answer = replace(answer, own=False)  # the copy goes with the report, as somebody else's words
    if isinstance(answer, Text) and answer.own and asks_how_it_stands(turn.scene.hear(answer.body)):
        await mine_report.show(turn, report.number)
        return
    if state.part is not None and isinstance(answer, Text) and answer.own:
        right = Text(put_right(state.part, answer.body))
        await _add(turn, kept, replace(state, part=None, recent=True), report, right)
        return
    if state.recent and isinstance(answer, Text) and await about_open.answered(turn, report, answer.body):
        return
    if state.recent and isinstance(answer, Text | Media) and await _held(turn, answer):
        return
    names_them = isinstance(answer, Point) and find_personal(answer.name or "", turn.name) is not None
    if isinstance(answer, Point) and names_them and report.urgency is not Urgency.DARURAT:
        answer = replace(answer, name=None)  # everybody called reads the name of a place, and only one its point
    await _add(turn, kept, state, report, answer)


async def send_anyway(turn: Turn) -> None:
    """The words that were held go to the officers."""
    words, kept = await hearing.take(turn), await addition_store.of_chat(turn)
    if words.flow != addition_store.FLOW or words.answered or kept.content is None:
        raise Refused("flow.old_button")
    state = addition_store.state_of(kept)
    report = await additions.check(turn, turn.here.key, state.number)
    await _add(turn, kept, state, report, words.words)


async def leave_unsaid(turn: Turn) -> None:
    """The words that were held go nowhere."""
    await hearing.take(turn)
    await turn.show(Screen(Line("mine.unsaid")), Topic.WORDS)


async def _held(turn: Turn, answer: Text | Media) -> bool:
    """Whether words wait until their author has said that they may tell who wrote them. In danger nothing waits."""
    found = find_personal(words_of(answer), turn.name)
    if found is None or alarming(answer, turn.scene):
        return False
    await hearing.keep(turn, Heard(words=answer, flow=addition_store.FLOW))
    rows = ((Button(Key("button.send_anyway"), SendAnyway()),), (Button(Key("button.leave_unsaid"), LeaveUnsaid()),))
    await turn.show(Screen(Line("mine.ask_personal", {"what": Key(f"personal.{found}")}), rows), Topic.WORDS)
    return True


async def _add(turn: Turn, kept: StoredDialogue, state: Addition, report: Report, answer: Answer) -> None:
    """Add an answer to the report; somebody who tells of a threat is asked whether they are safe.

    So is somebody known to be threatened who writes that it grows, or that they are afraid.
    """
    threatened = safety.tells_of_a_threat(turn, answer)
    if threatened and not await threats.is_known(turn, report):
        await threats.begin(turn, report)  # before the words reach anybody
        await endings.go_on_without(turn, report.key)
        report = await authority.own(turn, turn.here.key, report.number)
    await _pass_on(turn, kept, state, report, answer)
    again = report.seal is Seal.TWO_OF_COMMAND and _follow_up(turn, answer) in _THREATENED_AGAIN
    if threatened or again:
        await safety.ask_whether_safe(turn, report)


async def _pass_on(turn: Turn, kept: StoredDialogue, state: Addition, report: Report, answer: Answer) -> None:
    """Store an answer with the report, pass it on, and say what became of it."""
    match answer:
        case Text(body, own=own):
            if own and await _meant_a_button(turn, state, report, body):
                return
            if own and await about_open.sent_again(turn, report, body):
                return
            added: Added | None = await additions.add_words(turn, turn.here.key, report.number, answer)
        case Point():
            added = await additions.add_point(turn, turn.here.key, report.number, answer)
        case Media():
            added = await _add_file(turn, kept, state, report, answer)
        case _:
            raise Refused("mine.add_what")
    if added is None:
        return
    if added.now_urgent:
        await turn.say("mine.danger", advice=turn.texts(advice_for(report.category, report.what)))
    rows: list[tuple[Button, ...]] = [(Button(Key("button.done"), DoneAdding(report.number)),)]
    if added.done:
        rows.insert(0, (Button(Key("button.not_solved"), NotSolved(report.number)),))
    if state.recent and isinstance(answer, Text | Media):
        await hearing.keep(turn, Heard(words=answer, flow=addition_store.FLOW, answered=True))
        rows[:0] = [(Button(Key("button.not_this_report"), NotThisReport()),), *await which.others(turn, report)]
        await addition_store.expect(turn, turn.here.key, report, recent=True)
    text, more = _answer_to(turn, state, added, report, answer)
    await turn.show(Screen(text, (*rows, *more)), Topic.MINE)
    await objections.ask(turn, await authority.own(turn, turn.here.key, report.number))


def _answer_to(
    turn: Turn, state: Addition, added: Added, report: Report, answer: Answer
) -> tuple[Line, list[tuple[Button, ...]]]:
    """What is said to somebody who added something, and what they can tap besides."""
    text = Line(_said(added), {"number": report.number})
    if added.gives_away:
        text = Line("report.gives_away", {"note": Line("report.before", {"note": text})})
    if not isinstance(answer, Text):
        return text, []
    follow_up = _follow_up(turn, answer) if state.part is None else None
    if follow_up is not None:
        return follow_ups.text(added, follow_up, text), follow_ups.rows(added, follow_up)
    if report.urgency is Urgency.DARURAT and not (added.done or added.again):
        text = follow_ups.in_danger(added, text)
    return text, []


def _follow_up(turn: Turn, answer: Answer) -> FollowUp | None:
    """What somebody's own short words say of their open report."""
    return turn.scene.hear(answer.body).reading.follow_up if isinstance(answer, Text) and answer.own else None


def _said(added: Added) -> str:
    """What became of what was added."""
    if added.again is not None:
        return "mine.added_reopened" if added.again.told else "mine.added_reopened_nobody"
    return "mine.added_done" if added.done else "mine.added"


async def begin_another(turn: Turn) -> Text | Media:
    """The words added last were no addition: the officers who read them are told. Returns the words."""
    heard = await hearing.take(turn)
    kept = await addition_store.of_chat(turn)
    if heard.flow != addition_store.FLOW or kept.content is None:
        raise Refused("flow.old_button")
    await _take_back(turn)
    return heard.words


async def _take_back(turn: Turn) -> None:
    """Tell the officers of the report that is added to that the last words were about something else."""
    kept = await addition_store.of_chat(turn)
    if kept.content is None:
        return
    report = await authority.own(turn, turn.here.key, addition_store.state_of(kept).number)
    news = Line("ping.news", {"number": report.number, "news": Line("ping.news_not_this")})
    await questions.tell_officers(turn, await together.leading(turn, report), news, turn.here.key)
    await addition_store.end(turn)


async def check_readable(turn: Turn, kept: StoredDialogue) -> None:
    """Raise what keeps this from being read."""
    await authority.own(turn, turn.here.key, addition_store.state_of(kept).number)


async def finish(turn: Turn, number: str) -> None:
    """*Selesai*: show the report as it is now."""
    await addition_store.end(turn, Line("report.kept"), number)
    await mine_report.show(turn, number)


async def cancel(turn: Turn, kept: StoredDialogue) -> None:
    """`/batal`: what was sent stays; of a report that went by itself it may mean the report."""
    state = addition_store.state_of(kept)
    if state.keyboard:
        await mine_report.ask_withdraw(turn, state.number)
        return
    await addition_store.end(turn)
    await turn.say("mine.addition_ended")


async def _meant_a_button(turn: Turn, state: Addition, report: Report, body: str) -> bool:
    """Whether words are a button's, also one of the keyboard that stood there before the report went by itself."""

    def means(*buttons: Button) -> bool:
        return any(typed.means(body, button, turn.texts) for button in buttons)

    if means(DONE):
        await finish(turn, report.number)
    elif state.keyboard and means(UNWANTED, CANCEL):
        await mine_report.ask_withdraw(turn, report.number)
    elif state.keyboard and means(ADD, SKIP, BACK):
        await turn.show(_asked(report), Topic.MINE)
    else:
        return False
    return True


async def _add_file(turn: Turn, kept: StoredDialogue, state: Addition, report: Report, media: Media) -> Added | None:
    """Add a file; None when its album was answered already, so that the rest of it comes in in silence."""
    file, album = media.attachment, media.album
    answered = album is not None and album == state.album
    if not answered:
        state = replace(state, album=album, surplus=False)
    try:
        added = await additions.add_file(turn, turn.here.key, report.number, file, in_silence=answered, own=media.own)
    except Refused:
        await addition_store.keep(turn, turn.here.key, replace(state, surplus=True), kept.revision)
        if state.surplus:
            return None
        raise
    await addition_store.keep(turn, turn.here.key, state, kept.revision)
    if (file.size or 0) > LARGEST:
        await turn.say("report.too_big")
    return None if answered and not added.gives_away else added


def _asked(report: Report) -> Screen:
    rows = ((Button(Key("button.done"), DoneAdding(report.number)),),)
    return Screen(Line("mine.ask_add", {"number": report.number}), rows)
