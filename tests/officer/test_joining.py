"""Alarms that are alike are one incident: one call, many receipts, and anybody may say that theirs is another."""

import pytest

from resort.roles import Role
from sandbox import Message, Person
from tests.stage.desk import a_desk, a_resident, opens, stands
from tests.stage.officers import calls, is_called, joins, takes, ticks
from tests.stage.town import Town
from tests.stage.walks import VIOLATION, goes_to, number_on

BRAWL = "TOLONG ada tawuran di TPS 5 Jaya Mukti"
WORDS = (
    "tawuran pecah di tps 05 jaya mukti, cepat pak",
    "Ada yang tawuran bawa parang di TPS 5 Jaya Mukti",
    "anak anak tawuran lagi di TPS 5 kelurahan Jaya Mukti",
)


async def alarms(citizen: Person, words: str) -> Message:
    """Cry for help in one's own words and send it; the receipt."""
    await citizen.sends(words)
    await citizen.hears("Tekan Kirim sekarang")
    await citizen.taps("Kirim sekarang")
    return await citizen.hears("sudah kami terima")


async def leading(town: Town, number: str) -> object:
    """The number of the report that a report joined."""
    [(leading,)] = await town.rows(
        "SELECT number FROM reports WHERE id = (SELECT duplicate_of FROM reports WHERE number = ?)", number
    )
    return leading


async def test_three_people_of_one_brawl_are_one_call_and_each_has_an_end(town: Town) -> None:
    officer = await joins(town, "Petugas")
    first, second, third = await a_resident(town), await a_resident(town), await a_resident(town)
    number = number_on(await alarms(first, BRAWL))
    await is_called(officer, number)
    receipt = await alarms(second, WORDS[0])
    own = number_on(receipt)
    assert own != number
    assert "pelapor ke-2" in receipt.text
    assert "Petugas sudah kami panggil untuk kejadian ini" in receipt.text
    await is_called(officer, number, "Laporan lain tentang kejadian ini: 1")
    assert len(calls(officer, number)) == 1
    assert calls(officer, own) == []
    last = number_on(await alarms(third, WORDS[1]))
    await is_called(officer, number, "3 orang melaporkan kejadian ini")
    assert len(calls(officer, number)) == 2, "the third makes it ring again"

    await officer.taps("Pelapor lain", on=calls(officer, number)[-1])
    others = await officer.hears("pelapor lain")
    assert WORDS[0] in others.text
    assert WORDS[1] in others.text
    await officer.taps("Terima", on=calls(officer, number)[-1])
    for person, report in ((first, number), (second, own), (third, last)):
        assert report in (await person.hears("sudah ada petugas yang menangani")).text
    await officer.taps("Selesai", on=calls(officer, number)[-1])
    await officer.taps("Tertangani", on=await officer.hears("bagaimana hasilnya"))
    for person, report in ((first, number), (second, own), (third, last)):
        told = await person.hears("Apakah sudah beres?")
        assert report in told.text
    assert (await stands(town, own))[0] == "duplikat"


async def test_whoever_has_it_reads_the_next_words_and_may_separate_them(town: Town) -> None:
    officer = await joins(town, "Petugas")
    first, second = await a_resident(town), await a_resident(town)
    number = number_on(await alarms(first, BRAWL))
    await takes(officer, number)
    receipt = await alarms(second, WORDS[1])
    own = number_on(receipt)
    assert "Sudah ada petugas yang menangani kejadian ini" in receipt.text
    told = await officer.hears("pelapor ke-2")
    assert WORDS[1] in told.text
    assert told.silent
    await officer.taps("Pisahkan", on=told)
    assert own in (await second.hears("petugas kami panggil untuk laporan Anda")).text
    await is_called(officer, own, f"Tadi disatukan dengan {number}")
    assert await stands(town, own) == ("diterima", "belum", 0, 0)
    await officer.taps("Pisahkan", on=told)
    await officer.sees_toast("sudah berdiri sendiri")
    assert len(calls(officer, own)) == 1


