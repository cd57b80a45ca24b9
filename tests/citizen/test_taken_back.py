"""An emergency that its reporter takes back: for them it is over, and an officer looks all the same."""

import re

import pytest

from resort.rights import Post
from sandbox import Person
from tests.citizen.test_threatened import shows, withdraws
from tests.desk.test_screening import screens
from tests.desk.test_sealed import read_by, walks_everything
from tests.officer.test_joining import alarms, leading
from tests.stage.desk import a_desk, a_resident, opens
from tests.stage.officers import a_command, calls, is_called, joins, takes, ticks
from tests.stage.town import Town
from tests.stage.walks import agrees, number_on, reports

ROBBED = "TOLONG saya dirampok di TPS 5 Jaya Mukti, orangnya bawa parang"
REASONS = ("Sudah selesai", "Salah kirim", "Tidak bisa melanjutkan")


@pytest.fixture
async def officer(town: Town) -> Person:
    return await joins(town, "Petugas")


async def after(citizen: Person, number: str) -> str:
    """All that the reporter's own screens say of it."""
    shown = [(await shows(citizen, number)).text]
    await citizen.sends("/laporanku")
    shown.append((await citizen.hears("Laporan Anda")).text)
    return "\n".join(shown).replace(number, "")


async def finishes(officer: Person, number: str) -> None:
    await officer.taps("Selesai", on=calls(officer, number)[-1])
    await officer.taps("Tertangani", on=await officer.hears("bagaimana hasilnya"))
    await officer.hears("selesai. Ada bukti")


async def test_whatever_the_reason_was_an_officer_looks_and_the_phone_says_the_same(
    town: Town, officer: Person
) -> None:
    deputy, desk = await a_command(town, Post.DEPUTY, "Waka"), await a_desk(town)
    answers, seen, numbers = [], [], []
    for place, why in enumerate(REASONS):
        citizen = await a_resident(town)
        number = number_on(await alarms(citizen, ROBBED.replace("TPS 5", f"TPS {place + 5}")))
        numbers.append(number)
        await is_called(officer, number)
        answers.append((await withdraws(citizen, number, why)).replace(number, ""))
        asked = await officer.hears("tetap lihat keadaannya")
        assert number in asked.text
        await town.rests()
        before = len(citizen.chat_with_bot.messages)
        await ticks(town, minutes=3)
        await is_called(deputy, number, "Belum ada yang mengambil")
        call = await takes(officer, number)
        assert "pelapornya membatalkan" in call.text.casefold()
        assert "Tanya pelapor" not in " ".join(call.labels)
        await officer.taps("Di lokasi", on=call)
        await town.rests()
        await ticks(town, minutes=2)
        come = [message.text for message in citizen.chat_with_bot.messages[before:]]
        assert come == [], "no news comes to a phone that others may hold"
        seen.append(await after(citizen, number))
        await finishes(officer, number)
        await town.rests()
        assert len([each for each in citizen.chat_with_bot.messages if "sudah beres" in each.text]) == 0
        assert await after(citizen, number) == seen[-1]
    assert len(set(answers)) == 1
    assert len({re.sub("[0-9]", "", each) for each in seen}) == 1
    assert "Anda membatalkan laporan" in seen[0]
    assert await town.rows("SELECT DISTINCT state, result, closed_at IS NULL, wait FROM reports") == [
        ("selesai", "tertangani", 0, None)
    ]
    shown = []
    for number in numbers:  # nobody but the two can tell who was afraid
        await desk.sends(number)
        await town.rests()
        shown.append(re.sub("[0-9]", "", desk.last.text))
    assert len(set(shown)) == 1
    assert "parang" not in read_by(desk)


async def test_who_is_driving_there_drives_on(town: Town, officer: Person, resident: Person) -> None:
    number = number_on(await alarms(resident, ROBBED))
    await officer.taps("Menuju lokasi", on=await takes(officer, number))
    await withdraws(resident, number, "Salah kirim")
    await officer.hears("tetap lihat keadaannya")
    assert "tidak perlu melanjutkan" not in read_by(officer)
    assert "parang" in calls(officer, number)[-1].text, "who is on the way knows what it is"
    await officer.forges("p:0:ask=1", on=calls(officer, number)[-1])
    await officer.sees_toast("tidak menulis lagi kepadanya")
    await officer.taps("Di lokasi", on=calls(officer, number)[-1])
    await finishes(officer, number)


async def test_a_cry_of_one_word_is_no_exception(town: Town, resident: Person) -> None:
    """Whoever forces somebody chooses the reason too: nothing that can be tapped ends a call."""
    desk = await a_desk(town)
    await resident.sends("TOLONG")
    await resident.hears("Di mana kejadiannya")
    await ticks(town, minutes=3)
    await town.rests()
    [(number,)] = await town.rows("SELECT number FROM reports")
    await is_called(desk, str(number))
    await withdraws(resident, str(number), "Salah kirim")
    await desk.hears("tetap lihat keadaannya")
    assert await town.rows("SELECT closed_at FROM reports") == [(None,)]


async def test_a_new_cry_is_a_call_of_its_own(town: Town, officer: Person, resident: Person) -> None:
    first = number_on(await alarms(resident, ROBBED))
    await is_called(officer, first)
    await withdraws(resident, first, "Sudah selesai")
    second = number_on(await alarms(resident, ROBBED))
    assert second != first
    await is_called(officer, second)
    assert await town.rows("SELECT duplicate_of FROM reports") == [(None,), (None,)]
    await resident.sends("dia masih di depan pintu")
    await resident.hears("Sudah ditambahkan")
    assert await town.rows(
        "SELECT number FROM reports JOIN events ON events.report = reports.id WHERE act = 'ditambah'"
    ) == [(second,)]


