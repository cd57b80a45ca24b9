"""Reporters who are threatened because of a report, and reports that are taken off the phones that got them."""

import pytest

from gateway import upkeep
from resort.rights import Post
from resort.roles import Role
from sandbox import Message, Person
from tests.citizen.test_objections import is_called_off
from tests.copies.media import bare_photo
from tests.desk.test_sealed import read_by, walks_everything
from tests.officer.test_joining import BRAWL, alarms, leading
from tests.stage.desk import a_desk, a_head, a_resident, opens, stands
from tests.stage.officers import PANWASCAM, a_command, calls, is_called, joins, takes, ticks
from tests.stage.town import Town
from tests.stage.walks import VIOLATION, agrees, number_on, reports

STORY = "amplop dibagikan"


@pytest.fixture
async def two(town: Town) -> tuple[Person, Person]:
    """The two of the command who read it."""
    return await a_command(town, Post.DEPUTY, "Waka"), await a_command(town, Post.CHIEF, "Kapolres")


@pytest.fixture
async def holder(town: Town) -> Person:
    return await joins(town, "Petugas")


async def shows(citizen: Person, number: str) -> Message:
    """The reporter's own view of the report."""
    await citizen.sends(f"/status {number}")
    return await citizen.hears("Pilih langkah berikutnya")


async def withdraws(citizen: Person, number: str, why: str) -> str:
    """Take it back; the answer."""
    await shows(citizen, number)
    await citizen.taps("Batalkan laporan ini")
    asked = await citizen.hears("Mengapa?")
    assert asked.labels == ["Sudah selesai", "Salah kirim", "Tidak bisa melanjutkan", "Tidak, biarkan"]
    await citizen.taps(why)
    return (await citizen.hears("sudah Anda batalkan")).text


async def test_who_takes_it_back_out_of_fear_is_asked_why_and_nothing_is_passed_on(town: Town, holder: Person) -> None:
    citizen = town.citizen()
    await agrees(citizen)
    number = await reports(citizen)
    await is_called(holder, number)
    await citizen.sends("tolong hapus laporan saya pak, saya takut")
    assert "Tidak bisa melanjutkan" in (await citizen.hears("Mengapa?")).labels
    await town.rests()
    assert "hapus" not in read_by(holder)


async def test_three_taps_and_the_story_is_for_two_of_the_command_alone(
    town: Town, two: tuple[Person, Person], holder: Person
) -> None:
    desk, partner = await a_desk(town), await joins(town, "Panwas", PANWASCAM, Role.PARTNER)
    kabag = await a_command(town, Post.OPERATIONS, "Kabag")
    citizen = town.world.person("Warga", phone="+6281277788899")
    await agrees(citizen)
    number = await reports(citizen, VIOLATION)
    await is_called(partner, number)
    await is_called(holder, number)
    await opens(desk, number)
    assert STORY in read_by(desk)
    await partner.taps("Terima", on=calls(partner, number)[-1])
    await town.rests()
    assert await town.rows("SELECT officer IS NOT NULL FROM reports") == [(1,)]
    assert "Saya terancam karena laporan ini" in " ".join((await shows(citizen, number)).labels)
    await citizen.sends("saya takut pak")
    await citizen.taps("Saya terancam", on=await citizen.hears("Kami mengerti Anda takut"))
    await citizen.hears("aman sekarang")
    await citizen.taps("Ya, aman")
    await citizen.hears("Siapa yang tahu")
    await citizen.taps("Orang yang saya laporkan")
    await citizen.hears("menghubungi Anda")
    await citizen.taps("Nanti saja")
    assert "dua orang pimpinan" in (await citizen.hears(number)).text
    assert "Polsek Dumai Timur 1" in (await two[0].hears("pernah diterima")).text
    for reader in two:
        task = await reader.hears("pelapor terancam")
        assert "orang yang dilaporkan" in task.text
        assert "jangan sekarang" in task.text
    for person in (holder, partner, desk):
        off = await is_called_off(person, number)
        assert STORY not in off.text.casefold()
        assert not off.labels
    await town.rests()
    assert STORY not in read_by(desk), "what the desk had opened goes too"
    assert await town.rows("SELECT officer, state FROM reports") == [(None, "diverifikasi")]
    assert "terancam" not in read_by(partner)
    await partner.forges("p:0:take=1", on=partner.last)
    await partner.sees_toast("hanya untuk petugas yang berwenang")
    for reader in two:
        assert "isinya hanya untuk anda berdua" in read_by(reader)
        assert "Terima" in " ".join(calls(reader, number)[-1].labels)
    await shows(citizen, number)
    await citizen.taps("Tambah keterangan")
    await citizen.hears("Kirim keterangan")
    await citizen.sends("orang itu menunggu di depan warung tadi siang")
    await citizen.hears("Sudah ditambahkan")
    await town.rests()
    for person in (holder, partner, desk, kabag):
        await walks_everything(person, number)
        await town.rests()
        said = read_by(person)
        assert "warung" not in said
        assert "terancam" not in said
    assert "warung" in read_by(two[0])
    await ticks(town, hours=4, minutes=1)
    again = await two[1].hears("pelapor terancam")
    await two[1].taps("Saya tangani", on=again)
    await two[1].hears("Anda tangani")
    await two[1].taps("Sudah ditangani")
    await two[1].hears("dicatat sudah ditangani")
    assert await town.rows("SELECT wait, safe, known, reach FROM threats") == [(None, "ya", "terlapor", "nanti")]


