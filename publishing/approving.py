"""Four eyes: an announcement is put before the others of the command, who approve it or refuse it with a reason."""

from dataclasses import dataclass, replace

from broadcasts import schedule
from broadcasts.approval import Fingerprint, approve, fingerprint, may_judge, missing
from broadcasts.state import State, move
from casework.authority import require
from casework.people import title
from conversations.appeal_screens import AppealScene, described
from conversations.buttons.announcements import Approve, Change, OpenAppeal, Refuse, Seen
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, Value
from db import appeals, forgery, seats
from db.appeals import Part, StoredAnnouncement
from db.officers import Officer
from db.outbox import Lane
from db.unit_of_work import UnitOfWork
from locales import Refused
from publishing import announcement
from reports.state import RecordedAct
from resort.independence import Person
from resort.rights import Right


@dataclass(frozen=True, slots=True)
class Approved:
    """What an approval did; `left` is how many more are needed."""

    stored: StoredAnnouncement
    left: int


async def ask(uow: UnitOfWork, stored: StoredAnnouncement, officer: Officer) -> None:
    """Ask everybody whose approval would count, with the very message that would go out."""
    people = await announcement.approvers(uow, stored)
    command = await seats.of_command(uow.tx, uow.now)
    scene, named = await announcement.scene_of(uow, stored), await title(uow, officer)
    for person in people:
        leans = command.leans_on_last_pair(Person(person.officer.chat), stored.announcement.barred)
        await uow.owe(person.chat, *announcement.message(uow, stored), Lane.PING)
        screen = question(stored, scene, named, last_pair=leans)
        await uow.write(person.chat, screen, Topic.APPEAL, lane=Lane.PING)


def question(stored: StoredAnnouncement, scene: AppealScene, callsign: str, *, last_pair: bool = False) -> Screen:
    """What an approver decides on; `last_pair` when it counts only because the command has no third person."""
    kind = "correction" if stored.corrects is not None else "order" if stored.directive else "appeal"
    values: dict[str, Value] = {
        "kind": Key(f"approval.{kind}"),
        "callsign": callsign,
        **described(stored.appeal, scene),
    }
    values["pair"] = Line("approval.last_pair") if last_pair else ""
    before = ((Button(Key("button.open_corrected"), OpenAppeal(stored.corrects)),),) if stored.corrects else ()
    return Screen(Line("approval.request", values), (choices(stored), *before))


async def answered(uow: UnitOfWork, done: Approved) -> Screen:
    """What an approver keeps of what they approved: to whom it goes, and when."""
    key = "approval.approved" if done.left == 0 else "approval.one_more"
    values = described(done.stored.appeal, await announcement.scene_of(uow, done.stored))
    del values["concerns"]  # they were read before
    return Screen(Line("approval.answered", {"outcome": Line(key), **values}))


def choices(stored: StoredAnnouncement) -> tuple[Button, ...]:
    """[Setujui] and [Tolak]; they carry the hash of what is shown with them."""
    seen = Seen(fingerprint(stored.appeal))
    return (
        Button(Key("button.approve"), Approve(stored.key, seen)),
        Button(Key("button.refuse"), Refuse(stored.key, seen)),
    )


async def give(uow: UnitOfWork, officer: Officer, key: int, seen: Fingerprint) -> Approved:
    """Approve exactly what was seen. With the last approval it is scheduled; the composer is told."""
    require(officer, Right.APPROVE)
    await forgery.compare(uow.tx)
    stored = await _waiting(uow, key, seen)
    command = await seats.of_command(uow.tx, uow.now)
    voiced = approve(
        stored.announcement,
        Person(officer.chat),
        seen,
        uow.now,
        uow.resort.zone,
        seats=command,
        concerns=announcement.concerns(uow, stored),
    )
    stored = await appeals.add_approval(uow.tx, stored, voiced)
    await uow.record(RecordedAct.ANNOUNCEMENT_APPROVED, officer, text=f"{stored.key} {seen}")
    left = missing(voiced, command)
    if left == 0:
        stored = await schedule_approved(uow, stored)
        if stored.appeal.emergency is not None:
            text = f"{stored.key}: {stored.appeal.emergency}"
            await uow.record(RecordedAct.EMERGENCY_ANNOUNCED, officer, text=text)
    news = "approval.told_approved" if left == 0 else "approval.told_one_more"
    rows = ((Button(Key("button.open_appeal"), OpenAppeal(stored.key)),),)
    await uow.tell(stored.composer, Screen(Line(news, {"callsign": await title(uow, officer)}), rows), Topic.APPEAL)
    return Approved(stored, left)


async def refusable(uow: UnitOfWork, officer: Officer, key: int, seen: Fingerprint) -> StoredAnnouncement:
    """An announcement that an officer may refuse; else `Refused`, also for its authors: they change it instead."""
    require(officer, Right.APPROVE)
    stored = await _waiting(uow, key, seen)
    may_judge(stored.announcement, Person(officer.chat), await seats.of_command(uow.tx, uow.now))
    return stored


async def refuse(uow: UnitOfWork, officer: Officer, key: int, seen: Fingerprint, reason: str) -> StoredAnnouncement:
    """Give an announcement back to its composer with a reason; every approval is void.

    The refusal binds to this content: it goes out unchanged only with this person's own approval.
    """
    stored = await refusable(uow, officer, key, seen)
    stored = await appeals.note_part(uow.tx, stored, officer.chat, Part.REFUSER)
    stored = replace(await appeals.void(uow.tx, stored), state=move(stored.state, State.DRAFT), next_fire=None)
    await appeals.store(uow.tx, stored)
    await uow.record(RecordedAct.ANNOUNCEMENT_REFUSED, officer, text=f"{stored.key}: {reason}")
    rows = ((Button(Key("button.edit_appeal"), Change(stored.key)),),)
    news = Line("approval.told_refused", {"callsign": await title(uow, officer), "reason": reason})
    await uow.tell(stored.composer, Screen(news, rows), Topic.APPEAL)
    return stored


async def schedule_approved(uow: UnitOfWork, stored: StoredAnnouncement) -> StoredAnnouncement:
    """An announcement has the approvals it needs: it goes out at its time, or now."""
    first = schedule.first_fire(stored.appeal.when, uow.now, uow.resort.zone)
    stored = replace(stored, state=move(stored.state, State.APPROVED), approved_at=uow.now, next_fire=first)
    await appeals.store(uow.tx, stored)
    return stored


async def _waiting(uow: UnitOfWork, key: int, seen: Fingerprint) -> StoredAnnouncement:
    """An announcement that waits for an approval of exactly what was seen; else `Refused`."""
    stored = await announcement.find(uow, key)
    if stored.state is not State.WAITING:
        raise Refused("approval.decided")
    if seen != fingerprint(stored.appeal):
        raise Refused("approval.changed")
    return stored
