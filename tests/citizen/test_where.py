"""Where it happened: by location, by the lists of kecamatan and kelurahan, or in words."""

import pytest

from sandbox import Person
from tests.stage.town import Town
from tests.stage.walks import finishes, goes_to

PLACE = "SELECT district, village, tps, place, latitude IS NOT NULL FROM reports"


async def place_of_report(citizen: Person, town: Town) -> tuple[object, ...]:
    """Where the report is, once the rest is answered, from the question for the time on."""
    await finishes(citizen, "when")
    return (await town.rows(PLACE))[-1]


async def test_a_location_sent_straight_away_asks_for_the_area(resident: Person, town: Town) -> None:
    await goes_to(resident, "where")
    await resident.shares_location(1.6667, 101.4333)
    await resident.hears("Anda masih di tempat kejadian?")
    await resident.taps("Ya, masih di sini")
    await resident.hears("Di kecamatan mana")
    await resident.taps("Lewati")
    await resident.hears("Tepatnya di mana")
    await resident.taps("Lewati")
    assert await place_of_report(resident, town) == (None, None, None, None, 1)


async def test_a_location_sent_before_it_is_asked_for_is_kept(resident: Person, town: Town) -> None:
    await goes_to(resident, "family")
    await resident.shares_location(1.6667, 101.4333)
    await resident.hears("Lokasi sudah dicatat")
    await resident.taps("Ketertiban umum")
    await resident.hears("Lebih tepatnya")
    await resident.taps("Kerumunan massa")
    await resident.hears("Ceritakan singkat")
    await resident.sends("Ratusan orang berkumpul di jalan")
    await resident.hears("Anda masih di tempat kejadian?")
    await resident.taps("Ya, masih di sini")
    await resident.hears("Di kecamatan mana")
    await resident.taps("Dumai Timur")
    await resident.hears("di kelurahan atau desa mana")
    await resident.taps("Lewati")
    await resident.hears("Tepatnya di mana")
    await resident.sends("simpang tiga dekat pasar")
    assert await place_of_report(resident, town) == ("14.72.02", None, None, "simpang tiga dekat pasar", 1)


async def test_a_kecamatan_that_the_story_tells_is_not_asked_again(resident: Person, town: Town) -> None:
    story = "ada balap liar di kecamatan dumai selatan tiap malam"
    for choice, found in (
        ("Ratu Sima", ("14.72.07", "14.72.07.1001")),
        ("Wilayah lain", ("14.72.02", None)),
    ):
        await resident.sends(story)
        await resident.taps("Ya, buat laporan", on=await resident.hears("Buat laporan dari pesan ini?"))
        asked = await resident.hears("Di mana di Dumai Selatan")
        assert not any("Dumai Barat" in label for label in asked.labels)
        await resident.taps(choice)
        if choice == "Wilayah lain":
            await resident.taps("Dumai Timur", on=await resident.hears("pilih kecamatan"))
            await resident.taps("Lewati", on=await resident.hears("di kelurahan atau desa mana"))
            await resident.sends("simpang tiga")
        else:
            await resident.hears("Tepatnya di mana")
            await resident.sends("tps 3")
        await resident.taps("Kirim sekarang", on=await resident.hears("Periksa dulu"))
        await resident.hears("sudah kami terima")
        assert (await town.rows("SELECT district, village FROM reports ORDER BY id"))[-1] == found
        town.clock.passes(hours=2)


async def test_the_button_asks_the_phone_for_its_location(resident: Person) -> None:
    await goes_to(resident, "where")
    await resident.taps("Kirim lokasi")
    await resident.hears("Tekan tombol Kirim lokasi saya")
    assert resident.chat_with_bot.reply_keyboard is not None
    await resident.taps("Kirim lokasi saya")
    await resident.hears("Anda masih di tempat kejadian?")
    assert resident.chat_with_bot.reply_keyboard is None


async def test_who_cannot_send_a_location_writes_the_place(resident: Person, town: Town) -> None:
    await goes_to(resident, "where")
    await resident.taps("Kirim lokasi")
    await resident.hears("Tekan tombol")
    await resident.sends("TPS 4 Bukit Batrem")
    assert resident.chat_with_bot.reply_keyboard is not None
    assert await place_of_report(resident, town) == ("14.72.02", "14.72.02.1009", "004", "TPS 4 Bukit Batrem", 0)
    assert resident.chat_with_bot.reply_keyboard is None


