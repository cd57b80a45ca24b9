"""A NIK typed by mistake is neither stored nor shown; its person is told so in one sentence."""

from sandbox import Person
from tests.stage.outside import content
from tests.stage.town import Town

NIK = "1472011203900001"
TOLD = "Nomor NIK dalam pesan Anda kami tutup"


async def test_a_nik_in_a_story_is_covered_before_anything_keeps_it(town: Town, resident: Person) -> None:
    said = f"ada yang bagi-bagi amplop di TPS 12 Jaya Mukti, NIK saya {NIK}, rekening pelaku 5221841234567890"
    await resident.sends(said)
    offer = await resident.hears("Buat laporan dari pesan ini?")
    assert NIK not in offer.text
    assert "5221841234567890" in offer.text
    await resident.hears(TOLD)
    await resident.sends_photo(caption=f"ktp saya {NIK[:4]} {NIK[4:8]} {NIK[8:12]} {NIK[12:]}")
    await resident.hears(TOLD)
    await resident.sends("ada yang bagi-bagi amplop lagi")
    await town.rests()
    assert sum(TOLD in message.text for message in resident.chat_with_bot.messages) == 2
    assert await town.rows("SELECT count(*) FROM inbox WHERE payload IS NOT NULL") == [(0,)]
    assert town.siaga is not None
    assert NIK.encode() not in content(town.settings.address)
