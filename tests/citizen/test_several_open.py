"""Somebody with two open reports: it is asked which is meant, or one tap moves what was added to the other."""

from sandbox import Person
from tests.stage.officers import joins, ticks
from tests.stage.town import Town
from tests.stage.walks import number_on

HERE, THERE = "Jaya Mukti", "Pelintung"


async def _sends_two(resident: Person) -> tuple[str, str]:
    numbers = []
    for story in (
        "ada orang bagi bagi amplop di jaya mukti tps 3 tadi pagi",
        "orang lain lagi, di pelintung juga ada yang bagi amplop",
    ):
        await resident.sends(story)
        await resident.taps("Ya, buat laporan", on=await resident.hears("Buat laporan dari pesan ini?"))
        await resident.taps("Kirim sekarang", on=await resident.hears("Periksa dulu"))
        numbers.append(number_on(await resident.hears("sudah kami terima")))
    first, second = numbers
    return first, second


async def test_what_was_added_to_the_wrong_one_is_moved_with_a_tap(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    first, second = await _sends_two(resident)
    town.clock.passes(seconds=5)
    await resident.sends("platnya bm 1234 xy")
    added = await resident.hears("ditambahkan")
    assert second in added.text  # the one that was touched last
    assert "Bukan, laporan baru" in added.labels
    await resident.taps(HERE, on=added)
    assert first in (await resident.hears("ditambahkan")).text
    assert "platnya bm 1234 xy" in (await officer.hears("kabar baru dari pelapor")).text
    await resident.sends("dua orang naik motor itu")
    assert first in (await resident.hears("ditambahkan")).text


async def test_later_it_is_asked_which_one_is_meant(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    first, second = await _sends_two(resident)
    await ticks(town, minutes=30)

    # Short words about it, and what can be added: asked. Words that name the place of one: that one.
    await resident.sends("sudah bubar pak")
    asked = await resident.hears("Untuk laporan yang mana")
    assert [label for label in asked.labels if label.startswith("DMI-")] == [
        f"{second} · Politik uang · {THERE}",
        f"{first} · Politik uang · {HERE}",
    ]
    await resident.taps(HERE, on=asked)
    assert first in (await resident.hears("Syukurlah")).text
    assert "sudah bubar pak" in (await officer.hears("kabar baru dari pelapor")).text
    await ticks(town, minutes=30)
    await resident.sends("yang di jaya mukti mulai lagi")
    assert first in (await resident.hears(first)).text
    assert "mulai lagi" in (await officer.hears("kabar baru dari pelapor")).text

    for sent in ("jumlahnya sekitar 20 orang", "photo", "voice"):
        await ticks(town, minutes=30)
        match sent:
            case "photo":
                await resident.sends_photo()
            case "voice":
                await resident.sends_voice()
            case words:
                await resident.sends(words)
        await resident.taps("Tambahkan ke laporan saya", on=await resident.hears("Buat laporan dari pesan ini?"))
        await resident.taps(THERE, on=await resident.hears("Untuk laporan yang mana"))
        assert second in (await resident.hears("ditambahkan")).text
    assert await town.rows("SELECT count(*) FROM reports") == [(2,)]
    assert await town.rows("SELECT count(*) FROM drafts WHERE flow = 'report' AND sealed IS NOT NULL") == [(0,)]

    # How it stands, and taking back: the list, so that no wrong one is taken back.
    for asks in ("udah dibaca blm", "batalkan laporan"):
        await ticks(town, minutes=30)
        await resident.sends(asks)
        shown = await resident.hears("Laporan Anda: 2")
        assert {label.split(" ")[0] for label in shown.labels} >= {first, second}
