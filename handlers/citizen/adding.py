"""Adding to a report that was sent: words, files and a location, until *Selesai*.

After a report went by itself (see unsent.py) this begins by itself too, with a keyboard below the chat. For ten minutes
after a report was sent or its reporter was asked something, what comes belongs to it as well, with a way out:

Citizen: orangnya naik motor hitam
Bot:     Sudah ditambahkan ke laporan DMI-…            [Bukan, laporan baru] [Selesai]
"""

from dataclasses import replace
from datetime import timedelta

from casework import additions, authority, endings, objections, questions, threats, together
from casework.additions import Added
from conversations.addition import SHAPE, Addition, Part
from conversations.answer import Answer, Media, Other, Phone, Point, Text, is_own
from conversations.buttons.citizen import DoneAdding, IsSafe, NotSolved, OpenMine
from conversations.buttons.words import LeaveUnsaid, NotThisReport, SendAnyway
from conversations.callback import Topic
from conversations.free_words import RECENT, SHORTEST_REPORT, Around, Known, Sense, sense
from conversations.free_words import is_another as tells_another
from conversations.heard import Heard
from conversations.personal import find as find_personal
from conversations.report_advice import advice_for
from conversations.report_told import alarming
from conversations.screen import BACK, CANCEL, SKIP, Button, Key, Line, Screen
from db import drafts, events, reports
from db.chats import ChatKey
from db.drafts import StoredDialogue
from db.evidence import LARGEST
from db.reports import Report
from db.unit_of_work import UnitOfWork
from handlers.citizen import follow_ups, mine_report, pasted, report_store, talk, topics
from handlers.common import hearing, typed
from handlers.common.buttons import MENU, REPORT
from handlers.common.turn import Turn
from locales import Refused, texts_for
from reports import number as numbers
from reports.follow_up import FollowUp
from reports.seal import Seal
from reports.state import WITH_US, RecordedAct, State
from reports.triage import Sort
from reports.urgency import Urgency
from reports.voices import Voice

FLOW = "addition"
DONE = Button(Key("button.done"), "done")  # these three: labels of a keyboard below the chat
ADD = Button(Key("button.add"), "add")
UNWANTED = Button(Key("button.withdraw_unsent"), "withdraw")
ANOTHER_AFTER = timedelta(hours=1)  # a cry for help after so long a silence is about something else


async def begin(turn: Turn, number: str) -> None:
    """What comes next is for this report."""
    report = await additions.check(turn, turn.here.key, number)
    await end(turn, Line("report.kept"))
    await expect(turn, turn.here.key, report)
    await turn.show(_asked(report), Topic.MINE, fresh=True)


async def expect_part(turn: Turn, number: str, part: Part) -> Report:
    """What comes next puts this part of the report right."""
    report = await additions.check(turn, turn.here.key, number)
    await end(turn, Line("report.kept"))
    await _keep(turn, turn.here.key, SHAPE.dump(Addition(report.number, part=part)), 0)
    return report


def put_right(part: Part, words: str) -> str:
    """Words with what they put right before them, in the language of the resort."""
    return f"{texts_for('id').plain(f'mine.right_{part}')}: {words}"


async def add_to(turn: Turn, report: Report, answer: Answer) -> None:
    """Add a reply to the report it is about; what comes next belongs to it for minutes too."""
    await end(turn, Line("report.kept"))
    await expect(turn, turn.here.key, report, recent=True)
    await add(turn, await drafts.of_flow(turn.tx, turn.vault, turn.here.key, FLOW), answer)


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
    """Whether plain words answer what an officer asked, however long ago, and were passed on as that."""
    if not isinstance(answer, Text) or turn.scene.hear(answer.body).reading.sort not in (Sort.UNCLEAR, Sort.REPORT):
        return False
    report = await questions.waiting_for(turn, turn.here.key)
    if report is None:
        return False
    await add_to(turn, report, answer)
    return True


async def add_offered(turn: Turn) -> None:
    """What was offered as a report, or the words that were answered as talk, go with the report that is open."""
    report = await additions.latest_open(turn, turn.here.key)
    if report is None:
        raise Refused("flow.old_button")
    kept = await report_store.of_chat(turn)
    draft = None if kept.content is None else report_store.draft_of(turn, kept)
    if draft is None or not draft.offered:
        said: list[Text | Media] = [(await hearing.take(turn)).words]
    else:
        told = draft.what if draft.what not in {file.caption for file in draft.evidence} else None
        said = [*([Text(told)] if told else []), *(Media(file) for file in draft.evidence)]
        await report_store.end(turn, kept)
    for each in said:
        await add_to(turn, report, each)


