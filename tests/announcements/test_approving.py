"""Four eyes: nothing goes out that another person of the command has not approved exactly as it is."""

import base64
from datetime import UTC, datetime

import pytest

from sandbox import Person
from tests.stage.announcements import running
from tests.stage.composing import WORDS, approves, asks, commands, removes, writes
from tests.stage.town import PlayedClock, Town
from tests.stage.walks import button


async def test_the_approver_sees_the_very_message_and_lets_it_out(
    town: Town, kabag: Person, waka: Person, follower: Person
) -> None:
    await writes(kabag)
    await asks(kabag)
    request = await waka.hears("Mohon persetujuan siaran")
    assert waka.chat_with_bot.messages[-2].text == kabag.chat_with_bot.messages[-2].text
    assert "kira-kira 1" in request.text
    await waka.taps("Setujui")
    kept = await waka.hears("Disetujui")
    assert kept.id == request.id
    for line in (
        "Untuk:\n• Warga",
        "Wilayah: seluruh wilayah",
        "Waktu: segera setelah disetujui",
        "Penerima: kira-kira 1",
    ):
        assert line in kept.text
    assert not kept.labels
    await kabag.hears("menyetujui siaran Anda")
    await running(town).ticker.tick()
    arrived = await follower.hears(WORDS)
    assert arrived.text == waka.chat_with_bot.by_id[request.id - 1].text
    acts = [act for (act,) in await town.rows("SELECT act FROM events ORDER BY id")]
    assert "siaran_diajukan" in acts
    assert "siaran_disetujui" in acts


async def test_the_composer_is_not_asked_and_cannot_approve(
    town: Town, kabag: Person, waka: Person, follower: Person
) -> None:
    await writes(kabag)
    await asks(kabag)
    request = await waka.hears("Mohon persetujuan")
    await kabag.forges(button(request, "Setujui"), on=kabag.last)
    await kabag.sees_toast("bukan yang menulis atau yang mengajukannya")
    await _nothing_goes_out(town, follower)


async def test_alone_one_is_told_that_nobody_can_approve(kabag: Person) -> None:
    await writes(kabag)
    await kabag.taps("Minta persetujuan")
    await kabag.sees_toast("perlu 1 persetujuan")


async def test_a_refusal_goes_back_with_its_reason(town: Town, kabag: Person, waka: Person, follower: Person) -> None:
    await writes(kabag)
    await asks(kabag)
    request = await waka.hears("Mohon persetujuan")
    await waka.taps("Tolak")
    await waka.hears("Mengapa ditolak")
    await waka.sends("Sebutkan juga nomor 110")
    await waka.hears("dikembalikan kepada penyusunnya")
    await kabag.hears("Sebutkan juga nomor 110")
    await waka.taps("Setujui", on=request)
    await waka.sees_toast("tidak menunggu persetujuan lagi")
    await kabag.taps("Ubah")
    await kabag.hears("Periksa dulu")
    await asks(kabag)
    await approves(waka)
    await running(town).ticker.tick()
    await follower.hears(WORDS)


async def test_any_change_voids_what_was_seen(town: Town, kabag: Person, waka: Person, follower: Person) -> None:
    await writes(kabag)
    await asks(kabag)
    request = await waka.hears("Mohon persetujuan")
    await _changes(kabag, "Kata-kata yang lain.")
    await waka.taps("Setujui", on=request)
    await waka.sees_toast("sudah berubah sejak Anda lihat")
    await _nothing_goes_out(town, follower)


@pytest.mark.parametrize("approved", [True, False])
async def test_who_lets_go_of_a_change_is_told_that_it_still_goes_out(
    town: Town, kabag: Person, waka: Person, *, approved: bool
) -> None:
    await writes(kabag, when="besok 06.00")
    await asks(kabag)
    await waka.hears("Mohon persetujuan")
    if approved:
        await waka.taps("Setujui")
        await waka.hears("Disetujui")
    await _opens_newest(kabag)
    await kabag.taps("Ubah")
    await kabag.hears("Periksa dulu")
    await kabag.taps("Batal")
    told = await kabag.hears("Siarannya tetap seperti sebelumnya")
    assert "Tidak ada yang dikirim" not in told.text
    assert await town.rows("SELECT state FROM appeals") == [("approved" if approved else "waiting",)]


