"""An announcement that was approved reaches everybody it is for, once, at its time."""

from datetime import timedelta

from broadcasts.appeal import Audience, Kind, Topic
from broadcasts.schedule import Once
from db.outbox import Lane
from resort.rights import Post
from resort.roles import Role
from sandbox import Person
from tests.gateway.owing import meets, owes
from tests.stage.announcements import approved, running, subscribes
from tests.stage.officers import joins
from tests.stage.town import Town


async def test_it_reaches_groups_and_citizens_who_follow_the_topic(town: Town, chief: Person, deputy: Person) -> None:
    groups = [town.world.group(f"TPS {number:03}", bot="member") for number in range(1, 6)]
    follower, stranger = town.citizen(), town.citizen()
    for citizen in (follower, stranger):
        await citizen.sends("/start")
        await citizen.hears("Selamat datang")
    for group in groups:
        await subscribes(town, group)
    await subscribes(town, follower)

    await approved(town, "Mari jaga <b>ketertiban</b> bersama", chief, deputy)
    await running(town).ticker.tick()

    for group in groups:
        message = await chief.hears("Mari jaga", chat=group)
        assert "kode" in message.text
    await follower.hears("Mari jaga ketertiban bersama")
    await stranger.hears_nothing()
    await town.rests()
    await running(town).ticker.tick()
    done = await chief.hears("Siaran selesai")
    assert "Terkirim: 6 dari 6" in done.text
    assert await town.rows("SELECT DISTINCT state FROM deliveries") == [("sent",)]


async def test_it_waits_for_its_time_and_goes_out_once(town: Town, chief: Person, deputy: Person) -> None:
    follower = town.citizen()
    await follower.sends("/start")
    await follower.hears("Selamat datang")
    await subscribes(town, follower)
    await approved(town, "Besok kita memilih", chief, deputy, when=Once(town.clock() + timedelta(hours=2)))
    await running(town).ticker.tick()
    await follower.hears_nothing()
    town.clock.passes(hours=2)
    for _ in range(3):
        await running(town).ticker.tick()
    await follower.hears("Besok kita memilih")
    await town.rests()
    await follower.hears_nothing()


async def test_an_area_gets_its_own_news(town: Town, chief: Person, deputy: Person) -> None:
    near, far, anywhere = (town.world.group(title, bot="member") for title in ("Dekat", "Jauh", "Semua"))
    await subscribes(town, near, "14.72.02.1004")
    await subscribes(town, far, "14.72.01")
    await subscribes(town, anywhere)
    audience = Audience(Topic.APPEAL, frozenset({Kind.GROUPS}), areas=frozenset({"14.72.02"}))
    await approved(town, "Jalan ditutup", chief, deputy, audience=audience)
    await running(town).ticker.tick()
    await chief.hears("Jalan ditutup", chat=near)
    await chief.hears("Jalan ditutup", chat=anywhere)
    await chief.hears_nothing(chat=far)


async def test_one_group_that_is_gone_holds_nobody(town: Town, chief: Person, deputy: Person) -> None:
    gone, there = town.world.group("Bubar"), town.world.group("Ada", bot="member")
    for each in (gone, there):
        await subscribes(town, each)
    await approved(town, "Tetap tenang", chief, deputy)
    await running(town).ticker.tick()
    await chief.hears("Tetap tenang", chat=there)
    await town.rests()
    await running(town).ticker.tick()
    await chief.hears("Siaran selesai")
    states = await town.rows("SELECT state, count(*) FROM deliveries GROUP BY state ORDER BY state")
    assert states == [("blocked", 1), ("sent", 1)]


async def test_an_emergency_waits_neither_behind_news_nor_behind_another_announcement(
    quiet_town: Town,
) -> None:
    town = quiet_town
    town.settings = town.settings.model_copy(update={"messages_per_second": 100.0})
    async with town.open():
        chief = await joins(town, "Kapolres", "polres", Role.COMMAND, Post.CHIEF)
        deputy = await joins(town, "Wakapolres", "polres", Role.COMMAND, Post.DEPUTY)
        third = await joins(town, "Kabag Ops", "polres", Role.COMMAND, Post.OPERATIONS)
        groups = [town.world.group(f"TPS {number:03}", bot="member") for number in range(400)]
        for group in groups:
            await subscribes(town, group)
        await approved(town, "Mari jaga ketertiban", chief, deputy)
        await running(town).ticker.tick()
        await chief.hears("Mari jaga", chat=groups[0])
        for number in range(20):  # a burst of news
            chat = await meets(town, town.citizen())
            await owes(town, chat, [f"Kabar {number} {each}" for each in range(40)], lane=Lane.NOTICE)
        await approved(town, "Banjir, lewat jalan lain", chief, deputy, third, emergency="Banjir")
        await running(town).ticker.tick()
        for group in groups:
            await chief.hears("Banjir", chat=group)
        ((ordinary, news),) = await town.rows(
            "SELECT (SELECT count(*) FROM deliveries WHERE run = 1 AND state = 'queued'),"
            " (SELECT count(*) FROM outbox WHERE state = 'queued' AND lane = ?)",
            int(Lane.NOTICE),
        )
        assert int(str(ordinary)) > 100
        assert int(str(news)) > 100
