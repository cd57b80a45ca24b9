"""Composing announcements: `/siaran`, the list, the questions one by one, and the way to an approver."""

from dataclasses import replace

from broadcasts.appeal import check
from broadcasts.approval import Person, edit
from conversations import appeal as dialogue
from conversations.answer import Answer, Composed, Tap
from conversations.appeal_draft import AppealDraft, draft_of, dump, load
from conversations.appeal_signs import legend
from conversations.buttons.announcements import (
    Announcements,
    Change,
    Compose,
    ComposeOrder,
    Correct,
    FromTemplate,
    OpenAppeal,
    ResumeComposing,
    Templates,
)
from conversations.callback import Topic
from conversations.flow import Finished, Moved
from conversations.screen import Button, Key, Line, Screen, paged
from db import appeals, drafts
from db.appeals import AppealKey
from db.drafts import Kept as Dialogue
from db.officers import Officer
from handlers.announcements import preview
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from handlers.telegram.incoming import answer_of, composed_of
from locales import Refused, texts_for
from publishing import announcement, proposing
from resort.rights import Right

FLOW = "appeal"
_FIRST_PAGE = Announcements()
MOST_LISTED = 60
_NAME = "template_name."


async def show_list(turn: Turn, tapped: Announcements = _FIRST_PAGE) -> None:
    """`/siaran`: write one, or open one."""
    officer = await turn.require(Right.COMPOSE)
    found = await appeals.listed(turn.tx, officer.chat, MOST_LISTED)
    options = [Button(preview.label(each), OpenAppeal(each.key)) for each in found]
    open_one = (await _kept(turn)).content is not None
    going_on = ((Button(Key("button.resume"), ResumeComposing()),),) if open_one else ()
    write = (Button(Key("button.compose"), Compose()), Button(Key("button.from_template"), Templates()))
    order = (Button(Key("button.order"), ComposeOrder()),)
    rows = (*going_on, write, order, *paged(options, tapped.page, others=5, turn_to=Announcements), (MENU,))
    text = Line("appeal.list", {"count": len(found), "legend": legend(each.state for each in found)})
    await turn.show(Screen(text, rows), Topic.APPEAL)


async def begin(turn: Turn) -> None:
    """Begin an announcement."""
    await _begin(turn, dialogue.begin())


async def begin_order(turn: Turn) -> None:
    """Begin an order to officers."""
    await _begin(turn, dialogue.begin(directive=True))


async def show_templates(turn: Turn, tapped: Templates) -> None:
    """The usual appeals."""
    await turn.require(Right.COMPOSE)
    options = [
        Button(Key(key), FromTemplate(key.removeprefix(_NAME))) for key in turn.texts.templates if key.startswith(_NAME)
    ]
    rows = paged(options, tapped.page, others=1, turn_to=Templates)
    back = (Button(Key("button.back"), Announcements()),)
    await turn.show(Screen(Line("appeal.ask_template"), (*rows, back)), Topic.APPEAL)


async def begin_template(turn: Turn, tapped: FromTemplate) -> None:
    """Begin with the words of a usual appeal."""
    texts = texts_for("id")
    if f"template.{tapped.name}" not in texts:
        raise Refused("flow.old_button")
    await _begin(turn, dialogue.begin(template=texts(f"template.{tapped.name}").strip()))


async def begin_change(turn: Turn, tapped: Change) -> None:
    """Change an announcement that has not gone out yet."""
    stored = await proposing.changeable(turn, await turn.require(Right.COMPOSE), tapped.appeal)
    await _begin(turn, draft_of(stored.appeal, stored.key, directive=stored.directive, corrects=stored.corrects))


async def begin_correction(turn: Turn, tapped: Correct) -> None:
    """Begin the words that take the place of an announcement where it was sent."""
    stored = await proposing.correctable(turn, await turn.require(Right.COMPOSE), tapped.appeal)
    await _begin(turn, dialogue.begin_correction(stored.key, stored.appeal))


async def resume(turn: Turn) -> None:
    """Show the question the draft stands at."""
    await turn.require(Right.COMPOSE)
    kept = await _kept(turn)
    if kept.content is None:
        raise Refused("flow.old_button")
    await _ask(turn, kept.revision, load(kept.content), None)


async def tapped(turn: Turn, choice: str, revision: int) -> None:
    """A button of the question in hand; one of an earlier question is told so."""
    kept = await _kept(turn)
    if kept.content is None or revision != kept.revision:
        raise Refused("flow.old_button")
    await _advance(turn, kept, load(kept.content), Tap(choice))


