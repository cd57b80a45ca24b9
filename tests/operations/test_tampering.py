"""Somebody changes the database by hand, in every way that matters: `audit verify` finds each and names it."""

from collections.abc import Callable
from typing import Any

import pytest

from db import contents
from tests.operations.test_audit import tamper, verified
from tests.operations.test_forged_rows import is_alarmed
from tests.stage.composing import approves, asks, commands, writes
from tests.stage.officers import a_command, joins, takes
from tests.stage.outside import change
from tests.stage.town import Town
from tests.stage.walks import VIOLATION, agrees, goes_to, reports

STANDING = "report 1: its state, its unit, its holder or what it waits for changed"
PHOTO = b"\xff\xd8\xff amplop"

# What somebody does, what the audit says of it, and how it is put back.
TAMPERINGS: tuple[tuple[str, str, str], ...] = (
    ("UPDATE reports SET what = 'Tidak ada apa-apa'", "report 1: its words changed",
     "UPDATE reports SET what = 'Amplop dibagikan di rumah warga supaya memilih'"),
    ("UPDATE reports SET latitude = latitude + 0.01", "report 1: its place changed",
     "UPDATE reports SET latitude = (SELECT kept FROM aside)"),
    ("UPDATE reports SET urgency = 'rendah'", "report 1: its kind, its urgency or who may read it changed",
     "UPDATE reports SET urgency = 'tinggi'"),
    ("UPDATE reports SET minor = 1, kept_from = ' propam '",
     "report 1: its kind, its urgency or who may read it changed",
     "UPDATE reports SET minor = 0, kept_from = ''"),
    ("UPDATE reports SET state = 'ditolak'", STANDING, "UPDATE reports SET state = 'ditugaskan'"),
    ("UPDATE reports SET unit = 'reskrim'", STANDING, "UPDATE reports SET unit = 'polsek-dumai-timur'"),
    ("UPDATE reports SET officer = 2", STANDING, "UPDATE reports SET officer = 1"),
    ("UPDATE reports SET veracity = 'tidak_benar'", STANDING, "UPDATE reports SET veracity = 'belum'"),
    ("UPDATE reports SET result = 'nihil'", STANDING, "UPDATE reports SET result = NULL"),
    ("UPDATE reports SET duplicate_of = id", STANDING, "UPDATE reports SET duplicate_of = NULL"),
    ("UPDATE reports SET closed_at = 1, wait = NULL", STANDING,
     "UPDATE reports SET closed_at = NULL, wait = (SELECT wait FROM aside)"),
    ("UPDATE reports SET version = version - 1", STANDING, "UPDATE reports SET version = version + 1"),
    ("UPDATE evidence SET sha256 = 'ab'", "evidence 1: its hash changed",
     "UPDATE evidence SET sha256 = (SELECT hash FROM aside)"),
    ("UPDATE evidence SET state = 'lost'", "evidence 1: taken out", "UPDATE evidence SET state = 'fetched'"),
    ("UPDATE officers SET role = 'komando' WHERE id = 1", "officers 1: not written by this bot",
     "UPDATE officers SET role = 'petugas', removed_at = NULL WHERE id = 1"),
    ("UPDATE approvals SET at = at + 1", "approvals 1 3", "UPDATE approvals SET at = at - 1"),
    ("INSERT INTO approvals (appeal, person, fingerprint, at) SELECT appeal, 1, fingerprint, at FROM approvals",
     "approvals 1 1", "DELETE FROM approvals WHERE person = 1"),
    ("DELETE FROM approvals", "approvals 1 3", "INSERT INTO approvals SELECT * FROM aside_approvals"),
    ("DELETE FROM appeal_parts WHERE part = 'penyusun'", "taken out",
     "INSERT INTO appeal_parts SELECT * FROM aside_parts WHERE part = 'penyusun'"),
    ("UPDATE events SET act = 'selesai' WHERE act = 'terima'", "event {terima}: changed",
     "UPDATE events SET act = 'terima' WHERE act = 'selesai'"),
)  # fmt: skip


@pytest.fixture
async def lived(quiet_town: Town) -> Town:
    """A town with a report that has words, a point and a photo, an officer who took it, and an approved appeal."""
    town = quiet_town
    async with town.open():
        officer, composer = await joins(town, "Petugas"), await commands(town, "Kabag Ops")
        approver, citizen = await a_command(town), town.world.person("Warga", phone="+6281277788899")
        await agrees(citizen)
        await goes_to(citizen, "evidence", VIOLATION)
        await citizen.sends_photo(PHOTO, "")
        await citizen.hears("Bukti tersimpan")
        await citizen.taps("Lanjut")
        await citizen.taps("✅ Kirim")
        await citizen.hears("sudah kami terima")
        await town.turns("SELECT 1 FROM evidence WHERE state = 'fetched'")
        await takes(officer, await number(town))
        await writes(composer)
        await asks(composer)
        await approves(approver)
        await town.rests()
    return town