async def test_who_turns_back_from_the_location_button_is_not_asked_for_it_again(resident: Person, town: Town) -> None:
    await goes_to(resident, "where")
    await resident.taps("Kirim lokasi")
    await resident.hears("Tekan tombol")
    await resident.taps("Kembali")
    await resident.hears("Di mana kejadiannya")
    await resident.taps("Dumai Timur")
    await resident.hears("di kelurahan atau desa mana")
    await resident.taps("Jaya Mukti")
    await resident.hears("Tepatnya di mana")
    await resident.sends("TPS lima")
    assert await place_of_report(resident, town) == ("14.72.02", "14.72.02.1004", "005", "TPS lima", 0)


async def test_all_districts_can_be_reached_eight_buttons_at_a_time(resident: Person, town: Town) -> None:
    question = await goes_to(resident, "where")
    seen: set[str] = set()
    while "Dumai Selatan" not in seen:
        assert len(question.buttons) <= 8
        seen |= set(question.labels)
        await resident.taps("Lainnya")
        question = await resident.hears("Di mana kejadiannya")
    assert {"Dumai Barat", "Dumai Timur", "Bukit Kapur", "Sungai Sembilan", "Medang Kampai", "Dumai Kota"} <= seen


@pytest.mark.parametrize(
    ("words", "district", "village"),
    [
        ("kel rimba sekampung dekat masjid", "14.72.06", "14.72.06.1002"),
        ("Kelurahan JAYAMUKTI", "14.72.02", "14.72.02.1004"),
        ("di simpang empat kecamatan Dumai Kota", "14.72.06", None),
    ],
)
async def test_a_typed_place_is_found(
    resident: Person, town: Town, words: str, district: str, village: str | None
) -> None:
    await goes_to(resident, "where")
    await resident.sends(words)
    if village is None:
        await resident.hears("di kelurahan atau desa mana")
        await resident.taps("Lewati")
    assert await place_of_report(resident, town) == (district, village, None, words, 0)


async def test_a_kelurahan_can_be_typed_and_an_unknown_one_skipped(resident: Person, town: Town) -> None:
    await goes_to(resident, "village")
    await resident.sends("Negeri Antah Berantah")
    await resident.hears("belum kami temukan")
    await resident.sends("buluh kasap")
    await resident.hears("Tepatnya di mana")
    await resident.sends("depan SD")
    assert await place_of_report(resident, town) == ("14.72.02", "14.72.02.1006", None, "depan SD", 0)


async def test_a_place_told_again_takes_the_place_of_the_old_one(resident: Person, town: Town) -> None:
    await goes_to(resident, "where")
    await resident.shares_location(1.6667, 101.4333)
    await resident.hears("Anda masih di tempat kejadian?")
    await resident.taps("Ya, masih di sini")
    await resident.hears("Di kecamatan mana")
    await resident.taps("Dumai Timur")
    await resident.hears("di kelurahan atau desa mana")
    await resident.taps("Jaya Mukti")
    await resident.hears("Tepatnya di mana")
    await resident.sends("TPS 12")
    await resident.hears("Periksa dulu")
    for question in (
        "Tepatnya di mana",
        "di kelurahan atau desa mana",
        "Di kecamatan mana",
        "masih di tempat",
        "Di mana",
    ):
        await resident.taps("Kembali")
        await resident.hears(question)
    await resident.sends("Kelurahan Bukit Timah, belakang pasar")
    assert await place_of_report(resident, town) == (
        "14.72.07", "14.72.07.1002", None, "Kelurahan Bukit Timah, belakang pasar", 0,
    )  # fmt: skip


async def test_a_report_needs_a_place_that_can_be_found_or_at_least_a_district(resident: Person) -> None:
    await goes_to(resident, "village")
    await resident.taps("Lewati")
    asked = await resident.hears("Tepatnya di mana")
    assert "⏭ Lewati" not in asked.labels
    await resident.sends("ga tau pak")
    card = await resident.hears("Periksa dulu")
    assert "ga tau" not in card.text
