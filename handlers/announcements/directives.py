"""Orders to officers: who has understood, and a reminder to those who have not said so."""

from broadcasts.appeal import visible
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from db import appeals, officers, runs
from db.appeals import StoredAnnouncement
from db.officers import Officer
from handlers.announcements import preview
from handlers.common.turn import Turn
from locales import Refused, shown
from resort.rights import Right

MOST_NAMES = 40
_EXCERPT = 300


async def acknowledge(turn: Turn, value: str) -> None:
    """[Siap, dimengerti], from an officer who got the order."""
    officer = await turn.officer()
    kept = await preview.one(turn, value)
    if officer is None or not kept.directive or officer.chat not in await runs.recipients(turn.tx, kept.key):
        raise Refused("directive.not_yours")
    first = await appeals.acknowledge(turn.tx, kept.key, officer.chat, turn.now)
    if first:
        await turn.record("arahan_dimengerti", officer, text=str(kept.key))
    turn.toast = turn.texts.plain("directive.noted" if first else "directive.noted_before")


async def show_missing(turn: Turn, value: str) -> None:
    """Who has not said that they understood."""
    await turn.require(Right.COMPOSE)
    kept = await preview.one(turn, value)
    left, total = await _left(turn, kept)
    names = tuple(Line("directive.name", {"callsign": each.callsign}) for each in left[:MOST_NAMES])
    back = (Button(Key("button.back"), f"a={kept.key}"),)
    if not left:
        await turn.show(Screen(Line("directive.all", {"total": total}), (back,)), Topic.APPEAL)
        return
    text = Line("directive.missing", {"count": len(left), "total": total, "names": names})
    await turn.show(Screen(text, ((Button(Key("button.remind"), f"remind={kept.key}"),), back)), Topic.APPEAL)


async def remind(turn: Turn, value: str) -> None:
    """Remind those only."""
    by = await turn.require(Right.COMPOSE)
    kept = await preview.one(turn, value)
    left, _ = await _left(turn, kept)
    excerpt = shown(visible(kept.appeal.text), _EXCERPT)
    rows = ((Button(Key("button.understood"), f"ack={kept.key}"),),)
    for officer in left:
        await turn.tell(officer.chat, Screen(Line("directive.reminder", {"excerpt": excerpt}), rows), Topic.APPEAL)
    await turn.record("arahan_diingatkan", by, text=f"{kept.key}: {len(left)}")
    back = (Button(Key("button.back"), f"who={kept.key}"),)
    await turn.show(Screen(Line("directive.reminded", {"count": len(left)}), (back,)), Topic.APPEAL)


async def _left(turn: Turn, kept: StoredAnnouncement) -> tuple[list[Officer], int]:
    """The officers who got an order and have not acknowledged it, and how many got it who are officers still.

    Who wrote it knows it, and is in neither.
    """
    if not kept.directive:
        raise Refused("flow.old_button")
    done = await appeals.acknowledged(turn.tx, kept.key)
    found = [await officers.of_chat(turn.tx, chat) for chat in await runs.recipients(turn.tx, kept.key)]
    still = [officer for officer in found if officer is not None and officer.chat != kept.composer]
    return [officer for officer in still if officer.chat not in done], len(still)
