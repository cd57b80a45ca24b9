"""Who must not read a report: the office that its words accuse, told to nobody by mistake."""

import pytest

from resort.rights import Post
from resort.roles import Role
from sandbox import Message, Person
from tests.copies.media import bare_photo
from tests.desk.test_sealed import read_by, walks_everything
from tests.stage.desk import a_desk, a_head, opens, sees_queue
from tests.stage.officers import PANWASCAM, POLSEK, a_command, calls, is_called, joins, ticks
from tests.stage.town import Town
from tests.stage.walks import agrees, number_on

PLACE = "tps 12 jaya mukti"
STORY = "panwascam minta amplop kepada saksi supaya diam saja di balai warga"
WORDS = ("amplop", "saksi", "balai")


async def tells(citizen: Person, story: str, place: str = PLACE) -> str:
    """Report it in one's own words; returns the number."""
    await citizen.sends(story)
    await citizen.hears("Buat laporan dari pesan ini")
    await citizen.taps("Ya, buat laporan")
    await citizen.hears("Di mana kejadiannya" if place else "Kirim sekarang")
    if place:
        await citizen.sends(place)
        await citizen.hears("Kirim sekarang")
    await citizen.taps("Kirim sekarang")
    return number_on(await citizen.hears("sudah kami terima"))


async def tells_nowhere(citizen: Person, story: str) -> str:
    """Report it without saying in which kecamatan it is; returns the number."""
    await citizen.sends(story)
    await citizen.hears("Buat laporan dari pesan ini")
    await citizen.taps("Ya, buat laporan")
    await citizen.hears("Di mana kejadiannya")
    await citizen.sends("dekat pohon besar")
    await citizen.hears("Di kecamatan mana")
    await citizen.taps("Lewati")
    await citizen.hears("Kirim sekarang")
    await citizen.taps("Kirim sekarang")
    return number_on(await citizen.hears("sudah kami terima"))


async def is_asked(citizen: Person, unit: str) -> Message:
    """The one question about an office."""
    question = await citizen.hears("Apakah yang dilaporkan orang dari")
    assert unit in question.text
    assert question.labels[:3] == ["Ya, jangan kirim ke sana", "Tidak", "Tidak tahu"]
    return question


@pytest.fixture
async def accused(town: Town) -> Person:
    return await joins(town, "Panwas", PANWASCAM, Role.PARTNER)


@pytest.fixture
async def above(town: Town) -> Person:
    return await joins(town, "Bawaslu", "bawaslu", Role.PARTNER)


async def test_the_accused_office_waits_and_everybody_else_is_called(
    town: Town, accused: Person, above: Person, citizen: Person
) -> None:
    desk, officer = await a_desk(town), await joins(town, "Petugas")
    await agrees(citizen)
    number = await tells(citizen, STORY)
    question = await is_asked(citizen, "Panwascam Dumai Timur")
    for person in (desk, officer, above):
        assert "Tidak dikirim ke Panwascam Dumai Timur" in (await is_called(person, number)).text
    await citizen.taps("Ya, jangan kirim ke sana", on=question)
    assert "tidak kami kirim ke Panwascam Dumai Timur" in (await citizen.hears("Baik.")).text
    decision = await above.hears("pelapor menyatakan")
    await citizen.sends("orangnya menunggu saksi di balai itu lagi")
    await citizen.hears("Sudah ditambahkan")
    for _ in range(6):
        await ticks(town, minutes=30)
    await walks_everything(accused, number)
    await town.rests()
    said = read_by(accused)
    assert not [word for word in (*WORDS, number.casefold()) if word in said.replace(f"/status {number}", "")]
    assert not calls(accused, number)
    await above.taps("Tetap tidak dikirim", on=decision)
    await above.hears("tetap tidak dikirim ke")
    assert await town.rows("SELECT answer, outcome, wait FROM objections") == [("ya", "tetap", None)]


