"""The reporter hears of each change, can answer and reopen; and neither side ever learns who the other is."""

import asyncio
from collections.abc import Iterable

from db.officers import Invite
from reports.category import Category
from resort.roles import Role
from sandbox import PICTURE, Chat, Person
from tests.stage.officers import AS_THEY_STAND, POLSEK, a_command, about, invites, is_called, joins, takes, ticks
from tests.stage.outside import content, dump
from tests.stage.town import Town
from tests.stage.walks import VIOLATION, agrees, button, number_on, reports


def seen(chats: Iterable[Chat]) -> str:
    """Everything the bot wrote into chats, buttons and all, also what was edited away since."""
    return "\n".join(str(message.raw) for chat in chats for message in chat.news)


def marks(person: Person) -> tuple[str, ...]:
    """What would give a person away."""
    return (person.name, str(person.id), person.phone.removeprefix("+"), str(person.user.get("username", person.name)))


async def finishes(officer: Person, result: str = "Tertangani") -> None:
    await officer.taps("Selesai")
    await officer.hears("bagaimana hasilnya")
    await officer.taps(result)
    await officer.hears("Tambahkan catatan")


async def test_the_reporter_hears_of_each_change(resident: Person, town: Town) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    await takes(officer, number)
    await town.rests()
    await ticks(town, minutes=1)
    news = await resident.hears("sudah ada petugas yang menangani")
    assert number in news.text
    assert "Polsek Dumai Timur 1" not in news.text
    await officer.taps("Menuju lokasi")
    await town.rests()
    await ticks(town, minutes=1)
    await resident.hears("petugas sedang menuju lokasi")
    await officer.taps("Di lokasi")
    await town.rests()
    await ticks(town, minutes=1)
    await resident.hears("petugas sudah di lokasi")
    await finishes(officer)
    ended = await resident.hears("petugas sudah menanganinya")
    assert [label.split(" ", 1)[1] for label in ended.labels] == [
        "Sudah beres",
        "Belum beres",
        "Lihat laporan",
        "Saya terancam karena laporan ini",
    ]
    await resident.taps("Lihat laporan")
    shown = await resident.hears("Selesai")
    for line in ("petugas menerima laporan", "petugas menuju lokasi", "petugas tiba di lokasi", "penanganan selesai"):
        assert line in shown.text


async def test_each_result_is_told_softly(town: Town) -> None:
    officer = await joins(town, "Petugas")
    for label, told in (
        ("Tidak terbukti", "belum menemukan cukup bukti"),
        ("Nihil", "keadaan aman"),
    ):
        citizen = town.citizen()
        await agrees(citizen)
        await takes(officer, await reports(citizen))
        await officer.taps("Menuju lokasi")
        await town.rests()
        await ticks(town, minutes=1)
        await citizen.hears("menuju lokasi")
        await officer.taps("Di lokasi")
        await town.rests()
        await ticks(town, minutes=1)
        await citizen.hears("sudah di lokasi")
        await finishes(officer, label)
        await citizen.hears(told)
    for label, told in (
        ("Tidak terbukti", "belum ada cukup bukti"),
        ("Nihil", "tidak ada lagi yang perlu"),
    ):
        citizen = town.citizen()
        await agrees(citizen)
        await takes(officer, await reports(citizen))
        await finishes(officer, label)
        ended = await citizen.hears(told)
        assert "memeriksa" not in ended.text, "nobody was there"
        assert "aman" not in ended.text.split("Terima kasih")[0]


async def test_a_question_and_its_answer_pass_without_names(resident: Person, town: Town) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    await takes(officer, number)
    await officer.taps("Tanya pelapor")
    await officer.hears("apa yang ingin ditanyakan")
    await officer.sends("Apakah ada kendaraan yang dipakai?")
    await officer.hears("sudah dikirim")
    asked = await resident.hears("Apakah ada kendaraan yang dipakai?")
    assert "tetap dirahasiakan" in asked.text
    await resident.taps("Jawab")
    await resident.hears("Kirim keterangan")
    await resident.sends("Ada, mobil putih")
    answer = await officer.hears("Ada, mobil putih")
    assert number in answer.text
    await resident.hears("Sudah ditambahkan")
    await resident.sends_photo(PICTURE, "Ini mobilnya")
    await officer.hears("Bukti baru")
    await resident.shares_location(1.68, 101.45)
    await officer.hears("1.680000, 101.450000")


