"""Subscribers: groups and citizens who get announcements, by topic and area."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from broadcasts.appeal import Kind, Topic
from db.chats import ChatKey
from db.database import Tx
from db.instant import stored


@dataclass(frozen=True, slots=True)
class Subscriber:
    """What a chat has asked for. No areas: the whole resort. `thread` is the forum topic to write in."""

    chat: ChatKey
    kind: Kind
    thread: int | None
    topics: frozenset[Topic]
    areas: frozenset[str]
    ended: bool


async def get(tx: Tx, chat: ChatKey) -> Subscriber | None:
    """What a chat has asked for; None when it never did."""
    row = await tx.one("subscribers.get", chat=chat)
    if row is None:
        return None
    return Subscriber(
        chat=chat,
        kind=Kind(row["kind"]),
        thread=row["thread"],
        topics=frozenset(Topic(topic["topic"]) for topic in await tx.all("subscribers.topics", chat=chat)),
        areas=frozenset(area["area"] for area in await tx.all("subscribers.areas", chat=chat)),
        ended=row["ended_at"] is not None,
    )


async def begin(
    tx: Tx, chat: ChatKey, kind: Kind, topics: Collection[Topic], now: datetime, thread: int | None = None
) -> None:
    """A chat wants these topics; areas and topics it had before stay."""
    await tx.run("subscribers.save", chat=chat, kind=kind, thread=thread, now=stored(now))
    for topic in topics:
        await tx.run("subscribers.add_topic", chat=chat, topic=topic)


async def end(tx: Tx, chat: ChatKey, reason: str, now: datetime) -> bool:
    """Nothing more goes there; False when nothing did."""
    return await tx.run("subscribers.end", chat=chat, reason=reason, now=stored(now)) == 1


async def set_topic(tx: Tx, chat: ChatKey, topic: Topic, *, wanted: bool) -> None:
    """Follow a topic or not."""
    await tx.run("subscribers.add_topic" if wanted else "subscribers.drop_topic", chat=chat, topic=topic)


async def set_area(tx: Tx, chat: ChatKey, area: str, *, wanted: bool) -> None:
    """Ask for an area or not."""
    await tx.run("subscribers.add_area" if wanted else "subscribers.drop_area", chat=chat, area=area)


async def coverage(tx: Tx) -> tuple[dict[str, int], int]:
    """How many groups asked for each area, and how many for the whole resort."""
    rows = await tx.all("subscribers.groups_by_area")
    everywhere = int(await tx.value("subscribers.groups_everywhere"))
    return {row["area"]: row["groups"] for row in rows}, everywhere
