"""What commit cf16deb wrote goes on: dialogues by words and by the buttons people still see, and all that waits."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from datetime import UTC, datetime, timedelta

import pytest

from app import audit
from app.settings import Settings
from db import binding, reporters
from db.database import Tx
from sandbox import Chat, Person, Sandbox
from tests.stage.officers import is_called, ticks
from tests.stage.town import Town
from tests.stage.validity import attach
from tests.stage.walks import DISTURBANCE, VIOLATION, Leg, number_on
from tests.upgrade.earlier import Earlier

RUNNING = "Waspada banjir rob malam ini."
WAITING = "Jalan Sudirman dialihkan mulai pukul 13.00."
REPEATING = "Jangan lupa ronda malam ini."


@pytest.fixture
async def stopped_town(settings_for: Callable[..., Settings]) -> AsyncIterator[Town]:
    """The resort as that release left it; nobody has started the new one yet."""
    earlier = Earlier("cf16deb")
    world = earlier.world()
    validity = attach(world)
    async with await Sandbox.start(world) as sandbox:
        yield earlier.town(sandbox, settings_for)
    validity.check()


@pytest.fixture
async def town(stopped_town: Town) -> AsyncIterator[Town]:
    async with stopped_town.open():
        yield stopped_town


def named(town: Town, name: str) -> Person:
    person = town.world.named(name)
    assert person is not None, name
    return person


async def taps_old(person: Person, data: str, *, chat: Chat | None = None) -> None:
    """Tap the newest button whose data begins like this, with all of the data that release gave it."""
    where = chat or person.chat_with_bot
    for message in where.newest():
        for row, buttons in enumerate(message.rows):
            for column, button in enumerate(buttons):
                if button.data is not None and button.data.startswith(data):
                    await person.presses(message, row, column)
                    return
    raise AssertionError(f"{person.name} has no button {data}")


def deliveries(town: Town, words: str) -> Counter[object]:
    """How often each chat was sent an announcement since the upgrade."""
    sent = (call.params for call in town.world.calls_of("sendMessage"))
    return Counter(params["chat_id"] for params in sent if words in str(params["text"]).splitlines()[0])


async def goes_on(citizen: Person, step: str, legs: Sequence[Leg]) -> str:
    """Answer the question that stands there, and all that follow; the number on the receipt."""
    begins = next(place for place, leg in enumerate(legs) if leg.step == step)
    await legs[begins].answer(citizen)
    for leg in legs[begins + 1 :]:
        if leg.spare:
            continue
        await citizen.hears(leg.asks)
        await leg.answer(citizen)
    return number_on(await citizen.hears("sudah kami terima"))


async def test_every_step_of_a_report_goes_on_where_it_stood(town: Town) -> None:
    for leg in (leg for leg in DISTURBANCE[:-1] if not leg.step.startswith("open_")):
        await goes_on(named(town, f"Warga langkah {leg.step}"), leg.step, DISTURBANCE)
    for step in ("point", "known", "phone", "summary"):
        await goes_on(named(town, f"Warga pelanggaran {step}"), step, VIOLATION)
    assert await town.rows("SELECT count(*) FROM reports") == [(9 + 10 + 4,)]


async def test_every_command_answers_everybody_in_the_middle_of_a_dialogue(town: Town) -> None:
    """Nobody is met with an apology, whatever they were in the middle of."""
    people = [each for each in town.world.people.values() if each.chat_with_bot.started]
    for command in ("/dataku", "/lapor", "/batal"):
        for person in people:
            await person.sends(command)
        await town.rests()
    assert await town.rows("SELECT update_id FROM inbox WHERE failure IS NOT NULL") == []
    documents = Counter(call.params["chat_id"] for call in town.world.calls_of("sendDocument"))
    assert documents == {person.id: 2 for person in people}  # a page, and JSON


async def test_what_was_put_aside_is_still_there(town: Town) -> None:
    sleeper, photographer = named(town, "Warga Tertidur"), named(town, "Warga berfoto")
    await sleeper.taps("Lanjutkan draf")
    await sleeper.hears("Tepatnya di mana")
    await goes_on(sleeper, "place", DISTURBANCE)
    [(what,)] = await town.rows("SELECT what FROM reports ORDER BY id DESC LIMIT 1")
    assert "tawuran kecil semalam" in str(what)
    await photographer.taps("Lanjut")
    await photographer.hears("Periksa dulu")
    await goes_on(photographer, "summary", DISTURBANCE)
    await town.turns("SELECT 1 FROM evidence WHERE state = 'fetched' GROUP BY state HAVING count(*) = 2")


async def test_a_correction_and_an_offer_go_on(town: Town) -> None:
    corrects, offered = named(town, "Warga mengoreksi"), named(town, "Warga ditawari")
    await corrects.taps("Gangguan keamanan")
    await corrects.hears("Tentang apa")
    await corrects.taps("Ketertiban umum")
    await corrects.hears("Lebih tepatnya")
    await corrects.taps("Pencurian")
    assert "Pencurian" in (await corrects.hears("Periksa dulu")).text
    await corrects.taps("Kirim sekarang")
    await corrects.hears("sudah kami terima")
    await offered.taps("Tidak")
    await offered.hears("Tidak ada yang dikirim")


async def test_the_emergency_that_was_not_sent_is_filed_in_its_time(town: Town) -> None:
    crying = named(town, "Warga minta tolong")
    await ticks(town, minutes=2)
    number = number_on(await crying.hears("walau belum Anda kirim"))
    await is_called(named(town, "Piket"), number, "Pelapor belum menekan Kirim")
    await crying.sends("Di belakang SD 05, dekat jembatan")
    await crying.hears("Sudah ditambahkan")


async def test_what_is_being_added_still_reaches_its_report(town: Town) -> None:
    adding, itself = named(town, "Warga Menambah"), named(town, "Warga terkirim sendiri")
    await adding.sends("Jalan sudah ditutup semua")
    await adding.hears("Sudah ditambahkan")
    await adding.taps("Selesai", on=adding.last)
    await adding.hears("Anda menambah")
    await itself.taps("Kirim lokasi saya")
    await itself.hears("Sudah ditambahkan")
    assert await town.rows("SELECT count(*) FROM reports WHERE latitude = 1.6667 AND urgency = 'darurat'") == [(1,)]


async def test_an_announcement_on_its_way_reaches_everybody_once(town: Town) -> None:
    reached = {row[0] for row in await town.rows("SELECT chat FROM deliveries WHERE run = 3")}
    await town.turns("SELECT 1 FROM runs WHERE id = 3 AND (SELECT count(*) FROM deliveries"
                     " WHERE run = 3 AND state IN ('queued', 'sending')) = 0")  # fmt: skip
    await ticks(town)
    sent = deliveries(town, RUNNING)
    assert set(sent.values()) == {1}
    assert len(sent) == len(reached) - 5  # what had been delivered before is not sent again
    await named(town, "Kabag Ops").hears("Siaran selesai")


async def test_what_waits_for_approval_is_approved_with_the_old_button_and_goes_out_once(town: Town) -> None:
    deputy = named(town, "Wakapolres")
    await taps_old(deputy, "s:0:ok=23,")
    await deputy.hears("Disetujui")
    await ticks(town)
    await ticks(town, minutes=1)
    sent = deliveries(town, WAITING)
    assert len(sent) == 18
    assert set(sent.values()) == {1}


async def test_what_repeats_and_the_programme_go_out_at_their_hours(town: Town) -> None:
    for hour, words in ((12, REPEATING), (9 + 24, "Besok kita memilih"), (12 + 24, REPEATING)):
        town.clock.now = datetime(2024, 11, 25, tzinfo=UTC) + timedelta(hours=hour, seconds=-1)
        await ticks(town)
        town.world.calls.clear()
        await ticks(town, seconds=1)
        await ticks(town, minutes=1)
        assert set(deliveries(town, words).values()) == {1}, words


async def test_announcements_that_were_being_written_are_finished(town: Town) -> None:
    with_photo, correcting, finished = (named(town, f"Kas{name}") for name in ("i Humas", "at Intelkam", "at Binmas"))
    await with_photo.taps("Seluruh wilayah")
    await with_photo.hears("Kapan dikirim")
    await with_photo.taps("Sekarang")
    await with_photo.hears("Periksa dulu")
    for composer in (with_photo, finished):
        await composer.taps("Minta persetujuan")
        await composer.hears("Permintaan persetujuan sudah dikirim")
    await correcting.sends("Selamat pagi. Mari jaga suasana tetap tenang dan rukun.")
    await correcting.hears("Periksa dulu")
    assert await town.rows("SELECT count(*) FROM appeals WHERE state = 'waiting'") == [(3,)]


async def test_officers_go_on_with_what_they_were_asked(town: Town) -> None:
    second, third, desk, other_desk = (
        named(town, name) for name in ("Petugas Dua", "Petugas Tiga", "Piket", "Piket Dua")
    )
    await second.sends("Sedang di lokasi lain")
    await second.hears("kembali ke petugas lain")
    await third.sends("Pelaku sudah diamankan warga")
    await third.hears("Dicatat pada")
    await desk.sends("Laporan main-main")
    assert "Ditutup: Senin" in (await desk.hears("Riwayat")).text
    await other_desk.sends("Pelapor diduga dalam bahaya dan tidak menjawab")
    await other_desk.hears("sudah dikirim kepada pimpinan")
    changing = named(town, "Kasat Samapta")
    await changing.sends("Besok kita memilih. Datanglah tepat waktu.")
    await changing.hears("sudah diganti")
    patrol = named(town, "Bhabinkamtibmas")
    await patrol.taps("Lewati")
    await patrol.hears("Bagaimana hasilnya")
    await patrol.taps("Nihil")
    await patrol.hears("giat sudah dicatat")


async def test_old_buttons_on_reports_still_act(town: Town) -> None:
    first, deputy, chief = named(town, "Petugas Satu"), named(town, "Wakapolres"), named(town, "Kapolres")
    await taps_old(first, "p:2:there=1")
    await town.rests()
    await ticks(town, seconds=61)  # the minute in which it could be taken back
    await named(town, "Warga Tertangani").hears("di lokasi")
    await taps_old(deputy, "b:0:grant=1")
    await chief.hears("@warga_identitas")
    await named(town, "Warga Identitas").hears("identitas Anda dibuka")
    group = town.world.titled("Polsek Dumai Timur")
    assert group is not None
    head = named(town, "Kapolsek")
    await taps_old(head, "p:0:take=9", chat=group)
    await head.sees_toast("Anda tangani")


async def test_what_nobody_took_escalates(town: Town) -> None:
    before = await town.rows("SELECT number, rung FROM reports WHERE state = 'diterima' ORDER BY number")
    await ticks(town, minutes=16)
    after = await town.rows("SELECT number, rung FROM reports WHERE state = 'diterima' ORDER BY number")
    assert len(before) == 6
    assert all(was[1] != is_now[1] for was, is_now in zip(before, after, strict=False))


async def test_the_photo_is_fetched_and_the_memory_is_whole(town: Town) -> None:
    await ticks(town, minutes=1)
    await town.turns("SELECT 1 FROM evidence WHERE state = 'fetched' AND caption = 'asap di belakang pasar'")
    assert await asyncio.to_thread(audit.verify, town.settings)
    await town.turns(
        "SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM reports WHERE NOT EXISTS"
        " (SELECT 1 FROM events WHERE events.report = reports.id AND events.stands IS NOT NULL))"
    )  # where each stands is remembered too, in the background
    assert town.siaga is not None
    town.clock.passes(seconds=6)
    await town.siaga.alarms.look()
    assert town.siaga.vault.forged == set()


async def test_who_reported_is_sealed_while_the_bot_answers(
    stopped_town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read and forgotten meanwhile as ever; stopped in the middle it goes on at the next start."""
    town, chats_before = stopped_town, "SELECT report, chat FROM reporters_before ORDER BY report"
    monkeypatch.setattr(binding, "REPORTERS_AT_ONCE", 1)
    monkeypatch.setattr(binding, "BETWEEN", 3600.0)
    async with town.open():
        left = await town.turns(f"{chats_before} LIMIT 9 OFFSET 7")
        assert len(left) == 1
        first, deputy, chief = named(town, "Petugas Satu"), named(town, "Wakapolres"), named(town, "Kapolres")
        await taps_old(first, "p:2:there=1")
        await town.rests()
        await ticks(town, seconds=61)
        await named(town, "Warga Tertangani").hears("di lokasi")
        await taps_old(deputy, "b:0:grant=1")
        shown = await chief.hears("@warga_identitas")
        assert "+62" in shown.text
        await named(town, "Warga Identitas").hears("identitas Anda dibuka")
        closed = 3
        assert closed in [report for report, _ in await town.rows(chats_before)]
        assert town.siaga is not None
        await town.siaga.database.write(lambda tx: reporters.detach(tx, closed))
        meanwhile = await whose(town)
        assert meanwhile[closed - 1] == (reporters.NOBODY, True, None)
        assert [who for who, _, _ in meanwhile].count(reporters.NOBODY) == 1
    monkeypatch.setattr(binding, "BETWEEN", 0.0)
    async with town.open():
        await town.turns("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM seals WHERE name = 'binding')")
        assert await town.rows(chats_before) == []
        await town.rests()
        assert await whose(town) == meanwhile
        assert await asyncio.to_thread(audit.verify, town.settings)


async def whose(town: Town) -> list[tuple[object, bool, str | None]]:
    """Who made each report, and how they may be telephoned, as the bot reads it."""
    assert town.siaga is not None
    numbers = [int(str(report)) for (report,) in await town.rows("SELECT id FROM reports ORDER BY id")]

    async def work(tx: Tx) -> list[tuple[object, bool, str | None]]:
        return [(await reporters.of(tx, each), *await reporters.contact(tx, each)) for each in numbers]

    return await town.siaga.database.read(work)
