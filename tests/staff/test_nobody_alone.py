"""A property: whatever four people do in any order, nothing that takes two happens without two independent people.

The model knows telephones and who handed them out. It says in its own words who is independent of whom, and never asks
the rule: people are the same hand when one of them gave the other the way in, as long as a third person is seated.
`EXAMPLES=2000` in the environment plays that many stories.
"""

import asyncio
import os
import sqlite3
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import closing
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from broadcasts.approval import Fingerprint, fingerprint
from broadcasts.state import RunAct
from casework import arrivals, filing, identity_access, seconding, staff, suspending
from db import appeals, officers, openings, restoring, runs, seats, seconds, waits
from db import arrivals as doors
from db.appeals import AppealKey, StoredAnnouncement
from db.chats import ChatKey
from db.database import Database
from db.officers import Officer, OfficerKey
from db.openings import Opening, OpeningKey
from db.reports import ReportKey
from db.seconds import Request, SecondedAct, SecondKey
from db.unit_of_work import UnitOfWork
from locales import Refused
from publishing import approving, ending, firing, proposing
from resort.roles import Role
from resort.waits import Kind
from tests.casework.test_use_cases import CROWD
from tests.publishing.test_use_cases import CALM
from tests.stage.engines import POSTGRESQL, new_database
from tests.stage.house import House, open_house
from tests.stage.memory import told

PEOPLE = 4
KINDS = (
    "writes", "changes", "submits", "refuses", "approves", "approves", "approves", "invites", "arrives", "confirms",
    "confirms", "suspends", "asks removal", "seconds", "seconds", "asks identity", "grants", "withdraws", "restores",
    "lists", "waits", "ticks", "ticks", "dies", "dies", "backs up",
)  # fmt: skip
ACTS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1)), min_size=8, max_size=45
)


class Killed(Exception):
    """The process ends inside a transaction."""


