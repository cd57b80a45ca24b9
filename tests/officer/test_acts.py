"""Officers act on a report: the first one takes it, every button does its part, and nobody does what is not theirs."""

import asyncio

import pytest

from reports.category import Category
from resort.roles import Role
from sandbox import PICTURE, Person
from tests.stage.officers import (
    AS_THEY_STAND,
    PANWASCAM,
    POLSEK,
    a_command,
    about,
    calls,
    is_called,
    joins,
    takes,
    ticks,
)
from tests.stage.town import Town
from tests.stage.walks import agrees, reports

WEEK = 7 * 24 * 3600 * 1000  # milliseconds


@pytest.fixture
async def officer(town: Town) -> Person:
    return await joins(town, "Petugas")


@pytest.fixture
async def number(officer: Person, resident: Person) -> str:
    """A report that the officer was called to."""
    return await reports(resident)


async def test_an_officer_carries_a_report_to_its_end(
    officer: Person, resident: Person, number: str, town: Town
) -> None:
    call = await takes(officer, number)
    assert "Sudah ada petugas: Polsek Dumai Timur 1" in call.text
    assert call.labels == [
        "🚓 Menuju lokasi", "📍 Di lokasi", "🏁 Selesai", "🆘 Butuh bantuan", "↪️ Serahkan", "🚫 Tolak",
        "❓ Tanya pelapor", "↩️ Salah tekan",
    ]  # fmt: skip
    await officer.taps("Menuju lokasi")
    await officer.sees_toast("Dicatat")
    await ticks(town, minutes=1)
    await resident.hears("menuju lokasi")
    await officer.taps("Di lokasi")
    call = await is_called(officer, number, "Petugas di lokasi")
    assert "🚓 Menuju lokasi" not in call.labels
    await officer.taps("Selesai", on=call)
    asked = await officer.hears("bagaimana hasilnya")
    assert asked.labels == ["Tertangani", "Tidak terbukti", "Nihil"]
    await officer.taps("Tertangani")
    await officer.hears("Tambahkan catatan atau foto")
    call = await is_called(officer, number, "Selesai: Polsek Dumai Timur 1")
    assert "Hasil: Tertangani" in call.text
    assert not call.labels
    assert await town.rows("SELECT state, result, officer, version FROM reports") == [("selesai", "tertangani", 1, 4)]
    acts = [row[0] for row in await town.rows("SELECT act FROM events WHERE report = 1 ORDER BY id")]
    assert acts == ["dibuat", "terima", "menuju_lokasi", "di_lokasi", "selesai"]
    assert await town.rows("SELECT due_at - ended_at FROM waits JOIN reports ON wait = waits.id") == [(WEEK,)]


@pytest.mark.parametrize(
    ("label", "result"), [("Tertangani", "tertangani"), ("Tidak terbukti", "tidak_terbukti"), ("Nihil", "nihil")]
)
async def test_each_result_is_kept(officer: Person, number: str, town: Town, label: str, result: str) -> None:
    await takes(officer, number)
    await officer.taps("Selesai")
    await officer.hears("bagaimana hasilnya")
    await officer.taps(label)
    await officer.hears("Tambahkan catatan")
    assert await town.rows("SELECT result FROM reports") == [(result,)]


async def test_notes_and_photos_follow_the_result(officer: Person, number: str, town: Town) -> None:
    await takes(officer, number)
    await officer.taps("Selesai")
    await officer.taps("Nihil")
    await officer.hears("Tambahkan catatan")
    await officer.sends("Massa sudah bubar sebelum kami tiba")
    await officer.hears("Dicatat pada")
    await officer.sends_photo(PICTURE, "Parang diamankan, lokasi sudah kosong")
    await officer.hears("Dicatat pada")
    await officer.sends_sticker()
    await officer.hears("Silakan kirim tulisan atau foto")
    await officer.sends("Tambahan: lalu lintas lancar")
    await officer.hears("Dicatat pada")
    await officer.taps("Selesai", on=officer.last)
    await officer.hears("Baik, selesai")
    await officer.sends("Halo")
    await officer.hears("Ada yang bisa kami bantu")
    assert await town.rows("SELECT act, text FROM events WHERE act IN ('catatan', 'foto_petugas') ORDER BY id") == [
        ("catatan", "Massa sudah bubar sebelum kami tiba"),
        ("foto_petugas", "Parang diamankan, lokasi sudah kosong"),
        ("catatan", "Tambahan: lalu lintas lancar"),
    ]
    assert await town.rows("SELECT count(*) FROM evidence WHERE caption = 'Parang diamankan, lokasi sudah kosong'") == [
        (1,)
    ]


