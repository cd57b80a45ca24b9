"""What is stored of oneself: seen with `/dataku`, erased with `/hapus`, and the memory of acts holds all the same."""

import asyncio
import json
from pathlib import Path

import pytest

from app import audit
from db import events
from reports.erasure import Withheld, withheld
from reports.state import Case, State, Veracity
from sandbox import Person
from tests.house.test_secrecy import betrayed
from tests.stage import outside
from tests.stage.desk import a_desk, opens
from tests.stage.officers import a_command, calls, is_called, joins, takes, ticks
from tests.stage.town import Town
from tests.stage.walks import CROWD, ENVELOPES, VIOLATION, agrees, goes_to, number_on, reports

JPEG = b"\xff\xd8\xff rahasia"


async def reports_with_everything(citizen: Person) -> str:
    """A report with a phone number and a photo, to which words, a captioned file and a location were added."""
    await goes_to(citizen, "evidence", VIOLATION)
    await citizen.sends_photo(JPEG, "foto amplop")
    await citizen.hears("Bukti tersimpan")
    await citizen.taps("Lanjut")
    await citizen.taps("Identitas")
    await citizen.taps("Boleh dihubungi")
    await citizen.hears("Kirim nomor saya")
    await citizen.shares_contact()
    await citizen.hears("Periksa dulu")
    await citizen.taps("Kirim sekarang")
    number = number_on(await citizen.hears("sudah kami terima"))
    await citizen.taps("Tambah keterangan")
    await citizen.hears("Kirim keterangan")
    await citizen.sends("pelakunya memakai motor merah")
    await citizen.hears("Sudah ditambahkan")
    await citizen.sends_document(b"%PDF", "daftar.pdf", "daftar penerima")
    await citizen.hears("Sudah ditambahkan")
    await citizen.shares_location(1.5, 101.25)
    await citizen.hears("Sudah ditambahkan")
    await citizen.taps("Selesai", on=citizen.last)
    return number


async def is_closed(officer: Person, citizen: Person, number: str) -> None:
    await officer.taps("Selesai", on=await takes(officer, number))
    asked = await officer.hears(f"{number}: bagaimana hasilnya")
    await officer.taps("Nihil", on=asked)
    await citizen.taps("Lihat laporan", on=await citizen.hears("catat"))
    await citizen.taps("Sudah beres", on=await citizen.hears(f"{number}\n"))
    await citizen.hears("kami tutup")


async def erases(citizen: Person) -> None:
    await citizen.sends("/hapus")
    await citizen.hears("Hapus data Anda?")
    await citizen.taps("Hapus data saya", on=citizen.last)
    await citizen.hears("Yakin?")
    await citizen.taps("Ya, hapus sekarang", on=citizen.last)


def folder(town: Town) -> list[Path]:
    return sorted((town.settings.data / "evidence").iterdir())