async def test_who_is_not_safe_is_on_the_short_way_and_the_two_know_at_once(
    town: Town, two: tuple[Person, Person], holder: Person, resident: Person
) -> None:
    number = await reports(resident)
    await shows(resident, number)
    await resident.taps("Saya terancam", on=resident.last)
    await resident.hears("aman sekarang")
    await resident.taps("Tidak aman")
    await resident.hears("dua orang pimpinan yang ditunjuk sudah kami beri tahu")
    assert "110" in (await resident.hears("110")).text
    assert "TIDAK" in (await two[0].hears("pelapor terancam")).text
    stranger = town.citizen("Lain")
    await agrees(stranger)
    await stranger.forges(f"l:0:safe={number},1", on=stranger.last)
    assert len(await town.rows("SELECT id FROM threats")) == 1


@pytest.mark.parametrize("how", ["words", "below a photo", "sent anyway"])
async def test_words_say_it_too_before_anybody_reads_them(
    town: Town, two: tuple[Person, Person], holder: Person, resident: Person, how: str
) -> None:
    number = await reports(resident)
    await takes(holder, number)
    words = "saya diancam karena lapor kemarin, orangnya naik motor hijau"
    match how:
        case "below a photo":
            await resident.sends_photo(bare_photo(), words)
        case "sent anyway":
            await resident.sends(f"{words}, hubungi 081234567890")
            await resident.taps("Tetap kirim")
        case _:
            await resident.sends(words)
    await resident.hears("aman sekarang")
    await town.rests()
    assert "hijau" not in read_by(holder)
    assert how == "below a photo" or "hijau" in read_by(two[0])
    await ticks(town, minutes=11)  # the reporter answers nothing: the two are told all the same
    await two[0].hears("pelapor terancam")


async def test_who_cannot_go_on_is_answered_like_anybody_and_two_are_told(
    town: Town, two: tuple[Person, Person], holder: Person
) -> None:
    desk, numbers = await a_desk(town), []
    answers, number, citizen = [], "", town.citizen("Nol")
    for name, why in (("Satu", "Salah kirim"), ("Dua", "Tidak bisa melanjutkan")):
        citizen = town.citizen(name)
        await agrees(citizen)
        number = await reports(citizen)
        await is_called(holder, number)
        numbers.append(number)
        answers.append((await withdraws(citizen, number, why)).replace(number, ""))
        assert not (await is_called_off(holder, number)).labels
        await town.rests()
        key = len(answers)
        for data in (f"p:0:files={key}", f"p:0:whole={key},0", f"p:0:take={key}"):  # what a copied button would do
            await holder.forges(data, on=holder.last)
        await town.rests()
        assert "ratusan" not in read_by(holder)
    assert answers[0] == answers[1]
    assert "aman sekarang" not in read_by(citizen)
    assert number in (await two[0].hears("tidak bisa melanjutkan")).text
    assert "tidak bisa melanjutkan" not in read_by(holder)
    assert await town.rows("SELECT silent FROM threats") == [(1,)]
    assert await town.rows("SELECT seal FROM reports ORDER BY id") == [("two_of_command",)] * 2
    for person in (desk, holder):  # who was afraid cannot be told by asking for the number again
        shown = []
        for each in numbers:
            await person.sends(each)
            await town.rests()
            shown.append(person.last.text.replace(each, ""))
        assert shown[0] == shown[1]
        assert "Ratusan" not in shown[0]


