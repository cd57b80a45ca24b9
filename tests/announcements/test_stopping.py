"""Stopping what goes out, correcting and taking back what went out, and the report of who got it."""

import asyncio

import pytest

from sandbox import Group, Person
from tests.citizen.test_hiding import hides
from tests.sandbox.api import soon
from tests.stage.announcements import running, subscribes
from tests.stage.composing import (
    RIGHT_WORDS,
    WORDS,
    agrees_to_delete,
    approves,
    asks,
    commands,
    corrects,
    ends,
    goes_on,
    opens,
    publishes,
)
from tests.stage.town import Town


@pytest.fixture
def slow_town(quiet_town: Town) -> Town:
    """A town whose bot sends ten messages a second: whoever stops it comes long before the end."""
    quiet_town.settings = quiet_town.settings.model_copy(update={"messages_per_second": 10})
    return quiet_town


async def test_stop_halts_within_a_second_and_says_who_has_it(slow_town: Town) -> None:
    town = slow_town
    groups = [town.world.group(f"RT {number:03}", bot="member") for number in range(150)]
    async with town.open():
        kabag = await _goes_out_to(town, groups)
        await soon(lambda: _have(groups))
        await kabag.taps("Hentikan")
        await kabag.sees_toast("Siaran dihentikan")
        await town.rests()
        have = _have(groups)
        assert 0 < have < 150
        await asyncio.sleep(1.0)  # ten more, if it had not stopped
        assert _have(groups) == have
        stopped = await kabag.hears("Siaran dihentikan")
        assert f"Terkirim: {have} dari 150" in stopped.text
        assert "%" not in stopped.text  # it is not whole
        assert f"Tidak dikirim: {150 - have}" in stopped.text
        assert await town.rows("SELECT state FROM appeals") == [("stopped",)]
        states = await town.rows("SELECT state, count(*) FROM deliveries GROUP BY state ORDER BY state")
        assert states == [("sent", have), ("skipped", 150 - have)]


async def test_a_stop_is_not_undone_by_a_restart(slow_town: Town) -> None:
    town = slow_town
    groups = [town.world.group(f"RT {number:03}", bot="member") for number in range(120)]
    async with town.open():
        kabag = await _goes_out_to(town, groups)
        await kabag.taps("Hentikan")
        await kabag.sees_toast("Siaran dihentikan")
    have = _have(groups)
    async with town.open():
        await running(town).ticker.tick()
        await town.rests()
        assert _have(groups) == have < 120
        assert await town.rows("SELECT count(*) FROM deliveries WHERE state IN ('queued', 'sending')") == [(0,)]


async def test_only_the_command_stops(town: Town, kabag: Person, waka: Person, follower: Person) -> None:
    await _out(town, kabag, waka, follower)
    await follower.forges("s:0:stop=1", on=follower.last)
    await follower.sees_toast("hanya untuk petugas yang berwenang")
    await kabag.forges("s:0:stop=1", on=kabag.last)
    await kabag.sees_toast("sudah selesai atau sudah dihentikan")


async def test_who_lets_go_of_a_correction_is_told_that_the_old_words_stay(
    town: Town, kabag: Person, waka: Person, follower: Person
) -> None:
    await _out(town, kabag, waka, follower)
    await opens(kabag)
    await kabag.taps("Ralat")
    await kabag.hears("Kirim tulisan yang benar")
    await kabag.taps("Batal")
    await kabag.hears("Siarannya tetap seperti sebelumnya")


async def test_new_words_take_the_place_of_the_old_everywhere(
    town: Town, kabag: Person, waka: Person, follower: Person
) -> None:
    sent = await _out(town, kabag, waka, follower)
    await opens(kabag)
    await kabag.taps("Ralat")
    await kabag.hears("Kirim tulisan yang benar")
    await kabag.sends(RIGHT_WORDS)
    assert "kira-kira 1" in (await kabag.hears("Periksa dulu")).text
    await asks(kabag)
    await waka.hears("Mohon persetujuan ralat")
    assert follower.chat_with_bot.by_id[sent].text.startswith(WORDS)
    await waka.taps("Setujui")
    await waka.hears("Disetujui")
    await running(town).ticker.tick()
    await follower.hears(RIGHT_WORDS)
    assert follower.chat_with_bot.by_id[sent].text.startswith(RIGHT_WORDS)