async def test_a_reporter_says_that_it_is_another_incident(town: Town) -> None:
    officer = await joins(town, "Petugas")
    first, second = await a_resident(town), await a_resident(town)
    number = number_on(await alarms(first, BRAWL))
    await is_called(officer, number)
    receipt = await alarms(second, WORDS[2])
    own = number_on(receipt)
    await second.taps("Bukan, kejadian lain", on=receipt)
    await second.hears("berdiri sendiri. Petugas kami panggil")
    await is_called(officer, own, f"Tadi disatukan dengan {number}")
    await first.forges(f"l:0:other={own}", on=first.last)
    await town.rests()
    assert await stands(town, own) == ("diterima", "belum", 0, 0)
    await ticks(town, minutes=20)
    await is_called(officer, own)


@pytest.mark.parametrize(
    "words",
    [
        "TOLONG ada kebakaran di TPS 5 Jaya Mukti",  # another kind
        "TOLONG ada tawuran di TPS 6 Jaya Mukti",  # another TPS
        "TOLONG ada tawuran di kelurahan Jaya Mukti",  # only a kelurahan
    ],
)
async def test_what_is_not_surely_the_same_calls_for_itself(town: Town, words: str) -> None:
    officer = await joins(town, "Petugas")
    number = number_on(await alarms(await a_resident(town), BRAWL))
    own = number_on(await alarms(await a_resident(town), words))
    await is_called(officer, own)
    assert own != number
    assert (await stands(town, own))[0] == "diterima"


async def test_after_fifteen_minutes_it_calls_again_and_the_next_join_that(town: Town) -> None:
    officer = await joins(town, "Petugas")
    await alarms(await a_resident(town), BRAWL)
    town.clock.passes(minutes=16)
    second = number_on(await alarms(await a_resident(town), WORDS[0]))
    await is_called(officer, second)
    town.clock.passes(minutes=14)
    third = await alarms(await a_resident(town), WORDS[1])
    assert (await stands(town, number_on(third)))[0] == "duplikat"
    assert await leading(town, number_on(third)) == second


async def test_a_persons_own_second_alarm_joins_their_first_and_rings(town: Town) -> None:
    officer = await joins(town, "Petugas")
    citizen = await a_resident(town)
    number = number_on(await alarms(citizen, BRAWL))
    await is_called(officer, number)
    town.clock.passes(minutes=12)
    await citizen.sends("/lapor")
    await citizen.hears("Apa yang ingin Anda laporkan")
    await citizen.sends("TOLONG masih tawuran pak, ada yang bawa parang")
    await citizen.hears()
    await town.rests()
    if "Kirim sekarang" not in " ".join(citizen.last.labels):
        await citizen.taps("Lewati")
        await citizen.hears("Tekan Kirim sekarang")
    await citizen.taps("Kirim sekarang")
    receipt = await citizen.hears("sudah kami terima")
    assert "satukan dengan laporan Anda sebelumnya" in receipt.text
    told = await officer.hears("Pelapor yang sama menulis lagi")
    assert "bawa parang" in told.text
    assert not told.silent
    assert len(calls(officer, number)) == 1


async def test_one_report_judged_false_takes_none_of_the_others_with_it(town: Town) -> None:
    officer, desk = await joins(town, "Petugas"), await a_desk(town)
    liar, second, third = await a_resident(town), await a_resident(town), await a_resident(town)
    number = number_on(await alarms(liar, BRAWL))
    own, last = number_on(await alarms(second, WORDS[0])), number_on(await alarms(third, WORDS[2]))
    await opens(desk, number)
    for label in ("Tindakan lain", "Tolak"):
        await desk.taps(label)
    await desk.hears("mengapa ditolak")
    await desk.sends("Pelapor ini berbohong")
    await is_called(officer, own, f"Laporan {number} dinilai tidak benar")
    assert (await stands(town, number))[0] == "ditolak"
    assert await stands(town, own) == ("diterima", "belum", 0, 0)
    assert await leading(town, last) == own
    assert not [each for each in second.chat_with_bot.messages if "tidak dapat kami tindak lanjuti" in each.text]


