"""Floods: a hoax that everybody forwards, an event that everybody sees, and alarms of many accounts at many places.

By default a dozen people at once, and what is counted is who was called. HOSTILE=full (`make hostile`) plays a hundred
within half a minute at Telegram's real pace, and prints how long a real alarm and an ordinary answer took meanwhile.
"""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Callable

import pytest

from app.settings import Settings
from resort.roles import Role
from sandbox import Limits, Person, Sandbox, World
from tests.stage.officers import joins
from tests.stage.town import MORNING, PlayedClock, Town
from tests.stage.walks import agrees, number_on

pytestmark = pytest.mark.timeout(600)
FULL = os.environ.get("HOSTILE") == "full"
SECONDS = 30.0 if FULL else 0.0  # over which a flood is spread
PEOPLE, ACCOUNTS = (100, 60) if FULL else (12, 12)
PATIENCE = 300.0
AT_ONCE = 2.0  # seconds for a real alarm's first ring, and for an ordinary answer; judged at the real pace only

HOAX = "SEBARKAN!! Ada bentrokan massa bawa parang di TPS 9 Jaya Mukti, sudah banyak korban!"
ORIGIN = {"type": "hidden_user", "date": 1732590000, "sender_user_name": "Orang"}
SEEN = (
    "TOLONG ada tawuran di TPS 5 Jaya Mukti",
    "tawuran pecah di tps 05 jaya mukti, cepat pak",
    "Ada yang tawuran bawa parang di TPS 5 Jaya Mukti",
    "anak anak tawuran lagi di TPS 5 kelurahan Jaya Mukti",
    "pak tawuran di tps 5 jaya mukti makin besar",
)
REAL = "TOLONG kebakaran rumah di TPS 3 Teluk Binjai"


@pytest.fixture
async def flooded_town(settings_for: Callable[..., Settings]) -> AsyncIterator[tuple[Town, list[Person]]]:
    """A town with six officers on duty."""
    clock = PlayedClock(MORNING)
    world = World(clock=clock, limits=Limits(on=FULL))
    async with await Sandbox.start(world) as sandbox:
        town = Town(world, sandbox, settings_for(sandbox), clock, by_itself=True)
        async with town.open():
            units = ("spkt", "samapta", "intelkam", "reskrim", "polsek-dumai-timur", "polsek-dumai-timur")
            officers = [
                await joins(town, f"Petugas {place}", unit, Role.DESK if unit == "spkt" else Role.OFFICER)
                for place, unit in enumerate(units)
            ]
        if FULL:  # Telegram's real pace
            default = Settings(_env_file=None, bot_token=town.settings.bot_token)
            pace = {name: getattr(default, name) for name in ("messages_per_second", "chat_messages_per_second")}
            town.settings = town.settings.model_copy(update=pace)
        async with town.open():
            yield town, officers


def told(town: Town, officers: list[Person], text: str = "") -> list[str]:
    """What officers were sent as new messages that says something, in the order in which it left."""
    chats = {officer.id for officer in officers}
    sent = [call.params for call in town.world.calls_of("sendMessage") if call.params["chat_id"] in chats]
    return [str(params["text"]) for params in sent if text in str(params["text"])]


async def alarms(person: Person, words: str, after: float) -> str:
    """Cry for help after a while and send it; the number of the report."""
    await asyncio.sleep(after)
    await person.sends(words)
    await person.hears("Tekan Kirim sekarang", timeout=PATIENCE)
    await person.taps("Kirim sekarang")
    return number_on(await person.hears("sudah kami terima", timeout=PATIENCE))


async def waits(town: Town, officers: list[Person], asking: Person, honest: Person) -> dict[str, float]:
    """In the middle of a flood: seconds until an ordinary answer, and from *Kirim* to the first officer's phone."""
    await asyncio.sleep(SECONDS / 2)
    began = time.perf_counter()
    await asking.sends("/bantuan")
    await asking.hears("Cara memakai", timeout=PATIENCE)
    answered = time.perf_counter() - began
    await honest.sends(REAL)
    await honest.hears("Tekan Kirim sekarang", timeout=PATIENCE)
    before = {officer.id: len(officer.chat_with_bot.news) for officer in officers}
    began = time.perf_counter()
    await honest.taps("Kirim sekarang")

    def rang() -> bool:
        news = (each for officer in officers for each in officer.chat_with_bot.news[before[officer.id] :])
        return any("Kebakaran · Teluk Binjai" in each.text or "kebakaran rumah" in each.text for each in news)

    while not rang():
        await asyncio.sleep(0.02)
        assert time.perf_counter() - began < PATIENCE
    return {"an ordinary answer": answered, "a real alarm's first ring": time.perf_counter() - began}


