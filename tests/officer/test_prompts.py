"""What is typed where something else was asked: danger goes first, and a reason that was none becomes a report."""

import pytest

from sandbox import Person
from tests.stage.desk import a_desk, opens
from tests.stage.officers import calls, is_called, joins, takes, ticks
from tests.stage.town import Town
from tests.stage.walks import agrees, number_on, reports

HEARD = "Ini terdengar seperti keadaan bahaya"
CRIES = [
    "ada keributan di tps 5, 20 orang bawa kayu, saya butuh bantuan sekarang",
    "TOLONG massa bawa parang di depan kantor lurah",
    "kami dikeroyok di simpang, tolong kirim orang",
]


async def declines(officer: Person, number: str) -> None:
    await officer.taps("Tolak", on=calls(officer, number)[-1])
    await officer.hears("mengapa tidak bisa")


async def nothing_given_back(town: Town) -> None:
    assert await town.rows("SELECT count(*) FROM events WHERE act IN ('kembalikan', 'serahkan')") == [(0,)]


@pytest.mark.parametrize("cry", CRIES)
async def test_a_cry_for_help_is_no_reason(town: Town, resident: Person, cry: str) -> None:
    officer, other = await joins(town, "Satu"), await joins(town, "Dua")
    number = await reports(resident)
    await takes(officer, number)
    await declines(officer, number)
    await officer.sends(cry)
    asked = await officer.hears(HEARD)
    assert "110" in asked.text
    assert cry in asked.text
    assert [label.partition(" ")[2] for label in asked.labels[:2]] == ["Butuh bantuan", "Kirim sebagai laporan"]
    assert asked.labels[2] == "Ini alasannya"
    await nothing_given_back(town)
    await officer.taps("Butuh bantuan", on=asked)
    await officer.sees_toast("Bantuan dipanggil")
    await is_called(other, number)
    assert await town.rows("SELECT count(*) FROM events WHERE act = 'butuh_bantuan'") == [(1,)]
    await nothing_given_back(town)


async def test_what_is_typed_after_a_cry_joins_it(town: Town, resident: Person) -> None:
    officer = await joins(town, "Satu")
    number = await reports(resident)
    await takes(officer, number)
    await declines(officer, number)
    await officer.sends(CRIES[0])
    await officer.hears(HEARD)
    await officer.sends("di Jaya Mukti, cepat ya")
    asked = await officer.hears("cepat ya")
    assert f"{CRIES[0]}\ndi Jaya Mukti, cepat ya" in asked.text
    await nothing_given_back(town)
    await officer.taps("Kirim sebagai laporan", on=asked)
    await officer.taps("Sebagai warga", on=await officer.hears("Kirim sebagai apa"))
    await officer.hears("Tekan Kirim sekarang")


async def test_the_cry_becomes_a_report(town: Town, resident: Person) -> None:
    officer = await joins(town, "Satu")
    number = await reports(resident)
    await takes(officer, number)
    await declines(officer, number)
    await officer.sends(CRIES[1])
    await officer.taps("Kirim sebagai laporan", on=await officer.hears(HEARD))
    await officer.taps("Sebagai warga", on=await officer.hears("Kirim sebagai apa"))
    await officer.hears("telepon 110 sekarang")
    await ticks(town, minutes=2)
    filed = number_on(await officer.hears("walau belum Anda kirim"))
    assert (filed, "darurat", CRIES[1]) in await town.rows("SELECT number, urgency, what FROM reports")
    await nothing_given_back(town)


async def test_words_that_only_sound_like_danger_are_the_reason_after_one_tap(town: Town, resident: Person) -> None:
    officer = await joins(town, "Satu")
    number = await reports(resident)
    await takes(officer, number)
    await declines(officer, number)
    await officer.sends("sedang menangani massa bawa parang di tempat lain")
    await officer.taps("Ini alasannya", on=await officer.hears(HEARD))
    await officer.hears("belum ada petugas lain")
    assert await town.rows("SELECT text FROM events WHERE act = 'kembalikan'") == [
        ("sedang menangani massa bawa parang di tempat lain",)
    ]


