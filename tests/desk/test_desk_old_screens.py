"""The desk when a tap no longer holds: an old screen, two people at once, a right that is gone, a forged choice."""

import asyncio

import pytest

from sandbox import Person
from tests.stage.desk import CHANGED, NOT_YOURS, a_desk, acts_on, does, opens, stands
from tests.stage.officers import a_command, is_called, joins, takes
from tests.stage.town import Town
from tests.stage.walks import button, reports


async def test_an_act_on_an_old_screen_is_refused_and_the_report_shown_as_it_is(town: Town, resident: Person) -> None:
    one, two = await a_desk(town, "Satu"), await a_desk(town, "Dua")
    number = await reports(resident)
    old = button(await opens(two, number), "Verifikasi")
    screen = two.last
    await opens(one, number)
    await does(one, "Verifikasi")
    await two.forges(old, on=screen)
    await two.sees_toast(CHANGED)
    assert two.alerts == [CHANGED]
    assert "Status: Diverifikasi" in (await two.hears("Riwayat")).text
    await one.forges(old, on=one.last)
    await one.sees_toast(CHANGED)
    assert [act for _, act in await acts_on(town, number)].count("verifikasi") == 1


async def test_of_two_acts_at_the_same_moment_one_counts(town: Town, resident: Person) -> None:
    one, two = await a_desk(town, "Satu"), await a_desk(town, "Dua")
    number = await reports(resident)
    await opens(one, number)
    await opens(two, number)
    await two.taps("Kebenaran")
    await two.hears("memang terjadi")
    await asyncio.gather(one.taps("Verifikasi"), two.taps("Benar terjadi"))
    await asyncio.gather(one.hears("Riwayat"), two.hears("Riwayat"))
    [done] = {act for _, act in await acts_on(town, number)} & {"verifikasi", "nyatakan_benar"}
    winner, loser = (one, two) if done == "verifikasi" else (two, one)
    await loser.sees_toast(CHANGED)
    assert not winner.alerts


async def test_a_reason_that_comes_late_overwrites_nothing(town: Town, resident: Person) -> None:
    desk, officer = await a_desk(town), await joins(town, "Petugas")
    number = await reports(resident)
    await opens(desk, number)
    await desk.taps("Tindakan lain")
    await desk.taps("Tolak", on=await desk.hears("pilih tindakan"))
    await desk.hears("mengapa ditolak")
    await takes(officer, number)
    await desk.sends("Sudah tidak relevan")
    await desk.hears(CHANGED)
    assert "Status: Ditugaskan" in (await desk.hears("Riwayat")).text
    assert await stands(town, number) == ("ditugaskan", "belum", 0, 0)


async def test_who_is_removed_loses_the_desk_at_the_next_tap(town: Town, resident: Person) -> None:
    desk, chief = await a_desk(town), await a_command(town)
    number = await reports(resident)
    await opens(desk, number)
    await desk.taps("Tindakan lain")
    await desk.taps("Tolak", on=await desk.hears("pilih tindakan"))
    await desk.hears("mengapa ditolak")
    await chief.sends("/petugas")
    for label in ("SPKT dan piket", "SPKT dan piket 1", "Keluarkan", "Ya, keluarkan"):
        await chief.taps(label)
    await desk.hears("Akses Anda")
    await desk.sends("Alasan yang terlambat")
    await desk.hears(NOT_YOURS)
    await desk.sends("/antrean")
    await desk.hears(NOT_YOURS)
    assert await stands(town, number) == ("diterima", "belum", 0, 0)


@pytest.mark.parametrize("choice", ["unit=1,tidak-ada", "to=1,;99", "to=1,kpu", "agency=1,samapta", "category=1,x"])
async def test_a_forged_choice_changes_nothing(town: Town, resident: Person, choice: str) -> None:
    desk = await a_desk(town)
    number = await reports(resident)
    [(version,)] = await town.rows("SELECT version FROM reports")
    screen = await opens(desk, number)
    await desk.forges(f"d:{version}:{choice}", on=screen)
    await desk.sees_toast()
    assert await town.rows("SELECT version FROM reports") == [(version,)]
    assert await stands(town, number) == ("diterima", "belum", 0, 0)


async def test_the_field_cannot_judge_a_report(town: Town, resident: Person) -> None:
    officer = await joins(town, "Petugas")
    number = await reports(resident)
    call = await is_called(officer, number)
    [(key, version)] = await town.rows("SELECT id, version FROM reports")
    for name in ("verify", "true", "false", "close", "reopen", "kind", "assign", "reject", "merge"):
        await officer.forges(f"d:{version}:{name}={key}", on=call)
        await officer.sees_toast(NOT_YOURS)
        officer.toasts.clear()
    assert await stands(town, number) == ("diterima", "belum", 0, 0)