def read(turn: Turn, kept: Dialogue) -> Answer:
    """The message as the question in hand wants it: content and the rest of its album as they are to be sent on."""
    incoming = turn.update.effective_message
    assert incoming is not None
    assert kept.content is not None
    draft, composed = load(kept.content), composed_of(incoming)
    return composed if dialogue.wants_content(draft) or _of_album(draft, composed) else answer_of(incoming)


async def answered(turn: Turn, kept: Dialogue, answer: Answer) -> None:
    """A message for the question in hand."""
    assert kept.content is not None
    draft = load(kept.content)
    if isinstance(answer, Composed) and _of_album(draft, answer):
        await turn.require(Right.COMPOSE)
        await _save(turn, replace(kept, content=dump(dialogue.join(draft, answer))))
        return
    await _advance(turn, kept, draft, answer)


async def cancel(turn: Turn, kept: Dialogue) -> None:
    """*Batal*, or `/batal`: let go of the draft. An announcement that goes out all the same is said to stay."""
    officer = await turn.require(Right.COMPOSE)
    assert kept.content is not None
    draft = load(kept.content)
    await _save(turn, Dialogue(FLOW, None, kept.revision + 1))
    stays = await proposing.let_go(turn, officer, draft.key) or draft.corrects is not None
    rows = ((Button(Key("button.appeals_list"), Announcements()),), (MENU,))
    await turn.show(Screen(Line("appeal.unchanged" if stays else "appeal.dropped"), rows), Topic.APPEAL)


async def _begin(turn: Turn, draft: AppealDraft) -> None:
    await turn.require(Right.COMPOSE)
    revision = (await _kept(turn)).revision + 1
    await _save(turn, Dialogue(FLOW, dump(draft), revision))
    await _ask(turn, revision, draft, None)


async def _advance(turn: Turn, kept: Dialogue, draft: AppealDraft, answer: Answer) -> None:
    officer = await turn.require(Right.COMPOSE)
    if answer == Tap("cancel"):
        await cancel(turn, kept)
        return
    if answer == Tap("back") and dialogue.at_start(draft):
        await show_list(turn)
        return
    outcome = dialogue.advance(draft, answer, await announcement.scene(turn))
    match outcome:
        case Finished(finished):
            await _hand_in(turn, officer, kept, finished)
        case Moved(moved, note):
            await _save(turn, Dialogue(FLOW, dump(moved), kept.revision + 1))
            await _ask(turn, kept.revision + 1, moved, note)


async def _ask(turn: Turn, revision: int, draft: AppealDraft, note: Line | None) -> None:
    """The next question. Before the last one comes the announcement itself, just as it will arrive."""
    if not dialogue.at_summary(draft):
        await turn.show(
            dialogue.screen(draft, await announcement.scene(turn)), Topic.APPEAL, revision=revision, note=note
        )
        return
    officer = await turn.require(Right.COMPOSE)
    check(draft.appeal)
    if draft.key is not None:
        stored = await announcement.find(turn, draft.key)
    else:
        corrects = None if draft.corrects is None else AppealKey(draft.corrects)
        stored = await proposing.keep(turn, officer, draft.appeal, directive=draft.directive, corrects=corrects)
        draft = replace(draft, key=stored.key)
        await _save(turn, Dialogue(FLOW, dump(draft), revision))
    stored = replace(stored, announcement=edit(stored.announcement, Person(officer.chat), draft.appeal))
    await turn.answer(*announcement.message(turn, stored))
    screen = dialogue.screen(draft, await announcement.scene_of(turn, stored))
    await turn.show(screen, Topic.APPEAL, revision=revision, note=note, fresh=True)


async def _hand_in(turn: Turn, officer: Officer, kept: Dialogue, draft: AppealDraft) -> None:
    """The draft is what it should be: put it before the others of the command."""
    assert draft.key is not None
    needed = await proposing.hand_in(turn, officer, draft.key, draft.appeal)
    await _save(turn, Dialogue(FLOW, None, kept.revision + 1))
    rows = ((Button(Key("button.appeals_list"), Announcements()),), (MENU,))
    await turn.show(Screen(Line("appeal.asked", {"needed": needed}), rows), Topic.APPEAL)


def _of_album(draft: AppealDraft, answer: Answer) -> bool:
    return isinstance(answer, Composed) and answer.album is not None and answer.album == draft.album


async def _kept(turn: Turn) -> Dialogue:
    return await drafts.of_flow(turn.tx, turn.vault, turn.here.key, FLOW)


async def _save(turn: Turn, kept: Dialogue) -> None:
    await drafts.save(turn.tx, turn.vault, turn.here.key, kept, turn.now)
