"""Names of areas that are typed while a citizen chooses for which announcements are wanted, or behind `/langganan`.

Citizen: (looks at the kecamatan of `/langganan`) jaya mukti
Bot:     Dumai Timur … Dipilih: Jaya Mukti
"""

from datetime import timedelta

from conversations.answer import Answer, Text
from conversations.callback import Topic
from conversations.free_words import may_be_danger
from conversations.screen import Line, Screen
from db import drafts, subscribers
from db.drafts import StoredDialogue
from handlers.common.buttons import MENU
from handlers.common.turn import Turn
from handlers.subscribers import choosing_areas
from handlers.telegram.update import PRIVATE
from language.words import words
from resort.area import Area

FLOW = "areas"
LASTS = timedelta(minutes=5)
_OPEN = b"1"  # nothing but that the areas are being chosen
_MOST_WORDS = 6


async def expect(turn: Turn) -> None:
    """The names of areas may come next, in private."""
    if turn.here.kind == PRIVATE:
        await _keep(turn, _OPEN)


async def end_by(turn: Turn, kept: StoredDialogue, answer: Answer) -> bool:
    """Whether a message names no area, or comes too late: it is for whatever else is open."""
    known = await subscribers.get(turn.tx, turn.here.key)
    late = kept.touched is None or turn.now - kept.touched > LASTS
    over = late or known is None or bool(known.ended) or not (isinstance(answer, Text) and _named(turn, answer))
    if over:
        await _keep(turn, None)
    return over


async def answered(turn: Turn, kept: StoredDialogue, answer: Answer) -> None:
    """Follow the areas that were named."""
    assert isinstance(answer, Text)
    await follow(turn, answer)


async def follow(turn: Turn, answer: Text) -> bool:
    """Follow the areas that words name, and show them; whether they name any. The subscription is active."""
    known, found = await subscribers.get(turn.tx, turn.here.key), _named(turn, answer)
    if known is None or not found:
        return False
    await choosing_areas.add_named(turn, known, found)
    return True


async def cancel(turn: Turn, kept: StoredDialogue) -> None:
    """`/batal`: what was chosen stays."""
    await _keep(turn, None)
    await turn.show(Screen(Line("report.nothing_to_cancel"), ((MENU,),)), Topic.MENU)


async def check_readable(turn: Turn, kept: StoredDialogue) -> None:
    """There is nothing to read."""


def _named(turn: Turn, answer: Text) -> tuple[Area, ...]:
    said = turn.scene.hear(answer.body)
    only = len(words(answer.body)) <= _MOST_WORDS and said.reading.category is None and not may_be_danger(said)
    return said.areas if answer.own and only else ()


async def _keep(turn: Turn, content: bytes | None) -> None:
    await drafts.save(turn.tx, turn.vault, turn.here.key, StoredDialogue(FLOW, content, 0), turn.now)
