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
from sandbox import Person
from tests.claims.play import CRY, Play, button_of, open_play, populates
from tests.claims.truth import falsehoods
from tests.stage.town import Town
from tests.stage.walks import DISTURBANCE

STEPS = int(os.environ.get("WALK", "30"))
SEEDS = tuple(map(int, os.environ.get("SEEDS", "1 2").split()))
BUTTONS = (
    *("Terima", "Terima", "Terima", "Menuju lokasi", "Di lokasi", "Tolak", "Selesai", "Nihil", "Tertangani"),
    *("Butuh bantuan", "Saya datang", "Saya aman", "Siap", "Belum beres", "Sudah beres"),
)
SILENCE = timedelta(hours=15)
REFUSED = "Bad Request: not today"


@dataclass
class Walk:
    """Dice, and the play they are thrown in."""

    dice: random.Random
    play: Play

    @property
    def people(self) -> list[Person]:
        return list(self.play.people.values())

    async def step(self) -> None:
        """Somebody does something, Telegram refuses something, or time passes."""
        dice, play = self.dice, self.play
        match dice.choices(("report", "tap", "block", "unblock", "refuse", "duty", "time"), (3, 9, 1, 1, 1, 2, 5))[0]:
            case "report":
                await play.says(play.reporter, CRY)
                await play.taps(play.reporter, "Kirim sekarang")
            case "tap":
                person = dice.choice([*self.people, play.reporter])
                labels = [label for label in BUTTONS if button_of(person, label)]
                if labels and await play.taps(person, label := dice.choice(labels)) and label == "Tolak":
                    await play.says(person, "Ban kendaraan bocor")
            case "block":
                await dice.choice(self.people).blocks_bot()
            case "unblock":
                await dice.choice(self.people).unblocks_bot()
            case "refuse":
                chat = dice.choice(self.people).id
                play.town.world.faults.add("refusal", methods=["sendMessage"], chats=[chat], description=REFUSED)
            case "duty":
                person = dice.choice(self.people)
                await play.says(person, "/siaga")
                await play.taps(person, dice.choice(("Siaga", "Lepas siaga")))
            case "time":
                await play.passes(minutes=dice.choice((0, 1, 4, 16, 70)))
        await play.town.rests()


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
    found = falsehoods(walk.play.record, walk.play.cast)
    assert found == [], "\n".join(found)
