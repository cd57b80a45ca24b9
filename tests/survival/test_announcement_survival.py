"""One announcement goes to thousands of groups while the bot is killed again and again: every group has it.

By default few groups and few kills; SURVIVAL=full (`make survival`) plays 5,000 groups and 10 kills. A group
may have it twice only if it was on its way at a kill: those are counted, and are never more than were on their way.
"""

import asyncio
import random
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from broadcasts.appeal import Appeal, Audience, Kind, Topic
from broadcasts.approval import Approval, fingerprint
from broadcasts.schedule import AtOnce
from broadcasts.state import State
from db import appeals, chats, officers, seats, subscribers, units
from db.chats import Sender
from db.database import Database, Tx
from db.keys import unlock
from db.officers import Invite
from db.vault import Vault
from resort.area import Areas
from resort.independence import Person
from resort.roles import Role
from resort.unit import example, parse
from sandbox import Sandbox, World
from tests.sandbox.api import soon
from tests.survival.reaper import Reaper
from tests.survival.scale import FULL, KEY, SEED, settings

GROUPS, KILLS = (5_000, 10) if FULL else (400, 4)
WINDOW = 100  # deliveries the bot may have on their way, see gateway/announcer.py
NOW = datetime.now(UTC)


@pytest.mark.timeout(900)
async def test_every_group_has_it_whatever_is_killed(tmp_path: Path) -> None:
    dice = random.Random(str(SEED))
    world = World(record=0)
    groups = [world.group(f"TPS {number:05}", bot="member") for number in range(GROUPS)]
    got: Counter[int] = Counter()
    world.on_answer(lambda method, params, _: _count(got, method, params))
    await _prepare(
        tmp_path / "data" / "siaga.db", [Sender(each.id, each.kind, each.title, None, "id") for each in groups]
    )
    async with await Sandbox.start(world) as sandbox:
        moments = sorted(dice.randrange(20, GROUPS) for _ in range(KILLS))
        reaper = Reaper(world, tmp_path, settings(sandbox), moments, dice)
        running = asyncio.create_task(reaper.runs())
        await soon(lambda: len(got) == GROUPS and not reaper.rows("SELECT 1 FROM runs WHERE ended_at IS NULL"), 600)
        reaper.leaves()
        await running
    assert reaper.kills == KILLS
    again = got.total() - len(got)
    ((under_way,),) = reaper.rows("SELECT sum(maybe_twice) FROM deliveries")  # one may be so at several kills
    print(  # noqa: T201 - the figure the run is for
        f"{GROUPS} groups, {reaper.kills} kills: sent again {again} times, {under_way} were on their way at a kill"
    )
    assert set(got) == {group.id for group in groups}
    assert max(got.values()) <= 1 + KILLS
    assert again <= int(str(under_way)) <= WINDOW * KILLS
    assert reaper.rows("SELECT DISTINCT state FROM deliveries") == [("sent",)]


def _count(got: Counter[int], method: str, params: object) -> None:
    if method == "sendMessage" and isinstance(params, dict) and params["chat_id"] < 0:
        got[params["chat_id"]] += 1


async def _prepare(path: Path, groups: list[Sender]) -> None:
    """A database with three of the command, the groups as subscribers, and one approved announcement."""
    vault = Vault(KEY)
    database = await Database.open(path)
    await unlock(database, vault, NOW)
    areas = Areas.load("14.72")

    async def work(tx: Tx) -> None:
        await units.save(tx, parse(example(areas), areas))
        command = []
        for number in (1, 2, 3):
            chat = await chats.meet(tx, vault, Sender(number, "private", "Komando", None, "id"), NOW)
            code = await officers.invite(tx, Invite("polres", Role.COMMAND), None, NOW.replace(year=NOW.year + 1))
            officer = await officers.accept(tx, code, chat.key, {"polres": "Polres"}, NOW)
            assert officer is not None
            await seats.add(tx, officer.key, None, NOW, NOW)
            command.append(chat.key)
        for group in groups:
            chat = await chats.meet(tx, vault, group, NOW)
            await subscribers.begin(tx, chat.key, Kind.GROUPS, [Topic.APPEAL], NOW)
        appeal = Appeal(
            "Mari jaga ketertiban", Audience(Topic.APPEAL, frozenset({Kind.GROUPS})), AtOnce(), emergency="latihan"
        )
        kept = await appeals.add(tx, command[0], appeal, NOW, state=State.DRAFT)
        assert kept is not None
        for approver in command[1:]:  # an emergency, so that it goes out at any hour of the day the test runs
            voice = Approval(Person(approver), fingerprint(appeal), NOW)
            announcement = replace(kept.announcement, approvals=(*kept.announcement.approvals, voice))
            kept = await appeals.add_approval(tx, kept, announcement)
        await appeals.store(tx, replace(kept, state=State.APPROVED, approved_at=NOW, next_fire=NOW))

    await database.write(work)
    await database.close()