async def test_a_usual_reason_is_one_tap(town: Town, resident: Person) -> None:
    officer = await joins(town, "Satu")
    number = await reports(resident)
    await takes(officer, number)
    await officer.taps("Tolak", on=calls(officer, number)[-1])
    asked = await officer.hears("mengapa tidak bisa")
    assert "Sedang menangani laporan lain" in asked.labels
    await officer.taps("Kendaraan tidak ada", on=asked)
    said = await officer.hears("belum ada petugas lain")
    assert said.labels == []
    assert await town.rows("SELECT text FROM events WHERE act = 'kembalikan'") == [("Kendaraan tidak ada",)]
    await officer.taps("Terlalu jauh", on=asked)
    await officer.sees_toast()


async def test_passing_on_offers_reasons_too(town: Town, resident: Person) -> None:
    officer = await joins(town, "Satu")
    await joins(town, "Reserse", "reskrim")
    number = await reports(resident)
    call = await takes(officer, number)
    await officer.forges("p:0:to=1,reskrim", on=call)
    await officer.taps("Perlu keahlian unit itu", on=await officer.hears("Apa alasannya"))
    await officer.hears("sudah diserahkan ke Satuan Reskrim")
    assert await town.rows("SELECT text FROM events WHERE act = 'serahkan'") == [
        ("Satuan Reskrim: Perlu keahlian unit itu",)
    ]


async def test_a_reason_that_was_a_report_is_taken_back(town: Town, resident: Person) -> None:
    officer = await joins(town, "Satu")
    number = await reports(resident)
    await takes(officer, number)
    await declines(officer, number)
    await officer.sends("ada orang bagi bagi amplop di TPS 3 Jaya Mukti sekarang")
    said = await officer.hears("belum ada petugas lain")
    await officer.taps("Bukan, ini laporan kejadian", on=said)
    await officer.hears(f"{number} kembali Anda tangani")
    await officer.taps("Sebagai warga", on=await officer.hears("Kirim sebagai apa"))
    await officer.hears("Sebelum mulai")
    assert await town.rows("SELECT officer IS NOT NULL FROM reports") == [(1,)]
    await officer.taps("Saya setuju")
    await officer.hears("Periksa dulu")


async def test_what_somebody_else_has_taken_meanwhile_stays_theirs(town: Town, resident: Person) -> None:
    officer, other = await joins(town, "Satu"), await joins(town, "Dua")
    number = await reports(resident)
    await takes(officer, number)
    await declines(officer, number)
    await officer.sends("ada orang bagi bagi amplop di TPS 3 Jaya Mukti sekarang")
    said = await officer.hears("kembali ke petugas lain")
    await other.taps("Terima", on=await is_called(other, number, "tidak bisa melanjutkan"))
    await is_called(other, number, "Sudah ada petugas")
    await officer.taps("Bukan, ini laporan kejadian", on=said)
    await officer.hears("tetap berlaku")
    await officer.hears("Kirim sebagai apa")
    await officer.taps("Bukan, ini laporan kejadian", on=said)
    await officer.sees_toast()


async def test_a_question_lapses_after_five_minutes(town: Town, resident: Person) -> None:
    officer = await joins(town, "Satu")
    number = await reports(resident)
    await takes(officer, number)
    await declines(officer, number)
    town.clock.passes(minutes=5, seconds=1)
    await officer.sends("ban bocor")
    await officer.hears("Pertanyaan tadi sudah tidak berlaku")
    await officer.hears("belum jelas")
    await nothing_given_back(town)


async def test_a_question_lapses_at_any_other_command(town: Town, resident: Person) -> None:
    officer = await joins(town, "Satu")
    number = await reports(resident)
    await takes(officer, number)
    await declines(officer, number)
    await officer.sends("/siaga")
    await officer.hears("sedang siaga")
    await officer.sends("ban bocor")
    await officer.hears("belum jelas")
    await nothing_given_back(town)


