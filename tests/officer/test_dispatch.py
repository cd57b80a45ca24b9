"""Who is called to a report: the routing rules through the whole bot, and what happens when nobody is there."""

import pytest

from reports.category import Category
from resort.rights import Post
from resort.roles import Role
from sandbox import Person
from tests.stage.officers import PANWASCAM, POLSEK, a_command, about, calls, goes_off_duty, is_called, joins
from tests.stage.town import Town
from tests.stage.walks import agrees, finishes, number_on, reports

KNIFE = "Tolong, ada orang membawa parang mengejar warga di TPS 12 Jaya Mukti"
EVERYWHERE = {
    "spkt": Role.DESK,
    POLSEK: Role.OFFICER,
    "polsek-dumai-barat": Role.OFFICER,
    "samapta": Role.OFFICER,
    "reskrim": Role.OFFICER,
    "intelkam": Role.OFFICER,
    "lantas": Role.OFFICER,
    "polres": Role.COMMAND,
    PANWASCAM: Role.PARTNER,
    "panwascam-dumai-barat": Role.PARTNER,
    "bawaslu": Role.PARTNER,
    "kpu": Role.PARTNER,
    "damkar": Role.PARTNER,
    "tni": Role.PARTNER,
    "medis": Role.PARTNER,
}
TABLE: tuple[tuple[Category, set[str]], ...] = (
    (Category.POLITIK_UANG, {"spkt", POLSEK, PANWASCAM, "reskrim"}),
    (Category.HOAKS_SARA, {"spkt", POLSEK, PANWASCAM, "reskrim", "intelkam"}),
    (Category.HAK_PILIH, {"spkt", POLSEK, PANWASCAM, "kpu"}),
    (Category.LOGISTIK_PEMILIHAN, {"spkt", POLSEK, PANWASCAM, "kpu"}),
    (Category.NETRALITAS_APARATUR, {"spkt", POLSEK, PANWASCAM}),
    (Category.KERUMUNAN, {"spkt", POLSEK, "samapta", "intelkam"}),
    (Category.PENCURIAN, {"spkt", POLSEK, "reskrim"}),
    (Category.LALU_LINTAS, {"spkt", POLSEK, "lantas"}),
    (Category.MEDIS, {"spkt", POLSEK, "medis"}),
    (Category.KERICUHAN, {"spkt", POLSEK, "samapta", "intelkam", "polres", "tni"}),
    (Category.KEBAKARAN, {"spkt", POLSEK, "samapta", "polres", "damkar"}),
    (Category.SENJATA_TAJAM, {"spkt", POLSEK, "samapta", "polres"}),
)


@pytest.mark.parametrize(("category", "units"), TABLE, ids=[category for category, _ in TABLE])
async def test_a_report_reaches_those_the_rules_name(
    citizen: Person, town: Town, category: Category, units: set[str]
) -> None:
    people = {unit: await joins(town, unit, unit, role) for unit, role in EVERYWHERE.items()}
    await agrees(citizen)
    number = await reports(citizen, about(category))
    await town.rests()
    assert {unit for unit, person in people.items() if calls(person, number)} == units
    assert all(len(calls(person, number)) <= 1 for person in people.values())


async def test_danger_to_life_reaches_polsek_patrol_and_command_at_once(citizen: Person, town: Town) -> None:
    called = [
        await joins(town, "Polsek"),
        await joins(town, "Samapta", "samapta"),
        await a_command(town, Post.CHIEF),
        await a_command(town, Post.OPERATIONS),
    ]
    await citizen.sends(KNIFE)
    await citizen.hears("110")
    await citizen.taps("Kirim sekarang")
    number = number_on(await citizen.hears("sudah kami terima"))
    for person in called:
        call = await is_called(person, number)
        assert "DARURAT" in call.text
        assert KNIFE in call.text


async def test_a_call_says_all_an_officer_needs_and_nothing_of_the_reporter(town: Town) -> None:
    officer = await joins(town, "Petugas")
    citizen = town.world.person("Bujang Selamat", username="bujang_selamat", phone="+6281277788899")
    await agrees(citizen)
    number = await reports(citizen, about(Category.KERUMUNAN, "Ratusan orang <b>berkumpul</b> di depan kantor"))
    call = await is_called(officer, number)
    for word in (
        "TINGGI", number, "Kerumunan massa", "Ratusan orang <b>berkumpul</b> di depan kantor",
        "Jaya Mukti, Dumai Timur", "TPS 12, dekat masjid", "07.14 WIB", "Sudah kami terima",
    ):  # fmt: skip
        assert word in call.text
    assert call.labels == ["✅ Terima", "↪️ Serahkan", "🚫 Tolak"]
    raw = str(call.raw)
    for secret in ("Bujang", "bujang_selamat", "81277788899", str(citizen.id)):
        assert secret not in raw


