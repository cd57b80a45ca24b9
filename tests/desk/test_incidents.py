"""Incidents that live for hours: named, led and ended by the desk, joined by alarms until somebody is there."""

import pytest

from reports.gathering import is_gathering
from resort.roles import Role
from sandbox import Person
from tests.citizen.test_objections import is_asked, tells_nowhere
from tests.officer.test_joining import WORDS, alarms, leading
from tests.stage.desk import a_desk, a_resident, opens, stands
from tests.stage.officers import PANWASCAM, calls, is_called, joins, takes, ticks
from tests.stage.town import Town
from tests.stage.walks import CROWD, number_on, reports

BRAWL = "TOLONG ada tawuran di TPS 5 Jaya Mukti"


async def names(desk: Person, number: str, name: str = "") -> None:
    """Make an incident of a report: as proposed, or by a name of one's own."""
    await opens(desk, number)
    for label in ("Tindakan lain", "Jadikan kejadian"):
        await desk.taps(label)
    asked = await desk.hears("dinamai apa")
    if name:
        await desk.sends(name)
    else:
        await desk.taps(asked.labels[0])
    await desk.hears("Kejadian, dipimpin laporan")


async def test_an_incident_lives_for_hours_with_one_line_to_all_who_reported_it(town: Town) -> None:
    officer, desk = await joins(town, "Petugas"), await a_desk(town)
    first, second, third = await a_resident(town), await a_resident(town), await a_resident(town)
    number = number_on(await alarms(first, BRAWL))
    await takes(officer, number)
    await names(desk, number, "Tawuran Jaya Mukti")
    await officer.hears("Anda memimpin kejadian Tawuran Jaya Mukti")
    await town.rests()
    call = calls(officer, number)[-1]
    assert "Tawuran Jaya Mukti, dipimpin Polsek Dumai Timur 1" in call.text
    await ticks(town, minutes=50)
    own = number_on(await alarms(second, WORDS[0]))
    assert await leading(town, own) == number, "it joins after fifty minutes too"
    assert not (await officer.hears("pelapor ke-2")).silent, "after a quiet quarter of an hour it makes a sound"

    await officer.taps("Keadaan", on=call)
    for asked, choice in (
        ("berapa orang", "50 sampai 200"),
        ("suasananya", "tegang"),
        ("ada senjata", "kayu atau batu"),
        ("terluka", "tidak ada yang terluka"),
    ):
        await officer.hears(asked)
        await officer.taps(choice)
    await officer.hears("dicatat sebagai perkiraan Anda")
    shown = await is_called(officer, number, "perkiraan Polsek Dumai Timur 1: 50 sampai 200 orang, tegang")
    await officer.taps("Kabar bersama", on=shown)
    await officer.hears("apa yang perlu diketahui")
    await officer.sends("Jalan ditutup, hindari simpang pasar")
    await officer.hears("kabar dikirim")
    for person, report in ((first, number), (second, own)):
        told = await person.hears("hindari simpang pasar")
        assert report in told.text
    await officer.taps("Kabar bersama", on=calls(officer, number)[-1])
    await officer.hears("apa yang perlu diketahui")
    await officer.sends("Jalan ditutup, hindari simpang pasar")
    await officer.hears("Tulis apa yang berubah")
    for words, refused in (
        ("Massa pendukung paslon nomor 2 sudah bubar", "harus netral"),
        ("Keadaan aman, ikuti t.me/kabardumai", "tidak boleh memuat tautan"),
        ("Keadaan aman, kabari 0812 3456 7890", "jangan tulis nomor telepon"),
        ("Keadaan aman. Tulis nama dan alamat Anda di sini", "tidak boleh menanyakan siapa mereka"),
    ):
        await officer.sends(words)
        await officer.hears(refused)
    await officer.sends("/batal")
    assert "pendukung" not in str([message.raw for message in first.chat_with_bot.news])

    await officer.taps("Di lokasi", on=calls(officer, number)[-1])
    await town.rests()
    await ticks(town, minutes=1)
    await first.hears("petugas sudah di lokasi")
    alone = number_on(await alarms(third, WORDS[2]))
    await is_called(officer, alone, "Di dekat kejadian Tawuran Jaya Mukti")
    assert (await stands(town, alone))[0] == "diterima"
    await town.rests()
    assert f"Di dekatnya, dipanggil tersendiri: {alone}" in calls(officer, number)[-1].text

    await opens(desk, number)
    for label in ("Tindakan lain", "Kejadian", "Akhiri kejadian", "Ya, akhiri"):
        await desk.taps(label)
    for person, report in ((first, number), (second, own)):
        told = await person.hears("Apakah sudah beres?")
        assert report in told.text
    assert await town.rows("SELECT ended_at IS NOT NULL, wait FROM incidents") == [(1, None)]


