"""A whole polling day of a kota against the real bot, with everything going wrong.

By default a small resort and a fast day, so that the suite stays short; `make rehearsal` (REHEARSAL=full in the
environment) plays 300 officers, 2,000 groups and 3,000 reports in about 20 minutes, and writes docs/rehearsal.md.
REHEARSAL_SEED plays other dice.
"""

import asyncio
import os
import random
import shutil
from base64 import b64encode
from collections.abc import Coroutine
from pathlib import Path

import pytest

from db.vault import Vault
from resort.rights import Post
from resort.roles import Role
from sandbox import Limits, Pace, Person, Sandbox, World
from tests.app.program import Program
from tests.rehearsal import page
from tests.rehearsal.computer import Computer, runs_elsewhere
from tests.rehearsal.day import Day
from tests.rehearsal.figures import figures
from tests.rehearsal.morning import Posting, polsek, prepare
from tests.rehearsal.people import Command, Manner, Officer, Voter
from tests.rehearsal.plan import FULL, SMALL, Plan, at, plan
from tests.rehearsal.played import PlayedTime
from tests.rehearsal.trouble import NONSENSE, Troubles
from tests.rehearsal.verdict import Row, judge
from tests.rehearsal.witness import Witness
from tests.stage.walks import agrees, reports

SCALE = FULL if os.environ.get("REHEARSAL") == "full" else SMALL
SEED = os.environ.get("REHEARSAL_SEED", "27")
KEY = bytes(range(32))
GRACE_SECONDS = 60.0 if SCALE is SMALL else 300.0  # of ours, after the last report of the day, to be answered in


@pytest.mark.timeout(3600)
@pytest.mark.sqlite  # it takes the power from a file's disk
async def test_a_polling_day_with_everything_going_wrong(tmp_path: Path) -> None:
    dice = random.Random(f"{SEED} {SCALE}")
    stage = Stage(tmp_path, plan(SCALE, dice), dice)
    async with await Sandbox.start(stage.world) as sandbox:
        day = await stage.plays(sandbox)
        rows, measured = judge(day), figures(day)
        rows += await stage.restores(sandbox)
    shown = page.page(stage.plan, day, rows, measured)
    print(shown)  # noqa: T201 - the page is what the run is for
    for kind, examples in day.examples.items():
        print(kind, *examples[:8], sep="\n  ")  # noqa: T201
    if target := os.environ.get("REHEARSAL_PAGE"):
        await asyncio.to_thread(Path(target).write_text, shown, encoding="utf-8")
    assert [row for row in rows if row.found] == []