async def test_a_change_after_the_approval_takes_it_back(
    town: Town, kabag: Person, waka: Person, follower: Person
) -> None:
    await writes(kabag, when="besok 06.00")
    await asks(kabag)
    await approves(waka)
    assert await town.rows("SELECT state FROM appeals") == [("approved",)]
    await _changes(kabag, "Kata-kata yang lain.")
    assert await town.rows("SELECT state, next_fire FROM appeals") == [("waiting", None)]
    assert await town.rows("SELECT count(*) FROM approvals") == [(0,)]
    town.clock.passes(days=2)
    await _nothing_goes_out(town, follower)


async def test_what_comes_back_to_its_old_words_needs_approval_anew(town: Town, kabag: Person, waka: Person) -> None:
    await writes(kabag, when="besok 06.00")
    await asks(kabag)
    await approves(waka)
    await _changes(kabag, "Kata-kata yang lain.")
    await _changes(kabag, WORDS)
    assert await town.rows("SELECT count(*) FROM approvals") == [(0,)]
    assert await town.rows("SELECT state FROM appeals") == [("waiting",)]


async def test_a_second_tap_approves_nothing_more(town: Town, kabag: Person, waka: Person, follower: Person) -> None:
    await writes(kabag)
    await asks(kabag)
    request = await waka.hears("Mohon persetujuan")
    data = button(request, "Setujui")
    await waka.taps("Setujui")
    await waka.hears("Disetujui")
    await waka.forges(data, on=request)
    await waka.sees_toast("tidak menunggu persetujuan lagi")
    await running(town).ticker.tick()
    await follower.hears(WORDS)
    await town.rests()
    await waka.forges(data, on=request)
    await running(town).ticker.tick()
    await follower.hears_nothing()


async def test_somebody_removed_approves_nothing(town: Town, kabag: Person, waka: Person, follower: Person) -> None:
    await writes(kabag)
    await asks(kabag)
    await waka.hears("Mohon persetujuan")
    await removes(kabag, await commands(town, "Kasat"), "Polres 2")
    await waka.hears("Akses Anda sebagai petugas")
    await waka.taps("Setujui")
    await waka.sees_toast("hanya untuk petugas yang berwenang")
    await _nothing_goes_out(town, follower)


async def test_the_approval_of_somebody_removed_since_counts_no_more(
    town: Town, kabag: Person, waka: Person, follower: Person
) -> None:
    await writes(kabag, when="besok 06.00")
    await asks(kabag)
    await approves(waka)
    await removes(kabag, await commands(town, "Kasat"), "Polres 2")
    town.clock.passes(hours=23)
    await _nothing_goes_out(town, follower)
    await kabag.hears("belum jadi dikirim")
    assert await town.rows("SELECT count(*) FROM approvals") == [(0,)]  # nor when they are let in again


async def test_when_the_writer_is_gone_too_the_command_hears_that_it_did_not_go_out(
    town: Town, kabag: Person, waka: Person, follower: Person
) -> None:
    third = await commands(town, "Kapolres")
    await writes(kabag, when="besok 06.00")
    await asks(kabag)
    await approves(waka)
    await removes(third, waka, "Polres 1")
    await removes(third, await commands(town, "Kasat"), "Polres 2")
    town.clock.passes(hours=23)
    await _nothing_goes_out(town, follower)
    await third.hears("belum jadi dikirim")


async def test_nobody_is_asked_who_cannot_be_reached(town: Town, kabag: Person, waka: Person) -> None:
    await writes(kabag)
    await waka.blocks_bot()
    await town.turns("SELECT id FROM chats WHERE off_at IS NOT NULL")
    await kabag.taps("Minta persetujuan")
    await kabag.sees_toast("perlu 1 persetujuan")
    assert await town.rows("SELECT state FROM appeals") == [("draft",)]


async def test_a_stranger_with_a_forged_button_is_turned_away(
    town: Town, kabag: Person, waka: Person, follower: Person
) -> None:
    await writes(kabag)
    await asks(kabag)
    request = await waka.hears("Mohon persetujuan")
    await follower.forges(button(request, "Setujui"), on=follower.last)
    await follower.sees_toast("hanya untuk petugas yang berwenang")
    await follower.forges("s:0:gone=1", on=follower.last)
    await follower.forges("s:0:a=1", on=follower.last)
    await follower.forges("s:0:report=1", on=follower.last)
    await _nothing_goes_out(town, follower)