async def expect(
    uow: UnitOfWork, chat: ChatKey, report: Report, *, keyboard: bool = False, recent: bool = False
) -> None:
    """Whatever this chat writes next belongs to a report; with `keyboard`, one stands below the chat.

    `recent` is for a report that was sent or asked about just now: nobody asked for more, and it lasts ten minutes.
    """
    await _keep(uow, chat, SHAPE.dump(Addition(report.number, keyboard, recent=recent)), 0)


async def expect_answer(uow: UnitOfWork, report: Report) -> None:
    """The reporter was asked something: what comes within minutes is the answer, unless something else is open."""
    chat = await reports.reporter(uow.tx, report.key)
    for kept in await drafts.of_chat(uow.tx, uow.vault, chat):
        if kept.content is not None and kept.flow == report_store.FLOW:
            return
        if kept.content is not None and kept.flow == FLOW and not SHAPE.load(kept.content).recent:
            return
    await expect(uow, chat, report, recent=True)


async def end_by(turn: Turn, kept: StoredDialogue, answer: Answer) -> bool:
    """Whether a message is not for the report that is added to; the adding ends, unless it may still go on."""
    assert kept.content is not None
    state = SHAPE.load(kept.content)
    if state.recent and (isinstance(answer, Other | Phone) or not is_own(answer)):
        return True
    over = await _is_over(turn, kept, state, answer) if state.recent else await _is_for_another(turn, kept, answer)
    if over:
        await end(turn)
    return over


async def _is_over(turn: Turn, kept: StoredDialogue, state: Addition, answer: Answer) -> bool:
    """Whether what nobody asked for is no addition: it comes too late, the report has ended, or it is another one."""
    if kept.touched is None or turn.now - kept.touched > RECENT:
        return True
    report = await authority.own(turn, turn.here.key, state.number)
    if not await additions.may_add(turn, report):
        return True
    if pasted.claims_to_be_announced(turn, answer):
        return False  # whatever place it names
    another = (Sense.REPORT, Sense.DOUBT)
    return isinstance(answer, Text) and sense(turn.scene.hear(answer.body), _around(report)) in another


async def _is_for_another(turn: Turn, kept: StoredDialogue, answer: Answer) -> bool:
    return report_store.asleep(turn, kept) or await is_another(turn, kept, answer)


async def is_another(turn: Turn, kept: StoredDialogue, answer: Answer) -> bool:
    """Whether a cry for help is no addition: it is of elsewhere, nobody of us acts on that report, or hours went by."""
    assert kept.content is not None
    if not alarming(answer, turn.scene):
        return False
    own = await authority.own(turn, turn.here.key, SHAPE.load(kept.content).number)
    report = await together.leading(turn, own)
    silent = turn.now - kept.touched if kept.touched is not None else timedelta(0)
    return (
        is_elsewhere(turn, own, answer) or report.case.closed or report.state not in WITH_US or silent > ANOTHER_AFTER
    )


def is_elsewhere(turn: Turn, report: Report, answer: Answer) -> bool:
    """Whether a cry for help tells of another event than a report: it must not ring for the place of that one."""
    return alarming(answer, turn.scene) and tells_another(turn.scene.hear(hearing.words_of(answer)), _known(report))


async def add(turn: Turn, kept: StoredDialogue, answer: Answer) -> None:
    """Words, files or a location for the report that is being added to."""
    assert kept.content is not None
    state = SHAPE.load(kept.content)
    report = await additions.check(turn, turn.here.key, state.number)
    if await pasted.answered(turn, answer):
        if not pasted.claims_to_be_announced(turn, answer):
            return
        assert isinstance(answer, Text)
        answer = replace(answer, own=False)  # the copy goes with the report, as somebody else's words
    if state.part is not None and isinstance(answer, Text) and answer.own:
        right = Text(put_right(state.part, answer.body))
        await _add(turn, kept, replace(state, part=None, recent=True), report, right)
        return
    if state.recent and isinstance(answer, Text) and await _answered_as_it_is(turn, report, answer.body):
        return
    if state.recent and isinstance(answer, Text | Media) and await _held(turn, answer):
        return
    await _add(turn, kept, state, report, answer)


def _tells_of_a_threat(turn: Turn, answer: Answer) -> bool:
    """Whether somebody says, or writes below a file, that they are threatened because of a report."""
    words = hearing.words_of(answer) if is_own(answer) else ""
    return bool(words) and Voice.THREATENED in turn.scene.hear(words).reading.voices