async def test_a_wish_may_be_lifted_an_hour_after_the_reporter_heard_it(
    town: Town, accused: Person, above: Person, citizen: Person
) -> None:
    await agrees(citizen)
    number = await tells(citizen, STORY)
    await citizen.taps("Ya, jangan kirim ke sana", on=await is_asked(citizen, "Panwascam"))
    await citizen.hears("Baik.")
    decision = await above.hears("pelapor menyatakan")
    await above.taps("Kirim ke sana", on=decision)
    await above.hears("Satu jam lagi")
    assert "Panwascam Dumai Timur" in (await citizen.hears("diputuskan bahwa")).text
    await ticks(town, minutes=50)
    assert not calls(accused, number)
    await ticks(town, minutes=11)
    assert "amplop" in (await is_called(accused, number)).text


async def test_withdrawn_within_the_hour_it_never_goes_there(
    town: Town, accused: Person, above: Person, citizen: Person
) -> None:
    await agrees(citizen)
    number = await tells(citizen, STORY)
    await citizen.taps("Ya, jangan kirim ke sana", on=await is_asked(citizen, "Panwascam"))
    await above.taps("Kirim ke sana", on=await above.hears("pelapor menyatakan"))
    await above.hears("Satu jam lagi")
    await citizen.sends(f"/status {number}")
    await citizen.hears("Laporan")
    await citizen.taps("Batalkan laporan ini")
    await citizen.hears("Batalkan laporan")
    await citizen.taps("Sudah selesai")
    await citizen.hears("sudah Anda batalkan")
    await ticks(town, hours=2)
    assert not calls(accused, number)
    assert await town.rows("SELECT outcome, wait FROM objections") == [("akan_dikirim", None)]


async def test_no_means_that_the_office_is_called_as_ever(town: Town, accused: Person, citizen: Person) -> None:
    await agrees(citizen)
    number = await tells(citizen, STORY)
    question = await is_asked(citizen, "Panwascam")
    assert not calls(accused, number)
    await citizen.taps("Tidak", on=question)
    await citizen.hears("seperti biasa")
    assert "amplop" in (await is_called(accused, number)).text


@pytest.mark.parametrize("answer", ["", "Tidak tahu"])
async def test_without_an_answer_the_level_above_decides_and_nothing_is_sent(
    town: Town, accused: Person, above: Person, citizen: Person, answer: str
) -> None:
    """The main office of the agency decides; strangers to it may not."""
    desk = await a_desk(town)
    await agrees(citizen)
    number = await tells(citizen, STORY)
    question = await is_asked(citizen, "Panwascam")
    if answer:
        await citizen.taps(answer, on=question)
        await citizen.hears("Yang di atasnya yang memutuskan")
    else:
        await ticks(town, minutes=9)
        assert "pelapor belum menjawab" not in read_by(above)
        await ticks(town, minutes=2)
    decision = await above.hears("mungkin yang dilaporkan orang dari")
    assert "amplop" not in decision.text
    await desk.forges("p:0:send=1", on=desk.last)
    await desk.sees_toast("hanya untuk petugas")
    for _ in range(7):
        await ticks(town, hours=6)
    assert not calls(accused, number)
    assert await town.rows("SELECT outcome, wait FROM objections") == [("tetap", None)]


async def test_in_danger_all_are_called_and_yes_adds_the_level_above(
    town: Town, accused: Person, citizen: Person
) -> None:
    head, kabag = await a_head(town), await a_command(town, Post.OPERATIONS, "Kabag")
    await agrees(citizen)
    await citizen.sends("tolong saya dipukuli anggota polsek di tps 12 jaya mukti sekarang berdarah")
    await citizen.hears("110")
    await citizen.taps("Kirim sekarang")
    number = number_on(await citizen.hears("sudah kami terima"))
    question = await citizen.hears("Apakah yang dilaporkan orang dari")
    assert "Polsek Dumai Timur" in question.text
    await is_called(head, number)
    await citizen.taps("Ya, orang dari sana", on=question)
    await citizen.hears("Terima kasih")
    await is_called(kabag, number)


async def test_a_head_of_the_accused_office_finds_it_nowhere(town: Town, citizen: Person) -> None:
    head, desk = await a_head(town), await a_desk(town)
    await agrees(citizen)
    number = await tells(citizen, "kapolsek meminta uang keamanan kepada pedagang pasar tiap minggu")
    await is_asked(citizen, "Polsek Dumai Timur")
    assert number in " ".join((await sees_queue(desk)).labels)
    assert number not in " ".join((await sees_queue(head)).labels)
    await walks_everything(head, number)
    await town.rests()
    assert "pedagang" not in read_by(head)


