"""Whom an announcement reaches: what is frozen, and counted beforehand, held against the rule in plain words."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from broadcasts.appeal import Audience, Kind, Topic
from broadcasts.state import RunAct
from db import appeals, chats, officers, runs, subscribers, units
from db.chats import ChatKey, Sender
from db.database import Database, Tx
from db.officers import Invite
from db.vault import Vault
from resort.agency import Agency
from resort.area import Areas
from resort.roles import Role
from resort.unit import Unit, example, parse
from tests.broadcasts.appeals import CALM

VAULT = Vault(bytes(32))
NOW = datetime(2024, 11, 20, tzinfo=UTC)
AREAS = Areas.load("14.72")
UNITS = {unit.code: unit for unit in parse(example(AREAS), AREAS)}
TIMUR, BARAT, JAYA_MUKTI = "14.72.02", "14.72.01", "14.72.02.1004"
GROUND = [area.code for area in (*AREAS.districts, *AREAS.villages(TIMUR))]


@dataclass(frozen=True)
class Recipient:
    """Somebody who may get it. No areas: the whole resort."""

    kind: Kind
    areas: frozenset[str] = frozenset()
    topics: frozenset[Topic] = frozenset()
    unit: Unit | None = None


def reaches(audience: Audience, recipient: Recipient) -> bool:
    """The rule."""
    if recipient.kind not in audience.kinds:
        return False
    if recipient.unit is None:
        meant = audience.topic in recipient.topics
    elif audience.unit is None:
        meant = recipient.unit.agency is Agency.POLRI
    else:
        meant = audience.unit == recipient.unit.code
    shared = any(_share_ground(one, other) for one in audience.areas for other in recipient.areas)
    return meant and (not audience.areas or not recipient.areas or shared)


def _share_ground(one: str, other: str) -> bool:
    return f"{one}.".startswith(f"{other}.") or f"{other}.".startswith(f"{one}.")


def to(*areas: str, unit: str | None = None, kinds: frozenset[Kind] = frozenset(Kind)) -> Audience:
    return Audience(Topic.APPEAL, kinds, frozenset(areas), unit)


def group(*areas: str, topics: frozenset[Topic] = frozenset({Topic.APPEAL})) -> Recipient:
    return Recipient(Kind.GROUPS, frozenset(areas), topics)


def officer(unit: str) -> Recipient:
    return Recipient(Kind.OFFICERS, frozenset(UNITS[unit].areas), unit=UNITS[unit])


OF_TIMUR = to(unit="polsek-dumai-timur", kinds=frozenset({Kind.OFFICERS}))
OF_BAWASLU = to(unit="bawaslu", kinds=frozenset({Kind.OFFICERS}))


@pytest.mark.parametrize(
    ("audience", "recipient", "reached"),
    [
        (to(), group(), True),
        (to(), group(TIMUR), True),
        (to(TIMUR), group(), True),
        (to(TIMUR), group(TIMUR), True),
        (to(TIMUR), group(JAYA_MUKTI), True),
        (to(JAYA_MUKTI), group(TIMUR), True),
        (to(TIMUR), group(BARAT), False),
        (to(TIMUR), group(BARAT, JAYA_MUKTI), True),
        (to(), group(topics=frozenset({Topic.REMINDER})), False),
        (to(), group(topics=frozenset()), False),
        (to(kinds=frozenset({Kind.CITIZENS})), group(), False),
        (to(), officer("polsek-dumai-timur"), True),
        (to(BARAT), officer("polsek-dumai-timur"), False),
        (to(BARAT), officer("samapta"), True),
        (to(), officer("panwascam-dumai-timur"), False),
        (OF_BAWASLU, officer("bawaslu"), True),
        (OF_TIMUR, officer("polsek-dumai-timur"), True),
        (OF_TIMUR, officer("polsek-dumai-barat"), False),
        (OF_TIMUR, group(), False),
    ],
)
async def test_an_announcement_reaches_whom_it_names(
    store: Database, audience: Audience, recipient: Recipient, reached: bool
) -> None:
    (chat,) = await _met(store, [recipient])
    assert await _frozen(store, audience) == ({chat} if reached else set())
    assert reaches(audience, recipient) is reached


async def test_of_a_crowd_just_those_get_it_who_are_meant(store: Database) -> None:
    dice = random.Random(27)
    crowd = [_somebody(dice) for _ in range(200)]
    met = await _met(store, crowd)
    for _ in range(150):
        audience = _some_audience(dice)
        meant = {chat for chat, recipient in zip(met, crowd, strict=True) if reaches(audience, recipient)}
        assert await _frozen(store, audience) == meant, audience


def _somebody(dice: random.Random) -> Recipient:
    kind = dice.choice(list(Kind))
    if kind is Kind.OFFICERS:
        return officer(dice.choice(sorted(UNITS)))
    topics = frozenset(topic for topic in Topic if dice.random() < 0.7)
    return Recipient(kind, frozenset(dice.sample(GROUND, dice.choice([0, 1, 2]))), topics)


def _some_audience(dice: random.Random) -> Audience:
    kinds = frozenset(kind for kind in Kind if dice.random() < 0.6)
    areas = frozenset(dice.sample(GROUND, dice.choice([0, 0, 1, 3])))
    unit = dice.choice(sorted(UNITS)) if dice.random() < 0.3 else None
    return Audience(dice.choice(list(Topic)), kinds, areas, unit)


async def _met(store: Database, crowd: Sequence[Recipient]) -> list[ChatKey]:
    async def work(tx: Tx) -> list[ChatKey]:
        await units.save(tx, list(UNITS.values()))
        return [await _meet(tx, number, recipient) for number, recipient in enumerate(crowd, 1)]

    return await store.write(work)


async def _meet(tx: Tx, number: int, recipient: Recipient) -> ChatKey:
    is_group = recipient.kind is Kind.GROUPS
    sender = Sender(-number if is_group else number, "group" if is_group else "private", "Dia", None, "id")
    chat = (await chats.meet(tx, VAULT, sender, NOW)).key
    if recipient.unit is not None:
        code = await officers.invite(tx, Invite(recipient.unit.code, Role.OFFICER), None, NOW.replace(year=2030))
        assert await officers.accept(tx, code, chat, {recipient.unit.code: recipient.unit.name}, NOW)
        return chat
    await subscribers.begin(tx, chat, recipient.kind, list(recipient.topics), NOW)
    for area in recipient.areas:
        await subscribers.set_area(tx, chat, area, wanted=True)
    return chat


async def _frozen(store: Database, audience: Audience) -> set[ChatKey]:
    """Whom a run is for; how many was told before it began."""

    async def work(tx: Tx) -> set[ChatKey]:
        counted = await runs.size(tx, audience)
        kept = await appeals.add(tx, ChatKey(1), CALM, NOW)
        assert kept is not None
        run = await runs.begin(tx, kept.key, RunAct.SEND, NOW, NOW)
        assert run is not None
        assert await runs.freeze(tx, run, audience) == counted
        return {ChatKey(each.chat) for each in await runs.claim(tx, VAULT, run, 1000, NOW)}

    return await store.write(work)
