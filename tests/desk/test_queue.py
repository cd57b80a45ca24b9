"""The desk's queue: its order, its pages and filters, and who sees what of it."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from functools import partial
from itertools import product
from operator import itemgetter
from pathlib import Path

import pytest

from conversations.callback import MOST_BYTES
from db import queue
from db.database import Database, Tx
from db.migrate import migrate
from db.queue import MOST_COUNTED, STATES, Wanted
from db.reports import ReportKey
from db.sql import Row
from db.vault import Vault
from reports.urgency import Urgency
from resort.roles import Role
from sandbox import Message, Person
from tests.stage.desk import NOT_YOURS, a_desk, a_head, a_resident, files, opens, sees_queue
from tests.stage.engines import moved, new_database
from tests.stage.officers import PANWASCAM, POLSEK, a_command, joins, takes
from tests.stage.town import Town
from tests.stage.walks import reports

WEST = "14.72.01"
EVERYTHING = "Semua yang masih kita tangani"


def listed(screen: Message) -> list[str]:
    """The reports a page shows, by their numbers."""
    return [label.split(" · ")[1] for label in screen.labels if "DMI-" in label]


async def pages(person: Person) -> list[str]:
    """Every report of the queue, page after page."""
    screen = await sees_queue(person)
    found = listed(screen)
    while "Lainnya ➡️" in screen.labels:
        await person.taps("Lainnya")
        screen = await person.hears("Antrean laporan")
        found += listed(screen)
    return found


async def test_the_most_urgent_come_first_and_of_these_the_oldest(town: Town) -> None:
    citizen, desk = await a_resident(town), await a_desk(town)
    expected: dict[tuple[int, int], str] = {}
    for age, urgency in product(range(4), reversed(Urgency)):
        at = town.clock.now - timedelta(minutes=age)
        expected[urgency.rank, -age] = await files(town, citizen, urgency, at)
    assert await pages(desk) == [expected[place] for place in sorted(expected)]


async def test_pages_are_turned_both_ways_and_say_where_they_are(town: Town) -> None:
    citizen, desk = await a_resident(town), await a_desk(town)
    numbers = [await files(town, citizen, Urgency.SEDANG, town.clock.now) for _ in range(23)]
    screen = await sees_queue(desk)
    assert ("1–10 dari 23" in screen.text, listed(screen)) == (True, numbers[:10])
    assert "Sebelumnya" not in " ".join(screen.labels)
    for label, where, shown in (
        ("Lainnya", "11–20 dari 23", numbers[10:20]),
        ("Lainnya", "21–23 dari 23", numbers[20:]),
        ("Sebelumnya", "11–20 dari 23", numbers[10:20]),
        ("Sebelumnya", "1–10 dari 23", numbers[:10]),
    ):
        await desk.taps(label)
        screen = await desk.hears(where)
        assert listed(screen) == shown


async def test_a_filter_is_kept_until_the_shift_ends(town: Town) -> None:
    citizen, desk = await a_resident(town), await a_desk(town)
    wanted = await files(town, citizen, Urgency.RENDAH, town.clock.now)
    await files(town, citizen, Urgency.TINGGI, town.clock.now)
    await sees_queue(desk)
    for label in ("Saring", "Urgensi", "RENDAH"):
        await desk.taps(label)
    await desk.hears("• 🟢 RENDAH")
    assert listed(await sees_queue(desk)) == [wanted]
    await desk.sends("/siaga")
    await desk.taps("Lepas siaga", on=await desk.hears("sedang siaga"))
    await desk.hears("lepas siaga")
    assert len(listed(await sees_queue(desk))) == 2


async def test_reports_of_one_moment_are_neither_lost_nor_shown_twice(town: Town) -> None:
    citizen, desk = await a_resident(town), await a_desk(town)
    numbers = [await files(town, citizen, Urgency.SEDANG, town.clock.now) for _ in range(13)]
    assert await pages(desk) == numbers


async def test_a_line_says_urgency_age_place_kind_and_who_has_it(town: Town) -> None:
    citizen, desk, officer = await a_resident(town), await a_desk(town), await joins(town, "Petugas")
    ages = {"7 mnt": timedelta(minutes=7), "3 jam": timedelta(hours=3, minutes=50), "2 hari": timedelta(days=2)}
    numbers = {told: await files(town, citizen, Urgency.TINGGI, town.clock.now - age) for told, age in ages.items()}
    screen = await sees_queue(desk)
    for told, number in numbers.items():
        assert f"🟠 {told} · TPS 12 Jaya Mukti · Kerumunan massa · belum" in screen.text
        assert number in listed(screen)
    assert "1–3 dari 3" in screen.text
    reported = await reports(citizen)
    await takes(officer, reported)
    assert "🟠 0 mnt · TPS 12 Jaya Mukti · Kerumunan massa · Polsek Dumai Timur 1" in (await sees_queue(desk)).text


async def test_the_counts_are_of_the_whole_queue(town: Town) -> None:
    citizen, desk = await a_resident(town), await a_desk(town)
    for _ in range(7):
        await files(town, citizen, Urgency.TINGGI, town.clock.now)
    await files(town, citizen, Urgency.RENDAH, town.clock.now)
    text = (await sees_queue(desk)).text
    assert "DARURAT: 0" in text
    assert "TINGGI: 7" in text
    assert "RENDAH: 1" in text


async def test_an_empty_queue_says_so(town: Town) -> None:
    desk = await a_desk(town)
    assert "Tidak ada laporan di sini" in (await sees_queue(desk)).text


async def test_the_queue_is_filtered_by_urgency_and_kecamatan(town: Town) -> None:
    citizen, desk = await a_resident(town), await a_desk(town)
    wanted = await files(town, citizen, Urgency.TINGGI, town.clock.now, district=WEST, village=f"{WEST}.1001")
    await files(town, citizen, Urgency.TINGGI, town.clock.now)
    await files(town, citizen, Urgency.RENDAH, town.clock.now, district=WEST, village=f"{WEST}.1001")
    await sees_queue(desk)
    for label, heard in (("Saring", "Saring antrean"), ("Urgensi", "Urgensi yang mana"), ("TINGGI", "Saring antrean")):
        await desk.taps(label)
        await desk.hears(heard)
    await desk.taps("Kecamatan")
    await desk.hears("Kecamatan yang mana")
    await desk.taps("Dumai Barat")
    filter_screen = await desk.hears("Saring antrean")
    assert "TINGGI" in filter_screen.text
    assert "Dumai Barat" in filter_screen.text
    await desk.taps("Antrean")
    screen = await desk.hears("Antrean laporan")
    assert listed(screen) == [wanted]
    for label in ("Saring", "Tanpa saringan", "Antrean"):
        await desk.taps(label)
    assert len(listed(await desk.hears(f"{EVERYTHING}\n\n🔴"))) == 3


async def test_the_queue_is_filtered_by_what_nobody_took_and_by_state(town: Town, resident: Person) -> None:
    desk, officer = await a_desk(town), await joins(town, "Petugas")
    number = await reports(resident)
    await takes(officer, number)
    other = await files(town, resident, Urgency.SEDANG, town.clock.now)
    await sees_queue(desk)
    for label in ("Saring", "Hanya yang belum diambil", "Antrean"):
        await desk.taps(label)
    assert listed(await desk.hears("• Belum diambil\n\n🔴")) == [other]
    for label in ("Saring", "Tanpa saringan", "Status", "Ditugaskan", "Antrean"):
        await desk.taps(label)
    assert listed(await desk.hears("• Ditugaskan\n\n🔴")) == [number]


async def test_going_back_from_a_report_keeps_the_filter(town: Town) -> None:
    citizen, desk = await a_resident(town), await a_desk(town)
    number = await files(town, citizen, Urgency.RENDAH, town.clock.now)
    await files(town, citizen, Urgency.TINGGI, town.clock.now)
    await sees_queue(desk)
    for label in ("Saring", "Urgensi", "RENDAH", "Antrean"):
        await desk.taps(label)
    await desk.hears("• 🟢 RENDAH\n\n🟢")
    await desk.taps(number)
    await desk.hears("Riwayat")
    await desk.taps("Antrean")
    assert listed(await desk.hears("• 🟢 RENDAH\n\n🟢")) == [number]


async def test_a_head_sees_what_lies_in_the_units_area_only(town: Town) -> None:
    citizen, head = await a_resident(town), await a_head(town)
    own = await files(town, citizen, Urgency.TINGGI, town.clock.now)
    other = await files(town, citizen, Urgency.DARURAT, town.clock.now, district=WEST, village=f"{WEST}.1001")
    screen = await sees_queue(head)
    assert listed(screen) == [own]
    [(key,)] = await town.rows("SELECT id FROM reports WHERE number = ?", other)
    for data in (f"d:0:open={key};", f"d:0:verify={key}", f"d:0:reject={key}", f"d:0:files={key}"):
        await head.forges(data, on=screen)
        await head.sees_toast(NOT_YOURS)
        head.toasts.clear()
    assert head.last.text == screen.text


async def test_the_command_sees_everything(town: Town) -> None:
    citizen, chief = await a_resident(town), await a_command(town)
    number = await files(town, citizen, Urgency.TINGGI, town.clock.now, district=WEST, village=f"{WEST}.1001")
    assert number in (await opens(chief, number)).text


@pytest.mark.parametrize(
    ("unit", "role"), [(POLSEK, Role.OFFICER), (PANWASCAM, Role.PARTNER)], ids=["petugas", "mitra"]
)
async def test_officers_and_partners_have_no_queue(town: Town, unit: str, role: Role) -> None:
    citizen, person = await a_resident(town), await joins(town, "Orang", unit, role)
    await files(town, citizen, Urgency.TINGGI, town.clock.now)
    await person.sends("/antrean")
    await person.hears(NOT_YOURS)
    assert "antrean" not in person.commands()
    for data in ("d:0:list=", "d:0:filter=", "d:0:open=1;", "d:0:verify=1", "d:0:merged=1,1"):
        await person.forges(data, on=person.last)
        await person.sees_toast(NOT_YOURS)
        person.toasts.clear()
    assert await town.rows("SELECT DISTINCT version FROM reports") == [(0,)]


async def test_a_citizen_has_no_queue(town: Town, resident: Person) -> None:
    await files(town, resident, Urgency.TINGGI, town.clock.now)
    await resident.sends("/antrean")
    answer = await resident.hears(NOT_YOURS)
    await resident.forges("d:0:close=1", on=answer)
    await resident.sees_toast(NOT_YOURS)


@pytest.mark.parametrize(
    "choice",
    [
        "list=9",
        "list=x",
        "list=,99",
        "list=,,99.99.99",
        "list=-1",
        "open=",
        "open=999999;",
        "nothing=1",
        "=",
    ],
)
async def test_a_forged_button_of_the_queue_changes_nothing(town: Town, choice: str) -> None:
    citizen, desk = await a_resident(town), await a_desk(town)
    await files(town, citizen, Urgency.TINGGI, town.clock.now)
    screen = await sees_queue(desk)
    await desk.forges(f"d:0:{choice}", on=screen)
    await desk.sees_toast()
    assert desk.last.text == screen.text
    assert await town.rows("SELECT version FROM reports") == [(0,)]


async def walked(tx: Tx, wanted: Wanted) -> tuple[list[int], int]:
    """The reports of every page, and how many are counted; each page knows where it lies and what comes before it."""
    found: list[ReportKey] = []
    while page := await queue.page(tx, wanted, found[-1] if found else None, 7):
        extent = await queue.extent(tx, wanted, page[0], 7)
        assert extent.before == len(found)
        assert extent.earlier == (found[-8] if len(found) > 7 else None)
        found += [each.key for each in page]
    return [*found], (await queue.extent(tx, wanted, None, 7)).total


def a_row(key: int, dice: random.Random) -> dict[str, object]:
    """A report somewhere in two kecamatan, taken or not, with a unit or without."""
    district = dice.choice([None, "14.72.01", "14.72.02"])
    return {
        "id": key,
        "number": f"N{key}",
        "rank": (urgency := dice.choice(list(Urgency))).rank,
        "urgency": urgency,
        "state": dice.choice(STATES),
        "district": district,
        "village": dice.choice([None, f"{district}.1001", f"{district}.1002"]) if district else None,
        "unit": dice.choice([None, "timur", "barat"]),
        "officer": dice.choice([None, 1]),
        "created_at": dice.randrange(40),
    }


GROUND = {"timur": {"14.72.02", "14.72.01.1001", "14.72.02.1002"}, "barat": set[str](), None: set[str]()}


def fits(wanted: Wanted, row: dict[str, object]) -> bool:
    """What a filter means, said once more and plainly."""
    return (
        wanted.urgency in (None, row["urgency"])
        and row["state"] in wanted.states
        and wanted.district in (None, row["district"])
        and not (wanted.untaken and row["officer"])
        and (
            wanted.unit in (None, row["unit"])
            or row["district"] in GROUND[wanted.unit]
            or row["village"] in GROUND[wanted.unit]
        )
    )


@pytest.mark.parametrize("seed", range(3))
async def test_pages_are_the_same_as_sorting_everything(tables: sqlite3.Connection, tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    rows = [a_row(key, dice) for key in range(1, 301)]
    for unit, areas in GROUND.items():
        if unit is not None:
            tables.execute(
                "INSERT INTO units (code, name, agency, level, function) VALUES (?, 'Polsek', 'polri', 'polsek', '-')",
                [unit],
            )
        tables.executemany("INSERT INTO unit_areas VALUES (?, ?)", [(unit, area) for area in areas])
    tables.executemany("INSERT INTO waits (id, kind, due_at, since) VALUES (:id, 'reports', 0, 0)", rows)
    tables.executemany(
        "INSERT INTO reports (id, number, what, urgency, state, district, village, unit, officer, created_at, wait)"
        " VALUES (:id, :number, '', :urgency, :state, :district, :village, :unit, :officer, :created_at, :id)",
        rows,
    )
    where = new_database(tmp_path)
    moved(tmp_path / "siaga.db", where)
    database = await Database.open(where)
    database.vault = Vault(bytes(range(32)))  # the names of those who have a report are sealed
    filters = product((None, Urgency.TINGGI), (None, *STATES), (None, "14.72.01", "14.72.02"), (False, True), GROUND)
    for wanted in (Wanted(*each) for each in filters):
        expected = [row for row in rows if fits(wanted, row)]
        expected.sort(key=itemgetter("rank", "created_at", "id"))
        found, counted = await database.read(partial(walked, wanted=wanted))
        assert found == [row["id"] for row in expected]
        assert counted == len(expected)
    await database.close()


async def test_counting_stops_where_the_screen_does(tables: sqlite3.Connection, tmp_path: Path) -> None:
    tables.execute(
        "INSERT INTO units (code, name, agency, level, function) VALUES ('barat', 'Polsek', 'polri', 'polsek', '-')"
    )
    tables.execute("INSERT INTO unit_areas VALUES ('barat', '14.72.01')")
    keys = range(1, 1201)
    tables.executemany(
        "INSERT INTO waits (id, kind, due_at, since) VALUES (?, 'reports', 0, 0)", [(key,) for key in keys]
    )
    tables.executemany(
        "INSERT INTO reports (id, number, what, urgency, state, district, unit, created_at, wait)"
        " VALUES (?, ?, '', 'sedang', ?, '14.72.01', 'barat', 0, ?)",
        [(key, f"N{key}", STATES[key % 2], key) for key in keys],
    )
    where = new_database(tmp_path)
    moved(tmp_path / "siaga.db", where)
    database = await Database.open(where)
    for wanted in (Wanted(), Wanted(untaken=True), Wanted(unit="barat"), Wanted(district="14.72.01", unit="barat")):
        extent = await database.read(partial(queue.extent, wanted=wanted, first=None, size=10))
        assert extent.counts[Urgency.SEDANG] == extent.total == MOST_COUNTED
    wanted = Wanted(state=STATES[0], unit="barat")
    extent = await database.read(partial(queue.extent, wanted=wanted, first=None, size=10))
    assert extent.counts[Urgency.SEDANG] == 600
    await database.close()


async def test_a_page_deep_inside_reads_no_more_rows_than_it_shows(
    tables: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many reports are open: once every look took the keys of them all, and a page cost ten times as much."""
    tables.executemany(
        "INSERT INTO waits (id, kind, due_at, since) VALUES (?, 'reports', 0, 0)", [(key,) for key in range(1, 901)]
    )
    tables.executemany(
        "INSERT INTO reports (id, number, what, urgency, state, created_at, wait)"
        " VALUES (?, ?, '', 'sedang', 'diterima', ?, ?)",
        [(key, f"N{key}", key, key) for key in range(1, 901)],
    )
    where = new_database(tmp_path)
    moved(tmp_path / "siaga.db", where)
    database = await Database.open(where)
    every, read = Tx.all, 0

    async def counted(tx: Tx, query: str, **values: object) -> list[Row]:
        nonlocal read
        rows = await every(tx, query, **values)
        read += len(rows)
        return rows

    monkeypatch.setattr(Tx, "all", counted)

    async def look(tx: Tx) -> None:
        page = await queue.page(tx, Wanted(), ReportKey(450), 10)
        extent = await queue.extent(tx, Wanted(), page[0], 10)
        assert (page[0].key, extent.before, extent.earlier, extent.total) == (451, 450, 440, 900)

    await database.read(look)
    assert read < 40
    await database.close()


