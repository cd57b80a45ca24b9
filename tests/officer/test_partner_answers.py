"""What a partner makes of a violation is its own: each answer has a sentence for the reporter, and what to do next."""

from dataclasses import replace

import pytest

from casework import authority
from db.database import Tx
from db.reports import Report, numbered
from reports.category import Category
from reports.urgency import Urgency
from resort.roles import Role
from sandbox import Person
from tests.stage.desk import a_desk, a_resident, stands
from tests.stage.officers import PANWASCAM, about, calls, is_called, joins, takes, ticks
from tests.stage.town import Town
from tests.stage.walks import VIOLATION, button, reports

ANSWERS = [
    "Diterima sebagai informasi awal", "Diminta datang melapor resmi", "Diregister",
    "Belum memenuhi syarat", "Bukan wewenang kami",
]  # fmt: skip
UNTIL = "paling lambat Rabu 4 Desember"  # seven days after polling day, on which it became known


@pytest.fixture
async def panwas(town: Town) -> Person:
    return await joins(town, "Panwas", PANWASCAM, Role.PARTNER)


async def answers(panwas: Person, number: str, label: str) -> None:
    await panwas.taps("Selesai", on=await takes(panwas, number))
    asked = await panwas.hears(f"{number}: bagaimana hasilnya")
    assert asked.labels == ANSWERS
    await panwas.taps(label, on=asked)


async def test_information_is_no_formal_report_and_its_reporter_hears_until_when(
    town: Town, resident: Person, panwas: Person
) -> None:
    number = await reports(resident, VIOLATION)
    await answers(panwas, number, ANSWERS[0])
    told = await resident.hears("menerimanya sebagai informasi awal")
    assert "belum laporan resmi" in told.text
    assert "datang ke Panwascam Dumai Timur membawa KTP dan bukti" in told.text
    assert UNTIL in told.text
    assert "menangani" not in "".join(each.text for each in resident.chat_with_bot.messages if number in each.text)
    assert (await stands(town, number))[0] == "selesai"
    await resident.taps("Sudah lapor resmi", on=told)
    await resident.hears("Terima kasih sudah melapor resmi")


async def test_a_reporter_who_is_asked_to_come_has_seven_days_and_the_partner_may_still_register(
    town: Town, resident: Person, panwas: Person
) -> None:
    number = await reports(resident, VIOLATION)
    await answers(panwas, number, ANSWERS[1])
    told = await resident.hears("meminta Anda datang untuk melapor resmi")
    assert UNTIL in told.text
    assert (await stands(town, number))[0] == "dilimpahkan"
    await resident.taps("Sudah lapor resmi", on=told)
    await resident.hears("Terima kasih sudah melapor resmi")
    await panwas.hears("pelapor menyatakan sudah melapor resmi")
    await panwas.taps("Selesai", on=calls(panwas, number)[-1])
    await panwas.taps(ANSWERS[2], on=await panwas.hears("bagaimana hasilnya"))
    await panwas.hears("berapa nomor registernya")
    for wrong in ("sudah terdaftar", "1" * 61):
        await panwas.sends(wrong)
        await panwas.hears("Tuliskan nomornya saja")
    await panwas.sends("  007/Reg/LP <PB>/XI/2024 ")
    await panwas.hears("007/Reg/LP <PB>/XI/2024")
    assert "nomor 007/Reg/LP <PB>/XI/2024" in (await resident.hears("laporan resmi, nomor")).text
    assert (await stands(town, number))[0] == "selesai"
    await ticks(town, days=4)
    assert not [each for each in resident.chat_with_bot.messages if "pengingat" in each.text]


async def test_who_was_asked_to_come_and_did_not_reads_after_a_week_that_it_stays_information(
    town: Town, resident: Person, panwas: Person
) -> None:
    number = await reports(resident, VIOLATION)
    await answers(panwas, number, ANSWERS[1])
    await resident.hears("meminta Anda datang")
    await ticks(town, days=7, hours=2)
    await resident.hears("kami tutup sebagai informasi awal")
    assert await stands(town, number) == ("dilimpahkan", "belum", 0, 1)


async def test_what_is_missing_is_typed_and_reaches_the_reporter(town: Town, resident: Person, panwas: Person) -> None:
    number = await reports(resident, VIOLATION)
    await answers(panwas, number, ANSWERS[3])
    await panwas.hears("apa yang masih kurang")
    await panwas.sends("x" * 501)
    await panwas.hears("paling banyak 500 huruf")
    await panwas.sends("Nama dua orang saksi")
    told = await resident.hears("belum memenuhi syarat")
    assert "Nama dua orang saksi" in told.text
    assert UNTIL in told.text
    assert (await stands(town, number))[0] == "dilimpahkan"


async def test_what_is_not_the_partners_goes_back_to_the_desk(town: Town, resident: Person, panwas: Person) -> None:
    desk = await a_desk(town)
    number = await reports(resident, VIOLATION)
    await answers(panwas, number, ANSWERS[4])
    await resident.hears("bukan wewenangnya, jadi laporan kembali ke piket kami")
    told = await desk.hears("bukan wewenangnya")
    assert number in told.text
    await desk.taps("Lihat laporan", on=told)
    assert "jawaban mitra (Bukan wewenang kami)" in (await desk.hears("Riwayat")).text
    assert await stands(town, number) == ("diverifikasi", "belum", 0, 0)


