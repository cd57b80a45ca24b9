"""A chat that Telegram slows down waits alone: the others get their announcements as if it were not there."""

import pytest

from sandbox import Group, Person
from sandbox.world.faults import Kind
from tests.sandbox.api import soon
from tests.stage.announcements import approved, running, subscribes
from tests.stage.composing import commands
from tests.stage.town import Town

FIRST, SECOND, URGENT = "Mari jaga ketertiban", "TPS dibuka pukul 07.00", "Sungai meluap, jauhi bantaran"


@pytest.fixture
def paced_town(quiet_town: Town) -> Town:
    """A town whose bot keeps thirty deliveries with its sender, and never waits for its own pace."""
    quiet_town.settings = quiet_town.settings.model_copy(update={"messages_per_second": 30.0})
    return quiet_town


def heard(groups: list[Group]) -> list[list[str]]:
    """What the bot wrote to each group, in order."""
    return [[each.text.splitlines()[0] for each in group.messages if each.from_bot] for group in groups]


async def meets_groups(town: Town, count: int) -> list[Group]:
    groups = [town.world.group(f"RT {number:03}", bot="member") for number in range(count)]
    for group in groups:
        await subscribes(town, group)
    return groups


async def command(town: Town) -> tuple[Person, Person, Person]:
    return await commands(town, "Kabag"), await commands(town, "Waka"), await commands(town, "Kapolres")


async def test_a_third_of_the_groups_held_stops_nobody_else(paced_town: Town) -> None:
    town = paced_town
    async with town.open():
        kabag, waka, kapolres = await command(town)
        groups = await meets_groups(town, 61)
        held, willing = groups[:20], groups[20:]
        town.world.faults.add("flood", times=10_000, retry_after=600, chats=[group.id for group in held])
        await approved(town, FIRST, kabag, waka)
        await running(town).ticker.tick()
        await soon(lambda: heard(willing) == [[FIRST]] * 41, 15)
        await approved(town, SECOND, kabag, waka)
        await running(town).ticker.tick()
        await soon(lambda: heard(willing) == [[FIRST, SECOND]] * 41, 15)
        await approved(town, URGENT, kabag, waka, kapolres, emergency="banjir")
        await running(town).ticker.tick()
        await soon(lambda: heard(willing) == [[FIRST, SECOND, URGENT]] * 41, 15)
        await town.rests()
        assert await states(town) == [("queued", 60), ("sent", 123)]
        assert town.world.faults.taken[Kind.FLOOD] == 20  # each of them was tried once, by the first announcement
    async with town.open():  # a restart knows who has to wait
        await running(town).ticker.tick()
        await town.rests()
        assert town.world.faults.taken[Kind.FLOOD] == 20
        town.world.faults.clear()
        town.clock.passes(seconds=601)
        await soon(lambda: all(len(each) == 3 for each in heard(held)), 15)
        assert all(sorted(each) == sorted([FIRST, SECOND, URGENT]) for each in heard(held))
        assert all(each.index(FIRST) < each.index(SECOND) for each in heard(held))
        await town.turns("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM deliveries WHERE state <> 'sent')")
    assert heard(willing) == [[FIRST, SECOND, URGENT]] * 41
    assert await town.rows("SELECT count(*) FROM deliveries WHERE maybe_twice > 0") == [(0,)]


async def test_a_group_that_waits_a_moment_gets_everything_in_order(paced_town: Town) -> None:
    town = paced_town
    async with town.open():
        kabag, waka, _ = await command(town)
        [slow, *others] = await meets_groups(town, 12)
        town.world.faults.add("flood", retry_after=1, chats=[slow.id])
        for words in (FIRST, SECOND):
            await approved(town, words, kabag, waka)
        await running(town).ticker.tick()
        await soon(lambda: heard(others) == [[FIRST, SECOND]] * 11 and heard([slow]) == [[FIRST, SECOND]], 15)


async def test_a_stop_leaves_out_the_groups_that_wait(paced_town: Town) -> None:
    town = paced_town
    async with town.open():
        kabag, waka, _ = await command(town)
        [slow, *others] = await meets_groups(town, 5)
        town.world.faults.add("flood", times=10, retry_after=600, chats=[slow.id])
        await approved(town, FIRST, kabag, waka)
        await running(town).ticker.tick()
        await soon(lambda: heard(others) == [[FIRST]] * 4)
        await town.turns("SELECT 1 FROM deliveries WHERE held_until IS NOT NULL")
        await kabag.hears("Siaran sedang dikirim")
        await kabag.taps("Hentikan")
        await kabag.sees_toast("Siaran dihentikan")
        await town.rests()
        await running(town).ticker.tick()
        assert "Tidak dikirim: 1" in (await kabag.hears("Siaran dihentikan")).text
        assert await states(town) == [("sent", 4), ("skipped", 1)]


async def test_a_stale_run_ends_although_a_group_still_waits(paced_town: Town) -> None:
    town = paced_town
    async with town.open():
        kabag, waka, _ = await command(town)
        [slow, *others] = await meets_groups(town, 3)
        town.world.faults.add("flood", times=10, retry_after=86_400, chats=[slow.id])
        await approved(town, FIRST, kabag, waka)
        await running(town).ticker.tick()
        await soon(lambda: heard(others) == [[FIRST]] * 2)
        await town.turns("SELECT 1 FROM deliveries WHERE held_until IS NOT NULL")
        town.clock.passes(hours=3, minutes=1)
        for _ in range(2):
            await running(town).ticker.tick()
        await kabag.hears("Sisa siaran ini tidak dikirim lagi")
        assert await states(town) == [("sent", 2), ("skipped", 1)]
        assert await town.rows("SELECT count(*) FROM runs WHERE ended_at IS NULL") == [(0,)]


async def states(town: Town) -> list[tuple[object, ...]]:
    return await town.rows("SELECT state, count(*) FROM deliveries GROUP BY state ORDER BY state")
