"""Whatever is open comes back: who owes the next step is reminded, who waits is told, and each wait has an end."""

import sqlite3
from contextlib import closing

import psycopg
import pytest

from db.officers import Invite
from db.vouched import voucher
from resort.roles import Role
from resort.waits import Kind
from sandbox import Person
from tests.announcements.test_directives import ORDER, send_order
from tests.stage.composing import asks, writes
from tests.stage.desk import a_desk
from tests.stage.officers import POLSEK, a_command, invites, is_called, joins, takes, ticks
from tests.stage.outside import change
from tests.stage.town import Town
from tests.stage.walks import agrees, reports

COLUMNS = {
    Kind.OPENING: "(report, asked_by, reason, asked_at) VALUES (1, 1, 'alasan', 0)",
    Kind.QUESTION: "(report, officer, asked_at) VALUES (1, 1, 0)",
    Kind.APPROVAL: "(composer, content, fingerprint, state, created_at) VALUES (1, '{}', '', 'waiting', 0)",
    Kind.ORDER: "(run, chat, asked_at) VALUES (1, 1, 0)",
    Kind.HAND_OVER: "(officer, colleague, offered_at) VALUES (1, 1, 0)",
    Kind.INVITATION: "(hash, unit, role, expires_at) VALUES (?, 'polres', 'petugas', 0)",
    Kind.HELP: "(report, officer, called_at, answered_at) VALUES (1, 1, 0, 0)",
    Kind.INCIDENT: "(report, name, leader, began_at) VALUES (1, 'x', 1, 0)",
    Kind.WRITER: "(report, filed_at) VALUES (1, 0)",
    Kind.SECOND: "(act, subject, asked_by, asked_at) VALUES ('keluarkan', 1, 1, 0)",
    Kind.SEAT: "(officer) VALUES (1)",
    Kind.ARRIVAL: "(chat, unit, role, opened_at) VALUES (1, 'polres', 'komando', 0)",
    Kind.SUSPENSION: "(officer, by_chat, began_at) VALUES (1, 1, 0)",
    Kind.RESTORATION: "(at) VALUES (0)",
    Kind.OBJECTION: "(report, unit, held_at) VALUES (1, 'polres', 0)",
    Kind.THREAT: "(report, began_at) VALUES (1, 0)",
    Kind.GROUP: "(code, name, agency, level, function, chat) VALUES ('x', 'X', 'polri', 'polsek', '-', 1)",
}


def heard(person: Person, text: str) -> int:
    return sum(text in message.text for message in person.chat_with_bot.messages)


@pytest.mark.parametrize("kind", Kind)
async def test_the_database_refuses_an_open_row_without_a_wait(town: Town, kind: Kind) -> None:
    with pytest.raises((sqlite3.IntegrityError, psycopg.IntegrityError), match=r"(?i)check|not[ -]null"):
        change(town.settings.address, f"INSERT INTO {kind} {COLUMNS[kind]}", *[b"0"] * COLUMNS[kind].count("?"))


async def test_a_request_that_nobody_decides_is_reminded_of_and_ends(town: Town, resident: Person) -> None:
    number = await reports(resident)
    desk, chief = await a_desk(town), await a_command(town)
    await desk.sends(f"/buka {number}")
    await desk.taps("Penyidikan perlu saksi", on=await desk.hears("untuk apa identitas"))
    await desk.hears("mengapa identitas pelapor perlu dibuka")
    await desk.sends("Pelapor diduga dalam bahaya")
    request = await chief.hears("Permintaan buka identitas")
    for hours in (4, 8, 8):
        await ticks(town, hours=hours)
        await chief.hears("Permintaan buka identitas")
    assert heard(desk, "tanpa keputusan") == 0
    await ticks(town, hours=4)
    await desk.hears("berakhir tanpa keputusan pimpinan")
    await chief.taps("Setujui", on=request)
    await chief.sees_toast("sudah lewat")
    assert await town.rows("SELECT wait, decided_by FROM openings") == [(None, None)]


async def test_an_unapproved_announcement_is_reminded_of_and_ends(town: Town, kabag: Person, waka: Person) -> None:
    await writes(kabag, when="besok 07.00")
    await asks(kabag)
    await waka.hears("Mohon persetujuan")
    await ticks(town, hours=1)
    await waka.hears("Menunggu persetujuan Anda: 1 siaran")
    await ticks(town, hours=20)
    await waka.hears("Menunggu persetujuan Anda: 1 siaran")
    assert heard(kabag, "Menunggu persetujuan") == 0
    await ticks(town, hours=4)
    for person in (kabag, waka):
        await person.hears("Tidak disetujui pada waktunya: 1 siaran")
    assert await town.rows("SELECT state, wait FROM appeals WHERE slot IS NULL") == [("missed", None)]
    await ticks(town, days=2)
    assert heard(waka, "Menunggu persetujuan") == 2


