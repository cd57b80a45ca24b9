"""Nobody alone: attacks by one person with two telephones on the seats of the command, in resorts of one to three."""

import asyncio

import pytest

from app import seat_commands
from app.protection import CannotStart
from db.officers import Invite
from resort.rights import Post
from resort.roles import Role
from sandbox import Message, Person
from tests.stage.announcements import running
from tests.stage.composing import asks, writes
from tests.stage.officers import POLSEK, a_command, commands, invites, ticks
from tests.stage.town import Town
from tests.stage.walks import button, reports


async def makes_link(by: Person, role: str = "Pimpinan", unit: str = "Polres") -> str:
    """A one-time link made in chat; what stands behind `start=`."""
    await by.sends("/undang")
    await by.hears("Undang sebagai apa")
    await by.taps(role)
    await by.hears("Untuk unit mana")
    await by.taps(unit)
    await by.taps("Tanpa nama", on=await by.hears("Siapa yang diundang"))
    return (await by.hears("hanya ditampilkan sekali")).text.partition("start=")[2].split()[0]


async def arrives(town: Town, name: str, link: str) -> Person:
    """Somebody new opens a link that others have to confirm."""
    person = town.citizen(name)
    await person.opens(link)
    await person.hears("Seorang pimpinan sedang diminta membenarkan")
    return person


async def seated(town: Town) -> list[tuple[object, ...]]:
    return await town.rows("SELECT callsign FROM officers WHERE role = 'komando' AND removed_at IS NULL ORDER BY id")


async def test_one_person_with_two_telephones_gets_nowhere(town: Town) -> None:
    chief, deputy = await a_command(town), await a_command(town, Post.DEPUTY, "Wakapolres")
    second = await arrives(town, "Budi", await makes_link(chief))
    opened = await chief.hears("membuka undangan Anda")
    question = await deputy.hears("Ini siapa?")
    assert "Budi" in question.text
    assert "Polres 1" in question.text
    for person in (chief, second):  # neither who invited nor who is invited can confirm
        person.toasts.clear()
        await person.forges(button(question, "Benar orangnya"), on=person.last)
        await person.sees_toast()
    await second.sends("/siaran")
    await second.hears("hanya untuk petugas yang berwenang")
    assert await seated(town) == [("Polres 1",), ("Polres 2",)]
    # Confirmed by the third person of this act, the new one has a seat: all of the command has confirmed.
    await deputy.taps("Benar orangnya", on=question)
    await second.hears("Selamat bergabung, Polres 3")
    # Whoever invited and the person invited are not two in an act.
    await writes(chief)
    await asks(chief)
    request = await deputy.hears("Mohon persetujuan")
    await second.forges(button(request, "Setujui"), on=second.last)
    await second.sees_toast("Yang mengundang dan yang diundang tidak bisa menyetujui bersama")
    assert opened.labels == ["🚫 Bukan orang itu"]
    # They unseat nobody together either.
    await chief.forges("o:0:removed=2", on=chief.last)
    await chief.sees_toast("tidak ada yang suaranya dihitung bersama Anda")
    assert len(await seated(town)) == 3


async def test_who_invited_says_that_it_is_somebody_else(town: Town) -> None:
    chief, deputy = await a_command(town), await a_command(town, Post.DEPUTY, "Wakapolres")
    stranger = await arrives(town, "Penyusup", await makes_link(chief, "Piket", "SPKT dan piket"))
    await chief.taps("Bukan orang itu", on=await chief.hears("membuka undangan Anda"))
    await chief.hears("tidak diterima")
    await stranger.hears("tidak dibenarkan")
    await deputy.hears("bukan orang yang dimaksud")
    # A plain officer works at once; who invited sees it and puts them out.
    link = await makes_link(chief, "Petugas", "SPKT dan piket")
    other = town.citizen("Bukan dia")
    await other.opens(link)
    await other.hears("Selamat bergabung")
    await chief.taps("Bukan orang itu, keluarkan", on=await chief.hears("Bukan dia membuka undangan Anda"))
    await other.hears("sudah diakhiri")
    assert await town.rows("SELECT count(*) FROM officers WHERE removed_at IS NULL") == [(2,)]


