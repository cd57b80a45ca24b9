"""Composing announcements: `/siaran`, the list, the questions one by one, and the way to an approver."""

from dataclasses import replace

from broadcasts.appeal import check
from broadcasts.approval import Person, edit
from broadcasts.state import State, move
from conversations import appeal as dialogue
from conversations.answer import Answer, Composed, Tap, as_number
from conversations.appeal_draft import AppealDraft, draft_of, dump, load
from conversations.appeal_signs import legend
from conversations.callback import Topic
from conversations.flow import Finished, Moved
from conversations.screen import Button, Key, Line, Screen, paged
from db import appeals, drafts
from db.appeals import AppealKey, StoredAnnouncement
from db.chats import ChatKey
from db.drafts import Kept as Dialogue
from db.officers import Officer
from handlers.announcements import approving, preview
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from handlers.telegram.incoming import answer_of, composed_of
from locales import Refused, texts_for
from publishing import announcing
from resort.rights import Right

FLOW = "appeal"
MOST_LISTED = 60
_NAME = "template_name."
EDITABLE = (State.DRAFT, State.WAITING, State.APPROVED, State.MISSED)  # while nobody has got it


async def show_list(turn: Turn, value: str = "") -> None:
    """`/siaran`: write one, or open one."""
    officer = await turn.require(Right.COMPOSE)
    found = await appeals.listed(turn.tx, officer.chat, MOST_LISTED)
    options = [Button(preview.label(each), f"a={each.key}") for each in found]
    going_on = ((Button(Key("button.resume"), "resume"),),) if (await _kept(turn)).content is not None else ()
    write = (Button(Key("button.compose"), "new"), Button(Key("button.from_template"), "templates"))
    order = (Button(Key("button.order"), "order"),)
    rows = (*going_on, write, order, *paged(options, as_number(value), others=5, turn_to="list={page}"), (MENU,))
    text = Line("appeal.list", {"count": len(found), "legend": legend(each.state for each in found)})
    await turn.show(Screen(text, rows), Topic.APPEAL)


async def begin(turn: Turn, value: str = "") -> None:
    """Begin an announcement."""
    await _begin(turn, dialogue.begin())


async def begin_order(turn: Turn, value: str = "") -> None:
    """Begin an order to officers."""
    await _begin(turn, dialogue.begin(directive=True))


async def show_templates(turn: Turn, value: str = "") -> None:
    """The usual appeals."""
    await turn.require(Right.COMPOSE)
    options = [
        Button(Key(key), f"template={key.removeprefix(_NAME)}") for key in turn.texts.templates if key.startswith(_NAME)
    ]
    rows = paged(options, as_number(value), others=1, turn_to="templates={page}")
    back = (Button(Key("button.back"), "list"),)
    await turn.show(Screen(Line("appeal.ask_template"), (*rows, back)), Topic.APPEAL)


async def begin_template(turn: Turn, value: str) -> None:
    """Begin with the words of a usual appeal."""
    texts = texts_for("id")
    if f"template.{value}" not in texts:
        raise Refused("flow.old_button")
    await _begin(turn, dialogue.begin(template=texts(f"template.{value}").strip()))


async def begin_change(turn: Turn, value: str) -> None:
    """Change an announcement that has not gone out yet."""
    await turn.require(Right.COMPOSE)
    kept = await preview.one(turn, value)
    if kept.state not in EDITABLE or kept.last_fired is not None:
        raise Refused("appeal.not_now")
    await _begin(turn, draft_of(kept.appeal, kept.key, directive=kept.directive, corrects=kept.corrects))


async def begin_correction(turn: Turn, value: str) -> None:
    """Begin the words that take the place of an announcement where it was sent."""
    await turn.require(Right.COMPOSE)
    kept = await preview.one(turn, value)
    if kept.last_fired is None or kept.state is State.WITHDRAWN or kept.corrects is not None:
        raise Refused("appeal.not_now")
    if kept.appeal.poll is not None:
        raise Refused("appeal.poll_stays")
    await _begin(turn, dialogue.begin_correction(kept.key, kept.appeal))


