"""A stored dialogue that cannot be read locks nobody out, its words are kept, and a due emergency is filed."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable

import orjson
import pytest

from app.settings import Settings
from db.drafts import OWNER, PURPOSE, row_of
from db.vault import Vault
from sandbox import PICTURE, Person, Sandbox
from tests.stage.announcements import running
from tests.stage.desk import a_desk
from tests.stage.officers import is_called, ticks
from tests.stage.outside import change, rows
from tests.stage.scale import THOROUGH
from tests.stage.town import Town
from tests.stage.walks import CROWD, button, finishes, goes_to, number_on
from tests.upgrade.earlier import Earlier

KEPT = "kata-kata dan berkas yang masih terbaca kami simpan"
CRY = "TOLONG ada tawuran bawa parang"
MOMENT = 9  # bytes before the content of a dialogue: when its person last went on with it
Mutation = Callable[[bytes], bytes]


def changed(**fields: object) -> Mutation:
    """The same JSON with some fields changed; None takes one away."""

    def mutate(content: bytes) -> bytes:
        raw = orjson.loads(content) | fields
        return orjson.dumps({name: value for name, value in raw.items() if value is not None})

    return mutate


def cut(content: bytes) -> bytes:
    return content[:-9]


MUTATIONS: dict[str, Mutation] = {
    "an enum value nobody knows": changed(category="politik_uang_2031", work="terbang", topic="berita", purpose="x"),
    "a missing field": changed(number=None, purpose=None, text=None, words=None, answered=None),
    "a place nobody knows": changed(village="99.99.99.9999", district="99.99.99", number="DMI-0000-0000-0"),
    "steps nobody knows": changed(answered=["satu", "dua"], correcting=["tiga"], areas=["99.99.99"], unit="polsek-x"),
    "an unknown field": changed(warna="biru"),
    "a wrong type": changed(answered=7, number=["x"], page="tujuh", purpose={}),
    "a version to come": changed(v=99),
    "no version at all and another shape": lambda _: b'{"peta":[1,2,3]}',
    "a list": lambda _: b"[]",
    "garbage": lambda _: b"\x00\xff\xfebukan json",
    "nothing": lambda _: b"",
    "cut off": cut,
}


async def mutate(town: Town, mutation: Mutation, *, key: bytes | None = None) -> int:
    """Change every open dialogue behind the bot's back; `key` seals it with another key. How many there were."""
    siaga = running(town)
    await town.rests()

    def work() -> int:
        where = town.settings.address
        found = rows(where, "SELECT owner, flow, sealed FROM drafts WHERE sealed IS NOT NULL")
        for owner, flow, sealed in found:
            opened = siaga.vault.open(sealed, PURPOSE, row_of(owner, flow))
            moment = opened[:MOMENT] if opened.startswith(b"\x01") else b""  # an earlier release sealed none
            content = moment + mutation(opened.removeprefix(moment))
            resealed = (Vault(key) if key else siaga.vault).seal(content, PURPOSE, row_of(owner, flow))
            change(where, "UPDATE drafts SET sealed = ? WHERE owner = ? AND flow = ?", resealed, owner, flow)
        return len(found)

    return await asyncio.to_thread(work)


async def in_the_middle(town: Town) -> list[Person]:
    """Everybody with an open dialogue."""
    vault = running(town).vault
    owners = {owner for (owner,) in await town.rows("SELECT owner FROM drafts WHERE sealed IS NOT NULL")}
    chats = await town.rows("SELECT id, lookup FROM chats")
    lookups = {lookup for key, lookup in chats if vault.handle(OWNER, int(str(key))) in owners}
    return [each for each in town.world.people.values() if vault.lookup(each.id) in lookups]


async def well(town: Town) -> None:
    """No update has failed, and nothing is left that fails the tick."""
    await town.rests()
    assert await town.rows("SELECT failure FROM inbox WHERE failure IS NOT NULL") == []
    await running(town).ticker.tick()
    await town.rests()


@pytest.fixture
async def busy_town(settings_for: Callable[..., Settings]) -> AsyncIterator[Town]:
    """A town in which many people are in the middle of something, each dialogue among them."""
    earlier = Earlier("cf16deb")
    async with await Sandbox.start(earlier.world()) as sandbox:
        town = earlier.town(sandbox, settings_for)
        async with town.open():
            await ticks(town)
            yield town


ACTS = ("/batal", "/lapor", "/dataku", "/hapus", CRY, "di dekat masjid, depan toko", "/menu")