async def test_a_correction_makes_a_sound_once_where_the_words_were_put_right(
    town: Town, kabag: Person, waka: Person, follower: Person
) -> None:
    """An edit rings nobody: who read the wrong hours would never look again."""
    sent = await _out(town, kabag, waka, follower)
    await corrects(kabag, waka)
    for _ in range(4):
        await running(town).ticker.tick()
        await town.rests()
    rung = [each for each in follower.chat_with_bot.messages if "sudah kami perbaiki" in each.text]
    assert len(rung) == 1
    assert not rung[0].silent
    answered = rung[0].raw["reply_to_message"]
    assert isinstance(answered, dict)
    assert answered["message_id"] == sent
    assert follower.chat_with_bot.by_id[sent].text.startswith(RIGHT_WORDS)
    assert rung[0].id > sent
    await kabag.hears("Pemberitahuan ralat selesai")
    late = town.citizen("Terlambat")
    await late.sends("/start")
    await running(town).ticker.tick()
    assert "sudah kami perbaiki" not in "".join(each.text for each in late.chat_with_bot.messages)
    rows = await town.rows(
        "SELECT act, deliveries.state, count(*) FROM runs JOIN deliveries ON deliveries.run = runs.id GROUP BY 1, 2"
    )
    assert sorted(rows) == [("edit", "sent", 1), ("ring", "sent", 1), ("send", "sent", 1)]


async def test_who_hides_hears_no_correction(town: Town, kabag: Person, waka: Person, follower: Person) -> None:
    await _out(town, kabag, waka, follower)
    await hides(follower)
    await corrects(kabag, waka)
    for _ in range(4):
        await running(town).ticker.tick()
        await town.rests()
    assert all(each.silent for each in follower.chat_with_bot.messages if "sudah kami perbaiki" in each.text)


async def test_what_is_taken_back_while_it_is_put_right_rings_nobody_and_leaves_nothing(
    town: Town, kabag: Person, waka: Person, follower: Person
) -> None:
    await _out(town, kabag, waka, follower)
    await corrects(kabag, waka)
    for _ in range(4):
        await running(town).ticker.tick()
        await town.rests()
    await kabag.sends("/siaran")
    await kabag.taps("Mari jaga suasana", on=await kabag.hears("Jumlah: 2"))
    await kabag.hears("Sudah dikirim")
    await kabag.taps("Tarik dan hapus")
    await kabag.taps("Ya, tarik", on=await kabag.hears("Tarik siaran ini?"))
    await kabag.hears("Siaran ditarik")
    await agrees_to_delete(waka)
    for _ in range(4):
        await running(town).ticker.tick()
        await town.rests()
    assert "perbaiki" not in "".join(each.text for each in follower.chat_with_bot.messages)


async def test_from_a_correction_one_comes_to_what_can_be_taken_back(
    town: Town, kabag: Person, waka: Person, follower: Person
) -> None:
    await _out(town, kabag, waka, follower)
    await corrects(kabag, waka)
    await running(town).ticker.tick()
    await follower.hears(RIGHT_WORDS)
    await town.rests()
    await running(town).ticker.tick()
    await kabag.hears("Ralat selesai")
    await kabag.sends("/siaran")
    listed = await kabag.hears("Jumlah: 2")
    assert "✅ Mari jaga suasana tetap tenan…" in listed.labels
    assert "✅ Sudah dikirim" in listed.text
    assert "✅ Ralat: TPS ditutup pukul 13.0…" in listed.labels
    await kabag.taps("TPS ditutup")
    await kabag.hears("Sudah dikirim")
    await kabag.taps("Siaran yang diralat")
    await kabag.hears("Sudah dikirim")
    await kabag.taps("Tarik dan hapus")
    await kabag.hears("Tarik siaran ini?")