@dataclass
class Model:
    """A resort as the test sees it from outside: who gave whom a way in, and who said yes to what."""

    house: House
    chats: list[ChatKey]
    report: ReportKey
    gave: set[frozenset[ChatKey]] = field(default_factory=set)  # one of the two handed the other a way in
    links: dict[int, str] = field(default_factory=dict)  # the last link that each person made
    wrote: dict[str, set[ChatKey]] = field(default_factory=dict)  # content: who wrote it or handed it in
    said_yes: dict[str, set[ChatKey]] = field(default_factory=dict)
    said_no: dict[str, set[ChatKey]] = field(default_factory=dict)
    yes_to_removal: dict[ChatKey, set[ChatKey]] = field(default_factory=dict)  # of whom: who asked and who agreed
    seen_runs: set[int] = field(default_factory=set)
    happened: set[str] = field(default_factory=set)
    dying: bool = False  # the next act reaches its end, and not its commit
    backup: "Backup | None" = None

    async def does(self, act: Callable[[UnitOfWork], Awaitable[object]]) -> bool:
        async def dies(uow: UnitOfWork) -> None:
            await act(uow)
            raise Killed

        dying, self.dying = self.dying, False
        try:
            await self.house.does(dies if dying else act)
        except Refused:
            return False
        except Killed:
            await self.starts_again()
            return False
        return True

    async def starts_again(self, content: bytes | None = None) -> None:
        """Open the database again, as it was left, or as a backup has it."""
        where = self.house.database.where
        await self.house.database.close()
        if content is not None and isinstance(where, Path):
            for left in where.parent.glob(f"{where.name}*"):
                left.unlink()
            where.write_bytes(content)
        self.house.database = await Database.open(where)
        self.house.database.vault = self.house.vault

    async def backs_up(self) -> None:
        where = self.house.database.where
        if not isinstance(where, Path):
            return  # a file can be copied so
        with closing(sqlite3.connect(where)) as file, closing(sqlite3.connect(":memory:")) as copy:
            file.backup(copy)
            content = copy.serialize()
        self.backup = Backup(content, set(self.gave), deepcopy(self.wrote), deepcopy(self.said_no), set(self.seen_runs))

    async def restores(self) -> None:
        """An old copy is put in place: what was done since is not in it, and what two had agreed to does not count."""
        if self.backup is not None:
            old = self.backup
            await self.starts_again(old.content)
            self.gave, self.wrote, self.said_no = set(old.gave), deepcopy(old.wrote), deepcopy(old.said_no)
            self.seen_runs = set(old.seen_runs)
            self.links.clear()
        await self.house.does(lambda uow: restoring.settle(uow.tx, uow.vault, uow.now, uow.resort.zone))
        self.said_yes.clear()
        self.yes_to_removal.clear()

    async def officer(self, person: int) -> Officer | None:
        return await self.house.does(lambda uow: officers.of_chat(uow.tx, self.chats[person]))

    async def seated(self) -> set[ChatKey]:
        return {ChatKey(each) for each in (await self.house.does(lambda uow: seats.of_command(uow.tx, uow.now))).seated}

    async def two(self, people: set[ChatKey]) -> bool:
        """Whether these are at least two hands: any two of them that nobody of the two let in."""
        others = await self.seated()
        return any(
            one != other and (frozenset({one, other}) not in self.gave or not others - {one, other})
            for one in people
            for other in people
        )

    async def play(self, kind: str, person: int, other: int) -> None:
        by = await self.officer(person)
        me = self.chats[person]
        before = await self.seated()
        key = AppealKey(1)
        stored = await self.house.does(lambda uow: appeals.get(uow.tx, key))
        said = None if stored is None else fingerprint(stored.appeal)
        if kind == "arrives":
            link = self.links.get(other)
            if link is not None and await self.does(lambda uow: arrivals.open_link(uow, me, link, sure=True)):
                self.gave.add(frozenset({me, self.chats[other]}))
                self.links.pop(other, None)
        elif kind == "waits":
            self.house.now += timedelta(hours=25)
            await self._due()
        elif kind == "ticks":
            await self._fires()
        elif kind == "restores":
            await self.restores()
            return
        elif kind == "dies":
            self.dying = True
        elif kind == "backs up":
            await self.backs_up()
        elif kind == "lists":
            await self.house.does(lambda uow: seats.confirm_restored(uow.tx, me, uow.now))
        elif by is not None:
            await self._acts(kind, by, other, said)
        gone = before - await self.seated()
        for chat in gone:
            hands = self.yes_to_removal.pop(chat, set()) - {chat}
            assert await self.two(hands), f"{kind}: one alone unseated {chat}"
            self.happened.add("unseated")

    async def _acts(self, kind: str, by: Officer, other: int, said: Fingerprint | None) -> None:
        match kind:
            case "invites":
                await self._invites(by)
            case "confirms":
                await self._confirms(by)
            case "suspends" | "asks removal":
                await self._against(kind, by, other)
            case "seconds":
                await self._seconds(by)
            case "asks identity":
                await self.does(lambda uow: identity_access.ask(uow, by, self.report, "Pelapor diduga dalam bahaya"))
            case "grants":
                await self._grants(by)
            case _:
                await self._announces(kind, by, other, said)

    async def _announces(self, kind: str, by: Officer, other: int, said: Fingerprint | None) -> None:
        key, me = AppealKey(1), by.chat
        appeal = replace(CALM, text=f"Mari jaga suasana tetap tenang, {('pagi', 'malam')[other % 2]}.")
        if other == PEOPLE - 1:  # it needs two who approve
            appeal = replace(appeal, emergency="Jembatan ambruk, jalan ditutup")
        if said is None:
            if kind == "writes" and await self.does(lambda uow: proposing.keep(uow, by, appeal)):
                self.wrote.setdefault(fingerprint(appeal), set()).add(me)
            return
        if kind in ("changes", "submits"):
            stored = await self.house.does(lambda uow: appeals.get(uow.tx, key))
            assert stored is not None
            content = appeal if kind == "changes" else stored.appeal
            if await self.does(lambda uow: proposing.hand_in(uow, by, key, content)):
                self.wrote.setdefault(fingerprint(content), set()).add(me)
                self.said_yes.clear()
        elif kind == "refuses":
            if await self.does(lambda uow: approving.refuse(uow, by, key, said, "tidak tepat waktunya")):
                self.said_no.setdefault(said, set()).add(me)
                self.said_yes.clear()
        elif kind == "approves":
            if await self.does(lambda uow: approving.give(uow, by, key, said)):
                self.said_yes.setdefault(said, set()).add(me)
        elif kind == "withdraws":
            await self.does(lambda uow: ending.take_back(uow, by, key))

    async def _invites(self, by: Officer) -> None:
        made: list[str] = []

        async def link(uow: UnitOfWork) -> None:
            made.append((await staff.invite(uow, by, Role.COMMAND, "polres")).code)

        if await self.does(link):
            self.links[self.chats.index(by.chat)] = made[0]

    async def _confirms(self, by: Officer) -> None:
        for door in await self.house.does(lambda uow: doors.every_open(uow.tx)):
            maker = door.invited_by
            if await self.does(partial(arrivals.confirm, by=by, key=door.key)):
                assert by.chat not in (maker, door.chat)
                assert maker is None or await self.two({by.chat, maker})
                self.happened.add("confirmed")

    async def _against(self, kind: str, by: Officer, other: int) -> None:
        target = await self.officer(other)
        if target is None:
            return
        if kind == "suspends":
            if await self.does(lambda uow: suspending.suspend(uow, by, target.key)):
                left = [person for person in range(PEOPLE) if await self.officer(person) is not None]
                assert len(left) >= 2, "one alone is left"
                self.happened.add("suspended")
        elif await self.does(lambda uow: staff.ask_removal(uow, by, target.key)):
            self.yes_to_removal[target.chat] = {by.chat}

    async def _grants(self, by: Officer) -> None:
        number = 0
        while (opening := await self._opening(number := number + 1)) is not None:
            asker = await self._officer(opening.asked_by)
            if await self.does(partial(identity_access.grant, officer=by, key=opening.key)):
                assert await self.two({asker.chat, by.chat})
                self.happened.add("opened")

    async def _officer(self, key: OfficerKey) -> Officer:
        found = await self.house.does(lambda uow: officers.get(uow.tx, key))
        assert found is not None
        return found

    async def _request(self, number: int) -> Request | None:
        return await self.house.does(lambda uow: seconds.get(uow.tx, SecondKey(number)))

    async def _stored(self, key: AppealKey) -> StoredAnnouncement:
        found = await self.house.does(lambda uow: appeals.get(uow.tx, key))
        assert found is not None
        return found

    async def _opening(self, number: int) -> Opening | None:
        return await self.house.does(lambda uow: openings.get(uow.tx, OpeningKey(number)))

    async def _seconds(self, by: Officer) -> None:
        for number in range(1, 30):
            request = await self._request(number)
            if request is None:
                return
            if not request.is_open:
                continue

            async def agrees(uow: UnitOfWork, at: SecondKey = request.key) -> None:
                opened = await seconding.open_request(uow, by, at)
                if opened.act is SecondedAct.REMOVE:
                    await staff.remove_seconded(uow, by, opened)
                else:
                    await ending.delete(uow, by, opened)

            subject = await self._officer(OfficerKey(request.subject)) if request.act is SecondedAct.REMOVE else None
            if await self.does(agrees):
                assert await self.two({request.asked_by, by.chat})
                self.happened.add(str(request.act))
                if subject is not None:
                    self.yes_to_removal[subject.chat] = {request.asked_by, by.chat}

    async def _due(self) -> None:
        for wait in await self.house.does(lambda uow: waits.due(uow.tx, Kind.SUSPENSION, uow.now)):
            await self.house.does(partial(suspending.end, wait=wait))

    async def _fires(self) -> None:
        for key in await self.house.does(lambda uow: appeals.due(uow.tx, uow.now)):
            await self.house.does(partial(firing.begin, key=key))
        for run in await self.house.does(lambda uow: runs.open_ones(uow.tx)):
            if run.key in self.seen_runs or run.act is RunAct.DELETE:
                continue
            self.seen_runs.add(run.key)
            said = fingerprint((await self._stored(run.appeal)).appeal)
            hands = self.wrote.get(said, set())
            yes = self.said_yes.get(said, set()) - hands
            assert yes, "it went out without a yes of somebody else"
            apart = [voice for voice in yes if all([await self.two({voice, hand}) for hand in hands])]
            assert apart, "by one hand"
            if (await self._stored(run.appeal)).appeal.emergency is not None:
                assert await self.two(set(apart)), "in an emergency by one voice"
                self.happened.add("warned")
            assert not (self.said_no.get(said, set()) & await self.seated()) - yes, "a refusal was passed over"
            self.happened.add("announced")


