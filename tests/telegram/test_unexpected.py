"""What nobody asked for: stickers, dice, old buttons, double taps, edits, forged data."""

import asyncio
from collections.abc import Callable, Coroutine

import pytest

from sandbox import Person
from sandbox.world.faults import Kind
from tests.stage.town import Town
from tests.stage.walks import VIOLATION, agrees, button, goes_to, reports

ODD: dict[str, Callable[[Person], Coroutine[None, None, object]]] = {
    "sticker": lambda citizen: citizen.sends_sticker(),
    "dice": lambda citizen: citizen.sends_dice(),
    "poll": lambda citizen: citizen.sends_poll("Ya atau tidak?", ["Ya", "Tidak"]),
    "animation": lambda citizen: citizen.sends_animation(),
}


async def everything(town: Town) -> list[tuple[object, ...]]:
    return await town.rows("SELECT sealed, revision FROM drafts")


@pytest.mark.parametrize("odd", ODD)
async def test_every_question_answers_what_it_cannot_use(town: Town, odd: str) -> None:
    async def play(step: str) -> None:
        citizen = town.citizen()
        await agrees(citizen)
        question = await goes_to(citizen, step, VIOLATION)
        await ODD[odd](citizen)
        answer = await citizen.hears()
        assert answer.text
        assert answer.text != question.text
        if odd != "animation":  # a short film is evidence
            await citizen.taps("Kembali", on=question)
            await citizen.hears()

    await asyncio.gather(*(play(leg.step) for leg in VIOLATION if leg.step not in ("kind", "point", "phone")))


async def test_a_button_of_an_earlier_question_says_so_and_changes_nothing(resident: Person, town: Town) -> None:
    question = await goes_to(resident, "kind")
    old = button(question, "Pelanggaran pemilihan")
    await resident.taps("Gangguan keamanan")
    await resident.hears("Tentang apa")
    before = await everything(town)
    await resident.forges(old, on=question)
    await resident.sees_toast("pertanyaan sebelumnya")
    assert await everything(town) == before
    assert "Tentang apa" in resident.last.text


async def test_a_button_after_the_report_is_sent_says_so(resident: Person, town: Town) -> None:
    summary = await goes_to(resident, "summary")
    await resident.taps("Kirim sekarang")
    await resident.hears("sudah kami terima")
    await resident.forges(button(summary, "Kirim sekarang"), on=summary)
    await resident.sees_toast("pertanyaan sebelumnya")
    assert await town.rows("SELECT count(*) FROM reports") == [(1,)]


@pytest.mark.usefixtures("way_in")
async def test_sending_twice_makes_one_report(resident: Person, town: Town) -> None:
    summary = await goes_to(resident, "summary")
    for _ in range(3):
        await resident.forges(button(summary, "Kirim sekarang"), on=summary)
    await resident.hears("sudah kami terima")
    await town.rests()
    assert await town.rows("SELECT count(*) FROM reports") == [(1,)]
    receipts = [each for each in resident.chat_with_bot.news if "sudah kami terima" in each.text]
    assert len(receipts) == 1


@pytest.mark.usefixtures("way_in")
async def test_an_update_delivered_twice_is_done_once(resident: Person, town: Town) -> None:
    await goes_to(resident, "summary")
    town.world.faults.add(Kind.TWICE)
    await resident.taps("Kirim sekarang")
    await resident.hears("sudah kami terima")
    await town.rests()
    assert await town.rows("SELECT count(*) FROM reports") == [(1,)]


async def test_a_double_tap_goes_one_question_further(resident: Person) -> None:
    question = await goes_to(resident, "kind")
    data = button(question, "Gangguan keamanan")
    await resident.forges(data, on=question)
    await resident.forges(data, on=question)
    await resident.hears("Tentang apa")
    await resident.sees_toast("pertanyaan sebelumnya")
    await resident.taps("Ketertiban umum")
    await resident.hears("Lebih tepatnya")


FORGED = (
    "", "omong kosong", "r:0:kind=gangguan", "r:999999999999:send", "r:-1:send", "m:0:entah", "l:0:hapus=semua",
    "l:0:open=DMI-2411-0001-4", "l:0:page=abc", "m:0:language=xx", "m:0:at=99_99_99_9999", "x:0:y", "😀" * 16,
)  # fmt: skip


async def test_forged_buttons_change_nothing(resident: Person, town: Town) -> None:
    question = await goes_to(resident, "family")
    before = await everything(town)
    taps = [await resident.forges(data, on=question) for data in FORGED]
    await town.rests()
    assert [tap.data for tap in taps if not tap.answered] == []
    assert await everything(town) == before
    assert await town.rows("SELECT count(*) FROM inbox WHERE failure IS NOT NULL") == [(0,)]


async def test_a_choice_that_was_not_offered_is_refused(resident: Person, town: Town) -> None:
    question = await goes_to(resident, "family")
    before = await everything(town)
    topic, revision, _ = button(question, "Ketertiban umum").split(":")
    for choice in ("kind=makar", "family=tps", "category=politik_uang", "edit=summary", "skip", "send"):
        tap = await resident.forges(f"{topic}:{revision}:{choice}", on=question)
        await town.rests()
        assert tap.toast, choice
        assert await everything(town) == before


async def test_an_edited_message_is_not_read_again(resident: Person, town: Town) -> None:
    await goes_to(resident, "what")
    said = await resident.sends("Ratusan orang berkumpul di jalan")
    await resident.hears("Di mana kejadiannya")
    before = await everything(town)
    await resident.edits(said, "Ribuan orang berkumpul di jalan")
    await resident.hears("disunting tidak kami baca ulang")
    assert await everything(town) == before


async def test_an_edited_message_after_the_report_leads_to_the_list(resident: Person) -> None:
    await reports(resident)
    said = await resident.sends("terima kasih")
    await resident.hears("Terima kasih kembali")
    await resident.edits(said, "terima kasih banyak")
    await resident.hears("/laporanku")


async def test_a_live_location_that_moves_is_not_answered_each_time(resident: Person, town: Town) -> None:
    await goes_to(resident, "where")
    shared = await resident.shares_location(1.66, 101.44)
    await resident.hears("Anda masih di tempat kejadian?")
    heard = len(resident.chat_with_bot.news)
    for step in range(3):
        moved = {"latitude": 1.66 + step / 1000, "longitude": 101.44}
        edited = {**shared.raw, "location": moved, "edit_date": town.world.timestamp()}
        town.world.push("edited_message", edited, resident.id)
    await town.rests()
    assert len(resident.chat_with_bot.news) == heard


async def test_a_deleted_question_is_asked_in_a_new_message(resident: Person) -> None:
    question = await goes_to(resident, "family")
    data = button(question, "Ketertiban umum")
    await resident.deletes(question)
    await resident.forges(data, on=question)
    await resident.hears("Lebih tepatnya")
    assert resident.last.id != question.id


async def test_too_short_a_story_is_asked_for_kindly(resident: Person) -> None:
    await goes_to(resident, "what")
    await resident.sends("ribut")
    await resident.hears("sedikit lebih lengkap")


async def test_words_in_place_of_a_button_are_the_story(resident: Person, town: Town) -> None:
    await goes_to(resident, "kind")
    await resident.sends("ada orang bagi-bagi amplop ke warga")
    assert "Politik uang" in (await resident.hears("Kami catat sebagai")).text
    assert "Di mana kejadiannya" in resident.last.text
