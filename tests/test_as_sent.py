"""What people write is stored exactly as they sent it, and shown safely whatever is in it."""

import pytest

from sandbox import Person
from tests.conftest import Town
from tests.walks import agrees, goes_to, number_on, reports

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
assert len(WRITTEN["longest"]) == 4096


@pytest.mark.parametrize("kind", WRITTEN)
async def test_a_story_is_stored_as_it_was_sent(resident: Person, town: Town, kind: str) -> None:
    said = WRITTEN[kind]
    await goes_to(resident, "what")
    await resident.sends(said)
    await resident.hears("Di mana kejadiannya")
    await resident.sends(said)
    await resident.hears("Kapan kejadiannya")
    await resident.sends(said)
    await resident.hears("Ada bukti")
    await resident.taps("Lewati")
    await resident.hears("identitas Anda")
    await resident.taps("Rahasiakan identitas")
    summary = await resident.hears("Periksa dulu")
    await resident.taps("Kirim laporan")
    number = number_on(await resident.hears("sudah kami terima"))
    await resident.taps("Lihat laporan")
    shown = await resident.hears(number)
    assert await town.rows("SELECT what, place, happened_words FROM reports") == [(said, said, said)]
    for message in (summary, shown):
        for hidden in "\u200b\u202e\u202c\u200f\u2060\ufeff\u00ad":
            assert hidden not in message.text
        assert {entity["type"] for entity in message.entities} <= {
            "bold",
            "italic",
            "code",
            "bot_command",
            "mention",
            "hashtag",
            "url",
        }
    assert await town.rows("SELECT count(*) FROM outbox WHERE state = 'failed'") == [(0,)]


@pytest.mark.parametrize("kind", WRITTEN)
async def test_a_message_out_of_the_blue_is_shown_safely(resident: Person, town: Town, kind: str) -> None:
    await resident.sends(f"Ada pembagian amplop di sini. {WRITTEN[kind]}"[:4096])
    await resident.hears("Buat laporan dari pesan ini?")
    assert await town.rows("SELECT count(*) FROM outbox WHERE state = 'failed'") == [(0,)]


@pytest.mark.parametrize("kind", WRITTEN)
async def test_an_addition_is_stored_as_it_was_sent(resident: Person, town: Town, kind: str) -> None:
    await reports(resident)
    await resident.taps("Tambah keterangan")
    await resident.hears("Kirim keterangan")
    await resident.sends(WRITTEN[kind])
    await resident.hears("Sudah ditambahkan")
    assert (WRITTEN[kind],) in await town.rows("SELECT text FROM events")


async def test_a_strange_name_breaks_nothing(town: Town) -> None:
    citizen = town.world.person("<b>\u202eWarga</b> 🙂 & {name}", username="warga_x")
    await agrees(citizen)
    await reports(citizen)
    assert await town.rows("SELECT count(*) FROM reports") == [(1,)]