async def test_an_office_accused_later_loses_what_it_had(town: Town, accused: Person, citizen: Person) -> None:
    """The call on its phones becomes a number, whoever had taken it gives it up, and what comes is not for it."""
    desk = await a_desk(town)
    await agrees(citizen)
    number = await tells(citizen, "ada yang membagikan amplop di rumah warga")
    call = await is_called(accused, number)
    assert "amplop" in call.text
    await citizen.sends("amplopnya warna hijau")
    await citizen.hears("Sudah ditambahkan")
    await citizen.sends_photo(bare_photo())
    await citizen.hears("Sudah ditambahkan")
    await town.turns("SELECT 1 FROM evidence WHERE copies > 0")
    await accused.taps("Lihat bukti", on=calls(accused, number)[-1])
    await town.rests()
    assert "hijau" in read_by(accused)
    assert [message for message in accused.chat_with_bot.messages if message.file_id]
    await citizen.sends("ternyata yang bagi itu ketua panwascam dan dia menyuruh pedagang diam")
    await citizen.hears("Sudah ditambahkan")
    await is_asked(citizen, "Panwascam")
    taken_off = await is_called_off(accused, number)
    assert "amplop" not in taken_off.text
    assert not taken_off.labels
    await town.rests()
    assert "menyuruh" not in read_by(accused)
    assert "hijau" not in read_by(accused)
    assert not [message for message in accused.chat_with_bot.messages if message.file_id]
    assert "menyuruh" in read_by(desk)


async def test_one_reporters_yes_never_touches_anothers_words(
    town: Town, accused: Person, above: Person, citizen: Person
) -> None:
    desk = await a_desk(town)
    other = town.citizen("Tetangga")
    await agrees(citizen)
    await agrees(other)
    first = await tells(citizen, STORY)
    await citizen.taps("Ya, jangan kirim ke sana", on=await is_asked(citizen, "Panwascam"))
    second = await tells(other, "ada yang membagikan amplop di rumah warga berpagar hijau")
    await is_called(accused, second)
    await opens(desk, second)
    await desk.taps("Tindakan lain")
    await desk.taps("Gabungkan")
    await desk.taps(first)
    await desk.taps("Ya, gabungkan")
    await desk.hears("digabung")
    await other.sends("mobilnya parkir dekat jembatan")
    await other.hears("Sudah ditambahkan")
    await citizen.sends("orangnya memakai topi lebar")
    await citizen.hears("Sudah ditambahkan")
    await town.rests()
    said = read_by(accused)
    assert "jembatan" in said
    assert "topi" not in said
    assert "saksi" not in said


async def test_many_wishes_are_looked_at_first(town: Town, accused: Person, above: Person, citizen: Person) -> None:
    await agrees(citizen)
    for place in ("jaya mukti", "buluh kasap", "tanjung palas"):
        await tells(citizen, f"{STORY} tps 3 {place}", "")
        await citizen.taps("Ya, jangan kirim ke sana", on=await is_asked(citizen, "Panwascam"))
        await citizen.hears("Baik.")
    assert "dari pelapor yang sama dalam sehari" in (await above.hears("dilihat dahulu")).text
    for name in ("Kedua", "Ketiga"):
        other = town.citizen(name)
        await agrees(other)
        await tells(other, STORY)
        await other.taps("Ya, jangan kirim ke sana", on=await is_asked(other, "Panwascam"))
        await other.hears("Baik.")
    await above.hears("ke-5 tentang Panwascam Dumai Timur")


async def test_bawaslu_knows_that_a_report_about_it_exists(town: Town, above: Person, citizen: Person) -> None:
    kabag, officer = await a_command(town, Post.OPERATIONS, "Kabag"), await joins(town, "Petugas", POLSEK)
    await agrees(citizen)
    number = await tells(citizen, "anggota bawaslu menerima amplop dari orang di warung")
    await citizen.taps("Ya, jangan kirim ke sana", on=await is_asked(citizen, "Bawaslu"))
    known = await above.hears("Ada laporan")
    assert number in known.text
    assert "amplop" not in known.text
    await kabag.hears("pelapor menyatakan")
    await is_called(officer, number)
    assert not calls(above, number)