async def test_the_first_to_take_wins_and_all_copies_say_who(town: Town, resident: Person) -> None:
    first, second, desk = (
        await joins(town, "Satu"),
        await joins(town, "Dua"),
        await joins(town, "Piket", "spkt", Role.DESK),
    )
    number = await reports(resident)
    old = await is_called(second, number)
    await takes(first, number)
    for other in (second, desk):
        call = await is_called(other, number, "Sudah ada petugas: Polsek Dumai Timur 1")
        assert "✅ Terima" not in call.labels
    await second.taps("Terima", on=old)
    await second.sees_toast("sudah diambil petugas lain")
    await first.forges("p:0:take=1", on=first.last)
    await first.sees_toast("sudah menangani")
    assert await town.rows("SELECT officer FROM reports") == [(1,)]
    assert await town.rows("SELECT count(*) FROM events WHERE act = 'terima'") == [(1,)]


async def test_of_two_who_tap_at_once_one_wins_and_the_other_is_told(town: Town, resident: Person) -> None:
    people = [await joins(town, f"Petugas {each}") for each in range(4)]
    number = await reports(resident)
    seen = [await is_called(person, number) for person in people]
    await asyncio.gather(*(person.forges("p:0:take=1", on=call) for person, call in zip(people, seen, strict=True)))
    await town.rests()
    toasts = [person.toasts[-1] for person in people]
    assert sum("Anda tangani" in toast for toast in toasts) == 1
    assert sum("sudah diambil petugas lain" in toast for toast in toasts) == 3
    assert await town.rows("SELECT count(*) FROM events WHERE act = 'terima'") == [(1,)]


async def test_who_only_watches_what_another_took_is_offered_no_act(town: Town, resident: Person) -> None:
    head = await joins(town, "Kapolsek", POLSEK, Role.HEAD)
    first, second = await joins(town, "Satu"), await joins(town, "Dua")
    number = await reports(resident)
    await is_called(second, number)
    await takes(first, number)
    await town.rests()
    assert not calls(second, number)[-1].labels
    assert "🏁 Selesai" in calls(first, number)[-1].labels
    assert calls(head, number)[-1].labels == ["📂 Buka laporan"]
    await first.taps("Tolak")
    await first.hears("mengapa tidak bisa")
    await first.sends("ban bocor")
    assert "✅ Terima" in (await is_called(second, number, "Belum ada yang mengambil")).labels


@pytest.mark.parametrize("act", ["go", "there", "done", "help", "ask"])
async def test_what_another_took_is_theirs(town: Town, resident: Person, act: str) -> None:
    first, second = await joins(town, "Satu"), await joins(town, "Dua")
    number = await reports(resident)
    call = await is_called(second, number)
    await takes(first, number)
    await town.rests()
    before = await town.rows(AS_THEY_STAND)
    await second.forges(f"p:0:{act}=1", on=call)
    await second.sees_toast("ditangani petugas lain")
    assert await town.rows(AS_THEY_STAND) == before


@pytest.mark.parametrize(
    ("act", "says"),
    [
        ("go", "tidak bisa dilakukan sekarang"),
        ("there", "tidak bisa dilakukan sekarang"),
        ("done", "Terima dulu"),
        ("result", "pertanyaan sebelumnya"),
        ("help", "tidak bisa dilakukan sekarang"),
        ("ask", "Terima dulu"),
        ("pass", "Terima dulu"),
        ("to=1,samapta", "Terima dulu"),
        ("to", "pertanyaan sebelumnya"),
        ("entah", "pertanyaan sebelumnya"),
    ],
)
async def test_before_it_is_taken_little_can_be_done(
    officer: Person, number: str, town: Town, act: str, says: str
) -> None:
    call = await is_called(officer, number)
    await town.rests()
    before = await town.rows(AS_THEY_STAND)
    await officer.forges(f"p:0:{act}" if "=" in act else f"p:0:{act}=1", on=call)
    await officer.sees_toast(says)
    assert await town.rows(AS_THEY_STAND) == before


ACTS = (
    "take=1",
    "go=1",
    "there=1",
    "done=1",
    "result=1,nihil",
    "help=1",
    "no=1",
    "pass=1",
    "to=1,samapta",
    "ask=1",
    "files=1",
)


async def test_a_citizen_can_press_none_of_an_officers_buttons(
    officer: Person, resident: Person, number: str, town: Town
) -> None:
    call = await is_called(officer, number)
    await town.rests()
    before = await town.rows(AS_THEY_STAND)
    for act in ACTS:
        for on in (call, resident.last):  # replayed from another account, or forged below an own message
            resident.toasts.clear()
            await resident.forges(f"p:0:{act}", on=on)
            await resident.sees_toast()
    await town.rests()
    assert await town.rows(AS_THEY_STAND) == before
    assert await town.rows("SELECT act FROM events WHERE report = 1") == [("dibuat",)]
    assert calls(officer, number) == [call]


async def test_an_officer_of_another_unit_cannot_touch_a_report_they_were_not_called_to(
    officer: Person, number: str, town: Town
) -> None:
    stranger = await joins(town, "Orang lain", "polsek-dumai-barat")
    for act in ACTS:
        stranger.toasts.clear()
        await stranger.forges(f"p:0:{act}", on=stranger.last)
        await stranger.sees_toast("hanya untuk petugas yang berwenang")
    assert await town.rows("SELECT act FROM events WHERE report = 1") == [("dibuat",)]