async def test_neither_side_ever_learns_who_the_other_is(town: Town) -> None:
    officer = town.world.person("Briptu Rahasia", username="briptu_rahasia", phone="+6281311122233")
    joined = await joins(town, "Rekan")
    head = await joins(town, "Kapolsek Rahasia", POLSEK, Role.HEAD)
    desk = await joins(town, "Piket Rahasia", "spkt", Role.DESK)
    citizen = town.world.person("Bujang Selamat", username="bujang_selamat", phone="+6281277788899")
    await officer.opens(f"masuk-{await invites(town, Invite(POLSEK, Role.OFFICER))}")
    await officer.hears("Selamat bergabung")
    await agrees(citizen)
    number = await reports(citizen, VIOLATION)  # gives a phone number
    await takes(officer, number)
    await officer.taps("Menuju lokasi")
    await town.rests()
    await ticks(town, minutes=1)
    await citizen.hears("menuju lokasi")
    await officer.taps("Tanya pelapor")
    await officer.hears("apa yang ingin ditanyakan")
    await officer.sends("Di gang yang mana?")
    await citizen.hears("Di gang yang mana?")
    await citizen.taps("Jawab")
    await citizen.hears("Kirim keterangan")
    await citizen.sends("Rumah cat hijau")
    await officer.hears("Rumah cat hijau")
    await citizen.sends_photo(PICTURE, "Fotonya")
    await officer.hears("Bukti baru")
    await officer.taps("Butuh bantuan")
    await is_called(head, number, "butuh bantuan")
    await officer.taps("Lihat bukti")
    await officer.hears("Fotonya")
    await finishes(officer)
    await citizen.taps("Lihat laporan", on=await citizen.hears("petugas kami selesai"))
    await citizen.taps("Belum beres", on=await citizen.hears(f"{number}\n"))
    await citizen.hears("buka kembali")
    await town.rests()
    police = [person.chat_with_bot for person in (officer, joined, head, desk)]
    for mark in marks(citizen):
        assert mark not in seen(police)
    theirs = seen([citizen.chat_with_bot])
    for person in (officer, joined, head, desk):
        for mark in marks(person):
            assert mark not in theirs
    callsigns = [str(row[0]) for row in await town.rows("SELECT callsign FROM officers")]
    assert not [callsign for callsign in callsigns if callsign in theirs]


async def test_solved_closes_the_report(resident: Person, town: Town) -> None:
    officer = await joins(town, "Petugas")
    await takes(officer, await reports(resident))
    await finishes(officer)
    ended = await resident.hears("Apakah sudah beres")
    await resident.taps("Sudah beres")
    await resident.hears("kami tutup")
    assert await town.rows("SELECT state, closed_at IS NOT NULL FROM reports") == [("selesai", 1)]
    await resident.taps("Sudah beres", on=ended)
    await resident.hears_nothing()
    assert await town.rows("SELECT count(*) FROM events WHERE act = 'dinyatakan_selesai'") == [(1,)]


async def test_not_solved_opens_it_again_and_calls_the_officers(resident: Person, town: Town) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    await takes(officer, number)
    await finishes(officer, "Nihil")
    ended = await resident.hears("Apakah sudah beres")
    town.clock.passes(days=7)
    await resident.taps("Belum beres")
    await resident.hears("kami buka kembali")
    assert any("Tambah keterangan" in label for label in resident.last.labels)
    call = await is_called(officer, number, "Pelapor menyatakan belum beres")
    assert call.labels[0] == "✅ Terima"
    assert await town.rows("SELECT state, result, officer, closed_at, ended_at FROM reports") == [
        ("diterima", None, None, None, None)
    ]
    await resident.forges(button(ended, "Sudah beres"), on=ended)
    await resident.forges(button(ended, "Belum beres"), on=ended)
    await town.rests()
    assert [toast[:37] for toast in resident.toasts] == ["Keadaan laporan ini sudah berubah. Li"] * 2
    assert await town.rows("SELECT count(*) FROM events WHERE act = 'dibuka_kembali'") == [(1,)]