@pytest.mark.parametrize(
    "words",
    [
        "TOLONG tawuran di TPS 5 Jaya Mukti, rumah terbakar",
        "TOLONG ada tawuran di TPS 5 Jaya Mukti, ada yang dibacok parang",
        "TOLONG ada tawuran di TPS 6 Jaya Mukti",
    ],
)
async def test_fire_weapons_blood_and_another_spot_call_by_themselves(town: Town, words: str) -> None:
    officer, desk = await joins(town, "Petugas"), await a_desk(town)
    number = number_on(await alarms(await a_resident(town), BRAWL))
    await names(desk, number)
    other = number_on(await alarms(await a_resident(town), words))
    await is_called(officer, other, "Di dekat kejadian Tawuran, Jaya Mukti")
    assert (await stands(town, other))[0] == "diterima"


async def test_a_lawful_gathering_opens_as_what_it_is_and_may_move(town: Town, resident: Person) -> None:
    officer, desk = await joins(town, "Petugas"), await a_desk(town)
    far = await joins(town, "Petugas barat", "polsek-dumai-barat")
    number = await reports(resident)
    assert "orang" in CROWD
    demo = await a_resident(town)
    await demo.sends("Ada unjuk rasa damai mahasiswa di depan kantor kelurahan Jaya Mukti, menyampaikan aspirasi")
    await demo.hears()
    await takes(officer, number)
    await names(desk, number, "Penyampaian pendapat, Jaya Mukti")
    await opens(desk, number)
    for label in ("Tindakan lain", "Kejadian", "Pindah tempat"):
        await desk.taps(label)
    await desk.hears("di mana kejadian ini sekarang")
    await desk.sends("di depan pasar kelurahan Pangkalan Sesai")
    await desk.hears("Kejadian, dipimpin laporan")
    await is_called(far, number, "pindah ke wilayah Anda")
    assert "Pangkalan Sesai" in (await officer.hears("Penyampaian pendapat, Jaya Mukti pindah ke")).text


async def test_nobody_but_the_desk_names_or_ends_it_and_its_leader_is_asked_after_hours(town: Town) -> None:
    officer, desk = await joins(town, "Petugas"), await a_desk(town)
    number = number_on(await alarms(await a_resident(town), BRAWL))
    await takes(officer, number)
    [(key,)] = await town.rows("SELECT id FROM reports WHERE number = ?", number)
    for data in (f"d:0:named={key}", f"d:0:ended={key}", f"d:0:leader={key},1", f"p:0:estimate={key},9999"):
        await officer.forges(data, on=officer.last)
    await town.rests()
    assert await town.rows("SELECT count(*) FROM incidents") == [(0,)]
    await names(desk, number)
    for data in (f"d:0:ended={key}", f"p:0:estimate={key},9999", f"p:0:estimate={key},00000"):
        await officer.forges(data, on=officer.last)
    await town.rests()
    assert await town.rows("SELECT ended_at, (SELECT count(*) FROM estimates) FROM incidents") == [(None, 0)]
    await ticks(town, hours=2, minutes=1)
    await officer.hears("masih berlangsung?")
    await opens(desk, number)
    for label in ("Tindakan lain", "Kejadian", "Ganti pemimpin", "SPKT dan piket"):
        await desk.taps(label)
    await desk.hears("dipimpin SPKT dan piket")


@pytest.mark.parametrize(
    ("told", "gathering"),
    [
        ("ada unjuk rasa damai di depan kantor", True),
        ("mahasiswa demo menyampaikan aspirasi", True),
        ("peaceful protest in front of the office", True),
        ("demo ricuh, massa lempar batu dan bakar ban, ada yang dipukuli", False),
        ("ratusan orang berkumpul", False),
        ("demo di dekat rumah terbakar", False),
    ],
)
def test_a_demonstration_is_no_riot_unless_there_is_danger(told: str, gathering: bool) -> None:
    assert is_gathering(told) is gathering


async def test_who_is_accused_is_kept_away_where_the_desk_says_first_where_it_is(town: Town) -> None:
    accused, desk, citizen = (
        await joins(town, "Panwas", PANWASCAM, Role.PARTNER),
        await a_desk(town),
        await a_resident(town),
    )
    number = await tells_nowhere(citizen, "panwascam membagikan amplop kepada pedagang")
    await names(desk, number, "Pembagian amplop")
    await opens(desk, number)
    for label in ("Tindakan lain", "Kejadian", "Pindah tempat"):
        await desk.taps(label)
    await desk.hears("di mana kejadian ini sekarang")
    await desk.sends("di depan pasar kelurahan Jaya Mukti")
    await desk.hears("Kejadian, dipimpin laporan")
    await is_asked(citizen, "Panwascam Dumai Timur")
    await town.rests()
    assert calls(accused, number) == []
