"""Years that are over, all on the same few: one officer, one chat, one unit have the whole of them.

Indexes that lead to what is open hide how much is done. Here nothing is open but one report, and everything else is the
past of the same people, so that a query that goes through it by an index costs more with each year.
"""

import re
from collections.abc import Callable, Iterator, Mapping

NOW = 1_900_000_000_000
MINUTE, DAY = 60_000, 86_400_000
OPEN = 1  # the report that is not over; all others are
Insert = Callable[[str, Mapping[str, object]], None]

_VALUES: dict[str, object] = {
    "now": NOW,
    "since": NOW - DAY // 24,
    "at": NOW,
    "until": NOW,
    "ends_at": NOW,
    "latest": NOW,
    "earliest": NOW - DAY,
    "fresh": NOW - DAY,
    "begun": NOW - DAY,
    "before": NOW,
    "filed": NOW - DAY,
    "unit": "polsek",
    "district": "14.72.01",
    "village": "14.72.01.1001",
    "area": "14.72.01",
    "urgency": "tinggi",
    "state": "diterima",
    "category": "kericuhan",
    "role": "petugas",
    "agency": "polri",
    "function": "-",
    "act": "dibuat",
    "number": "DMI-1",
    "limit": 10,
    "most": 10,
    "offset": 0,
    "lookup": b"1",
    "owner": b"1",
    "reader": " spkt ",
    "sha256": "1",
    "file_unique_id": "1",
    "topic": "imbauan",
    "callsign": "Petugas 1",
    "run": 1,
    "a": "diterima",
    "b": "diverifikasi",
    "c": "ditugaskan",
    "d": "ditindaklanjuti",
    **dict.fromkeys(("darurat", "tinggi", "sedang", "rendah"), NOW),
}


def values_of(statement: str) -> dict[str, object]:
    """A value for each name in a statement: of those whose past there is."""
    names = re.findall(r"(?<!:):([a-z_0-9]+)", statement)
    text = "search_words" in statement  # the letters are words there
    return {name: 1 if text and name in "abcde" else _VALUES.get(name, 1) for name in names}


def live(years: int, insert: Insert) -> None:
    """Let so many things of each kind have happened."""
    insert("units", {"code": "polsek", "name": "Polsek", "agency": "polri", "level": "polsek", "function": "-"})
    insert("unit_areas", {"unit": "polsek", "area": "14.72.01"})
    insert("chats", {"id": 1, "lookup": b"1", "sealed": b"-", "kind": "private", "language": "id", "created_at": 0})
    insert(
        "officers",
        {"id": 1, "chat": 1, "unit": "polsek", "role": "petugas", "callsign": "Petugas 1", "joined_at": 0},
    )
    insert("waits", {"id": 1, "kind": "reports", "due_at": NOW + DAY, "since": NOW})
    for number in range(OPEN, years + OPEN):
        for table, row in _happened(number, over=number > OPEN):
            insert(table, row)


def _happened(key: int, *, over: bool) -> Iterator[tuple[str, Mapping[str, object]]]:
    at = NOW - (key - OPEN + 1) * DAY // 4
    yield (
        "reports",
        {
            "id": key, "number": f"DMI-{key}", "kind": "gangguan", "category": "kericuhan", "urgency": "tinggi",
            "state": "selesai" if over else "diterima", "what": "", "district": "14.72.01",
            "village": "14.72.01.1001", "created_at": at, "closed_at": at + DAY if over else None,
            "ended_at": at + DAY if over else None, "unit": "polsek", "officer": 1 if over else None,
            "wait": None if over else 1, "indexed": 1, "filed_by": 1,
        },
    )  # fmt: skip
    yield "reporters", {"report": key, "confidential": 0}
    yield "events", {"id": key, "report": key, "at": at, "role": "petugas", "officer": 1, "act": "dibuat", "hash": b"-"}
    yield (
        "outbox",
        {"id": key, "chat": 1, "lane": 0, "method": "sendMessage", "state": "sent", "created_at": at,
         "settled_at": at, "message_id": key},
    )  # fmt: skip
    yield "inbox", {"update_id": key, "received_at": at, "done_at": at}
    yield "pings", {"report": key, "outbox": key, "chat": 1, "called_at": at}
    yield "listed_calls", {"report": key, "chat": 1, "outbox": key}
    yield "tellings", {"outbox": key, "report": key, "chat": 1, "what": "words", "told_at": at, "gone_at": at + DAY}
    yield "shifts", {"id": key, "officer": 1, "begins_at": at - DAY, "ends_at": at - DAY // 2, "step": "over"}
    yield "activities", {"id": key, "officer": 1, "kind": "patroli", "created_at": at - DAY, "unit": "polsek"}
    yield (
        "evidence",
        {"id": key, "report": key, "kind": "photo", "file_id": f"f{key}", "file_unique_id": f"u{key}",
         "state": "fetched", "sha256": f"s{key}", "due_at": at, "added_at": at, "told_at": at, "copies": 1},
    )  # fmt: skip
    yield "search_words", {"word": 1, "report": key}
    yield "deliveries", {"id": key, "run": key, "chat": 1, "state": "sent", "message_id": key, "settled_at": at}
    yield "orders", {"run": key, "chat": 1, "asked_at": at, "acknowledged_at": at, "ended_at": at}