USUAL = ("an enum value nobody knows", "a wrong type", "garbage")


@pytest.mark.parametrize("name", [*(MUTATIONS if THOROUGH else USUAL), "another key"])
async def test_nobody_is_locked_out_by_what_cannot_be_read(busy_town: Town, name: str) -> None:
    town, crying = busy_town, busy_town.world.named("Warga minta tolong")
    assert crying is not None
    mutation, key = MUTATIONS.get(name, lambda content: content), b"another key of 32 bytes, ha ha!!"
    assert await mutate(town, mutation, key=None if name in MUTATIONS else key) > 25
    people = [each for each in await in_the_middle(town) if each is not crying]
    for place, person in enumerate(people):
        await person.sends(ACTS[place % len(ACTS)])  # each act meets each mutation, in more than one dialogue
    await well(town)
    await ticks(town, minutes=2)
    number = number_on(await crying.hears("walau belum Anda kirim"))
    assert await town.rows("SELECT urgency FROM reports WHERE number = ?", number) == [("darurat",)]
    await crying.sends("Di belakang SD 05, dekat jembatan")
    await crying.hears("Sudah ditambahkan")
    for act in ("/dataku", "/lapor", "/batal"):
        for person in people:
            await person.sends(act)
        await well(town)
    await ticks(town, minutes=31)
    await well(town)
    documents = Counter(call.params["chat_id"] for call in town.world.calls_of("sendDocument"))
    assert all(documents[person.id] for person in people)


async def test_what_was_told_is_offered_again_and_sent(resident: Person, town: Town) -> None:
    """Words, files and captions of a draft go into the next one, and its old buttons are old."""
    await goes_to(resident, "evidence")
    await resident.sends_photo(PICTURE, "dari seberang jalan")
    asked = await resident.hears("Bukti tersimpan")
    old = button(asked, "Lanjut")
    await mutate(town, changed(category="kata_yang_tidak_dikenal"))
    await resident.forges(old, on=asked)
    kept = await resident.hears(KEPT)
    await resident.sees_toast("pertanyaan sebelumnya")
    await resident.taps("Lanjutkan draf", on=kept)
    offered = await resident.hears("Buat laporan")
    assert CROWD in offered.text
    await resident.taps("Ya, buat laporan")
    await finishes(resident, "where")
    [(what,)] = await town.rows("SELECT what FROM reports")
    for told in (CROWD, "TPS 12, dekat masjid", "dari seberang jalan"):
        assert told in str(what)
    assert await town.rows("SELECT count(*) FROM evidence") == [(1,)]


@pytest.mark.parametrize("name", ["an enum value nobody knows", "cut off", "garbage"])
async def test_a_due_emergency_is_filed_from_what_can_be_read(citizen: Person, town: Town, name: str) -> None:
    desk = await a_desk(town)
    await citizen.sends(CRY)
    await citizen.hears("telepon 110 sekarang")
    await mutate(town, MUTATIONS[name])
    await ticks(town, minutes=2)
    number = number_on(await citizen.hears("walau belum Anda kirim"))
    call = await is_called(desk, number, "DARURAT")
    assert ("tidak terbaca oleh sistem" if name == "garbage" else CRY) in call.text
    await well(town)


async def test_a_composer_keeps_the_words_of_an_announcement(town: Town, kabag: Person) -> None:
    await kabag.sends("/siaran")
    await kabag.taps("Tulis siaran")
    await kabag.hears("Kirim isi siarannya")
    await kabag.sends("Mari jaga <suasana> tetap tenang.")
    await kabag.hears("Tentang apa")
    await mutate(town, changed(topic="berita"))
    await kabag.sends("ini soal ketertiban")
    await kabag.hears(KEPT)
    await kabag.sends("/siaran")
    await kabag.taps("Lanjutkan draf")
    await kabag.hears("Tentang apa")
    await kabag.taps("Imbauan")
    await kabag.hears("Untuk siapa")
    await kabag.taps("Warga")
    await kabag.hears("Untuk siapa")
    await kabag.taps("Lanjut")
    await kabag.hears("Wilayah mana")
    await kabag.taps("Seluruh wilayah")
    await kabag.hears("Kapan dikirim")
    await kabag.taps("Sekarang")
    await kabag.hears("Mari jaga <suasana> tetap tenang.")
    await kabag.hears("Periksa dulu")
    await well(town)