async def test_one_of_the_command_moves_by_no_link_alone(town: Town) -> None:
    chief, deputy = await a_command(town), await a_command(town, Post.DEPUTY, "Wakapolres")
    await deputy.opens(f"masuk-{await invites(town, Invite(POLSEK, Role.OFFICER))}")
    await deputy.hears("Pindah ke sana")
    assert len(await seated(town)) == 2
    await deputy.taps("Ya, pindah")
    await deputy.hears("Seorang pimpinan sedang diminta")
    assert len(await seated(town)) == 2
    await chief.taps("Benar orangnya", on=await chief.hears("Ini siapa?"))
    await deputy.hears("Selamat bergabung, Polsek")
    assert await seated(town) == [("Polres 1",)]


async def test_nobody_confirms_and_everybody_is_told(town: Town) -> None:
    chief, deputy = await a_command(town), await a_command(town, Post.DEPUTY, "Wakapolres")
    person = await arrives(town, "Budi", await makes_link(chief))
    for hours in (1, 3, 20):
        await deputy.hears("Ini siapa?")
        await ticks(town, hours=hours)
    await deputy.hears("Ini siapa?")
    await ticks(town, hours=48)
    await person.hears("undangannya berakhir")
    await chief.hears("Tidak ada pimpinan lain yang membenarkan Budi")
    assert await town.rows("SELECT wait FROM arrivals") == [(None,)]


async def test_a_seat_votes_after_a_day_or_when_all_have_confirmed(town: Town) -> None:
    chief, deputy = await a_command(town), await a_command(town, Post.DEPUTY, "Wakapolres")
    third = await a_command(town, Post.OPERATIONS, "Kabag")
    fresh = await arrives(town, "Budi", await makes_link(chief))
    await deputy.taps("Benar orangnya", on=await deputy.hears("Budi membuka undangan"))
    await fresh.hears("Selamat bergabung, Polres 4")
    news = await third.hears("Suaranya dihitung setelah 24 jam")
    await writes(deputy)
    await asks(deputy)
    request = await third.hears("Mohon persetujuan")
    await fresh.forges(button(request, "Setujui"), on=fresh.last)
    await fresh.sees_toast("Suara Anda belum dihitung")
    await third.taps("Benar orangnya", on=news)
    await fresh.hears("Suara Anda dihitung mulai sekarang")
    await fresh.forges(button(request, "Setujui"), on=fresh.last)
    await deputy.hears("Polres 4 menyetujui")


async def test_removing_takes_two_and_one_suspends_for_a_day(town: Town) -> None:
    chief, deputy = await a_command(town), await a_command(town, Post.DEPUTY, "Wakapolres")
    await chief.forges("o:0:suspended=2", on=chief.last)
    await chief.sees_toast("terlalu sedikit")
    third = await a_command(town, Post.OPERATIONS, "Kabag")
    await chief.forges("o:0:suspended=2", on=chief.last)
    told = await third.hears("membekukan Polres 2")
    await deputy.hears("membekukan akses Anda")
    await deputy.sends("/siaran")
    await deputy.hears("hanya untuk petugas yang berwenang")
    for number in (3, 1):  # not one more: two are left
        chief.toasts.clear()
        await chief.forges(f"o:0:suspended={number}", on=chief.last)
        await chief.sees_toast()
    await ticks(town, hours=24)
    await third.hears("Pembekuan Polres 2 selesai")
    await deputy.sends("/siaran")
    await deputy.hears("Jumlah")
    await chief.forges("o:0:suspended=2", on=chief.last)
    await chief.sees_toast("dalam seminggu terakhir")
    # Suspended by another, then removed by two.
    await third.forges("o:0:suspended=2", on=third.last)
    await deputy.hears("membekukan akses Anda")
    await third.taps("Keluarkan")
    await third.hears("perlu persetujuan satu pimpinan lain")
    await chief.taps("Setujui", on=await chief.hears("meminta Polres 2 dikeluarkan"))
    await chief.hears("Polres 2 dikeluarkan")
    await ticks(town, hours=25)
    assert await seated(town) == [("Polres 1",), ("Polres 3",)]
    assert any("Keluarkan" in label for label in told.labels)


