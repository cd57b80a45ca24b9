"""Attacks in which one person tries to be two: who wrote, handed in or refused an announcement, and who approves it."""

from datetime import timedelta

from broadcasts.schedule import Day, Repeating
from sandbox import Message, Person
from tests.stage.announcements import approved, running
from tests.stage.composing import WORDS, asks, commands, opens, writes
from tests.stage.officers import ticks
from tests.stage.town import Town
from tests.stage.walks import button


async def _refuses(person: Person, request: Message, why: str = "Waktunya belum tepat") -> None:
    await person.taps("Tolak", on=request)
    await person.hears("Mengapa ditolak")
    await person.sends(why)
    await person.hears("dikembalikan kepada penyusunnya")


async def _nothing_left(town: Town, follower: Person) -> None:
    await ticks(town, minutes=1)
    await follower.hears_nothing()
    assert await town.rows("SELECT * FROM runs") == []


async def test_refused_by_one_it_is_not_sent_by_another(
    town: Town, kabag: Person, waka: Person, follower: Person
) -> None:
    third = await commands(town, "Kasat")
    await writes(kabag)
    await asks(kabag)
    for_waka, for_third = await waka.hears("Mohon persetujuan"), await third.hears("Mohon persetujuan")
    await third.sends("/siaran")
    opened = await third.hears("Jumlah")
    await third.taps("Mari jaga suasana", on=opened)
    screen = await third.hears("Penerima")
    await _refuses(waka, for_waka)
    await kabag.hears("belum menyetujui siaran Anda")
    # The attack: somebody who had it open goes on with it as if it were theirs.
    await third.taps("Ubah", on=screen)
    await third.sees_toast("belum diajukan")
    for data in (button(for_third, "Setujui"), "s:0:a=1", "s:0:drop=1"):
        third.toasts.clear()
        await third.forges(data, on=third.last)
        await third.sees_toast()
    # Handed in again unchanged, it needs the yes of the person who refused it.
    await kabag.taps("Ubah")
    await kabag.hears("Periksa dulu")
    await asks(kabag)
    again = await third.hears("Mohon persetujuan")
    await third.taps("Setujui", on=again)
    await third.hears("Persetujuan Anda dicatat")
    await _nothing_left(town, follower)
    await waka.taps("Setujui", on=await waka.hears("Mohon persetujuan"))
    await waka.hears("Disetujui")
    await ticks(town)
    await follower.hears(WORDS)


async def test_who_hands_it_in_is_no_voice_and_changed_it_is_new(
    town: Town, kabag: Person, waka: Person, follower: Person
) -> None:
    third = await commands(town, "Kasat")
    await writes(kabag)
    await asks(kabag)
    await third.hears("Mohon persetujuan")
    # Another takes it over while it waits and hands it in unchanged: author and submitter are both out.
    await third.sends("/siaran")
    await third.taps("Mari jaga suasana", on=await third.hears("Jumlah"))
    await third.hears("Penerima")
    await third.taps("Ubah")
    await third.hears("Periksa dulu")
    await asks(third)
    request = await waka.hears("dari Polres 3")
    for person in (kabag, third):
        person.toasts.clear()
        await person.forges(button(request, "Setujui"), on=person.last)
        await person.sees_toast("bukan yang menulis atau yang mengajukannya")
    await _nothing_left(town, follower)
    await _refuses(waka, request)
    assert await town.rows("SELECT part, count(*) FROM appeal_parts GROUP BY part ORDER BY part") == [
        ("pengaju", 2),
        ("penolak", 1),
        ("penyusun", 1),
    ]


async def test_a_correction_of_a_repeated_announcement_reaches_every_copy_and_ends_it(
    town: Town, kabag: Person, waka: Person, follower: Person
) -> None:
    first = (town.clock() + timedelta(hours=1)).astimezone(running(town).ticker.resort.zone)
    hour, until = first.time().replace(second=0, microsecond=0), first.date() + timedelta(days=6)
    await approved(town, WORDS, kabag, waka, when=Repeating(frozenset(Day), hour, until))
    for hours in (1, 24, 24):
        await ticks(town, hours=hours)
        await follower.hears(WORDS)
        await town.rests()
        await ticks(town, seconds=5)
    copies = [message for message in follower.chat_with_bot.messages if WORDS in message.text]
    assert len(copies) == 3
    await kabag.sends("/siaran")
    await kabag.taps("Mari jaga suasana", on=await kabag.hears("Jumlah"))
    await kabag.hears("Penerima")
    await kabag.taps("Ralat")
    await kabag.hears("Kirim tulisan yang benar")
    await kabag.sends("TPS ditutup pukul 13.00.")
    await kabag.hears("Periksa dulu")
    await asks(kabag)
    await waka.taps("Setujui", on=await waka.hears("Mohon persetujuan ralat"))
    await waka.hears("Disetujui")
    await ticks(town, seconds=5)
    await ticks(town, seconds=5)
    assert not [message for message in follower.chat_with_bot.messages if WORDS in message.text]
    assert len([message for message in follower.chat_with_bot.messages if "13.00" in message.text]) == 3
    await ticks(town, hours=24)
    await ticks(town, hours=24)
    assert not [message for message in follower.chat_with_bot.messages if WORDS in message.text]
    assert await town.rows("SELECT count(*) FROM appeals WHERE next_fire IS NOT NULL") == [(0,)]


async def test_one_withdraws_and_two_delete(town: Town, kabag: Person, waka: Person, follower: Person) -> None:
    await approved(town, WORDS, kabag, waka)
    await ticks(town)
    await follower.hears(WORDS)
    await town.rests()
    await ticks(town, seconds=5)
    await kabag.hears("Siaran selesai")
    await opens(kabag)
    await kabag.taps("Tarik dan hapus")
    await kabag.hears("Tarik siaran ini")
    await kabag.taps("Ya, tarik")
    await kabag.hears("Siaran ditarik")
    request = await waka.hears("dihapus di semua tempat")
    await ticks(town, minutes=1)
    assert [message for message in follower.chat_with_bot.messages if WORDS in message.text]
    await kabag.forges(button(request, "Setujui"), on=kabag.last)
    await kabag.sees_toast("diputuskan pimpinan lain")
    await waka.taps("Jangan", on=request)
    await waka.hears("Tidak disetujui")
    await kabag.hears("tidak setuju pesannya dihapus")
    await opens_withdrawn(kabag)
    await kabag.taps("Hapus di semua tempat")
    await kabag.hears("Siaran ditarik")
    for hours in (1, 3):  # reminded, and at the last it ends
        await waka.hears("dihapus di semua tempat")
        await ticks(town, hours=hours)
    await waka.hears("dihapus di semua tempat")
    await ticks(town, hours=20)
    await kabag.hears("Tidak ada pimpinan lain yang memutuskan dalam sehari")
    assert [message for message in follower.chat_with_bot.messages if WORDS in message.text]


async def opens_withdrawn(composer: Person) -> None:
    """Open what was withdrawn, from the list."""
    await composer.sends("/siaran")
    await composer.taps("Mari jaga suasana", on=await composer.hears("Jumlah"))
    await composer.hears("Ditarik")
