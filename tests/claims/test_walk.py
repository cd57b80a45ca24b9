"""A walk through the town with anybody doing anything: no claim is false, and no open report is ever left in silence.

`WALK=200` in the environment makes each walk that long; the seeds are those of the suite, so that it is the same walk.
"""

import os
import random
from dataclasses import dataclass
from datetime import timedelta

import pytest

from reports.escalation import RESPONSE_TIME
from reports.state import State
from reports.urgency import Urgency
from reports.waits import LONGEST, OFFICER_RESPONSE_TIMES
from sandbox import Group, Person
from tests.claims.play import CRY, Play, button_of, open_play, populates
from tests.claims.truth import falsehoods
from tests.stage.memory import told
from tests.stage.town import Town
from tests.stage.walks import DISTURBANCE

STEPS = int(os.environ.get("WALK", "30"))
SEEDS = tuple(map(int, os.environ.get("SEEDS", "1 2").split()))
BUTTONS = (
    *("Terima", "Terima", "Terima", "Menuju lokasi", "Di lokasi", "Tolak", "Selesai", "Nihil", "Tertangani"),
    *("Butuh bantuan", "Saya datang", "Saya aman", "Siap", "Saya siap", "Belum beres", "Sudah beres"),
    *("Sudah saya telepon", "Saya terima jaga", "Serah terima jaga", "Tetap saya pegang", "Kembalikan ke piket"),
)
# What happens, and how often.
ACTS = {
    "reports": 3,
    "taps": 9,
    "blocks": 1,
    "unblocks": 1,
    "is_refused": 1,
    "changes_duty": 2,
    "waits": 5,
    "binds_group": 1,
    "loses_group": 1,
    "removes": 0.5,
    "moves": 0.5,
    "sets_clock_back": 0.5,
}
SILENCE = timedelta(hours=15)
REFUSED = "Bad Request: not today"


@dataclass
class Walk:
    """Dice, and the play they are thrown in."""

    dice: random.Random
    play: Play
    group: Group | None = None  # of the Polsek, as long as it is bound

    @property
    def people(self) -> list[Person]:
        return list(self.play.people.values())

    async def step(self) -> None:
        """Somebody does something, Telegram refuses something, or time passes."""
        await getattr(self, self.dice.choices(tuple(ACTS), tuple(ACTS.values()))[0])()
        await self.play.town.rests()

    async def reports(self) -> None:
        """The citizen cries for help."""
        await self.play.says(self.play.reporter, CRY)
        await self.play.taps(self.play.reporter, "Kirim sekarang")

    async def taps(self) -> None:
        """Somebody taps a button that stands in their chat, new or old."""
        person = self.dice.choice([*self.people, self.play.reporter])
        labels = [label for label in BUTTONS if button_of(person, label)]
        if labels and await self.play.taps(person, label := self.dice.choice(labels)) and label == "Tolak":
            await self.play.says(person, "Ban kendaraan bocor")

    async def blocks(self) -> None:
        """Somebody blocks the bot."""
        await self.dice.choice(self.people).blocks_bot()

    async def unblocks(self) -> None:
        """Somebody lets the bot write again."""
        await self.dice.choice(self.people).unblocks_bot()

    async def is_refused(self) -> None:
        """Telegram refuses the next message to somebody."""
        chat = self.dice.choice(self.people).id
        self.play.town.world.faults.add("refusal", methods=["sendMessage"], chats=[chat], description=REFUSED)

    async def changes_duty(self) -> None:
        """Somebody goes on duty or off."""
        person = self.dice.choice(self.people)
        await self.play.says(person, "/siaga")
        await self.play.taps(person, self.dice.choice(("Siaga", "Lepas siaga")))

    async def waits(self) -> None:
        """Time passes."""
        await self.play.passes(minutes=self.dice.choice((0, 1, 4, 16, 70)))

    async def sets_clock_back(self) -> None:
        """The machine's clock is set back."""
        self.play.town.clock.passes(hours=-1)

    async def binds_group(self) -> None:
        """The head binds a group to the Polsek, which has none yet."""
        head = self.play.people["Kapolsek"]
        if self.group is None:
            self.group = self.play.town.world.group("Polsek", members=[head], bot="member")
            await head.sends("/ikat", chat=self.group)

    async def loses_group(self) -> None:
        """The bot is taken out of the Polsek's group."""
        if self.group is not None:
            self.group.removes_bot()
            self.group = None

    async def removes(self) -> None:
        """The command removes one of the two officers of the Polsek."""
        name = self.dice.choice(("Petugas", "Rekan"))
        if await self._finds(name) and await self.play.taps(self._chief, "Keluarkan", "Ya, keluarkan"):
            self.play.cast.units.pop(self.play.people.pop(name).id, None)

    async def moves(self) -> None:
        """The command moves one of them to another unit."""
        name = self.dice.choice(("Petugas", "Rekan"))
        if await self._finds(name) and await self.play.taps(self._chief, "Pindahkan", "Satuan Samapta"):
            self.play.cast.joins(self.play.people[name], "samapta")

    @property
    def _chief(self) -> Person:
        return self.play.people["Kabag"]

    async def _finds(self, name: str) -> bool:
        """Open an officer's page in `/petugas`, if they are still in the Polsek."""
        if name not in self.play.people:
            return False
        await self.play.says(self._chief, "/petugas")
        for _ in range(6):
            if await self.play.taps(self._chief, "Polsek Dumai Timur"):
                break
            await self.play.taps(self._chief, "Lainnya")
        return await self.play.taps(self._chief, f"Polsek Dumai Timur {1 if name == 'Petugas' else 2}")


