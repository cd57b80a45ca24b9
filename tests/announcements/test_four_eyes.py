"""A property: whatever is tapped, forged, changed or replayed, nothing goes out without approvals of just that."""

import asyncio
import base64
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadcasts.appeal import Appeal, Audience, Kind, Topic
from broadcasts.approval import fingerprint
from broadcasts.schedule import AtOnce, Once
from broadcasts.state import RunAct
from conversations.appeal_draft import draft_of, dump
from db import appeals, chats, drafts, officers, runs, seats, units
from db.appeals import AppealKey
from db.chats import ChatKey, Sender
from db.database import Database, Tx
from db.drafts import StoredDialogue
from db.officers import Invite
from db.vault import Vault
from handlers.announcements import composing, siaran
from handlers.common.turn import Turn
from handlers.telegram.update import Account, Chat, Query, Tapped, Update, User
from health.checkup import Checkup
from locales import Refused, texts_for
from metrics.vitals import Vitals
from publishing import firing
from resort.roles import Role
from resort.unit import example, parse
from tests.stage.engines import POSTGRESQL, new_database
from tests.stage.house import AREAS, RESORT
from tests.stage.scale import THOROUGH

NOON = datetime(2024, 11, 20, 5, 0, tzinfo=UTC)
TO = Audience(Topic.APPEAL, frozenset({Kind.CITIZENS}))
CONTENTS = (
    Appeal("Mari jaga suasana.", TO, AtOnce()),
    Appeal("Mari jaga suasana!", TO, AtOnce()),
    Appeal("Banjir, mohon waspada.", TO, AtOnce(), emergency="Banjir besar"),
    Appeal("Besok kita memilih.", TO, Once(NOON + timedelta(hours=3))),
)
COMMAND = 4  # people before this number begin in the command; the last one is a citizen

Act = tuple[str, int, int]
CURRENT = -1  # for an approval: of what the announcement says now
_PEOPLE, _CONTENTS = st.integers(0, COMMAND), st.integers(0, len(CONTENTS) - 1)
_HAND_IN = st.tuples(st.just("hands in"), st.integers(0, COMMAND - 1), _CONTENTS)
_APPROVE = st.tuples(st.just("approves"), _PEOPLE, st.one_of(st.just(CURRENT), _CONTENTS))
_OTHER = st.tuples(st.sampled_from(("refuses", "taps", "leaves", "returns")), _PEOPLE, _CONTENTS)
ACTS = st.builds(
    lambda first, others: [first, *others],
    _HAND_IN,
    st.lists(st.one_of(_HAND_IN, _APPROVE, _APPROVE, _APPROVE, _OTHER), min_size=2, max_size=12),
)
OTHER_TAPS = ("gone=1", "off=1", "drop=1", "change=1", "correct=1", "a=1")


