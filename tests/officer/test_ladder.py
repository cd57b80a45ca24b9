"""Escalation: a report that nobody takes goes up the chain of command by itself, and at the top it rings on."""

import asyncio

import pytest

from health import condition
from reports.category import Category
from resort.rights import Post
from resort.roles import Role
from sandbox import Person
from tests.stage.officers import POLSEK, a_command, about, calls, is_called, joins, takes, ticks
from tests.stage.outside import change
from tests.stage.town import Town
from tests.stage.walks import agrees, reports

LADDERS = [
    (Category.TAWURAN, "darurat", 3),
    (Category.POLITIK_UANG, "tinggi", 15),
    (Category.PENCURIAN, "sedang", 60),
    (Category.MIRAS, "rendah", 480),
]


class Chain:
    """The whole chain of command of one Polsek."""

    def __init__(self, duty: Person, head: Person, operations: Person, deputy: Person) -> None:
        self.duty, self.head, self.operations, self.deputy = duty, head, operations, deputy

    @classmethod
    async def stands(cls, town: Town) -> "Chain":
        return cls(
            await joins(town, "Petugas"),
            await joins(town, "Kapolsek", POLSEK, Role.HEAD),
            await a_command(town, Post.OPERATIONS, "Kabag Ops"),
            await a_command(town, Post.DEPUTY, "Wakapolres"),
        )

    def counts(self, number: str) -> list[int]:
        return [len(calls(each, number)) for each in (self.duty, self.head, self.operations, self.deputy)]


@pytest.mark.parametrize(("category", "urgency", "minutes"), LADDERS, ids=[row[1] for row in LADDERS])
async def test_nobody_takes_it_and_it_climbs_rung_by_rung(
    citizen: Person, town: Town, category: Category, urgency: str, minutes: int
) -> None:
    chain = await Chain.stands(town)
    await agrees(citizen)
    number = await reports(citizen, about(category))
    await town.rests()
    at_once = int(urgency == "darurat")  # then the command is called from the start
    expected = [1, 1, at_once, at_once]
    assert chain.counts(number) == expected
    assert await town.rows("SELECT urgency FROM reports") == [(urgency,)]
    for rung, person in ((1, chain.head), (2, chain.operations), (3, chain.deputy)):
        await ticks(town, minutes=minutes, seconds=-1)
        assert chain.counts(number) == expected
        await ticks(town, seconds=1)
        expected[rung] += 1
        assert chain.counts(number) == expected
        waited = f"{minutes} menit" if minutes < 120 else f"{minutes // 60} jam"
        await is_called(person, number, f"Belum ada yang mengambil laporan ini dalam {waited}")
        await ticks(town)
        assert chain.counts(number) == expected
    for _ in range(5):
        await ticks(town, hours=24)
        expected[2:] = [each + 1 for each in expected[2:]]  # the last level is all of the command
        assert chain.counts(number) == expected
    await is_called(chain.deputy, number, "belum ada yang mengambil laporan ini. Tekan Terima")
    told = [each for each in citizen.chat_with_bot.messages if "belum ada" in each.text and "mengambil" in each.text]
    assert len(told) == (8 if urgency == "darurat" else 1)
    assert await town.rows("SELECT rung, escalation FROM reports") == [("operator", 4)]
    assert [row[0] for row in await town.rows("SELECT text FROM events WHERE act = 'naikkan' ORDER BY id")] == [
        "kapolsek", "kabag_ops", "wakapolres", *["operator"] * 5,
    ]  # fmt: skip


async def test_a_taken_report_climbs_no_more(citizen: Person, town: Town) -> None:
    chain = await Chain.stands(town)
    await agrees(citizen)
    number = await reports(citizen, about(Category.POLITIK_UANG))
    await ticks(town, minutes=15)
    await takes(chain.duty, number)
    before = chain.counts(number)
    await ticks(town, days=2)
    assert chain.counts(number) == before


async def test_opening_evidence_does_not_stop_the_clock(citizen: Person, town: Town) -> None:
    chain = await Chain.stands(town)
    await agrees(citizen)
    number = await reports(citizen, about(Category.POLITIK_UANG))
    call = await is_called(chain.duty, number)
    await chain.duty.forges("p:0:files=1", on=call)
    await chain.duty.sees_toast("Bukti dikirim")
    await ticks(town, minutes=15)
    await is_called(chain.head, number, "Belum ada yang mengambil")


async def test_a_restart_fires_what_became_due_meanwhile_once(quiet_town: Town) -> None:
    town = quiet_town
    async with town.open():
        chain = await Chain.stands(town)
        citizen = town.citizen()
        await agrees(citizen)
        number = await reports(citizen, about(Category.POLITIK_UANG))
        await town.rests()
        assert chain.counts(number) == [1, 1, 0, 0]
    town.clock.passes(hours=5)
    for _ in range(2):
        async with town.open():
            await ticks(town)
            assert chain.counts(number) == [1, 2, 0, 0]
    async with town.open():
        await ticks(town, minutes=15)
        assert chain.counts(number) == [1, 2, 1, 0]