async def test_whom_the_desk_sees_first_is_not_silenced_by_taking_it_back(town: Town, officer: Person) -> None:
    """Neither within the minute in which the desk may look, nor by what the desk makes of it; the phone hears none."""
    desk, citizen = await a_desk(town), await a_resident(town)
    await screens(desk, number_on(await alarms(citizen, ROBBED)))
    await desk.hears("disaring sampai")
    number = number_on(await alarms(citizen, ROBBED.replace("TPS 5", "TPS 6")))
    await desk.hears("sedang disaring")
    await withdraws(citizen, number, "Salah kirim")
    assert calls(officer, number) == []
    await ticks(town, seconds=61)
    await is_called(officer, number, "Pelapornya membatalkan")
    before = len(citizen.chat_with_bot.messages)
    await opens(desk, number)
    for label in ("Tindakan lain", "Tolak"):
        await desk.taps(label)
    await desk.hears("mengapa ditolak")
    await desk.sends("petugas sudah melihat, aman")
    await town.rests()
    assert await town.rows("SELECT state, closed_at IS NULL FROM reports WHERE number = ?", number) == [("ditolak", 0)]
    assert len(citizen.chat_with_bot.messages) == before
    assert "Dibatalkan oleh pelapor" in await after(citizen, number)


async def test_nobody_is_told_to_write_to_who_can_only_write(town: Town, officer: Person, resident: Person) -> None:
    desk = await a_desk(town)
    await resident.sends(ROBBED)
    await resident.taps("Tidak bisa telepon", on=await resident.hears("Tekan Kirim sekarang"))
    await resident.hears("Kirim sekarang")
    await resident.taps("Kirim sekarang")
    number = number_on(await resident.hears("sudah kami terima"))
    assert "Hanya tulisan" in (await is_called(officer, number)).text
    await withdraws(resident, number, "Salah kirim")
    await town.rests()
    assert "Hanya tulisan" not in calls(officer, number)[-1].text
    for _ in range(4):
        await ticks(town, minutes=2)
    assert "hanya bisa menulis" not in read_by(desk)


async def test_others_who_cried_for_the_same_go_on_as_before(town: Town, officer: Person, resident: Person) -> None:
    first = number_on(await alarms(resident, ROBBED))
    other = await a_resident(town)
    second = number_on(await alarms(other, ROBBED))
    assert await leading(town, second) == first
    await withdraws(resident, first, "Salah kirim")
    await is_called(officer, second, "ada laporan lain tentang kejadian yang sama")
    assert await town.rows("SELECT state FROM reports WHERE number = ?", first) == [("dibatalkan",)]


async def test_it_is_not_erased_while_somebody_looks(town: Town, officer: Person, resident: Person) -> None:
    number = number_on(await alarms(resident, ROBBED))
    await withdraws(resident, number, "Salah kirim")
    await resident.sends("/hapus")
    asked = await resident.hears("Hapus data Anda")
    assert "masih ditangani" not in asked.text
    await resident.taps("Hapus data saya", on=asked)
    await resident.taps("Ya, hapus sekarang", on=await resident.hears("Yakin"))
    await town.rests()
    assert "Jaya Mukti" in calls(officer, number)[-1].text
    await takes(officer, number)
    await finishes(officer, number)


async def test_what_is_no_emergency_is_over_at_once(town: Town, officer: Person, resident: Person) -> None:
    number = await reports(resident)
    await is_called(officer, number)
    await withdraws(resident, number, "Salah kirim")
    assert await town.rows("SELECT state, closed_at IS NULL FROM reports") == [("dibatalkan", 0)]


@pytest.mark.parametrize("how", ["withdrawn", "cannot go on", "threatened"])
async def test_a_report_about_the_police_is_never_opened_to_the_command(town: Town, citizen: Person, how: str) -> None:
    """The command may be meant."""
    propam, desk = await joins(town, "Propam", "propam"), await a_desk(town)
    two = (await a_command(town, Post.DEPUTY, "Waka"), await a_command(town, Post.CHIEF, "Kapolres"))
    await agrees(citizen)
    number = await files_about_the_police(citizen)
    await is_called(propam, number)
    match how:
        case "withdrawn":
            await withdraws(citizen, number, "Salah kirim")
        case "cannot go on":
            await withdraws(citizen, number, "Tidak bisa melanjutkan")
            assert number in (await propam.hears("tidak bisa melanjutkan")).text
        case _:
            await shows(citizen, number)
            await citizen.taps("Saya terancam", on=citizen.last)
            assert "pimpinan" not in (await citizen.hears("aman sekarang")).text
            await citizen.taps("Tidak aman")
            await citizen.hears("Anda tidak aman")
            assert number in (await propam.hears("pelapor terancam")).text
    await town.rests()
    assert await town.rows("SELECT seal FROM reports") == [("propam_alone",)]
    for person in (*two, desk):
        await walks_everything(person, number)
        await town.rests()
        assert "kresek" not in read_by(person)
        assert not calls(person, number)


async def files_about_the_police(citizen: Person) -> str:
    """A report about the leadership of the police, for Propam alone; its number."""
    await citizen.sends("kapolres minta uang ke pengusaha, anggota polisi yang memeras")
    await citizen.taps("ini tentang pimpinan", on=await citizen.hears("Propam"))
    await citizen.hears("Ceritakan singkat")
    await citizen.sends("Mereka meminta kresek isi rokok kepada sopir truk")
    await citizen.hears("Di mana kejadiannya")
    await citizen.sends("simpang jaya, jaya mukti")
    await citizen.taps("Kirim sekarang", on=await citizen.hears("Kirim sekarang"))
    return number_on(await citizen.hears("sudah kami terima"))
