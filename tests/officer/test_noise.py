"""Noise: what an officer who answers gets, and what rings where nobody does."""

from collections import Counter, defaultdict
from datetime import datetime, timedelta

from reports.category import Category
from resort.rights import Post
from resort.roles import Role
from sandbox import Person
from tests.stage.officers import POLSEK, a_command, about, joins, takes, ticks
from tests.stage.town import Town
from tests.stage.walks import agrees, reports

MOST_RINGS = 12  # an hour for one person, besides the lists that a new emergency sends anew
LIST = "laporan darurat menunggu"
BEFORE = 6  # messages that the officer below got at commit e89e144
EMERGENCIES = 11  # of the fifteen reports below
URGENCIES = (Category.TAWURAN, Category.POLITIK_UANG, Category.PENCURIAN)


def rings(town: Town, since: int) -> Counter[object]:
    """How many messages with a sound each chat was sent after the first so many.

    The lists are counted below; the alarms about the bot itself come once each and are counted in test_alarms.
    """
    sent = town.world.calls_of("sendMessage", "sendLocation")[since:]
    sounds = [call for call in sent if not call.params.get("disable_notification")]
    calls = [call for call in sounds if not str(call.params.get("text")).startswith("⚠️ <b>")]
    return Counter(call.params["chat_id"] for call in calls if LIST not in str(call.params.get("text")))


async def answering(town: Town, citizen: Person) -> int:
    """How many messages an officer gets who takes three reports and brings each to its end."""
    officer = await joins(town, "Petugas")
    await joins(town, "Piket", "spkt", Role.DESK)
    await a_command(town)
    await agrees(citizen)
    await town.rests()
    before = len([each for each in officer.chat_with_bot.messages if each.from_bot])
    for category in URGENCIES:
        number = await reports(citizen, about(category))
        call = await takes(officer, number)
        for label, minutes in (("Menuju lokasi", 2), ("Di lokasi", 5)):
            await ticks(town, minutes=minutes)
            await officer.taps(label, on=call)
            await town.rests()
        await ticks(town, minutes=10)
        await officer.taps("Selesai", on=call)
        asked = await officer.hears("bagaimana hasilnya")
        await officer.taps("Tertangani", on=asked)
        await town.rests()
        await ticks(town, minutes=5)
    return len([each for each in officer.chat_with_bot.messages if each.from_bot]) - before


async def test_an_officer_who_answers_gets_hardly_more_than_before(citizen: Person, town: Town) -> None:
    assert await answering(town, citizen) <= 1.3 * BEFORE


async def test_where_nobody_answers_nobody_is_rung_more_than_twelve_times_an_hour(town: Town) -> None:
    people = [
        await joins(town, "Petugas"),
        await joins(town, "Kapolsek", POLSEK, Role.HEAD),
        await joins(town, "Piket", "spkt", Role.DESK),
        await a_command(town),
        await a_command(town, Post.OPERATIONS, "Kabag Ops"),
    ]
    numbers = []
    at: dict[object, list[datetime]] = defaultdict(list)
    seen = len(town.world.calls_of("sendMessage", "sendLocation"))
    for place in range(15):
        citizen = town.citizen(f"Warga {place}")
        await agrees(citizen)
        numbers.append(await reports(citizen, about(URGENCIES[place % 3 if place < 6 else 0], tps=place + 1)))
    for _ in range(60):
        for chat, count in rings(town, seen).items():
            at[chat] += [town.clock.now] * count
        seen = len(town.world.calls_of("sendMessage", "sendLocation"))
        await ticks(town, minutes=3)
    for person in people:
        moments = at[person.id]
        most = max(sum(first <= each < first + timedelta(hours=1) for each in moments) for first in moments)
        assert most <= MOST_RINGS, (person.name, most)
    chief = people[3]
    assert [each for each in chief.chat_with_bot.messages if "Masih ada laporan lain" in each.text]
    told = "".join(each.text for each in chief.chat_with_bot.messages)
    assert all(number in told for number in numbers)  # none is missing, most came without a sound
    lists = [call for call in town.world.calls_of("sendMessage") if LIST in str(call.params.get("text"))]
    assert 0 < max(Counter(call.params["chat_id"] for call in lists).values()) <= EMERGENCIES

    await chief.taps("Antrean", on=next(m for m in chief.chat_with_bot.newest() if "Masih ada laporan" in m.text))
    await town.rests()
    citizen = town.citizen("Warga lagi")
    await agrees(citizen)
    listed = await chief.hears(await reports(citizen, about(Category.TAWURAN, tps=16)))
    assert not listed.silent
