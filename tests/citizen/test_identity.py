"""Who the reporter is: secret by default, or a number of their own, by contact or typed."""

import pytest

from db.reporters import PHONE
from sandbox import Person
from tests.stage.town import Town
from tests.stage.walks import VIOLATION, goes_to, reports


async def sealed_phone(town: Town) -> str | None:
    """The phone number of the only report, opened as the bot would."""
    assert town.siaga is not None
    [(report, sealed)] = await town.rows("SELECT report, sealed FROM reporters")
    if not isinstance(sealed, bytes):
        return None
    return town.siaga.vault.open(sealed, PHONE, int(str(report))).decode()


async def sends(citizen: Person) -> None:
    await citizen.hears("Periksa dulu")
    await citizen.taps("Kirim sekarang")
    await citizen.hears("sudah kami terima")


async def test_identity_is_secret_by_default(resident: Person, town: Town) -> None:
    await reports(resident)
    assert await town.rows("SELECT confidential, sealed FROM reporters") == [(1, None)]


async def test_a_shared_contact_is_sealed(resident: Person, town: Town) -> None:
    await goes_to(resident, "phone", VIOLATION)
    await resident.shares_contact()
    await sends(resident)
    assert await sealed_phone(town) == resident.phone
    assert resident.chat_with_bot.reply_keyboard is None


@pytest.mark.parametrize("typed", ["0812-3456-7890", "+62 812 3456 7890", "62 81234567890"])
async def test_a_typed_number_is_sealed(resident: Person, town: Town, typed: str) -> None:
    await goes_to(resident, "phone", VIOLATION)
    await resident.sends(typed)
    await sends(resident)
    assert await sealed_phone(town) == "+6281234567890"
    assert await town.rows("SELECT confidential FROM reporters") == [(0,)]


async def test_what_is_no_number_is_asked_again(resident: Person, town: Town) -> None:
    await goes_to(resident, "phone", VIOLATION)
    await resident.sends("yang biasa itu pak")
    await resident.hears("belum bisa kami baca")
    await resident.sends_sticker()
    await resident.hears("kirim nomor telepon Anda")
    await resident.taps("Lewati")
    await sends(resident)
    assert await town.rows("SELECT confidential, sealed FROM reporters") == [(0, None)]


async def test_somebody_elses_contact_is_not_taken(resident: Person, town: Town) -> None:
    other = town.citizen("Tetangga")
    await goes_to(resident, "phone", VIOLATION)
    await resident.shares_contact(other)
    await resident.hears("nomor orang lain")
    await resident.shares_contact()
    await sends(resident)
    assert await sealed_phone(town) == resident.phone


async def test_a_contact_without_an_account_is_not_taken_for_ones_own(resident: Person, town: Town) -> None:
    await goes_to(resident, "phone", VIOLATION)
    card = await resident.shares_contact()
    await resident.hears("Periksa dulu")
    await resident.taps("✏️ Identitas")
    await resident.hears("identitas Anda")
    await resident.taps("Boleh dihubungi")
    await resident.hears("Kirim nomor saya")
    nobody = {**card.content, "contact": {"phone_number": "+628110000000", "first_name": "Kenalan"}}
    town.world.push("message", {**card.raw, **nobody, "message_id": card.id + 1000}, resident.id)
    await resident.hears("nomor orang lain")


async def test_a_contact_at_another_question_is_not_kept(resident: Person, town: Town) -> None:
    await goes_to(resident, "what")
    await resident.shares_contact()
    await resident.hears("tuliskan kejadiannya")
    assert await town.rows("SELECT count(*) FROM reporters") == [(0,)]


async def test_words_at_the_choice_of_identity_are_answered(resident: Person) -> None:
    await goes_to(resident, "identity")
    await resident.sends_sticker()
    await resident.hears("Silakan pilih")
    await resident.sends("terserah")
    assert "🔒 Dirahasiakan" in (await resident.hears("Periksa dulu")).text
