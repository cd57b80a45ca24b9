"""Somebody who hides: one screen that is changed, nothing that rings, and one tap that removes it all."""

import re

from db import rotation
from gateway.upkeep import blur, tidy
from sandbox import Message, Person
from tests.stage.officers import calls, joins, takes, ticks
from tests.stage.town import Town
from tests.stage.walks import agrees, number_on

CRY = "saya sembunyi di kamar mandi, ada orang bawa parang di luar"


def ours(person: Person, since: int = 0) -> list[Message]:
    return [each for each in person.chat_with_bot.messages[since:] if each.from_bot]


async def hides(citizen: Person) -> str:
    await citizen.sends(CRY)
    asked = await citizen.hears("Di mana?")
    assert "Tetaplah di tempat Anda bersembunyi" in asked.text
    await citizen.sends("jaya mukti")
    await citizen.hears("Kirim sekarang")
    await citizen.taps("Kirim sekarang")
    return number_on(await citizen.hears("sudah kami terima"))


async def test_a_whole_story_is_one_screen_and_nothing_rings(town: Town, citizen: Person) -> None:
    officer = await joins(town, "Petugas")
    await agrees(citizen)
    await town.rests()
    since = len(citizen.chat_with_bot.messages)
    number = await hides(citizen)
    await town.rests()
    [screen] = ours(citizen, since)
    assert screen.labels[-1] == "🧹 Bersihkan layar"
    await citizen.sends("mereka masih di luar")
    await citizen.hears("ditambahkan")
    assert len(ours(citizen, since)) == 1
    await takes(officer, number)
    await citizen.hears("Ada kabar untuk Anda.")
    await officer.taps("Tanya", on=calls(officer, number)[-1])
    await officer.hears("apa yang ingin ditanyakan")
    await officer.sends("Ada berapa orang?")
    await town.rests()
    await citizen.sends("dua orang")
    await citizen.hears("ditambahkan")
    await officer.taps("Menuju lokasi", on=calls(officer, number)[-1])
    await town.rests()
    await ticks(town, minutes=1)
    await citizen.hears("Ada kabar untuk Anda.")
    await ticks(town, hours=3)
    [screen] = ours(citizen, since)
    assert screen.silent
    await officer.taps("Di lokasi", on=calls(officer, number)[-1])
    await town.rests()
    await officer.taps("Selesai", on=calls(officer, number)[-1])
    await officer.taps("Tertangani", on=await officer.hears("hasil"))
    await town.rests()
    await citizen.taps("Buka")
    await citizen.hears(number)
    assert [each.silent for each in ours(citizen, since)] == [True]


async def test_the_screen_is_cleared_and_the_report_goes_on(town: Town, citizen: Person) -> None:
    officer = await joins(town, "Petugas")
    await agrees(citizen)
    await town.rests()
    since = len(citizen.chat_with_bot.messages)
    number = await hides(citizen)
    await citizen.taps("Bersihkan layar")
    await town.rests()
    assert citizen.chat_with_bot.messages[since:] == []
    await ticks(town, seconds=20)  # the receipt would be confirmed in place
    await takes(officer, number)
    news = await citizen.hears("Ada kabar untuk Anda.")
    await town.rests()
    left = ours(citizen, since)
    assert news in left
    assert all(each.silent and number not in each.text for each in left)
    assert await town.rows("SELECT closed_at FROM reports") == [(None,)]
    town.clock.passes(hours=30)
    await officer.taps("Menuju lokasi", on=calls(officer, number)[-1])
    await town.rests()
    await ticks(town, minutes=1)
    later = await citizen.hears("Ada kabar untuk Anda.")
    assert later.silent
    assert number not in later.text


async def test_the_numbers_of_messages_are_kept_for_two_days_at_most(town: Town, citizen: Person) -> None:
    await agrees(citizen)
    await hides(citizen)
    assert await town.rows("SELECT count(*) > 0 FROM quiet_messages") == [(1,)]
    town.clock.passes(hours=49)
    assert town.siaga is not None
    await tidy(town.siaga.database, lambda: town.clock.now)
    assert await town.rows("SELECT count(*) FROM quiet_messages") == [(0,)]


async def test_the_one_screen_and_its_broom_outlive_the_outbox_and_a_new_key(town: Town, citizen: Person) -> None:
    """The rows of what was sent go within the hour, and name nobody meanwhile."""
    officer = await joins(town, "Petugas")
    await agrees(citizen)
    await town.rests()
    since = len(citizen.chat_with_bot.messages)
    number = await hides(citizen)
    await town.rests()
    assert town.siaga is not None
    database = town.siaga.database
    await ticks(town, seconds=20)  # the receipt is confirmed
    town.clock.passes(minutes=55)
    await blur(database, town.clock)
    left = (
        "SELECT count(*) FROM outbox WHERE chat = 2 AND id < (SELECT max(id) FROM outbox)"  # the newest keeps counting
    )
    assert await town.rows(left) == [(0,)]
    key = await database.write(lambda tx: rotation.begin(tx, town.siaga.vault.newest_key))  # type: ignore[union-attr]
    assert key
    await rotation.take_over(database, town.clock.now)
    while await rotation.renew_some(database):
        pass
    await takes(officer, number)
    await citizen.hears("Ada kabar untuk Anda.")
    await town.rests()
    [screen] = ours(citizen, since)
    assert screen.silent
    await citizen.taps("Bersihkan layar")
    await town.rests()
    assert citizen.chat_with_bot.messages[since:] == []


async def test_many_messages_go_in_slices(town: Town, citizen: Person) -> None:
    await agrees(citizen)
    await town.rests()
    since = len(citizen.chat_with_bot.messages)
    await hides(citizen)
    for at in range(110):
        await citizen.sends(f"masih menunggu, pesan {at}")
    await town.rests()
    await citizen.taps("Bersihkan layar")
    await town.rests()
    assert citizen.chat_with_bot.messages[since:] == []


async def test_who_hides_is_told_to_telephone_only_if_nobody_hears_it(town: Town, citizen: Person) -> None:
    await joins(town, "Petugas")
    await agrees(citizen)
    said = []
    await citizen.sends(CRY)
    said.append(await citizen.hears("Di mana?"))
    await citizen.sends("jaya mukti")
    said.append(await citizen.hears("Kirim sekarang"))
    await citizen.taps("Kirim sekarang")
    said.append(await citizen.hears("sudah kami terima"))
    await citizen.sends("mereka masih di luar")
    said.append(await citizen.hears("ditambahkan"))
    for screen in said:
        told = re.findall(r"[^.!?\n]*\b110\b[^.!?\n]*", screen.text)
        assert told == ["Telepon 110 hanya jika aman bersuara"]
