"""An announcement whose time passed while nothing could be sent is left out: this late it would mislead."""

from datetime import time, timedelta

from broadcasts.schedule import Day, Once, Repeating
from sandbox import Person
from tests.stage.announcements import approved, running, subscribes
from tests.stage.officers import ticks
from tests.stage.town import Town


async def test_a_time_that_passed_while_the_bot_stood_still_is_left_out_and_told(
    town: Town, chief: Person, deputy: Person
) -> None:
    group = town.world.group("TPS 001", bot="member")
    await subscribes(town, group)
    await approved(town, "Setengah jam lagi", chief, deputy, when=Once(town.clock() + timedelta(hours=1)))
    await ticks(town, hours=4, minutes=1)
    told = await chief.hears("Siaran ini tidak dikirim")
    assert "Setengah jam lagi" in told.text
    await ticks(town, minutes=1)
    await chief.hears_nothing()
    await chief.hears_nothing(chat=group)
    assert await town.rows("SELECT count(*) FROM runs") == [(0,)]
    await chief.taps("Lihat siaran", on=told)
    await chief.hears("Tidak dikirim, waktunya sudah lewat")


async def test_a_little_late_is_not_too_late(town: Town, chief: Person, deputy: Person) -> None:
    group = town.world.group("TPS 001", bot="member")
    await subscribes(town, group)
    await approved(town, "Tetap rukun", chief, deputy, when=Once(town.clock() + timedelta(hours=1)))
    await ticks(town, hours=3, minutes=59)
    await chief.hears("Tetap rukun", chat=group)


async def test_whoever_could_not_be_reached_in_time_is_left_out(town: Town, chief: Person, deputy: Person) -> None:
    groups = [town.world.group(f"TPS {number:03}", bot="member") for number in range(1, 31)]
    for group in groups:
        await subscribes(town, group)
    await approved(town, "Segera ke TPS", chief, deputy)
    town.world.faults.goes_away(60)
    await running(town).ticker.tick()
    await town.turns("SELECT 1 FROM deliveries WHERE state = 'sending'")
    town.clock.passes(hours=3, minutes=1)
    for _ in range(2):
        await running(town).ticker.tick()
    town.world.faults.clear()
    await town.turns("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM deliveries WHERE state IN ('queued', 'sending'))")
    await town.rests()
    assert await town.rows("SELECT DISTINCT state FROM deliveries") == [("skipped",)]
    for group in groups:
        await chief.hears_nothing(chat=group, within=0)
    await running(town).ticker.tick()
    await chief.hears("Sisa siaran ini tidak dikirim lagi")
    assert await town.rows("SELECT count(*) FROM events WHERE act = 'siaran_terlewat'") == [(1,)]


async def test_one_that_repeats_waits_for_its_next_time(town: Town, chief: Person, deputy: Person) -> None:
    group = town.world.group("TPS 001", bot="member")
    await subscribes(town, group)
    local = town.clock().astimezone(running(town).ticker.resort.zone)
    hour = (local + timedelta(hours=1)).time().replace(second=0, microsecond=0)
    when = Repeating(frozenset(Day), time(hour.hour, hour.minute), local.date() + timedelta(days=3))
    await approved(town, "Setiap hari", chief, deputy, when=when)
    await ticks(town, hours=5)
    await chief.hears("Siaran ini tidak dikirim")
    await chief.hears_nothing(chat=group)
    await ticks(town, hours=20)
    await chief.hears("Setiap hari", chat=group)