async def test_a_place_on_the_map_comes_with_the_call(citizen: Person, town: Town) -> None:
    desk = await joins(town, "Piket", "spkt", Role.DESK)
    polsek = await joins(town, "Polsek")
    await agrees(citizen)
    await citizen.shares_location(1.7, 101.4)
    await citizen.taps("Ya, buat laporan")
    await citizen.hears("Apa yang ingin Anda laporkan")
    for label in ("Gangguan keamanan", "Ketertiban umum", "Kerumunan massa"):
        await citizen.taps(label)
    await citizen.hears("Ceritakan singkat")
    await citizen.sends("Orang berkumpul menutup jalan")
    await citizen.hears("Anda masih di tempat kejadian?")
    await citizen.taps("Ya, masih di sini")
    await citizen.hears("Di kecamatan mana")
    await citizen.taps("Lewati")
    await citizen.hears("Tepatnya di mana")
    await citizen.taps("Lewati")
    number = await finishes(citizen, "when")
    await is_called(desk, number)
    await town.rests()
    assert "Ada titik lokasi" in calls(desk, number)[-1].text
    assert not [message for message in desk.chat_with_bot.messages if "location" in message.raw]
    assert await town.rows("SELECT district, village FROM reports") == [(None, None)]
    assert not calls(polsek, number)


async def test_who_is_off_duty_is_not_called(citizen: Person, town: Town) -> None:
    on, off = await joins(town, "Jaga"), await joins(town, "Pulang")
    await goes_off_duty(off)
    await agrees(citizen)
    number = await reports(citizen)
    await is_called(on, number)
    await town.rests()
    assert not calls(off, number)


async def test_with_nobody_on_duty_it_goes_to_the_kapolsek_and_says_so(citizen: Person, town: Town) -> None:
    officer, barat = await joins(town, "Pulang"), await joins(town, "Barat", "polsek-dumai-barat")
    head = await joins(town, "Kapolsek", POLSEK, Role.HEAD)
    await goes_off_duty(officer)
    await goes_off_duty(head)
    operations = await a_command(town, Post.OPERATIONS)
    await agrees(citizen)
    number = await reports(citizen)
    await is_called(operations, number, "Tidak ada petugas siaga")
    await town.rests()
    assert not calls(head, number)
    assert not calls(officer, number)
    assert not calls(barat, number)
    assert await town.rows("SELECT rung FROM reports") == [("kabag_ops",)]


async def test_a_partner_alone_on_duty_does_not_keep_a_violation_from_the_command(citizen: Person, town: Town) -> None:
    panwas = await joins(town, "Panwascam", PANWASCAM, Role.PARTNER)
    operations = await a_command(town, Post.OPERATIONS)
    await agrees(citizen)
    number = await reports(citizen, about(Category.POLITIK_UANG))
    await is_called(panwas, number)
    await is_called(operations, number, "Tidak ada petugas siaga")


async def test_danger_with_only_the_command_on_duty_says_that_nobody_else_is(citizen: Person, town: Town) -> None:
    chief = await a_command(town, Post.CHIEF)
    await citizen.sends(KNIFE)
    await citizen.hears("110")
    await citizen.taps("Kirim sekarang")
    number = number_on(await citizen.hears("sudah kami terima"))
    await is_called(chief, number, "Tidak ada petugas siaga")
    await town.rests()
    assert len(calls(chief, number)) == 1


async def test_with_the_whole_resort_off_duty_the_top_is_told_all_the_same(citizen: Person, town: Town) -> None:
    deputy = await a_command(town, Post.DEPUTY)
    await goes_off_duty(deputy)
    await agrees(citizen)
    number = await reports(citizen)
    await is_called(deputy, number, "Tidak ada petugas siaga")


async def test_with_no_officers_at_all_a_report_is_taken_all_the_same(citizen: Person, town: Town) -> None:
    await agrees(citizen)
    await reports(citizen)
    assert await town.rows("SELECT count(*) FROM pings") == [(0,)]


async def test_an_officer_who_blocked_the_bot_is_nobody_on_duty(citizen: Person, town: Town) -> None:
    officer = await joins(town, "Petugas")
    head = await joins(town, "Kapolsek", POLSEK, Role.HEAD)
    await officer.blocks_bot()
    await goes_off_duty(head)
    operations = await a_command(town, Post.OPERATIONS)
    await town.rests()
    await agrees(citizen)
    number = await reports(citizen)
    await is_called(operations, number, "Tidak ada petugas siaga")
    await officer.unblocks_bot()
    await town.rests()
    other = town.citizen()
    await agrees(other)
    await is_called(officer, await reports(other))


async def test_a_bhabinkamtibmas_is_called_only_to_the_own_kelurahan(citizen: Person, town: Town) -> None:
    here = await joins(town, "Jaya Mukti", village="14.72.02.1004")
    there = await joins(town, "Bukit Batrem", village="14.72.02.1003")
    await agrees(citizen)
    number = await reports(citizen)
    await is_called(here, number)
    await town.rests()
    assert not calls(there, number)
    assert len(calls(here, number)) == 1


async def test_bawaslu_itself_is_called_where_no_panwascam_is_on_duty(citizen: Person, town: Town) -> None:
    await joins(town, "Polsek")
    panwas = await joins(town, "Panwascam", PANWASCAM, Role.PARTNER)
    bawaslu = await joins(town, "Bawaslu", "bawaslu", Role.PARTNER)
    await goes_off_duty(panwas)
    await agrees(citizen)
    number = await reports(citizen, about(Category.POLITIK_UANG))
    await is_called(bawaslu, number)
    assert not calls(panwas, number)
