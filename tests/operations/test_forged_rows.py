"""An attacker who writes into the database without its key: refused where it is used, alarmed, named by the audit."""

import asyncio
import io
import sqlite3
from contextlib import closing, redirect_stdout
from pathlib import Path

import pytest

from app import invitations
from app.protection import CannotStart
from conversations.buttons.staff import AgreeToSecond, ConfirmArrival
from db import restoring, seats
from db.database import Database
from resort.rights import Post
from resort.roles import Role
from sandbox import Person
from tests.operations.test_audit import verified
from tests.stage.announcements import subscribes
from tests.stage.composing import WORDS, approves, asks, commands, publishes, writes
from tests.stage.house import open_house
from tests.stage.memory import told
from tests.stage.officers import a_command, joins, ticks
from tests.stage.outside import change
from tests.stage.town import Town
from tests.stage.walks import VIOLATION, agrees, finishes, goes_to, reports

pytestmark = pytest.mark.sqlite  # it reads the file as a thief would

ALARM = "ditulis bukan oleh bot ini"


async def tampers(town: Town, *statements: tuple[str, tuple[object, ...]] | str) -> None:
    """Change the database behind the bot's back."""
    await town.rests()

    def work() -> None:
        with closing(sqlite3.connect(town.settings.database, timeout=10)) as connection, connection:
            for each in statements:
                statement, values = each if isinstance(each, tuple) else (each, ())
                connection.execute(statement, values)

    await asyncio.to_thread(work)


async def key_of(town: Town, person: Person) -> int:
    """The bot's own number for somebody's chat."""
    assert town.siaga is not None
    [(key,)] = await town.rows("SELECT id FROM chats WHERE lookup = ?", town.siaga.vault.lookup(person.id))
    return int(str(key))


async def is_alarmed(town: Town, chief: Person) -> None:
    assert town.siaga is not None
    for _ in range(3):
        town.clock.passes(seconds=6)
        await town.siaga.alarms.look()
    await chief.hears(ALARM)


