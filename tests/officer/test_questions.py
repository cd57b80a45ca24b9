"""Questions to a reporter: nothing leads out of the bot, and nothing asks who they are."""

import pytest

from sandbox import Person
from tests.stage.officers import joins, takes
from tests.stage.town import Town
from tests.stage.walks import reports


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("isi formulir ini ya https://contoh.example/x", "tautan"),
        ("balas ke @akun_saya saja", "nama akun"),
        ("wa saya nol delapan satu dua tiga empat lima enam tujuh", "nomor telepon"),
        ("siapa nama bapak dan tinggal di mana?", "/buka"),
    ],
)
async def test_a_question_that_may_unmask_does_not_arrive(town: Town, resident: Person, words: str, why: str) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    call = await takes(officer, number)
    await officer.taps("Tanya pelapor", on=call)
    await officer.hears("apa yang ingin ditanyakan")
    await officer.sends(words)
    assert why in (await officer.hears("Belum dikirim")).text
    await officer.sends("Apakah pelakunya masih di sana?")
    asked = await resident.hears("ingin bertanya")
    assert "Jangan tulis nama, alamat, atau nomor. Petugas tidak boleh memintanya di sini." in asked.text
    assert words not in "\n".join(each.text for each in resident.chat_with_bot.messages)