async def resume(turn: Turn, value: str = "") -> None:
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
    """*Batal*, or `/batal`: let go of the draft, and of its announcement if nobody is to decide about that.

    One that waits or is approved stays, and so does the one that was to be corrected: it is said, for they go out.
    """
    officer = await turn.require(Right.COMPOSE)
    assert kept.content is not None
    draft = load(kept.content)
    await _save(turn, Dialogue(FLOW, None, kept.revision + 1))
    stays = draft.corrects is not None
    if draft.key is not None:
        found = await preview.one(turn, str(draft.key))
        if found.state is State.DRAFT and found.composer == officer.chat:
            await appeals.store(turn.tx, replace(found, state=move(found.state, State.WITHDRAWN)))
        else:
            stays = True
    rows = ((Button(Key("button.appeals_list"), "list"),), (MENU,))
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
    outcome = dialogue.advance(draft, answer, await preview.scene(turn))
    match outcome:
        case Finished(finished):
            await _hand_in(turn, officer, kept, finished)
        case Moved(moved, note):
            await _save(turn, Dialogue(FLOW, dump(moved), kept.revision + 1))
            await _ask(turn, kept.revision + 1, moved, note)


async def _ask(turn: Turn, revision: int, draft: AppealDraft, note: Line | None) -> None:
    """The next question. Before the last one comes the announcement itself, just as it will arrive."""
    if not dialogue.at_summary(draft):
        await turn.show(dialogue.screen(draft, await preview.scene(turn)), Topic.APPEAL, revision=revision, note=note)
        return
    officer = await turn.require(Right.COMPOSE)
    check(draft.appeal)
    kept = await _announcement(turn, officer, draft)
    if draft.key is None:
        draft = replace(draft, key=kept.key)
        await _save(turn, Dialogue(FLOW, dump(draft), revision))
    kept = replace(kept, announcement=edit(kept.announcement, Person(officer.chat), draft.appeal))
    await turn.answer(*preview.message(turn, kept))
    screen = dialogue.screen(draft, await preview.scene_of(turn, kept))
    await turn.show(screen, Topic.APPEAL, revision=revision, note=note, fresh=True)


async def _announcement(turn: Turn, officer: Officer, draft: AppealDraft) -> StoredAnnouncement:
    """The row a draft belongs to; made with the first summary, since the check code hangs on its number."""
    if draft.key is not None:
        return await preview.one(turn, str(draft.key))
    corrects = None if draft.corrects is None else AppealKey(draft.corrects)
    kept = await appeals.add(
        turn.tx, officer.chat, draft.appeal, turn.now, directive=draft.directive, corrects=corrects
    )
    assert kept is not None
    return kept


async def _hand_in(turn: Turn, officer: Officer, kept: Dialogue, draft: AppealDraft) -> None:
    """The draft is what it should be: put it before the others of the command."""
    found = await preview.one(turn, str(draft.key))
    announcement = edit(found.announcement, Person(officer.chat), draft.appeal)
    needed = 1 if draft.appeal.emergency is None else 2
    if len(await announcing.others(turn, ChatKey(announcement.composer))) < needed:
        raise Refused("appeal.too_few_approvers", needed=needed)
    if found.state not in EDITABLE or found.last_fired is not None:
        raise Refused("appeal.not_now")
    if announcing.is_held_back(turn, replace(found, announcement=announcement, approved_at=None)):
        raise Refused("approval.needs_emergency")
    found = await appeals.void(turn.tx, found)
    state = found.state if found.state is State.DRAFT else move(found.state, State.DRAFT)
    changed = replace(
        found,
        announcement=replace(announcement, approvals=()),
        state=move(state, State.WAITING),
        approved_at=None,
        next_fire=None,
    )
    await appeals.store(turn.tx, changed)
    await turn.record("siaran_diajukan", officer, text=str(changed.key))
    await _save(turn, Dialogue(FLOW, None, kept.revision + 1))
    await approving.request(turn, changed, officer.callsign)
    rows = ((Button(Key("button.appeals_list"), "list"),), (MENU,))
    await turn.show(Screen(Line("appeal.asked", {"needed": needed}), rows), Topic.APPEAL)


def _of_album(draft: AppealDraft, answer: Answer) -> bool:
    return isinstance(answer, Composed) and answer.album is not None and answer.album == draft.album


async def _kept(turn: Turn) -> Dialogue:
    return await drafts.of_flow(turn.tx, turn.vault, turn.here.key, FLOW)


async def _save(turn: Turn, kept: Dialogue) -> None:
    await drafts.save(turn.tx, turn.vault, turn.here.key, kept, turn.now)