@dataclass(frozen=True)
class Backup:
    """The database at a moment, and what the model knew then."""

    content: bytes
    gave: set[frozenset[ChatKey]]
    wrote: dict[str, set[ChatKey]]
    said_no: dict[str, set[ChatKey]]
    seen_runs: set[int]


async def play(acts: list[tuple[str, int, int]]) -> set[str]:
    """Two of the command came in by the command line, two more are anybody; returns what happened."""
    with tempfile.TemporaryDirectory() as folder:
        house = await open_house(await Database.open(new_database(Path(folder))))
        try:
            chats = [await house.meets(number) for number in range(1, PEOPLE + 1)]
            for number in (1, 2):
                await house.lets_in(number, "polres", Role.COMMAND)
            citizen = await house.meets(99)
            report = (await house.does(lambda uow: filing.file(uow, citizen, CROWD))).report
            model = Model(house, chats, report.key)
            for act in acts:
                await model.play(*act)
            assert await told(house.database) == []
            return model.happened
        finally:
            await house.database.close()


@given(ACTS)
@settings(
    max_examples=int(os.environ.get("EXAMPLES", "4" if POSTGRESQL else "40")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
def test_nothing_that_takes_two_happens_by_one(acts: list[tuple[str, int, int]]) -> None:
    asyncio.run(play(acts))


def test_what_two_agree_to_does_happen() -> None:
    """The stories above can end in each of these: here they do."""
    announced = [("writes", 0, 1), ("submits", 0, 0), ("approves", 1, 0), ("ticks", 0, 0)]
    assert "announced" in asyncio.run(play(announced))
    let_in = [("invites", 0, 0), ("arrives", 2, 0), ("confirms", 1, 0)]
    assert "confirmed" in asyncio.run(play(let_in))
    unseated = [*let_in, ("asks removal", 0, 2), ("seconds", 1, 0)]
    assert {"confirmed", "unseated"} <= asyncio.run(play(unseated))
    tied = [*let_in, ("writes", 0, 1), ("submits", 0, 0), ("approves", 2, 0), ("ticks", 0, 0)]
    assert "announced" not in asyncio.run(play(tied))
    third = [*let_in, ("invites", 1, 0), ("arrives", 3, 1), ("confirms", 0, 0), ("waits", 0, 0)]
    warned = [*third, ("writes", 0, 3), ("submits", 0, 0), ("approves", 1, 0), ("approves", 3, 0), ("ticks", 0, 0)]
    assert "warned" not in asyncio.run(play(warned))  # the second voice was let in by the first
    opened = [("asks identity", 0, 0), ("grants", 1, 0)]
    assert "opened" in asyncio.run(play(opened))
    assert "opened" not in asyncio.run(play([*let_in, ("asks identity", 0, 0), ("grants", 2, 0)]))