class Stage:
    """The town of that day with everybody in it, and the computer in its Polres."""

    def __init__(self, folder: Path, plan: Plan, dice: random.Random) -> None:
        self.folder, self.plan, self._dice = folder, plan, dice
        scale = plan.scale
        self.played = PlayedTime.begin(folder / "time", at("05.15"), scale.speed)
        much = 30 * scale.speed
        limits = Limits(on=True, overall=Pace(much, 1, int(much)), private=Pace(200, 1, 200), group=Pace(100, 1, 100))
        self.world = World(clock=self.played.now, limits=limits, record=0)
        self.witness = Witness(self.world)
        self.voters = [
            Voter(self._person(f"Pelapor{number:04}", number), visits, random.Random(dice.random()))
            for number, visits in enumerate(plan.visits)
        ]
        self.postings = _postings(
            [self._person(f"Petugas{number:04}", 5000 + number) for number in range(scale.officers)]
        )
        somebody = self._person("Anggota", 9000)
        self.groups = [
            self.world.group(f"Warga TPS {number:04}", members=[somebody], bot="member")
            for number in range(scale.groups)
        ]

    async def plays(self, sandbox: Sandbox) -> Day:
        """The day, from its first minute to the last message."""
        folder, played = self.folder, self.played
        callsigns = await prepare(folder / "data" / "siaga.db", KEY, self.postings, self.groups)
        shutil.copytree(folder / "data", folder / "platter")
        dice = random.Random(self._dice.random())
        computer = self.computer = Computer(folder, self._settings(sandbox), dice, played)
        await computer.starts()
        officers = self._officers(callsigns)
        command = Command(self.postings[0].person, (self.postings[1].person, self.postings[2].person))
        troubles = Troubles(self.plan, self.world, computer, played, self.groups, folder / "backup.db")
        failed: list[str] = []
        async with asyncio.TaskGroup() as group:
            around = [group.create_task(computer.runs())]
            around += [group.create_task(officer.serves(played)) for officer in officers]
            around.append(closing := group.create_task(self._closes()))
            lives = {voter.person.name: voter.lives(played) for voter in self.voters}
            lives["the command"] = self._commands(command)
            async with asyncio.TaskGroup() as town:
                town.create_task(troubles.come())
                for name, life in lives.items():
                    town.create_task(_noted(name, life, failed, closing))
            await played.until(self.plan.scale.ends)
            await computer.owes_nothing(GRACE_SECONDS)
            await played.passes(minutes=30)  # whoever was called late still comes
            await computer.owes_nothing(GRACE_SECONDS)
            await self.world.quiet(timeout=120)
            stuck = [
                f"{officer.callsign} at {label} of {number}"
                for officer in officers
                for number, label in officer.stands.items()
            ]
            for task in around[1:]:
                task.cancel()
            await computer.leaves()
        self.witness.stops()
        if command.doing:
            shown = [message.text[:80] for message in command.writer.chat_with_bot.news[-12:]]
            failed.append(f"the command was at: {command.doing}, and saw: {shown}")
        return Day(
            database=computer.database,
            evidence=computer.database.with_name("evidence"),
            vault=Vault(KEY),
            world=self.world,
            seen=self.witness.seen,
            voters=self.voters,
            failed=failed,
            stuck=stuck,
            upgraded=frozenset(number for each in troubles.upgraded for number in (each.id, *each.old_ids)),
            diary=troubles.diary,
            told=computer.told,
            outputs=computer.outputs,
            played=played,
            nonsense=len(NONSENSE),
            officers=frozenset(posting.person.id for posting in self.postings),
            command=frozenset(posting.person.id for posting in self.postings[:3]),
        )

    async def _closes(self) -> None:
        """The last report of the day was begun a while ago, and whoever made it had the time to be answered."""
        await self.played.until(self.plan.scale.ends)
        await asyncio.sleep(GRACE_SECONDS)

    async def restores(self, sandbox: Sandbox) -> list[Row]:
        """The backup that was taken in mid-burst is put in place elsewhere and run on."""
        folder, computer = self.folder, self.computer
        settings = self._settings(sandbox) | {"REHEARSAL_FOLDER": str(folder / "elsewhere")}
        (folder / "elsewhere" / "platter").mkdir(parents=True)
        (folder / "elsewhere" / "time").write_bytes((folder / "time").read_bytes())
        program = await runs_elsewhere(
            folder / "backup.db", computer.database.with_name("evidence"), folder / "elsewhere", settings
        )
        copy = Computer(folder / "elsewhere", settings, self._dice, self.played)
        before = set(copy.rows("SELECT number, created_at FROM reports"))
        missing = before - set(computer.rows("SELECT number, created_at FROM reports"))
        citizen = self._person("Pelapor9999", 9999)
        number = await asyncio.wait_for(_comes_anew(citizen), 120)
        taken = {str(each) for (each,) in computer.rows("SELECT number FROM reports")}
        program.terminate()
        code = await program.ends()
        audit = [await self._audit(each, settings) for each in (folder, folder / "elsewhere")]
        return [
            Row(
                "restored: reports that were not there",
                len(missing),
                f"{len(before):,} reports in a copy taken in mid-burst",
            ),
            Row("restored: did not run on", int(code != 0), "a new citizen reported to it and was given a number"),
            Row(
                "restored: a number given again",
                int(number in taken),
                f"{len(taken) - len(before):,} were given since",
            ),
            Row("memory of acts broken", sum(audit), "`bot.py audit verify` after the day, and in the restored copy"),
        ]

    async def _audit(self, folder: Path, settings: dict[str, str]) -> bool:
        program = await Program.start(folder, "audit", "verify", settings=settings)
        return await program.ends() != 0

    async def _commands(self, command: Command) -> None:
        played = self.played
        await played.until(at("05.20"))
        await command.approves_programme()
        for clock, words, emergency in (
            ("09.00", "Mari jaga suasana tetap tenang dan rukun.", ""),
            ("12.20", "Bijaklah menyikapi setiap kabar, tanyakan dulu kepada petugas.", ""),
            ("13.00", "Banjir menutup jalan lingkar, lewatlah jalan lain.", "Banjir besar"),
        ):
            await played.until(at(clock))
            await command.appeals_to_groups(words, emergency=emergency)
        await played.until(at("14.15"))  # in the evening, after hours without Telegram, the quiet hours are near
        await command.appeals_to_groups("Terima kasih, mari tunggu hasil resmi dengan tenang.")

    def _officers(self, callsigns: dict[int, str]) -> list[Officer]:
        """Everybody who can be called, each in their manner; the command answers at once."""
        found = []
        for number, posting in enumerate(self.postings):
            person = posting.person
            person.chat_with_bot.started = True
            manner = Manner.PROMPT if posting.role is not Role.OFFICER else _MANNERS[number % len(_MANNERS)]
            dice = random.Random(self._dice.random())
            found.append(Officer(person, callsigns[person.id], manner, dice))
        return found[3:]  # the three who write and approve have their hands full

    def _person(self, name: str, number: int) -> Person:
        person = self.world.person(name, username=f"rahasia_{number:04}")
        self.witness.knows(person)
        return person

    def _settings(self, sandbox: Sandbox) -> dict[str, str]:
        return {
            "BOT_TOKEN": sandbox.token,
            "TELEGRAM_API_URL": sandbox.url,
            "DATA_KEY": b64encode(KEY).decode(),
            "MESSAGES_PER_SECOND": f"{29.8 * self.plan.scale.speed:.0f}",
            "CHAT_MESSAGES_PER_SECOND": "100",
            "REHEARSAL_FOLDER": str(self.folder),
            "REHEARSAL_DICE": SEED,
            "PYTHONPATH": str(Path(__file__).parents[2]),
        }