async def test_stories_that_are_sealed_join_nothing(town: Town) -> None:
    await joins(town, "Petugas", "reskrim", Role.OFFICER)
    words = "TOLONG saya dipukuli suami sekarang di TPS 5 Jaya Mukti"
    numbers = [number_on(await alarms(await a_resident(town), words)) for _ in range(2)]
    assert [(await stands(town, each))[0] for each in numbers] == ["diterima", "diterima"]


async def test_a_place_put_right_is_no_part_of_the_incident_at_the_wrong_one(town: Town) -> None:
    officer, first, second, third = await joins(town, "Petugas"), *[await a_resident(town) for _ in range(3)]
    number = number_on(await alarms(first, BRAWL))
    await is_called(officer, number)
    for words in (
        "TOLONG tawuran bukan di TPS 5 tapi TPS 7 Jaya Mukti",
        "TOLONG tawuran di TPS 5 dan TPS 6 Jaya Mukti",
    ):
        own = number_on(await alarms(await a_resident(town), words))
        await is_called(officer, own)
        assert (await stands(town, own))[0] == "diterima"
    own = number_on(await alarms(second, WORDS[0]))
    assert await leading(town, own) == number
    await second.sends("maaf pak, bukan di TPS 5 tapi di TPS 7")
    await is_called(officer, own, f"Tadi disatukan dengan {number}")
    assert own in (await second.hears("laporan Anda tentang kejadian tersendiri")).text
    assert await town.rows("SELECT tps, state FROM reports WHERE number = ?", own) == [("007", "diterima")]

    last = number_on(await alarms(third, WORDS[1]))
    assert await leading(town, last) == number
    await first.sends("eh salah, yang benar TPS 9")  # whoever joined there is not at TPS 9
    await is_called(officer, last, f"Tadi disatukan dengan {number}")
    assert await town.rows("SELECT tps FROM reports WHERE number = ?", number) == [("009",)]


async def test_before_sending_the_place_that_was_put_right_is_the_one_that_goes(town: Town) -> None:
    far, citizen = await joins(town, "Petugas barat", "polsek-dumai-barat"), await a_resident(town)
    await citizen.sends(BRAWL)
    await citizen.hears("Tekan Kirim sekarang")
    await citizen.sends("eh salah pak, di TPS 7 kelurahan Pangkalan Sesai")
    await citizen.hears()
    await citizen.taps("Kirim sekarang")
    number = number_on(await citizen.hears("sudah kami terima"))
    await is_called(far, number)
    assert await town.rows("SELECT tps, village FROM reports") == [("007", "14.72.01.1003")]


async def test_whoever_falls_ill_beside_another_is_heard_and_shown_beside(town: Town) -> None:
    officer = await joins(town, "Petugas")
    number = number_on(await alarms(await a_resident(town), "TOLONG ada ibu hamil pingsan di TPS 5 Jaya Mukti"))
    await is_called(officer, number)
    own = number_on(await alarms(await a_resident(town), "TOLONG ada yang pingsan di TPS 5 Jaya Mukti"))
    await is_called(officer, own, f"Ada panggilan lain di tempat yang sama: {number}")
    same = number_on(await alarms(await a_resident(town), "cepat pak ibu hamil pingsan di TPS 5 Jaya Mukti"))
    assert await leading(town, same) == number
    brawl = number_on(await alarms(await a_resident(town), BRAWL))
    for words in (
        "TOLONG tawuran di TPS 5 Jaya Mukti, bukan yang tadi",
        "TOLONG tawuran di TPS 5 Jaya Mukti ada yang luka parah",
    ):
        assert (await stands(town, number_on(await alarms(await a_resident(town), words))))[0] == "diterima"
    assert (await stands(town, brawl))[0] == "diterima"