async def _out_to_a_group_that_moves(town: Town, kabag: Person, waka: Person) -> Group:
    """An announcement reached a group, which then became a supergroup and has none of its old messages."""
    group = town.world.group("RW 05", members=[town.citizen("Warga RW")], bot="member")
    await subscribes(town, group)
    await publishes(kabag, waka, to="Grup dan saluran")
    await running(town).ticker.tick()
    await group.bell.until(lambda: any(WORDS in each.text for each in group.messages), 15)
    await ends(town, kabag)
    group.becomes_supergroup()
    await town.rests()
    return group


async def test_a_supergroup_gets_new_words_as_a_new_message(town: Town, kabag: Person, waka: Person) -> None:
    group = await _out_to_a_group_that_moves(town, kabag, waka)
    await corrects(kabag, waka)
    await running(town).ticker.tick()
    await town.rests()
    assert [each.text for each in group.messages if RIGHT_WORDS in each.text]
    assert await town.rows("SELECT state FROM deliveries ORDER BY id") == [("sent",), ("sent",)]


async def test_what_is_out_of_reach_in_a_supergroup_is_not_called_deleted(
    town: Town, kabag: Person, waka: Person
) -> None:
    await _out_to_a_group_that_moves(town, kabag, waka)
    await opens(kabag)
    await kabag.taps("Tarik dan hapus")
    await kabag.taps("Ya, tarik dan hapus")
    await kabag.hears("Siaran ditarik")
    await agrees_to_delete(waka)
    await running(town).ticker.tick()
    await town.rests()
    await running(town).ticker.tick()
    rows = await town.rows("SELECT state, reason FROM deliveries ORDER BY id")
    assert rows == [("sent", None), ("failed", "the group became a supergroup")]


async def test_a_correction_is_words_only(town: Town, kabag: Person, waka: Person, follower: Person) -> None:
    await _out(town, kabag, waka, follower)
    await opens(kabag)
    await kabag.taps("Ralat")
    await kabag.hears("Kirim tulisan yang benar")
    await kabag.sends_photo()
    await kabag.hears("Ralat hanya berupa tulisan")


async def test_taken_back_it_is_deleted_everywhere(town: Town, kabag: Person, waka: Person, follower: Person) -> None:
    sent = await _out(town, kabag, waka, follower)
    await opens(kabag)
    await kabag.taps("Tarik dan hapus")
    assert "Penerima: 1" in (await kabag.hears("Tarik siaran ini")).text
    await kabag.taps("Ya, tarik dan hapus")
    await kabag.hears("Siaran ditarik")
    await agrees_to_delete(waka)
    await running(town).ticker.tick()
    await town.rests()
    await running(town).ticker.tick()
    told = await kabag.hears("Siaran sudah dihapus")
    assert WORDS in told.text
    assert "Dihapus: 1 dari 1" in told.text
    assert "Terkirim" not in told.text
    assert sent not in follower.chat_with_bot.by_id
    assert await town.rows("SELECT state FROM appeals") == [("withdrawn",)]
    assert await town.rows("SELECT state FROM deliveries ORDER BY id") == [("deleted",), ("sent",)]


async def test_taken_back_in_the_middle_nobody_keeps_what_was_on_its_way(quiet_town: Town) -> None:
    town = quiet_town
    town.settings = town.settings.model_copy(update={"messages_per_second": 25})
    groups = [town.world.group(f"RT {number:03}", bot="member") for number in range(80)]
    async with town.open():
        kabag, waka = await commands(town, "Kabag"), await commands(town, "Waka")
        for group in groups:
            await subscribes(town, group)
        await publishes(kabag, waka, to="Grup dan saluran")
        town.world.faults.latency = 0.25  # so that some have left and are not there yet
        await running(town).ticker.tick()
        await soon(lambda: 0 < _have(groups) < 80)
        await kabag.sends("/siaran")
        await kabag.hears("Jumlah")
        await kabag.taps("Mari jaga suasana")
        await kabag.hears("Sedang dikirim")
        await kabag.taps("Tarik dan hapus")
        await kabag.hears("Tarik siaran ini")
        await kabag.taps("Ya, tarik dan hapus")
        await kabag.hears("Siaran ditarik")
        await agrees_to_delete(waka)
        town.world.faults.clear()
        await town.rests()
        await running(town).ticker.tick()
        await soon(lambda: _have(groups) == 0)
        await town.rests()
        await running(town).ticker.tick()
        assert await town.rows("SELECT count(*) FROM runs WHERE ended_at IS NULL") == [(0,)]


