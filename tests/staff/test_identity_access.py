"""Break-glass: who reported is opened for a reason, with a second person's consent, and never otherwise."""

import pytest

from db.officers import Invite
from resort.rights import Post
from resort.roles import Role
from sandbox import Message, Person
from tests.stage.composing import removes
from tests.stage.officers import POLSEK, a_command, invites, joins
from tests.stage.town import Town
from tests.stage.walks import VIOLATION, agrees, button, reports

REASON = "Pelapor diduga dalam bahaya dan tidak menjawab"


@pytest.fixture
async def reporter(town: Town) -> Person:
    person = town.world.person("Bujang Selamat", username="bujang_selamat", phone="+6281277788899")
    await agrees(person)
    return person


@pytest.fixture
async def number(reporter: Person) -> str:
    return await reports(reporter, VIOLATION)


async def asks(person: Person, number: str) -> None:
    """Ask to open who made a report."""
    await person.sends(f"/buka {number}")
    await person.taps("Penyidikan perlu saksi", on=await person.hears("untuk apa identitas"))
    await person.hears("mengapa identitas pelapor perlu dibuka")
    await person.sends(REASON)


def knows(person: Person) -> bool:
    """Whether anything of the reporter stands in somebody's chat."""
    shown = "".join(str(message.raw) for message in person.chat_with_bot.news)
    return "Bujang" in shown or "bujang_selamat" in shown or "81277788899" in shown


async def is_asked(person: Person, number: str) -> Message:
    return await person.hears(f"Permintaan buka identitas, {number}")


async def test_the_identity_is_shown_to_the_asker_once_a_second_person_agrees(
    town: Town, reporter: Person, number: str
) -> None:
    desk = await joins(town, "Piket", "spkt", Role.DESK)
    chief, deputy = await a_command(town), await a_command(town, Post.DEPUTY, "Wakil")
    await asks(desk, number)
    await desk.hears("sudah dikirim kepada pimpinan")
    request = await is_asked(chief, number)
    assert REASON in request.text
    assert "SPKT dan piket 1" in request.text
    await is_asked(deputy, number)
    assert not knows(desk)
    await chief.taps("Setujui")
    shown = await desk.hears("Bujang Selamat")
    assert "@bujang_selamat" in shown.text
    assert "81277788899" in shown.text
    assert shown.raw["has_protected_content"] is True
    await chief.hears("Disetujui")
    told = await reporter.hears("identitas Anda dibuka")
    assert REASON in told.text
    assert "menanganinya" not in told.text
    assert number in told.text
    assert "SPKT" not in told.text
    await deputy.taps("Setujui")
    await deputy.sees_toast("sudah diputuskan")
    await deputy.taps("Tolak")
    await town.rests()
    assert not knows(chief)
    assert not knows(deputy)
    assert await town.rows("SELECT count(*) FROM outbox WHERE payload IS NOT NULL") == [(0,)]
    assert len([message for message in desk.chat_with_bot.news if "Bujang Selamat" in message.text]) == 1
    assert await town.rows("SELECT asked_by, decided_by, granted FROM openings") == [(1, 2, 1)]
    acts = await town.rows("SELECT role, officer, act, text FROM events WHERE act LIKE '%buka%' ORDER BY id")
    assert acts == [
        ("piket", 1, "minta_buka", REASON),
        ("komando", 2, "setujui_buka", REASON),
        ("piket", 1, "buka_identitas", None),
    ]
    await reporter.taps("Lihat laporan", on=told)
    await reporter.hears("identitas Anda dibuka dengan persetujuan pimpinan")
    await desk.taps("Tulis kepada pelapor lewat bot", on=shown)
    await desk.hears("apa yang ingin ditanyakan kepada pelapor")
    await desk.sends("Apakah Anda aman di sana?")
    await reporter.hears("Apakah Anda aman di sana?")


async def test_a_refusal_keeps_it_sealed(town: Town, reporter: Person, number: str) -> None:
    desk, chief = await joins(town, "Piket", "spkt", Role.DESK), await a_command(town)
    await asks(desk, number)
    request = await is_asked(chief, number)
    await chief.taps("Tolak", on=request)
    await chief.hears("tetap tertutup")
    await desk.hears("tidak disetujui")
    await chief.forges(button(request, "Setujui"), on=request)
    await chief.sees_toast("sudah diputuskan")
    await town.rests()
    assert not knows(desk)
    assert "identitas Anda dibuka" not in "".join(message.text for message in reporter.chat_with_bot.news)
    assert await town.rows("SELECT decided_by, granted FROM openings") == [(2, 0)]
    assert ("tolak_buka", 2) in await town.rows("SELECT act, officer FROM events")


async def test_nobody_approves_the_own_request(town: Town, number: str) -> None:
    chief, deputy = await a_command(town), await a_command(town, Post.DEPUTY, "Wakil")
    await asks(chief, number)
    await chief.hears("sudah dikirim")
    request = await is_asked(deputy, number)
    await chief.forges(button(request, "Setujui"), on=chief.last)
    await chief.sees_toast("harus disetujui pimpinan lain")
    await town.rests()
    assert not knows(chief)
    assert await town.rows("SELECT decided_by FROM openings") == [(None,)]


async def test_nobody_approves_the_own_request_under_a_new_post(town: Town, number: str) -> None:
    desk, chief = await joins(town, "Piket", "spkt", Role.DESK), await a_command(town)
    await asks(desk, number)
    request = await is_asked(chief, number)
    await desk.opens(f"masuk-{await invites(town, Invite('polres', Role.COMMAND))}")
    await desk.taps("Ya, pindah", on=await desk.hears("Pindah ke sana"))
    await desk.hears("Selamat bergabung, Polres 2")
    await desk.forges(button(request, "Setujui"), on=desk.last)
    await desk.sees_toast("harus disetujui pimpinan lain")
    await chief.taps("Setujui", on=request)
    await chief.sees_toast("tidak bisa lagi menerima")
    assert not knows(desk)


