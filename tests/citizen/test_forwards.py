"""A forward is somebody else's words: it never alarms and never files by itself, and a forwarded command is none."""

import pytest

from sandbox import Person
from sandbox.telegram.shapes import Raw
from tests.stage.officers import calls, is_called, joins, ticks
from tests.stage.town import Town
from tests.stage.walks import agrees, goes_to, number_on, reports

HOAX = "SEBARKAN!! Ada bentrokan massa bawa parang di Jaya Mukti, rumah-rumah dibakar, hati-hati jangan keluar"
ASKED = "Apakah ini terjadi di dekat Anda sekarang?"
ORIGINS: list[Raw] = [
    {"type": "user", "date": 1732590000, "sender_user": {"id": 77, "is_bot": False, "first_name": "Orang"}},
    {"type": "hidden_user", "date": 1732590000, "sender_user_name": "Orang"},
    {"type": "chat", "date": 1732590000, "sender_chat": {"id": -1005, "type": "supergroup", "title": "RT 03"}},
    {
        "type": "channel",
        "date": 1732590000,
        "chat": {"id": -1006, "type": "channel", "title": "Kabar"},
        "message_id": 4,
    },
]


def passes_on(person: Person, said: Raw, origin: Raw = ORIGINS[1]) -> None:
    person._say({"forward_origin": origin, **said}, None)


async def nobody_is_called(town: Town, officer: Person) -> None:
    for wait in ({"minutes": 2}, {"minutes": 28}, {"days": 1}, {"days": 8}):
        await ticks(town, **wait)
    assert await town.rows("SELECT (SELECT count(*) FROM reports), (SELECT count(*) FROM pings)") == [(0, 0)]
    assert calls(officer, "") == []


async def test_five_neighbours_who_pass_a_hoax_on_call_nobody(town: Town) -> None:
    officer = await joins(town, "Petugas")
    for name in ("Ani", "Budi", "Cici", "Dodi", "Eka"):
        neighbour = town.citizen(name)
        passes_on(neighbour, {"text": HOAX})
        asked = await neighbour.hears(ASKED)
        assert "110" in asked.text
        assert "bentrokan massa" in asked.text
        assert [label.partition(" ")[2] for label in asked.labels[:2]] == [
            "Ya, saya melihatnya",
            "Saya ingin tahu benar atau tidak",
        ]
    await nobody_is_called(town, officer)


