"""Where Telegram does not allow it as planned: another way, said in the report; never nothing in silence."""

from typing import cast

from broadcasts.appeal import Media, MediaKind, Poll
from db.appeals import AppealKey
from sandbox import Group, Message, Person
from sandbox.telegram.shapes import Raw
from tests.stage.announcements import approved, running, subscribes
from tests.stage.composing import RIGHT_WORDS, agrees_to_delete
from tests.stage.composing import WORDS as FIRST
from tests.stage.town import Town

NO_PHOTOS = "Bad Request: not enough rights to send photos to the chat"


def of_the_bot(group: Group) -> list[Message]:
    return [each for each in group.messages if each.from_bot and "Halo, kami" not in each.text]


async def photo(town: Town, by: Person) -> Media:
    """A photo that lies with Telegram."""
    sent = await by.sends_photo()
    await town.rests()
    return Media(MediaKind.PHOTO, sent.file_id, "foto-1")


async def goes_out(town: Town) -> None:
    """What is due goes out, and its end is noted."""
    for _ in range(2):
        await running(town).ticker.tick()
        await town.turns("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM deliveries WHERE state IN ('queued', 'sending'))")
        await town.rests()


async def takes_back(kabag: Person, waka: Person) -> Message:
    await kabag.sends("/siaran")
    await kabag.hears("Jumlah")
    await kabag.taps(FIRST[:20])
    await kabag.hears("Sudah dikirim")
    await kabag.taps("Tarik dan hapus")
    assert "lebih dari 48 jam" in (await kabag.hears("Tarik siaran ini")).text
    await kabag.taps("Ya, tarik dan hapus")
    withdrawn = await kabag.hears("Siaran ditarik")
    await agrees_to_delete(waka)
    return withdrawn


async def reported(town: Town, kabag: Person) -> str:
    await kabag.taps("Laporan pengiriman", on=await kabag.hears("Siaran selesai"))
    return (await kabag.hears("Belum sampai")).text


async def test_a_topic_that_is_gone_leaves_the_main_chat_this_once(town: Town, kabag: Person, waka: Person) -> None:
    chair = town.citizen("Ketua")
    forum = town.world.group("Kecamatan", owner=chair, forum=True)
    forum.adds_bot(chair)
    news = forum.opens_topic("Imbauan")
    await chair.hears("Halo, kami Siaga", chat=forum)
    await chair.sends("/langganan", chat=forum, topic=news)
    await chair.hears("Langganan aktif", chat=forum)
    forum.deletes_topic(news)
    await approved(town, FIRST, kabag, waka)
    await goes_out(town)
    [sent] = [each for each in of_the_bot(forum) if FIRST in each.text]
    assert sent.thread is None
    assert "di obrolan utama" in await reported(town, kabag)
    assert await town.rows("SELECT reason FROM subscribers") == [("topik_dihapus",)]
    await approved(town, "Simpan nomor 110", kabag, waka)
    await goes_out(town)
    assert not [each for each in of_the_bot(forum) if "Simpan nomor" in each.text]


async def test_a_group_that_forbids_photos_gets_the_words_and_their_correction(
    town: Town, kabag: Person, waka: Person
) -> None:
    strict, open_one = (town.world.group(f"RT {number}", bot="member") for number in (1, 2))
    for group in (strict, open_one):
        await subscribes(town, group)
    town.world.faults.add("refusal", chats=[strict.id], methods=["sendPhoto"], description=NO_PHOTOS)
    key = await approved(town, FIRST, kabag, waka, media=(await photo(town, kabag),))
    await goes_out(town)
    [words], [whole] = of_the_bot(strict), of_the_bot(open_one)
    assert "photo" not in words.raw
    assert FIRST in words.text
    assert "photo" in whole.raw
    assert "tulisannya saja" in await reported(town, kabag)
    assert await town.rows("SELECT DISTINCT state FROM deliveries") == [("sent",)]
    await corrected(town, key, kabag, waka)
    await goes_out(town)
    assert RIGHT_WORDS in of_the_bot(strict)[0].text
    assert RIGHT_WORDS in str(of_the_bot(open_one)[0].raw["caption"])


async def test_what_is_too_old_to_be_deleted_is_marked(town: Town, kabag: Person, waka: Person) -> None:
    group = town.world.group("RT 1", bot="member")
    await subscribes(town, group)
    await approved(town, FIRST, kabag, waka)
    await goes_out(town)
    town.clock.passes(hours=49)
    await takes_back(kabag, waka)
    await goes_out(town)
    told = await kabag.hears("Siaran sudah ditarik")
    assert "Dihapus: 0 dari 1" in told.text
    assert "Ditandai DITARIK: 1" in told.text
    [left] = of_the_bot(group)
    assert "DITARIK" in left.text
    assert FIRST not in left.text
    assert await town.rows("SELECT state FROM deliveries ORDER BY id") == [("sent",), ("marked",)]


async def test_an_old_photo_is_marked_by_its_caption(town: Town, kabag: Person, waka: Person) -> None:
    group = town.world.group("RT 1", bot="member")
    await subscribes(town, group)
    await approved(town, FIRST, kabag, waka, media=(await photo(town, kabag),))
    await goes_out(town)
    town.clock.passes(hours=49)
    await takes_back(kabag, waka)
    await goes_out(town)
    [left] = of_the_bot(group)
    assert "DITARIK" in str(left.raw["caption"])


async def test_an_old_poll_is_closed_and_answered(town: Town, kabag: Person, waka: Person) -> None:
    group = town.world.group("RT 1", bot="member")
    await subscribes(town, group)
    await approved(town, "", kabag, waka, poll=Poll(FIRST, ("Ya", "Belum")))
    await goes_out(town)
    town.clock.passes(hours=49)
    await takes_back(kabag, waka)
    await goes_out(town)
    poll, answer = of_the_bot(group)
    assert cast(Raw, poll.raw["poll"])["is_closed"]
    assert "DITARIK" in answer.text
    assert cast(Raw, answer.raw["reply_to_message"])["message_id"] == poll.id


async def corrected(town: Town, key: AppealKey, kabag: Person, waka: Person) -> None:
    """Put `RIGHT_WORDS` in the place of an announcement, with the screens."""
    await kabag.forges(f"s:0:correct={key}", on=kabag.last)
    await kabag.hears("Kirim tulisan yang benar")
    await kabag.sends(RIGHT_WORDS)
    await kabag.hears("Periksa dulu")
    await kabag.taps("Minta persetujuan")
    await kabag.hears("Permintaan persetujuan sudah dikirim")
    await waka.taps("Setujui", on=await waka.hears("Mohon persetujuan ralat"))
    await waka.hears("Disetujui")