async def test_after_seven_days_it_is_too_late_to_reopen(resident: Person, town: Town) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    await takes(officer, number)
    await finishes(officer)
    ended = await resident.hears("Apakah sudah beres")
    town.clock.passes(days=7, seconds=1)
    await resident.taps("Belum beres")
    await resident.sees_toast("dalam 7 hari")
    await resident.taps("Lihat laporan", on=ended)
    shown = await resident.hears("Selesai")
    assert not any("Belum beres" in label for label in shown.labels)
    assert await town.rows("SELECT state FROM reports") == [("selesai",)]


async def test_what_was_closed_as_solved_can_still_be_reopened(resident: Person, town: Town) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    await takes(officer, number)
    await finishes(officer)
    ended = await resident.hears("Apakah sudah beres")
    await resident.taps("Sudah beres")
    await resident.hears("kami tutup")
    await resident.taps("Belum beres", on=ended)
    await resident.hears("kami buka kembali")
    await is_called(officer, number, "Pelapor menyatakan belum beres")


async def test_another_citizen_can_press_none_of_the_reporters_buttons(resident: Person, town: Town) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    await takes(officer, number)
    await finishes(officer)
    ended = await resident.hears("Apakah sudah beres")
    stranger = town.citizen("Orang lain")
    await agrees(stranger)
    await town.rests()
    before = await town.rows(AS_THEY_STAND)
    shown = resident.chat_with_bot.messages
    for act in ("open", "add", "withdraw", "withdrawn", "answer", "solved", "reopen"):
        for on in (ended, stranger.last):
            for person in (stranger, officer):
                person.toasts.clear()
                await person.forges(f"l:0:{act}={number}", on=on)
                await person.sees_toast()
    await town.rests()
    assert await town.rows(AS_THEY_STAND) == before
    assert resident.chat_with_bot.messages == shown
    for person in (stranger, officer):
        await person.sends(f"/status {number}")
        await person.hears("tidak ada di antara laporan Anda")


async def test_danger_told_later_calls_patrol_and_command_also_when_it_is_taken(resident: Person, town: Town) -> None:
    officer, patrol = await joins(town, "Petugas"), await joins(town, "Samapta", "samapta")
    chief = await a_command(town)
    number = await reports(resident, about(Category.PENCURIAN))
    await takes(officer, number)
    await resident.taps("Lihat laporan")
    await resident.taps("Tambah keterangan")
    await resident.hears("Kirim keterangan")
    await resident.sends("Sekarang dia membawa parang dan mengejar orang")
    await resident.hears("telepon 110")
    for person in (patrol, chief):
        await is_called(person, number, "Keterangan baru dari pelapor: ada bahaya")
    await is_called(officer, number, "DARURAT")
    assert await town.rows("SELECT urgency, officer FROM reports") == [("darurat", 1)]


async def test_news_of_a_reporter_who_blocked_the_bot_stops_nothing(resident: Person, town: Town) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    await resident.blocks_bot()
    await takes(officer, number)
    await finishes(officer)
    assert await town.rows("SELECT state FROM reports") == [("selesai",)]


async def test_what_is_added_reaches_the_others_when_who_has_the_report_is_out_of_reach(
    resident: Person, town: Town
) -> None:
    officer, colleague = await joins(town, "Petugas"), await joins(town, "Rekan")
    number = await reports(resident)
    await takes(officer, number)
    await town.rests()
    await ticks(town, minutes=1)
    await resident.hears("sudah ada petugas")
    await officer.blocks_bot()
    await town.turns("SELECT id FROM chats WHERE off_at IS NOT NULL")
    await resident.taps("Lihat laporan")
    await resident.hears(number)
    await resident.taps("Tambah keterangan")
    await resident.hears("Kirim keterangan")
    await resident.sends("Mobilnya putih dan masih di sini")
    await colleague.hears("Mobilnya putih")


