"""A night with few people: two taps are one, nobody is forgotten, and no sentence is said that is not so."""

from datetime import UTC, datetime, timedelta

from reports.category import Category
from resort.rights import Post
from resort.roles import Role
from sandbox import Person
from tests.stage.officers import POLSEK, a_command, about, calls, goes_off_duty, is_called, joins, takes, ticks
from tests.stage.town import Town
from tests.stage.walks import agrees, reports

THREE_IN_THE_NIGHT = datetime(2024, 9, 3, 20, 0, tzinfo=UTC)  # 03.00 WIB, long before masa tenang


def heard(person: Person, words: str) -> int:
    """How many messages of the bot in somebody's chat say something."""
    return sum(words in message.text for message in person.chat_with_bot.messages if message.from_bot)


async def test_help_at_three_in_the_night(citizen: Person, town: Town) -> None:
    town.clock.now = THREE_IN_THE_NIGHT
    officer, partner, asleep = await joins(town, "Satu"), await joins(town, "Dua"), await joins(town, "Tiga")
    await goes_off_duty(asleep)
    patrol = await joins(town, "Samapta", "samapta")
    await agrees(citizen)
    number = await reports(citizen, about(Category.TAWURAN))
    call = await takes(officer, number)
    await officer.taps("Menuju lokasi", on=call)
    await officer.taps("Menuju lokasi", on=call)
    await town.rests()
    await ticks(town, minutes=1)
    assert heard(citizen, "menuju lokasi") == 1

    before = len(calls(patrol, number))
    await officer.taps("Butuh bantuan", on=call)
    await officer.sees_toast("Bantuan dipanggil: Polsek Dumai Timur, Satuan Samapta")
    await officer.taps("Butuh bantuan", on=call)  # with a trembling finger
    await officer.sees_toast("sudah dicatat")
    await town.rests()
    assert len(calls(patrol, number)) == before + 1
    await ticks(town, minutes=1)
    theirs = await is_called(asleep, number, "butuh bantuan")
    assert "di lokasi" not in theirs.text
    helper = await is_called(patrol, number, "butuh bantuan")
    await asleep.taps("Saya datang", on=theirs)
    await asleep.taps("Saya datang", on=theirs)
    await patrol.taps("Saya datang", on=helper)
    await town.rests()
    assert heard(officer, "Polsek Dumai Timur 3 datang membantu Anda") == 1
    assert heard(officer, "Satuan Samapta 1 datang membantu Anda") == 1

    await officer.taps("Saya aman", on=call)
    await asleep.hears("tidak perlu bantuan lagi")  # the first who came hears it too
    await patrol.hears("tidak perlu bantuan lagi")
    assert heard(partner, "tidak perlu bantuan lagi") == 0


async def test_two_officers_in_danger_are_both_looked_for(citizen: Person, town: Town) -> None:
    officer, desk = await joins(town, "Satu"), await joins(town, "Piket", "spkt", Role.DESK)
    patrol = await joins(town, "Samapta", "samapta")
    await agrees(citizen)
    number = await reports(citizen, about(Category.TAWURAN))
    call = await takes(officer, number)
    await officer.taps("Butuh bantuan", on=call)
    await officer.sees_toast("Bantuan dipanggil")
    await desk.forges("p:0:help=1", on=calls(desk, number)[-1])
    await desk.sees_toast("Bantuan dipanggil")
    await patrol.taps("Saya datang", on=await is_called(patrol, number, "SPKT dan piket 1 butuh bantuan"))
    for each in (officer, desk):
        await each.hears("Satuan Samapta 1 datang membantu Anda")
    await officer.taps("Saya aman", on=call)
    await town.rests()
    assert heard(patrol, "tidak perlu bantuan lagi") == 0  # the other still needs it
    await desk.taps("Saya aman", on=calls(desk, number)[-1])
    await patrol.hears("tidak perlu bantuan lagi")
    assert await town.rows("SELECT count(*) FROM help_calls WHERE ended_at IS NULL") == [(0,)]


async def test_those_of_the_place_are_woken_once_when_nobody_else_answers(citizen: Person, town: Town) -> None:
    town.clock.now = THREE_IN_THE_NIGHT
    asleep, desk = await joins(town, "Tiga"), await joins(town, "Piket", "spkt", Role.DESK)
    await goes_off_duty(asleep)
    await agrees(citizen)
    number, theft = [await reports(citizen, about(each)) for each in (Category.TAWURAN, Category.PENCURIAN)]
    assert calls(asleep, number) == []
    for _ in range(8):
        await ticks(town, minutes=30)
    assert len(calls(asleep, number)) == 1
    assert calls(asleep, theft) == []
    await asleep.taps("Terima", on=calls(asleep, number)[-1])
    await citizen.hears("sudah ada petugas yang menangani")
    await ticks(town, days=3)
    await is_called(desk, theft, "Sudah 3 hari dan belum ada yang mengambil")


async def test_a_single_commander_who_cannot_is_told_that_nobody_else_is_there(citizen: Person, town: Town) -> None:
    chief = await a_command(town, Post.CHIEF, "Kapolres")
    await agrees(citizen)
    number = await reports(citizen, about(Category.TAWURAN))
    await chief.taps("Terima", on=calls(chief, number)[-1])
    await chief.sees_toast("Anda tangani")
    await chief.taps("Tolak", on=calls(chief, number)[-1])
    await chief.hears("mengapa tidak bisa")
    before = len(calls(chief, number))
    await chief.sends("Tidak ada kendaraan")
    await chief.hears("belum ada petugas lain yang terjangkau")
    await town.rests()
    assert len(calls(chief, number)) == before + 1
    assert heard(citizen, "memanggil petugas lain") == 0
    await ticks(town, minutes=9)
    await ticks(town, minutes=3)
    told = await is_called(chief, number, "Telepon sekarang")
    assert "Polsek Dumai Timur" in told.text  # those who should have taken it, not the commander's own unit alone