@dataclass
class Stage:
    """A database with people, and what the test itself knows of who has tapped which approval."""

    database: Database
    vault: Vault
    keys: list[ChatKey]
    now: datetime = NOON
    tapped: set[tuple[ChatKey, str]] = field(default_factory=set)  # since the last change
    checked: set[int] = field(default_factory=set)

    async def does(self, act: Act) -> None:
        """Carry out one act; what is refused is refused."""
        name, person, number = act
        before = await self._content()
        if name == "hands in":
            await self._turn(person, "7:send", lambda turn: self._at_summary(turn, CONTENTS[number]))
        elif name == "approves":
            seen = before if number == CURRENT and before else fingerprint(CONTENTS[number])
            if seen == before:
                self.tapped.add((self.keys[person], seen))
            written = base64.urlsafe_b64encode(bytes.fromhex(seen)).decode().rstrip("=")
            await self._turn(person, f"0:ok=1,{written}")
        elif name == "refuses":
            await self._turn(person, "0:no=1,AAAA")
        elif name == "taps":
            await self._turn(person, f"0:{OTHER_TAPS[(person + number) % len(OTHER_TAPS)]}")
        elif person < COMMAND:
            await self.database.write(lambda tx: self._post(tx, person, inside=name == "returns"))
        if await self._content() != before:
            self.tapped.clear()  # any change voids
        self.now += timedelta(minutes=50)
        await self.database.write(self._tick)

    async def _content(self) -> str | None:
        """The hash of the announcement as it is now."""
        kept = await self.database.write(lambda tx: appeals.get(tx, AppealKey(1)))
        return None if kept is None else fingerprint(kept.appeal)

    async def _at_summary(self, turn: Turn, appeal: Appeal) -> None:
        """A draft of the only announcement stands at its summary, in whoever's hands it is."""
        known = await appeals.get(turn.tx, AppealKey(1))
        draft = draft_of(appeal, None if known is None else 1, directive=False, corrects=None)
        await drafts.save(turn.tx, self.vault, turn.here.key, StoredDialogue(composing.FLOW, dump(draft), 7), turn.now)
        await composing.resume(turn)

    async def _turn(self, person: int, data: str, before: Callable[[Turn], Awaitable[None]] | None = None) -> None:
        async def work(tx: Tx) -> None:
            turn = await self._new_turn(tx, person, f"s:{data}")
            try:
                if before is not None:
                    await before(turn)
                await siaran.tapped(turn)
            except Refused:
                return

        await self.database.write(work)

    async def _new_turn(self, tx: Tx, person: int, data: str) -> Turn:
        here = await chats.get(tx, self.vault, self.keys[person])
        assert here is not None
        chat = Chat(id=1000 + person)
        query = Query(id="1", from_user=User(id=1000 + person), message=Tapped(message_id=1, chat=chat), data=data)
        now = self.now.astimezone(RESORT.zone)
        update = Update(update_id=1, me=Account(110, "bot"), callback_query=query)
        return Turn(
            tx=tx,
            vault=self.vault,
            resort=RESORT,
            now=now,
            here=here,
            texts=texts_for("id"),
            update=update,
            checkup=Checkup(
                self.database, Path(), Vitals(lambda: self.now), lambda: self.now, "0", RESORT.programme, RESORT.zone
            ),
        )

    async def _post(self, tx: Tx, person: int, *, inside: bool) -> None:
        """Somebody leaves the command, or comes back."""
        officer = await officers.of_chat(tx, self.keys[person])
        if not inside and officer is not None:
            await officers.remove(tx, officer.key, self.now)
        if inside and officer is None:
            await joins(tx, self.keys[person], self.now)

    async def _tick(self, tx: Tx) -> None:
        """What is due begins; each run is held against what the test knows."""
        uow = await self._new_turn(tx, 0, "s:0:list")
        for key in await appeals.due(tx, uow.now):
            await firing.begin(uow, key)
        command = {officer.chat for officer in await officers.of_role(tx, Role.COMMAND)}
        for run in await runs.open_ones(tx):
            if run.key in self.checked or run.act is RunAct.DELETE:
                continue
            self.checked.add(run.key)
            kept = await appeals.get(tx, run.appeal)
            assert kept is not None
            seen = fingerprint(kept.appeal)
            valid = {key for key, tapped in self.tapped if tapped == seen and key != kept.composer and key in command}
            assert len(valid) >= (2 if kept.appeal.emergency else 1), f"{kept.appeal} went out with {len(valid)}"
        for run in await runs.open_ones(tx):
            await firing.follow(uow, run.key)


async def joins(tx: Tx, key: ChatKey, now: datetime) -> None:
    """Somebody comes into the command."""
    names = {unit.code: unit.name for unit in await units.every(tx)}
    code = await officers.invite(tx, Invite("polres", Role.COMMAND), None, now + timedelta(days=1))
    officer = await officers.accept(tx, code, key, names, now)
    assert officer is not None
    await seats.add(tx, officer.key, None, now, now)


async def play(acts: list[Act]) -> int:
    """Play a story; returns how many runs began."""
    with tempfile.TemporaryDirectory() as folder:
        database, vault = await Database.open(new_database(Path(folder))), Vault(bytes(32))
        database.vault = vault
        try:

            async def arrive(tx: Tx) -> list[ChatKey]:
                await units.save(tx, parse(example(AREAS), AREAS))
                people = [Sender(1000 + number, "private", "Orang", None, "id") for number in range(COMMAND + 1)]
                keys = [(await chats.meet(tx, vault, each, NOON)).key for each in people]
                for key in keys[:COMMAND]:
                    await joins(tx, key, NOON)
                return keys

            stage = Stage(database, vault, await database.write(arrive))
            for act in acts:
                await stage.does(act)
            return len(stage.checked)
        finally:
            await database.close()


@given(ACTS)
@settings(
    max_examples=8 if POSTGRESQL else 100 if THOROUGH else 40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
def test_nothing_goes_out_without_valid_approvals(acts: list[Act]) -> None:
    asyncio.run(play(acts))


def test_what_was_approved_does_go_out() -> None:
    """The stories above can end in a run: here are two that do."""
    assert asyncio.run(play([("hands in", 0, 0), ("approves", 1, 0)])) == 1
    assert asyncio.run(play([("hands in", 0, 2), ("approves", 1, 2), ("approves", 2, 2)])) == 1
    assert asyncio.run(play([("hands in", 0, 2), ("approves", 1, 2)])) == 0
    assert asyncio.run(play([("hands in", 0, 0), ("approves", 0, 0), ("approves", COMMAND, 0)])) == 0