async def ask_whether_safe(turn: Turn, number: str) -> None:
    """The first question to somebody who is threatened because of a report."""
    rows = (
        (Button(Key("button.is_safe"), IsSafe(number, safe=True)),),
        (Button(Key("button.is_unsafe"), IsSafe(number)),),
        (MENU,),
    )
    await turn.show(Screen(Line("threat.ask_safe", {"number": number}), rows), Topic.MINE, fresh=True)


async def send_anyway(turn: Turn) -> None:
    """The words that were held go to the officers."""
    words, kept = await hearing.take(turn), await drafts.of_flow(turn.tx, turn.vault, turn.here.key, FLOW)
    if words.flow != FLOW or words.answered or kept.content is None:
        raise Refused("flow.old_button")
    state = SHAPE.load(kept.content)
    report = await additions.check(turn, turn.here.key, state.number)
    await _add(turn, kept, state, report, words.words)


async def leave_unsaid(turn: Turn) -> None:
    """The words that were held go nowhere."""
    await hearing.take(turn)
    await turn.show(Screen(Line("mine.unsaid")), Topic.WORDS)


async def _held(turn: Turn, answer: Text | Media) -> bool:
    """Whether words wait until their author has said that they may tell who wrote them. In danger nothing waits."""
    found = find_personal(hearing.words_of(answer), turn.name)
    if found is None or alarming(answer, turn.scene):
        return False
    await hearing.keep(turn, Heard(words=answer, flow=FLOW))
    rows = ((Button(Key("button.send_anyway"), SendAnyway()),), (Button(Key("button.leave_unsaid"), LeaveUnsaid()),))
    await turn.show(Screen(Line("mine.ask_personal", {"what": Key(f"personal.{found}")}), rows), Topic.WORDS)
    return True


async def _add(turn: Turn, kept: StoredDialogue, state: Addition, report: Report, answer: Answer) -> None:
    """Add it, however it came here; to somebody who tells of a threat the first question is put."""
    threatened = _tells_of_a_threat(turn, answer)
    if threatened and report.seal is not Seal.TWO_OF_COMMAND:
        await threats.begin(turn, report)  # before the words reach anybody
        await endings.go_on_without(turn, report.key)
    await _pass_on(turn, kept, state, report, answer)
    if threatened:
        await ask_whether_safe(turn, report.number)


async def _pass_on(turn: Turn, kept: StoredDialogue, state: Addition, report: Report, answer: Answer) -> None:
    match answer:
        case Text(body, own=own):
            if own and (await _meant_a_button(turn, state, report, body) or await _said_already(turn, report, body)):
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
        await hearing.keep(turn, Heard(words=answer, flow=FLOW, answered=True))
        rows.insert(0, (Button(Key("button.not_this_report"), NotThisReport()),))
        await expect(turn, turn.here.key, report, recent=True)
    text, more = _answer_to(turn, state, added, report, answer)
    await turn.show(Screen(text, (*rows, *more)), Topic.MINE)
    await objections.ask(turn, await authority.own(turn, turn.here.key, report.number))


async def _said_already(turn: Turn, report: Report, body: str) -> bool:
    """Whether a whole sentence of an open report comes again: it says how the report stands, and rings nobody twice."""
    words = _plain(body)
    leading = await together.leading(turn, report)
    if len(words) < SHORTEST_REPORT or leading.case.closed or leading.state is State.DONE:
        return False
    added = [each.text for each in await events.of_report(turn.tx, report.key) if each.act == RecordedAct.WORDS_ADDED]
    if words not in map(_plain, (report.what or "", *(text or "" for text in added))):
        return False
    await greet(turn, report, Line("mine.follow_again", {"number": report.number}))
    return True


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _answer_to(
    turn: Turn, state: Addition, added: Added, report: Report, answer: Answer
) -> tuple[Line, list[tuple[Button, ...]]]:
    """What is said to somebody who added something, and what they can tap besides."""
    text = Line(_said(added), {"number": report.number})
    if added.gives_away:
        text = Line("report.gives_away", {"note": Line("report.before", {"note": text})})
    if not isinstance(answer, Text):
        return text, []
    own = state.part is None and answer.own
    follow_up = turn.scene.hear(answer.body).reading.follow_up if own else None
    if follow_up is not None:
        return follow_ups.text(added, follow_up, text), follow_ups.rows(added, follow_up)
    if report.urgency is Urgency.DARURAT and not (added.done or added.again):
        text = follow_ups.in_danger(added, text)
    return text, []


def _said(added: Added) -> str:
    """What became of what was added."""
    if added.again is not None:
        return "mine.added_reopened" if added.again.told else "mine.added_reopened_nobody"
    return "mine.added_done" if added.done else "mine.added"