async def number(town: Town) -> str:
    [(found,)] = await town.rows("SELECT number FROM reports")
    return str(found)


async def test_each_change_by_hand_is_found_and_named(lived: Town, capsys: pytest.CaptureFixture[str]) -> None:
    town = lived
    assert await verified(town, capsys) == (True, "Every event is there and unchanged.")
    [(latitude, sha256)] = await town.rows("SELECT latitude, sha256 FROM reports JOIN evidence ON report = reports.id")
    [(taken,)] = await town.rows("SELECT id FROM events WHERE act = 'terima'")
    [(wait,)] = await town.rows("SELECT wait FROM reports")
    change(town.settings.address, "CREATE TABLE aside (kept DOUBLE PRECISION, hash TEXT, wait INTEGER)")
    change(town.settings.address, "INSERT INTO aside VALUES (?, ?, ?)", latitude, sha256, wait)
    change(town.settings.address, "CREATE TABLE aside_approvals AS SELECT * FROM approvals")
    change(town.settings.address, "CREATE TABLE aside_parts AS SELECT * FROM appeal_parts")
    for statement, named, back in TAMPERINGS:
        tamper(town, statement)
        well, said = await verified(town, capsys)
        assert (well, said.count("\n")) == (False, 0), statement
        assert named.format(terima=taken) in said
        tamper(town, back)
        assert (await verified(town, capsys))[0], back


@pytest.mark.sqlite  # a server refuses to lose what others point to
async def test_a_file_and_a_report_that_are_gone_are_named(lived: Town, capsys: pytest.CaptureFixture[str]) -> None:
    town = lived
    [(path,)] = await town.rows("SELECT path FROM evidence")
    file = town.settings.data / "evidence" / str(path)
    file.write_bytes(PHOTO + b".")
    assert await verified(town, capsys) == (False, "evidence 1: its file changed")
    file.unlink()
    assert await verified(town, capsys) == (False, "evidence 1: its file missing")
    file.write_bytes(PHOTO)
    assert (await verified(town, capsys))[0]
    tamper(town, "DELETE FROM evidence", "DELETE FROM waits", "DELETE FROM reporters", "DELETE FROM pings",
           "DELETE FROM reports")  # fmt: skip
    well, said = await verified(town, capsys)
    assert not well
    assert {"report 1: removed", "evidence 1: taken out"} <= set(said.splitlines())


@pytest.mark.sqlite  # a server refuses to lose what others point to
async def test_an_open_report_that_nothing_looks_at_any_more_is_named_and_alarms(
    lived: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    town = lived
    assert await town.rows("SELECT count(*) FROM seats WHERE wait IS NOT NULL") == [(0,)]
    tamper(town, "DELETE FROM waits WHERE kind = 'reports'", "UPDATE units SET wait = 999 WHERE code = 'polres'")
    assert await verified(town, capsys) == (
        False,
        "units: 1 open, and what looks at them again was taken out\n"
        "report 1: it is open, and what looks at it again was taken out",
    )


async def test_the_bot_that_runs_sees_what_was_changed_and_vouches_for_nothing_of_it(
    quiet_town: Town, capsys: pytest.CaptureFixture[str]
) -> None:
    """A report is closed by hand; another is given to another unit, and its officer goes on with it."""
    town = quiet_town
    async with town.open():
        chief, officer = await a_command(town), await joins(town, "Petugas")
        citizen = town.citizen()
        await agrees(citizen)
        await takes(officer, await reports(citizen))
        await reports(citizen)
        await town.rests()
        tamper(town, "UPDATE reports SET state = 'ditolak', closed_at = 1, wait = NULL WHERE id = 2",
               "UPDATE reports SET unit = 'reskrim' WHERE id = 1")  # fmt: skip
        await officer.taps("Menuju lokasi")
        await is_alarmed(town, chief)
        assert town.siaga is not None
        assert {"reports 1", "reports 2"} <= town.siaga.vault.forged
    [(forged,)] = await town.rows("SELECT id FROM events WHERE act = 'isi_tidak_cocok'")
    changed = "its state, its unit, its holder or what it waits for"
    assert await verified(town, capsys) == (
        False, f"report 2: {changed} changed\nreport 1: {changed} had been changed before event {forged}"
    )  # fmt: skip


def test_a_whole_degree_is_the_same_before_and_after_it_was_stored() -> None:
    columns = {column: None for part in contents.PARTS.values() for column in part}
    given, read = {**columns, "latitude": 0, "longitude": 101}, {**columns, "latitude": 0.0, "longitude": 101.0}
    of_row: Callable[[Any], str] = contents.fingerprint
    assert of_row(given) == of_row(read) != of_row(columns)
