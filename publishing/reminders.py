"""The election's reminders: the command changes them or switches them off, and a second person approves them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from broadcasts.appeal import Kind, check, visible
from broadcasts.approval import Announcement, Fingerprint, approve, can_be_approved, edit, fingerprint, missing
from broadcasts.programme import as_appeal, fill, key_of, slots
from broadcasts.schedule import next_fire
from broadcasts.state import State, move
from casework.authority import require
from casework.people import title
from conversations.buttons.announcements import ReadReminders, Seen
from conversations.callback import Topic
from conversations.screen import Button, Key, Line, Screen, Value
from db import appeals, programmes, reachable, seats
from db.appeals import Part, StoredAnnouncement
from db.officers import Officer
from db.outbox import Lane
from db.unit_of_work import UnitOfWork
from locales import Refused, shown, texts_for
from locales.times import day_and_clock
from publishing import announcement, approving, unapproved
from reports.state import RecordedAct
from resort.independence import Person
from resort.rights import Right
from resort.roles import Role

OPEN = (State.DRAFT, State.WAITING)  # not approved
MOST_LINES = 25
PER_PAGE = 5  # reminders that are read on one page, each as the very message
_EXCERPT = 60
_EVER = datetime.fromtimestamp(0, UTC)


@dataclass(frozen=True, slots=True)
class Asked:
    """How many reminders were put before the others, and how many their authors have to put there themselves."""

    asked: int
    left: int


@dataclass(frozen=True, slots=True)
class Page:
    """Reminders that an approver reads at once."""

    reminders: tuple[StoredAnnouncement, ...]
    number: int
    pages: int

    @property
    def is_last(self) -> bool:
        """Whether all has been shown after it."""
        return self.number + 1 == self.pages


@dataclass(frozen=True, slots=True)
class Approved:
    """What an approval of the programme did: reminders that go out at their time, and those left to others."""

    approved: int
    left: int


async def every(uow: UnitOfWork, officer: Officer) -> list[StoredAnnouncement]:
    """The reminders, those still to come first. The officer who looks first becomes the composer of a new one."""
    require(officer, Right.COMPOSE)
    programme, zone, texts = uow.resort.programme, uow.resort.zone, texts_for("id")
    for slot, at in slots(programme, zone):
        key = key_of(programme, slot)
        if at > uow.now and await appeals.by_slot(uow.tx, key) is None:
            appeal = as_appeal(slot, programme, fill(slot, programme, zone, texts))
            directive = slot.to == {Kind.OFFICERS}
            await appeals.add(uow.tx, officer.chat, appeal, uow.now, slot=key, directive=directive)
    stored = await appeals.of_programme(uow.tx, programme.key)
    return sorted(stored, key=lambda each: (moment(uow, each) <= uow.now, moment(uow, each)))


async def find(uow: UnitOfWork, officer: Officer, key: int) -> StoredAnnouncement:
    """A reminder by number; else `Refused`."""
    require(officer, Right.COMPOSE)
    stored = await announcement.find(uow, key)
    if stored.slot is None:
        raise Refused("flow.old_button")
    return stored


async def change(uow: UnitOfWork, officer: Officer, key: int, text: str) -> StoredAnnouncement:
    """New words for a reminder: the officer is its composer now, and every approval is void."""
    stored = await find(uow, officer, key)
    appeal = replace(stored.appeal, text=text)
    check(appeal)
    state = stored.state if stored.state in OPEN else move(stored.state, State.DRAFT)
    edited = edit(stored.announcement, Person(officer.chat), appeal)
    stored = replace(stored, announcement=edited, state=state, next_fire=None, approved_at=None)
    await appeals.store(uow.tx, stored)
    stored = await appeals.note_part(uow.tx, await appeals.void(uow.tx, stored), officer.chat, Part.AUTHOR)
    await uow.record(RecordedAct.REMINDER_CHANGED, officer, text=str(stored.slot))
    return stored


async def switch(uow: UnitOfWork, officer: Officer, key: int, *, on: bool) -> StoredAnnouncement:
    """Leave a reminder out, or take it in again; taken in again it has to be approved again."""
    stored = await find(uow, officer, key)
    state = move(stored.state, State.DRAFT if on else State.OFF)
    stored = replace(await appeals.void(uow.tx, stored), state=state, next_fire=None, approved_at=None)
    await appeals.store(uow.tx, stored)
    await uow.record(RecordedAct.REMINDER_ON if on else RecordedAct.REMINDER_OFF, officer, text=str(stored.slot))
    return stored


async def ask_approval(uow: UnitOfWork, officer: Officer) -> Asked:
    """Put the reminders that are not approved before the others of the command, who read them page by page.

    The person who asks cannot approve them. Those that nobody else could approve are left out: another has to ask.
    """
    waiting = [each for each in await every(uow, officer) if each.state in OPEN]
    if not waiting:
        raise Refused("reminders.nothing")
    able, me = await announcement.able(uow), Person(officer.chat)
    if not able.voters - {me}:
        raise Refused("reminders.nobody")
    submitted = [each for each in waiting if can_be_approved(_with_party(each, me), able)]
    if not submitted:
        raise Refused("reminders.asked_by_others")
    for each in submitted:
        await appeals.store(uow.tx, replace(await unapproved.hand_in(uow, each), state=State.WAITING))
        await appeals.note_part(uow.tx, each, officer.chat, Part.SUBMITTER)
    asked = await to_read(uow)
    parties = {party for each in submitted for party in _with_party(each, me).barred}
    for person in await reachable.of_role(uow.tx, uow.vault, Role.COMMAND):
        voice = Person(person.officer.chat)
        if any(able.may_second(voice, _with_party(each, me).barred) for each in submitted):
            leans = able.leans_on_last_pair(voice, parties)
            screen = _request(uow, await title(uow, officer), submitted, asked, leans=leans)
            await uow.write(person.chat, screen, Topic.PROGRAMME, lane=Lane.ANSWER)
    await uow.record(RecordedAct.PROGRAMME_SUBMITTED, officer, text=str(len(submitted)))
    return Asked(len(submitted), len(waiting) - len(submitted))


async def to_read(uow: UnitOfWork) -> list[StoredAnnouncement]:
    """The reminders that wait for an approval, in the order in which they are read."""
    stored = await appeals.of_programme(uow.tx, uow.resort.programme.key)
    return sorted(
        (each for each in stored if each.state is State.WAITING), key=lambda each: (moment(uow, each), each.key)
    )


async def read(uow: UnitOfWork, officer: Officer, seen: Fingerprint, page: int) -> Page:
    """Show a page of what waits; `Refused` when it is no longer what was asked about, or there is no such page."""
    require(officer, Right.APPROVE)
    waiting = await to_read(uow)
    if not waiting:
        raise Refused("reminders.nothing")
    if print_of(waiting) != seen:
        raise Refused("approval.changed")
    pages = -(-len(waiting) // PER_PAGE)
    if not 0 <= page < pages:
        raise Refused("flow.old_button")
    await programmes.note_reading(uow.tx, seen, officer.chat, page)
    return Page(tuple(waiting[page * PER_PAGE : (page + 1) * PER_PAGE]), page, pages)


async def approve_all(uow: UnitOfWork, officer: Officer, seen: Fingerprint) -> Approved:
    """Approve the programme as it was shown; anything changed since then voids that.

    What this officer may not approve, such as words of their own, waits for another.
    """
    require(officer, Right.APPROVE)
    stored = await appeals.of_programme(uow.tx, uow.resort.programme.key)
    waiting = [each for each in stored if each.state is State.WAITING]
    if not waiting:
        raise Refused("reminders.nothing")
    if print_of(waiting) != seen:
        raise Refused("approval.changed")
    if await programmes.pages_read(uow.tx, seen, officer.chat) * PER_PAGE < len(waiting):
        raise Refused("reminders.read_first")
    command, approved = await seats.of_command(uow.tx, uow.now), 0
    voices, why_not = 0, Refused("reminders.nothing")
    for each in waiting:
        try:
            voiced = approve(
                each.announcement,
                Person(officer.chat),
                fingerprint(each.appeal),
                uow.now,
                uow.resort.zone,
                seats=command,
                concerns=announcement.concerns(uow, each),
            )
        except Refused as refused:
            why_not = refused
            continue
        voices += 1
        changed = await appeals.add_approval(uow.tx, each, voiced)
        if missing(voiced, command) == 0:
            await approving.schedule_approved(uow, changed)
            approved += 1
    if not voices:
        raise why_not
    await uow.record(RecordedAct.PROGRAMME_APPROVED, officer, text=str(approved))
    news = Line("reminders.told", {"callsign": await title(uow, officer), "count": approved})
    for composer in {each.composer for each in waiting} - {officer.chat}:
        await uow.tell(composer, Screen(news), Topic.PROGRAMME)
    return Approved(approved, len(waiting) - approved)


def moment(uow: UnitOfWork, stored: StoredAnnouncement) -> datetime:
    """When it goes out, or would have: as it is stored, which is what is approved; one sent at once has no other."""
    planned = next_fire(stored.appeal.when, _EVER, uow.resort.zone)
    return planned or stored.next_fire or stored.last_fired or _of_the_file(uow, stored)


def print_of(waiting: Sequence[StoredAnnouncement]) -> Fingerprint:
    """One hash over everything that an approver was shown."""
    prints = sorted(fingerprint(each.appeal) for each in waiting)
    return Fingerprint(hashlib.sha256("".join(prints).encode()).hexdigest())


def _request(
    uow: UnitOfWork,
    named: str,
    submitted: Sequence[StoredAnnouncement],
    asked: Sequence[StoredAnnouncement],
    *,
    leans: bool,
) -> Screen:
    """What the others of the command decide on; the button leads through all that waits."""
    zone, texts = uow.resort.zone, texts_for("id")
    lines = [
        Line(
            "reminders.line",
            {
                "when": day_and_clock(moment(uow, each), zone, texts),
                "excerpt": shown(visible(each.appeal.text), _EXCERPT),
            },
        )
        for each in submitted[:MOST_LINES]
    ]
    if len(submitted) > MOST_LINES:
        lines.append(Line("reminders.more_lines", {"count": len(submitted) - MOST_LINES}))
    values: dict[str, Value] = {"callsign": named, "count": len(submitted), "lines": tuple(lines)}
    values["pair"] = Line("approval.last_pair") if leans else ""
    button = Button(Key("button.programme_read"), ReadReminders(Seen(print_of(asked))))
    return Screen(Line("reminders.request", values), ((button,),))


def _with_party(stored: StoredAnnouncement, person: Person) -> Announcement:
    announced = stored.announcement
    return replace(announced, approvals=(), parties=announced.parties | {person})


def _of_the_file(uow: UnitOfWork, stored: StoredAnnouncement) -> datetime:
    """The programme's own moment for a reminder."""
    programme = uow.resort.programme
    moments = {key_of(programme, slot): at for slot, at in slots(programme, uow.resort.zone)}
    return uow.now if stored.slot is None else moments.get(stored.slot, uow.now)
