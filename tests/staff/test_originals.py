"""Originals of evidence: one officer gets them, once, for a reason, when another of the command agrees."""

import hashlib

from resort.rights import Post
from sandbox import Person
from tests.copies.media import photo
from tests.stage.desk import a_desk, opens
from tests.stage.officers import a_command, is_called, joins
from tests.stage.town import Town
from tests.stage.walks import VIOLATION, agrees, button, finishes, goes_to, number_on

REASON = "Penyidik perlu berkas asli untuk berkas perkara"


def documents(person: Person) -> list[dict[str, object]]:
    """The documents in somebody's chat."""
    return [message.raw for message in person.chat_with_bot.news if "document" in message.raw]


async def test_two_people_give_an_original_to_one_officer_once(town: Town, citizen: Person) -> None:
    """Asked with a reason, decided by another, in the chain; the reporter hears; a program leaves in no case."""
    sent = photo()
    desk, officer = await a_desk(town), await joins(town, "Petugas")
    chief, deputy = await a_command(town), await a_command(town, Post.DEPUTY, "Wakil")
    await agrees(citizen)
    await goes_to(citizen, "evidence", VIOLATION)
    await citizen.sends_document(sent, "Budi Santoso.jpg")
    await citizen.sends_document(b"PK\x03\x04 apk", "Undangan.apk")
    for _ in range(2):
        await citizen.hears("Bukti tersimpan")
    await citizen.taps("Lanjut")
    number = await finishes(citizen, "identity", VIOLATION)
    await town.turns("SELECT 1 FROM evidence GROUP BY report HAVING count(copies) = 2")
    await officer.taps("Lihat bukti", on=await is_called(officer, number))
    await officer.hears("berkas asli, di piket")
    await opens(desk, number)
    await desk.taps("Lihat bukti")
    offer = await desk.hears("di atas adalah salinan kerja")
    await officer.forges(button(offer, "Minta berkas asli"), on=officer.last)
    await officer.sees_toast("hanya untuk petugas yang berwenang")
    await desk.taps("Minta berkas asli", on=offer)
    await desk.hears("mengapa berkas asli diperlukan")
    await desk.sends(REASON)
    await desk.hears("sudah dikirim kepada pimpinan")
    request = await chief.hears(f"Permintaan berkas asli, {number}")
    assert REASON in request.text
    assert "Berkas: 1" in request.text
    assert "titik tempat" in request.text
    await desk.forges(button(request, "Setujui"), on=desk.last)
    await desk.sees_toast("hanya untuk petugas yang berwenang")
    assert not documents(desk)
    await chief.taps("Setujui", on=request)
    given = await desk.hears("berkas asli")
    assert hashlib.sha256(sent).hexdigest() in given.text
    told = await citizen.hears("berkas asli yang Anda kirim diberikan")
    assert REASON in told.text
    assert "SPKT" not in told.text
    await deputy.taps("Setujui", on=await deputy.hears("Permintaan berkas asli"))
    await deputy.sees_toast("sudah diputuskan")
    await town.rests()
    [file] = documents(desk)
    assert f"'{number}-bukti-1-asli.jpg'" in str(file)
    assert not documents(chief)
    assert not documents(deputy)
    assert not documents(officer)
    assert await town.rows("SELECT act, officer, text FROM events WHERE act LIKE '%asli' ORDER BY id") == [
        ("minta_asli", 1, REASON),
        ("setujui_asli", 3, REASON),
        ("kirim_asli", 1, None),
    ]
    await citizen.taps("Lihat laporan", on=told)
    await citizen.hears("diberikan kepada satu petugas")


async def test_nobody_whose_own_office_is_accused_opens_anything(town: Town, citizen: Person) -> None:
    """In danger everybody is called and reads it; who told it stays shut to the office that it accuses."""
    chief, deputy, desk = await a_command(town), await a_command(town, Post.DEPUTY, "Wakil"), await a_desk(town)
    await agrees(citizen)
    await citizen.sends("tolong saya dipukuli kapolres di tps 12 jaya mukti sekarang berdarah")
    await citizen.hears("110")
    await citizen.taps("Kirim sekarang")
    number = number_on(await citizen.hears("sudah kami terima"))
    await is_called(desk, number)
    for person in (chief, deputy):
        await person.sends(f"/buka {number}")
        await person.hears("tidak dapat diajukan atau diputuskan dari unit Anda")
        await person.forges("b:0:why=1,asli", on=person.last)
        await person.sees_toast("tidak dapat diajukan")
    await desk.sends(f"/buka {number}")
    await desk.taps("Penyidikan perlu saksi", on=await desk.hears("untuk apa identitas"))
    await desk.hears("mengapa identitas")
    await desk.sends("Penyidik perlu mendengar saksinya")
    await desk.hears("Belum ada pimpinan lain")
    assert await town.rows("SELECT count(*) FROM openings") == [(0,)]


async def test_a_story_sealed_to_few_is_opened_to_nobody_else(town: Town, citizen: Person) -> None:
    """Threatened because of the report: the desk that had it asks for no identity and no original any more."""
    desk = await a_desk(town)
    await a_command(town)
    await a_command(town, Post.DEPUTY, "Wakil")
    await agrees(citizen)
    await goes_to(citizen, "evidence", VIOLATION)
    await citizen.sends_document(photo(), "a.jpg")
    await citizen.hears("Bukti tersimpan")
    await citizen.taps("Lanjut")
    number = await finishes(citizen, "identity", VIOLATION)
    await citizen.taps("Saya terancam karena laporan ini")
    await citizen.taps("Ya, aman")
    await town.rests()
    for forged in ("b:0:why=1,asli", "b:0:why=1,bahaya"):
        await desk.forges(forged, on=desk.last)
        await desk.sees_toast("hanya untuk petugas yang berwenang")
    await desk.sends(f"/buka {number}")
    await desk.hears("hanya untuk petugas yang berwenang")
    assert await town.rows("SELECT count(*) FROM openings") == [(0,)]
