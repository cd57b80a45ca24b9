"""A database with as many subscribed citizens as a benchmark needs, and one approved announcement for them all."""

import contextlib
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.served import address
from broadcasts.appeal import Appeal, Audience, Kind, Topic
from broadcasts.approval import Approval, fingerprint
from broadcasts.schedule import AtOnce
from broadcasts.state import RunAct, State
from db import appeals, chats, officers, runs, seats, subscribers, units
from db.appeals import AppealKey
from db.chats import ChatKey, Sender
from db.database import Database, Tx
from db.keys import unlock
from db.officers import Invite
from db.vault import Vault
from resort.area import Areas
from resort.independence import Person
from resort.roles import Role
from resort.unit import example, parse

WORDS = "Mari jaga ketertiban bersama. Lihat sesuatu yang mengganggu? Laporkan lewat bot ini, kapan saja."

# An emergency, for an ordinary announcement waits for the morning when the benchmark runs at night.
APPEAL = Appeal(WORDS, Audience(Topic.APPEAL, frozenset({Kind.CITIZENS})), AtOnce(), emergency="latihan")


class _Undone(Exception):
    """Takes back what was only to be timed."""


async def prepare(path: Path, key: bytes, command: list[int], citizens: list[int], delay: float = 0) -> None:
    """Fill a new database; three of the command approve, and the announcement is due in `delay` seconds."""
    vault = Vault(key)
    now = datetime.now(UTC)
    areas = Areas.load("14.72")
    database = await Database.open(path)
    await unlock(database, vault, now)

    async def work(tx: Tx) -> None:
        await units.save(tx, parse(example(areas), areas))
        people = []
        for number in command:
            chat = await chats.meet(tx, vault, Sender(number, "private", "Komando", None, "id"), now)
            code = await officers.invite(tx, Invite("polres", Role.COMMAND), None, now + timedelta(days=1))
            officer = await officers.accept(tx, code, chat.key, {"polres": "Polres"}, now)
            assert officer is not None
            await seats.add(tx, officer.key, None, now, now)
            people.append(chat.key)
        for number in citizens:
            chat = await chats.meet(tx, vault, Sender(number, "private", "Warga", None, "id"), now)
            await subscribers.begin(tx, chat.key, Kind.CITIZENS, [Topic.APPEAL], now)
        await approved(tx, people, APPEAL, now, datetime.now(UTC) + timedelta(seconds=delay))

    await database.write(work)
    await database.close()


async def approved(
    tx: Tx, command: Sequence[ChatKey], appeal: Appeal, now: datetime, due: datetime | None
) -> AppealKey:
    """An announcement that the first of the command wrote and the others approved; None: it is not sent by itself."""
    kept = await appeals.add(tx, command[0], appeal, now, state=State.DRAFT)
    assert kept is not None
    for approver in command[1:]:
        voice = Approval(Person(approver), fingerprint(appeal), now)
        announcement = replace(kept.announcement, approvals=(*kept.announcement.approvals, voice))
        kept = await appeals.add_approval(tx, kept, announcement)
    state = State.DONE if due is None else State.APPROVED
    await appeals.store(tx, replace(kept, state=state, approved_at=now, next_fire=due))
    return kept.key


async def freezing_seconds(path: Path, appeal: Appeal, key: bytes) -> float:
    """How long it takes to write down everybody an announcement would be for; nothing of it stays."""
    database = await Database.open(address(path))
    await unlock(database, Vault(key), datetime.now(UTC))
    seconds = 0.0

    async def work(tx: Tx) -> None:
        nonlocal seconds
        now = datetime.now(UTC)
        composer, *_ = await officers.of_role(tx, Role.COMMAND)
        kept = await appeals.add(tx, composer.chat, appeal, now)
        assert kept is not None
        began = time.perf_counter()
        run = await runs.begin(tx, kept.key, RunAct.SEND, now, now)
        assert run is not None
        await runs.freeze(tx, run, appeal.audience)
        seconds = time.perf_counter() - began
        raise _Undone

    with contextlib.suppress(_Undone):
        await database.write(work)
    await database.close()
    return seconds
