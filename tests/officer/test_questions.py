"""What officers and partners write to a reporter: nothing leads out of the bot, and nothing asks who they are."""

from collections.abc import Awaitable, Callable

import pytest

from casework.to_reporter import Words, check
from locales import AskAgain
from reports.category import Category
from resort.roles import Role
from sandbox import Person
from tests.stage.desk import a_desk, opens
from tests.stage.officers import PANWASCAM, about, joins, takes
from tests.stage.town import Town
from tests.stage.walks import VIOLATION, reports


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


BAD = (
    ("isi formulir 1 di bit.ly/lapor-ku", "tautan"),
    ("balas 1 kali ke @akun_saya", "nama akun"),
    ("12, hubungi 0812 3456 7890", "nomor telepon"),
    ("12, lanjut di wa saja ya", "di luar bot"),
    ("12, sebutkan nama lengkap dan alamat anda", "siapa"),
)


async def _a_register_number(town: Town, resident: Person) -> Person:
    panwas = await joins(town, "Panwas", PANWASCAM, Role.PARTNER)
    await panwas.taps("Selesai", on=await takes(panwas, await reports(resident, VIOLATION)))
    await panwas.taps("Diregister", on=await panwas.hears("bagaimana hasilnya"))
    await panwas.hears("berapa nomor registernya")
    return panwas


async def _what_is_missing(town: Town, resident: Person) -> Person:
    panwas = await joins(town, "Panwas", PANWASCAM, Role.PARTNER)
    await panwas.taps("Selesai", on=await takes(panwas, await reports(resident, VIOLATION)))
    await panwas.taps("Belum memenuhi syarat", on=await panwas.hears("bagaimana hasilnya"))
    await panwas.hears("apa yang masih kurang")
    return panwas


async def _a_police_report(town: Town, resident: Person) -> Person:
    officer = await joins(town, "Petugas")
    await officer.taps("LP dibuat", on=await takes(officer, await reports(resident, about(Category.PENCURIAN))))
    await officer.hears("berapa nomor Laporan Polisinya")
    return officer


async def _the_name_of_an_incident(town: Town, resident: Person) -> Person:
    desk, number = await a_desk(town), await reports(resident)
    await opens(desk, number)
    for label in ("Tindakan lain", "Jadikan kejadian"):
        await desk.taps(label)
    await desk.hears("dinamai apa")
    return desk


@pytest.mark.parametrize(
    ("way", "good", "heard"),
    [
        (_a_register_number, "012/PL/PW/Kab.Dumai/04.07/XI/2024", "012/PL/PW/Kab.Dumai/04.07/XI/2024"),
        (_what_is_missing, "kurang dua saksi yang melihat", "kurang dua saksi"),
        (_a_police_report, "LP/B/12/XI/2024/SPKT/POLRES DUMAI", "LP/B/12/XI/2024/SPKT/POLRES DUMAI"),
        (_the_name_of_an_incident, "Keributan Jaya Mukti", ""),
    ],
)
async def test_whatever_reaches_a_reporter_goes_through_one_gate(
    town: Town, resident: Person, way: Callable[[Town, Person], Awaitable[Person]], good: str, heard: str
) -> None:
    writer = await way(town, resident)
    for words, why in BAD:
        await writer.sends(words)
        assert why in (await writer.hears("lagi")).text.casefold()
    await writer.sends(good)
    if heard:
        await resident.hears(heard)
    await town.rests()
    read = "\n".join(each.text for each in resident.chat_with_bot.messages if each.from_bot)
    assert not [words for words, _ in BAD if words in read]


@pytest.mark.parametrize(
    "said", ["Ipda, Kanit SPKT", "REG-2024-015", "Bripka jaga", "001/LP/PB/Kota/04.07/XI/2024", "Aiptu, piket SPKT"]
)
def test_a_rank_or_a_number_is_no_question(said: str) -> None:
    check(said, Words.LABEL)
    for words, _ in BAD:
        with pytest.raises(AskAgain):
            check(words, Words.LABEL)


def test_why_somebody_has_to_be_known_may_name_it() -> None:
    check("penyidik perlu nama dan alamat pelapor untuk perlindungan saksi", Words.ABOUT_THEM)
    for words, _ in BAD[:-1]:
        with pytest.raises(AskAgain):
            check(words, Words.ABOUT_THEM)