async def test_what_was_to_go_out_at_once_lapses_two_hours_after_it_was_asked_for(
    town: Town, kabag: Person, waka: Person
) -> None:
    await writes(kabag)
    await asks(kabag)
    request = await waka.hears("Mohon persetujuan")
    await ticks(town, minutes=119)
    await waka.hears("Menunggu persetujuan Anda: 1 siaran")
    await kabag.hears_nothing()
    await ticks(town, minutes=2)
    for person in (kabag, waka):
        await person.hears("Tidak disetujui pada waktunya: 1 siaran")
    await waka.taps("Setujui", on=request)
    await waka.sees_toast("tidak menunggu persetujuan lagi")
    assert await town.rows("SELECT state, wait FROM appeals WHERE slot IS NULL") == [("missed", None)]


async def test_an_order_names_who_has_not_acknowledged_it_and_who_never_got_it(
    town: Town, kabag: Person, waka: Person
) -> None:
    quick, slow, away = await joins(town, "Cepat"), await joins(town, "Lambat"), await joins(town, "Pergi")
    await away.blocks_bot()
    await town.rests()
    await send_order(town, kabag, waka)
    await quick.hears(ORDER)
    await quick.taps("Siap, dimengerti")
    await quick.sees_toast("Terima kasih")
    await ticks(town, minutes=30)
    await slow.hears("Mohon tanggapi arahan")
    assert heard(quick, "Mohon tanggapi arahan") == 0
    await ticks(town, minutes=150)
    told = await kabag.hears("belum ditanggapi 2 dari 3 petugas")
    await kabag.taps("Siapa yang belum", on=told)
    shown = (await kabag.hears("Belum menyatakan siap")).text
    assert "Polsek Dumai Timur 2" in shown
    assert "Polsek Dumai Timur 3" in shown
    assert await town.rows("SELECT count(*) FROM waits WHERE kind = 'orders'") == [(0,)]


async def test_questions_offers_and_invitations_end_and_are_told(town: Town, resident: Person) -> None:
    officer, colleague = await joins(town, "Petugas"), await joins(town, "Rekan")
    number = await reports(resident)
    await takes(officer, number)
    await officer.taps("Tanya pelapor")
    await officer.hears("tanyakan")
    await officer.sends("Masih di sana?")
    await resident.hears("Masih di sana?")
    await officer.sends("/siaga")
    await officer.taps("Serah terima jaga", on=await officer.hears("sedang siaga"))
    await officer.taps("Polsek Dumai Timur 2", on=await officer.hears("kepada siapa"))
    await colleague.hears("ingin menyerahkan jaga")
    await ticks(town, minutes=15)
    await colleague.hears("masih menunggu Anda menerima jaganya")
    await ticks(town, minutes=15)
    await officer.hears("tidak menerima jaga Anda")
    await colleague.hears("sudah berakhir")
    await ticks(town, days=1)
    await officer.hears("Belum ada jawaban pelapor")
    await resident.sends(f"{number}")
    await ticks(town, days=1)
    assert heard(officer, "Belum ada jawaban pelapor") == 1
    assert await town.rows("SELECT kind FROM waits WHERE kind <> 'reports' AND kind <> 'invites'") == []


async def test_a_silenced_group_is_given_up_and_its_calls_go_to_the_people(town: Town, resident: Person) -> None:
    head, desk = await joins(town, "Kapolsek", POLSEK, Role.HEAD), await a_desk(town)
    group = town.world.group("Polsek", members=[head], bot="member")
    await head.sends("/ikat", chat=group)
    await head.hears("menerima panggilan laporan", chat=group)
    number = await reports(resident)
    await is_called(head, number, chat=group)
    await ticks(town, days=1)
    assert town.world.calls_of("sendChatAction")
    late = await joins(town, "Petugas baru")
    group.loses_right_to_write(head)  # in a basic group nobody tells the bot: it learns it when it tries
    await ticks(town, days=1)
    await ticks(town, seconds=1)
    for person in (head, desk):
        await person.hears("tidak bisa lagi menerima panggilan")
    await is_called(late, number, "tidak menerima panggilan lagi")
    assert await town.rows("SELECT chat, wait FROM units WHERE chat IS NOT NULL OR wait IS NOT NULL") == []