@pytest.mark.parametrize("origin", ORIGINS, ids=[str(origin["type"]) for origin in ORIGINS])
@pytest.mark.parametrize("kind", ["text", "caption", "voice"])
async def test_wherever_it_comes_from_it_does_not_alarm(resident: Person, town: Town, origin: Raw, kind: str) -> None:
    photo: list[Raw] = [{"file_id": "p", "file_unique_id": "p", "width": 9, "height": 9}]
    shapes: dict[str, Raw] = {
        "text": {"text": HOAX},
        "caption": {"photo": photo, "caption": HOAX},
        "voice": {"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}, "caption": HOAX},
    }
    passes_on(resident, shapes[kind], origin)
    await resident.hears(ASKED)
    await ticks(town, minutes=3)
    assert await town.rows("SELECT count(*) FROM reports") == [(0,)]


async def test_an_album_that_is_passed_on_is_asked_about_once(resident: Person, town: Town) -> None:
    heard = len(resident.chat_with_bot.news)
    for at in range(3):
        photo: list[Raw] = [{"file_id": f"p{at}", "file_unique_id": f"p{at}", "width": 9, "height": 9}]
        caption: Raw = {"caption": HOAX} if at == 1 else {}
        passes_on(resident, {"photo": photo, "media_group_id": "7", **caption})
    await resident.hears(ASKED)
    await ticks(town, minutes=3)
    assert len(resident.chat_with_bot.news) == heard + 1
    assert await town.rows("SELECT count(*) FROM reports") == [(0,)]


async def test_an_answer_to_a_message_of_another_chat_does_not_alarm(resident: Person, town: Town) -> None:
    reply: Raw = {"external_reply": {"origin": ORIGINS[3]}, "quote": {"text": "parang", "position": 0}}
    resident._say({**reply, "text": HOAX}, None)
    await resident.hears(ASKED)
    await ticks(town, minutes=3)
    assert await town.rows("SELECT count(*) FROM reports") == [(0,)]


@pytest.mark.parametrize("answer", ["Ya, saya melihatnya", "ya"])
async def test_who_sees_it_takes_the_short_way(resident: Person, town: Town, answer: str) -> None:
    officer = await joins(town, "Petugas")
    passes_on(resident, {"text": HOAX})
    asked = await resident.hears(ASKED)
    if answer == "ya":
        await resident.sends(answer)
    else:
        await resident.taps(answer, on=asked)
    await resident.hears("Tekan Kirim sekarang")  # the place is in the words
    await ticks(town, minutes=2)
    number = number_on(await resident.hears("walau belum Anda kirim"))
    assert "DARURAT" in (await is_called(officer, number)).text


async def test_who_wants_to_know_is_told_how_to_check_and_is_counted(resident: Person, town: Town) -> None:
    officer = await joins(town, "Petugas")
    passes_on(resident, {"text": HOAX})
    await resident.hears(ASKED)
    await resident.taps("Saya ingin tahu benar atau tidak")
    told = await resident.hears("Cara memeriksa")
    assert "110" in told.text
    assert await town.rows("SELECT count(*) FROM events WHERE act = 'tanya_kebenaran'") == [(1,)]
    await nobody_is_called(town, officer)
    await resident.sends("terima kasih")
    await resident.hears("Terima kasih kembali")


async def test_it_can_be_reported_without_having_seen_it(resident: Person, town: Town) -> None:
    officer = await joins(town, "Petugas")
    passes_on(resident, {"text": HOAX})
    await resident.hears(ASKED)
    await resident.taps("Ya, buat laporan")
    await resident.hears("Di mana kejadiannya")
    await ticks(town, minutes=3)
    assert await town.rows("SELECT count(*) FROM reports") == [(0,)]
    assert calls(officer, "") == []


async def test_own_danger_after_a_forward_is_heard(resident: Person) -> None:
    passes_on(resident, {"text": HOAX})
    await resident.hears(ASKED)
    await resident.sends("TOLONG ada tawuran bawa parang di depan rumah saya")
    await resident.hears("telepon 110 sekarang")


async def test_in_the_middle_of_a_report_it_is_kept_and_alarms_nobody(town: Town) -> None:
    citizen = town.citizen()
    officer = await joins(town, "Petugas")
    await agrees(citizen)
    await goes_to(citizen, "place")
    passes_on(citizen, {"text": HOAX})
    await citizen.hears("Tepatnya di mana")
    await citizen.sends("TPS 12, dekat masjid")
    assert HOAX in (await citizen.hears("Periksa dulu")).text
    await citizen.taps("Kirim sekarang")
    number = number_on(await citizen.hears("sudah kami terima"))
    assert "DARURAT" not in (await is_called(officer, number)).text
    [(what, urgency)] = await town.rows("SELECT what, urgency FROM reports")
    assert urgency != "darurat"
    assert str(what).endswith(f"↪️ {HOAX}")


async def test_added_to_a_report_it_makes_nothing_urgent(resident: Person, town: Town) -> None:
    number = await reports(resident)
    await resident.sends("/laporanku")
    await resident.hears("Laporan Anda")
    await resident.taps(number)
    await resident.hears(number)
    await resident.taps("Tambah keterangan")
    await resident.hears("Kirim")
    passes_on(resident, {"text": HOAX})
    await resident.hears(number)
    await town.rests()
    assert await town.rows("SELECT count(*) FROM reports WHERE urgency = 'darurat'") == [(0,)]


@pytest.mark.parametrize("command", ["/lapor", "/batal", "/hapus", "/siaga", "/apa_saja"])
async def test_a_forwarded_command_is_not_carried_out(resident: Person, town: Town, command: str) -> None:
    await goes_to(resident, "when")
    drafts = await town.rows("SELECT sealed FROM drafts")
    entity: Raw = {"type": "bot_command", "offset": 0, "length": len(command)}
    passes_on(resident, {"text": command, "entities": [entity]})
    await resident.hears("Kapan kejadiannya")
    assert len(await town.rows("SELECT sealed FROM drafts")) == len(drafts)