@pytest.mark.parametrize("late", [0, 3, 49])
async def test_whoever_is_on_the_way_keeps_it_and_old_files_are_listed(
    town: Town, two: tuple[Person, Person], holder: Person, resident: Person, late: int
) -> None:
    other = await joins(town, "Rekan")
    number = await reports(resident)
    await is_called(holder, number)
    await resident.sends_photo(bare_photo())
    await resident.hears("Sudah ditambahkan")
    await town.turns("SELECT 1 FROM evidence WHERE copies > 0")
    await town.rests()
    await other.taps("Lihat bukti", on=calls(other, number)[-1])
    await town.rests()
    seen = [message for message in other.chat_with_bot.messages if message.file_id and message.from_bot]
    assert len(seen) == 1
    await holder.taps("Terima", on=calls(holder, number)[-1])
    await town.rests()
    await holder.taps("Menuju lokasi", on=calls(holder, number)[-1])
    await town.rests()
    town.clock.passes(hours=late)
    assert town.siaga is not None
    await upkeep.blur(town.siaga.database, town.clock)
    await shows(resident, number)
    await resident.taps("Saya terancam", on=resident.last)
    await resident.hears("aman sekarang")
    await resident.taps("Ya, aman")
    await resident.hears("Siapa yang tahu")
    await town.rests()
    assert "Ratusan orang" in calls(holder, number)[-1].text
    assert await town.rows("SELECT officer IS NOT NULL FROM reports") == [(1,)]
    assert "Ratusan orang" not in read_by(other).replace("ratusan", "Ratusan")
    listed = (await two[0].hears("pernah diterima")).text
    assert ("Foto atau berkas" in listed) is (late > 48)
    left = [message for message in other.chat_with_bot.messages if message.file_id and message.from_bot]
    assert bool(left) is (late > 48)


@pytest.mark.parametrize("taken", [False, True])
async def test_what_others_told_of_the_same_is_not_taken_away_with_it(
    town: Town, two: tuple[Person, Person], holder: Person, resident: Person, taken: bool
) -> None:
    number = number_on(await alarms(resident, f"{BRAWL}, rumah saya yang bercat ungu"))
    other, third = await a_resident(town), await a_resident(town)
    own, last = number_on(await alarms(other, BRAWL)), number_on(await alarms(third, BRAWL))
    if taken:
        await takes(holder, number)
    await shows(resident, number)
    await resident.taps("Saya terancam", on=resident.last)
    await resident.hears("aman sekarang")
    await resident.taps("Ya, aman")
    await resident.hears("Siapa yang tahu")
    call = await is_called(holder, own, "sekarang berdiri sendiri")
    assert "ungu" not in call.text
    assert number not in call.text
    assert (await stands(town, own))[0] == ("ditugaskan" if taken else "diterima")
    assert own in (await other.hears("lanjutkan tersendiri")).text
    assert await leading(town, last) == own
    assert (await town.rows("SELECT seal FROM reports WHERE number = ?", number)) == [("two_of_command",)]


async def test_in_danger_the_call_stays_on_every_phone_without_the_story(
    town: Town, two: tuple[Person, Person], holder: Person, resident: Person
) -> None:
    late = await a_head(town)
    number = number_on(
        await alarms(resident, "TOLONG saya dibacok tetangga bernama Tohir di TPS 5 Jaya Mukti, pintu hijau")
    )
    await is_called(holder, number)
    await shows(resident, number)
    await resident.taps("Saya terancam", on=resident.last)
    await resident.hears("aman sekarang")
    await resident.taps("Tidak aman")
    await resident.hears("Anda tidak aman")
    assert "agar pertolongan tetap datang" in (await two[0].hears("pernah diterima")).text
    await town.rests()
    call = calls(holder, number)[-1]
    assert "Jaya Mukti" in call.text
    assert "terancam" not in call.text
    assert "Terima" in " ".join(call.labels)
    await ticks(town, minutes=3)
    await town.rests()
    for person in (holder, late):
        assert "hijau" not in read_by(person)
        assert "tohir" not in read_by(person)
    await takes(holder, number)
    await resident.hears("Ada kabar")
    assert "hijau" not in read_by(holder)
    await holder.taps("Selesai", on=calls(holder, number)[-1])
    await holder.taps("Tertangani", on=await holder.hears("bagaimana hasilnya"))
    assert "Jaya Mukti" not in (await is_called_off(holder, number)).text