async def test_a_dump_of_the_database_tells_nobody_who_reported(town: Town) -> None:
    officer = await joins(town, "Petugas")
    citizen = town.world.person("Bujang Selamat", username="bujang_selamat", phone="+6281277788899")
    await agrees(citizen)
    number = await reports(citizen, VIOLATION)
    await takes(officer, number)
    await citizen.taps("Tambah keterangan")
    await citizen.hears("Kirim keterangan")
    await citizen.sends("Mereka masih di sana")
    await officer.hears("Mereka masih di sana")
    await finishes(officer)
    await citizen.hears("petugas kami selesai")
    await town.rests()
    dumped = await asyncio.to_thread(dump, town.settings.address)
    assert "Mereka masih di sana" in dumped
    raw = await asyncio.to_thread(content, town.settings.address)
    for mark in ("Bujang", "bujang_selamat", "81277788899", str(citizen.id), f"{citizen.id:x}"):
        assert mark not in dumped
        assert mark.encode() not in raw
        assert mark.encode().hex() not in dumped.lower()


async def test_whoever_reported_one_event_twice_is_asked_once_whether_it_is_solved(
    town: Town, resident: Person
) -> None:
    officer = await joins(town, "Petugas")
    numbers = []
    for words in ("kebakaran besar, api menjalar", "api makin besar, rumah kebakaran"):
        await resident.sends("/lapor")
        await resident.sends(f"{words} di jaya mukti tps 5")
        await resident.taps("Kirim sekarang", on=await resident.hears("Telepon 110 jika ada bahaya"))
        numbers.append(number_on(await resident.hears("sudah kami terima")))
        await ticks(town, minutes=1)
    await takes(officer, numbers[0])
    await officer.taps("Selesai")
    await officer.taps("Tertangani", on=await officer.hears("bagaimana hasilnya"))
    await town.rests()
    asked = [each.text for each in resident.chat_with_bot.messages if "Apakah sudah beres" in each.text]
    assert len(asked) == 1
    assert numbers[0] in asked[0]


async def _is_asked(officer: Person, resident: Person, number: str, question: str) -> None:
    await takes(officer, number)
    await officer.taps("Tanya pelapor")
    await officer.hears("apa yang ingin ditanyakan")
    await officer.sends(question)
    await resident.hears(question)


async def test_an_answer_hours_later_reaches_whoever_asked_whatever_it_reads_like(resident: Person, town: Town) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident, VIOLATION)
    await _is_asked(officer, resident, number, "Berapa orang yang membagi, dan sampai jam berapa?")
    await ticks(town, hours=5)
    await resident.sends("2 orang pak sampai jam 9")
    assert number in (await resident.hears("Sudah ditambahkan")).text
    await officer.hears("2 orang pak sampai jam 9")


async def test_what_tells_of_something_else_is_no_answer(resident: Person, town: Town) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident, VIOLATION)
    await _is_asked(officer, resident, number, "Berapa orang yang membagi?")
    await ticks(town, hours=5)
    await resident.sends("motor saya hilang dicuri tadi malam di bukit batrem")
    await resident.hears("Buat laporan dari pesan ini?")


async def test_an_old_button_shows_how_the_report_stands_now(resident: Person, town: Town) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    await takes(officer, number)
    await finishes(officer)
    asked = await resident.hears("Apakah sudah beres?")
    await resident.sends("bohong pak polisi belum datang")
    reopened = await resident.hears("kami buka kembali")
    assert "Selesai" not in reopened.text, "it is open again"
    await resident.forges(button(asked, "Sudah beres"), on=asked)
    assert number in (await resident.hears("Pilih langkah berikutnya")).text
    await resident.sees_toast("Keadaan laporan ini sudah berubah")


async def test_who_wants_to_withdraw_what_officers_are_at_is_told_what_can_be_done(
    resident: Person, town: Town
) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    await takes(officer, number)
    await officer.taps("Di lokasi")
    await ticks(town, minutes=2)
    await resident.sends("saya mau batalkan laporan saya")
    assert "Saya terancam" in (await resident.hears("tidak bisa dibatalkan lagi")).text
    shown = await resident.hears("Pilih langkah berikutnya")
    assert "Batalkan laporan ini" not in " ".join(shown.labels)
    assert "Saya terancam" in " ".join(shown.labels)
