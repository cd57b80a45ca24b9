"""What is pointed out to the desk, which decides: likely duplicates, and one picture that ends two reports."""

from reports.category import Category
from resort.roles import Role
from sandbox import Message
from tests.copies.media import scene
from tests.stage.desk import a_desk, a_head, a_resident, stands
from tests.stage.officers import PANWASCAM, about, is_called, joins, takes, ticks
from tests.stage.town import Town
from tests.stage.walks import reports

STORY = "Kaca balai warga dipecah orang, dindingnya dicoret-coret"


async def test_a_likely_duplicate_is_named_in_the_call_for_who_may_merge(town: Town) -> None:
    desk, head, officer = await a_desk(town), await a_head(town), await joins(town, "Petugas")
    west = await a_head(town, "polsek-dumai-barat", "Kepala di barat")
    partner = await joins(town, "Panwascam", PANWASCAM, Role.PARTNER)
    one, two = await a_resident(town), await a_resident(town)
    first = await reports(one, about(Category.PERUSAKAN, STORY))
    assert "mirip" not in (await is_called(officer, first)).text
    number = await reports(two, about(Category.PERUSAKAN, "Balai warga dirusak, kaca dipecah, dinding dicoret-coret"))
    await town.rests()
    assert "mirip" not in (await is_called(officer, number)).text
    for person in (west, partner):
        assert not [each for each in person.chat_with_bot.messages if "mirip" in each.text]
    call = await is_called(head, number)
    assert f"% mirip {first}" in call.text
    await head.taps("Gabungkan", on=call)
    asked = await head.hears(f"Gabungkan {number}")
    assert f"% mirip {first}" in next(each for each in head.chat_with_bot.messages if each.id == call.id).text
    await head.taps("Ya, gabungkan", on=asked)
    await head.hears(f"Duplikat dari {first}")
    assert await stands(town, number) == ("duplikat", "belum", 0, 1)
    await town.rests()
    assert not [each for each in desk.chat_with_bot.messages if f"% mirip {first}" in each.text]  # it is merged now


async def test_a_report_is_ended_with_proof_and_one_picture_for_two_is_pointed_out(town: Town) -> None:
    desk, officer = await a_desk(town), await joins(town, "Petugas")
    one, two = await a_resident(town), await a_resident(town)
    stories = (
        (one, about(Category.PERUSAKAN, STORY)),
        (two, about(Category.PENCURIAN, "Pompa air milik warga hilang dari belakang balai", tps=4)),
    )
    numbers: list[str] = []
    pointed: list[Message] = []
    for place, (citizen, story) in enumerate(stories):
        number = await reports(citizen, story)
        numbers.append(number)
        call = await takes(officer, number)
        await officer.taps("Di lokasi", on=call)
        call = await is_called(officer, number, "Petugas di lokasi")
        await officer.taps("Selesai", on=call)
        await officer.taps("Tertangani", on=await officer.hears("bagaimana hasilnya"))
        await officer.hears("Ada bukti penanganan")
        await officer.sends_photo(scene(7, 800 - 300 * place))  # the second one was made smaller on the way
        await officer.hears("Dicatat pada")
        await officer.sends_photo(scene(8 + place))  # another picture at each
        await officer.hears("Dicatat pada")
        await officer.taps("Selesai")
        copied = "SELECT number FROM evidence JOIN reports ON reports.id = report WHERE number = ? AND copies = 1"
        await town.turns(f"{copied} GROUP BY number HAVING count(*) = 2", number)
        await ticks(town, seconds=1)
        pointed = [each for each in desk.chat_with_bot.messages if "dengan foto petugas pada" in each.text]
        assert len(pointed) == place
    assert numbers[0] in pointed[0].text
    assert numbers[1] in pointed[0].text
    await ticks(town, minutes=1)
    assert len([each for each in desk.chat_with_bot.messages if "dengan foto petugas pada" in each.text]) == 1
    await desk.sends(numbers[1])
    assert "Bukti penanganan: 2 berkas petugas" in (await desk.hears("Riwayat")).text
    await one.sends(f"/status {numbers[0]}")
    assert "Bukti: 0 berkas" in (await one.hears("Jenis")).text  # an officer's picture is none of the reporter's
