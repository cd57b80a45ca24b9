"""Claims said in worlds where they are so, and withheld in worlds where they are not; without a guard that is found."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass

import pytest

from casework.calls import Called
from resort.agency import Agency
from tests.claims.play import Play, open_play, plays, populates
from tests.claims.truth import claims, falsehoods
from tests.stage.officers import goes_off_duty
from tests.stage.scale import THOROUGH
from tests.stage.town import AFTERWARDS, Town

JAKARTA = (-6.2, 106.8)


async def well(play: Play) -> None:
    """Everybody is there."""
    await populates(play)


async def nobody(play: Play) -> None:
    """No officer has ever joined."""


async def all_blocked(play: Play) -> None:
    """Everybody has blocked the bot."""
    await populates(play)
    for person in play.people.values():
        await person.blocks_bot()
    await play.town.rests()
    play.people.clear()  # whoever has blocked the bot taps nothing


async def off_duty(play: Play) -> None:
    """Everybody is off duty."""
    await populates(play)
    for person in play.people.values():
        await goes_off_duty(person)
    await play.town.rests()


async def partner_missing(play: Play) -> None:
    """No partner is linked."""
    await populates(play, partners=False)


async def top_of_the_ladder(play: Play) -> None:
    """Everybody is called, and nobody answers."""
    await populates(play)
    play.people.clear()


async def telegram_refuses(play: Play) -> None:
    """Telegram refuses whatever goes to an officer, without saying that they are gone."""
    await populates(play)
    chats = [person.id for person in play.people.values()]
    play.town.world.faults.add("refusal", methods=["sendMessage"], chats=chats, times=10_000)


async def outside_the_resort(play: Play) -> None:
    """The location that is shared lies in another resort."""
    await populates(play)
    play.reporter.place = JAKARTA


async def after_the_election(play: Play) -> None:
    """The election is over."""
    play.town.clock.now = AFTERWARDS
    await populates(play)


async def one_commander(play: Play) -> None:
    """The command is one person."""
    await populates(play, commanders=1)


@dataclass(frozen=True, slots=True)
class Told:
    """What has to be said in a world, and what must not be."""

    world: Callable[[Play], Awaitable[None]]
    says: Collection[str]
    withholds: Collection[str] = ()


CALLS = {"receipt.next_emergency", "receipt.next_disturbance", "receipt.next_checked", "unsent.filed"}
CONFIRMS = {"receipt.reached", "receipt.reached_emergency", "notice.call_reached"}
NOBODY = {"receipt.next_emergency_nobody", "receipt.next_stored", "unsent.filed_nobody"}
TAKEN = {"notice.taken", "notice.going", "notice.arrived", "notice.ended_nihil", "notice.question", "act.asked"}
HELP = {"act.help_called", "help.comes", "help.you_come"}
SHIFT = {"duty.offered", "duty.waits", "duty.handed_over"}
BACK = {"notice.given_up", "mine.reopened"}
REFERRED = {"receipt.next_bawaslu", "notice.referred"}
UNREFERRED = {"receipt.next_no_bawaslu"}
UNTAKEN = {"notice.untaken", "notice.untaken_urgent"}
UNCALLED = {"notice.untaken_nobody", "notice.untaken_urgent_nobody"}
REFUSED = {"notice.nobody_reached", "notice.nobody_reached_urgent"}
SAID = {*CALLS, *CONFIRMS, *TAKEN, *HELP, *SHIFT, *BACK, *REFERRED}

WORLDS = (
    Told(well, SAID, {*NOBODY, *UNREFERRED, *UNCALLED, *REFUSED}),
    Told(nobody, {*NOBODY, *UNREFERRED, *UNCALLED}, {*SAID, *UNTAKEN, *REFUSED}),
    Told(all_blocked, {*NOBODY, *UNREFERRED, *UNCALLED}, {*SAID, *UNTAKEN, *REFUSED}),
    Told(off_duty, {"receipt.next_no_bawaslu", *TAKEN}, REFUSED),
    Told(partner_missing, {*CALLS, *CONFIRMS, *UNREFERRED}, {*REFERRED, *NOBODY}),
    Told(top_of_the_ladder, {*CALLS, *CONFIRMS, *UNTAKEN}, {*TAKEN, *HELP, *SHIFT, *BACK, *UNCALLED}),
    Told(telegram_refuses, {*CALLS, *REFUSED}, {*CONFIRMS, *TAKEN, *HELP}),
    *((Told(outside_the_resort, CALLS), Told(after_the_election, SAID, NOBODY)) if THOROUGH else ()),
    Told(one_commander, SAID, NOBODY),
)


@pytest.mark.parametrize("told", WORLDS, ids=[each.world.__name__ for each in WORLDS])
async def test_no_claim_is_said_that_is_not_so(town: Town, told: Told) -> None:
    play = await open_play(town)
    await told.world(play)
    await plays(play)
    found = falsehoods(play.record, play.cast)
    assert found == [], "\n".join(found)
    said = {claim.key for claim in claims(play.record)}
    assert set(told.says) - said == set()
    assert set(told.withholds) & said == set()


def test_each_claim_that_matters_is_said_in_one_world_and_withheld_in_another() -> None:
    said = {key for told in WORLDS for key in told.says}
    withheld = {key for told in WORLDS for key in told.withholds}
    assert said == withheld


@pytest.mark.parametrize("guard", ["anybody was called", "somebody of an agency was called"])
async def test_a_guard_that_is_removed_is_found(town: Town, monkeypatch: pytest.MonkeyPatch, guard: str) -> None:
    if guard == "anybody was called":
        monkeypatch.setattr(Called, "__bool__", lambda _: True)
    else:
        monkeypatch.setattr(Called, "of", lambda _, agency: agency in Agency)
    play = await open_play(town)
    await plays(play)
    assert falsehoods(play.record, play.cast) != []
