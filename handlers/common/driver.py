"""The one driver of every dialogue that is a table of steps: begin, show, answer, tap, go back, resume, cancel.

A dialogue is one `Dialogue`: its table with what the bot does around it. Everything else is here, alike for all.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Generic

from conversations import flow
from conversations.answer import Answer, Tap, Text
from conversations.callback import Callback, Topic
from conversations.flow import D, Finished, Moved, S, Silent, Step
from conversations.screen import Button, Line, Screen
from db import drafts
from db.drafts import StoredDialogue
from handlers.common import typed
from handlers.common.turn import Turn
from handlers.telegram.incoming import answer_of
from handlers.telegram.update import Message
from locales import Refused
from resort.rights import Right

Outcome = Moved[D] | Silent[D] | Finished[D]


def own_words(message: Message, draft: object) -> Answer:
    """A message as an answer."""
    return answer_of(message)


def nothing(turn: Turn, kept: StoredDialogue) -> StoredDialogue:
    """For a dialogue of which nothing is saved when it cannot be read."""
    return replace(kept, content=None)


async def as_it_is(turn: Turn, draft: D) -> D:
    """For a dialogue whose draft is shown as it was answered."""
    return draft


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogue(Generic[D, S]):
    """A table of steps and what is done around it. Nothing of a draft lives outside its row."""

    flow: str  # its name in the database
    topic: Topic = Topic.STEP  # of its buttons; the three first dialogues have topics of their own
    steps: Sequence[Step[D, S]]
    load: Callable[[Turn, StoredDialogue], D]
    dump: Callable[[D], bytes]
    scene: Callable[[Turn, D], Awaitable[S]]  # what its steps may know
    finish: Callable[[Turn, D], Awaitable[None]]  # the use case at its end, and what is said of it
    cancelled: Callable[[Turn, D], Awaitable[Screen]]
    right: Right | None = None  # of those who may hold it
    left: Callable[[Turn, D], Awaitable[Screen | None]] | None = None  # *Kembali* at the first question
    read: Callable[[Message, D], Answer] = own_words
    advance: Callable[[D, Answer, S], Outcome[D]] | None = None  # what is taken at any step; then the table decides
    prepare: Callable[[Turn, D], Awaitable[D]] = as_it_is  # before a question is shown
    save: Callable[[Turn, StoredDialogue, D], Awaitable[None]] | None = None  # for a draft with a time of its own
    salvage: Callable[[Turn, StoredDialogue], StoredDialogue] = nothing  # what is saved of one that cannot be read

    async def check_readable(self, turn: Turn, kept: StoredDialogue) -> None:
        """Raise what keeps a draft from being read or shown."""
        draft = self.load(turn, kept)
        flow.current(self.steps, draft).show(draft, await self.scene(turn, draft))

    async def begin(self, turn: Turn, draft: D, note: Line | None = None) -> None:
        """Begin; a draft that was not finished is let go."""
        await self._require(turn)
        kept = await self.of_chat(turn)
        await self.show(turn, StoredDialogue(self.flow, None, kept.revision + 1), draft, note)

    async def resume(self, turn: Turn) -> None:
        """Show the question the draft stands at."""
        await self._require(turn)
        kept = await self.of_chat(turn)
        if kept.content is None:
            raise Refused("flow.old_button")
        await self.show(turn, kept, self.load(turn, kept))

    def owns(self, callback: Callback) -> bool:
        """Whether a button is one of this dialogue's."""
        shared = self.topic is Topic.STEP
        return callback.topic is self.topic and (not shared or callback.choice.startswith(f"{self.flow}."))

    async def tapped(self, turn: Turn, callback: Callback) -> None:
        """A button of the question in hand. Raises `Refused` for one of an earlier question."""
        kept = await self.of_chat(turn)
        if kept.content is None or callback.revision != kept.revision:
            raise Refused("flow.old_button")
        await self.answered(turn, kept, Tap(callback.choice.removeprefix(self._prefix)))

    def reading(self, turn: Turn, kept: StoredDialogue) -> Answer:
        """The message as the question in hand wants it."""
        message = turn.update.effective_message
        assert message is not None
        assert kept.content is not None
        return self.read(message, self.load(turn, kept))

    async def answered(self, turn: Turn, kept: StoredDialogue, answer: Answer) -> None:
        """One answer: the draft moves on, ends, or is finished. The right is checked again: it may be lost since."""
        await self._require(turn)
        assert kept.content is not None
        draft = self.load(turn, kept)
        scene = await self.scene(turn, draft)
        screen = flow.current(self.steps, draft).show(draft, scene)
        answer = button_typed(turn, screen, answer)
        if answer == Tap("cancel"):
            await self.cancel(turn, kept)
        elif answer == Tap("back") and self.left is not None and flow.at_start(self.steps, draft):
            await self._leave(turn, draft, screen)
        else:
            await self._go_on(turn, kept, draft, answer, scene, screen)

    async def cancel(self, turn: Turn, kept: StoredDialogue) -> None:
        """*Batal*, or `/batal`: let go of the draft."""
        assert kept.content is not None
        draft = self.load(turn, kept)
        shown = flow.current(self.steps, draft).show(draft, await self.scene(turn, draft))
        screen = await self.cancelled(turn, draft)
        await self.end(turn, kept)
        await self._say(turn, screen, shown)

    async def show(
        self, turn: Turn, kept: StoredDialogue, draft: D, note: Line | None = None, *, fresh: bool = False
    ) -> None:
        """Keep a draft, and ask its question."""
        draft = await self.prepare(turn, draft)
        step = flow.current(self.steps, draft)
        screen = step.show(draft, await self.scene(turn, draft))
        await self._draw(turn, kept, screen, note, fresh=fresh or step.fresh)
        await self.store(turn, kept, draft)

    async def store(self, turn: Turn, kept: StoredDialogue, draft: D) -> None:
        """Keep a draft as it is now."""
        if self.save is not None:
            await self.save(turn, kept, draft)
            return
        kept = replace(kept, content=self.dump(draft))
        await drafts.save(turn.tx, turn.vault, turn.here.key, kept, turn.now)

    async def end(self, turn: Turn, kept: StoredDialogue) -> None:
        """Let go of a draft: its buttons are old from now on."""
        ended = StoredDialogue(self.flow, None, kept.revision + 1)
        await drafts.save(turn.tx, turn.vault, turn.here.key, ended, turn.now)

    async def of_chat(self, turn: Turn) -> StoredDialogue:
        """The draft of this chat; its content is None when there is none."""
        return await drafts.of_flow(turn.tx, turn.vault, turn.here.key, self.flow)

    async def _go_on(
        self, turn: Turn, kept: StoredDialogue, draft: D, answer: Answer, scene: S, screen: Screen
    ) -> None:
        advance = self.advance or (lambda draft, answer, scene: flow.advance(self.steps, draft, answer, scene))
        try:
            outcome = advance(draft, answer, scene)
        except Refused as refused:
            if isinstance(answer, Tap):
                raise
            why = Line(refused.key, {name: str(value) for name, value in refused.values.items()})
            await self._draw(turn, kept, screen, why)
            return
        match outcome:
            case Finished(finished):
                await self.finish(turn, finished)
                await self.end(turn, kept)
            case Silent(silent):
                await self.store(turn, kept, silent)
            case Moved(moved, note):
                on = flow.current(self.steps, moved) is not flow.current(self.steps, draft)
                gone = on or flow.current(self.steps, moved).show(moved, scene).keyboard is None
                if gone and screen.keyboard is not None:
                    await turn.put_keyboard_away(note or Line("report.kept"))
                    note = None
                revision = kept.revision + (on or isinstance(answer, Tap))
                await self.show(turn, replace(kept, revision=revision), moved, note)

    @property
    def _prefix(self) -> str:
        """What stands before an answer in a button of the shared topic."""
        return f"{self.flow}." if self.topic is Topic.STEP else ""

    async def _draw(
        self, turn: Turn, kept: StoredDialogue, screen: Screen, note: Line | None, *, fresh: bool = False
    ) -> None:
        rows = tuple(tuple(self._addressed(button) for button in row) for row in screen.rows)
        screen = replace(screen, rows=rows)
        await turn.show(screen, self.topic, revision=kept.revision, note=note, fresh=fresh)

    def _addressed(self, button: Button) -> Button:
        if isinstance(button.choice, str) and button.topic is None:
            return replace(button, choice=f"{self._prefix}{button.choice}")
        return button

    async def _leave(self, turn: Turn, draft: D, shown: Screen) -> None:
        """*Kembali* at the first question: out of the dialogue, the draft stays."""
        assert self.left is not None
        screen = await self.left(turn, draft)
        if shown.keyboard is not None:
            await turn.put_keyboard_away(Line("report.kept"))
        if screen is not None:
            await turn.show(screen, Topic.MENU)

    async def _say(self, turn: Turn, screen: Screen, before: Screen) -> None:
        if before.keyboard is not None:
            await turn.put_keyboard_away(screen.text)
        else:
            await turn.show(screen, Topic.MENU)

    async def _require(self, turn: Turn) -> None:
        if self.right is not None:
            await turn.require(self.right)


def button_typed(turn: Turn, screen: Screen, answer: Answer) -> Answer:
    """Words that are a button's label mean the button: so do the keyboards below the chat answer."""
    if not isinstance(answer, Text) or not answer.own:
        return answer
    for button in screen.buttons:
        if isinstance(button.choice, str) and typed.means(answer.body, button, turn.texts):
            return Tap(button.choice)
    return answer