async def falls_silent(play: Play) -> None:
    """Nobody does anything for longer than any emergency or urgent report may lie; everybody has heard of it since."""
    since = play.record.step
    for _ in range(3):
        await play.passes(hours=5)
    told = [each for step in range(since, play.record.step + 1) for each in play.record.wrote(step, arrived=True)]
    officers = {each.chat for each in told} & set(play.cast.units)
    rows = await play.town.rows(
        "SELECT number, urgency FROM reports WHERE closed_at IS NULL AND state <> ?", State.DONE
    )
    for number, urgency in rows:
        if response_time(Urgency(str(urgency))) > SILENCE:
            continue
        of_it = {each.chat for each in told if str(number) in each.text}
        if urgency == Urgency.DARURAT:  # of another the reporter hears once, when the promised time has passed
            assert play.reporter.id in of_it, f"the reporter of {number} hears nothing"
        assert of_it & officers or not officers, f"no officer hears of {number}"
    assert await play.town.rows("SELECT number FROM reports WHERE closed_at IS NULL AND wait IS NULL") == []
    overdue = int((play.town.clock.now.timestamp() - 60) * 1000)
    assert await play.town.rows("SELECT kind FROM waits WHERE due_at < ?", overdue) == []


def response_time(urgency: Urgency) -> timedelta:
    """The longest time between two looks at a report."""
    return max(LONGEST[urgency], OFFICER_RESPONSE_TIMES * RESPONSE_TIME[urgency])


@pytest.mark.parametrize("seed", SEEDS)
async def test_no_walk_leads_into_silence_or_to_a_false_word(quiet_town: Town, seed: int) -> None:
    dice = random.Random(seed)
    async with quiet_town.open():
        walk = Walk(dice, await open_play(quiet_town))
        await populates(walk.play)
        await walk.play.reports(DISTURBANCE)
        for _ in range(STEPS // 2):
            await walk.step()
    async with quiet_town.open():  # a restart
        for _ in range(STEPS // 2):
            await walk.step()
        await walk.play.says(walk.play.reporter, CRY)
        await walk.play.taps(walk.play.reporter, "Kirim sekarang")
        await falls_silent(walk.play)
        assert quiet_town.siaga is not None
        assert await told(quiet_town.siaga.database) == []
    found = falsehoods(walk.play.record, walk.play.cast)
    assert found == [], "\n".join(found)