@pytest.mark.parametrize(
    "data",
    [
        "s:0:ok=1",
        "s:0:ok=1,",
        "s:0:ok=1,AAAA",
        f"s:0:ok=1,{base64.urlsafe_b64encode(bytes(32)).decode().rstrip('=')}",
        "s:0:ok=99999999999999999999,AAAA",
        "s:0:ok=²,AAAA",
        "s:1:send",
        "s:999:send",
        "s:0:stop=1",
        "s:0:nothing",
    ],
)
async def test_a_made_up_button_approves_nothing(
    town: Town, kabag: Person, waka: Person, follower: Person, data: str
) -> None:
    await writes(kabag)
    await asks(kabag)
    request = await waka.hears("Mohon persetujuan")
    await waka.forges(data, on=request)
    await waka.sees_toast()
    assert await town.rows("SELECT failure FROM inbox WHERE failure IS NOT NULL") == []
    await _nothing_goes_out(town, follower)


class TestAtNight:
    """21.30 WIB: citizens sleep."""

    @pytest.fixture
    def clock(self) -> PlayedClock:
        return PlayedClock(datetime(2024, 11, 25, 14, 30, tzinfo=UTC))

    async def test_quiet_hours_need_an_emergency_with_two_approvers(
        self, town: Town, kabag: Person, waka: Person, follower: Person
    ) -> None:
        third = await commands(town, "Kapolres")
        await waka.hears("Ini siapa?")
        summary = await writes(kabag)
        assert "jam istirahat" in summary.text
        await kabag.taps("Minta persetujuan")
        await kabag.sees_toast("tandai mendesak")
        await waka.hears_nothing()  # nobody could approve it

        await kabag.taps("Tandai mendesak")
        await kabag.hears("Mengapa mendesak")
        await kabag.taps("Tidak mendesak")  # back to where they came from
        await kabag.hears("Periksa dulu")
        await kabag.taps("Tandai mendesak")
        assert not any("Kembali" in label for label in (await kabag.hears("Mengapa mendesak")).labels)
        await kabag.sends("Banjir besar malam ini")
        assert "Banjir besar malam ini" in (await kabag.hears("Periksa dulu")).text
        await kabag.taps("Minta persetujuan")
        await kabag.hears("Persetujuan yang diperlukan: 2")

        await waka.hears("Mendesak: Banjir besar malam ini")
        await waka.taps("Setujui")
        await waka.hears("Masih perlu satu")
        await _nothing_goes_out(town, follower)
        await third.hears("Mendesak: Banjir besar malam ini")
        await third.taps("Setujui")
        await third.hears("Disetujui")
        await running(town).ticker.tick()
        await follower.hears(WORDS)
        [(note,)] = await town.rows("SELECT text FROM events WHERE act = 'siaran_mendesak'")
        assert "Banjir besar malam ini" in str(note)

    async def test_an_emergency_needs_two_others(self, kabag: Person, waka: Person) -> None:
        await writes(kabag)
        await kabag.taps("Tandai mendesak")
        await kabag.hears("Mengapa mendesak")
        await kabag.sends("Banjir besar")
        await kabag.hears("Periksa dulu")
        await kabag.taps("Minta persetujuan")
        await kabag.sees_toast("perlu 2 persetujuan")


async def _changes(composer: Person, words: str) -> None:
    """Open the newest announcement, change its words and ask again."""
    await _opens_newest(composer)
    await composer.taps("Ubah")
    await composer.hears("Periksa dulu")
    await composer.taps("Isi")
    await composer.hears("Kirim isi siarannya")
    await composer.sends(words)
    await composer.hears("Periksa dulu")
    await asks(composer)


async def _opens_newest(composer: Person) -> None:
    await composer.sends("/siaran")
    listed = await composer.hears("Jumlah")
    await composer.forges(listed.buttons[3].data or "", on=listed)
    await composer.hears("Penerima:")


async def _nothing_goes_out(town: Town, follower: Person) -> None:
    await running(town).ticker.tick()
    await town.rests()
    await follower.hears_nothing()
    assert await town.rows("SELECT * FROM runs") == []