async def begin_another(turn: Turn) -> Text | Media:
    """The words added last were no addition: the officers who read them are told. Returns the words."""
    heard = await hearing.take(turn)
    kept = await drafts.of_flow(turn.tx, turn.vault, turn.here.key, FLOW)
    if heard.flow != FLOW or kept.content is None:
        raise Refused("flow.old_button")
    report = await authority.own(turn, turn.here.key, SHAPE.load(kept.content).number)
    news = Line("ping.news", {"number": report.number, "news": Line("ping.news_not_this")})
    await questions.tell_officers(turn, await together.leading(turn, report), news, turn.here.key)
    await end(turn)
    return heard.words


async def _answered_as_it_is(turn: Turn, report: Report, body: str) -> bool:
    """Whether words that nobody asked for were thanks, a number or a question about the report, and were answered."""
    said = turn.scene.hear(body)
    if said.reading.follow_up is FollowUp.WAITING and (await together.leading(turn, report)).state is State.DONE:
        await mine_report.show(turn, report.number)  # "kapan hasilnya pak": nobody is on the way any more
        return True
    match sense(said, _around(report)):
        case Sense.NUMBER:
            await mine_report.show(turn, numbers.parse(body) or report.number)
        case Sense.STATUS:
            await mine_report.show(turn, report.number)
        case Sense.WITHDRAW:
            await mine_report.ask_withdraw(turn, report.number)
        case Sense.FIGURES:
            await talk.refuse_figures(turn)
        case Sense.HUMAN:
            return False  # whoever has the report reads it
        case Sense.TALK:
            sort = said.reading.sort if said.reading.sort is not Sort.UNCLEAR else Sort.THANKS
            if await topics.answers(turn, body, sort):
                return True
            if sort is Sort.GREETING:
                await greet(turn, report)
            else:
                await turn.show(Screen(Line(f"blue.{sort}"), ((REPORT,), (MENU,))), Topic.MENU)
        case _:
            return False
    return True


async def greet(turn: Turn, report: Report, first: Line | None = None) -> None:
    """Somebody whose report is open writes "halo": they want to know whether anybody is there, and how it stands."""
    first = first or Line("mine.follow_here", {"number": report.number})
    leading = await together.leading(turn, report)
    rows = ((Button(Key("button.open_report"), OpenMine(report.number)),), (MENU,))
    await turn.show(Screen(follow_ups.standing(first, report, leading), rows), Topic.MINE)


def _around(report: Report) -> Around:
    return Around(recent=_known(report))


def _known(report: Report) -> Known:
    return Known(report.category, report.district, report.village, report.tps)


async def check_readable(turn: Turn, kept: StoredDialogue) -> None:
    """Raise what keeps this from being read."""
    assert kept.content is not None
    await authority.own(turn, turn.here.key, SHAPE.load(kept.content).number)


async def finish(turn: Turn, number: str) -> None:
    """*Selesai*: show the report as it is now."""
    await end(turn, Line("report.kept"), number)
    await mine_report.show(turn, number)


async def cancel(turn: Turn, kept: StoredDialogue) -> None:
    """`/batal`: what was sent stays; of a report that went by itself it may mean the report."""
    assert kept.content is not None
    state = SHAPE.load(kept.content)
    if state.keyboard:
        await mine_report.ask_withdraw(turn, state.number)
        return
    await end(turn)
    await turn.say("mine.addition_ended")


async def end(turn: Turn, said: Line | None = None, number: str | None = None) -> None:
    """Stop adding to a report, if one is being added to; with `number`, only if it is this one.

    A keyboard below the chat is taken away with `said`.
    """
    kept = await drafts.of_flow(turn.tx, turn.vault, turn.here.key, FLOW)
    if kept.content is None:
        return
    state = SHAPE.load(kept.content)
    if number in (None, state.number):
        await _keep(turn, turn.here.key, None, kept.revision + 1)
        if state.keyboard:
            await turn.put_keyboard_away(said or Line("mine.addition_ended"))


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
        await _keep(turn, turn.here.key, SHAPE.dump(replace(state, surplus=True)), kept.revision)
        if state.surplus:
            return None
        raise
    await _keep(turn, turn.here.key, SHAPE.dump(state), kept.revision)
    if (file.size or 0) > LARGEST:
        await turn.say("report.too_big")
    return None if answered and not added.gives_away else added


async def _keep(uow: UnitOfWork, chat: ChatKey, content: bytes | None, revision: int) -> None:
    await drafts.save(uow.tx, uow.vault, chat, StoredDialogue(FLOW, content, revision), uow.now)


def _asked(report: Report) -> Screen:
    rows = ((Button(Key("button.done"), DoneAdding(report.number)),),)
    return Screen(Line("mine.ask_add", {"number": report.number}), rows)
