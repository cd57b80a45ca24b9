"""Announcements set up for tests that are about what happens after they were approved."""

from dataclasses import replace

from app.parts import Siaga
from broadcasts.appeal import Appeal, Audience, Kind, Media, Poll, Topic
from broadcasts.approval import approve, fingerprint
from broadcasts.schedule import AtOnce, Schedule
from broadcasts.state import State
from db import appeals, chats, seats, subscribers
from db.appeals import AppealKey
from db.chats import Sender
from db.database import Tx
from db.unit_of_work import UnitOfWork
from publishing import announcement, approving
from resort.independence import Person as Voice
from sandbox import Group, Person
from tests.stage.town import Town

EVERYBODY = frozenset({Kind.GROUPS, Kind.CITIZENS})


async def subscribes(town: Town, who: Person | Group, *areas: str, topic: Topic = Topic.APPEAL) -> None:
    """Let a group or citizen follow a topic, without the screens that do it."""
    siaga = running(town)
    if isinstance(who, Person):
        kind, sender = Kind.CITIZENS, Sender(who.id, "private", who.name, None, "id")
    else:
        kind, sender = Kind.GROUPS, Sender(who.id, who.kind, who.title, None, "id")

    async def work(tx: Tx) -> None:
        chat = await chats.meet(tx, siaga.vault, sender, town.clock())
        await subscribers.begin(tx, chat.key, kind, [topic], town.clock())
        for area in areas:
            await subscribers.set_area(tx, chat.key, area, wanted=True)

    await siaga.database.write(work)


async def approved(
    town: Town,
    text: str,
    by: Person,
    *others: Person,
    emergency: str | None = None,
    when: Schedule | None = None,
    audience: Audience | None = None,
    media: tuple[Media, ...] = (),
    poll: Poll | None = None,
) -> AppealKey:
    """An announcement that one of the command wrote and another approved; two others when it is an emergency."""
    siaga = running(town)
    to = audience or Audience(Topic.APPEAL, EVERYBODY)
    appeal = Appeal(text, to, when or AtOnce(), media=media, poll=poll, emergency=emergency)

    async def work(tx: Tx) -> AppealKey:
        uow = UnitOfWork(
            tx=tx,
            vault=siaga.vault,
            resort=siaga.ticker.resort,
            now=town.clock().astimezone(siaga.ticker.resort.zone),
        )
        composer = await chats.find(tx, siaga.vault, by.id)
        assert composer is not None
        kept = await appeals.add(tx, composer, appeal, town.clock(), state=State.DRAFT)
        assert kept is not None
        for each in others:
            approver = await chats.find(tx, siaga.vault, each.id)
            assert approver is not None
            voiced = approve(
                kept.announcement,
                Voice(approver),
                fingerprint(appeal),
                town.clock(),
                uow.resort.zone,
                seats=await seats.of_command(tx, uow.now),
                concerns=announcement.concerns(uow, kept),
            )
            kept = await appeals.add_approval(tx, kept, voiced)
        await approving.schedule_approved(uow, replace(kept, state=State.WAITING))
        return kept.key

    return await siaga.database.write(work)


def running(town: Town) -> Siaga:
    """The bot, which runs."""
    assert town.siaga is not None
    return town.siaga