async def test_alone_the_command_line_brings_the_second_with_two_codes_an_hour_apart(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    chief = await a_command(town)
    waiting = town.citizen("Budi")
    await waiting.opens(await makes_link(chief))
    await waiting.hears("belum ada pimpinan yang bisa membenarkan")
    _, out, _ = await commands(town, "seats", "list")
    assert "door 1: waits to be confirmed for komando" in out

    async def admits(*codes: str) -> list[str]:
        """Run `bot.py seats admit 1`; the codes that it prints to be given back."""
        await asyncio.to_thread(seat_commands.act, town.settings, "admit", 1, codes, town.clock.now)
        return capsys.readouterr().out.split("--code ")[1:]

    [first] = [each.strip() for each in await admits()]
    with pytest.raises(CannotStart, match="an hour apart"):
        await admits(first)
    [too_soon] = [each.strip() for each in await admits()]
    with pytest.raises(CannotStart, match="an hour apart"):
        await admits(first, too_soon)
    with pytest.raises(CannotStart, match="an hour apart"):
        await admits(first, first)
    await ticks(town)
    await chief.hears("pengelola meminta Budi diterima")
    town.clock.passes(hours=1)
    second = [each.strip() for each in await admits(first)][1]
    await ticks(town)
    await chief.hears("Kode kedua dibuat lewat baris perintah, tentang Budi")
    assert await town.rows("SELECT count(*) FROM officers") == [(1,)]
    await admits(first, second)
    await ticks(town)
    await waiting.hears("Selamat bergabung, Polres 2")
    await chief.hears("diterima lewat baris perintah")


async def test_the_last_pair_counts_although_one_invited_the_other_and_says_so(town: Town) -> None:
    chief, deputy = await a_command(town), await a_command(town, Post.DEPUTY, "Wakapolres")
    third = await arrives(town, "Budi", await makes_link(chief))
    await deputy.taps("Benar orangnya", on=await deputy.hears("Ini siapa?"))
    await third.hears("Selamat bergabung, Polres 3")
    await town.turns("SELECT 1")
    await running(town).database.write(lambda tx: tx.run("officers.expel", id=2, now=0))
    await writes(chief)
    await asks(chief)
    request = await third.hears("Mohon persetujuan")
    assert "Pimpinan tinggal dua orang" in request.text
    await third.taps("Setujui", on=request)
    await third.hears("Disetujui")


async def test_an_identity_is_not_opened_by_inviter_and_invitee(town: Town, resident: Person) -> None:
    number = await reports(resident)
    chief, deputy = await a_command(town), await a_command(town, Post.DEPUTY, "Wakapolres")
    desk = await arrives(town, "Piket baru", await makes_link(chief, "Piket", "SPKT dan piket"))
    await deputy.taps("Benar orangnya", on=await deputy.hears("Ini siapa?"))
    await desk.hears("Selamat bergabung")
    await desk.sends(f"/buka {number}")
    await desk.taps("Penyidikan perlu saksi", on=await desk.hears("untuk apa identitas"))
    await desk.hears("mengapa identitas")
    await desk.sends("Pelapor diduga dalam bahaya")
    request: Message = await deputy.hears("Permintaan buka identitas")
    await chief.forges(button(request, "Setujui"), on=chief.last)
    await chief.sees_toast("Yang mengundang dan yang diundang")
    await deputy.taps("Setujui", on=request)
    await desk.hears("Pelapor")
