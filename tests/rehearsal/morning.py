"""What a Polres has in place before the polling day: units, officers with their roster, groups that subscribed."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from broadcasts.appeal import Kind, Topic
from db import chats, officers, seats, shifts, subscribers, units
from db.chats import Sender
from db.database import Database, Tx
from db.keys import unlock
from db.officers import Invite
from db.vault import Vault
from resort.agency import Level
from resort.area import Areas
from resort.rights import Post
from resort.roles import Role
from resort.unit import example, parse
from sandbox import Group, Person
from tests.rehearsal.plan import RESORT, at

SHIFTS = ((at("05.30"), at("14.00")), (at("14.00"), at("23.30")))
_SETTLED = at("05.00") - timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Posting:
    """Somebody with a place in the resort; `shift` None: on duty all day."""

    person: Person
    unit: str
    role: Role
    post: Post | None = None
    shift: int | None = None


def polsek() -> list[str]:
    """The codes of the resort's Polsek."""
    areas = Areas.load(RESORT)
    return [unit.code for unit in parse(example(areas), areas) if unit.level is Level.POLSEK and "polsek" in unit.code]


# What the bot forgets within the hour the judge of that day still has to see.
_REMEMBER = """
CREATE TABLE forgotten AS SELECT * FROM outbox;
CREATE TRIGGER remember BEFORE DELETE ON outbox BEGIN INSERT INTO forgotten SELECT * FROM outbox WHERE id = OLD.id; END;
DELETE FROM forgotten;
"""


async def prepare(path: Path, key: bytes, postings: Sequence[Posting], groups: Sequence[Group]) -> dict[int, str]:
    """Make the database of that morning; returns each officer's callsign by Telegram id."""
    vault = Vault(key)
    database = await Database.open(path)
    await unlock(database, vault, _SETTLED)
    areas = Areas.load(RESORT)
    found = parse(example(areas), areas)
    names = {unit.code: unit.name for unit in found}
    callsigns: dict[int, str] = {}

    async def work(tx: Tx) -> None:
        await units.save(tx, found)
        for posting in postings:
            person = posting.person
            sender = Sender(person.id, "private", person.name, str(person.user["username"]), "id")
            chat = await chats.meet(tx, vault, sender, _SETTLED)
            invite = Invite(posting.unit, posting.role, posting.post)
            code = await officers.invite(tx, invite, None, datetime(2030, 1, 1, tzinfo=UTC))
            officer = await officers.accept(tx, code, chat.key, names, _SETTLED)
            assert officer is not None
            await seats.add(tx, officer.key, None, _SETTLED, _SETTLED)
            callsigns[person.id] = officer.callsign
            if posting.shift is not None:
                await officers.set_duty(tx, officer.key, on=False)
                await shifts.plan(tx, officer.key, *SHIFTS[posting.shift])
        for number, group in enumerate(groups):
            chat = await chats.meet(tx, vault, Sender(group.id, group.kind, group.title, None, "id"), _SETTLED)
            await subscribers.begin(tx, chat.key, Kind.GROUPS, list(Topic), _SETTLED)
            if number % 3:  # two of three care for their own kecamatan
                area = areas.districts[number % len(areas.districts)].code
                await subscribers.set_area(tx, chat.key, area, wanted=True)

    await database.write(work)
    await database.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(_REMEMBER)
    return callsigns
