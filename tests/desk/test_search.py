"""Finding reports: by number, TPS and words, in every state; what is sealed or erased is nowhere in the index."""

import re
import sqlite3
from dataclasses import replace
from functools import partial

import pytest

from app.background import background
from app.following import INDEXED_AT_ONCE, follow_words
from casework import searching
from db import reports, search
from db.database import Tx
from db.migrate import migrate
from db.unit_of_work import UnitOfWork
from language.stems import terms
from reports.category import Category
from reports.seal import Seal
from reports.urgency import Urgency
from resort.rights import Post
from sandbox import Message, Person
from tests.db.test_queries import STATEMENTS
from tests.stage.desk import NOT_YOURS, a_desk, a_head, a_resident, files, opens
from tests.stage.effort import busy
from tests.stage.officers import a_command, joins, ticks
from tests.stage.outside import change
from tests.stage.town import Town
from tests.stage.walks import agrees, number_on

WEST = "14.72.01"


async def looks_for(person: Person, words: str) -> Message:
    await person.sends(f"/antrean {words}")
    return await person.hears("Hasil cari")


def numbers_in(screen: Message) -> list[str]:
    return [label.split(" · ")[1] for label in screen.labels if "DMI-" in label]


async def test_reports_are_found_by_words_place_and_number_in_every_state(town: Town) -> None:
    desk, head, citizen = await a_desk(town), await a_head(town), await a_resident(town)
    now = town.clock.now
    fight = await files(town, citizen, Urgency.TINGGI, now, what="Dua pemuda memukuli penjaga kotak di halaman")
    shop = await files(town, citizen, Urgency.SEDANG, now, category=Category.PERUSAKAN, what="Kaca kios dipecahkan")
    west = await files(
        town, citizen, Urgency.SEDANG, now, district=WEST, village=f"{WEST}.1001", what="Pemukulan di jembatan"
    )
    await desk.taps("Tindakan lain", on=await opens(desk, shop))
    await desk.taps("Tolak", on=await desk.hears("pilih tindakan"))
    await desk.hears("mengapa ditolak")
    await desk.sends("Main-main")
    await desk.hears("Ditutup: ")
    found = await looks_for(desk, "dipukul")
    assert numbers_in(found) == [west, fight]
    assert "1–2 dari 2" in found.text
    assert numbers_in(await looks_for(desk, "tps 12 pemukulan jaya mukti")) == [fight]
    rejected = await looks_for(desk, "pecah kaca")
    assert numbers_in(rejected) == [shop]
    assert "Ditolak" in rejected.text
    wrong = shop[:-1] + str((int(shop[-1]) + 1) % 10)
    for number in ("2", shop[:-2].lower().replace("-", " "), wrong):  # its running number, without a right check digit
        assert numbers_in(await looks_for(desk, number)) == [shop]
    await desk.sends("0002")  # a number opens it, or is looked for
    assert numbers_in(await desk.hears("Hasil cari")) == [shop]
    await citizen.sends("0002")
    await citizen.hears("belum jelas")
    assert "Tidak ada laporan" in (await looks_for(desk, "dipukul kapal")).text
    assert "Tidak ada laporan" in (await looks_for(desk, "yang di dan !!! 🙂")).text
    await desk.taps("Cari", on=desk.last)
    await desk.hears("Cari laporan apa")
    await desk.sends("ada yang bacok memukul penjaga")  # sounds like danger, and is a search all the same
    assert "Tidak ada laporan" in (await desk.hears("Hasil cari")).text
    await desk.taps("Cari", on=desk.last)
    await desk.hears("Cari laporan apa")
    await desk.sends(shop)
    assert shop in (await desk.hears("Riwayat")).text
    assert numbers_in(await looks_for(head, "dipukul")) == [fight]  # not what lies elsewhere
    await citizen.sends("/antrean dipukul")
    await citizen.hears(NOT_YOURS)
    for data in ("d:0:found", "d:0:found=999999", "d:0:search"):
        await citizen.forges(data, on=citizen.last)
        await citizen.sees_toast(NOT_YOURS)
        citizen.toasts.clear()