async def _tells_of_a_threat(citizen: Person, *, reach: str) -> None:
    await citizen.taps("Saya terancam")
    for asked, answer in {"aman sekarang": "Ya, aman", "Siapa yang tahu": "Tidak tahu", "menghubungi": reach}.items():
        await citizen.hears(asked)
        await citizen.taps(answer)


async def test_who_is_threatened_again_is_asked_again_and_the_phones_that_lost_the_call_stay_quiet(
    town: Town, two: tuple[Person, Person], holder: Person
) -> None:
    citizen = town.citizen()
    await agrees(citizen)
    number = await reports(citizen)
    await is_called(holder, number)
    await citizen.sends("pak saya takut, orang itu tahu saya yang lapor")
    added = await citizen.hears("Kami mengerti Anda takut")
    assert "tersegel" in added.text
    assert "teruskan ke petugas" not in added.text
    assert "sekarang hanya untuk dua orang pimpinan" in (await citizen.hears("aman sekarang")).text
    await is_called_off(holder, number)
    await citizen.taps("Ya, aman")
    await citizen.hears("Siapa yang tahu")
    await citizen.taps("Tidak tahu")
    await citizen.hears("menghubungi Anda")
    await citizen.taps("Di sini")
    kept = await citizen.hears("tekan Tidak aman")
    assert "Tidak aman" in " ".join(kept.labels), "what it says to tap stands below it"
    await ticks(town, minutes=20)
    heard_before = read_by(holder)
    await citizen.sends("mereka datang lagi ke rumah pak")
    asked = await citizen.hears("Apakah Anda aman sekarang")
    assert "Tidak aman" in " ".join(asked.labels)
    assert "datang lagi" in (await two[0].hears("datang lagi")).text.casefold()
    await town.rests()
    assert read_by(holder) == heard_before, "nobody else hears that the reporter wrote"
    await citizen.taps("Tidak aman")
    begun = await citizen.hears("dan di mana?")
    assert "Jaya Mukti" not in begun.text, "where the report is from need not be where they are"


@pytest.mark.parametrize(("reach", "hears"), [("Di sini", True), ("Nanti saja", False), ("Jangan dihubungi", False)])
async def test_the_reporter_hears_that_the_threat_was_dealt_with_where_they_wished_to_be_reached(
    town: Town, two: tuple[Person, Person], holder: Person, reach: str, *, hears: bool
) -> None:
    citizen = town.citizen()
    await agrees(citizen)
    number = await reports(citizen)
    await is_called(holder, number)
    await _tells_of_a_threat(citizen, reach=reach)
    await citizen.hears("dua orang pimpinan")
    await town.rests()
    heard_before = read_by(citizen).count("ada kabar untuk anda")
    await two[0].taps("Sudah ditangani", on=await two[0].hears("pelapor terancam"))
    await two[0].hears("dicatat sudah ditangani")
    await town.rests()
    assert (read_by(citizen).count("ada kabar untuk anda") > heard_before) is hears
    shown = await shows(citizen, number)
    assert "langkah untuk keamanan Anda" in shown.text
    assert "Saya terancam" in " ".join(shown.labels), "and it can begin again"
    await _tells_of_a_threat(citizen, reach="Di sini")
    await ticks(town, seconds=5)
    assert len([each for each in two[0].chat_with_bot.messages if "pelapor terancam" in each.text]) == 1, "again"


async def test_with_one_of_the_command_one_is_named(town: Town, holder: Person) -> None:
    await a_command(town, Post.CHIEF, "Kapolres")
    citizen = town.citizen()
    await agrees(citizen)
    number = await reports(citizen)
    await is_called(holder, number)
    await _tells_of_a_threat(citizen, reach="Di sini")
    kept = await citizen.hears("satu orang pimpinan")
    assert "dua orang pimpinan" not in kept.text
