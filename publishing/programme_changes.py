"""An election's file was changed: reminders still to come follow it, and have to be approved again.

Another voting day, other hours: what two people approved would now be wrong. Words that the command wrote itself stay,
with the new moment. The command is told at once, since what is not approved is not sent.
"""

from dataclasses import replace

from broadcasts.approval import edit
from broadcasts.programme import Programme, reminder
from broadcasts.state import State, move
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen
from db import appeals, officers, programmes
from db.appeals import Part, StoredAnnouncement
from db.outbox import Lane
from db.unit_of_work import UnitOfWork
from locales import texts_for
from reports.state import RecordedAct
from resort.roles import Role

_TO_COME = (State.DRAFT, State.WAITING, State.APPROVED, State.OFF)


async def follow_file(uow: UnitOfWork) -> None:
    """Hold the kept reminders against the programme's file; at the first tick of a start, before anything goes out."""
    programme = uow.resort.programme
    earlier = await programmes.get(uow.tx, programme.key)
    if earlier == programme:
        return
    new = not await programmes.known(uow.tx, programme.key)
    await programmes.keep(uow.tx, programme)
    if new:
        return
    # Of a programme that cannot be read nothing is known: words that differ from the file count as the command's own.
    earlier = earlier or programme
    kept = [each for each in await appeals.of_programme(uow.tx, programme.key) if _is_to_come(each)]
    changed = [each for each in kept if await _follow(uow, each, earlier)]
    if changed:
        await uow.record(RecordedAct.PROGRAMME_CHANGED, "bot", text=str(len(changed)))
        await _tell(uow, len(changed))


def _is_to_come(kept: StoredAnnouncement) -> bool:
    return kept.state in _TO_COME and kept.last_fired is None


async def _follow(uow: UnitOfWork, kept: StoredAnnouncement, earlier: Programme) -> bool:
    """Bring a reminder in line with the file; True if it changed. One that is no longer in the file is switched off."""
    zone, texts = uow.resort.zone, texts_for("id")
    appeal = reminder(uow.resort.programme, kept.slot, zone, texts)
    if appeal is None:
        if kept.state is State.OFF:
            return False
        kept = replace(kept, state=move(kept.state, State.OFF), next_fire=None, approved_at=None)
        await appeals.store(uow.tx, kept)
        return True
    before = reminder(earlier, kept.slot, zone, texts)
    if before is not None and kept.appeal.text != before.text:
        appeal = replace(appeal, text=kept.appeal.text)
    announcement = edit(kept.announcement, kept.announcement.composer, appeal)
    if announcement is kept.announcement:
        return False
    written = not kept.announcement.unwritten and kept.appeal.text == appeal.text
    state = State.OFF if kept.state is State.OFF else State.DRAFT
    kept = replace(kept, announcement=announcement, state=state, next_fire=None, approved_at=None)
    await appeals.store(uow.tx, kept)
    await appeals.void(uow.tx, kept)
    if written:  # the command's own words stay its own at another hour
        await appeals.note_part(uow.tx, kept, kept.composer, Part.AUTHOR)
    return True


async def _tell(uow: UnitOfWork, count: int) -> None:
    rows = ((Button(Key("button.programme_look"), "page=0"),),)
    text = Screen(Line("reminders.file_changed", {"count": count}), rows)
    for officer in await officers.of_role(uow.tx, Role.COMMAND):
        await uow.tell(officer.chat, text, Topic.PROGRAMME, lane=Lane.PING)