async def verified(town: Town, capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    await asyncio.to_thread(audit.verify, town.settings)
    return capsys.readouterr().out.strip()


@pytest.mark.parametrize(
    ("case", "why"),
    [
        (Case(), Withheld.OPEN),
        (Case(State.DONE), Withheld.OPEN),
        (Case(State.REFERRED), Withheld.OPEN),
        (Case(State.REFERRED, closed=True), Withheld.EVIDENCE),
        (Case(State.DONE, Veracity.TRUE, closed=True), Withheld.EVIDENCE),
        (Case(State.DONE, closed=True), None),
        (Case(State.DONE, Veracity.FALSE, closed=True), None),
        (Case(State.WITHDRAWN, closed=True), None),
        (Case(State.REJECTED, closed=True), None),
    ],
)
def test_what_is_over_and_no_evidence_may_be_erased(case: Case, why: Withheld | None) -> None:
    assert withheld(case) is why


async def test_a_citizen_sees_everything_of_theirs_and_nothing_of_officers(resident: Person, town: Town) -> None:
    officer = await joins(town, "Petugas")
    number = await reports_with_everything(resident)
    await takes(officer, number)
    await resident.sends("/langganan")
    await resident.hears("Langganan Anda aktif")
    await goes_to(resident, "where")
    await resident.sends("/dataku")
    shown = await resident.hears("Data Anda di sini")
    for word in ("Bahasa Indonesia", "Imbauan", "satu, belum dikirim", number, "Sudah ada petugas", "07.14 WIB"):
        assert word in shown.text
    await town.rests()
    content = town.world.files.get(resident.last.file_id).data
    everything = json.loads(content)
    assert everything["nama"] == resident.name
    assert everything["nomor_telegram"] == resident.id
    assert everything["langganan"]["topik"] == ["imbauan", "klarifikasi", "pengingat"]
    [draft] = everything["draf"]
    assert draft["kejadian"] == CROWD
    [report] = everything["laporan"]
    assert (report["nomor"], report["kejadian"]) == (number, ENVELOPES)
    assert report["telepon"] == resident.phone
    assert [each["isi"] for each in report["tambahan"]] == [
        "pelakunya memakai motor merah",
        "daftar penerima",
        "1.500000, 101.250000",
    ]
    assert [each["keterangan"] for each in report["bukti"]] == ["foto amplop", "daftar penerima"]
    assert any("petugas menerima laporan" in line for line in report["riwayat"])
    [[callsign]] = await town.rows("SELECT callsign FROM officers")
    assert str(callsign) not in content.decode()


async def test_closed_reports_are_erased_and_nothing_leads_to_who_made_them(
    quiet_town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    town = quiet_town
    citizen = town.world.person("Zulkifrizal", last_name="Tanoesoebrata", username="zul_rahasia")
    async with town.open():
        officer = await joins(town, "Petugas")
        await agrees(citizen)
        number = await reports_with_everything(citizen)
        await is_closed(officer, citizen, number)
        await citizen.sends("/langganan")
        await citizen.hears("Langganan Anda aktif")
        await goes_to(citizen, "where")
        await town.turns("SELECT 1 FROM evidence WHERE state = 'fetched' GROUP BY state HAVING count(*) = 2")
        assert len(folder(town)) == 2
        await erases(citizen)
        await citizen.hears("Data Anda sudah dihapus")
        await officer.hears("dihapus atas permintaan pelapor. Catatan penanganan")
        await town.turns("SELECT 1 FROM evidence WHERE state = 'erased' GROUP BY state HAVING count(*) = 2")
        await town.rests()
        assert folder(town) == []
        assert "isi dihapus atas permintaan pelapor" in calls(officer, number)[-1].text
        assert ENVELOPES not in calls(officer, number)[-1].text
        running = outside.content(town.settings.address)
        for word in (ENVELOPES, "motor merah", "daftar penerima", "foto amplop"):
            assert word.encode() not in running, f"{word}, in a file of the running bot"
    assert await town.rows("SELECT what, place, latitude, happened_words, category, state FROM reports") == [
        ("", None, None, None, "politik_uang", "selesai")
    ]
    assert await town.rows("SELECT count(*) FROM subscribers") == [(0,)]
    assert await town.rows("SELECT count(*) FROM drafts WHERE flow = 'report' AND sealed IS NOT NULL") == [(0,)]
    assert await town.rows("SELECT sealed FROM reporters") == [(None,)]
    text = outside.dump(town.settings.address)
    for word in (ENVELOPES, "motor merah", "daftar penerima", "foto amplop", "rumah nomor 3", "101.25"):
        assert word not in text, word
    assert betrayed(text, [citizen]) == []
    assert await verified(town, capsys) == "Every event is there and unchanged."

    async with town.open():
        assert town.siaga is not None
        assert await town.rows("SELECT count(*) FROM chats WHERE lookup = ?", town.siaga.vault.lookup(citizen.id)) == [
            (0,)
        ]
        await citizen.sends("/laporanku")
        await citizen.hears("Belum ada laporan dari Anda")
        await citizen.opens()
        await citizen.hears("Selamat datang")
        await citizen.sends(f"/status {number}")
        await citizen.hears("tidak ada di antara laporan Anda")


async def test_an_erased_text_is_vouched_for_and_only_that_one(
    quiet_town: Town, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also in rows from before texts were salted."""
    town = quiet_town
    monkeypatch.setattr(events, "_salt", lambda text: None)
    async with town.open():
        officer = await joins(town, "Petugas")
        citizen = town.citizen()
        await agrees(citizen)
        number = await reports_with_everything(citizen)
        monkeypatch.undo()
        await is_closed(officer, citizen, number)
        await erases(citizen)
        await citizen.hears("Data Anda sudah dihapus")
        await town.rests()
    assert await verified(town, capsys) == "Every event is there and unchanged."
    [[added]] = await town.rows("SELECT id FROM events WHERE act = 'ditambah'")
    for statement, found in (
        ("UPDATE events SET act = 'bukti' WHERE id = ?", f"event {added}: changed"),
        ("UPDATE events SET act = 'ditambah', at = at + 1 WHERE id = ?", f"event {added}: changed"),
        ("UPDATE events SET at = at - 1, text = 'lain' WHERE id = ?", f"event {added}: changed"),
        ("UPDATE events SET text = NULL WHERE id = ?", "Every event is there and unchanged."),
        ("UPDATE events SET text = NULL, salt = NULL WHERE act = 'selesai' AND id > ?", "changed"),
    ):
        await change(town, statement, added)
        assert found in await verified(town, capsys)


async def change(town: Town, statement: str, *values: object) -> None:
    """Change the database behind the bot's back."""
    await asyncio.to_thread(outside.change, town.settings.address, statement, *values)


async def test_open_reports_and_evidence_stay_and_it_is_said(resident: Person, town: Town) -> None:
    officer, desk = await joins(town, "Petugas"), await a_desk(town)
    over, true, still = [await reports(resident) for _ in range(3)]
    await is_closed(officer, resident, over)
    await opens(desk, true)
    await desk.taps("Kebenaran")
    await desk.taps("Benar terjadi")
    await desk.hears("Benar")
    await is_closed(officer, resident, true)
    await resident.sends("/hapus")
    asked = await resident.hears("Hapus data Anda?")
    assert "1 laporan" in asked.text
    erased, stays = asked.text.split("Yang masih kami simpan")
    assert "nama" not in erased
    assert "nama, akun, dan nomor telepon Anda juga tetap kami simpan" in stays
    assert f"{still}: masih ditangani" in asked.text
    assert f"{true}: dapat menjadi bukti" in asked.text
    await resident.taps("Hapus data saya", on=asked)
    await resident.hears("Yakin?")
    await resident.taps("Ya, hapus sekarang", on=resident.last)
    told = (await resident.hears("Masih kami simpan")).text
    assert still in told
    assert "Yang masih ditangani bisa dihapus setelah ditutup" in told
    assert "Yang dapat menjadi bukti kami simpan selama diperlukan" in told
    await town.rests()
    assert await town.rows("SELECT number FROM reports WHERE erased_at IS NOT NULL") == [(over,)]
    await officer.taps("Terima", on=calls(officer, still)[-1])
    await town.rests()
    await ticks(town, minutes=1)
    await resident.hears("sudah ada petugas yang menangani")
    await resident.sends("/laporanku")
    await resident.hears("Laporan Anda: 2")


async def test_two_taps_are_needed_and_one_may_think_again(resident: Person, town: Town) -> None:
    number = await reports(resident)
    await resident.taps("Lihat laporan")
    await resident.taps("Batalkan laporan ini")
    await resident.taps("Sudah selesai")
    await resident.hears("sudah Anda batalkan")
    await resident.sends("/hapus")
    asked = await resident.hears("Hapus data Anda?")
    assert "nama, akun, dan nomor telepon Anda" in asked.text
    assert "masih kami simpan" not in asked.text
    await resident.taps("Hapus data saya", on=resident.last)
    await resident.hears("Yakin?")
    await resident.taps("Tidak jadi", on=resident.last)
    await resident.hears("tidak ada yang dihapus")
    await resident.forges("k:0:yes=99", on=resident.last)
    await resident.sees_toast("pertanyaan sebelumnya")
    assert await town.rows("SELECT number, erased_at FROM reports") == [(number, None)]


async def test_an_officer_is_asked_to_leave_the_unit_first(town: Town) -> None:
    officer = await joins(town, "Petugas")
    await officer.sends("/hapus")
    await officer.hears("masih terdaftar sebagai petugas")


async def test_who_was_erased_cannot_be_opened(resident: Person, town: Town) -> None:
    command = await a_command(town)
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    await is_closed(officer, resident, number)
    await erases(resident)
    await resident.hears("Data Anda sudah dihapus")
    await command.sends(f"/buka {number}")
    await command.hears("Identitasnya tidak tersimpan lagi")


async def test_files_go_after_a_restart_if_they_could_not_before(quiet_town: Town) -> None:
    town = quiet_town
    async with town.open():
        officer = await joins(town, "Petugas")
        citizen = town.citizen()
        await agrees(citizen)
        number = await reports_with_everything(citizen)
        await is_closed(officer, citizen, number)
        await town.turns("SELECT 1 FROM evidence WHERE state = 'fetched' GROUP BY state HAVING count(*) = 2")
    left = folder(town)
    left[0].with_name("1.bin.part").write_bytes(b"half fetched when it was killed")
    await change(town, "UPDATE evidence SET state = 'erasing'")
    async with town.open():
        await town.turns("SELECT 1 FROM evidence WHERE state = 'erased' GROUP BY state HAVING count(*) = 2")
        assert folder(town) == []
    assert await town.rows("SELECT DISTINCT path FROM evidence") == [(None,)]


async def test_the_desk_sees_that_it_was_erased(resident: Person, town: Town) -> None:
    desk = await a_desk(town)
    number = await reports(resident)
    call = await is_called(desk, number)
    await resident.taps("Lihat laporan")
    await resident.taps("Batalkan laporan ini")
    await resident.taps("Sudah selesai")
    await resident.hears("sudah Anda batalkan")
    await erases(resident)
    await resident.hears("Data Anda sudah dihapus")
    [[key]] = await town.rows("SELECT id FROM reports")
    await desk.forges(f"d:0:open={key}", on=call)
    shown = await desk.hears("Riwayat")
    assert "isi dihapus atas permintaan pelapor" in shown.text
    assert CROWD not in shown.text