_MANNERS = (*[Manner.PROMPT] * 7, Manner.LATE, Manner.LATE, Manner.NEVER, Manner.PROMPT, Manner.BLOCKS)


def _postings(people: list[Person]) -> list[Posting]:
    """Three of the command, two at the desk, two heads for each Polsek, the rest officers on two shifts."""
    places: list[tuple[str, Role, Post | None, int | None]] = [
        ("polres", Role.COMMAND, Post.CHIEF, None),
        ("polres", Role.COMMAND, Post.DEPUTY, None),
        ("polres", Role.COMMAND, Post.OPERATIONS, None),
        ("spkt", Role.DESK, None, 0),
        ("spkt", Role.DESK, None, 1),
    ]
    sectors = polsek()
    places += [(unit, Role.HEAD, None, None) for unit in sectors]
    places += [
        (sectors[number % len(sectors)], Role.OFFICER, None, number // len(sectors) % 2)
        for number in range(len(people) - len(places))
    ]
    return [Posting(person, *place) for person, place in zip(people, places, strict=True)]


async def _noted(name: str, life: Coroutine[None, None, None], failed: list[str], closing: asyncio.Task[None]) -> None:
    """Live; who is never answered goes into the verdict instead of ending the day."""
    living = asyncio.ensure_future(life)
    try:
        await asyncio.wait({living, closing}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        living.cancel()
    try:
        await living
    except AssertionError as unanswered:
        failed.append(f"{name}: {unanswered}")
    except asyncio.CancelledError:
        failed.append(f"{name} waited to the end of the day")


async def _comes_anew(citizen: Person) -> str:
    await agrees(citizen)
    return await reports(citizen)