async def test_help_that_was_promised_is_called_again_when_the_helper_is_lost(town: Town, resident: Person) -> None:
    officer, helper = await joins(town, "Petugas"), await joins(town, "Samapta", "samapta")
    chief = await a_command(town)
    number = await reports(resident)
    call = await takes(officer, number)
    await officer.taps("Butuh bantuan", on=call)
    await helper.taps("Saya datang", on=await is_called(helper, number, "butuh bantuan"))
    await officer.hears("datang membantu Anda")
    await ticks(town, minutes=30)
    await officer.hears("Sudah aman? Tekan Saya aman atau")
    await helper.blocks_bot()
    await town.turns("SELECT id FROM chats WHERE off_at IS NOT NULL")
    await ticks(town, seconds=1)
    await is_called(chief, number, "butuh bantuan")
    await officer.hears("Kami panggil lagi")


async def test_an_officer_who_is_moved_gives_back_what_they_had(town: Town, resident: Person) -> None:
    chief, officer, other = await a_command(town), await joins(town, "Petugas"), await joins(town, "Rekan")
    number = await reports(resident)
    await takes(officer, number)
    await chief.sends("/petugas")
    await chief.taps("Lainnya", on=await chief.hears("Unit"))
    await chief.taps("Lainnya")
    await chief.taps("Polsek Dumai Timur")
    await chief.taps("🟢 Polsek Dumai Timur 1", on=await chief.hears("Petugas: 2"))
    await chief.taps("Pindahkan", on=await chief.hears("Peran: Petugas"))
    await chief.hears("ke unit mana")
    await chief.taps("Polres")
    await officer.hears("kembali ke unit lama")
    await is_called(other, number, "pindah unit")
    await resident.hears("petugas yang menangani tidak bisa melanjutkan")


@pytest.mark.sqlite
async def test_of_5000_open_things_each_person_gets_one_message(quiet_town: Town) -> None:
    town = quiet_town
    async with town.open():
        desk, chief = await a_desk(town), await a_command(town)
        officer, citizen = await joins(town, "Petugas"), town.citizen()
        await agrees(citizen)
        await reports(citizen)
        await invites(town, Invite(POLSEK, Role.OFFICER))
        await town.rests()
        people = (desk, chief, officer, citizen)
        before = [len(each.chat_with_bot.messages) for each in people]
        assert town.siaga is not None
        vault = town.siaga.vault
    with closing(sqlite3.connect(town.settings.database)) as connection:
        connection.executescript(MANY_ROWS)
        connection.row_factory = sqlite3.Row
        for row in connection.execute("SELECT * FROM openings").fetchall():
            mark = voucher(vault, "openings", row)
            connection.execute("UPDATE openings SET voucher = ? WHERE id = ?", (mark, row["id"]))
        connection.commit()
    town.clock.passes(days=2)
    async with town.open():
        for _ in range(3):
            await ticks(town, seconds=1)
    counts = [len(each.chat_with_bot.messages) - old for each, old in zip(people, before, strict=True)]
    assert max(counts) <= 1, counts
    assert counts[:3] == [1, 1, 1]
    assert "4001 laporan lewat waktunya" in desk.chat_with_bot.messages[-1].text
    assert "500 permintaan buka identitas" in chief.chat_with_bot.messages[-1].text
    assert "500 pertanyaan Anda" in officer.chat_with_bot.messages[-1].text
    assert await town.rows("SELECT count(*) > 5000 FROM waits WHERE due_at > 0") == [(1,)]


MANY_ROWS = """
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
INSERT INTO waits (id, kind, due_at, since)
SELECT 100000 + i, CASE WHEN i <= 4000 THEN 'reports' WHEN i <= 4500 THEN 'openings' ELSE 'questions' END,
    (SELECT created_at FROM reports), (SELECT created_at FROM reports) FROM n;
INSERT INTO reports (number, kind, category, urgency, state, what, created_at, ongoing, wait)
SELECT 'X-' || waits.id, reports.kind, reports.category, 'rendah', 'diterima', 'Lama', reports.created_at, 0, waits.id
FROM waits JOIN reports ON reports.id = 1 WHERE waits.id > 100000 AND waits.kind = 'reports';
INSERT INTO reporters (report, confidential) SELECT id, 1 FROM reports WHERE id > 1;
INSERT INTO openings (report, asked_by, reason, asked_at, wait)
SELECT 1, 1, 'alasan', since, id FROM waits WHERE kind = 'openings' AND id > 100000;
INSERT INTO questions (report, officer, asked_at, wait)
SELECT 1, 3, since, id FROM waits WHERE kind = 'questions' AND id > 100000;
"""