async def test_the_command_does_not_read_what_accuses_its_chief(town: Town, citizen: Person) -> None:
    """Sie Propam decides; nobody of the command is called, at no level."""
    chief, propam = await a_command(town), await joins(town, "Propam", "propam")
    desk = await a_desk(town)
    await agrees(citizen)
    number = await tells(citizen, "kapolres meminta jatah uang parkir dari pedagang pasar tiap bulan")
    question = await citizen.hears("Apakah yang dilaporkan orang dari")
    await citizen.taps("Ya, jangan kirim ke sana", on=question)
    await citizen.hears("Baik.")
    await propam.hears("pelapor menyatakan")
    await is_called(desk, number)
    for _ in range(8):
        await ticks(town, hours=2)
    await walks_everything(chief, number)
    await town.rests()
    assert "parkir" not in read_by(chief)
    assert not calls(chief, number)


async def is_called_off(person: Person, number: str) -> Message:
    """The call as it stands once its story was taken off the phone."""
    while True:
        message = await person.hears(number)
        if "ditarik dari sini" in message.text:
            return message


async def test_what_stands_below_a_file_is_read_like_any_other_words(
    town: Town, accused: Person, citizen: Person
) -> None:
    """It may accuse an office, or be for a few people alone: before anybody reads it."""
    officer = await joins(town, "Petugas")
    await agrees(citizen)
    number = await tells(citizen, "ada yang membagikan amplop di rumah warga")
    await is_called(accused, number)
    await citizen.sends_photo(bare_photo(), "ini ketua panwascam sedang membagikan amplopnya")
    await is_asked(citizen, "Panwascam")
    await is_called_off(accused, number)
    await is_called(officer, number)
    await citizen.sends_photo(bare_photo(), "anak saya diperkosa tetangga waktu itu")
    await citizen.hears("Sudah ditambahkan")
    await town.rests()
    assert "diperkosa" not in read_by(officer)
    assert "amplop" not in read_by(officer), "its story is sealed since"
    assert await town.rows("SELECT seal FROM reports") == [("ppa",)]


async def test_where_the_place_is_put_right_the_office_of_the_true_place_waits(town: Town, citizen: Person) -> None:
    theirs = await joins(town, "Panwas barat", "panwascam-dumai-barat", Role.PARTNER)
    officer = await joins(town, "Petugas barat", "polsek-dumai-barat")
    await agrees(citizen)
    number = await tells(citizen, STORY)
    await citizen.sends("maaf salah, bukan di Jaya Mukti tapi di Pangkalan Sesai")
    await is_asked(citizen, "Panwascam Dumai Barat")
    await is_called(officer, number)
    await town.rests()
    assert calls(theirs, number) == []


async def test_an_office_that_was_accused_before_anybody_knew_the_place_waits_as_well(
    town: Town, accused: Person, citizen: Person
) -> None:
    """Its unit is known by the place: what was added until then is read again when the place comes."""
    await agrees(citizen)
    number = await tells_nowhere(citizen, "ada yang membagikan amplop di rumah warga")
    await citizen.sends("yang membagikan itu ketua panwascam, dia menyuruh pedagang diam")
    await citizen.hears("Sudah ditambahkan")
    await citizen.sends("tempatnya di tps 12 jaya mukti")
    await is_asked(citizen, "Panwascam Dumai Timur")
    await town.rests()
    assert calls(accused, number) == []


async def test_whoever_taps_the_kecamatan_is_asked_too(town: Town, accused: Person, citizen: Person) -> None:
    await agrees(citizen)
    await citizen.sends("TOLONG ketua panwascam mukul warga pakai kayu sampai berdarah")
    await citizen.hears("Di mana kejadiannya")
    await citizen.taps("Lewati")
    await citizen.hears("Kirim sekarang")
    await citizen.taps("Kirim sekarang")
    await citizen.hears("sudah kami terima")
    await citizen.taps("Pilih kecamatan")
    await citizen.hears("kecamatan")
    await citizen.taps("Dumai Timur")
    assert "Panwascam Dumai Timur" in (await citizen.hears("Apakah yang dilaporkan orang dari")).text