async def test_alone_in_the_command_nobody_can_open_anything(town: Town, number: str) -> None:
    chief = await a_command(town)
    await asks(chief, number)
    await chief.hears("Belum ada pimpinan lain")
    assert await town.rows("SELECT count(*) FROM openings") == [(0,)]


async def test_others_can_neither_ask_nor_decide(town: Town, reporter: Person, number: str) -> None:
    desk, chief = await joins(town, "Piket", "spkt", Role.DESK), await a_command(town)
    others = [
        await joins(town, "Petugas"),
        await joins(town, "Kapolsek", POLSEK, Role.HEAD),
        await joins(town, "Panwas", "bawaslu", Role.PARTNER),
        reporter,
    ]
    await asks(desk, number)
    request = await is_asked(chief, number)
    for person in others:
        await person.sends(f"/buka {number}")
        await person.hears("hanya untuk petugas yang berwenang")
    for person in (desk, *others):
        for on in (request, person.last):
            person.toasts.clear()
            await person.forges(button(request, "Setujui"), on=on)
            await person.sees_toast()
    await town.rests()
    assert not any(knows(person) for person in (desk, chief, *others[:3]))
    assert await town.rows("SELECT decided_by FROM openings") == [(None,)]


async def test_a_removed_approver_decides_nothing(town: Town, number: str) -> None:
    desk = await joins(town, "Piket", "spkt", Role.DESK)
    chief, deputy = await a_command(town), await a_command(town, Post.DEPUTY, "Wakil")
    await asks(desk, number)
    request = await is_asked(deputy, number)
    await removes(chief, await a_command(town, Post.OPERATIONS, "Kabag"), "Polres 2")
    await deputy.hears("sudah diakhiri")
    await deputy.taps("Setujui", on=request)
    await deputy.sees_toast("hanya untuk petugas yang berwenang")
    assert not knows(desk)


@pytest.mark.parametrize("blocked", [True, False])
async def test_an_asker_who_is_gone_gets_nothing(town: Town, reporter: Person, number: str, blocked: bool) -> None:
    desk, chief = await joins(town, "Piket", "spkt", Role.DESK), await a_command(town)
    await asks(desk, number)
    request = await is_asked(chief, number)
    if blocked:
        await desk.blocks_bot()
        await town.rests()
    else:
        await chief.forges("o:0:removed=1", on=request)
        await desk.hears("sudah diakhiri")
    await chief.forges(button(request, "Setujui"), on=chief.last)
    await chief.sees_toast("tidak bisa lagi menerima")
    await town.rests()
    assert not knows(desk)
    assert await town.rows("SELECT decided_by FROM openings") == [(None,)]
    assert "identitas Anda dibuka" not in "".join(message.text for message in reporter.chat_with_bot.news)


async def test_an_asker_removed_before_saying_why_has_asked_nothing(town: Town, number: str) -> None:
    desk, chief = await joins(town, "Piket", "spkt", Role.DESK), await a_command(town)
    await desk.sends(f"/buka {number}")
    await desk.taps("Penyidikan perlu saksi", on=await desk.hears("untuk apa identitas"))
    await desk.hears("mengapa identitas")
    await chief.forges("o:0:removed=1", on=chief.last)
    await desk.hears("sudah diakhiri")
    await desk.sends(REASON)
    await desk.hears("hanya untuk petugas yang berwenang")
    assert await town.rows("SELECT count(*) FROM openings") == [(0,)]


async def test_a_reason_is_needed_and_a_number_that_exists(town: Town, number: str) -> None:
    desk, _ = await joins(town, "Piket", "spkt", Role.DESK), await a_command(town)
    for words in ("", "abc", "DMI-2411-0999-9"):
        await desk.sends(f"/buka {words}".strip())
        told = await desk.hears("misalnya /buka DMI-")
        assert ("tidak kami temukan" in told.text) == bool(words)
    await desk.sends(f"/buka {number.lower().replace('-', ' ')}")
    await desk.taps("Penyidikan perlu saksi", on=await desk.hears("untuk apa identitas"))
    await desk.hears("mengapa identitas")
    await desk.sends_photo()
    await desk.hears("dengan kata-kata")
    for words in ("perlu", "a b c d e", "!!!!!!!!!!!!", "1234567890"):
        await desk.sends(words)
        await desk.hears("paling sedikit sepuluh huruf")
    await desk.sends("Pelapor diminta menelepon 0812 3456 7890")  # the reporter would read it
    await desk.hears("nomor telepon tidak diteruskan")
    await desk.taps("Batal")
    await desk.hears("Baik, tidak jadi")
    assert await town.rows("SELECT count(*) FROM openings") == [(0,)]


@pytest.mark.parametrize(
    "data", ["b:0:grant=2", "b:0:grant=", "b:0:grant=-1", "b:0:open=1", "b:0:grant=99999999999999999999"]
)
async def test_forged_decisions_lead_nowhere(town: Town, number: str, data: str) -> None:
    desk, chief = await joins(town, "Piket", "spkt", Role.DESK), await a_command(town)
    await asks(desk, number)
    await is_asked(chief, number)
    await chief.forges(data, on=chief.last)
    await chief.sees_toast("pertanyaan sebelumnya")
    assert not knows(desk)