async def test_what_is_added_is_found_and_what_is_erased_leaves_with_its_transaction(town: Town) -> None:
    desk, citizen = await a_desk(town), await a_resident(town)
    await citizen.sends("tolong catat, perusakan pagar sekolah di TPS 3 Jaya Mukti tadi malam")
    await citizen.taps("Ya, buat laporan", on=await citizen.hears("Buat laporan"))
    await citizen.taps("Kirim sekarang", on=await citizen.hears("Kirim sekarang"))
    number = number_on(await citizen.hears("sudah kami terima"))
    await citizen.sends("pelakunya membawa gergaji")
    await citizen.hears("Sudah ditambahkan")
    assert numbers_in(await looks_for(desk, "gergaji sekolah")) == [number]
    await desk.taps("Tindakan lain", on=await opens(desk, number))
    await desk.taps("Tolak", on=await desk.hears("pilih tindakan"))
    await desk.hears("mengapa ditolak")
    await desk.sends("Bukan wewenang kami")
    await citizen.hears("tidak dapat kami tindak lanjuti")
    await ticks(town, seconds=1)
    before = await town.rows("SELECT count(*) FROM search_words")
    assert before != [(0,)]
    await citizen.sends("/hapus")
    await citizen.taps("Hapus data saya", on=await citizen.hears("Hapus data Anda?"))
    await citizen.taps("Ya, hapus sekarang", on=await citizen.hears("Yakin?"))
    await citizen.hears("Data Anda sudah dihapus")
    assert await town.rows("SELECT count(*) FROM search_words") == [(0,)]  # before anything else is done
    await ticks(town, seconds=1)
    assert numbers_in(await looks_for(desk, "gergaji")) == []
    assert numbers_in(await looks_for(desk, "tps 3")) == [number]  # where it was is ours to keep


async def test_no_word_of_a_sealed_story_is_in_the_index_and_no_word_can_be_read_there(town: Town) -> None:
    desk, citizen = await a_desk(town), town.citizen()
    await joins(town, "PPA", "ppa")
    await a_command(town, Post.DEPUTY, "Waka")
    await agrees(citizen)
    await citizen.sends("om ku suka ngintip aku mandi waktu kerja kelompok, aku kelas 6 sd")
    await citizen.taps("Ya, buat laporan", on=await citizen.hears("Buat laporan dari pesan ini"))
    await citizen.hears("Di mana kejadiannya")
    await citizen.sends("sanggar melati, jaya mukti")
    await citizen.taps("Kirim sekarang", on=await citizen.hears("Hanya ini yang kami simpan"))
    await citizen.hears("sudah kami terima")
    resident = await a_resident(town)
    await files(town, resident, Urgency.SEDANG, town.clock.now, what="Spanduk perlombaan dirobek orang")
    await ticks(town, seconds=1)
    assert numbers_in(await looks_for(desk, "ngintip")) == numbers_in(await looks_for(desk, "sanggar melati")) == []
    assert len(numbers_in(await looks_for(desk, "lomba spanduk"))) == 1
    assert await town.rows("SELECT DISTINCT report FROM search_words") == [(2,)]
    held = {int(str(word)) for (word,) in await town.rows("SELECT word FROM search_words")}
    assert town.siaga is not None
    vault = town.siaga.vault
    assert held >= {vault.word(each) for each in terms("spanduk lomba robek")}
    assert not held & {vault.word(each) for each in terms("ngintip mandi kelompok sanggar melati")}
    assert all(abs(word) > 10**6 for word in held)  # no place of a letter, no number: hashes


async def test_a_report_that_is_sealed_later_leaves_the_index_in_the_same_transaction(town: Town) -> None:
    desk, citizen = await a_desk(town), await a_resident(town)
    number = await files(town, citizen, Urgency.SEDANG, town.clock.now, what="Spanduk perlombaan dirobek orang")
    await ticks(town, seconds=1)
    assert numbers_in(await looks_for(desk, "spanduk")) == [number]

    async def seals(tx: Tx) -> None:
        report = await reports.numbered(tx, number)
        assert report is not None
        await reports.amend(tx, replace(report, seal=Seal.TWO_OF_COMMAND), town.clock.now)

    assert town.siaga is not None
    await town.siaga.database.write(seals)
    assert await town.rows("SELECT count(*) FROM search_words") == [(0,)]
    assert numbers_in(await looks_for(desk, "spanduk")) == []


