"""The seven days of an election violation: its reporter is reminded on the third and the sixth, until they answer."""

from datetime import datetime, timedelta

import pytest

from resort.roles import Role
from sandbox import Person
from tests.stage.desk import a_desk, opens
from tests.stage.officers import PANWASCAM, joins, ticks
from tests.stage.town import Town
from tests.stage.walks import VIOLATION, Leg, agrees, button, reports

REMINDER = "mengingatkan soal laporan resmi ke Bawaslu"


def reminders(person: Person) -> list[str]:
    return [each.text for each in person.chat_with_bot.messages if each.from_bot and REMINDER in each.text]


async def test_on_the_third_and_the_sixth_day_and_never_at_night_nor_twice(quiet_town: Town) -> None:
    town, citizen = quiet_town, quiet_town.world.person("Warga", phone="+6281277788899")
    async with town.open():
        await agrees(citizen)
        number = await reports(citizen, VIOLATION)  # on Wednesday 27 November, known today
    seen: list[tuple[datetime, int]] = []
    for _ in range(24):  # two looks a restart, every eight hours
        town.clock.passes(hours=8)
        async with town.open():
            for _ in range(2):
                await ticks(town)
            if not seen or len(reminders(citizen)) != seen[-1][1]:
                seen.append((town.clock.now + timedelta(hours=7), len(reminders(citizen))))
    assert [(at.day, count) for at, count in seen] == [(27, 0), (30, 1), (3, 2)]
    assert all(9 <= at.hour < 21 for at, count in seen if count)
    assert all(number in text and "paling lambat Rabu 4 Desember" in text for text in reminders(citizen))


@pytest.mark.parametrize(
    ("label", "said", "did"),
    [
        ("Sudah lapor resmi", "Terima kasih sudah melapor resmi", "sudah_lapor_resmi"),
        ("Tidak ingin", "pengingat untuk", "tidak_lapor_resmi"),
    ],
)
async def test_an_answer_ends_the_reminders(town: Town, label: str, said: str, did: str) -> None:
    citizen = town.world.person("Warga", phone="+6281277788899")
    await agrees(citizen)
    await reports(citizen, VIOLATION)
    await ticks(town, days=3, hours=3)
    asked = await citizen.hears(REMINDER)
    again = button(asked, label)
    await citizen.taps(label, on=asked)
    answered = await citizen.hears(said)
    await citizen.forges(again, on=answered)
    await ticks(town, days=3, hours=3)
    assert not reminders(citizen)
    assert await town.rows("SELECT count(*) FROM events WHERE act = ?", did) == [(1,)]


async def test_what_became_known_days_ago_is_reminded_of_by_that_day(town: Town) -> None:
    early, late = (town.world.person(f"Warga {each}", phone=f"+628127778889{each}") for each in range(2))
    for citizen, known in ((early, "22/11"), (late, "18/11")):
        legs = tuple(Leg("known", each.asks, say=known) if each.step == "known" else each for each in VIOLATION)
        await agrees(citizen)
        await reports(citizen, legs)
    await ticks(town, days=1, hours=3)  # 28 November
    assert "paling lambat Jumat 29 November" in (await early.hears(REMINDER)).text
    await ticks(town, days=7)
    assert (len(reminders(early)), reminders(late)) == (1, [])


async def test_nobody_is_reminded_of_what_was_withdrawn_erased_or_is_no_violation_any_more(town: Town) -> None:
    desk = await a_desk(town)
    await joins(town, "Panwas", PANWASCAM, Role.PARTNER)
    people = [town.world.person(f"Warga {each}", phone=f"+628127778889{each}") for each in range(4)]
    numbers = []
    for citizen in people:
        await agrees(citizen)
        numbers.append(await reports(citizen, VIOLATION))
    withdrawn, erased, changed, _reminded = people
    for citizen, number in ((withdrawn, numbers[0]), (erased, numbers[1])):
        await citizen.sends(f"/status {number}")
        await citizen.taps("Batalkan laporan", on=await citizen.hears("Dikirim: "))
        await citizen.taps("Sudah selesai")
        await citizen.hears("sudah Anda batalkan")
    await erased.sends("/hapus")
    await erased.taps("Hapus data saya", on=await erased.hears("Hapus data Anda"))
    await erased.taps("Ya, hapus")
    await town.rests()
    await opens(desk, numbers[2])
    for label in ("Ubah jenis", "Ketertiban umum", "Kerumunan massa"):
        await desk.taps(label)
    await changed.hears("jenisnya kami catat sebagai")
    await ticks(town, days=3, hours=3)
    assert [len(reminders(each)) for each in people] == [0, 0, 0, 1]