async def test_whoever_takes_it_late_reads_each_reporter_and_where_in_order(town: Town) -> None:
    officer = await joins(town, "Petugas")
    number = number_on(await alarms(await a_resident(town), BRAWL))
    for words in WORDS[:2]:
        await alarms(await a_resident(town), words)
    await takes(officer, number)
    await town.rests()
    told = [each for each in officer.chat_with_bot.messages if "pelapor ke-" in each.text]
    assert ["pelapor ke-2" in told[0].text, "pelapor ke-3" in told[1].text] == [True, True]
    for each, words in zip(told, WORDS[:2], strict=True):
        assert words in each.text
        assert "Jaya Mukti, Dumai Timur" in each.text
        assert "Pisahkan" in " ".join(each.labels)


async def test_a_cry_of_elsewhere_never_rings_for_the_place_of_an_older_report(town: Town) -> None:
    officer, citizen = await joins(town, "Petugas"), await a_resident(town)
    number = number_on(await alarms(citizen, BRAWL))
    await is_called(officer, number)
    receipt = citizen.last
    for words, tps in (("TOLONG kebakaran di TPS 8 Jaya Mukti", "008"), ("TOLONG tawuran di TPS 9 Jaya Mukti", "009")):
        await citizen.sends(words, reply_to=receipt)
        await citizen.hears("Tekan Kirim sekarang")
        await ticks(town, minutes=2.1)  # nobody sends it: it goes by itself
        [(own,)] = await town.turns("SELECT number FROM reports WHERE tps = ?", tps)
        await is_called(officer, str(own))
    edited = await citizen.sends("TOLONG tawuran di TPS 9 Jaya Mukti, orangnya banyak")
    await citizen.hears("Sudah ditambahkan")
    await citizen.edits(edited, "TOLONG tawuran di TPS 4 Jaya Mukti, orangnya banyak")
    await citizen.hears("Tekan Kirim sekarang")


async def test_danger_in_a_report_of_a_violation_is_where_its_own_words_say(town: Town) -> None:
    officer, citizen = await joins(town, "Petugas"), await a_resident(town)
    await goes_to(citizen, "evidence", VIOLATION)
    await citizen.sends(BRAWL)
    await citizen.hears("Tekan Kirim sekarang")
    await citizen.taps("Kirim sekarang")
    await is_called(officer, number_on(await citizen.hears("sudah kami terima")))
    assert await town.rows("SELECT village, tps FROM reports") == [("14.72.02.1004", "005")]


async def test_two_cries_in_one_message_ring_each_for_its_own_place(town: Town) -> None:
    near, far = await joins(town, "Petugas"), await joins(town, "Petugas barat", "polsek-dumai-barat")
    citizen, silent = await a_resident(town), await a_resident(town)
    words = ("TOLONG tawuran di TPS 5 Jaya Mukti", "TOLONG kebakaran di TPS 8 Pangkalan Sesai")
    for each in words:
        await citizen.sends(each)
        await citizen.hears("Tekan Kirim sekarang")
    await citizen.taps("Kirim sekarang")
    for officer, tps in ((near, "005"), (far, "008")):
        [(number,)] = await town.turns("SELECT number FROM reports WHERE tps = ?", tps)
        await is_called(officer, str(number))
    for each in words:
        await silent.sends(each.replace("TPS ", "TPS 1"))
        await silent.hears("Tekan Kirim sekarang")
    await ticks(town, minutes=2.1)  # nobody sends it
    for officer, tps in ((near, "015"), (far, "018")):
        [(number,)] = await town.turns("SELECT number FROM reports WHERE tps = ?", tps)
        await is_called(officer, str(number))


async def test_a_place_that_is_only_where_they_were_before_joins_nobody_elses_incident(town: Town) -> None:
    officer, citizen = await joins(town, "Petugas"), await a_resident(town)
    await alarms(citizen, "TOLONG kebakaran di TPS 5 Jaya Mukti")
    number = number_on(await alarms(await a_resident(town), BRAWL))
    town.clock.passes(minutes=11)
    own = number_on(await alarms(citizen, "TOLONG ada tawuran pak"))
    await is_called(officer, own)
    assert await town.rows("SELECT tps, state FROM reports WHERE number = ?", own) == [("005", "diterima")]
    assert number != own
