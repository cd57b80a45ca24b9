"""What a dump without the key ties to whom, after a day on which people did what they do: table against table."""

import sqlite3
from collections import defaultdict
from contextlib import closing
from pathlib import Path

import pytest

from db.database import Tx
from db.instant import stored, stored_day
from gateway.upkeep import blur
from tests.citizen.test_hiding import hides
from tests.citizen.test_threatened import withdraws
from tests.copies.media import bare_photo
from tests.db.test_dump import telling
from tests.stage.desk import a_desk
from tests.stage.officers import joins, takes, ticks
from tests.stage.town import Town
from tests.stage.walks import VIOLATION, agrees, reports

pytestmark = pytest.mark.sqlite  # it reads the file as a thief would

# What belongs to a chat, and what belongs to a report; the tables of neither are of officers, units and announcements.
OF_A_PERSON = {
    "chats", "drafts", "drafts_before", "own_reports", "subscribers", "subscriber_areas", "subscriber_topics", "outbox",
    "inbox", "exports", "quiet_messages", "quiet_messages_before", "screenings", "deliveries", "people", "erased_marks",
    "orders", "call_lists",
}  # fmt: skip
OF_A_REPORT = {
    "reports", "reporters", "reporters_before", "events", "evidence", "questions", "receipts", "writers", "threats",
    "objections", "held_alarms", "recorded", "second_thoughts", "openings", "help_calls", "formal_reports", "incidents",
    "estimates", "beside_incidents", "search_words", "neighbour_reports", "waits", "pings", "listed_calls", "tellings",
}  # fmt: skip
OF_NEITHER = {
    "activities", "alarms", "anchor_times", "anchors", "appeal_parts", "appeals", "approvals", "area_shapes",
    "arrivals",
    "audience_areas", "counters", "desk_boards", "invites", "landmarks", "migrations", "neighbours", "officers",
    "programmes", "reminder_readings", "resort_texts", "restorations", "runs", "seals", "seat_codes", "seat_voices",
    "seats", "seconds", "shift_offers", "shifts", "suspensions", "terrain_changes", "text_approvals", "text_readings",
    "unit_areas", "units",
}  # fmt: skip


def file_of(town: Town) -> Path:
    assert isinstance(town.settings.address, Path)
    return town.settings.address


def tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as file:
        return {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")} - {
            "sqlite_sequence"
        }


def rows_of(path: Path, table: str) -> list[dict[str, object]]:
    with closing(sqlite3.connect(path)) as file:
        file.row_factory = sqlite3.Row
        return [dict(row) for row in file.execute(f"SELECT * FROM {table}")]


def standing(path: Path, those: set[str]) -> dict[object, set[str]]:
    """Every telling value of some tables, with where it stands; what officers were sent is theirs."""
    found: dict[object, set[str]] = defaultdict(set)
    officers = {row["chat"] for row in rows_of(path, "officers")}
    for table in those:
        for row in rows_of(path, table):
            if table in ("outbox", "call_lists") and row["chat"] in officers:
                continue
            for column, value in row.items():
                for each in telling(value):
                    found[each].add(f"{table}.{column}")
    return found


async def the_day(town: Town) -> None:
    """What people do who must not be known: one hides, one is asked and cannot go on."""
    await a_desk(town)
    officer = await joins(town, "Petugas")
    hidden, asked = town.citizen("Bersembunyi"), town.world.person("Ditanya", phone="+6281277788899")
    await agrees(hidden)
    number = await hides(hidden)
    await takes(officer, number)
    await hidden.hears("Ada kabar untuk Anda.")
    await ticks(town, minutes=3, seconds=7, milliseconds=113)
    await agrees(asked)
    number = await reports(asked, VIOLATION)
    await ticks(town, minutes=2, seconds=3, milliseconds=91)
    await asked.taps("Tambah keterangan")
    await asked.hears("Kirim keterangan")
    await asked.sends_document(bare_photo(), "bukti.jpg")
    await asked.hears("Sudah ditambahkan")
    call = await takes(officer, number)
    await ticks(town, minutes=4, seconds=3, milliseconds=77)
    await officer.taps("Tanya pelapor", on=call)
    await officer.hears("apa yang ingin ditanyakan")
    await officer.sends("Apakah pelakunya masih di sana?")
    await asked.hears("ingin bertanya")
    await ticks(town, minutes=1, seconds=9, milliseconds=31)
    await asked.sends("masih, di depan rumah")
    await asked.hears("ditambahkan")
    await ticks(town, minutes=5, seconds=1, milliseconds=57)
    second = await reports(asked)
    await ticks(town, minutes=5, seconds=1, milliseconds=33)
    await withdraws(asked, second, "Tidak bisa melanjutkan")
    await ticks(town, minutes=6, seconds=11, milliseconds=219)


async def an_earlier_release(tx: Tx) -> None:
    """What it wrote: seals as long as what they say."""
    for row in await tx.all("chats.unpadded", least=10_000, after=0, most=100):
        plain = tx.vault.open(row["sealed"], b"chats.sealed", row["id"]).rstrip()
        await tx.run("chats.reseal", id=row["id"], sealed=tx.vault.seal(plain, b"chats.sealed", row["id"]))


async def test_every_table_is_looked_at(quiet_town: Town) -> None:
    """A new table says whose it is: what is of a person and what is of a report share nothing."""
    async with quiet_town.open():
        assert tables(file_of(quiet_town)) == OF_A_PERSON | OF_A_REPORT | OF_NEITHER


async def test_after_a_day_nothing_ties_a_person_to_a_report(town: Town) -> None:
    await the_day(town)
    assert town.siaga is not None
    asked = town.world.named("Ditanya")
    assert asked is not None
    await asked.sends("/dataku")
    await asked.hears("Data Anda")
    await town.siaga.database.write(an_earlier_release)
    await town.rests()
    with closing(sqlite3.connect(file_of(town))) as file, file:
        file.execute("UPDATE drafts SET updated_at = updated_at + 3723137")
    await ticks(town, minutes=50, seconds=17, milliseconds=5)  # what falls due now keeps its minute for an hour itself
    town.siaga.exporter._changed.set()
    await blur(town.siaga.database, town.clock, everything=True)
    await town.rests()
    path = file_of(town)
    assert len({len(bytes(row["sealed"])) for row in rows_of(path, "chats")}) == 1, "the length says who hides"  # type: ignore[call-overload]
    assert {row["updated_at"] for row in rows_of(path, "drafts")} == {stored_day(town.clock.now)}
    assert rows_of(path, "exports") == []
    assert not [*(town.settings.data / "exports").iterdir()]
    of_people, of_reports = standing(path, OF_A_PERSON), standing(path, OF_A_REPORT)
    both = of_people.keys() & of_reports.keys() - {stored(town.clock.now)}
    assert {str(each)[:40]: of_people[each] | of_reports[each] for each in both} == {}