async def test_under_a_new_key_the_words_are_taken_in_anew(town: Town) -> None:
    desk, citizen = await a_desk(town), await a_resident(town)
    number = await files(town, citizen, Urgency.SEDANG, town.clock.now, what="Spanduk perlombaan dirobek orang")
    await ticks(town, seconds=1)
    assert town.siaga is not None

    async def stale(tx: Tx) -> None:
        await search.stale_all(tx)

    await town.siaga.database.write(stale)
    assert await town.rows("SELECT indexed FROM reports") == [(0,)]
    await ticks(town, seconds=1)
    assert await town.rows("SELECT indexed FROM reports") == [(1,)]
    assert numbers_in(await looks_for(desk, "spanduk")) == [number]


async def test_words_of_before_an_upgrade_are_taken_in_a_few_at_a_time(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever reports meanwhile waits for a few reports, not for a hundred."""
    desk, citizen = await a_desk(town), await a_resident(town)
    numbers = [
        await files(town, citizen, Urgency.SEDANG, town.clock.now, what=f"Spanduk ke-{each} dirobek orang")
        for each in range(2 * INDEXED_AT_ONCE + 1)
    ]
    change(town.settings.address, "DELETE FROM search_words")
    change(town.settings.address, "UPDATE reports SET indexed = 0")
    index, siaga = searching.index_some, town.siaga
    assert siaga is not None
    taken: list[int] = []

    async def noted(uow: UnitOfWork, most: int) -> int:
        taken.append(await index(uow, most))
        return taken[-1]

    monkeypatch.setattr(searching, "index_some", noted)
    work = partial(follow_words, siaga.database, siaga.vault, siaga.ticker.resort, lambda: town.clock.now)
    async with background(work):
        await town.turns("SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM reports WHERE indexed = 0)")
    assert taken[:2] == [INDEXED_AT_ONCE] * 2
    assert max(taken) == INDEXED_AT_ONCE
    monkeypatch.undo()
    assert len(numbers_in(await looks_for(desk, "robek"))) == min(len(numbers), 10)


@pytest.mark.parametrize(
    ("query", "steps"),
    [
        ("search.find", ["USING COVERING INDEX sqlite_autoindex_search_words_1 (word=?)", "(word=? AND report=?)"]),
        ("search.how_many", ["USING COVERING INDEX sqlite_autoindex_search_words_1 (word=?)"]),
        ("search.some", ["reports_unindexed"]),
        ("search.waiting", ["reports_unindexed"]),
        ("search.forget", ["search_words_report (report=?)"]),
    ],
)
def test_a_search_reads_indexes_alone(query: str, steps: list[str]) -> None:

    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    values = dict.fromkeys(re.findall(r"(?<!:):([a-z_0-9]+)", STATEMENTS[query]))
    plan = [str(row[3]) for row in connection.execute(f"EXPLAIN QUERY PLAN {STATEMENTS[query]}", values)]
    connection.close()
    assert all(any(step in line for line in plan) for step in steps), plan
    assert not [line for line in plan if re.match(r"SCAN (reports|search_words)(?! USING (COVERING )?INDEX)", line)]


@pytest.mark.parametrize(
    "forms",
    [
        "memukul dipukul pukulan pemukulan memukuli mukul",
        "pembunuhan dibunuh membunuh",
        "kebakaran terbakar membakar",
        "pengeroyokan dikeroyok mengeroyok keroyok",
        "penembakan ditembak menembak tembakan",
        "kericuhan ricuh",
        "perkelahian berkelahi",
        "penganiayaan menganiaya aniaya",
        "mengejar dikejar kejar",
        "membagikan dibagikan bagi-bagi",
        "TPS 003 tps3 TPS tiga",
    ],
)
def test_the_forms_of_a_word_are_one(forms: str) -> None:
    assert len(terms(forms)) == 1


def test_no_text_keeps_the_reader_of_words_long() -> None:
    for text in ("pemukulan warga di jalan sudirman " * 120, "." * 4096, "ke" * 2048, "satu puluh " * 400, "a1" * 2048):
        assert busy(terms, text[:4096]) is None
