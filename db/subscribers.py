"""Subscribers: groups and citizens who get announcements, by topic and area."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from broadcasts.appeal import Kind, Topic
from db.chats import ChatKey
from db.database import Tx
from db.instant import DAY, stored_day


class Ending(StrEnum):
    """Why nothing goes to a subscriber any more. All but the first can pass, and then all is as it was."""

    ASKED = "berhenti"  # they said so
    REMOVED = "dikeluarkan"  # the bot was put out of the group, or blocked
    GONE = "dihapus"  # the chat or the account is no more
    MUTED = "dibungkam"  # the bot is in the group but may not write there
    TOPIC_CLOSED = "topik_ditutup"
    TOPIC_GONE = "topik_dihapus"


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
    await tx.run("subscribers.save", chat=chat, kind=kind, thread=thread, now=stored_day(now))
    for topic in topics:
        await tx.run("subscribers.add_topic", chat=chat, topic=topic)


async def blur(tx: Tx) -> None:
    """Leave only the day of what an earlier release wrote beside a chat."""
    await tx.run("subscribers.blur", day=DAY)


async def end(tx: Tx, chat: ChatKey, reason: Ending, now: datetime) -> bool:
    """Nothing more goes there; False when nothing did."""
    return await tx.run("subscribers.end", chat=chat, reason=reason, now=stored_day(now)) == 1


async def lose_thread(tx: Tx, chat: ChatKey, thread: int | None, reason: Ending, now: datetime) -> bool:
    """A forum topic cannot be written in; False when it is not the one that announcements go to."""
    return await tx.run("subscribers.lose_thread", chat=chat, thread=thread, reason=reason, now=stored_day(now)) == 1


async def resume(tx: Tx, chat: ChatKey) -> bool:
    """We can write there again: all is as it was. False when it was not ended, or because they asked for it."""
    return await tx.run("subscribers.resume", chat=chat, asked=Ending.ASKED) == 1


async def set_topic(tx: Tx, chat: ChatKey, topic: Topic, *, wanted: bool) -> None:
    """Follow a topic or not."""
    await tx.run("subscribers.add_topic" if wanted else "subscribers.drop_topic", chat=chat, topic=topic)


async def set_area(tx: Tx, chat: ChatKey, area: str, *, wanted: bool) -> None:
    """Ask for an area or not."""
    await tx.run("subscribers.add_area" if wanted else "subscribers.drop_area", chat=chat, area=area)


async def group_areas(tx: Tx) -> dict[ChatKey, frozenset[str]]:
    """The groups that announcements reach now, with the areas each asked for."""
    found: dict[ChatKey, set[str]] = {}
    for row in await tx.all("subscribers.group_areas", kind=Kind.GROUPS):
        found.setdefault(ChatKey(row["chat"]), set()).update([row["area"]] if row["area"] else [])
    return {chat: frozenset(areas) for chat, areas in found.items()}


async def groups_off(tx: Tx) -> dict[Ending, int]:
    """How many groups announcements do not reach any more, by why."""
    rows = await tx.all("subscribers.groups_off", kind=Kind.GROUPS, removed=Ending.REMOVED)
    return {Ending(row["reason"]): row["count"] for row in rows}
