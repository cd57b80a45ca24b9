"""How many reports one person may send an hour: kindly held back, the draft kept, danger to life never."""

from sandbox import Person
from tests.stage.town import Town
from tests.stage.walks import agrees, goes_to, reports


async def test_the_seventh_report_of_an_hour_is_kept_for_later(resident: Person, town: Town) -> None:
    for _ in range(6):
        await reports(resident)
    await goes_to(resident, "summary")
    await resident.taps("Kirim sekarang")
    told = await resident.sees_toast("Draf ini aman tersimpan")
    assert "08.15 WIB" in told
    assert "110" in told
    assert resident.alerts == [told]
    assert await town.rows("SELECT count(*) FROM reports") == [(6,)]
    assert await town.rows("SELECT count(*) FROM drafts WHERE sealed IS NOT NULL") == [(1,)]
    town.clock.passes(hours=1, minutes=1)
    await resident.taps("Kirim sekarang")
    await resident.hears("sudah kami terima")
    assert await town.rows("SELECT count(*) FROM reports") == [(7,)]
    assert await town.rows("SELECT last FROM counters") == [(7,)]


async def test_the_limit_is_told_in_words_when_the_button_was_typed(resident: Person) -> None:
    for _ in range(6):
        await reports(resident)
    await goes_to(resident, "summary")
    await resident.sends("kirim laporan")
    await resident.hears("Draf ini aman tersimpan")


async def test_danger_to_life_is_never_held_back(resident: Person, town: Town) -> None:
    for _ in range(6):
        await reports(resident)
    for tps in (5, 6, 7):
        await resident.sends(f"ADA KEBAKARAN DI TPS {tps} JAYA MUKTI")
        await resident.hears("Tekan Kirim sekarang")
        await resident.taps("Kirim sekarang")
        await resident.hears("sudah kami terima")
    assert await town.rows("SELECT count(*) FROM reports") == [(9,)]


async def test_the_limit_of_one_holds_nobody_else(resident: Person, town: Town) -> None:
    for _ in range(6):
        await reports(resident)
    other = town.citizen()
    await agrees(other)
    await reports(other)
    assert await town.rows("SELECT count(*) FROM reports") == [(7,)]