async def test_a_shift_that_is_gone_cannot_be_taken(citizen: Person, town: Town) -> None:
    head = await joins(town, "Kapolsek", POLSEK, Role.HEAD)
    officer, first, second = await joins(town, "Satu"), await joins(town, "Dua"), await joins(town, "Tiga")
    for each in (first, second):
        await goes_off_duty(each)
    evening = town.clock.now.replace(hour=12, minute=0, second=0)  # 19.00 WIB
    await head.forges(f"o:0:plan=2,{int(evening.timestamp())}", on=head.last)
    assert "tombol Saya siap" in (await officer.hears("Anda dijadwalkan")).text
    await ticks(town, seconds=(evening - town.clock.now).total_seconds())
    await agrees(citizen)
    number = await reports(citizen)
    call = await takes(officer, number)

    async def offers(to: str) -> None:
        await officer.sends("/siaga")
        await officer.taps("Serah terima jaga")
        await officer.hears("kepada siapa")
        await officer.taps(to)
        await officer.hears("Menunggu")

    await offers("Polsek Dumai Timur 3")
    old = await first.hears("ingin menyerahkan jaga")
    await offers("Polsek Dumai Timur 4")
    await first.hears("sudah berakhir")  # waits for nothing now
    await second.taps("Saya terima jaga", on=await second.hears("ingin menyerahkan jaga"))
    await officer.hears("Jaga sudah diserahkan")
    await ticks(town, hours=12, minutes=16)
    await first.taps("Saya terima jaga", on=old)
    await first.sees_toast("Tidak ada yang perlu Anda lakukan")
    assert await town.rows("SELECT officer FROM reports") == [(4,)]
    assert await town.rows("SELECT on_duty FROM officers WHERE id = 3") == [(0,)]
    await officer.taps("Di lokasi", on=call)
    await officer.sees_toast("petugas lain")


async def test_what_is_offered_after_the_shift_says_how_it_is(citizen: Person, town: Town) -> None:
    head = await joins(town, "Kapolsek", POLSEK, Role.HEAD)
    officer, colleague = await joins(town, "Satu"), await joins(town, "Dua")
    await goes_off_duty(colleague)
    evening = town.clock.now.replace(hour=12, minute=0, second=0)
    await head.forges(f"o:0:plan=2,{int(evening.timestamp())}", on=head.last)
    await officer.hears("Anda dijadwalkan")
    await ticks(town, seconds=(evening - town.clock.now).total_seconds())
    await agrees(citizen)
    number = await reports(citizen)
    await takes(officer, number)
    await ticks(town, hours=12)
    await officer.hears("Masih di tangan Anda")
    await officer.taps("Serahkan kepada rekan")
    await officer.hears("kepada siapa")
    await officer.taps("Polsek Dumai Timur 3")
    assert "tetap lepas siaga" in (await officer.hears("Menunggu")).text
    await ticks(town, minutes=15)
    await ticks(town, minutes=15)
    ended = await officer.hears("tidak menerima jaga Anda")
    assert "tetap siaga" not in ended.text
    await officer.taps("Kembalikan ke piket", on=ended)
    await officer.hears("tidak lagi pada Anda")
    assert await town.rows("SELECT officer FROM reports WHERE number = ?", number) == [(None,)]


async def test_the_command_is_asked_without_a_sound_at_night(citizen: Person, town: Town) -> None:
    town.clock.now = THREE_IN_THE_NIGHT - timedelta(hours=9)  # 18.00 WIB
    desk, chief = await joins(town, "Piket", "spkt", Role.DESK), await a_command(town)
    await agrees(citizen)
    number = await reports(citizen)
    await desk.sends(f"/buka {number}")
    await desk.taps("Penyidikan perlu saksi", on=await desk.hears("untuk apa identitas"))
    await desk.hears("mengapa identitas pelapor perlu dibuka")
    await desk.sends("Penyidik perlu keterangan saksi")
    await chief.hears("Permintaan buka identitas")
    await ticks(town, hours=4)
    await chief.hears("Permintaan buka identitas")
    asked = [call.params for call in town.world.calls_of("sendMessage") if "buka identitas" in str(call.params["text"])]
    sounds = [not each.get("disable_notification") for each in asked if each["chat_id"] == chief.id]
    assert sounds == [True, False]


async def test_who_reported_yesterday_sleeps_and_the_officers_are_called_on(citizen: Person, town: Town) -> None:
    town.clock.now = THREE_IN_THE_NIGHT - timedelta(hours=9)  # 18.00 WIB
    desk = await joins(town, "Piket", "spkt", Role.DESK)
    await agrees(citizen)
    number = await reports(citizen, about(Category.TAWURAN))
    for _ in range(6):  # until midnight each hour
        await ticks(town, hours=1)
    told, called = heard(citizen, "belum ada yang mengambil"), len(calls(desk, number))
    assert told == 6
    for _ in range(5):
        await ticks(town, hours=1)
    assert heard(citizen, "belum ada yang mengambil") == told
    assert len(calls(desk, number)) > called
    await ticks(town, hours=1)  # 06.00 WIB
    assert heard(citizen, "belum ada yang mengambil") == told + 1
