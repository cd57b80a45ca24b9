"""What people write is stored exactly as they sent it, and shown safely whatever is in it."""

import asyncio
from collections.abc import Callable, Coroutine

from sandbox import Person
from tests.stage.town import Town
from tests.stage.walks import agrees, goes_to, number_on, reports

WRITTEN = {
    "longest": "Warga berkumpul di jalan sejak pagi. " * 110 + "x" * 26,
    "emoji": "Warga 👮‍♀️🏳️‍🌈👨‍👩‍👧 berkumpul 🔥🔥 di jalan 🇮🇩",
    "only emoji": "🙏" * 2048,
    "right to left": "Warga \u202edi jalan\u202c berkumpul \u200fsejak pagi",
    "html": "<b>Warga</b> & <script>alert('1')</script> </b> &amp; {what} <a href='tg://user?id=1'>x</a>",
    "zero width": "War\u200bga ber\u2060kum\ufeffpul di ja\u00adlan",
    "markdown": "*warga* _berkumpul_ `di` [jalan](https://example.org) /lapor @siapa #tanda",
    "lines": "Warga\n\n\n\tberkumpul\r\ndi jalan\u2028sejak pagi",
    "arabic": "تجمع الناس في الشارع منذ الصباح",
    "braces": "{0} {name!r} %s %(x)s \\n ${HOME} warga",
}
HIDING = "\u200b\u202e\u202c\u200f\u2060\ufeff\u00ad"
FOUND_BY_TELEGRAM = {"bot_command", "mention", "hashtag", "url"}
assert len(WRITTEN["longest"]) == 4096


async def for_each_kind(town: Town, play: Callable[[Person, str], Coroutine[None, None, None]]) -> None:
    """A citizen for each kind of text, all at once; nothing that is shown to them may be refused by Telegram."""

    async def one(said: str) -> None:
        citizen = town.citizen()
        await agrees(citizen)
        await play(citizen, said)

    await asyncio.gather(*(one(said) for said in WRITTEN.values()))
    await town.rests()
    assert await town.rows("SELECT count(*) FROM outbox WHERE state = 'failed'") == [(0,)]


async def test_a_story_is_stored_as_it_was_sent_and_shown_safely(town: Town) -> None:
    async def play(citizen: Person, said: str) -> None:
        await goes_to(citizen, "what")
        await citizen.sends(said)
        await citizen.hears("Di mana kejadiannya")
        town.clock.passes(seconds=3)
        asks_nothing = any(map(str.isalpha, said)) and "?" not in said
        place = said if asks_nothing else "dekat pasar 🙏"  # what says nothing of where, or asks, is no place
        await citizen.sends(place)
        await citizen.hears("Di kecamatan mana")
        await citizen.taps("Lewati")
        await citizen.hears("Periksa dulu")
        await citizen.taps("Waktu")
        await citizen.hears("Kapan kejadiannya")
        when = f"{said[:12]} kemarin"  # a story without a time, or a long one, is no answer to when
        await citizen.sends(when)
        summary = await citizen.hears("Periksa dulu")
        await citizen.taps("Kirim sekarang")
        number = number_on(await citizen.hears("sudah kami terima"))
        await citizen.taps("Lihat laporan")
        shown = await citizen.hears(number)
        assert await town.rows("SELECT what, place, happened_words FROM reports WHERE number = ?", number) == [
            (said, place, when)
        ]
        for message in (summary, shown):
            assert not set(HIDING) & set(message.text)
            assert {entity["type"] for entity in message.entities} <= FOUND_BY_TELEGRAM | {"bold", "code"}

    await for_each_kind(town, play)


async def test_a_message_out_of_the_blue_is_shown_safely(town: Town) -> None:
    async def play(citizen: Person, said: str) -> None:
        await citizen.sends(f"Ada pembagian amplop di sini. {said}"[:4096])
        offer = await citizen.hears("Buat laporan dari pesan ini?")
        assert not set(HIDING) & set(offer.text)

    await for_each_kind(town, play)


async def test_an_addition_is_stored_as_it_was_sent(town: Town) -> None:
    async def play(citizen: Person, said: str) -> None:
        await reports(citizen)
        await citizen.taps("Tambah keterangan")
        await citizen.hears("Kirim keterangan")
        await citizen.sends(said)
        await citizen.hears("Sudah ditambahkan")

    await for_each_kind(town, play)
    added = await town.rows("SELECT text FROM events WHERE act = 'ditambah'")
    assert sorted(str(text) for (text,) in added) == sorted(WRITTEN.values())


async def test_a_strange_name_breaks_nothing(town: Town) -> None:
    citizen = town.world.person("<b>\u202eWarga</b> 🙂 & {name}", username="warga_x")
    await agrees(citizen)
    await reports(citizen)
    assert await town.rows("SELECT count(*) FROM reports") == [(1,)]
