"""An original is for the desk alone: neither it nor its file name leaves to anybody but the reporter."""

import pytest

from resort.roles import Role
from sandbox import PICTURE, Person
from tests.copies.media import bare_photo
from tests.stage.desk import a_desk, opens
from tests.stage.officers import PANWASCAM, POLSEK, calls, joins, takes
from tests.stage.town import Town
from tests.stage.walks import VIOLATION, Leg, finishes, goes_to

OWNER = "Budi Santoso KTP 1471"
CAPTION = "Amplop ini yang dibagikan"


@pytest.fixture
def sent(town: Town) -> list[str]:
    """Every call the bot makes, but for what it asks of Telegram itself."""
    calls: list[str] = []
    town.world.on_call(lambda method, params: None if method == "getFile" else calls.append(f"{method} {params}"))
    return calls


async def reports_with_originals(town: Town, citizen: Person, legs: tuple[Leg, ...]) -> str:
    """A report with two photos sent as photos, a voice, a round video, and four originals."""
    await goes_to(citizen, "evidence", legs)
    await citizen.sends_photo(bare_photo(), CAPTION)
    await citizen.sends_document(b"\xff\xd8\xff GPS", f"{OWNER}.jpg", CAPTION)
    await citizen.sends_document(b"%PDF-1.4 pemilik", f"{OWNER}.pdf")
    await citizen.sends_audio(b"ID3 pemilik")
    await citizen.sends_animation(b"GIF89a pemilik")
    await citizen.sends_voice(b"OggS suara")
    await citizen.sends_video_note(b"bulat")
    for _ in range(7):
        await citizen.hears("Bukti tersimpan")
    await citizen.taps("Lanjut")
    number = await finishes(citizen, "identity", legs)
    await town.turns("SELECT 1 FROM evidence GROUP BY report HAVING count(copies) = 7")  # one is made
    return number


async def test_originals_go_to_nobody_and_are_named_by_their_number(
    town: Town, resident: Person, sent: list[str]
) -> None:
    head = await joins(town, "Kapolsek", POLSEK, Role.HEAD)
    group = town.world.group("Polsek", members=[head], bot="member")
    await head.sends("/ikat", chat=group)
    await head.hears("menerima panggilan", chat=group)
    officer, desk, partner = await joins(town, "Petugas"), await a_desk(town), await joins(town, "Panwas", PANWASCAM)
    number = await reports_with_originals(town, resident, VIOLATION)
    await takes(officer, number)
    for person in (officer, partner, head):
        await person.taps("Lihat bukti", on=calls(person, number)[-1])
        await person.hears(f"{number}-bukti-4")
    await head.forges("p:0:files=1", on=calls(head, number, chat=group)[-1])  # a button of an earlier release
    await opens(desk, number)
    await desk.taps("Lihat bukti")
    await desk.hears(f"{number}-bukti-4")
    await town.rests()
    files = await town.rows("SELECT kind, file_id FROM evidence ORDER BY id")
    assert [kind for kind, _ in files] == ["photo", "document", "document", "audio", "document", "voice", "video_note"]
    for _, file_id in files:
        assert not [call for call in sent if str(file_id) in call]
    assert [call for call in sent if call.startswith("sendPhoto")]
    assert all("protect_content" in call for call in sent if call.startswith("sendPhoto"))
    for call in sent:
        assert OWNER not in call
        assert "rekaman.mp3" not in call


async def test_an_officer_reads_what_lies_at_the_desk_and_the_reporters_words(
    town: Town, resident: Person, sent: list[str]
) -> None:
    officer = await joins(town, "Petugas")
    number = await reports_with_originals(town, resident, VIOLATION)
    await takes(officer, number)
    seen = len(officer.chat_with_bot.news)
    await officer.taps("Lihat bukti")
    await officer.sees_toast("chat pribadi")
    await town.rests()
    shown = officer.chat_with_bot.news[seen:]
    told = [message.text.partition("\n")[0] for message in shown]
    assert told == [
        CAPTION,
        f"📎 {number}-bukti-2 · berkas asli, di piket",
        f"{number}-bukti-2",
        f"📎 {number}-bukti-3 · berkas asli, di piket",
        f"📎 {number}-bukti-4 · berkas asli, di piket",
        f"📎 {number}-bukti-5 · berkas asli, di piket",
        f"📎 {number}-bukti-6 · berkas asli, di piket",
        f"📎 {number}-bukti-7 · berkas asli, di piket",
    ]
    assert shown[2].text.endswith(CAPTION)
    assert all(message.raw["has_protected_content"] for message in shown)


async def test_no_word_of_a_long_caption_is_lost(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    await goes_to(resident, "evidence")
    await resident.sends_photo(PICTURE, "😀" * 500)
    await resident.hears("Bukti tersimpan")
    await resident.sends("<b>kata " * 500 + "terakhir")
    await resident.hears("Keterangan bukti sudah dicatat")
    await resident.taps("Lanjut")
    number = await finishes(resident, "identity")
    await takes(officer, number)
    await town.turns("SELECT 1 FROM evidence WHERE copies IS NOT NULL")
    seen = len(officer.chat_with_bot.news)
    await officer.taps("Lihat bukti")
    await officer.sees_toast("chat pribadi")
    await town.rests()
    parts = [message.text.partition("\n")[2] for message in officer.chat_with_bot.news[seen + 1 :]]
    assert "".join("".join(parts).split()) == "😀" * 500 + "<b>kata" * 500 + "terakhir"


async def test_a_round_video_keeps_the_words_written_under_it(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    await goes_to(resident, "evidence")
    await resident.sends_video_note(b"bulat")
    await resident.hears("Bukti tersimpan")
    await resident.sends("Ini depan gudang")
    await resident.hears("Keterangan bukti sudah dicatat")
    await resident.taps("Lanjut")
    number = await finishes(resident, "identity")
    await takes(officer, number)
    await town.turns("SELECT 1 FROM evidence WHERE copies IS NOT NULL")
    await officer.taps("Lihat bukti")
    await officer.hears(f"{number}-bukti-1 · berkas asli")
    assert (await officer.hears(f"{number}-bukti-1")).text.endswith("Ini depan gudang")