async def test_nobody_becomes_an_officer_by_writing_a_row(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    chief, officer, gone = await a_command(town), await joins(town, "Petugas"), await joins(town, "Mantan")
    attacker = town.citizen("Penyusup")
    await agrees(attacker)
    key, former, member = await key_of(town, attacker), await key_of(town, gone), await key_of(town, officer)
    await chief.sends("/antrean")
    await chief.hears("Tidak ada laporan")
    await tampers(
        town,
        ("INSERT INTO officers (chat, unit, role, post, callsign, joined_at) VALUES (?, 'polres', 'komando',"
         " 'kapolres', 'Polres 9', 0)", (key,)),
        ("UPDATE officers SET role = 'komando', unit = 'polres' WHERE chat = ?", (member,)),
        ("UPDATE officers SET removed_at = NULL, unit = 'spkt', role = 'piket' WHERE chat = ?", (former,)),
    )  # fmt: skip
    for person in (attacker, officer, gone):
        await person.sends("/antrean")
        await town.rests()
        assert "Antrean" not in person.last.text
        assert "Tidak ada laporan" not in person.last.text
        await person.sends("/petugas")
        await town.rests()
        assert "Pimpinan" not in person.last.text
        assert "Unit" not in person.last.text
    await is_alarmed(town, chief)
    assert not any(ALARM in message.text for message in attacker.chat_with_bot.messages)
    well, said = await verified(town, capsys)
    assert not well
    assert sorted(said.splitlines()) == [f"officers {number}: not written by this bot" for number in (2, 3, 4)]


async def test_a_way_in_that_was_written_by_hand_leads_nowhere(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    await a_command(town)
    code = await asyncio.to_thread(admin_invites, town)
    await tampers(town, "UPDATE invites SET role = 'komando' WHERE used_at IS NULL")
    attacker = town.citizen("Penyusup")
    await attacker.sends(f"/start masuk-{code}")
    await town.rests()
    assert "Pimpinan" not in attacker.last.text
    assert await town.rows("SELECT count(*) FROM officers") == [(1,)]
    assert "invites" in (await verified(town, capsys))[1]


def admin_invites(town: Town) -> str:
    """A way in for an officer, made at the command line."""
    out = io.StringIO()
    with redirect_stdout(out):
        invitations.invite(
            town.settings, invitations.invitation("petugas", "polsek-dumai-timur", None, None), town.clock.now
        )
    return out.getvalue().split("masuk-")[1].split()[0]


async def test_a_seal_that_was_copied_to_another_row_opens_for_nobody(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    victim = town.world.person("Bujang Selamat", username="bujang_selamat", phone="+6281277788899")
    attacker = town.citizen("Penyusup")
    await agrees(victim)
    await goes_to(victim, "phone", VIOLATION)
    await victim.shares_contact()
    await finishes(victim, "summary", VIOLATION)
    await agrees(attacker)
    await reports(attacker)
    chief = await a_command(town)
    own, theirs = await key_of(town, attacker), await key_of(town, victim)
    await tampers(
        town,
        "UPDATE reporters SET sealed = (SELECT sealed FROM reporters WHERE report = 1) WHERE report = 2",
        "UPDATE reporters SET chat = (SELECT chat FROM reporters WHERE report = 2) WHERE report = 1",
    )
    await attacker.sends("/laporanku")
    assert "Laporan Anda: 1" in (await attacker.hears("Laporan Anda")).text
    await attacker.sends("/dataku")
    await town.rests()
    seen = "".join(str(message.raw) for message in attacker.chat_with_bot.messages)
    assert "81277788899" not in seen
    assert town.siaga is not None
    await tampers(
        town,
        ("UPDATE chats SET lookup = x'00' WHERE id = ?", (own,)),
        ("UPDATE chats SET lookup = ? WHERE id = ?", (town.siaga.vault.lookup(attacker.id), theirs)),
    )
    await attacker.sends("/laporanku")  # whoever takes another's look-up is a stranger, not that person
    await town.rests()
    assert "Laporan Anda" not in attacker.last.text
    await is_alarmed(town, chief)
    well, said = await verified(town, capsys)
    assert not well
    assert {line.split(":")[0] for line in said.splitlines()} >= {"reporters 1", "reporters 2"}


async def test_two_people_cannot_be_written_by_hand(town: Town, capsys: pytest.CaptureFixture[str]) -> None:
    """One of the command gives themselves the second voice: for an announcement, and to see who reported."""
    composer, other = await commands(town, "Kabag Ops"), await a_command(town, Post.DEPUTY, "Wakil")
    citizen = town.world.person("Bujang Selamat", username="bujang_selamat")
    await agrees(citizen)
    await reports(citizen)
    await writes(composer)
    await asks(composer)
    second = await key_of(town, other)
    due = int(town.clock.now.timestamp() * 1000)
    await tampers(
        town,
        ("INSERT INTO approvals (appeal, person, fingerprint, at) SELECT id, ?, fingerprint, ? FROM appeals",
         (second, due)),
        ("UPDATE appeals SET state = 'approved', approved_at = ?, next_fire = ?", (due, due)),
        ("INSERT INTO waits (id, kind, due_at, since) VALUES (900, 'openings', ?, ?)", (due, due)),
        ("INSERT INTO openings (id, report, asked_by, reason, asked_at, wait)"
         " SELECT 7, 1, id, 'x', ?, 900 FROM officers WHERE chat = ?", (due, second)),
    )  # fmt: skip
    well, said = await verified(town, capsys)
    assert not well
    assert any(line.startswith("approvals") for line in said.splitlines())
    assert any(line.startswith("openings 7") for line in said.splitlines())
    await ticks(town, seconds=1)
    await ticks(town, minutes=1)
    assert await town.rows("SELECT count(*) FROM runs") == [(0,)]
    await composer.forges("b:0:grant=7", on=composer.last)
    await town.rests()
    shown = "".join(str(message.raw) for each in (composer, other) for message in each.chat_with_bot.messages)
    assert "bujang_selamat" not in shown
    await is_alarmed(town, other)


async def test_a_database_is_not_bound_a_second_time(quiet_town: Town) -> None:
    """Without its mark the bot would vouch for whatever stands in it: it says so and does not start."""
    town = quiet_town
    async with town.open():
        await agrees(town.citizen())
        await town.rests()
    with closing(sqlite3.connect(town.settings.database)) as connection, connection:
        connection.execute("DELETE FROM seals WHERE name = 'key check'")
    with pytest.raises(CannotStart, match="changed by somebody without its key"):
        async with town.open():
            raise AssertionError("it started")


async def test_seats_requests_codes_and_groups_that_were_written_by_hand_give_nothing(
    town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = await commands(town, "Satu"), await a_command(town, Post.DEPUTY, "Dua")
    third, former, attacker = await commands(town, "Tiga"), await joins(town, "Mantan"), town.citizen("Penyusup")
    await agrees(attacker)
    group = town.world.group("Bukan grup kami", members=[attacker], bot="member")
    await attacker.sends("/langganan", chat=group)
    await town.rests()
    [(group_key,)] = await town.rows("SELECT id FROM chats WHERE kind IN ('group', 'supergroup')")
    asker, other, victim, gone, thief = [await key_of(town, person) for person in (one, two, third, former, attacker)]
    other_seat, victim_seat, gone_seat = [await seat_of(town, chat) for chat in (other, victim, gone)]
    now = int(town.clock.now.timestamp() * 1000)
    waits = ((901, "seconds"), (902, "arrivals"), (903, "suspensions"), (904, "units"))
    await tampers(
        town,
        *(("INSERT INTO waits (id, kind, due_at, since) VALUES (?, ?, ?, ?)", (*each, now, now)) for each in waits),
        ("INSERT INTO seconds (id, act, subject, asked_by, asked_at, wait) VALUES (7, 'keluarkan', ?, ?, ?, 901)",
         (victim_seat, asker, now)),
        ("INSERT INTO seat_codes (hash, purpose, subject, made_at, used_at) VALUES (x'aa', 'keluarkan', ?, 0, ?)",
         (victim_seat, now)),
        ("INSERT INTO arrivals (id, chat, unit, role, opened_at, wait) VALUES (7, ?, 'polres', 'komando', ?, 902)",
         (thief, now)),
        ("UPDATE officers SET removed_at = ? WHERE id = ?", (now, gone_seat)),
        ("INSERT INTO suspensions (officer, by_chat, began_at, wait) VALUES (?, ?, ?, 903)", (gone_seat, asker, now)),
        ("UPDATE units SET chat = ?, wait = 904 WHERE code = 'polsek-dumai-timur'", (group_key,)),
        ("UPDATE seats SET votes_at = 1 WHERE officer = ?", (other_seat,)),
        ("INSERT INTO seat_voices (officer, person, at) VALUES (?, ?, 0)", (victim_seat, other)),
    )  # fmt: skip
    _, said = await verified(town, capsys)
    named = {line.split(" ")[0] for line in said.splitlines()}
    assert named >= {"seats", "seconds", "seat_codes", "arrivals", "suspensions", "units", "seat_voices"}
    await two.forges(AgreeToSecond(7).pack(), on=two.last)
    await two.forges(ConfirmArrival(7).pack(), on=two.last)
    await ticks(town, seconds=1)
    await ticks(town, minutes=1)
    citizen = town.citizen()
    await agrees(citizen)
    await reports(citizen)
    await town.rests()
    assert await town.rows("SELECT count(*) FROM officers WHERE removed_at IS NULL") == [(3,)]
    for person in (one, two, third):
        assert not any("Penyusup" in message.text for message in person.chat_with_bot.messages)
    assert not any("DMI-" in message.text for message in group.messages)
    await is_alarmed(town, one)


async def seat_of(town: Town, chat: int) -> int:
    [(number,)] = await town.rows("SELECT id FROM officers WHERE chat = ?", chat)
    return int(str(number))


async def test_an_old_row_that_is_put_back_with_its_voucher_gives_nothing(
    quiet_town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever has kept rows puts them back as they were: an officer who was removed, and an approval that is void."""
    town = quiet_town
    async with town.open():
        chief, gone = await a_command(town), await joins(town, "Mantan", "reskrim")
        composer, approver = await commands(town, "Kabag Ops"), await commands(town, "Waka")
        await tampers(town, "CREATE TABLE aside_officers AS SELECT * FROM officers")
        await chief.sends("/petugas")
        await chief.taps("Satuan Reskrim", on=await chief.hears("Unit"))
        await chief.taps("Satuan Reskrim 1", on=await chief.hears("Petugas:"))
        await chief.taps("Keluarkan", on=await chief.hears("Peran"))
        await chief.taps("Ya, keluarkan", on=await chief.hears("Semua haknya"))
        await writes(composer, when="besok 06.00")
        await asks(composer)
        await approves(approver)
        await tampers(town, "CREATE TABLE aside_approvals AS SELECT * FROM approvals")
        await composer.sends("/siaran")
        await composer.taps("Mari jaga suasana", on=await composer.hears("Jumlah"))
        await composer.hears("Penerima:")
        await composer.taps("Ubah")
        await composer.hears("Periksa dulu")
        await asks(composer)
        due = int(town.clock.now.timestamp() * 1000)
        await tampers(
            town,
            "INSERT INTO approvals SELECT * FROM aside_approvals",
            ("UPDATE appeals SET state = 'approved', approved_at = ?, next_fire = ?, wait = NULL", (due, due)),
            "UPDATE officers SET (removed_at, voucher) = (SELECT removed_at, voucher FROM aside_officers WHERE id = 2)"
            " WHERE id = 2",
        )
        well, said = await verified(town, capsys)
        assert not well
        assert {line.split(":")[0][:13].strip() for line in said.splitlines()} == {"officers 2", "approvals 1 4"}
        await is_alarmed(town, chief)
        await ticks(town, minutes=1)
        assert await town.rows("SELECT count(*) FROM runs") == [(0,)]
        await gone.sends("/antrean")
        await town.rests()
        assert "Tidak ada laporan" not in gone.last.text


async def test_what_was_not_approved_does_not_leave_by_a_run_that_was_written_by_hand(
    quiet_town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    """A draft goes out through rows of the ledger; and words that were approved are changed while they go out."""
    town = quiet_town
    async with town.open():
        composer, approver = await commands(town, "Kabag Ops"), await commands(town, "Waka")
        citizen = town.citizen("Pelanggan")
        await agrees(citizen)
        await subscribes(town, citizen)
        chat = await key_of(town, citizen)
        await writes(composer, "Pengumuman palsu dari peretas.")
        await tampers(
            town,
            "INSERT INTO runs (id, appeal, planned_at, act, began_at, fingerprint)"
            " SELECT 7, id, 0, 'send', 0, fingerprint FROM appeals",
            ("INSERT INTO deliveries (run, chat, state) VALUES (7, ?, 'queued')", (chat,)),
        )
        await ticks(town, minutes=1)
        await town.rests()
        assert "runs 7: not written by this bot" in (await verified(town, capsys))[1]
        await publishes(composer, approver, WORDS)
        await ticks(town, seconds=1)
        await citizen.hears(WORDS)
    await tampers(
        town,
        "DELETE FROM deliveries WHERE run = 7",
        "UPDATE appeals SET content = replace(content, 'tenang', 'panik')",
        "UPDATE deliveries SET state = 'queued'",
    )
    async with town.open():
        await ticks(town, minutes=1)
        await town.rests()
        heard = "".join(message.text for message in citizen.chat_with_bot.messages)
        assert "panik" not in heard
        assert "palsu" not in heard


async def test_a_restore_is_not_undone_by_taking_its_row_out(tmp_path: Path) -> None:
    house = await open_house(await Database.open(tmp_path / "siaga.db"))
    for number in (1, 2):
        await house.lets_in(number, "polres", Role.COMMAND)
    await house.does(lambda uow: restoring.settle(uow.tx, uow.vault, uow.now, uow.resort.zone))
    assert not (await house.does(lambda uow: seats.of_command(uow.tx, uow.now))).voters
    change(tmp_path / "siaga.db", "DELETE FROM restorations")
    assert not (await house.does(lambda uow: seats.of_command(uow.tx, uow.now))).voters
    assert await told(house.database) == ["restorations 1: taken out"]
    await house.database.close()