@pytest.mark.parametrize("choice", ["open=1;", "list=,,,", "filter=,,,", "district=,,,"])
async def test_a_forged_filter_that_fits_no_button_is_let_go(town: Town, choice: str) -> None:
    citizen, desk = await a_resident(town), await a_desk(town)
    await files(town, citizen, Urgency.TINGGI, town.clock.now)
    screen = await sees_queue(desk)
    await desk.forges(f"d:0:{choice}".ljust(MOST_BYTES, "1"), on=screen)
    await town.rests()
    assert desk.toasts or desk.last != screen
    assert "gangguan di pihak kami" not in desk.last.text


def test_every_filter_and_page_fits_into_a_button() -> None:
    longest = f"d:0:list=3,{len(STATES) - 1},14.72.02,1;{10**9}"
    assert len(longest.encode()) <= MOST_BYTES


@pytest.fixture
def tables(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(tmp_path / "siaga.db", isolation_level=None)) as connection:
        migrate(connection)
        connection.executescript(
            "INSERT INTO units (code, name, agency, level, function) VALUES ('polres', '', 'polri', 'polres', '-');"
            "INSERT INTO chats (id, lookup, sealed, kind, language, created_at) VALUES (1, x'', x'', '', '', 0);"
            "INSERT INTO officers (id, chat, unit, role, callsign, joined_at)"
            " VALUES (1, 1, 'polres', 'petugas', '', 0);"
        )
        yield connection