async def test_of_an_album_nothing_is_left_when_it_is_taken_back(
    town: Town, kabag: Person, waka: Person, follower: Person
) -> None:
    await kabag.sends("/siaran")
    await kabag.taps("Tulis siaran")
    await kabag.hears("Kirim isi siarannya")
    await kabag.sends_album([b"\xff\xd8\xff1", b"\xff\xd8\xff2", b"\xff\xd8\xff3"], WORDS)
    await goes_on(kabag)
    await asks(kabag)
    await approves(waka)
    before = len(follower.chat_with_bot.messages)
    await running(town).ticker.tick()
    await follower.hears(WORDS)
    await town.rests()
    await running(town).ticker.tick()
    assert len(follower.chat_with_bot.messages) == before + 3
    del follower.chat_with_bot.by_id[max(follower.chat_with_bot.by_id)]  # one is gone already
    await opens(kabag)
    await kabag.taps("Tarik dan hapus")
    await kabag.taps("Ya, tarik dan hapus")
    await kabag.hears("Siaran ditarik")
    await agrees_to_delete(waka)
    await running(town).ticker.tick()
    await town.rests()
    await running(town).ticker.tick()
    assert len(follower.chat_with_bot.messages) == before
    assert await town.rows("SELECT state FROM deliveries ORDER BY id") == [("deleted",), ("sent",)]


async def test_the_report_says_by_polsek_who_got_it_and_why_not(
    town: Town, kabag: Person, waka: Person, follower: Person
) -> None:
    east = town.world.group("=RW 01", bot="member")
    left = town.world.group("RW 02", bot="member")
    for group in (east, left):
        await subscribes(town, group, "14.72.02")
    left.silenced = True  # only admins may write there: the bot is not told
    await publishes(kabag, waka, to="Grup dan saluran")
    await running(town).ticker.tick()
    await ends(town, kabag)
    await kabag.taps("Laporan pengiriman")
    report = await kabag.hears("Laporan pengiriman")
    [place] = [area.name for area in running(town).ticker.resort.areas.districts if area.code == "14.72.02"]
    assert f"Polsek {place}: 1 dari 2, gagal 1" in report.text
    assert "bot tidak boleh menulis" in report.text
    while "document" not in kabag.last.raw:
        await kabag.chat_with_bot.bell.wait(1)
    content = town.world.files.get(kabag.last.file_id).data.decode("utf-8-sig")
    assert content.splitlines()[0] == '"Polsek","Penerima","Keadaan","Alasan"'
    assert f'"Polsek {place}","\'=RW 01","terkirim",' in content
    assert '"RW 02","bot tidak boleh menulis",' in content


async def _goes_out_to(town: Town, groups: list[Group]) -> Person:
    """An announcement is on its way to groups; who wrote it."""
    kabag, waka = await commands(town, "Kabag"), await commands(town, "Waka")
    for group in groups:
        await subscribes(town, group)
    await publishes(kabag, waka, to="Grup dan saluran")
    await running(town).ticker.tick()
    await kabag.hears("Siaran sedang dikirim")
    return kabag


async def _out(town: Town, kabag: Person, waka: Person, follower: Person) -> int:
    """An announcement has gone out; the number of the follower's message."""
    await publishes(kabag, waka)
    await running(town).ticker.tick()
    sent = await follower.hears(WORDS)
    await ends(town, kabag)
    return sent.id


def _have(groups: list[Group]) -> int:
    return sum(any(WORDS in message.text for message in group.messages) for group in groups)