@pytest.mark.parametrize(
    ("forged", "says"),
    [
        ("2", "hanya untuk petugas yang berwenang"),
        *((each, "pertanyaan sebelumnya") for each in ("", "-1", "1e9", "9" * 40)),
    ],
)
async def test_a_forged_report_number_leads_nowhere(
    officer: Person, number: str, town: Town, forged: str, says: str
) -> None:
    await is_called(officer, number)
    await officer.forges(f"p:0:take={forged}", on=officer.last)
    await officer.sees_toast(says)
    assert await town.rows("SELECT state FROM reports") == [("diterima",)]


async def test_help_is_called_from_head_patrol_and_command(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    head = await joins(town, "Kapolsek", POLSEK, Role.HEAD)
    patrol, chief = await joins(town, "Samapta", "samapta"), await a_command(town)
    number = await reports(resident)
    await takes(officer, number)
    await officer.taps("Butuh bantuan")
    await officer.sees_toast("Bantuan dipanggil: Polsek Dumai Timur, ")
    for helper in (head, patrol, chief):
        await is_called(helper, number, "Polsek Dumai Timur 1 butuh bantuan")
    assert await town.rows("SELECT escalation, officer FROM reports") == [(1, 1)]
    assert await town.rows("SELECT count(*) FROM events WHERE act = 'butuh_bantuan'") == [(1,)]


async def test_a_partner_sees_only_what_it_was_called_to(town: Town, resident: Person) -> None:
    await joins(town, "Petugas")
    panwas = await joins(town, "Panwas", PANWASCAM, Role.PARTNER)
    number = await reports(resident)
    await town.rests()
    assert not calls(panwas, number)
    for act in ACTS:
        panwas.toasts.clear()
        await panwas.forges(f"p:0:{act}", on=panwas.last)
        await panwas.sees_toast("hanya untuk petugas yang berwenang")


async def test_a_reason_can_be_let_be(officer: Person, number: str, town: Town) -> None:
    await is_called(officer, number)
    await officer.taps("Tolak")
    await officer.hears("mengapa tidak bisa")
    await officer.taps("Batal")
    await officer.hears("Baik, tidak jadi")
    await officer.taps("Tolak")
    await officer.hears("mengapa tidak bisa")
    await officer.sends("/batal")
    await officer.hears("Baik, tidak jadi")
    assert await town.rows("SELECT act FROM events WHERE report = 1") == [("dibuat",)]


async def test_what_has_ended_cannot_be_declined(town: Town, resident: Person) -> None:
    first, second = await joins(town, "Satu"), await joins(town, "Dua")
    number = await reports(resident)
    call = await is_called(second, number)
    await takes(first, number)
    await second.taps("Tolak", on=call)
    await second.sees_toast("sudah diambil petugas lain")
    await first.taps("Selesai")
    await first.taps("Nihil")
    await first.hears("Tambahkan catatan")
    for act in ("take", "no", "go", "help", "pass", "result"):
        second.toasts.clear()
        await second.forges(f"p:0:{act}=1" + (",nihil" if act == "result" else ""), on=call)
        await second.sees_toast()
    assert await town.rows("SELECT state, officer FROM reports") == [("selesai", 1)]
    assert await town.rows("SELECT count(*) FROM events WHERE act = 'kembalikan'") == [(0,)]


async def test_evidence_is_shown_on_request_and_that_is_remembered(town: Town, citizen: Person) -> None:
    officer = await joins(town, "Petugas")
    await agrees(citizen)
    await reports(citizen, about(Category.PENCURIAN))
    await citizen.taps("Tambah keterangan")
    await citizen.hears("Kirim keterangan")
    await citizen.sends_photo(PICTURE, "Plat nomor kendaraan")
    await citizen.hears("Sudah ditambahkan")
    await citizen.sends_voice()
    await citizen.hears("Sudah ditambahkan")
    await officer.hears("Bukti baru")
    await officer.taps("Terima")
    await officer.hears("Sudah ada petugas")
    await town.turns("SELECT 1 FROM evidence GROUP BY report HAVING count(copies) = 2")
    await officer.taps("Lihat bukti")
    shown = await officer.hears("Plat nomor kendaraan")
    assert "photo" in shown.raw
    assert "forward_origin" not in shown.raw
    await officer.hears("bukti-2 · berkas asli, di piket")  # those bytes are no sound
    assert await town.rows("SELECT officer FROM events WHERE act = 'lihat_bukti'") == [(1,)]


async def test_a_withdrawn_report_calls_nobody_any_more(officer: Person, resident: Person, number: str) -> None:
    call = await is_called(officer, number)
    await resident.taps("Lihat laporan")
    await resident.taps("Batalkan laporan ini")
    await resident.taps("Sudah selesai")
    changed = await officer.hears("ditarik dari sini")
    assert number in changed.text
    assert not changed.labels
    await officer.forges("p:0:take=1", on=call)
    await officer.sees_toast("sudah ditutup")