async def test_an_empty_rung_is_passed_over(citizen: Person, town: Town) -> None:
    await joins(town, "Petugas")
    deputy = await a_command(town, Post.DEPUTY, "Wakapolres")
    await agrees(citizen)
    number = await reports(citizen, about(Category.POLITIK_UANG))
    await ticks(town, minutes=15)
    await is_called(
        deputy, number, "Belum ada yang mengambil"
    )  # nobody holds the rungs between, so the command answers


async def test_a_withdrawn_report_does_not_climb(citizen: Person, town: Town) -> None:
    chain = await Chain.stands(town)
    await agrees(citizen)
    number = await reports(citizen, about(Category.POLITIK_UANG))
    await citizen.taps("Lihat laporan")
    await citizen.taps("Batalkan laporan ini")
    await citizen.taps("Sudah selesai")
    await citizen.hears("sudah Anda batalkan")
    await town.rests()
    before = chain.counts(number)
    await ticks(town, days=1)
    assert chain.counts(number) == before


async def test_a_reopened_report_begins_at_the_foot_of_the_ladder(citizen: Person, town: Town) -> None:
    chain = await Chain.stands(town)
    await agrees(citizen)
    number = await reports(citizen, about(Category.POLITIK_UANG))
    await ticks(town, minutes=15)
    await takes(chain.duty, number)
    await chain.duty.taps("Selesai")
    await chain.duty.taps("Nihil")
    await citizen.taps("Lihat laporan", on=await citizen.hears("selesai dengan catatannya"))
    await citizen.taps("Belum beres")
    await citizen.hears("kami buka kembali")
    await is_called(chain.duty, number, "Pelapor menyatakan belum beres")
    assert await town.rows("SELECT rung, escalation, officer FROM reports") == [("piket", 0, None)]
    await ticks(town, minutes=15)
    assert await town.rows("SELECT rung FROM reports") == [("kapolsek",)]


async def test_a_report_given_back_has_a_new_clock(citizen: Person, town: Town) -> None:
    chain = await Chain.stands(town)
    await agrees(citizen)
    number = await reports(citizen, about(Category.POLITIK_UANG))
    await takes(chain.duty, number)
    await ticks(town, hours=3)
    await chain.duty.taps("Tolak")
    await chain.duty.hears("mengapa tidak bisa")
    await chain.duty.sends("Kendaraan rusak")
    await is_called(chain.head, number, "Kendaraan rusak")
    await ticks(town, minutes=14)
    assert await town.rows("SELECT rung FROM reports") == [("piket",)]
    await ticks(town, minutes=1)
    assert await town.rows("SELECT rung FROM reports") == [("kapolsek",)]


async def test_what_cannot_be_read_keeps_no_other_report_from_climbing(citizen: Person, town: Town) -> None:
    chain = await Chain.stands(town)
    await agrees(citizen)
    spoilt, number = [await reports(citizen, about(Category.TAWURAN, tps=each)) for each in (1, 2)]
    other = town.citizen()
    await agrees(other)
    await other.sends("TOLONG ada tawuran bawa parang")
    await other.hears("Di mana kejadiannya")
    await town.rests()
    change(
        town.settings.address,
        "INSERT INTO appeals (composer, content, fingerprint, state, directive, created_at, next_fire)"
        " VALUES (1, '{', '', 'approved', 0, 0, 0)",
    )
    change(town.settings.address, "UPDATE reports SET rung = 'tangga' WHERE number = ?", spoilt)
    with pytest.raises(ValueError, match="tangga"):
        await ticks(town, minutes=4)
    await is_called(chain.head, number, "jadi naik kepada Anda")
    assert await town.rows("SELECT rung FROM reports WHERE number = ?", number) == [("kapolsek",)]
    assert await town.rows("SELECT count(*) FROM reports") == [(3,)]  # the emergency that nobody sent, too


async def test_the_command_is_told_when_what_is_due_does_not_happen(
    quiet_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = quiet_town
    town.by_itself = True
    async with town.open():
        chain, citizen = await Chain.stands(town), town.citizen()
        await agrees(citizen)
        number = await reports(citizen, about(Category.TAWURAN))
        await town.rests()
        monkeypatch.setattr(condition, "LONGEST_SILENCE", 2.0)
        change(town.settings.address, "UPDATE reports SET rung = 'tangga' WHERE number = ?", number)
        told = asyncio.create_task(chain.deputy.hears("otomatis bot terhenti"))
        while not told.done():
            town.clock.passes(minutes=4)
            await asyncio.sleep(0.1)
        await told


async def test_many_reports_due_at_once_all_climb(town: Town) -> None:
    chain = await Chain.stands(town)
    numbers = []
    for _ in range(5):
        citizen = town.citizen()
        await agrees(citizen)
        numbers.append(await reports(citizen, about(Category.POLITIK_UANG)))
    await ticks(town, hours=1)
    assert all(chain.counts(number) == [1, 2, 0, 0] for number in numbers)
