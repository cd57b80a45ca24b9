"""Everything people ask one by one, of reports and people that a database has."""

from pathlib import Path
from typing import cast

from bench.asking import Ask
from bench.facts import fact
from bench.grown import CITIZENS, KEY, OFFICERS, RESORT, posts
from db import reporters
from db.vault import Vault
from resort.area import Areas
from resort.roles import Role
from resort.unit import example, parse

SECTOR = "polsek-dumai-barat"
DISTRICT = "14.72.03"


def asks_of(database: Path) -> list[Ask]:
    """Everything people ask one by one, of reports and people that this database has."""
    first = CITIZENS
    own = _own_reports(database, first)
    few = next(CITIZENS + place for place in range(1, 1000) if len(_own_reports(database, CITIZENS + place)) == 2)
    oldest, number = (_number(database, _own_reports(database, citizen)[0]) for citizen in (first, few))
    return [
        Ask("/laporanku", few, "Laporan Anda", text="/laporanku"),
        Ask("/status", few, str(number), text=f"/status {number}"),
        Ask("/laporanku, 12 reports; grown: 1,000", first, "Laporan Anda", text="/laporanku"),
        Ask("its second page", first, "Laporan Anda", data="l:0:page=1"),
        Ask("its last page", first, "Laporan Anda", data=f"l:0:page={-(-len(own) // 5) - 1}"),
        Ask("/status of its oldest", first, str(oldest), text=f"/status {oldest}"),
        *desk_asks(database),
    ]


def desk_asks(database: Path) -> list[Ask]:
    """What the command and a unit's head ask of the queue."""
    desk, head = OFFICERS, OFFICERS + _head_of(SECTOR)
    key, version = fact(
        database,
        "SELECT id, version FROM reports WHERE closed_at IS NULL AND state = 'diterima' AND urgency = 'sedang'"
        " AND category = 'kericuhan' ORDER BY id LIMIT 1",
    )
    waiting = "FROM reports WHERE closed_at IS NULL AND state = 'diterima' AND urgency = 'rendah'"
    (half,) = fact(database, f"SELECT count(*) / 2 {waiting}")
    (middle,) = fact(database, f"SELECT id {waiting} ORDER BY id LIMIT 1 OFFSET ?", half)
    queue, nothing = "Antrean laporan", "Tidak ada laporan"
    return [
        Ask("/antrean", desk, queue, text="/antrean"),
        Ask("/antrean of one urgency", desk, queue, data="d:0:list=2"),
        Ask("/antrean of one state", desk, queue, data="d:0:list=,2"),
        Ask("/antrean of a kecamatan", desk, queue, data=f"d:0:list=,,{DISTRICT}"),
        Ask("/antrean, only what nobody took", desk, queue, data="d:0:list=,,,1"),
        Ask("/antrean, a page deep inside", desk, queue, data=f"d:0:list=;{middle}"),
        Ask("/antrean, nothing fits", desk, nothing, data="d:0:list=,3,,1"),
        Ask("/antrean, nothing fits, a kecamatan", desk, nothing, data=f"d:0:list=,3,{DISTRICT},1"),
        Ask("/antrean of a unit's head", head, queue, text="/antrean"),
        Ask("/antrean of a head, nothing fits", head, nothing, data="d:0:list=,3,,1"),
        Ask("a report on the desk", desk, "Riwayat", data=f"d:0:open={key}"),
        Ask("reports like it", desk, "digabungkan", data=f"d:{version}:merge={key}"),
    ]


def _own_reports(database: Path, citizen: int) -> list[int]:
    """The reports of a person, oldest first."""
    vault = Vault(KEY)
    [lookup] = vault.lookups(citizen)
    (chat,) = fact(database, "SELECT id FROM chats WHERE lookup = ?", lookup)
    owner = vault.handle(reporters.OWN, int(chat))
    found = fact(database, "SELECT sealed FROM own_reports WHERE owner = ?", owner)
    entries = reporters.open_entries(vault, owner, cast(bytes, found[0])) if found else []
    return [entry.report for entry in entries]


def _number(database: Path, report: int) -> str:
    (number,) = fact(database, "SELECT number FROM reports WHERE id = ?", report)
    return str(number)


def _head_of(unit: str) -> int:
    """The place of a unit's head among those let in."""
    areas = Areas.load(RESORT)
    let_in = posts(parse(example(areas), areas))
    return next(place for place, to in enumerate(let_in) if (to.unit, to.role) == (unit, Role.HEAD))