async def test_the_buttons_of_the_release_before_ask_a_partner_again(
    town: Town, resident: Person, panwas: Person
) -> None:
    number = await reports(resident, VIOLATION)
    await panwas.forges("p:0:result=1,tertangani", on=await takes(panwas, number))
    assert (await panwas.hears("bagaimana hasilnya")).labels == ANSWERS
    assert (await stands(town, number))[0] == "ditugaskan"


async def test_a_partner_at_a_fire_says_what_was_found_and_the_sentence_names_it(town: Town, resident: Person) -> None:
    crew = await joins(town, "Regu", "damkar", Role.PARTNER)
    number = await reports(resident, about(Category.KEBAKARAN))
    await takes(crew, number)
    await crew.taps("Selesai")
    asked = await crew.hears("bagaimana hasilnya")
    assert asked.labels == ["Tertangani", "Tidak terbukti", "Nihil", "Bukan wewenang kami"]
    await crew.taps("Tertangani", on=asked)
    await resident.hears("Pemadam Kebakaran mengabarkan bahwa kejadian ini sudah ditangani")


async def test_the_police_never_say_that_they_handled_a_violation(town: Town, resident: Person) -> None:
    officer = await joins(town, "Reserse", "reskrim")
    number = await reports(resident, VIOLATION)
    await officer.taps("Selesai", on=await takes(officer, number))
    await officer.taps("Tertangani", on=await officer.hears("bagaimana hasilnya"))
    told = await resident.hears("selesai dengan catatannya")
    assert UNTIL in told.text


async def test_a_tap_of_the_police_never_shuts_bawaslu_out_of_a_violation(
    town: Town, resident: Person, panwas: Person
) -> None:
    officer, another = await joins(town, "Reserse", "reskrim"), await joins(town, "Panwas Dua", PANWASCAM, Role.PARTNER)
    number = await reports(resident, VIOLATION)
    await takes(officer, number)
    call = await is_called(panwas, number, "Sudah ada petugas")
    assert button(call, "Terima")
    assert not [label for label in calls(another, number)[-1].labels if "Serahkan" in label]
    await panwas.taps("Terima", on=call)
    await officer.hears("sekarang diproses")
    await town.rests()
    assert not calls(officer, number)[-1].labels
    await resident.hears("Panwascam Dumai Timur sudah menerimanya")
    await ticks(town, minutes=2)
    said = [each for each in resident.chat_with_bot.messages if "sudah menerimanya" in each.text]
    assert len(said) == 1
    assert await stands(town, number) == ("dilimpahkan", "belum", 0, 0)
    assert not [label for label in calls(another, number)[-1].labels if "Terima" in label]
    await panwas.taps("Selesai", on=calls(panwas, number)[-1])
    await panwas.taps(ANSWERS[0], on=await panwas.hears("bagaimana hasilnya"))
    await resident.hears("menerimanya sebagai informasi awal")


async def test_bawaslu_takes_what_the_police_have_ended_but_not_while_somebody_is_in_danger(
    town: Town, resident: Person, panwas: Person
) -> None:
    officer = await joins(town, "Reserse", "reskrim")
    number = await reports(resident, VIOLATION)
    await officer.taps("Selesai", on=await takes(officer, number))
    await officer.taps("Tertangani", on=await officer.hears("bagaimana hasilnya"))
    await resident.hears("selesai dengan catatannya")
    await panwas.taps("Terima", on=calls(panwas, number)[-1])
    await resident.hears("Panwascam Dumai Timur sudah menerimanya")
    assert (await stands(town, number))[0] == "dilimpahkan"
    number = await reports(await a_resident(town), about(Category.INTIMIDASI))
    await takes(officer, number)

    async def taken(tx: Tx) -> Report:
        report = await numbered(tx, number)
        assert report is not None
        return report

    assert town.siaga is not None
    report = await town.siaga.database.read(taken)
    assert authority.may_claim(report, None)
    assert not authority.may_claim(replace(report, urgency=Urgency.DARURAT), None)


async def test_a_police_report_is_noted_with_its_number_and_the_reporter_hears_it(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident, about(Category.PENCURIAN))
    assert "belum Laporan Polisi" in next(
        each.text for each in resident.chat_with_bot.messages if "sudah kami terima" in each.text
    )
    call = await takes(officer, number)
    await officer.taps("LP dibuat", on=call)
    await officer.hears("berapa nomor Laporan Polisinya")
    await officer.sends("LP/B/12 hubungi saya di t.me/briptu_anu")
    await officer.hears("tautan tidak diteruskan kepada pelapor")
    await officer.sends("LP/B/12/XI/2024")
    await officer.hears("Laporan Polisi LP/B/12/XI/2024 dicatat")
    assert "STPL" in (await resident.hears("nomor LP/B/12/XI/2024")).text
    await officer.taps("Selesai", on=call)
    await officer.taps("Nihil", on=await officer.hears("bagaimana hasilnya"))
    told = await resident.hears("Apakah sudah beres")
    assert "bukan Laporan Polisi" in told.text
    assert button(told, "Belum beres")