async def bystanders(town: Town) -> tuple[Person, Person]:
    """Somebody who asks and somebody in need, both known to the bot."""
    asking, honest = town.citizen("Warga yang bertanya"), town.citizen("Warga yang butuh")
    await agrees(asking)
    await agrees(honest)
    return asking, honest


def judge(waited: dict[str, float]) -> None:
    """Print how long they waited; at the real pace nobody waits longer than two seconds."""
    print("; ".join(f"{what}: {seconds:.2f} s" for what, seconds in waited.items()))  # noqa: T201
    if FULL:
        assert max(waited.values()) <= AT_ONCE, waited


async def test_a_hoax_that_everybody_forwards_calls_nobody(flooded_town: tuple[Town, list[Person]]) -> None:
    town, officers = flooded_town
    asking, honest = await bystanders(town)
    people = [town.citizen(f"Warga {place}") for place in range(PEOPLE)]

    async def forwards(person: Person, after: float) -> None:
        await asyncio.sleep(after)
        person._say({"forward_origin": ORIGIN, "text": HOAX}, None)
        await person.hears("110", timeout=PATIENCE)

    flood = [forwards(person, SECONDS * place / PEOPLE) for place, person in enumerate(people)]
    waited, _ = await asyncio.gather(waits(town, officers, asking, honest), asyncio.gather(*flood))
    judge(waited)
    assert told(town, officers, "parang") == []
    assert await town.rows("SELECT count(*) FROM reports") == [(1,)], "the real one"


async def test_an_event_that_everybody_sees_is_one_call(flooded_town: tuple[Town, list[Person]]) -> None:
    town, officers = flooded_town
    asking, honest = await bystanders(town)
    people = [town.citizen(f"Warga {place}") for place in range(PEOPLE)]
    flood = [alarms(person, SEEN[place % len(SEEN)], SECONDS * place / PEOPLE) for place, person in enumerate(people)]
    waited, numbers = await asyncio.gather(waits(town, officers, asking, honest), asyncio.gather(*flood))
    judge(waited)
    await town.rests()
    assert len(set(numbers)) == PEOPLE, "a receipt for each"
    leading = await town.rows("SELECT number FROM reports WHERE state <> 'duplikat' AND category <> 'kebakaran'")
    assert len(leading) == 1
    calls = told(town, officers, f"· {leading[0][0]}")
    rings = [each for each in (3, 10, 30) if each <= PEOPLE]
    assert len(calls) <= len(officers) * (1 + len(rings))
    assert any(f"{rings[-1]} orang melaporkan" in each for each in calls)


async def test_of_alarms_from_many_accounts_each_is_heard_and_none_is_buried(
    flooded_town: tuple[Town, list[Person]],
) -> None:
    town, officers = flooded_town
    asking, honest = await bystanders(town)
    people = [town.citizen(f"Akun {place}") for place in range(ACCOUNTS)]
    flood = [
        alarms(person, f"TOLONG ada tawuran di TPS {place + 10} Jaya Mukti", SECONDS * place / ACCOUNTS)
        for place, person in enumerate(people)
    ]
    waited, numbers = await asyncio.gather(waits(town, officers, asking, honest), asyncio.gather(*flood))
    judge(waited)
    # At the real pace the lists before the last one are deleted for as long again as they came.
    await town.turns("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE state = 'queued')")
    await town.rests()
    assert len(set(numbers)) == ACCOUNTS
    texts = told(town, officers)
    newest = [m.text for officer in officers for m in officer.chat_with_bot.messages]
    assert all(any(number in text for text in (*texts, *newest)) for number in numbers) or FULL
    for officer in officers:
        single = [m for m in officer.chat_with_bot.messages if "Diterima:" in m.text]
        assert len(single) <= 5, "from the sixth on they are a list"
        standing = [m for m in officer.chat_with_bot.messages if "laporan darurat menunggu" in m.text]
        assert len(standing) <= 1, "the lists before the last one are deleted"
