"""Composing announcements: `/siaran`, the list, the questions one by one, and the way to an approver."""

from dataclasses import replace

from broadcasts.appeal import check, check_document
from broadcasts.approval import edit
from conversations import appeal as dialogue
from conversations.answer import Answer
from conversations.appeal import APPEAL
from conversations.appeal_draft import AppealDraft, draft_of, dump, load
from conversations.appeal_screens import AppealScene
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
from conversations.salvage import announcement_of
from conversations.screen import Button, Key, Line, Screen, paged
from db import appeals
from db.appeals import AppealKey, StoredAnnouncement
from db.drafts import StoredDialogue
from handlers.announcements import preview
from handlers.common import driver
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from handlers.telegram.incoming import answer_of, composed_of
from handlers.telegram.update import Message, Poll
from locales import Refused, texts_for
from publishing import announcement, proposing
from resort.independence import Person
from resort.rights import Right

FLOW = "appeal"
_FIRST_PAGE = Announcements()
MOST_LISTED = 60
TO_LIST = Button(Key("button.appeals_list"), Announcements())
_NAME = "template_name."


async def show_list(turn: Turn, tapped: Announcements = _FIRST_PAGE) -> None:
    """`/siaran`: write one, or open one."""
    officer = await turn.require(Right.COMPOSE)
    found = await appeals.listed(turn.tx, officer.chat, MOST_LISTED)
    options = [Button(preview.label(each, turn.texts), OpenAppeal(each.key)) for each in found]
    open_one = (await DIALOGUE.of_chat(turn)).content is not None
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
    await DIALOGUE.resume(turn)


async def _begin(turn: Turn, draft: AppealDraft) -> None:
    await DIALOGUE.begin(turn, draft)


def _load(turn: Turn, kept: StoredDialogue) -> AppealDraft:
    assert kept.content is not None
    return load(kept.content)


def _read(message: Message, draft: AppealDraft) -> Answer:
    """The message as the question in hand wants it: content and the rest of its album as they are to be sent on."""
    if message.poll is not None and dialogue.wants_content(draft):
        _check_poll(message.poll)
    composed = composed_of(message)
    if message.document is not None and (dialogue.wants_content(draft) or dialogue.of_album(draft, composed)):
        check_document(message.document.file_name, message.document.mime_type)
    return composed if dialogue.wants_content(draft) or dialogue.of_album(draft, composed) else answer_of(message)


async def _scene(turn: Turn, draft: AppealDraft) -> AppealScene:
    """What the questions may know; at the last one also whom it reaches, and what to look at."""
    if draft.key is None or not dialogue.at_summary(draft):
        return await announcement.scene(turn)
    return await announcement.scene_of(turn, await _edited(turn, draft))


async def _prepare(turn: Turn, draft: AppealDraft) -> AppealDraft:
    """Before the last question comes the announcement itself, just as it will arrive.

    Its row is made with the first summary, since the check code hangs on its number.
    """
    if not dialogue.at_summary(draft):
        return draft
    officer = await turn.require(Right.COMPOSE)
    check(draft.appeal)
    if draft.key is None:
        corrects = None if draft.corrects is None else AppealKey(draft.corrects)
        stored = await proposing.keep(turn, officer, draft.appeal, directive=draft.directive, corrects=corrects)
        draft = replace(draft, key=stored.key)
    await turn.answer(*announcement.message(turn, await _edited(turn, draft)))
    return draft


async def _edited(turn: Turn, draft: AppealDraft) -> StoredAnnouncement:
    """The announcement with the words of the draft."""
    assert draft.key is not None
    officer, stored = await turn.require(Right.COMPOSE), await announcement.find(turn, draft.key)
    return replace(stored, announcement=edit(stored.announcement, Person(officer.chat), draft.appeal))


def _salvage(turn: Turn, kept: StoredDialogue) -> StoredDialogue:
    assert kept.content is not None
    draft = announcement_of(kept.content)
    return replace(kept, content=None if draft is None else dump(draft))


async def _left(turn: Turn, draft: AppealDraft) -> None:
    """*Kembali* at the first question."""
    await show_list(turn)


async def _cancelled(turn: Turn, draft: AppealDraft) -> Screen:
    """*Batal* lets go of the draft. An announcement that goes out all the same is said to stay."""
    officer = await turn.require(Right.COMPOSE)
    stays = await proposing.let_go(turn, officer, draft.key) or draft.corrects is not None
    return Screen(Line("appeal.unchanged" if stays else "appeal.dropped"), ((TO_LIST,), (MENU,)))


async def _hand_in(turn: Turn, draft: AppealDraft) -> None:
    """The draft is what it should be: put it before the others of the command."""
    officer = await turn.require(Right.COMPOSE)
    assert draft.key is not None
    needed = await proposing.hand_in(turn, officer, draft.key, draft.appeal)
    rows = ((TO_LIST,), (MENU,))
    await turn.show(Screen(Line("appeal.asked", {"needed": needed}), rows), Topic.APPEAL)


DIALOGUE: driver.Dialogue[AppealDraft, AppealScene] = driver.Dialogue(
    flow=FLOW,
    topic=Topic.APPEAL,
    steps=APPEAL,
    load=_load,
    dump=dump,
    scene=_scene,
    finish=_hand_in,
    cancelled=_cancelled,
    right=Right.COMPOSE,
    left=_left,
    read=_read,
    advance=dialogue.advance,
    prepare=_prepare,
    salvage=_salvage,
)


def _check_poll(poll: Poll) -> None:
    """Refuse a poll that would go out as another one than it is: a quiz, named voters, an end, a picture, a limit."""
    if poll.type == "quiz":
        raise Refused("appeal.poll_quiz")
    if poll.is_anonymous is False:
        raise Refused("appeal.poll_named")
    ends, shows = poll.open_period or poll.close_date, poll.description or poll.media
    closed_to = poll.members_only or poll.country_codes or poll.allows_revoting is False
    if ends or shows or closed_to or any(option.media for option in poll.options):
        raise Refused("appeal.poll_settings")