@pytest.mark.parametrize("word", ["batal", "/batal", "Batal"])
async def test_batal_typed_is_the_button(town: Town, resident: Person, word: str) -> None:
    officer = await joins(town, "Satu")
    number = await reports(resident)
    await takes(officer, number)
    await declines(officer, number)
    await officer.sends(word)
    await officer.hears("Tidak ada yang berubah")
    await nothing_given_back(town)


async def test_at_the_desk_a_cry_is_no_reason(town: Town, resident: Person) -> None:
    desk = await a_desk(town)
    number = await reports(resident)
    await opens(desk, number)
    await desk.taps("Tindakan lain")
    await desk.taps("Tolak", on=await desk.hears("pilih tindakan"))
    await desk.hears("mengapa ditolak")
    await desk.sends(CRIES[1])
    asked = await desk.hears(HEARD)
    assert "Butuh bantuan" not in " ".join(asked.labels)
    assert await town.rows("SELECT state FROM reports") == [("diterima",)]
    await desk.taps("Ini alasannya", on=asked)
    await desk.hears("Ditolak")
    assert await town.rows("SELECT state FROM reports") == [("ditolak",)]


async def test_in_a_giat_a_cry_is_heard_first(town: Town) -> None:
    officer = await joins(town, "Satu")
    await officer.sends("/giat")
    await officer.hears("Giat apa")
    await officer.taps("Patroli")
    await officer.hears("Di mana")
    await officer.sends(CRIES[2])
    asked = await officer.hears(HEARD)
    await officer.taps("Kirim sebagai laporan", on=asked)
    await officer.taps("Sebagai warga", on=await officer.hears("Kirim sebagai apa"))
    await officer.hears("telepon 110 sekarang")
    assert await town.rows("SELECT count(*) FROM activities") == [(0,)]


async def test_in_a_giat_the_words_can_be_the_answer(town: Town) -> None:
    officer = await joins(town, "Satu")
    await officer.sends("/giat")
    await officer.hears("Giat apa")
    await officer.taps("Patroli")
    await officer.hears("Di mana")
    await officer.sends("Simpang Jaya Mukti")
    await officer.hears("Ada foto")
    await officer.taps("Lewati")
    await officer.hears("Bagaimana hasilnya")
    await officer.sends("massa bawa parang, sedang kami halau")
    await officer.taps("Ini jawabannya", on=await officer.hears(HEARD))
    await officer.hears("giat sudah dicatat")
    assert await town.rows("SELECT count(*) FROM activities") == [(1,)]


async def test_in_an_announcement_a_cry_is_heard_first(town: Town, kabag: Person) -> None:
    await kabag.sends("/siaran")
    await kabag.hears("Tulis yang baru")
    await kabag.taps("Tulis siaran")
    await kabag.hears("Kirim isi siarannya")
    await kabag.sends(CRIES[1])
    asked = await kabag.hears(HEARD)
    assert "Ini jawabannya" in asked.labels
    await kabag.taps("Ini jawabannya", on=asked)
    await kabag.hears("Tentang apa")


@pytest.mark.parametrize("said", ["waduh salah pencet ndan", "salah tekan", "maaf kepencet"])
async def test_a_slip_of_the_finger_is_no_reason(town: Town, said: str) -> None:
    officer = await joins(town, "Petugas")
    citizen = town.citizen()
    await agrees(citizen)
    number = await reports(citizen)
    await is_called(officer, number)
    await officer.taps("Tolak")
    await officer.hears("mengapa tidak bisa")
    await officer.sends(said)
    await officer.hears("Tidak ada yang berubah")
    await town.rests()
    assert await town.rows("SELECT count(*) FROM events WHERE act = 'kembalikan'") == [(0,)]
